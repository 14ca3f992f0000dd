package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/ui/kit"
)

// recoveryBook is what the page of the recovery code needs of the book.
type recoveryBook interface {
	// PendingRecovery is the code that nobody has said is written down; empty usually.
	PendingRecovery() string
	// RecoveryWritten forgets it: from then on it is on paper alone.
	RecoveryWritten() error
}

// recoveryPage shows the recovery code, until it is written down, and wants to see that it was written down.
type recoveryPage struct {
	shell *Shell
	code  string
	form  *kit.Form
	last  *kit.Entry
}

func newRecovery(s *Shell) page {
	return bind(s.Text.T("ui.recovery.title"), &recoveryPage{shell: s, code: s.recovery})
}

func (p *recoveryPage) load(context.Context) (string, error) { return p.code, nil }

func (p *recoveryPage) show(code string) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.form = kit.NewForm(s.layer, 0)
	p.last = kit.NewEntry("")
	p.form.Add(t.T("ui.recovery.last"), p.last, func() string {
		if !strings.EqualFold(strings.TrimSpace(p.last.Text), lastGroup(code)) {
			return t.T("ui.recovery.differs")
		}
		return ""
	})
	p.form.OnRecord = p.record
	return s.doorway(28, t.T("ui.recovery.title"), t.T("ui.recovery.lead"),
		kit.Card(kit.CodeWords(code), kit.SmallWords(t.T("ui.recovery.keep"), kit.ToneWait)),
		kit.Card(p.form.Content(), kit.Main(t.T("ui.recovery.done"), theme.ConfirmIcon(), p.record)))
}

// lastGroup is the last group of figures and letters of a code.
func lastGroup(code string) string {
	groups := strings.FieldsFunc(code, func(r rune) bool { return r == '-' || r == ' ' })
	if len(groups) == 0 {
		return ""
	}
	return groups[len(groups)-1]
}

func (p *recoveryPage) bare()      {}
func (p *recoveryPage) start()     { p.form.Start() }
func (p *recoveryPage) busy() bool { return true }

// record goes on to the log-in; the code is forgotten.
func (p *recoveryPage) record() {
	if !p.form.Right() {
		return
	}
	s := p.shell
	s.Do(func(context.Context) error { return s.Book.RecoveryWritten() }, func() {
		s.recovery, p.code = "", ""
		s.Home()
	})
}
