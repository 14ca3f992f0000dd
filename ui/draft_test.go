package ui

import (
	"errors"
	"testing"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// A quick key right behind the last letter used to open the form again from a file that the letters had not reached.
func TestDrafts_QuickKeyLosesNothing(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	var works []func() // the work away from the window is slower than the fingers
	s.command(t, "write")
	s.typed("bayar listrik")
	s.pressed(fyne.KeyReturn)
	s.typed("12500")
	run := s.Run
	s.Run = func(work, then func()) { works = append(works, func() { run(work, then) }) }
	s.typed("0")
	s.command(t, "write")
	for len(works) > 0 {
		last := works[len(works)-1] // in the worst order
		works = works[:len(works)-1]
		last()
	}
	if !s.shown("125.000") || !s.shown("belum selesai") {
		t.Error("the last letter is lost")
	}
	again := newScreen(t, v, "id", kit.LookPaper, 100)
	again.command(t, "write")
	if !again.shown("125.000") {
		t.Error("and it never reached the file")
	}
}

// Each half-filled form is kept beside the others, counted, offered, gone on with, and thrown away by itself.
func TestDrafts_SeveralAreKept(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageRecord, Arg: "electricity"})
	s.typed("125000")
	s.Go(Route{Page: PageRecord, Arg: "wages"})
	s.typed("700000")
	s.command(t, "journal-entry")
	if n := s.unfinishedElsewhere(); n != 2 || s.frame.places[PageRecord].Count != "2" {
		t.Fatalf("%d are counted", n)
	}
	if !s.shown("Ada catatan belum selesai: Bayar gaji") || !s.shown("Ada catatan belum selesai: Bayar listrik") {
		t.Error("they are not offered")
	}
	list, err := s.readDrafts()
	if err != nil || len(list) != 2 {
		t.Fatal(list, err)
	}
	s.goOn(list[1])
	if !s.shown("125.000") {
		t.Fatal("the form does not go on")
	}
	if s.command(t, "record"); v.latest().Amount != 125_000*coop.Rupiah {
		t.Errorf("recorded %+v", v.latest())
	}
	s.goOn(list[0])
	s.at.self.(*recordPage).desk.discard(list[0].Key)
	if list, _ := s.readDrafts(); len(list) != 0 || len(v.drafts) != 0 {
		t.Errorf("left: %+v", list)
	}
}

// The way back leads to what was typed, not to an empty form; so do another language and larger letters.
func TestDrafts_WayBack(t *testing.T) {
	s := newScreen(t, busyVillage(t), "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageRecord, Arg: "electricity"})
	s.typed("125000")
	s.command(t, "language")
	if !s.shown("125.000") {
		t.Fatal("another language empties the form")
	}
	s.command(t, "members")
	s.Back()
	if !s.shown("125.000") {
		t.Error("the way back leads to an empty form")
	}
}

// Another person finds nothing of it, and finds their own again.
func TestDrafts_BelongToAPerson(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageRecord, Arg: "electricity"})
	s.typed("125000")
	s.Leave()
	s.Enter(coop.Session{User: v.people["Budi Santoso"], Name: "Budi Santoso", Role: coop.RoleChair})
	s.command(t, "write")
	if s.shown("125.000") {
		t.Error("it shows what somebody else typed")
	}
	s.Leave()
	s.Enter(v.treasurer())
	s.command(t, "write")
	if !s.shown("125.000") {
		t.Error("the draft is gone")
	}
}

// fullDisk cannot keep drafts.
type fullDisk struct{ *village }

func (fullDisk) SaveDraft(string, []byte) error { return errors.New("no space left") }

// A draft that cannot be written is told, and typing goes on.
func TestDrafts_TellsWhatIsNotKept(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Book = fullDisk{v}
	s.Go(Route{Page: PageRecord, Arg: "electricity"})
	s.typed("125000")
	s.pressed(fyne.KeyReturn)
	if !s.shown("no space left") || !s.shown("125.000") {
		t.Error("it is not told, or the form is gone")
	}
}

// The end of the program keeps the last letters, without the window.
func TestDrafts_EndOfProgram(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageRecord, Arg: "electricity"})
	s.typed("125000")
	s.Run = func(func(), func()) { t.Error("something is done beside the end") }
	if err := s.Settle(); err != nil {
		t.Fatal(err)
	}
	again := newScreen(t, v, "id", kit.LookPaper, 100)
	again.command(t, "write")
	if !again.shown("125.000") {
		t.Error("the last letters are lost")
	}
}
