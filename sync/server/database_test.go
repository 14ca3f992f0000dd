package server

import (
	"context"
	"errors"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
)

// TestChange_Retries lets the database ask for the same transaction again, as distributed ones do, and fails for good
// on what no repetition mends.
func TestChange_Retries(t *testing.T) {
	onEach(t, func(t *testing.T, p place) {
		s, tries := p.open(t), 0
		err := s.db.change(context.Background(), func(tx *transaction) error {
			tries++
			_, err := tx.ExecContext(tx.ctx, `INSERT INTO fact (name, value) VALUES ('try', $1)`, []byte{byte(tries)})
			if err == nil && tries < 3 {
				err = &pgconn.PgError{Code: "40001"}
			}
			return err
		})
		if err != nil || tries != 3 {
			t.Fatal(tries, err)
		}
		var value []byte
		if err := s.db.read.QueryRow(`SELECT value FROM fact WHERE name = 'try'`).Scan(&value); err != nil ||
			len(value) != 1 || value[0] != 3 {
			t.Fatal("an earlier try left something behind:", value, err)
		}
		tries = 0
		failure := errors.New("for good")
		err = s.db.change(context.Background(), func(*transaction) error { tries++; return failure })
		if !errors.Is(err, failure) || tries != 1 {
			t.Fatal(tries, err)
		}
	})
}
