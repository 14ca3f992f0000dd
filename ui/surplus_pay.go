package ui

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/store/report"
	"lumbung/ui/kit"
)

// surplusPayPage hands shares out: one ticks who gets theirs in cash and who wants it in the saving.
type surplusPayPage struct {
	shell *Shell
	book  surplusBook
	year  int

	data  surplusPayData
	found []int // rows that are shown
	way   map[coop.ID]coop.PayWay
	grid  *kit.Grid
	find  *kit.Entry
	date  *kit.DateEntry
	cash  *kit.Choice
	heir  *kit.Entry      // who gets it for somebody who has died
	asks  *fyne.Container // the field of it, in sight when it is needed
	tally *kit.Para
	said  *kit.Para
}

type surplusPayData struct {
	shares   []coop.SurplusShare
	settings []coop.SettingRow
	decided  coop.Decided // the last members' meeting that is signed: of what nobody fetched
	accounts []coop.AccountRow
	held     map[string]coop.Money // in tills and banks
}

func newSurplusPay(s *Shell, arg string) page {
	p := &surplusPayPage{shell: s, book: s.Book, year: s.surplusYear(arg), way: map[coop.ID]coop.PayWay{}}
	return bind(s.Text.T("ui.surplus.pay"), p)
}

func (p *surplusPayPage) load(ctx context.Context) (d surplusPayData, err error) {
	if d.shares, err = p.book.SurplusShares(ctx, p.year); err != nil {
		return d, fmt.Errorf("read the shares: %w", err)
	}
	if d.settings, err = p.book.Settings(ctx); err != nil {
		return d, err
	}
	meetings, err := p.book.Meetings(ctx)
	if err != nil {
		return d, err
	}
	d.decided = coop.LastDecided(meetings)
	if d.accounts, err = p.book.Accounts(ctx); err != nil {
		return d, err
	}
	rows, err := p.book.TrialBalance(ctx, 0, p.shell.today())
	d.held = map[string]coop.Money{}
	for _, b := range rows {
		if coop.IsMoney(b.Account.Code) && !b.Account.Heading {
			d.held[b.Account.Code] = b.Closing()
		}
	}
	return d, err
}

func (p *surplusPayPage) heading() string { return p.shell.Text.T("ui.surplus.pay-of", p.year) }

func (p *surplusPayPage) show(d surplusPayData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.data = d
	if len(d.shares) == 0 {
		return kit.Page(kit.Empty(t.T("ui.surplus.not-divided"), t.T("ui.surplus.not-divided-text", p.year)))
	}
	p.tally = kit.BoldWords("", kit.ToneInk)
	p.said = kit.SmallWords("", kit.ToneBad)
	p.said.Hide()
	p.newGrid()
	bar := p.fields()
	p.sift()
	p.told()
	if no := s.mayNot(coop.KindEntry); no != nil {
		return kit.Fill(0.4, kit.Stack(0.4, no, bar), p.grid)
	}
	keys := (&kit.Line{
		Text: t.T("ui.surplus.pay-keys"), Tone: kit.ToneSoft, Letters: theme.SizeNameCaptionText, LeastEms: 12,
	}).With()
	foot := container.NewBorder(nil, nil,
		s.keyed(kit.Main(t.T("ui.command.record"), theme.DocumentSaveIcon(), p.record)), nil,
		kit.InsetXY(0.4, 0, kit.Stack(0, p.tally, p.said)))
	if s.frame.layout.small {
		return kit.Footed(kit.Fill(0.4, bar, p.grid), foot)
	}
	return kit.Footed(kit.Fill(0.35, bar, keys, p.grid), foot)
}

func (p *surplusPayPage) newGrid() {
	s, t := p.shell, p.shell.Text
	ways := []string{t.T("ui.surplus.in-cash"), t.T("ui.surplus.to-saving")}
	if p.mayForgo() {
		ways = append(ways, t.T("ui.surplus.give-up"))
	}
	g := kit.NewGrid(ways)
	g.NameHead, g.AsideHead = t.T("ui.member.name"), t.T("report.column.surplus-share")
	g.NameEms, g.CellEms, g.AsideEms = 9, 6, 6
	g.Rows = func() int { return len(p.found) }
	g.Row = func(row int) kit.GridRow {
		share := p.data.shares[p.found[row]]
		about := kit.GridRow{Name: share.Member.Name, Aside: t.Figure(share.Left()), Tone: kit.ToneWait}
		if !share.Open() {
			about.Tone, about.Aside = kit.ToneSoft, t.Figure(share.Sum())
		}
		return about
	}
	g.Cell = func(row, column int) kit.GridCell { return p.cell(p.data.shares[p.found[row]], wayOf(column)) }
	g.OnTick = func(row, column int) { p.tick(wayOf(column), p.found[row]) }
	g.OnTickRow = func(row int) { p.tick(coop.PayCash, p.found[row]) }
	g.OnTickColumn = func(column int) { p.tick(wayOf(column), p.found...) }
	g.OnType = func(r rune) {
		p.find.SetText("")
		s.layer.Focus(p.find)
		p.find.TypedRune(r)
	}
	g.OnOpen = func(row int) {
		share := p.data.shares[p.found[row]]
		s.Go(Route{Page: PageSurplusMember, Arg: strconv.Itoa(p.year) + ":" + share.Of.String()})
	}
	g.OnBack, g.OnMove = s.Back, func() { p.said.Hide() }
	p.grid = g
}

// wayOf is what a column of the grid stands for.
func wayOf(column int) coop.PayWay { return coop.PayWay(column) }

// day is the day that is typed, else today.
func (p *surplusPayPage) day() coop.Date {
	if p.date != nil {
		if typed, complaint := p.date.Day(); complaint == "" && !typed.IsZero() {
			return coop.DateFromTime(typed)
		}
	}
	return p.shell.today()
}

func (p *surplusPayPage) policy() coop.SurplusPolicy {
	return coop.SurplusPolicyOf(p.data.settings, p.day())
}

// mayForgo says whether a share is old enough to be given up.
func (p *surplusPayPage) mayForgo() bool {
	policy := p.policy()
	return slices.ContainsFunc(p.data.shares, func(s coop.SurplusShare) bool {
		due, ever := policy.ForgoFrom(s)
		return ever && s.Open() && p.day() >= due
	})
}

// cell says what a way is to a share: fetched before, ticked now, or open.
func (p *surplusPayPage) cell(share coop.SurplusShare, way coop.PayWay) kit.GridCell {
	t := p.shell.Text
	chosen, ticked := p.way[share.Of]
	switch {
	case share.Gone() && way == coop.PayCash:
		return kit.GridCell{Text: "✓ " + t.T("ui.surplus.gone"), Mark: kit.GridDone}
	case share.Left() < 0 && way == coop.PayCash:
		return kit.GridCell{Text: t.T("ui.surplus.over", -share.Left()), Mark: kit.GridDone}
	case !share.Open() && way == coop.PayCash:
		return kit.GridCell{Text: "✓ " + t.ShortDay(share.PaidOn), Mark: kit.GridDone}
	case !share.Open():
		return kit.GridCell{Mark: kit.GridNone}
	case ticked && chosen == way:
		sum := p.policy().Add(coop.PaySum{}, share, way)
		return kit.GridCell{Text: "☑ " + t.Figure(sum.Cash+sum.Saved+sum.Forgo), Mark: kit.GridTicked}
	}
	return kit.GridCell{Text: "☐", Mark: kit.GridQuiet}
}

// tick ticks shares in a way or, where all are so, none of them. Who was paid stays as they are.
func (p *surplusPayPage) tick(way coop.PayWay, rows ...int) {
	all := true
	for _, i := range rows {
		chosen, ticked := p.way[p.data.shares[i].Of]
		all = all && (!p.data.shares[i].Open() || ticked && chosen == way)
	}
	for _, i := range rows {
		if share := p.data.shares[i]; share.Open() && all {
			delete(p.way, share.Of)
		} else if share.Open() {
			p.way[share.Of] = way
		}
	}
	p.told()
	p.grid.Refresh()
}

// fields are the day, where the money comes from, and whom to show.
func (p *surplusPayPage) fields() fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.find = kit.NewEntry(t.T("ui.dues.find"))
	p.find.Icon = theme.SearchIcon()
	p.find.OnChanged = func(string) { p.sift() }
	back := func() { s.layer.Focus(p.grid) }
	p.find.OnEnter, p.find.OnDown, p.find.OnEscape = back, back, back
	p.date = s.dateEntry()
	p.date.SetDay(s.today().Time())
	p.date.OnEnter = back
	var options []kit.Option
	for _, a := range p.data.accounts {
		if coop.IsMoney(a.Code) && !a.Heading && !a.Closed {
			options = append(options, kit.Option{
				Key: a.Code, Title: t.In(a.NameID, a.NameEN), Remark: t.Rupiah(p.data.held[a.Code]),
			})
		}
	}
	p.cash = kit.NewChoice(s.layer, t.T("ui.choice.none"), kit.FindIn(options))
	for _, o := range options {
		if o.Key == coop.MoneyDefault {
			p.cash.SetChosen(o)
		}
	}
	p.cash.OnEnter, p.cash.OnChosen = back, func(kit.Option) { p.told() }
	p.heir = kit.NewEntry("")
	p.heir.OnEnter = back
	p.asks = kit.Stack(0, p.heir)
	p.asks.Hide()
	return kit.Stack(0.4, kit.Tiles(11, 0.5, p.find, p.date, p.cash), p.asks)
}

func (p *surplusPayPage) sift() {
	p.found = p.found[:0]
	for i, share := range p.data.shares {
		fits := true
		for _, word := range strings.Fields(strings.ToLower(p.find.Text)) {
			fits = fits && strings.Contains(strings.ToLower(share.Member.Number+" "+share.Member.Name), word)
		}
		if fits {
			p.found = append(p.found, i)
		}
	}
	p.grid.GoTo(0, 0)
}

func (p *surplusPayPage) sums() (sum coop.PaySum) {
	policy := p.policy()
	for _, share := range p.data.shares {
		if way, ticked := p.way[share.Of]; ticked {
			sum = policy.Add(sum, share, way)
		}
	}
	return sum
}

// heirOf names somebody who has died and whose money is handed out; false where there is nobody.
func (p *surplusPayPage) heirOf() (name string, asks bool) {
	for _, s := range p.data.shares {
		if way, ticked := p.way[s.Of]; ticked && way == coop.PayCash && s.Member.Status == coop.StatusDead {
			return s.Member.Name, true
		}
	}
	return "", false
}

// told says what is ticked, and what rounding leaves.
func (p *surplusPayPage) told() {
	defer p.shell.refit() // the words below may take another line
	t := p.shell.Text
	sum := p.sums()
	if of, asks := p.heirOf(); asks != p.asks.Visible() {
		p.asks.Hidden = !asks
		p.heir.SetPlaceHolder(t.T("ui.surplus.receiver", of))
	}
	if sum.Members == 0 {
		p.tally.Set(t.T("ui.surplus.unpaid", openShares(p.data.shares)), kit.ToneInk)
		return
	}
	var parts []string
	if sum.Cash > 0 {
		parts = append(parts, t.T("ui.surplus.tally-cash", sum.Cash))
	}
	if sum.Saved > 0 {
		parts = append(parts, t.T("ui.surplus.tally-saved", sum.Saved))
	}
	words := t.T("ui.surplus.tally", t.Count(sum.Members), strings.Join(parts, ", "))
	if sum.Rest > 0 {
		words += " · " + t.T("ui.surplus.tally-rest", sum.Rest)
	}
	if sum.Forgo > 0 {
		words += " · " + t.T("ui.surplus.tally-forgo", sum.Forgo)
	}
	p.tally.Set("✓ "+words, kit.ToneBrand)
}

func (p *surplusPayPage) start() {
	if p.grid != nil {
		p.shell.layer.Focus(p.grid)
		p.shell.reveal(p.grid) // with large letters it begins below
	}
}

func (p *surplusPayPage) search() {
	if p.find != nil {
		p.shell.layer.Focus(p.find)
	}
}

func (p *surplusPayPage) busy() bool { return len(p.way) > 0 }

func (p *surplusPayPage) say(problem coop.Problem) {
	p.said.Text = "✗ " + p.shell.Text.Problem(problem)
	p.said.Show()
	p.said.Refresh()
	p.shell.refit()
}

// record pays and saves what is ticked, all of it or nothing.
func (p *surplusPayPage) record() {
	if p.grid == nil || !p.shell.session.Role.May(coop.KindEntry) {
		return
	}
	typed, complaint := p.date.Day()
	if complaint != "" || typed.IsZero() {
		p.say(coop.Problem{Key: coop.ProblemEntryDate})
		return
	}
	s, sum, cash, policy := p.shell, p.sums(), p.cash.Chosen(), p.policy()
	out := coop.Payout{
		Money: cash.Key, Day: coop.DateFromTime(typed), Receiver: p.heir.Text, By: p.data.decided,
	}
	till := coop.Till{Title: cash.Title, Holds: p.data.held[cash.Key]}
	var problems []coop.Problem
	s.Record(func(ctx context.Context) error {
		shares, err := p.book.SurplusShares(ctx, p.year)
		if err != nil {
			return err
		}
		entries, wrong := policy.PayShares(shares, p.way, out, till)
		if problems = wrong; len(wrong) > 0 {
			return nil
		}
		_, err = p.book.Record(ctx, s.session, entryActs(entries)...)
		return err
	}, func() {
		if len(problems) > 0 {
			p.say(problems[0])
			return
		}
		clear(p.way)
		s.Reload()
		s.Tell("ui.surplus.paid", s.Text.Count(sum.Members), sum.Cash+sum.Saved+sum.Forgo)
	})
}

// printer gives the members' list.
func (p *surplusPayPage) printer() *printing {
	return p.shell.ofOrder(p.book, report.Order{Name: "surplus-members", Period: report.Period{Year: p.year}},
		strconv.Itoa(p.year), "")
}

// actions walk to who has not fetched their share.
func (p *surplusPayPage) actions() []fyne.CanvasObject {
	return append(p.shell.printButtons(), kit.Button(p.shell.Text.T("ui.surplus.only-open"), theme.VisibilityIcon(),
		func() {
			p.found = slices.DeleteFunc(p.found, func(i int) bool { return !p.data.shares[i].Open() })
			p.grid.GoTo(0, 0)
			p.shell.layer.Focus(p.grid)
		}))
}
