// Package report makes the statements and registers of a cooperative: first as values (Sheet), then as text for a
// terminal, CSV, JSON, PDF and XLSX; and the whole book as a journal that hledger reads.
//
// The figures come from what a book answers with (store/coop/view.go) through the small interface Source. It must not
// know SQL, screens or the network, and it computes no figure that the book has not recorded: it arranges, adds up and
// proves. A statement that does not agree with itself carries a note that says so (Sheet.Agrees); it is never hidden.
package report

import (
	"context"
	"fmt"
	"slices"

	"lumbung/store/coop"
)

// Source is the book that statements are made from.
type Source interface {
	Info(ctx context.Context) (coop.Info, error)
	Users(ctx context.Context) ([]coop.UserRow, error)
	OwnOccasions(ctx context.Context) ([]coop.OccasionRow, error)
	// TrialBalance gives every account with anything in it, in chart order; headings carry the sums of what lies under
	// them. From 0 means since the beginning: Opening is 0 then.
	TrialBalance(ctx context.Context, from, to coop.Date) ([]coop.AccountBalance, error)
	AccountPage(ctx context.Context, code string, from, to coop.Date) (coop.AccountPage, error)
	CashBook(ctx context.Context, from, to coop.Date) (coop.AccountPage, error)
	BankBook(ctx context.Context, from, to coop.Date) (coop.AccountPage, error)
	Entries(ctx context.Context, query coop.EntryQuery) ([]coop.EntryView, error)
	Members(ctx context.Context, text string) ([]coop.MemberView, error)
	// Savings gives what each member has on each saving account at the end of a day, joined registrations as one.
	Savings(ctx context.Context, to coop.Date) ([]coop.SavingsView, error)
	Dues(ctx context.Context, year int, through coop.Month) ([]coop.DueView, error)
	// Closing gives the lines, posted in the period, of entries that pass through the summary: those that close a year.
	Closing(ctx context.Context, from, to coop.Date) ([]coop.Line, error)
}

// OutletSource is a Source that can tell the accounts of one outlet from those of the others.
type OutletSource interface {
	OutletBalance(ctx context.Context, outlet string, from, to coop.Date) ([]coop.AccountBalance, error)
}

// FlowSource is a Source that adds up what moved money without giving each entry: a year of a large book has tens of
// thousands.
type FlowSource interface {
	Flows(ctx context.Context, from, to coop.Date) (coop.Flows, error)
}

// Order says which statement is wanted.
type Order struct {
	Name    string // one of List
	Period  Period
	Lang    string    // "id" or "en"
	Outlet  string    // trial balance and result of one outlet only
	Account string    // of the ledger; empty: every account that moved, one after the other
	Private bool      // the members' register with what is sealed otherwise: NIK, birth date, address, telephone
	Member  coop.ID   // of the member's statement
	Loan    coop.ID   // of a loan's card
	Text    string    // the journal of the entries in which these words occur, in whatever month
	Printed coop.Date // what the paper says of when it was printed; 0: nothing
	Open    bool      // the trial balance as it was before the year was closed: without closing entries
}

// Listed is one statement that can be made.
type Listed struct {
	Name  string
	Title [2]string // Indonesian, English
}

// List names all statements and registers, in the order in which an accountant would read them.
func List() []Listed {
	var list []Listed
	for _, s := range statements {
		if s.name != MemberStatement && s.name != SavingsInterest && s.name != LoanCard {
			list = append(list, Listed{Name: s.name, Title: titles(s.name)})
		}
	}
	return list
}

// OfOutlets tells whether a statement can speak of one outlet alone.
func OfOutlets(name string) bool {
	return slices.ContainsFunc(statements, func(s statement) bool { return s.name == name && s.outlets })
}

// TitleOf gives the title of a statement in Indonesian and English.
func TitleOf(name string) [2]string { return titles(name) }

// MemberStatement is the name of one member's statement: not in List, because it needs a member.
const MemberStatement = "member"

// statement is one kind of sheet and how it is made.
type statement struct {
	name    string
	signed  bool // printed for people who sign
	outlets bool // can speak of one outlet
	make    func(context.Context, *paper) error
}

var statements []statement

// init and not a literal: the makers reach List again through the paper's texts.
func init() {
	statements = []statement{
		{"trial-balance", true, true, trialBalance},
		{"balance-sheet", true, false, balanceSheet},
		{"income", true, true, income},
		{"equity", true, false, equity},
		{"cash-flow", true, false, cashFlow},
		{"cash-book", true, false, cashBook},
		{"bank-book", true, false, bankBook},
		{"ledger", false, false, ledger},
		{"journal", false, false, journal},
		{"members", true, false, members},
		{"savings", true, false, savings},
		{"dues", true, false, dues},
		{"savings-moves", true, false, savingMoves},
		{"special-savings", true, false, specialSavings},
		{SavingsInterest, true, false, savingsInterest},
		{"terms", true, false, terms},
		{"idle-members", true, false, idleMembers},
		{"member-places", true, false, memberPlaces},
		{"notes", true, false, notes},
		{"outlets", true, false, outlets},
		{"receivables", true, false, receivables},
		{"payables", true, false, payables},
		{"stock", true, false, stock},
		{"assets", true, false, inventory},
		{"prepaid", true, false, prepaid},
		{"member-changes", true, false, memberChanges},
		{"surplus", true, false, surplus},
		{"surplus-members", true, false, surplusMembers},
		{"promotion", true, false, promotion},
		{"budget", true, true, budget},
		{"borrowings", true, false, borrowings},
		{"borrowing-use", true, false, borrowingUse},
		{"advances", true, false, advances},
		{"loans", true, false, loans},
		{"loan-arrears", true, false, arrears},
		{"loan-quality", true, false, loanQuality},
		{"related-loans", true, false, relatedLoans},
		{LoanCard, true, false, loanCard},
		{"supervisors", false, false, packSupervisors},
		{Examination, false, false, examination},
		{MemberStatement, false, false, memberStatement},
	}
}

// Build makes a statement. Wrong names and periods give a coop.Problem. A statement whose figures do not agree is
// returned all the same, with a note that says by how much: Sheet.Agrees is false then.
func Build(ctx context.Context, source Source, order Order) (*Sheet, error) {
	i := slices.IndexFunc(statements, func(s statement) bool { return s.name == order.Name })
	if i < 0 {
		return nil, coop.Problem{Key: "report.wrong.name", Args: []any{order.Name}}
	}
	kind := statements[i]
	if order.Outlet != "" && !kind.outlets {
		return nil, coop.Problem{Key: "report.wrong.outlet", Args: []any{order.Name}}
	}
	p, err := newPaper(ctx, source, order)
	if err != nil {
		return nil, err
	}
	if err := kind.make(ctx, p); err != nil {
		return nil, fmt.Errorf("report %s: %w", order.Name, err)
	}
	if err := p.sheet.Check(); err != nil {
		return nil, err
	}
	if kind.name == MemberStatement {
		return p.sheet, p.signMember(ctx)
	}
	if kind.signed {
		return p.sheet, p.sign(ctx)
	}
	return p.sheet, nil
}

// Period is a day, a month, a year, or from a day to a day. Exactly one of the four ways is set.
type Period struct {
	Date     coop.Date
	Month    coop.Month
	Year     int
	From, To coop.Date
}

// Span gives the first and the last day. The first day of a Date is 0: since the beginning.
func (p Period) Span() (from, to coop.Date, err error) {
	ways := 0
	if p.Date != 0 {
		ways, to = ways+1, p.Date
	}
	if p.Month != 0 {
		ways++
		if p.Month.Valid() {
			from, to = p.Month.First(), p.Month.Last()
		}
	}
	if p.Year != 0 {
		ways++
		from, to = coop.Date(p.Year*10000+101), coop.Date(p.Year*10000+1231)
	}
	if p.From != 0 || p.To != 0 {
		ways++
		from, to = p.From, p.To
	}
	if ways != 1 || !to.Valid() || from != 0 && (!from.Valid() || from > to) {
		return 0, 0, coop.Problem{Key: "report.wrong.period"}
	}
	return from, to, nil
}

// yearStart is the first day of the book year of a day: book years are calendar years (domain §3.2).
func yearStart(d coop.Date) coop.Date { return d/10000*10000 + 101 }
