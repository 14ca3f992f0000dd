package takeover

import (
	"strings"
	"unicode"

	"lumbung/store/coop"
)

// Read understands a workbook (.xlsx). Nothing is guessed silently: what is doubtful stands in Problems. It refuses,
// with a Problem as error that names the file and, where it has one, the sheet and row, what is no workbook, is
// damaged, locked with a password or in the old .xls form, or larger than 20 MB, 200 sheets, 30,000 rows or 24 MB
// unpacked.
func Read(name string, data []byte) (*Workbook, error) {
	raw, err := openXLSX(name, data)
	if err != nil {
		return nil, err
	}
	w := &Workbook{Name: name, Year: bookYear(name, raw)}
	for _, rs := range raw.sheets {
		w.Sheets = append(w.Sheets, readSheet(rs, raw.date1904, w.Year, name))
	}
	settleSides(w)
	for i := range w.Sheets {
		s := &w.Sheets[i]
		turn(s)
		readMissingAmounts(s)
		dateSheet(s)
		setKeys(s)
	}
	return w, nil
}

// bookYear is the year named most often above the tables, else in the file's name, else by the dates.
func bookYear(name string, raw *rawBook) int {
	titles, dates := map[int]int{}, map[int]int{}
	for _, s := range raw.sheets {
		titles[yearIn(s.name)]++
		l, ok := findHeading(s.rows)
		if !ok {
			continue
		}
		for i, r := range s.rows {
			for _, c := range r.cells {
				if i < l.header {
					titles[yearIn(c.text)]++
				} else if c.col == l.at[fieldDate] {
					dates[int(readDate(c, raw.date1904, 0))/10000]++
				}
			}
		}
	}
	if y := mostFrequent(titles); y != 0 {
		return y
	}
	if y := yearIn(name); y != 0 {
		return y
	}
	return mostFrequent(dates)
}

// mostFrequent leaves out 0; of equals the later year wins.
func mostFrequent(count map[int]int) int {
	best := 0
	for y, n := range count {
		if y != 0 && (best == 0 || n > count[best] || n == count[best] && y > best) {
			best = y
		}
	}
	return best
}

func readSheet(rs rawSheet, date1904 bool, year int, file string) Sheet {
	s := Sheet{Name: rs.name, Hidden: rs.hidden}
	l, ok := findHeading(rs.rows)
	if !ok {
		for _, r := range rs.rows {
			s.Rows = append(s.Rows, Row{N: r.n, Kind: Unknown, Outside: texts(r.cells)})
		}
		if len(rs.rows) > 0 {
			s.Problems = append(s.Problems, problem("sheet-no-heading"))
		}
		return s
	}
	s.HeaderRow = rs.rows[l.header].n
	for i, r := range rs.rows {
		switch {
		case i < l.header:
			s.Titles = append(s.Titles, texts(r.cells)...)
			s.Rows = append(s.Rows, Row{N: r.n, Kind: Title, Outside: texts(r.cells)})
		case i < l.header+l.rows:
			s.Columns = append(s.Columns, texts(r.cells)...)
			s.Rows = append(s.Rows, Row{N: r.n, Kind: Header, Outside: texts(r.cells)})
		default:
			s.Rows = append(s.Rows, readRow(r, l, date1904, year))
		}
	}
	classify(&s)
	s.Book = bookKind(&s, file)
	s.Month = sheetMonth(&s, year)
	if _, _, explicit := l.money(); explicit {
		s.Votes[0] = explicitVotes
	}
	return s
}

func texts(cells []cell) []string {
	var out []string
	for _, c := range cells {
		out = append(out, c.text)
	}
	return out
}

// readRow decodes one row. In holds the left money column and Out the right one until turn has found the side.
func readRow(r rawRow, l layout, date1904 bool, year int) Row {
	row := Row{N: r.n}
	left, right, _ := l.money()
	for _, c := range r.cells {
		f, known := l.of(c.col)
		switch {
		case !known:
			row.Outside = append(row.Outside, c.text)
		case (c.col == left || c.col == right) && isWords(c):
			row.Outside, row.strayed = append(row.Outside, c.text), true
		case c.col == left:
			row.In = row.money(c)
		case c.col == right:
			row.Out = row.money(c)
		case f == fieldBalance:
			if a := readAmount(c); a.present {
				row.Balance, row.Stated = a.sen, true
			}
		case f == fieldDate:
			row.DateText, row.Written = c.text, readDate(c, date1904, year)
		case f == fieldNo:
			row.No = c.text
		case f == fieldText:
			row.Text = c.text
		case f == fieldEvidence:
			row.Evidence = c.text
		case f == fieldRemark:
			row.Remark = c.text
		}
	}
	return row
}

// isWords tells a text that strayed into a money column (a signature, a repeated heading) from a figure typed as text.
func isWords(c cell) bool {
	rest := strings.TrimPrefix(strings.TrimPrefix(fold(c.text), "rp"), "idr")
	return c.typ == text && strings.ContainsFunc(rest, unicode.IsLetter)
}

func (r *Row) money(c cell) coop.Money {
	a := readAmount(c)
	if a.unread {
		r.unread = true
		key := "amount-unreadable"
		if c.typ == unsaved {
			key = "amount-unsaved"
		}
		r.Problems = append(r.Problems, problem(key, c.text))
	}
	if a.rounded {
		r.Problems = append(r.Problems, problem("amount-rounded", c.text))
	}
	return a.sen
}

// bookKind tells cash from bank by the titles, else by the sheet's and the file's name, else by the opening row.
func bookKind(s *Sheet, file string) Book {
	opening := ""
	for _, r := range s.Rows {
		if r.Kind == Opening {
			opening = r.Text
			break
		}
	}
	for _, words := range []string{strings.Join(s.Titles, " "), s.Name, file, opening} {
		folded := strings.ReplaceAll(fold(words), "-", " ")
		bank := hasAnyWord(folded, "bank", "rekening", "giro", "bri", "bni", "bsi", "mandiri")
		cash := hasAnyWord(folded, "kas", "tunai", "cash", "bku")
		if bank != cash {
			return map[bool]Book{true: Bank, false: Cash}[bank]
		}
		if bank && hasAnyWord(folded, "buku bank") {
			return Bank
		} else if cash && hasAnyWord(folded, "buku kas") {
			return Cash
		}
	}
	s.Problems = append(s.Problems, problem("book-unknown"))
	return ""
}

// sheetMonth is the month in the sheet's name, else in its "Periode" line.
func sheetMonth(s *Sheet, year int) coop.Month {
	named, titled := monthIn(s.Name), 0
	for _, t := range s.Titles {
		if titled == 0 && hasAnyWord(fold(t), "periode", "bulan", "per") {
			titled = monthIn(t)
		}
	}
	if y := yearIn(s.Name); y != 0 {
		year = y
	}
	switch {
	case year == 0 && named+titled > 0:
		s.Problems = append(s.Problems, problem("year-unknown"))
		return 0
	case named == 0 && titled == 0:
		return 0
	case named == 0:
		return makeMonth(year, titled)
	case titled != 0 && titled != named:
		s.Problems = append(s.Problems, problem("sheet-month", s.Name, makeMonth(year, titled)))
	}
	return makeMonth(year, named)
}
