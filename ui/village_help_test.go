package ui

import (
	"context"

	"lumbung/store/coop"
)

func (v *village) Counts(context.Context) ([]coop.CountView, error) {
	var views []coop.CountView
	for _, row := range rows[coop.CountRow](v.state, &coop.CountRow{}, 0) {
		views = append(views, coop.CountView{CountRow: row})
	}
	return views, nil
}
