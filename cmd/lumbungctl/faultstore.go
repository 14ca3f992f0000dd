package main

import (
	"errors"

	"lumbung/store"
)

// storeFaults are the book's own refusals: the sentence for each, and whether it is an answer or the machine's failure.
var storeFaults = []struct {
	err    error
	key    string
	status int
}{
	{store.ErrInUse, "ctl.store.in-use", exitMachine},
	{store.ErrExists, "ctl.store.exists", exitNo},
	{store.ErrNewer, "ctl.store.newer", exitNo},
	{store.ErrNotBook, "ctl.store.not-book", exitNo},
	{store.ErrDamaged, "ctl.store.damaged", exitMachine},
	{store.ErrCopy, "ctl.store.copy", exitNo},
	{store.ErrNotYet, "ctl.store.not-yet", exitNo},
}

// explainStore puts the book's own refusals into the person's language.
func (p *program) explainStore(err error) (complaint, int, bool) {
	for _, fault := range storeFaults {
		if errors.Is(err, fault.err) {
			return p.spoken(fault.key, err), fault.status, true
		}
	}
	return complaint{}, 0, false
}
