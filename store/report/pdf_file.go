package report

import (
	"codeberg.org/go-pdf/fpdf"

	"lumbung/assets"
)

// newDrawing begins a file; the first sheet says what it is called.
func newDrawing(first *Sheet) *drawing {
	d := &drawing{Fpdf: fpdf.New("P", "mm", "A4", ""), sheet: first}
	d.AddUTF8FontFromBytes(fontName, "", assets.FontRegular())
	d.AddUTF8FontFromBytes(fontName, "B", assets.FontBold())
	d.SetMargins(margin, margin, margin)
	d.SetAutoPageBreak(false, 0)
	d.SetTitle(first.TitleIn()+" "+first.Cooperative, true)
	d.SetAuthor(first.Cooperative, true)
	d.SetCreator("Lumbung", true)
	d.SetLang(first.Lang)
	d.SetCreationDate(first.To.Time())
	d.SetModificationDate(first.To.Time())
	d.SetCatalogSort(true)
	d.AliasNbPages(pageAlias)
	d.SetFooterFunc(d.foot)
	return d
}

// leadTo makes a place on the page lead to a note, where the notes are bound in with it.
func (d *drawing) leadTo(note string, x, y, wide, high float64) {
	if d.links == nil {
		return
	}
	if _, known := d.links[note]; !known {
		d.links[note] = d.AddLink()
	}
	d.Link(x, y, wide, high, d.links[note])
}

// reached says that a note begins here.
func (d *drawing) reached(note string, y float64) {
	if link, asked := d.links[note]; asked {
		d.SetLink(link, y, -1)
	}
}

// start begins a sheet on a page of its own: upright, or across where the table is wide or its words are squeezed. The
// page before gets its foot while the sheet before is still known.
func (d *drawing) start(s *Sheet) {
	fresh := *d
	fresh.sheet = s
	fresh.lay("P")
	if s.wide() || fresh.squeezed() {
		fresh.lay("L")
	}
	d.turned = fresh.turned
	d.page()
	*d = fresh
}

// page begins a page in the sheet's direction.
func (d *drawing) page() { d.AddPageFormat(d.turned, d.GetPageSizeStr("A4")) }

// Lengths of A4 in millimetres.
const (
	shortSide = 210.0
	longSide  = 297.0
)

// Letters of a table in points, and from how many columns on they may be smaller where its words have no room else.
const (
	usualSize   = 8.2
	manyColumns = 8
	roomForWord = 36 // millimetres of a column of words
)

// tight says whether the usual letters leave the words of the table less room than they need.
func (d *drawing) tight() bool {
	for c, column := range d.sheet.Columns {
		if column.Kind == Text && d.widths[c] < min(roomForWord, column.Width) {
			return true
		}
	}
	return d.size < usualSize
}

// lay finds the measures of the sheet on paper in one direction.
func (d *drawing) lay(turned string) {
	wide, high := shortSide, longSide
	if turned == "L" {
		wide, high = longSide, shortSide
	}
	d.turned = turned
	d.left, d.width, d.bottom = margin, wide-2*margin, high-20
	d.size, d.line = usualSize, 4.1
	d.measure()
	if len(d.sheet.Columns) > manyColumns && d.tight() {
		d.size, d.line = 6.8, 3.9
		d.measure()
	}
}
