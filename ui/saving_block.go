package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// The pages of blocked savings.
const (
	PageBlocks = "blocks"
	PageBlock  = "block" // the id of the block to be lifted; empty for a new one
)

func init() { morePages[PageBlocks], morePages[PageBlock] = plain(newBlocks), newBlock }

// blocksPage lists what keeps savings from being paid out, what holds first.
type blocksPage struct {
	shell  *Shell
	book   savingBook
	data   blocksData
	ledger *kit.Ledger
}

// blocksData are the blocks, and whose savings they are.
type blocksData struct {
	all      []coop.BlockView
	people   map[coop.ID]coop.MemberView
	accounts []coop.AccountRow
}

func newBlocks(s *Shell) page {
	return bind(s.Text.T("ui.block.title"), &blocksPage{shell: s, book: s.Book})
}

func readBlocks(ctx context.Context, s *Shell, book savingBook) (d blocksData, err error) {
	if d.all, err = book.Blocks(ctx); err != nil {
		return d, fmt.Errorf("read the blocks: %w", err)
	}
	members, err := book.Members(ctx, "")
	if err != nil {
		return d, err
	}
	d.people = map[coop.ID]coop.MemberView{}
	for _, m := range members {
		d.people[m.Member] = m
	}
	slices.SortStableFunc(d.all, func(a, b coop.BlockView) int {
		holds := map[bool]int{true: 0, false: 1}
		return holds[a.Holds(s.today())] - holds[b.Holds(s.today())]
	})
	d.accounts, err = book.Accounts(ctx)
	return d, err
}

func (p *blocksPage) load(ctx context.Context) (blocksData, error) {
	return readBlocks(ctx, p.shell, p.book)
}

func (p *blocksPage) show(d blocksData) fyne.CanvasObject {
	t := p.shell.Text
	p.data, p.ledger = d, nil
	if len(d.all) == 0 {
		return kit.Page(kit.Empty(t.T("ui.block.none"), t.T("ui.block.none-text")))
	}
	p.ledger = kit.NewLedger([]kit.Column{
		{Title: t.T("ui.member.name"), Ems: 8, Grow: 1},
		{Title: t.T("ui.block.account"), Ems: 8, Grow: 1, Rank: 2},
		{Title: t.T("common.amount"), Ems: 6, Figure: true},
		{Title: t.T("ui.block.reason"), Ems: 7, Grow: 1, Rank: 1},
		{Title: t.T("ui.block.state"), Ems: 11.5},
	}, func() int { return len(p.data.all) }, p.fill, p.onOpen)
	p.ledger.OnBack = p.shell.Back
	return kit.Fill(0.6, kit.Words(t.T("ui.block.lead"), kit.ToneSoft), p.ledger)
}

func (p *blocksPage) fill(row int, cells []kit.Cell) {
	t, b := p.shell.Text, &p.data.all[row]
	cells[0].Text = p.data.people[b.Member].Name
	cells[1].Text = accountIn(p.data.accounts, t, b.Account)
	cells[2].Text = t.Figure(b.Amount)
	cells[3].Text = b.Reason
	switch {
	case !b.Loan.IsZero():
		cells[4] = kit.Cell{Text: "● " + t.T("ui.block.loan"), Tone: kit.ToneWait}
	case b.Holds(p.shell.today()):
		cells[4] = kit.Cell{Text: "● " + t.T("ui.block.holds", t.ShortDay(b.Date)), Tone: kit.ToneWait}
	default:
		cells[4] = kit.Cell{Text: "✓ " + t.T("ui.block.lifted", t.ShortDay(b.LiftedOn)), Tone: kit.ToneSoft}
	}
}

// onOpen lifts a block that holds; a loan lifts its own.
func (p *blocksPage) onOpen(row int) {
	b := &p.data.all[row]
	switch {
	case !b.Loan.IsZero():
		p.shell.Warn(coop.Problem{Key: "ui.block.by-loan"})
	case b.LiftedBy.IsZero() && p.shell.session.Role.May(coop.KindBlock):
		p.shell.Go(Route{Page: PageBlock, Arg: b.ID.String()})
	}
}

func (p *blocksPage) actions() []fyne.CanvasObject {
	if !p.shell.session.Role.May(coop.KindBlock) {
		return nil
	}
	return []fyne.CanvasObject{kit.Main(p.shell.Text.T("ui.block.new"), theme.ContentAddIcon(),
		goToIn(p.shell, PageBlock))}
}

func (p *blocksPage) start() {
	if p.ledger != nil {
		p.shell.layer.Focus(p.ledger.Focusable())
	}
}

// blockPage blocks a part of a saving, or lifts a block.
type blockPage struct {
	shell *Shell
	book  savingBook
	id    string // of the block to be lifted

	data    blocksData
	block   *coop.BlockView // to be lifted
	form    *kit.Form
	member  *kit.Choice
	account *kit.Choice
	amount  *kit.MoneyEntry
	at      *kit.Field
	date    *kit.DateEntry
	reason  *kit.Entry
	typed   bool
}

func newBlock(s *Shell, arg string) page {
	title := "ui.block.new"
	if arg != "" {
		title = "ui.block.lift"
	}
	return bind(s.Text.T(title), &blockPage{shell: s, book: s.Book, id: arg})
}

func (p *blockPage) load(ctx context.Context) (blocksData, error) {
	return readBlocks(ctx, p.shell, p.book)
}

func (p *blockPage) show(d blocksData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.data = d
	if no := s.mayNot(coop.KindBlock); no != nil {
		return kit.Page(no)
	}
	for i := range d.all {
		if d.all[i].ID.String() == p.id && d.all[i].Loan.IsZero() {
			p.block = &d.all[i]
		}
	}
	p.form = kit.NewForm(s.layer, 0)
	var about fyne.CanvasObject = kit.Words(t.T("ui.block.about"), kit.ToneSoft)
	if p.block != nil {
		b := p.block
		about = kit.Card(kit.HeadWords(d.people[b.Member].Name),
			kit.Words(accountIn(d.accounts, t, b.Account), kit.ToneSoft), kit.NewFigure(t.Rupiah(b.Amount)),
			kit.Words(t.T("ui.block.because", b.Date, b.Reason), kit.ToneInk))
	} else {
		p.askWhat()
	}
	p.date = s.dateEntry()
	p.date.SetDay(s.today().Time())
	p.form.Add(t.T("common.date"), p.date, s.dayMissing(p.date))
	p.reason = kit.NewEntry("")
	p.form.Add(t.T("ui.block.reason"), p.reason, func() string {
		if strings.TrimSpace(p.reason.Text) == "" {
			return t.T(coop.ProblemBlockReason)
		}
		return ""
	}).SetHint(t.T("ui.block.reason-hint"))
	p.form.OnRecord, p.form.OnBack, p.form.OnChange = p.record, s.Back, func() { p.typed = true }
	return kit.Page(kit.Capped(38, 0.7, about, kit.Card(p.form.Content(),
		s.recordBar(p.record, kit.Quiet(t.T("ui.cancel"), nil, s.Back)))))
}

// askWhat asks for a new block: whose, which saving, how much.
func (p *blockPage) askWhat() {
	s, t := p.shell, p.shell.Text
	var people []coop.MemberView
	for _, m := range p.data.people {
		people = append(people, m)
	}
	slices.SortFunc(people, func(a, b coop.MemberView) int { return strings.Compare(a.Number, b.Number) })
	p.member = s.chooser(personOptions(people, false), "")
	p.form.Add(t.T("ui.term.member"), p.member, s.chosenMissing(p.member, "ui.term.member-missing"))
	var savings []kit.Option
	for _, code := range coop.BlockableAccounts {
		savings = append(savings, kit.Option{Key: code, Title: accountIn(p.data.accounts, t, code), Remark: code})
	}
	p.account = s.chooser(savings, coop.AccountVoluntary)
	p.form.Add(t.T("ui.block.account"), p.account, s.chosenMissing(p.account, "ui.block.account-missing"))
	p.amount = kit.NewMoneyEntry(s.parseMoney, writeMoney)
	p.at = p.form.Add(t.T("ui.block.amount"), p.amount, s.amountMissing(p.amount))
	look := func(kit.Option) { p.onWhose() }
	p.member.OnChosen, p.account.OnChosen = look, look
}

// onWhose says how much of the chosen saving is free, unless another was chosen while it was read.
func (p *blockPage) onWhose() {
	s := p.shell
	id, err := coop.ParseID(p.member.Chosen().Key)
	account := p.account.Chosen().Key
	if err != nil || account == "" {
		return
	}
	var free coop.Money
	s.Do(func(ctx context.Context) (err error) {
		free, err = freeOf(ctx, p.book, id, account, s.today())
		return err
	}, func() {
		if p.member.Chosen().Key == id.String() && p.account.Chosen().Key == account {
			p.at.SetHint(s.Text.T("ui.block.free", free))
		}
	})
}

func (p *blockPage) start() {
	if p.form != nil {
		p.form.Start()
	}
}
func (p *blockPage) busy() bool { return p.typed }

func (p *blockPage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	s, day := p.shell, dayOf(p.date)
	var body coop.Block
	var wrong []coop.Problem
	done := "ui.block.recorded"
	if p.block != nil {
		body, wrong = p.block.Lift(day, p.reason.Text)
		done = "ui.block.lifted-toast"
	} else {
		member, _ := coop.ParseID(p.member.Chosen().Key)
		amount, _ := p.amount.Amount()
		body, wrong, _ = coop.NewBlock(member, p.account.Chosen().Key, coop.Money(amount), coop.Money(amount), day,
			p.reason.Text)
	}
	if len(wrong) > 0 {
		s.Warn(wrong[0])
		return
	}
	s.Record(func(ctx context.Context) error {
		_, err := p.book.Record(ctx, s.session, coop.Act{Kind: coop.KindBlock, Body: body})
		return err
	}, func() {
		p.typed = false
		s.done()
		s.Back()
		s.Tell(done)
	})
}
