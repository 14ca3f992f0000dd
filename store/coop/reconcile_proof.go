package coop

import (
	"cmp"
	"slices"
)

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
// last of an account and day is there. Lines are those of the account up to the day, with at least near days before
// Since.
func BankOf(
	account string, until Date, booked Money, statements []BankStatement, said []Reconcile, lines []SubLine,
) Bank {
	b := Bank{Account: account, Until: until, Booked: booked, Since: ReconcileSince(account, until, statements, said)}
	order := slices.Clone(statements)
	order = slices.DeleteFunc(order, func(s BankStatement) bool {
		return s.Body.Account != account || len(s.Body.Rows) == 0
	})
	slices.SortStableFunc(order, func(x, y BankStatement) int {
		return cmp.Compare(x.Body.Rows[0].Date, y.Body.Rows[0].Date)
	})
	for i, s := range order {
		if i > 0 {
			if before := order[i-1].Body.Closing; before != s.Body.Opening {
				b.Gaps = append(b.Gaps, BankGap{s.Body.Rows[0].Date, before, s.Body.Opening})
			}
		}
		b.addMoves(s)
	}
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

func (b *Bank) overlapsKnown(m BankMatch) bool {
	return slices.ContainsFunc(b.Known, func(k BankMatch) bool {
		return slices.ContainsFunc(k.Lines, func(i int) bool { return slices.Contains(m.Lines, i) }) ||
			slices.ContainsFunc(k.Moves, func(i int) bool { return slices.Contains(m.Moves, i) })
	})
}

// addMoves takes the movements up to the day, and the balance after the last of them.
func (b *Bank) addMoves(s BankStatement) {
	balance := s.Body.Opening
	for i, row := range s.Body.Rows {
		if row.Date > b.Until {
			continue
		}
		balance += row.Amount
		b.Moves = append(b.Moves, BankMove{row, s.ID, int64(i)})
		b.Stated, b.Told = balance, true
	}
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

// dropMirrored leaves out entries that were taken back, with what took them back: together they are nothing, and the
// bank knows of neither. Those that somebody ticked stay.
func dropMirrored(lines []SubLine, said []Reconcile) []SubLine {
	ticked := map[ID]bool{}
	for _, r := range said {
		for _, t := range r.Ticks {
			ticked[t.Entry] = true
		}
	}
	here := map[ID]bool{}
	for _, l := range lines {
		here[l.Entry] = true
	}
	gone := map[ID]bool{}
	for _, l := range lines {
		if !l.Reverses.IsZero() && here[l.Reverses] && !ticked[l.Entry] && !ticked[l.Reverses] {
			gone[l.Entry], gone[l.Reverses] = true, true
		}
	}
	return slices.DeleteFunc(slices.Clone(lines), func(l SubLine) bool { return gone[l.Entry] })
}

// lineKey and moveKey find what a tick names.
type lineKey struct {
	entry ID
	line  int64
}

type moveKey struct {
	statement ID
	row       int64
}

// readTicks makes matches of what was ticked: movements and lines that hang together are one.
func (b *Bank) readTicks(said []Reconcile) (held []BankMatch) {
	lines, moves := map[lineKey]int{}, map[moveKey]int{}
	for i, l := range b.Lines {
		lines[lineKey{l.Entry, l.N}] = i
	}
	for i, m := range b.Moves {
		moves[moveKey{m.Statement, m.Row}] = i
	}
	group := map[int]int{} // of a line or, below zero, of a movement
	var matches []BankMatch
	for _, r := range said {
		if r.Account != b.Account {
			continue
		}
		for _, t := range r.Ticks {
			line, known := lines[lineKey{t.Entry, t.Line}]
			if !known {
				continue
			}
			move, told := moves[moveKey{t.Statement, t.Row}]
			if !t.Statement.IsZero() && !told {
				continue
			}
			keys := []int{line}
			if told && !t.Statement.IsZero() {
				keys = append(keys, -1-move)
			}
			matches = joinTick(matches, group, keys)
		}
	}
	for _, m := range matches {
		if len(m.Lines) > 0 && b.holds(m) {
			slices.Sort(m.Lines)
			slices.Sort(m.Moves)
			held = append(held, m)
		}
	}
	return held
}

// joinTick puts a line and its movement into one match, and the matches that they stood in together.
func joinTick(matches []BankMatch, group map[int]int, keys []int) []BankMatch {
	at := len(matches)
	matches = append(matches, BankMatch{Sure: true})
	add := func(key int) {
		group[key] = at
		if key < 0 {
			matches[at].Moves = append(matches[at].Moves, -1-key)
			return
		}
		matches[at].Lines = append(matches[at].Lines, key)
	}
	for _, key := range keys {
		old, known := group[key]
		if !known {
			add(key)
			continue
		}
		if old == at {
			continue
		}
		was := matches[old]
		matches[old] = BankMatch{}
		for _, l := range was.Lines {
			add(l)
		}
		for _, m := range was.Moves {
			add(-1 - m)
		}
	}
	return matches
}

// holds tells whether a match can be: on paper any line can be ticked, else both sides come to the same.
func (b *Bank) holds(m BankMatch) bool {
	lines, moves := b.sums(m)
	return len(m.Moves) == 0 || lines == moves
}

func (b *Bank) sums(m BankMatch) (lines, moves Money) {
	for _, i := range m.Lines {
		lines += b.Lines[i].Amount
	}
	for _, i := range m.Moves {
		moves += b.Moves[i].Amount
	}
	return lines, moves
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

// Open gives the movements and lines that the known matches leave, with where they stood, for MatchBank.
func (b *Bank) Open() (moves []BankMove, lines []SubLine, moveAt, lineAt []int) {
	moved, lined := map[int]bool{}, map[int]bool{}
	for _, m := range slices.Concat(b.Known, b.Mine) {
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

// Propose matches what is open.
func (b *Bank) Propose(near int) []BankMatch {
	moves, lines, moveAt, lineAt := b.Open()
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

// Ticks writes matches down as the body of a reconciliation wants them: a match that was known before is not said
// again. Of several lines and several movements each line is tied to the first movement and each movement to the first
// line, so that they hang together.
func (b *Bank) Ticks(matches []BankMatch) []ReconcileTick {
	var ticks []ReconcileTick
	for _, m := range matches {
		if m.Known || len(m.Lines) == 0 {
			continue
		}
		for _, i := range m.Lines {
			t := ReconcileTick{Entry: b.Lines[i].Entry, Line: b.Lines[i].N}
			if len(m.Moves) > 0 {
				t.Statement, t.Row = b.Moves[m.Moves[0]].Statement, b.Moves[m.Moves[0]].Row
			}
			ticks = append(ticks, t)
		}
		for _, i := range m.Moves[min(1, len(m.Moves)):] {
			ticks = append(ticks, ReconcileTick{
				Entry: b.Lines[m.Lines[0]].Entry, Line: b.Lines[m.Lines[0]].N,
				Statement: b.Moves[i].Statement, Row: b.Moves[i].Row,
			})
		}
	}
	return ticks
}

// NewRows gives those rows of a statement that stand in none that was read before: equal rows of one day are as many as
// the bank shows. So a statement of a month that was half read before adds the other half.
func (b *Bank) NewRows(rows []StatementRow) []StatementRow {
	known := map[StatementRow]int{}
	for _, m := range b.Moves {
		known[m.StatementRow]++
	}
	var fresh []StatementRow
	for _, r := range rows {
		if known[r] > 0 {
			known[r]--
			continue
		}
		fresh = append(fresh, r)
	}
	return fresh
}
