package ui

import (
	"slices"
	"strconv"
	"strings"

	"lumbung/store/coop"
	"lumbung/store/report"
	"lumbung/ui/kit"
)

// manyColumns are set in small letters, so that the names and words in them can be read.
const manyColumns = 7

// small tells whether the letters of the rows are small.
func (p *reportPage) small() bool { return len(p.columns) >= manyColumns }

// shownColumns are the columns of a paper that the screen shows: not the months in which nothing has moved yet, and
// no codes where no row has one.
func shownColumns(sheet *report.Sheet) []int {
	var columns []int
	for i, c := range sheet.Columns {
		empty := monthOf(c) > 0 || c.Kind == report.Code
		for _, r := range sheet.Rows {
			empty = empty && (i >= len(r.Cells) || r.Cells[i].Amount == 0 && r.Cells[i].Text == "")
		}
		if !empty {
			columns = append(columns, i)
		}
	}
	return columns
}

// proseEms is how wide a line of words is until the width of the screen is known.
const proseEms = 30

// unfolded gives a sheet in which every paragraph stands in lines of at most so many ems: a line that did not fit was
// cut at the edge at large letters, and took half of the screen at small ones.
func unfolded(sheet *report.Sheet, ems float32) *report.Sheet {
	name := slices.IndexFunc(sheet.Columns, func(c report.Column) bool { return c.Kind == report.Text })
	fresh := *sheet
	fresh.Rows = nil
	for _, row := range sheet.Rows {
		if row.Kind != report.Prose {
			fresh.Rows = append(fresh.Rows, row)
			continue
		}
		line := ""
		put := func() {
			part := row
			part.Cells = slices.Clone(row.Cells)
			part.Cells[name].Text = line
			fresh.Rows = append(fresh.Rows, part)
		}
		for _, word := range strings.Fields(row.Cells[name].Text) {
			if line != "" && kit.TextEms(line+" "+word, false)+float32(row.Indent) > ems {
				put()
				line = ""
			}
			line = strings.TrimSpace(line + " " + word)
		}
		put()
	}
	return &fresh
}

// monthOf is the month that a column of dues is about; 0 for another column.
func monthOf(c report.Column) (month int) {
	text, is := strings.CutPrefix(c.Key, "month-")
	if month, err := strconv.Atoi(text); is && err == nil {
		return month
	}
	return 0
}

// sheetColumns gives the columns of a paper the widths of the screen. Where it is narrow, the oldest months go first.
func (p *reportPage) sheetColumns() []kit.Column {
	sheet, columns := p.sheet, make([]kit.Column, len(p.columns))
	titles := float32(0.88) // the letters of the head are smaller than those of the rows
	if p.small() {
		titles = 1
	}
	for at, i := range p.columns {
		c := sheet.Columns[i]
		k := kit.Column{Title: c.Title}
		switch c.Kind {
		case report.Amount:
			k.Ems, k.Figure = max(widest(sheet, i), kit.TextEms(c.Title, true)*titles)+0.2, true
			if month := monthOf(c); month > 0 {
				k.Rank = monthRank - month
			}
		case report.Count:
			k.Ems, k.Figure = 3.5, true
		case report.Day:
			k.Ems = 5.5
		case report.Code:
			k.Ems = max(3.2, float32(c.Width)*0.27, kit.TextEms(c.Title, true)*titles+0.2)
			if c.Width > 30 { // a voucher: long, and the first to go
				k.Rank = 2
			} else if i > 0 || sheet.Name == "outlets" { // whose names stand beside their codes
				k.Rank = 1
			}
		default:
			k.Ems, k.Grow = min(9, max(3, float32(c.Width)*0.22)), float32(c.Width)
		}
		columns[at] = k
	}
	return columns
}

// monthRank less the month is the rank of a month's column: the rest of a sheet stays longer.
const monthRank = 20

// widest is how many ems the largest figure of a column needs.
func widest(sheet *report.Sheet, column int) float32 {
	longest := "00.000"
	for _, r := range sheet.Rows {
		if text := coop.FormatPlain(r.Cells[column].Amount); len(text) > len(longest) {
			longest = text
		}
	}
	return kit.TextEms(longest, true)
}

func (p *reportPage) fill(row int, cells []kit.Cell) {
	t, r := p.shell.Text, p.sheet.Rows[row]
	strong := r.Kind != report.Detail && r.Kind != report.Prose
	indented := false
	for at, i := range p.columns {
		c, cell := r.Cells[i], kit.Cell{Bold: strong}
		switch c.Kind {
		case report.Amount:
			cell.Text = t.Figure(c.Amount)
		case report.Day:
			cell.Text = t.ShortDay(c.Day)
		case report.Count:
			cell.Text = t.Count(int(c.Count))
		case report.Code:
			cell.Text, cell.Tone = c.Text, kit.ToneSoft
		case report.Text:
			cell.Text = c.Text
			if !indented {
				cell.Text = strings.Repeat("\u2002", r.Indent) + cell.Text
			}
			indented = true
		}
		if r.Kind == report.Heading {
			cell.Tone = kit.ToneBrand
		}
		cells[at] = cell
	}
}
