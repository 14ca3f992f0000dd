package coop

// RegisterRow is one change of the registers beside the ledger (body_ledger.go): what is agreed, owned, planned and
// decided. Approvals of them stand among them too, under KindApproval and the id of what they decide on.
type RegisterRow struct {
	Kind    Kind `row:"key"`
	ID      ID   `row:"key"` // HashID(hash, 0)
	Subject ID   // the member, loan, meeting or replaced thing that it speaks of; zero: of none
	Hash    Hash
	Log     ID
	Seq     int64
	Lamport int64
	At      int64
	Author  ID
	Body    []byte // the canonical body
}

// Head names the change: what an approval of it speaks of.
func (r *RegisterRow) Head() Head { return Head{Log: r.Log, Seq: r.Seq, Hash: r.Hash} }

// Before says whether the row comes before another by (lamport, hash): where the last one counts, the greatest does.
func (r *RegisterRow) Before(o *RegisterRow) bool {
	return stamp{r.Lamport, r.Hash}.before(stamp{o.Lamport, o.Hash})
}

// registered says whether changes of the kind stand in a register.
func (k Kind) registered() bool { return k >= KindLoan && k <= KindReconcile }

// registered is the body of a register: it says what it speaks of.
type registered interface{ speaks() spoken }

// spoken is what must lie in a change's past for its body to mean something. Empty accounts and zero ids ask nothing.
type spoken struct {
	subject  ID
	of       Kind // the register in which the subject stands; 0: it is a member
	members  []ID
	people   []ID // who use the program
	accounts []string
	entries  []ID
	rows     []ID // of bank statements
}

func (b *Loan) speaks() spoken {
	s := spoken{subject: b.Member}
	for _, x := range b.Behind {
		s.members, s.accounts = append(s.members, x.Member), append(s.accounts, x.Account)
	}
	return s
}

func (b *LoanAct) speaks() spoken { return spoken{subject: b.Loan, of: KindLoan} }

func (b *Term) speaks() spoken { return spoken{subject: b.Member} }

func (b *Block) speaks() spoken { return spoken{subject: b.Member, accounts: []string{b.Account}} }

func (b *AssetCard) speaks() spoken {
	return spoken{subject: b.Replaces, of: KindAsset, accounts: []string{b.Account, b.Debit, b.Credit}}
}

func (b *Borrowing) speaks() spoken {
	return spoken{subject: b.Replaces, of: KindBorrowing, accounts: []string{b.Account}}
}

func (b *Budget) speaks() spoken {
	s := spoken{of: KindBudget}
	for _, l := range b.Lines {
		s.accounts = append(s.accounts, l.Account)
	}
	return s
}

func (b *Meeting) speaks() spoken { return spoken{subject: b.Replaces, of: KindMeeting} }

func (b *Minutes) speaks() spoken {
	s := spoken{subject: b.Meeting, of: KindMeeting, members: b.Present, people: b.People}
	for _, x := range b.Shares {
		s.accounts = append(s.accounts, x.Account)
	}
	return s
}

func (b *Note) speaks() spoken { return spoken{subject: b.Subject, of: KindNote} }

func (b *Party) speaks() spoken { return spoken{subject: b.Subject, of: KindParty} }

func (b *Statement) speaks() spoken { return spoken{of: KindStatement, accounts: []string{b.Account}} }

func (b *Reconcile) speaks() spoken {
	s := spoken{of: KindReconcile, accounts: []string{b.Account}}
	for _, t := range b.Ticks {
		s.entries, s.rows = append(s.entries, t.Entry), append(s.rows, t.Statement)
	}
	for _, rows := range b.Cancels {
		for _, r := range rows {
			s.rows = append(s.rows, r.Statement)
		}
	}
	return s
}

// replaced gives the register and the id that a body replaces beside its subject; zero: none.
func replaced(b registered) (Kind, ID) {
	switch b := b.(type) {
	case *Loan:
		return KindLoan, b.Replaces
	case *Term:
		return KindTerm, b.Replaces
	case *Block:
		return KindBlock, b.Lifts
	}
	return 0, ID{}
}

// recordRegister keeps a row of a register, where all that it speaks of lies in its past.
func (f *Fold) recordRegister(a *arrival, b registered) What {
	s := b.speaks()
	if s.of == 0 {
		s.members = append(s.members, s.subject)
	} else if !f.registeredBefore(a, s.of, s.subject) {
		return WhatNoSubject
	}
	if kind, id := replaced(b); !f.registeredBefore(a, kind, id) {
		return WhatNoSubject
	}
	for _, m := range s.members {
		if !m.IsZero() && !f.memberKnown(a, m) {
			return WhatNoSubject
		}
	}
	if !f.peopleKnown(a, s.people) {
		return WhatNoSubject
	}
	for _, id := range s.entries {
		if _, ok := f.entryBefore(a, id); !ok {
			return WhatNoSubject
		}
	}
	for _, id := range s.rows {
		if !f.registeredBefore(a, KindStatement, id) {
			return WhatNoSubject
		}
	}
	for _, code := range s.accounts {
		if known, _ := f.accountKnown(a, code); code != "" && !known {
			return WhatAccount
		}
	}
	f.putRegister(a, s.subject)
	return WhatNone
}

func (f *Fold) putRegister(a *arrival, subject ID) {
	f.state.Put(&RegisterRow{
		Kind: a.Kind, ID: a.id(0), Subject: subject, Hash: a.Hash, Log: a.Log, Seq: a.Seq, Lamport: a.Lamport,
		At: a.At, Author: a.Author, Body: a.Change.Body,
	})
}

// registeredBefore says whether the id stands in that register in the past of a. The zero id asks for nothing.
func (f *Fold) registeredBefore(a *arrival, kind Kind, id ID) bool {
	row := RegisterRow{Kind: kind, ID: id}
	return id.IsZero() || f.state.Get(&row) && f.inPast(a, row.Head())
}

// bodyOf reads the body of a row of one register. It fails on a row of another.
func bodyOf[T any](r RegisterRow, kind Kind) (T, bool) {
	var none T
	if r.Kind != kind {
		return none, false
	}
	b, err := DecodeBody[T](r.Body)
	return b, err == nil // verify finds a body that cannot be read
}

// LoanOf reads a loan's application.
func LoanOf(r RegisterRow) (Loan, bool) { return bodyOf[Loan](r, KindLoan) }

// LoanActOf reads what is to be done about a loan.
func LoanActOf(r RegisterRow) (LoanAct, bool) { return bodyOf[LoanAct](r, KindLoanAct) }

// TermOf reads a term deposit.
func TermOf(r RegisterRow) (Term, bool) { return bodyOf[Term](r, KindTerm) }

// BlockOf reads the block of a saving, or the end of one.
func BlockOf(r RegisterRow) (Block, bool) { return bodyOf[Block](r, KindBlock) }

// AssetOf reads the card of an asset, of something prepaid or of money received ahead.
func AssetOf(r RegisterRow) (AssetCard, bool) { return bodyOf[AssetCard](r, KindAsset) }

// BorrowingOf reads a loan to the cooperative.
func BorrowingOf(r RegisterRow) (Borrowing, bool) { return bodyOf[Borrowing](r, KindBorrowing) }

// BudgetOf reads the plan of a year.
func BudgetOf(r RegisterRow) (Budget, bool) { return bodyOf[Budget](r, KindBudget) }

// MeetingOf reads the invitation to a meeting.
func MeetingOf(r RegisterRow) (Meeting, bool) { return bodyOf[Meeting](r, KindMeeting) }

// MinutesOf reads a meeting's minutes.
func MinutesOf(r RegisterRow) (Minutes, bool) { return bodyOf[Minutes](r, KindMinutes) }

// NoteOf reads a line of a book of words.
func NoteOf(r RegisterRow) (Note, bool) { return bodyOf[Note](r, KindNote) }

// PartyOf reads who somebody is that is no member.
func PartyOf(r RegisterRow) (Party, bool) { return bodyOf[Party](r, KindParty) }

// StatementOf reads a bank's statement.
func StatementOf(r RegisterRow) (Statement, bool) { return bodyOf[Statement](r, KindStatement) }

// ReconcileOf reads which lines of the book stand in the bank's statement.
func ReconcileOf(r RegisterRow) (Reconcile, bool) { return bodyOf[Reconcile](r, KindReconcile) }

// ApprovalOf reads a decision about a row of another register.
func ApprovalOf(r RegisterRow) (Approval, bool) { return bodyOf[Approval](r, KindApproval) }

// figureNamed gives a figure of an approval by its name.
func figureNamed(figures []Figure, name string) (int64, bool) {
	for _, x := range figures {
		if x.Name == name {
			return x.Value, true
		}
	}
	return 0, false
}
