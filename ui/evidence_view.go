package ui

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // what a book keeps
	_ "image/png"  // and what another program may have put there
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// shownEvidence is one piece of evidence as a page shows it.
type shownEvidence struct {
	coop.EvidenceView
	picture image.Image // nil: none, or it cannot be shown
	sealed  bool        // this computer has no key for it
}

// readEvidence reads what was put on an entry, pictures too. A picture that cannot be opened is said, and is no failure
// of the page.
func readEvidence(ctx context.Context, book entryBook, entry coop.ID) ([]shownEvidence, error) {
	views, err := book.Evidence(ctx, entry)
	if err != nil {
		return nil, fmt.Errorf("read the evidence: %w", err)
	}
	all := make([]shownEvidence, 0, len(views))
	for _, v := range views {
		e := shownEvidence{EvidenceView: v}
		if v.Here {
			data, err := book.Picture(ctx, v.Sum)
			if e.picture = imageOf(data); err != nil {
				e.sealed = true
			}
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
		}
		all = append(all, e)
	}
	return all, nil
}

// mostPixels bounds a picture that is shown: larger ones are never kept, and it came from another computer.
const mostPixels = 4_000_000

// imageOf decodes a kept picture; nil where it is none.
func imageOf(data []byte) image.Image {
	size, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || size.Width < 1 || size.Height < 1 || size.Width > mostPixels/size.Height {
		return nil
	}
	m, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	return m
}

// frameOf shows a picture within so many ems, in its own proportions.
func frameOf(m image.Image, wide, high float32) fyne.CanvasObject {
	shown := canvas.NewImageFromImage(m)
	shown.FillMode = canvas.ImageFillContain
	shown.ScaleMode = canvas.ImageScaleSmooth
	b := m.Bounds()
	if fits := high * float32(b.Dx()) / float32(b.Dy()); fits < wide {
		wide = fits
	}
	high = min(high, wide*float32(b.Dy())/float32(b.Dx()))
	return kit.Flow(0, kit.Least(wide, high, shown))
}

// evidenceOf shows the evidence of an entry below its journal.
func (p *entryPage) evidenceOf(all []shownEvidence) []fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	var out []fyne.CanvasObject
	for i, e := range all {
		about := kit.SmallWords(t.T("ui.evidence.by", orElse(e.AuthorName, "–"), t.Moment(e.At, s.Now())), kit.ToneSoft)
		parts := []fyne.CanvasObject{}
		if e.Paper != "" {
			parts = append(parts, kit.NewCaption(t.T("ui.evidence.paper")), kit.Words(e.Paper, kit.ToneInk))
		}
		switch {
		case e.Size == 0:
		case e.picture != nil:
			parts = append(parts, kit.NewCaption(t.T("ui.evidence.picture")), frameOf(e.picture, 17, 13),
				kit.Flow(0, kit.Quiet(t.T("ui.evidence.large"), theme.ZoomInIcon(), func() {
					s.Go(Route{Page: PageEvidenceView, Arg: p.id.String() + "@" + strconv.Itoa(i)})
				})))
		case e.sealed:
			parts = append(parts, kit.Notice(kit.ToneWait, t.T("ui.evidence.sealed")))
		case e.Here:
			parts = append(parts, kit.Notice(kit.ToneWait, t.T("ui.evidence.odd")))
		default:
			parts = append(parts, kit.Notice(kit.ToneSoft, t.T("ui.evidence.not-here")))
		}
		out = append(out, kit.Card(append(parts, about)...))
	}
	if len(out) == 0 {
		return nil
	}
	return []fyne.CanvasObject{kit.NewHeading(t.T("ui.evidence.heading")), kit.Tiles(18, 0.8, out...)}
}

// evidenceView shows one picture as large as the window allows.
type evidenceView struct {
	shell *Shell
	book  entryBook
	id    coop.ID
	at    int
	wrong error
}

var errNoPicture = errors.New("there is no such picture")

func newEvidenceView(s *Shell, arg string) page {
	id, number, _ := strings.Cut(arg, "@")
	p := &evidenceView{shell: s, book: s.Book}
	var failed error
	p.id, p.wrong = coop.ParseID(id)
	p.at, failed = strconv.Atoi(number)
	p.wrong = errors.Join(p.wrong, failed)
	return bind(s.Text.T("ui.evidence.picture"), p)
}

func (p *evidenceView) load(ctx context.Context) (image.Image, error) {
	if p.wrong != nil {
		return nil, p.wrong
	}
	all, err := readEvidence(ctx, p.book, p.id)
	if err != nil {
		return nil, err
	}
	if p.at < 0 || p.at >= len(all) || all[p.at].picture == nil {
		return nil, errNoPicture
	}
	return all[p.at].picture, nil
}

func (p *evidenceView) show(m image.Image) fyne.CanvasObject {
	shown := canvas.NewImageFromImage(m)
	shown.FillMode = canvas.ImageFillContain
	shown.ScaleMode = canvas.ImageScaleSmooth
	return kit.Fill(0.6, kit.SmallWords(p.shell.Text.T("ui.evidence.back"), kit.ToneSoft), shown)
}
