package ui

// assetCommands are about fixed assets and what runs every month.
func assetCommands() []command { return nil }

// assetBook is what these pages together need of the book.
type assetBook any
