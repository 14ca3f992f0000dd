package store

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"slices"

	"lumbung/store/coop"
)

// chunk is after how many changes of one transaction the rows collected in memory are handed to SQLite.
const chunk = 16384

// Record records what a person did, all of it or nothing, and returns when it is durable. It fails with *coop.Refusal
// when an act would not count (nothing is recorded then), with ErrCopy or ErrNotYet where this book may not write yet.
// An act that says exactly what is already there under its once-id is not recorded again: Recorded.Already.
func (b *Book) Record(ctx context.Context, who coop.Session, acts ...coop.Act) ([]coop.Recorded, error) {
	return b.Import(ctx, who, acts)
}

// Import is Record for very many acts at once: one transaction, the same rules, all or nothing.
func (b *Book) Import(ctx context.Context, who coop.Session, acts []coop.Act) ([]coop.Recorded, error) {
	return b.recordAll(ctx, who, func() ([]coop.Act, error) { return acts, nil }, nil)
}

// ImportWith registers new members and records what stands on them, all in one transaction, all of it or nothing. then
// gives the acts once the members' IDs are known, in the order of members; nil where nothing stands on them. It may be
// called more than once and must not call the book. What was recorded is told of the members first, then of the acts,
// and so counts Refusal.Index: it is below len(members) where a member was refused.
func (b *Book) ImportWith(
	ctx context.Context, who coop.Session, members []coop.MemberInput, then func(made []coop.ID) ([]coop.Act, error),
) ([]coop.Recorded, error) {
	return b.recordAll(ctx, who, func() ([]coop.Act, error) { return b.memberActs(members) }, then)
}

// RecordWith records acts and what stands on the IDs that they made, all in one transaction, all of it or nothing: a
// count of the cash and the entry that posts its difference. then is as in ImportWith.
func (b *Book) RecordWith(
	ctx context.Context, who coop.Session, acts []coop.Act, then func(made []coop.ID) ([]coop.Act, error),
) ([]coop.Recorded, error) {
	return b.recordAll(ctx, who, func() ([]coop.Act, error) { return acts, nil }, then)
}

// recordAll records what first gives and then what stands on that, in one transaction. first is asked inside it: what
// it seals, it seals with the key that holds there.
func (b *Book) recordAll(
	ctx context.Context, who coop.Session, first func() ([]coop.Act, error),
	then func(made []coop.ID) ([]coop.Act, error),
) ([]coop.Recorded, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.mayWrite(); err != nil {
		return nil, err
	}
	r := recording{
		book: b, who: who, first: first, then: then, at: b.at.now().Unix() / 60, twice: map[int]coop.ID{},
	}
	for {
		again := len(r.twice)
		err := b.write(ctx, func() error { return r.all(ctx) })
		if err == nil {
			return r.out, nil
		}
		if len(r.twice) == again {
			return nil, err
		}
	}
}

func (b *Book) mayWrite() error {
	switch {
	case b.line == nil:
		return errClosed
	case b.copied || b.device == nil:
		return ErrCopy
	case b.own.Seq == 0:
		return ErrNotYet
	}
	return nil
}

var errClosed = errors.New("store: the book is closed")

// Keys of what speaks against an act by its size alone; {0} says which act of the call it is.
const (
	problemTooLong = "record.too-long"
	problemTooMuch = "record.too-much"
)

// recording is one call of Record.
type recording struct {
	book    *Book
	who     coop.Session
	first   func() ([]coop.Act, error)
	then    func(made []coop.ID) ([]coop.Act, error) // nil: nothing more
	at      int64
	twice   map[int]coop.ID // acts that are there already, found out while recording them
	out     []coop.Recorded
	lower   bool
	revoked bool
}

func (r *recording) all(ctx context.Context) error {
	b := r.book
	r.out = nil
	if err := b.handVaults(r.who, r.at); err != nil {
		return err
	}
	acts, err := r.first()
	if err != nil {
		return err
	}
	if err := r.each(ctx, acts); err != nil {
		return err
	}
	if r.then != nil {
		made := make([]coop.ID, len(r.out))
		for i, done := range r.out {
			made[i] = done.ID
		}
		if acts, err = r.then(made); err != nil {
			return err
		}
		if err := r.each(ctx, acts); err != nil {
			return err
		}
	}
	if r.revoked { // whoever was revoked just now must not read what is sealed next
		if err := b.handVaults(r.who, r.at); err != nil {
			return err
		}
	}
	b.signHead()
	return b.state.write(b.over, r.lower)
}

// each records acts one after the other, behind those recorded before.
func (r *recording) each(ctx context.Context, acts []coop.Act) error {
	b := r.book
	r.out = slices.Grow(r.out, len(acts))
	for _, act := range acts {
		i := len(r.out)
		if i%chunk == chunk-1 {
			if err := errors.Join(ctx.Err(), b.state.write(b.over, r.lower)); err != nil {
				return err
			}
		}
		if held, ok := r.twice[i]; ok {
			r.out = append(r.out, b.already(held))
			continue
		}
		done, err := r.one(i, act)
		if err != nil {
			return err
		}
		r.out = append(r.out, done)
	}
	return nil
}

// one records one act, or finds that it is there.
func (r *recording) one(i int, act coop.Act) (coop.Recorded, error) {
	b := r.book
	body, err := b.sealBody(act)
	if err != nil {
		return coop.Recorded{}, err
	}
	c := b.next(r.who.User, act.Kind, body, act.At, r.at)
	c.Mark, c.Version = act.Mark, coop.VersionOf(act.Body)
	if held, ok := b.same(act, c.Body); ok {
		return b.already(held), nil
	}
	if !c.Fits() {
		return coop.Recorded{}, coop.Problem{Key: problemTooLong, Args: []any{i + 1}}
	}
	b.fold.Overrun() // what came before is not this act's doing
	what, hash := b.append(c)
	switch {
	case b.fold.Overrun():
		return coop.Recorded{}, coop.Problem{Key: problemTooMuch, Args: []any{i + 1}}
	case what == coop.WhatTwice:
		r.twice[i] = b.counting(coop.HashID(hash, 0))
		return coop.Recorded{}, &coop.Refusal{Index: i, What: what}
	case !what.Counts():
		return coop.Recorded{}, &coop.Refusal{Index: i, What: what}
	case what == coop.WhatLate: // only what another laptop recorded in time may come late
		return coop.Recorded{}, b.closedDay(i, hash)
	}
	switch act.Kind {
	case coop.KindClose, coop.KindReopen, coop.KindRevoke, coop.KindAdopt:
		r.lower = true
		r.revoked = r.revoked || act.Kind == coop.KindRevoke
	}
	return b.recorded(hash, c.Seq, what), nil
}

// closedDay says that the day of the i-th act's entry lies in a closed period, and which days are open.
func (b *Book) closedDay(i int, hash coop.Hash) coop.Problem {
	row := coop.EntryRow{ID: coop.HashID(hash, 0)}
	b.over.Get(&row)
	return coop.Problem{Key: coop.ProblemClosedDay, Args: []any{row.Date, b.fold.ClosedThrough().AddDays(1), i + 1}}
}

// next makes the next change of the own log.
func (b *Book) next(author coop.ID, kind coop.Kind, body []byte, at, now int64) coop.Change {
	c := coop.Change{Log: b.own.Log, At: at, Author: author, Kind: kind, Version: 1, Body: body}
	if c.At == 0 {
		c.At = now
	}
	if b.alone && b.own.Seq > 0 {
		c.Prev, c.Seq = b.own.Hash, b.own.Seq+1
	} else {
		c.Prev, c.Seq, c.Seen = b.fold.Next(b.own)
	}
	return c
}

// append gives a change of the own log its meaning and makes it the own head.
func (b *Book) append(c coop.Change) (coop.What, coop.Hash) {
	canonical := c.Encode()
	hash := coop.ChainHash(c.Prev, canonical)
	what := b.fold.ApplyHashed(c, hash, canonical)
	b.own = coop.Head{Log: c.Log, Seq: c.Seq, Hash: hash}
	b.alone = true
	return what, hash
}

// signHead signs the own head in place of the one signed before: an earlier part can be signed again at any time.
func (b *Book) signHead() {
	b.over.Scan(&coop.SignedRow{Log: b.own.Log}, 1, func(r coop.Record) bool {
		s := r.(*coop.SignedRow)
		branch := b.over.Get(&coop.HeadRow{Log: s.Log, Hash: s.Hash}) || // the end of another branch, where it forked
			b.over.Get(&coop.WaitRow{Log: s.Log, Seq: s.Seq, Hash: s.Hash})
		if !branch {
			b.over.Delete(r)
		}
		return true
	})
	b.over.Put(&coop.SignedRow{Log: b.own.Log, Seq: b.own.Seq, Hash: b.own.Hash, Sign: b.signed(b.own)})
}

func (b *Book) signed(h coop.Head) []byte {
	return ed25519.Sign(b.device.sign, coop.HeadBytes(b.device.Cooperative, h))
}

// write runs f between the beginning and the commit of one SQLite transaction. Whatever fails leaves tables and memory
// as they were.
func (b *Book) write(ctx context.Context, f func() error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	own, alone, keys := b.own, b.alone, b.vault.clone()
	if err := b.line.script("BEGIN IMMEDIATE"); err != nil {
		return err
	}
	err := f()
	if err == nil {
		err = b.state.err
	}
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		err = b.line.script("COMMIT")
	}
	if err == nil {
		return nil
	}
	b.own, b.alone, b.vault = own, alone, keys
	b.line.script("ROLLBACK") //nolint:errcheck // SQLite may have rolled back by itself; the first error is told
	b.over.Reset()
	if e := b.state.reload(); e != nil {
		err = errors.Join(err, e)
	}
	b.fold = coop.NewFold(b.over)
	return err
}

// recorded says what became of a change that counts.
func (b *Book) recorded(hash coop.Hash, seq int64, what coop.What) coop.Recorded {
	r := coop.Recorded{Hash: hash, ID: coop.HashID(hash, 0), Seq: seq, What: what}
	e := coop.EntryRow{ID: r.ID, Seq: seq, Log: b.own.Log}
	if b.over.Get(&e) {
		log := coop.LogRow{Log: e.Log}
		b.over.Get(&log)
		r.Voucher = coop.VoucherNumber(e.Book, log.Letters, e.Date, e.Serial)
	}
	return r
}

// already describes an entry that was recorded before.
func (b *Book) already(entry coop.ID) coop.Recorded {
	e := coop.EntryRow{ID: entry}
	b.over.Get(&e)
	log := coop.LogRow{Log: e.Log}
	b.over.Get(&log)
	return coop.Recorded{
		Hash: e.Hash, ID: e.ID, Seq: e.Seq, What: e.What, Already: true,
		Voucher: coop.VoucherNumber(e.Book, log.Letters, e.Date, e.Serial),
	}
}

// onceOf gives the once-id that a body claims; zero where it claims none.
func onceOf(body any) coop.ID {
	switch x := body.(type) {
	case *coop.Entry:
		return onceOf(*x)
	case coop.Entry:
		if !x.Once.IsZero() {
			return x.Once.ID()
		}
	case *coop.Opening:
		return onceOf(*x)
	case coop.Opening:
		return coop.OpeningOnce(x.Account, x.Outlet, x.Member).ID()
	case *coop.Reversal:
		return onceOf(*x)
	case coop.Reversal:
		return coop.ReversalOnce(x.Entry).ID()
	}
	return coop.ID{}
}

// same finds the counting entry that claims the same once-id with the very same body.
func (b *Book) same(act coop.Act, body []byte) (coop.ID, bool) {
	once := onceOf(act.Body)
	if once.IsZero() || !b.over.Get(&coop.ClaimedRow{Once: once}) {
		return coop.ID{}, false
	}
	var found coop.ID
	b.over.Scan(&coop.ClaimRow{Once: once}, 1, func(r coop.Record) bool {
		e := coop.EntryRow{ID: r.(*coop.ClaimRow).Entry}
		if !b.over.Get(&e) || e.Posted == 0 || e.Kind != act.Kind {
			return true
		}
		row := coop.ChangeRow{Log: e.Log, Seq: e.Seq, Hash: e.Hash}
		if !b.over.Get(&row) {
			return true
		}
		if c, err := coop.DecodeChange(row.Bytes); err == nil && bytes.Equal(c.Body, body) {
			found = e.ID
		}
		return found.IsZero()
	})
	return found, !found.IsZero()
}

// counting finds the entry that counts of those that claim the same once-id as this one.
func (b *Book) counting(entry coop.ID) coop.ID {
	e := coop.EntryRow{ID: entry}
	b.over.Get(&e)
	found := entry
	b.over.Scan(&coop.ClaimRow{Once: e.Once}, 1, func(r coop.Record) bool {
		other := coop.EntryRow{ID: r.(*coop.ClaimRow).Entry}
		if b.over.Get(&other) && other.Posted != 0 {
			found = other.ID
		}
		return found == entry
	})
	return found
}

// encodeBody gives a body's canonical bytes; it refuses what cannot be encoded, which only a slip in a program makes.
func encodeBody(body any) (data []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("store: body: %v", r)
		}
	}()
	return coop.EncodeBody(body), nil
}
