package ui

// bankCommands are about bank statements, advances, budgets and loans to the cooperative.
func bankCommands() []command { return nil }

// bankBook is what these pages together need of the book.
type bankBook any
