package server

import (
	"slices"
	"strconv"
	"strings"

	"lumbung/store/coop"
)

// shape is one of coop's tables as SQL: the same text for every engine.
type shape struct {
	*coop.Table
	get    string
	scan   []string // by number of key columns given
	remove string
	insert string // up to the first row of values
	after  string // behind the rows of values
	puts   map[int]string
}

var (
	shapes  = map[*coop.Table]*shape{}
	ordered []*shape
)

func init() {
	for _, t := range slices.Concat(coop.Tables, coop.LocalTables) {
		s := shapeOf(t)
		for _, e := range []*engine{engineSQLite, enginePostgres} {
			for _, n := range e.sizes(s) {
				s.puts[n] = s.put(n)
			}
		}
		shapes[t] = s
		ordered = append(ordered, s)
	}
}

func quoted(columns []coop.Column) []string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = `"` + c.Name + `"`
	}
	return names
}

func shapeOf(t *coop.Table) *shape {
	all := quoted(t.Columns)
	keys, rest := all[:t.Keys], all[t.Keys:]
	name := `"` + t.Name + `"`
	where := func(n int) string {
		var b strings.Builder
		b.WriteString(" WHERE coop_id = $1")
		for i := range n {
			b.WriteString(" AND " + keys[i] + " = $" + strconv.Itoa(i+2))
		}
		return b.String()
	}
	columns := strings.Join(all, ", ")
	s := &shape{
		Table:  t,
		puts:   map[int]string{},
		get:    "SELECT " + columns + " FROM " + name + where(t.Keys),
		remove: "DELETE FROM " + name + where(t.Keys),
		insert: "INSERT INTO " + name + " (coop_id, " + columns + ") VALUES ",
	}
	for n := range t.Keys {
		order := " ORDER BY " + strings.Join(keys[n:], ", ")
		s.scan = append(s.scan, "SELECT "+columns+" FROM "+name+where(n)+order)
	}
	s.after = " ON CONFLICT (coop_id, " + strings.Join(keys, ", ") + ") DO "
	if t.Log || len(rest) == 0 {
		s.after += "NOTHING"
		return s
	}
	for i, c := range rest {
		rest[i] = c + " = excluded." + c
	}
	s.after += "UPDATE SET " + strings.Join(rest, ", ")
	return s
}

// put is the statement that inserts or replaces n rows.
func (s *shape) put(n int) string {
	var b strings.Builder
	b.WriteString(s.insert)
	width := len(s.Columns) + 1
	for row := range n {
		if row > 0 {
			b.WriteByte(',')
		}
		for column := range width {
			b.WriteByte("(,"[min(column, 1)])
			b.WriteByte('$')
			b.WriteString(strconv.Itoa(row*width + column + 1))
		}
		b.WriteByte(')')
	}
	b.WriteString(s.after)
	return b.String()
}

// sizes are the numbers of rows that one statement may put, greatest first: powers of two, so that few statements are
// prepared and any number of rows needs few of them.
func (e *engine) sizes(s *shape) []int {
	size := 1
	for 2*size*(len(s.Columns)+1) <= e.maxParams {
		size *= 2
	}
	var sizes []int
	for ; size > 0; size /= 2 {
		sizes = append(sizes, size)
	}
	return sizes
}

// texts lists the statements of every exchange.
func (e *engine) texts() []string {
	var all []string
	for _, s := range ordered {
		all = append(all, s.get, s.remove)
		all = append(all, s.scan...)
		for _, n := range e.sizes(s) {
			all = append(all, s.put(n))
		}
	}
	return all
}
