package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// accountsPage lists the accounts, those of one's own first; typing finds one.
type accountsPage struct {
	shell  *Shell
	book   settingsBook
	all    []coop.AccountRow
	found  []coop.AccountRow
	find   *kit.Entry
	ledger *kit.Ledger
}

func newAccounts(s *Shell) page {
	return bind(s.Text.T("ui.accounts.title"), &accountsPage{shell: s, book: s.Book})
}

func (p *accountsPage) load(ctx context.Context) ([]coop.AccountRow, error) {
	return p.book.Accounts(ctx)
}

func (p *accountsPage) show(all []coop.AccountRow) fyne.CanvasObject {
	t := p.shell.Text
	p.all = slices.DeleteFunc(slices.Clone(all), func(a coop.AccountRow) bool { return a.Heading })
	slices.SortStableFunc(p.all, func(a, b coop.AccountRow) int {
		switch {
		case a.Own == b.Own:
			return strings.Compare(a.Code, b.Code)
		case a.Own:
			return -1
		}
		return 1
	})
	p.find = kit.NewEntry(t.T("ui.accounts.find"))
	p.find.Icon = theme.SearchIcon()
	p.find.OnEscape = p.shell.Back
	p.find.OnChanged = p.onFind
	p.ledger = kit.NewLedger([]kit.Column{
		{Title: t.T("ui.account.code"), Ems: 5},
		{Title: t.T("ui.account.name"), Ems: 12, Grow: 2},
		{Title: t.T("ui.account.kind"), Ems: 9, Grow: 1, Rank: 2},
		{Title: t.T("ui.outlet.state"), Ems: 6, Rank: 1},
	}, func() int { return len(p.found) }, func(row int, cells []kit.Cell) {
		a := p.found[row]
		cells[0] = kit.Cell{Text: a.Code, Tone: kit.ToneSoft}
		cells[1] = kit.Cell{Text: t.In(a.NameID, a.NameEN), Bold: a.Own}
		cells[2] = kit.Cell{Text: t.AccountKind(a.Type), Tone: kit.ToneSoft}
		cells[3] = p.shell.openCell(a.Closed)
	}, func(row int) { p.shell.Go(Route{Page: PageAccount, Arg: p.found[row].Code}) })
	p.ledger.OnBack = p.shell.Back
	p.find.OnEnter = func() { p.shell.Window.Canvas().Focus(p.ledger.Focusable()) }
	p.find.OnDown = p.find.OnEnter
	p.onFind("")
	return kit.Fill(0.6, kit.Words(t.T("ui.accounts.lead"), kit.ToneSoft), container.NewStack(p.find), p.ledger)
}

func (p *accountsPage) onFind(text string) {
	words := strings.Fields(strings.ToLower(text))
	p.found = p.found[:0]
	for _, a := range p.all {
		if hasWords(a.Code+" "+a.NameID+" "+a.NameEN, words) {
			p.found = append(p.found, a)
		}
	}
	p.ledger.Refresh()
}

func (p *accountsPage) actions() []fyne.CanvasObject {
	if !p.shell.session.Role.May(coop.KindAccounts) {
		return nil
	}
	return []fyne.CanvasObject{kit.Main(p.shell.Text.T("ui.accounts.new"), theme.ContentAddIcon(), func() {
		p.shell.Go(Route{Page: PageAccount})
	})}
}

func (p *accountsPage) start()  { p.search() }
func (p *accountsPage) search() { p.shell.layer.Focus(p.find) }

// AccountKind says in a villager's words what an account is.
func (t *Text) AccountKind(kind coop.AccountType) string {
	return t.T(fmt.Sprintf("ui.account.kind.%d", uint8(kind)))
}

// accountPage makes an account under a heading, renames one, or closes it.
type accountPage struct {
	shell   *Shell
	book    settingsBook
	code    string // empty: a new one
	all     []coop.AccountRow
	was     coop.AccountRow
	form    *kit.Form
	heading *kit.Choice
	under   *kit.Field
	id, en  *kit.Entry
	typed   bool
}

func newAccount(s *Shell, code string) page {
	title := "ui.accounts.new"
	if code != "" {
		title = "ui.accounts.edit"
	}
	return bind(s.Text.T(title), &accountPage{shell: s, book: s.Book, code: code})
}

func (p *accountPage) load(ctx context.Context) ([]coop.AccountRow, error) {
	return p.book.Accounts(ctx)
}

func (p *accountPage) show(all []coop.AccountRow) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	if no := s.mayNot(coop.KindAccountEdit); no != nil {
		return kit.Page(no)
	}
	p.all = all
	for _, a := range all {
		if a.Code == p.code {
			p.was = a
		}
	}
	p.form = kit.NewForm(s.layer, 0)
	p.id, p.en = filled(p.was.NameID), filled(p.was.NameEN)
	lead := t.T("ui.accounts.new-lead")
	if p.code == "" {
		p.heading = kit.NewChoice(s.layer, t.T("ui.choice.none"), kit.FindIn(p.headings()))
		p.under = p.form.Add(t.T("ui.account.heading"), p.heading, func() string {
			if p.heading.Chosen().Key == "" {
				return t.T("ui.account.heading-missing")
			}
			return ""
		}).SetHint(t.T("ui.account.heading-hint"))
	} else {
		lead = t.T("ui.accounts.keep", p.code, t.AccountKind(p.was.Type))
	}
	p.form.Add(t.T("ui.account.name"), p.id, p.nameWrong).SetHint(t.T("ui.account.name-hint"))
	p.form.Add(t.T("ui.settings.english"), p.en, nil).SetHint(t.T("ui.settings.english-hint"))
	p.form.OnRecord, p.form.OnBack, p.form.OnChange = p.record, s.Back, p.onChange
	bar := s.recordBar(p.record)
	if p.code != "" && p.was.Closed {
		bar = s.recordBar(p.record, kit.Button(t.T("ui.settings.reopen"), nil, func() { p.settle(false) }))
	} else if p.code != "" {
		bar = s.recordBar(p.record, kit.Button(t.T("ui.accounts.close"), nil, func() { p.settle(true) }))
	}
	return kit.Page(kit.Capped(36, 0.7, kit.Words(lead, kit.ToneSoft), kit.Card(p.form.Content(), bar)))
}

// headings are the shelves of the chart, each with what is kept on it.
func (p *accountPage) headings() []kit.Option {
	t := p.shell.Text
	var options []kit.Option
	for _, a := range p.all {
		kind, _ := coop.TypeUnder(a.Code, p.all)
		if !a.Heading || len(a.Code) != 2 || kind == 0 {
			continue
		}
		options = append(options, kit.Option{
			Key: a.Code, Title: a.Code + " " + t.In(a.NameID, a.NameEN), Remark: t.AccountKind(kind),
		})
	}
	return options
}

// onChange says what kind the account will be, and under which code it will stand.
func (p *accountPage) onChange() {
	p.typed = true
	if p.heading == nil || p.heading.Chosen().Key == "" {
		return
	}
	heading := p.heading.Chosen().Key
	kind, _ := coop.TypeUnder(heading, p.all)
	p.under.Warn(p.shell.Text.T("ui.account.will-be", p.newCode(), p.shell.Text.AccountKind(kind)))
}

func (p *accountPage) newCode() string {
	return coop.OwnAccountCode(p.heading.Chosen().Key, p.all, p.shell.info.Device.Letters)
}

func (p *accountPage) nameWrong() string {
	name := strings.TrimSpace(p.id.Text)
	if name == "" {
		return p.shell.Text.T("ui.found.needed")
	}
	for _, a := range p.all {
		if a.Code != p.code && strings.EqualFold(a.NameID, name) {
			return p.shell.Text.T("ui.account.name-taken", a.Code)
		}
	}
	return ""
}

func (p *accountPage) start() {
	if p.form != nil {
		p.form.Start()
	}
}
func (p *accountPage) busy() bool { return p.typed }

// record makes the account, or gives it its new name.
func (p *accountPage) record() {
	if p.form == nil || p.code != "" {
		p.settle(p.was.Closed)
		return
	}
	if !p.form.Right() {
		return
	}
	code := p.newCode()
	kind, credit := coop.TypeUnder(p.heading.Chosen().Key, p.all)
	if code == "" {
		p.under.Complain(p.shell.Text.T("ui.account.full"))
		return
	}
	p.shell.settle(p.book, &p.typed, "ui.settings.recorded", coop.Act{Kind: coop.KindAccounts, Body: coop.Accounts{
		Add: []coop.AccountAdd{{
			Code: code, NameID: strings.TrimSpace(p.id.Text), NameEN: strings.TrimSpace(p.en.Text), Type: kind,
			Credit: credit,
		}},
	}})
}

func (p *accountPage) settle(closed bool) {
	if p.form == nil || !p.form.Right() {
		return
	}
	act := coop.Act{Kind: coop.KindAccountEdit, Body: coop.AccountEdit{
		Code: p.code, NameID: strings.TrimSpace(p.id.Text), NameEN: strings.TrimSpace(p.en.Text), Closed: closed,
	}}
	p.shell.settle(p.book, &p.typed, "ui.settings.recorded", act)
}
