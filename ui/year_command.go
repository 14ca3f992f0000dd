package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
)

// The pages of the end of a month and of a year.
const (
	PageMonthEnd = "month-end" // a month as 2026-10; empty for the one to be closed next
	PageClose    = "close"     // a month as 2026-10
	PageYearEnd  = "year-end"  // a year as 2026; empty for the one to be closed next
	PageCloses   = "closes"
	PageClosed   = "closed" // the hash of a close
	PageReopen   = "reopen" // a month as 2026-10
)

func init() {
	morePages[PageMonthEnd] = newMonthEnd
	morePages[PageClose] = func(s *Shell, arg string) page { return newClose(s, arg, false) }
	morePages[PageYearEnd] = func(s *Shell, arg string) page { return newClose(s, arg, true) }
	morePages[PageCloses] = plain(newCloses)
	morePages[PageClosed] = newClosed
	morePages[PageReopen] = newReopen
}

// yearCommands are about the end of a month and of a year.
func yearCommands() []command {
	return []command{
		{
			Name: "month-end", Menu: "year", Press: fyne.KeyM, Mod: ctrl | fyne.KeyModifierShift,
			Do: goTo(PageMonthEnd),
		},
		{Name: "year-end", Menu: "year", Do: goTo(PageYearEnd)},
		{Name: "closes", Menu: "year", Do: goTo(PageCloses)},
	}
}

// yearBook is what these pages together need of the book.
type yearBook interface {
	// PlanClose says what a close of a month, or of the year that ends with it, would state now.
	PlanClose(ctx context.Context, period coop.Month, year bool) (coop.ClosePlan, error)
	// Closes lists every close that was recorded, the latest period first.
	Closes(ctx context.Context) ([]coop.CloseView, error)
	// PlanReopen says what reopening the close of a month, and every later one, would do.
	PlanReopen(ctx context.Context, month coop.Month) (coop.Reopening, error)
	// EvidenceCount says how many entries of a span should have a paper or picture, and how many have none.
	EvidenceCount(ctx context.Context, from, to coop.Date) (missing, total int, err error)
	// Chores lists what a month needs once, and what the months before still lack.
	Chores(ctx context.Context, month coop.Month, occasions []coop.Occasion) ([]coop.Chore, error)
	// Reconciles lists of each account of a bank and day the last reconciliation.
	Reconciles(ctx context.Context) ([]coop.ReconcileView, error)
}

// closeBook is all that the pages of closing read and record.
type closeBook interface {
	yearBook
	witnessBook
	attentionBook
	Info(ctx context.Context) (coop.Info, error)
	Home(ctx context.Context, today coop.Date) (coop.Home, error)
}
