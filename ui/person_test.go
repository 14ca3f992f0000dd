package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// chaired is a screen at which the chair sits.
func chaired(t testing.TB) (*village, *screen) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Enter(v.as("Budi Santoso", coop.RoleChair))
	return v, s
}

func init() {
	moreScenes = append(moreScenes, func(_ testing.TB, v *village) []scene {
		at := func(arg string) func(*screen) {
			return func(s *screen) {
				s.Enter(v.as("Budi Santoso", coop.RoleChair))
				s.Go(Route{Page: PagePerson, Arg: arg})
			}
		}
		return []scene{{"person", at(v.people["Siti Rahmawati"].String())}, {"person-new", at("")}}
	})
}

// The chair adds a person by keys; what is missing or there already is said, and what was typed stays.
func TestPerson_New(t *testing.T) {
	v, s := chaired(t)
	s.Go(Route{Page: PagePerson})
	before := v.head
	s.command(t, "record")
	if !s.shown(s.Text.T("ui.found.needed")) || !s.shown("Pilih tugas") || v.head != before {
		t.Error("nobody without a task was added")
	}
	s.typed("siti rahmawati")
	s.pressed(fyne.KeyReturn)
	if !s.shown("sudah ada") {
		t.Error("a second person of one name is taken")
	}
	page := s.at.self.(*personPage)
	page.name.SetText("Rini Astuti")
	s.typed("sekre")
	s.pressed(fyne.KeyReturn)
	s.command(t, "record")
	users := rows[coop.UserRow](v.state, &coop.UserRow{}, 0)
	found := false
	for _, u := range users {
		found = found || u.Name == "Rini Astuti" && u.Role == coop.RoleSecretary
	}
	if !found {
		t.Errorf("people: %+v", users)
	}
}

// Rights are taken away, but not the last treasurer's or chair's; and who may not change them is told.
func TestPerson_Role(t *testing.T) {
	v, s := chaired(t)
	set := func(name string, role coop.Role) {
		s.Go(Route{Page: PagePerson, Arg: v.people[name].String()})
		page := s.at.self.(*personPage)
		page.role.SetChosen(page.option(role))
		s.command(t, "record")
	}
	set("Siti Rahmawati", coop.RoleNone)
	if !s.shown("satu-satunya bendahara") {
		t.Error("the last treasurer goes without a word")
	}
	set("Budi Santoso", coop.RoleClerk)
	if !s.shown("satu-satunya ketua") {
		t.Error("the last chair goes without a word")
	}
	set("Wati Lestari", coop.RoleNone)
	row := coop.UserRow{User: v.people["Wati Lestari"]}
	if !v.state.Get(&row) || row.Role != coop.RoleNone {
		t.Errorf("the supervisor is still %v", row.Role)
	}
	s.Enter(v.treasurer())
	s.Go(Route{Page: PagePerson, Arg: v.people["Budi Santoso"].String()})
	if !s.shown("Hanya ketua") {
		t.Error("the treasurer changes the chair's task")
	}
}

// The chair gives a lost PIN anew; an easy one is refused and the page stays.
func TestPerson_GivePIN(t *testing.T) {
	v, s := chaired(t)
	s.Go(Route{Page: PagePeople})
	s.Go(Route{Page: PagePerson, Arg: v.people["Siti Rahmawati"].String()})
	page := s.at.self.(*personPage)
	page.pins.fresh.SetText("0000")
	page.pins.again.SetText("0000")
	page.onGive()
	if v.pin != "1234" || !s.shown("terlalu mudah") {
		t.Error("an easy PIN is given")
	}
	page.pins.fresh.SetText("8205")
	page.pins.again.SetText("8205")
	page.onGive()
	if v.pin != "8205" || !v.given || s.here().Page != PagePeople {
		t.Errorf("the PIN is %s, at %+v", v.pin, s.here())
	}
}

// A NIK that a member has already is warned of while one types, before anything is recorded.
func TestMemberForm_KnownNIK(t *testing.T) {
	v := busyVillage(t)
	m := v.someMember(t, 3)
	const nik = "6112034107850001"
	v.private[m.Member] = coop.MemberPrivate{NIK: nik}
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.command(t, "member-new")
	page := s.at.self.(*memberFormPage)
	page.nik.SetText(nik)
	if !s.shown("sudah dipakai "+m.Name) && !s.shown(m.Name) {
		t.Error("a NIK of another member is taken without a word")
	}
	page.nik.SetText("6112034107850002")
	if s.shown(m.Name) {
		t.Error("the warning stays")
	}
}
