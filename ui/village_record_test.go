package ui

import (
	"context"

	"lumbung/store/coop"
)

// copyOf gives a village's rows once more: what is recorded together counts together or not at all.
func copyOf(state *coop.Map) *coop.Map {
	copied := coop.NewMap()
	for _, table := range coop.Tables {
		for _, row := range state.Rows(table) {
			copied.Put(row)
		}
	}
	return copied
}

func (v *village) LastRecorded(_ context.Context, who coop.Session) (coop.EntryView, error) {
	var last coop.EntryView
	for _, e := range v.entries() {
		if e.Author == who.User && e.Kind == coop.KindEntry && e.Seq > last.Seq {
			last = e
		}
	}
	return last, nil
}
