package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/store/report"
	"lumbung/ui/kit"
)

// borrowingsPage lists the loans to the cooperative: who lent, what is owed, what is due next.
type borrowingsPage struct {
	shell  *Shell
	book   moneyBook
	all    []coop.BorrowView
	ledger *kit.Ledger
}

func newBorrowings(s *Shell) page {
	return bind(s.Text.T("ui.borrowings.title"), &borrowingsPage{shell: s, book: s.Book})
}

func (p *borrowingsPage) load(ctx context.Context) ([]coop.BorrowView, error) {
	return p.book.Borrowings(ctx, p.shell.today())
}

func (p *borrowingsPage) show(all []coop.BorrowView) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.all, p.ledger = all, nil
	if len(all) == 0 {
		return kit.Page(kit.Empty(t.T("ui.borrowings.none"), t.T("ui.borrowings.none-text")))
	}
	p.ledger = kit.NewLedger([]kit.Column{
		{Title: t.T("ui.borrowing.lender"), Ems: 7, Grow: 1},
		{Title: t.T("ui.borrowing.owed"), Ems: 6.5, Figure: true},
		{Title: t.T("ui.borrowing.late"), Ems: 7, Figure: true},
		{Title: t.T("ui.borrowing.next"), Ems: 6, Rank: 1},
		{Title: t.T("ui.borrowing.date"), Ems: 8.5, Rank: 2},
	}, func() int { return len(p.all) }, p.fill, func(row int) {
		s.Go(Route{Page: PageBorrowing, Arg: p.all[row].ID.String()})
	})
	p.ledger.OnBack = s.Back
	return kit.Fill(0.6, kit.Words(t.T("ui.borrowings.lead"), kit.ToneSoft), p.ledger)
}

func (p *borrowingsPage) fill(row int, cells []kit.Cell) {
	t, v := p.shell.Text, p.all[row]
	cells[0] = kit.Cell{Text: v.Terms.Title(), Bold: true}
	cells[1].Text = t.Figure(v.State.Owed)
	if v.State.Late > 0 {
		cells[2] = kit.Cell{Text: "✗ " + t.Figure(v.State.Late), Tone: kit.ToneBad}
	}
	if v.State.Drawn == 0 {
		cells[3] = kit.Cell{Text: t.T("ui.borrowing.undrawn"), Tone: kit.ToneWait}
	} else if v.State.Next.K != 0 {
		cells[3].Text = t.ShortDay(v.State.Next.Due)
	}
	cells[4] = kit.Cell{Text: t.ShortDay(v.Terms.Date), Tone: kit.ToneSoft}
}

func (p *borrowingsPage) actions() []fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	open := func(name, key string) fyne.CanvasObject {
		return kit.Button(t.T(key), theme.DocumentIcon(), func() { s.Go(Route{Page: PageReport, Arg: name}) })
	}
	buttons := []fyne.CanvasObject{
		open("borrowings", "ui.borrowings.position"), open("borrowing-use", "ui.borrowings.use"),
	}
	if s.session.Role.May(coop.KindBorrowing) {
		buttons = append(buttons,
			kit.Main(t.T("ui.borrowings.new"), theme.ContentAddIcon(), goToIn(s, PageBorrowingForm)))
	}
	return buttons
}

func (p *borrowingsPage) start() {
	if p.ledger != nil {
		p.shell.layer.Focus(p.ledger.Focusable())
	}
}

// borrowingPage shows one loan to the cooperative: its terms, how it stands, and its schedule.
type borrowingPage struct {
	shell *Shell
	book  moneyBook
	id    coop.ID
	view  coop.BorrowView
}

func newBorrowing(s *Shell, arg string) page {
	return bind(s.Text.T("ui.borrowing.title"), &borrowingPage{shell: s, book: s.Book, id: idFrom(arg)})
}

// errNoBorrowing says that the book holds no such loan to the cooperative.
var errNoBorrowing = errors.New("no such borrowing")

func borrowingIn(ctx context.Context, book moneyBook, id coop.ID, day coop.Date) (coop.BorrowView, error) {
	all, err := book.Borrowings(ctx, day)
	if err != nil {
		return coop.BorrowView{}, fmt.Errorf("read the borrowings: %w", err)
	}
	i := slices.IndexFunc(all, func(v coop.BorrowView) bool { return v.ID == id })
	if i < 0 {
		return coop.BorrowView{}, errNoBorrowing
	}
	return all[i], nil
}

func (p *borrowingPage) load(ctx context.Context) (coop.BorrowView, error) {
	return borrowingIn(ctx, p.book, p.id, p.shell.today())
}

func (p *borrowingPage) heading() string { return p.view.Terms.Title() }

func (p *borrowingPage) show(v coop.BorrowView) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.view = v
	b, st := v.Terms, v.State
	about := []fyne.CanvasObject{
		kit.Words(t.T("ui.borrowing.terms", b.Ceiling, rateText(b.Rate, t.Language()), b.Months, b.Grace), kit.ToneInk),
		kit.Words(t.T("ui.borrowing.method."+b.Method.String()), kit.ToneSoft),
	}
	for _, step := range b.Steps {
		about = append(about, kit.SmallWords(
			t.T("ui.borrowing.step", step.From, rateText(step.Rate, t.Language())), kit.ToneInk))
	}
	about = append(about,
		kit.NewCaption(t.T("ui.borrowing.owed")), kit.NewFigure(t.Rupiah(st.Owed)),
		kit.Words(t.T("ui.borrowing.paid", st.Drawn, st.Repaid, st.InterestPaid), kit.ToneSoft))
	if st.Late > 0 {
		late := t.T("ui.borrowing.late-since", st.Late, st.LateSince)
		about = append(about, kit.BoldWords("✗ "+late, kit.ToneBad))
	}
	for _, line := range []struct{ key, text string }{
		{"ui.borrowing.approver", b.Approver}, {"ui.borrowing.signers", b.Signers},
	} {
		if line.text != "" {
			about = append(about, kit.NewCaption(t.T(line.key)), kit.Words(line.text, kit.ToneInk))
		}
	}
	for _, use := range b.Plan {
		about = append(about, kit.SmallWords(t.T("ui.borrowing.plan-line", use.Text, use.Amount), kit.ToneSoft))
	}
	if len(b.Plan) > 0 {
		about = append(about, kit.SmallWords(t.T("ui.borrowing.used", st.Used), kit.ToneInk))
	}
	return kit.Page(p.todo(), kit.Beside(22, 26, kit.Card(about...), kit.Stack(0.4,
		kit.NewHeading(t.T("ui.borrowing.schedule")), s.borrowTable(v))))
}

// todo offers what can be recorded about it.
func (p *borrowingPage) todo() fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	if !s.session.Role.May(coop.KindEntry) {
		return kit.Space(0, 0)
	}
	move := func(name string) func() {
		return func() { s.Go(Route{Page: PageBorrowingMove, Arg: name + ":" + p.id.String()}) }
	}
	st := p.view.State
	var buttons []fyne.CanvasObject
	if st.Drawn < p.view.Terms.Ceiling {
		buttons = append(buttons, kit.Button(t.T("ui.borrowing.draw"), theme.DownloadIcon(), move("draw")))
	}
	if st.Owed > 0 {
		buttons = append(buttons, kit.Main(t.T("ui.borrowing.pay"), theme.UploadIcon(), move("pay")),
			kit.Button(t.T("ui.borrowing.use"), theme.DocumentCreateIcon(), move("use")))
	}
	return kit.Flow(0.6, buttons...)
}

// rateText writes basis points as percent: 600 is 6%, 625 is 6,25%.
func rateText(points int64, lang string) string {
	text := strconv.FormatInt(points/100, 10)
	if rest := points % 100; rest != 0 {
		text += "," + strings.TrimRight(fmt.Sprintf("%02d", rest), "0")
	}
	if lang == "en" {
		text = strings.ReplaceAll(text, ",", ".")
	}
	return text + "%"
}

// borrowTable is the schedule, with what was paid of each instalment.
func (s *Shell) borrowTable(v coop.BorrowView) fyne.CanvasObject {
	t, lines := s.Text, v.State.Lines
	return kit.NewShort([]kit.Column{
		{Title: t.T("ui.borrowing.n"), Ems: 2, Figure: true, Rank: 2},
		{Title: t.T("ui.borrowing.due"), Ems: 5.5},
		{Title: t.T("ui.borrowing.principal"), Ems: 6, Figure: true},
		{Title: t.T("ui.borrowing.interest"), Ems: 5, Figure: true, Rank: 1},
		{Title: t.T("ui.entry.state"), Ems: 6, Grow: 1},
	}, len(lines), func(row int, cells []kit.Cell) {
		l := lines[row]
		principal, interest := l.Open()
		cells[0].Text, cells[1].Text = t.Count(l.K), t.ShortDay(l.Due)
		cells[2].Text, cells[3].Text = t.Figure(l.Principal), t.Figure(l.Interest)
		switch {
		case v.State.Drawn == 0:
		case principal+interest == 0:
			cells[4] = kit.Cell{Text: "✓ " + t.T("ui.borrowing.is-paid"), Tone: kit.ToneGood}
		case l.Due <= s.today():
			cells[4] = kit.Cell{Text: "✗ " + t.T("ui.borrowing.is-late"), Tone: kit.ToneBad}
		case l.PaidPrincipal+l.PaidInterest > 0:
			cells[4] = kit.Cell{Text: "● " + t.T("ui.borrowing.in-part"), Tone: kit.ToneWait}
		}
	}, nil)
}

func (p *borrowingPage) actions() []fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	buttons := []fyne.CanvasObject{kit.Button(t.T("ui.command.print"), theme.DocumentPrintIcon(), s.onPrintPDF)}
	if s.session.Role.May(coop.KindBorrowing) {
		buttons = append(buttons, kit.Button(t.T("ui.borrowing.change"), theme.DocumentCreateIcon(), func() {
			s.Go(Route{Page: PageBorrowingForm, Arg: p.id.String()})
		}))
	}
	return buttons
}

// printer gives the schedule.
func (p *borrowingPage) printer() *printing {
	lang, title := p.shell.Text.Language(), report.TitleOf("borrowing")
	return &printing{
		name: p.shell.today().String() + " " + p.shell.Text.In(title[0], title[1]),
		write: func(ctx context.Context, w io.Writer, format string) error {
			sheet, err := report.BorrowSchedule(ctx, p.shell.Book, p.view, p.shell.today(), lang)
			if err != nil {
				return fmt.Errorf("make the schedule: %w", err)
			}
			sheet.Printed = p.shell.today()
			return report.Write(w, sheet, format)
		},
	}
}
