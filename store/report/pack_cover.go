package report

import (
	"context"

	"lumbung/store/coop"
)

// Names of the two papers before all others.
const (
	packCoverName    = "cover"
	packContentsName = "contents"
)

// packCover is the first page.
func packCover(ctx context.Context, source Source, order Order) (*Sheet, error) {
	order.Name = packCoverName
	p, err := newPaper(ctx, source, order)
	if err != nil {
		return nil, err
	}
	held, err := p.annual(ctx)
	if err != nil {
		return nil, err
	}
	p.column("name", Text, 180)
	p.sheet.Untitled = true
	for i, line := range []string{
		p.t("pack.cover.board"), p.t("pack.cover.meeting"), p.t("pack.cover.year", int(p.to)/10000),
	} {
		p.sheet.add(Row{Kind: RowKind(min(i, 1)), Cells: []Cell{text(line)}})
	}
	for _, line := range p.sheet.headLines() {
		p.sheet.prose(line)
	}
	if held.Meeting.Date != 0 {
		day, hour, place := p.when(held.Meeting)
		p.sheet.prose(day + " · " + hour + " · " + place)
	}
	return p.sheet, nil
}

// packContents lists the papers; the pages come when they are drawn, and in a workbook the numbers of the sheets stand
// there.
func packContents(ctx context.Context, source Source, order Order, papers []*Sheet) (*Sheet, error) {
	order.Name = packContentsName
	p, err := newPaper(ctx, source, order)
	if err != nil {
		return nil, err
	}
	p.column("row", Count, 10)
	p.column("paper", Text, 140)
	p.column("page", Count, 20)
	for i, s := range papers {
		p.sheet.add(Row{Cells: []Cell{
			{Kind: Count, Count: int64(i + 1)}, text(s.TitleIn()), {Kind: Count, Count: int64(i + 3)},
		}})
	}
	return p.sheet, nil
}

// cover draws the first page: the cooperative's name, what lies behind it, and of which year.
func (d *drawing) cover() {
	s := d.sheet
	_, high := d.GetPageSize()
	d.fill(greenColor)
	d.Rect(0, 0, d.width+2*margin, 14, "F")
	d.Rect(0, high-14, d.width+2*margin, 14, "F")
	d.fill(strawColor)
	d.Rect(0, 14, d.width+2*margin, 1.6, "F")
	d.Rect(0, high-15.6, d.width+2*margin, 1.6, "F")
	y := 62.0
	line := func(size, apart float64, weight string, color rgb, words string) {
		d.SetFont(fontName, weight, size)
		for d.GetStringWidth(words) > d.width && size > 8 {
			size -= 0.5
			d.SetFont(fontName, weight, size)
		}
		d.ink(color)
		d.SetXY(d.left, y)
		d.CellFormat(d.width, size*0.5, words, "", 0, "C", false, 0, "")
		y += size*0.5 + apart
	}
	line(26, 8, "B", greenColor, s.Cooperative)
	d.stroke(strawColor)
	d.SetLineWidth(0.9)
	d.Line(d.left+d.width*0.3, y, d.left+d.width*0.7, y)
	y += 34
	for i, r := range s.Rows {
		words := r.Cells[0].Text
		switch {
		case i < 2:
			line(17, 6, "B", inkColor, words)
		case i == 2:
			line(22, 42, "B", greenColor, words)
		default:
			line(10.5, 3, "", greyColor, words)
		}
	}
	if s.Printed != 0 {
		y = high - 40
		line(9, 2, "", greyColor, s.say("report.page.printed", coop.DateText(s.Printed, s.Lang)))
	}
}
