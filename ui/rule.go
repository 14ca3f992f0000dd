package ui

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// ruleRow is one dated setting as it stands, in words.
type ruleRow struct {
	key, name, value string
	from             coop.Date // the first day on which what holds does; 0: always
	why              string    // where the default comes from; empty: said on the rule's own page alone
	own              bool      // the cooperative set it
}

// ruleList is the list of an area's rules, of which Enter opens one: how they are called, what holds today, since when,
// and whose they are.
type ruleList struct {
	shell  *Shell
	rule   string // the page of one rule, whose argument is the key
	lead   string // the key of the words above
	rows   []ruleRow
	ledger *kit.Ledger
}

// list shows the rows.
func (l *ruleList) list(rows []ruleRow) fyne.CanvasObject {
	s, t := l.shell, l.shell.Text
	l.rows = rows
	columns := []kit.Column{
		{Title: t.T("ui.saving-rules.rule"), Ems: 14, Grow: 3},
		{Title: t.T("ui.saving-rules.value"), Ems: 9, Grow: 2},
		{Title: t.T("ui.saving-rules.since"), Ems: 6.5, Rank: 1},
	}
	if slices.ContainsFunc(rows, func(r ruleRow) bool { return r.why != "" }) {
		columns = append(columns, kit.Column{Title: t.T("ui.saving-rules.why"), Ems: 12, Rank: 2})
	}
	l.ledger = kit.NewLedger(columns, func() int { return len(l.rows) }, func(row int, cells []kit.Cell) {
		r := &l.rows[row]
		cells[0].Text, cells[1].Text = r.name, r.value
		cells[2] = kit.Cell{Text: t.T("ui.rates.always"), Tone: kit.ToneSoft}
		if r.from != 0 {
			cells[2].Text = t.ShortDay(r.from)
		}
		if r.own {
			cells[2].Text, cells[2].Tone = "✓ "+cells[2].Text, kit.ToneGood
		}
		if len(cells) > 3 {
			if cells[3] = (kit.Cell{Text: r.why, Tone: kit.ToneSoft}); r.own {
				cells[3].Text, cells[3].Tone = t.T("ui.saving-rules.own"), kit.ToneGood
			}
		}
	}, func(row int) { s.Go(Route{Page: l.rule, Arg: l.rows[row].key}) })
	l.ledger.OnBack = s.Back
	return kit.Fill(0.6, kit.Words(t.T(l.lead), kit.ToneSoft), l.ledger)
}

func (l *ruleList) start() { l.shell.layer.Focus(l.ledger.Focusable()) }

// ruleBook is what setting a rule needs of the book.
type ruleBook interface {
	settlingBook
	Settings(ctx context.Context) ([]coop.SettingRow, error)
}

// ruleForm sets one dated setting: its new value, and from which day on. A page makes the field that its value wants by
// one of the as… methods, and lays the form out.
type ruleForm struct {
	shell *Shell
	book  ruleBook
	form  *kit.Form
	value kit.Input
	text  func() string // the value as it is kept
	at    *kit.Field    // of the value
	date  *kit.DateEntry
	since *kit.Field // of the date
	typed bool
}

func (f *ruleForm) load(ctx context.Context) ([]coop.SettingRow, error) { return f.book.Settings(ctx) }

// asChoice takes one of several, which are kept by their keys.
func (f *ruleForm) asChoice(options []kit.Option, now string) (check func() string) {
	c := f.shell.chooser(options, now)
	f.value, f.text = c, func() string { return c.Chosen().Key }
	return f.shell.chosenMissing(c, "ui.saving-rules.value-missing")
}

// asAmount takes rupiah, nothing or more.
func (f *ruleForm) asAmount(now string) (check func() string) {
	s := f.shell
	amount, _ := coop.ParseData(now) // what holds can be read
	m := s.moneyOf(amount)
	f.value = m
	f.text = func() string { amount, _ := m.Amount(); return coop.FormatData(coop.Money(amount)) }
	return func() string {
		_, complaint := m.Amount()
		return orElse(complaint, s.belowNought(m))
	}
}

// asPercent takes a percentage of up to two decimals, which is kept as basis points.
func (f *ruleForm) asPercent(now string) (check func() string) {
	points, _ := strconv.ParseInt(now, 10, 64)
	e := filled(coop.FormatPercent(points))
	f.value = e
	f.text = func() string { points, _ := coop.ParsePercent(e.Text); return strconv.FormatInt(points, 10) }
	return func() string {
		_, err := coop.ParsePercent(e.Text)
		return f.shell.Text.Sentence(err)
	}
}

// lay makes the form of the value and the day under what is said about the rule.
func (f *ruleForm) lay(
	about []fyne.CanvasObject, first coop.Date, check func() string, record func(),
) fyne.CanvasObject {
	s, t := f.shell, f.shell.Text
	f.form = kit.NewForm(s.layer, 0)
	f.at = f.form.Add(t.T("ui.saving-rules.value"), f.value, check)
	f.askSince(first, record)
	return kit.Page(kit.Capped(38, 0.7, append(about,
		kit.Card(f.form.Content(), s.recordBar(record, kit.Quiet(t.T("ui.cancel"), nil, s.Back))))...))
}

// askSince asks from which day on, and makes the form's keys.
func (f *ruleForm) askSince(first coop.Date, record func()) {
	s := f.shell
	f.date = s.dateEntry()
	f.date.SetDay(first.Time())
	f.since = f.form.Add(s.Text.T("ui.saving-rules.since"), f.date, s.dayMissing(f.date))
	f.form.OnRecord, f.form.OnBack, f.form.OnChange = record, s.Back, func() { f.typed = true }
}

func (f *ruleForm) start() {
	if f.form != nil {
		f.form.Start()
	}
}

func (f *ruleForm) busy() bool { return f.typed }

// right says whether there is a form and everything in it can be taken.
func (f *ruleForm) right() bool { return f.form != nil && f.form.Right() }

// set records the value from a day on.
func (f *ruleForm) set(key string, from coop.Date, value string) {
	f.shell.settle(f.book, &f.typed, "ui.settings.recorded", coop.Act{Kind: coop.KindSetting, Body: coop.Setting{
		Key: key, From: from, Value: value,
	}})
}
