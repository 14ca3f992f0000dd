package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// PageSpecial takes and pays savings for a purpose: hari raya, pendidikan.
const PageSpecial = "saving-special"

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
	d.accounts, err = p.book.Accounts(ctx)
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
		return kit.Page(kit.Empty(t.T("ui.special.none"), t.T("ui.special.none-text"),
			kit.Main(t.T("ui.saving-rules.new"), nil, goToIn(s, PageSavingRule))))
	}
	p.form = kit.NewForm(s.layer, 14)
	ways := []kit.Option{
		{Key: "in", Title: t.T("ui.special.in")}, {Key: "out", Title: t.T("ui.special.out")},
	}
	p.way = s.chooser(ways, "in")
	p.form.Add(t.T("ui.special.way"), p.way, s.chosenMissing(p.way, "ui.special.way-missing"))
	p.member = s.chooser(personOptions(d.members, false), "")
	p.form.Add(t.T("ui.term.member"), p.member, s.chosenMissing(p.member, "ui.term.member-missing"))
	var purposes []kit.Option
	for _, x := range specials {
		purposes = append(purposes, kit.Option{Key: x.Code, Title: x.Name})
	}
	p.purpose = s.chooser(purposes, purposes[0].Key)
	p.form.Add(t.T("ui.special.purpose"), p.purpose, s.chosenMissing(p.purpose, "ui.special.purpose-missing"))
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
	return kit.Footed(kit.Page(kit.Card(p.form.Content())), s.recordBar(p.record,
		kit.Quiet(t.T("ui.cancel"), nil, s.Back)))
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

// onWhose says what is there.
func (p *specialPage) onWhose() {
	id, err := coop.ParseID(p.member.Chosen().Key)
	if err != nil || p.purpose.Chosen().Key == "" {
		return
	}
	var there coop.Money
	special := coop.SpecialID(p.purpose.Chosen().Key)
	p.shell.Do(func(ctx context.Context) (err error) {
		there, err = p.held(ctx, id, special)
		return err
	}, func() { p.at.SetHint(p.shell.Text.T("ui.special.there", there)) })
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
	s, code, day := p.shell, p.purpose.Chosen().Key, dayOf(p.date)
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
