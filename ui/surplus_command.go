package ui

// surplusCommands are about the surplus and the members' meeting.
func surplusCommands() []command { return nil }

// surplusBook is what these pages together need of the book.
type surplusBook any
