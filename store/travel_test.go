package store

import (
	"crypto/ed25519"
	"testing"

	"lumbung/store/coop"
)

// What a server answered stands beside the book: it survives a restart, never goes back, and ends "unsent".
func TestBook_Accepted(t *testing.T) {
	b := newTestBook(t)
	b.record(t, "Siti", entry(20260105, "11101", "43101", 5000))
	before, err := b.Info(t.Context())
	if err != nil || before.Unsent == 0 {
		t.Fatal(before.Unsent, err)
	}
	whole := before.Head
	part, ok, err := b.Find(t.Context(), sightingAt(t, b, whole.Seq-1))
	if err != nil || !ok {
		t.Fatal("the change before the last is not found", err)
	}
	stranger := coop.Head{Log: whole.Log, Seq: whole.Seq + 5, Hash: coop.Hash{1}}
	for _, heads := range [][]coop.Head{{part, stranger}, {whole}, {part}} {
		if err := b.Accepted(t.Context(), heads); err != nil {
			t.Fatal(err)
		}
	}
	b.reopen(t)
	after, err := b.Info(t.Context())
	if err != nil || after.Unsent != 0 || after.Accepted != whole || after.ReceivedAt == 0 {
		t.Errorf("unsent %d, accepted %v, at %d, %v", after.Unsent, after.Accepted, after.ReceivedAt, err)
	}
	if findings, err := b.Verify(t.Context(), nil); err != nil || len(findings) > 0 {
		t.Error(findings, err)
	}
}

// sightingAt names the change of the own log at a seq, as the wire does.
func sightingAt(t testing.TB, b *testBook, seq int64) coop.Sighting {
	t.Helper()
	own := must(b.Heads(t.Context()))(t)[0]
	last := must(b.History(t.Context(), own, int(own.Seq-seq)+1))(t)[0]
	return coop.Sighting{Log: last.Log, Seq: last.Seq, Hash: last.Hash().Short()}
}

func TestBook_Find(t *testing.T) {
	b := newTestBook(t)
	s := sightingAt(t, b, 2)
	if h, ok, err := b.Find(t.Context(), s); err != nil || !ok || h.Hash.Short() != s.Hash {
		t.Error(h, ok, err)
	}
	s.Hash[0] ^= 1
	if h, ok, err := b.Find(t.Context(), s); err != nil || ok {
		t.Error("found a change that is not held", h, err)
	}
}

func TestBook_Vouch(t *testing.T) {
	b := newTestBook(t)
	message := []byte("isi berkas")
	mark, err := b.Vouch(message)
	if err != nil {
		t.Fatal(err)
	}
	devices, err := b.Devices(t.Context())
	if err != nil || !ed25519.Verify(devices[0].Sign[:], message, mark) {
		t.Error("the signature is not this device's", err)
	}
	_, log, box, err := b.Sender(t.Context())
	if err != nil || log != devices[0].Log || publicBox(box) != devices[0].Box {
		t.Error("the sender is not this device", err)
	}
}
