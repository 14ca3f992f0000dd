package ui

import (
	"context"
	"sync"
	"testing"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
)

// duesVillage is a busy village with groups, a member who has left, one who has paid a part, and one who is new.
var duesVillage = func() func(testing.TB) *village {
	var once sync.Once
	var v *village
	return func(t testing.TB) *village {
		t.Helper()
		once.Do(func() { v = newDuesVillage(t) })
		return v
	}
}()

func newDuesVillage(t testing.TB) *village {
	t.Helper()
	v := busyVillage(t)
	who := v.treasurer()
	rp := func(n coop.Money) coop.Money { return n * coop.Rupiah }
	part := v.someMember(t, 5).Member
	v.must(t, who.Name, coop.KindEntry, coop.Entry{Date: 20261124, Occasion: coop.RapelOccasion, Lines: []coop.Line{
		{Account: "11101", Amount: rp(5_000)},
		{Account: "31102", Amount: -rp(5_000), Member: part, Month: 202610},
	}})
	edit := func(member int, field coop.Field, value string) {
		v.must(t, who.Name, coop.KindMemberEdit, coop.MemberEdit{
			Member: v.someMember(t, member).Member, Fields: map[coop.Field]string{field: value},
		})
	}
	for i := range 20 {
		edit(i, coop.FieldGroup, []string{"Melati", "Kenanga"}[i%2])
	}
	edit(3, coop.FieldLeft, "2026-11-02")
	edit(1, coop.FieldJoined, "2026-10-01")
	v.now = clock
	return v
}

func init() {
	moreScenes = append(moreScenes, func(t testing.TB, _ *village) []scene {
		open := func(s *screen) {
			s.Book = duesVillage(t)
			s.Go(Route{Page: PageDues})
		}
		tick := func(s *screen) {
			open(s)
			s.pressed(fyne.KeySpace, fyne.KeyLeft, fyne.KeySpace, fyne.KeyDown, fyne.KeyRight, fyne.KeyRight,
				fyne.KeySpace, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyLeft, fyne.KeySpace, fyne.KeyLeft,
				fyne.KeyDown, fyne.KeySpace)
		}
		return []scene{
			{"dues", open},
			{"dues-ticked", tick},
			{"dues-confirm", func(s *screen) {
				tick(s)
				s.at.self.(recorder).record()
			}},
		}
	})
}

// duesScreen is the grid, opened by its key, over a village that the test may change.
func duesScreen(t *testing.T) (*screen, *village) {
	t.Helper()
	v := newDuesVillage(t)
	s := newScreen(t, v, "id", 0, 100)
	s.command(t, "dues")
	return s, v
}

var _ = context.Background
