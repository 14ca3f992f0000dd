package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/store/report"
	"lumbung/ui/kit"
)

// countedBook is what the pages of earlier counts need of the book.
type countedBook interface {
	report.Source
	countBook
	Users(ctx context.Context) ([]coop.UserRow, error)
}

// countsPage lists earlier counts: who counted, and who witnessed.
type countsPage struct {
	shell    *Shell
	book     countedBook
	all      []coop.CountView
	accounts []coop.AccountRow
	ledger   *kit.Ledger
}

func newCounts(s *Shell) page {
	return bind(s.Text.T("ui.count.list"), &countsPage{shell: s, book: s.Book})
}

// countsData is what the list shows.
type countsData struct {
	counts   []coop.CountView
	accounts []coop.AccountRow
}

func (p *countsPage) load(ctx context.Context) (d countsData, err error) {
	if d.counts, err = p.book.Counts(ctx); err != nil {
		return d, fmt.Errorf("read the counts: %w", err)
	}
	slices.SortStableFunc(d.counts, func(a, b coop.CountView) int { return int(b.Date - a.Date) })
	d.accounts, err = p.book.Accounts(ctx)
	return d, err
}

func (p *countsPage) show(d countsData) fyne.CanvasObject {
	t := p.shell.Text
	p.all, p.accounts = d.counts, d.accounts
	if len(d.counts) == 0 {
		p.ledger = nil
		return kit.Page(kit.Empty(t.T("ui.count.none"), t.T("ui.count.none-text")))
	}
	p.ledger = kit.NewLedger([]kit.Column{
		{Title: t.T("common.date"), Ems: 5.5},
		{Title: t.T("ui.count.account"), Ems: 9, Grow: 1, Rank: 3},
		{Title: t.T("ui.count.counted"), Ems: 6.5, Figure: true},
		{Title: t.T("ui.count.difference"), Ems: 5.5, Figure: true, Rank: 1},
		{Title: t.T("ui.count.by"), Ems: 7, Grow: 1, Rank: 2},
		{Title: t.T("ui.count.witness"), Ems: 10},
	}, func() int { return len(p.all) }, p.fill, func(row int) {
		p.shell.Go(Route{Page: PageCounted, Arg: p.all[row].Count.String()})
	})
	p.ledger.OnBack = p.shell.Back
	return kit.Fill(0.6, kit.Words(t.T("ui.count.list-about"), kit.ToneSoft), p.ledger)
}

func (p *countsPage) fill(row int, cells []kit.Cell) {
	t, c := p.shell.Text, p.all[row]
	cells[0].Text = t.ShortDay(c.Date)
	cells[1].Text = accountIn(p.accounts, t, c.Account)
	cells[2].Text = t.Figure(c.Counted)
	cells[3].Text = t.Figure(c.Difference())
	cells[4].Text = c.AuthorName
	tone, words := p.shell.witnessWords(c)
	cells[5] = kit.Cell{Text: words, Tone: tone}
}

func accountIn(accounts []coop.AccountRow, t *Text, code string) string {
	for _, a := range accounts {
		if a.Code == code {
			return t.In(a.NameID, a.NameEN)
		}
	}
	return code
}

// witnessWords says who signed for a count as the second person.
func (s *Shell) witnessWords(c coop.CountView) (kit.Tone, string) {
	switch {
	case c.Declined:
		return kit.ToneBad, "✗ " + s.Text.T("ui.count.declined")
	case !c.Witness.IsZero():
		return kit.ToneGood, "✓ " + c.WitnessName
	}
	return kit.ToneWait, "● " + s.Text.T("ui.count.unwitnessed")
}

func (p *countsPage) actions() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		kit.Main(p.shell.Text.T("ui.command.count"), theme.ContentAddIcon(), goToIn(p.shell, PageCount)),
	}
}

func (p *countsPage) start() {
	if p.ledger != nil {
		p.shell.layer.Focus(p.ledger.Focusable())
	}
}

// countedPage shows one count, what is still to be done about it, and prints its minutes.
type countedPage struct {
	shell *Shell
	book  countedBook
	id    coop.ID
	wrong error

	count   coop.CountView
	account coop.AccountRow
}

func newCounted(s *Shell, arg string) page {
	id, err := coop.ParseID(arg)
	return bind(s.Text.T("ui.count.one"), &countedPage{shell: s, book: s.Book, id: id, wrong: err})
}

// errNoCount says that the book holds no such count.
var errNoCount = errors.New("no such count")

// countOf reads one count and its account.
func countOf(ctx context.Context, book countBook, id coop.ID) (coop.CountView, coop.AccountRow, error) {
	var account coop.AccountRow
	counts, err := book.Counts(ctx)
	i := slices.IndexFunc(counts, func(c coop.CountView) bool { return c.Count == id })
	switch {
	case err != nil:
		return coop.CountView{}, account, fmt.Errorf("read the counts: %w", err)
	case i < 0:
		return coop.CountView{}, account, errNoCount
	}
	accounts, err := book.Accounts(ctx)
	for _, a := range accounts {
		if a.Code == counts[i].Account {
			account = a
		}
	}
	return counts[i], account, err
}

// countedData is a count with its account.
type countedData struct {
	count   coop.CountView
	account coop.AccountRow
}

func (p *countedPage) load(ctx context.Context) (d countedData, err error) {
	if p.wrong != nil {
		return d, p.wrong
	}
	d.count, d.account, err = countOf(ctx, p.book, p.id)
	return d, err
}

func (p *countedPage) show(d countedData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.count, p.account = d.count, d.account
	c := d.count
	tone, difference := s.differenceWords(c.Counted, c.Booked)
	witness, words := s.witnessWords(c)
	about := []fyne.CanvasObject{
		kit.HeadWords(t.In(d.account.NameID, d.account.NameEN)),
		kit.Words(t.T("ui.count.counted-by", c.Date, c.AuthorName), kit.ToneSoft),
		kit.NewCaption(t.T("ui.count.counted")), kit.NewFigure(t.Rupiah(c.Counted)),
		kit.NewCaption(t.T("ui.count.booked", c.Date)), kit.NewFigure(t.Rupiah(c.Booked)),
		kit.Flow(0.5, kit.Chip(tone, difference)),
	}
	if c.Reason != "" {
		about = append(about, kit.Words(t.T("ui.count.because", c.Reason), kit.ToneInk))
	}
	about = append(about, kit.NewCaption(t.T("ui.count.witness")), kit.Flow(0, kit.Chip(witness, words)))
	if c.Declined {
		about = append(about, kit.Words(t.T("ui.count.declined-why", c.DeclinedBy, c.DeclinedWhy), kit.ToneBad))
	}
	return kit.Page(append(p.todo(), kit.Beside(22, 22, kit.Card(about...), p.pieces()))...)
}

// todo offers what is still open about the count.
func (p *countedPage) todo() []fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	var parts []fyne.CanvasObject
	switch {
	case p.count.Outdated():
		parts = append(parts, kit.Notice(kit.ToneWait, t.T("ui.count.outdated", abs(p.count.Late),
			abs(p.count.Posted), s.differently(p.count.Real())),
			kit.Button(t.T("ui.count.see-entry"), theme.NavigateNextIcon(), func() {
				s.Go(Route{Page: PageEntry, Arg: p.count.Entry.String()})
			})))
	case p.count.Unposted() && s.session.Role.May(coop.KindEntry):
		parts = append(parts, kit.Notice(kit.ToneWait, t.T("ui.count.unposted"),
			kit.Main(t.T("ui.count.post"), theme.DocumentSaveIcon(), p.record)))
	case p.count.Unposted():
		parts = append(parts, kit.Notice(kit.ToneWait, t.T("ui.count.unposted-other")))
	case !p.count.Entry.IsZero():
		parts = append(parts, kit.Notice(kit.ToneGood, t.T("ui.count.posted"),
			kit.Button(t.T("ui.count.see-entry"), theme.NavigateNextIcon(), func() {
				s.Go(Route{Page: PageEntry, Arg: p.count.Entry.String()})
			})))
	}
	return parts
}

// differently says a difference in words: the same, short, over.
func (s *Shell) differently(difference coop.Money) string {
	_, words := s.differenceWords(difference, 0)
	return words
}

// pieces lists the notes and coins.
func (p *countedPage) pieces() fyne.CanvasObject {
	t, notes := p.shell.Text, p.count.Notes()
	if len(notes) == 0 {
		return kit.Card(kit.Words(t.T("ui.count.no-pieces"), kit.ToneSoft))
	}
	return kit.NewShort([]kit.Column{
		{Title: t.T("ui.count.denomination"), Ems: 6, Grow: 1},
		{Title: t.T("ui.count.pieces"), Ems: 5.5, Figure: true},
		{Title: t.T("common.amount"), Ems: 6.5, Figure: true},
	}, len(notes)+1, func(row int, cells []kit.Cell) {
		if row == len(notes) {
			cells[0] = kit.Cell{Text: t.T("common.total"), Bold: true}
			cells[2] = kit.Cell{Text: t.Figure(p.count.Counted), Bold: true}
			return
		}
		n := notes[row]
		cells[0].Text = t.Rupiah(n.Value)
		cells[1].Text = strconv.FormatInt(n.Pieces, 10)
		cells[2].Text = t.Figure(n.Value * coop.Money(n.Pieces))
	}, nil)
}

func (p *countedPage) actions() []fyne.CanvasObject {
	t := p.shell.Text
	buttons := []fyne.CanvasObject{kit.Button(t.T("ui.count.print"), theme.DocumentPrintIcon(), p.shell.onPrintPDF)}
	if p.count.Witness.IsZero() {
		buttons = append(buttons, kit.Main(t.T("ui.count.witness-do"), theme.ConfirmIcon(), p.onWitness))
	}
	return buttons
}

func (p *countedPage) onWitness() { p.shell.Go(Route{Page: PageWitness, Arg: p.id.String()}) }

// record posts the difference, where that is still to be done, else goes on to the second person.
func (p *countedPage) record() {
	s := p.shell
	if !p.count.Unposted() || !s.session.Role.May(coop.KindEntry) {
		if p.count.Witness.IsZero() {
			p.onWitness()
		}
		return
	}
	s.Record(func(ctx context.Context) error {
		entry, _ := p.count.PostEntry()
		_, err := p.book.Record(ctx, s.session, coop.Act{Kind: coop.KindEntry, Body: entry})
		return err
	}, func() {
		s.Reload()
		s.Tell("ui.count.posted-toast")
	})
}

// printer gives the minutes.
func (p *countedPage) printer() *printing {
	lang, title := p.shell.Text.Language(), report.TitleOf("count")
	if coop.IsBank(p.count.Account) {
		title = report.TitleOf("count-bank")
	}
	return &printing{
		name: p.count.Date.String() + " " + p.shell.Text.In(title[0], title[1]) + " " + p.count.Account,
		write: func(ctx context.Context, w io.Writer, format string) error {
			sheet, err := report.Minutes(ctx, p.book, p.count, p.account, lang)
			if err != nil {
				return fmt.Errorf("make the minutes: %w", err)
			}
			sheet.Printed = p.shell.today()
			return report.Write(w, sheet, format)
		},
	}
}
