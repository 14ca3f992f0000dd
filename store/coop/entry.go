package coop

import (
	"fmt"
	"strings"
)

// maxLineAmount bounds one line, and what all debits of an entry come to: a trillion rupiah.
const maxLineAmount = Money(1_000_000_000_000) * Rupiah

// maxLines bounds an entry.
const maxLines = 1 << 15

// OpeningAccount is what opening balances stand against (domain §4: must be cleared to zero).
const OpeningAccount = "31901"

func isEntry(k Kind) bool { return k == KindEntry || k == KindReversal || k == KindOpening }

// recordEntry makes the row of an entry, reversal or opening balance, numbers its voucher and seats it. An entry
// that does not count is kept with its number and its lines; it posts nothing.
func (f *Fold) recordEntry(a *arrival, what What) What {
	e := &EntryRow{
		ID: a.id(0), Kind: a.Kind, Log: a.Log, Seq: a.Seq, Hash: a.Hash, Lamport: a.Lamport, At: a.At,
		Author: a.Author,
	}
	lines, fault := f.entryLines(a, e)
	if what == WhatNone {
		what = fault
	}
	e.Fault = what
	if what == WhatNone && f.unapproved(a, lines) {
		f.irregular(a, WhatUnapproved) // beside what seating it finds
	}
	for _, l := range lines {
		if l.Amount > 0 {
			e.Amount += l.Amount
		}
	}
	e.Book = bookOf(lines)
	f.number(a, e)
	if !e.Once.IsZero() {
		f.state.Put(&ClaimRow{Once: e.Once, Entry: e.ID})
		claimed := ClaimedRow{Once: e.Once}
		f.state.Get(&claimed)
		claimed.Times++
		f.state.Put(&claimed)
		if claimed.Times > 1 {
			f.keepEntry(e, lines)
			f.settle(e.Once)
			f.state.Get(e)
			return e.What
		}
	}
	f.seat(e, lines, WhatNone)
	return e.What
}

func (f *Fold) keepEntry(e *EntryRow, lines []Line) {
	f.state.Put(e)
	for i, l := range lines {
		f.state.Put(lineRow(e, i, l))
	}
}

// entryLines fills in e what the body says and gives the lines with what is against them.
func (f *Fold) entryLines(a *arrival, e *EntryRow) ([]Line, What) {
	switch b := a.Body.(type) {
	case *Entry:
		e.Date, e.Occasion, e.Remark, e.Evidence = b.Date, b.Occasion, b.Remark, b.Evidence
		e.Corrects, e.Sealed = b.Corrects, b.Sealed
		if !b.Once.IsZero() {
			e.Once = b.Once.ID()
		}
		return b.Lines, f.checkLines(a, b.Lines)
	case *Opening:
		e.Date = b.Date
		e.Once = OpeningOnce(b.Account, b.Outlet, b.Member).ID()
		lines := []Line{
			{Account: b.Account, Amount: b.Amount, Member: b.Member, Outlet: b.Outlet},
			{Account: OpeningAccount, Amount: -b.Amount},
		}
		return lines, f.checkLines(a, lines)
	case *Reversal:
		e.Date, e.Remark, e.Reverses = b.Date, b.Reason, b.Entry
		e.Once = ReversalOnce(b.Entry).ID()
		original := EntryRow{ID: b.Entry}
		// A closing entry is not reversed: the year is reopened.
		if !f.state.Get(&original) || original.Kind == KindClose || !f.inPast(a, original.head()) {
			return nil, WhatNoSubject
		}
		lines := f.Lines(b.Entry)
		for i := range lines {
			lines[i].Amount = -lines[i].Amount
			lines[i].Quantity = -lines[i].Quantity
		}
		return lines, WhatNone
	}
	return nil, WhatMalformed
}

func (e *EntryRow) head() Head   { return Head{Log: e.Log, Seq: e.Seq, Hash: e.Hash} }
func (e *EntryRow) stamp() stamp { return stamp{e.Lamport, e.Hash} }

// ReversalOnce is the once-rule of an entry's reversal.
func ReversalOnce(entry ID) Once { return Once{Rule: "reversal", Subject: entry.String()} }

// OpeningOnce is the once-rule of an opening balance: one for each account, outlet and member.
func OpeningOnce(account, outlet string, member ID) Once {
	return Once{Rule: "opening", Subject: account + "\x01" + outlet + "\x01" + member.String()}
}

// ImportOnce is the once-rule of row no of an imported file or sheet.
func ImportOnce(file, no string) Once { return Once{Rule: ruleImport, Subject: file, Period: no} }

// CheckLines says what is against the lines of an entry by themselves: fewer than two, a zero or far too large
// amount, far too much together, or debits that differ from credits.
func CheckLines(lines []Line) What {
	if len(lines) < 2 || len(lines) > maxLines {
		return WhatUnbalanced
	}
	var sum, debits Money
	for _, l := range lines {
		if l.Amount == 0 || l.Amount > maxLineAmount || l.Amount < -maxLineAmount {
			return WhatUnbalanced
		}
		sum += l.Amount
		debits += max(0, l.Amount)
	}
	if sum != 0 || debits > maxLineAmount {
		return WhatUnbalanced
	}
	return WhatNone
}

func (f *Fold) checkLines(a *arrival, lines []Line) What {
	if what := CheckLines(lines); what != WhatNone {
		return what
	}
	var outside Money // what stands on memo accounts: it must balance by itself, else assets differ from their claims
	for _, l := range lines {
		known, memo := f.accountKnown(a, l.Account)
		if !known {
			return WhatAccount
		}
		if memo {
			outside += l.Amount
		}
		if !l.Member.IsZero() && !f.memberKnown(a, l.Member) {
			return WhatNoSubject
		}
	}
	if outside != 0 {
		return WhatUnbalanced
	}
	return WhatNone
}

func lineRow(e *EntryRow, n int, l Line) *LineRow {
	return &LineRow{
		Entry: e.ID, N: int64(n), Account: l.Account, Amount: l.Amount, Posted: e.Posted, Member: l.Member,
		Month: l.Month, Outlet: l.Outlet, Loan: l.Loan, Supplier: l.Supplier, Item: l.Item, Quantity: l.Quantity,
		Asset: l.Asset,
	}
}

// Line gives the row back as a line.
func (r *LineRow) Line() Line {
	return Line{
		Account: r.Account, Amount: r.Amount, Member: r.Member, Month: r.Month, Outlet: r.Outlet, Loan: r.Loan,
		Supplier: r.Supplier, Item: r.Item, Quantity: r.Quantity, Asset: r.Asset,
	}
}

// Lines reads the lines of an entry.
func (f *Fold) Lines(entry ID) []Line {
	var lines []Line
	f.state.Scan(&LineRow{Entry: entry}, 1, func(r Record) bool {
		lines = append(lines, r.(*LineRow).Line())
		return true
	})
	return lines
}

// bookOf says in which voucher book an entry is numbered: BKM and BKK for cash in and out, BBM and BBK for bank, BM
// for the rest (domain §1 Bukti). Cash goes before bank, so money carried to the bank is a BKK.
func bookOf(lines []Line) string {
	var cash, bank Money
	for _, l := range lines {
		switch {
		case strings.HasPrefix(l.Account, "111"):
			cash += l.Amount
		case strings.HasPrefix(l.Account, "112"):
			bank += l.Amount
		}
	}
	switch {
	case cash > 0:
		return "BKM"
	case cash < 0:
		return "BKK"
	case bank > 0:
		return "BBM"
	case bank < 0:
		return "BBK"
	}
	return "BM"
}

// number numbers e in its log, book and year without gaps. Where the log forked, the number is found by walking back
// e's own branch, so that it does not depend on which branch arrived first.
func (f *Fold) number(a *arrival, e *EntryRow) {
	year := int64(e.Date) / 10000
	row := VoucherRow{Log: a.Log, Book: e.Book, Year: year}
	f.state.Get(&row)
	e.Serial = row.Serial + 1
	if f.line(a.Log).forked() {
		e.Serial = f.serialBefore(a, e.Book, year) + 1
	}
	if e.Serial > row.Serial {
		row.Serial = e.Serial
		f.state.Put(&row)
	}
}

func (f *Fold) serialBefore(a *arrival, book string, year int64) int64 {
	for at := (Head{Log: a.Log, Seq: a.Seq - 1, Hash: a.Prev}); at.Seq > 0; {
		row := ChangeRow{Log: at.Log, Seq: at.Seq, Hash: at.Hash}
		if !f.state.Get(&row) {
			return 0
		}
		if isEntry(row.Kind) {
			e := EntryRow{ID: HashID(row.Hash, 0)}
			if f.state.Get(&e) && e.Book == book && int64(e.Date)/10000 == year {
				return e.Serial
			}
		}
		at = Head{Log: at.Log, Seq: at.Seq - 1, Hash: row.Prev}
	}
	return 0
}

// VoucherNumber writes a voucher number: BKM-A-2026-000123 (design §5). Letters are those of the device's log.
// Entries that a year close made are numbered by their year.
func VoucherNumber(book, letters string, date Date, serial int64) string {
	if book == BookClosing || book == BookRoll {
		return closingNumber(book, serial)
	}
	return fmt.Sprintf("%s-%s-%04d-%06d", book, letters, date/10000, serial)
}
