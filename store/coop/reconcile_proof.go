package coop

import "slices"

// Bank is what is known of a bank's account at the end of a day, from both sides.
type Bank struct {
	Account string
	Until   Date
	Since   Date // lines and movements before it are taken as the same
	Booked  Money
	Stated  Money // the balance as the bank says it at that day
	Told    bool  // there is such a balance
	Moves   []BankMove
	Lines   []SubLine   // also some days before Since: they may be movements after it
	Known   []BankMatch // ticked on earlier days
	Mine    []BankMatch // ticked on this very day: recorded again, they may be changed
	Gaps    []BankGap

	told map[moveKey]int // which of the movements each row of each statement is
}

// BankGap is where one statement does not go on from the one before: pages are missing, or were read twice.
type BankGap struct {
	Day            Date // of the first movement behind the gap
	Closing, Opens Money
}

// ReconcileNear is how many days may lie between the book's day and the bank's for one thing, where no setting
// reconcile.days says otherwise: weekends and clearing. [GK], July 2025.
const ReconcileNear = 7

// SettingReconcileDays is the key of that setting; whole days.
const SettingReconcileDays = "reconcile.days"

// ReconcileDays gives how many days may lie between book and bank.
func ReconcileDays(settings []SettingRow, day Date) int {
	return settingCount(settings, SettingReconcileDays, day, ReconcileNear, 62)
}

// settingCount reads a small whole number from a setting; usual where there is none that can be read.
func settingCount(settings []SettingRow, key string, day Date, usual, most int) int {
	text := SettingText(settings, key, day)
	if text == "" || len(text) > 6 || !allDigits(text) {
		return usual
	}
	n := 0
	for _, d := range text {
		n = n*10 + int(d-'0')
	}
	return min(n, most)
}

// BankStatement is a bank's statement that was read, under its id: HashID(hash, 0).
type BankStatement struct {
	ID   ID
	Body Statement
}

// BankOf puts together what is known of a bank's account: its movements up to a day from all statements, and which of
// them and of the lines are matched. Statements are in the order in which they were recorded; of reconciliations the
// last of an account and day is there, in the order in which they were made. Lines are those of the account up to the
// day, with at least near days before Since.
func BankOf(
	account string, until Date, booked Money, statements []BankStatement, said []Reconcile, lines []SubLine,
) Bank {
	b := Bank{Account: account, Until: until, Booked: booked, Since: ReconcileSince(account, until, statements, said)}
	b.addStatements(statements)
	b.Lines = dropMirrored(lines, said)
	mine := slices.IndexFunc(said, func(r Reconcile) bool { return r.Account == account && r.Until == until })
	b.Known = b.readTicks(slices.DeleteFunc(slices.Clone(said), func(r Reconcile) bool { return r.Until >= until }))
	if mine >= 0 {
		b.Mine = b.readTicks(said[mine : mine+1])
	}
	b.Mine = slices.DeleteFunc(b.Mine, b.overlapsKnown)
	for i := range b.Known {
		b.Known[i].Known = true
	}
	return b
}

// Reach is the day of the last movement that was read; false where a paper is ticked.
func (b *Bank) Reach() (Date, bool) {
	if len(b.Moves) == 0 {
		return 0, false
	}
	return b.Moves[len(b.Moves)-1].Date, true
}

func (b *Bank) overlapsKnown(m BankMatch) bool {
	return slices.ContainsFunc(b.Known, func(k BankMatch) bool {
		return slices.ContainsFunc(k.Lines, func(i int) bool { return slices.Contains(m.Lines, i) }) ||
			slices.ContainsFunc(k.Moves, func(i int) bool { return slices.Contains(m.Moves, i) })
	})
}

// ReconcileSince is the day from which on a bank's account is compared: the first of any statement or, where it is
// ticked on paper, the first of the month of the first reconciliation.
func ReconcileSince(account string, until Date, statements []BankStatement, said []Reconcile) Date {
	since := until.Month().First()
	for _, s := range statements {
		if s.Body.Account == account && len(s.Body.Rows) > 0 {
			since = min(since, s.Body.Rows[0].Date)
		}
	}
	for _, r := range said {
		if r.Account == account {
			since = min(since, r.Until.Month().First())
		}
	}
	return since
}

// BankProof explains the difference between bank and book to the sen: Stated + OnlyBook − OnlyBank + Rest = Booked.
type BankProof struct {
	Stated, Booked Money
	OnlyBook       Money // lines that the bank does not have
	OnlyBank       Money // movements that the book does not have
	Rest           Money // what is explained by neither; 0 when all is found
	Lines, Moves   []int // those that are open
}

// Done says that bank and book differ by nothing but what stands on one side only.
func (p BankProof) Done() bool { return p.Rest == 0 }

// Prove adds up what a set of matches leaves open. Lines before Since are never open. Without movements at all (a paper
// is ticked) the balance that somebody read there is asked for: stated.
func (b *Bank) Prove(matches []BankMatch, stated Money) BankProof {
	p := BankProof{Stated: stated, Booked: b.Booked}
	moved, lined := map[int]bool{}, map[int]bool{}
	for _, m := range matches {
		for _, i := range m.Moves {
			moved[i] = true
		}
		for _, i := range m.Lines {
			lined[i] = true
		}
	}
	for i, l := range b.Lines {
		if !lined[i] && l.Posted >= b.Since {
			p.Lines = append(p.Lines, i)
			p.OnlyBook += l.Amount
		}
	}
	for i, m := range b.Moves {
		if !moved[i] {
			p.Moves = append(p.Moves, i)
			p.OnlyBank += m.Amount
		}
	}
	p.Rest = p.Booked - p.Stated - p.OnlyBook + p.OnlyBank
	return p
}

// Open gives the movements and lines that some matches leave, with where they stood, for MatchBank.
func (b *Bank) Open(matches []BankMatch) (moves []BankMove, lines []SubLine, moveAt, lineAt []int) {
	moved, lined := map[int]bool{}, map[int]bool{}
	for _, m := range matches {
		for _, i := range m.Moves {
			moved[i] = true
		}
		for _, i := range m.Lines {
			lined[i] = true
		}
	}
	for i, m := range b.Moves {
		if !moved[i] {
			moves, moveAt = append(moves, m), append(moveAt, i)
		}
	}
	for i, l := range b.Lines {
		if !lined[i] {
			lines, lineAt = append(lines, l), append(lineAt, i)
		}
	}
	return moves, lines, moveAt, lineAt
}

// Propose matches what is open beside what was ticked.
func (b *Bank) Propose(near int) []BankMatch {
	return b.ProposeBeside(slices.Concat(b.Known, b.Mine), near)
}

// ProposeBeside matches what is open beside other matches.
func (b *Bank) ProposeBeside(matches []BankMatch, near int) []BankMatch {
	moves, lines, moveAt, lineAt := b.Open(matches)
	found := MatchBank(moves, lines, near)
	for k := range found {
		for i, at := range found[k].Moves {
			found[k].Moves[i] = moveAt[at]
		}
		for i, at := range found[k].Lines {
			found[k].Lines[i] = lineAt[at]
		}
	}
	return found
}
