package coop

// The values that a book answers with: what screens, statements and the command line read. They say what is recorded,
// never how it is stored or worded.

// AccountBalance is one account with what it had before a period and moved in it. Headings carry the sums of what
// lies under them. Amounts are debit positive.
type AccountBalance struct {
	Account AccountRow
	Opening Money // before the period; in a trial balance by date: 0
	Debit   Money // moved in the period
	Credit  Money
}

// Closing is the balance at the period's end, debit positive.
func (b AccountBalance) Closing() Money { return b.Opening + b.Debit - b.Credit }

// EntryState says how far an entry has come.
type EntryState uint8

// States of an entry, in order.
const (
	StateRecorded EntryState = iota + 1 // on this device only
	StateSent                           // left this machine, no answer yet
	StateAccepted                       // a server said that it holds it
	StateReviewed                       // inside a holding close, approved, or read by a reviewer without a query
)

// EntryView is one entry with what a reader needs beside it.
type EntryView struct {
	EntryRow
	Voucher    string // BKM-A-2026-000123; empty when the entry took no number
	AuthorName string
	Lines      []LineView
	State      EntryState
	ReversedBy ID // the reversal of it that counts
	// CorrectedBy is the entry that counts in its place, where it was put right (Correct).
	CorrectedBy ID
	Evidences   []EvidenceRow // put on it after it was recorded, in order; a paper known before is EntryRow.Evidence
	Reviews     []ReviewRow   // what reviewers said of it, in order
}

// Evidenced says whether there is a paper or a picture for the entry.
func (v *EntryView) Evidenced() bool { return v.Evidence != "" || len(v.Evidences) > 0 }

// Query says whether a reviewer's last word on the entry, of any of them, is that something is not clear.
func (v *EntryView) Query() bool { return v.lastVerdict(VerdictQuery) }

// Reviewed says whether some reviewer read the entry or agreed to it, and none still has a query.
func (v *EntryView) Reviewed() bool { return len(v.Reviews) > 0 && !v.Query() }

func (v *EntryView) lastVerdict(verdict Verdict) bool {
	last := map[ID]Verdict{}
	for _, r := range v.Reviews {
		last[r.Author] = r.Verdict
	}
	for _, said := range last {
		if said == verdict {
			return true
		}
	}
	return false
}

// EvidenceView is one piece of evidence with what a reader needs beside it.
type EvidenceView struct {
	EvidenceRow
	AuthorName string
	Here       bool // the picture's bytes are on this device
}

// PictureView is a picture that the log names, and how much of it is on this device, from its beginning.
type PictureView struct {
	Sum  Hash
	Size int64
	Held int64 // Size: it is whole
}

// CountView is one counting of an account with what a reader needs beside it.
type CountView struct {
	CountRow
	AuthorName  string
	Witness     ID // who signed for its figures as the second person; zero: nobody
	WitnessName string
	WitnessAt   int64 // when; minutes since 1970 UTC
	Declined    bool  // a second person said that they do not agree, and nobody signed
	DeclinedBy  string
	DeclinedWhy string
	Entry       ID // the entry that posts its difference; zero: none
	// Was is what came of that entry, where it was taken back; Posted what it posts to the account.
	Was    Became
	Posted Money
	// Late is what entries of days before, that were recorded since, changed of what the book said; of the last count
	// of an account only: a later one has seen them.
	Late Money
}

// LineView is a line with its names.
type LineView struct {
	Line
	AccountName  [2]string // Indonesian, English
	MemberNumber string
	MemberName   string
}

// EntryQuery chooses entries of the journal. Zero fields choose everything.
type EntryQuery struct {
	From, To Date // by the evidence date, both included
	Posted   bool // From and To speak of the posting day instead; entries that post nothing are left out
	Account  string
	Member   ID
	Occasion string // not looked at with Text; so is Author
	Author   ID
	Text     string // words to be found in remark, evidence, voucher, occasion or names
	Newest   bool   // the latest first
	Limit    int    // 0: all
	Offset   int
}

// PageLine is one line of an account's page or of the cash book, with the balance after it.
type PageLine struct {
	Entry    ID
	Kind     Kind // KindEntry, KindReversal or KindOpening; KindClose: made by a year close
	Date     Date // the posting day
	Voucher  string
	Occasion string
	Remark   string
	Evidence string
	Member   string // name, where the entry has one member
	Against  string // the other account's code; empty where there are several
	Amount   Money  // debit positive
	Balance  Money
}

// SubLine is one line that counts under a loan, an asset or another subject, with what its entry says of it. Debits are
// positive.
type SubLine struct {
	Line
	N        int64 // of the entry
	Entry    ID
	Kind     Kind // KindEntry, KindReversal or KindOpening
	Date     Date // of the evidence
	Posted   Date // the day it counts on
	Voucher  string
	Occasion string
	Remark   string
	Once     ID
	Reverses ID // the entry that its entry takes back
	Author   ID
}

// ApprovalView is one decision about a recorded act with who made it.
type ApprovalView struct {
	ApprovalRow
	AuthorName string
	Role       Role // as it stands now
}

// Figure gives a figure of the decision by its name.
func (v *ApprovalView) Figure(name string) (int64, bool) {
	figures, err := DecodeBody[[]Figure](v.Figures)
	if err != nil {
		return 0, false // verify finds it
	}
	return figureNamed(figures, name)
}

// AccountPage is one account over a period.
type AccountPage struct {
	Account  AccountRow
	From, To Date
	Opening  Money
	Lines    []PageLine
}

// Closing is the balance after the last line.
func (p AccountPage) Closing() Money {
	if n := len(p.Lines); n > 0 {
		return p.Lines[n-1].Balance
	}
	return p.Opening
}

// MemberView is a member as the list shows one; Private only where the book can open its boxes.
type MemberView struct {
	MemberRow
	Private MemberPrivate
	Savings Money  // principal, mandatory and voluntary, credit positive
	PaidTo  Month  // the last month of simpanan wajib without a gap from joining; 0: none
	Leaving string // what the register says of their leaving: LeaveAskOf
}

// MemberPrivate are the sealed fields, opened.
type MemberPrivate struct {
	NIK       string
	Phone     string
	Address   string
	BirthDate string // ISO date
	Heirs     string // HeirsText
}

// MemberInput is a member's form. Empty fields of an edit mean "as it was"; Clear names fields to empty.
type MemberInput struct {
	Number, Name, Hamlet, Group, Status, Joined, Left, Sex string
	MemberPrivate
	Clear []Field
}

// SavingsView is what one person has on each saving account at the end of a day, credit positive; joined
// registrations are one person. A zero Member stands for "belum dirinci": lines without a member.
type SavingsView struct {
	Member MemberView
	By     map[string]Money // by account code; accounts with nothing are left out
}

// SavingLine is one movement of a member on one account, credit positive.
type SavingLine struct {
	PageLine
	Account string
	Month   Month // the month a due is for
	Loan    ID    // the loan, the term deposit or the purpose of a special saving
}

// MemberStatement is all that a member has with the cooperative.
type MemberStatement struct {
	Member   MemberView
	From, To Date
	Opening  map[string]Money // by account, credit positive
	Lines    []SavingLine
	Closing  map[string]Money
	Unpaid   []Month // months of simpanan wajib due and not fully paid, oldest first
	Arrears  Money
}

// DueView is one member's row of the dues list of a year.
type DueView struct {
	Member  MemberView
	Paid    [12]Money // simpanan wajib paid for each month of the year
	Owed    [12]Money // the rate of each month; 0 before joining and in the future
	Arrears Money     // of all months up to the asked one, also of earlier years
	Dues    Dues      // of all years: what any month is to them. Never changed by who reads it
}

// Info is what a book says of itself.
type Info struct {
	Cooperative CoopRow
	Device      LogRow
	Members     int
	Entries     int
	Changes     int
	Unsent      int   // changes of this device that no server has accepted
	UnsentSince int64 // minutes since 1970 UTC of the oldest of them; 0: none
	Head        Head  // of this device's log
	Accepted    Head  // the last of them that a server holds
	ReceivedAt  int64 // when a server's receipt last came in; minutes, 0: never
	Waiting     int   // changes that wait for others
	Aside       int   // runs of logs nobody has introduced
	Copy        bool  // this book is a copy: its device's key is not here, or the machine is ahead of it
	Closed      Date  // the last day of the last holding close
	Checks      []Check
	VerifiedAt  int64 // minutes of the last full verify, 0: never
}

// Check is one invariant of design §11, as checked from running sums at opening.
type Check struct {
	Name   string // "I2"
	OK     bool
	Detail string
}

// Home is what the first page shows.
type Home struct {
	Today       Date
	Cash        Money // accounts 111…
	Bank        Money // accounts 112…
	DuesPaid    Money // simpanan wajib received for the current month
	DuesMembers int   // members who paid the current month in full
	Members     int   // active members
	MonthIn     Money // money received and paid out this month, without moves between cash and bank
	MonthOut    Money
	Exceptions  int // not looked at
	Findings    int // not answered
	Recent      []EntryView
	Months      []MonthFigures // up to today's, oldest first, at most twelve, from the first that has anything
	Arrears     Money          // simpanan wajib of the months before today's that was not paid
	Owing       int            // how many members owe it
	First       Month          // the first month in which something is posted; 0: none
	LastDate    Date           // the latest day that an entry is dated; 0: none
	LastAt      int64          // when the clock of any device last recorded, a server's too; minutes, 0: never
}

// MonthFigures are the figures of one month that home draws.
type MonthFigures struct {
	Month    Month
	Money    Money // in cash and at banks at its end
	DuesPaid Money // simpanan wajib paid for the month, whenever it came
	DuesOwed Money // what the members owe for it
}

// FindingView is a finding with its answers.
type FindingView struct {
	FindingRow
	Voucher string // of the entry, where there is one
	Answers []AnswerRow
	Asks    bool // it is a question: its author could not tell whether the entry is right
	Settled bool // its author was content with the entry afterwards
}

// Session is who sits before the screen: a person of this book, and the role they have now.
type Session struct {
	User ID
	Name string
	Role Role
}

// Recorded is what became of a change that was just recorded: durable when the caller reads this.
type Recorded struct {
	Hash    Hash
	ID      ID // HashID(hash, 0): the entry, member or user it made
	Seq     int64
	Voucher string // of an entry
	What    What   // irregular, but counting; WhatNone usually
	Already bool   // the same thing with the same content was there before: nothing was recorded
}

// Act is something a person is about to record: a body of the kind.
type Act struct {
	Kind Kind
	Body any // a pointer or value of the kind's body type
	Mark []byte
	At   int64 // minutes since 1970 UTC; 0: now
}

// Refusal says that an act was not recorded because it would not have counted.
type Refusal struct {
	Index int // which of the acts
	What  What
}

// Error gives a readable English form; screens translate by What.
func (r *Refusal) Error() string { return "coop: an act was refused: " + r.What.String() }
