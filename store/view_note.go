package store

import (
	"context"

	"lumbung/store/coop"
)

// Notes gives what stands now in a book of notes, in the order in which its lines were begun: the lines of an
// administration book, or the words of the annual meeting's papers (coop.PackBook).
func (b *Book) Notes(ctx context.Context, book string) ([]coop.NoteView, error) {
	rows, err := b.Registers(ctx, coop.KindNote, coop.ID{})
	if err != nil {
		return nil, err
	}
	users, err := b.Users(ctx)
	if err != nil {
		return nil, err
	}
	names := map[coop.ID]string{}
	for _, u := range users {
		names[u.User] = u.Name
	}
	var all []coop.NoteView
	for _, row := range rows {
		if note, ok := coop.NoteOf(row); ok && note.Book == book {
			all = append(all, coop.NoteView{Note: note, ID: row.ID, At: row.At, AuthorName: names[row.Author]})
		}
	}
	return coop.LiveNotes(all), nil
}
