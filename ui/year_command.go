package ui

// yearCommands are about the end of a month and of a year.
func yearCommands() []command { return nil }

// yearBook is what these pages together need of the book.
type yearBook any
