package report

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"lumbung/store/coop"
)

// Formats are the ways a sheet can be written.
var Formats = []string{"text", "csv", "json", "pdf", "xlsx"}

// Write writes a sheet in one of Formats.
func Write(w io.Writer, s *Sheet, format string) error {
	switch format {
	case "text":
		return WriteText(w, s)
	case "csv":
		return WriteCSV(w, s)
	case "json":
		return WriteJSON(w, s)
	case "pdf":
		return WritePDF(w, s)
	case "xlsx":
		return WriteXLSX(w, s)
	}
	return fmt.Errorf("report: no format %q; there are %s", format, strings.Join(Formats, ", "))
}

// String writes a cell for paper.
func (c Cell) String() string {
	switch c.Kind {
	case Text, Code:
		return c.Text
	case Amount:
		return coop.FormatPlain(c.Amount)
	case Day:
		return coop.DateShort(c.Day)
	case Count:
		return fmt.Sprint(c.Count)
	default:
		return ""
	}
}

// plain writes a cell for machines.
func (c Cell) plain() string {
	switch c.Kind {
	case Amount:
		return coop.FormatData(c.Amount)
	case Day:
		return c.Day.String()
	default:
		return c.String()
	}
}

// right says whether the column's cells stand on the right.
func (k Kind) right() bool { return k == Amount || k == Count }

// WriteText writes a sheet in columns for a terminal.
func WriteText(w io.Writer, s *Sheet) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "%s\n%s\n%s\n\n", s.Cooperative, s.TitleIn(), s.Period)
	widths := make([]int, len(s.Columns))
	for c, column := range s.Columns {
		widths[c] = utf8.RuneCountInString(column.Title)
		for _, row := range s.Rows {
			if row.Kind == Prose {
				continue
			}
			widths[c] = max(widths[c], utf8.RuneCountInString(row.shown(c, s)))
		}
	}
	titles := make([]string, len(s.Columns))
	rule := make([]string, len(s.Columns))
	for c, column := range s.Columns {
		titles[c] = pad(column.Title, widths[c], column.right())
		rule[c] = strings.Repeat("─", widths[c])
	}
	if !s.Untitled {
		writeCells(b, titles)
		writeCells(b, rule)
	}
	for _, row := range s.Rows {
		if row.Kind == Prose {
			writeProse(b, row.Cells[s.nameColumn()].Text)
			continue
		}
		if row.Kind == Total {
			writeCells(b, rule)
		}
		cells := make([]string, len(s.Columns))
		for c, column := range s.Columns {
			cells[c] = pad(row.shown(c, s), widths[c], column.right())
		}
		writeCells(b, cells)
	}
	if len(s.Notes) > 0 {
		b.WriteByte('\n')
	}
	for _, note := range s.Notes {
		fmt.Fprintf(b, "%s %s\n", note.sign(), note.Text)
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}

// proseWide is how many letters a line of words has in a terminal.
const proseWide = 78

// writeProse writes a paragraph in lines that fit a terminal.
func writeProse(w *bufio.Writer, words string) {
	wide := 0
	for _, word := range strings.Fields(words) {
		n := utf8.RuneCountInString(word)
		if wide > 0 && wide+1+n > proseWide {
			w.WriteByte('\n')
			wide = 0
		} else if wide > 0 {
			w.WriteByte(' ')
			wide++
		}
		w.WriteString(word)
		wide += n
	}
	w.WriteString("\n")
}

// sign goes before a note: colour is never the only sign.
func (n Note) sign() string {
	if n.Wrong {
		return "✗"
	}
	return "·"
}

// shown is the cell as text, the first words of the row indented.
func (r *Row) shown(column int, s *Sheet) string {
	cell := r.Cells[column].String()
	if r.Indent > 0 && column == s.nameColumn() {
		return strings.Repeat("  ", r.Indent) + cell
	}
	return cell
}

// nameColumn is the column that the indent moves: the first that holds words.
func (s *Sheet) nameColumn() int {
	for c, column := range s.Columns {
		if column.Kind == Text {
			return c
		}
	}
	return 0
}

func pad(s string, width int, right bool) string {
	space := strings.Repeat(" ", max(0, width-utf8.RuneCountInString(s)))
	if right {
		return space + s
	}
	return s + space
}

func writeCells(w *bufio.Writer, cells []string) {
	w.WriteString(strings.TrimRight(strings.Join(cells, "  "), " "))
	w.WriteByte('\n')
}

// WriteCSV writes the table alone: one header row of stable keys, amounts in rupiah with a point before sen, dates as
// 2026-01-31.
func WriteCSV(w io.Writer, s *Sheet) error {
	keys := []string{"kind"}
	for _, column := range s.Columns {
		keys = append(keys, column.Key)
	}
	out := newTable(w, keys...)
	for _, row := range s.Rows {
		cells := []string{row.Kind.String()}
		for _, cell := range row.Cells {
			cells = append(cells, cell.plain())
		}
		if err := out.write(cells...); err != nil {
			return err
		}
	}
	return out.close()
}

// table writes CSV. A cell that a spreadsheet would take for a formula gets an apostrophe before it: names and remarks
// are typed by people, and files travel.
type table struct{ *csv.Writer }

func newTable(w io.Writer, header ...string) table {
	out := table{csv.NewWriter(w)}
	_ = out.write(header...) // a failing writer is reported by close
	return out
}

func (t table) write(cells ...string) error {
	for i, cell := range cells {
		if strings.HasPrefix(cell, "=") || strings.HasPrefix(cell, "@") {
			cells[i] = "'" + cell
		}
	}
	if err := t.Write(cells); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}

func (t table) close() error {
	t.Flush()
	if err := t.Error(); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}

// jsonSheet is the form of a sheet in JSON. Amounts are numbers in rupiah, written from the sen without rounding.
type jsonSheet struct {
	Name        string           `json:"name"`
	Cooperative string           `json:"cooperative"`
	Village     string           `json:"village"`
	Title       string           `json:"title"`
	Period      string           `json:"period"`
	From        string           `json:"from,omitempty"`
	To          string           `json:"to"`
	Agrees      bool             `json:"agrees"`
	Columns     []jsonColumn     `json:"columns"`
	Rows        []map[string]any `json:"rows"`
	Notes       []jsonNote       `json:"notes"`
}

type jsonColumn struct {
	Key   string `json:"key"`
	Title string `json:"title"`
	Kind  string `json:"kind"`
}

type jsonNote struct {
	Text  string `json:"text"`
	Wrong bool   `json:"wrong"`
}

// WriteJSON writes the sheet as one object. In a row the cells stand under the keys of their columns, beside kind,
// indent and what the row speaks of (account, entry, member).
func WriteJSON(w io.Writer, s *Sheet) error {
	j := jsonSheet{
		Name: s.Name, Cooperative: s.Cooperative, Village: s.Village, Title: s.TitleIn(), Period: s.Period,
		To: s.To.String(), Agrees: s.Agrees(), Columns: []jsonColumn{}, Rows: []map[string]any{}, Notes: []jsonNote{},
	}
	if s.From != 0 {
		j.From = s.From.String()
	}
	for _, column := range s.Columns {
		j.Columns = append(j.Columns, jsonColumn{column.Key, column.Title, column.Kind.String()})
	}
	for _, row := range s.Rows {
		j.Rows = append(j.Rows, row.object(s.Columns))
	}
	for _, note := range s.Notes {
		j.Notes = append(j.Notes, jsonNote(note))
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(j); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}

func (r *Row) object(columns []Column) map[string]any {
	o := map[string]any{"kind": r.Kind.String(), "indent": r.Indent}
	link := map[string]string{}
	for key, id := range map[string]string{
		"account": r.Link.Account, "entry": r.Link.Entry.String(), "member": r.Link.Member.String(),
	} {
		if id != "" {
			link[key] = id
		}
	}
	if len(link) > 0 {
		o["link"] = link
	}
	for c, cell := range r.Cells {
		switch cell.Kind {
		case None:
		case Amount, Count:
			o[columns[c].Key] = json.Number(cell.plain())
		default:
			o[columns[c].Key] = cell.plain()
		}
	}
	return o
}
