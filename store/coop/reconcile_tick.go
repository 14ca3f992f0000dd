package coop

import "slices"

// What somebody ticked: how it is read out of the reconciliations of an account, and written down again.

// dropMirrored leaves out entries that were taken back, with what took them back: together they are nothing, and the
// bank knows of neither. What was ticked before it was taken back is ticked no more, so that the movement waits for the
// entry that is right; only where somebody ticked the taking back itself do both stay, for the bank has both.
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
		if !l.Reverses.IsZero() && here[l.Reverses] && !ticked[l.Entry] {
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

// readTicks makes matches of what was ticked, said in the order in which it was recorded. Where two reconciliations
// speak of one line or movement, as those of two laptops may, the last word counts and the other match is open again.
func (b *Bank) readTicks(said []Reconcile) (held []BankMatch) {
	lines := map[lineKey]int{}
	for i, l := range b.Lines {
		lines[lineKey{l.Entry, l.N}] = i
	}
	lined, moved := map[int]bool{}, map[int]bool{}
	for _, r := range slices.Backward(said) {
		if r.Account != b.Account {
			continue
		}
		for _, m := range slices.Backward(append(b.matchesOf(r.Ticks, lines), b.cancelsOf(r.Cancels)...)) {
			if slices.ContainsFunc(m.Lines, func(i int) bool { return lined[i] }) ||
				slices.ContainsFunc(m.Moves, func(i int) bool { return moved[i] }) {
				continue
			}
			for _, i := range m.Lines {
				lined[i] = true
			}
			for _, i := range m.Moves {
				moved[i] = true
			}
			held = append(held, m)
		}
	}
	slices.Reverse(held)
	return held
}

// matchesOf reads the ticks of one reconciliation: movements and lines that hang together are one match. What does not
// come to the same on both sides any more, because something of it was taken back, is none.
func (b *Bank) matchesOf(ticks []ReconcileTick, lines map[lineKey]int) (held []BankMatch) {
	group := map[int]int{} // of a line or, below zero, of a movement
	var matches []BankMatch
	for _, t := range ticks {
		line, known := lines[lineKey{t.Entry, t.Line}]
		if !known {
			continue
		}
		keys := []int{line}
		if !t.Statement.IsZero() {
			move, told := b.told[moveKey{t.Statement, t.Row}]
			if !told {
				continue
			}
			keys = append(keys, -1-move)
		}
		matches = joinTick(matches, group, keys)
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

// cancelsOf reads the movements that cancel each other. Rows that are one movement, or whose statement was read
// otherwise since, are none.
func (b *Bank) cancelsOf(cancels [][]BankRow) (held []BankMatch) {
	for _, rows := range cancels {
		m := BankMatch{Sure: true}
		for _, r := range rows {
			if i, told := b.told[moveKey{r.Statement, r.Row}]; told && !slices.Contains(m.Moves, i) {
				m.Moves = append(m.Moves, i)
			}
		}
		slices.Sort(m.Moves)
		if m.Cancels() && b.holds(m) {
			held = append(held, m)
		}
	}
	return held
}

// Cancels tells whether a match is of movements alone: the bank put itself right, and the book never knew.
func (m BankMatch) Cancels() bool { return len(m.Lines) == 0 && len(m.Moves) > 1 }

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

// Held reads what is ticked and not recorded yet, beside what was on earlier days.
func (b *Bank) Held(ticks []ReconcileTick, cancels [][]BankRow) []BankMatch {
	held := b.readTicks([]Reconcile{{Account: b.Account, Until: b.Until, Ticks: ticks, Cancels: cancels}})
	return slices.DeleteFunc(held, b.overlapsKnown)
}

// FromMove tells whether a match is a movement with the entry that was recorded from it.
func (b *Bank) FromMove(m BankMatch) bool {
	return len(m.Moves) == 1 && len(m.Lines) == 1 && b.Lines[m.Lines[0]].Once == BankMoveOnce(b.Moves[m.Moves[0]]).ID()
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

// Cancels writes down the movements that cancel each other, as Ticks does the others.
func (b *Bank) Cancels(matches []BankMatch) [][]BankRow {
	var all [][]BankRow
	for _, m := range matches {
		if m.Known || !m.Cancels() {
			continue
		}
		var rows []BankRow
		for _, i := range m.Moves {
			rows = append(rows, BankRow{Statement: b.Moves[i].Statement, Row: b.Moves[i].Row})
		}
		all = append(all, rows)
	}
	return all
}

func (r Reconcile) version() uint8 { return second(len(r.Cancels) > 0) }

// The keys of what can be wrong with putting movements and lines together by hand.
const (
	ProblemMatchNone    = "match.none"    // nothing, or one movement alone, is marked; no argument
	ProblemMatchCancel  = "match.cancel"  // movements alone come to {0}, not to nothing
	ProblemMatchDiffers = "match.differs" // the bank's come to {0}, the book's to {1}
)

// Together makes a match of movements and lines that somebody marked: both sides come to the same. Lines alone may go
// together where they come to nothing: the book put itself right, and the bank never knew. So may movements alone: the
// bank took back what it had booked by mistake, and no entry is needed.
func (b *Bank) Together(moves, lines []int) (BankMatch, []Problem) {
	m := BankMatch{Moves: slices.Sorted(slices.Values(moves)), Lines: slices.Sorted(slices.Values(lines)), Sure: true}
	book, bank := b.sums(m)
	switch {
	case len(m.Lines) == 0 && !m.Cancels():
		return m, []Problem{{Key: ProblemMatchNone}}
	case m.Cancels() && bank != 0:
		return m, []Problem{{Key: ProblemMatchCancel, Args: []any{bank}}}
	case book != bank:
		return m, []Problem{{Key: ProblemMatchDiffers, Args: []any{bank, book}}}
	}
	return m, nil
}
