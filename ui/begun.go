package ui

import (
	"encoding/json"
	"fmt"

	"lumbung/store/coop"
)

// begun is work of a page that is not a form of questions, such as ticks and a plan's table, in a file of its own: it
// is there again after a look at another page and after a power cut. It counts only as long as what it began from is
// the last that was recorded, so that nothing that was recorded comes again.
type begun struct {
	Base string          `json:"base"` // the hash of what it began from
	Work json.RawMessage `json:"work"`
}

// begunFile is the file of a person's work on a page; it is called in the window.
func (s *Shell) begunFile(book draftBook, about string) *sheet {
	return s.sheet(book, about+"@"+s.session.User.String())
}

// readBegun reads what was begun, where it began from the base; it is called away from the window.
func (one *sheet) readBegun(base coop.Hash, work any) (bool, error) {
	one.mu.Lock()
	data, known := one.data, one.known
	one.mu.Unlock()
	if !known {
		var err error
		if data, err = one.book.Draft(one.key); err != nil {
			return false, fmt.Errorf("read what was begun: %w", err)
		}
	}
	var b begun
	if json.Unmarshal(data, &b) != nil || b.Base != base.String() {
		return false, nil // none, of another program, or recorded since
	}
	return json.Unmarshal(b.Work, work) == nil, nil
}

// keepBegun keeps what was begun: at once in memory, and in the file before long.
func (one *sheet) keepBegun(s *Shell, base coop.Hash, work any) {
	text, err := json.Marshal(work)
	if err == nil {
		text, err = json.Marshal(begun{Base: base.String(), Work: text})
	}
	if err != nil {
		s.Warn(fmt.Errorf("write what was begun: %w", err))
		return
	}
	one.keep(s, text)
}
