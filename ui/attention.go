package ui

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// attentionBook is what the pages about that which waits for somebody need of the book.
type attentionBook interface {
	entryBook
	// Exceptions lists what is recorded but irregular, and who has looked at it.
	Exceptions(ctx context.Context) ([]coop.Exception, error)
	// Findings lists what supervisors and the district remarked, with the answers, oldest first.
	Findings(ctx context.Context) ([]coop.FindingView, error)
	Members(ctx context.Context, text string) ([]coop.MemberView, error)
	Accounts(ctx context.Context) ([]coop.AccountRow, error)
	Users(ctx context.Context) ([]coop.UserRow, error)
	Devices(ctx context.Context) ([]coop.LogRow, error)
	Record(ctx context.Context, who coop.Session, acts ...coop.Act) ([]coop.Recorded, error)
}

// countWaiting counts the exceptions that nobody has looked at and the findings without an answer.
func countWaiting(ctx context.Context, book attentionBook) (int, error) {
	exceptions, err := book.Exceptions(ctx)
	if err != nil {
		return 0, fmt.Errorf("read what is irregular: %w", err)
	}
	findings, err := book.Findings(ctx)
	if err != nil {
		return 0, fmt.Errorf("read the findings: %w", err)
	}
	waiting := 0
	for _, x := range exceptions {
		if !x.Seen {
			waiting++
		}
	}
	for _, f := range findings {
		if len(f.Answers) == 0 {
			waiting++
		}
	}
	return waiting, nil
}

// attentionPage lists what waits for somebody: findings to be answered, and what is recorded but irregular.
type attentionPage struct {
	shell  *Shell
	book   attentionBook
	rows   []matter
	ledger *kit.Ledger
}

// matter is one row: a finding or an exception.
type matter struct {
	title, about string
	amount       coop.Money
	at           int64
	done         bool
	state        string
	route        Route
}

func newAttention(s *Shell) page {
	return bind(s.Text.T("ui.attention.title"), &attentionPage{shell: s, book: s.Book})
}

func (p *attentionPage) load(ctx context.Context) ([]matter, error) {
	names, err := p.shell.readNames(ctx, p.book)
	if err != nil {
		return nil, err
	}
	t := p.shell.Text
	findings, err := p.book.Findings(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the findings: %w", err)
	}
	var rows []matter
	for _, f := range findings {
		names.readEntry(ctx, p.book, f.Entry)
		row := matter{
			title: t.T("ui.attention.finding", f.Text), about: names.aboutFinding(f), at: f.At,
			done: len(f.Answers) > 0, state: t.T("ui.attention.open"),
			route: Route{Page: PageFinding, Arg: f.Finding.String()},
		}
		if f.Asks {
			row.title = t.T("ui.review.asked-row", f.Text)
		}
		if row.done {
			row.state = t.T("ui.attention.answered")
		}
		rows = append(rows, row)
	}
	exceptions, err := p.book.Exceptions(ctx)
	if err != nil {
		return nil, fmt.Errorf("read what is irregular: %w", err)
	}
	for i, x := range exceptions {
		row := matter{
			title: t.T(whatKey(x.What)), amount: x.Amount, at: x.At, done: x.Seen, state: t.T("ui.attention.open"),
			route: Route{Page: PageException, Arg: exceptionArg(x)},
		}
		if row.done {
			row.state = t.T("ui.attention.seen")
		}
		if i < describedMost {
			names.readEntry(ctx, p.book, x.Entry)
		}
		row.about = names.about(x)
		rows = append(rows, row)
	}
	slices.SortStableFunc(rows, func(a, b matter) int {
		if a.done != b.done {
			return map[bool]int{false: -1, true: 1}[a.done]
		}
		return cmp.Compare(b.at, a.at)
	})
	return rows, nil
}

// describedMost is for how many irregular entries the list reads what they are: a bad take-over may have thousands.
const describedMost = 200

func (p *attentionPage) show(rows []matter) fyne.CanvasObject {
	t := p.shell.Text
	p.rows = rows
	if len(rows) == 0 {
		return kit.Page(kit.Empty(t.T("ui.attention.none"), t.T("ui.attention.none-text")))
	}
	waiting := 0
	for _, row := range rows {
		if !row.done {
			waiting++
		}
	}
	p.ledger = kit.NewLedger([]kit.Column{
		{Title: t.T("ui.entry.state"), Ems: 6.5, Rank: 1},
		{Title: t.T("ui.attention.what"), Ems: 13, Grow: 1},
		{Title: t.T("ui.attention.about"), Ems: 8, Grow: 2, Rank: 3},
		{Title: t.T("common.amount"), Ems: 5.5, Figure: true, Rank: 2},
		{Title: t.T("ui.attention.since"), Ems: 5.5, Rank: 4},
	}, func() int { return len(p.rows) }, p.fill, func(row int) { p.shell.Go(p.rows[row].route) })
	p.ledger.OnBack = p.shell.Back
	lead := t.T("ui.attention.lead", t.Count(waiting), t.Count(len(rows)-waiting))
	if waiting == 0 {
		lead = t.T("ui.attention.lead-done", t.Count(len(rows)))
	}
	return kit.Fill(0.6, kit.Words(lead, kit.ToneSoft), p.ledger)
}

func (p *attentionPage) fill(row int, cells []kit.Cell) {
	m := p.rows[row]
	cells[0] = kit.Cell{Text: "● " + m.state, Tone: kit.ToneWait}
	cells[1].Text = m.title
	cells[2] = kit.Cell{Text: m.about, Tone: kit.ToneSoft}
	if m.amount != 0 {
		cells[3].Text = p.shell.Text.Figure(m.amount)
	}
	cells[4] = kit.Cell{Text: p.shell.shortMoment(m.at), Tone: kit.ToneSoft}
	if m.done {
		cells[0] = kit.Cell{Text: "✓ " + m.state, Tone: kit.ToneGood}
		cells[1].Tone = kit.ToneSoft
	}
}

func (p *attentionPage) start() {
	if p.ledger != nil {
		p.shell.layer.Focus(p.ledger.Focusable())
	}
}
