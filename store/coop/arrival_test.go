package coop

import (
	"crypto/ed25519"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// checkArrival takes every device's own state, grown by its own arrivals, against the fold of what it holds; then
// gives everything to fresh folds in random causal orders and compares all rows and exceptions.
func (h *history) checkArrival() {
	for _, name := range h.names {
		d := h.devices[name]
		h.same("device "+name, d.fold, NewFold(h.reference(d)))
	}
	for _, name := range h.names {
		h.exchange(name, "A")
	}
	a := h.devices["A"]
	want := NewFold(h.reference(a))
	h.same("device A after the exchange", a.fold, want)
	f := NewFold(NewMap())
	left := slices.Clone(h.order)
	for len(left) > 0 {
		ready := slices.DeleteFunc(slices.Clone(left), func(x Hash) bool { return !f.ready(h.all[x]) })
		x := ready[h.pick("next", len(ready))]
		f.Apply(h.all[x])
		left = slices.DeleteFunc(left, func(y Hash) bool { return y == x })
	}
	h.same("random arrival", f, want)
	h.checkRuns(want)
	f.refold()
	h.same("replay", f, want)
	if broken := CheckSums(f.state); len(broken) > 0 {
		h.t.Fatalf("invariants: %v", broken)
	}
	if broken := CheckVouchers(f.state); len(broken) > 0 {
		h.t.Fatalf("vouchers: %v", broken)
	}
	h.cover(f)
}

func (h *history) same(what string, got, want *Fold) {
	if a, b := dump(got.state.(*Map)), dump(want.state.(*Map)); a != b {
		h.t.Fatalf("%s differs from the fold:\n%s", what, firstDifference(a, b))
	}
	a, b := fmt.Sprintf("%+v", got.Exceptions()), fmt.Sprintf("%+v", want.Exceptions())
	a, b = strings.ReplaceAll(a, "} {", "}\n{"), strings.ReplaceAll(b, "} {", "}\n{")
	if a != b {
		h.t.Fatalf("%s: exceptions differ from the fold's:\n%s", what, firstDifference(a, b))
	}
}

// checkRuns compares what arrives as signed runs: all of every log that somebody with the right to it introduced.
func (h *history) checkRuns(want *Fold) {
	f := h.receiveRuns()
	h.same("arrival in runs", f, NewFold(h.reference(&device{state: f.state.(*Map)})))
	want.state.Scan(&ChangeRow{}, 0, func(r Record) bool {
		row := r.(*ChangeRow)
		introduced := row.Log == want.coop.Log
		want.state.Scan(&DeviceRow{Log: row.Log}, 1, func(Record) bool { introduced = true; return false })
		if held := f.state.Get(&ChangeRow{Log: row.Log, Seq: row.Seq, Hash: row.Hash}); held != introduced {
			h.t.Fatalf("change %d of log %s: introduced %v, held %v", row.Seq, row.Log, introduced, held)
		}
		return true
	})
}

// receiveRuns sends everything as signed runs of every length in any order, some twice, and takes it in.
func (h *history) receiveRuns() *Fold {
	keys := map[ID]ed25519.PrivateKey{}
	for _, d := range h.devices {
		keys[d.log] = d.key
	}
	var runs []Run
	next := map[Hash][]Hash{}
	for _, x := range h.order {
		next[h.all[x].Prev] = append(next[h.all[x].Prev], x)
	}
	var walk func(run Run, x Hash)
	walk = func(run Run, x Hash) {
		c := h.all[x]
		run.Log = c.Log
		run.Changes = append(slices.Clone(run.Changes), c)
		after := next[x]
		if len(after) != 1 || h.pick("cut", 4) == 0 {
			head := Head{Log: c.Log, Seq: c.Seq, Hash: x}
			run.Sign = ed25519.Sign(keys[c.Log], HeadBytes(h.coop, head))
			runs = append(runs, run)
			run = Run{}
		}
		for _, y := range after {
			walk(run, y)
		}
	}
	for _, x := range h.order {
		if h.all[x].Seq == 1 {
			walk(Run{}, x)
		}
	}
	f := NewFold(NewMap())
	f.Receive(runs[0]) // the founding; without it nothing is ours
	for len(runs) > 0 {
		i := h.pick("run", len(runs))
		if in := f.Receive(runs[i]); in.Damaged || in.Refused {
			h.t.Fatalf("a sound run was turned away: %+v", in)
		}
		if h.pick("twice", 5) > 0 {
			runs = slices.Delete(runs, i, i+1)
		}
	}
	if gaps := f.Gaps(); len(gaps) > 0 {
		h.t.Fatalf("still waiting for %v", gaps)
	}
	return f
}

// covered counts over all histories what happened in them, so that the generator cannot quietly stop making it.
type covered struct {
	kinds map[Kind]int
	whats map[What]int
	holds int
	years int
	void  int
	adopt int
}

var coverage = covered{kinds: map[Kind]int{}, whats: map[What]int{}}

func (h *history) cover(f *Fold) {
	f.state.Scan(&ChangeRow{}, 0, func(r Record) bool {
		row := r.(*ChangeRow)
		if f.verdictOf(&arrival{Hash: row.Hash}) == WhatNone {
			coverage.kinds[row.Kind]++
		}
		return true
	})
	for _, x := range f.Exceptions() {
		coverage.whats[x.What]++
	}
	coverage.holds += len(f.closes())
	for _, c := range f.closes() {
		if len(f.linesOf(&c.CloseRow)) > 0 {
			coverage.years++
		}
	}
	coverage.void += f.state.(*Map).Len(tableReopen)
	f.state.Scan(&CutRow{}, 0, func(r Record) bool {
		if r.(*CutRow).Adopt {
			coverage.adopt++
		}
		return true
	})
}

// check wants everything of a long run; a short one may miss what is rare, and the scenarios have it all.
func (c covered) check(t *testing.T) {
	t.Logf("kinds %v", c.kinds)
	t.Logf("exceptions %v", c.whats)
	t.Logf("closes that hold %d, of years %d, reopenings %d", c.holds, c.years, c.void)
	if c.kinds[KindFound] < 1000 {
		return
	}
	for kind := KindFound; kind <= KindReconcile; kind++ {
		if c.kinds[kind] == 0 {
			t.Errorf("no history had a change of kind %d that counts", kind)
		}
	}
	for what := range whatNames {
		// Two counts of one till at once, both with their differences posted, hardly ever come by chance: a scenario.
		if c.whats[what] == 0 && what != WhatNone && what != WhatCountTwice {
			t.Errorf("no history had the exception %s", what)
		}
	}
	if c.holds == 0 || c.years == 0 || c.void == 0 || c.adopt == 0 {
		t.Errorf("closes that hold %d, of years %d, reopenings %d, adoptions %d", c.holds, c.years, c.void, c.adopt)
	}
}

// A change that is larger than any change may be is refused on arrival: kept, it could never be read again.
func TestReceive_tooLarge(t *testing.T) {
	c := Change{Log: ID{1}, Seq: 1, Kind: KindOccasion, Version: 1, Body: EncodeBody(make([]byte, MaxChangeBytes))}
	if in := NewFold(NewMap()).Receive(Run{Log: c.Log, Changes: []Change{c}}); !in.Damaged {
		t.Errorf("%+v", in)
	}
}
