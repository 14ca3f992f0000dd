package report

import "slices"

// keptRows are how many rows go at least to the next page with signatures that do not fit: nobody signs an empty page.
const keptRows = 3

// mostJoined is how many rows more may go there, so that no sum begins the page without what it adds up.
const mostJoined = 8

// signHeight is what the signatures need.
const signHeight = 42

// lastRow is the row from which on the sheet must stay together with its signatures: some rows and their headings.
func (d *drawing) lastRow() int {
	rows := d.sheet.Rows
	least := max(0, len(rows)-keptRows)
	at := least
	for at > 0 && (rows[at-1].Kind == Heading || least-at < mostJoined && d.sheet.joined(at)) {
		at--
	}
	return at
}

// mostKept is how many millimetres of rows stay together at most: more would leave pages half empty.
const mostKept = 60

// together is how high a row is with those that must not be parted from it: headings stand over their first row, sums
// under their last one, and rows with the one that they belong to.
func (d *drawing) together(i int) (need float64) {
	rows := d.sheet.Rows
	for at := i; at < len(rows) && need < mostKept; at++ {
		if rows[at].Kind == Prose {
			return need + 12 // two lines of it
		}
		_, high := d.split(&rows[at])
		need += high
		if rows[at].Kind != Heading && !d.sheet.joined(at+1) {
			break
		}
	}
	return need
}

// joined says whether a row stays with the one before it.
func (s *Sheet) joined(i int) bool {
	return i > 0 && i < len(s.Rows) && (s.Rows[i].With || s.Rows[i].Kind == Subtotal || s.Rows[i].Kind == Total)
}

// keep begins a new page when the last rows, the notes and the signatures no longer fit together on this one.
func (d *drawing) keep(i int) {
	if len(d.sheet.Signatures) == 0 || i == 0 || i != d.lastRow() {
		return
	}
	if need := d.need(i); d.GetY()+need > d.bottom+6 && need < d.bottom-margin {
		d.newPage()
		d.carry(i)
	}
}

// carry repeats the heading under which row i stands at the top of a page that goes on with it, where the sheet says
// so: on the fourth page of a ledger nobody knew of which account it was.
func (d *drawing) carry(i int) {
	rows := d.sheet.Rows
	if !d.sheet.Carry || rows[i].Kind == Heading {
		return
	}
	for at := i - 1; at >= 0 && rows[at].Kind != Total; at-- {
		if rows[at].Kind != Heading {
			continue
		}
		head := rows[at]
		head.Cells = slices.Clone(head.Cells)
		head.Cells[d.sheet.nameColumn()].Text += " " + d.sheet.say("report.page.continued")
		split, height := d.split(&head)
		d.cells(&head, split, height)
		return
	}
}

// need is how high the rows from one on become, with the notes and the signatures below them.
func (d *drawing) need(i int) float64 {
	need := signHeight + 3.0
	for at := range d.sheet.Rows[i:] {
		r := &d.sheet.Rows[i+at]
		if r.Kind == Prose {
			need += d.proseHigh(r)
			continue
		}
		_, height := d.split(r)
		need += height
	}
	d.SetFont(fontName, "", 8)
	for _, note := range d.sheet.Notes {
		need += 4.3 * float64(len(d.SplitText(note.Text, d.width)))
	}
	return need
}

// leastLine is how low a line of the table may become, in parts of the usual one, so that a sheet fits one page.
const leastLine = 0.82

// tighten sets the rows closer where the sheet would fit one page so: the result of a year was cut just above its last
// line, and the board signed a page of three rows.
func (d *drawing) tighten() {
	if len(d.sheet.Signatures) == 0 || d.sheet.Lines {
		return
	}
	room, usual := d.bottom+6-d.GetY(), d.line
	if d.need(0) <= room {
		return
	}
	d.line *= leastLine
	if d.need(0) > room {
		d.line = usual
	}
}

// notes writes the sentences under the table.
func (d *drawing) notes() {
	d.SetXY(d.left, d.GetY()+3)
	for _, note := range d.sheet.Notes {
		d.SetFont(fontName, "", 8)
		d.ink(greyColor)
		mark := "· "
		if note.Wrong {
			d.SetFont(fontName, "B", 8)
			d.ink(redColor)
			mark = "! "
		}
		if d.GetY()+5 > d.bottom {
			d.page()
			d.SetXY(d.left, margin)
		}
		d.MultiCell(d.width, 4.3, mark+note.Text, "", "L", false)
		d.SetX(d.left)
	}
}

// signatures draws the places to sign side by side, never cut by a page.
func (d *drawing) signatures() {
	signs := d.sheet.Signatures
	if len(signs) == 0 {
		return
	}
	if d.GetY()+signHeight > d.bottom+6 {
		d.page()
		d.SetXY(d.left, margin)
	}
	d.Ln(5)
	d.ink(inkColor)
	d.SetFont(fontName, "", 9)
	d.SetX(d.left)
	d.CellFormat(d.width, 5, d.sheet.Place, "", 2, "R", false, 0, "")
	y := d.GetY() + 2
	width := min(d.width/float64(len(signs)), d.width*0.4)
	right := d.left + d.width - width*float64(len(signs)) // a single one stands on the right
	for i, sign := range signs {
		x := right + float64(i)*width
		d.SetXY(x, y)
		d.SetFont(fontName, "", 9)
		d.CellFormat(width, 5, sign.Role, "", 2, "C", false, 0, "")
		d.SetXY(x, y+22)
		d.SetFont(fontName, "B", 9)
		d.CellFormat(width, 5, sign.Name, "", 2, "C", false, 0, "")
		d.stroke(inkColor)
		d.SetLineWidth(0.25)
		d.Line(x+width*0.15, y+27.5, x+width*0.85, y+27.5)
	}
	d.SetXY(d.left, y+30)
}

// across writes a word aslant around a point, so pale that what lies over it can be read.
func (d *drawing) across(text string, x, y, size float64, color rgb) {
	d.SetAlpha(0.28, "Normal")
	d.TransformBegin()
	d.TransformRotate(12, x, y)
	d.SetFont(fontName, "B", size)
	d.ink(color)
	width := d.GetStringWidth(text)
	d.SetXY(x-width/2-4, y-size*0.25)
	d.stroke(color)
	d.SetLineWidth(1)
	d.CellFormat(width+8, size*0.5, text, "1", 0, "C", false, 0, "")
	d.TransformEnd()
	d.SetAlpha(1, "Normal")
}
