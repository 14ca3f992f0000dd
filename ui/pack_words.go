package ui

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/store/report"
	"lumbung/ui/kit"
)

// packWordsPage changes one piece of the words of a year's papers. Figures are named in braces and filled in by the
// ledger.
type packWordsPage struct {
	shell   *Shell
	book    packBook
	year    int
	section string
	data    packWordsData
	form    *kit.Form
	text    *kit.Entry
	preview *kit.Para
	shown   fyne.CanvasObject // the card around the preview: it grows with it
	typed   bool
	begin   string // how the field began
}

type packWordsData struct {
	notes []coop.NoteView
	facts map[string]string
}

func newPackWords(s *Shell, arg string) page {
	at, section, _ := strings.Cut(arg, "@")
	year, err := strconv.Atoi(at)
	if err != nil {
		year = int(s.today())/10000 - 1
	}
	p := &packWordsPage{shell: s, book: s.Book, year: year, section: section}
	return bind(s.Text.T("pack.section."+section)+" "+strconv.Itoa(year), p)
}

func (p *packWordsPage) load(ctx context.Context) (d packWordsData, err error) {
	if d.notes, err = p.book.Notes(ctx, coop.PackBook); err != nil {
		return d, fmt.Errorf("read the words: %w", err)
	}
	d.facts, err = report.Facts(ctx, p.shell.Book, report.Order{
		Name: "balance-sheet", Lang: p.shell.Text.Language(), Period: report.Period{Year: p.year},
	})
	return d, err
}

func (p *packWordsPage) show(d packWordsData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.data = d
	if no := s.mayNot(coop.KindNote); no != nil {
		return kit.Page(no)
	}
	said, from := p.beginning()
	p.begin = said
	p.form = kit.NewForm(s.layer, 0)
	p.text = kit.NewLong(said, 7)
	p.form.Add(t.T("ui.pack.text"), p.text, s.needed(p.text)).SetHint(t.T(from))
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	p.preview = kit.Words("", kit.ToneInk)
	p.form.OnChange = func() {
		p.typed = p.text.Text != p.begin
		p.look()
	}
	p.look()
	p.shown = kit.Card(kit.NewHeading(t.T("ui.pack.preview")), p.preview)
	var names []string
	named := report.FactNames(d.facts, t.Language())
	for _, fact := range slices.Sorted(maps.Keys(named)) {
		names = append(names, "{"+fact+"} "+named[fact])
	}
	return kit.Page(kit.Capped(60, 0.7,
		kit.Card(p.form.Content(), s.recordBar(p.record,
			kit.Button(t.T("ui.pack.anew"), theme.ViewRefreshIcon(), p.onAnew))),
		p.shown,
		kit.Card(kit.NewHeading(t.T("ui.pack.facts")), kit.SmallWords(t.T("ui.pack.facts-text"), kit.ToneSoft),
			kit.SmallWords(strings.Join(names, " · "), kit.ToneSoft))))
}

// beginning gives the words that the field begins with, and the key of where they come from.
func (p *packWordsPage) beginning() (words, from string) {
	if n, ok := coop.PackNote(p.data.notes, p.section, int64(p.year)); ok {
		return n.Fields[coop.PackFieldText], "ui.pack.from-this"
	}
	if n, ok := coop.PackStart(p.data.notes, p.section, int64(p.year)); ok {
		return n.Fields[coop.PackFieldText], "ui.pack.from-last"
	}
	return p.shell.Text.T("pack.words." + p.section), "ui.pack.from-draft"
}

// look shows the words as they will be printed.
func (p *packWordsPage) look() {
	p.preview.Text = coop.FillWords(p.text.Text, p.data.facts)
	p.preview.Refresh()
	if p.shown != nil {
		p.shown.Refresh()
		if grown := p.shell.layer.Grown; grown != nil {
			grown()
		}
	}
}

func (p *packWordsPage) start() {
	if p.form != nil {
		p.form.Start()
	}
}

func (p *packWordsPage) busy() bool { return p.typed }

// onAnew puts the program's own draft into the field.
func (p *packWordsPage) onAnew() { p.text.SetText(p.shell.Text.T("pack.words." + p.section)) }

func (p *packWordsPage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	note := coop.Note{Book: coop.PackBook, Year: int64(p.year), Fields: map[string]string{
		coop.PackFieldSection: p.section, coop.PackFieldText: strings.TrimSpace(p.text.Text),
	}}
	if was, ok := coop.PackNote(p.data.notes, p.section, int64(p.year)); ok {
		note.Subject = was.ID
	}
	p.shell.settle(p.book, &p.typed, "ui.pack.kept", coop.Act{Kind: coop.KindNote, Body: note})
}
