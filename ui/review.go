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

// PageReview is the queue of entries that a reviewer has not looked at; its argument is a month, empty for that where
// the reviewer was. Where one was lies in the shell: one comes back to it.
const PageReview = "review"

func init() { morePages[PageReview] = newReview }

// reviewBook is what reviewing needs of the book.
type reviewBook interface {
	// Entries gives the entries that fit, ascending by day.
	Entries(ctx context.Context, query coop.EntryQuery) ([]coop.EntryView, error)
	Findings(ctx context.Context) ([]coop.FindingView, error)
	Users(ctx context.Context) ([]coop.UserRow, error)
	Record(ctx context.Context, who coop.Session, acts ...coop.Act) ([]coop.Recorded, error)
}

// reviewPage lists a month's entries for a reviewer, who marks them one by one or many at once by single letters.
type reviewPage struct {
	shell *Shell
	book  reviewBook
	data  reviewData

	found  []coop.EntryView
	chosen map[coop.ID]bool
	people []coop.ID // who recorded something in the month
	pills  []*kit.Pill
	ledger *kit.Ledger
	picked *kit.Line
	form   *kit.Form
	limit  *kit.MoneyEntry
}

// reviewState is where a reviewer is.
type reviewState struct {
	month   coop.Month
	filter  int
	largest bool    // first; else the newest
	person  coop.ID // whose entries, in that way to see
	row     int
}

// reviewData is a month with what was said of it.
type reviewData struct {
	entries  []coop.EntryView
	findings map[coop.ID][]coop.FindingView // by entry
	people   map[coop.ID]string
}

// newReview shows the month of arg, or that where the reviewer was last.
func newReview(s *Shell, arg string) page {
	if month, err := coop.ParseMonth(arg, s.today()); err == nil && arg != "" && month != s.review.month {
		s.review = reviewState{month: month}
	}
	if s.review.month == 0 {
		s.review.month = s.today().Month()
	}
	return bind(s.Text.T("ui.review.title"), &reviewPage{shell: s, book: s.Book, chosen: map[coop.ID]bool{}})
}

func (p *reviewPage) load(ctx context.Context) (d reviewData, err error) {
	if !p.may() {
		return d, nil
	}
	month := p.shell.review.month
	if d.entries, err = p.book.Entries(ctx, coop.EntryQuery{From: month.First(), To: month.Last()}); err != nil {
		return d, fmt.Errorf("read a month to review: %w", err)
	}
	d.entries = slices.DeleteFunc(d.entries, func(e coop.EntryView) bool { return e.Posted == 0 })
	findings, err := p.book.Findings(ctx)
	if err != nil {
		return d, fmt.Errorf("read the findings: %w", err)
	}
	d.findings = map[coop.ID][]coop.FindingView{}
	for _, f := range findings {
		d.findings[f.Entry] = append(d.findings[f.Entry], f)
	}
	users, err := p.book.Users(ctx)
	if err != nil {
		return d, fmt.Errorf("read the people: %w", err)
	}
	d.people = map[coop.ID]string{}
	for _, u := range users {
		d.people[u.User] = u.Name
	}
	return d, nil
}

func (p *reviewPage) may() bool { return p.shell.session.Role.May(coop.KindReview) }

func (p *reviewPage) show(d reviewData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	if !p.may() {
		return kit.Page(kit.Empty(t.T("ui.review.others"), t.T("ui.review.others-text"),
			kit.Button(t.T("ui.review.see-findings"), theme.NavigateNextIcon(), goToIn(s, PageAttention))))
	}
	p.data = d
	p.people = nil
	for _, e := range d.entries {
		if e.Author != s.session.User && !slices.Contains(p.people, e.Author) {
			p.people = append(p.people, e.Author)
		}
	}
	p.picked = kit.NewSoft("")
	p.ledger = p.list()
	p.pills = nil
	var pills []fyne.CanvasObject
	for i := range reviewFilters {
		pill := kit.NewPill("", false, func() { p.onFilter(i) })
		pill.OnRune = func(r rune) { p.letter(r) }
		p.pills, pills = append(p.pills, pill), append(pills, pill)
	}
	p.choose()
	ask := kit.NewPill("8 · "+t.T("ui.sample.pill"), false, p.onSample)
	ask.OnRune = func(r rune) { p.letter(r) }
	parts := []fyne.CanvasObject{p.progress(), kit.Flow(0.4, append(pills, ask)...)}
	if s.review.filter == reviewLarge {
		parts = append(parts, p.limitForm())
	}
	if len(p.found) == 0 {
		return kit.Page(append(parts, kit.Empty(t.T("ui.review.none"), p.nothing()))...)
	}
	return kit.Footed(kit.Fill(0.5, append(parts, p.ledger)...), p.bar())
}

func (p *reviewPage) list() *kit.Ledger {
	s, t := p.shell, p.shell.Text
	list := kit.NewLedger([]kit.Column{
		{Title: "", Ems: 1},
		{Title: t.T("common.date"), Ems: 5.5, Rank: 1},
		{Title: t.T("ui.entry.what"), Ems: 11, Grow: 3},
		{Title: t.T("common.amount"), Ems: 5.6, Figure: true},
		{Title: t.T("ui.review.flags"), Ems: 8.2, Grow: 1, Rank: 3},
		{Title: t.T("ui.review.mark"), Ems: 6, Rank: 2},
	}, func() int { return len(p.found) }, p.fill, p.onOpen)
	list.OnBack, list.OnMark = s.Back, p.onPick
	list.OnRune = func(r rune) { p.letter(r) }
	return list
}

// nothing says why the list is empty.
func (p *reviewPage) nothing() string {
	if p.shell.review.filter == reviewOpen && len(p.data.entries) > 0 {
		return p.shell.Text.T("ui.review.all-read", p.shell.review.month)
	}
	return p.shell.Text.T("ui.review.none-text", p.shell.review.month)
}

// progress says how much of the month is done, and in which order it is shown.
func (p *reviewPage) progress() fyne.CanvasObject {
	t := p.shell.Text
	done, total := 0, 0
	for _, e := range p.data.entries {
		if e.Author == p.shell.session.User {
			continue
		}
		total++
		if p.checked(e) {
			done++
		}
	}
	tone, sign := kit.ToneWait, "● "
	if done == total {
		tone, sign = kit.ToneGood, "✓ "
	}
	order := "ui.review.newest"
	if p.shell.review.largest {
		order = "ui.review.largest"
	}
	text := sign + t.T("ui.review.progress", t.Count(done), t.Count(total), p.shell.review.month)
	pill := kit.NewPill(t.T("ui.review.key.order")+" · "+t.T(order), false, p.onOrder)
	pill.OnRune = func(r rune) { p.letter(r) }
	return kit.Flow(0.8, kit.Chip(tone, text), pill)
}

// bar is what one can say of the entries that are chosen.
func (p *reviewPage) bar() fyne.CanvasObject {
	t := p.shell.Text
	button := func(key, word string, do func()) fyne.CanvasObject {
		return kit.Button(t.T(key)+" · "+t.T(word), nil, do)
	}
	return kit.Flow(0.5,
		button("ui.review.key.read", "ui.review.read", func() { p.mark(coop.VerdictRead) }),
		kit.Main(t.T("ui.review.key.agree")+" · "+t.T("ui.review.agree"), nil, func() { p.mark(coop.VerdictAgreed) }),
		button("ui.review.key.ask", "ui.review.ask", func() { p.write(findingAsks) }),
		button("ui.review.key.find", "ui.review.find", func() { p.write("") }),
		button("ui.review.key.pick", "ui.review.pick", p.onPickAll),
		p.picked)
}

func (p *reviewPage) fill(row int, cells []kit.Cell) {
	s, t, e := p.shell, p.shell.Text, p.found[row]
	cells[0] = kit.Cell{Text: "☐", Tone: kit.ToneSoft}
	if p.chosen[e.ID] {
		cells[0] = kit.Cell{Text: "✓", Tone: kit.ToneBrand, Bold: true}
	}
	cells[1].Text = t.ShortDay(e.Date)
	cells[2].Text = s.describe(e)
	cells[3].Text = t.Figure(e.Amount)
	cells[4] = kit.Cell{Text: orElse(p.flags(e), " "), Tone: kit.ToneWait}
	tone, word := p.said(e)
	cells[5] = kit.Cell{Text: word, Tone: tone}
}

// flags are the reasons to look twice.
func (p *reviewPage) flags(e coop.EntryView) string {
	var all []string
	for _, f := range []struct {
		is  bool
		key string
	}{
		{e.Amount >= p.shell.reviewLimit(), "ui.review.flag.large"},
		{e.Late(), "ui.review.flag.late"},
		{e.Corrected(), "ui.review.flag.corrected"},
		{e.Bare(), "ui.review.flag.bare"},
	} {
		if f.is {
			all = append(all, p.shell.Text.T(f.key))
		}
	}
	return strings.Join(all, " · ")
}

// said is what this reviewer has said of an entry so far.
func (p *reviewPage) said(e coop.EntryView) (kit.Tone, string) {
	t, me := p.shell.Text, p.shell.session.User
	if e.Author == me {
		return kit.ToneSoft, "– " + t.T("ui.review.said.own")
	}
	for _, f := range p.data.findings[e.ID] {
		switch {
		case f.Author != me || f.Settled:
		case len(f.Answers) > 0:
			return kit.ToneWait, "● " + t.T("ui.review.said.answered")
		case f.Asks:
			return kit.ToneWait, "● " + t.T("ui.review.said.asked")
		default:
			return kit.ToneWait, "● " + t.T("ui.review.said.found")
		}
	}
	switch e.VerdictOf(me) {
	case coop.VerdictRead:
		return kit.ToneGood, "✓ " + t.T("ui.review.said.read")
	case coop.VerdictAgreed:
		return kit.ToneGood, "✓✓ " + t.T("ui.review.said.agreed")
	case coop.VerdictQuery:
		return kit.ToneWait, "● " + t.T("ui.review.said.asked")
	}
	return kit.ToneSoft, t.T("ui.review.said.new")
}

// checked says whether this reviewer has looked at an entry: said anything of it.
func (p *reviewPage) checked(e coop.EntryView) bool {
	me := p.shell.session.User
	return e.ReviewedBy(me) || slices.ContainsFunc(p.data.findings[e.ID],
		func(f coop.FindingView) bool { return f.Author == me })
}

func (p *reviewPage) onOpen(row int) {
	p.shell.review.row = row
	p.shell.Go(Route{Page: PageEntry, Arg: p.found[row].ID.String()})
}

func (p *reviewPage) step(months int) {
	p.shell.review.month, p.shell.review.row = p.shell.review.month.Add(months), 0
	p.shell.Swap(Route{Page: PageReview})
}

func (p *reviewPage) actions() []fyne.CanvasObject {
	if !p.may() {
		return nil
	}
	return []fyne.CanvasObject{kit.NewStepper(p.shell.Text.Month(p.shell.review.month), p.step).Content()}
}

func (p *reviewPage) busy() bool { return len(p.chosen) > 0 }

func (p *reviewPage) start() {
	switch {
	case p.ledger != nil && len(p.found) > 0:
		p.ledger.GoTo(min(max(p.shell.review.row, 0), len(p.found)-1))
		p.shell.layer.Focus(p.ledger.Focusable())
		p.shell.reveal(p.ledger) // with large letters it begins below
	case len(p.pills) > 0:
		p.shell.layer.Focus(p.pills[p.shell.review.filter])
	}
}
