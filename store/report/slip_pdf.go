package report

import (
	"fmt"
	"io"

	"codeberg.org/go-pdf/fpdf"

	"lumbung/assets"
	"lumbung/store/coop"
)

// A slip takes a third of an upright A4 page, so that three are cut from one; lengths are millimetres.
const (
	slipsAPage = 3
	slipHigh   = 99.0
	slipSide   = 13.0
	slipLabel  = 40.0 // what the words before a line take
	slipLetter = 10.0
)

// WriteSlips draws slips, three to a page with lines to cut along. The same slips give the same bytes.
func WriteSlips(w io.Writer, slips []Slip) error {
	d := &slipDrawing{drawing: drawing{Fpdf: fpdf.New("P", "mm", "A4", "")}}
	var err error
	if d.id, err = NewWords("id", nil); err != nil {
		return err
	}
	if d.en, err = NewWords("en", nil); err != nil {
		return err
	}
	d.AddUTF8FontFromBytes(fontName, "", assets.FontRegular())
	d.AddUTF8FontFromBytes(fontName, "B", assets.FontBold())
	d.SetMargins(slipSide, 0, slipSide)
	d.SetAutoPageBreak(false, 0)
	if len(slips) > 0 {
		d.SetTitle(d.id.t("report.slip.title")+" "+slips[0].Voucher, true)
		d.SetAuthor(slips[0].Cooperative, true)
	}
	d.SetCreator("Lumbung", true)
	d.SetLang("id")
	d.SetCreationDate(coop.Date(20200101).Time())
	d.SetModificationDate(coop.Date(20200101).Time())
	d.SetCatalogSort(true)
	width, _ := d.GetPageSize()
	d.left, d.width = slipSide, width-2*slipSide
	for i := range slips {
		if i%slipsAPage == 0 {
			d.AddPage()
		} else {
			d.cut(float64(i%slipsAPage) * slipHigh)
		}
		d.slip, d.top = &slips[i], float64(i%slipsAPage)*slipHigh
		d.draw()
	}
	if n := len(slips) % slipsAPage; n > 0 {
		d.cut(float64(n) * slipHigh)
	}
	if err := d.Output(w); err != nil {
		return fmt.Errorf("write PDF: %w", err)
	}
	return nil
}

// slipDrawing is a page of slips while it is being drawn.
type slipDrawing struct {
	drawing
	id, en *Words
	slip   *Slip
	top    float64
}

// both says words in Indonesian, and behind them in English on a slip that has both.
func (d *slipDrawing) both(key string) string {
	if d.slip != nil && d.slip.English {
		return d.id.t(key) + " · " + d.en.t(key)
	}
	return d.id.t(key)
}

// cut draws the line to cut along.
func (d *slipDrawing) cut(y float64) {
	width, _ := d.GetPageSize()
	d.stroke(greyColor)
	d.SetLineWidth(0.2)
	d.SetDashPattern([]float64{1.6, 1.4}, 0)
	d.Line(6, y, width-6, y)
	d.SetDashPattern(nil, 0)
	d.put(width-50, y-3.2, 44, "R", 5.5, "", greyColor, d.both("report.slip.cut"))
}

// put writes one line of text into a box.
func (d *slipDrawing) put(x, y, width float64, align string, size float64, weight string, color rgb, text string) {
	d.SetFont(fontName, weight, size)
	for d.GetStringWidth(text) > width && size > 5 {
		size -= 0.25
		d.SetFont(fontName, weight, size)
	}
	d.ink(color)
	d.SetXY(x-d.GetCellMargin(), y)
	d.CellFormat(width+2*d.GetCellMargin(), size*0.5, text, "", 0, align, false, 0, "")
}

func (d *slipDrawing) draw() {
	s := d.slip
	d.stamp()
	half := d.width * 0.6
	d.put(d.left, d.top+8, half, "L", 12, "B", greenColor, s.Cooperative)
	if s.Village != "" {
		under := d.id.t("report.page.village", s.Village)
		if s.Address != "" {
			under = s.Address + " · " + under
		}
		d.put(d.left, d.top+14, half+18, "L", 7, "", greyColor, under)
	}
	title := d.id.t("report.slip.title")
	if s.English {
		title += " · " + d.en.t("report.slip.title")
	}
	d.put(d.left+half, d.top+7.4, d.width-half, "R", 14, "B", inkColor, title)
	d.put(d.left+half, d.top+14, d.width-half, "R", 9, "", inkColor, d.id.t("report.slip.number", s.Voucher))
	if stamp, color := d.stamped(); stamp != "" {
		d.put(d.left+half-30, d.top+8.6, 56, "L", 9, "B", color, stamp)
	}
	d.stroke(greenColor)
	d.SetLineWidth(0.5)
	d.Line(d.left, d.top+18.6, d.left+d.width, d.top+18.6)
	party := Wording{ID: s.Party}
	switch {
	case s.Out:
		party.ID = s.Cooperative
	case s.Member != "":
		party.ID += " (" + d.id.t("report.slip.member", s.Member) + ")"
	}
	y := d.row(d.top+21.5, "report.slip.from", party, "B", 2)
	y = d.row(y, "report.slip.sum", s.Words, "B", 2)
	d.row(y, "report.slip.for", s.For, "", 2)
	d.amount()
	d.signs()
}

// row writes what stands behind a label on dotted lines and gives where the next begins. With English it stands
// under the Indonesian in small letters.
func (d *slipDrawing) row(y float64, key string, words Wording, weight string, lines int) float64 {
	s, x, width := d.slip, d.left+slipLabel, d.width-slipLabel
	high, apart := 6.0, 2.6
	if s.English {
		high, apart = 5.2, 1.6
	}
	end := y + high + apart
	d.put(d.left, y, slipLabel-4, "L", slipLetter, "", greyColor, d.id.t(key))
	d.put(x-3, y, 3, "L", slipLetter, "", greyColor, ":")
	if s.English {
		d.put(d.left, y+4.4, slipLabel-4, "L", 6.5, "", greyColor, d.en.t(key))
		end += 2
	}
	split := d.fit(words.ID, width, slipLetter, weight, lines)
	for i := range max(len(split), 1) {
		d.ink(inkColor)
		if i < len(split) {
			d.SetXY(x-d.GetCellMargin(), y)
			d.CellFormat(width, slipLetter*0.5, split[i], "", 0, "L", false, 0, "")
		}
		y += high
		d.stroke(ruleColor)
		d.SetLineWidth(0.2)
		d.Line(x, y-0.3, d.left+d.width, y-0.3)
	}
	if s.English && words.EN != "" {
		d.put(x, y+0.2, width, "L", 6.5, "", greyColor, words.EN)
		y += 3.4
	}
	return max(y+apart, end)
}

// fit cuts a text into at most so many lines, in smaller letters where it is long; the letters stay set.
func (d *slipDrawing) fit(text string, width, size float64, weight string, lines int) []string {
	for ; ; size -= 0.5 {
		d.SetFont(fontName, weight, size)
		if text == "" {
			return nil
		}
		split := d.SplitText(text, width)
		if len(split) <= lines || size < 5.5 {
			return split[:min(len(split), lines)]
		}
	}
}

// amount draws the figure in its box, and under it the check code.
func (d *slipDrawing) amount() {
	s, y := d.slip, d.top+66.0
	const wide = 66.0
	d.fill(paleColor)
	d.stroke(greenColor)
	d.SetLineWidth(0.35)
	d.Rect(d.left, y, wide, 11, "FD")
	d.put(d.left+3, y+2.2, wide-6, "L", 15, "B", inkColor, coop.FormatAccounting(s.Amount))
	d.put(d.left, y+14, 34, "L", 8, "", greyColor, d.both("report.slip.code"))
	d.put(d.left+34, y+13.2, wide-34, "R", 12, "B", inkColor, s.Code.String())
	d.put(d.left, y+20, wide+14, "L", 6, "", greyColor, d.id.t("report.slip.check"))
	if s.English {
		d.put(d.left, y+23.2, wide+14, "L", 6, "", greyColor, d.en.t("report.slip.check"))
	}
	if s.Archive {
		d.put(d.left, y+26.6, wide+14, "L", 7, "B", greenColor, d.both("report.slip.archive"))
	}
}

// signs draws who hands over and who receives; whoever receives signs on the right.
func (d *slipDrawing) signs() {
	s := d.slip
	gives, takes := "report.slip.gave", "report.slip.received"
	giver, taker := s.Party, s.Treasurer
	if s.Out {
		gives, giver, taker = "report.slip.paid", s.Treasurer, s.Party
	}
	x, wide := d.left+84, (d.width-84)/2
	d.put(x, d.top+66, 2*wide, "R", 8.5, "", inkColor, s.Place)
	for i, sign := range []Signature{{gives, giver}, {takes, taker}} {
		at := x + float64(i)*wide
		role := d.id.t(sign.Role)
		if s.English {
			role += " · " + d.en.t(sign.Role)
		}
		d.put(at+1, d.top+71, wide-2, "C", 8, "", greyColor, role)
		lines := d.fit(sign.Name, wide-2, 8.5, "B", 2)
		if size, _ := d.GetFontSize(); size < 6.5 {
			lines = d.fit(sign.Name, wide-2, 6.5, "B", 3)
		}
		_, high := d.GetFontSize()
		high *= 1.25
		d.ink(inkColor)
		for n, line := range lines {
			d.SetXY(at+1-d.GetCellMargin(), d.top+91.6-high*float64(len(lines)-n))
			d.CellFormat(wide-2+2*d.GetCellMargin(), high, line, "", 0, "C", false, 0, "")
		}
		d.stroke(inkColor)
		d.SetLineWidth(0.2)
		d.Line(at+4, d.top+92, at+wide-4, d.top+92)
	}
}

// stamped is what is stamped on the slip: that it is no first print, or that what it says was taken back.
func (d *slipDrawing) stamped() (string, rgb) {
	s := d.slip
	key, color := "report.page.copy", greyColor
	switch {
	case s.Void:
		key, color = "report.page.void", redColor
	case !s.Copy:
		return "", color
	}
	text := d.id.t(key)
	if s.English {
		text += " · " + d.en.t(key)
	}
	return text, color
}

// stamp writes it across the slip; it stands at the head in plain letters too.
func (d *slipDrawing) stamp() {
	if text, color := d.stamped(); text != "" {
		d.across(text, d.left+d.width/2, d.top+55, 30, color)
	}
}
