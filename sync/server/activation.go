package server

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"database/sql"
	"encoding/base32"
	"errors"
	"fmt"
	"strings"

	"lumbung/store/coop"
	"lumbung/sync/wire"
)

// An activation code is twelve characters out of Crockford's alphabet (60 bits), in groups of four.
const (
	codeLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	codeLength  = 12
)

var codeText = base32.NewEncoding(codeLetters).WithPadding(base32.NoPadding)

// ActivationCode makes a one-time code with which the cooperative of that name in that village can enrol. Only
// what proves it is kept: nobody can read it again.
func (s *Server) ActivationCode(ctx context.Context, name, village string) (string, error) {
	name = strings.TrimSpace(name)
	if name == "" || len(name) > 200 || strings.ContainsRune(name, 0) {
		return "", coop.Problem{Key: "server.problem.name", Args: []any{name}}
	}
	if err := checkVillage(village); err != nil {
		return "", err
	}
	var random [8]byte
	if _, err := rand.Read(random[:]); err != nil {
		return "", fmt.Errorf("draw an activation code: %w", err)
	}
	code := codeText.EncodeToString(random[:])[:codeLength]
	label, key := wire.Activation(code)
	box, err := s.secret.seal("activation", key[:])
	if err != nil {
		return "", err
	}
	err = s.db.change(ctx, func(t *transaction) error {
		_, err := t.ExecContext(ctx, `INSERT INTO activation (code, code_key, name, village, made_at, used_at,
			cooperative, founding) VALUES ($1, $2, $3, $4, $5, 0, $6, $6)`,
			label[:], box, name, village, s.micros(), []byte{})
		return err
	})
	if err != nil {
		return "", fmt.Errorf("keep the activation code: %w", err)
	}
	return code[:4] + "-" + code[4:8] + "-" + code[8:], nil
}

// checkVillage wants the ten digits of an area code.
func checkVillage(village string) error {
	if len(village) != 10 || !digits(village) {
		return coop.Problem{Key: "server.problem.village", Args: []any{village}}
	}
	return nil
}

func digits(text string) bool {
	return strings.Trim(text, "0123456789") == ""
}

// activationKey gives the key of an activation code by the name under which it travels; ErrCode where there is none.
func (s *Server) activationKey(ctx context.Context, label [16]byte) (wire.Key, error) {
	var box []byte
	err := s.db.look(ctx, func(t *transaction) error {
		return t.QueryRowContext(ctx, `SELECT code_key FROM activation WHERE code = $1`, label[:]).Scan(&box)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return wire.Key{}, ErrCode
	}
	if err != nil {
		return wire.Key{}, fmt.Errorf("activation code: %w", err)
	}
	key, err := s.secret.open("activation", box)
	if err != nil || len(key) != len(wire.Key{}) {
		return wire.Key{}, errors.Join(ErrSecret, err)
	}
	return wire.Key(key), nil
}

// Enrolled is what a cooperative learns of the server at its enrolment: the log that the server keeps in its book, and
// the keys to pin.
type Enrolled struct {
	Log  coop.ID
	Sign [32]byte
	Box  [32]byte
}

// Letters are the letters of every server's log.
const Letters = "S"

// Enrol takes a cooperative in whose first device holds an activation code: run begins with the founding change. The
// same code with the same founding gives the same answer again, so a lost answer costs nothing.
func (s *Server) Enrol(ctx context.Context, code string, run coop.Run) (Enrolled, error) {
	found, founding, err := foundingOf(run)
	if err != nil {
		return Enrolled{}, err
	}
	label, _ := wire.Activation(code)
	return s.enrol(ctx, label, found.Cooperative, founding, run)
}

func (s *Server) enrol(
	ctx context.Context, label [16]byte, id coop.ID, founding coop.Hash, runs ...coop.Run,
) (Enrolled, error) {
	name, village, err := s.claim(ctx, label, id, founding)
	if err != nil {
		return Enrolled{}, err
	}
	log, err := s.admit(ctx, id, founding, name, village)
	if err != nil {
		return Enrolled{}, err
	}
	if _, err := s.Ingest(ctx, id, runs...); err != nil {
		return Enrolled{}, err
	}
	return Enrolled{
		Log:  log,
		Sign: [32]byte(s.secret.sign(log).Public().(ed25519.PublicKey)),
		Box:  [32]byte(s.secret.box(log).PublicKey().Bytes()),
	}, nil
}

// foundingOf proves that the run begins a cooperative's first log and is signed by the device that it names.
func foundingOf(run coop.Run) (coop.Found, coop.Hash, error) {
	var none coop.Found
	if len(run.Changes) == 0 || run.Changes[0].Kind != coop.KindFound {
		return none, coop.Hash{}, fmt.Errorf("%w: no founding", ErrRefused)
	}
	body, err := coop.DecodeBody[coop.Found](run.Changes[0].Body)
	if err != nil {
		return none, coop.Hash{}, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	scratch := coop.NewFold(coop.NewMap())
	in := scratch.Receive(run)
	if in.Damaged || in.Applied == 0 || scratch.Cooperative().Cooperative != body.Cooperative {
		return none, coop.Hash{}, fmt.Errorf("%w: the founding is not proven", ErrRefused)
	}
	return body, scratch.Cooperative().Hash, nil
}

// claim binds the code to the cooperative, or finds it bound to the same one already.
func (s *Server) claim(
	ctx context.Context, label [16]byte, id coop.ID, founding coop.Hash,
) (name, village string, err error) {
	err = s.db.change(ctx, func(t *transaction) error {
		row := t.QueryRowContext(ctx, `UPDATE activation SET cooperative = $2, founding = $3,
			used_at = CASE WHEN used_at = 0 THEN $4 ELSE used_at END
			WHERE code = $1 AND (used_at = 0 OR (cooperative = $2 AND founding = $3)) RETURNING name, village`,
			label[:], id[:], founding[:], s.micros())
		err := row.Scan(&name, &village)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrCode
		}
		return err
	})
	if err != nil {
		return "", "", fmt.Errorf("activation code: %w", err)
	}
	return name, village, nil
}

// admit makes the cooperative's row in the directory with a new log for this server, or finds it there.
func (s *Server) admit(
	ctx context.Context, id coop.ID, founding coop.Hash, name, village string,
) (log coop.ID, err error) {
	fresh, err := s.newID()
	if err != nil {
		return log, err
	}
	err = s.db.change(ctx, func(t *transaction) error {
		_, err := t.ExecContext(ctx, `INSERT INTO cooperative (coop_id, cooperative, name, village, founding,
			server_log, enrolled_at, revision, heard_at, heard_how, survey_due, month, month_entries, last_entry,
			members, exceptions, findings, chain, closed)
			VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
			ON CONFLICT (coop_id) DO NOTHING`,
			coopID(id), id[:], name, village, founding[:], fresh[:], s.micros())
		if err != nil {
			return err
		}
		row, err := findCooperative(t, id)
		if err != nil {
			return err
		}
		if row.founding != founding {
			return ErrCode // another founding of the same name came first
		}
		log = row.serverLog
		return nil
	})
	if err != nil {
		return log, fmt.Errorf("admit a cooperative: %w", err)
	}
	return log, nil
}
