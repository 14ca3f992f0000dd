package report_test

import (
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"lumbung/assets"
	"lumbung/store/coop"
	"lumbung/store/report"
)

// village is a Source over entries in memory: sums are added up anew from the lines, so that a statement is compared
// with the plainest reading of the journal.
type village struct {
	chart   map[string]coop.AccountRow
	entries []coop.EntryView
	members []coop.MemberView
	savings []coop.SavingsView
	dues    []coop.DueView

	statement coop.MemberStatement
	meetings  []coop.MeetingView
	unnamed   coop.Money // lent under no loan
}

func newVillage(t testing.TB) *village {
	t.Helper()
	chart, err := coop.LoadChart(assets.Chart())
	if err != nil {
		t.Fatal(err)
	}
	v := &village{chart: map[string]coop.AccountRow{}}
	for _, a := range chart {
		v.chart[a.Code] = coop.AccountRow{
			Code: a.Code, NameID: a.NameID, NameEN: a.NameEN, Type: a.Type, Heading: a.Heading, Credit: a.NormalCredit,
			Sub: a.Sub,
		}
	}
	return v
}

// post adds an entry of (account, rupiah) pairs, debit positive.
func (v *village) post(on coop.Date, remark string, pairs ...any) *coop.EntryView {
	n := len(v.entries) + 1
	e := coop.EntryView{Voucher: "BM-A-" + strconv.Itoa(n)}
	e.ID[0], e.ID[1] = byte(n>>8), byte(n)
	e.Kind, e.Date, e.Posted, e.Remark = coop.KindEntry, on, on, remark
	for i := 0; i < len(pairs); i += 2 {
		code, rupiah := pairs[i].(string), pairs[i+1].(int)
		a := v.chart[code]
		e.Lines = append(e.Lines, coop.LineView{
			Line:        coop.Line{Account: code, Amount: coop.Money(rupiah) * coop.Rupiah},
			AccountName: [2]string{a.NameID, a.NameEN},
		})
		e.Amount += max(0, coop.Money(rupiah)*coop.Rupiah)
	}
	v.entries = append(v.entries, e)
	return &v.entries[len(v.entries)-1]
}

// golden is the village of domain §8.1: 63 entries of a first, short book year.
func golden(t testing.TB) *village {
	t.Helper()
	v := newVillage(t)
	file, err := os.Open("testdata/golden-ledger.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	in := csv.NewReader(file)
	rows, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var pairs []any
	for i, row := range rows[1:] {
		debit, _ := strconv.Atoi(cmp.Or(row[4], "0"))
		credit, _ := strconv.Atoi(cmp.Or(row[5], "0"))
		pairs = append(pairs, row[3], debit-credit)
		if i+2 == len(rows) || rows[i+2][0] != row[0] {
			on, _ := strconv.Atoi(strings.ReplaceAll(row[1], "-", ""))
			v.post(coop.Date(on), row[2], pairs...)
			pairs = nil
		}
	}
	return v
}

func (v *village) Info(context.Context) (coop.Info, error) {
	return coop.Info{Cooperative: coop.CoopRow{Name: "KDMP Contoh", Village: "6112012001"}}, nil
}

func (v *village) Users(context.Context) ([]coop.UserRow, error) {
	return []coop.UserRow{
		{Name: "Sari Wulandari", Role: coop.RoleTreasurer},
		{Name: "Hasan Basri", Role: coop.RoleChair},
		{Name: "Yohanes Dapa", Role: coop.RoleSupervisor},
		{Name: "Maria Goreti", Role: coop.RoleSecretary},
	}, nil
}

func (v *village) OwnOccasions(context.Context) ([]coop.OccasionRow, error) { return nil, nil }

func (v *village) TrialBalance(_ context.Context, from, to coop.Date) ([]coop.AccountBalance, error) {
	sums := map[string]*coop.AccountBalance{}
	for _, e := range v.entries {
		for _, l := range e.Lines {
			for _, code := range []string{l.Account, l.Account[:2], l.Account[:1]} {
				a, ok := v.chart[code]
				if !ok || e.Posted == 0 || e.Posted > to {
					continue
				}
				if sums[code] == nil {
					sums[code] = &coop.AccountBalance{Account: a}
				}
				switch {
				case e.Posted < from:
					sums[code].Opening += l.Amount
				case l.Amount > 0:
					sums[code].Debit += l.Amount
				default:
					sums[code].Credit -= l.Amount
				}
			}
		}
	}
	var all []coop.AccountBalance
	for _, b := range sums {
		all = append(all, *b)
	}
	slices.SortFunc(all, func(a, b coop.AccountBalance) int { return cmp.Compare(a.Account.Code, b.Account.Code) })
	return all, nil
}

func (v *village) Closing(_ context.Context, from, to coop.Date) ([]coop.Line, error) {
	var lines []coop.Line
	for _, e := range v.entries {
		closes := false
		for _, l := range e.Lines {
			closes = closes || l.Account == "91101"
		}
		for _, l := range e.Lines {
			if closes && e.Posted >= max(from, 1) && e.Posted <= to {
				lines = append(lines, l.Line)
			}
		}
	}
	return lines, nil
}

func (v *village) AccountPage(_ context.Context, code string, from, to coop.Date) (coop.AccountPage, error) {
	if v.chart[code].Code == "" {
		return coop.AccountPage{}, errors.New("no such account")
	}
	return v.page(v.chart[code], from, to)
}

func (v *village) CashBook(_ context.Context, from, to coop.Date) (coop.AccountPage, error) {
	return v.page(coop.AccountRow{Code: "111"}, from, to)
}

func (v *village) BankBook(_ context.Context, from, to coop.Date) (coop.AccountPage, error) {
	return v.page(coop.AccountRow{Code: "112"}, from, to)
}

func (v *village) page(account coop.AccountRow, from, to coop.Date) (coop.AccountPage, error) {
	p := coop.AccountPage{Account: account, From: from, To: to}
	balance := coop.Money(0)
	for _, e := range v.entries {
		for _, l := range e.Lines {
			if !strings.HasPrefix(l.Account, account.Code) || e.Posted > to {
				continue
			}
			balance += l.Amount
			if e.Posted < from {
				p.Opening = balance
				continue
			}
			p.Lines = append(p.Lines, coop.PageLine{
				Entry: e.ID, Kind: e.Kind, Date: e.Posted, Voucher: e.Voucher, Remark: e.Remark, Amount: l.Amount,
				Balance: balance,
			})
		}
	}
	return p, nil
}

func (v *village) Entries(_ context.Context, q coop.EntryQuery) ([]coop.EntryView, error) {
	var found []coop.EntryView
	for _, e := range v.entries {
		has := func(l coop.LineView) bool { return l.Account == q.Account }
		if e.Posted >= q.From && e.Posted <= q.To && (q.Account == "" || slices.ContainsFunc(e.Lines, has)) {
			found = append(found, e)
		}
	}
	return found, nil
}

func (v *village) Members(context.Context, string) ([]coop.MemberView, error) { return v.members, nil }

func (v *village) Savings(context.Context, coop.Date) ([]coop.SavingsView, error) {
	return v.savings, nil
}

func (v *village) Dues(context.Context, int, coop.Month) ([]coop.DueView, error) { return v.dues, nil }

// build makes a statement or fails the test.
func build(t testing.TB, source report.Source, order report.Order) *report.Sheet {
	t.Helper()
	s, err := report.Build(context.Background(), source, order)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// figures gives the amounts of a sheet's column by the words of their rows.
func figures(s *report.Sheet, column string) map[string]string {
	at := slices.IndexFunc(s.Columns, func(c report.Column) bool { return c.Key == column })
	name := slices.IndexFunc(s.Columns, func(c report.Column) bool { return c.Kind == report.Text })
	all := map[string]string{}
	for _, row := range s.Rows {
		if cell := row.Cells[at]; cell.Kind == report.Amount {
			all[row.Cells[name].Text] = cell.String()
		}
	}
	return all
}

// want compares figures with lines of "words  figure", as domain §10 prints them.
func want(t *testing.T, got map[string]string, table string) {
	t.Helper()
	for line := range strings.Lines(table) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		i := strings.LastIndex(line, " ")
		words, figure := strings.TrimSpace(line[:i]), line[i+1:]
		if got[words] != figure {
			t.Errorf("%s: got %q, want %s", words, got[words], figure)
		}
	}
}
