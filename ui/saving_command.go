package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
)

// savingCommands are about members' savings beyond the dues.
func savingCommands() []command {
	return []command{
		{
			Name: "savings", Menu: "savings", Press: fyne.KeyA, Mod: ctrl | fyne.KeyModifierShift,
			Do: goTo(PageSavings),
		},
		{Name: "interest", Menu: "savings", Do: goTo(PageInterest)},
		{Name: "terms", Menu: "savings", Do: goTo(PageTerms)},
		{Name: "leavers", Menu: "savings", Do: goTo(PageLeavers)},
		{Name: "special", Menu: "savings", Do: goTo(PageSpecial)},
		{Name: "idle", Menu: "savings", Do: goTo(PageIdle)},
	}
}

// savingBook is what these pages together need of the book.
type savingBook interface {
	witnessBook
	membersBook
	memberBook
	idleBook
	memberFormBook
	settingsBook
	Home(ctx context.Context, today coop.Date) (coop.Home, error)
	// SavingsBook gives what everybody saved over a month, day by day, and the interest of it that is recorded.
	SavingsBook(ctx context.Context, m coop.Month) (coop.SavingsBook, error)
	// Became tells what was recorded under some once-rules.
	Became(ctx context.Context, rules ...coop.Once) (map[coop.ID]coop.Became, error)
	// Specials is the register of special-purpose savings over a period.
	Specials(ctx context.Context, from, to coop.Date) (coop.SpecialRegister, error)
	// TaxState gives what a person earned on savings in a month so far.
	TaxState(ctx context.Context, person coop.ID, m coop.Month) (coop.TaxState, error)
	// Terms lists the term deposits, those that run first, by the day they end.
	Terms(ctx context.Context) ([]coop.TermView, error)
	// LooseTerms gives what each person has in term savings without a certificate.
	LooseTerms(ctx context.Context) (map[coop.ID]coop.Money, error)
	// Blocks lists what is blocked of members' savings, and was.
	Blocks(ctx context.Context) ([]coop.BlockView, error)
	// Leaver gives what a person has and owes on a day, and how far their leaving is.
	Leaver(ctx context.Context, id coop.ID, day coop.Date) (coop.LeaverView, error)
	// LeaverList gives everybody whose leaving is not settled, or for whom something is kept.
	LeaverList(ctx context.Context, day coop.Date) ([]coop.LeaverView, error)
}
