package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/ui/kit"
)

// everythingPage lists what one can do here: every command of the menus with what it is for and its keys. One types a
// word and presses Enter; nobody need remember where something is.
type everythingPage struct {
	shell *Shell
	find  *kit.Entry
	list  *fyne.Container
	items []*kit.Item // in sight, in order
}

func newEverything(s *Shell) page {
	return bind(s.Text.T("ui.command.everything"), &everythingPage{shell: s})
}

func (p *everythingPage) load(context.Context) ([]command, error) { return commands, nil }

func (p *everythingPage) show(all []command) fyne.CanvasObject {
	t := p.shell.Text
	p.find = kit.NewEntry(t.T("ui.everything.find"))
	p.find.Icon = theme.SearchIcon()
	p.list = kit.Stack(0.5)
	p.find.OnChanged = func(text string) { p.fill(all, text) }
	p.find.OnEscape = p.shell.Back
	p.find.OnEnter = func() {
		if len(p.items) > 0 {
			p.items[0].OnTapped()
		}
	}
	p.find.OnDown = func() { p.walk(-1, 1) }
	p.fill(all, "")
	return kit.Under(kit.Stack(0.4, kit.Words(t.T("ui.everything.lead"), kit.ToneSoft), p.find), kit.Page(p.list))
}

// fill lists the commands in which every typed word occurs, under the names of their menus.
func (p *everythingPage) fill(all []command, text string) {
	t := p.shell.Text
	words := strings.Fields(strings.ToLower(text))
	p.items = nil
	p.list.RemoveAll()
	for _, menu := range menus {
		var tiles []fyne.CanvasObject
		for _, c := range all {
			if c.Menu != menu || c.Name == "everything" || c.Name == "back" || !p.shell.has(c) {
				continue
			}
			about := ""
			if t.Has(c.About()) {
				about = t.T(c.About())
			}
			if !hasWords(t.T(c.Key())+" "+about+" "+c.Keys()+" "+t.T("ui.menu."+menu), words) {
				continue
			}
			tiles = append(tiles, p.item(c, about))
		}
		if len(tiles) > 0 {
			p.list.Add(kit.NewHeading(t.T("ui.menu." + menu)))
			p.list.Add(kit.Tiles(22, 0.4, tiles...))
		}
	}
	if len(p.items) == 0 {
		p.list.Add(kit.Words(t.T("ui.choice.none"), kit.ToneSoft))
	}
	p.list.Refresh()
	p.shell.refit()
}

func (p *everythingPage) item(c command, about string) fyne.CanvasObject {
	item := kit.NewItem(p.shell.Text.T(c.Key()), about, c.Keys(), func() { p.shell.runFrom(c) })
	at := len(p.items)
	item.OnWalk = func(steps int) { p.walk(at, steps) }
	item.OnRune = func(r rune) {
		p.shell.layer.Focus(p.find)
		p.find.TypedRune(r)
	}
	item.OnBack = p.shell.Back
	item.OnSeen = func() { p.shell.reveal(item) }
	p.items = append(p.items, item)
	return item
}

// walk sets the keys on an item so many further; before the first one is the search.
func (p *everythingPage) walk(from, steps int) {
	to := min(from+steps, len(p.items)-1)
	if to < 0 {
		p.shell.layer.Focus(p.find)
		return
	}
	p.shell.layer.Focus(p.items[to])
}

// hasWords tells whether every word occurs in the text.
func hasWords(text string, words []string) bool {
	folded := strings.ToLower(text)
	for _, word := range words {
		if !strings.Contains(folded, word) {
			return false
		}
	}
	return true
}

// runFrom does a command from the page that lists it. What is asked of the open page is asked of the one before.
func (s *Shell) runFrom(c command) {
	if c.Menu == "page" {
		s.Back()
	}
	s.run(c)
}

func (p *everythingPage) start()  { p.search() }
func (p *everythingPage) search() { p.shell.layer.Focus(p.find) }
