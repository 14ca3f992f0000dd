package report

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"lumbung/store/coop"
)

// balanceSheet shows what there is and whose it is, this day and at the end of the year before.
func balanceSheet(ctx context.Context, p *paper) error {
	to := p.at()
	year := yearStart(to)
	now, err := p.source.TrialBalance(ctx, year, to)
	if err != nil {
		return err
	}
	before, err := p.source.TrialBalance(ctx, yearStart(year.AddDays(-1)), year.AddDays(-1))
	if err != nil {
		return err
	}
	b := &position{paper: p, heads: map[string]coop.AccountRow{}, amounts: map[string][]coop.Money{}, years: 1}
	b.take(0, now)
	if slices.ContainsFunc(before, func(r coop.AccountBalance) bool { return r.Closing() != 0 }) {
		b.years = 2
		b.take(1, before)
	}
	p.column("account", Code, 14)
	p.column("name", Text, 90)
	p.column(keyNote, Code, 14)
	p.column("now", Amount, 34)
	p.sheet.Columns[positionAmounts].Title = coop.DateShort(to)
	if b.years == 2 {
		p.column("before", Amount, 34)
		p.sheet.Columns[positionAmounts+1].Title = coop.DateShort(year.AddDays(-1))
	}
	b.number()
	assets, err := b.part("assets", coop.Asset, coop.ContraAsset)
	if err != nil {
		return err
	}
	debts, err := b.part("liabilities", coop.Liability)
	if err != nil {
		return err
	}
	own, err := b.part("equity", coop.Equity, coop.ContraEquity)
	if err != nil {
		return err
	}
	all, err := p.sheet.total(Total, 1, p.t("report.position.both"), []int{debts, own})
	if err != nil {
		return err
	}
	b.prove(assets, all)
	return nil
}

// positionAmounts is the place of the first amount on a balance sheet.
const positionAmounts = 3

// keyNote is the key of the column that says which note explains a row.
const keyNote = "note"

// noteNumbers numbers the details of the notes (CALK section 3): one for each heading of the balance sheet that has
// anything under it, in the order of the chart. Balance sheet and notes count alike, for each tells the same headings.
func noteNumbers(groups []string) map[string]string {
	groups = slices.Compact(slices.Sorted(slices.Values(groups)))
	numbers := map[string]string{}
	for i, group := range groups {
		numbers[group] = fmt.Sprintf("3.%d", i+1)
	}
	return numbers
}

// position gathers the accounts of a balance sheet in up to two columns.
type position struct {
	*paper
	years   int
	heads   map[string]coop.AccountRow // headings and accounts by code
	amounts map[string][]coop.Money    // debit positive, by code, a column each
	notes   map[string]string          // the number of its note, by two-digit heading
	surplus [2]coop.Money              // of the column's year, credit positive
	earlier [2]coop.Money              // of years before that nobody has closed
}

func (b *position) take(column int, rows []coop.AccountBalance) {
	for _, r := range rows {
		code := r.Account.Code
		b.heads[code] = r.Account
		switch {
		case r.Account.Heading || r.Account.Type == coop.Memo:
		case isResult(r.Account):
			b.surplus[column] -= r.Debit - r.Credit
			b.earlier[column] -= r.Opening
		// Both hold the year's surplus once it is closed: one line, so that closing the year changes nothing here.
		case code == coop.AccountSurplus || code == coop.AccountSummary:
			b.surplus[column] -= r.Closing()
		default:
			if b.amounts[code] == nil {
				b.amounts[code] = make([]coop.Money, 2)
			}
			b.amounts[code][column] = r.Closing()
		}
	}
}

// number finds the numbers of the notes.
func (b *position) number() {
	var groups []string
	for code, m := range b.amounts {
		group := b.groupOf(code)
		if b.heads[group].Heading && group < "40" && (m[0] != 0 || m[1] != 0) {
			groups = append(groups, group)
		}
	}
	b.notes = noteNumbers(groups)
}

// noteOf is the cell with the number of the note about a heading or what stands under it.
func (b *position) noteOf(account string) Cell { return code(b.notes[b.groupOf(account)]) }

// part adds one part of the sheet (assets, liabilities or equity) and gives the index of its total.
func (b *position) part(key string, types ...coop.AccountType) (int, error) {
	b.sheet.add(Row{Kind: Heading, Cells: []Cell{{}, text(b.t("report.position." + key))}})
	groups := map[string][]string{}
	for code := range b.amounts {
		if slices.Contains(types, b.heads[code].Type) && (b.amounts[code][0] != 0 || b.amounts[code][1] != 0) {
			groups[b.groupOf(code)] = append(groups[b.groupOf(code)], code)
		}
	}
	credit := !slices.Contains(types, coop.Asset)
	var subtotals []int
	for _, group := range slices.Sorted(mapKeys(groups)) {
		codes := groups[group]
		slices.Sort(codes)
		if credit && b.heads[group].Code != "" && key == "equity" {
			subtotals = append(subtotals, b.details(codes, credit, 1)...)
			continue
		}
		i, err := b.group(group, codes, credit)
		if err != nil {
			return 0, err
		}
		subtotals = append(subtotals, i)
	}
	if key == "equity" {
		subtotals = append(subtotals, b.surplusRows()...)
	}
	return b.sheet.total(Total, 1, b.t("report.position.total."+key), subtotals)
}

// group adds a heading that carries the sum of the accounts under it.
func (b *position) group(group string, codes []string, credit bool) (int, error) {
	name := group
	if head := b.heads[group]; head.Code != "" {
		name = b.pick(head.NameID, head.NameEN)
	}
	i := b.sheet.add(Row{
		Kind: Subtotal, Indent: 1, Cells: []Cell{code(group), text(name), b.noteOf(group)},
		Link: Link{Account: group},
	})
	b.sheet.Rows[i].Sum = b.details(codes, credit, 2)
	return i, b.sheet.fill(i)
}

func (b *position) details(codes []string, credit bool, indent int) []int {
	var rows []int
	for _, c := range codes {
		account := b.heads[c]
		row := Row{
			Indent: indent, Link: Link{Account: c},
			Cells: []Cell{code(c), text(b.pick(account.NameID, account.NameEN)), {}},
		}
		if indent == 1 { // no heading above it has the number
			row.Cells[positionAmounts-1] = b.noteOf(c)
		}
		for _, m := range b.amounts[c][:b.years] {
			if credit {
				m = -m
			}
			row.Cells = append(row.Cells, amount(m))
		}
		rows = append(rows, b.sheet.add(row))
	}
	return rows
}

// surplusRows adds the surplus of the running year and what earlier years left unclosed.
func (b *position) surplusRows() []int {
	var rows []int
	if b.earlier[0] != 0 || b.earlier[1] != 0 {
		rows = append(rows, b.sheet.add(Row{
			Indent: 1,
			Cells:  append([]Cell{{}, text(b.t("report.position.earlier")), {}}, amounts(b.earlier[:b.years]...)...),
		}))
	}
	name := b.t("report.position.surplus")
	return append(rows, b.sheet.add(Row{
		Indent: 1, Link: Link{Account: coop.AccountSurplus},
		Cells: append([]Cell{code(coop.AccountSurplus), text(name), b.noteOf(coop.AccountSurplus)},
			amounts(b.surplus[:b.years]...)...),
	}))
}

// groupOf gives the code of the two-digit heading above an account.
func (b *position) groupOf(code string) string { return code[:min(2, len(code))] }

// prove compares what there is with whose it is.
func (b *position) prove(assets, claims int) {
	agrees := true
	for c := range b.years {
		if off := b.sheet.Rows[assets].Cells[positionAmounts+c].Amount -
			b.sheet.Rows[claims].Cells[positionAmounts+c].Amount; off != 0 {
			b.wrong("report.note.position-off", b.sheet.Columns[positionAmounts+c].Title, coop.FormatMoney(off))
			agrees = false
		}
	}
	if agrees {
		b.note("report.note.position-ok")
	}
	for code, m := range b.amounts {
		if strings.HasPrefix(code, "291") || code == coop.OpeningAccount {
			if m[0] != 0 {
				account := b.heads[code]
				b.note("report.note.clear", code, b.pick(account.NameID, account.NameEN), coop.FormatMoney(m[0]))
			}
		}
	}
	slices.SortFunc(b.sheet.Notes, func(x, y Note) int { return cmp.Compare(x.Text, y.Text) })
}
