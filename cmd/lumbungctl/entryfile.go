package main

import (
	"slices"
	"strings"

	"lumbung/store/coop"
)

// subject finds what the rows of a file speak of: the chart, the members, the units of the book.
type subject struct {
	accounts map[string]coop.AccountRow
	members  map[string]coop.ID // by number
	outlets  map[string]bool
}

// entryColumns are the columns of a journal file.
var (
	entryColumns = []string{
		"no", "tanggal", "bukti", "uraian", "anggota", "kode_akun", "nama_akun", "debit", "kredit",
	}
	entryColumnsOptional = []string{"unit", "pinjaman"}
)

// fileEntry is one entry of a journal file with the rows it came from.
type fileEntry struct {
	no   string
	rows []sheetRow
	body coop.Entry
}

// readEntries reads a journal file: one posting a row, the rows of one entry share no.
func readEntries(path string, known subject) (string, []*fileEntry, error) {
	s, err := readSheet(path, entryColumns, entryColumnsOptional)
	if err != nil {
		return "", nil, err
	}
	var entries []*fileEntry
	byNo := map[string]*fileEntry{}
	for _, row := range s.rows {
		no, err := row.must("no")
		if err != nil {
			return "", nil, err
		}
		e := byNo[no]
		if e == nil {
			e = &fileEntry{no: no}
			byNo[no] = e
			entries = append(entries, e)
		}
		if err := e.add(row, known); err != nil {
			return "", nil, err
		}
	}
	if len(entries) == 0 {
		return "", nil, refuse("ctl.sheet.no-rows", s.file)
	}
	for _, e := range entries {
		if err := e.balance(known); err != nil {
			return "", nil, err
		}
		e.body.Once = coop.ImportOnce(s.file, e.no)
	}
	return s.file, entries, nil
}

// add takes in one row.
func (e *fileEntry) add(row sheetRow, known subject) error {
	if err := e.head(row); err != nil {
		return err
	}
	line, err := known.line(row)
	if err != nil {
		return err
	}
	e.rows = append(e.rows, row)
	e.body.Lines = append(e.body.Lines, line)
	return nil
}

// head takes what the rows of one entry share. It stands in the first of them; the others repeat it or leave it empty.
// Texts that differ are all kept.
func (e *fileEntry) head(row sheetRow) error {
	if len(e.rows) == 0 || row.text("tanggal") != "" {
		day, err := row.date("tanggal")
		if err != nil {
			return err
		}
		if len(e.rows) > 0 && day != e.body.Date {
			return row.wrong("tanggal", "ctl.want.same-date", e.no, e.body.Date)
		}
		e.body.Date = day
	}
	if evidence := row.text("bukti"); evidence != "" {
		if e.body.Evidence != "" && evidence != e.body.Evidence {
			return row.wrong("bukti", "ctl.want.same-evidence", e.no, e.body.Evidence)
		}
		e.body.Evidence = evidence
	}
	if remark := row.text("uraian"); remark != "" && !slices.Contains(e.remarks(), remark) {
		e.body.Remark = strings.TrimPrefix(e.body.Remark+"; "+remark, "; ")
	}
	return nil
}

func (e *fileEntry) remarks() []string {
	var all []string
	for _, row := range e.rows {
		all = append(all, row.text("uraian"))
	}
	return all
}

// line reads one debit or credit.
func (k subject) line(row sheetRow) (coop.Line, error) {
	account, err := k.account(row, "kode_akun")
	if err != nil {
		return coop.Line{}, err
	}
	line := coop.Line{Account: account.Code}
	debit, err := row.amount("debit")
	if err != nil {
		return line, err
	}
	credit, err := row.amount("kredit")
	if err != nil {
		return line, err
	}
	switch {
	case debit < 0:
		return line, row.wrong("debit", "ctl.want.positive")
	case credit < 0:
		return line, row.wrong("kredit", "ctl.want.positive")
	case (debit == 0) == (credit == 0):
		return line, row.wrong("debit", "ctl.want.one-side")
	}
	line.Amount = debit - credit
	if line.Member, err = k.member(row, "anggota"); err != nil {
		return line, err
	}
	if line.Outlet, err = k.outlet(row, "unit"); err != nil {
		return line, err
	}
	if row.text("pinjaman") != "" {
		if line.Loan, err = coop.ParseID(row.text("pinjaman")); err != nil {
			return line, row.wrong("pinjaman", "ctl.want.loan")
		}
	}
	return line, nil
}

// account reads a code that takes lines.
func (k subject) account(row sheetRow, column string) (coop.AccountRow, error) {
	account, known := k.accounts[row.text(column)]
	switch {
	case !known:
		return account, row.wrong(column, "ctl.want.account")
	case account.Heading:
		return account, row.wrong(column, "ctl.want.no-heading")
	}
	return account, nil
}

// member reads a member's number; empty is nobody.
func (k subject) member(row sheetRow, column string) (coop.ID, error) {
	number := row.text(column)
	if number == "" {
		return coop.ID{}, nil
	}
	id, known := k.members[number]
	if !known {
		return id, row.wrong(column, "ctl.want.member")
	}
	return id, nil
}

// outlet reads a unit's code; empty is none.
func (k subject) outlet(row sheetRow, column string) (string, error) {
	code := row.text(column)
	if code != "" && !k.outlets[code] {
		return "", row.wrong(column, "ctl.want.outlet")
	}
	return code, nil
}

// balance wants debits equal to credits, among memo accounts too, and says by how much they differ.
func (e *fileEntry) balance(known subject) error {
	var debit, credit, memo coop.Money
	for _, line := range e.body.Lines {
		if line.Amount > 0 {
			debit += line.Amount
		} else {
			credit -= line.Amount
		}
		if known.accounts[line.Account].Type == coop.Memo {
			memo += line.Amount
		}
	}
	last := e.rows[len(e.rows)-1]
	if debit != credit {
		return last.wrong("no", "ctl.want.balance", e.no, debit, credit)
	}
	if what := coop.CheckLines(e.body.Lines); what != coop.WhatNone {
		return last.wrong("no", "ctl.want.lines", e.no)
	}
	if memo != 0 {
		return last.wrong("no", "ctl.want.memo", e.no)
	}
	return nil
}
