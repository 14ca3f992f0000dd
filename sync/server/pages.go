package server

// pages holds the parsed templates and texts of the web pages.
type pages struct {
	secure bool
}

func newPages(secure bool) (*pages, error) { return &pages{secure: secure}, nil }
