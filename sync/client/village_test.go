package client

import (
	"context"
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/sha256"
	"io"
	"net/http"
	"slices"
	"sync"
	"testing"

	"lumbung/store/coop"
	"lumbung/sync/wire"
)

// holder is somebody with a log: real keys, real signatures, a real fold over a map. It is the other side of the same
// rules, not an imitation of a store.
type holder struct {
	mu    sync.Mutex
	coop  coop.ID
	log   coop.ID
	sign  ed25519.PrivateKey
	box   *ecdh.PrivateKey
	state *coop.Map
	fold  *coop.Fold
	head  coop.Head
	kept  map[string][]byte
	left  coop.Head
	says  []coop.Head // what Accepted was told
	now   int64
}

func newHolder(t testing.TB, cooperative coop.ID, name string) *holder {
	t.Helper()
	seed := sha256.Sum256([]byte("box " + name))
	box, err := ecdh.X25519().NewPrivateKey(seed[:])
	if err != nil {
		t.Fatal(err)
	}
	seed = sha256.Sum256([]byte("sign " + name))
	log := sha256.Sum256([]byte("log " + name))
	h := &holder{
		coop: cooperative, log: coop.ID(log[:16]), sign: ed25519.NewKeyFromSeed(seed[:]), box: box,
		state: coop.NewMap(), kept: map[string][]byte{}, now: 29_500_000,
	}
	h.fold, h.head = coop.NewFold(h.state), coop.Head{Log: h.log}
	return h
}

func (h *holder) public() [32]byte { return [32]byte(h.sign.Public().(ed25519.PublicKey)) }

func (h *holder) boxKey() [32]byte { return [32]byte(h.box.PublicKey().Bytes()) }

// record appends a change to the holder's own log.
func (h *holder) record(author coop.ID, kind coop.Kind, body any) (coop.Hash, coop.What) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now++
	c := coop.Change{Log: h.log, Seq: 1, At: h.now, Author: author, Kind: kind, Version: 1, Body: coop.EncodeBody(body)}
	c.Prev = coop.Genesis(h.coop, h.log)
	if kind != coop.KindFound {
		c.Prev, c.Seq, c.Seen = h.fold.Next(h.head)
	}
	what := h.fold.Apply(c)
	h.head = coop.Head{Log: h.log, Seq: c.Seq, Hash: c.Hash()}
	return h.head.Hash, what
}

var treasurer coop.Session

// found makes a founding device with a small chart.
func found(t testing.TB) *holder {
	t.Helper()
	sum := sha256.Sum256([]byte(t.Name()))
	h := newHolder(t, coop.ID(sum[:16]), "A")
	hash, _ := h.record(coop.ID{}, coop.KindFound, coop.Found{
		Cooperative: h.coop, Name: "KDMP Contoh", Village: "6112032001", Sign: h.public(), Box: h.boxKey(),
		Letters: "A", People: []coop.FoundOne{{Name: "Siti", Role: coop.RoleTreasurer}},
	})
	treasurer = coop.Session{User: coop.HashID(hash, 1), Name: "Siti", Role: coop.RoleTreasurer}
	h.record(treasurer.User, coop.KindAccounts, coop.Accounts{Add: []coop.AccountAdd{
		{Code: "11101", NameID: "Kas", Type: coop.Asset}, {Code: "42101", NameID: "Penjualan", Type: coop.Revenue},
	}})
	return h
}

// sell records n sales.
func (h *holder) sell(t testing.TB, n int) {
	t.Helper()
	for i := range n {
		amount := coop.Money(10_000+500*((h.now*7919+int64(i))%900)) * coop.Rupiah
		if _, what := h.record(treasurer.User, coop.KindEntry, coop.Entry{
			Date: 20260131, Occasion: "sale-nonmember", Lines: []coop.Line{
				{Account: "11101", Amount: amount}, {Account: "42101", Amount: -amount},
			},
		}); what != coop.WhatNone {
			t.Fatal(what)
		}
	}
}

func (h *holder) Sender(context.Context) (cooperative, log coop.ID, box *ecdh.PrivateKey, err error) {
	return h.coop, h.log, h.box, nil
}

func (h *holder) Vouch(message []byte) ([]byte, error) { return ed25519.Sign(h.sign, message), nil }

func (h *holder) Heads(context.Context) ([]coop.Head, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.fold.Heads(), nil
}

func (h *holder) Find(_ context.Context, s coop.Sighting) (coop.Head, bool, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	head, ok := h.find(s)
	return head, ok, nil
}

func (h *holder) find(s coop.Sighting) (head coop.Head, ok bool) {
	h.state.Scan(&coop.ChangeRow{Log: s.Log, Seq: s.Seq}, 2, func(r coop.Record) bool {
		row := r.(*coop.ChangeRow)
		head, ok = coop.Head{Log: s.Log, Seq: s.Seq, Hash: row.Hash}, row.Hash.Short() == s.Hash
		return !ok
	})
	return head, ok
}

// changes gives the changes of a log in (from, to], ascending, with their size.
func (h *holder) changes(log coop.ID, from, to int64) []coop.Change {
	var all []coop.Change
	h.state.Scan(&coop.ChangeRow{Log: log}, 1, func(r coop.Record) bool {
		row := r.(*coop.ChangeRow)
		if row.Seq > from && row.Seq <= to {
			c, err := coop.DecodeChange(row.Bytes)
			if err != nil {
				panic(err)
			}
			c.Prev = row.Prev
			all = append(all, c)
		}
		return true
	})
	return all
}

func (h *holder) Runs(_ context.Context, have []coop.Head, maxBytes int) ([]coop.Run, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	var runs []coop.Run
	for _, head := range h.fold.Heads() {
		from := int64(0)
		for _, x := range have {
			_, held := h.find(coop.Sighting{Log: x.Log, Seq: x.Seq, Hash: x.Hash.Short()})
			if held && x.Log == head.Log {
				from = x.Seq
			}
		}
		run := coop.Run{Log: head.Log, Changes: h.changes(head.Log, from, head.Seq)}
		if len(run.Changes) == 0 {
			continue
		}
		signed := coop.SignedRow{Log: head.Log, Seq: head.Seq, Hash: head.Hash}
		if head.Log == h.log {
			run.Changes = slices.Clip(run.Changes[:fitting(run.Changes, maxBytes)])
			signed.Sign = ed25519.Sign(h.sign, coop.HeadBytes(h.coop, end(run)))
		} else if !h.state.Get(&signed) {
			continue
		}
		run.Sign = signed.Sign
		runs = append(runs, run)
	}
	return runs, nil
}

func fitting(changes []coop.Change, maxBytes int) int {
	for i, c := range changes {
		if maxBytes -= len(c.Encode()); maxBytes < 0 {
			return max(1, i)
		}
	}
	return len(changes)
}

func (h *holder) History(_ context.Context, upTo coop.Head, n int) ([]coop.Change, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.changes(upTo.Log, upTo.Seq-int64(n), upTo.Seq), nil
}

func (h *holder) Receive(_ context.Context, runs ...coop.Run) (coop.Intake, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	var total coop.Intake
	for _, run := range runs {
		in := h.fold.Receive(run)
		total.Applied += in.Applied
		total.Aside += in.Aside
		total.Damaged = total.Damaged || in.Damaged
	}
	return total, nil
}

func (h *holder) Leaving(_ context.Context, heads []coop.Head) error {
	for _, x := range heads {
		if x.Log == h.log {
			h.left = x
		}
	}
	return nil
}

func (h *holder) Accepted(_ context.Context, heads []coop.Head) error {
	h.says = heads
	return nil
}

func (h *holder) Introduce(_ context.Context, who coop.Session, d coop.Device) (coop.Recorded, error) {
	hash, what := h.record(who.User, coop.KindDevice, d)
	if !what.Counts() {
		return coop.Recorded{}, &coop.Refusal{What: what}
	}
	return coop.Recorded{Hash: hash}, nil
}

func (h *holder) Ended(context.Context) ([]coop.ID, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	var ended []coop.ID
	h.state.Scan(&coop.LogRow{}, 0, func(r coop.Record) bool {
		if log := r.(*coop.LogRow).Log; coop.Ended(h.state, log) {
			ended = append(ended, log)
		}
		return true
	})
	return ended, nil
}

func (h *holder) Devices(context.Context) ([]coop.LogRow, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	var rows []coop.LogRow
	h.state.Scan(&coop.LogRow{}, 0, func(r coop.Record) bool { rows = append(rows, *r.(*coop.LogRow)); return true })
	return rows, nil
}

func (h *holder) Keep(name string, data []byte) error {
	h.kept[name] = slices.Clone(data)
	return nil
}

func (h *holder) Kept(name string) ([]byte, error) { return h.kept[name], nil }

// office answers devices as a server does: the same rules over a map.
type office struct {
	*holder
	code   string
	pin    [32]byte
	clock  int64
	ranges map[coop.Hash][]byte
}

func newOffice(t testing.TB, of *holder) *office {
	t.Helper()
	return &office{
		holder: newHolder(t, of.coop, "S"), code: "7K2M-09QX-TB4D", clock: 1_790_000_000,
		ranges: map[coop.Hash][]byte{},
	}
}

func (o *office) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header()["Date"], w.Header()["Content-Type"] = nil, nil
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	var answer []byte
	switch r.URL.Path {
	case "/enrol":
		answer, err = o.enrol(data)
	case "/exchange":
		answer, err = o.exchange(r.Context(), data)
	}
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		answer = wire.Refuse(wire.CodeOf(err))
	}
	w.Write(answer) //nolint:errcheck // whoever asked asks again
}

func (o *office) enrol(data []byte) ([]byte, error) {
	_, key := wire.Activation(o.code)
	ask, err := wire.DecodeEnrol(data, key)
	if err != nil {
		return nil, err
	}
	run, err := wire.Unpack(o.coop, nil, ask.Packs[0])
	if err != nil {
		return nil, err
	}
	if _, err := o.Receive(context.Background(), run); err != nil {
		return nil, err
	}
	answer := &wire.Enrolled{Time: o.clock, Log: o.log, Sign: o.public(), Box: o.boxKey(), Pin: o.pin, Name: "Dinas"}
	return answer.Encode(key, ask), nil
}

func (o *office) exchange(ctx context.Context, data []byte) ([]byte, error) {
	claim, err := wire.ClaimOf(data)
	if err != nil {
		return nil, err
	}
	box := claim.Box
	devices, _ := o.Devices(ctx)
	for _, d := range devices {
		if d.Log == claim.Device {
			box = d.Box
		}
	}
	key, err := agree(o.box, box, o.coop, claim.Device, o.log)
	if err != nil {
		return nil, wire.ErrProof
	}
	ask, err := wire.DecodeRequest(data, key)
	if err != nil {
		return nil, err
	}
	answer := &wire.Response{Time: o.clock}
	c := &Client{book: o.holder}
	for _, pack := range o.join(ask, answer) {
		if _, _, err := c.unpack(ctx, o.coop, [][]byte{pack}); err != nil {
			answer.Code = wire.CodeOf(err)
		}
	}
	theirs, _ := c.resolve(ctx, ask.Have)
	runs, _ := o.Runs(ctx, theirs, 64<<10)
	packer := wire.NewPacker(o.coop, nil, nil)
	for _, run := range runs {
		pack, err := packer.Pack(run)
		if err != nil {
			return nil, err
		}
		answer.Packs = append(answer.Packs, pack)
	}
	heads, _ := o.Heads(ctx)
	answer.Have = wire.VectorOf(heads)
	return answer.Encode(key, ask), nil
}

// join gives the whole packs of a request and keeps its ranges.
func (o *office) join(ask *wire.Request, answer *wire.Response) [][]byte {
	o.mu.Lock()
	defer o.mu.Unlock()
	packs := ask.Packs
	for _, p := range ask.Parts {
		now, whole := p.Join(o.ranges[p.Sum])
		if o.ranges[p.Sum] = now; whole {
			packs = append(packs, now)
		}
		answer.Kept = []wire.Kept{{Sum: p.Sum, Bytes: len(now)}}
	}
	return packs
}
