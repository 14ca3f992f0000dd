package report_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"lumbung/store/coop"
	"lumbung/store/report"
)

// SavingMoves lets everything that is saved have come in the period.
func (v *village) SavingMoves(context.Context, coop.Date, coop.Date) ([]coop.SavingMove, error) {
	var all []coop.SavingMove
	for _, s := range v.savings {
		for _, account := range coop.SavingAccounts {
			if s.By[account] != 0 {
				all = append(all, coop.SavingMove{Member: s.Member, Account: account, In: s.By[account]})
			}
		}
	}
	return all, nil
}

// Specials has two purposes and a saving without one.
func (v *village) Specials(_ context.Context, _, _ coop.Date) (coop.SpecialRegister, error) {
	rules := coop.SavingRulesOf([]coop.SettingRow{
		{Key: coop.SettingSpecial("lebaran", "name"), Value: "Lebaran"},
		{Key: coop.SettingSpecial("sekolah", "name"), Value: "Uang sekolah"},
	})
	var moves []coop.SavingMove
	for i, code := range []string{"sekolah", "lebaran", "", "lebaran"} {
		if len(v.members) > 0 {
			moves = append(moves, coop.SavingMove{
				Member: v.members[i%len(v.members)], Account: coop.AccountSpecial, Special: coop.SpecialID(code),
				Opening: 100_000_00, In: coop.Money(i) * 10_000_00,
			})
		}
	}
	return coop.NewSpecialRegister(rules, moves, coop.Money(len(moves))*115_000_00), nil
}

func (v *village) SavingsBook(_ context.Context, m coop.Month) (coop.SavingsBook, error) {
	b := coop.SavingsBook{People: map[coop.ID]coop.MemberView{}, Rules: coop.SavingRulesOf(nil)}
	b.Month = m
	for i, member := range v.members {
		b.People[member.Member] = member
		b.Savings = append(b.Savings, coop.SavingMonth{
			Member: member.Member, Account: coop.AccountVoluntary, Opening: coop.Money(i) * 4_000_000_00,
		})
	}
	return b, nil
}

func (v *village) Idle(context.Context, coop.Date) ([]coop.IdleView, error) {
	var all []coop.IdleView
	for i, member := range v.members {
		all = append(all, coop.IdleView{Member: member, Last: coop.Date(min(i, 1)) * 20240901, Months: 15})
	}
	return all, nil
}

func (v *village) Terms(context.Context) ([]coop.TermView, error) {
	if len(v.members) == 0 {
		return nil, nil
	}
	return []coop.TermView{{
		Owner: v.members[0], Held: 5_000_000_00, Opened: true, Accrued: 25_479_00, Term: coop.Term{
			Number: "B-001", Amount: 5_000_000_00, Months: 12, Rate: 600, Date: 20250801, Roll: coop.RollBoth,
		},
	}}, nil
}

// The lists of savings prove themselves against the ledger, and say what stands outside them.
func TestSavingSheets(t *testing.T) {
	v := golden(t)
	v.populate()
	for name, want := range map[string]string{
		"savings-moves": "11.081.250", "terms": "5.000.000", report.SavingsInterest: "belum dicatat",
		"member-places": "Dusun Suka Maju", "special-savings": "Jumlah, 2 penabung",
		"idle-members": "01/09/2024",
	} {
		period := report.Period{Month: 202512}
		s := build(t, v, report.Order{Name: name, Period: period, Lang: "id"})
		var out bytes.Buffer
		if err := report.WriteText(&out, s); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), want) {
			t.Errorf("%s does not say %q:\n%s", name, want, out.String())
		}
	}
}

// The certificate says amount, words, rate and end; a passbook that goes on leaves out what is printed.
func TestMemberPapers(t *testing.T) {
	v := busy(t)
	terms, _ := v.Terms(t.Context())
	var pdf bytes.Buffer
	if err := report.WriteCertificate(t.Context(), &pdf, v, terms[0], "id", 20251231); err != nil {
		t.Fatal(err)
	}
	keep(t, "certificate.pdf", pdf.Bytes())
	read := pdfText(t, pdf.Bytes())
	for _, want := range []string{"B-001", "Rp5.000.000", "lima juta rupiah", "6 % setahun", "1 Agustus 2026"} {
		if !strings.Contains(strings.ToLower(read), strings.ToLower(want)) {
			t.Errorf("the certificate does not say %q:\n%s", want, read)
		}
	}
	lines := coop.Passbook(v.statement, "31102", nil)
	if len(lines) < 4 {
		t.Fatalf("only %d lines", len(lines))
	}
	heads := map[int]int{}
	for _, first := range []int{1, 3} {
		var book bytes.Buffer
		order := report.PassbookOrder{
			Member: v.members[0].Member, Account: "31102", First: first, Lang: "id", To: 20251231,
		}
		if err := report.WritePassbook(t.Context(), &book, v, order); err != nil {
			t.Fatal(err)
		}
		read := pdfText(t, book.Bytes())
		heads[first] = strings.Count(read, "KDMP Contoh")
		if got := strings.Count(read, coop.FormatPlain(lines[len(lines)-1].Balance)); got == 0 {
			t.Errorf("from line %d: the last balance is not there", first)
		}
	}
	if heads[1] == 0 || heads[3] != heads[1]-1 {
		t.Errorf("a page that is laid in again has a head: %v", heads)
	}
}
