package store

import (
	"context"

	"lumbung/store/coop"
)

// CloseBody gives what a close of a period would state now: everything that this book holds, and of a year
// its closing entry. The chair signs it (Sign)
// and records it with the mark.
func (b *Book) CloseBody(_ context.Context, period coop.Month, year bool) (coop.Close, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.line == nil {
		return coop.Close{}, errClosed
	}
	c := coop.Close{
		Period: period, Year: year, Prev: b.fold.LastClose(), Contains: b.fold.Heads(),
		Digest: coop.TrialDigest(b.over, period),
	}
	if year {
		c.Lines = coop.ClosingLines(b.over, period)
	}
	return c, b.state.err
}

// ReopenBody gives what voids the last holding close.
func (b *Book) ReopenBody(_ context.Context, reason string) (coop.Reopen, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.line == nil {
		return coop.Reopen{}, errClosed
	}
	return coop.Reopen{Close: b.fold.LastClose(), Reason: reason}, b.state.err
}
