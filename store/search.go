package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"unicode"

	"modernc.org/sqlite"

	"lumbung/store/coop"
)

// The search file lies beside the book and may be deleted at any time: it is made again from the book when it is
// missing, damaged, of another form, or behind. Nothing sealed is in it.

// searchForm changes when the file's form or what is indexed does.
const searchForm = "3"

const searchSchema = `
CREATE TABLE form (mark TEXT NOT NULL) STRICT;
CREATE TABLE seen (log BLOB PRIMARY KEY, seq INTEGER NOT NULL, hash BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE doc (n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, day INTEGER NOT NULL) STRICT;
CREATE INDEX doc_day ON doc (day, n);
CREATE VIRTUAL TABLE words USING fts5 (text, content='', contentless_delete=1,
	tokenize='unicode61 remove_diacritics 2');
`

// finder is the search file while it is open.
type finder struct {
	mu    sync.Mutex
	db    *sql.DB
	names map[string]string // words by which occasions are found, by their id
}

// NameOccasions tells by which words the standard occasions are found, by their id: the book knows only ids, and the
// names of the cooperative's own.
func (b *Book) NameOccasions(words map[string]string) {
	b.find.mu.Lock()
	defer b.find.mu.Unlock()
	b.find.names = maps.Clone(words)
}

// IndexSearch brings the search file up to date, so that the first search after a large import need not.
func (b *Book) IndexSearch(ctx context.Context) error {
	b.find.mu.Lock()
	defer b.find.mu.Unlock()
	return b.withSearch(ctx, func() error { return nil })
}

// searchEntries gives the entries that have all the words of the query, each word being found by its beginning.
func (b *Book) searchEntries(ctx context.Context, query coop.EntryQuery) ([]coop.EntryView, error) {
	match := matchText(query.Text)
	if match == "" {
		return nil, nil
	}
	b.find.mu.Lock()
	defer b.find.mu.Unlock()
	var ids []coop.ID
	err := b.withSearch(ctx, func() (err error) {
		ids, err = b.find.hits(ctx, match, query)
		return err
	})
	if err != nil {
		return nil, err
	}
	var found []coop.EntryView
	err = b.look(ctx, func(q *sql.Tx) error {
		r, err := b.entryReader(ctx, q)
		if err != nil {
			return err
		}
		found, err = r.pick(ids, query)
		return err
	})
	return found, err
}

// matchText makes an FTS5 query: every word by its beginning, quoted so that no sign in it means anything.
func matchText(text string) string {
	var words []string
	for _, word := range strings.Fields(text) {
		if strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			words = append(words, `"`+strings.ReplaceAll(word, `"`, `""`)+`"*`)
		}
	}
	return strings.Join(words, " ")
}

// pick reads the found entries in their order and keeps those that also meet the query's other conditions.
func (r *entryReader) pick(ids []coop.ID, query coop.EntryQuery) ([]coop.EntryView, error) {
	const chunk = 500
	where, args := entryWhere(query)
	var found []coop.EntryView
	for len(ids) > 0 && (query.Limit == 0 || len(found) < query.Offset+query.Limit) {
		part := ids[:min(chunk, len(ids))]
		ids = ids[len(part):]
		marks := strings.TrimSuffix(strings.Repeat("?, ", len(part)), ", ")
		all := slices.Clone(args)
		for _, id := range part {
			all = append(all, id[:])
		}
		page, err := r.read(and(append(slices.Clone(where), "id IN ("+marks+")")), all...)
		if err != nil {
			return nil, err
		}
		byID := map[coop.ID]*coop.EntryView{}
		for i := range page {
			byID[page[i].ID] = &page[i]
		}
		for _, id := range part {
			if e := byID[id]; e != nil {
				found = append(found, *e)
			}
		}
	}
	found = found[min(query.Offset, len(found)):]
	if query.Limit > 0 {
		found = found[:min(query.Limit, len(found))]
	}
	return found, nil
}

// hits asks the file for the ids of entries, by day.
func (f *finder) hits(ctx context.Context, match string, query coop.EntryQuery) ([]coop.ID, error) {
	from, to, down := int64(query.From), int64(query.To), ""
	if to == 0 || query.Posted {
		to = lastDay
	}
	if query.Posted {
		from = 0
	}
	if query.Newest {
		down = " DESC"
	}
	rows, err := f.db.QueryContext(ctx, "SELECT doc.id FROM words JOIN doc ON doc.n = words.rowid "+
		"WHERE words MATCH ? AND doc.day BETWEEN ? AND ? ORDER BY doc.day"+down+", doc.n"+down, match, from, to)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var ids []coop.ID
	for rows.Next() {
		var id []byte
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, idOf(id))
	}
	return ids, rows.Err()
}

// withSearch opens the file, brings it up to date and runs f. A file that fails in any way is made again, once.
func (b *Book) withSearch(ctx context.Context, f func() error) error {
	var err error
	for range 2 {
		if err = b.openSearch(ctx); err == nil {
			if err = b.follow(ctx); err == nil {
				if err = f(); err == nil {
					return nil
				}
			}
		}
		var broken *sqlite.Error
		if ctx.Err() != nil || !errors.As(err, &broken) && !errors.Is(err, errStale) {
			break
		}
		b.find.drop(b.at.File + searchEnd)
	}
	return fmt.Errorf("store: search file: %w", err)
}

const searchEnd = ".search"

// errStale: the file speaks of another book, of a branch that is gone, or in another form.
var errStale = errors.New("stale")

// openSearch opens the file, or makes an empty one.
func (b *Book) openSearch(ctx context.Context) error {
	if b.find.db == nil {
		name := source(b.at.File+searchEnd, "journal_mode(TRUNCATE)", "synchronous(NORMAL)")
		connector, err := sqlite.NewConnector(name)
		if err != nil {
			return err
		}
		b.find.db = sql.OpenDB(connector)
		b.find.db.SetMaxOpenConns(1)
	}
	var tables int
	err := b.find.db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables)
	if err != nil {
		return err
	}
	if tables == 0 {
		if _, err := b.find.db.ExecContext(ctx, searchSchema); err != nil {
			return err
		}
		_, err = b.find.db.ExecContext(ctx, "INSERT INTO form VALUES (?)", b.find.mark())
		return err
	}
	var mark string
	if err := b.find.db.QueryRowContext(ctx, "SELECT mark FROM form").Scan(&mark); err != nil || mark != b.find.mark() {
		return errors.Join(errStale, err)
	}
	return nil
}

// mark says in what form the file is and which words of occasions are in it.
func (f *finder) mark() string {
	h := sha256.New()
	for _, id := range slices.Sorted(maps.Keys(f.names)) {
		fmt.Fprintf(h, "%s=%s\n", id, f.names[id])
	}
	return fmt.Sprintf("%s-%x", searchForm, h.Sum(nil)[:8])
}

func (f *finder) drop(file string) {
	f.close()
	for _, end := range []string{"", "-journal"} {
		os.Remove(file + end)
	}
}

func (f *finder) close() {
	if f.db != nil {
		f.db.Close()
		f.db = nil
	}
}

// closeSearch closes the file with the book.
func (b *Book) closeSearch() {
	b.find.mu.Lock()
	defer b.find.mu.Unlock()
	b.find.close()
}
