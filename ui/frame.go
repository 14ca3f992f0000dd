package ui

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"lumbung/assets"
	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// frame is what stands around every page: the side bar with whose book it is and who sits here, the head of the page,
// and the foot that always says what is unsent and whether the books agree.
type frame struct {
	shell    *Shell
	root     *fyne.Container
	body     *fyne.Container
	head     *fyne.Container
	foot     *fyne.Container
	side     fyne.CanvasObject
	brand    *fyne.Container
	person   *fyne.Container
	places   map[string]*kit.Place
	order    []*kit.Place
	layout   *frameLayout
	aside    *fyne.Container   // help
	helpPage *fyne.Container   // what scrolls in it
	outer    fyne.CanvasObject // all of it, under the band of a practice book
}

// barn is the program's picture, read once: reading it takes longer than drawing a page.
var barn = sync.OnceValue(func() image.Image {
	picture, err := png.Decode(bytes.NewReader(assets.IconPNG()))
	if err != nil {
		return image.NewUniform(color.Transparent)
	}
	return picture
})

// sign shows the program's picture.
func sign() *canvas.Image {
	picture := canvas.NewImageFromImage(barn())
	picture.FillMode = canvas.ImageFillContain
	return picture
}

func newFrame(s *Shell) *frame {
	f := &frame{
		shell: s, body: container.NewStack(), head: container.NewStack(), foot: container.NewStack(),
		brand: container.NewStack(), person: container.NewStack(), places: map[string]*kit.Place{},
		aside: container.NewStack(),
	}
	list := container.NewVBox()
	for _, c := range commands {
		if c.Place == nil {
			continue
		}
		place := kit.NewPlace("", c.Place(), func() { c.Do(s) })
		f.places[c.Route] = place
		f.order = append(f.order, place)
		list.Add(place)
	}
	side := container.NewBorder(f.brand, f.person, nil, nil, container.NewVScroll(kit.InsetXY(0.5, 0.2, list)))
	f.side = kit.Ground(kit.ColorSide, side)
	footed := kit.Ground(kit.ColorSide, f.foot)
	f.layout = &frameLayout{f: f, foot: footed, beside: kit.Rule(), below: kit.Rule()}
	// The order is that of Tab: first what the page is about, then its head, then where else one can go.
	f.root = container.New(f.layout, f.body, f.head, f.side, footed, f.layout.beside, f.layout.below, f.aside)
	f.outer = s.banded(f.root)
	return f
}

// put shows a drawn page.
func (f *frame) put(p page, body fyne.CanvasObject) {
	s := f.shell
	_, isBare := p.self.(bare)
	f.layout.bare = isBare
	f.body.Objects = []fyne.CanvasObject{body}
	if !isBare {
		here := placeOf(s.here())
		for _, c := range commands {
			if place := f.places[c.Route]; place != nil && c.Place != nil {
				place.Title = s.Text.T(c.Key())
				place.SetHere(c.Route == here)
				place.Refresh()
			}
		}
		f.count()
		f.title(p)
		f.who()
		f.status()
	}
	f.root.Refresh()
}

// count says in the side bar how much waits for somebody.
func (f *frame) count() {
	place := f.places[PageAttention]
	place.Count = ""
	if n := f.shell.waiting; n > 0 {
		place.Count = f.shell.Text.Count(n)
	}
	place.Refresh()
	if place := f.places[PageRecord]; place != nil {
		place.Count = ""
		if n := f.shell.unfinishedElsewhere(); n > 0 {
			place.Count = f.shell.Text.Count(n)
		}
		place.Refresh()
	}
}

// title fills the head: the way back, what this page is, and its buttons.
func (f *frame) title(p page) {
	s := f.shell
	row := []fyne.CanvasObject{}
	if top := placeOf(s.here()) == s.here().Page && s.here().Arg == ""; len(s.history) > 1 && !top {
		row = append(row, kit.Quiet("", theme.NavigateBackIcon(), s.Back))
	}
	var buttons fyne.CanvasObject
	var does []fyne.CanvasObject
	if acts, is := p.self.(acting); is {
		does = acts.actions()
	}
	if s.typing.back {
		does = append(does, kit.Quiet(s.Text.T("ui.held.empty"), theme.DeleteIcon(), s.onEmpty))
	}
	if len(does) > 0 {
		buttons = container.NewHBox(does...)
	}
	name := p.title
	if titled, is := p.self.(titled); is {
		name = titled.heading()
	}
	title := kit.NewTitle(name)
	head := kit.Head(container.NewBorder(nil, nil, container.NewHBox(row...), nil, title), buttons)
	// The ground keeps what scrolls below from showing between the words of the head.
	f.head.Objects = []fyne.CanvasObject{kit.Ground(theme.ColorNameBackground, kit.InsetXY(1, 0.5, head))}
	f.head.Refresh()
}

// who fills the brand and the person.
func (f *frame) who() {
	s := f.shell
	picture := sign()
	if f.layout.small {
		f.brand.Objects = []fyne.CanvasObject{kit.InsetXY(0.4, 0.4, kit.Least(2, 2, picture))}
		f.person.Objects = nil
	} else {
		name := kit.BoldWords(s.info.Cooperative.Name, kit.ToneInk)
		area := (&kit.Line{
			Text: s.Text.T("program.name"), Tone: kit.ToneSoft, Letters: theme.SizeNameCaptionText, LeastEms: 4,
		}).With()
		f.brand.Objects = []fyne.CanvasObject{kit.InsetXY(0.8, 0.7, container.NewBorder(
			nil, nil, container.NewHBox(kit.Least(2.4, 2.4, picture), kit.Space(0.1, 0)), nil,
			kit.Stack(0, name, area)))}
		person := (&kit.Line{Text: s.session.Name, Bold: true, LeastEms: 4}).With()
		role := (&kit.Line{
			Text: s.Text.Role(s.session.Role), Tone: kit.ToneSoft, Letters: theme.SizeNameCaptionText, LeastEms: 4,
		}).With()
		f.person.Objects = []fyne.CanvasObject{kit.InsetXY(0.8, 0.4, container.NewBorder(nil, nil, nil,
			kit.Quiet("", theme.LogoutIcon(), s.Leave), kit.Stack(0, person, role)))}
	}
	f.brand.Refresh()
	f.person.Refresh()
}

// status fills the foot. The signs stand beside the colours, and words beside the signs.
func (f *frame) status() {
	s, t := f.shell, f.shell.Text
	var parts []fyne.CanvasObject
	add := func(tone kit.Tone, text string) {
		parts = append(parts, (&kit.Line{Text: text, Tone: tone, Letters: theme.SizeNameCaptionText}).With())
	}
	if f.layout.small {
		add(kit.ToneSoft, s.session.Name)
	}
	if s.Practice && !f.layout.small { // the band above says it
		add(kit.ToneBad, "◆ "+t.T("ui.status.practice"))
	}
	short := ""
	if f.layout.small {
		short = "-short"
	}
	sent := t.Moment(s.info.ReceivedAt, s.Now())
	switch {
	case s.info.Copy:
		add(kit.ToneBad, "✗ "+t.T("ui.status.copy"))
	case s.info.Unsent > 0 && s.info.ReceivedAt == 0:
		add(kit.ToneWait, "● "+t.T("ui.status.never", t.Count(s.info.Unsent)))
	case s.info.Unsent > 0:
		add(kit.ToneWait, "● "+t.T("ui.status.unsent"+short, t.Count(s.info.Unsent), sent))
	default:
		add(kit.ToneSoft, "✓ "+t.T("ui.status.sent"+short, sent))
	}
	if s.Backups != nil && s.Book != nil {
		add(s.backupStatus(short))
	}
	if s.info.Waiting+s.info.Aside > 0 {
		add(kit.ToneWait, "● "+t.T("ui.status.waiting", t.Count(s.info.Waiting+s.info.Aside)))
	}
	broken := ""
	for _, c := range s.info.Checks {
		if !c.OK && broken == "" {
			broken = c.Name
		}
	}
	switch {
	case broken != "":
		add(kit.ToneBad, "✗ "+t.T("ui.status.broken", broken))
	case s.info.VerifiedAt == 0, f.layout.small && s.verifiedToday():
		add(kit.ToneGood, "✓ "+t.T("ui.status.balanced"))
	default:
		add(kit.ToneGood, "✓ "+t.T("ui.status.verified"+short, t.Moment(s.info.VerifiedAt, s.Now())))
	}
	f.foot.Objects = []fyne.CanvasObject{kit.InsetXY(1, 0.35, kit.Flow(1.4, parts...))}
	f.foot.Refresh()
}

// verifiedToday tells whether the books were checked since midnight: a narrow foot need not say when then.
func (s *Shell) verifiedToday() bool {
	at := time.Unix(s.info.VerifiedAt*60, 0).In(s.Now().Location())
	return coop.DateFromTime(at) == s.today()
}

// frameLayout lays the side bar on the left, small where the window is narrow for its letters; the rest is the page's.
type frameLayout struct {
	f             *frame
	foot          fyne.CanvasObject
	small         bool
	bare          bool
	beside, below fyne.CanvasObject // hairlines
}

const (
	sideEms      = 13.5
	smallSideEms = 3.2
	narrowEms    = 50 // windows narrower than this have the small side bar
)

func (l *frameLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	f, em := l.f, kit.Em()
	for _, o := range []fyne.CanvasObject{f.side, f.head, l.foot, l.beside, l.below} {
		if l.bare {
			o.Hide()
		} else {
			o.Show()
		}
	}
	if l.bare {
		f.body.Move(fyne.Position{})
		f.body.Resize(fyne.NewSize(size.Width-l.help(0, 0, size), size.Height))
		return
	}
	if small := size.Width < narrowEms*em; small != l.small {
		l.small = small
		f.who()
		f.status()
	}
	wide := float32(sideEms) * em
	if l.small {
		wide = smallSideEms * em
	}
	for _, p := range f.order {
		p.SetSmall(l.small)
	}
	f.foot.Resize(fyne.NewSize(size.Width, l.foot.MinSize().Height)) // the words wrap at this width
	f.head.Resize(fyne.NewSize(size.Width-wide, f.head.MinSize().Height))
	foot, head := l.foot.MinSize().Height, f.head.MinSize().Height
	f.side.Resize(fyne.NewSize(wide, size.Height-foot))
	f.head.Move(fyne.NewPos(wide, 0))
	f.head.Resize(fyne.NewSize(size.Width-wide, head))
	f.body.Move(fyne.NewPos(wide, head))
	f.body.Resize(fyne.NewSize(size.Width-wide-l.help(wide, head, fyne.NewSize(size.Width, size.Height-foot)),
		size.Height-head-foot))
	l.foot.Move(fyne.NewPos(0, size.Height-foot))
	l.foot.Resize(fyne.NewSize(size.Width, foot))
	l.below.Move(fyne.NewPos(0, size.Height-foot))
	l.below.Resize(fyne.NewSize(size.Width, 1))
	l.beside.Move(fyne.NewPos(wide-1, 0))
	l.beside.Resize(fyne.NewSize(1, size.Height-foot))
}

// MinSize lets the window be as small as the oldest screen; pages scroll inside it.
func (l *frameLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(480, 320) }

var _ fyne.Layout = (*frameLayout)(nil)
