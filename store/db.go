package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"modernc.org/sqlite"

	"lumbung/store/coop"
)

// source names the database file with the pragmas that every connection needs (as pragmas of the DSN they reach every
// connection of a pool; executed once they would reach one).
func source(file string, pragmas ...string) string {
	path := filepath.ToSlash(file)
	if !strings.HasPrefix(path, "/") && filepath.IsAbs(file) {
		path = "/" + path // C:/… on Windows
	}
	path = strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(path)
	return "file:" + path + "?_txlock=immediate&_pragma=" + strings.Join(pragmas, "&_pragma=")
}

// writing are the pragmas of the one connection that writes: what it commits survives a power cut.
var writing = []string{
	"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "recursive_triggers(1)",
	"trusted_schema(0)", "cell_size_check(1)", "cache_size(-32000)",
	"temp_store(MEMORY)", // each guarded statement keeps what it would undo there
}

var reading = []string{
	"busy_timeout(5000)", "query_only(1)", "trusted_schema(0)", "cell_size_check(1)", "cache_size(-16000)",
}

// line is one connection used by one goroutine at a time, with its prepared statements. It goes past database/sql,
// whose bookkeeping would cost as much as a small statement itself.
type line struct {
	conn driver.Conn
	idle map[string][]driver.Stmt
	args []driver.NamedValue
	row  []any
}

func dial(ctx context.Context, source string) (*line, error) {
	connector, err := sqlite.NewConnector(source)
	if err != nil {
		return nil, err
	}
	conn, err := connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &line{conn: conn, idle: map[string][]driver.Stmt{}}, nil
}

func (l *line) close() error {
	for _, stmts := range l.idle {
		for _, s := range stmts {
			s.Close()
		}
	}
	return l.conn.Close()
}

// take gives a prepared statement that nobody uses: a scan inside a scan of the same table needs a second one.
func (l *line) take(query string) (driver.Stmt, error) {
	if idle := l.idle[query]; len(idle) > 0 {
		s := idle[len(idle)-1]
		l.idle[query] = idle[:len(idle)-1]
		return s, nil
	}
	return l.conn.Prepare(query)
}

func (l *line) give(query string, s driver.Stmt) { l.idle[query] = append(l.idle[query], s) }

func (l *line) bind(args []any) []driver.NamedValue {
	l.args = l.args[:0]
	for i, a := range args {
		l.args = append(l.args, driver.NamedValue{Ordinal: i + 1, Value: a})
	}
	return l.args
}

// exec runs a statement. Arguments are int64, string or []byte.
func (l *line) exec(query string, args ...any) error {
	s, err := l.take(query)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	if _, err = s.(driver.StmtExecContext).ExecContext(context.Background(), l.bind(args)); err != nil {
		s.Close()
		return fmt.Errorf("store: %w", err)
	}
	l.give(query, s)
	return nil
}

// script runs several statements at once.
func (l *line) script(text string) error {
	_, err := l.conn.(driver.ExecerContext).ExecContext(context.Background(), text, nil)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	return nil
}

// query calls each with the cells of every row until each returns false. The slice is used again for the next row.
func (l *line) query(query string, args []any, width int, each func(cells []driver.Value) bool) error {
	s, err := l.take(query)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	rows, err := s.(driver.StmtQueryContext).QueryContext(context.Background(), l.bind(args))
	if err != nil {
		s.Close()
		return fmt.Errorf("store: %w", err)
	}
	defer func() {
		rows.Close()
		l.give(query, s)
	}()
	cells := make([]driver.Value, width)
	for {
		if err := rows.Next(cells); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("store: %w", err)
		}
		if !each(cells) {
			return nil
		}
	}
}

// fill sets a row from the cells of a query.
func (l *line) fill(r coop.Record, cells []driver.Value) error {
	l.row = l.row[:0]
	for _, c := range cells {
		l.row = append(l.row, c)
	}
	if err := coop.Fill(r, l.row); err != nil {
		return fmt.Errorf("store: %w: %w", ErrDamaged, err)
	}
	return nil
}

// number asks for one integer; 0 where there is no row.
func (l *line) number(query string, args ...any) (int64, error) {
	var n int64
	err := l.query(query, args, 1, func(cells []driver.Value) bool {
		n, _ = cells[0].(int64)
		return false
	})
	return n, err
}

// pool opens the many readers. Each sees the book as it was when its read transaction began.
func pool(file string) (*sql.DB, error) {
	connector, err := sqlite.NewConnector(source(file, reading...))
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	db := sql.OpenDB(connector)
	db.SetMaxOpenConns(4)
	db.SetMaxIdleConns(4)
	return db, nil
}
