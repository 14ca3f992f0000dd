package store

import (
	"bytes"
	"cmp"
	"compress/flate"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"math/big"
	"slices"

	"golang.org/x/crypto/argon2"

	"lumbung/store/coop"
)

// inviteMagic begins an invite file; what follows is a salt and a box under the spoken code.
const inviteMagic = "LUMBUNG-INVITE-1\n"

// carriedBytes bounds the books that an invite carries along, packed. A guest of a larger book begins with the first
// exchange or file.
const carriedBytes = 2 << 20

// openedBytes bounds what an invite may unpack to.
const openedBytes = 64 << 20

// invitation is what lies in an invite file.
type invitation struct {
	Cooperative coop.ID      `cbor:"1,keyasint"`
	Name        string       `cbor:"2,keyasint"`
	Secret      []byte       `cbor:"3,keyasint"` // seed of the one-use key
	Letters     string       `cbor:"4,keyasint"`
	User        coop.ID      `cbor:"5,keyasint,omitzero"`
	Heads       []coop.Head  `cbor:"6,keyasint"`           // what the inviter held: the guest's past
	Vault       []sealed     `cbor:"7,keyasint,omitempty"` // the sealing keys
	Server      []byte       `cbor:"8,keyasint,omitempty"` // what the inviter keeps of its server: Keep("server")
	Runs        []carriedRun `cbor:"9,keyasint,omitempty"` // the books so far, where they are small enough
}

// carriedRun is a run as canonical bytes.
type carriedRun struct {
	_       struct{} `cbor:",toarray"`
	Log     coop.ID
	Prev    coop.Hash
	Changes [][]byte
	Sign    []byte
}

// Invite makes an invite for a device of a person (zero: of anybody): a file and the code to be said by telephone. The
// file also carries the books so far when they are small, the sealing keys and the server's address.
func (b *Book) Invite(ctx context.Context, who coop.Session, user coop.ID) (file []byte, code string, err error) {
	secret := make([]byte, ed25519.SeedSize)
	fillRandom(secret)
	letters, err := b.guestLetters()
	if err != nil {
		return nil, "", err
	}
	body := coop.Invite{Key: public(ed25519.NewKeyFromSeed(secret)), Letters: letters, User: user}
	if _, err := b.recordOne(ctx, who, coop.KindInvite, body); err != nil {
		return nil, "", err
	}
	in := invitation{Secret: secret, Letters: letters, User: user}
	if in.Heads, err = b.Heads(ctx); err != nil {
		return nil, "", err
	}
	if in.Server, err = b.Kept("server"); err != nil {
		return nil, "", err
	}
	runs, err := b.Runs(ctx, nil, 0)
	if err != nil {
		return nil, "", err
	}
	in.Runs = carry(runs)
	if err := b.allLeaves(ctx); err != nil {
		return nil, "", err
	}
	b.mu.Lock()
	in.Cooperative, in.Name = b.device.Cooperative, b.fold.Cooperative().Name
	for _, epoch := range b.vault.epochs() {
		in.Vault = append(in.Vault, b.vault.sealed(epoch))
	}
	b.mu.Unlock()
	code = spokenCode()
	file, err = closeInvite(in, code)
	return file, code, err
}

// allLeaves remembers that everything recorded so far may leave this machine by hand: in an invite.
func (b *Book) allLeaves(ctx context.Context) error {
	heads, err := b.Heads(ctx)
	if err != nil {
		return err
	}
	return b.Leaving(ctx, heads)
}

func carry(runs []coop.Run) []carriedRun {
	var all []carriedRun
	for _, r := range runs {
		c := carriedRun{Log: r.Log, Prev: r.Changes[0].Prev, Sign: r.Sign}
		for _, change := range r.Changes {
			c.Changes = append(c.Changes, change.Encode())
		}
		all = append(all, c)
	}
	return all
}

func (c carriedRun) run() (coop.Run, error) {
	run := coop.Run{Log: c.Log, Sign: c.Sign}
	prev := c.Prev
	for _, data := range c.Changes {
		change, err := coop.DecodeChange(data)
		if err != nil {
			return coop.Run{}, err
		}
		change.Prev = prev
		prev = coop.ChainHash(prev, data)
		run.Changes = append(run.Changes, change)
	}
	return run, nil
}

// guestLetters gives the letters of the next guest: this device's and the first letter that nobody was given.
func (b *Book) guestLetters() (string, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.mayWrite(); err != nil {
		return "", err
	}
	return b.freeLetters(b.ownLetters(), 'A'), b.state.err
}

func (b *Book) ownLetters() string {
	row := coop.LogRow{Log: b.device.Log}
	if b.over.Get(&row) {
		return row.Letters
	}
	return b.device.Letters
}

// freeLetters extends own by one letter, or by more when those are used up.
func (b *Book) freeLetters(own string, from byte) string {
	taken := map[string]bool{}
	b.over.Scan(&coop.LogRow{}, 0, func(r coop.Record) bool { taken[r.(*coop.LogRow).Letters] = true; return true })
	b.over.Scan(&coop.RightRow{}, 0, func(r coop.Record) bool {
		row := r.(*coop.RightRow)
		change := coop.ChangeRow{Log: row.Log, Seq: row.Seq, Hash: row.Hash}
		if row.Kind != coop.KindInvite || !b.over.Get(&change) {
			return true
		}
		if c, err := coop.DecodeChange(change.Bytes); err == nil {
			if i, err := coop.DecodeBody[coop.Invite](c.Body); err == nil {
				taken[i.Letters] = true
			}
		}
		return true
	})
	for ; ; own += "Z" {
		for l := from; l < 'Z'; l++ {
			if next := own + string(rune(l)); !taken[next] {
				return next
			}
		}
	}
}

// spokenCode draws four groups of four digits.
func spokenCode() string {
	n, err := rand.Int(rand.Reader, big.NewInt(1e16))
	if err != nil {
		panic(err) // the system has no randomness: nothing can be made safely
	}
	return groups(fmt.Sprintf("%016d", n))
}

// inviteKey stretches the spoken code more than a PIN: the file may lie in strange hands for long.
func inviteKey(code string, salt []byte) []byte {
	return argon2.IDKey([]byte(plainCode(code)), salt, 3, 64<<10, 1, 32)
}

func closeInvite(in invitation, code string) ([]byte, error) {
	packed, err := deflate(coop.EncodeBody(in))
	if err == nil && len(packed) > carriedBytes {
		in.Runs = nil
		packed, err = deflate(coop.EncodeBody(in))
	}
	if err != nil {
		return nil, err
	}
	head := append([]byte(inviteMagic), make([]byte, 16)...)
	salt := head[len(inviteMagic):]
	fillRandom(salt)
	return closeBox(inviteKey(code, salt), head, packed)
}

func deflate(data []byte) ([]byte, error) {
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	if err == nil {
		_, err = w.Write(data)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("store: invite: %w", err)
	}
	return b.Bytes(), nil
}

// openInvite reads an invite file; a coop.Problem says invite.unreadable or invite.wrong-code.
func openInvite(file []byte, code string) (invitation, error) {
	end := len(inviteMagic) + 16
	if len(file) < end || string(file[:len(inviteMagic)]) != inviteMagic || len(file) > openedBytes {
		return invitation{}, coop.Problem{Key: "invite.unreadable"}
	}
	packed, err := openBox(inviteKey(code, file[len(inviteMagic):end]), file[:end], file[end:])
	if err != nil {
		return invitation{}, coop.Problem{Key: "invite.wrong-code"}
	}
	return readInvitation(packed)
}

// readInvitation unpacks what lay in the box.
func readInvitation(packed []byte) (invitation, error) {
	data, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), openedBytes))
	if err != nil {
		return invitation{}, coop.Problem{Key: "invite.unreadable"}
	}
	in, err := coop.DecodeBody[invitation](data)
	if err != nil || len(in.Secret) != ed25519.SeedSize || in.Cooperative.IsZero() || len(in.Heads) == 0 {
		return invitation{}, coop.Problem{Key: "invite.unreadable"}
	}
	return in, nil
}

// Join makes a new book and a new device from an invite. The device's first change is signed with the invite's one-use
// key and travels with the next exchange or file. The books so far are there at once when the invite carries them; else
// writing fails with ErrNotYet until they have arrived.
func Join(ctx context.Context, at Place, file []byte, code, deviceName string) (_ *Book, err error) {
	in, err := openInvite(file, code)
	if err != nil {
		return nil, err
	}
	b, err := newBook(ctx, at)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, b.discard())
		}
	}()
	b.device, err = newDevice(at.Machine, deviceFile{
		Cooperative: in.Cooperative, Name: deviceName, Letters: in.Letters, Book: b.at.File,
	}, at.now())
	if err != nil {
		return nil, err
	}
	b.own = coop.Head{Log: b.device.Log}
	if err := b.takeOver(in); err != nil {
		return nil, err
	}
	var runs []coop.Run
	for _, c := range in.Runs {
		run, err := c.run()
		if err != nil {
			return nil, coop.Problem{Key: "invite.unreadable"}
		}
		runs = append(runs, run)
	}
	err = b.write(ctx, func() error { // at once: killed in between, the book could neither write nor join again
		if _, err := b.takeIn(runs); err != nil {
			return err
		}
		return b.joinWith(in)
	})
	if err != nil {
		return nil, err
	}
	b.check()
	return b, b.settle(b.device)
}

// takeOver keeps in the machine folder what the invite gives beside the books.
func (b *Book) takeOver(in invitation) error {
	if err := b.keepVault(in.Vault); err != nil {
		return err
	}
	if len(in.Server) > 0 {
		return b.Keep("server", in.Server)
	}
	return nil
}

// keepVault wraps sealing keys to this device and keeps them beside the book, until they come as changes.
func (b *Book) keepVault(keys []sealed) error {
	var boxes [][]byte
	for _, s := range keys {
		box, err := wrap(publicBox(b.device.box), coop.EncodeBody(s))
		if err != nil {
			return err
		}
		boxes = append(boxes, box)
		b.vault.add(s)
	}
	if len(boxes) == 0 {
		return nil
	}
	return b.device.keep("vault.json", boxes)
}

// joinWith makes the device's first change. Where its past is not here yet, it waits for it as any other change would.
func (b *Book) joinWith(in invitation) error {
	invite := ed25519.NewKeyFromSeed(in.Secret)
	d := coop.Device{
		Log: b.device.Log, Letters: in.Letters, Name: b.device.Name, Sign: public(b.device.sign),
		Box: publicBox(b.device.box), Invite: public(invite),
	}
	d.Proof = ed25519.Sign(invite, coop.JoinBytes(in.Cooperative, d))
	c := coop.Change{
		Log: d.Log, Seq: 1, Prev: coop.Genesis(in.Cooperative, d.Log), At: b.at.now().Unix() / 60,
		Kind: coop.KindDevice, Version: 1, Body: coop.EncodeBody(d),
	}
	for _, h := range in.Heads {
		c.Seen = append(c.Seen, coop.Sighting{Log: h.Log, Seq: h.Seq, Hash: h.Hash.Short()})
	}
	slices.SortFunc(c.Seen, func(x, y coop.Sighting) int {
		return cmp.Or(bytes.Compare(x.Log[:], y.Log[:]), cmp.Compare(x.Seq, y.Seq), bytes.Compare(x.Hash[:], y.Hash[:]))
	})
	if slices.ContainsFunc(in.Heads, func(h coop.Head) bool { return !b.holds(h) }) {
		row := coop.WaitRow{Log: c.Log, Seq: 1, Hash: c.Hash(), Prev: c.Prev, Bytes: c.Encode()}
		b.over.Put(&row)
		head := coop.Head{Log: row.Log, Seq: row.Seq, Hash: row.Hash}
		b.over.Put(&coop.SignedRow{Log: head.Log, Seq: head.Seq, Hash: head.Hash, Sign: b.signed(head)})
		return b.state.write(b.over, false)
	}
	if what, _ := b.append(c); !what.Counts() {
		return &coop.Refusal{Index: -1, What: what}
	}
	b.signHead()
	return b.state.write(b.over, false)
}
