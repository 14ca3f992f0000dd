package report

import (
	"context"

	"lumbung/store/coop"
)

// MeetingPapers name the papers of one annual meeting that can be made alone: the letter that calls the members, the
// list that they sign, and the minutes.
var MeetingPapers = []string{"invitation", "attendance", "minutes"}

// MeetingPaper makes one of MeetingPapers for the annual meeting about a book year.
func MeetingPaper(ctx context.Context, source Source, name string, year int, lang string) (*Sheet, error) {
	makes := packMakers[name]
	if makes == nil {
		return nil, coop.Problem{Key: "report.wrong.name", Args: []any{name}}
	}
	p, err := newPaper(ctx, source, Order{Name: name, Period: Period{Year: year}, Lang: lang})
	if err != nil {
		return nil, err
	}
	if err := makes(ctx, p); err != nil {
		return nil, err
	}
	return p.sheet, p.sheet.Check()
}
