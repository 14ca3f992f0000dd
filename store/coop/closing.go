package coop

import (
	"cmp"
	"fmt"
	"slices"
)

// Accounts of the year's end (domain §4 and §8.2).
const (
	AccountSummary   = "91101" // ikhtisar SHU: through it every revenue and cost goes, and nothing stays on it
	AccountSurplus   = "31501" // SHU tahun berjalan: the surplus of the year that was just closed
	AccountUndivided = "31502" // SHU tahun lalu belum dibagi: what the RAT divides
	AccountDeficit   = "31503" // akumulasi rugi
)

// Voucher books of the two entries that a year close makes. They take no number of any device's series: there is one
// of each for a year, and a device that lost its close must not leave a gap.
const (
	BookClosing = "TUTUP"  // the closing entry on the year's last day
	BookRoll    = "PINDAH" // the roll to the undivided surplus on the next day
)

// Words that take the place of an occasion in those entries.
const (
	OccasionClosing = "year-closing"
	OccasionRoll    = "year-roll"
)

func (b Close) version() uint8 { return second(len(b.Lines) > 0) }

// IsResult says whether an account of this type is part of a year's result and closed at its end.
func (t AccountType) IsResult() bool { return t == Revenue || t == ContraRevenue || t == Expense }

// ClosingLines gives the closing entry of a year that ends with a month (domain §8.2 C1–C3): every account of the
// result, by outlet, to nothing, through AccountSummary to AccountSurplus, or to AccountDeficit where the year made a
// loss. What stands on AccountSurplus from before the book began goes along. Empty: there is nothing to close.
func ClosingLines(s State, through Month) []Line { return closingLines(s, through, nil) }

// outletAccount is one account of one outlet.
type outletAccount struct{ account, outlet string }

// totals adds up lines by account and outlet.
func totals(lines []Line) map[outletAccount]Money {
	sums := map[outletAccount]Money{}
	for _, l := range lines {
		sums[outletAccount{l.Account, l.Outlet}] += l.Amount
	}
	return sums
}

// closingLines leaves out what the entry with lines without added to the balances.
func closingLines(s State, through Month, without []Line) []Line {
	types := map[string]AccountType{}
	s.Scan(&AccountRow{}, 0, func(r Record) bool {
		types[r.(*AccountRow).Code] = r.(*AccountRow).Type
		return true
	})
	sums := map[outletAccount]Money{}
	for at, m := range totals(without) {
		sums[at] = -m
	}
	s.Scan(&BalanceRow{}, 0, func(r Record) bool {
		if b := r.(*BalanceRow); b.Month <= through {
			sums[outletAccount{b.Account, b.Outlet}] += b.Debit - b.Credit
		}
		return true
	})
	var revenue, costs []Line
	var earned, spent Money
	for at, sum := range sums {
		line := Line{Account: at.account, Outlet: at.outlet, Amount: -sum}
		switch {
		case sum == 0:
		case types[at.account] == Expense:
			costs, spent = append(costs, line), spent+sum
		case types[at.account].IsResult() || at.account == AccountSurplus:
			revenue, earned = append(revenue, line), earned-sum
		}
	}
	byPlace := func(a, b Line) int {
		return cmp.Or(cmp.Compare(a.Account, b.Account), cmp.Compare(a.Outlet, b.Outlet))
	}
	slices.SortFunc(revenue, byPlace)
	slices.SortFunc(costs, byPlace)
	lines := through91101(revenue, -earned)
	lines = append(lines, through91101(costs, spent)...)
	result := earned - spent
	summary := Line{Account: AccountSummary, Amount: result}
	switch {
	case result > 0:
		lines = append(lines, summary, Line{Account: AccountSurplus, Amount: -result})
	case result < 0:
		lines = append(lines, Line{Account: AccountDeficit, Amount: -result}, summary)
	}
	return lines
}

// through91101 puts what the lines close on the summary.
func through91101(lines []Line, sum Money) []Line {
	if sum != 0 {
		lines = append(lines, Line{Account: AccountSummary, Amount: sum})
	}
	return lines
}

// ClosingResult is the surplus, or the loss where negative, that a closing entry carries.
func ClosingResult(lines []Line) (result Money) {
	n := len(lines)
	for i, l := range lines {
		if l.Account == AccountSurplus && l.Amount < 0 && i == n-1 {
			return -l.Amount
		}
		if l.Account == AccountDeficit {
			result -= l.Amount
		}
	}
	return result
}

// RollLines is what goes on the day after the year from the year's surplus to the undivided one (domain §8.2 C4). A
// loss stays where it is until the RAT decides; so it is empty then.
func RollLines(closing []Line) []Line {
	result := ClosingResult(closing)
	if result <= 0 {
		return nil
	}
	return []Line{{Account: AccountSurplus, Amount: result}, {Account: AccountUndivided, Amount: -result}}
}

// soundClosing reads the second version of a close: of a year, with a closing entry that knows only accounts and
// outlets.
func soundClosing(b *Close) bool {
	for _, l := range b.Lines {
		if l != (Line{Account: l.Account, Outlet: l.Outlet, Amount: l.Amount}) {
			return false
		}
	}
	return soundPeriod(b) && b.Year && len(b.Lines) > 0 && soundLines(b.Lines)
}

// checkClosing says what is against a closing entry by itself: it balances, passes through the summary and leaves
// nothing on it, and touches no account but those of the result and its ends.
func (f *Fold) checkClosing(a *arrival, b *Close) What {
	if len(b.Lines) == 0 {
		return WhatNone
	}
	if what := CheckLines(b.Lines); what != WhatNone {
		return what
	}
	var summary Money
	codes := []string{AccountUndivided}
	for _, l := range b.Lines {
		codes = append(codes, l.Account)
		if l.Account == AccountSummary {
			summary += l.Amount
		}
	}
	if summary != 0 {
		return WhatUnbalanced
	}
	for _, code := range codes {
		add, ok := f.accountOf(a, code)
		switch code {
		case AccountSummary, AccountSurplus, AccountDeficit, AccountUndivided:
		default:
			ok = ok && add.Type.IsResult()
		}
		if !ok || add.Type == Memo {
			return WhatAccount
		}
	}
	if slices.ContainsFunc(b.Lines, func(l Line) bool { return l.Account == AccountUndivided }) {
		return WhatAccount
	}
	return WhatNone
}

// linesOf gives the closing entry that a recorded close carries.
func (f *Fold) linesOf(c *CloseRow) []Line {
	if !c.Year {
		return nil
	}
	row := ChangeRow{Log: c.Log, Seq: c.Seq, Hash: c.Hash}
	if !f.state.Get(&row) {
		return nil
	}
	change, err := DecodeChange(row.Bytes)
	if err != nil || change.Version < 2 {
		return nil
	}
	b, err := DecodeBody[Close](change.Body)
	if err != nil {
		return nil
	}
	return b.Lines
}

// closeBooks makes the entries that a holding year close stands for, or takes them away where it holds no more. Their
// ids derive from the close's hash; they are there exactly as long as it holds.
func (f *Fold) closeBooks(c *CloseRow, holds bool) {
	closing := f.linesOf(c)
	if len(closing) == 0 {
		return
	}
	change := ChangeRow{Log: c.Log, Seq: c.Seq, Hash: c.Hash}
	f.state.Get(&change)
	last := c.Period.Last()
	for i, lines := range [][]Line{closing, RollLines(closing)} {
		if len(lines) == 0 {
			continue
		}
		day := last.AddDays(i)
		e := &EntryRow{
			ID: HashID(c.Hash, i), Kind: KindClose, Log: c.Log, Seq: c.Seq, Hash: c.Hash, Lamport: c.Lamport,
			At: change.At, Author: c.Author, Date: day, Posted: day, Book: []string{BookClosing, BookRoll}[i],
			Serial: int64(last) / 10000, Occasion: []string{OccasionClosing, OccasionRoll}[i],
		}
		for _, l := range lines {
			e.Amount += max(0, l.Amount)
		}
		if holds {
			f.keepEntry(e, lines)
			f.post(day, lines, +1)
			continue
		}
		f.post(day, lines, -1)
		f.state.Delete(e)
		for n, l := range lines {
			f.state.Delete(lineRow(e, n, l))
		}
	}
}

// closedAfter gives what closing entries of this close, and of a year close that follows on the same day, added to the
// balances at its end: what it did not see.
func (f *Fold) closedAfter(closes []holding, i int) (lines []Line) {
	for j := i; j < len(closes) && closes[j].end() == closes[i].end(); j++ {
		lines = append(lines, f.linesOf(&closes[j].CloseRow)...)
	}
	return lines
}

// closings lists holding year closes whose entry does not bring the result of what they contain to nothing.
func (f *Fold) closings() []Exception {
	var out []Exception
	closes := f.closes()
	for i := range closes {
		c := &closes[i]
		lines := f.linesOf(&c.CloseRow)
		if len(lines) == 0 || slices.Equal(lines, closingLines(f.state, c.Period, f.closedAfter(closes, i))) {
			continue
		}
		out = append(out, Exception{
			What: WhatClosing, Subject: c.Hash, Kind: KindClose, Month: c.Period, Log: c.Log, Seq: c.Seq,
		})
	}
	return out
}

// summed gives what year closes took off an account without naming members, so that the rest can be looked at.
func (f *Fold) summed(account string) (sum Money) {
	closes := f.closes()
	for i := range closes {
		for _, l := range f.linesOf(&closes[i].CloseRow) {
			if l.Account == account {
				sum += l.Amount
			}
		}
	}
	return sum
}

// closingNumber writes the number of an entry that a year close made: TUTUP 2025.
func closingNumber(book string, year int64) string { return fmt.Sprintf("%s %04d", book, year) }
