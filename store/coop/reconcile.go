package coop

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Bank reconciliation: which lines of the book are which movements of the bank. The rules only propose and prove; a
// person says what is the same. Everything here is exact: a match is a match when both sides come to the same sen.

// BankMatch says that these movements of the bank are these lines of the book: both come to the same amount.
type BankMatch struct {
	Moves, Lines []int // indices, ascending
	Sure         bool  // nothing else could be meant
	Known        bool  // it was said before, not proposed
}

// Bounds of the search: how many of the nearest lines a movement is put together from, and how many sums are tried.
const (
	matchNearest = 24
	matchTries   = 20_000
	matchParts   = 12
)

// MatchBank proposes what belongs together among movements and lines that nobody has matched: first what the program
// recorded from a movement itself, then equal amounts no more than near days apart, the nearest day first and of these
// what speaks the same words; then one movement that several lines come to, then several movements that come to one
// line; last what the bank says it took back, with what it had booked. Proposals are disjoint and in the order in which
// they should be looked at: the sure ones first.
func MatchBank(moves []BankMove, lines []SubLine, near int) []BankMatch {
	m := &bankMatching{
		moves: moves, lines: lines, near: near,
		moved: make([]bool, len(moves)), lined: make([]bool, len(lines)),
	}
	m.recorded()
	m.single()
	m.several(false)
	m.several(true)
	m.cancelled()
	slices.SortStableFunc(m.found, func(a, b BankMatch) int {
		if a.Sure != b.Sure {
			return map[bool]int{true: -1, false: 1}[a.Sure]
		}
		return cmp.Or(cmp.Compare(m.day(a), m.day(b)), cmp.Compare(a.Moves[0], b.Moves[0]))
	})
	return m.found
}

type bankMatching struct {
	moves        []BankMove
	lines        []SubLine
	near         int
	moved, lined []bool // taken
	found        []BankMatch
}

func (m *bankMatching) day(b BankMatch) Date { return m.moves[b.Moves[0]].Date }

func (m *bankMatching) take(b BankMatch) {
	slices.Sort(b.Moves)
	slices.Sort(b.Lines)
	for _, i := range b.Moves {
		m.moved[i] = true
	}
	for _, i := range b.Lines {
		m.lined[i] = true
	}
	m.found = append(m.found, b)
}

// recorded finds the lines that were recorded from a movement.
func (m *bankMatching) recorded() {
	by := map[ID]int{}
	for i, l := range m.lines {
		if !l.Once.IsZero() {
			by[l.Once] = i
		}
	}
	for i, move := range m.moves {
		at, is := by[BankMoveOnce(move).ID()]
		if is && !m.lined[at] && m.lines[at].Amount == move.Amount {
			m.take(BankMatch{Moves: []int{i}, Lines: []int{at}, Sure: true})
		}
	}
}

// bankPair is a movement and a line of the same amount.
type bankPair struct{ move, line, days, unlike int }

// single matches one movement with one line.
func (m *bankMatching) single() {
	by := map[Money][]int{}
	for i, l := range m.lines {
		if !m.lined[i] {
			by[l.Amount] = append(by[l.Amount], i)
		}
	}
	var pairs []bankPair
	rivals, suitors := make([]int, len(m.moves)), make([]int, len(m.lines))
	for i, move := range m.moves {
		if m.moved[i] {
			continue
		}
		for _, at := range by[move.Amount] {
			if days := daysApart(move.Date, m.lines[at].Posted); days <= m.near {
				pairs = append(pairs, bankPair{i, at, days, -likeness(move.Text, m.lines[at].Remark)})
				rivals[i]++
				suitors[at]++
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b bankPair) int {
		return cmp.Or(cmp.Compare(a.days, b.days), cmp.Compare(a.unlike, b.unlike),
			cmp.Compare(a.move, b.move), cmp.Compare(a.line, b.line))
	})
	for _, p := range pairs {
		if !m.moved[p.move] && !m.lined[p.line] {
			only := rivals[p.move] == 1 && suitors[p.line] == 1 && m.takes(p.move) < 0
			m.take(BankMatch{
				Moves: []int{p.move}, Lines: []int{p.line}, Sure: only || p.days == 0 && p.unlike < 0,
			})
		}
	}
}

// several matches one movement with several lines or, turned round, one line with several movements.
func (m *bankMatching) several(turned bool) {
	ones, many := len(m.moves), len(m.lines)
	oneAt, manyAt := m.move, m.line
	oneTaken, manyTaken := m.moved, m.lined
	if turned {
		ones, many, oneAt, manyAt, oneTaken, manyTaken = many, ones, m.line, m.move, m.lined, m.moved
	}
	for i := range ones {
		if oneTaken[i] {
			continue
		}
		date, amount := oneAt(i)
		var near []int
		for k := range many {
			day, part := manyAt(k)
			if !manyTaken[k] && (part > 0) == (amount > 0) && daysApart(date, day) <= m.near {
				near = append(near, k)
			}
		}
		slices.SortStableFunc(near, func(a, b int) int {
			dayA, _ := manyAt(a)
			dayB, _ := manyAt(b)
			return cmp.Compare(daysApart(date, dayA), daysApart(date, dayB))
		})
		near = near[:min(len(near), matchNearest)]
		parts := make([]Money, len(near))
		for k, at := range near {
			_, parts[k] = manyAt(at)
		}
		picked, only := sumTo(amount, parts)
		if picked == nil {
			continue
		}
		group := make([]int, len(picked))
		for k, at := range picked {
			group[k] = near[at]
		}
		match := BankMatch{Moves: []int{i}, Lines: group, Sure: only && sameDay(date, group, manyAt)}
		if turned {
			match.Moves, match.Lines = match.Lines, match.Moves
		}
		m.take(match)
	}
}

// takenBack are words by which banks say that they put a movement of theirs right ([GK], July 2025: BRI "KOREKSI", BNI
// "REVERSAL", Mandiri "PEMBATALAN"/"BATAL", BCA "CORRECTION").
var takenBack = []string{"koreksi", "reversal", "pembatalan", "batal", "correction", "retur"}

// takes gives the last movement before one that says that it takes something back, of the opposite amount; -1 where
// there is none, or it says no such thing.
func (m *bankMatching) takes(i int) int {
	move := m.moves[i]
	words := strings.ToLower(move.Text)
	if !slices.ContainsFunc(takenBack, func(w string) bool { return strings.Contains(words, w) }) {
		return -1
	}
	for k, before := range slices.Backward(m.moves[:i]) {
		if !m.moved[k] && before.Amount == -move.Amount && daysApart(before.Date, move.Date) <= m.near {
			return k
		}
	}
	return -1
}

// cancelled matches what the bank took back with what it takes back. It is never sure: the same amount may have gone in
// and out for its own reasons.
func (m *bankMatching) cancelled() {
	for i := range m.moves {
		if m.moved[i] {
			continue
		}
		if k := m.takes(i); k >= 0 {
			m.take(BankMatch{Moves: []int{k, i}})
		}
	}
}

func (m *bankMatching) move(i int) (Date, Money) { return m.moves[i].Date, m.moves[i].Amount }
func (m *bankMatching) line(i int) (Date, Money) { return m.lines[i].Posted, m.lines[i].Amount }

func sameDay(day Date, group []int, at func(int) (Date, Money)) bool {
	return !slices.ContainsFunc(group, func(i int) bool {
		other, _ := at(i)
		return other != day
	})
}

// sumTo finds the fewest of the parts, at least two, that come to a total, preferring the earlier ones; all have its
// sign. Only says that it is the one way of that many parts; where the search was cut short it never says so.
func sumTo(total Money, parts []Money) (picked []int, only bool) {
	if total < 0 {
		total = -total
		parts = slices.Clone(parts)
		for i := range parts {
			parts[i] = -parts[i]
		}
	}
	tries := matchTries
	for count := 2; count <= min(len(parts), matchParts) && tries > 0; count++ {
		var ways [][]int
		var walk func(from int, left Money, taken []int)
		walk = func(from int, left Money, taken []int) {
			if len(taken) == count {
				if left == 0 {
					ways = append(ways, slices.Clone(taken))
				}
				return
			}
			for i := from; i < len(parts) && len(ways) < 2 && tries > 0; i++ {
				if tries--; parts[i] <= left {
					walk(i+1, left-parts[i], append(taken, i))
				}
			}
		}
		walk(0, total, nil)
		if len(ways) > 0 {
			return ways[0], len(ways) == 1 && tries > 0
		}
	}
	return nil, false
}

// daysApart is how many days lie between two days.
func daysApart(a, b Date) int {
	days := int(a.Time().Sub(b.Time()).Hours()) / 24
	return max(days, -days)
}

// likeness counts the words of three letters and more that two texts share.
func likeness(a, b string) int {
	apart := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
	words := strings.FieldsFunc(strings.ToLower(a), apart)
	shared := 0
	for _, w := range strings.FieldsFunc(strings.ToLower(b), apart) {
		if len(w) > 2 && slices.Contains(words, w) {
			shared++
		}
	}
	return shared
}
