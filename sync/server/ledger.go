package server

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"lumbung/store/coop"
)

// ledger reads one cooperative's figures at one moment for the pages; it is a report.Source. Members are numbers here:
// their names, like everything sealed, stay in the village (design §8).
type ledger struct {
	*cooperative
	tx    *transaction
	state *state
	fold  *coop.Fold
}

// ledger lets f read one cooperative's figures.
func (s *Server) ledger(ctx context.Context, id coop.ID, f func(*ledger) error) error {
	return s.db.look(ctx, func(t *transaction) error {
		row, err := findCooperative(t, id)
		if err != nil {
			return err
		}
		l := &ledger{cooperative: row, tx: t, state: newState(t, row.id)}
		l.fold = coop.NewFold(coop.NewOverlay(l.state))
		if err := f(l); err != nil {
			return err
		}
		return l.state.err
	})
}

// all reads a whole small table.
func all[T any, P interface {
	*T
	coop.Record
}](s coop.State, prefix P, n int) []T {
	var rows []T
	s.Scan(prefix, n, func(r coop.Record) bool {
		rows = append(rows, *r.(P))
		return true
	})
	return rows
}

// Info implements report.Source.
func (l *ledger) Info(context.Context) (coop.Info, error) {
	info := coop.Info{Cooperative: l.fold.Cooperative(), Closed: l.fold.ClosedThrough()}
	return info, l.state.err
}

// Users implements report.Source: whoever signs does so on paper, with a name written by hand.
func (l *ledger) Users(context.Context) ([]coop.UserRow, error) { return nil, nil }

// OwnOccasions implements report.Source.
func (l *ledger) OwnOccasions(context.Context) ([]coop.OccasionRow, error) {
	return all(l.state, &coop.OccasionRow{}, 0), l.state.err
}

// TrialBalance implements report.Source for whole months, from the running sums alone.
func (l *ledger) TrialBalance(_ context.Context, from, to coop.Date) ([]coop.AccountBalance, error) {
	if err := errMonths(from, to); err != nil {
		return nil, err
	}
	sums := map[string]*coop.AccountBalance{}
	for _, b := range all(l.state, &coop.BalanceRow{}, 0) {
		if b.Month > to.Month() {
			continue
		}
		s := sums[b.Account]
		if s == nil {
			s = &coop.AccountBalance{}
			sums[b.Account] = s
		}
		if from != 0 && b.Month < from.Month() {
			s.Opening += b.Debit - b.Credit
			continue
		}
		s.Debit += b.Debit
		s.Credit += b.Credit
	}
	accounts := all(l.state, &coop.AccountRow{}, 0)
	slices.SortFunc(accounts, func(a, b coop.AccountRow) int { return cmp.Compare(a.Code, b.Code) })
	var rows []coop.AccountBalance
	for _, a := range accounts {
		row := coop.AccountBalance{Account: a}
		found := false
		for code, s := range sums {
			if code == a.Code || (a.Heading && strings.HasPrefix(code, a.Code)) {
				row.Opening += s.Opening
				row.Debit += s.Debit
				row.Credit += s.Credit
				found = true
			}
		}
		if found {
			rows = append(rows, row)
		}
	}
	return rows, l.state.err
}

// errMonths says that the district adds up whole months only.
func errMonths(from, to coop.Date) error {
	if to != to.Month().Last() || (from != 0 && from != from.Month().First()) {
		return coop.Problem{Key: "server.problem.months", Args: []any{from, to}}
	}
	return nil
}

// Flows implements report.FlowSource for whole months, from the running sums alone.
func (l *ledger) Flows(ctx context.Context, from, to coop.Date) (coop.Flows, error) {
	var flows coop.Flows
	balances, err := l.TrialBalance(ctx, from, to)
	if err != nil {
		return flows, err
	}
	for _, b := range balances {
		if !b.Account.Heading && coop.IsMoney(b.Account.Code) {
			flows.Opening += b.Opening
			flows.Closing += b.Closing()
		}
	}
	rows, err := l.tx.QueryContext(ctx, flowsText, l.id, int64(from), int64(to))
	if err != nil {
		return flows, fmt.Errorf("flows of money: %w", err)
	}
	defer rows.Close() //nolint:errcheck // rows.Err is asked below
	for rows.Next() {
		var r coop.FlowRow
		if err := rows.Scan(&r.Account, (*uint8)(&r.Way), (*int64)(&r.Amount)); err != nil {
			return flows, fmt.Errorf("flows of money: %w", err)
		}
		if r.Amount != 0 {
			flows.By = append(flows.By, r.Flow())
		}
	}
	return flows, rows.Err()
}

// Closing implements report.Source.
func (l *ledger) Closing(ctx context.Context, from, to coop.Date) ([]coop.Line, error) {
	rows, err := l.tx.QueryContext(ctx, closingText, l.id, coop.AccountSummary, int64(max(from, 1)), int64(to))
	if err != nil {
		return nil, fmt.Errorf("closing entries: %w", err)
	}
	ids, err := idsOf(rows)
	if err != nil {
		return nil, err
	}
	var lines []coop.Line
	for _, id := range ids {
		lines = append(lines, l.fold.Lines(id)...)
	}
	return lines, l.state.err
}

const (
	flowsText = `SELECT account, way, CAST(sum(amount) AS BIGINT) FROM "flow" WHERE coop_id = $1
		AND "day" >= $2 AND "day" <= $3 GROUP BY account, way ORDER BY account, way`
	closingText = `SELECT DISTINCT entry FROM "line" WHERE coop_id = $1 AND account = $2
		AND posted >= $3 AND posted <= $4 ORDER BY entry`
	entriesText = `SELECT id FROM "entry" WHERE coop_id = $1 AND "date" >= $2 AND "date" <= $3
		ORDER BY "date", log, seq, hash LIMIT $4 OFFSET $5`
	postedText = `SELECT id FROM "entry" WHERE coop_id = $1 AND posted >= $2 AND posted <= $3
		ORDER BY posted, log, seq, hash LIMIT $4 OFFSET $5`
)

// Entries implements report.Source. It knows periods, pages and the posting day of a query and refuses the rest.
func (l *ledger) Entries(ctx context.Context, q coop.EntryQuery) ([]coop.EntryView, error) {
	if q.Account != "" || !q.Member.IsZero() || q.Text != "" {
		return nil, fmt.Errorf("entries by account, member or text: %w", errInVillage)
	}
	text := entriesText
	if q.Posted {
		text = postedText
	}
	limit, from, to := int64(q.Limit), max(q.From, 1), q.To
	if limit == 0 {
		limit = 1 << 30
	}
	if to == 0 {
		to = 99991231
	}
	rows, err := l.tx.QueryContext(ctx, text, l.id, int64(from), int64(to), limit, int64(q.Offset))
	if err != nil {
		return nil, fmt.Errorf("entries: %w", err)
	}
	ids, err := idsOf(rows)
	if err != nil {
		return nil, err
	}
	names := l.names()
	views := make([]coop.EntryView, 0, len(ids))
	for _, id := range ids {
		view := coop.EntryView{EntryRow: coop.EntryRow{ID: id}}
		if l.state.Get(&view.EntryRow) {
			names.fill(l, &view)
			views = append(views, view)
		}
	}
	return views, l.state.err
}

func idsOf(rows *sql.Rows) ([]coop.ID, error) {
	defer rows.Close() //nolint:errcheck // rows.Err is asked below
	var ids []coop.ID
	for rows.Next() {
		var id coop.ID
		if err := rows.Scan(bytesOf(id[:])); err != nil {
			return nil, fmt.Errorf("ids: %w", err)
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

// names are what the lines of entries speak of.
type names struct {
	letters  map[coop.ID]string
	accounts map[string]coop.AccountRow
	numbers  map[coop.ID]string
	members  []masked // longest name first
}

func (l *ledger) names() *names {
	n := &names{
		letters: map[coop.ID]string{}, accounts: map[string]coop.AccountRow{}, numbers: map[coop.ID]string{},
	}
	for _, row := range all(l.state, &coop.LogRow{}, 0) {
		n.letters[row.Log] = row.Letters
	}
	for _, row := range all(l.state, &coop.AccountRow{}, 0) {
		n.accounts[row.Code] = row
	}
	for _, row := range all(l.state, &coop.MemberRow{}, 0) {
		n.numbers[row.Member] = row.Number
		if len(row.Name) > 2 {
			n.members = append(n.members, masked{strings.ToLower(row.Name), "[" + row.Number + "]"})
		}
	}
	slices.SortFunc(n.members, func(a, b masked) int { return cmp.Compare(len(b.name), len(a.name)) })
	return n
}

// masked is a member's name, in small letters, and what stands for it.
type masked struct{ name, number string }

// mask puts numbers where members' names were typed into free text.
func (n *names) mask(text string) string {
	lower := strings.ToLower(text)
	if len(lower) != len(text) {
		return "…" // letters whose small form has another length: nothing of the text is certain
	}
	for _, m := range n.members {
		for from := 0; ; {
			i := strings.Index(lower[from:], m.name)
			if i < 0 {
				break
			}
			i += from
			end := i + len(m.name)
			from = end
			if isLetterAt(lower, i-1) || isLetterAt(lower, end) {
				continue
			}
			text, lower = text[:i]+m.number+text[end:], lower[:i]+m.number+lower[end:]
			from = i + len(m.number)
		}
	}
	return text
}

func isLetterAt(text string, i int) bool {
	return i >= 0 && i < len(text) && (text[i] >= 'a' && text[i] <= 'z' || text[i] >= 0x80)
}

// fill adds to an entry what a reader needs beside it. Names of members that were typed into a remark become numbers.
func (n *names) fill(l *ledger, view *coop.EntryView) {
	if view.Serial > 0 {
		view.Voucher = coop.VoucherNumber(view.Book, n.letters[view.Log], view.Date, view.Serial)
	}
	view.Remark = n.mask(view.Remark)
	for _, row := range all(l.state, &coop.LineRow{Entry: view.ID}, 1) {
		account := n.accounts[row.Account]
		view.Lines = append(view.Lines, coop.LineView{
			Line: row.Line(), AccountName: [2]string{account.NameID, account.NameEN},
			MemberNumber: n.numbers[row.Member],
		})
	}
}

// errInVillage says that the district does not read this: it names members.
var errInVillage = fmt.Errorf("server: only the village's own books show this: %w", ErrRefused)

// AccountPage implements report.Source.
func (l *ledger) AccountPage(context.Context, string, coop.Date, coop.Date) (coop.AccountPage, error) {
	return coop.AccountPage{}, errInVillage
}

// CashBook implements report.Source.
func (l *ledger) CashBook(context.Context, coop.Date, coop.Date) (coop.AccountPage, error) {
	return coop.AccountPage{}, errInVillage
}

// BankBook implements report.Source.
func (l *ledger) BankBook(context.Context, coop.Date, coop.Date) (coop.AccountPage, error) {
	return coop.AccountPage{}, errInVillage
}

// Members implements report.Source.
func (l *ledger) Members(context.Context, string) ([]coop.MemberView, error) {
	return nil, errInVillage
}

// Savings implements report.Source.
func (l *ledger) Savings(context.Context, coop.Date) ([]coop.SavingsView, error) {
	return nil, errInVillage
}

// Dues implements report.Source.
func (l *ledger) Dues(context.Context, int, coop.Month) ([]coop.DueView, error) {
	return nil, errInVillage
}
