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

// partyKey is the text that says what somebody is to the cooperative.
func partyKey(class coop.PartyClass) string { return "ui.party.class." + strconv.Itoa(int(class)) }

// partyChoice asks for a supplier, buyer or another party: one of those that are registered, or any name. A name that
// nobody has stands in the entry all the same, and waits in the list of parties to be registered.
func (p *recordPage) partyChoice(typed string) *kit.Choice {
	if _, known := p.data.parties.Of(idFrom(p.data.member)); known && typed == "" {
		typed = p.data.member // an advance to be accounted for
	}
	return p.shell.partyChooser(p.data.parties, typed)
}

// partyChooser is a field for one of the parties that are registered, or any name.
func (s *Shell) partyChooser(parties coop.Parties, typed string) *kit.Choice {
	c := s.chooser((&choices{parties: parties}).partyOptions(s.Text), typed)
	c.Free = true
	if c.Chosen().Key != "" || typed == "" {
		return c
	}
	if party, known := parties.Of(idFrom(typed)); known {
		c.SetChosen(kit.Option{Key: typed, Title: party.Name})
		return c
	}
	c.SetText(typed)
	return c
}

// idFrom reads an id; zero where the text is none.
func idFrom(text string) coop.ID {
	id, err := coop.ParseID(text)
	if err != nil {
		return coop.ID{}
	}
	return id
}

// partiesPage lists suppliers, buyers, staff and others with what they owe and are owed; names that stand in entries
// and are not registered are there too.
type partiesPage struct {
	shell  *Shell
	book   moneyBook
	rows   []partyLine
	ledger *kit.Ledger
}

// partyLine is one party with all its accounts together.
type partyLine struct {
	party        coop.PartyView
	known        bool
	owes, isOwed coop.Money
	last         coop.Date
}

func newParties(s *Shell) page {
	return bind(s.Text.T("ui.parties.title"), &partiesPage{shell: s, book: s.Book})
}

func (p *partiesPage) load(ctx context.Context) ([]partyLine, error) {
	parties, err := p.book.Parties(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the parties: %w", err)
	}
	var lines []coop.SubLine
	for _, prefix := range coop.PartyPrefixes() {
		more, err := p.book.LinesOfAccount(ctx, prefix, 0, p.shell.today())
		if err != nil {
			return nil, fmt.Errorf("read the accounts of parties: %w", err)
		}
		lines = append(lines, more...)
	}
	at, rows := map[coop.ID]int{}, []partyLine{}
	for _, v := range parties.All {
		at[v.ID] = len(rows)
		rows = append(rows, partyLine{party: v, known: true})
	}
	for _, b := range parties.PartyBalances(lines, true) {
		if b.Party.IsZero() || b.Name == "" {
			continue
		}
		i, there := at[b.Party]
		if !there {
			i = len(rows)
			at[b.Party] = i
			rows = append(rows, partyLine{party: coop.PartyView{Party: coop.Party{
				Name: b.Name, Class: coop.PartyClassOn(b.Account),
			}}})
		}
		rows[i].owes += max(0, b.Amount)
		rows[i].isOwed += max(0, -b.Amount)
		rows[i].last = max(rows[i].last, b.Last)
	}
	return rows, nil
}

func (p *partiesPage) show(rows []partyLine) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.rows, p.ledger = rows, nil
	if len(rows) == 0 {
		return kit.Page(kit.Empty(t.T("ui.parties.none"), t.T("ui.parties.none-text")))
	}
	p.ledger = kit.NewLedger([]kit.Column{
		{Title: t.T("ui.party.name"), Ems: 7, Grow: 1},
		{Title: t.T("ui.party.class"), Ems: 9, Rank: 1},
		{Title: t.T("ui.party.owes"), Ems: 6, Figure: true},
		{Title: t.T("ui.party.is-owed"), Ems: 6, Figure: true},
		{Title: t.T("ui.party.last"), Ems: 6, Rank: 2},
	}, func() int { return len(p.rows) }, p.fill, func(row int) {
		s.Go(Route{Page: PageParty, Arg: p.rows[row].arg()})
	})
	p.ledger.OnBack = s.Back
	return kit.Fill(0.6, kit.Words(t.T("ui.parties.lead"), kit.ToneSoft), p.ledger)
}

func (l partyLine) arg() string {
	if l.known {
		return l.party.ID.String()
	}
	return fmt.Sprintf("%d:%s", l.party.Class, l.party.Name)
}

func (p *partiesPage) fill(row int, cells []kit.Cell) {
	t, l := p.shell.Text, p.rows[row]
	cells[0] = kit.Cell{Text: l.party.Name, Bold: l.known && !l.party.Closed}
	if l.known {
		cells[1].Text = t.T(partyKey(l.party.Class))
	} else {
		cells[0] = kit.Cell{Text: "● " + l.party.Name, Tone: kit.ToneWait}
		cells[1] = kit.Cell{Text: t.T("ui.party.unknown"), Tone: kit.ToneWait}
	}
	if l.party.Closed {
		cells[1] = p.shell.openCell(true)
	}
	if l.owes != 0 {
		cells[2].Text = t.Figure(l.owes)
	}
	if l.isOwed != 0 {
		cells[3].Text = t.Figure(l.isOwed)
	}
	if l.last != 0 {
		cells[4] = kit.Cell{Text: t.ShortDay(l.last), Tone: kit.ToneSoft}
	}
}

func (p *partiesPage) actions() []fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	owe := func(name, key string) fyne.CanvasObject {
		return kit.Button(t.T(key), theme.DocumentIcon(), func() { s.Go(Route{Page: PageReport, Arg: name}) })
	}
	buttons := []fyne.CanvasObject{
		owe("receivables", "ui.parties.receivables"), owe("payables", "ui.parties.payables"),
	}
	if s.session.Role.May(coop.KindParty) {
		buttons = append(buttons, kit.Main(t.T("ui.parties.new"), theme.ContentAddIcon(), goToIn(s, PageParty)))
	}
	return buttons
}

func (p *partiesPage) start() {
	if p.ledger != nil {
		p.shell.layer.Focus(p.ledger.Focusable())
	}
}

// partyPage registers somebody, or changes them.
type partyPage struct {
	shell  *Shell
	book   moneyBook
	id     coop.ID
	name   string
	likely coop.PartyClass // of the name
	all    coop.Parties
	was    coop.PartyView
	form   *kit.Form
	nameAt *kit.Field
	called *kit.Entry
	note   *kit.Entry
	class  *kit.Choice
	typed  bool
}

func newParty(s *Shell, arg string) page {
	p := &partyPage{shell: s, book: s.Book}
	title := "ui.parties.new"
	if class, name, is := strings.Cut(arg, ":"); is {
		p.name, p.likely = name, coop.PartyClass(number(class))
	} else if id, err := coop.ParseID(arg); err == nil {
		p.id, title = id, "ui.parties.edit"
	}
	return bind(s.Text.T(title), p)
}

func (p *partyPage) load(ctx context.Context) (coop.Parties, error) { return p.book.Parties(ctx) }

func (p *partyPage) show(all coop.Parties) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	if no := s.mayNot(coop.KindParty); no != nil {
		return kit.Page(no)
	}
	p.all = all
	p.was, _ = all.Of(p.id)
	if p.was.Name == "" {
		p.was.Name, p.was.Class = p.name, max(p.likely, coop.PartySupplier)
	}
	var options []kit.Option
	for class := coop.PartySupplier; class <= coop.PartyOther; class++ {
		options = append(options, kit.Option{Key: strconv.Itoa(int(class)), Title: t.T(partyKey(class))})
	}
	p.form = kit.NewForm(s.layer, 0)
	p.called, p.note = filled(p.was.Name), filled(p.was.Note)
	p.class = s.chooser(options, strconv.Itoa(int(p.was.Class)))
	p.nameAt = p.form.Add(t.T("ui.party.name"), p.called, p.nameWrong)
	p.form.Add(t.T("ui.party.class"), p.class, func() string {
		if p.class.Chosen().Key == "" {
			return t.T("ui.found.needed")
		}
		return ""
	})
	p.form.Add(t.T("ui.party.note"), p.note, nil).SetHint(t.T("ui.party.note-hint"))
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	p.form.OnChange = func() { p.typed = true }
	bar := s.recordBar(p.record)
	if !p.id.IsZero() {
		key := "ui.party.close"
		if p.was.Closed {
			key = "ui.settings.reopen"
		}
		bar = s.recordBar(p.record, kit.Button(t.T(key), nil, func() { p.settle(!p.was.Closed) }))
	}
	return kit.Page(kit.Capped(34, 0.7, kit.Words(t.T("ui.party.lead"), kit.ToneSoft), kit.Card(p.form.Content(), bar)))
}

func (p *partyPage) body() coop.Party {
	class, _ := strconv.Atoi(p.class.Chosen().Key)
	return coop.Party{
		Subject: p.id, Class: coop.PartyClass(class), Name: strings.Join(strings.Fields(p.called.Text), " "),
		Note: strings.TrimSpace(p.note.Text), Closed: p.was.Closed,
	}
}

func (p *partyPage) nameWrong() string {
	for _, problem := range p.all.CheckParty(p.id, p.body()) {
		return p.shell.Text.Problem(problem)
	}
	return ""
}

func (p *partyPage) busy() bool { return p.typed }

func (p *partyPage) start() {
	if p.form != nil {
		p.form.Start()
	}
}

func (p *partyPage) record() { p.settle(p.was.Closed) }

func (p *partyPage) settle(closed bool) {
	if p.form == nil || !p.form.Right() {
		return
	}
	s, body := p.shell, p.body()
	body.Closed = closed
	s.Record(func(ctx context.Context) error {
		_, err := p.book.Record(ctx, s.session, coop.Act{Kind: coop.KindParty, Body: body})
		return err
	}, func() {
		p.typed = false
		s.done()
		s.Back()
		s.Tell("ui.party.recorded", body.Name)
	})
}
