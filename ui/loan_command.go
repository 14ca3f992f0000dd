package ui

// loanCommands are about loans to members.
func loanCommands() []command { return nil }

// loanBook is what these pages together need of the book.
type loanBook any
