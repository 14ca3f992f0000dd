package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// outletsPage lists the business units.
type outletsPage struct {
	shell *Shell
	book  settingsBook
}

func newOutlets(s *Shell) page { return bind(s.Text.T("ui.outlets.title"), &outletsPage{s, s.Book}) }

func (p *outletsPage) load(ctx context.Context) ([]coop.OutletRow, error) { return p.book.Outlets(ctx) }

func (p *outletsPage) show(outlets []coop.OutletRow) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	lead := kit.Words(t.T("ui.outlets.lead"), kit.ToneSoft)
	if len(outlets) == 0 {
		return kit.Page(lead, kit.Empty(t.T("ui.outlets.none"), t.T("ui.outlets.none-text")))
	}
	return kit.Page(lead, kit.NewShort([]kit.Column{
		{Title: t.T("ui.outlet.code"), Ems: 6},
		{Title: t.T("ui.outlet.name"), Ems: 10, Grow: 1},
		{Title: t.T("ui.outlet.state"), Ems: 6, Rank: 1},
	}, len(outlets), func(row int, cells []kit.Cell) {
		o := outlets[row]
		cells[0].Text, cells[1].Text, cells[2] = o.Code, t.In(o.NameID, o.NameEN), s.openCell(o.Closed)
	}, func(row int) { s.Go(Route{Page: PageOutlet, Arg: outlets[row].Code}) }))
}

// openCell says whether something is still offered: with a sign and a word.
func (s *Shell) openCell(closed bool) kit.Cell {
	if closed {
		return kit.Cell{Text: "○ " + s.Text.T("ui.settings.closed"), Tone: kit.ToneSoft}
	}
	return kit.Cell{Text: "✓ " + s.Text.T("ui.settings.open"), Tone: kit.ToneGood}
}

func (p *outletsPage) actions() []fyne.CanvasObject {
	if !p.shell.session.Role.May(coop.KindOutlet) {
		return nil
	}
	return []fyne.CanvasObject{kit.Main(p.shell.Text.T("ui.outlets.new"), theme.ContentAddIcon(), func() {
		p.shell.Go(Route{Page: PageOutlet})
	})}
}

// outletPage names a business unit, or closes it.
type outletPage struct {
	shell    *Shell
	book     settingsBook
	code     string // empty: a new one
	all      []coop.OutletRow
	was      coop.OutletRow
	form     *kit.Form
	codeAt   *kit.Entry
	id, en   *kit.Entry
	typed    bool
	editable bool
}

func newOutlet(s *Shell, code string) page {
	title := "ui.outlets.new"
	if code != "" {
		title = "ui.outlets.edit"
	}
	return bind(s.Text.T(title), &outletPage{shell: s, book: s.Book, code: code})
}

func (p *outletPage) load(ctx context.Context) ([]coop.OutletRow, error) { return p.book.Outlets(ctx) }

func (p *outletPage) show(all []coop.OutletRow) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	if no := s.mayNot(coop.KindOutlet); no != nil {
		return kit.Page(no)
	}
	p.editable, p.all = true, all
	for _, o := range all {
		if o.Code == p.code {
			p.was = o
		}
	}
	p.form = kit.NewForm(s.layer, 0)
	p.id, p.en = filled(p.was.NameID), filled(p.was.NameEN)
	p.form.Add(t.T("ui.outlet.name"), p.id, s.needed(p.id)).SetHint(t.T("ui.outlet.name-hint"))
	p.form.Add(t.T("ui.settings.english"), p.en, nil).SetHint(t.T("ui.settings.english-hint"))
	if p.code == "" {
		p.codeAt = kit.NewEntry("")
		p.form.Add(t.T("ui.outlet.code"), p.codeAt, p.codeWrong).SetHint(t.T("ui.outlet.code-hint"))
	}
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	p.form.OnChange = func() { p.typed = true }
	bar := s.recordBar(p.record)
	if p.code != "" && p.was.Closed {
		bar = s.recordBar(p.record, kit.Button(t.T("ui.settings.reopen"), nil, func() { p.settle(false) }))
	} else if p.code != "" {
		bar = s.recordBar(p.record, kit.Button(t.T("ui.outlets.close"), nil, func() { p.settle(true) }))
	}
	return kit.Page(kit.Capped(34, 0.7, kit.Words(t.T("ui.outlets.keep"), kit.ToneSoft),
		kit.Card(p.form.Content(), bar)))
}

// needed says that a line may not stay empty.
func (s *Shell) needed(e *kit.Entry) func() string {
	return func() string {
		if strings.TrimSpace(e.Text) == "" {
			return s.Text.T("ui.found.needed")
		}
		return ""
	}
}

const outletCodeMost = 12

func (p *outletPage) codeWrong() string {
	t, code := p.shell.Text, strings.ToUpper(strings.TrimSpace(p.codeAt.Text))
	if code == "" || len(code) > outletCodeMost || strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") != "" {
		return t.T("ui.outlet.code-wrong")
	}
	for _, o := range p.all {
		if strings.EqualFold(o.Code, code) {
			return t.T("ui.outlet.code-taken", t.In(o.NameID, o.NameEN))
		}
	}
	return ""
}

func (p *outletPage) start() {
	if p.form != nil {
		p.form.Start()
	}
}
func (p *outletPage) busy() bool { return p.typed }

func (p *outletPage) record() { p.settle(p.was.Closed) }

func (p *outletPage) settle(closed bool) {
	if !p.editable || !p.form.Right() {
		return
	}
	code := p.code
	if code == "" {
		code = strings.ToUpper(strings.TrimSpace(p.codeAt.Text))
	}
	p.shell.settle(p.book, &p.typed, "ui.settings.recorded", coop.Act{Kind: coop.KindOutlet, Body: coop.Outlet{
		Code: code, NameID: strings.TrimSpace(p.id.Text), NameEN: strings.TrimSpace(p.en.Text), Closed: closed,
	}})
}
