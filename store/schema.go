package store

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"lumbung/store/coop"
)

// application marks the file as a book: "Lumb".
const application = 0x4c756d62

// migrations bring a book from version n to n+1, each in one transaction. Append only.
var migrations = []func(*line) error{
	func(l *line) error { return l.script(strings.Join(schema(), ";\n")) },
	func(l *line) error { return l.script(strings.Join(tablesSince(2), ";\n")) }, // counts, evidence, reviews
	func(l *line) error { return l.script(strings.Join(evidenceIndexes, ";\n")) },
	func(l *line) error { // registers
		return l.script(strings.Join(slices.Concat(tablesSince(4), registerIndexes), ";\n"))
	},
	func(*line) error { return nil }, // flows of money by month, of which the next makes days
	func(l *line) error { // flows of money by day, added up from what is posted
		err := errors.Join(l.script("DROP TABLE IF EXISTS flow"), l.script(strings.Join(tablesSince(6), ";\n")))
		if err == nil {
			err = l.sumFlows()
		}
		return errors.Join(err, l.script(strings.Join(closedGuards("flow", "%s.day / 100"), ";\n")))
	},
	func(l *line) error { return l.script(logIndex) },
}

// since says with which version a table came, where it was not the first.
var since = map[string]int{"counting": 2, "evidence": 2, "review": 2, "register": 4, "flow": 6}

// version is the schema that this program writes.
var version = int64(len(migrations))

// allTables are the tables of a book, derived and local, in order.
var allTables = slices.Concat(coop.Tables, coop.LocalTables)

// indexes serve the reading side; the fold itself goes by primary keys alone.
var indexes = []string{
	"CREATE INDEX entry_date ON entry (date, lamport)",
	"CREATE INDEX entry_late ON entry (posted) WHERE posted <> date",
	"CREATE INDEX line_account ON line (account, posted, amount)", // covers the sums of parts of months
	"CREATE INDEX line_member ON line (member, posted) WHERE member <> zeroblob(16)",
	"CREATE INDEX close_holding ON close (period) WHERE holds = 1",
}

// evidenceIndexes count a month's evidence without reading the entries: the first holds all that is asked of those of
// the month, the second finds what was taken back since.
var evidenceIndexes = []string{
	"CREATE INDEX entry_month ON entry (date, kind, posted, once, evidence)",
	fmt.Sprintf("CREATE INDEX entry_reversal ON entry (reverses, posted) WHERE %s", isReversal),
}

// registerIndexes find what stands in a register about somebody, and what was posted under a loan or an asset.
var registerIndexes = []string{
	"CREATE INDEX register_subject ON register (kind, subject)",
	"CREATE INDEX line_loan ON line (loan, posted) WHERE loan <> zeroblob(16)",
	"CREATE INDEX line_asset ON line (asset, posted) WHERE asset <> zeroblob(16)",
}

// logIndex finds what a log recorded behind a place of it without reading the entries.
const logIndex = "CREATE INDEX entry_log ON entry (log, seq, posted)"

// isReversal chooses the reversals; a partial index is used only where its own words are asked.
var isReversal = fmt.Sprintf("kind = %d", coop.KindReversal)

// schema gives the statements that make an empty book of the first version.
func schema() []string { return slices.Concat(tablesSince(0), indexes, triggers()) }

// tablesSince gives the statements of the tables that came with a version.
func tablesSince(version int) []string {
	var all []string
	for _, t := range allTables {
		if since[t.Name] == version {
			all = append(all, tableText(t))
		}
	}
	return all
}

// tableText makes one table. Every column says what it may hold, so that a slip of this program or another is refused
// when it is written, not found when it is read.
func tableText(t *coop.Table) string {
	var b strings.Builder
	fmt.Fprintf(&b, "CREATE TABLE %s (\n", quoted(t.Name))
	typ := reflect.TypeOf(t.New()).Elem()
	for i, c := range t.Columns {
		name := quoted(c.Name)
		kind, check := "INTEGER", ""
		switch field := typ.Field(i).Type; {
		case c.Type == coop.Text:
			kind = "TEXT"
		case c.Type == coop.Blob:
			kind = "BLOB"
			if field.Kind() == reflect.Array {
				check = fmt.Sprintf(" CHECK (length(%s) = %d)", name, field.Len())
			}
		case field.Kind() == reflect.Bool:
			check = fmt.Sprintf(" CHECK (%s IN (0, 1))", name)
		case field.Kind() == reflect.Uint8:
			check = fmt.Sprintf(" CHECK (%s BETWEEN 0 AND 255)", name)
		}
		fmt.Fprintf(&b, "\t%s %s NOT NULL%s,\n", name, kind, check)
	}
	fmt.Fprintf(&b, "\tPRIMARY KEY (%s)\n) STRICT, WITHOUT ROWID", names(t.Columns[:t.Keys], ""))
	return b.String()
}

// names lists columns, separated by commas, each followed by what comes after.
func names(columns []coop.Column, after string) string {
	var all []string
	for _, c := range columns {
		all = append(all, quoted(c.Name)+after)
	}
	return strings.Join(all, ", ")
}

func quoted(name string) string { return `"` + name + `"` }

// triggers refuse what no program may do: altering the log, and moving what a closed period contains. The guard looks
// at the day a row posts on, never at the evidence date (design §4 Close).
func triggers() []string {
	all := []string{
		"CREATE TRIGGER change_kept_update BEFORE UPDATE ON change BEGIN\n" +
			"\tSELECT raise(ABORT, 'a recorded change is never altered');\nEND",
		"CREATE TRIGGER change_kept_delete BEFORE DELETE ON change BEGIN\n" +
			"\tSELECT raise(ABORT, 'a recorded change is never deleted');\nEND",
	}
	all = append(all, closedGuards("entry", "%s.posted / 100")...)
	all = append(all, closedGuards("line", "%s.posted / 100")...)
	return append(all, closedGuards("balance", "%s.month")...)
}

// closedGuards refuse whatever changes what a table holds of a closed period. monthOf gives the month of a row that is
// named by %s.
func closedGuards(table, monthOf string) (all []string) {
	closed := "(SELECT max(period) FROM close WHERE holds = 1)"
	for _, w := range []struct{ event, row string }{{"INSERT", "NEW"}, {"UPDATE", "NEW"}, {"DELETE", "OLD"}} {
		month := fmt.Sprintf(monthOf, w.row)
		when := month + " > 0 AND " + month + " <= " + closed
		if w.event == "UPDATE" {
			old := fmt.Sprintf(monthOf, "OLD")
			when = fmt.Sprintf("(%s) OR (%s > 0 AND %s <= %s)", when, old, old, closed)
		}
		all = append(all, fmt.Sprintf("CREATE TRIGGER %s_closed_%s BEFORE %s ON %s WHEN %s BEGIN\n"+
			"\tSELECT raise(ABORT, 'the period is closed');\nEND",
			table, strings.ToLower(w.event), w.event, table, when))
	}
	return all
}

// tableSQL are the statements of one table.
type tableSQL struct {
	get, put, del string
	scan          []string // by the number of key columns given
	width         int
}

var statements = func() map[*coop.Table]*tableSQL {
	all := map[*coop.Table]*tableSQL{}
	for _, t := range allTables {
		all[t] = statementsOf(t)
	}
	return all
}()

func statementsOf(t *coop.Table) *tableSQL {
	s := &tableSQL{width: len(t.Columns)}
	keys, rest := t.Columns[:t.Keys], t.Columns[t.Keys:]
	from := "SELECT " + names(t.Columns, "") + " FROM " + quoted(t.Name)
	where := func(n int) string {
		if n == 0 {
			return ""
		}
		return " WHERE " + strings.ReplaceAll(names(keys[:n], " = ?"), ", ", " AND ")
	}
	s.get = from + where(t.Keys)
	s.del = "DELETE FROM " + quoted(t.Name) + where(t.Keys)
	for n := range t.Keys + 1 {
		s.scan = append(s.scan, from+where(n)+" ORDER BY "+names(keys, ""))
	}
	s.put = "INSERT INTO " + quoted(t.Name) + " VALUES (" + strings.Repeat("?, ", s.width-1) + "?)"
	if t.Log {
		return s
	}
	s.put += " ON CONFLICT DO UPDATE SET "
	if len(rest) == 0 {
		s.put = strings.Replace(s.put, "DO UPDATE SET ", "DO NOTHING", 1)
	}
	for i, c := range rest {
		if i > 0 {
			s.put += ", "
		}
		s.put += quoted(c.Name) + " = excluded." + quoted(c.Name)
	}
	return s
}
