package ui

import (
	"cmp"
	"context"
	"slices"

	"lumbung/store/coop"
)

// beside puts the evidence and the reviews of an entry beside it.
func (v *village) beside(e *coop.EntryView) {
	e.Evidences = rows[coop.EvidenceRow](v.state, &coop.EvidenceRow{Entry: e.ID}, 1)
	slices.SortFunc(e.Evidences, func(a, b coop.EvidenceRow) int { return cmp.Compare(a.Lamport, b.Lamport) })
	e.Reviews = rows[coop.ReviewRow](v.state, &coop.ReviewRow{Entry: e.ID}, 1)
	slices.SortFunc(e.Reviews, func(a, b coop.ReviewRow) int { return cmp.Compare(a.Lamport, b.Lamport) })
	if e.Reviewed() {
		e.State = coop.StateReviewed
	}
}

func (v *village) Unevidenced(_ context.Context, from, to coop.Date) (missing []coop.EntryView, total int, _ error) {
	counted := map[coop.ID]bool{}
	for _, c := range rows[coop.CountRow](v.state, &coop.CountRow{}, 0) {
		counted[coop.CountOnce(c.Count).ID()] = true
	}
	for _, e := range v.entries() {
		if e.Date < from || e.Date > to || e.Kind != coop.KindEntry || e.Posted == 0 || !e.ReversedBy.IsZero() {
			continue
		}
		total++
		if !e.Evidenced() && !counted[e.Once] {
			missing = append(missing, e)
		}
	}
	slices.Reverse(missing)
	return missing, total, nil
}
