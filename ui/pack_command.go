package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
)

// packCommands are about the papers of the annual meeting.
func packCommands() []command {
	return []command{
		{Name: "pack", Menu: "year", Press: fyne.KeyJ, Mod: ctrl | fyne.KeyModifierShift, Do: goTo(PagePack)},
		{Name: "admin", Menu: "year", Press: fyne.KeyF, Mod: ctrl | fyne.KeyModifierShift, Do: goTo(PageAdmin)},
	}
}

// packBook is what these pages together need of the book.
type packBook interface {
	settingsBook
	// Notes gives what stands now in a book of notes, in the order in which its lines were begun.
	Notes(ctx context.Context, book string) ([]coop.NoteView, error)
}

// Pages of the annual papers and of the administration books. What Arg means stands beside each.
const (
	PagePack      = "pack"       // a year
	PagePackWords = "pack-words" // a year and a section behind @
	PageAdmin     = "admin"
	PageAdminBook = "admin-book" // the key of a book
	PageAdminLine = "admin-line" // the key of a book, and a note's id behind @
	PageAdminNew  = "admin-new"  // the key of a book whose columns are changed; empty: a new one
)

func init() {
	morePages[PagePack], morePages[PagePackWords] = newPack, newPackWords
	morePages[PageAdmin], morePages[PageAdminBook] = plain(newAdmin), newAdminBook
	morePages[PageAdminLine], morePages[PageAdminNew] = newAdminLine, newAdminNew
}
