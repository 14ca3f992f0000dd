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

// Wherever a page ends, no page begins with a sum whose rows stand on the page before, nor with a row that belongs to
// another, and none ends with a heading: the notes had a sum alone at the head of a page, and the list of savings a
// row without the name of who saves.
func TestPDF_NothingAlone(t *testing.T) {
	for rows := 30; rows < 62; rows++ {
		s := &report.Sheet{Name: "x", Lang: "id", Columns: []report.Column{
			{Key: "name", Title: "Uraian", Kind: report.Text, Width: 100}, {Key: "a", Kind: report.Amount, Width: 40},
		}}
		add := func(kind report.RowKind, with bool, words string) {
			s.Rows = append(s.Rows, report.Row{Kind: kind, With: with, Cells: []report.Cell{
				{Kind: report.Text, Text: words}, {Kind: report.Amount, Amount: 100},
			}})
		}
		for i := range rows {
			add(report.Detail, false, fmt.Sprintf("baris %d", i))
		}
		add(report.Heading, false, "judul")
		add(report.Detail, false, "punya")
		add(report.Detail, true, "ikut")
		add(report.Subtotal, false, "jumlah")
		add(report.Total, false, "semua")
		var pdf bytes.Buffer
		if err := report.WritePDF(&pdf, s); err != nil {
			t.Fatal(err)
		}
		pages := strings.Split(strings.TrimRight(pdfText(t, pdf.Bytes()), "\f"), "\f")
		for n, page := range pages {
			lines := strings.Split(strings.TrimSpace(page), "\n")
			if n > 0 && len(lines) > 1 {
				if first := strings.Fields(lines[1])[0]; first != "baris" && first != "judul" {
					t.Errorf("%d rows: page %d begins with %q", rows, n+1, first)
				}
			}
			if last := lines[max(0, len(lines)-2)]; strings.Contains(last, "judul") {
				t.Errorf("%d rows: page %d ends with a heading", rows, n+1)
			}
		}
	}
}

// Who joined after the year was in its list of dues, with the simpanan pokok of the year after: more than the balance
// sheet of the same day has, and all of them "paid".
func TestDues_OfThatDay(t *testing.T) {
	v := busy(t)
	late := len(v.dues) - 1
	v.dues[late].Member.Joined = "2026-04-06"
	v.dues[late].Paid, v.dues[late].Arrears = [12]coop.Money{}, 0
	s := build(t, v, report.Order{Name: "dues", Period: bookYear})
	if len(s.Rows) != len(v.dues) { // one is not there, and the sum is
		t.Errorf("%d rows of %d members", len(s.Rows), len(v.dues))
	}
	var saved coop.Money
	for _, m := range v.savings {
		if m.Member.Member != v.dues[late].Member.Member {
			saved += m.By[coop.AccountPrincipal]
		}
	}
	if got := figures(s, "principal")["Jumlah"]; got != coop.FormatPlain(saved) {
		t.Errorf("simpanan pokok %s, want %s", got, coop.FormatPlain(saved))
	}
	if !strings.Contains(s.Notes[0].Text, fmt.Sprintf("dari %d anggota", len(v.dues)-1)) {
		t.Error(s.Notes)
	}
}

// buyer has bought in two years.
type buyer struct{ *village }

func (b buyer) MemberStatement(
	_ context.Context, _ coop.ID, from, to coop.Date,
) (coop.MemberStatement, error) {
	s := coop.MemberStatement{
		Member: b.members[0], From: from, To: to, Opening: map[string]coop.Money{"31101": 100_00},
		Closing: map[string]coop.Money{"31101": 100_00, "41101": 85_000_00},
	}
	if from != 0 {
		s.Opening["41101"] = 85_000_00
		s.Closing["41101"] = 170_000_00
		s.Lines = []coop.SavingLine{{Account: "41101", PageLine: coop.PageLine{
			Kind: coop.KindEntry, Date: from, Voucher: "BKM-1", Amount: 85_000_00,
		}}}
	}
	return s, nil
}

// What a member bought in the year before stood as the balance of this year's sales: accounts of the result begin anew.
func TestMemberStatement_YearsApart(t *testing.T) {
	v := buyer{busy(t)}
	s := build(t, v, report.Order{
		Name: report.MemberStatement, Period: report.Period{Year: 2026}, Member: v.members[0].Member,
	})
	if !s.Agrees() {
		t.Error(s.Notes)
	}
	var text strings.Builder
	if err := report.WriteText(&text, s); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(text.String(), "170.000") || !strings.Contains(text.String(), "85.000") {
		t.Error(text.String())
	}
}

// A borrower reads on the receipt what of the instalment was principal and what interest.
func TestSlips_Repaid(t *testing.T) {
	v := busy(t)
	e := v.post(20260115, "", "12101", -250_000, "41201", -15_000, "41204", -1_500, "11101", 266_500)
	e.Occasion, e.Voucher = "member-loan-payment", "BKM-A-2026-000124"
	slips, err := report.Slips(t.Context(), v, report.SlipOrder{Entry: e.ID, English: true})
	if err != nil {
		t.Fatal(err)
	}
	if got := slips[0].For.ID; got != "Angsuran pinjaman anggota – pokok Rp250.000, jasa Rp15.000, denda Rp1.500" {
		t.Error(got)
	}
	if got := slips[0].For.EN; !strings.HasSuffix(got, "principal Rp250.000, interest Rp15.000, penalty Rp1.500") {
		t.Error(got)
	}
	sold := v.post(20260115, "", "41101", -250_000, "11101", 250_000)
	if slips, err = report.Slips(t.Context(), v, report.SlipOrder{Entry: sold.ID}); err != nil ||
		strings.Contains(slips[0].For.ID, "pokok") {
		t.Error(slips, err)
	}
}

// Where nobody but members is served, all of the surplus is from members, also its sen.
func TestIncome_MembersAlone(t *testing.T) {
	v := newVillage(t)
	v.post(20250701, "", "41101", -1000, "11101", 1000)
	e := v.post(20250701, "", "71101", -12, "11201", 12)
	e.Lines[0].Amount, e.Lines[1].Amount = -12_50, 12_50
	s := build(t, v, report.Order{Name: "income", Period: bookYear})
	want(t, figures(s, "now"), `
		dari anggota                       1.012,50
		dari bukan anggota dan keagenan    0
	`)
}

// Each page of a ledger says of which account it is: later pages told only dates and figures.
func TestPDF_SectionGoesOn(t *testing.T) {
	s := build(t, busy(t), report.Order{Name: "ledger", Period: bookYear})
	var pdf bytes.Buffer
	if err := report.WritePDF(&pdf, s); err != nil {
		t.Fatal(err)
	}
	pages := strings.Split(strings.TrimSuffix(pdfText(t, pdf.Bytes()), "\f"), "\f")
	carried := 0
	for n, page := range pages[1:] {
		first := strings.Join(strings.Fields(strings.Split(strings.TrimSpace(page), "\n")[1]), " ")
		if strings.HasSuffix(first, "(lanjutan)") {
			carried++
		} else if len(strings.Fields(first)[0]) != len("11101") {
			t.Errorf("page %d begins with %q", n+2, first)
		}
	}
	if carried == 0 {
		t.Errorf("%d pages, none goes on", len(pages))
	}
}
