package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// letterheadPage is what stands on the cooperative's paper, and from which amount on the board looks at an entry.
type letterheadPage struct {
	shell  *Shell
	book   settingsBook
	form   *kit.Form
	was    map[string]string
	lines  map[string]*kit.Entry
	review *kit.MoneyEntry
	typed  bool
}

func newLetterhead(s *Shell) page {
	return bind(s.Text.T("ui.letterhead.title"), &letterheadPage{shell: s, book: s.Book})
}

func (p *letterheadPage) load(ctx context.Context) ([]coop.SettingRow, error) {
	return p.book.Settings(ctx)
}

// letterheadLines are the texts on paper, in their order.
var letterheadLines = []struct{ setting, label string }{
	{coop.SettingAddress, "ui.letterhead.address"},
	{coop.SettingPhone, "ui.letterhead.phone"},
	{coop.SettingLegal, "ui.letterhead.legal"},
	{coop.SettingVillageName, "ui.letterhead.village"},
	{coop.SettingVillageHead, "ui.letterhead.head"},
}

const letterheadMost = 160 // characters that fit the head of a page

func (p *letterheadPage) show(settings []coop.SettingRow) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	name := kit.Stack(0.1, kit.SmallWords(t.T("ui.letterhead.name"), kit.ToneSoft),
		kit.BoldWords(s.info.Cooperative.Name, kit.ToneInk),
		kit.SmallWords(t.T("ui.letterhead.name-text"), kit.ToneSoft))
	if no := s.mayNot(coop.KindSetting); no != nil {
		return kit.Page(kit.Capped(50, 0.7, no, name))
	}
	p.form, p.was, p.lines = kit.NewForm(s.layer, 18), map[string]string{}, map[string]*kit.Entry{}
	for _, l := range letterheadLines {
		p.was[l.setting] = coop.SettingText(settings, l.setting, s.today())
		entry := filled(p.was[l.setting])
		p.lines[l.setting] = entry
		p.form.Add(t.T(l.label), entry, func() string {
			if len([]rune(entry.Text)) > letterheadMost {
				return t.T("ui.letterhead.too-long", letterheadMost)
			}
			return ""
		}).SetHint(t.T(l.label + "-hint"))
	}
	p.was[coop.SettingReview] = coop.SettingText(settings, coop.SettingReview, s.today())
	p.review = kit.NewMoneyEntry(s.parseMoney, writeMoney)
	p.review.SetAmount(int64(coop.ReviewFrom(settings, s.today())))
	if s.session.Role.MaySet(coop.SettingReview) {
		p.askReview()
	}
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	p.form.OnChange = func() { p.typed = true }
	return kit.Page(kit.Capped(56, 0.7, kit.Words(t.T("ui.letterhead.lead"), kit.ToneSoft),
		kit.Card(name, p.form.Content(), s.recordBar(p.record))))
}

// askReview asks the chair from which amount on the board looks at an entry.
func (p *letterheadPage) askReview() {
	t := p.shell.Text
	p.form.Add(t.T("ui.letterhead.review"), p.review, func() string {
		if amount, complaint := p.review.Amount(); complaint != "" || amount <= 0 {
			return orElse(complaint, t.T("ui.letterhead.review-missing"))
		}
		return ""
	}).SetHint(t.T("ui.letterhead.review-hint"))
}

func (p *letterheadPage) start() {
	if p.form != nil {
		p.form.Start()
	}
}
func (p *letterheadPage) busy() bool { return p.typed }

// record records what is different from before; the rest stays as it was said, by whom and when.
func (p *letterheadPage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	amount, _ := p.review.Amount()
	now := map[string]string{coop.SettingReview: coop.FormatData(coop.Money(amount))}
	for key, entry := range p.lines {
		now[key] = strings.TrimSpace(entry.Text)
	}
	unset := now[coop.SettingReview] == coop.FormatData(coop.SettingReviewFirst) && p.was[coop.SettingReview] == ""
	if unset || !p.shell.session.Role.MaySet(coop.SettingReview) {
		delete(now, coop.SettingReview)
	}
	var acts []coop.Act
	for _, key := range []string{
		coop.SettingAddress, coop.SettingPhone, coop.SettingLegal, coop.SettingVillageName, coop.SettingVillageHead,
		coop.SettingReview,
	} {
		if value, said := now[key]; said && value != p.was[key] {
			acts = append(acts, coop.Act{Kind: coop.KindSetting, Body: coop.Setting{
				Key: key, From: p.shell.today(), Value: value,
			}})
		}
	}
	if len(acts) == 0 {
		p.shell.done()
		p.shell.Back()
		return
	}
	p.shell.settle(p.book, &p.typed, "ui.settings.recorded", acts...)
}
