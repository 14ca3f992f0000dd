package ui

import (
	"context"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"lumbung/ui/kit"
)

// The steps of a take-over, as they stand in the route.
const (
	takeoverFound   = "found"
	takeoverSheet   = "sheet" // and a colon and the number of the sheet
	takeoverAsks    = "asks"
	takeoverAsk     = "ask" // and its number, and behind another colon that of one of its rows
	takeoverMembers = "members"
	takeoverRecord  = "record"
	takeoverDone    = "done"
)

// takeoverWork is the take-over under way. It lives as long as the window; only what was decided outlives it.
type takeoverWork struct {
	files []TakeoverFile
	open  Takeover
	done  TakeoverDone
}

// newTakeover opens a step; without an open take-over there is only the first.
func newTakeover(s *Shell, arg string) page {
	step, rest, _ := strings.Cut(arg, ":")
	if s.takeover.open == nil {
		step = ""
	}
	title, part := s.Text.T("ui.takeover.title"), takeoverPart{shell: s}
	switch step {
	case takeoverFound:
		return bind(title, &foundSheetsPage{takeoverPart: part})
	case takeoverSheet:
		return bind(title, &foundSheetPage{takeoverPart: part, at: number(rest)})
	case takeoverAsks:
		return bind(title, &asksPage{takeoverPart: part})
	case takeoverAsk:
		ask, row, one := strings.Cut(rest, ":")
		p := &askPage{takeoverPart: part, book: s.Book, at: number(ask), row: -1}
		if one {
			p.row = number(row)
		}
		return bind(title, p)
	case takeoverMembers:
		return bind(title, &metPage{takeoverPart: part})
	case takeoverRecord:
		return bind(title, &takePage{takeoverPart: part})
	case takeoverDone:
		return bind(title, &takenPage{takeoverPart: part})
	}
	return bind(title, &choosePage{shell: s})
}

func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}

// takeoverPart is what the steps have in common.
type takeoverPart struct {
	shell *Shell
	found TakeoverFound
}

func (p *takeoverPart) load(context.Context) (TakeoverFound, error) {
	return p.shell.takeover.open.Found(), nil
}

func (p *takeoverPart) goTo(step string) {
	p.shell.Go(Route{Page: PageTakeover, Arg: step})
}

// lead says which step this is, its one idea, and a word about it.
func (p *takeoverPart) lead(step int, idea, about string) fyne.CanvasObject {
	t := p.shell.Text
	return kit.Stack(0.15, kit.NewCaption(t.T("ui.takeover.step", step)), kit.HeadWords(idea),
		kit.Words(about, kit.ToneSoft))
}

// next is the main button of a step that leads on.
func (p *takeoverPart) next(then func()) []fyne.CanvasObject {
	return []fyne.CanvasObject{kit.Main(p.shell.Text.T("ui.takeover.next"), theme.NavigateNextIcon(), then)}
}

// choosePage takes the workbooks.
type choosePage struct {
	shell *Shell

	path   *kit.Entry
	list   *fyne.Container
	notice *fyne.Container
	works  bool
}

const endingWorkbook = ".xlsx"

func (p *choosePage) load(ctx context.Context) ([]ShelfFile, error) {
	return p.shell.filesOf(ctx, endingWorkbook)
}

func (p *choosePage) show(files []ShelfFile) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.path = kit.NewEntry(t.T("ui.takeover.path-hint"))
	p.path.OnEnter, p.path.OnEscape = p.onAdd, s.Back
	p.list, p.notice = kit.Stack(0.3), kit.Stack(0)
	found := kit.Card(kit.NewHeading(t.T("ui.takeover.here")), s.fileList(files, func(f ShelfFile, data []byte) {
		p.add(TakeoverFile{Name: f.Name, Path: f.Path, Data: data})
	}))
	chosen := kit.Card(kit.NewHeading(t.T("ui.takeover.chosen")), p.list, p.notice,
		kit.NewCaption(t.T("ui.takeover.path")), container.NewBorder(nil, nil, nil,
			kit.Quiet("", theme.ContentAddIcon(), p.onAdd), p.path),
		kit.Flow(0.6, kit.Main(t.T("ui.takeover.read"), theme.DocumentIcon(), p.record),
			kit.NewCaption(t.T("ui.takeover.key"))))
	p.drawList()
	return kit.Page(kit.Words(t.T("ui.takeover.choose-about"), kit.ToneSoft), kit.Tiles(22, 0.8, found, chosen))
}

func (p *choosePage) start()     { p.shell.layer.Focus(p.path) }
func (p *choosePage) busy() bool { return p.works || len(p.shell.takeover.files) > 0 }

// drawList shows what was chosen, each with a button that takes it off again.
func (p *choosePage) drawList() {
	s := p.shell
	p.list.Objects = nil
	for i, f := range s.takeover.files {
		off := kit.Quiet("", theme.ContentClearIcon(), func() {
			s.takeover.files = slices.Delete(s.takeover.files, i, i+1)
			p.drawList()
		})
		p.list.Add(container.NewBorder(nil, nil, nil, off, kit.BoldWords("✓ "+f.Name, kit.ToneGood)))
	}
	if len(s.takeover.files) == 0 {
		p.list.Add(kit.Words(s.Text.T("ui.takeover.none"), kit.ToneSoft))
	}
	p.list.Refresh()
	s.refit()
}

func (p *choosePage) add(file TakeoverFile) {
	work := &p.shell.takeover
	if !slices.ContainsFunc(work.files, func(f TakeoverFile) bool { return f.Path == file.Path }) {
		work.files = append(work.files, file)
	}
	p.say(kit.ToneSoft, "")
	p.drawList()
}

// onAdd reads the file whose path stands in the field, also between quotation marks as Windows copies it.
func (p *choosePage) onAdd() {
	s, path := p.shell, strings.Trim(strings.TrimSpace(p.path.Text), `"'`)
	switch {
	case path == "":
		p.record() // Enter in the empty field: all files are chosen
		return
	case !strings.EqualFold(filepath.Ext(path), endingWorkbook):
		p.say(kit.ToneBad, s.Text.T("ui.takeover.not-xlsx", filepath.Base(path)))
		return
	case s.Shelf == nil:
		p.say(kit.ToneBad, s.Text.T("ui.takeover.cannot"))
		return
	}
	var data []byte
	s.Do(func(ctx context.Context) (err error) {
		data, err = s.Shelf.Read(ctx, path)
		return err
	}, func() {
		p.path.SetText("")
		p.add(TakeoverFile{Name: filepath.Base(path), Path: path, Data: data})
	})
}

func (p *choosePage) say(tone kit.Tone, text string) {
	p.notice.Objects = nil
	if text != "" {
		p.notice.Objects = []fyne.CanvasObject{kit.Notice(tone, text)}
	}
	p.notice.Refresh()
	p.shell.refit()
}

// record reads the workbooks away from the window and goes on to what was found.
func (p *choosePage) record() {
	s := p.shell
	switch {
	case p.works:
		return
	case len(s.takeover.files) == 0:
		p.say(kit.ToneBad, s.Text.T("ui.takeover.none"))
		return
	case s.Takeovers == nil:
		p.say(kit.ToneBad, s.Text.T("ui.takeover.cannot"))
		return
	}
	p.works = true
	told := func(file string) {
		s.Run(func() {}, func() {
			if p.works {
				p.say(kit.ToneWait, s.Text.T("ui.takeover.reading", file))
			}
		})
	}
	var open Takeover
	var failed error
	s.Run(func() { open, failed = s.Takeovers.Open(context.Background(), s.Book, s.takeover.files, told) }, func() {
		p.works = false
		if failed != nil {
			p.say(kit.ToneBad, s.Text.Sentence(failed))
			return
		}
		s.takeover.open = open
		s.Go(Route{Page: PageTakeover, Arg: takeoverFound})
	})
}
