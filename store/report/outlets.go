package report

import (
	"context"
	"strings"

	"lumbung/store/coop"
)

// OutletLister is a source that knows the cooperative's outlets.
type OutletLister interface {
	Outlets(ctx context.Context) ([]coop.OutletRow, error)
}

// outletColumns are what an outlet earned and spent, by the beginnings of the accounts (domain §4).
var outletColumns = []struct {
	key      string
	prefixes []string
}{
	{"sales-members", []string{"41"}},
	{"sales-others", []string{"42", "43"}},
	{"goods-cost", []string{"5"}},
	{"costs", []string{"6"}},
	{"further", []string{"7", "8"}},
}

// outlets compares the outlets' results; what names no outlet stands last, so that the sum is the cooperative's.
func outlets(ctx context.Context, p *paper) error {
	from := p.flows()
	p.column("outlet", Code, 18)
	p.column("name", Text, 50)
	for _, c := range outletColumns {
		p.column(c.key, Amount, 28)
	}
	p.column("outlet-result", Amount, 28)
	whole, _, err := p.outletFigures(ctx, "", from)
	if err != nil {
		return err
	}
	var all []coop.OutletRow
	if lister, ok := p.source.(OutletLister); ok {
		if all, err = lister.Outlets(ctx); err != nil {
			return err
		}
	}
	rest := whole
	var details []int
	for _, o := range all {
		own, any, err := p.outletFigures(ctx, o.Code, from)
		if err != nil {
			return err
		}
		if o.Closed && !any {
			continue
		}
		for i := range rest {
			rest[i] -= own[i]
		}
		details = append(details, p.sheet.add(Row{
			Cells: append([]Cell{code(o.Code), text(p.pick(o.NameID, o.NameEN))}, amounts(own[:]...)...),
		}))
	}
	details = append(details, p.sheet.add(Row{
		Cells: append([]Cell{{}, text(p.t("report.outlets.rest"))}, amounts(rest[:]...)...),
	}))
	total, err := p.sheet.total(Total, 1, p.t("report.total"), details)
	if err != nil {
		return err
	}
	sum := p.sheet.Rows[total].Cells
	if off := sum[len(sum)-1].Amount - whole[len(whole)-1]; off != 0 {
		p.wrong("report.note.result-off", coop.FormatMoney(off))
	} else {
		p.note("report.note.outlets-ok")
	}
	return nil
}

// outletFigures adds up the result of one outlet by columns, the last of which is the whole; empty: of everything.
func (p *paper) outletFigures(
	ctx context.Context, outlet string, from coop.Date,
) (f [6]coop.Money, any bool, err error) {
	of := *p
	of.order.Outlet = outlet
	r := newResult(&of)
	if err := r.take(ctx, 0, from, p.to); err != nil {
		return f, false, err
	}
	last := len(outletColumns)
	for account, m := range r.amounts {
		at := last - 1 // an account that no column names is one of the further ones
		for i, c := range outletColumns {
			for _, prefix := range c.prefixes {
				if strings.HasPrefix(account, prefix) {
					at = i
				}
			}
		}
		f[at] += m[0]
		f[last] += m[0]
		any = any || m[0] != 0
	}
	return f, any, nil
}
