package ui

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// ratesPage sets what members pay from a month on, and shows what was paid before: a new rate never changes what an
// old month costs.
type ratesPage struct {
	shell  *Shell
	book   settingsBook
	form   *kit.Form
	which  *kit.Choice
	month  *kit.Entry
	from   *kit.Field
	amount *kit.MoneyEntry
	typed  bool
}

func newRates(s *Shell) page {
	return bind(s.Text.T("ui.rates.title"), &ratesPage{shell: s, book: s.Book})
}

func (p *ratesPage) load(ctx context.Context) ([]coop.SettingRow, error) { return p.book.Settings(ctx) }

func (p *ratesPage) show(settings []coop.SettingRow) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	parts := []fyne.CanvasObject{kit.Words(t.T("ui.rates.lead"), kit.ToneSoft)}
	if no := s.mayNot(coop.KindSetting); no != nil {
		parts = append(parts, no)
	} else {
		parts = append(parts, kit.Card(kit.NewHeading(t.T("ui.rates.new")), p.ask(), s.recordBar(p.record)))
	}
	return kit.Page(append(parts, kit.NewHeading(t.T("ui.rates.history")), p.history(settings))...)
}

func (p *ratesPage) ask() fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.form = kit.NewForm(s.layer, 13)
	kinds := []kit.Option{
		{Key: coop.SettingMandatory, Title: t.T("ui.rates.mandatory")},
		{Key: coop.SettingPrincipal, Title: t.T("ui.rates.principal")},
	}
	p.which = kit.NewChoice(s.layer, t.T("ui.choice.none"), kit.FindIn(kinds))
	p.form.Add(t.T("ui.rates.which"), p.which, func() string {
		if p.which.Chosen().Key == "" {
			return t.T("ui.rates.which-missing")
		}
		return ""
	}).SetHint(t.T("ui.rates.which-hint"))
	p.month = kit.NewEntry("")
	p.from = p.form.Add(t.T("ui.rates.from"), p.month, func() string {
		_, err := coop.ParseMonth(p.month.Text, s.today())
		return s.Text.Sentence(err)
	}).SetHint(t.T("ui.rates.from-hint"))
	p.amount = kit.NewMoneyEntry(s.parseMoney, writeMoney)
	p.form.Add(t.T("ui.rates.amount"), p.amount, func() string {
		switch amount, complaint := p.amount.Amount(); {
		case complaint != "":
			return complaint
		case strings.TrimSpace(p.amount.Text) == "":
			return t.T("ui.rates.amount-missing")
		case amount < 0 || amount%int64(coop.Rupiah) != 0:
			return t.T("ui.rates.amount-whole")
		}
		return ""
	}).SetHint(t.T("ui.rates.amount-hint"))
	p.form.OnRecord, p.form.OnBack, p.form.OnChange = p.record, s.Back, p.onChange
	return p.form.Content()
}

// onChange says which month is meant, and that a month that has begun costs anew.
func (p *ratesPage) onChange() {
	p.typed = true
	month, err := coop.ParseMonth(p.month.Text, p.shell.today())
	if err != nil {
		return
	}
	if month <= p.shell.today().Month() {
		p.from.Warn(p.shell.Text.T("ui.rates.from-past", month))
		return
	}
	p.from.Warn(p.shell.Text.T("ui.rates.from-is", month))
}

// history lists every rate there ever was, the latest first.
func (p *ratesPage) history(settings []coop.SettingRow) fyne.CanvasObject {
	t := p.shell.Text
	var rows []coop.SettingRow
	for _, s := range settings {
		if s.Key == coop.SettingMandatory || s.Key == coop.SettingPrincipal {
			rows = append(rows, s)
		}
	}
	slices.SortFunc(rows, func(a, b coop.SettingRow) int {
		return cmp.Or(cmp.Compare(a.Key, b.Key), -cmp.Compare(a.From, b.From))
	})
	if len(rows) == 0 {
		return kit.Words(t.T("ui.rates.none"), kit.ToneSoft)
	}
	return kit.NewShort([]kit.Column{
		{Title: t.T("ui.rates.which"), Ems: 9, Grow: 1},
		{Title: t.T("ui.rates.from"), Ems: 9},
		{Title: t.T("ui.rates.amount"), Ems: 7, Figure: true},
	}, len(rows), func(row int, cells []kit.Cell) {
		r := rows[row]
		name := t.T("ui.rates.mandatory")
		if r.Key == coop.SettingPrincipal {
			name = t.T("ui.rates.principal")
		}
		from := t.T("ui.rates.always")
		if r.From != 0 {
			from = t.ShortMonth(r.From.Month())
		}
		amount, _ := coop.ParseData(r.Value)
		cells[0].Text, cells[1].Text, cells[2].Text = name, from, t.Figure(amount)
	}, nil)
}

func (p *ratesPage) start() {
	if p.form != nil {
		p.form.Start()
	}
}
func (p *ratesPage) busy() bool { return p.typed }

func (p *ratesPage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	month, _ := coop.ParseMonth(p.month.Text, p.shell.today()) // Right has read it
	amount, _ := p.amount.Amount()
	act := coop.Act{Kind: coop.KindSetting, Body: coop.Setting{
		Key: p.which.Chosen().Key, From: month.First(), Value: coop.FormatData(coop.Money(amount)),
	}}
	s := p.shell
	s.Record(func(ctx context.Context) error {
		_, err := p.book.Record(ctx, s.session, act)
		return err
	}, func() {
		p.typed = false
		s.done()
		s.Reload()
		s.Tell("ui.rates.recorded", month)
	})
}
