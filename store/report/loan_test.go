package report_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"lumbung/store/coop"
	"lumbung/store/report"
)

// Loans makes the one loan of the golden year (M-001) of what the journal says, and a second one where there is more.
func (v *village) Loans(ctx context.Context, to coop.Date) (coop.LoanRegister, error) {
	r := coop.LoanRegister{Day: to, Rules: coop.LoanRulesAt(nil, to), OwnCapital: 13_550_000_00}
	c := &coop.LoanCase{ID: coop.ID{1}, Granted: true, Loan: coop.Loan{Related: true}}
	c.Terms = coop.LoanTerms{
		Method: coop.MethodFlat, Principal: 10_000_000_00, Months: 12, Rate: 1200, Rounding: coop.RoundHalfUp,
		First: 20250922, Penalty: 100, Order: coop.PaymentUsual, Advance: coop.AdvancePark,
	}
	for _, e := range v.entries {
		lends := false
		for _, l := range e.Lines {
			lends = lends || l.Account == "12101" || l.Account == "12201"
		}
		for _, l := range e.Lines {
			if l.Account == "12101" || l.Account == "12201" || lends && strings.HasPrefix(l.Account, "412") {
				c.Moves = append(c.Moves, coop.LoanMove{
					Entry: e.ID, Kind: e.Kind, Date: e.Date, Posted: e.Posted, Account: l.Account, Amount: l.Amount,
					Voucher: e.Voucher, Remark: e.Remark,
				})
			}
		}
	}
	rows, err := v.TrialBalance(ctx, 0, to)
	for _, b := range rows {
		switch {
		case coop.IsLoan(b.Account.Code):
			r.Ledger += b.Closing()
		case b.Account.Code == coop.AccountLoanLoss:
			r.Allowance -= b.Closing()
		}
	}
	view := coop.LoanView{LoanState: c.StateAt(to, r.Rules), Number: "PJ-A-8", MemberNumber: "M-001", Rules: r.Rules}
	view.MemberName = "Aminah"
	r.Loans = append(r.Loans, view)
	r.Ledger += v.unnamed
	return r, err
}

func (v *village) Loan(ctx context.Context, _ coop.ID, to coop.Date) (coop.LoanView, error) {
	r, err := v.Loans(ctx, to)
	return r.Loans[0], err
}

// The golden year's loan on every register: 8.333.334 owed, 41.667 provided for, and both agree with the ledger.
func TestGoldenLoans(t *testing.T) {
	v := golden(t)
	s := build(t, v, report.Order{Name: "loans", Period: bookYear})
	want(t, figures(s, "outstanding"), "Aminah 8.333.334\nJumlah 8.333.334")
	want(t, figures(s, "lent"), "Aminah 10.000.000")
	if !said(s, "Sama dengan akun pinjaman di buku besar (121): Rp8.333.334.") {
		t.Error(s.Notes)
	}
	s = build(t, v, report.Order{Name: "loan-quality", Period: bookYear})
	want(t, figures(s, "outstanding"), "Aminah 8.333.334\nLancar 8.333.334\nJumlah 8.333.334")
	want(t, figures(s, "provision"), "Jumlah 41.667")
	want(t, figures(s, "loan-due-now"), "Jumlah 3.733.332")
	want(t, figures(s, "paid-parts"), "Jumlah 1.866.666")
	want(t, figures(s, "arrears-principal"), "Jumlah 1.666.666")
	want(t, figures(s, "arrears-interest"), "Jumlah 200.000")
	if !said(s, "(NPL) 0 % dari sisa pokok: sehat") || !said(s, "Rp41.667, sama dengan akun 12109") {
		t.Error(s.Notes)
	}
	s = build(t, v, report.Order{Name: "loan-arrears", Period: bookYear})
	want(t, figures(s, "age-30"), "Jumlah 933.333")
	want(t, figures(s, "age-60"), "Jumlah 933.333")
	want(t, figures(s, "total"), "Aminah 1.911.466") // with 44.800 of penalty up to the day
	card := build(t, v, report.Order{Name: report.LoanCard, Period: bookYear, Loan: coop.ID{1}})
	if !said(card, "Rp10.000.000 selama 12 bulan, jasa tetap (flat) 12 % setahun; sebenarnya 21,46 %") ||
		!said(card, "BM-A-42") || len(card.Rows) != 13 || card.About != "PJ-A-8 · Aminah · No. anggota M-001" {
		t.Errorf("%s, %d rows, %v", card.About, len(card.Rows), card.Notes)
	}
}

// What stands under no loan is a row of its own, so that the register comes to the ledger and says why.
func TestLoans_Unnamed(t *testing.T) {
	v := golden(t)
	v.unnamed = 500_000_00
	s := build(t, v, report.Order{Name: "loans", Period: bookYear})
	want(t, figures(s, "outstanding"), "Belum dirinci 500.000\nJumlah 8.833.334")
	if !said(s, "Rp500.000 belum dirinci") || !s.Agrees() {
		t.Error(s.Notes)
	}
	s = build(t, v, report.Order{Name: "related-loans", Period: bookYear})
	want(t, figures(s, "outstanding"), "Jumlah 8.333.334")
	if !said(s, "lebih dari batas Rp1.355.000, yaitu 10 % dari modal sendiri Rp13.550.000") {
		t.Error(s.Notes)
	}
	for _, name := range []string{"loans", "loan-arrears", "loan-quality", "related-loans"} {
		for _, lang := range []string{"id", "en"} {
			s := build(t, v, report.Order{Name: name, Period: bookYear, Lang: lang})
			for _, format := range report.Formats {
				var b bytes.Buffer
				if err := report.Write(&b, s, format); err != nil || b.Len() == 0 {
					t.Error(name, format, err)
				}
			}
			text := fmt.Sprint(s.Notes, s.Columns)
			if strings.Contains(text, "report.") || strings.Contains(text, "{0}") {
				t.Errorf("%s in %s: %s", name, lang, text)
			}
		}
	}
}
