package server

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"time"

	"golang.org/x/crypto/argon2"

	"lumbung/store/coop"
)

// Officer is a person of the district's or province's office. The region is a prefix of the village code.
type Officer struct {
	Name   string
	Region string
}

// sees says whether a village lies in the officer's region.
func (o Officer) sees(village string) bool { return strings.HasPrefix(village, o.Region) }

// Credentials are what a new officer is told, once.
type Credentials struct {
	Passphrase string // four generated words
	Secret     string // of the second factor, base32
	Address    string // the same as otpauth:// address
}

// AddOfficer adds an officer, or gives one that exists new credentials and that region.
func (s *Server) AddOfficer(ctx context.Context, name, region string) (Credentials, error) {
	name = strings.TrimSpace(name)
	if name == "" || len(name) > 100 || strings.ContainsAny(name, "\x00\r\n") {
		return Credentials{}, coop.Problem{Key: "server.problem.officer", Args: []any{name}}
	}
	if len(region) > 10 || !digits(region) {
		return Credentials{}, coop.Problem{Key: "server.problem.region", Args: []any{region}}
	}
	passphrase, err := words(4)
	if err != nil {
		return Credentials{}, err
	}
	second := make([]byte, totpSecretBytes)
	if _, err := rand.Read(second); err != nil {
		return Credentials{}, fmt.Errorf("draw a second factor: %w", err)
	}
	box, err := s.secret.seal("second "+name, second)
	if err != nil {
		return Credentials{}, err
	}
	hash, err := hashPassphrase(passphrase)
	if err != nil {
		return Credentials{}, err
	}
	err = s.db.change(ctx, func(t *transaction) error {
		_, err := t.ExecContext(ctx, `INSERT INTO officer (name, region, passphrase, second, second_step, made_at)
			VALUES ($1, $2, $3, $4, 0, $5) ON CONFLICT (name) DO UPDATE SET region = excluded.region,
			passphrase = excluded.passphrase, second = excluded.second, second_step = 0`,
			name, region, hash, box, s.micros())
		if err != nil {
			return err
		}
		_, err = t.ExecContext(ctx, `DELETE FROM session WHERE officer = $1`, name)
		return err
	})
	if err != nil {
		return Credentials{}, fmt.Errorf("keep the officer: %w", err)
	}
	return Credentials{
		Passphrase: passphrase, Secret: totpText.EncodeToString(second), Address: totpAddress(name, second),
	}, nil
}

// words draws words of three syllables that anyone here can say and type: 18 bits each.
func words(n int) (string, error) {
	const consonants, vowels = "bcdfghjklmnprstwy", "aiueo"
	letter := func(of string) (byte, error) {
		i, err := rand.Int(rand.Reader, big.NewInt(int64(len(of))))
		if err != nil {
			return 0, fmt.Errorf("draw a word: %w", err)
		}
		return of[i.Int64()], nil
	}
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(' ')
		}
		for range 3 {
			for _, of := range []string{consonants, vowels} {
				c, err := letter(of)
				if err != nil {
					return "", err
				}
				b.WriteByte(c)
			}
		}
	}
	return b.String(), nil
}

// The cost of one guess at a passphrase (Argon2id). The figures stand in every hash, so that they can grow.
const (
	argonTime      = 2
	argonKiB       = 32 << 10
	argonThreads   = 1
	passphraseForm = "argon2id$%d$%d$%d$%s$%s"
)

func hashPassphrase(passphrase string) (string, error) {
	salt := make([]byte, 16)
	if _, err := rand.Read(salt); err != nil {
		return "", fmt.Errorf("draw a salt: %w", err)
	}
	key := argon2.IDKey([]byte(passphrase), salt, argonTime, argonKiB, argonThreads, 32)
	text := base64.RawStdEncoding
	return fmt.Sprintf(passphraseForm, argonTime, argonKiB, argonThreads, text.EncodeToString(salt),
		text.EncodeToString(key)), nil
}

func checkPassphrase(hash, passphrase string) bool {
	var rounds, kib uint32
	var threads uint8
	var rest string
	if _, err := fmt.Sscanf(hash, "argon2id$%d$%d$%d$%s", &rounds, &kib, &threads, &rest); err != nil {
		return false
	}
	saltText, keyText, _ := strings.Cut(rest, "$")
	salt, err := base64.RawStdEncoding.DecodeString(saltText)
	if err != nil {
		return false
	}
	key, err := base64.RawStdEncoding.DecodeString(keyText)
	if err != nil || len(key) != 32 {
		return false
	}
	return subtle.ConstantTimeCompare(argon2.IDKey([]byte(passphrase), salt, rounds, kib, threads, 32), key) == 1
}

// nobody is a hash that no passphrase opens: an unknown name takes as long as a wrong passphrase.
var nobody = fmt.Sprintf(passphraseForm, argonTime, argonKiB, argonThreads,
	base64.RawStdEncoding.EncodeToString(make([]byte, 16)), base64.RawStdEncoding.EncodeToString(make([]byte, 32)))

// Log-in bounds: five tries at a name, thirty from one address, in a quarter of an hour.
const (
	loginTries      = 5
	loginTriesFrom  = 30
	loginRefill     = 15 * time.Minute
	sessionLifetime = 12 * time.Hour
	sessionIdle     = time.Hour
)

// login checks name, passphrase and second factor and opens a session; from is the sender's address. ErrOfficer says
// no more than that, ErrBusy that there were too many tries.
func (s *Server) login(ctx context.Context, from, name, passphrase, code string) (token string, err error) {
	bucket := "officer " + name
	if !s.limits.allow("login "+from, loginTriesFrom, loginRefill, s.now()) ||
		!s.limits.allow(bucket, loginTries, loginRefill, s.now()) {
		return "", ErrBusy
	}
	hash, second, last := nobody, []byte(nil), int64(0)
	err = s.db.look(ctx, func(t *transaction) error {
		row := t.QueryRowContext(ctx, `SELECT passphrase, second, second_step FROM officer WHERE name = $1`, name)
		err := row.Scan(&hash, &second, &last)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	})
	if err != nil {
		return "", fmt.Errorf("log-in: %w", err)
	}
	select {
	case s.limits.hashing <- struct{}{}:
	case <-ctx.Done():
		return "", ctx.Err()
	}
	right := checkPassphrase(hash, strings.Join(strings.Fields(strings.ToLower(passphrase)), " "))
	<-s.limits.hashing
	if !right || second == nil {
		return "", ErrOfficer
	}
	secret, err := s.secret.open("second "+name, second)
	if err != nil {
		return "", err
	}
	step, ok := totpMatch(secret, strings.ReplaceAll(code, " ", ""), s.now(), last)
	if !ok {
		return "", ErrOfficer
	}
	if token, err = s.openSession(ctx, name, step); err == nil {
		s.limits.forgive(bucket)
	}
	return token, err
}

// openSession uses the second factor's step up and keeps a new session's token as a hash.
func (s *Server) openSession(ctx context.Context, name string, step int64) (string, error) {
	random := make([]byte, 32)
	if _, err := rand.Read(random); err != nil {
		return "", fmt.Errorf("draw a session: %w", err)
	}
	token := base64.RawURLEncoding.EncodeToString(random)
	hash, now := sha256.Sum256([]byte(token)), s.micros()
	err := s.db.change(ctx, func(t *transaction) error {
		used, err := t.ExecContext(ctx, `UPDATE officer SET second_step = $2 WHERE name = $1 AND second_step < $2`,
			name, step)
		if err != nil {
			return err
		}
		if n, err := used.RowsAffected(); err != nil || n == 0 {
			return errors.Join(ErrOfficer, err) // the same password twice at one time
		}
		_, err = t.ExecContext(ctx, `DELETE FROM session WHERE made_at < $1`, now-sessionLifetime.Microseconds())
		if err != nil {
			return err
		}
		_, err = t.ExecContext(ctx, `INSERT INTO session (token_hash, officer, made_at, seen_at)
			VALUES ($1, $2, $3, $3)`, hash[:], name, now)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("open a session: %w", err)
	}
	return token, nil
}

// session finds who holds a token; ErrOfficer when it is unknown, too old or was idle too long.
func (s *Server) session(ctx context.Context, token string) (Officer, error) {
	var o Officer
	hash, now, seen := sha256.Sum256([]byte(token)), s.micros(), int64(0)
	err := s.db.look(ctx, func(t *transaction) error {
		return t.QueryRowContext(ctx, `SELECT o.name, o.region, s.seen_at FROM session s JOIN officer o
			ON o.name = s.officer WHERE s.token_hash = $1 AND s.made_at > $2 AND s.seen_at > $3`,
			hash[:], now-sessionLifetime.Microseconds(), now-sessionIdle.Microseconds()).Scan(&o.Name, &o.Region, &seen)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return o, ErrOfficer
	}
	if err != nil {
		return o, fmt.Errorf("session: %w", err)
	}
	if now-seen < time.Minute.Microseconds() {
		return o, nil
	}
	err = s.db.change(ctx, func(t *transaction) error {
		_, err := t.ExecContext(ctx, `UPDATE session SET seen_at = $2 WHERE token_hash = $1`, hash[:], now)
		return err
	})
	return o, err
}

// logout ends a session.
func (s *Server) logout(ctx context.Context, token string) error {
	hash := sha256.Sum256([]byte(token))
	return s.db.change(ctx, func(t *transaction) error {
		_, err := t.ExecContext(ctx, `DELETE FROM session WHERE token_hash = $1`, hash[:])
		return err
	})
}

// formToken is what a session's forms carry, so that no other site can send one in its name.
func (s *Server) formToken(token string) string {
	sum := sha256.Sum256(append(s.secret.derive("form"), token...))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}
