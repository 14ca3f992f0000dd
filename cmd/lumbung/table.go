package main

import (
	"lumbung/store/takeover"
	"lumbung/ui"
)

// tables reads the lists that the opening page chose.
type tables struct{}

var _ ui.TableReader = tables{}

// Table gives the rows of a list in a file.
func (tables) Table(name string, data []byte) (ui.OpeningTable, error) {
	t, err := takeover.ReadTable(name, data)
	if err != nil {
		return ui.OpeningTable{}, sentence(err)
	}
	return ui.OpeningTable{Sheet: t.Sheet, Others: t.Others, Rows: t.Rows}, nil
}
