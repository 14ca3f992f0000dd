package store

import (
	"context"
	"slices"
	"strings"

	"lumbung/store/coop"
)

// searchEntries gives the entries that have all the words of the query.
func (b *Book) searchEntries(ctx context.Context, query coop.EntryQuery) ([]coop.EntryView, error) {
	words := strings.Fields(strings.ToLower(query.Text))
	var found []coop.EntryView
	err := b.EachEntry(ctx, query, func(e *coop.EntryView) error {
		text := strings.ToLower(strings.Join(entryWords(e), " "))
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }) {
			found = append(found, *e)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if query.Newest {
		slices.Reverse(found)
	}
	found = found[min(query.Offset, len(found)):]
	if query.Limit > 0 {
		found = found[:min(query.Limit, len(found))]
	}
	return found, nil
}

// entryWords are the texts by which an entry is found. What is sealed is never among them.
func entryWords(e *coop.EntryView) []string {
	words := []string{e.Voucher, e.Occasion, e.Remark, e.Evidence}
	for _, l := range e.Lines {
		if l.MemberName != "" {
			words = append(words, l.MemberNumber, l.MemberName)
		}
	}
	return words
}
