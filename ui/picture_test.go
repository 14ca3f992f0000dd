package ui

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// scene is a page as a picture shows it.
type scene struct {
	name string
	open func(s *screen)
}

// lineScene shows the exchange with this server's address, in a book that knows a server's keys or does not.
func lineScene(v *village, server string, enrolled bool) func(*screen) {
	return func(s *screen) {
		v.enrolledElsewhere(enrolled)
		s.Exchange = &line{state: ExchangeState{Server: server}}
		s.Go(Route{Page: PageSync})
	}
}

// moreScenes are the scenes that the test files of single pages add, each in its init.
var moreScenes []func(t testing.TB, v *village) []scene

// scenes is every page, in the order of a first day; LUMBUNG_SCENES, a pattern of their names, chooses some of them.
func scenes(t testing.TB, v *village) []scene {
	all := firstScenes(t, v)
	for _, more := range moreScenes {
		all = append(all, more(t, v)...)
	}
	wanted := regexp.MustCompile(os.Getenv("LUMBUNG_SCENES"))
	return slices.DeleteFunc(all, func(s scene) bool { return !wanted.MatchString(s.name) })
}

func firstScenes(t testing.TB, v *village) []scene {
	member := v.someMember(t, 6).Member.String()
	goTo := func(page, arg string) func(*screen) {
		return func(s *screen) { s.Go(Route{Page: page, Arg: arg}) }
	}
	entry := v.entries()[2].ID.String()
	return append([]scene{
		{"welcome", func(s *screen) {
			s.Book = nil
			s.Leave()
		}},
		{"found", goTo(PageFound, "")},
		{"recovery", func(s *screen) {
			s.recovery = "K7QM-2XPD-9RTA-HJ4W-5NVC-8FYB-3GKL"
			s.Go(Route{Page: PageRecovery})
		}},
		{"join", goTo(PageJoin, "")},
		{"sync", lineScene(v, "", false)},
		{"sync-connect", lineScene(v, "", true)},
		{"sync-enrolled", lineScene(v, "https://dinas.kuburaya.example", true)},
		{"invite", func(s *screen) {
			s.Go(Route{Page: PageInvite})
			s.typed("budi")
			s.pressed(fyne.KeyReturn, fyne.KeyReturn)
		}},
		{"parcel", goTo(PageParcel, "")},
		{"login", func(s *screen) { s.Leave() }},
		{"home", func(s *screen) { s.Home() }},
		{"record", goTo(PageRecord, "")},
		{"record-dues", goTo(PageRecord, "dues-mandatory:"+member)},
		{"record-choice", func(s *screen) {
			s.Go(Route{Page: PageRecord})
			s.typed("bank")
		}},
		{"journal", goTo(PageJournal, "")},
		{"journal-empty", goTo(PageJournal, "2025-01")},
		{"entry", goTo(PageEntry, entry)},
		{"reversal", goTo(PageReversal, entry)},
		{"reports", goTo(PageReports, "")},
		{"report-trial", goTo(PageReport, "trial-balance")},
		{"report-balance", goTo(PageReport, "balance-sheet")},
		{"report-income", goTo(PageReport, "income")},
		{"report-cash", goTo(PageReport, "cash-book")},
		{"report-account", goTo(PageReport, "ledger@202611@11101")},
		{"report-dues", goTo(PageReport, "dues")},
		{"members", goTo(PageMembers, "")},
		{"members-search", goTo(PageMembers, "kusuma")},
		{"member", goTo(PageMember, member)},
		{"member-form", goTo(PageMemberForm, "")},
		{"takeover", goTo(PageTakeover, "")},
		{"takeover-found", atTakeover(takeoverFound)},
		{"takeover-sheet", atTakeover(takeoverSheet + ":5")},
		{"takeover-asks", atTakeover(takeoverAsks)},
		{"takeover-ask", atTakeover(takeoverAsk + ":1")},
		{"takeover-ask-many", atTakeover(takeoverAsk + ":0")},
		{"takeover-members", atTakeover(takeoverMembers)},
		{"takeover-record", atTakeover(takeoverRecord)},
		{"takeover-done", func(s *screen) {
			atTakeover(takeoverRecord)(s)
			s.at.self.(recorder).record()
		}},
	}, troubledScenes(t, v, entry)...)
}

// troubledScenes are the pages of what waits for somebody, and of a book that is a copy.
func troubledScenes(t testing.TB, v *village, entry string) []scene {
	troubled := troubledVillage(t)
	trouble := func(role coop.Role, page string, arg func() string) func(*screen) {
		return func(s *screen) {
			s.Book = troubled
			s.Enter(troubled.as(map[coop.Role]string{
				coop.RoleTreasurer: "Siti Rahmawati", coop.RoleChair: "Budi Santoso",
				coop.RoleSupervisor: "Wati Lestari",
			}[role], role))
			if page != PageHome {
				s.Go(Route{Page: page, Arg: arg()})
			}
		}
	}
	nothing := func() string { return "" }
	return []scene{
		{"home-waiting", trouble(coop.RoleTreasurer, PageHome, nothing)},
		{"attention", trouble(coop.RoleTreasurer, PageAttention, nothing)},
		{"attention-none", func(s *screen) { s.Go(Route{Page: PageAttention}) }},
		{"exception", trouble(coop.RoleTreasurer, PageException, troubled.exception(coop.WhatOverdrawn))},
		{"exception-look", trouble(coop.RoleChair, PageException, troubled.exception(coop.WhatNotEntitled))},
		{"finding", trouble(coop.RoleTreasurer, PageFinding, troubled.finding(0))},
		{"finding-answered", trouble(coop.RoleSupervisor, PageFinding, troubled.finding(1))},
		{"finding-form", trouble(coop.RoleSupervisor, PageFindingForm, func() string { return entry })},
		{"entry-supervisor", trouble(coop.RoleSupervisor, PageEntry, func() string { return entry })},
		{"people", func(s *screen) {
			s.Book = strangeVillage(t)
			s.Go(Route{Page: PagePeople})
		}},
		{"pin", func(s *screen) { s.Go(Route{Page: PagePIN}) }},
		{"copy", func(s *screen) {
			s.Book = copied(v, false)
			s.Leave()
		}},
		{"copy-foreign", func(s *screen) {
			s.Book = copied(v, true)
			s.Leave()
		}},
	}
}

// manner is how a page is drawn.
type manner struct {
	name     string
	language string
	look     kit.Look
	percent  int
}

var manners = []manner{
	{"id", "id", kit.LookPaper, 100},
	{"en", "en", kit.LookPaper, 100},
	{"id-200", "id", kit.LookPaper, 200},
	{"en-200", "en", kit.LookPaper, 200},
	{"id-night", "id", kit.LookNight, 100},
	{"en-night", "en", kit.LookNight, 100},
	{"id-contrast", "id", kit.LookContrast, 100},
}

// TestPictures draws every page, for people to look at: LUMBUNG_PICTURES names the folder, LUMBUNG_MANNERS, a pattern
// of their names, chooses some manners.
func TestPictures(t *testing.T) {
	folder := os.Getenv("LUMBUNG_PICTURES")
	if folder == "" {
		t.Skip("LUMBUNG_PICTURES is not set")
	}
	v := busyVillage(t)
	wanted := regexp.MustCompile(os.Getenv("LUMBUNG_MANNERS"))
	chosen := slices.DeleteFunc(slices.Clone(manners), func(m manner) bool { return !wanted.MatchString(m.name) })
	for _, m := range chosen {
		for _, scene := range scenes(t, v) {
			s := newScreen(t, v, m.language, m.look, m.percent)
			scene.open(s)
			name := filepath.Join(folder, fmt.Sprintf("%s.%s.png", scene.name, m.name))
			file, err := os.Create(name)
			if err != nil {
				t.Fatal(err)
			}
			if err := png.Encode(file, s.window.Canvas().Capture()); err != nil {
				t.Fatal(err)
			}
			if err := file.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}
