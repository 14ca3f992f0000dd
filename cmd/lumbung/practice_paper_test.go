package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lumbung/store"
	"lumbung/store/coop"
	"lumbung/store/report"
)

// paperLook writes every paper of the practice village into a folder, for people to look at.
type paperLook struct {
	*testing.T
	folder, lang string
	book         *store.Book
	today        coop.Date
	year         int
}

func (l *paperLook) keep(name, format string, write func(io.Writer) error) {
	l.Helper()
	var out bytes.Buffer
	if err := write(&out); err != nil {
		l.Errorf("%s: %v", name, err)
		return
	}
	file := strings.ReplaceAll(name, "/", "-") + "." + l.lang + "." + format
	if err := os.WriteFile(filepath.Join(l.folder, file), out.Bytes(), 0o600); err != nil {
		l.Fatal(err)
	}
}

// sheet writes a statement as PDF, workbook and text.
func (l *paperLook) sheet(name string, s *report.Sheet, err error) {
	l.Helper()
	if err != nil {
		l.Errorf("%s: %v", name, err)
		return
	}
	s.Printed = l.today
	for _, format := range []string{"pdf", "xlsx", "text"} {
		l.keep(name, format, func(w io.Writer) error { return report.Write(w, s, format) })
	}
}

// TestEveryPaper_Look writes all papers of the practice village in both languages for people to look at:
// LUMBUNG_REPORTS names the folder.
func TestEveryPaper_Look(t *testing.T) {
	ctx := context.Background()
	folder, book, now := practiceToLook(t)
	for _, lang := range []string{"id", "en"} {
		l := &paperLook{t, folder, lang, book, coop.DateFromTime(now), newPracticeVillage(&now, now).last}
		l.reports(ctx)
		l.slips(ctx)
		l.ofMembers(ctx)
		l.ofMoney(ctx)
		l.ofMeetings(ctx)
	}
}

// reports are the statements of the year that is closed, and of this one until today.
func (l *paperLook) reports(ctx context.Context) {
	for _, r := range report.List() {
		for when, period := range map[string]report.Period{
			"": {Year: l.year}, "-now": {From: l.today/10000*10000 + 101, To: l.today},
		} {
			s, err := report.Build(ctx, l.book, report.Order{Name: r.Name, Period: period, Lang: l.lang})
			l.sheet("report-"+r.Name+when, s, err)
		}
	}
	settings, err := l.book.Settings(ctx)
	if err != nil {
		l.Fatal(err)
	}
	for _, b := range coop.AdminBooks(settings, l.today) {
		s, err := report.AdminSheet(ctx, l.book, b, report.Order{
			Lang: l.lang, Period: report.Period{Date: l.today}, Printed: l.today,
		})
		l.sheet("admin-"+b.Key, s, err)
	}
	l.keep("card", "pdf", func(w io.Writer) error { return report.WriteCard(w, l.lang) })
}

// slips are receipts: of one entry of each occasion.
func (l *paperLook) slips(ctx context.Context) {
	all, err := l.book.Entries(ctx, coop.EntryQuery{From: coop.Date(l.year*10000 + 101), To: l.today})
	if err != nil {
		l.Fatal(err)
	}
	seen := map[string]bool{}
	for i := range all {
		e := &all[i]
		if seen[e.Occasion] {
			continue
		}
		slips, err := report.Slips(ctx, l.book, report.SlipOrder{
			Entry: e.ID, English: l.lang == "en", Party: "Toko Makmur Jaya Abadi", Copy: len(seen) == 2,
		})
		if err != nil {
			continue
		}
		seen[e.Occasion] = true
		l.keep("slip-"+e.Occasion, "pdf", func(w io.Writer) error { return report.WriteSlips(w, slips) })
		for name, paper := range map[string]report.RawPaper{"dot": report.RawDotMatrix, "thermal": report.RawThermal} {
			l.keep("slip-"+e.Occasion+"-"+name, "prn", func(w io.Writer) error {
				data, err := report.SlipBytes(slips, paper)
				if err == nil {
					_, err = w.Write(data)
				}
				return err
			})
		}
		if len(slips) > 2 {
			s, err := report.SlipList(ctx, l.book, report.SlipOrder{Entry: e.ID}, l.lang)
			l.sheet("slip-list-"+e.Occasion, s, err)
		}
	}
}

// ofMembers are passbooks, statements, loan cards and surplus slips.
func (l *paperLook) ofMembers(ctx context.Context) {
	all, err := l.book.Members(ctx, "")
	if err != nil {
		l.Fatal(err)
	}
	for _, m := range all[:3] {
		for _, account := range []string{"31101", "31102", "21101"} {
			l.keep("passbook-"+m.Number+"-"+account, "pdf", func(w io.Writer) error {
				return report.WritePassbook(ctx, w, l.book, report.PassbookOrder{
					Member: m.Member, Account: account, First: 1, Lang: l.lang, To: l.today,
				})
			})
		}
		s, err := report.Build(ctx, l.book, report.Order{
			Name: report.MemberStatement, Period: report.Period{Date: l.today}, Lang: l.lang, Member: m.Member,
		})
		l.sheet("member-"+m.Number, s, err)
	}
	loans, err := l.book.Loans(ctx, l.today)
	if err != nil {
		l.Fatal(err)
	}
	for i := range loans.Loans {
		v := &loans.Loans[i]
		s, err := report.Build(ctx, l.book, report.Order{
			Name: report.LoanCard, Period: report.Period{Date: l.today}, Lang: l.lang, Loan: v.Case.ID,
		})
		l.sheet("loan-"+v.Number, s, err)
	}
	d, err := report.DivisionOf(ctx, l.book, l.year)
	if err != nil {
		l.Fatal(err)
	}
	for _, m := range d.Division.Members[:2] {
		s, err := report.SurplusSlip(ctx, l.book, d, m, l.lang)
		l.sheet("surplus-slip-"+m.Number, s, err)
	}
	terms, err := l.book.Terms(ctx)
	if err != nil {
		l.Fatal(err)
	}
	for _, v := range terms {
		l.keep("certificate-"+v.Number, "pdf", func(w io.Writer) error {
			return report.WriteCertificate(ctx, w, l.book, v, l.lang, l.today)
		})
	}
}

// ofMoney are minutes of counts, and what banks say and are owed.
func (l *paperLook) ofMoney(ctx context.Context) {
	accounts, err := l.book.Accounts(ctx)
	if err != nil {
		l.Fatal(err)
	}
	named := map[string]coop.AccountRow{}
	for _, a := range accounts {
		named[a.Code] = a
	}
	counts, err := l.book.Counts(ctx)
	if err != nil {
		l.Fatal(err)
	}
	for _, c := range counts {
		s, err := report.Minutes(ctx, l.book, c, named[c.Account], l.lang)
		l.sheet("count-"+c.Account, s, err)
	}
	owed, err := l.book.Borrowings(ctx, l.today)
	if err != nil {
		l.Fatal(err)
	}
	for _, v := range owed {
		s, err := report.BorrowSchedule(ctx, l.book, v, l.today, l.lang)
		l.sheet("borrowing", s, err)
	}
	bank, err := l.book.Bank(ctx, "11201", l.today)
	if err != nil {
		l.Fatal(err)
	}
	s, err := report.BankSheet(ctx, l.book, report.BankProof{
		Bank: bank, Proof: bank.Prove(nil, 1_000_000*coop.Rupiah), Account: named["11201"], By: practiceTreasurer,
		Reason: "biaya administrasi belum dicatat", Describe: func(s coop.SubLine) string { return s.Remark },
	}, l.lang)
	l.sheet("reconcile", s, err)
}

// ofMeetings are the papers of every meeting, and the annual one's pack.
func (l *paperLook) ofMeetings(ctx context.Context) {
	all, err := l.book.Meetings(ctx)
	if err != nil {
		l.Fatal(err)
	}
	for _, m := range all {
		for _, name := range report.MeetingPapers {
			s, err := report.MeetingPaper(ctx, l.book, name, m, l.lang)
			l.sheet("meeting-"+name+"-"+m.Meeting.Date.String(), s, err)
		}
	}
	pack, err := report.BuildPack(ctx, l.book, report.PackOrder{Year: l.year, Lang: l.lang, Printed: l.today})
	if err != nil {
		l.Fatal(err)
	}
	for _, format := range []string{"pdf", "xlsx"} {
		l.keep("pack", format, func(w io.Writer) error { return pack.Write(w, format) })
	}
}
