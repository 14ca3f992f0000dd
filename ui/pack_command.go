package ui

// packCommands are about the papers of the annual meeting.
func packCommands() []command { return nil }

// packBook is what these pages together need of the book.
type packBook any
