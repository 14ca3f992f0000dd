package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// openingGroupPage asks for the balances of one group.
type openingGroupPage struct {
	openingPart
	at    int
	form  *kit.Form
	other *kit.Choice
	sums  *fyne.Container
	last  *kit.Field // that was asked for beside the usual ones
}

func (p *openingGroupPage) group() coop.OpeningGroup { return coop.OpeningGroups()[p.at] }

func (p *openingGroupPage) show(d openingData) fyne.CanvasObject {
	s, t, name := p.shell, p.shell.Text, p.group().Name
	p.take(d)
	p.form = kit.NewForm(s.layer, 13)
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	p.form.OnChange = func() {
		p.drawSums()
		p.typed()
	}
	p.sums = container.NewStack()
	p.ask()
	p.drawSums()
	about := t.T("ui.opening.group." + name + "-about")
	return kit.Footed(kit.Page(p.lead(name, t.T("ui.opening.group."+name), about),
		kit.Beside(28, 17, kit.Card(p.form.Content()), kit.Card(p.sums))), p.onward(p.record))
}

// ask sets up a field for every usual account, for those asked for before, and one to ask for more.
func (p *openingGroupPage) ask() {
	t := p.shell.Text
	p.form.Clear()
	p.last = nil
	shown := map[string]bool{}
	for _, code := range append(slices.Clone(p.group().Usual), p.work.Extra...) {
		i := slices.IndexFunc(p.data.accounts, func(a coop.AccountRow) bool { return a.Code == code })
		if i < 0 || shown[code] || !p.group().Holds(code) || !p.data.accounts[i].Opens() {
			continue
		}
		shown[code] = true
		p.last = p.add(p.data.accounts[i])
	}
	p.other = kit.NewChoice(p.shell.layer, t.T("ui.choice.none"), kit.FindIn(p.others(shown)))
	p.other.PlaceHolder = t.T("ui.opening.other-hint")
	p.other.OnChosen = p.onOther
	p.form.Add(t.T("ui.opening.other"), p.other, nil)
	p.form.Content().Refresh()
}

// add asks for one account: the villager's word above, the accountant's below.
func (p *openingGroupPage) add(a coop.AccountRow) *kit.Field {
	t, m := p.shell.Text, kit.NewMoneyEntry(p.shell.parseMoney, writeMoney)
	m.Text = p.work.Balances[a.Code]
	name, label := t.In(a.NameID, a.NameEN), t.In(a.NameID, a.NameEN)
	if key := "ui.opening.account." + a.Code; t.Has(key) {
		label = t.T(key)
	}
	m.OnAmount = func(int64) {}
	field := p.form.Add(label, m, nil).SetHint(a.Code + " " + name)
	field.Check = func() string {
		p.keepText(a.Code, m.Text)
		return ""
	}
	before := m.OnChanged
	m.OnChanged = func(text string) {
		p.keepText(a.Code, text)
		before(text)
		p.keepText(a.Code, m.Text) // with its dots
	}
	return field
}

func (p *openingGroupPage) keepText(code, text string) {
	if strings.TrimSpace(text) == "" {
		delete(p.work.Balances, code)
		return
	}
	p.work.Balances[code] = text
}

func (p *openingGroupPage) others(shown map[string]bool) []kit.Option {
	t := p.shell.Text
	var options []kit.Option
	for _, a := range p.data.accounts {
		if a.Opens() && p.group().Holds(a.Code) && !shown[a.Code] {
			options = append(options, kit.Option{Key: a.Code, Title: t.In(a.NameID, a.NameEN), Remark: a.Code})
		}
	}
	return options
}

// onOther adds the account that was chosen and sets the keys on it.
func (p *openingGroupPage) onOther(o kit.Option) {
	if o.Key == "" {
		return
	}
	p.work.Extra = append(p.work.Extra, o.Key)
	p.other.OnEnter = nil // the field is going
	p.ask()
	p.shell.refit()
	p.form.FocusOn(p.last)
}

// drawSums shows what there is so far.
func (p *openingGroupPage) drawSums() {
	p.sums.Objects = []fyne.CanvasObject{p.sumsTable(p.wish(nil))}
	p.sums.Refresh()
	p.shell.refit()
}

// sumsTable shows what the cooperative has and who has a claim on it.
func (p *openingPart) sumsTable(w coop.OpeningWish) fyne.CanvasObject {
	t := p.shell.Text
	sum := coop.SumOpening(p.data.accounts, p.data.state.Whole(w.Items(p.data.accounts)))
	rows := []struct {
		key    string
		amount coop.Money
	}{
		{"ui.opening.sum-assets", sum.Assets},
		{"ui.opening.sum-debts", sum.Debts},
		{"ui.opening.sum-capital", sum.Capital},
		{"ui.opening.sum-left", sum.Left()},
	}
	return kit.Stack(0.5, kit.NewHeading(t.T("ui.opening.so-far")), kit.NewShort([]kit.Column{
		{Title: "", Ems: 6, Grow: 1},
		{Title: t.T("common.amount"), Ems: 6, Figure: true},
	}, len(rows), func(row int, cells []kit.Cell) {
		last := row == len(rows)-1
		cells[0] = kit.Cell{Text: t.T(rows[row].key), Bold: last}
		cells[1] = kit.Cell{Text: t.Figure(rows[row].amount), Bold: last}
	}, nil))
}

func (p *openingGroupPage) start() { p.form.Start() }

// record goes on, when every amount can be read.
func (p *openingGroupPage) record() {
	if p.form.Right() {
		p.next(p.group().Name)
	}
}
