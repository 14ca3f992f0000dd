package store

import (
	"bytes"
	"database/sql/driver"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"lumbung/store/coop"
)

// TestVerify_findsEveryEditedCell edits each column of each table of a closed book, one at a time, as somebody with
// a database tool would who also takes the triggers away and puts them back; removes each table's rows; adds one.
func TestVerify_findsEveryEditedCell(t *testing.T) {
	b := newTestBook(t)
	b.aYear(t)
	g := b.join(t, "guest")
	g.record(t, "Siti", entry(20260201, "11101", "41109", 3000))
	g.send(t, b, 0)
	b.withWaiting(t)
	b.clean(t)
	if err := b.Book.Close(); err != nil {
		t.Fatal(err)
	}
	l := must(dial(ctx, source(b.at.File, "ignore_check_constraints(1)")))(t)
	defer l.close()
	e := editor{t: t, l: l}
	e.without, e.with = l.triggersOf(t)
	if found := e.verify(); len(found) > 0 {
		t.Fatalf("before any edit: %v", found[0])
	}
	for _, table := range allTables {
		if must(l.number("SELECT count(*) FROM "+quoted(table.Name)))(t) == 0 && table.Name != "cut" {
			t.Errorf("%s has no row to edit", table.Name)
		}
		for _, c := range table.Columns {
			e.edit(table, c)
		}
		e.removal(table)
	}
	if e.edits < 250 {
		t.Errorf("only %d edits were tried", e.edits)
	}
}

type editor struct {
	t             *testing.T
	l             *line
	without, with string // drop the triggers; make them again
	edits         int
}

func (l *line) triggersOf(t *testing.T) (without, with string) {
	t.Helper()
	query := "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
	err := l.query(query, nil, 2, func(cells []driver.Value) bool {
		without += fmt.Sprintf("DROP TRIGGER %s;", cells[0])
		with += fmt.Sprintf("%s;", cells[1])
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	return without, with
}

func (e *editor) verify() []Finding {
	v := &verification{ctx: ctx, lines: []*line{e.l}}
	if err := errors.Join(v.run(), v.drop()); err != nil {
		e.t.Fatal(err)
	}
	if e.edits%9 == 0 { // a file takes long to make
		e.thrifty(v.findings)
	}
	return v.findings
}

// thrifty proves that a replay in a file finds the same as the one in memory.
func (e *editor) thrifty(want []Finding) {
	e.t.Helper()
	defer func(from int) { thriftyFrom = from }(thriftyFrom)
	thriftyFrom = -1
	v := &verification{ctx: ctx, lines: []*line{e.l}, thrifty: true}
	if err := errors.Join(v.run(), v.drop()); err != nil {
		e.t.Fatal(err)
	}
	if _, is := v.mem.(*onDisk); !is {
		e.t.Fatal("the replay was not in a file")
	}
	if fmt.Sprint(v.findings) != fmt.Sprint(want) {
		e.t.Errorf("a replay in a file finds %v, one in memory %v", v.findings, want)
	}
}

// try makes an edit in a transaction, verifies there and takes it back.
func (e *editor) try(name, query string) {
	e.t.Helper()
	e.edits++
	if err := e.l.script("BEGIN; " + e.without + query + ";" + e.with); err != nil {
		e.t.Fatalf("%s: %v", name, err)
	}
	if len(e.verify()) == 0 {
		e.t.Errorf("%s was not found: %s", name, query)
	}
	if err := e.l.script("ROLLBACK"); err != nil {
		e.t.Fatal(err)
	}
}

func (e *editor) edit(table *coop.Table, c coop.Column) {
	value := quoted(c.Name) + " || 'x'"
	switch c.Type {
	case coop.Integer:
		value = quoted(c.Name) + " + 1000"
	case coop.Blob:
		value = fmt.Sprintf("CAST(%s || x'00' AS BLOB)", quoted(c.Name))
	}
	keys := names(table.Columns[:table.Keys], "")
	row := fmt.Sprintf("(%s) IN (SELECT %s FROM %s ORDER BY %s LIMIT 1)", keys, keys, quoted(table.Name), keys)
	update := "UPDATE " + quoted(table.Name) + " SET " + quoted(c.Name) + " = %s WHERE " + row
	if must(e.l.number("SELECT count(*) FROM "+quoted(table.Name)))(e.t) > 0 {
		e.try(table.Name+"."+c.Name, fmt.Sprintf(update, value))
		if c.Type == coop.Blob {
			flip := fmt.Sprintf("CAST(coalesce(substr(%s, 2), x'') || x'5a' AS BLOB)", quoted(c.Name))
			e.try(table.Name+"."+c.Name+" of the same length", fmt.Sprintf(update, flip))
		}
	}
}

// removal removes each table's last row. An older signature of another device's log, and a run set aside, are not
// missed: nothing depends on them, and they come again.
func (e *editor) removal(table *coop.Table) {
	if table.Name == "aside" || must(e.l.number("SELECT count(*) FROM "+quoted(table.Name)))(e.t) == 0 {
		return
	}
	keys := names(table.Columns[:table.Keys], "")
	last := names(table.Columns[:table.Keys], " DESC")
	which := fmt.Sprintf("(%s) IN (SELECT %s FROM %s ORDER BY %s LIMIT 1)", keys, keys, quoted(table.Name), last)
	e.try("a row of "+table.Name+" removed", "DELETE FROM "+quoted(table.Name)+" WHERE "+which)
}

// withWaiting lets a change wait and a run lie aside.
func (b *testBook) withWaiting(t testing.TB) {
	t.Helper()
	g := b.join(t, "second guest")
	g.record(t, "Siti", entry(20260202, "11101", "41109", 3000))
	run := must(g.Runs(ctx, must(b.Heads(ctx))(t), 0))(t)[0]
	b.send(t, g, 0)
	g.record(t, "Siti", entry(20260202, "11101", "41109", 4000))
	late := must(g.Runs(ctx, []coop.Head{{
		Log: run.Log, Seq: 2, Hash: run.Changes[1].Hash(),
	}}, 0))(t)
	stranger := newTestBook(t)
	stranger.record(t, "Siti", entry(20260202, "11101", "41109", 3000))
	in := must(b.Receive(ctx, run))(t)
	if in.Applied == 0 {
		t.Fatalf("the guest's introduction: %+v", in)
	}
	for i := range late {
		if late[i].Log == run.Log && len(late[i].Changes) > 0 {
			late[i].Changes = late[i].Changes[len(late[i].Changes)-1:]
		}
	}
	g.record(t, "Siti", entry(20260203, "11101", "41109", 5000))
	head := g.own
	changes := must(g.History(ctx, head, 1))(t)
	in = must(b.Receive(ctx, coop.Run{Log: head.Log, Changes: changes, Sign: g.signed(head)}))(t)
	if in.Waiting != 1 {
		t.Fatalf("a change ahead of its past: %+v", in)
	}
	in = must(b.Receive(ctx, must(stranger.Runs(ctx, nil, 0))(t)...))(t)
	if in.Aside == 0 {
		t.Fatalf("another cooperative's run: %+v", in)
	}
}

// TestVerify_findsTypeFlips turns cells into another type of the same look, which needs a table that is not strict.
func TestVerify_findsTypeFlips(t *testing.T) {
	b := newTestBook(t)
	b.aYear(t)
	if err := b.Book.Close(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ table, column, as string }{
		{"entry", "remark", "BLOB"},
		{"change", "bytes", "TEXT"},
		{"balance", "account", "BLOB"},
		{"setting", "value", "BLOB"},
		{"line", "amount", "BLOB"},
		{"change", "at", "BLOB"},
	} {
		t.Run(c.table+"_"+c.column, func(t *testing.T) {
			file := b.at.File + "." + c.column
			if err := copyOut(ctx, b.at.File, file); err != nil {
				t.Fatal(err)
			}
			flipType(t, file, c.table, c.column, c.as)
			if err := verifyFile(ctx, file, true); !errors.Is(err, ErrDamaged) {
				t.Errorf("not found: %v", err)
			}
		})
	}
}

func flipType(t *testing.T, file, table, column, as string) {
	t.Helper()
	steps := []string{
		"PRAGMA writable_schema = ON; CREATE TABLE was AS SELECT sql FROM sqlite_schema WHERE name = '" + table + "';" +
			"UPDATE sqlite_schema SET sql = replace(replace(sql, 'STRICT, ', ''), '\"" + column + "\" ', '\"" + column +
			"\" BLOB_') WHERE name = '" + table + "'",
		"", "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = (SELECT sql FROM was) WHERE name = '" + table +
			"'; DROP TABLE was",
	}
	l := must(dial(ctx, source(file, "query_only(0)")))(t)
	without, with := l.triggersOf(t)
	l.close()
	steps[1] = fmt.Sprintf("%sUPDATE %s SET %s = CAST(%s AS %s);%s", without, quoted(table), quoted(column),
		quoted(column), as, with)
	for _, step := range steps {
		l := must(dial(ctx, source(file, "ignore_check_constraints(1)")))(t)
		if err := l.script(step); err != nil {
			t.Fatalf("%s: %v", step, err)
		}
		if err := l.close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestVerify_findsBentSchema drops and bends what is not a cell.
func TestVerify_findsBentSchema(t *testing.T) {
	b := newTestBook(t)
	b.aYear(t)
	b.clean(t)
	if err := b.Book.Close(); err != nil {
		t.Fatal(err)
	}
	l := must(dial(ctx, source(b.at.File, "query_only(0)")))(t)
	defer l.close()
	e := editor{t: t, l: l}
	err := l.query("SELECT type, name FROM sqlite_schema WHERE type <> 'table' AND sql <> ''", nil, 2,
		func(cells []driver.Value) bool {
			e.without += fmt.Sprintf("DROP %s %s;", cells[0], cells[1])
			return true
		})
	if err != nil {
		t.Fatal(err)
	}
	drops := strings.Split(strings.TrimSuffix(e.without, ";"), ";")
	e.without = ""
	for _, drop := range drops {
		e.try(drop, drop)
	}
	for _, query := range []string{
		"CREATE TRIGGER more AFTER INSERT ON entry BEGIN SELECT 1; END", "CREATE TABLE more (a)",
		"DROP INDEX entry_date; CREATE INDEX entry_date ON entry (posted)", "PRAGMA user_version = 99",
		"PRAGMA application_id = 7", "ALTER TABLE entry ADD COLUMN more TEXT",
	} {
		e.try(query, query)
	}
}

// TestVerify_findsMissingTail cuts what has left the machine off the end of the log.
func TestVerify_findsMissingTail(t *testing.T) {
	b := newTestBook(t)
	before := b.at.File + ".before"
	if err := copyOut(ctx, b.at.File, before); err != nil {
		t.Fatal(err)
	}
	b.record(t, "Siti", entry(20260105, "11101", "41109", 50_000))
	if err := b.Leaving(ctx, must(b.Heads(ctx))(t)); err != nil {
		t.Fatal(err)
	}
	b.clean(t)
	left := b.device.hasLeft()
	if err := b.Book.Close(); err != nil {
		t.Fatal(err)
	}
	l := must(dial(ctx, source(before, "query_only(1)")))(t)
	defer l.close()
	v := &verification{ctx: ctx, lines: []*line{l}, device: b.device, left: left}
	if err := v.run(); err != nil || len(v.findings) != 1 || v.findings[0].Name != "machine" {
		t.Errorf("%v %v", v.findings, err)
	}
}

// TestVerify_findsFlippedBits flips single bits all over the closed file.
func TestVerify_findsFlippedBits(t *testing.T) {
	b := newTestBook(t)
	b.aYear(t)
	if err := b.Book.Close(); err != nil {
		t.Fatal(err)
	}
	data := must(os.ReadFile(b.at.File))(t)
	for i := range 60 {
		bent := bytes.Clone(data)
		at := 100 + (i*7_919_317)%(len(bent)-100)
		bent[at] ^= 1 << (i % 8)
		file := fmt.Sprintf("%s.bit%d", b.at.File, i)
		if err := os.WriteFile(file, bent, 0o600); err != nil {
			t.Fatal(err)
		}
		if same(t, b.at.File, file) {
			continue // the bit lies where SQLite keeps nothing
		}
		if err := verifyFile(ctx, file, true); err == nil {
			t.Errorf("a flipped bit at %d of %d was not found", at, len(bent))
		}
	}
}

// same says whether SQLite reads the same content from both files.
func same(t *testing.T, a, b string) bool {
	t.Helper()
	x, y := rawDump(a), rawDump(b)
	return x == y && x != ""
}

func rawDump(file string) string {
	l, err := dial(ctx, source(file, "query_only(1)"))
	if err != nil {
		return ""
	}
	defer l.close()
	out := ""
	for _, t := range allTables {
		q := statements[t]
		err := l.query(q.scan[0], nil, q.width, func(cells []driver.Value) bool {
			out += t.Name + keyText(anys(cells)) + "\n"
			return true
		})
		if err != nil {
			return ""
		}
	}
	parts, err := l.parts()
	if err != nil {
		return ""
	}
	return out + fmt.Sprint(parts)
}

func TestRebuild(t *testing.T) {
	b := newTestBook(t)
	b.aYear(t)
	want := dumpOf(t, b)
	if err := b.Book.Close(); err != nil {
		t.Fatal(err)
	}
	l := must(dial(ctx, source(b.at.File, "query_only(0)")))(t)
	without, _ := l.triggersOf(t)
	bent := without + "UPDATE entry SET amount = amount + 1; DELETE FROM line; DROP TABLE balance"
	if err := l.script(bent); err != nil {
		t.Fatal(err)
	}
	l.close()
	if _, err := Open(ctx, b.at); !errors.Is(err, ErrDamaged) {
		t.Fatalf("a book without a table opens: %v", err)
	}
	if err := Repair(ctx, b.at); err != nil {
		t.Fatal(err)
	}
	b.Book = must(Open(ctx, b.at))(t)
	if err := b.Rebuild(ctx); err != nil {
		t.Fatal(err)
	}
	if dumpOf(t, b) != want {
		t.Error("the rebuilt book differs")
	}
	b.record(t, "Siti", entry(20260301, "11101", "41109", 1000))
	b.clean(t)
	bend := "DROP TRIGGER change_kept_update; UPDATE change SET bytes = x'00' WHERE seq = 3"
	if err := b.line.script(bend); err != nil {
		t.Fatal(err)
	}
	if err := b.Rebuild(ctx); !errors.Is(err, ErrDamaged) {
		t.Errorf("a rebuild from a bent log: %v", err)
	}
}

func TestBackup(t *testing.T) {
	b := newTestBook(t)
	b.aYear(t)
	path := must(b.Backup(ctx, t.TempDir()))(t)
	if second := must(b.Backup(ctx, t.TempDir()))(t); second == path {
		t.Errorf("two backups at one path: %s", path)
	}
	data := must(os.ReadFile(path))(t)
	keys := must(b.Keys(ctx))(t)
	if bytes.Contains(data, keys.Sign.Seed()) || bytes.Contains(data, keys.Box.Bytes()) {
		t.Error("a backup holds a private key")
	}
	if bytes.Contains(data, []byte("6112034107850001")) || bytes.Contains(data, []byte("081234567890")) {
		t.Error("a backup holds personal data in the clear")
	}
	for i := range b.vault.keys {
		if key := b.vault.keys[i]; bytes.Contains(data, key[:]) {
			t.Error("a backup holds the sealing key")
		}
	}
}
