package takeover

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"lumbung/store/coop"
)

// BankFile is a bank's statement that was understood.
type BankFile struct {
	Name     string
	Bank     string // whose layout it was; empty: its columns were chosen by hand
	Opening  coop.Money
	Closing  coop.Money
	Balances bool // the file has balances, and every row agrees with them
	Rows     []coop.StatementRow
	Problems []Problem // what was put right: the order of the rows, the sides of the columns
}

// Statement is the body to be recorded of it for a bank's account.
func (f BankFile) Statement(account string) coop.Statement {
	return coop.Statement{
		Account: account, File: f.Name, Opening: f.Opening, Closing: f.Closing, Rows: f.Rows,
	}
}

// bankText is how much of a movement's text is kept, in bytes.
const bankText = 200

// ReadBank reads the rows of a statement. Where it has balances every row must agree with them, so that no row is
// missing and no column is misunderstood. It refuses, with a Problem as error that names file, row, column and what
// stands there, what cannot be read; rows of a page's head and foot are left out.
func ReadBank(t BankTable, c BankColumns) (*BankFile, error) {
	if !c.Whole() || c.Head >= len(t.Rows) || !slices.Contains(coop.DateOrders(), c.Order) {
		return nil, problem("bank.columns", t.Name)
	}
	r := &bankReading{table: t, columns: c, file: &BankFile{Name: t.Name, Bank: c.Bank}}
	if err := r.findPoint(); err != nil {
		return nil, err
	}
	r.findOrder()
	for n := c.Head + 1; n < len(t.Rows); n++ {
		if err := r.row(n); err != nil {
			return nil, err
		}
	}
	if len(r.moves) == 0 {
		return nil, problem("bank.empty", t.Name)
	}
	if err := r.settle(); err != nil {
		return nil, err
	}
	byDay := func(a, b bankMove) int { return cmp.Compare(a.Date, b.Date) }
	if !slices.IsSortedFunc(r.moves, byDay) { // their balances have been looked at in the order of the file
		slices.SortStableFunc(r.moves, byDay)
		r.told("bank.sorted")
	}
	for _, m := range r.moves {
		r.file.Rows = append(r.file.Rows, m.StatementRow)
	}
	return r.file, nil
}

// bankReading is the reading of one file.
type bankReading struct {
	table   BankTable
	columns BankColumns
	file    *BankFile
	point   byte // between rupiah and sen: '.' or ','
	moves   []bankMove
	opening *coop.Money // where the file says it by itself
}

// bankMove is one movement with the balance after it.
type bankMove struct {
	coop.StatementRow
	n       int // row of the file, from 0
	balance coop.Money
	has     bool // a balance
}

func (r *bankReading) cell(n, column int) string {
	if row := r.table.Rows[n]; column >= 0 && column < len(row) {
		return strings.TrimSpace(row[column])
	}
	return ""
}

func (r *bankReading) wrong(key string, n, column int, args ...any) error {
	head := r.cell(r.columns.Head, column)
	return problem(key, append([]any{r.table.Name, n + 1, head, r.cell(n, column)}, args...)...)
}

// money are the columns that hold amounts.
func (r *bankReading) money() []int {
	c := r.columns
	return slices.DeleteFunc([]int{c.In, c.Out, c.Amount, c.Balance}, func(i int) bool { return i < 0 })
}

// findPoint sees from all amounts which sign stands before sen: the one that is followed by one or two digits at the
// end. Both in one file are refused.
func (r *bankReading) findPoint() error {
	for n := r.columns.Head + 1; n < len(r.table.Rows); n++ {
		for _, column := range r.money() {
			s, _ := cutSide(r.cell(n, column))
			i := strings.LastIndexAny(s, ".,")
			if i < 0 || len(s)-i-1 == 3 || strings.Trim(s, "0123456789.,+-() ") != "" {
				continue
			}
			if r.point != 0 && r.point != s[i] && len(s)-i-1 > 0 {
				return r.wrong("bank.point", n, column)
			}
			r.point = s[i]
		}
	}
	return nil
}

// findOrder sees from all dates in which order day, month and year stand, where the order that was expected cannot be:
// a program set to English writes 01/13/2026. An order in which the days go on is better than one that jumps about.
func (r *bankReading) findOrder() {
	expected := r.columns.Order
	best, found := 0, expected
	for _, order := range append([]string{expected}, coop.DateOrders()...) {
		r.columns.Order = order
		if score := r.dated(); score > best {
			best, found = score, order
		}
	}
	if r.columns.Order = found; found != expected {
		key := "bank.order-" + found
		r.told(key)
	}
}

// dated weighs an order of dates: how many cells are days in it, twice and one more where they go one way.
func (r *bankReading) dated() int {
	var days []coop.Date
	for n := r.columns.Head + 1; n < len(r.table.Rows); n++ {
		if d := r.date(n); d != 0 {
			days = append(days, d)
		}
	}
	score := 2 * len(days)
	down := slices.Clone(days)
	slices.Reverse(down)
	if slices.IsSorted(days) || slices.IsSorted(down) {
		score++
	}
	return score
}

// sides are words that say what a movement does, seen by the bank's customer.
var sides = map[string]int{
	"k": 1, "kr": 1, "kredit": 1, "cr": 1, "c": 1, "credit": 1, "+": 1,
	"d": -1, "db": -1, "debet": -1, "debit": -1, "dr": -1, "-": -1,
}

// cutSide takes the letters D, DB, K, CR off the end of an amount.
func cutSide(s string) (amount string, sign int) {
	s = strings.TrimSpace(s)
	at := strings.LastIndexAny(s, "0123456789") + 1
	if at == 0 {
		return s, 0
	}
	return s[:at], sides[strings.ToLower(strings.TrimSpace(s[at:]))]
}

// amount reads a cell of money; present says that there is a figure.
func (r *bankReading) amount(n, column int) (sen coop.Money, present bool, err error) {
	whole := r.cell(n, column)
	if column < 0 || strings.Trim(whole, "-–— ") == "" {
		return 0, false, nil
	}
	if cut := strings.TrimRight(whole, "-–— "); strings.HasSuffix(cut, ",") {
		whole = strings.TrimSuffix(cut, ",") // 5.000,-
	}
	s, sign := cutSide(whole)
	if s == whole {
		sign = 1
	} else if sign == 0 {
		s, sign = whole, 1
	}
	thousands := "."
	if r.point == '.' {
		thousands = ","
	} else if r.point == 0 {
		thousands = ".,"
	}
	s = strings.ToLower(strings.Join(strings.Fields(s), ""))
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") {
		s, sign = s[1:len(s)-1], -sign
	}
	for _, prefix := range []string{"rp.", "rp", "idr"} {
		s = strings.TrimPrefix(s, prefix)
	}
	if rest, minus := strings.CutPrefix(s, "-"); minus {
		s, sign = rest, -sign
	}
	s = strings.TrimPrefix(s, "+")
	digits, sen2, cut := strings.Cut(s, string(rune(max(r.point, 1))))
	if cut && digits == "" && sen2 != "" {
		digits = "0" // .00
	}
	if !grouped(digits, thousands) || strings.Trim(sen2, "0123456789") != "" {
		return 0, false, r.wrong("bank.amount", n, column)
	}
	for _, t := range thousands {
		digits = strings.ReplaceAll(digits, string(t), "")
	}
	a := decimal(digits + "." + sen2)
	if a.unread || a.rounded {
		return 0, false, r.wrong("bank.amount", n, column)
	}
	return a.sen * coop.Money(sign), true, nil
}

// grouped tells whether a number is plain digits, or has one kind of separator before each three digits.
func grouped(s, separators string) bool {
	if s == "" || strings.Trim(s, "0123456789") == "" {
		return s != ""
	}
	if strings.Contains(s, ".") && strings.Contains(s, ",") {
		return false
	}
	parts := strings.FieldsFunc(s, func(c rune) bool { return strings.ContainsRune(separators, c) })
	for i, p := range parts {
		if strings.Trim(p, "0123456789") != "" || len(p) > 3 || i > 0 && len(p) != 3 {
			return false
		}
	}
	return len(parts) > 1 && len(strings.Join(parts, ""))+len(parts)-1 == len(s)
}

// date reads a day in the order of the file.
func (r *bankReading) date(n int) coop.Date {
	s := strings.ToLower(r.cell(n, r.columns.Date))
	if d, ok := digits(s); ok && len(s) == 8 {
		return makeDate(d/10000, d/100%100, d%100)
	}
	if serial, hour, _ := strings.Cut(strings.ReplaceAll(s, ",", "."), "."); len(serial) == 5 { // of a workbook
		_, whole := digits(serial)
		if _, ok := digits("0" + hour); ok && whole {
			return serialDate(serial, false)
		}
	}
	parts := strings.FieldsFunc(s, func(c rune) bool { return strings.ContainsRune(" /-.,t:", c) })
	if len(parts) < 3 || len(parts[0]) == 4 {
		return writtenDate(s, 0)
	}
	day, month := parts[0], parts[1]
	switch r.columns.Order {
	case "mdy":
		day, month = month, day
	case "ymd":
		if len(parts[2]) == 2 {
			return writtenDate(parts[2]+"/"+month+"/20"+day, 0)
		}
	}
	if monthNumber(day) > 0 {
		day, month = month, day
	}
	return writtenDate(day+" "+month+" "+parts[2], 0)
}

func (r *bankReading) text(n int) string {
	var parts []string
	for _, column := range r.columns.Text {
		if s := strings.Join(strings.Fields(r.cell(n, column)), " "); s != "" && s != "-" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " · ")
}

// shortText keeps no number of a person, which would lie open in the book, and no endless text.
func shortText(s string) string {
	s, _ = coop.HidePersonal(s)
	for len(s) > bankText {
		_, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
	}
	return strings.TrimSpace(s)
}
