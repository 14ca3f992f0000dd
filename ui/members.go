package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/store/report"
	"lumbung/ui/kit"
)

// membersBook is what the list of members needs of the book.
type membersBook interface {
	// Members lists the members found by a text, all for the empty one, by number.
	Members(ctx context.Context, text string) ([]coop.MemberView, error)
}

// membersPage lists who belongs to the cooperative, who has not paid, and of whom nothing was recorded for long.
type membersPage struct {
	shell *Shell
	book  interface {
		membersBook
		idleBook
	}
	text  string // searched for
	sieve int    // which of memberSieves

	membersData
	found  []coop.MemberView
	find   *kit.Entry
	count  *kit.Line
	ledger *kit.Ledger
}

// membersData are the members, and by their ids for how many months nothing was recorded of those who are flagged.
type membersData struct {
	all  []coop.MemberView
	idle map[coop.ID]int
}

// memberSieves choose members; a pill stands for each.
var memberSieves = []struct {
	key  string
	lets func(*membersPage, *coop.MemberView) bool
}{
	{"ui.members.sieve.all", func(*membersPage, *coop.MemberView) bool { return true }},
	{"ui.members.sieve.behind", func(p *membersPage, m *coop.MemberView) bool {
		return m.Left == "" && m.PaidTo < before(p.shell.today().Month())
	}},
	{"ui.members.sieve.idle", func(p *membersPage, m *coop.MemberView) bool { return p.idle[m.Member] > 0 }},
	{"ui.members.sieve.gone", func(_ *membersPage, m *coop.MemberView) bool { return m.Left != "" }},
}

func newMembers(s *Shell, text string) page {
	return bind(s.Text.T("ui.members.title"), &membersPage{shell: s, book: s.Book, text: text})
}

func (p *membersPage) load(ctx context.Context) (d membersData, err error) {
	if d.all, err = p.book.Members(ctx, ""); err != nil {
		return d, err
	}
	d.idle = map[coop.ID]int{}
	idle, err := p.book.Idle(ctx, p.shell.today())
	for i := range idle {
		d.idle[idle[i].Member.Member] = idle[i].Months
	}
	return d, err
}

func (p *membersPage) show(d membersData) fyne.CanvasObject {
	t := p.shell.Text
	p.membersData = d
	if len(d.all) == 0 {
		return kit.Page(kit.Empty(t.T("ui.members.none"), t.T("ui.members.none-text")))
	}
	p.find = kit.NewEntry(t.T("ui.members.find"))
	p.find.Icon = theme.SearchIcon()
	p.find.Text = p.text
	p.find.OnChanged = p.onFind
	p.find.OnEscape = p.shell.Back
	p.count = kit.NewSoft("")
	p.ledger = kit.NewLedger([]kit.Column{
		{Title: t.T("ui.member.number"), Ems: 5},
		{Title: t.T("ui.member.name"), Ems: 10, Grow: 2},
		{Title: t.T("ui.member.hamlet"), Ems: 7, Grow: 1, Rank: 2},
		{Title: t.T("ui.member.savings"), Ems: 7, Figure: true},
		{Title: t.T("ui.member.paid-to"), Ems: 12, Rank: 1},
	}, func() int { return len(p.found) }, p.fill, p.onOpen)
	p.ledger.OnBack = p.shell.Back
	p.find.OnEnter = func() { p.shell.Window.Canvas().Focus(p.ledger.Focusable()) }
	pills := kit.Flow(0.3)
	for i, sieve := range memberSieves {
		pills.Add(kit.NewPill(t.T(sieve.key), i == p.sieve, func() { p.sift(i) }))
	}
	p.onFind(p.text)
	count := container.NewCenter(kit.InsetXY(0.6, 0, p.count))
	bar := container.NewBorder(nil, nil, nil, count, kit.Least(12, 0, p.find))
	return kit.Fill(0.5, bar, pills, p.ledger)
}

// sift shows the members that one pill lets through.
func (p *membersPage) sift(sieve int) {
	p.sieve = sieve
	p.shell.again(bind(p.shell.Text.T("ui.members.title"), p))
}

// onFind keeps the members whom the pill lets through and in whom every typed word occurs.
func (p *membersPage) onFind(text string) {
	p.text = text
	words := strings.Fields(strings.ToLower(text))
	p.found = p.found[:0]
	for _, m := range p.all {
		folded := strings.ToLower(m.Number + " " + m.Name + " " + m.Hamlet + " " + m.Group)
		fits := memberSieves[p.sieve].lets(p, &m)
		for _, word := range words {
			fits = fits && strings.Contains(folded, word)
		}
		if fits {
			p.found = append(p.found, m)
		}
	}
	p.count.Set(p.shell.Text.T("ui.members.count", p.shell.Text.Count(len(p.found))), kit.ToneSoft)
	p.ledger.Refresh()
}

func (p *membersPage) fill(row int, cells []kit.Cell) {
	m, s := p.found[row], p.shell
	cells[0] = kit.Cell{Text: m.Number, Tone: kit.ToneSoft}
	cells[1].Text = m.Name
	cells[2] = kit.Cell{Text: m.Hamlet, Tone: kit.ToneSoft}
	cells[3].Text = s.Text.Figure(m.Savings)
	cells[4] = s.paidTo(m)
	if p.idle[m.Member] > 0 {
		cells[4].Text += " · " + s.Text.T("ui.members.idle")
	}
}

// paidTo says up to which month simpanan wajib is paid: with a sign where it is behind.
func (s *Shell) paidTo(m coop.MemberView) kit.Cell {
	switch {
	case m.Left != "":
		return kit.Cell{Text: s.Text.T("ui.member.gone"), Tone: kit.ToneSoft}
	case m.PaidTo == 0:
		return kit.Cell{Text: "● " + s.Text.T("ui.member.unpaid"), Tone: kit.ToneWait}
	case m.PaidTo < before(s.today().Month()):
		return kit.Cell{Text: "● " + s.Text.ShortMonth(m.PaidTo), Tone: kit.ToneWait}
	}
	return kit.Cell{Text: "✓ " + s.Text.ShortMonth(m.PaidTo), Tone: kit.ToneGood}
}

func (p *membersPage) onOpen(row int) {
	p.shell.Go(Route{Page: PageMember, Arg: p.found[row].Member.String()})
}

func (p *membersPage) actions() []fyne.CanvasObject {
	return []fyne.CanvasObject{kit.Main(p.shell.Text.T("ui.command.member-new"), theme.ContentAddIcon(), func() {
		p.shell.Go(Route{Page: PageMemberForm})
	})}
}

func (p *membersPage) start() { p.search() }

func (p *membersPage) search() {
	if p.find != nil {
		p.shell.Window.Canvas().Focus(p.find)
	}
}

// printer gives the register of members.
func (p *membersPage) printer() *printing {
	s := p.shell
	return s.ofOrder(s.Book, report.Order{Name: "members", Period: report.Period{Date: s.today()}},
		s.today().String(), "")
}
