package coop

// ReviewRow is what one reviewer said of one entry, once.
type ReviewRow struct {
	Entry   ID   `row:"key"`
	Hash    Hash `row:"key"`
	Lamport int64
	At      int64
	Author  ID
	Verdict Verdict
}

// maxReviewed bounds the entries of one review.
const maxReviewed = 4096

func soundReview(b *Review) bool {
	seen := make(map[ID]bool, len(b.Entries))
	for _, id := range b.Entries {
		if id.IsZero() || seen[id] {
			return false
		}
		seen[id] = true
	}
	return len(seen) > 0 && len(seen) <= maxReviewed && b.Verdict >= VerdictRead && b.Verdict <= VerdictQuery
}

// recordReviewed keeps a verdict on each of the entries. Nobody reviews what they recorded, on any device (I12): one
// entry of one's own among them and the whole review says nothing.
func (f *Fold) recordReviewed(a *arrival, b *Review) What {
	for _, id := range b.Entries {
		entry, ok := f.entryBefore(a, id)
		switch {
		case !ok:
			return WhatNoSubject
		case entry.Author == a.Author:
			return WhatOwnApproval
		}
	}
	for _, id := range b.Entries {
		f.state.Put(&ReviewRow{
			Entry: id, Hash: a.Hash, Lamport: a.Lamport, At: a.At, Author: a.Author, Verdict: b.Verdict,
		})
	}
	return WhatNone
}
