package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// adminNewPage makes a book of the cooperative's own, or gives a typed one of the sixteen other columns.
type adminNewPage struct {
	shell   *Shell
	book    packBook
	key     string
	form    *kit.Form
	title   *kit.Entry
	columns *kit.Entry
	typed   bool
}

func newAdminNew(s *Shell, key string) page {
	title := "ui.admin.new"
	if key != "" {
		title = "ui.admin.columns"
	}
	return bind(s.Text.T(title), &adminNewPage{shell: s, book: s.Book, key: key})
}

func (p *adminNewPage) load(ctx context.Context) (of coop.AdminBook, err error) {
	if p.key == "" {
		return of, nil
	}
	return adminBookOf(ctx, p.book, p.key, p.shell.today())
}

func (p *adminNewPage) show(of coop.AdminBook) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	if no := s.mayNot(coop.KindSetting); no != nil {
		return kit.Page(no)
	}
	var titles []string
	for _, c := range of.Columns {
		titles = append(titles, s.adminColumn(c))
	}
	p.title, p.columns = filled(""), filled(strings.Join(titles, ", "))
	if p.key != "" {
		p.title = filled(s.adminTitle(of))
	}
	p.form = kit.NewForm(s.layer, 0)
	p.form.Add(t.T("ui.admin.name"), p.title, s.needed(p.title))
	p.form.Add(t.T("ui.admin.titles"), p.columns, func() string {
		if _, err := p.value(); err != nil {
			return t.Sentence(err)
		}
		return ""
	}).SetHint(t.T("ui.admin.titles-hint"))
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	p.form.OnChange = func() { p.typed = true }
	parts := []fyne.CanvasObject{kit.Words(t.T("ui.admin.new-text"), kit.ToneSoft)}
	if p.key != "" {
		parts = []fyne.CanvasObject{kit.Words(t.T("ui.admin.columns-text"), kit.ToneSoft)}
	}
	return kit.Page(kit.Capped(50, 0.7, append(parts, kit.Card(p.form.Content(), s.recordBar(p.record)))...))
}

func (p *adminNewPage) value() (string, error) {
	return coop.AdminBookValue(strings.Join(strings.Fields(p.title.Text), " "), strings.Split(p.columns.Text, ","))
}

func (p *adminNewPage) start() {
	if p.form != nil {
		p.form.Start()
	}
}

func (p *adminNewPage) busy() bool { return p.typed }

func (p *adminNewPage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	value, err := p.value()
	if err != nil {
		p.shell.Warn(err)
		return
	}
	key := p.key
	if key == "" {
		key = "own-" + strings.ToLower(strings.Join(strings.Fields(p.title.Text), "-"))
	}
	p.shell.settle(p.book, &p.typed, "ui.admin.made", coop.Act{Kind: coop.KindSetting, Body: coop.Setting{
		Key: coop.SettingAdminBook + key, From: p.shell.today(), Value: value,
	}})
}
