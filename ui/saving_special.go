package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/store/report"
	"lumbung/ui/kit"
)

// PageSpecial takes and pays savings for a purpose: hari raya, pendidikan, and shows what there is for each.
const PageSpecial = "saving-special"

// noPurpose is chosen for what was saved without naming a purpose: no code is a hyphen alone.
const noPurpose = "-"

func init() { morePages[PageSpecial] = plain(newSpecial) }

// specialPage records a deposit or a withdrawal under the name of its purpose, so that each purpose has its own sum.
type specialPage struct {
	shell *Shell
	book  savingBook

	data     specialData
	form     *kit.Form
	way      *kit.Choice
	member   *kit.Choice
	purpose  *kit.Choice
	amount   *kit.MoneyEntry
	at       *kit.Field
	date     *kit.DateEntry
	cash     *kit.Choice
	evidence *kit.Entry
	typed    bool
}

// specialData is what can be chosen.
type specialData struct {
	rules    coop.SavingRules
	members  []coop.MemberView
	accounts []coop.AccountRow
	register coop.SpecialRegister // as it stands today
}

func newSpecial(s *Shell) page {
	return bind(s.Text.T("ui.special.title"), &specialPage{shell: s, book: s.Book})
}

func (p *specialPage) load(ctx context.Context) (d specialData, err error) {
	settings, err := p.book.Settings(ctx)
	if err != nil {
		return d, err
	}
	d.rules = coop.SavingRulesOf(settings)
	if d.members, err = p.book.Members(ctx, ""); err != nil {
		return d, err
	}
	if d.accounts, err = p.book.Accounts(ctx); err != nil {
		return d, err
	}
	d.register, err = p.book.Specials(ctx, 0, p.shell.today())
	return d, err
}

func (p *specialPage) show(d specialData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.data, p.form = d, nil
	if no := s.mayNot(coop.KindEntry); no != nil {
		return kit.Page(no)
	}
	specials := d.rules.Specials(s.today())
	if len(specials) == 0 {
		return kit.Page(append([]fyne.CanvasObject{kit.Empty(t.T("ui.special.none"), t.T("ui.special.none-text"),
			kit.Main(t.T("ui.saving-rules.new"), nil, goToIn(s, PageSavingRule)))}, p.purposes()...)...)
	}
	p.form = kit.NewForm(s.layer, 14)
	ways := []kit.Option{
		{Key: "in", Title: t.T("ui.special.in")}, {Key: "out", Title: t.T("ui.special.out")},
	}
	p.way = s.chooser(ways, "in")
	p.form.Add(t.T("ui.special.way"), p.way, s.chosenMissing(p.way, "ui.special.way-missing"))
	p.member = s.chooser(personOptions(d.members, false), "")
	p.form.Add(t.T("ui.term.member"), p.member, s.chosenMissing(p.member, "ui.term.member-missing"))
	p.askPurpose(specials)
	p.amount = kit.NewMoneyEntry(s.parseMoney, writeMoney)
	p.at = p.form.Add(t.T("common.amount"), p.amount, s.amountMissing(p.amount))
	p.date = s.dateEntry()
	p.date.SetDay(s.today().Time())
	p.form.Add(t.T("common.date"), p.date, s.dayMissing(p.date))
	p.cash = s.chooser(s.moneyOptions(d.accounts), coop.MoneyDefault)
	p.form.Add(t.T("ui.special.cash"), p.cash, s.chosenMissing(p.cash, "ui.dues.cash-missing"))
	p.evidence = kit.NewEntry("")
	p.form.Add(t.T("ui.record.evidence"), p.evidence, nil)
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	p.form.OnChange = func() { p.typed = true }
	look := func(kit.Option) { p.onWhose() }
	p.member.OnChosen, p.purpose.OnChosen = look, look
	parts := append([]fyne.CanvasObject{kit.Words(t.T("ui.special.lead"), kit.ToneSoft), kit.Card(p.form.Content())},
		p.purposes()...)
	return kit.Footed(kit.Page(parts...), s.recordBar(p.record, kit.Quiet(t.T("ui.cancel"), nil, s.Back)))
}

// askPurpose asks what the saving is for: a purpose that is offered, or none where something has none and is drawn.
func (p *specialPage) askPurpose(specials []coop.Special) {
	s, t := p.shell, p.shell.Text
	var options []kit.Option
	for _, x := range specials {
		options = append(options, kit.Option{Key: x.Code, Title: x.Name})
	}
	for i := range p.data.register.Groups {
		if g := &p.data.register.Groups[i]; g.ID.IsZero() && g.Sum().Closing() > 0 {
			options = append(options, kit.Option{Key: noPurpose, Title: t.T("report.special.none")})
		}
	}
	p.purpose = s.chooser(options, options[0].Key)
	p.form.Add(t.T("ui.special.purpose"), p.purpose, func() string {
		if key := p.purpose.Chosen().Key; key == "" || key == noPurpose && p.way.Chosen().Key == "in" {
			return t.T("ui.special.purpose-missing")
		}
		return ""
	})
}

// code is that of the chosen purpose; empty for none.
func (p *specialPage) code() string { return strings.TrimPrefix(p.purpose.Chosen().Key, noPurpose) }

// purposes shows what there is for each purpose, and that it comes to the account.
func (p *specialPage) purposes() []fyne.CanvasObject {
	t, reg := p.shell.Text, &p.data.register
	if len(reg.Groups) == 0 && reg.Ledger == 0 {
		return nil
	}
	agrees := kit.Words("✓ "+t.T("ui.special.agrees", coop.AccountSpecial), kit.ToneGood)
	if off := reg.Off(); off != 0 {
		agrees = kit.Words("● "+t.T("report.note.saving-moves-off", off), kit.ToneWait)
	}
	return []fyne.CanvasObject{
		kit.NewHeading(t.T("ui.special.by-purpose")),
		kit.NewShort([]kit.Column{
			{Title: t.T("ui.special.purpose"), Ems: 12, Grow: 1},
			{Title: t.T("ui.special.savers"), Ems: 7, Figure: true, Rank: 1},
			{Title: t.T("ui.member.savings"), Ems: 8, Figure: true},
		}, len(reg.Groups)+1, func(row int, cells []kit.Cell) {
			if row == len(reg.Groups) {
				cells[0] = kit.Cell{Text: t.T("report.total"), Bold: true}
				cells[2] = kit.Cell{Text: t.Figure(reg.Sum()), Bold: true}
				return
			}
			g := &reg.Groups[row]
			cells[0].Text = t.purposeName(g.Special)
			cells[1].Text, cells[2].Text = t.Count(g.Savers()), t.Figure(g.Sum().Closing())
		}, nil),
		agrees,
	}
}

// purposeName is what a special-purpose saving is for, in words also where it has no name.
func (t *Text) purposeName(s coop.Special) string {
	switch {
	case s.Name != "":
		return s.Name
	case s.ID.IsZero():
		return t.T("report.special.none")
	}
	return t.T("report.special.unnamed")
}

func (p *specialPage) actions() []fyne.CanvasObject { return p.shell.printButtons() }

// printer gives the register of special-purpose savings.
func (p *specialPage) printer() *printing {
	s := p.shell
	return s.ofOrder(s.Book, report.Order{Name: "special-savings", Period: report.Period{Date: s.today()}},
		s.today().String(), "")
}

// held gives what the chosen member has for the chosen purpose.
func (p *specialPage) held(ctx context.Context, who coop.ID, special coop.ID) (coop.Money, error) {
	s, err := p.book.MemberStatement(ctx, who, 0, p.shell.today())
	if err != nil {
		return 0, err
	}
	lines := coop.Passbook(s, coop.AccountSpecial, &special)
	if len(lines) == 0 {
		return 0, nil
	}
	return lines[len(lines)-1].Balance, nil
}

// onWhose says what is there, unless another was chosen while it was read.
func (p *specialPage) onWhose() {
	id, err := coop.ParseID(p.member.Chosen().Key)
	if err != nil || p.purpose.Chosen().Key == "" {
		return
	}
	var there coop.Money
	special := coop.SpecialID(p.code())
	p.shell.Do(func(ctx context.Context) (err error) {
		there, err = p.held(ctx, id, special)
		return err
	}, func() {
		if p.member.Chosen().Key == id.String() && coop.SpecialID(p.code()) == special {
			p.at.SetHint(p.shell.Text.T("ui.special.there", there))
		}
	})
}

func (p *specialPage) start() {
	if p.form != nil {
		p.form.Start()
	}
}
func (p *specialPage) busy() bool { return p.typed }

// record records the deposit, or the withdrawal of what is there and free.
func (p *specialPage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	s, code, day := p.shell, p.code(), dayOf(p.date)
	id, _ := coop.ParseID(p.member.Chosen().Key)
	amount, _ := p.amount.Amount()
	move := coop.Money(amount)
	if p.way.Chosen().Key == "out" {
		move = -move
	}
	cash, evidence := p.cash.Chosen().Key, strings.TrimSpace(p.evidence.Text)
	s.Record(func(ctx context.Context) error {
		there, err := p.held(ctx, id, coop.SpecialID(code))
		if err != nil {
			return err
		}
		free, err := freeOf(ctx, p.book, id, coop.AccountSpecial, day)
		if err != nil {
			return err
		}
		minimum := p.data.rules.Minimum(coop.AccountSpecial, coop.SpecialID(code), day)
		e, problems := coop.MoveSpecial(id, code, move, min(there-minimum, free), cash, day, evidence)
		if len(problems) > 0 {
			return problems[0]
		}
		_, err = p.book.Record(ctx, s.session, coop.Act{Kind: coop.KindEntry, Body: e})
		return err
	}, func() {
		p.typed = false
		s.done()
		s.Swap(Route{Page: PagePassbook, Arg: id.String() + "@" + coop.AccountSpecial})
		s.Tell("ui.special.recorded", coop.Money(amount))
	})
}
