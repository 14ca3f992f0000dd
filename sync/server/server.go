package server

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"lumbung/store/coop"
)

// What callers tell apart.
var (
	ErrNewer       = errors.New("server: the database was made by a newer program")
	ErrSecret      = errors.New("server: the server's key does not fit the database")
	ErrUnknownCoop = errors.New("server: cooperative is not enrolled here")
	ErrCode        = errors.New("server: activation code is unknown, used up or meant for another cooperative")
	ErrOfficer     = errors.New("server: no such officer, passphrase or second factor")
	ErrBusy        = errors.New("server: too much at once")
	ErrRefused     = errors.New("server: request is not from a device of this cooperative")
)

// Options say where a server keeps what it knows.
type Options struct {
	Folder   string // data folder; made where there is none
	Database string // postgres://…, or empty for a SQLite file in Folder
	Now      func() time.Time
	Log      *slog.Logger // nil: nothing is logged
	Name     string       // what the server is called on the treasurers' screens; empty: "Dinas"
	Pin      [32]byte     // SHA-256 of the public key of its TLS certificate; zero where it has none
}

// Server is one district's or province's server. It is safe for concurrent use.
type Server struct {
	db         *database
	secret     secret
	now        func() time.Time
	log        *slog.Logger
	name       string
	pin        [32]byte
	pages      *pages
	limits     *limits
	shelf      *shelf
	quota      int64         // of pictures, bytes for one cooperative
	surveys    chan struct{} // one token: something is due to be surveyed
	surveyOnly sync.Mutex    // one survey at a time
}

// Open opens the server's storage, brings it to this version and checks that its key fits.
func Open(ctx context.Context, o Options) (*Server, error) {
	var err error
	if o.Folder, err = filepath.Abs(o.Folder); err != nil { // a database's address has no relative form
		return nil, fmt.Errorf("data folder: %w", err)
	}
	if err := os.MkdirAll(o.Folder, 0o700); err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	s := &Server{
		now: o.Now, log: o.Log, name: o.Name, pin: o.Pin, limits: newLimits(),
		shelf: newShelf(), quota: pictureQuota, surveys: make(chan struct{}, 1),
	}
	if s.name == "" {
		s.name = "Dinas"
	}
	if s.now == nil {
		s.now = time.Now
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if s.secret, err = loadSecret(o.Folder); err != nil {
		return nil, err
	}
	if s.pages, err = newPages(); err != nil {
		return nil, err
	}
	if s.db, err = openDatabase(ctx, o.Folder, o.Database); err != nil {
		return nil, err
	}
	if err := s.checkSecret(ctx); err != nil {
		return nil, errors.Join(err, s.db.close())
	}
	return s, nil
}

// Close closes the storage. Nothing may use the server afterwards.
func (s *Server) Close() error { return s.db.close() }

// checkSecret binds a new database to the server's key and refuses a key that another database belongs to: with it the
// server would answer in the name of logs that no device knows.
func (s *Server) checkSecret(ctx context.Context) error {
	return s.db.change(ctx, func(t *transaction) error {
		var held []byte
		err := t.QueryRowContext(ctx, `SELECT value FROM fact WHERE name = 'secret'`).Scan(&held)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			_, err = t.ExecContext(ctx, `INSERT INTO fact (name, value) VALUES ('secret', $1)`, s.secret.check())
		case err == nil && !bytes.Equal(held, s.secret.check()):
			return fmt.Errorf("%w: put back the %s that belongs to it", ErrSecret, secretFile)
		}
		if err != nil {
			return fmt.Errorf("check the server's key: %w", err)
		}
		return nil
	})
}

// Ready says whether the server can write.
func (s *Server) Ready(ctx context.Context) error {
	return s.db.change(ctx, func(t *transaction) error {
		_, err := t.ExecContext(ctx, `INSERT INTO fact (name, value) VALUES ('ready', $1)
			ON CONFLICT (name) DO UPDATE SET value = excluded.value`, []byte{1})
		return err
	})
}

func (s *Server) micros() int64 { return s.now().UnixMicro() }

func (s *Server) minutes() int64 { return s.now().Unix() / 60 }

// today is the server's day, in the time zone of Indonesia's west: what "this month" means on the pages.
func (s *Server) today() coop.Date {
	return coop.DateFromTime(s.now().In(west))
}

var west = time.FixedZone("WIB", 7*3600)
