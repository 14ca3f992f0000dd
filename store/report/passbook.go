package report

import (
	"context"
	"fmt"
	"io"

	"codeberg.org/go-pdf/fpdf"

	"lumbung/assets"
	"lumbung/store/coop"
)

// Papers that a member keeps: the passbook (buku tabungan) on A5, and the certificate (bilyet) of a term deposit on a
// third of A4. Lengths are millimetres.
const (
	bookRows = 30 // a page
	bookTop  = 34.0
	bookHigh = 5.2
	bookSide = 9.0
)

// PassbookOrder says which passbook is wanted, and from which line on: what stands before it is on the paper already
// and stays blank.
type PassbookOrder struct {
	Member  coop.ID
	Account string
	First   int
	Lang    string
	To      coop.Date
}

// WritePassbook draws the pages of a passbook from a line on. Each line stands where it belongs, so that the page that
// was printed to its middle can be laid in again; titles are drawn on pages that begin anew. The same book gives the
// same bytes.
func WritePassbook(ctx context.Context, w io.Writer, source Source, order PassbookOrder) error {
	members, ok := source.(MemberSource)
	if !ok || order.Member.IsZero() {
		return coop.Problem{Key: "report.wrong.member"}
	}
	p, err := newPaper(ctx, source, Order{Name: "savings", Lang: order.Lang, Period: Period{Date: order.To}})
	if err != nil {
		return err
	}
	statement, err := members.MemberStatement(ctx, order.Member, 0, order.To)
	if err != nil {
		return err
	}
	accounts, err := members.Accounts(ctx)
	if err != nil {
		return err
	}
	name := order.Account
	for _, a := range accounts {
		if a.Code == order.Account {
			name = p.pick(a.NameID, a.NameEN)
		}
	}
	d := &slipDrawing{drawing: drawing{Fpdf: fpdf.New("P", "mm", "A5", ""), sheet: p.sheet}, id: p.Words}
	d.prepareCard(p.sheet, bookSide)
	lines := coop.Passbook(statement, order.Account, nil)
	for at := max(order.First, 1) - 1; at < len(lines); at++ {
		row := at % bookRows
		if row == 0 || at == max(order.First, 1)-1 {
			d.AddPage()
			if row == 0 {
				d.bookHead(p, &statement.Member, name, at/bookRows+1)
			}
		}
		d.bookLine(p, &lines[at], bookTop+float64(row)*bookHigh)
	}
	if err := d.Output(w); err != nil {
		return fmt.Errorf("write PDF: %w", err)
	}
	return nil
}

// prepareCard sets fonts and edges of a small paper.
func (d *slipDrawing) prepareCard(s *Sheet, side float64) {
	d.AddUTF8FontFromBytes(fontName, "", assets.FontRegular())
	d.AddUTF8FontFromBytes(fontName, "B", assets.FontBold())
	d.SetMargins(side, 0, side)
	d.SetAutoPageBreak(false, 0)
	d.SetTitle(s.TitleIn(), true)
	d.SetAuthor(s.Cooperative, true)
	d.SetCreator("Lumbung", true)
	d.SetLang(s.Lang)
	d.SetCreationDate(s.To.Time())
	d.SetModificationDate(s.To.Time())
	d.SetCatalogSort(true)
	width, _ := d.GetPageSize()
	d.left, d.width = side, width-2*side
}

// bookColumns are where the columns of a passbook begin and how wide they are: date, what, in, out, balance.
var bookColumns = [5][2]float64{{0, 16}, {17, 48}, {66, 20}, {87, 20}, {108, 22}}

// bookHead draws whose book it is, and the titles of a page.
func (d *slipDrawing) bookHead(p *paper, m *coop.MemberView, saving string, page int) {
	d.put(d.left, 8, d.width*0.7, "L", 11, "B", greenColor, p.sheet.Cooperative)
	d.put(d.left, 14.5, d.width*0.72, "L", 10, "B", inkColor, m.Name+" · "+p.t("report.slip.member", m.Number))
	d.put(d.left, 20, d.width*0.72, "L", 8, "", greyColor, saving)
	d.put(d.left+d.width*0.7, 8, d.width*0.3, "R", 8, "", greyColor, p.t("report.passbook.page", page))
	d.fill(paleColor)
	d.Rect(d.left-1, bookTop-7, d.width+2, 6, "F")
	for c, key := range []string{"date", "description", "in", "out", "balance"} {
		align := "L"
		if c > 1 {
			align = "R"
		}
		d.put(
			d.left+bookColumns[c][0],
			bookTop-5.6,
			bookColumns[c][1],
			align,
			7.5,
			"B",
			inkColor,
			p.t("report.column."+key),
		)
	}
}

func (d *slipDrawing) bookLine(p *paper, l *coop.PassbookLine, y float64) {
	d.bookWords(asPaid(p.describe(coop.KindEntry, l.Word, "", l.Remark)), d.left+bookColumns[1][0], y)
	in, out := "", ""
	if l.In != 0 {
		in = coop.FormatPlain(l.In)
	}
	if l.Out != 0 {
		out = coop.FormatPlain(l.Out)
	}
	for c, s := range []string{coop.DateShort(l.Date), "", in, out, coop.FormatPlain(l.Balance)} {
		align, weight := "L", ""
		if c > 1 {
			align = "R"
		}
		if c == 4 {
			weight = "B"
		}
		d.put(d.left+bookColumns[c][0], y, bookColumns[c][1], align, 7.5, weight, inkColor, s)
	}
}

// bookWords writes what a line is: in two lines of smaller letters where one does not hold it, for letters that shrink
// until a long remark fits can no longer be read.
func (d *slipDrawing) bookWords(what string, x, y float64) {
	const usual, small, apart = 7.5, 6.4, 2.4
	width := bookColumns[1][1]
	d.ink(inkColor)
	d.SetFont(fontName, "", usual)
	lines, high, size := []string{what}, y, usual
	if d.GetStringWidth(what) > width {
		lines = d.fit(what, width, small, "", 2)
		high -= apart / 2 * float64(len(lines)-1)
		size, _ = d.GetFontSize()
	}
	for i, line := range lines {
		d.SetXY(x-d.GetCellMargin(), high+float64(i)*apart)
		d.CellFormat(width+2*d.GetCellMargin(), size*0.5, line, "", 0, "L", false, 0, "")
	}
}

// WriteCertificate draws the certificate of a term deposit: whose, how much in figures and words, how long, at what
// rate, what happens at its end, and places for two signatures.
func WriteCertificate(
	ctx context.Context,
	w io.Writer,
	source Source,
	v coop.TermView,
	lang string,
	day coop.Date,
) error {
	p, err := newPaper(ctx, source, Order{Name: "terms", Lang: lang, Period: Period{Date: day}})
	if err != nil {
		return err
	}
	if err := p.sign(ctx); err != nil {
		return err
	}
	d := &slipDrawing{drawing: drawing{Fpdf: fpdf.New("L", "mm", "A5", ""), sheet: p.sheet}, id: p.Words}
	d.prepareCard(p.sheet, 14)
	d.AddPage()
	d.stroke(greenColor)
	d.SetLineWidth(0.6)
	d.Rect(6, 6, d.width+16, 136, "D")
	d.put(d.left, 12, d.width, "C", 13, "B", greenColor, p.sheet.Cooperative)
	for i, line := range p.sheet.headLines() {
		d.put(d.left, 18.5+float64(i)*4, d.width, "C", 7, "", greyColor, line)
	}
	d.put(d.left, 29, d.width, "C", 15, "B", inkColor, p.t("report.certificate.title"))
	d.put(d.left, 37, d.width, "C", 9, "", greyColor, p.t("report.certificate.number", v.Number))
	y := 47.0
	for _, row := range [][2]string{
		{"report.certificate.owner", v.Owner.Name + " · " + p.t("report.slip.member", v.Owner.Number)},
		{"report.certificate.amount", coop.FormatMoney(v.Amount)},
		{"report.certificate.words", coop.MoneyWords(v.Amount, p.lang)},
		{"report.certificate.term", p.t("report.certificate.months", int(v.Months), p.Date(v.Date), p.Date(v.End()))},
		{"report.certificate.rate", p.t("report.certificate.a-year", coop.FormatPoints(v.Rate))},
		{"report.certificate.end", p.t(fmt.Sprintf("report.certificate.roll.%d", v.Roll))},
	} {
		d.put(d.left, y, 44, "L", 9, "", greyColor, p.t(row[0]))
		d.put(d.left+46, y, d.width-46, "L", 10, "B", inkColor, row[1])
		y += 7.5
	}
	d.put(d.left, y+2, d.width, "L", 7.5, "", greyColor, p.t("report.certificate.keep"))
	d.put(d.left+d.width*0.5, 103, d.width*0.5, "C", 9, "", inkColor, orDots(p.place)+", "+p.Date(v.Date))
	for i, s := range p.sheet.Signatures {
		if i > 1 {
			break
		}
		x := d.left + d.width*0.5*float64(i)
		d.put(x, 109, d.width*0.5, "C", 9, "", inkColor, s.Role)
		d.put(x, 131, d.width*0.5, "C", 9, "B", inkColor, orDots(s.Name))
	}
	if err := d.Output(w); err != nil {
		return fmt.Errorf("write PDF: %w", err)
	}
	return nil
}
