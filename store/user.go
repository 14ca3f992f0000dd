package store

import (
	"context"
	"crypto/ed25519"
	"crypto/subtle"
	"errors"
	"io/fs"
	"strings"
	"time"

	"golang.org/x/crypto/argon2"

	"lumbung/store/coop"
)

// PINs open the screen; they guard no key (design §7). They lie in the machine folder as Argon2id hashes with their
// wrong tries.

type pinFile map[string]pin // by user id

type pin struct {
	Salt  []byte
	Hash  []byte
	Wrong int       // tries since the last right one
	Until time.Time // no try is looked at before
	Given bool      // by somebody else: its owner replaces it at the next log-in
}

// Modest parameters: the old laptops this runs on must log in at once. A PIN of few digits is guarded by the delay.
const (
	argonTime    = 2
	argonKiB     = 16 << 10
	argonThreads = 1
	freeTries    = 3
	longestWait  = 15 * time.Minute
)

func stretch(secret string, salt []byte) []byte {
	return argon2.IDKey([]byte(secret), salt, argonTime, argonKiB, argonThreads, 32)
}

// Keys of the problems that logging in can have.
const (
	problemWrongPIN = "login.wrong"
	problemWait     = "login.wait" // {0} seconds
	problemNoPIN    = "login.no-pin"
	problemHasPIN   = "login.has-pin"
)

// session finds a person with a role by name, in any case.
func (b *Book) session(name string) (coop.Session, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	var found coop.Session
	if b.line == nil {
		return found, false
	}
	name = strings.Join(strings.Fields(name), " ")
	b.over.Scan(&coop.UserRow{}, 0, func(r coop.Record) bool {
		u := r.(*coop.UserRow)
		if u.Role != coop.RoleNone && strings.EqualFold(u.Name, name) {
			found = coop.Session{User: u.User, Name: u.Name, Role: u.Role}
		}
		return found.User.IsZero()
	})
	return found, !found.User.IsZero()
}

// Login lets a person in by name and PIN. A coop.Problem says login.wrong (name or PIN, it is not told which),
// login.wait with the seconds to wait after wrong tries, or login.no-pin: then SetFirstPIN comes first.
func (b *Book) Login(_ context.Context, name, secret string) (coop.Session, error) {
	s, known := b.session(name)
	if !known {
		stretch(secret, make([]byte, 16)) // the answer takes as long as for a name that is known
		return coop.Session{}, coop.Problem{Key: problemWrongPIN}
	}
	if err := b.tryPIN(s.User, secret); err != nil {
		return coop.Session{}, err
	}
	return s, nil
}

// tryPIN checks a PIN and counts wrong tries. A try is counted on the disk before it is answered.
func (b *Book) tryPIN(user coop.ID, secret string) error {
	d, err := b.machine()
	if err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	pins, err := d.pins()
	if err != nil {
		return err
	}
	p, ok := pins[user.String()]
	if !ok {
		return coop.Problem{Key: problemNoPIN}
	}
	now := b.at.now()
	if wait := p.Until.Sub(now); wait > longestWait { // the clock was ahead at the last wrong try, perhaps by years
		p.Until = now.Add(longestWait)
		pins[user.String()] = p
		if err := d.keep("pins.json", pins); err != nil {
			return err
		}
	}
	if wait := p.Until.Sub(now); wait > 0 {
		return coop.Problem{Key: problemWait, Args: []any{int(wait/time.Second) + 1}}
	}
	right := subtle.ConstantTimeCompare(stretch(secret, p.Salt), p.Hash) == 1
	if right && p.Wrong == 0 {
		return nil
	}
	p.Wrong++
	p.Until = time.Time{}
	if p.Wrong >= freeTries {
		p.Until = now.Add(min(time.Second<<min(p.Wrong-freeTries+2, 12), longestWait))
	}
	if right {
		p.Wrong, p.Until = 0, time.Time{}
	}
	pins[user.String()] = p
	if err := d.keep("pins.json", pins); err != nil {
		return err
	}
	if !right {
		return coop.Problem{Key: problemWrongPIN}
	}
	return nil
}

// SetPIN replaces a person's PIN; the old one is tried as at the log-in.
func (b *Book) SetPIN(ctx context.Context, who coop.Session, old, fresh string) error {
	if err := b.soundPIN(fresh); err != nil {
		return err
	}
	if err := b.tryPIN(who.User, old); err != nil {
		return err
	}
	if given, err := b.PINGiven(ctx, who.User); err != nil {
		return err
	} else if given && old == fresh {
		return coop.Problem{Key: problemSamePIN}
	}
	return b.storePIN(who.User, fresh, true, false)
}

// SetFirstPIN gives a person the first PIN on this machine; login.has-pin when there is one.
func (b *Book) SetFirstPIN(_ context.Context, user coop.ID, fresh string) error {
	if err := b.soundPIN(fresh); err != nil {
		return err
	}
	return b.storePIN(user, fresh, false, false)
}

func (b *Book) storePIN(user coop.ID, secret string, replace, given bool) error {
	d, err := b.machine()
	if err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	pins, err := d.pins()
	if err != nil {
		return err
	}
	if _, has := pins[user.String()]; has && !replace {
		return coop.Problem{Key: problemHasPIN}
	}
	salt := make([]byte, 16)
	fillRandom(salt)
	pins[user.String()] = pin{Salt: salt, Hash: stretch(secret, salt), Given: given}
	return d.keep("pins.json", pins)
}

func (d *device) pins() (pinFile, error) {
	pins := pinFile{}
	if err := d.recall("pins.json", &pins); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return pins, nil
}

// HasPIN says whether a person has a PIN on this machine.
func (b *Book) HasPIN(_ context.Context, user coop.ID) (bool, error) {
	d, err := b.machine()
	if err != nil {
		return false, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	pins, err := d.pins()
	_, has := pins[user.String()]
	return has, err
}

func (b *Book) machine() (*device, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.device == nil {
		return nil, ErrCopy
	}
	return b.device, nil
}

// problemPassphrase: none of the person's keys opens with this passphrase.
const problemPassphrase = "key.wrong-passphrase"

// MakeUserKey makes a person's own signing key, wrapped by the passphrase, and records its public half. A person who
// has a key already vouches for the new one with the old passphrase.
func (b *Book) MakeUserKey(ctx context.Context, who coop.Session, passphrase, old string) (coop.Recorded, error) {
	if len(strings.Fields(passphrase)) < 4 {
		return coop.Recorded{}, coop.Problem{Key: "key.short-passphrase"}
	}
	seed := make([]byte, ed25519.SeedSize)
	fillRandom(seed)
	key := ed25519.NewKeyFromSeed(seed)
	salt := make([]byte, 16)
	fillRandom(salt)
	slot, err := closeBox(stretch(phrase(passphrase), salt), salt, seed)
	if err != nil {
		return coop.Recorded{}, err
	}
	act := coop.Act{
		Kind: coop.KindUserKey,
		Body: coop.UserKey{User: who.User, Public: public(key), Slot: slot},
	}
	if len(b.slots(who.User)) > 0 {
		if act.Mark, err = b.Sign(ctx, who, old, act.Kind, act.Body); err != nil {
			return coop.Recorded{}, err
		}
	}
	done, err := b.Record(ctx, who, act)
	if err != nil {
		return coop.Recorded{}, err
	}
	return done[0], nil
}

// NewPassphrase makes four words that can be said and written down, of 50 bits: with Argon2id before them, guessing
// takes longer than a cooperative lives.
func (b *Book) NewPassphrase() string {
	const consonants, vowels = "bcdfghjklmnprstw", "aeiou"
	var words []string
	for range 4 {
		word := make([]byte, 0, 4)
		for range 2 {
			word = append(word, consonants[chance(len(consonants))], vowels[chance(len(vowels))])
		}
		words = append(words, string(word))
	}
	return strings.Join(words, " ")
}

// chance is one of the numbers below n, each as likely.
func chance(n int) int {
	for {
		var one [1]byte
		fillRandom(one[:])
		if int(one[0]) < 256/n*n {
			return int(one[0]) % n
		}
	}
}

// phrase makes passphrases that differ in blanks or case alike.
func phrase(typed string) string { return strings.ToLower(strings.Join(strings.Fields(typed), " ")) }

func (b *Book) slots(user coop.ID) []coop.UserKeyRow {
	b.mu.Lock()
	defer b.mu.Unlock()
	var all []coop.UserKeyRow
	if b.line == nil {
		return nil
	}
	b.over.Scan(&coop.UserKeyRow{User: user}, 1, func(r coop.Record) bool {
		if k := r.(*coop.UserKeyRow); len(k.Slot) > 0 {
			all = append(all, *k)
		}
		return true
	})
	return all
}

// Sign gives the person's own signature over an act: closing, reopening, approving, revoking and adopting need one as
// Act.Mark, with the very same body. A coop.Problem says key.wrong-passphrase or key.none.
func (b *Book) Sign(_ context.Context, who coop.Session, passphrase string, kind coop.Kind, body any) ([]byte, error) {
	data, err := encodeBody(body)
	if err != nil {
		return nil, err
	}
	slots := b.slots(who.User)
	if len(slots) == 0 {
		return nil, coop.Problem{Key: "key.none"}
	}
	b.mu.Lock()
	cooperative := b.fold.Cooperative().Cooperative
	b.mu.Unlock()
	for _, k := range slots {
		if len(k.Slot) < 16 {
			continue
		}
		seed, err := openBox(stretch(phrase(passphrase), k.Slot[:16]), k.Slot[:16], k.Slot[16:])
		if err != nil || len(seed) != ed25519.SeedSize {
			continue
		}
		key := ed25519.NewKeyFromSeed(seed)
		if public(key) == k.Public {
			return ed25519.Sign(key, coop.MarkBytes(cooperative, kind, coop.VersionOf(body), data)), nil
		}
	}
	return nil, coop.Problem{Key: problemPassphrase}
}
