package server

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib" // also the driver "pgx"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// engine is what differs between the databases beside the DDL: how many parameters a statement should carry. SQLite
// looks a parameter's name up by walking a list, so few; PostgreSQL answers once a statement, so many.
type engine struct {
	name      string // also the folder of its migrations
	driver    string
	maxParams int
	prepared  bool // statements are prepared once at opening; pgx does so by itself
}

var (
	engineSQLite   = &engine{name: "sqlite", driver: "sqlite", maxParams: 48, prepared: true}
	enginePostgres = &engine{name: "postgres", driver: "pgx", maxParams: 1200}
)

// database is the server's storage: one writer and many readers on SQLite, one pool on PostgreSQL.
type database struct {
	engine      *engine
	write, read *sql.DB
	statements  map[string]*sql.Stmt // by text; read only after opening
}

// databaseFile is the SQLite file in the server's data folder.
const databaseFile = "lumbungd.sqlite"

// openDatabase opens and migrates: dsn is a postgres:// address, or empty for a SQLite file in folder.
func openDatabase(ctx context.Context, folder, dsn string) (*database, error) {
	d := &database{engine: enginePostgres, statements: map[string]*sql.Stmt{}}
	var err error
	if dsn == "" {
		d.engine = engineSQLite
		dsn = sqliteDSN(filepath.Join(folder, databaseFile))
	} else if dsn, err = postgresDSN(dsn); err != nil {
		return nil, err
	}
	if d.write, err = sql.Open(d.engine.driver, dsn); err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	d.read = d.write
	if d.engine == engineSQLite {
		d.write.SetMaxOpenConns(1)
		d.read, err = sql.Open(d.engine.driver, strings.Replace(dsn, "_txlock=immediate", "_txlock=deferred", 1))
		if err != nil {
			return nil, errors.Join(fmt.Errorf("open database for reading: %w", err), d.write.Close())
		}
		d.read.SetMaxOpenConns(8)
	} else {
		d.write.SetMaxOpenConns(32)
		d.write.SetMaxIdleConns(32)
	}
	err = migrate(ctx, d)
	if err == nil {
		err = d.prepare(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, d.close())
	}
	return d, nil
}

func sqliteDSN(file string) string {
	path := filepath.ToSlash(file)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a Windows drive: file:///C:/…
	}
	u := url.URL{Scheme: "file", Path: path}
	return u.String() + "?_txlock=immediate&_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)" +
		"&_pragma=synchronous(FULL)&_pragma=cache_size(-32000)&_pragma=wal_autocheckpoint(4000)"
}

var errAddress = errors.New("the address of the database is no address")

// postgresDSN makes room for all statements of every exchange in what pgx keeps prepared on a connection.
func postgresDSN(dsn string) (string, error) {
	u, err := url.Parse(dsn)
	if err != nil {
		return "", errAddress // without the address: it may hold a password
	}
	query := u.Query()
	if !query.Has("statement_cache_capacity") {
		query.Set("statement_cache_capacity", "1024")
	}
	u.RawQuery = query.Encode()
	return u.String(), nil
}

// prepare keeps the statements that every exchange uses.
func (d *database) prepare(ctx context.Context) error {
	if !d.engine.prepared {
		return nil
	}
	for _, text := range d.engine.texts() {
		statement, err := d.write.PrepareContext(ctx, text)
		if err != nil {
			return fmt.Errorf("prepare %q: %w", text, err)
		}
		d.statements[text] = statement
	}
	return nil
}

func (d *database) close() error {
	err := d.write.Close()
	if d.read != d.write {
		err = errors.Join(err, d.read.Close())
	}
	return err
}

// transaction is one transaction with its context.
type transaction struct {
	*sql.Tx
	ctx  context.Context
	db   *database
	mine map[string]*sql.Stmt
	conn *sql.Conn // of PostgreSQL: many statements go there and back at one time
}

// statement is one statement with its arguments.
type statement struct {
	text string
	args []any
}

// all runs statements that give nothing back, in their order.
func (t *transaction) all(statements []statement) error {
	if t.conn == nil {
		for _, s := range statements {
			if _, err := t.exec(s.text, s.args...); err != nil {
				return err
			}
		}
		return nil
	}
	return t.conn.Raw(func(driver any) error {
		batch := &pgx.Batch{}
		for _, s := range statements {
			batch.Queue(s.text, s.args...)
		}
		return driver.(*stdlib.Conn).Conn().SendBatch(t.ctx, batch).Close()
	})
}

// exec runs a statement, prepared where it was prepared.
func (t *transaction) exec(text string, args ...any) (sql.Result, error) {
	if s := t.prepared(text); s != nil {
		return s.ExecContext(t.ctx, args...)
	}
	return t.ExecContext(t.ctx, text, args...)
}

func (t *transaction) query(text string, args ...any) (*sql.Rows, error) {
	if s := t.prepared(text); s != nil {
		return s.QueryContext(t.ctx, args...)
	}
	return t.QueryContext(t.ctx, text, args...)
}

func (t *transaction) prepared(text string) *sql.Stmt {
	if s := t.mine[text]; s != nil {
		return s
	}
	s := t.db.statements[text]
	if s == nil || t.mine == nil {
		return nil
	}
	mine := t.StmtContext(t.ctx, s)
	t.mine[text] = mine
	return mine
}

// attempts is how often a transaction is tried when others keep getting in its way.
const attempts = 12

// change runs f in a transaction that writes, again from the start when the database asks for it. f must have no
// effect but on the transaction and on what it sets anew each time.
func (d *database) change(ctx context.Context, f func(*transaction) error) error {
	for attempt := 1; ; attempt++ {
		err := d.once(ctx, f)
		if err == nil || !retryable(err) || attempt == attempts {
			return err
		}
		pause := time.Duration(1+rand.IntN(4<<min(attempt, 7))) * time.Millisecond
		select {
		case <-ctx.Done():
			return errors.Join(err, ctx.Err())
		case <-time.After(pause):
		}
	}
}

func (d *database) once(ctx context.Context, f func(*transaction) error) error {
	t := &transaction{ctx: ctx, db: d, mine: map[string]*sql.Stmt{}}
	conn, err := d.write.Conn(ctx)
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	defer conn.Close() //nolint:errcheck // back to the pool
	if d.engine == enginePostgres {
		t.conn = conn
	}
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing left to roll back
	t.Tx = tx
	if err := f(t); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// look runs f in a transaction that only reads and sees one moment.
func (d *database) look(ctx context.Context, f func(*transaction) error) error {
	options := &sql.TxOptions{ReadOnly: true}
	if d.engine == enginePostgres {
		options.Isolation = sql.LevelRepeatableRead
	}
	tx, err := d.read.BeginTx(ctx, options)
	if err != nil {
		return fmt.Errorf("begin reading: %w", err)
	}
	defer tx.Rollback() //nolint:errcheck // nothing was written
	return f(&transaction{Tx: tx, ctx: ctx, db: d})
}

// retryable says whether the database asks for the same transaction again: it could not be put in order with another.
func retryable(err error) bool {
	if pg := (*pgconn.PgError)(nil); errors.As(err, &pg) {
		return pg.Code == "40001" || pg.Code == "40P01"
	}
	if lite := (*sqlite.Error)(nil); errors.As(err, &lite) {
		code := lite.Code() & 0xff
		return code == sqlite3.SQLITE_BUSY || code == sqlite3.SQLITE_LOCKED
	}
	return false
}
