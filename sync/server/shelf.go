package server

import (
	"slices"
	"sync"

	"lumbung/store/coop"
)

// shelf keeps the books that were worked on last, with what was read of them, so that a village that sends one batch
// after the other does not cost the same reads again. A book on the shelf is good as long as the directory's revision
// is the one it was left at, whoever else writes to the database.
type shelf struct {
	mutex sync.Mutex
	books map[coop.ID]*shelved
	order []coop.ID // the one used last stands last
}

// shelved is a book between two transactions.
type shelved struct {
	revision int64
	below    *state
	over     *coop.Overlay
	fold     *coop.Fold
}

// shelfBooks bounds the shelf: an Overlay keeps some ten thousand rows at most.
const shelfBooks = 16

func newShelf() *shelf { return &shelf{books: map[coop.ID]*shelved{}} }

// take takes a book off the shelf; nil where it is not there.
func (s *shelf) take(id coop.ID) *shelved {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	b := s.books[id]
	if b != nil {
		delete(s.books, id)
		s.order = slices.DeleteFunc(s.order, func(other coop.ID) bool { return other == id })
	}
	return b
}

// put puts a book back whose changes are committed.
func (s *shelf) put(id coop.ID, b *shelved) {
	b.over.Settle()
	b.below.tx = nil
	clear(b.below.last)
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.books[id] = b
	s.order = append(s.order, id)
	if len(s.order) > shelfBooks {
		delete(s.books, s.order[0])
		s.order = s.order[1:]
	}
}
