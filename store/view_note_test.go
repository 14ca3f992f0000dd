package store

import (
	"testing"

	"lumbung/store/coop"
)

// A line of a book of notes is what was last said of it; one without fields is gone.
func TestNotes(t *testing.T) {
	b := newTestBook(t)
	fields := func(name string) map[string]string { return map[string]string{"nama": name} }
	first := b.record(t, "Siti", coop.Note{Book: "guests", Fields: fields("Camat")})
	b.record(t, "Siti", coop.Note{Book: "guests", Fields: fields("Dinas")})
	b.record(t, "Siti", coop.Note{Book: "letters", Fields: fields("Surat")})
	b.record(t, "Siti", coop.Note{Book: "guests", Subject: first.ID, Fields: fields("Bapak Camat")})
	got := must(b.Notes(ctx, "guests"))(t)
	if len(got) != 2 || got[0].Fields["nama"] != "Bapak Camat" || got[0].ID != first.ID ||
		got[1].Fields["nama"] != "Dinas" || got[0].AuthorName != "Siti" {
		t.Fatalf("got %+v", got)
	}
	b.record(t, "Siti", coop.Note{Book: "guests", Subject: first.ID})
	if got = must(b.Notes(ctx, "guests"))(t); len(got) != 1 || got[0].Fields["nama"] != "Dinas" {
		t.Errorf("after taking it away: %+v", got)
	}
}
