package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// Beginner makes a book where this machine has none.
type Beginner interface {
	// Found founds a cooperative and opens its book. The recovery code is kept until its page says it is written down.
	Found(ctx context.Context, f Founding) (opened Opened, recovery string, err error)
	// Join opens a book on an invite's file and the code that was told by telephone. The book is empty until the
	// first exchange, or the first file that is read.
	Join(ctx context.Context, invite []byte, code string) (Opened, error)
}

// Opened is a book that was just begun, and its exchange.
type Opened struct {
	Book     Book
	Exchange Exchange
}

// Founding says what a new cooperative begins with.
type Founding struct {
	Name, Village        string // Village is the area code, 10 digits
	Treasurer, Chair     string
	TreasurerPIN         string
	ChairPIN             string
	Principal, Mandatory coop.Money // dues; 0 where none are set yet
}

// welcomePage is the first page of a new machine.
type welcomePage struct {
	shell *Shell
	first *kit.Tile
}

func newWelcome(s *Shell) page { return bind(s.Text.T("program.name"), &welcomePage{shell: s}) }

func (p *welcomePage) load(context.Context) (struct{}, error) { return struct{}{}, nil }

func (p *welcomePage) show(struct{}) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.first = kit.NewTile(t.T("ui.welcome.found"), t.T("ui.welcome.found-text"), theme.HomeIcon(),
		func() { s.Go(Route{Page: PageFound}) })
	tiles := kit.Stack(0.6, p.first,
		kit.NewTile(t.T("ui.welcome.join"), t.T("ui.welcome.join-text"), theme.AccountIcon(),
			func() { s.Go(Route{Page: PageJoin}) }),
		kit.NewTile(t.T("ui.welcome.restore"), t.T("ui.welcome.restore-text"), theme.HistoryIcon(),
			func() { s.Go(Route{Page: PageRestore}) }))
	if s.Practise != nil {
		tiles.Add(kit.NewTile(t.T("ui.command.practice"), t.T("ui.about.practice"), theme.HelpIcon(),
			func() { practise(PractiseEnter)(s) }))
	}
	return s.doorway(28, t.T("ui.welcome.title"), t.T("program.motto"), tiles,
		kit.Flow(0, kit.Quiet(t.T("ui.command.language"), nil, s.switchLanguage)))
}

func (p *welcomePage) bare()  {}
func (p *welcomePage) start() { p.shell.layer.Focus(p.first) }

// doorway is the look of the pages before the frame: the barn, whose it is, and one thing to do, so many ems wide.
func (s *Shell) doorway(wideEms float32, title, text string, parts ...fyne.CanvasObject) fyne.CanvasObject {
	picture := container.NewHBox(kit.Least(4, 4, sign()), kit.Space(0.3, 0))
	head := container.NewBorder(nil, nil, container.NewVBox(picture), nil,
		kit.Stack(0.1, kit.HeadWords(title), kit.Words(text, kit.ToneSoft)))
	all := append([]fyne.CanvasObject{kit.Space(0, 0.6), head}, parts...)
	return kit.Scrolled(kit.Middle(wideEms, kit.Stack(0.9, all...)))
}
