package ui

// savingCommands are about members' savings beyond the dues.
func savingCommands() []command { return nil }

// savingBook is what these pages together need of the book.
type savingBook any
