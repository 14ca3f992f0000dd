package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"lumbung/store/coop"
)

// Entries gives the entries that the query chooses, in the order of their day and of recording. With Text it asks the
// search file, which is brought up to date first.
func (b *Book) Entries(ctx context.Context, query coop.EntryQuery) ([]coop.EntryView, error) {
	if strings.TrimSpace(query.Text) != "" {
		return b.searchEntries(ctx, query)
	}
	var found []coop.EntryView
	err := b.look(ctx, func(q *sql.Tx) error {
		r, err := b.entryReader(ctx, q)
		if err != nil {
			return err
		}
		text, args := entryText(query)
		if query.Limit > 0 || query.Offset > 0 {
			limit := query.Limit
			if limit == 0 {
				limit = -1
			}
			text += fmt.Sprintf(" LIMIT %d OFFSET %d", limit, query.Offset)
		}
		found, err = r.read(text, args...)
		return err
	})
	return found, err
}

// Entry gives one entry; ErrNoEntry where there is none.
func (b *Book) Entry(ctx context.Context, id coop.ID) (coop.EntryView, error) {
	var found []coop.EntryView
	err := b.look(ctx, func(q *sql.Tx) error {
		r, err := b.entryReader(ctx, q)
		if err != nil {
			return err
		}
		found, err = r.read("WHERE id = ?", id[:])
		return err
	})
	if err == nil && len(found) == 0 {
		return coop.EntryView{}, ErrNoEntry
	}
	if err != nil {
		return coop.EntryView{}, err
	}
	return found[0], nil
}

// eachPage is how many entries are in memory at once while a whole book is read.
const eachPage = 1000

// EachEntry calls each for every entry that the query chooses, without holding them all in memory. Text, Limit and
// Offset are not looked at.
func (b *Book) EachEntry(ctx context.Context, query coop.EntryQuery, each func(*coop.EntryView) error) error {
	return b.look(ctx, func(q *sql.Tx) error {
		r, err := b.entryReader(ctx, q)
		if err != nil {
			return err
		}
		return r.each(query, each)
	})
}

func (r *entryReader) each(query coop.EntryQuery, each func(*coop.EntryView) error) error {
	day := "date"
	if query.Posted {
		day = "posted"
	}
	query.Newest = false
	var last *coop.EntryView
	for {
		where, args := entryWhere(query)
		if last != nil {
			where = append(where, "("+day+", lamport, id) > (?, ?, ?)")
			at := last.Date
			if query.Posted {
				at = last.Posted
			}
			args = append(args, int64(at), last.Lamport, last.ID[:])
		}
		text := and(where) + fmt.Sprintf(" ORDER BY %s, lamport, id LIMIT %d", day, eachPage)
		page, err := r.read(text, args...)
		if err != nil {
			return err
		}
		for i := range page {
			if err := each(&page[i]); err != nil {
				return err
			}
		}
		if len(page) < eachPage {
			return nil
		}
		last = &page[len(page)-1]
	}
}

// entryText says in SQL which entries are wanted, and in what order.
func entryText(query coop.EntryQuery) (string, []any) {
	where, args := entryWhere(query)
	day, down := "date", ""
	if query.Posted {
		day = "posted"
	}
	if query.Newest {
		down = " DESC"
	}
	return and(where) + fmt.Sprintf(" ORDER BY %s%s, lamport%s, id%s", day, down, down, down), args
}

func and(where []string) string {
	if len(where) == 0 {
		return ""
	}
	return "WHERE " + strings.Join(where, " AND ")
}

// entryWhere gives the conditions. With a span of days the index of days leads and each entry's lines are looked at;
// without one the lines of the account or member lead.
func entryWhere(query coop.EntryQuery) (where []string, args []any) {
	spanned := query.From != 0 || query.To != 0
	from, to := int64(query.From), int64(query.To)
	if query.To == 0 {
		to = lastDay
	}
	switch {
	case query.Posted: // the few that post on another day than their own have an index to themselves
		where = append(where, "(date BETWEEN ? AND ? AND posted = date OR posted BETWEEN ? AND ? AND posted <> date)")
		args = append(args, from, to, max(from, 1), to)
	case spanned:
		where, args = append(where, "date BETWEEN ? AND ?"), append(args, from, to)
	}
	const same = "(SELECT member FROM member WHERE same IN (SELECT same FROM member WHERE member = ?) " +
		"UNION SELECT ?)"
	lines := func(condition string, arg ...any) {
		text := "id IN (SELECT entry FROM line WHERE " + condition + ")"
		if spanned {
			text = "EXISTS (SELECT 1 FROM line WHERE line.entry = entry.id AND " + condition + ")"
		}
		where, args = append(where, text), append(args, arg...)
	}
	if query.Occasion != "" {
		where, args = append(where, "occasion = ?"), append(args, query.Occasion)
	}
	if !query.Author.IsZero() {
		where, args = append(where, "author = ?"), append(args, query.Author[:])
	}
	if query.Account != "" {
		lines("account = ?", query.Account)
	}
	if !query.Member.IsZero() {
		lines("member IN "+same+" AND member <> zeroblob(16)", query.Member[:], query.Member[:])
	}
	return where, args
}

// lastDay is behind every day that a book knows.
const lastDay = 99991231

// entryReader turns rows into views, within one view of the book.
type entryReader struct {
	ctx      context.Context
	q        *sql.Tx
	known    *known
	people   map[coop.ID]string
	letters  map[coop.ID]string
	accounts map[string][2]string
	members  map[coop.ID]*coop.MemberRow
	closed   coop.Date
	accepted map[coop.ID]int64 // by log
	light    bool              // words alone: neither state nor reversal
	branches map[coop.ID]map[coop.Hash]bool
	beside   bool // some entry has evidence or a review beside it
}

func (b *Book) entryReader(ctx context.Context, q *sql.Tx) (*entryReader, error) {
	r := &entryReader{
		ctx: ctx, q: q, known: b.known(), people: map[coop.ID]string{}, accounts: map[string][2]string{},
		accepted: map[coop.ID]int64{}, branches: map[coop.ID]map[coop.Hash]bool{},
	}
	users, err := rowsOf[*coop.UserRow](ctx, q, "")
	if err != nil {
		return nil, err
	}
	for _, u := range users {
		r.people[u.User] = u.Name
	}
	accounts, err := rowsOf[*coop.AccountRow](ctx, q, "")
	if err != nil {
		return nil, err
	}
	for _, a := range accounts {
		r.accounts[a.Code] = [2]string{a.NameID, a.NameEN}
	}
	if r.letters, err = lettersOf(ctx, q); err != nil {
		return nil, err
	}
	if r.members, err = memberNames(ctx, q); err != nil {
		return nil, err
	}
	period, err := numberOf(ctx, q, "SELECT max(period) FROM close WHERE holds = 1")
	if err != nil {
		return nil, err
	}
	if period != 0 {
		r.closed = coop.Month(period).Last()
	}
	const beside = "SELECT EXISTS (SELECT 1 FROM evidence) OR EXISTS (SELECT 1 FROM review)"
	some, err := numberOf(ctx, q, beside)
	if err != nil {
		return nil, err
	}
	r.beside = some != 0
	return r, r.receipts()
}

// receipts reads what servers hold. Of a log that forked only the branch that the receipt names counts.
func (r *entryReader) receipts() error {
	rows, err := receiptsOf(r.ctx, r.q, r.known)
	if err != nil {
		return err
	}
	for _, row := range rows {
		r.accepted[row.Log] = row.Seq
		heads, err := numberOf(r.ctx, r.q, "SELECT count(*) FROM head WHERE log = ?", row.Log[:])
		if err != nil {
			return err
		}
		if heads < 2 {
			continue
		}
		if r.branches[row.Log] == nil {
			r.branches[row.Log] = map[coop.Hash]bool{}
		}
		if err := r.walk(coop.Head{Log: row.Log, Seq: row.Seq, Hash: row.Hash}); err != nil {
			return err
		}
	}
	return nil
}

// walk marks a branch back to where it is marked already.
func (r *entryReader) walk(at coop.Head) error {
	marked := r.branches[at.Log]
	for at.Seq > 0 && !marked[at.Hash] {
		rows, err := rowsOf[*coop.ChangeRow](r.ctx, r.q, "WHERE log = ? AND seq = ? AND hash = ?",
			at.Log[:], at.Seq, at.Hash[:])
		if err != nil || len(rows) == 0 {
			return err
		}
		marked[at.Hash] = true
		at.Seq, at.Hash = at.Seq-1, rows[0].Prev
	}
	return nil
}

// read gives the views of the entries that the text chooses.
func (r *entryReader) read(text string, args ...any) ([]coop.EntryView, error) {
	rows, err := rowsOf[*coop.EntryRow](r.ctx, r.q, text, args...)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	lines, err := r.q.PrepareContext(r.ctx, "SELECT account, amount, member, month, outlet, loan, supplier, item, "+
		"quantity, asset FROM line WHERE entry = ? ORDER BY n")
	if err != nil {
		return nil, fmt.Errorf("store: read lines: %w", err)
	}
	defer lines.Close()
	reversed, err := r.q.PrepareContext(r.ctx, "SELECT e.id FROM claim c JOIN entry e ON e.id = c.entry "+
		"WHERE c.once = ? AND e.posted > 0")
	if err != nil {
		return nil, fmt.Errorf("store: read reversals: %w", err)
	}
	defer reversed.Close()
	views := make([]coop.EntryView, len(rows))
	for i, row := range rows {
		v := &views[i]
		v.EntryRow = *row
		v.Voucher = voucherOf(r.letters[row.Log], row.Book, row.Date, row.Serial)
		v.AuthorName = r.people[row.Author]
		if v.Lines, err = r.lines(lines, row.ID); err != nil {
			return nil, err
		}
		if r.light {
			continue
		}
		if v.ReversedBy, err = r.claimed(reversed, coop.ReversalOnce(row.ID)); err != nil {
			return nil, err
		}
		if !v.ReversedBy.IsZero() {
			if v.CorrectedBy, err = r.claimed(reversed, coop.CorrectionOnce(row.ID)); err != nil {
				return nil, err
			}
		}
		if err := r.aside(v); err != nil {
			return nil, err
		}
		if v.State, err = r.state(v); err != nil {
			return nil, err
		}
	}
	return views, nil
}

// claimed gives the entry that counts of those that claim a once-id; zero where there is none.
func (r *entryReader) claimed(stmt *sql.Stmt, rule coop.Once) (coop.ID, error) {
	once := rule.ID()
	var by []byte
	err := stmt.QueryRowContext(r.ctx, once[:]).Scan(&by)
	if err != nil && err != sql.ErrNoRows {
		return coop.ID{}, fmt.Errorf("store: read reversals: %w", err)
	}
	return idOf(by), nil
}

func (r *entryReader) lines(stmt *sql.Stmt, entry coop.ID) ([]coop.LineView, error) {
	rows, err := stmt.QueryContext(r.ctx, entry[:])
	if err != nil {
		return nil, fmt.Errorf("store: read lines: %w", err)
	}
	defer rows.Close()
	var lines []coop.LineView
	for rows.Next() {
		var l coop.LineView
		var member, loan, supplier, item, asset sql.RawBytes
		if err := rows.Scan(&l.Account, &l.Amount, &member, &l.Month, &l.Outlet, &loan, &supplier, &item, &l.Quantity,
			&asset); err != nil {
			return nil, fmt.Errorf("store: read lines: %w", err)
		}
		l.Member, l.Loan, l.Supplier = idOf(member), idOf(loan), idOf(supplier)
		l.Item, l.Asset = idOf(item), idOf(asset)
		l.AccountName = r.accounts[l.Account]
		if m := r.members[l.Member]; m != nil {
			l.MemberNumber, l.MemberName = m.Number, m.Name
		}
		lines = append(lines, l)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("store: read lines: %w", err)
	}
	return lines, nil
}

// aside reads the evidence and the reviews beside an entry.
func (r *entryReader) aside(v *coop.EntryView) error {
	if !r.beside {
		return nil
	}
	const rest = "WHERE entry = ? ORDER BY lamport, hash"
	var err error
	v.Evidences, err = values(rowsOf[*coop.EvidenceRow](r.ctx, r.q, rest, v.ID[:]))
	if err != nil {
		return err
	}
	v.Reviews, err = values(rowsOf[*coop.ReviewRow](r.ctx, r.q, rest, v.ID[:]))
	return err
}

// state says how far an entry has come. An entry that posts in a closed period is inside its close: none else can.
func (r *entryReader) state(e *coop.EntryView) (coop.EntryState, error) {
	if e.Posted != 0 && e.Posted <= r.closed || e.Reviewed() {
		return coop.StateReviewed, nil
	}
	const text = "SELECT count(*) FROM approval WHERE subject = ? AND granted = 1"
	approved, err := numberOf(r.ctx, r.q, text, e.Hash[:])
	if err != nil {
		return 0, err
	}
	branch, forked := r.branches[e.Log]
	switch {
	case approved > 0:
		return coop.StateReviewed, nil
	case e.Seq <= r.accepted[e.Log] && (!forked || branch[e.Hash]):
		return coop.StateAccepted, nil
	case e.Log != r.known.log(), e.Seq <= r.known.left().Seq:
		return coop.StateSent, nil
	}
	return coop.StateRecorded, nil
}
