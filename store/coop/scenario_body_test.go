package coop

import "strings"

// body reads what somebody records in a story.
func (s *story) body(on string, w []string) (Kind, any) {
	if w[0][0] >= '0' && w[0][0] <= '9' {
		return KindEntry, s.entryBody(w)
	}
	if kind, body := s.moneyBody(w); body != nil {
		return kind, body
	}
	if kind, body := s.memberBody(w); body != nil {
		return kind, body
	}
	if kind, body := s.deskBody(w); body != nil {
		return kind, body
	}
	d := s.devices[on]
	switch w[0] {
	case "close":
		c := Close{Period: s.month(w[1]), Prev: d.fold.LastClose(), Digest: TrialDigest(d.state, s.month(w[1]))}
		for _, h := range d.fold.Heads() {
			if out := after(w, "without"); len(out) == 0 || h.Log != s.devices[out[0]].log {
				c.Contains = append(c.Contains, h)
			}
		}
		if after(w, "year") != nil {
			c.Year, c.Lines = true, ClosingLines(d.state, c.Period)
		}
		return KindClose, c
	case "reopen":
		return KindReopen, Reopen{Close: s.head(w[1]).Hash, Reason: "kurang bukti"}
	case "approve":
		a := Approval{Subject: s.head(w[1]), Granted: true}
		if figures := after(w, "figures"); figures != nil {
			a.Figures = CountFigures(s.money(figures[0]), s.money(figures[1]))
		}
		return KindApproval, a
	case "revoke":
		r := Revoke{Log: s.devices[w[1]].log, Reason: "laptop hilang"}
		if end := after(w, "after"); end != nil {
			r.Seq, r.Hash = s.head(end[0]).Seq, s.head(end[0]).Hash
		}
		return KindRevoke, r
	case "adopt":
		end := s.head(after(w, "upto")[0])
		return KindAdopt, Adopt{Log: end.Log, Seq: end.Seq, Hash: end.Hash}
	case "role":
		return KindRole, RoleChange{User: s.people[w[1]], Role: roleNames[w[2]]}
	case "person":
		return KindUser, User{Name: w[1], Role: roleNames[w[2]]}
	case "key": // a new signing key for a person, who uses it from now on
		s.keys[w[1]] = testKey(strings.Join(w, " "))
		return KindUserKey, UserKey{User: s.people[w[1]], Public: public(s.keys[w[1]])}
	case "code": // a new recovery code
		return KindSetting, recoverySetting("invite recovery " + w[1])
	case "look":
		what := WhatNone
		for x, name := range whatNames {
			if name == w[1] {
				what = x
			}
		}
		return KindLook, Look{What: what, Subject: s.head(w[2]).Hash}
	case "finding":
		return KindFinding, Finding{Entry: s.made(w[1]), Text: "bukti mana?", By: "Pak Camat"}
	case "answer":
		return KindAnswer, Answer{Finding: s.made(w[1]), Text: "terlampir"}
	}
	s.fail("what is %q?", strings.Join(w, " "))
	return 0, nil
}

// entryBody reads: date, debited and credited account, amount, then a member, a month, "import" file row,
// "corrects" name, "difference" of a count.
func (s *story) entryBody(w []string) Entry {
	amount := s.money(w[3])
	e := Entry{Date: s.date(w[0]), Lines: []Line{{Account: w[1], Amount: amount}, {Account: w[2], Amount: -amount}}}
	if row := after(w, "import"); row != nil {
		e.Once = ImportOnce(row[0], row[1])
		w = w[:len(w)-3]
	}
	if old := after(w, "corrects"); old != nil {
		e.Corrects, e.Once = s.made(old[0]), CorrectionOnce(s.made(old[0]))
		w = w[:len(w)-2]
	}
	if count := after(w, "difference"); count != nil {
		e.Once = CountOnce(s.made(count[0]))
		w = w[:len(w)-2]
	}
	if odd := after(w, "off"); odd != nil {
		e.Lines[1].Amount -= s.money(odd[0])
		w = w[:len(w)-2]
	}
	at := 1
	for _, l := range []string{"21101", "31101", "31102"} {
		if w[1] == l {
			at = 0
		}
	}
	if len(w) > 4 {
		e.Lines[at].Member = s.made(w[4])
	}
	if len(w) > 5 {
		e.Lines[at].Month = s.month(w[5])
	}
	return e
}

func (s *story) moneyBody(w []string) (Kind, any) {
	switch w[0] {
	case "reverse":
		return KindReversal, Reversal{Entry: s.made(w[1]), Date: s.date(w[2]), Reason: "salah"}
	case "opening":
		o := Opening{Date: s.date(w[1]), Account: w[2], Amount: s.money(w[3])}
		if len(w) > 4 {
			o.Member = s.made(w[4])
		}
		return KindOpening, o
	case "rate":
		return KindSetting, Setting{Key: SettingMandatory, From: s.date(w[2]), Value: FormatData(s.money(w[1]))}
	case "ceiling": // ROLE AMOUNT DATE
		return KindSetting, Setting{
			Key: "loan.ceiling." + w[1], From: s.date(w[3]), Value: FormatData(s.money(w[2])),
		}
	case "look-from":
		return KindSetting, Setting{Key: SettingReview, Value: FormatData(s.money(w[1]))}
	case "account":
		kind, ok := ParseAccountType(w[2])
		if !ok {
			s.fail("no type %s", w[2])
		}
		return KindAccounts, Accounts{Add: []AccountAdd{{Code: w[1], NameID: w[3], Type: kind}}}
	case "rename":
		return KindAccountEdit, AccountEdit{Code: w[1], NameID: w[2]}
	}
	return 0, nil
}

func (s *story) memberBody(w []string) (Kind, any) {
	switch w[0] {
	case "member":
		m := Member{Fields: map[Field]string{FieldName: w[1]}}
		for i := 2; i+1 < len(w); i += 2 {
			switch w[i] {
			case "number":
				m.Fields[FieldNumber] = w[i+1]
			case "nik":
				m.Sealed, m.Box = []Field{FieldNIK}, []byte("sealed")
				m.NIKKey = ChainHash(Hash{}, []byte(w[i+1]))
			default:
				s.fail("a member's %s?", w[i])
			}
		}
		return KindMember, m
	case "edit":
		field := map[string]Field{"hamlet": FieldHamlet, "group": FieldGroup, "number": FieldNumber}[w[2]]
		return KindMemberEdit, MemberEdit{Member: s.made(w[1]), Fields: map[Field]string{field: w[3]}}
	case "same", "apart":
		a, b := ordered(s.made(w[1]), s.made(w[2]))
		return KindMemberSame, MemberSame{A: a, B: b, Apart: w[0] == "apart"}
	}
	return 0, nil
}

// deskBody reads: count ACCOUNT DATE COUNTED BOOKED, evidence ENTRY PAPER, picture ENTRY NAME, review VERDICT ENTRIES.
func (s *story) deskBody(w []string) (Kind, any) {
	switch w[0] {
	case "count":
		return KindCount, Count{
			Account: w[1], Date: s.date(w[2]), Counted: s.money(w[3]), Booked: s.money(w[4]), Reason: "dihitung",
		}
	case "evidence":
		return KindEvidence, Evidence{Entry: s.made(w[1]), Paper: w[2]}
	case "picture":
		sum := ChainHash(Hash{}, []byte(w[2]))
		return KindEvidence, Evidence{Entry: s.made(w[1]), Sum: sum, Size: 4711, Media: MediaJPEG}
	case "review":
		r := Review{Verdict: verdictNames[w[1]]}
		for _, name := range w[2:] {
			r.Entries = append(r.Entries, s.made(name))
		}
		return KindReview, r
	}
	return s.loanBody(w)
}

var verdictNames = map[string]Verdict{"read": VerdictRead, "agreed": VerdictAgreed, "query": VerdictQuery}

// loanBody reads: loan MEMBER AMOUNT [related] [behind ACCOUNT AMOUNT] [replaces LOAN], grant LOAN AMOUNT, refuse NAME,
// payout LOAN DATE AMOUNT [again], repay LOAN DATE AMOUNT, renew LOAN OLD DATE AMOUNT, writeoff LOAN AMOUNT,
// release LOAN, carry ACT LOAN DATE AMOUNT, block MEMBER ACCOUNT AMOUNT, lift BLOCK MEMBER ACCOUNT.
func (s *story) loanBody(w []string) (Kind, any) {
	const day = Date(20260110)
	switch w[0] {
	case "loan":
		l := Loan{Member: s.made(w[1]), Product: "umum", Principal: s.money(w[2]), Months: 10, Date: day}
		l.Related = after(append(w, ""), "related") != nil
		if b := after(w, "behind"); b != nil {
			l.Behind = []Security{{Class: SecuritySaving, Member: l.Member, Account: b[0], Value: s.money(b[1])}}
		}
		if old := after(w, "replaces"); old != nil {
			l.Replaces = s.made(old[0])
		}
		return KindLoan, l
	case "grant":
		terms := tenMillion(MethodFlat)
		terms.Principal = s.money(w[2])
		return KindApproval, Approval{Subject: s.head(w[1]), Granted: true, Figures: terms.Figures()}
	case "refuse":
		return KindApproval, Approval{Subject: s.head(w[1])}
	case "writeoff":
		return KindLoanAct, LoanAct{
			Loan: s.made(w[1]), Class: LoanWriteOff, Date: day, Amount: s.money(w[2]), Reason: "macet",
		}
	case "seize":
		return KindLoanAct, LoanAct{
			Loan: s.made(w[1]), Class: LoanSeize, Date: day, Amount: s.money(w[2]), Reason: "diserahkan",
		}
	case "release":
		return KindLoanAct, LoanAct{Loan: s.made(w[1]), Class: LoanRelease, Date: day, Reason: "hampir lunas"}
	case "block":
		return KindBlock, Block{
			Member: s.made(w[1]), Account: w[2], Amount: s.money(w[3]), Date: day, Reason: "jaminan",
		}
	case "lift":
		return KindBlock, Block{
			Member: s.made(w[2]), Account: w[3], Date: day, Reason: "selesai", Lifts: s.made(w[1]),
		}
	}
	return s.loanEntry(w)
}

func (s *story) loanEntry(w []string) (Kind, any) {
	switch w[0] {
	case "payout":
		e := s.loanLines(w[1], "12101", "11101", w[2], s.money(w[3]))
		if e.Once = (Once{Rule: ruleLoanOut, Subject: s.made(w[1]).String()}); len(w) > 4 {
			e.Once = Once{}
		}
		return KindEntry, e
	case "repay":
		return KindEntry, s.loanLines(w[1], "12101", "11101", w[2], -s.money(w[3]))
	case "renew":
		e := s.loanLines(w[1], "12103", "12101", w[3], s.money(w[4]))
		e.Lines[1].Member, e.Lines[1].Loan = e.Lines[0].Member, s.made(w[2])
		e.Once = Once{Rule: ruleLoanOut, Subject: s.made(w[1]).String()}
		return KindEntry, e
	case "against": // LOAN ACCOUNT DATE AMOUNT [and ACCOUNT AMOUNT]
		e := s.loanLines(w[1], "12101", w[2], w[3], -s.money(w[4]))
		if more := after(w, "and"); more != nil {
			e.Lines = append(e.Lines, Line{Account: more[0], Amount: s.money(more[1])})
			e.Lines[1].Amount -= s.money(more[1])
		}
		if w[2] == "21101" {
			e.Lines[1].Member = e.Lines[0].Member
		}
		return KindEntry, e
	case "carry":
		against := "12109"
		if act, err := DecodeBody[LoanAct](s.all[s.head(w[1]).Hash].Body); err == nil && act.Class == LoanSeize {
			against = AccountSeized
		}
		e := s.loanLines(w[2], "12101", against, w[3], -s.money(w[4]))
		e.Once = Once{Rule: ruleLoanAct, Subject: s.made(w[1]).String()}
		return KindEntry, e
	case "mend": // ENTRY LOAN DATE AMOUNT: another payout in the place of a wrong one
		e := s.loanLines(w[2], "12101", "11101", w[3], s.money(w[4]))
		e.Corrects, e.Once = s.made(w[1]), CorrectionOnce(s.made(w[1]))
		return KindEntry, e
	}
	return 0, nil
}

// loanLines puts an amount on a loan's account, under the loan and its member, and on another.
func (s *story) loanLines(loan, account, against, day string, amount Money) Entry {
	var member ID
	for hash, label := range s.labels {
		if label == loan {
			b, err := DecodeBody[Loan](s.all[hash].Body)
			if err != nil {
				s.fail("%s is no loan: %v", loan, err)
			}
			member = b.Member
		}
	}
	return Entry{Date: s.date(day), Lines: []Line{
		{Account: account, Amount: amount, Member: member, Loan: s.made(loan)}, {Account: against, Amount: -amount},
	}}
}
