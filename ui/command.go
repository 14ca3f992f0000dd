package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// command is one thing that a person can ask for from the menu or by its key. Shortcuts work only as items of the
// main menu: a field that has the focus swallows all others.
type command struct {
	Name  string // its text is ui.command.<Name>
	Menu  string // its text is ui.menu.<Menu>
	Press fyne.KeyName
	Mod   fyne.KeyModifier
	Do    func(s *Shell)
	Route string               // of a place in the side bar
	Place func() fyne.Resource // its picture; nil: not in the side bar
	Open  bool                 // also where nobody has logged in
}

// Key is the key of its text.
func (c command) Key() string { return "ui.command." + c.Name }

// About is the key of the sentence that says what it is for.
func (c command) About() string { return "ui.about." + c.Name }

// Keys writes the keys that one presses for it, such as Ctrl+Shift+O; empty where there are none.
func (c command) Keys() string {
	if c.Press == "" {
		return ""
	}
	parts := []string{}
	for _, m := range []struct {
		mod  fyne.KeyModifier
		name string
	}{{ctrl, "Ctrl"}, {alt, "Alt"}, {fyne.KeyModifierShift, "Shift"}} {
		if c.Mod&m.mod != 0 {
			parts = append(parts, m.name)
		}
	}
	if c.Name == "help" {
		return "F1" // the window hears that one itself
	}
	name, known := keyNames[c.Press]
	if !known {
		name = string(c.Press)
	}
	return strings.Join(append(parts, name), "+")
}

// keyNames are the names that stand on the keys where they are not Fyne's.
var keyNames = map[fyne.KeyName]string{
	fyne.KeyReturn: "Enter", fyne.KeyPageDown: "PgDn", fyne.KeyPageUp: "PgUp", fyne.KeyLeft: "←", fyne.KeyEqual: "+",
	fyne.KeyMinus: "−", fyne.KeyComma: ",", fyne.KeySlash: "/",
}

const (
	ctrl = fyne.KeyModifierShortcutDefault
	alt  = fyne.KeyModifierAlt
)

// menus are the menus in their order.
var menus = []string{"book", "go", "money", "savings", "loan", "year", "page", "view", "help"}

// commands is every command, in the order of menus and side bar (command_list.go).
var commands []command

func goTo(page string) func(*Shell) {
	return func(s *Shell) { s.Go(Route{Page: page}) }
}

// onPage asks the open page for something it may be able to do.
func onPage[T any](do func(T)) func(*Shell) {
	return func(s *Shell) {
		if able, is := s.at.self.(T); is {
			do(able)
		}
	}
}

// run does a command, unless it needs a session and there is none.
func (s *Shell) run(c command) {
	if s.session.User.IsZero() && !c.Open {
		return
	}
	c.Do(s)
}

// shortcut is what Fyne tells the menu when these keys are pressed: Ctrl+Y comes as the redo of a field.
func shortcut(press fyne.KeyName, mod fyne.KeyModifier) fyne.Shortcut {
	if press == fyne.KeyY && mod == ctrl {
		return &fyne.ShortcutRedo{}
	}
	return &desktop.CustomShortcut{KeyName: press, Modifier: mod}
}

// mainMenu carries every command with its shortcut.
func (s *Shell) mainMenu() *fyne.MainMenu {
	var all []*fyne.Menu
	for _, name := range menus {
		menu := fyne.NewMenu(s.Text.T("ui.menu." + name))
		for _, c := range commands {
			if c.Menu != name {
				continue
			}
			item := fyne.NewMenuItem(s.Text.T(c.Key()), func() { s.run(c) })
			if c.Press != "" {
				item.Shortcut = shortcut(c.Press, c.Mod)
			}
			menu.Items = append(menu.Items, item)
		}
		if len(menu.Items) == 0 {
			continue
		}
		all = append(all, menu)
	}
	quit := fyne.NewMenuItem(s.Text.T("ui.command.quit"), s.Window.Close)
	quit.IsQuit = true
	quit.Shortcut = &desktop.CustomShortcut{KeyName: fyne.KeyQ, Modifier: ctrl}
	all[0].Items = append(all[0].Items, fyne.NewMenuItemSeparator(), quit)
	return fyne.NewMainMenu(all...)
}
