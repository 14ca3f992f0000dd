package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/store/report"
	"lumbung/ui/kit"
)

// surplusMembersPage lists what every member gets of a year's surplus.
type surplusMembersPage struct {
	shell *Shell
	book  surplusBook
	year  int

	data   report.Division
	found  []coop.SurplusMember
	find   *kit.Entry
	ledger *kit.Ledger
}

func newSurplusMembers(s *Shell, arg string) page {
	p := &surplusMembersPage{shell: s, book: s.Book, year: s.surplusYear(arg)}
	return bind(s.Text.T("ui.surplus.list"), p)
}

func (p *surplusMembersPage) load(ctx context.Context) (report.Division, error) {
	return report.DivisionOf(ctx, p.book, p.year)
}

func (p *surplusMembersPage) heading() string {
	return p.shell.Text.T("ui.surplus.list-of", p.year)
}

func (p *surplusMembersPage) show(d report.Division) fyne.CanvasObject {
	t, a := p.shell.Text, d.Division
	p.data, p.found = d, a.Members
	if len(a.Members) == 0 {
		words := t.T("ui.surplus.nobody")
		if len(d.Problems) > 0 {
			words = t.Problem(d.Problems[0])
		}
		return kit.Page(kit.Empty(t.T("ui.surplus.no-list"), words))
	}
	p.find = kit.NewEntry(t.T("ui.dues.find"))
	p.find.Icon = theme.SearchIcon()
	p.find.OnChanged = func(string) { p.sift() }
	p.ledger = kit.NewLedger([]kit.Column{
		{Title: t.T("ui.member.name"), Ems: 8, Grow: 1},
		{Title: t.T("report.column.surplus-savings"), Ems: 6.5, Figure: true, Rank: 2},
		{Title: t.T("ui.surplus.business"), Ems: 6.5, Figure: true, Rank: 3},
		{Title: t.T("report.column.surplus-capital"), Ems: 5.5, Figure: true, Rank: 1},
		{Title: t.T("report.column.surplus-patronage"), Ems: 5.5, Figure: true, Rank: 1},
		{Title: t.T("report.column.surplus-share"), Ems: 6, Figure: true},
	}, func() int { return len(p.found) }, p.fill, func(row int) {
		if p.found[row].Nobody {
			return
		}
		arg := strconv.Itoa(p.year) + ":" + p.found[row].Member.String()
		p.shell.Go(Route{Page: PageSurplusMember, Arg: arg})
	})
	p.ledger.OnBack = p.shell.Back
	back := func() { p.shell.layer.Focus(p.ledger.Focusable()) }
	p.find.OnEnter, p.find.OnDown, p.find.OnEscape = back, back, p.shell.Back
	total := t.T("ui.surplus.list-total", t.Count(len(a.Members)), a.MembersShare())
	return kit.Fill(0.4, p.find, kit.BoldWords("✓ "+total, kit.ToneGood), p.ledger)
}

func (p *surplusMembersPage) fill(row int, cells []kit.Cell) {
	t, m := p.shell.Text, p.found[row]
	if cells[0].Text = m.Name + " (" + m.Number + ")"; m.Nobody {
		cells[0].Text = t.T("common.unspecified")
	}
	for i, amount := range []coop.Money{m.Savings, m.Volume(), m.Capital, m.Patronage, m.Share()} {
		cells[1+i].Text = t.Figure(amount)
	}
	cells[5].Bold = true
}

// sift keeps the members in whose name or number every typed word occurs.
func (p *surplusMembersPage) sift() {
	p.found = nil
	for _, m := range p.data.Division.Members {
		fits := true
		for _, word := range strings.Fields(strings.ToLower(p.find.Text)) {
			fits = fits && strings.Contains(strings.ToLower(m.Number+" "+m.Name), word)
		}
		if fits {
			p.found = append(p.found, m)
		}
	}
	p.ledger.Refresh()
}

func (p *surplusMembersPage) search() {
	if p.find != nil {
		p.shell.layer.Focus(p.find)
	}
}

func (p *surplusMembersPage) start() {
	if p.ledger != nil {
		p.shell.layer.Focus(p.ledger.Focusable())
	}
}

func (p *surplusMembersPage) actions() []fyne.CanvasObject { return p.shell.printButtons() }

func (p *surplusMembersPage) printer() *printing {
	return p.shell.ofOrder(p.book, report.Order{Name: "surplus-members", Period: report.Period{Year: p.year}},
		strconv.Itoa(p.year), "")
}

// surplusMemberPage is one member's slip: the arithmetic of their share, with its numbers.
type surplusMemberPage struct {
	shell  *Shell
	book   surplusBook
	year   int
	id     coop.ID
	wrong  error
	data   report.Division
	member coop.SurplusMember
}

// errNoShare says that somebody has no part of a year's surplus.
var errNoShare = errors.New("no share of the surplus")

func newSurplusMember(s *Shell, arg string) page {
	year, member, _ := strings.Cut(arg, ":")
	id, err := coop.ParseID(member)
	p := &surplusMemberPage{shell: s, book: s.Book, year: s.surplusYear(year), id: id, wrong: err}
	return bind(s.Text.T("ui.surplus.slip"), p)
}

func (p *surplusMemberPage) load(ctx context.Context) (d report.Division, err error) {
	if p.wrong != nil {
		return d, p.wrong
	}
	if d, err = report.DivisionOf(ctx, p.book, p.year); err != nil {
		return d, err
	}
	for _, m := range d.Division.Members {
		if m.Member == p.id {
			p.member = m
			return d, nil
		}
	}
	return d, fmt.Errorf("read the share of %s: %w", p.id, errNoShare)
}

func (p *surplusMemberPage) heading() string { return p.member.Name }

func (p *surplusMemberPage) show(d report.Division) fyne.CanvasObject {
	t, m := p.shell.Text, p.member
	p.data = d
	part := func(key string, amount coop.Money, words ...string) fyne.CanvasObject {
		parts := []fyne.CanvasObject{kit.NewCaption(t.T(key)), kit.NewFigure(t.Rupiah(amount))}
		for _, w := range words {
			parts = append(parts, kit.SmallWords(w, kit.ToneSoft))
		}
		return kit.Card(parts...)
	}
	plain := coop.FormatPlain
	capital := t.T("ui.surplus.sum-capital", plain(m.Savings), plain(d.Division.Savings), plain(d.Division.CapitalPool))
	patronage := t.T("ui.surplus.sum-patronage", plain(m.Bought), plain(m.Interest), plain(d.Division.Volume),
		plain(d.Division.PatronagePool))
	return kit.Page(
		kit.HeadWords(t.T("ui.surplus.slip-of", p.year, m.Name, m.Number)),
		part("ui.surplus.share", m.Share(), coop.MoneyWords(m.Share(), t.Language())),
		kit.Tiles(20, 0.8,
			part("report.column.surplus-capital", m.Capital, capital, t.T("ui.surplus.floored")),
			part("report.column.surplus-patronage", m.Patronage, patronage, t.T("ui.surplus.floored"))))
}

func (p *surplusMemberPage) actions() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		kit.Button(p.shell.Text.T("ui.surplus.print-slip"), theme.DocumentPrintIcon(), p.shell.onPrintPDF),
	}
}

// printer gives the member's slip.
func (p *surplusMemberPage) printer() *printing {
	lang, title := p.shell.Text.Language(), report.TitleOf("surplus-slip")
	return &printing{
		name: strconv.Itoa(p.year) + " " + p.shell.Text.In(title[0], title[1]) + " " + p.member.Name,
		write: func(ctx context.Context, w io.Writer, format string) error {
			sheet, err := report.SurplusSlip(ctx, p.book, p.data, p.member, lang)
			if err != nil {
				return fmt.Errorf("make the slip: %w", err)
			}
			sheet.Printed = p.shell.today()
			return report.Write(w, sheet, format)
		},
	}
}
