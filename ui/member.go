package ui

import (
	"context"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/store/report"
	"lumbung/ui/kit"
)

// memberBook is what one member's page needs of the book.
type memberBook interface {
	// MemberStatement is all that a member has with the cooperative, with the movements of a period.
	MemberStatement(ctx context.Context, id coop.ID, from, to coop.Date) (coop.MemberStatement, error)
	Accounts(ctx context.Context) ([]coop.AccountRow, error)
}

// memberPage shows one member: what they have, what they owe, and how it came about this year.
type memberPage struct {
	shell *Shell
	book  interface {
		memberBook
		idleBook
	}
	id    coop.ID
	wrong error // the route's id
	year  int
	name  string
	no    string // the member's number
	gone  bool   // no member any more
}

type memberData struct {
	coop.MemberStatement
	accounts map[string]coop.AccountRow
	idle     *coop.IdleView // where nothing was recorded of them for long
}

// newMember shows the member whose id is arg.
func newMember(s *Shell, arg string) page {
	id, err := coop.ParseID(arg)
	p := &memberPage{shell: s, book: s.Book, id: id, wrong: err, year: int(s.today()) / 10000}
	return bind(s.Text.T("ui.member.title"), p)
}

func (p *memberPage) load(ctx context.Context) (memberData, error) {
	if p.wrong != nil {
		return memberData{}, p.wrong
	}
	from, to := p.span()
	statement, err := p.book.MemberStatement(ctx, p.id, from, to)
	if err != nil {
		return memberData{}, fmt.Errorf("read a member's statement: %w", err)
	}
	accounts, err := p.book.Accounts(ctx)
	if err != nil {
		return memberData{}, fmt.Errorf("read the accounts: %w", err)
	}
	data := memberData{MemberStatement: statement, accounts: map[string]coop.AccountRow{}}
	for _, a := range accounts {
		data.accounts[a.Code] = a
	}
	idle, is, err := p.book.IdleOf(ctx, statement.Member.Same, p.shell.today())
	if is {
		data.idle = &idle
	}
	return data, err
}

// span is the year that is looked at, up to today: what is not due yet is not owed.
func (p *memberPage) span() (from, to coop.Date) {
	from, to = coop.Month(p.year*100+1).First(), coop.Month(p.year*100+12).Last()
	if today := p.shell.today(); from <= today {
		to = min(to, today)
	}
	return from, to
}

func (p *memberPage) show(d memberData) fyne.CanvasObject {
	t := p.shell.Text
	m := d.Member
	about := m.Number
	about = t.T("ui.member.number") + " " + about
	for _, where := range []string{m.Hamlet, m.Group} {
		if where != "" {
			about += " · " + where
		}
	}
	p.name, p.no = m.Name, m.Number
	var cards []fyne.CanvasObject
	for _, code := range coop.SavingAccounts {
		usual := coop.IsDues(code) || code == coop.AccountVoluntary // shown though there is nothing on them
		if !usual && d.Closing[code] == 0 {
			continue
		}
		a := d.accounts[code]
		remark := ""
		if code == coop.AccountMandatory && m.PaidTo != 0 {
			remark = t.T("ui.member.paid-through", m.PaidTo)
		}
		cards = append(cards, kit.FigureCard(t.In(a.NameID, a.NameEN), t.Rupiah(d.Closing[code]), remark, kit.ToneInk))
	}
	p.gone = m.Left != ""
	top := []fyne.CanvasObject{kit.NewSoft(about)}
	switch {
	case p.gone:
		top = append(top, kit.Notice(kit.ToneSoft, t.T("ui.member.left", leftDay(m.Left)),
			kit.Button(t.T("ui.leave.short"), theme.LogoutIcon(), p.onLeave)))
	case m.Status == coop.StatusAsked:
		top = append(top, kit.Notice(kit.ToneWait, t.T("ui.member.leaving"),
			kit.Button(t.T("ui.leave.short"), theme.LogoutIcon(), p.onLeave)))
	}
	top = append(top, kit.Tiles(11, 0.6, cards...))
	if d.idle != nil {
		top = append(top, kit.Notice(kit.ToneWait, t.T("ui.idle.notice", t.Count(d.idle.Months))))
	}
	if len(d.Unpaid) > 0 {
		top = append(top, kit.Notice(kit.ToneWait, t.T("ui.member.arrears", t.Months(d.Unpaid), d.Arrears)))
	}
	lines := kit.NewLedger([]kit.Column{
		{Title: t.T("common.date"), Ems: 5.5},
		{Title: t.T("ui.entry.what"), Ems: 10, Grow: 1},
		{Title: t.T("common.month"), Ems: 5, Rank: 2},
		{Title: t.T("ui.entry.voucher"), Ems: 10, Rank: 3},
		{Title: t.T("common.amount"), Ems: 7, Figure: true},
	}, func() int { return len(d.Lines) }, func(row int, cells []kit.Cell) {
		l := d.Lines[row]
		a := d.accounts[l.Account]
		cells[0].Text = t.ShortDay(l.Date)
		cells[1].Text = t.In(a.NameID, a.NameEN)
		if l.Remark != "" {
			cells[1].Text += " · " + l.Remark
		}
		if l.Month != 0 {
			cells[2].Text = t.ShortMonth(l.Month)
		}
		cells[3] = kit.Cell{Text: l.Voucher, Tone: kit.ToneSoft}
		cells[4].Text = t.Figure(l.Amount)
	}, func(row int) { p.shell.Go(Route{Page: PageEntry, Arg: d.Lines[row].Entry.String()}) })
	lines.OnBack = p.shell.Back
	top = append(top, p.ways())
	top = append(top, kit.NewHeading(t.T("ui.member.year", p.year)))
	if len(d.Lines) == 0 {
		return kit.Page(append(top, kit.Words(t.T("ui.member.quiet"), kit.ToneSoft))...)
	}
	return kit.Fill(0.6, append(top, lines)...)
}

func (p *memberPage) heading() string { return p.name }

func (p *memberPage) actions() []fyne.CanvasObject {
	dues := kit.Main(p.shell.Text.T("ui.member.take-dues"), theme.ContentAddIcon(), func() {
		p.shell.Go(Route{Page: PageDues, Arg: p.id.String()})
	})
	edit := kit.Button(p.shell.Text.T("ui.member.edit"), theme.DocumentCreateIcon(), func() {
		p.shell.Go(Route{Page: PageMemberForm, Arg: p.id.String()})
	})
	if p.gone { // there is nothing to take any more, and what happened is behind the notice
		return append([]fyne.CanvasObject{edit}, p.shell.printButtons()...)
	}
	return append([]fyne.CanvasObject{dues, edit}, p.shell.printButtons()...)
}

// ways lead to what is seldom done with a member.
func (p *memberPage) ways() fyne.CanvasObject {
	ways := kit.Flow(0.6, kit.Quiet(p.shell.Text.T("ui.heirs.title"), theme.AccountIcon(), func() {
		p.shell.Go(Route{Page: PageHeirs, Arg: p.id.String()})
	}), kit.Quiet(p.shell.Text.T("ui.passbook.title"), theme.DocumentIcon(), func() {
		p.shell.Go(Route{Page: PagePassbook, Arg: p.id.String()})
	}))
	if !p.gone {
		ways.Add(kit.Quiet(p.shell.Text.T("ui.leave.short"), theme.LogoutIcon(), p.onLeave))
	}
	return ways
}

func (p *memberPage) onLeave() { p.shell.Go(Route{Page: PageLeave, Arg: p.id.String()}) }

// leftDay is the day on which somebody left, as it stands in the register where it is none.
func leftDay(iso string) any {
	if day := coop.DayOf(iso); day != 0 {
		return day
	}
	return iso
}

// step goes to another year: with a member, months are too short.
func (p *memberPage) step(years int) {
	p.year += years
	p.shell.again(bind(p.shell.Text.T("ui.member.title"), p))
}

// printer gives the member's statement of the year.
func (p *memberPage) printer() *printing {
	if p.name == "" {
		return nil
	}
	s := p.shell
	from, to := p.span()
	return s.ofOrder(s.Book, report.Order{
		Name: report.MemberStatement, Member: p.id, Period: report.Period{From: from, To: to},
	}, strconv.Itoa(p.year), p.no+" "+p.name)
}
