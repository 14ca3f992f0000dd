package ui

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/store/report"
	"lumbung/ui/kit"
)

// journalBook is what the journal needs of the book.
type journalBook interface {
	// Entries gives the entries that fit, ascending by day.
	Entries(ctx context.Context, query coop.EntryQuery) ([]coop.EntryView, error)
}

// journalPage lists the entries of a month, the latest first, or those found in all months by their words.
type journalPage struct {
	shell *Shell
	book  journalBook
	month coop.Month
	words string // found by these in all months; empty: the month

	all    []coop.EntryView
	found  []coop.EntryView
	find   *kit.Entry
	sum    *kit.Line
	ledger *kit.Ledger
}

// searchMost bounds what a search over all months brings: nobody reads more, and a common word stands in every entry of
// a large book.
const searchMost = 500

// newJournal shows the month of arg, or this month.
func newJournal(s *Shell, arg string) page {
	month, err := coop.ParseMonth(arg, s.today())
	if err != nil {
		month = s.today().Month()
	}
	return (&journalPage{shell: s, book: s.Book, month: month}).page()
}

func (p *journalPage) page() page { return bind(p.shell.Text.T("ui.journal.title"), p) }

func (p *journalPage) load(ctx context.Context) ([]coop.EntryView, error) {
	query := coop.EntryQuery{From: p.month.First(), To: p.month.Last()}
	if p.words != "" {
		query = coop.EntryQuery{Text: p.words, Newest: true, Limit: searchMost}
	}
	entries, err := p.book.Entries(ctx, query)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(entries, func(a, b coop.EntryView) int {
		return cmp.Or(cmp.Compare(b.Date, a.Date), cmp.Compare(b.At, a.At), cmp.Compare(b.Seq, a.Seq))
	})
	return entries, nil
}

func (p *journalPage) show(entries []coop.EntryView) fyne.CanvasObject {
	t := p.shell.Text
	p.all = entries
	p.find = kit.NewEntry(t.T("ui.journal.find"))
	p.find.Icon = theme.SearchIcon()
	p.find.Text = p.words
	p.find.OnChanged = p.onFind
	p.find.OnEscape = p.onEscape
	p.find.OnEnter = p.onEnter
	p.sum = kit.NewSoft("")
	p.ledger = kit.NewLedger([]kit.Column{
		{Title: t.T("common.date"), Ems: 5.5},
		{Title: t.T("ui.entry.what"), Ems: 12, Grow: 1},
		{Title: t.T("ui.entry.voucher"), Ems: 7.2, Rank: 2},
		{Title: t.T("common.amount"), Ems: 6.5, Figure: true},
		{Title: t.T("ui.entry.state"), Ems: 6.5, Rank: 1},
	}, func() int { return len(p.found) }, p.fill, p.onOpen)
	p.ledger.OnBack = p.onEscape
	p.onFind("")
	parts := []fyne.CanvasObject{container.NewBorder(nil, nil, nil,
		container.NewCenter(kit.InsetXY(0.6, 0, p.sum)), kit.Least(10, 0, p.find))}
	if p.words != "" {
		found := t.T("ui.journal.found", p.words)
		if len(entries) == searchMost {
			found = t.T("ui.journal.found-most", p.words, t.Count(searchMost))
		}
		parts = append(parts, kit.Notice(kit.ToneSoft, found,
			kit.Button(t.T("ui.journal.month-again"), theme.CancelIcon(), p.onEscape)))
	}
	if len(entries) == 0 {
		text := t.T("ui.journal.none", p.month)
		if p.words != "" {
			text = t.T("ui.journal.not-found")
		}
		parts = append(parts, kit.Empty(t.T("ui.journal.empty"), text))
		return kit.Page(parts...)
	}
	return kit.Fill(0.6, append(parts, p.ledger)...)
}

// onFind keeps the entries in which every typed word occurs; Enter looks in all months.
func (p *journalPage) onFind(text string) {
	words := strings.Fields(strings.ToLower(text))
	if strings.TrimSpace(text) == p.words {
		words = nil // they were found by these
	}
	p.found = nil
	for _, e := range p.all {
		folded := strings.ToLower(p.shell.describe(e) + " " + e.Voucher + " " + e.Evidence)
		fits := true
		for _, word := range words {
			fits = fits && strings.Contains(folded, word)
		}
		if fits {
			p.found = append(p.found, e)
		}
	}
	p.sum.Set(p.shell.Text.T("ui.journal.count", p.shell.Text.Count(len(p.found))), kit.ToneSoft)
	p.ledger.Refresh()
}

func (p *journalPage) onEnter() {
	if words := strings.TrimSpace(p.find.Text); words != p.words {
		p.words = words
		p.shell.again(p.page())
		return
	}
	p.shell.layer.Focus(p.ledger.Focusable())
}

// onEscape goes from what was found back to the month, and from the month back to the page before.
func (p *journalPage) onEscape() {
	if p.words == "" {
		p.shell.Back()
		return
	}
	p.words = ""
	p.shell.again(p.page())
}

func (p *journalPage) fill(row int, cells []kit.Cell) {
	s, e := p.shell, p.found[row]
	tone, state := s.entryState(e)
	cells[0].Text = s.Text.ShortDay(e.Date)
	cells[1].Text = s.describe(e)
	cells[2] = kit.Cell{Text: shortVoucher(e), Tone: kit.ToneSoft}
	cells[3].Text = s.Text.Figure(e.Amount)
	cells[4] = kit.Cell{Text: state, Tone: tone}
	if !e.What.Counts() || !e.ReversedBy.IsZero() {
		cells[1].Tone, cells[3].Tone = kit.ToneSoft, kit.ToneSoft
	}
}

func (p *journalPage) onOpen(row int) {
	p.shell.Go(Route{Page: PageEntry, Arg: p.found[row].ID.String()})
}

// marked is the entry that the arrow keys are on: it can be recorded once more, or put right.
func (p *journalPage) marked() (coop.EntryView, bool) {
	if p.ledger == nil {
		return coop.EntryView{}, false
	}
	row, there := p.ledger.Marked()
	if !there || p.shell.Window.Canvas().Focused() != p.ledger.Focusable() {
		return coop.EntryView{}, false
	}
	return p.found[row], true
}

func (p *journalPage) step(months int) {
	p.words = ""
	p.month = p.month.Add(months)
	p.shell.again(p.page())
}

func (p *journalPage) actions() []fyne.CanvasObject {
	return []fyne.CanvasObject{kit.NewStepper(p.shell.Text.Month(p.month), p.step).Content()}
}

func (p *journalPage) start() {
	if p.words != "" && len(p.found) > 0 {
		p.shell.layer.Focus(p.ledger.Focusable())
		return
	}
	p.search()
}

func (p *journalPage) search() { p.shell.layer.Focus(p.find) }

// printer gives the journal of the month, or of what was found.
func (p *journalPage) printer() *printing {
	s := p.shell
	order := report.Order{Name: "journal", Text: p.words, Period: report.Period{Month: p.month}}
	if p.words != "" {
		return s.ofOrder(s.Book, order, s.today().String(), p.words)
	}
	return s.ofOrder(s.Book, order, monthName(p.month), "")
}
