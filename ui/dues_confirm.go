package ui

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// duesConfirmBook is what recording a rapel needs of the book.
type duesConfirmBook interface {
	duesBook
	Home(ctx context.Context, today coop.Date) (coop.Home, error)
	Accounts(ctx context.Context) ([]coop.AccountRow, error)
	Record(ctx context.Context, who coop.Session, acts ...coop.Act) ([]coop.Recorded, error)
}

// duesConfirmPage asks what a rapel still needs: the day, where the money goes, the paper. Then one entry takes it all.
type duesConfirmPage struct {
	shell *Shell
	book  duesConfirmBook

	data      duesConfirmData
	work      *duesWork
	shares    []coop.DueShare
	form      *kit.Form
	date      *kit.DateEntry
	cash      *kit.Choice
	remark    *kit.Entry
	evidence  *kit.Entry
	said      *fyne.Container
	journal   *fyne.Container
	recording bool
	typed     bool
}

type duesConfirmData struct {
	duesData
	last     coop.Date // of the last entry
	accounts []coop.AccountRow
}

func newDuesConfirm(s *Shell) page {
	return bind(s.Text.T("ui.dues.confirm"), &duesConfirmPage{shell: s, book: s.Book})
}

func (p *duesConfirmPage) load(ctx context.Context) (d duesConfirmData, err error) {
	if d.duesData, err = readDues(ctx, p.book, p.shell.today()); err != nil {
		return d, err
	}
	if d.draft, err = readDuesDraft(p.book); err != nil {
		return d, err
	}
	home, err := p.book.Home(ctx, p.shell.today())
	if err != nil {
		return d, fmt.Errorf("read the last entries: %w", err)
	}
	for _, e := range home.Recent {
		d.last = max(d.last, e.Date)
	}
	if d.accounts, err = p.book.Accounts(ctx); err != nil {
		return d, fmt.Errorf("read the accounts: %w", err)
	}
	return d, nil
}

func (p *duesConfirmPage) show(d duesConfirmData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.data, p.work = d, s.duesWorkOf(d.draft)
	shares, problems := coop.TickedShares(p.work.list(), d.list, d.through, d.rates)
	p.shares = shares
	if len(shares) == 0 {
		return kit.Page(kit.Empty(t.T("ui.dues.nothing"), t.T("dues.many.nothing"),
			kit.Main(t.T("ui.dues.back"), theme.NavigateBackIcon(), s.Back)))
	}
	p.said, p.journal = container.NewStack(), container.NewStack()
	p.ask()
	if len(problems) > 0 {
		p.refuse(problems)
	}
	p.drawJournal()
	left := kit.Card(p.form.Content())
	total := (&kit.Line{
		Text: t.Rupiah(coop.RapelSum(shares)), Bold: true, Letters: kit.SizeFigure, LeastEms: 6, Whole: true,
		Tone: kit.ToneBrand,
	}).With()
	of := t.T("ui.dues.of", t.Count(coop.RapelMembers(shares)), t.Count(len(shares)))
	right := kit.Stack(0.7, kit.Card(kit.Words(of, kit.ToneSoft), total, p.people()),
		kit.Card(kit.NewHeading(t.T("ui.record.journal")), p.journal))
	bar := kit.Flow(0.6, kit.Main(t.T("ui.command.record"), theme.DocumentSaveIcon(), p.record),
		kit.NewCaption(t.T("ui.record.key")), kit.Space(1, 0),
		kit.Quiet(t.T("ui.dues.back"), theme.NavigateBackIcon(), s.Back))
	return kit.Footed(kit.Page(p.said, kit.Tiles(22, 0.8, left, right)), bar)
}

// ask makes the questions. What was typed before stands in them.
func (p *duesConfirmPage) ask() {
	s, t, w := p.shell, p.shell.Text, p.work
	p.form = kit.NewForm(s.layer, 0)
	p.date = s.dateEntry()
	if p.date.SetText(w.date); w.date == "" {
		p.date.SetDay(max(s.today(), p.data.last).Time())
	}
	p.form.Add(t.T("common.date"), p.date, func() string {
		if p.date.Text == "" {
			return t.T("ui.record.date-missing")
		}
		return ""
	})
	var options []kit.Option
	at := kit.Option{}
	for _, a := range p.data.accounts {
		if a.Heading || a.Closed || !coop.IsMoney(a.Code) {
			continue
		}
		o := kit.Option{Key: a.Code, Title: t.In(a.NameID, a.NameEN), Remark: a.Code}
		if options = append(options, o); a.Code == orElse(w.cash, coop.MoneyDefault) {
			at = o
		}
	}
	p.cash = kit.NewChoice(s.layer, t.T("ui.choice.none"), kit.FindIn(options))
	p.cash.SetChosen(at)
	p.form.Add(t.T("ui.dues.cash"), p.cash, func() string {
		if p.cash.Chosen().Key == "" {
			return t.T("ui.dues.cash-missing")
		}
		return ""
	})
	p.remark, p.evidence = filled(w.remark), filled(w.evidence)
	p.form.Add(t.T("common.remark"), p.remark, nil)
	p.form.Add(t.T("ui.record.evidence"), p.evidence, nil).SetHint(t.T("ui.record.evidence-hint"))
	p.form.OnRecord, p.form.OnBack, p.form.OnChange, p.form.OnSeen = p.record, s.Back, p.onChange, p.leave
}

// peopleShown is how many members the confirmation lists one by one; the grid shows all.
const peopleShown = 40

// people lists who pays which months, and how much.
func (p *duesConfirmPage) people() fyne.CanvasObject {
	t := p.shell.Text
	type payer struct {
		name   string
		months []coop.Month
		amount coop.Money
	}
	names := map[coop.ID]string{}
	for _, v := range p.data.list {
		names[v.Member.Member] = v.Member.Name
	}
	var payers []payer
	for i, share := range p.shares {
		if i == 0 || p.shares[i-1].Member != share.Member {
			payers = append(payers, payer{name: names[share.Member]})
		}
		last := &payers[len(payers)-1]
		last.months, last.amount = append(last.months, share.Month), last.amount+share.Amount
	}
	shown := payers[:min(len(payers), peopleShown)]
	heading, wide, year := p.year()
	figure := float32(4.6)
	for _, one := range shown {
		figure = max(figure, kit.TextEms(t.Figure(one.amount), false)+0.2)
	}
	list := kit.NewShort([]kit.Column{
		{Title: t.T("ui.member.title"), Ems: 6, Grow: 3},
		{Title: heading, Ems: wide, Grow: 1, Rank: 1},
		{Title: t.T("common.amount"), Ems: figure, Figure: true},
	}, len(shown), func(row int, cells []kit.Cell) {
		cells[0].Text = shown[row].name
		cells[1] = kit.Cell{Text: strings.ReplaceAll(t.Months(shown[row].months), year, ""), Tone: kit.ToneSoft}
		cells[2].Text = t.Figure(shown[row].amount)
	}, nil)
	if rest := payers[len(shown):]; len(rest) > 0 {
		var sum coop.Money
		for _, one := range rest {
			sum += one.amount
		}
		return kit.Stack(0.3, list, kit.Words(t.T("ui.dues.more", t.Count(len(rest)), sum), kit.ToneSoft))
	}
	return list
}

// year heads the column of the months: with their year, where it is one and need not stand in each row.
func (p *duesConfirmPage) year() (heading string, wideEms float32, inRows string) {
	t := p.shell.Text
	first := p.shares[0].Month / 100
	for _, share := range p.shares {
		if share.Month/100 != first {
			return t.T("ui.dues.months"), 6.4, ""
		}
	}
	year := fmt.Sprintf(" %d", first)
	return t.T("common.month") + year, 5, year
}

// drawJournal shows what is recorded, the months of one account in one line, and proves that it balances.
func (p *duesConfirmPage) drawJournal() {
	t := p.shell.Text
	names := map[string][2]string{}
	for _, a := range p.data.accounts {
		names[a.Code] = [2]string{a.NameID, a.NameEN}
	}
	sum := coop.RapelSum(p.shares)
	cash := p.cash.Chosen().Key
	p.journal.Objects = []fyne.CanvasObject{kit.Stack(0.5, p.shell.linesTable([]coop.LineView{
		{Line: coop.Line{Account: cash, Amount: sum}, AccountName: names[cash]},
		{Line: coop.Line{Account: coop.AccountMandatory, Amount: -sum}, AccountName: names[coop.AccountMandatory]},
	}), kit.Flow(0, kit.Chip(kit.ToneGood, "✓ "+t.T("ui.record.balanced"))))}
	p.journal.Refresh()
	p.shell.refit()
}

func (p *duesConfirmPage) onChange() {
	w := p.work
	w.date, w.remark, w.evidence, w.cash = p.date.Text, p.remark.Text, p.evidence.Text, p.cash.Chosen().Key
	p.drawJournal()
	p.typed = true
	p.shell.keepDuesLater(p.book)
}

func (p *duesConfirmPage) start() {
	if p.form != nil {
		p.form.Start()
	}
}

func (p *duesConfirmPage) busy() bool { return p.form != nil }

// leave keeps what was typed in a field that is left.
func (p *duesConfirmPage) leave() {
	if p.typed && !p.recording {
		p.shell.keepDues(p.book)
	}
}

// refuse says above the form why nothing was recorded, and offers to take off the ticks that cannot stay.
func (p *duesConfirmPage) refuse(problems []coop.Problem) {
	t := p.shell.Text
	text := t.Problem(problems[0])
	if more := len(problems) - 1; more > 0 {
		text += " " + t.T("ui.dues.more-problems", t.Count(more))
	}
	p.said.Objects = []fyne.CanvasObject{kit.Notice(kit.ToneBad, text,
		kit.Button(t.T("ui.dues.look"), theme.NavigateBackIcon(), p.shell.Back))}
	p.said.Refresh()
	p.shell.refit()
	p.shell.reveal(p.said)
}

// record records the rapel as one entry. What the ticked months come to is looked at once more just before: a month
// that was paid meanwhile is refused with a sentence, and everything stays as it was typed.
func (p *duesConfirmPage) record() {
	if p.form == nil || p.recording || !p.form.Right() {
		return
	}
	s := p.shell
	typed, _ := p.date.Day()
	ticks, agreed, cash := p.work.list(), coop.RapelSum(p.shares), p.cash.Chosen().Key
	day, remark, evidence := coop.DateFromTime(typed), p.remark.Text, p.evidence.Text
	var made []coop.Recorded
	var problems []coop.Problem
	p.recording = true
	kept := s.sheet(p.book, duesDraftKey)
	var failed error
	s.Run(func() {
		ctx := context.Background()
		var entry coop.Entry
		entry, problems, failed = p.entry(ctx, ticks, agreed, cash, day, remark, evidence)
		if len(problems) > 0 || failed != nil {
			return
		}
		if made, failed = p.book.Record(ctx, s.session, coop.Act{Kind: coop.KindEntry, Body: entry}); failed != nil {
			return
		}
		if err := kept.drop(); err != nil {
			failed = fmt.Errorf("%w: %w", errDraftStays, err)
		}
	}, func() {
		p.recording = false
		if len(made) > 0 {
			s.dues, p.typed = nil, false
			s.Swap(Route{Page: PageEntry, Arg: made[0].ID.String()})
			s.Tell("ui.dues.recorded", made[0].Voucher, agreed)
		}
		switch {
		case failed != nil:
			s.Warn(failed)
		case len(problems) > 0:
			p.refuse(problems)
		}
	})
}

// entry makes the entry of what the ticks come to now.
func (p *duesConfirmPage) entry(
	ctx context.Context, ticks []coop.DueTick, agreed coop.Money, cash string, day coop.Date, remark, evidence string,
) (coop.Entry, []coop.Problem, error) {
	d, err := readDues(ctx, p.book, p.shell.today())
	if err != nil {
		return coop.Entry{}, nil, err
	}
	shares, problems := coop.TickedShares(ticks, d.list, d.through, d.rates)
	if now := coop.RapelSum(shares); len(problems) == 0 && now != agreed {
		problems = []coop.Problem{{Key: coop.ProblemRapelChanged, Args: []any{agreed, now}}}
	}
	if len(problems) > 0 {
		return coop.Entry{}, problems, nil
	}
	entry, problems := coop.RapelEntry(shares, cash, day, remark, evidence)
	return entry, problems, nil
}
