package coop

// EvidenceRow is one piece of evidence put on an entry after it was recorded. The number of a paper that was known
// when it was recorded stands in the entry itself.
type EvidenceRow struct {
	Entry   ID   `row:"key"`
	Hash    Hash `row:"key"`
	Lamport int64
	At      int64
	Author  ID
	Paper   string
	Sum     Hash // of the picture's sealed bytes; zero: none
	Size    int64
	Media   Media
}

// soundEvidence wants a paper's number or a picture, and of a picture its size and format.
func soundEvidence(b *Evidence) bool {
	if b.Entry.IsZero() || !plain(b.Paper) {
		return false
	}
	if b.Sum.IsZero() {
		return b.Paper != "" && b.Size == 0 && b.Media == 0
	}
	return b.Size > 0 && b.Size <= MaxPictureBytes && (b.Media == MediaJPEG || b.Media == MediaPNG)
}

func (f *Fold) recordEvidence(a *arrival, b *Evidence) What {
	if _, ok := f.entryBefore(a, b.Entry); !ok {
		return WhatNoSubject
	}
	f.state.Put(&EvidenceRow{
		Entry: b.Entry, Hash: a.Hash, Lamport: a.Lamport, At: a.At, Author: a.Author, Paper: b.Paper, Sum: b.Sum,
		Size: b.Size, Media: b.Media,
	})
	return WhatNone
}

// entryBefore gives an entry that lies in a's past, whether it counts or not. What a year close made is none: it comes
// and goes with the close.
func (f *Fold) entryBefore(a *arrival, id ID) (EntryRow, bool) {
	row := EntryRow{ID: id}
	return row, f.state.Get(&row) && row.Kind != KindClose && f.inPast(a, row.head())
}
