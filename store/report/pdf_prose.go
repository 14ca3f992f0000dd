package report

import "lumbung/store/coop"

// shown writes a cell as the sheet's paper shows it.
func (s *Sheet) shown(c Cell) string {
	if s.Dash && c.Kind == Amount && c.Amount == 0 {
		return "–"
	}
	return c.String()
}

// handHigh is how high a row is that people write in by hand.
const handHigh = 8.4

// Letters of paragraphs, in points, and how high a line of them is.
const (
	proseSize = 9.2
	proseLine = 4.7
)

// proseLines cuts a paragraph into lines that fit, and sets its letters.
func (d *drawing) proseLines(r *Row) []string {
	d.SetFont(fontName, "", proseSize)
	shift := indentation * float64(r.Indent)
	return d.SplitText(r.Cells[d.sheet.nameColumn()].Text, d.width-2*padding-shift)
}

// proseHigh is how high a paragraph becomes.
func (d *drawing) proseHigh(r *Row) float64 { return proseLine*float64(len(d.proseLines(r))) + 2 }

// prose draws a paragraph over the width of the table, and goes on upon the next page where it must.
func (d *drawing) prose(i int) {
	const size, high = proseSize, proseLine
	r := &d.sheet.Rows[i]
	shift := indentation * float64(r.Indent)
	lines := d.proseLines(r)
	d.SetXY(d.left, d.GetY()+0.8)
	for n, line := range lines {
		// Neither the first nor the last line of a paragraph stands alone on a page.
		if y := d.GetY(); y+high > d.bottom || y+2*high > d.bottom && n == 0 && len(lines) > 1 {
			d.newPage()
			d.SetFont(fontName, "", size)
		}
		d.ink(inkColor)
		d.SetX(d.left + padding + shift - d.GetCellMargin())
		d.CellFormat(d.width, high, line, "", 2, "L", false, 0, "")
	}
	d.SetXY(d.left, d.GetY()+1.2)
	d.odd = false
}

// spanned is the width that a row's words may take: over empty cells to the right, in headings.
func (d *drawing) spanned(r *Row, c int) float64 {
	width := d.widths[c]
	if r.Kind == Detail || d.sheet.Columns[c].Kind != Text {
		return width
	}
	for n := c + 1; n < len(r.Cells) && r.Cells[n].Kind == None; n++ {
		width += d.widths[n]
	}
	return width
}

func (d *drawing) background(r *Row, y, height float64) {
	right := d.left + d.width
	d.ink(inkColor)
	d.SetLineWidth(0.2)
	switch r.Kind {
	case Heading:
		d.ink(greenColor)
		d.stroke(ruleColor)
		d.Line(d.left, y+height, right, y+height)
		d.odd = false
	case Subtotal:
		d.stroke(ruleColor)
		d.Line(d.left, y, right, y)
		d.odd = false
	case Total:
		d.fill(paleColor)
		d.Rect(d.left, y, d.width, height, "F")
		d.stroke(greenColor)
		d.Line(d.left, y, right, y)
		d.Line(d.left, y+height-0.5, right, y+height-0.5)
		d.Line(d.left, y+height, right, y+height)
		d.odd = false
	default:
		if d.sheet.Lines {
			d.stroke(ruleColor)
			x := d.left
			for _, width := range d.widths {
				d.Rect(x, y, width, height, "D")
				x += width
			}
			return
		}
		if d.odd {
			d.fill(tintColor)
			d.Rect(d.left, y, d.width, height, "F")
		}
		d.odd = !d.odd
	}
}

// hanging is what stands behind the rupiah of some amounts in a column: sen, or the bracket of what is below zero.
type hanging struct{ sen, bracket bool }

// hanging finds it for each column.
func (s *Sheet) hanging() []hanging {
	all := make([]hanging, len(s.Columns))
	for i := range s.Rows {
		for c, cell := range s.Rows[i].Cells {
			if cell.Kind == Amount {
				all[c].sen = all[c].sen || cell.Amount%coop.Rupiah != 0
				all[c].bracket = all[c].bracket || cell.Amount < 0
			}
		}
	}
	return all
}

// hang is the room that an amount leaves behind it for what it lacks, in the letters that are set, so that rupiah stand
// under rupiah in the whole column.
func (d *drawing) hang(c int, cell Cell) (room float64) {
	if cell.Kind != Amount {
		return 0
	}
	if d.hangs[c].sen && cell.Amount%coop.Rupiah == 0 {
		room += d.GetStringWidth(",00")
	}
	if d.hangs[c].bracket && cell.Amount >= 0 {
		room += d.GetStringWidth(")")
	}
	return room
}
