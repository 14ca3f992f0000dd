package ui

import (
	"context"

	"lumbung/store/coop"
)

// ownOccasions is what a book says beside the standard occasions, and the accounts by which that is read.
type ownOccasions struct {
	rows     []coop.OccasionRow
	chart    []coop.ChartAccount
	settings []coop.SettingRow
}

func readOwn(ctx context.Context, book settingsBook) (*ownOccasions, error) {
	rows, err := book.OwnOccasions(ctx)
	if err != nil {
		return nil, err
	}
	accounts, err := book.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	settings, err := book.Settings(ctx)
	return &ownOccasions{rows: rows, chart: coop.ChartOf(accounts), settings: settings}, err
}

// takeOwn joins the standard occasions with the book's own: whatever was made a moment ago can be recorded at once.
func (s *Shell) takeOwn(own *ownOccasions, changes int) {
	if own != nil {
		s.occasions, s.hidden = coop.AllOccasions(s.standard, own.rows, own.chart)
		s.ownAt, s.reviewFrom = changes, coop.ReviewFrom(own.settings, s.today())
	}
}

// offered are the occasions that nobody has hidden.
func (s *Shell) offered() []coop.Occasion {
	var offered []coop.Occasion
	for _, o := range s.occasions {
		if !s.hidden[o.ID] {
			offered = append(offered, o)
		}
	}
	return offered
}
