package ui

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// invitePage invites a further laptop: a file that travels on a stick, and a code that is told by telephone.
type invitePage struct {
	shell  *Shell
	book   loginBook
	form   *kit.Form
	who    *kit.Choice
	result *fyne.Container
}

func newInvite(s *Shell) page {
	return bind(s.Text.T("ui.invite.title"), &invitePage{shell: s, book: s.Book})
}

func (p *invitePage) load(ctx context.Context) ([]coop.UserRow, error) { return p.book.Users(ctx) }

func (p *invitePage) show(users []coop.UserRow) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	var options []kit.Option
	for _, u := range users {
		if u.Role != coop.RoleNone {
			options = append(options, kit.Option{Key: u.User.String(), Title: u.Name, Remark: t.Role(u.Role)})
		}
	}
	p.form = kit.NewForm(s.layer, 0)
	p.who = kit.NewChoice(s.layer, t.T("ui.login.nobody"), kit.FindIn(options))
	p.form.Add(t.T("ui.invite.who"), p.who, func() string {
		if p.who.Chosen().Key == "" {
			return t.T("ui.login.name-missing")
		}
		return ""
	})
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	p.result = container.NewStack()
	return kit.Page(kit.Capped(36, 0.7, kit.Words(t.T("ui.invite.lead"), kit.ToneSoft),
		kit.Card(p.form.Content(), kit.Flow(0.6, kit.Main(t.T("ui.invite.do"), theme.DocumentSaveIcon(), p.record),
			kit.NewCaption(t.T("ui.record.key")))),
		p.result))
}

func (p *invitePage) start() { p.form.Start() }

// record writes the invite and shows its code.
func (p *invitePage) record() {
	s := p.shell
	if s.Exchange == nil || !p.form.Right() {
		return
	}
	user, err := coop.ParseID(p.who.Chosen().Key)
	if err != nil {
		s.Warn(err)
		return
	}
	var place, code string
	s.Do(func(ctx context.Context) (err error) {
		place, code, err = s.Exchange.Invite(ctx, s.session, user)
		return err
	}, func() {
		t := s.Text
		p.result.Objects = []fyne.CanvasObject{kit.Card(
			kit.Words(t.T("ui.invite.file", filepath.Base(place)), kit.ToneInk),
			kit.SmallWords(t.T("ui.invite.folder"), kit.ToneSoft), kit.PathWords(filepath.Dir(place), kit.ToneSoft),
			kit.Words(t.T("ui.invite.code"), kit.ToneInk), kit.CodeWords(code),
			kit.SmallWords(t.T("ui.invite.apart"), kit.ToneWait))}
		p.result.Refresh()
		s.refit()
	})
}
