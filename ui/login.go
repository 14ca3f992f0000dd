package ui

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// loginBook is what logging in needs of the book.
type loginBook interface {
	Info(ctx context.Context) (coop.Info, error)
	Users(ctx context.Context) ([]coop.UserRow, error)
	// HasPIN tells whether a person has a PIN on this machine.
	HasPIN(ctx context.Context, user coop.ID) (bool, error)
	// SetFirstPIN gives a person their first PIN on this machine.
	SetFirstPIN(ctx context.Context, user coop.ID, pin string) error
	// Login opens the screen for a person whose PIN it is; a coop.Problem says what is wrong, or how long to wait.
	Login(ctx context.Context, name, pin string) (coop.Session, error)
}

// loginPage asks who sits before the screen.
type loginPage struct {
	shell *Shell
	book  loginBook
	data  loginData
	form  *kit.Form
	name  *kit.Choice
	pin   *kit.Entry
	field *kit.Field
}

type loginData struct {
	info  coop.Info
	users []coop.UserRow
	hasNo map[string]bool // by user id: no PIN on this machine yet
}

func newLogin(s *Shell) page {
	return bind(s.Text.T("ui.login.title"), &loginPage{shell: s, book: s.Book})
}

func (p *loginPage) load(ctx context.Context) (loginData, error) {
	d := loginData{hasNo: map[string]bool{}}
	var err error
	if d.info, err = p.book.Info(ctx); err != nil {
		return d, fmt.Errorf("read the book: %w", err)
	}
	if d.info.Copy {
		return d, nil // the page that says so takes this one's place
	}
	users, err := p.book.Users(ctx)
	if err != nil {
		return d, fmt.Errorf("read the people: %w", err)
	}
	for _, u := range users {
		if u.Role == coop.RoleNone {
			continue
		}
		has, err := p.book.HasPIN(ctx, u.User)
		if err != nil {
			return d, fmt.Errorf("read the PINs: %w", err)
		}
		d.users = append(d.users, u)
		d.hasNo[u.User.String()] = !has
	}
	return d, nil
}

func (p *loginPage) show(d loginData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.data = d
	if len(d.users) == 0 {
		return s.doorway(28, t.T("ui.login.waits"), t.T("ui.login.waits-text"), kit.Card(s.fetchButtons()))
	}
	var options []kit.Option
	for _, u := range d.users {
		options = append(options, kit.Option{Key: u.User.String(), Title: u.Name, Remark: t.Role(u.Role)})
	}
	p.form = kit.NewForm(s.layer, 0)
	p.name = kit.NewChoice(s.layer, t.T("ui.login.nobody"), kit.FindIn(options))
	p.name.PlaceHolder = t.T("ui.login.name-hint")
	p.form.Add(t.T("ui.login.name"), p.name, func() string {
		if p.name.Chosen().Key == "" {
			return t.T("ui.login.name-missing")
		}
		return ""
	})
	p.pin = kit.NewSecret("")
	p.field = p.form.Add(t.T("ui.login.pin"), p.pin, nil)
	p.name.OnChosen = func(o kit.Option) {
		p.field.SetHint("")
		if d.hasNo[o.Key] {
			p.field.SetHint(t.T("ui.login.first-pin"))
		}
	}
	p.form.OnRecord = p.record
	if len(options) == 1 {
		p.name.SetChosen(options[0])
		p.name.OnChosen(options[0])
	} else if s.held != nil {
		for _, o := range options {
			if o.Key == s.held.user.String() {
				p.name.SetChosen(o)
			}
		}
	}
	return s.doorway(28, d.info.Cooperative.Name, t.T("program.motto"),
		kit.Card(p.form.Content(), kit.Main(t.T("ui.login.enter"), theme.LoginIcon(), p.record)),
		kit.Flow(0.6, kit.Quiet(t.T("ui.lost.title"), nil, goToIn(s, PageLostPIN)),
			kit.Quiet(t.T("ui.command.language"), nil, s.switchLanguage)))
}

func (p *loginPage) bare() {}

func (p *loginPage) start() {
	switch {
	case p.form == nil:
	case p.name.Chosen().Key != "":
		p.form.FocusOn(p.field)
	default:
		p.form.Start()
	}
}

// record enters, when the PIN is right; a person without one makes theirs.
func (p *loginPage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	s, chosen, pin := p.shell, p.name.Chosen(), p.pin.Text
	var session coop.Session
	var failed error
	given := false
	s.Run(func() {
		ctx := context.Background()
		if p.data.hasNo[chosen.Key] {
			var user coop.ID
			if user, failed = coop.ParseID(chosen.Key); failed == nil {
				failed = p.book.SetFirstPIN(ctx, user, pin)
			}
		}
		if failed == nil {
			session, failed = p.book.Login(ctx, chosen.Title, pin)
		}
		if failed == nil {
			given, failed = s.mustReplace(ctx, session.User)
		}
	}, func() {
		if failed != nil {
			p.pin.SetText("")
			p.form.FocusOn(p.field)
			p.field.Complain(s.Text.Sentence(failed))
			return
		}
		if given {
			s.entering, s.given = session, pin
			s.Go(Route{Page: PageNewPIN})
			return
		}
		s.Enter(session)
	})
}
