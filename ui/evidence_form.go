package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// evidenceForm puts the number of a paper or a photo on an entry. The photo is shown as it will be kept before it is:
// what lies in the book is never taken out of it.
type evidenceForm struct {
	shell *Shell
	book  evidenceBook
	id    coop.ID
	wrong error

	entry coop.EntryView
	form  *kit.Form
	paper *kit.Entry
	field *kit.Field
	typed string // the number, while a photo is looked at
	small []byte // the photo that was chosen, as it will be kept
}

// evidenceFormData is what the form shows.
type evidenceFormData struct {
	entry coop.EntryView
	files []ShelfFile
}

func newEvidenceForm(s *Shell, arg string) page {
	id, err := coop.ParseID(arg)
	return (&evidenceForm{shell: s, book: s.Book, id: id, wrong: err}).page()
}

func (p *evidenceForm) page() page { return bind(p.shell.Text.T("ui.evidence.add"), p) }

// photoEndings are the files that a camera, a telephone or a scanner makes.
var photoEndings = []string{".jpg", ".jpeg", ".png"}

func (p *evidenceForm) load(ctx context.Context) (d evidenceFormData, err error) {
	if p.wrong != nil {
		return d, p.wrong
	}
	if d.entry, err = p.book.Entry(ctx, p.id); err != nil {
		return d, err
	}
	d.files, err = p.shell.filesOf(ctx, photoEndings...)
	return d, err
}

func (p *evidenceForm) show(d evidenceFormData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.entry = d.entry
	about := kit.Words(t.T("ui.evidence.of", s.describe(d.entry), d.entry.Date, d.entry.Amount), kit.ToneInk)
	if p.small != nil {
		return p.preview(about)
	}
	p.form = kit.NewForm(s.layer, 0)
	p.paper = kit.NewEntry("")
	p.paper.Text = p.typed
	p.field = p.form.Add(t.T("ui.evidence.paper"), p.paper, func() string {
		if strings.TrimSpace(p.paper.Text) == "" {
			return t.T("ui.evidence.paper-missing")
		}
		return ""
	}).SetHint(t.T("ui.evidence.paper-hint"))
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	left := kit.Card(about, p.form.Content(),
		kit.Flow(0.6, kit.Main(t.T("ui.evidence.do"), theme.ConfirmIcon(), p.record),
			kit.NewCaption(t.T("ui.record.key"))))
	right := kit.Card(kit.NewHeading(t.T("ui.evidence.photo")),
		kit.SmallWords(t.T("ui.evidence.photo-about"), kit.ToneSoft), s.fileList(d.files, p.onPhoto))
	return kit.Page(kit.Tiles(22, 0.8, left, right))
}

// preview shows the chosen photo as it will be kept.
func (p *evidenceForm) preview(about fyne.CanvasObject) fyne.CanvasObject {
	t := p.shell.Text
	parts := []fyne.CanvasObject{about, kit.Words(t.T("ui.evidence.preview"), kit.ToneSoft)}
	if m := imageOf(p.small); m != nil {
		parts = append(parts, frameOf(m, 34, 17))
	}
	parts = append(parts, kit.Flow(0.6, kit.Main(t.T("ui.evidence.use"), theme.ConfirmIcon(), p.record),
		kit.NewCaption(t.T("ui.record.key")), kit.Space(1, 0),
		kit.Quiet(t.T("ui.evidence.other"), theme.NavigateBackIcon(), p.onOther)))
	return kit.Page(kit.Capped(40, 0.7, parts...))
}

// onPhoto makes the photo small and shows it. What was typed stays.
func (p *evidenceForm) onPhoto(_ ShelfFile, data []byte) {
	p.typed = p.paper.Text
	var small []byte
	p.shell.Do(func(ctx context.Context) (err error) {
		small, err = p.book.Small(ctx, data)
		return err
	}, func() {
		p.small = small
		p.shell.again(p.page())
	})
}

func (p *evidenceForm) onOther() {
	p.small = nil
	p.shell.again(p.page())
}

// record puts the photo that is shown on the entry, or the number that was typed.
func (p *evidenceForm) record() {
	s := p.shell
	if p.small != nil {
		small := p.small
		s.Do(func(ctx context.Context) error {
			_, err := p.book.AddPicture(ctx, s.session, p.id, small)
			return err
		}, p.done)
		return
	}
	if !p.form.Right() {
		return
	}
	body := coop.Evidence{Entry: p.id, Paper: strings.TrimSpace(p.paper.Text)}
	s.Record(func(ctx context.Context) error {
		_, err := p.book.Record(ctx, s.session, coop.Act{Kind: coop.KindEvidence, Body: body})
		return err
	}, p.done)
}

func (p *evidenceForm) done() {
	p.small, p.typed = nil, ""
	if p.paper != nil {
		p.paper.Text = ""
	}
	p.shell.done()
	p.shell.Back()
	p.shell.Tell("ui.evidence.saved")
}

func (p *evidenceForm) start() {
	if p.small == nil {
		p.form.Start()
	}
}

// busy says that a number is half typed or a photo is looked at.
func (p *evidenceForm) busy() bool { return p.small != nil || p.paper != nil && p.paper.Text != "" }
