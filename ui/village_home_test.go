package ui

import (
	"context"

	"lumbung/store/coop"
)

// months adds the figures of the last months, summed plainly.
func (v *village) months(ctx context.Context, h *coop.Home) error {
	now, first := h.Today.Month(), h.Today.Month()
	for _, e := range v.entries() {
		if e.Posted != 0 {
			first = min(first, e.Posted.Month())
		}
	}
	if h.LastDate == 0 {
		return nil
	}
	for m := max(first, now.Add(-11)); m <= now; m = m.Add(1) {
		debit, credit := v.sum("111", 0, m.Last())
		more, less := v.sum("112", 0, m.Last())
		h.Months = append(h.Months, coop.MonthFigures{Month: m, Money: debit - credit + more - less})
	}
	for year := h.Months[0].Month / 100; year <= now/100; year++ {
		views, err := v.Dues(ctx, int(year), now)
		if err != nil {
			return err
		}
		for _, d := range views {
			for i := range h.Months {
				if f := &h.Months[i]; f.Month/100 == year {
					f.DuesPaid += d.Paid[f.Month%100-1]
					f.DuesOwed += d.Owed[f.Month%100-1]
				}
			}
		}
	}
	views, err := v.Dues(ctx, int(now/100), now.Add(-1))
	for _, d := range views {
		if d.Arrears > 0 {
			h.Arrears += d.Arrears
			h.Owing++
		}
	}
	return err
}

// Unreviewed counts what somebody has said nothing of.
func (v *village) Unreviewed(
	ctx context.Context, who coop.ID, from, to coop.Date,
) (waiting, total int, err error) {
	findings, err := v.Findings(ctx)
	said := map[coop.ID]bool{}
	for _, f := range findings {
		said[f.Entry] = said[f.Entry] || f.Author == who
	}
	for _, e := range v.entries() {
		if e.Date < from || e.Date > to || e.Author == who || e.Posted == 0 {
			continue
		}
		total++
		if !e.ReviewedBy(who) && !said[e.ID] {
			waiting++
		}
	}
	return waiting, total, err
}

// EvidenceCount counts what Unevidenced lists.
func (v *village) EvidenceCount(ctx context.Context, from, to coop.Date) (missing, total int, err error) {
	entries, total, err := v.Unevidenced(ctx, from, to)
	return len(entries), total, err
}
