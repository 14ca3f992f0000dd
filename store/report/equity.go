package report

import (
	"context"
	"strings"

	"lumbung/store/coop"
)

// equityParts are the columns of the statement: whose capital it is (domain §10, UU 25/1992 article 41). The last
// takes what no other names.
var equityParts = []struct {
	key      string
	prefixes []string
	always   bool // shown also when there is nothing in it
}{
	{"principal", []string{"31101"}, true},
	{"mandatory", []string{"31102"}, true},
	{"participating", []string{"312"}, false},
	{"grants", []string{"313"}, true},
	{"reserves", []string{"314"}, true},
	{"surplus", []string{"315", accountSummary}, true},
	{"other", nil, false},
}

// movement is what one part of the capital had and what moved in it, credit positive.
type movement struct{ opening, in, out coop.Money }

// equity shows how the cooperative's own capital changed.
func equity(ctx context.Context, p *paper) error {
	from := p.flows()
	rows, err := p.source.TrialBalance(ctx, from, p.to)
	if err != nil {
		return err
	}
	moves := make([]movement, len(equityParts))
	for _, b := range rows {
		if i, ok := equityPart(b.Account); ok {
			moves[i].opening -= b.Opening
			moves[i].in += b.Credit
			moves[i].out -= b.Debit
		}
	}
	r := &result{paper: p, names: map[string]coop.AccountRow{}, amounts: map[string][]coop.Money{}}
	if err := r.take(ctx, 0, from, p.to); err != nil {
		return err
	}
	shown := p.equityColumns(moves)
	opening := p.equityRow(shown, "opening", Subtotal, func(i int) coop.Money { return moves[i].opening })
	if from != 0 {
		p.sheet.Rows[opening].Cells[0] = text(p.t("report.equity.opening-at", p.Date(from)))
	}
	surplus := len(equityParts) - 2
	rowsToAdd := []int{
		opening,
		p.equityRow(shown, "in", Detail, func(i int) coop.Money { return only(i != surplus, moves[i].in) }),
		p.equityRow(shown, "out", Detail, func(i int) coop.Money { return only(i != surplus, moves[i].out) }),
		p.equityRow(shown, "result", Detail, func(i int) coop.Money { return only(i == surplus, r.whole[0]) }),
	}
	rest := moves[surplus].in + moves[surplus].out - r.whole[0]
	if rest != 0 {
		row := p.equityRow(shown, "shared", Detail, func(i int) coop.Money { return only(i == surplus, rest) })
		rowsToAdd = append(rowsToAdd, row)
	}
	total, err := p.sheet.total(Total, 0, p.t("report.equity.closing", p.Date(p.to)), rowsToAdd)
	if err != nil {
		return err
	}
	off := p.sheet.Rows[total].Cells[len(p.sheet.Columns)-1].Amount
	for _, m := range moves {
		off -= m.opening + m.in + m.out
	}
	if off != 0 {
		p.wrong("report.note.equity-off", coop.FormatMoney(off))
	}
	return nil
}

func only(yes bool, m coop.Money) coop.Money {
	if yes {
		return m
	}
	return 0
}

// equityPart finds the column of an account: accounts of the result stand under the surplus.
func equityPart(a coop.AccountRow) (int, bool) {
	switch {
	case isResult(a):
		return len(equityParts) - 2, true
	case a.Heading || a.Type != coop.Equity && a.Type != coop.ContraEquity:
		return 0, false
	}
	for i, part := range equityParts {
		for _, prefix := range part.prefixes {
			if strings.HasPrefix(a.Code, prefix) {
				return i, true
			}
		}
	}
	return len(equityParts) - 1, true
}

// equityColumns describes the columns and says which parts are shown.
func (p *paper) equityColumns(moves []movement) []int {
	p.column("name", Text, 60)
	var shown []int
	for i, part := range equityParts {
		if part.always || moves[i] != (movement{}) {
			p.column(part.key, Amount, 30)
			shown = append(shown, i)
		}
	}
	p.column("total", Amount, 32)
	return shown
}

func (p *paper) equityRow(shown []int, key string, kind RowKind, of func(part int) coop.Money) int {
	row := Row{Kind: kind, Cells: []Cell{text(p.t("report.equity." + key))}}
	var sum coop.Money
	for _, i := range shown {
		m := of(i)
		sum += m
		row.Cells = append(row.Cells, unlessZero(m))
	}
	row.Cells = append(row.Cells, amount(sum))
	return p.sheet.add(row)
}
