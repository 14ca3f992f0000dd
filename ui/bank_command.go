package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
)

// The pages of bank statements, parties, advances, budgets and loans to the cooperative.
const (
	PageBank          = "bank"           // an account and a month as 11201@2026-10; empty for the usual ones
	PageBankFile      = "bank-file"      // the account
	PageParties       = "parties"        // a class as a figure; empty for all
	PageParty         = "party"          // an id, or a class, a colon and a name for a new one; empty: a new one
	PageAdvances      = "advances"       //
	PageBudget        = "budget"         // a year and an outlet as 2026@SEMBAKO
	PageBudgetApprove = "budget-approve" // a year
	PageBorrowings    = "borrowings"
	PageBorrowing     = "borrowing"      // an id
	PageBorrowingForm = "borrowing-form" // an id; empty: a new one
	PageBorrowingMove = "borrowing-move" // draw, pay or use, and an id behind a colon
)

func init() {
	morePages[PageBank] = newBank
	morePages[PageBankFile] = newBankFile
	morePages[PageParties] = plain(newParties)
	morePages[PageParty] = newParty
	morePages[PageAdvances] = plain(newAdvances)
	morePages[PageBudget] = newBudget
	morePages[PageBudgetApprove] = newBudgetApprove
	morePages[PageBorrowings] = plain(newBorrowings)
	morePages[PageBorrowing] = newBorrowing
	morePages[PageBorrowingForm] = newBorrowingForm
	morePages[PageBorrowingMove] = newBorrowingMove
}

// bankCommands are about bank statements, advances, budgets and loans to the cooperative.
func bankCommands() []command {
	shift := ctrl | fyne.KeyModifierShift
	return []command{
		{Name: "bank", Menu: "money", Press: fyne.KeyB, Mod: shift, Do: goTo(PageBank)},
		{Name: "advances", Menu: "money", Press: fyne.KeyK, Mod: shift, Do: goTo(PageAdvances)},
		{Name: "borrowings", Menu: "money", Press: fyne.KeyE, Mod: shift, Do: goTo(PageBorrowings)},
		{Name: "budget", Menu: "year", Press: fyne.KeyG, Mod: shift, Do: goTo(PageBudget)},
		{Name: "parties", Menu: "go", Do: goTo(PageParties)},
	}
}

// bankBook is what these pages together need of the book.
type bankBook interface {
	// Bank puts together what both sides say of a bank's account at the end of a day.
	Bank(ctx context.Context, account string, until coop.Date) (coop.Bank, error)
	// Reconciles lists of each account and day the last reconciliation.
	Reconciles(ctx context.Context) ([]coop.ReconcileView, error)
	Parties(ctx context.Context) (coop.Parties, error)
	// LinesOfAccount lists the lines that count on accounts whose codes begin so.
	LinesOfAccount(ctx context.Context, prefix string, from, to coop.Date) ([]coop.SubLine, error)
	// Budget reads the plan of a year, with what was decided about it.
	Budget(ctx context.Context, year int64) (coop.BudgetView, error)
	// BudgetActual gives what accounts of the result moved, by outlet and in their normal direction.
	BudgetActual(ctx context.Context, from, to coop.Date) (map[coop.BudgetKey]coop.Money, error)
	// Borrowings lists the loans to the cooperative as they stand at the end of a day.
	Borrowings(ctx context.Context, day coop.Date) ([]coop.BorrowView, error)
}

// moneyBook is all that the pages of this file read and record.
type moneyBook interface {
	bankBook
	draftBook
	witnessBook
	Info(ctx context.Context) (coop.Info, error)
	Settings(ctx context.Context) ([]coop.SettingRow, error)
	Outlets(ctx context.Context) ([]coop.OutletRow, error)
	// Meetings lists the meetings with their minutes, the latest first.
	Meetings(ctx context.Context) ([]coop.MeetingView, error)
}

// BankReader reads banks' statements out of files.
type BankReader interface {
	// Read understands a file, of a workbook one sheet and the first where none is named, by the layouts of the banks
	// or, where chosen is not nil, by columns chosen by hand. A file of a bank that is not known comes back with its
	// headings and Unknown set. What cannot be read is a coop.Problem; the headings come with it.
	Read(name, sheet string, data []byte, chosen *coop.BankColumns) (BankRead, error)
	// EntryOf gives the entry that records a movement which the book does not know; false where no rule fits.
	EntryOf(account string, m coop.BankMove) (coop.Entry, bool)
}

// BankRead is a statement that was read.
type BankRead struct {
	Unknown   bool
	Heads     []string // of the columns
	Sheet     string   // that was read
	Sheets    []string // of a workbook, all that hold something
	Bank      string
	Statement coop.Statement // without its account
	Balances  bool
	Problems  []coop.Problem // what was put right
}
