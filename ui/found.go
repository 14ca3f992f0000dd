package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// foundPage founds a cooperative: its name, its two people and what members pay.
type foundPage struct {
	shell *Shell
	form  *kit.Form
	name, village, treasurer, chair,
	pin, again, chairPIN *kit.Entry
	principal, mandatory *kit.MoneyEntry
	working              bool
}

func newFound(s *Shell) page { return bind(s.Text.T("ui.welcome.found"), &foundPage{shell: s}) }

func (p *foundPage) load(context.Context) (struct{}, error) { return struct{}{}, nil }

func (p *foundPage) show(struct{}) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.form = kit.NewForm(s.layer, 12)
	text := func(key string, required bool) *kit.Entry {
		e := kit.NewEntry("")
		p.form.Add(t.T(key), e, func() string {
			if required && strings.TrimSpace(e.Text) == "" {
				return t.T("ui.found.needed")
			}
			return ""
		})
		return e
	}
	p.name = text("ui.found.name", true)
	p.village = kit.NewEntry("")
	p.form.Add(t.T("ui.found.village"), p.village, p.villageWrong).SetHint(t.T("ui.found.village-hint"))
	p.treasurer = text("ui.found.treasurer", true)
	p.chair = kit.NewEntry("")
	p.form.Add(t.T("ui.found.chair"), p.chair, p.chairWrong)
	p.pin = kit.NewSecret("")
	p.form.Add(t.T("ui.found.treasurer-pin"), p.pin, func() string { return s.pinWrong(p.pin.Text) }).
		SetHint(t.T("ui.login.pin-hint"))
	p.again = kit.NewSecret("")
	p.form.Add(t.T("ui.login.pin-again"), p.again, func() string {
		if p.again.Text != p.pin.Text {
			return t.T("ui.login.pin-differs")
		}
		return ""
	})
	p.chairPIN = kit.NewSecret("")
	p.form.Add(t.T("ui.found.chair-pin"), p.chairPIN, func() string {
		if p.chairPIN.Text == "" {
			return ""
		}
		return s.pinWrong(p.chairPIN.Text)
	}).SetHint(t.T("ui.found.chair-pin-hint"))
	p.principal = kit.NewMoneyEntry(s.parseMoney, writeMoney)
	p.form.Add(t.T("ui.found.principal"), p.principal, func() string { return s.belowNought(p.principal) }).
		SetHint(t.T("ui.found.dues-hint"))
	p.mandatory = kit.NewMoneyEntry(s.parseMoney, writeMoney)
	p.form.Add(t.T("ui.found.mandatory"), p.mandatory, func() string { return s.belowNought(p.mandatory) }).
		SetHint(t.T("ui.found.dues-hint"))
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	return s.doorway(42, t.T("ui.welcome.found"), t.T("ui.found.lead"), kit.Card(p.form.Content(),
		kit.Flow(0.6, kit.Main(t.T("ui.found.do"), theme.ConfirmIcon(), p.record),
			kit.NewCaption(t.T("ui.record.key")),
			kit.Quiet(t.T("ui.cancel"), nil, s.Back))))
}

func (p *foundPage) villageWrong() string {
	code := strings.NewReplacer(".", "", " ", "").Replace(p.village.Text)
	if len(code) != villageDigits || strings.Trim(code, "0123456789") != "" {
		return p.shell.Text.T("ui.found.village-wrong")
	}
	return ""
}

// chairWrong wants a second person: two of one name could not be told apart when they log in.
func (p *foundPage) chairWrong() string {
	chair, treasurer := strings.TrimSpace(p.chair.Text), strings.TrimSpace(p.treasurer.Text)
	switch {
	case chair == "":
		return p.shell.Text.T("ui.found.needed")
	case strings.EqualFold(chair, treasurer):
		return p.shell.Text.T("ui.found.one-name")
	}
	return ""
}

// villageDigits are the figures of a village's area code (domain §5.2).
const villageDigits = 10

// pinWrong says why a PIN will not do.
func (s *Shell) pinWrong(pin string) string {
	if problem, ok := coop.CheckPIN(pin); !ok && !s.Practice {
		return s.Text.Problem(problem)
	}
	return ""
}

func (p *foundPage) bare()      {}
func (p *foundPage) start()     { p.form.Start() }
func (p *foundPage) busy() bool { return true }

// record founds the cooperative and shows the recovery code.
func (p *foundPage) record() {
	if p.working || !p.form.Right() {
		return
	}
	s := p.shell
	principal, _ := p.principal.Amount()
	mandatory, _ := p.mandatory.Amount()
	f := Founding{
		Name: strings.TrimSpace(p.name.Text), Village: strings.NewReplacer(".", "", " ", "").Replace(p.village.Text),
		Treasurer: strings.TrimSpace(p.treasurer.Text), Chair: strings.TrimSpace(p.chair.Text),
		TreasurerPIN: p.pin.Text, ChairPIN: p.chairPIN.Text,
		Principal: coop.Money(principal), Mandatory: coop.Money(mandatory),
	}
	p.working = true
	var opened Opened
	var recovery string
	var failed error
	s.Run(func() { opened, recovery, failed = s.Begin.Found(context.Background(), f) }, func() {
		p.working = false
		if failed != nil {
			s.Warn(failed)
			return
		}
		s.done()
		s.Book, s.Exchange, s.recovery = opened.Book, opened.Exchange, recovery
		s.history = nil
		s.Go(Route{Page: PageRecovery})
	})
}
