package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// loginBook is what logging in needs of the book.
type loginBook interface {
	Info(ctx context.Context) (coop.Info, error)
	Users(ctx context.Context) ([]coop.UserRow, error)
	// Login opens the screen for a person whose PIN it is; an error says how many tries are left, or how long to wait.
	Login(ctx context.Context, name, pin string) (coop.Session, error)
}

// loginPage asks who sits before the screen.
type loginPage struct {
	shell *Shell
	book  loginBook
	form  *kit.Form
	name  *kit.Choice
	pin   *kit.Entry
	field *kit.Field
}

type loginData struct {
	info  coop.Info
	users []coop.UserRow
}

func newLogin(s *Shell) page {
	return bind(s.Text.T("ui.login.title"), &loginPage{shell: s, book: s.Book})
}

func (p *loginPage) load(ctx context.Context) (loginData, error) {
	info, err := p.book.Info(ctx)
	if err != nil {
		return loginData{}, err
	}
	users, err := p.book.Users(ctx)
	return loginData{info, users}, err
}

func (p *loginPage) show(d loginData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	var options []kit.Option
	for _, u := range d.users {
		if u.Role != coop.RoleNone {
			options = append(options, kit.Option{Key: u.User.String(), Title: u.Name, Remark: t.Role(u.Role)})
		}
	}
	p.form = kit.NewForm(s.layer, 0)
	p.name = kit.NewChoice(s.layer, t.T("ui.login.nobody"), kit.FindIn(options))
	p.form.Add(t.T("ui.login.name"), p.name, func() string {
		if p.name.Chosen().Key == "" {
			return t.T("ui.login.name-missing")
		}
		return ""
	})
	p.pin = kit.NewSecret("")
	p.field = p.form.Add(t.T("ui.login.pin"), p.pin, nil)
	p.form.OnRecord = p.record
	if len(options) == 1 {
		p.name.SetChosen(options[0])
	}
	picture := canvas.NewImageFromResource(icon)
	picture.FillMode = canvas.ImageFillContain
	head := container.NewBorder(nil, nil, container.NewHBox(kit.Least(4, 4, picture), kit.Space(0.3, 0)), nil,
		container.NewVBox(kit.NewTitle(d.info.Cooperative.Name), kit.NewSoft(t.T("program.motto"))))
	card := kit.Card(p.form.Content(),
		kit.Main(t.T("ui.login.enter"), theme.LoginIcon(), p.record))
	languages := kit.Quiet(t.T("ui.command.language"), nil, s.switchLanguage)
	return kit.Scrolled(container.NewCenter(
		kit.Least(26, 0, kit.Stack(1, kit.Space(0, 1), head, card, kit.Flow(0, languages)))))
}

func (p *loginPage) bare() {}

func (p *loginPage) start() {
	if p.name.Chosen().Key != "" {
		p.form.FocusOn(p.field)
		return
	}
	p.form.Start()
}

// record enters, when the PIN is right.
func (p *loginPage) record() {
	if !p.form.Right() {
		return
	}
	s, name, pin := p.shell, p.name.Chosen().Title, p.pin.Text
	var session coop.Session
	var failed error
	s.Run(func() { session, failed = p.book.Login(context.Background(), name, pin) }, func() {
		if failed != nil {
			p.pin.SetText("")
			p.field.Complain(s.Text.Sentence(failed))
			p.form.FocusOn(p.field)
			return
		}
		s.Enter(session)
	})
}
