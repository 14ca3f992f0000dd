package ui

import (
	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// choices are what a statement can be narrowed or widened to beside its time: one outlet, and what is private.
func (p *reportPage) choices(d reportData) []fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	var picks []fyne.CanvasObject
	pick := func(text string, chosen bool, do func()) {
		answer := kit.NewPick(text, chosen, do)
		answer.OnBack = s.Back
		picks = append(picks, answer)
	}
	if len(d.outlets) > 0 {
		pick(t.T("ui.report.all-outlets"), p.outlet == "", func() { p.onOutlet("") })
	}
	for _, o := range d.outlets {
		pick(t.In(o.NameID, o.NameEN), p.outlet == o.Code, func() { p.onOutlet(o.Code) })
	}
	if p.name == "members" && s.session.Role.May(coop.KindMemberEdit) {
		pick(t.T("ui.report.private"), p.private, p.onPrivate)
	}
	return picks
}

func (p *reportPage) onOutlet(code string) {
	p.outlet = code
	p.shell.Swap(Route{Page: PageReport, Arg: p.arg(p.name, p.account)})
}

// onPrivate shows or hides what is sealed otherwise. It is never part of a route: the way back does not lead to it.
func (p *reportPage) onPrivate() {
	fresh := *p // the old one is drawn until the new one is read
	fresh.private, fresh.ledger = !p.private, nil
	p.shell.again(fresh.page())
}
