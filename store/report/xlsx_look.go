package report

import (
	"fmt"
	"math"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Letters and colours of the workbook. The font is the one that workbooks have anyway: without a name programs take
// another for each cell.
const (
	bookFont  = "Calibri"
	green     = "2E6B3E"
	paleGreen = "E9F1EA"
	lineGrey  = "C9C5B8"
	noteGrey  = "5A5F57"
	lineHigh  = 15.0 // points of a line of the table
	handLine  = 24.0 // of a row that people write in by hand
)

// letters is a font of the workbook.
func letters(bold bool, size float64, color string) *excelize.Font {
	return &excelize.Font{Family: bookFont, Bold: bold, Size: size, Color: color}
}

// style is what a cell can look like.
type style struct {
	row    RowKind
	kind   Kind
	sen    bool
	dash   bool
	indent int
	header bool
	right  bool
	wrap   bool
	ruled  bool
	apart  bool // a sum, or right under one: its double line needs room
}

// head writes whose paper it is, with its deed and address, what it is, and of what time.
func (x *workbook) head() error {
	about := x.sheet.Period
	for _, column := range x.sheet.Columns {
		if column.Kind == Amount {
			about += " · " + x.sheet.say("report.page.unit")
			break
		}
	}
	if x.sheet.About != "" {
		about = x.sheet.About + " · " + about
	}
	for i, line := range []struct {
		text  string
		font  *excelize.Font
		lines float64
	}{
		{x.sheet.Cooperative, letters(true, 14, green), 1.3},
		{strings.Join(x.sheet.headLines(), " · "), letters(false, 9, noteGrey), 1},
		{x.sheet.TitleIn(), letters(true, 14, green), 1.3},
		{about, letters(false, 11, green), 1.5},
	} {
		id, err := x.NewStyle(&excelize.Style{Font: line.font, Alignment: &excelize.Alignment{Vertical: "top"}})
		if err != nil {
			return err
		}
		if err := x.put(1, i+1, text(line.text), id); err != nil {
			return err
		}
		if err := x.SetRowHeight(x.name, i+1, line.lines*lineHigh); err != nil {
			return err
		}
	}
	return nil
}

// columns sets how wide the columns are and writes their titles, over several lines where they are long.
func (x *workbook) columns() error {
	x.widths = make([]float64, len(x.sheet.Columns))
	most := 1
	for c, column := range x.sheet.Columns {
		name, err := excelize.ColumnNumberToName(c + 1)
		if err != nil {
			return err
		}
		x.widths[c] = x.wide(c)
		if err := x.SetColWidth(x.name, name, name, x.widths[c]); err != nil {
			return err
		}
		if x.sheet.Untitled {
			continue
		}
		id, err := x.style(style{kind: column.Kind, header: true, right: column.Right})
		if err != nil {
			return err
		}
		if err := x.put(c+1, titleRow, text(column.Title), id); err != nil {
			return err
		}
		most = max(most, len(wrapped(column.Title, int(x.widths[c]-1))))
	}
	return x.SetRowHeight(x.name, titleRow, float64(most)*lineHigh+3)
}

// handWide is how many letters a millimetre of the paper's column has, where people write by hand.
const handWide = 0.5

// wide is how many letters a column has room for: what stands in its rows, and its title in at most three lines.
func (x *workbook) wide(c int) float64 {
	column := x.sheet.Columns[c]
	if x.sheet.Untitled && len(x.sheet.Columns) == 1 {
		return wordsWide
	}
	letters := len([]rune(column.Title))
	width := float64(min(letters, letters/3+4))
	for _, word := range strings.Fields(column.Title) {
		width = max(width, float64(len([]rune(word))))
	}
	width += 3
	if x.sheet.Lines { // room to write in
		width = max(width, column.Width*handWide)
	}
	for i := range x.sheet.Rows {
		row := &x.sheet.Rows[i]
		if cell := row.shown(c, x.sheet); row.Kind != Prose && (column.Kind != Text || !x.overflows(row, c)) {
			width = max(width, float64(len([]rune(cell)))+3)
		}
	}
	if x.sheet.Untitled {
		return min(width, wordsWide)
	}
	return min(width, 60)
}

// overflows says whether words may run over the empty cells to their right: headings do, and sums without figures.
func (x *workbook) overflows(row *Row, c int) bool {
	if row.Kind == Detail || c+1 >= len(row.Cells) {
		return false
	}
	return row.Kind == Heading || row.Cells[c+1].Kind == None
}

// wraps says whether the words of a cell go on in a second line where they are long.
func (x *workbook) wraps(row *Row, c int) bool {
	return x.sheet.Columns[c].Kind == Text && !x.overflows(row, c)
}

// high makes a row as high as its words need: programs that open a workbook do not reckon it.
func (x *workbook) high(row *Row, at int, apart bool) error {
	lines := 1
	for c, cell := range row.Cells {
		if cell.Kind == Text && x.wraps(row, c) {
			room := x.widths[c] - 2 - 1.5*float64(row.Indent)
			lines = max(lines, len(wrapped(cell.String(), int(max(room, 8)))))
		}
	}
	high := float64(lines) * lineHigh
	if apart {
		high += lineHigh / 4
	}
	if x.sheet.Lines && row.Kind == Detail {
		high = max(high, handLine)
	}
	if high == lineHigh {
		return nil
	}
	return x.SetRowHeight(x.name, at, high)
}

// foot writes the sentences under the table, each over its whole width, and the places to sign.
func (x *workbook) foot() error {
	at := firstRow + len(x.sheet.Rows) + 1
	for _, note := range x.sheet.Notes {
		color := noteGrey
		if note.Wrong {
			color = "B3261E"
		}
		font := letters(note.Wrong, 10, color)
		font.Italic = true
		id, err := x.NewStyle(&excelize.Style{
			Font: font, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true},
		})
		if err != nil {
			return err
		}
		if err := x.across(note.sign()+" "+note.Text, id, at); err != nil {
			return err
		}
		at++
	}
	x.last = at
	return x.signatures(at + 1)
}

// Points of rows that a page of A4 holds at most, upright and across, where they are printed a little smaller: those
// who sign the last line would else sign a second page.
const (
	uprightPage = 734 * 1.4
	acrossPage  = 487 * 1.4
)

// onePage is 1 where the sheet is printed on one page, 0 where on as many as it needs.
func (x *workbook) onePage() int {
	high := 0.0
	for row := 1; row <= x.last; row++ {
		points, err := x.GetRowHeight(x.name, row)
		if err != nil {
			return 0
		}
		high += points
	}
	if high <= uprightPage && !x.sheet.wide() || high <= acrossPage {
		return 1
	}
	return 0
}

// across writes words over all columns, in a row as high as they need.
func (x *workbook) across(words string, styleID, at int) error {
	if err := x.put(1, at, text(words), styleID); err != nil {
		return err
	}
	last, err := excelize.CoordinatesToCellName(len(x.sheet.Columns), at)
	if err != nil {
		return err
	}
	if len(x.sheet.Columns) > 1 {
		if err := x.MergeCell(x.name, fmt.Sprintf("A%d", at), last); err != nil {
			return err
		}
	}
	wide := 0.0
	for _, width := range x.widths {
		wide += width
	}
	lines := math.Ceil(float64(len([]rune(words))) * 1.08 / max(wide, 20))
	return x.SetRowHeight(x.name, at, min(lineHigh*max(lines, 1), 400))
}

// style gives the number of a look, made once.
func (x *workbook) style(st style) (int, error) {
	if id, ok := x.styles[st]; ok {
		return id, nil
	}
	look := &excelize.Style{
		Font:      letters(st.row != Detail && st.row != Prose || st.header, 11, "22261F"),
		Alignment: &excelize.Alignment{Indent: st.indent, Vertical: "top", WrapText: st.wrap || st.header},
	}
	if st.apart {
		look.Alignment.Vertical = "center"
	}
	switch {
	case st.kind == Text && !st.header: // without a side programs leave the indent away
		look.Alignment.Horizontal = "left"
	case st.right: // words, which have no room of their own behind them as figures do
		look.Alignment.Horizontal, look.Alignment.Indent = "right", 1
	case st.kind.right():
		look.Alignment.Horizontal = "right"
	case st.kind == Day: // as other programs do not: beside a number of a voucher a date is no figure
		look.Alignment.Horizontal = "left"
	}
	st.numbers(look)
	switch {
	case st.header:
		look.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{green}}
		look.Font.Color = "FFFFFF"
	case st.row == Total:
		look.Border = []excelize.Border{{Type: "top", Style: 1, Color: green}, {Type: "bottom", Style: 6, Color: green}}
		look.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{paleGreen}}
	case st.row == Subtotal:
		look.Border = []excelize.Border{{Type: "top", Style: 1, Color: lineGrey}}
	case st.ruled && st.row == Detail:
		for _, side := range []string{"left", "right", "top", "bottom"} {
			look.Border = append(look.Border, excelize.Border{Type: side, Style: 1, Color: lineGrey})
		}
	}
	id, err := x.NewStyle(look)
	x.styles[st] = id
	return id, err
}

// numbers sets how figures are written: with dots between the thousands as on paper, also where the program speaks
// English.
func (st style) numbers(look *excelize.Style) {
	format := ""
	switch {
	case st.header:
	case st.kind == Amount && st.sen:
		format = "#,##0.00_);(#,##0.00)"
	case st.kind == Amount && st.dash:
		format = "#,##0_);(#,##0);\"–\"_)"
	case st.kind == Amount:
		format = "#,##0_);(#,##0)"
	case st.kind == Count:
		format = "#,##0_)"
	case st.kind == Day:
		format = "dd/mm/yyyy"
	}
	if format == "" {
		return
	}
	if st.kind != Day {
		parts := strings.Split(format, ";")
		for i := range parts {
			parts[i] = "[$-421]" + parts[i]
		}
		format = strings.Join(parts, ";")
	}
	look.CustomNumFmt = &format
}
