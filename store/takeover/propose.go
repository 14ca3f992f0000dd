package takeover

import (
	"cmp"
	"slices"
	"strconv"

	"lumbung/store/coop"
)

// Options is what Propose needs to know beside the workbooks.
type Options struct {
	Rules     []Rule
	Occasions []coop.Occasion // how an occasion becomes lines; an occasion that is not here goes to suspense
	Map       []Decision      // what was decided before; comes before the rules
	Members   []KnownMember
	Dues      Dues             // zero: as the rows themselves show them
	BookDues  Dues             // the book's own, for rows that show none
	Accounts  map[Book]string  // the account of each book; default 11101, and 11201 or the bank named in the titles
	Held      []coop.EntryView // every entry the book has: rows it holds are left out, balances go on from it
}

// Line is one debit (positive) or credit (negative) of a proposed entry, in sen.
type Line struct {
	Account string
	Amount  coop.Money
	Member  string     // MemberMet.Key
	Party   string     // another party's name, where the account asks for one
	Month   coop.Month // the month a due is for
}

// State says what becomes of an opening or posting row.
type State string

// The states of a row.
const (
	Taken    State = "taken"    // placed by a rule or decision
	Suspense State = "suspense" // in 29101 until somebody knows
	Recorded State = "recorded" // the book holds it already
	Aside    State = "aside"    // moves no money of its own: a later sheet's opening, a total, a copy
)

// Entry is what would be recorded for one row. Its lines balance; Lines is empty when State is Recorded or Aside.
type Entry struct {
	Key      string // identity for recording once; see the package comment
	File     string
	Sheet    string
	N        int // the row's number in the sheet
	Book     Book
	Opening  bool // an opening balance against 31901
	State    State
	Date     coop.Date
	Written  coop.Date // as the row has it; 0 when it is missing or unreadable
	Doubtful bool      // Date is not simply Written
	Text     string
	Remark   string
	Evidence string
	Occasion string
	Rule     int        // line of the rule; 0 when a decision or none placed the row
	Account  string     // the book's own account
	Amount   coop.Money // received positive, paid negative
	Lines    []Line
	Member   string // MemberMet.Key
	Months   []coop.Month
	Sure     bool   // nothing needs to be asked; a doubtful date is said by Doubtful
	Pair     string // key of the other half of a transfer between the books
	Reasons  []Problem

	dateText string
	again    bool // an opening balance of an account that had one before, since reversed
}

// Proposal is the whole answer, ready to be shown, decided on and recorded.
type Proposal struct {
	Entries   []Entry // every opening and posting row, by workbook, sheet and row
	Members   []MemberMet
	Sheets    []Proof
	Dues      Dues
	Replaced  []Replaced // opening balances of the book to reverse: earlier rows take their place
	InTransit coop.Money // what is left on 11109: transfers of which only one book knows
	Decisions []Decision // what a person would have to decide, as a map file to edit
	Problems  []Problem
}

// placing is a row on its way.
type placing struct {
	sheet  *Sheet
	row    *Row
	entry  *Entry
	rule   Rule
	rapel  rapel
	joined coop.Month
	member string
	sure   bool // the figures confirm a rule that is unsure by itself
}

type proposer struct {
	o Options
	Proposal
	rows     []*placing // by workbook, sheet and row, as read
	inOrder  []*placing // by month, then as read
	held     held
	lent     map[string]coop.Money // by party: capital handed out and not yet returned
	members  map[string]*MemberMet
	alias    map[string]string      // member key to the key of the person decided on
	knownFor map[string]string      // member key to a known ID
	byID     map[string]KnownMember // by ID and by number
}

// Propose places every row of the workbooks. The same input gives the same proposal.
func Propose(books []*Workbook, o Options) *Proposal {
	p := &proposer{
		o: o, members: map[string]*MemberMet{}, held: readHeld(o.Held), lent: map[string]coop.Money{},
	}
	p.meetKnown()
	p.collect(books)
	p.placeOpenings()
	p.Dues = p.o.Dues
	found := findDues(p.rows)
	if p.Dues.Principal == 0 {
		p.Dues.Principal = cmp.Or(found.Principal, o.BookDues.Principal)
	}
	if len(p.Dues.Mandatory) == 0 {
		p.Dues.Mandatory = found.Mandatory
	}
	if len(p.Dues.Mandatory) == 0 {
		p.Dues.Mandatory = o.BookDues.Mandatory
	}
	for _, r := range p.inOrder {
		p.place(r)
	}
	p.matchTransfers()
	p.listMembers()
	for _, r := range p.rows {
		p.Entries = append(p.Entries, *r.entry)
	}
	p.proveAll(books)
	p.listDecisions()
	return &p.Proposal
}

// collect makes an entry for every opening and posting row and reads who and what it speaks of.
func (p *proposer) collect(books []*Workbook) {
	seen := map[string]bool{}
	for _, w := range books {
		for i := range w.Sheets {
			s := &w.Sheets[i]
			for j := range s.Rows {
				if r := &s.Rows[j]; r.Kind == Opening || r.Kind == Posting {
					pl := p.begin(w, s, r)
					p.rows = append(p.rows, pl)
					switch {
					case s.Hidden:
						pl.aside("sheet-hidden")
					case s.Book == "":
						pl.aside("book-unknown")
					case seen[pl.entry.Key]:
						pl.aside("row-twice")
					case r.Kind == Posting && p.held.once[pl.entry.Once().ID()]:
						pl.entry.State = Recorded
					}
					seen[pl.entry.Key] = true
				}
			}
		}
	}
	p.inOrder = slices.Clone(p.rows)
	slices.SortStableFunc(p.inOrder, func(a, b *placing) int { return int(a.sheet.begins() - b.sheet.begins()) })
}

func (pl *placing) aside(reason string, args ...any) {
	pl.entry.State = Aside
	pl.entry.Reasons = append(pl.entry.Reasons, problem(reason, args...))
}

// begins is the first day of the sheet's month, or of its rows where it is no month's.
func (s *Sheet) begins() coop.Date {
	if s.Month == 0 {
		return firstDay(s)
	}
	return s.Month.First()
}

func (p *proposer) begin(w *Workbook, s *Sheet, r *Row) *placing {
	account := p.account(s)
	e := &Entry{
		Key: sum(r.Key, account), File: w.Name, Sheet: s.Name, N: r.N, Book: s.Book, Opening: r.Kind == Opening,
		Date: r.Date, Written: r.Written, Doubtful: r.Doubtful, Text: r.Text, Remark: r.Remark, Evidence: r.Evidence,
		Account: account, Amount: r.In - r.Out, Reasons: slices.Clone(r.Problems), dateText: r.DateText,
	}
	pl := &placing{sheet: s, row: r, entry: e}
	if r.Kind == Opening {
		e.Amount = openingBalance(r)
		return pl
	}
	side := side(r)
	rule, ok := decided(p.o.Map, e.Key, side, r.Text)
	if !ok {
		rule, _ = ruleFor(p.o.Rules, side, r.Text)
	}
	pl.rule = rule
	near := s.Month
	if near == 0 {
		near = monthOf(r.Date)
	}
	pl.rapel, pl.joined = readMonths(r.Remark, near)
	return pl
}

func side(r *Row) string {
	if r.In >= r.Out {
		return In
	}
	return Out
}

// openingBalance is what the row states; without a balance it is the difference of its columns.
func openingBalance(r *Row) coop.Money {
	if r.Stated {
		return r.Balance
	}
	return r.In - r.Out
}

// bankNames tell whose bank book it is (chart 11201 to 11205).
var bankNames = []struct{ account, words string }{
	{"11201", "bri"},
	{"11202", "bni"},
	{"11203", "mandiri"},
	{"11204", "bsi"},
	{"11204", "syariah"},
	{"11205", "bpd"},
	{"11205", "kalbar"},
}

// account is the account of a sheet's book.
func (p *proposer) account(s *Sheet) string {
	if a := p.o.Accounts[s.Book]; a != "" {
		return a
	}
	if s.Book != Bank {
		return accountCash
	}
	for _, n := range bankNames {
		for _, t := range append(slices.Clone(s.Titles), s.Name) {
			if hasWord(fold(t), "bank "+n.words) {
				return n.account
			}
		}
	}
	if said := problem("bank-assumed", accountBank); !slices.ContainsFunc(p.Problems, said.same) {
		p.Problems = append(p.Problems, said)
	}
	return accountBank
}

func (p Problem) same(o Problem) bool { return p.Error() == o.Error() }

// String names a row for people: "Januari!17".
func (e Entry) String() string { return e.Sheet + "!" + strconv.Itoa(e.N) }
