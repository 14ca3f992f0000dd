package report

import (
	"context"
	"slices"
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
	{"surplus", []string{"315", coop.AccountSummary}, true},
	{"other", nil, false},
}

// movement is what one part of the capital had and what moved in it, credit positive.
type movement struct{ opening, in, out coop.Money }

// ownCapital is what happened to each part in one period.
type ownCapital struct {
	moves  []movement
	result coop.Money            // of the period, without what closes it
	rows   []coop.AccountBalance // as the ledger has them
}

// equitySurplus is the index of the part where the result stands.
var equitySurplus = len(equityParts) - 2

// capitalOf reads the movements of a period.
func (p *paper) capitalOf(ctx context.Context, from, to coop.Date) (ownCapital, error) {
	c := ownCapital{moves: make([]movement, len(equityParts))}
	rows, err := p.source.TrialBalance(ctx, from, to)
	if err != nil {
		return c, err
	}
	for _, b := range rows {
		if i, ok := equityPart(b.Account); ok {
			c.moves[i].opening -= b.Opening
			c.moves[i].in += b.Credit
			c.moves[i].out -= b.Debit
		}
	}
	c.rows = slices.Clone(rows)
	err = p.reopen(ctx, rows, from, to)
	r := newResult(p)
	r.gather(0, rows)
	c.result = r.whole[0]
	return c, err
}

// rest is what the surplus moved beside the result: shares that were decided.
func (c *ownCapital) rest() coop.Money {
	return c.moves[equitySurplus].in + c.moves[equitySurplus].out - c.result
}

// anything says whether there was any capital at all.
func (c *ownCapital) anything() bool {
	return slices.ContainsFunc(c.moves, func(m movement) bool { return m != movement{} })
}

// equity shows how the cooperative's own capital changed, each row with its total of the year before.
func equity(ctx context.Context, p *paper) error {
	from := p.flows()
	now, err := p.capitalOf(ctx, from, p.to)
	if err != nil {
		return err
	}
	var last *ownCapital
	if from >= yearStart(p.to) {
		was, until := before(from, p.to)
		c, err := p.capitalOf(ctx, was, until)
		if err != nil {
			return err
		}
		if c.anything() {
			last = &c
		}
	}
	notes, err := p.notesAt(ctx, now.rows)
	if err != nil {
		return err
	}
	shown := p.equityColumns(now.moves, last != nil)
	row := func(key string, kind RowKind, of func(c *ownCapital, part int) coop.Money) int {
		return p.equityRow(shown, key, kind, &now, last, of)
	}
	opening := row("opening", Subtotal, func(c *ownCapital, i int) coop.Money { return c.moves[i].opening })
	if from != 0 {
		p.sheet.Rows[opening].Cells[0] = text(p.t("report.equity.opening-at", p.Date(from)))
	}
	rows := []int{
		opening,
		row("in", Detail, func(c *ownCapital, i int) coop.Money { return only(i != equitySurplus, c.moves[i].in) }),
		row("out", Detail, func(c *ownCapital, i int) coop.Money { return only(i != equitySurplus, c.moves[i].out) }),
		row("result", Detail, func(c *ownCapital, i int) coop.Money { return only(i == equitySurplus, c.result) }),
	}
	p.sheet.Rows[rows[len(rows)-1]].Cells[1] = code(businessNumber)
	if now.rest() != 0 || last != nil && last.rest() != 0 {
		rows = append(rows, row("shared", Detail, func(c *ownCapital, i int) coop.Money {
			return only(i == equitySurplus, c.rest())
		}))
	}
	total, err := p.sheet.total(Total, 0, p.t("report.equity.closing", p.Date(p.to)), rows)
	if err != nil {
		return err
	}
	p.sheet.Rows[total].Cells[1] = code(notes[capitalGroup])
	p.proveEquity(p.sheet.Rows[total], 2+len(shown), &now, last)
	return nil
}

// proveEquity compares the totals with all that moved.
func (p *paper) proveEquity(total Row, column int, years ...*ownCapital) {
	for i, c := range years {
		if c == nil {
			continue
		}
		off := total.Cells[column+i].Amount
		for _, m := range c.moves {
			off -= m.opening + m.in + m.out
		}
		if off != 0 {
			p.wrong("report.note.equity-off", coop.FormatMoney(off))
		}
	}
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
func (p *paper) equityColumns(moves []movement, before bool) []int {
	p.column("name", Text, 56)
	p.noteColumn()
	var shown []int
	for i, part := range equityParts {
		if part.always || moves[i] != (movement{}) {
			p.column(part.key, Amount, 30)
			shown = append(shown, i)
		}
	}
	p.column("total", Amount, 32)
	if before {
		p.column("total-before", Amount, 32)
	}
	return shown
}

// equityRow adds what one thing did to each part that is shown, to all of them, and to all of them in the year before.
func (p *paper) equityRow(
	shown []int, key string, kind RowKind, now, last *ownCapital, of func(c *ownCapital, part int) coop.Money,
) int {
	row := Row{Kind: kind, Cells: []Cell{text(p.t("report.equity." + key)), {}}}
	for _, i := range shown {
		row.Cells = append(row.Cells, unlessZero(of(now, i)))
	}
	for _, c := range []*ownCapital{now, last} {
		if c == nil {
			continue
		}
		var sum coop.Money
		for i := range equityParts {
			sum += of(c, i)
		}
		row.Cells = append(row.Cells, amount(sum))
	}
	return p.sheet.add(row)
}
