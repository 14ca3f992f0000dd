package report

import (
	"fmt"
	"io"
	"strings"

	"codeberg.org/go-pdf/fpdf"

	"lumbung/store/coop"
)

// WritePDF draws the sheet on A4: upright, or across where the table is wide. Titles repeat on every page, signatures
// stay together. The same sheet gives the same bytes.
func WritePDF(w io.Writer, s *Sheet) error {
	d := newDrawing(s)
	d.start(s)
	d.body()
	if err := d.Output(w); err != nil {
		return fmt.Errorf("write PDF: %w", err)
	}
	return nil
}

// body draws the sheet from its head to its signatures, on a page that was just begun.
func (d *drawing) body() {
	d.head()
	d.titles()
	d.tighten()
	for i := range d.sheet.Rows {
		d.keep(i)
		if d.sheet.Rows[i].Kind == Prose {
			d.prose(i)
		} else {
			d.row(i)
		}
	}
	d.notes()
	d.signatures()
}

// wide says whether the table needs the long side of the paper.
func (s *Sheet) wide() bool {
	var sum float64
	for _, column := range s.Columns {
		sum += column.Width
	}
	return sum > 210
}

// leastWords is how many millimetres the words of a row should have before the paper is turned.
const leastWords = 48

// squeezed says whether large figures leave too little of the paper to the words.
func (d *drawing) squeezed() bool {
	words, any := 0.0, false
	for c, column := range d.sheet.Columns {
		if column.Kind == Text {
			words, any = words+d.widths[c], true
		}
	}
	return any && words < leastWords
}

// drawing is a PDF while it is being drawn. Lengths are millimetres, sizes points.
type drawing struct {
	*fpdf.Fpdf
	sheet  *Sheet
	turned string // the paper's direction: P upright, L across
	left   float64
	width  float64 // of the table
	bottom float64
	size   float64 // of the table's letters
	line   float64 // height of one line of it
	widths []float64
	hangs  []hanging
	odd    bool           // every other detail row is tinted
	links  map[string]int // to the notes, by their numbers; nil on a paper that stands alone
}

// rgb is a colour of the house (design §9).
type rgb struct{ r, g, b int }

var (
	inkColor   = rgb{0x22, 0x26, 0x1F}
	greenColor = rgb{0x2E, 0x6B, 0x3E}
	strawColor = rgb{0xE0, 0xA5, 0x26}
	greyColor  = rgb{0x6B, 0x6F, 0x66}
	tintColor  = rgb{0xF6, 0xF3, 0xEA}
	paleColor  = rgb{0xE9, 0xF1, 0xEA}
	ruleColor  = rgb{0xD5, 0xD1, 0xC4}
	redColor   = rgb{0xB3, 0x26, 0x1E}
)

func (d *drawing) ink(c rgb)    { d.SetTextColor(c.r, c.g, c.b) }
func (d *drawing) stroke(c rgb) { d.SetDrawColor(c.r, c.g, c.b) }
func (d *drawing) fill(c rgb)   { d.SetFillColor(c.r, c.g, c.b) }

const (
	fontName  = "Noto"
	pageAlias = "{n}" // stands for the number of pages until it is known
	margin    = 16.0
	padding   = 1.4 // left and right of a cell
)

// measure gives every column the width of its widest figure or code, and what is left to the words; where there are no
// words, to all.
func (d *drawing) measure() {
	s := d.sheet
	d.widths, d.hangs = make([]float64, len(s.Columns)), s.hanging()
	d.SetFont(fontName, "B", d.size)
	var words, used float64
	for c, column := range s.Columns {
		if column.Kind == Text {
			words += column.Width
			continue
		}
		for _, word := range strings.Fields(column.Title) {
			d.widths[c] = max(d.widths[c], d.GetStringWidth(word))
		}
		for i := range s.Rows {
			cell := s.Rows[i].Cells[c]
			d.widths[c] = max(d.widths[c], d.GetStringWidth(s.shown(cell))+d.hang(c, cell))
		}
		d.widths[c] += 2*padding + 0.6
		used += d.widths[c]
	}
	left := max(d.width-used, d.width/5)
	if words == 0 {
		left = 0
	}
	for c, column := range s.Columns {
		if column.Kind == Text {
			d.widths[c] = left * column.Width / words
		}
	}
	d.roomForTitles()
	if total := left + used; words == 0 || total > d.width {
		scale := d.width / total
		for c := range d.widths {
			d.widths[c] *= scale
		}
		d.size *= min(1, scale)
	}
}

// roomForTitles gives columns of words at least the longest word of their title, from the widest of them: a title that
// is cut within a word cannot be read.
func (d *drawing) roomForTitles() {
	widest := -1
	for c, column := range d.sheet.Columns {
		if column.Kind == Text && (widest < 0 || d.widths[c] > d.widths[widest]) {
			widest = c
		}
	}
	for c, column := range d.sheet.Columns {
		if column.Kind != Text || c == widest {
			continue
		}
		for _, word := range strings.Fields(column.Title) {
			lacks := d.GetStringWidth(word) + 2*padding + 0.6 - d.widths[c]
			if lacks > 0 && lacks < d.widths[widest]/2 {
				d.widths[c] += lacks
				d.widths[widest] -= lacks
			}
		}
	}
}

func (d *drawing) head() {
	s := d.sheet
	d.fill(greenColor)
	d.Rect(0, 0, d.width+2*margin, 3, "F")
	d.fill(strawColor)
	d.Rect(0, 3, d.width+2*margin, 0.8, "F")
	d.SetXY(d.left, 11)
	d.ink(greenColor)
	d.fitting(15, 7, s.Cooperative)
	d.ink(greyColor)
	d.SetFont(fontName, "", 8)
	for _, line := range s.headLines() {
		d.SetX(d.left)
		d.MultiCell(d.width, 4, line, "", "L", false)
	}
	d.Ln(3.5)
	d.SetX(d.left)
	d.ink(inkColor)
	d.SetFont(fontName, "B", 13)
	d.CellFormat(d.width, 6.5, s.TitleIn(), "", 2, "L", false, 0, "")
	if s.About != "" {
		d.fitting(10, 5.2, s.About)
	}
	d.ink(greyColor)
	d.SetFont(fontName, "", 9)
	d.CellFormat(d.width, 5, d.subtitle(), "", 2, "L", false, 0, "")
	d.Ln(3)
}

// fitting writes a bold line, in smaller letters where it is long.
func (d *drawing) fitting(size, high float64, text string) {
	d.SetFont(fontName, "B", size)
	for d.GetStringWidth(text) > d.width-2 && size > 6 {
		size -= 0.25
		d.SetFont(fontName, "B", size)
	}
	d.CellFormat(d.width, high, text, "", 2, "L", false, 0, "")
}

// headLines are the small lines under the cooperative's name.
func (s *Sheet) headLines() []string {
	var lines []string
	if len(s.Letterhead) > 0 {
		lines = append(lines, strings.Join(s.Letterhead, " · "))
	}
	if s.Village != "" {
		lines = append(lines, s.say("report.page.village", s.Village))
	}
	return lines
}

// subtitle says of what time the sheet is, and in what its figures are.
func (d *drawing) subtitle() string {
	for _, column := range d.sheet.Columns {
		if column.Kind == Amount {
			return d.sheet.Period + " · " + d.sheet.say("report.page.unit")
		}
	}
	return d.sheet.Period
}

func (d *drawing) foot() {
	s := d.sheet
	if s.Name == packCoverName {
		return
	}
	_, height := d.GetPageSize()
	switch {
	case s.Void:
		d.across(s.say("report.page.void"), d.left+d.width/2, height/2, 48, redColor)
	case s.Copy:
		d.across(s.say("report.page.copy"), d.left+d.width/2, height/2, 48, greyColor)
	}
	d.stroke(ruleColor)
	d.SetLineWidth(0.2)
	d.Line(d.left, height-13, d.left+d.width, height-13)
	d.SetXY(d.left, height-12)
	d.ink(greyColor)
	d.SetFont(fontName, "", 7.5)
	d.CellFormat(d.width/2, 5, s.Cooperative+" · "+s.TitleIn(), "", 0, "L", false, 0, "")
	page := s.say("report.page.number", d.PageNo(), pageAlias)
	if s.Printed != 0 {
		page = s.say("report.page.printed", coop.DateText(s.Printed, s.Lang)) + " · " + page
	}
	d.CellFormat(d.width/2, 5, page, "", 0, "R", false, 0, "")
}

// titles draws the column titles, wrapped to as many lines as the longest needs.
func (d *drawing) titles() {
	if d.sheet.Untitled {
		d.odd = false
		return
	}
	d.SetFont(fontName, "B", d.size)
	d.fill(greenColor)
	d.ink(rgb{255, 255, 255})
	split := make([][]string, len(d.sheet.Columns))
	lines := 1
	for c, column := range d.sheet.Columns {
		split[c] = d.wrap(column.Title, d.widths[c])
		lines = max(lines, len(split[c]))
	}
	y := d.GetY()
	height := float64(lines)*d.line + 2
	d.Rect(d.left, y, d.width, height, "F")
	x := d.left
	for c, column := range d.sheet.Columns {
		d.draw(split[c], x, y+1, d.widths[c], column.right())
		x += d.widths[c]
	}
	d.SetXY(d.left, y+height)
	d.odd = false
}

// wrap cuts a text into lines that fit the width.
func (d *drawing) wrap(s string, width float64) []string {
	if s == "" {
		return nil
	}
	return d.SplitText(s, width-2*padding+2*d.GetCellMargin())
}

// draw writes the lines of one cell.
func (d *drawing) draw(lines []string, x, y, width float64, right bool) {
	align := "L"
	if right {
		align = "R"
	}
	for i, line := range lines {
		d.SetXY(x+padding-d.GetCellMargin(), y+float64(i)*d.line)
		d.CellFormat(width-2*padding+2*d.GetCellMargin(), d.line, line, "", 0, align, false, 0, "")
	}
}

// newPage begins a page with the column titles.
func (d *drawing) newPage() {
	d.page()
	d.SetXY(d.left, margin)
	d.titles()
}

// indentation is what one step of a row's indent is.
const indentation = 3.2

// split cuts the words of a row into lines that fit, sets its letters, and says how high it becomes.
func (d *drawing) split(r *Row) (split [][]string, height float64) {
	weight := ""
	if r.Kind != Detail {
		weight = "B"
	}
	d.SetFont(fontName, weight, d.size)
	name := d.sheet.nameColumn()
	split = make([][]string, len(r.Cells))
	lines := 1
	for c, cell := range r.Cells {
		width := d.spanned(r, c)
		if c == name {
			width -= indentation * float64(r.Indent)
		}
		if split[c] = []string{d.sheet.shown(cell)}; d.sheet.Columns[c].Kind == Text {
			split[c] = d.wrap(cell.String(), width)
		}
		lines = max(lines, len(split[c]))
	}
	height = float64(lines)*d.line + 0.9
	if d.sheet.Lines && r.Kind == Detail {
		height = max(height, handHigh)
	}
	return split, height
}

// row draws one row, on a new page when it does not fit with what must stand below it.
func (d *drawing) row(i int) {
	r, need := &d.sheet.Rows[i], d.together(i)
	split, height := d.split(r)
	if d.GetY()+need > d.bottom {
		d.newPage()
		d.carry(i)
		d.split(r) // sets the letters again
	}
	d.cells(r, split, height)
}

// cells draws the cells of a row where the page has come to.
func (d *drawing) cells(r *Row, split [][]string, height float64) {
	y, x := d.GetY(), d.left
	d.background(r, y, height)
	for c := range r.Cells {
		shift := 0.0
		if c == d.sheet.nameColumn() {
			shift = indentation * float64(r.Indent)
		}
		width := d.spanned(r, c) - shift - d.hang(c, r.Cells[c])
		d.draw(split[c], x+shift, y+0.45, width, d.sheet.Columns[c].right())
		if d.sheet.Columns[c].Key == keyNote && r.Cells[c].Text != "" {
			d.leadTo(r.Cells[c].Text, x, y, d.widths[c], height)
		}
		x += d.widths[c]
	}
	if number, _, is := strings.Cut(r.Cells[0].Text, " "); is && r.Kind == Heading && d.sheet.Name == notesName {
		d.reached(strings.TrimSuffix(number, "."), y)
	}
	d.SetXY(d.left, y+height)
}
