package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
)

// loanCommands are about loans to members.
func loanCommands() []command {
	return []command{
		{Name: "loans", Menu: "loan", Press: fyne.KeyL, Mod: ctrl | fyne.KeyModifierShift, Do: goTo(PageLoans)},
		{Name: "loan-form", Menu: "loan", Do: goTo(PageLoanForm)},
		{Name: "loan-products", Menu: "loan", Do: goTo(PageLoanProducts)},
	}
}

// loanBook is what these pages together need of the book.
type loanBook interface {
	witnessBook
	membersBook
	settingsBook
	Savings(ctx context.Context, to coop.Date) ([]coop.SavingsView, error)
	// Loans gives every loan as it stood at the end of a day, beside what the ledger says of them.
	Loans(ctx context.Context, day coop.Date) (coop.LoanRegister, error)
	Loan(ctx context.Context, id coop.ID, day coop.Date) (coop.LoanView, error)
	// LinesOfLoan lists the lines that count under a loan.
	LinesOfLoan(ctx context.Context, id coop.ID) ([]coop.SubLine, error)
	// Approvals lists the decisions about a recorded act, in the order in which they were made.
	Approvals(ctx context.Context, subject coop.Hash) ([]coop.ApprovalView, error)
}

// The pages of loans. What Arg means stands beside each.
const (
	PageLoans        = "loans"
	PageLoan         = "loan"          // a loan's id
	PageLoanForm     = "loan-form"     // the id of a loan that the new one takes the place of; empty: none
	PageLoanDecide   = "loan-decide"   // a loan's id and, behind a colon, that of a proposal; then :against
	PageLoanEntry    = "loan-entry"    // what is done, a loan's id and that of a decision, parted by colons
	PageLoanAct      = "loan-act"      // a class and a loan's id, parted by a colon
	PageLoanProducts = "loan-products" // how loans are given
	PageLoanProduct  = "loan-product"  // a product's code; empty: a new one
)

func init() {
	morePages[PageLoans], morePages[PageLoanProducts] = plain(newLoans), plain(newLoanProducts)
	morePages[PageLoan], morePages[PageLoanForm] = newLoan, newLoanForm
	morePages[PageLoanDecide], morePages[PageLoanEntry] = newLoanDecide, newLoanEntry
	morePages[PageLoanAct], morePages[PageLoanProduct] = newLoanAct, newLoanProduct
	holding = append(holding, PageLoanForm, PageLoanEntry, PageLoanAct, PageLoanProduct)
}
