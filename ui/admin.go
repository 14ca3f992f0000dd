package ui

import (
	"context"
	"fmt"
	"io"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/store/report"
	"lumbung/ui/kit"
)

// adminPage lists the administration books: the customary sixteen and those of the cooperative's own.
type adminPage struct {
	shell *Shell
	book  packBook
	list  *kit.Short
}

func newAdmin(s *Shell) page {
	return bind(s.Text.T("ui.admin.title"), &adminPage{shell: s, book: s.Book})
}

func (p *adminPage) load(ctx context.Context) ([]coop.SettingRow, error) { return p.book.Settings(ctx) }

func (p *adminPage) show(settings []coop.SettingRow) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	books := coop.AdminBooks(settings, s.today())
	p.list = kit.NewShort([]kit.Column{
		{Title: t.T("ui.pack.number"), Ems: 2.6, Figure: true},
		{Title: t.T("ui.admin.book"), Ems: 13, Grow: 2},
		{Title: t.T("ui.admin.how"), Ems: 11, Grow: 1, Rank: 1},
	}, len(books), func(row int, cells []kit.Cell) {
		b := books[row]
		cells[0] = kit.Cell{Text: "–", Tone: kit.ToneSoft}
		if b.Number > 0 {
			cells[0].Text = fmt.Sprint(b.Number)
		}
		cells[1] = kit.Cell{Text: s.adminTitle(b), Bold: true}
		cells[2] = kit.Cell{Text: t.T("ui.admin.typed"), Tone: kit.ToneSoft}
		if b.Data {
			cells[2] = kit.Cell{Text: "✓ " + t.T("ui.admin.data"), Tone: kit.ToneGood}
		}
	}, func(row int) { s.Go(Route{Page: PageAdminBook, Arg: books[row].Key}) })
	return kit.Page(kit.Words(t.T("ui.admin.lead"), kit.ToneSoft), p.list)
}

func (p *adminPage) start() {
	if p.list != nil {
		p.list.Follow(nil, p.shell.reveal)
		p.shell.layer.Focus(p.list.First())
	}
}

func (p *adminPage) actions() []fyne.CanvasObject {
	if !p.shell.session.Role.May(coop.KindSetting) {
		return nil
	}
	return []fyne.CanvasObject{kit.Button(p.shell.Text.T("ui.admin.new"), theme.ContentAddIcon(), func() {
		p.shell.Go(Route{Page: PageAdminNew})
	})}
}

// adminTitle names a book in the language of the screen.
func (s *Shell) adminTitle(b coop.AdminBook) string {
	if b.Title != "" {
		return b.Title
	}
	return s.Text.T("admin.book." + b.Key)
}

// adminColumn names a column of a book.
func (s *Shell) adminColumn(c coop.AdminColumn) string {
	if c.Title != "" {
		return c.Title
	}
	return s.Text.T("admin.column." + c.Key)
}

// adminBookPage shows one book: its lines, as they are printed.
type adminBookPage struct {
	shell  *Shell
	book   packBook
	key    string
	of     coop.AdminBook
	sheet  *report.Sheet
	notes  []coop.NoteView
	ledger *kit.Ledger
}

func newAdminBook(s *Shell, key string) page {
	title := s.Text.T("ui.admin.title")
	if s.Text.Has("admin.book." + key) {
		title = s.Text.T("admin.book." + key)
	}
	return bind(title, &adminBookPage{shell: s, book: s.Book, key: key})
}

type adminData struct {
	of    coop.AdminBook
	notes []coop.NoteView
	sheet *report.Sheet
}

func (p *adminBookPage) load(ctx context.Context) (d adminData, err error) {
	if d.of, err = adminBookOf(ctx, p.book, p.key, p.shell.today()); err != nil {
		return d, err
	}
	if d.notes, err = p.book.Notes(ctx, p.key); err != nil {
		return d, err
	}
	d.sheet, err = report.AdminSheet(ctx, p.shell.Book, d.of, report.Order{
		Lang: p.shell.Text.Language(), Period: report.Period{Date: p.shell.today()}, Printed: p.shell.today(),
	})
	return d, err
}

// adminBookOf reads a book by its key.
func adminBookOf(ctx context.Context, book packBook, key string, day coop.Date) (coop.AdminBook, error) {
	settings, err := book.Settings(ctx)
	if err != nil {
		return coop.AdminBook{}, err
	}
	of, ok := coop.AdminBookOf(coop.AdminBooks(settings, day), key)
	if !ok {
		return of, coop.Problem{Key: "admin.wrong.book", Args: []any{key}}
	}
	return of, nil
}

func (p *adminBookPage) show(d adminData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.of, p.sheet, p.notes = d.of, d.sheet, d.notes
	lead := kit.Words(t.T("ui.admin.print"), kit.ToneSoft)
	if d.of.Data {
		lead = kit.Words(t.T("ui.admin.from-data"), kit.ToneSoft)
	}
	rows := p.filledRows()
	if rows == 0 {
		return kit.Page(p.head(), lead, kit.Empty(t.T("ui.admin.none"), t.T("ui.admin.none-text")))
	}
	p.ledger = kit.NewLedger(p.columns(), func() int { return rows }, p.fill, p.onOpen)
	p.ledger.OnBack = s.Back
	return kit.Fill(0.5, p.head(), lead, kit.Sideways(p.ledger))
}

// head names a book of the cooperative's own: the title of the page names the others.
func (p *adminBookPage) head() fyne.CanvasObject {
	if p.of.Number > 0 {
		return kit.Stack(0)
	}
	return kit.HeadWords(p.shell.adminTitle(p.of))
}

// filledRows is how many lines say anything: those left empty for the hand are for paper only.
func (p *adminBookPage) filledRows() int {
	rows := len(p.sheet.Rows)
	for rows > 0 {
		for _, c := range p.sheet.Rows[rows-1].Cells {
			if c.Kind != report.None && c.Kind != report.Count {
				return rows
			}
		}
		rows--
	}
	return rows
}

// columns gives the columns of the paper the widths of the screen.
func (p *adminBookPage) columns() []kit.Column {
	columns := make([]kit.Column, len(p.sheet.Columns))
	for i, c := range p.sheet.Columns {
		k := kit.Column{Title: c.Title, Ems: max(5, kit.TextEms(c.Title, true)+0.4), Rank: i / 3}
		if c.Kind == report.Text {
			k.Grow = float32(c.Width)
			for _, row := range p.sheet.Rows { // a name should be read whole before an empty column gets room
				k.Ems = max(k.Ems, min(kit.TextEms(row.Cells[i].String(), false)+0.4, 11))
			}
		}
		if c.Kind == report.Count || c.Kind == report.Amount {
			k.Figure, k.Grow = true, 0
			k.Ems = max(kit.TextEms("000.000.000", true), kit.TextEms(c.Title, true))
			if c.Kind == report.Count {
				k.Ems = 2.6
			}
		}
		columns[i] = k
	}
	return columns
}

func (p *adminBookPage) fill(row int, cells []kit.Cell) {
	for i, c := range p.sheet.Rows[row].Cells {
		cells[i] = kit.Cell{Text: c.String(), Bold: p.sheet.Rows[row].Kind != report.Detail}
		if i == 0 {
			cells[i].Tone = kit.ToneSoft
		}
	}
}

// onOpen changes a line that was typed, or looks behind one that follows from data.
func (p *adminBookPage) onOpen(row int) {
	link := p.sheet.Rows[row].Link
	switch {
	case !p.of.Data && row < len(p.notes):
		p.shell.Go(Route{Page: PageAdminLine, Arg: p.key + "@" + p.notes[row].ID.String()})
	case !link.Entry.IsZero():
		p.shell.Go(Route{Page: PageEntry, Arg: link.Entry.String()})
	case !link.Member.IsZero():
		p.shell.Go(Route{Page: PageMember, Arg: link.Member.String()})
	}
}

func (p *adminBookPage) actions() []fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	buttons := s.printButtons()
	if !p.of.Data && s.session.Role.May(coop.KindSetting) {
		buttons = append(buttons, kit.Button(t.T("ui.admin.columns"), nil, func() {
			s.Go(Route{Page: PageAdminNew, Arg: p.key})
		}))
	}
	if !p.of.Data && s.session.Role.May(coop.KindNote) {
		buttons = append(buttons, kit.Main(t.T("ui.admin.add"), theme.ContentAddIcon(), func() {
			s.Go(Route{Page: PageAdminLine, Arg: p.key + "@"})
		}))
	}
	return buttons
}

func (p *adminBookPage) start() {
	if p.ledger != nil {
		p.shell.layer.Focus(p.ledger.Focusable())
	}
}

// printer gives the book with empty lines at its end.
func (p *adminBookPage) printer() *printing {
	if p.sheet == nil {
		return nil
	}
	s := p.shell
	return &printing{
		name:  s.today().String() + " " + s.adminTitle(p.of),
		write: func(_ context.Context, w io.Writer, format string) error { return report.Write(w, p.sheet, format) },
	}
}

// adminLinePage writes a line of a book that is typed, or changes one.
type adminLinePage struct {
	shell *Shell
	book  packBook
	key   string
	id    coop.ID
	wrong error
	of    coop.AdminBook
	form  *kit.Form
	lines map[string]*kit.Entry
	days  map[string]*kit.DateEntry
	typed bool
}

func newAdminLine(s *Shell, arg string) page {
	key, at, _ := strings.Cut(arg, "@")
	p := &adminLinePage{shell: s, book: s.Book, key: key}
	title := s.Text.T("ui.admin.add")
	if at != "" {
		p.id, p.wrong = coop.ParseID(at)
		title = s.Text.T("ui.admin.change")
	}
	return bind(title, p)
}

func (p *adminLinePage) load(ctx context.Context) (d adminData, err error) {
	if p.wrong != nil {
		return d, p.wrong
	}
	if d.of, err = adminBookOf(ctx, p.book, p.key, p.shell.today()); err != nil {
		return d, err
	}
	d.notes, err = p.book.Notes(ctx, p.key)
	return d, err
}

func (p *adminLinePage) show(d adminData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	if no := s.mayNot(coop.KindNote); no != nil {
		return kit.Page(no)
	}
	p.of = d.of
	was := map[string]string{}
	for _, n := range d.notes {
		if n.ID == p.id {
			was = n.Fields
		}
	}
	p.form = kit.NewForm(s.layer, 18)
	p.lines, p.days = map[string]*kit.Entry{}, map[string]*kit.DateEntry{}
	for _, c := range d.of.Columns {
		if c.Day {
			day := s.dateEntry()
			if day.SetText(was[c.Key]); p.id.IsZero() {
				day.SetDay(s.today().Time())
			}
			p.days[c.Key] = day
			p.form.Add(s.adminColumn(c), day, nil).SetHint(t.T("ui.admin.day-hint"))
			continue
		}
		entry := filled(was[c.Key])
		p.lines[c.Key] = entry
		p.form.Add(s.adminColumn(c), entry, nil)
	}
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	p.form.OnChange = func() { p.typed = true }
	bar := s.recordBar(p.record)
	if !p.id.IsZero() {
		bar = s.recordBar(p.record, kit.Button(t.T("ui.admin.remove"), theme.DeleteIcon(), p.onRemove))
	}
	return kit.Page(kit.Capped(56, 0.7, kit.HeadWords(s.adminTitle(d.of)), kit.Card(p.form.Content(), bar)))
}

func (p *adminLinePage) start() {
	if p.form != nil {
		p.form.Start()
	}
}

func (p *adminLinePage) busy() bool { return p.typed }

func (p *adminLinePage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	fields, says := map[string]string{}, false
	for key, entry := range p.lines {
		if words := strings.TrimSpace(entry.Text); words != "" {
			fields[key], says = words, true
		}
	}
	for key, entry := range p.days {
		if day, complaint := entry.Day(); complaint == "" && !day.IsZero() {
			fields[key] = coop.DateFromTime(day).String()
		}
	}
	if !says {
		p.shell.Warn(coop.Problem{Key: "ui.admin.empty"})
		return
	}
	p.shell.settle(p.book, &p.typed, "ui.admin.kept", coop.Act{Kind: coop.KindNote, Body: coop.Note{
		Book: p.key, Subject: p.id, Fields: fields,
	}})
}

// onRemove takes the line out of the book; what was written stays in the log.
func (p *adminLinePage) onRemove() {
	p.shell.settle(p.book, &p.typed, "ui.admin.removed", coop.Act{Kind: coop.KindNote, Body: coop.Note{
		Book: p.key, Subject: p.id,
	}})
}
