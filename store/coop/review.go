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

// Settle says of a finding what the reviews of its entry make of it. It is a question where its author's query was
// recorded right before it; and it is settled where the author read the entry again, or agreed to it, afterwards. Both
// go by lamport, the finding's being given: clocks of two laptops cannot be compared.
func (v *FindingView) Settle(lamport int64, reviews []ReviewRow) {
	for _, r := range reviews {
		if r.Author != v.Author || r.Entry != v.Entry {
			continue
		}
		v.Asks = v.Asks || r.Verdict == VerdictQuery && r.Lamport == lamport-1
		v.Settled = v.Settled || r.Verdict != VerdictQuery && r.Lamport > lamport
	}
}

// ReviewedBy says whether somebody has looked at the entry: said what they think of it.
func (v *EntryView) ReviewedBy(user ID) bool { return v.VerdictOf(user) != 0 }

// VerdictOf is somebody's last word on the entry; 0: none.
func (v *EntryView) VerdictOf(user ID) (last Verdict) {
	for _, r := range v.Reviews {
		if r.Author == user {
			last = r.Verdict
		}
	}
	return last
}

// Query gives the two acts of a question about an entry, to be recorded together: the verdict, and what is asked.
func Query(entry ID, text string) []Act {
	return []Act{
		{Kind: KindReview, Body: Review{Entries: []ID{entry}, Verdict: VerdictQuery}},
		{Kind: KindFinding, Body: Finding{Entry: entry, Text: text}},
	}
}

// LateDays is from how many days between an entry's day and its recording on a reviewer should ask why.
const LateDays = 7

// Late says whether the entry was recorded LateDays or more after its day, or posts later than it is dated. What a
// book began with is not late. Days end at midnight UTC here: a few hours make no difference to a week.
func (v *EntryView) Late() bool {
	return v.Kind == KindEntry && (v.Posted > v.Date || v.At >= v.Date.AddDays(LateDays).Time().Unix()/60)
}

// Corrected says whether the entry takes another back, was taken back, or stands in the place of one that was.
func (v *EntryView) Corrected() bool {
	return !v.Reverses.IsZero() || !v.ReversedBy.IsZero() || !v.Corrects.IsZero()
}

// Bare says whether the entry should have a paper or a picture and has none.
func (v *EntryView) Bare() bool {
	return v.Kind == KindEntry && v.Posted != 0 && v.ReversedBy.IsZero() && !v.Evidenced()
}
