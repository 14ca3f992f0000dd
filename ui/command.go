package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"

	"lumbung/ui/kit"
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

const (
	ctrl = fyne.KeyModifierShortcutDefault
	alt  = fyne.KeyModifierAlt
)

// menus are the menus in their order.
var menus = []string{"book", "go", "page", "view"}

// commands is every command, in the order of menus and side bar.
var commands []command

func init() { // the commands open pages, and pages' heads name commands: a plain variable would be a cycle
	commands = []command{
		{Name: "member-new", Menu: "book", Press: fyne.KeyM, Mod: ctrl, Do: goTo(PageMemberForm)},
		{Name: "send", Menu: "book", Press: fyne.KeyT, Mod: ctrl, Do: (*Shell).onSend},
		{Name: "file-write", Menu: "book", Press: fyne.KeyW, Mod: ctrl, Do: (*Shell).onFileWrite},
		{Name: "file-read", Menu: "book", Press: fyne.KeyO, Mod: ctrl, Do: goTo(PageParcel), Open: true},
		{Name: "invite", Menu: "book", Press: fyne.KeyI, Mod: ctrl, Do: goTo(PageInvite)},
		{Name: "people", Menu: "book", Press: fyne.KeyU, Mod: ctrl, Do: goTo(PagePeople)},
		{Name: "pin", Menu: "book", Press: fyne.KeyK, Mod: ctrl, Do: goTo(PagePIN)},
		{Name: "leave", Menu: "book", Press: fyne.KeyL, Mod: ctrl, Do: (*Shell).Leave},

		{
			Name: "home", Menu: "go", Press: fyne.Key1, Mod: ctrl, Do: (*Shell).Home, Route: PageHome,
			Place: theme.HomeIcon,
		},
		{
			Name: "write", Menu: "go", Press: fyne.KeyN, Mod: ctrl, Do: goTo(PageRecord), Route: PageRecord,
			Place: theme.DocumentCreateIcon,
		},
		{
			Name: "members", Menu: "go", Press: fyne.Key3, Mod: ctrl, Do: goTo(PageMembers), Route: PageMembers,
			Place: theme.AccountIcon,
		},
		{
			Name: "journal", Menu: "go", Press: fyne.Key4, Mod: ctrl, Do: goTo(PageJournal), Route: PageJournal,
			Place: theme.ListIcon,
		},
		{
			Name: "reports", Menu: "go", Press: fyne.Key5, Mod: ctrl, Do: goTo(PageReports), Route: PageReports,
			Place: theme.DocumentIcon,
		},
		{
			Name: "attention", Menu: "go", Press: fyne.Key8, Mod: ctrl, Do: goTo(PageAttention), Route: PageAttention,
			Place: theme.VisibilityIcon,
		},
		{
			Name: "sync", Menu: "go", Press: fyne.Key6, Mod: ctrl, Do: goTo(PageSync), Route: PageSync,
			Place: theme.UploadIcon,
		},
		{
			Name: "takeover", Menu: "go", Press: fyne.Key7, Mod: ctrl, Do: goTo(PageTakeover), Route: PageTakeover,
			Place: theme.GridIcon,
		},
		{Name: "back", Menu: "go", Press: fyne.KeyLeft, Mod: alt, Do: (*Shell).Back, Open: true},

		{Name: "record", Menu: "page", Press: fyne.KeyReturn, Mod: ctrl, Do: onPage(recorder.record), Open: true},
		{Name: "search", Menu: "page", Press: fyne.KeyF, Mod: ctrl, Do: onPage(searcher.search)},
		{
			Name: "month-next", Menu: "page", Press: fyne.KeyPageDown, Mod: ctrl,
			Do: onPage(func(m monthly) { m.step(1) }),
		},
		{
			Name: "month-before", Menu: "page", Press: fyne.KeyPageUp, Mod: ctrl,
			Do: onPage(func(m monthly) { m.step(-1) }),
		},
		{Name: "reload", Menu: "page", Press: fyne.KeyR, Mod: ctrl, Do: (*Shell).Reload, Open: true},

		{Name: "larger", Menu: "view", Press: fyne.KeyEqual, Mod: ctrl, Do: func(s *Shell) { s.grow(1) }, Open: true},
		{Name: "smaller", Menu: "view", Press: fyne.KeyMinus, Mod: ctrl, Do: func(s *Shell) { s.grow(-1) }, Open: true},
		{Name: "paper", Menu: "view", Do: func(s *Shell) { s.setLook(kit.LookPaper) }, Open: true},
		{Name: "night", Menu: "view", Do: func(s *Shell) { s.setLook(kit.LookNight) }, Open: true},
		{Name: "contrast", Menu: "view", Do: func(s *Shell) { s.setLook(kit.LookContrast) }, Open: true},
		{Name: "language", Menu: "view", Press: fyne.KeyB, Mod: ctrl, Do: (*Shell).switchLanguage, Open: true},
	}
}

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
				item.Shortcut = &desktop.CustomShortcut{KeyName: c.Press, Modifier: c.Mod}
			}
			menu.Items = append(menu.Items, item)
		}
		all = append(all, menu)
	}
	quit := fyne.NewMenuItem(s.Text.T("ui.command.quit"), s.Window.Close)
	quit.IsQuit = true
	quit.Shortcut = &desktop.CustomShortcut{KeyName: fyne.KeyQ, Modifier: ctrl}
	all[0].Items = append(all[0].Items, fyne.NewMenuItemSeparator(), quit)
	return fyne.NewMainMenu(all...)
}
