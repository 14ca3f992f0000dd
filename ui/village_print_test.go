package ui

import (
	"cmp"
	"context"

	"lumbung/store/coop"
)

// Slips looks at every entry: the plainest reading of what a code is of.
func (v *village) Slips(_ context.Context, code coop.CheckCode) ([]coop.SlipView, error) {
	var found []coop.SlipView
	for _, e := range v.entries() {
		slip, is := coop.SlipOf(&e, code)
		if !is {
			continue
		}
		view := coop.SlipView{Slip: slip, Entry: e}
		for _, other := range v.entries() {
			if other.Corrects == e.ID && !e.ReversedBy.IsZero() {
				view.CorrectedBy = cmp.Or(view.CorrectedBy, other.Voucher)
			}
		}
		found = append(found, view)
	}
	return found, nil
}

// OutletBalance sums the lines of one outlet.
func (v *village) OutletBalance(
	_ context.Context, outlet string, from, to coop.Date,
) ([]coop.AccountBalance, error) {
	var out []coop.AccountBalance
	for _, account := range rows[coop.AccountRow](v.state, &coop.AccountRow{}, 0) {
		b := coop.AccountBalance{Account: account}
		for _, e := range v.entries() {
			for _, l := range e.Lines {
				if l.Outlet == outlet && l.Account == account.Code && e.Posted >= max(from, 1) && e.Posted <= to {
					b.Debit, b.Credit = b.Debit+max(l.Amount, 0), b.Credit+max(-l.Amount, 0)
				}
			}
		}
		if b.Debit != 0 || b.Credit != 0 {
			out = append(out, b)
		}
	}
	return out, nil
}
