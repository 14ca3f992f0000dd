package ui

import (
	"bytes"
	"context"
	"sync"
)

// sheet is half-typed work in a file of its own. The file follows what is in memory, always with the latest, so that it
// does not matter which write comes last; what was taken away does not come back by a write that was still under way.
type sheet struct {
	book    draftBook
	key     string
	mu      sync.Mutex // guards what follows, for a moment only
	data    []byte
	written bool
	known   bool       // data is what the file holds or will
	writing sync.Mutex // one write after the other
}

// sheet is the work with a key. It is called in the window.
func (s *Shell) sheet(book draftBook, key string) *sheet {
	one := s.sheets[key]
	if one == nil || one.book != book {
		one = &sheet{book: book, key: key, written: true}
		s.sheets[key] = one
	}
	return one
}

// keep keeps the work, nil for none: in memory at once, and in the file before long.
func (one *sheet) keep(s *Shell, data []byte) {
	one.mu.Lock()
	one.data, one.written, one.known = data, one.known && one.written && bytes.Equal(data, one.data), true
	one.mu.Unlock()
	if s.settling {
		return // the caller writes, and the window may be gone
	}
	s.Do(func(context.Context) error { return one.write() }, func() {})
}

// put keeps the work and returns when it is in the file; it is called away from the window.
func (one *sheet) put(data []byte) error {
	one.mu.Lock()
	one.data, one.written, one.known = data, false, true
	one.mu.Unlock()
	return one.write()
}

// write brings the file up to what is in memory.
func (one *sheet) write() error {
	one.writing.Lock()
	defer one.writing.Unlock()
	one.mu.Lock()
	data, written := one.data, one.written
	one.written = true
	one.mu.Unlock()
	if written {
		return nil
	}
	save := func() error { return one.book.SaveDraft(one.key, data) }
	if data == nil {
		save = func() error { return one.book.DropDraft(one.key) }
	}
	if err := save(); err != nil {
		one.mu.Lock()
		one.written = false
		one.mu.Unlock()
		return err
	}
	return nil
}

// drop forgets the work; it is called away from the window.
func (one *sheet) drop() error {
	one.writing.Lock()
	defer one.writing.Unlock()
	one.mu.Lock()
	one.data, one.written, one.known = nil, true, true
	one.mu.Unlock()
	return one.book.DropDraft(one.key)
}
