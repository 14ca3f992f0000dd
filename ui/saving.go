package ui

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// The pages of savings. What Arg means stands beside each.
const (
	PageSavings  = "saving-hub"
	PageInterest = "interest" // a month as 202611; empty for the last one that is over
)

func init() {
	morePages[PageSavings], morePages[PageInterest] = plain(newSavings), newInterest
}

// savingsPage leads to all that can be done about members' savings, with how each stands.
type savingsPage struct {
	shell *Shell
	book  savingBook
	tiles []*kit.Item
}

// savingsData is what the tiles say beside their names.
type savingsData struct {
	month   coop.Month // the one whose interest is due
	gross   coop.Money // not recorded of it
	members int
	terms   int // that run
	due     int // of them, at their end
	blocks  int
	leavers int
	idle    int
	tax     coop.Money // owed to the tax office
	rate    int64
	// special is what is saved for purposes, and specials how many of them there are.
	special  coop.Money
	specials int
}

func newSavings(s *Shell) page {
	return bind(s.Text.T("ui.command.savings"), &savingsPage{shell: s, book: s.Book})
}

// dueMonth is the last month that is over: its interest can be recorded.
func dueMonth(today coop.Date) coop.Month {
	if today == today.Month().Last() {
		return today.Month()
	}
	return today.Month().Add(-1)
}

func (p *savingsPage) load(ctx context.Context) (d savingsData, err error) {
	today := p.shell.today()
	d.month = dueMonth(today)
	book, err := p.book.SavingsBook(ctx, d.month)
	if err != nil {
		return d, fmt.Errorf("read the savings: %w", err)
	}
	d.rate = book.Rules.Number(coop.SettingVoluntaryRate, today)
	shares, err := book.Rules.Run(book.InterestMonth)
	if err != nil {
		return d, err
	}
	d.gross, _, d.members = coop.InterestTotal(shares)
	terms, err := p.book.Terms(ctx)
	if err != nil {
		return d, err
	}
	for i := range terms {
		if terms[i].Runs() {
			d.terms++
			if terms[i].DaysLeft(today) <= 0 {
				d.due++
			}
		}
	}
	blocks, err := p.book.Blocks(ctx)
	if err != nil {
		return d, err
	}
	for i := range blocks {
		if blocks[i].Holds(today) {
			d.blocks++
		}
	}
	leavers, err := p.book.LeaverList(ctx, today)
	if err != nil {
		return d, err
	}
	idle, err := p.book.Idle(ctx, today)
	if err != nil {
		return d, err
	}
	d.leavers, d.idle = len(leavers), len(idle)
	special, err := p.book.Specials(ctx, 0, today)
	if err != nil {
		return d, err
	}
	d.special, d.specials = special.Ledger, len(book.Rules.Specials(today))
	balances, err := p.book.TrialBalance(ctx, 0, today)
	for _, b := range balances {
		if b.Account.Code == coop.AccountFinalTax {
			d.tax = -b.Closing()
		}
	}
	return d, err
}

func (p *savingsPage) show(d savingsData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.tiles = nil
	var tiles []fyne.CanvasObject
	add := func(key, remark string, to Route) {
		item := kit.NewItem(t.T(key), remark, "", func() { s.Go(to) })
		at := len(p.tiles)
		item.OnWalk = func(steps int) { s.layer.Focus(p.tiles[max(0, min(at+steps, len(p.tiles)-1))]) }
		item.OnBack = s.Back
		item.OnSeen = func() { s.reveal(item) }
		p.tiles = append(p.tiles, item)
		tiles = append(tiles, item)
	}
	interest := t.T("ui.saving.interest-none", d.month)
	if d.members > 0 {
		interest = t.T("ui.saving.interest-due", d.month, d.gross, t.Count(d.members))
	}
	add("ui.command.interest", interest, Route{Page: PageInterest})
	add("ui.command.terms", t.T("ui.saving.terms", t.Count(d.terms), t.Count(d.due)), Route{Page: PageTerms})
	add("ui.command.leavers", t.T("ui.saving.leavers", t.Count(d.leavers)), Route{Page: PageLeavers})
	add("ui.special.title", t.T("ui.special.about", d.special, t.Count(d.specials)), Route{Page: PageSpecial})
	add("ui.passbook.title", t.T("ui.saving.passbook"), Route{Page: PagePassbook})
	add("ui.block.title", t.T("ui.saving.blocks", t.Count(d.blocks)), Route{Page: PageBlocks})
	add("ui.saving.transfer", t.T("ui.saving.transfer-about"), Route{Page: PageRecord, Arg: coop.TransferOccasion})
	add("ui.saving.tax", t.T("ui.saving.tax-owed", d.tax), Route{Page: PageRecord, Arg: "final-tax-paid"})
	add("ui.idle.title", t.T("ui.saving.idle", t.Count(d.idle)), Route{Page: PageIdle})
	add("ui.saving-rules.title", t.T("ui.saving.rules", coop.FormatPoints(d.rate)), Route{Page: PageSavingRules})
	return kit.Page(kit.Words(t.T("ui.saving.lead"), kit.ToneSoft), kit.Tiles(20, 0.5, tiles...))
}

func (p *savingsPage) start() {
	if len(p.tiles) > 0 {
		p.shell.layer.Focus(p.tiles[0])
	}
}

// moneyOptions are the tills and banks, and the accounts beside them that are named.
func (s *Shell) moneyOptions(accounts []coop.AccountRow, more ...string) []kit.Option {
	var options []kit.Option
	for _, a := range accounts {
		named := false
		for _, code := range more {
			named = named || a.Code == code
		}
		if !a.Heading && !a.Closed && (coop.IsMoney(a.Code) || named) {
			options = append(options, kit.Option{Key: a.Code, Title: s.Text.In(a.NameID, a.NameEN), Remark: a.Code})
		}
	}
	return options
}

// personOptions offers the people who are members, by name, number and hamlet.
func personOptions(all []coop.MemberView, gone bool) []kit.Option {
	var options []kit.Option
	for _, m := range all {
		if m.Same == m.Member && (m.Left == "" || gone) {
			options = append(options, kit.Option{
				Key: m.Member.String(), Title: m.Name, Remark: strings.TrimSuffix(m.Number+" · "+m.Hamlet, " · "),
				Words: strings.TrimLeft(m.Number, "0") + " " + m.Group,
			})
		}
	}
	return options
}

// chosenMissing says that one of a list has to be chosen.
func (s *Shell) chosenMissing(c *kit.Choice, key string) func() string {
	return func() string {
		if c.Chosen().Key == "" {
			return s.Text.T(key)
		}
		return ""
	}
}

// amountMissing says that an amount above nought is needed.
func (s *Shell) amountMissing(m *kit.MoneyEntry) func() string {
	return func() string {
		switch amount, complaint := m.Amount(); {
		case complaint != "":
			return complaint
		case amount <= 0:
			return s.Text.T("dues.amount")
		}
		return ""
	}
}

// dayOf reads a date field; 0 where there is none, or none that exists.
func dayOf(e *kit.DateEntry) coop.Date {
	day, complaint := e.Day()
	if complaint != "" || day.IsZero() {
		return 0
	}
	return coop.DateFromTime(day)
}

// dayMissing says that a day is needed, or why the typed one is none.
func (s *Shell) dayMissing(e *kit.DateEntry) func() string {
	return func() string {
		switch day, complaint := e.Day(); {
		case complaint != "":
			return complaint
		case day.IsZero():
			return s.Text.T("ui.record.date-missing")
		}
		return ""
	}
}

// refusals shows what speaks against an act; nothing where nothing does.
func (s *Shell) refusals(problems []coop.Problem, tone kit.Tone) []fyne.CanvasObject {
	var parts []fyne.CanvasObject
	for _, problem := range problems {
		parts = append(parts, kit.Notice(tone, s.Text.Problem(problem)))
	}
	return parts
}

// onceMore gives the entry of what is recorded once: in the place of the one before where that was taken back.
func onceMore(ctx context.Context, book savingBook, e coop.Entry) (coop.Act, error) {
	became, err := book.Became(ctx, e.Once)
	if err != nil {
		return coop.Act{}, fmt.Errorf("look for an earlier entry: %w", err)
	}
	return coop.Act{Kind: coop.KindEntry, Body: became[e.Once.ID()].Again(e)}, nil
}

// sumRows shows an arithmetic: a row for each part, the result in bold.
func (s *Shell) sumRows(rows []sumRow) fyne.CanvasObject {
	return kit.NewShort([]kit.Column{
		{Title: s.Text.T("ui.saving.part"), Ems: 10, Grow: 1},
		{Title: s.Text.T("common.amount"), Ems: 7.5, Figure: true},
	}, len(rows), func(row int, cells []kit.Cell) {
		r := rows[row]
		cells[0] = kit.Cell{Text: r.text, Bold: r.bold, Tone: r.tone}
		cells[1] = kit.Cell{Text: s.Text.Rupiah(r.amount), Bold: r.bold, Tone: r.tone}
	}, nil)
}

type sumRow struct {
	text   string
	amount coop.Money
	bold   bool
	tone   kit.Tone
}
