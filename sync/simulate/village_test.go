package simulate

import (
	"errors"
	"testing"

	"lumbung/sync/client"
	"lumbung/sync/server"
)

// settle exchanges by network, in turn, until nothing moves any more: each laptop has then seen what the other sent.
func settle(t *testing.T, laptops ...*laptop) {
	t.Helper()
	for range 6 {
		moved := 0
		for _, l := range laptops {
			result := l.sync()
			moved += result.ChangesUp + result.ChangesDown
		}
		if moved == 0 {
			return
		}
	}
	t.Fatal("the exchanges do not come to rest")
}

// alike wants both books and the office equal in every derived row, and every book clean.
func alike(t *testing.T, o *office, a, b *laptop) {
	t.Helper()
	equal(t, a.name, a.dump(), b.name, b.dump())
	equal(t, a.name, a.dump(), "office", o.dump(t, a.cooperative()))
	a.verify()
	b.verify()
	if _, _, err := o.Check(t.Context(), func(f server.Fault) { t.Errorf("office: %v", f) }); err != nil {
		t.Error(err)
	}
}

// Two laptops live apart, 200 changes each, and then exchange in random order by network and by file, with the office
// and with each other: both books and the office come to hold the same in every row, and verify finds nothing.
func TestVillage(t *testing.T) {
	village(t, func(t *testing.T, seed uint64) {
		o := openOffice(t)
		a := found(t, seed)
		o.enrol(t, a)
		for range 5 {
			if err := a.addMember(); err != nil {
				t.Fatal(err)
			}
		}
		a.sync()
		b := a.guest("ketua", seed)
		a.live(*changes)
		b.live(*changes)
		r := random(seed, 3)
		for range 12 {
			from, to := a, b
			if r.IntN(2) == 0 {
				from, to = b, a
			}
			switch r.IntN(4) {
			case 0:
				from.sync()
			case 1:
				if _, err := from.client(nil).Exchange(t.Context()); err != nil {
					t.Fatal(err)
				}
			case 2:
				from.carryFile(o.read)
			case 3:
				if from.knows(to) { // a file can only be written for devices that the writer has heard of
					from.carryFile(to.read)
				}
			}
			if r.IntN(3) == 0 {
				from.live(1 + r.IntN(5)) // life goes on in between
			}
		}
		settle(t, a, b)
		alike(t, o, a, b)
		for _, l := range []*laptop{a, b} {
			if result := l.sync(); result.ChangesUp+result.ChangesDown+result.SetAside != 0 || !result.Agreed {
				t.Errorf("%s: after all agreed there was still %+v", l.name, result)
			}
		}
	})
}

// The line breaks after every so many bytes of sending and fetching; whatever arrived is kept, nothing is doubled, and
// in the end it is as if it had never broken.
func TestCutAnywhere(t *testing.T) {
	village(t, func(t *testing.T, seed uint64) {
		o := openOffice(t)
		a := found(t, seed)
		o.enrol(t, a)
		a.sync()
		b := a.guest("ketua", seed)
		r := random(seed, 4)
		cuts, breaks := 12, 0
		for i := range cuts {
			a.live(3)
			b.live(2)
			for _, l := range []*laptop{a, b} {
				line := &wire{}
				line.left.Store(int64(r.IntN(1 + 40*(1+i))))
				_, err := l.client(line).Sync(t.Context())
				switch {
				case err == nil:
				case errors.Is(err, client.ErrInterrupted), errors.Is(err, client.ErrUnreachable):
					breaks++
				default:
					t.Fatalf("cut %d of %s: %v", i, l.name, err)
				}
			}
			if i%6 == 5 {
				settle(t, a, b)
				alike(t, o, a, b)
			}
		}
		if breaks < cuts/2 {
			t.Errorf("only %d of %d lines broke: cut nearer", breaks, 2*cuts)
		}
		t.Logf("%d lines broke", breaks)
	})
}

// Every byte at which one exchange can be cut is tried, and the exchange after it repeated twice.
func TestCutEveryByte(t *testing.T) {
	o := openOffice(t)
	a := found(t, 5)
	o.enrol(t, a)
	a.sync()
	a.live(6)
	whole := &wire{}
	whole.left.Store(-1)
	if _, err := a.client(whole).Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
	length := whole.up.Load() + whole.down.Load()
	step := max(1, length/48) // all of them with -every-byte
	if *everyByte {
		step = 1
	}
	for n := int64(0); n < length; n += step {
		a.live(1)
		line := &wire{}
		line.left.Store(n)
		if _, err := a.client(line).Exchange(t.Context()); err == nil {
			continue // a shorter exchange than the first: it went through
		}
		before := a.dump()
		a.sync()
		again := a.sync()
		if again.ChangesUp+again.ChangesDown != 0 {
			t.Fatalf("cut after %d bytes: the repetition still moved %+v", n, again)
		}
		after := o.dump(t, a.cooperative())
		equal(t, "laptop", a.dump(), "office", after)
		if len(after) < len(before) {
			t.Fatalf("cut after %d bytes: the office has less than the laptop had", n)
		}
	}
	a.verify()
}
