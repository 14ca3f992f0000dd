package simulate

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"lumbung/store"
	"lumbung/store/coop"
)

// dies is a laptop that is never seen again, after a backup and then more work: what the district holds of it by then,
// and a tail that was recorded and never sent.
type dies struct {
	*laptop
	copied string   // the backup
	sent   []string // entries that others hold, sorted
	lost   []string // entries of the tail
}

// entries names the entries of a book; one that stands there twice fails the test.
func (l *laptop) entries() []string {
	l.t.Helper()
	all, err := l.book.Entries(l.t.Context(), coop.EntryQuery{})
	if err != nil {
		l.t.Fatal(err)
	}
	var ids []string
	for _, e := range all {
		ids = append(ids, e.ID.String())
	}
	slices.Sort(ids)
	if n := len(slices.Compact(slices.Clone(ids))); n != len(ids) {
		l.t.Errorf("%s: %d entries stand twice", l.name, len(ids)-n)
	}
	return ids
}

// backUp copies the book as the program does at its end.
func (l *laptop) backUp() string {
	l.t.Helper()
	c, fresh, err := l.book.KeepBackup(l.t.Context(), filepath.Join(l.t.TempDir(), "Cadangan"))
	if err != nil || !fresh {
		l.t.Fatal(fresh, err)
	}
	return c.File
}

// tail records entries that nobody else will ever see.
func (d *dies) tail(n int) {
	before := d.entries()
	for range n {
		if err := d.recordEntry(); err != nil {
			d.t.Fatal(err)
		}
	}
	d.lost = slices.DeleteFunc(d.entries(), func(id string) bool { return slices.Contains(before, id) })
}

// restored is the new laptop: the copy, in a machine folder of its own.
func (d *dies) restored(t *testing.T, recovery string) *laptop {
	t.Helper()
	book, err := store.Restore(t.Context(), place(t, "baru"), d.copied, recovery, "laptop baru")
	if err != nil {
		t.Fatal(err)
	}
	r := &laptop{t: t, name: "baru", book: book, rand: random(99, 3), counts: map[string]int{}}
	r.seat()
	return r
}

// holds wants on the new laptop all that others held, once, and nothing of the tail: that is what is said on the page.
func (d *dies) holds(r *laptop) {
	d.t.Helper()
	got := r.entries()
	if fmt.Sprint(got) != fmt.Sprint(d.sent) {
		d.t.Errorf("restored %d entries, others hold %d of the old laptop", len(got), len(d.sent))
	}
	for _, id := range d.lost {
		if slices.Contains(got, id) {
			d.t.Errorf("%s was never sent and is there", id)
		}
	}
	r.verify()
}

// A backup restored on another machine: the district has what was sent after it, the new laptop goes on, and district
// and laptop hold the same. Nothing is typed again but the tail that never left.
func TestRestore_fromDistrict(t *testing.T) {
	village(t, func(t *testing.T, seed uint64) {
		o := openOffice(t)
		d := &dies{laptop: found(t, seed)}
		c := o.enrol(t, d.laptop)
		d.live(40)
		d.copied = d.backUp()
		d.live(40)
		syncAll(t, c)
		d.sent = d.entries()
		d.tail(5)
		r := d.restored(t, d.recovery)
		if len(r.entries()) >= len(d.sent) {
			t.Fatal("the backup holds everything: nothing is tested")
		}
		rc := r.client(nil)
		if err := rc.Connect(t.Context(), o.url); err != nil {
			t.Fatal(err)
		}
		syncAll(t, rc)
		d.holds(r)
		r.live(20)
		syncAll(t, rc)
		r.verify()
		cooperative := r.cooperative()
		equal(t, "office", o.dump(t, cooperative), r.name, r.dump())
		again, _, err := r.book.KeepBackup(t.Context(), filepath.Dir(d.copied))
		if err != nil || again.File == d.copied {
			t.Errorf("the new laptop's own backup: %+v, %v", again, err)
		}
	})
}

// Without a line: the chair's laptop has what was carried to it, and hands it on by file once it knows the new laptop.
func TestRestore_byFile(t *testing.T) {
	d := &dies{laptop: found(t, 7)}
	d.live(30)
	chair := d.guest("ketua", 7)
	chair.carryFile(d.read) // with it the host learns who the guest is
	d.copied = d.backUp()
	d.live(30)
	out, err := d.client(nil).WriteFile(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := chair.read(out.Data); err != nil {
		t.Fatal(err)
	}
	d.sent = d.entries()
	d.tail(3)
	r := d.restored(t, d.recovery)
	hello, err := r.client(nil).WriteFile(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := chair.read(hello.Data); err != nil {
		t.Fatal(err)
	}
	answer, err := chair.client(nil).WriteFile(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.read(answer.Data); err != nil {
		t.Fatal(err)
	}
	d.holds(r)
	r.live(10)
	more, err := r.client(nil).WriteFile(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := chair.read(more.Data); err != nil {
		t.Fatal(err)
	}
	equal(t, chair.name, chair.dump(), r.name, r.dump())
	chair.verify()
}
