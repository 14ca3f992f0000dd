package coop

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
)

// What a bank's statements say together. The same days are often read twice: a treasurer takes the month so far and at
// its end the whole month, and two laptops read one file. A movement is one all the same, so that nothing of the bank
// stands there doubled and nothing can be recorded from it twice.

// BankMove is a movement as a bank tells it.
type BankMove struct {
	StatementRow
	Account   string
	Statement ID    // the first that tells it
	Row       int64 // of the statement, from 0
	Nth       int64 // of the movements of that day which look just like it, from 0
	After     Money // the balance behind it, as its statement has it
}

// BankMoveOnce is the once-rule of the entry that records what stood in the bank's statement only: it names the
// movement by what it is, not by the file that it was read from, for another laptop read another one.
func BankMoveOnce(m BankMove) Once {
	words := sha256.Sum256([]byte(m.Text))
	return Once{
		Rule: "bank-row", Subject: m.Account,
		Period: m.Date.String() + " " + strconv.FormatInt(int64(m.Amount), 10) + " " + hex.EncodeToString(words[:8]) +
			" " + strconv.FormatInt(m.Nth, 10),
	}
}

// Day is the day of the entry that records a movement: its own, or the first open day where that is closed.
func (m BankMove) Day(closed Date) Date {
	if m.Date > closed {
		return m.Date
	}
	return closed.AddDays(1)
}

// ProblemStatementSum says that a statement's own balances do not fit: {0} and its movements come to {1}, not to {2}.
const ProblemStatementSum = "statement.sum"

// CheckStatement says what is against a statement by itself: opening balance and movements must come to the closing.
func CheckStatement(s Statement) []Problem {
	closing, err := s.Opening, error(nil)
	for _, r := range s.Rows {
		if closing, err = AddMoney(closing, r.Amount); err != nil {
			return []Problem{{Key: ProblemMoneyTooLarge, Args: []any{FormatMoney(r.Amount)}}}
		}
	}
	if closing != s.Closing {
		return []Problem{{Key: ProblemStatementSum, Args: []any{s.Opening, closing, s.Closing}}}
	}
	return nil
}

// sameMoves finds for each row of a statement which of the known movements it is, -1 where it is none. A statement
// tells a day from its beginning. So where it begins a day with the balance that is known for it, a row is the next
// movement of that day with its amount: two downloads of one bank may word it otherwise, and rows that look alike are
// as many as the bank shows. Else the balance behind a row decides and, where the balances are nowhere those that are
// known, as in a file without any, its words.
func sameMoves(known []BankMove, s Statement) []int {
	w := sameWork{known: known, rows: s.Rows, same: make([]int, len(s.Rows)), days: map[Date][]int{}}
	w.used, w.after = make([]bool, len(known)), make([]Money, len(s.Rows))
	for at, m := range known {
		w.days[m.Date] = append(w.days[m.Date], at)
		before := m.After - m.Amount
		w.linked = w.linked || s.Opening == m.After || s.Closing == before
	}
	balance := s.Opening
	for i, r := range s.Rows {
		balance += r.Amount
		w.same[i], w.after[i] = -1, balance
	}
	for i, r := range s.Rows {
		if day := w.days[r.Date]; len(day) > 0 && (i == 0 || s.Rows[i-1].Date != r.Date) {
			first := known[day[0]]
			w.day(i, w.after[i]-r.Amount == first.After-first.Amount)
		}
	}
	if !w.linked {
		for i, r := range s.Rows {
			w.take(i, func(at int) bool { return known[at].Text == r.Text })
		}
	}
	return w.same
}

type sameWork struct {
	known  []BankMove
	rows   []StatementRow
	after  []Money // behind each row
	days   map[Date][]int
	same   []int
	used   []bool // of the known movements
	linked bool   // the balances are those that are known
}

// day settles the rows of the day that begins with one; begins says that both begin it with one balance.
func (w *sameWork) day(from int, begins bool) {
	for _, alike := range []func(i, at int) bool{
		func(i, at int) bool { return begins && w.known[at].Text == w.rows[i].Text },
		func(_, _ int) bool { return begins },
		func(i, at int) bool { return !begins && w.known[at].After == w.after[i] },
	} {
		for i := from; i < len(w.rows) && w.rows[i].Date == w.rows[from].Date; i++ {
			w.linked = w.take(i, func(at int) bool { return alike(i, at) }) || w.linked
		}
	}
}

// take gives a row to the first free movement of its day and amount that is like it.
func (w *sameWork) take(i int, alike func(at int) bool) bool {
	if w.same[i] >= 0 {
		return false
	}
	for _, at := range w.days[w.rows[i].Date] {
		if !w.used[at] && w.known[at].Amount == w.rows[i].Amount && alike(at) {
			w.same[i], w.used[at] = at, true
			return true
		}
	}
	return false
}

// NewParts gives of a statement what stands in none that was read before, each run of it with its own balances: a
// month of which the middle was read is two of them. Each begins with the first row of its day, though that be known.
// The bank is that of the statement's last day or later. How many rows are new is counted apart.
func (b *Bank) NewParts(s Statement) (parts []Statement, fresh int) {
	balance, goesOn := s.Opening, false
	morning, day := s.Opening, 0 // of the day of the row: the balance before it, and its first row
	for i, at := range sameMoves(b.Moves, s) {
		r := s.Rows[i]
		if r.Date != s.Rows[day].Date {
			morning, day = balance, i
		}
		if at < 0 && !goesOn {
			parts = append(parts, Statement{
				Account: s.Account, File: s.File, Opening: morning, Rows: slices.Clone(s.Rows[day:i]),
			})
		}
		balance += r.Amount
		if goesOn = at < 0; goesOn {
			part := &parts[len(parts)-1]
			part.Rows, part.Closing = append(part.Rows, r), balance
			fresh++
		}
	}
	return parts, fresh
}

// addStatements takes the movements up to the day out of all statements of the account, in the order in which they
// happened, and the balance behind the last of them; it finds where one statement does not go on from those before.
func (b *Bank) addStatements(statements []BankStatement) {
	order := slices.DeleteFunc(slices.Clone(statements), func(s BankStatement) bool {
		return s.Body.Account != b.Account || len(s.Body.Rows) == 0
	})
	slices.SortStableFunc(order, func(x, y BankStatement) int {
		return cmp.Compare(x.Body.Rows[0].Date, y.Body.Rows[0].Date)
	})
	var all []BankMove
	at := map[moveKey]int{}
	reached := -1 // the last movement so far
	for i, s := range order {
		same := sameMoves(all, s.Body)
		if i > 0 {
			b.gapBefore(s.Body, same, all, all[reached].After)
		}
		balance := s.Body.Opening
		for n, row := range s.Body.Rows {
			balance += row.Amount
			if same[n] < 0 {
				if same[n] = len(all); reached < 0 || row.Date >= all[reached].Date {
					reached = same[n]
				}
				all = append(all, BankMove{
					StatementRow: row, Account: b.Account, Statement: s.ID, Row: int64(n), After: balance,
				})
			}
			at[moveKey{s.ID, int64(n)}] = same[n]
		}
		if balance != s.Body.Closing {
			b.gap(BankGap{s.Body.Rows[len(s.Body.Rows)-1].Date, balance, s.Body.Closing})
		}
	}
	b.order(all, at)
}

// gapBefore sees whether a statement goes on from what was read before it: where it tells known movements again their
// balances are the same, else it begins where those before it ended.
func (b *Bank) gapBefore(s Statement, same []int, all []BankMove, reached Money) {
	balance, again := s.Opening, false
	for n, row := range s.Rows {
		balance += row.Amount
		if same[n] < 0 {
			continue
		}
		again = true
		if known := all[same[n]].After; known != balance {
			b.gap(BankGap{row.Date, known, balance})
			return
		}
	}
	if !again && s.Opening != reached {
		b.gap(BankGap{s.Rows[0].Date, reached, s.Opening})
	}
}

func (b *Bank) gap(g BankGap) {
	if g.Day <= b.Until {
		b.Gaps = append(b.Gaps, g)
	}
}

// order puts movements into the order of their days and keeps those up to the day.
func (b *Bank) order(all []BankMove, at map[moveKey]int) {
	index := make([]int, len(all))
	for i := range index {
		index[i] = i
	}
	slices.SortStableFunc(index, func(x, y int) int { return cmp.Compare(all[x].Date, all[y].Date) })
	place, alike := map[int]int{}, map[StatementRow]int64{}
	for _, from := range index {
		m := all[from]
		if m.Date > b.Until {
			break
		}
		m.Nth = alike[m.StatementRow]
		alike[m.StatementRow]++
		place[from] = len(b.Moves)
		b.Moves = append(b.Moves, m)
		b.Stated, b.Told = m.After, true
	}
	b.told = map[moveKey]int{}
	for key, from := range at {
		if to, here := place[from]; here {
			b.told[key] = to
		}
	}
}
