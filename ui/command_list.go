package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/ui/kit"
)

// A new command is one line in the list of its menu, and two texts: ui.command.<name> and ui.about.<name>.

func init() { // the commands open pages, and pages' heads name commands: a plain variable would be a cycle
	commands = slices.Concat(
		bookCommands(), placeCommands(), goCommands(), moneyCommands(), bankCommands(), assetCommands(),
		savingCommands(), loanCommands(), yearCommands(), surplusCommands(), packCommands(), pageCommands(),
		viewCommands(), helpCommands())
}

// bookCommands are about the book as a whole: who works in it, and how it comes to others.
func bookCommands() []command {
	return []command{
		{Name: "send", Menu: "book", Press: fyne.KeyT, Mod: ctrl, Do: (*Shell).onSend},
		{Name: "file-write", Menu: "book", Press: fyne.KeyW, Mod: ctrl, Do: (*Shell).onFileWrite},
		{Name: "file-read", Menu: "book", Press: fyne.KeyO, Mod: ctrl, Do: goTo(PageParcel), Open: true},
		{Name: "backup", Menu: "book", Press: fyne.KeyS, Mod: ctrl, Do: (*Shell).onBackup},
		{Name: "backups", Menu: "book", Press: fyne.KeyS, Mod: ctrl | fyne.KeyModifierShift, Do: goTo(PageBackups)},
		{Name: "takeover", Menu: "book", Press: fyne.Key7, Mod: ctrl, Do: goTo(PageTakeover)},
		{Name: "invite", Menu: "book", Press: fyne.KeyI, Mod: ctrl, Do: goTo(PageInvite)},
		{Name: "devices", Menu: "book", Press: fyne.KeyD, Mod: ctrl | fyne.KeyModifierShift, Do: goTo(PageDevices)},
		{Name: "people", Menu: "book", Press: fyne.KeyU, Mod: ctrl, Do: goTo(PagePeople)},
		{Name: "settings", Menu: "book", Press: fyne.KeyComma, Mod: ctrl, Do: goTo(PageSettings)},
		{Name: "pin", Menu: "book", Press: fyne.KeyK, Mod: ctrl, Do: goTo(PagePIN)},
		{Name: "leave", Menu: "book", Press: fyne.KeyL, Mod: ctrl, Do: (*Shell).Lock},
	}
}

// placeCommands are the side bar, in its order.
func placeCommands() []command {
	place := func(name, page string, press fyne.KeyName, picture func() fyne.Resource) command {
		return command{
			Name: name, Menu: "go", Press: press, Mod: ctrl, Do: goTo(page), Route: page, Place: picture,
		}
	}
	home := place("home", PageHome, fyne.Key1, theme.HomeIcon)
	home.Do = (*Shell).Home
	return []command{
		home,
		place("write", PageRecord, fyne.KeyN, theme.DocumentCreateIcon),
		place("dues", PageDues, fyne.Key2, theme.GridIcon),
		place("members", PageMembers, fyne.Key3, theme.AccountIcon),
		place("journal", PageJournal, fyne.Key4, theme.ListIcon),
		place("reports", PageReports, fyne.Key5, theme.DocumentIcon),
		place("attention", PageAttention, fyne.Key8, theme.VisibilityIcon),
		place("sync", PageSync, fyne.Key6, theme.UploadIcon),
		place("everything", PageEverything, fyne.Key9, theme.MenuIcon),
	}
}

// goCommands lead to pages that are not in the side bar.
func goCommands() []command {
	return []command{
		{Name: "review", Menu: "go", Press: fyne.KeyY, Mod: ctrl, Do: goTo(PageReview)},
		{Name: "member-new", Menu: "go", Press: fyne.KeyM, Mod: ctrl, Do: goTo(PageMemberForm)},
		{Name: "journal-entry", Menu: "go", Press: fyne.KeyJ, Mod: ctrl, Do: goTo(PageJournalEntry)},
		{Name: "repeat", Menu: "go", Press: fyne.KeyD, Mod: ctrl, Do: (*Shell).onRepeat},
		{Name: "templates", Menu: "go", Press: fyne.KeyT, Mod: ctrl | fyne.KeyModifierShift, Do: (*Shell).onTemplates},
		{Name: "back", Menu: "go", Press: fyne.KeyLeft, Mod: alt, Do: (*Shell).Back, Open: true},
	}
}

// moneyCommands are about cash, bank, receipts and opening balances.
func moneyCommands() []command {
	return []command{
		{Name: "evidence", Menu: "money", Press: fyne.KeyE, Mod: ctrl, Do: (*Shell).onEvidence},
		{Name: "count", Menu: "money", Press: fyne.KeyH, Mod: ctrl, Do: goTo(PageCount)},
		{
			Name: "count-bank", Menu: "money", Press: fyne.KeyH, Mod: ctrl | fyne.KeyModifierShift,
			Do: goTo(PageCountBank),
		},
		{Name: "counts", Menu: "money", Do: goTo(PageCounts)},
		{Name: "check", Menu: "money", Press: fyne.KeyR, Mod: ctrl | fyne.KeyModifierShift, Do: goTo(PageCheck)},
		{Name: "opening", Menu: "money", Press: fyne.KeyO, Mod: ctrl | fyne.KeyModifierShift, Do: goTo(PageOpening)},
	}
}

// pageCommands ask something of the page that is open.
func pageCommands() []command {
	return []command{
		{Name: "record", Menu: "page", Press: fyne.KeyReturn, Mod: ctrl, Do: onPage(recorder.record), Open: true},
		{Name: "correct", Menu: "page", Press: fyne.KeyG, Mod: ctrl, Do: (*Shell).onCorrect},
		{Name: "search", Menu: "page", Press: fyne.KeyF, Mod: ctrl, Do: onPage(searcher.search)},
		{
			Name: "month-next", Menu: "page", Press: fyne.KeyPageDown, Mod: ctrl,
			Do: onPage(func(m monthly) { m.step(1) }),
		},
		{
			Name: "month-before", Menu: "page", Press: fyne.KeyPageUp, Mod: ctrl,
			Do: onPage(func(m monthly) { m.step(-1) }),
		},
		{Name: "print", Menu: "page", Press: fyne.KeyP, Mod: ctrl, Do: (*Shell).onPrintPDF},
		{
			Name: "print-sheet", Menu: "page", Press: fyne.KeyP, Mod: ctrl | fyne.KeyModifierShift,
			Do: (*Shell).onPrintXLSX,
		},
		{Name: "reload", Menu: "page", Press: fyne.KeyR, Mod: ctrl, Do: (*Shell).Reload, Open: true},
	}
}

// viewCommands change how the window looks.
func viewCommands() []command {
	return []command{
		{Name: "larger", Menu: "view", Press: fyne.KeyEqual, Mod: ctrl, Do: func(s *Shell) { s.grow(1) }, Open: true},
		{Name: "smaller", Menu: "view", Press: fyne.KeyMinus, Mod: ctrl, Do: func(s *Shell) { s.grow(-1) }, Open: true},
		{Name: "paper", Menu: "view", Do: func(s *Shell) { s.setLook(kit.LookPaper) }, Open: true},
		{Name: "night", Menu: "view", Do: func(s *Shell) { s.setLook(kit.LookNight) }, Open: true},
		{Name: "contrast", Menu: "view", Do: func(s *Shell) { s.setLook(kit.LookContrast) }, Open: true},
		{Name: "language", Menu: "view", Press: fyne.KeyB, Mod: ctrl, Do: (*Shell).switchLanguage, Open: true},
	}
}

// helpCommands explain.
func helpCommands() []command {
	return []command{
		{Name: "help", Menu: "help", Press: fyne.KeySlash, Mod: ctrl, Do: (*Shell).onHelp, Open: true},
		{Name: "guide", Menu: "help", Do: goTo(PageGuide)},
		{Name: "glossary", Menu: "help", Do: goTo(PageGlossary)},
		{Name: "card", Menu: "help", Do: (*Shell).onCard, Open: true},
		{Name: "practice", Menu: "help", Do: practise(PractiseEnter), Open: true},
		{Name: "practice-anew", Menu: "help", Do: practise(PractiseAnew), Open: true},
		{Name: "practice-leave", Menu: "help", Do: practise(PractiseLeave), Open: true},
	}
}
