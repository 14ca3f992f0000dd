package ui

import (
	"context"

	"lumbung/store/coop"
)

// takeoverBook is what a take-over reads of the book and records in it.
type takeoverBook interface {
	membersBook
	Accounts(ctx context.Context) ([]coop.AccountRow, error)
	Settings(ctx context.Context) ([]coop.SettingRow, error)
	Entries(ctx context.Context, query coop.EntryQuery) ([]coop.EntryView, error)
	// ImportWith registers new members and records what then gives for them, in one transaction, all or none; what is
	// there already is not recorded again. Refusal.Index counts the members first.
	ImportWith(ctx context.Context, who coop.Session, members []coop.MemberInput,
		then func(made []coop.ID) ([]coop.Act, error)) ([]coop.Recorded, error)
	// Drafts belong to this machine: they keep what was decided, for the next workbook.
	SaveDraft(key string, data []byte) error
	Draft(key string) ([]byte, error)
}

// TakeoverReader reads the workbooks in which a treasurer kept her books before.
type TakeoverReader interface {
	// Open reads workbooks and proposes what would be recorded; nothing is recorded. told hears, away from the window,
	// which file is being read. A file that cannot be taken over is refused with a coop.Problem that names it.
	Open(ctx context.Context, book Book, files []TakeoverFile, told func(file string)) (Takeover, error)
}

// TakeoverFile is a workbook that was chosen.
type TakeoverFile struct {
	Name, Path string
	Data       []byte
}

// Takeover is one take-over: a proposal that changes with every decision, until it is recorded.
type Takeover interface {
	// Found is the proposal as decided so far.
	Found() TakeoverFound
	// Decide places rows and remembers it on this machine.
	Decide(ctx context.Context, decision TakeoverDecision) error
	// Join says whether two names are one person, and remembers it on this machine.
	Join(ctx context.Context, pair TakeoverPair, same bool) error
	// Record records the proposal, members and rows in one go, all or none. A second time adds nothing.
	Record(ctx context.Context, who coop.Session) (TakeoverDone, error)
}

// TakeoverFound is what the workbooks hold and what would become of it.
type TakeoverFound struct {
	Sheets    []TakeoverSheet
	Asks      []TakeoverAsk
	Pairs     []TakeoverPair
	Members   []TakeoverMember // met for the first time
	Principal coop.Money       // as the rows show it; 0: they do not
	Mandatory []TakeoverRate
	HasRates  bool       // the book has rates of its own: those of the rows are not taken
	Transit   coop.Money // of transfers of which only one book knows
	Problems  []coop.Problem
}

// TakeoverSheet is the proof of one sheet. Read = Taken + Suspense + Recorded + the rows of Aside.
type TakeoverSheet struct {
	File, Name  string
	Account     string // of its book
	BankSide    bool   // kept from the bank's side: money coming in stands under Kredit
	Read        int    // rows
	Taken       int
	Suspense    int
	Recorded    int // in the book already
	Doubtful    int // of those taken or in suspense: the date is not simply what is written
	Aside       []TakeoverAside
	Ours        coop.Money // the closing balance arrived at
	Stated      coop.Money // the sheet's own
	StatedRow   int        // where it stands; 0: nowhere
	Difference  coop.Money // Stated - Ours
	Differences []TakeoverBreak
	Problems    []coop.Problem
}

// Agrees tells whether the sheet's closing balance is ours, or nothing stands there to compare.
func (s TakeoverSheet) Agrees() bool { return s.StatedRow == 0 || s.Difference == 0 }

// aside counts the rows that are no entries.
func (s TakeoverSheet) aside() int {
	n := 0
	for _, a := range s.Aside {
		n += len(a.Rows)
	}
	return n
}

// moved tells whether the sheet has entries at all.
func (s TakeoverSheet) moved() bool { return s.Taken+s.Suspense+s.Recorded > 0 }

// TakeoverAside says why rows are no entries.
type TakeoverAside struct {
	Why  coop.Problem
	Rows []int
}

// TakeoverBreak is a row from which on the sheet's own balance leaves ours.
type TakeoverBreak struct {
	Row     int
	By      coop.Money // how much more the sheet says from here on
	Why     coop.Problem
	Carried bool // from an earlier sheet: nothing new
}

// TakeoverAsk is one thing to decide, about a row or about several with the same words.
type TakeoverAsk struct {
	ID   string
	Rows []TakeoverRow
	Text bool // a decision on all of them holds for later rows with the same words
}

// decided tells whether every row was decided.
func (a TakeoverAsk) decided() bool {
	for _, r := range a.Rows {
		if !r.Decided {
			return false
		}
	}
	return true
}

// amount is what its rows come to.
func (a TakeoverAsk) amount() coop.Money {
	var sum coop.Money
	for _, r := range a.Rows {
		sum += r.Amount
	}
	return sum
}

// TakeoverRow is one row of a sheet and what is proposed for it.
type TakeoverRow struct {
	Key          string
	File, Sheet  string
	N            int // in the sheet
	Date         coop.Date
	Text, Remark string
	Amount       coop.Money // received positive, paid negative
	Reasons      []coop.Problem
	Occasion     string
	Accounts     []string // beside that of its book
	Member       string   // the name
	Months       []coop.Month
	Suspense     bool
	Decided      bool
}

// TakeoverDecision places rows.
type TakeoverDecision struct {
	Rows     []string // their keys
	Text     bool     // also later rows with the same words
	Accept   bool     // as proposed; the rest is empty then
	Suspense bool     // until somebody knows; the rest is empty then
	Occasion string
	Account  string // beside that of the book; may be empty
	Member   string // an id or a name; may be empty
}

// TakeoverPair is two names that may be one person's.
type TakeoverPair struct {
	Name, Other       string
	Key, OtherKey     string
	Rows              int // that name the first
	Known             bool
	Why               coop.Problem
	Percent           int // how likely
	Decided, Together bool
}

// TakeoverMember is a person met for the first time.
type TakeoverMember struct {
	Name   string
	Rows   int
	Joined coop.Month // 0: not said
}

// TakeoverRate is what simpanan wajib costs a month, from a month on.
type TakeoverRate struct {
	From   coop.Month
	Amount coop.Money
}

// ErrTakeoverMisfit says that rows cannot be what was decided; they stay as they were.
var ErrTakeoverMisfit = coop.Problem{Key: "ui.takeover.misfit"}

// TakeoverRefusal says which row the book refused. Not one row was recorded.
type TakeoverRefusal struct {
	Row  string // sheet and number: "Januari!17"
	What coop.What
	// Closed is the last closed day, where the row is dated on or before it; 0: something else is against it.
	Closed coop.Date
}

// Error gives a readable English form; the page translates.
func (r *TakeoverRefusal) Error() string { return "row " + r.Row + " was refused: " + r.What.String() }

// TakeoverDone says what was recorded.
type TakeoverDone struct {
	Recorded int // rows
	Already  int
	Suspense int // of those recorded
	Members  int
}
