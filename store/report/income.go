package report

import (
	"context"
	"iter"
	"maps"
	"slices"
	"strings"

	"lumbung/store/coop"
)

func mapKeys[V any](m map[string]V) iter.Seq[string] { return maps.Keys(m) }

// resultPart is one part of the statement of the result: the accounts under its prefixes (domain §4).
type resultPart struct {
	key      string
	prefixes []string
	revenue  bool // takes whatever revenue no other part names; likewise costs where false
	rest     bool
}

// The parts in the order of domain §10. Those marked rest keep the statement whole when a cooperative has accounts of
// its own in a group that the standard chart does not know.
var resultParts = []resultPart{
	{key: "member-revenue", prefixes: []string{"41"}, revenue: true},
	{key: "member-cost", prefixes: []string{"51", "53"}},
	{key: "other-revenue", prefixes: []string{"42"}, revenue: true},
	{key: "other-cost", prefixes: []string{"52"}},
	{key: "agency", prefixes: []string{"43"}, revenue: true},
	{key: "operating", prefixes: []string{"61"}},
	{key: "cooperative", prefixes: []string{"62"}},
	{key: "further-revenue", prefixes: []string{"71"}, revenue: true, rest: true},
	{key: "further-cost", prefixes: []string{"72"}, rest: true},
	{key: "tax", prefixes: []string{"8"}},
}

// resultAmounts is the place of the first amount on a statement of the result.
const resultAmounts = 3

// businessNumber is the number of the note about business with members and with others.
const businessNumber = "4"

// businessNote are the rows that section 4 of the notes tells of.
var businessNote = []string{"member-net", "other-net", "gross", "surplus"}

// partOf finds where an account of the result stands.
func partOf(a coop.AccountRow) string {
	revenue := a.Type != coop.Expense
	rest := ""
	for _, part := range resultParts {
		if slices.ContainsFunc(part.prefixes, func(x string) bool { return strings.HasPrefix(a.Code, x) }) {
			return part.key
		}
		if part.rest && part.revenue == revenue {
			rest = part.key
		}
	}
	return rest
}

// result gathers the result's accounts in up to three columns: credit positive, so that costs are negative and every
// total is a plain sum.
type result struct {
	*paper
	columns int
	names   map[string]coop.AccountRow
	amounts map[string][]coop.Money
	whole   [3]coop.Money // the sum over all accounts, for the proof
}

func newResult(p *paper) *result {
	return &result{paper: p, names: map[string]coop.AccountRow{}, amounts: map[string][]coop.Money{}, columns: 1}
}

// income shows the result of a period, beside a month also the year so far, and the same period of the year before.
func income(ctx context.Context, p *paper) error {
	from := p.flows()
	r := newResult(p)
	if err := r.take(ctx, 0, from, p.to); err != nil {
		return err
	}
	p.column("account", Code, 14)
	p.column("name", Text, 90)
	p.column(keyNote, Code, 14)
	p.column("now", Amount, 34)
	if year := yearStart(p.to); from > year {
		if err := r.take(ctx, 1, year, p.to); err != nil {
			return err
		}
		p.column("year-to-date", Amount, 34)
		r.columns = 2
	}
	if from >= yearStart(p.to) {
		was, until := before(from, p.to)
		if err := r.take(ctx, r.columns, was, until); err != nil {
			return err
		}
		if r.any(r.columns) {
			p.column("year-before", Amount, 34)
			r.columns++
		}
	}
	return r.lay()
}

// before is the same period a year earlier; whole months stay whole.
func before(from, to coop.Date) (was, until coop.Date) {
	if until = yearBefore(to); to == to.Month().Last() {
		until = to.Month().Add(-12).Last()
	}
	return yearBefore(from), until
}

// yearBefore is the same day a year earlier, the last of February where there is no 29th.
func yearBefore(d coop.Date) coop.Date {
	if d -= 1_00_00; d.Valid() {
		return d
	}
	return d - 1
}

// take adds the movements of a period to a column, without those of entries that close the year: they carry the
// result away and are not part of it.
func (r *result) take(ctx context.Context, column int, from, to coop.Date) error {
	rows, err := r.openedSince(ctx, from, to, from)
	r.gather(column, rows)
	return err
}

// gather adds the movements of the result's accounts to a column.
func (r *result) gather(column int, rows []coop.AccountBalance) {
	for _, b := range rows {
		if isResult(b.Account) {
			r.put(b.Account, column, b.Credit-b.Debit)
		}
	}
}

func (r *result) put(a coop.AccountRow, column int, m coop.Money) {
	r.names[a.Code] = a
	if r.amounts[a.Code] == nil {
		r.amounts[a.Code] = make([]coop.Money, 3)
	}
	r.amounts[a.Code][column] += m
	r.whole[column] += m
}

func (r *result) any(column int) bool {
	for _, m := range r.amounts {
		if m[column] != 0 {
			return true
		}
	}
	return false
}

// moved says whether there is anything of an account in the columns that are shown.
func (r *result) moved(account string) bool {
	return slices.ContainsFunc(r.amounts[account][:r.columns], func(x coop.Money) bool { return x != 0 })
}

// details adds the accounts of a part that have anything in them.
func (r *result) details(part string) []int {
	var rows []int
	for _, c := range slices.Sorted(mapKeys(r.amounts)) {
		if partOf(r.names[c]) != part || !r.moved(c) {
			continue
		}
		name := r.pick(r.names[c].NameID, r.names[c].NameEN)
		rows = append(rows, r.sheet.add(Row{
			Indent: 1, Link: Link{Account: c},
			Cells: append([]Cell{code(c), text(name), {}}, amounts(r.amounts[c][:r.columns]...)...),
		}))
	}
	return rows
}

func (r *result) heading(key string) {
	r.sheet.add(Row{Kind: Heading, Cells: []Cell{{}, text(r.t("report.result." + key))}})
}

// sum adds a row that is the sum of other rows.
func (r *result) sum(kind RowKind, indent int, key string, rows ...int) int {
	row := Row{Kind: kind, Indent: indent, Sum: rows, Cells: []Cell{{}, text(r.t("report.result." + key)), {}}}
	if slices.Contains(businessNote, key) {
		row.Cells[resultAmounts-1] = code(businessNumber)
	}
	for c := range r.columns {
		var m coop.Money
		for _, i := range rows {
			m += r.sheet.Rows[i].Cells[resultAmounts+c].Amount
		}
		row.Cells = append(row.Cells, amount(m))
	}
	return r.sheet.add(row)
}

// lay puts the statement together as domain §10 shows it.
func (r *result) lay() error {
	r.heading("members")
	gross := r.sum(Subtotal, 1, "member-gross", r.details("member-revenue")...)
	cost := r.sum(Subtotal, 1, "member-cost", r.details("member-cost")...)
	member := r.sum(Subtotal, 0, "member-net", gross, cost)
	r.heading("others")
	gross = r.sum(Subtotal, 1, "other-gross", r.details("other-revenue")...)
	cost = r.sum(Subtotal, 1, "other-cost", r.details("other-cost")...)
	other := r.sum(Subtotal, 0, "other-net", gross, cost)
	agency := r.group("agency")
	before := r.sum(Total, 0, "gross", member, other, agency)
	operating := r.group("operating")
	cooperative := r.group("cooperative")
	after := r.sum(Total, 0, "after", before, operating, cooperative)
	further, costs := r.group("further-revenue"), r.group("further-cost")
	untaxed := r.sum(Total, 0, "untaxed", after, further, costs)
	tax := r.group("tax")
	total := r.sum(Total, 0, "surplus", untaxed, tax)
	r.split(member, other, agency, total)
	agrees := true
	for c := range r.columns {
		if off := r.sheet.Rows[total].Cells[resultAmounts+c].Amount - r.whole[c]; off != 0 {
			r.wrong("report.note.result-off", coop.FormatMoney(off))
			agrees = false
		}
	}
	if agrees {
		r.note("report.note.result-ok")
	}
	return nil
}

// group adds a heading, its accounts and their sum; one row where there is nothing.
func (r *result) group(key string) int {
	if !slices.ContainsFunc(slices.Collect(mapKeys(r.amounts)), func(c string) bool {
		return partOf(r.names[c]) == key && r.moved(c)
	}) {
		return r.sum(Subtotal, 0, key)
	}
	r.heading(key)
	return r.sum(Subtotal, 1, key+"-total", r.details(key)...)
}

// split divides the surplus between business with members and with others, in proportion to their gross results: the
// common costs go to members by A : (A+B), rounded to whole rupiah, the remainder to the others (domain §10).
func (r *result) split(member, other, agency, total int) {
	var parts [2][]Cell
	any := false
	for c := range r.columns {
		a := r.sheet.Rows[member].Cells[resultAmounts+c].Amount
		b := r.sheet.Rows[other].Cells[resultAmounts+c].Amount + r.sheet.Rows[agency].Cells[resultAmounts+c].Amount
		whole := r.sheet.Rows[total].Cells[resultAmounts+c].Amount
		cells := [2]Cell{}
		if a >= 0 && b >= 0 && a+b != 0 { // else there is no proportion to divide by
			common, err := a+b-whole, error(nil)
			if b != 0 { // else all is the members', also the sen that rounding would leave to nobody
				common, err = coop.MulMoney(common, int64(a), int64(a+b), coop.Rupiah)
			}
			if err == nil { // else it would not fit; the surplus itself stands above
				cells, any = [2]Cell{amount(a - common), amount(whole - (a - common))}, true
			}
		}
		parts[0], parts[1] = append(parts[0], cells[0]), append(parts[1], cells[1])
	}
	if !any {
		return
	}
	for i, key := range []string{"from-members", "from-others"} {
		r.sheet.add(Row{
			Indent: 1, Cells: append([]Cell{{}, text(r.t("report.result." + key)), {}}, parts[i]...),
		})
	}
}
