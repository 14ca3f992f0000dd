package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"lumbung/store/coop"
)

// follow indexes what the book holds and the search file does not, in one transaction of the file.
func (b *Book) follow(ctx context.Context) error {
	seen, err := b.find.seen(ctx)
	if err != nil {
		return err
	}
	return b.look(ctx, func(q *sql.Tx) error {
		heads, err := rowsOf[*coop.HeadRow](ctx, q, "ORDER BY log, hash")
		if err != nil {
			return err
		}
		news, err := newsSince(ctx, q, heads, seen)
		if err != nil || news.none {
			return err
		}
		r, err := b.entryReader(ctx, q)
		if err != nil {
			return err
		}
		r.light = true
		tx, err := b.find.db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
		names, err := occasionNames(ctx, q, b.find.names)
		if err != nil {
			return err
		}
		w, err := newIndexer(ctx, tx, names)
		if err != nil {
			return err
		}
		if err := w.take(r, news); err != nil {
			return err
		}
		if err := w.remember(heads); err != nil {
			return err
		}
		return tx.Commit()
	})
}

// occasionNames are the words of the standard occasions with those of the cooperative's own.
func occasionNames(ctx context.Context, q *sql.Tx, standard map[string]string) (map[string]string, error) {
	own, err := values(rowsOf[*coop.OccasionRow](ctx, q, "ORDER BY name"))
	if err != nil || len(own) == 0 {
		return standard, err
	}
	accounts, err := values(rowsOf[*coop.AccountRow](ctx, q, "ORDER BY code"))
	if err != nil {
		return nil, err
	}
	all, _ := coop.AllOccasions(nil, own, coop.ChartOf(accounts))
	names := coop.OccasionNames(all)
	for id, words := range standard {
		if names[id] == "" {
			names[id] = words
		}
	}
	return names, nil
}

// seen gives the last change of each log that is indexed.
func (f *finder) seen(ctx context.Context) (map[coop.ID]coop.Head, error) {
	rows, err := f.db.QueryContext(ctx, "SELECT log, seq, hash FROM seen")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	seen := map[coop.ID]coop.Head{}
	for rows.Next() {
		var log, hash []byte
		var h coop.Head
		if err := rows.Scan(&log, &h.Seq, &hash); err != nil {
			return nil, err
		}
		h.Log = idOf(log)
		copy(h.Hash[:], hash)
		seen[h.Log] = h
	}
	return seen, rows.Err()
}

// news is what to index: everything, or some entries and all of some members and occasions.
type news struct {
	none      bool
	all       bool
	entries   []coop.ID
	members   []coop.ID
	occasions []string
}

// newsSince compares heads with what is indexed. Logs that forked are indexed by indexing everything: their changes do
// not follow one another.
func newsSince(
	ctx context.Context, q *sql.Tx, heads []*coop.HeadRow, seen map[coop.ID]coop.Head,
) (news, error) {
	n := news{none: true}
	for i, h := range heads {
		last := seen[h.Log]
		forked := i > 0 && heads[i-1].Log == h.Log || i+1 < len(heads) && heads[i+1].Log == h.Log
		if last.Seq == h.Seq && last.Hash == h.Hash || forked && joined(heads, h.Log) == last.Hash {
			continue
		}
		n.none = false
		if forked || last.Seq > h.Seq {
			return news{all: true}, stale(len(seen) > 0)
		}
		if err := n.since(ctx, q, h, last); err != nil {
			return n, err
		}
	}
	n.all = !n.none && len(seen) == 0
	return n, nil
}

// stale asks for a new file when there is something in this one.
func stale(yes bool) error {
	if yes {
		return errStale
	}
	return nil
}

// joined marks a log that forked: it stays the same while its heads do.
func joined(heads []*coop.HeadRow, log coop.ID) coop.Hash {
	var mark coop.Hash
	for _, h := range heads {
		if h.Log == log {
			mark = coop.ChainHash(mark, h.Hash[:])
		}
	}
	return mark
}

// since collects what a log recorded after the last change that is indexed.
func (n *news) since(ctx context.Context, q *sql.Tx, h *coop.HeadRow, last coop.Head) error {
	if last.Seq > 0 {
		held, err := numberOf(ctx, q, "SELECT count(*) FROM change WHERE log = ? AND seq = ? AND hash = ?",
			last.Log[:], last.Seq, last.Hash[:])
		if err != nil {
			return err
		}
		if held == 0 {
			return errStale
		}
	}
	var hash, bytes []byte
	var kind int64
	text := "SELECT hash, kind, CASE WHEN kind IN (?, ?) THEN bytes ELSE x'' END FROM change " +
		"WHERE log = ? AND seq > ?"
	args := []any{int64(coop.KindMemberEdit), int64(coop.KindOccasion), h.Log[:], last.Seq}
	return eachRow(ctx, q, text, args, []any{&hash, &kind, &bytes}, func() error {
		switch coop.Kind(kind) {
		case coop.KindEntry, coop.KindReversal, coop.KindOpening:
			n.entries = append(n.entries, coop.HashID(coop.Hash(hash), 0))
		case coop.KindMemberEdit, coop.KindOccasion:
			n.renamed(bytes)
		}
		return nil
	})
}

// renamed collects whose name a change may have changed. What cannot be read was canonical when it was stored: verify
// says so.
func (n *news) renamed(bytes []byte) {
	c, err := coop.DecodeChange(bytes)
	if err != nil {
		return
	}
	if c.Kind == coop.KindOccasion {
		if own, err := coop.DecodeBody[coop.OccasionText](c.Body); err == nil {
			n.occasions = append(n.occasions, own.Name)
		}
		return
	}
	if edit, err := coop.DecodeBody[coop.MemberEdit](c.Body); err == nil && len(edit.Fields) > 0 {
		n.members = append(n.members, edit.Member)
	}
}

// indexer writes documents into the search file.
type indexer struct {
	ctx    context.Context
	tx     *sql.Tx
	names  map[string]string
	doc    *sql.Stmt
	words  *sql.Stmt
	forget *sql.Stmt
	number *sql.Stmt
	last   int64 // number of the last document
	fresh  bool  // the file is empty: nothing needs looking up
}

func newIndexer(ctx context.Context, tx *sql.Tx, names map[string]string) (*indexer, error) {
	w := &indexer{ctx: ctx, tx: tx, names: names}
	for _, s := range []struct {
		into **sql.Stmt
		text string
	}{
		{&w.number, "SELECT n FROM doc WHERE id = ?"},
		{&w.doc, "INSERT INTO doc (n, id, day) VALUES (?, ?, ?)"},
		{&w.forget, "DELETE FROM words WHERE rowid = ?"},
		{&w.words, "INSERT INTO words (rowid, text) VALUES (?, ?)"},
	} {
		var err error
		if *s.into, err = tx.PrepareContext(ctx, s.text); err != nil {
			return nil, err
		}
	}
	err := tx.QueryRowContext(ctx, "SELECT coalesce(max(n), 0) FROM doc").Scan(&w.last)
	w.fresh = w.last == 0
	return w, err
}

// take indexes the news.
func (w *indexer) take(r *entryReader, n news) error {
	w.fresh = w.fresh && n.all
	if n.all {
		return r.each(coop.EntryQuery{}, w.put)
	}
	for _, id := range n.entries {
		if err := w.some(r, "WHERE id = ?", id[:]); err != nil {
			return err
		}
	}
	for _, id := range n.members {
		err := w.some(r, "WHERE id IN (SELECT entry FROM line WHERE member = ? AND member <> zeroblob(16))", id[:])
		if err != nil {
			return err
		}
	}
	for _, name := range n.occasions {
		if err := w.some(r, "WHERE occasion = ?", name); err != nil {
			return err
		}
	}
	return nil
}

func (w *indexer) some(r *entryReader, text string, id any) error {
	page, err := r.read(text, id)
	if err != nil {
		return err
	}
	for i := range page {
		if err := w.put(&page[i]); err != nil {
			return err
		}
	}
	return nil
}

// put indexes one entry, in place of what was indexed of it before.
func (w *indexer) put(e *coop.EntryView) error {
	var n int64
	err := sql.ErrNoRows
	if !w.fresh {
		err = w.number.QueryRowContext(w.ctx, e.ID[:]).Scan(&n)
	}
	switch {
	case errors.Is(err, sql.ErrNoRows):
		w.last++
		n = w.last
		if _, err := w.doc.ExecContext(w.ctx, n, e.ID[:], int64(e.Date)); err != nil {
			return err
		}
	case err != nil:
		return err
	default:
		if _, err := w.forget.ExecContext(w.ctx, n); err != nil {
			return err
		}
	}
	_, err = w.words.ExecContext(w.ctx, n, strings.Join(entryWords(e, w.names), " "))
	return err
}

// entryWords are the texts by which an entry is found. What is sealed is never among them.
func entryWords(e *coop.EntryView, names map[string]string) []string {
	words := []string{e.Voucher, e.Occasion, names[e.Occasion], e.Remark, e.Evidence}
	last := coop.ID{}
	for _, l := range e.Lines {
		if l.Member != last {
			words = append(words, l.MemberNumber, l.MemberName)
		}
		last = l.Member
	}
	return words
}

// remember notes what is indexed now.
func (w *indexer) remember(heads []*coop.HeadRow) error {
	if _, err := w.tx.ExecContext(w.ctx, "DELETE FROM seen"); err != nil {
		return err
	}
	for i, h := range heads {
		if i > 0 && heads[i-1].Log == h.Log {
			continue
		}
		seq, hash := h.Seq, h.Hash
		if i+1 < len(heads) && heads[i+1].Log == h.Log {
			seq, hash = 0, joined(heads, h.Log)
		}
		_, err := w.tx.ExecContext(w.ctx, "INSERT INTO seen VALUES (?, ?, ?)", h.Log[:], seq, hash[:])
		if err != nil {
			return err
		}
	}
	return nil
}
