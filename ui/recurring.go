package ui

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// recurringPage lists the templates with how often each is recorded by itself; with a name it asks that of one.
type recurringPage struct {
	shell *Shell
	book  assetBook
	name  string

	settings  []coop.SettingRow
	templates []coop.Template
	rhythms   map[string]coop.Recurring
	ledger    *kit.Ledger
	form      *kit.Form
	day       *kit.Entry
	every     *kit.Choice
	from      *kit.Entry
	until     *kit.Entry
	at        map[string]*kit.Field
	typed     bool
}

func newRecurring(s *Shell, name string) page {
	return bind(s.Text.T("ui.recurring.title"), &recurringPage{shell: s, book: s.Book, name: name})
}

func (p *recurringPage) load(ctx context.Context) ([]coop.SettingRow, error) {
	settings, err := p.book.Settings(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the templates: %w", err)
	}
	return settings, nil
}

func (p *recurringPage) heading() string {
	if p.name != "" {
		return p.name
	}
	return p.shell.Text.T("ui.recurring.title")
}

func (p *recurringPage) show(settings []coop.SettingRow) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.settings, p.templates, p.rhythms = settings, coop.TemplatesOf(settings), map[string]coop.Recurring{}
	for _, r := range coop.RecurringsOf(settings) {
		p.rhythms[r.Name] = r
		if _, there := templateNamed(settings, r.Name); !there { // it was taken away; the rhythm can be stopped
			p.templates = append(p.templates, coop.Template{Name: r.Name})
		}
	}
	p.ledger, p.form = nil, nil
	if p.name != "" {
		return p.showOne()
	}
	lead := kit.Words(t.T("ui.recurring.lead"), kit.ToneSoft)
	if len(p.templates) == 0 {
		return kit.Page(lead, kit.Empty(t.T("ui.recurring.none"), t.T("ui.recurring.none-text"),
			kit.Main(t.T("ui.command.write"), theme.DocumentCreateIcon(), goToIn(s, PageRecord))))
	}
	p.ledger = kit.NewLedger([]kit.Column{
		{Title: t.T("ui.template.name"), Ems: 10, Grow: 1},
		{Title: t.T("ui.recurring.rhythm"), Ems: 12, Grow: 1},
	}, func() int { return len(p.templates) }, func(row int, cells []kit.Cell) {
		cells[0].Text = p.templates[row].Name
		cells[1] = kit.Cell{Text: "– " + t.T("ui.recurring.never"), Tone: kit.ToneSoft}
		if r, is := p.rhythms[p.templates[row].Name]; is {
			cells[1] = kit.Cell{Text: "✓ " + p.rhythmWords(r), Tone: kit.ToneGood}
		}
	}, func(row int) { s.Go(Route{Page: PageRecurring, Arg: p.templates[row].Name}) })
	p.ledger.OnBack = s.Back
	return kit.Fill(0.6, lead, p.ledger)
}

// rhythmWords says how often in words.
func (p *recurringPage) rhythmWords(r coop.Recurring) string {
	t := p.shell.Text
	text := t.T("ui.recurring.monthly", t.Count(r.Day))
	if r.Every > 1 {
		text = t.T("ui.recurring.every-n", t.Count(r.Every), t.Count(r.Day))
	}
	if r.Until != 0 {
		text += " " + t.T("ui.recurring.till", r.Until)
	}
	return text
}

// showOne asks how often one template is recorded.
func (p *recurringPage) showOne() fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	if no := s.mayNot(coop.KindSetting); no != nil {
		return kit.Page(no)
	}
	r, runs := p.rhythms[p.name]
	if !runs {
		r = coop.Recurring{Day: int(s.today() % 100), Every: 1, From: s.today().Month()}
	}
	p.form, p.at = kit.NewForm(s.layer, 0), map[string]*kit.Field{}
	var options []kit.Option
	for _, n := range []int{1, 2, 3, 4, 6, 12} {
		title := t.T("ui.recurring.each-month")
		if n > 1 {
			title = t.T("ui.recurring.each-n", t.Count(n))
		}
		options = append(options, kit.Option{Key: strconv.Itoa(n), Title: title})
	}
	p.every = s.chooser(options, strconv.Itoa(r.Every))
	p.day, p.from, p.until = filled(strconv.Itoa(r.Day)), filled(t.ShortMonth(r.From)), kit.NewEntry("")
	if r.Until != 0 {
		p.until.Text = t.ShortMonth(r.Until)
	}
	p.at[coop.ProblemRecurringEvery] = p.form.Add(t.T("ui.recurring.every"), p.every, nil)
	p.at[coop.ProblemRecurringDay] = p.form.Add(t.T("ui.recurring.day"), p.day, nil).SetHint(
		t.T("ui.recurring.day-hint"))
	p.at[coop.ProblemRecurringFrom] = p.form.Add(t.T("ui.recurring.from"), p.from, p.monthWrong(p.from, false))
	p.form.Add(t.T("ui.recurring.until"), p.until, p.monthWrong(p.until, true)).SetHint(t.T("ui.recurring.until-hint"))
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	p.form.OnChange = func() { p.typed = true }
	bar := s.recordBar(p.record)
	if runs {
		bar = s.recordBar(p.record, kit.Button(t.T("ui.recurring.stop"), theme.DeleteIcon(), p.onStop))
	}
	return kit.Footed(kit.Page(kit.Capped(36, 0.7, kit.Words(t.T("ui.recurring.lead-one"), kit.ToneSoft), p.example(),
		kit.Card(p.form.Content()))), bar)
}

// example shows the entry that the template makes, or what is still wrong with it.
func (p *recurringPage) example() fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	template, there := templateNamed(p.settings, p.name)
	if !there {
		return kit.Notice(kit.ToneBad, t.T(coop.ProblemRecurringGone, p.name))
	}
	desk := coop.Desk{Occasions: s.occasions}
	for code, names := range s.chart {
		desk.Accounts = append(desk.Accounts, coop.AccountRow{Code: code, NameID: names[0], NameEN: names[1]})
	}
	e, problems := desk.Entry(template, s.today())
	if len(problems) > 0 {
		return kit.Notice(kit.ToneBad, t.T("ui.recurring.unready", t.Problem(problems[0])))
	}
	return kit.Card(s.linesTable(named(desk.Accounts, e.Lines)))
}

func (p *recurringPage) monthWrong(e *kit.Entry, mayBeEmpty bool) func() string {
	return func() string {
		if strings.TrimSpace(e.Text) == "" && mayBeEmpty {
			return ""
		}
		_, err := coop.ParseMonth(e.Text, p.shell.today())
		return p.shell.Text.Sentence(err)
	}
}

func (p *recurringPage) start() {
	switch {
	case p.form != nil:
		p.form.Start()
	case p.ledger != nil:
		p.shell.layer.Focus(p.ledger.Focusable())
	}
}

func (p *recurringPage) busy() bool { return p.typed }

func (p *recurringPage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	s := p.shell
	r := coop.Recurring{Name: p.name, Day: number(p.day.Text), Every: number(p.every.Chosen().Key)}
	r.From, _ = coop.ParseMonth(p.from.Text, s.today()) // Right has read them
	if strings.TrimSpace(p.until.Text) != "" {
		r.Until, _ = coop.ParseMonth(p.until.Text, s.today())
	}
	act, problems := coop.KeepRecurring(coop.TemplatesOf(p.settings), r)
	if len(problems) > 0 {
		if field := p.at[problems[0].Key]; field != nil {
			field.Complain(s.Text.Problem(problems[0]))
			p.form.FocusOn(field)
			return
		}
		s.Warn(problems[0])
		return
	}
	p.keep(act, "ui.recurring.kept")
}

func (p *recurringPage) onStop() { p.keep(coop.DropRecurring(p.name), "ui.recurring.stopped") }

func (p *recurringPage) keep(act coop.Act, done string) {
	s := p.shell
	s.Record(func(ctx context.Context) error {
		_, err := p.book.Record(ctx, s.session, act)
		return err
	}, func() {
		p.typed = false
		s.done()
		s.Back()
		s.Tell(done, p.name)
	})
}
