package ui

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// PagePerson adds a person, or changes what one may do and gives a new PIN; its argument is a person's id, empty for a
// new one.
const PagePerson = "person"

func init() { morePages[PagePerson] = newPerson }

// personBook is what the page of a person needs of the book.
type personBook interface {
	Users(ctx context.Context) ([]coop.UserRow, error)
	Record(ctx context.Context, who coop.Session, acts ...coop.Act) ([]coop.Recorded, error)
	GivePIN(ctx context.Context, who coop.Session, user coop.ID, fresh string) error
}

// personPage is one person: name, task, and for the chair a new PIN.
type personPage struct {
	shell *Shell
	book  personBook
	arg   string
	users []coop.UserRow
	was   coop.UserRow
	form  *kit.Form
	name  *kit.Entry
	named *kit.Field
	role  *kit.Choice
	field *kit.Field // of the role
	lost  *kit.Form
	pins  twice
	typed bool
}

func newPerson(s *Shell, arg string) page {
	title := s.Text.T("ui.person.new")
	if arg != "" {
		title = s.Text.T("ui.person.title")
	}
	return bind(title, &personPage{shell: s, book: s.Book, arg: arg})
}

func (p *personPage) load(ctx context.Context) (u coop.UserRow, err error) {
	if p.users, err = p.book.Users(ctx); err != nil {
		return u, fmt.Errorf("read the people: %w", err)
	}
	for _, row := range p.users {
		if row.User.String() == p.arg {
			return row, nil
		}
	}
	return u, nil
}

func (p *personPage) show(u coop.UserRow) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.was = u
	kind := coop.KindUser
	if !u.User.IsZero() {
		kind = coop.KindRole
	}
	if !s.session.Role.May(kind) {
		return kit.Page(kit.Capped(40, 0.7, kit.Notice(kit.ToneWait, t.T("ui.person.not-you"))))
	}
	parts := []fyne.CanvasObject{kit.Card(append([]fyne.CanvasObject{kit.NewHeading(orElse(u.Name,
		t.T("ui.person.new")))}, p.task(u)...)...)}
	if !u.User.IsZero() && u.User != s.session.User {
		p.lost = kit.NewForm(s.layer, 0)
		p.pins = twice{shell: s}
		p.pins.addTo(p.lost)
		p.lost.OnRecord, p.lost.OnBack = p.onGive, s.Back
		parts = append(parts, kit.Card(kit.NewHeading(t.T("ui.person.give")),
			kit.SmallWords(t.T("ui.person.give-text", u.Name), kit.ToneSoft), p.lost.Content(),
			kit.Flow(0, kit.Button(t.T("ui.person.give"), theme.LoginIcon(), p.onGive))))
	}
	return kit.Page(kit.Capped(40, 0.7, parts...))
}

// task asks for the name of a new person and the task of anybody, with words on what each may do.
func (p *personPage) task(u coop.UserRow) []fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.form = kit.NewForm(s.layer, 0)
	p.name = filled(u.Name)
	if u.User.IsZero() {
		p.named = p.form.Add(t.T("ui.person.name"), p.name, p.nameWrong)
	}
	var options []kit.Option
	for role := coop.RoleTreasurer; role <= coop.RoleClerk; role++ {
		options = append(options, p.option(role))
	}
	if !u.User.IsZero() {
		options = append(options, p.option(coop.RoleNone))
	}
	p.role = kit.NewChoice(s.layer, t.T("ui.choice.none"), kit.FindIn(options))
	for _, o := range options {
		if !u.User.IsZero() && o.Key == fmt.Sprint(uint8(u.Role)) {
			p.role.SetChosen(o)
		}
	}
	p.field = p.form.Add(t.T("ui.people.role"), p.role, p.roleWrong)
	p.hint(p.role.Chosen())
	p.role.OnChosen = p.hint
	p.form.OnChange = func() { p.typed = true }
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	return []fyne.CanvasObject{p.form.Content(), kit.Flow(0.6,
		kit.Main(t.T("ui.command.record"), theme.DocumentSaveIcon(), p.record), kit.NewCaption(t.T("ui.record.key")),
		kit.Quiet(t.T("ui.cancel"), nil, s.Back))}
}

func (p *personPage) option(role coop.Role) kit.Option {
	return kit.Option{Key: fmt.Sprint(uint8(role)), Title: p.shell.Text.Role(role)}
}

func (p *personPage) hint(o kit.Option) {
	if o.Key != "" {
		p.field.SetHint(p.shell.Text.T(fmt.Sprintf("role.may.%s", o.Key)))
	}
}

func (p *personPage) nameWrong() string {
	name := strings.Join(strings.Fields(p.name.Text), " ")
	if name == "" {
		return p.shell.Text.T("ui.found.needed")
	}
	for _, u := range p.users {
		if strings.EqualFold(u.Name, name) {
			return p.shell.Text.T("ui.person.known", u.Name)
		}
	}
	return ""
}

func (p *personPage) chosen() (coop.Role, bool) {
	for role := coop.RoleNone; role <= coop.RoleClerk; role++ {
		if p.role.Chosen().Key == fmt.Sprint(uint8(role)) {
			return role, true
		}
	}
	return coop.RoleNone, false
}

func (p *personPage) roleWrong() string {
	role, chosen := p.chosen()
	if !chosen {
		return p.shell.Text.T("ui.person.role-missing")
	}
	if p.was.User.IsZero() {
		return ""
	}
	if problem, ok := coop.CheckRole(p.users, p.was.User, role); !ok {
		return p.shell.Text.Problem(problem)
	}
	return ""
}

func (p *personPage) start() {
	if p.form != nil {
		p.form.Start()
	}
}

func (p *personPage) busy() bool { return p.typed }

// record adds the person or changes the task.
func (p *personPage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	s := p.shell
	role, _ := p.chosen()
	name := strings.Join(strings.Fields(p.name.Text), " ")
	act := coop.Act{Kind: coop.KindUser, Body: coop.User{Name: name, Role: role}}
	if !p.was.User.IsZero() {
		act = coop.Act{Kind: coop.KindRole, Body: coop.RoleChange{User: p.was.User, Role: role}}
	}
	s.Record(func(ctx context.Context) error {
		_, err := p.book.Record(ctx, s.session, act)
		return err
	}, func() {
		p.typed = false
		s.Back()
		s.Tell("ui.person.recorded", name, s.Text.Role(role))
	})
}

// onGive gives the person a PIN that is replaced at the next log-in.
func (p *personPage) onGive() {
	if p.lost == nil || !p.lost.Right() {
		return
	}
	s, fresh := p.shell, p.pins.fresh.Text
	var failed error
	s.Run(func() { failed = p.book.GivePIN(context.Background(), s.session, p.was.User, fresh) }, func() {
		if failed != nil {
			p.lost.FocusOn(p.pins.field)
			p.pins.field.Complain(s.Text.Sentence(failed))
			return
		}
		p.typed = false
		s.Back()
		s.Tell("ui.person.given", p.was.Name)
	})
}
