package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"lumbung/store/coop"
)

// Members lists the people in the order of their numbers; with words, those whose number, name, hamlet or group has
// them all, also where another registration of the same person has them. Sixteen digits look for that NIK.
func (b *Book) Members(ctx context.Context, text string) ([]coop.MemberView, error) {
	var found []coop.MemberView
	err := b.look(ctx, func(q *sql.Tx) error {
		r, err := b.memberReader(ctx, q, b.thisMonth())
		if err != nil {
			return err
		}
		everybody, err := r.read("")
		if err != nil {
			return err
		}
		wanted := map[coop.ID]bool{}
		for i := range everybody {
			if b.matches(r.known, &everybody[i], text) {
				wanted[everybody[i].Same] = true
			}
		}
		for _, m := range everybody {
			if wanted[m.Member] {
				found = append(found, m)
			}
		}
		return nil
	})
	slices.SortFunc(found, func(x, y coop.MemberView) int { return compareNumbers(x.Number, y.Number) })
	return found, err
}

// matches says whether a registration has all the words.
func (b *Book) matches(k *known, m *coop.MemberView, text string) bool {
	words := strings.Fields(strings.ToLower(text))
	if len(words) == 1 && len(words[0]) == 16 && strings.Trim(words[0], "0123456789") == "" {
		return k.vault.epoch != 0 && m.NIKKey == k.vault.nikKey(words[0])
	}
	has := strings.ToLower(strings.Join([]string{m.Number, m.Name, m.Hamlet, m.Group}, " "))
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(has, w) })
}

// compareNumbers orders member numbers as people do: A-2 before A-10.
func compareNumbers(x, y string) int {
	for x != "" && y != "" {
		dx, rx := leading(x)
		dy, ry := leading(y)
		if dx != "" && dy != "" {
			dx, dy = strings.TrimLeft(dx, "0"), strings.TrimLeft(dy, "0")
			if c := cmp.Or(cmp.Compare(len(dx), len(dy)), cmp.Compare(dx, dy)); c != 0 {
				return c
			}
			x, y = rx, ry
			continue
		}
		if x[0] != y[0] {
			return cmp.Compare(x[0], y[0])
		}
		x, y = x[1:], y[1:]
	}
	return cmp.Compare(len(x), len(y))
}

// leading splits off the digits that a text begins with.
func leading(s string) (digits, rest string) {
	n := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsDigit(r) || r > '9' })
	if n < 0 {
		n = len(s)
	}
	return s[:n], s[n:]
}

// Member gives one registration; ErrNoMember where there is none.
func (b *Book) Member(ctx context.Context, id coop.ID) (coop.MemberView, error) {
	var found []coop.MemberView
	err := b.look(ctx, func(q *sql.Tx) error {
		r, err := b.memberReader(ctx, q, b.thisMonth())
		if err != nil {
			return err
		}
		found, err = r.read("WHERE member = ?", id[:])
		return err
	})
	if err == nil && len(found) == 0 {
		err = ErrNoMember
	}
	if err != nil {
		return coop.MemberView{}, err
	}
	return found[0], nil
}

// memberReader turns rows into views, within one view of the book.
type memberReader struct {
	ctx     context.Context
	q       *sql.Tx
	known   *known
	dues    *dueReader
	saved   map[coop.ID]map[string]coop.Money // by person and account, credit positive
	private bool                              // open the boxes
	opened  map[string]map[coop.Field]string
}

// thisMonth is the clock's month.
func (b *Book) thisMonth() coop.Month { return coop.DateFromTime(b.at.now()).Month() }

func (b *Book) memberReader(ctx context.Context, q *sql.Tx, through coop.Month) (*memberReader, error) {
	r := &memberReader{
		ctx: ctx, q: q, known: b.known(), private: true,
		saved: map[coop.ID]map[string]coop.Money{}, opened: map[string]map[coop.Field]string{},
	}
	var err error
	if r.dues, err = newDueReader(ctx, q, through); err != nil {
		return nil, err
	}
	var person []byte
	var account string
	var amount int64
	text := "SELECT m.same, s.account, sum(s.credit - s.debit) FROM sub s JOIN member m ON m.member = s.subject " +
		"WHERE s.dim = ? GROUP BY 1, 2"
	into := []any{&person, &account, &amount}
	return r, eachRow(ctx, q, text, []any{int64(coop.DimMember)}, into, func() error {
		id := idOf(person)
		if r.saved[id] == nil {
			r.saved[id] = map[string]coop.Money{}
		}
		r.saved[id][account] = coop.Money(amount)
		return nil
	})
}

func (r *memberReader) read(text string, args ...any) ([]coop.MemberView, error) {
	rows, err := rowsOf[*coop.MemberRow](r.ctx, r.q, text, args...)
	if err != nil {
		return nil, err
	}
	boxes, leaving, err := r.fields()
	if err != nil {
		return nil, err
	}
	views := make([]coop.MemberView, len(rows))
	for i, row := range rows {
		v := &views[i]
		v.MemberRow, v.Leaving = *row, leaving[row.Member]
		saved := r.saved[row.Same]
		v.Savings = saved[coop.AccountPrincipal] + saved[coop.AccountMandatory] + saved[coop.AccountVoluntary]
		v.PaidTo = r.dues.people[row.Same].PaidTo(r.dues.rates)
		for _, f := range boxes[row.Member] {
			if err := r.open(&v.Private, f); err != nil {
				return nil, err
			}
		}
	}
	return views, nil
}

// fields gives the sealed fields that a view opens, where it opens any, and what the register says of leaving.
func (r *memberReader) fields() (map[coop.ID][]*coop.MemberFieldRow, map[coop.ID]string, error) {
	boxes, leaving := map[coop.ID][]*coop.MemberFieldRow{}, map[coop.ID]string{}
	left, err := rowsOf[*coop.MemberFieldRow](r.ctx, r.q, "WHERE field = ? AND value <> ''", int64(coop.FieldLeaving))
	if err != nil {
		return nil, nil, err
	}
	for _, f := range left {
		leaving[f.Member] = f.Value
	}
	if !r.private {
		return boxes, leaving, nil
	}
	sealed, err := rowsOf[*coop.MemberFieldRow](r.ctx, r.q, "WHERE field IN (?, ?, ?, ?, ?) AND length(box) > 0",
		int64(coop.FieldNIK), int64(coop.FieldPhone), int64(coop.FieldAddress), int64(coop.FieldBirthDate),
		int64(coop.FieldHeirs))
	for _, f := range sealed {
		boxes[f.Member] = append(boxes[f.Member], f)
	}
	return boxes, leaving, err
}

// open opens one sealed field; a box that this device has no key for leaves it empty.
func (r *memberReader) open(into *coop.MemberPrivate, f *coop.MemberFieldRow) error {
	fields, ok := r.opened[string(f.Box)]
	if !ok {
		plain, err := r.known.vault.open(f.Box)
		if err != nil && !errors.Is(err, ErrSealed) {
			return err
		}
		if err == nil {
			if fields, err = coop.DecodeBody[map[coop.Field]string](plain); err != nil {
				return fmt.Errorf("%w: a member's box: %w", ErrDamaged, err)
			}
		}
		r.opened[string(f.Box)] = fields
	}
	value := fields[f.Field]
	switch f.Field {
	case coop.FieldNIK:
		into.NIK = value
	case coop.FieldPhone:
		into.Phone = value
	case coop.FieldAddress:
		into.Address = value
	case coop.FieldBirthDate:
		into.BirthDate = value
	case coop.FieldHeirs:
		into.Heirs = value
	}
	return nil
}

// MemberStatement gives all that a person has with the cooperative over a period, under whichever registration it was
// recorded.
func (b *Book) MemberStatement(
	ctx context.Context, id coop.ID, from, to coop.Date,
) (coop.MemberStatement, error) {
	s := coop.MemberStatement{From: from, To: to, Opening: map[string]coop.Money{}, Closing: map[string]coop.Money{}}
	member, err := b.Member(ctx, id)
	if err != nil {
		return s, err
	}
	if member.Same != member.Member {
		if member, err = b.Member(ctx, member.Same); err != nil {
			return s, err
		}
	}
	s.Member = member
	return s, b.look(ctx, func(q *sql.Tx) error {
		dues, err := newDueReader(ctx, q, to.Month())
		if err != nil {
			return err
		}
		for _, open := range dues.people[member.Member].Unpaid(to.Month(), dues.rates) {
			s.Unpaid = append(s.Unpaid, open.Month)
			s.Arrears += open.Amount
		}
		return statementLines(ctx, q, &s)
	})
}

// statementLines reads the person's lines by the index (member, posted); each account keeps its own balance.
func statementLines(ctx context.Context, q *sql.Tx, s *coop.MemberStatement) error {
	letters, err := lettersOf(ctx, q)
	if err != nil {
		return err
	}
	text := "SELECT " + pageColumns + ", l.account, l.month, l.loan, " +
		"(SELECT CASE WHEN min(account) = max(account) THEN min(account) END FROM line o " +
		"WHERE o.entry = l.entry AND o.account <> l.account) " +
		"FROM (SELECT member FROM member WHERE same = ?) m CROSS JOIN line l ON l.member = m.member " +
		"AND l.posted BETWEEN 1 AND ? AND l.member <> zeroblob(16) JOIN entry e ON e.id = l.entry " +
		"ORDER BY l.posted, e.lamport, e.id, l.n"
	var entry, log, loan []byte
	var against sql.NullString
	var kind, posted, date, serial, amount, month int64
	var book string
	var l coop.SavingLine
	into := []any{
		&entry, &kind, &posted, &log, &book, &date, &serial, &l.Occasion, &l.Remark, &l.Evidence, &amount, &l.Account,
		&month, &loan, &against,
	}
	args := []any{s.Member.Member[:], int64(s.To)}
	return eachRow(ctx, q, text, args, into, func() error {
		s.Closing[l.Account] -= coop.Money(amount)
		if coop.Date(posted) < s.From {
			s.Opening[l.Account] -= coop.Money(amount)
			return nil
		}
		l.Entry, l.Kind, l.Date, l.Month = idOf(entry), coop.Kind(kind), coop.Date(posted), coop.Month(month)
		l.Voucher = voucherOf(letters[idOf(log)], book, coop.Date(date), serial)
		l.Loan = idOf(loan)
		l.Against, l.Amount, l.Balance = against.String, -coop.Money(amount), s.Closing[l.Account]
		l.Member = s.Member.Name
		s.Lines = append(s.Lines, l)
		return nil
	})
}

// Savings gives what each person has on each saving account at the end of a day, in the order of their numbers, and
// last what stands there without a member.
func (b *Book) Savings(ctx context.Context, to coop.Date) ([]coop.SavingsView, error) {
	by := map[coop.ID]map[string]coop.Money{}
	var members []coop.MemberView
	err := b.look(ctx, func(q *sql.Tx) error {
		r, err := b.memberReader(ctx, q, b.thisMonth())
		if err != nil {
			return err
		}
		r.private = false
		if members, err = r.read("WHERE same = member"); err != nil {
			return err
		}
		return savedBy(ctx, q, to, by)
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(members, func(x, y coop.MemberView) int { return compareNumbers(x.Number, y.Number) })
	var views []coop.SavingsView
	for _, m := range members {
		if len(by[m.Member]) > 0 || m.Left == "" {
			views = append(views, coop.SavingsView{Member: m, By: by[m.Member]})
		}
	}
	if len(by[coop.ID{}]) > 0 {
		views = append(views, coop.SavingsView{By: by[coop.ID{}]})
	}
	return views, nil
}

// savedBy adds up the saving accounts' lines up to a day by person. A line of a member who is not registered here
// stands with those without one, so that the sum is always the account's.
func savedBy(ctx context.Context, q *sql.Tx, to coop.Date, by map[coop.ID]map[string]coop.Money) error {
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(coop.SavingAccounts)), ", ")
	text := "SELECT coalesce(m.same, zeroblob(16)), l.account, -sum(l.amount) FROM line l " +
		"LEFT JOIN member m ON m.member = l.member WHERE l.account IN (" + marks + ") AND l.posted BETWEEN 1 AND ? " +
		"GROUP BY 1, 2"
	var args []any
	for _, account := range coop.SavingAccounts {
		args = append(args, account)
	}
	var person []byte
	var account string
	var amount int64
	return eachRow(ctx, q, text, append(args, int64(to)), []any{&person, &account, &amount}, func() error {
		id := idOf(person)
		if by[id] == nil {
			by[id] = map[string]coop.Money{}
		}
		if amount != 0 {
			by[id][account] = coop.Money(amount)
		}
		return nil
	})
}

// byNumber sorts people by their numbers.
func byNumber(all []coop.MemberView) {
	slices.SortFunc(all, func(x, y coop.MemberView) int { return compareNumbers(x.Number, y.Number) })
}
