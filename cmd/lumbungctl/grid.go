package main

import (
	"bufio"
	"strings"
	"unicode/utf8"
)

// side says on which side of its column a text stands.
type side bool

const (
	left  side = false
	right side = true
)

// grid is a table for people: columns as wide as they need, two spaces between.
type grid struct {
	sides []side
	rows  [][]string
	rule  map[int]bool // rows that have a line above them
}

func newGrid(sides ...side) *grid { return &grid{sides: sides, rule: map[int]bool{}} }

// head adds a row of titles with a line below it.
func (g *grid) head(cells ...string) { g.row(cells...); g.rule[len(g.rows)] = true }

// row adds a row.
func (g *grid) row(cells ...string) { g.rows = append(g.rows, cells) }

// write prints the table. Errors stay in w until it is flushed.
func (g *grid) write(w *bufio.Writer) {
	widths := make([]int, len(g.sides))
	for _, row := range g.rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	whole := 2 * (len(widths) - 1)
	for _, width := range widths {
		whole += width
	}
	for n, row := range g.rows {
		if g.rule[n] {
			w.WriteString(strings.Repeat("-", whole) + "\n")
		}
		var line strings.Builder
		for i, cell := range row {
			if i > 0 {
				line.WriteString("  ")
			}
			gap := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			if g.sides[i] == right {
				line.WriteString(gap + cell)
			} else {
				line.WriteString(cell + gap)
			}
		}
		w.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
}
