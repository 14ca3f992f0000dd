package ui

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/store/report"
	"lumbung/ui/kit"
)

// packPage makes all papers of an annual meeting in one action, and says before whether their figures agree.
type packPage struct {
	shell *Shell
	book  packBook
	year  int
	made  *report.Pack
	list  *kit.Short
}

// newPack shows the papers of the year that arg names; without, of the last year that is over.
func newPack(s *Shell, arg string) page {
	year, err := strconv.Atoi(arg)
	if err != nil {
		year = int(s.today())/10000 - 1
		if s.today().Month()%100 > 10 { // late in a year one looks at how its papers will be
			year++
		}
	}
	return bind(s.Text.T("ui.pack.title"), &packPage{shell: s, book: s.Book, year: year})
}

type packData struct {
	pack  *report.Pack
	notes []coop.NoteView
}

func (p *packPage) load(ctx context.Context) (d packData, err error) {
	d.pack, err = report.BuildPack(ctx, p.shell.Book, report.PackOrder{
		Year: p.year, Lang: p.shell.Text.Language(), Printed: p.shell.today(),
	})
	if err != nil {
		return d, fmt.Errorf("make the papers: %w", err)
	}
	if d.notes, err = p.book.Notes(ctx, coop.PackBook); err != nil {
		return d, fmt.Errorf("read the words: %w", err)
	}
	return d, nil
}

func (p *packPage) show(d packData) fyne.CanvasObject {
	t := p.shell.Text
	p.made = d.pack
	parts := []fyne.CanvasObject{kit.Words(t.T("ui.pack.lead"), kit.ToneSoft)}
	wrong := d.pack.Wrong()
	if len(wrong) == 0 {
		parts = append(parts, kit.Notice(kit.ToneGood, t.T("ui.pack.agrees", len(d.pack.Proofs))))
	} else {
		parts = append(parts, kit.Notice(kit.ToneBad, t.T("ui.pack.differs", len(wrong))))
		for _, sentence := range wrong {
			parts = append(parts, kit.Notice(kit.ToneBad, sentence))
		}
	}
	switch d.pack.Audit {
	case coop.AuditMust:
		parts = append(parts, kit.Notice(kit.ToneWait, t.T("ui.pack.audit-must")))
	case coop.AuditAsk:
		parts = append(parts, kit.Notice(kit.ToneWait, t.T("ui.pack.audit-ask")))
	}
	if p.shell.Shelf != nil {
		parts = append(parts, kit.Flow(0.6,
			kit.Main(t.T("ui.pack.print"), theme.DocumentPrintIcon(), p.shell.onPrintPDF), kit.NewCaption("Ctrl+P")))
	}
	parts = append(parts, kit.NewHeading(t.T("ui.pack.words")), p.sections(d), kit.NewHeading(t.T("ui.pack.papers")),
		p.papers(d.pack))
	return kit.Page(kit.Capped(60, 0.6, parts...))
}

// sections lists the pieces of words: Enter changes one.
func (p *packPage) sections(d packData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	all := coop.PackSections()
	p.list = kit.NewShort([]kit.Column{
		{Title: t.T("ui.pack.section"), Ems: 11, Grow: 1},
		{Title: t.T("ui.pack.in"), Ems: 12, Grow: 1, Rank: 1},
		{Title: t.T("ui.pack.state"), Ems: 8.5},
	}, len(all), func(row int, cells []kit.Cell) {
		section := all[row]
		cells[0] = kit.Cell{Text: t.T("pack.section." + section.Key), Bold: true}
		title := report.TitleOf(section.Of)
		cells[1] = kit.Cell{Text: t.In(title[0], title[1]), Tone: kit.ToneSoft}
		cells[2] = kit.Cell{Text: "○ " + t.T("ui.pack.draft"), Tone: kit.ToneSoft}
		if _, ok := coop.PackNote(d.notes, section.Key, int64(p.year)); ok {
			cells[2] = kit.Cell{Text: "✓ " + t.T("ui.pack.written"), Tone: kit.ToneGood}
		} else if _, ok := coop.PackWords(d.notes, section, int64(p.year)); ok {
			cells[2] = kit.Cell{Text: "● " + t.T("ui.pack.last-year"), Tone: kit.ToneWait}
		}
	}, func(row int) {
		s.Go(Route{Page: PagePackWords, Arg: strconv.Itoa(p.year) + "@" + all[row].Key})
	})
	return p.list
}

// papers lists what will be printed: Enter looks at a statement.
func (p *packPage) papers(pack *report.Pack) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	return kit.NewShort([]kit.Column{
		{Title: t.T("ui.pack.number"), Ems: 2.6, Figure: true},
		{Title: t.T("ui.pack.paper"), Ems: 14, Grow: 1},
		{Title: t.T("ui.pack.rows"), Ems: 5, Figure: true, Rank: 1},
	}, len(pack.Sheets), func(row int, cells []kit.Cell) {
		sheet := pack.Sheets[row]
		cells[0] = kit.Cell{Text: strconv.Itoa(row + 1), Tone: kit.ToneSoft}
		cells[1].Text = sheet.TitleIn()
		cells[2] = kit.Cell{Text: t.Count(len(sheet.Rows)), Tone: kit.ToneSoft}
	}, func(row int) {
		name := pack.Sheets[row].Name
		for _, l := range report.List() {
			if l.Name == name {
				s.Go(Route{Page: PageReport, Arg: fmt.Sprintf("%s@y%d12", name, p.year)})
				return
			}
		}
		s.Warn(coop.Problem{Key: "ui.pack.no-look"})
	})
}

// step goes to another year, as a month's page goes to another month.
func (p *packPage) step(by int) {
	p.shell.Swap(Route{Page: PagePack, Arg: strconv.Itoa(p.year + by)})
}

func (p *packPage) actions() []fyne.CanvasObject {
	buttons := []fyne.CanvasObject{kit.NewShortStepper(strconv.Itoa(p.year), 3, p.step).Content()}
	return []fyne.CanvasObject{container.NewHBox(append(buttons, p.shell.printButtons()...)...)}
}

func (p *packPage) start() {
	if p.list != nil {
		p.list.Follow(nil, p.shell.reveal)
		p.shell.layer.Focus(p.list.First())
	}
}

// printer gives all papers as one file.
func (p *packPage) printer() *printing {
	if p.made == nil {
		return nil
	}
	return &printing{
		name: strconv.Itoa(p.year) + " " + p.shell.Text.T("ui.pack.file"),
		write: func(_ context.Context, w io.Writer, format string) error {
			return p.made.Write(w, format)
		},
	}
}
