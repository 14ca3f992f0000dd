package store

import (
	"context"
	"database/sql"
	"slices"

	"lumbung/store/coop"
)

// Surplus gives what dividing the surplus of a book year rests on. The day says which settings hold; of a year that
// was divided it is the day on which that was done, so that its list comes out the same for ever.
func (b *Book) Surplus(ctx context.Context, year int, day coop.Date) (coop.SurplusView, error) {
	from, to := coop.Date(year*10000+101), coop.Date(year*10000+1231)
	moved, err := b.TrialBalance(ctx, from, to)
	if err != nil {
		return coop.SurplusView{}, err
	}
	r := surplusReader{ctx: ctx, year: year, from: from, to: to}
	err = b.look(ctx, func(q *sql.Tx) error {
		r.q = q
		if err := r.divided(); err != nil {
			return err
		}
		if r.v.Divided != 0 {
			day = r.v.Divided
		}
		settings, err := values(rowsOf[*coop.SettingRow](ctx, q, `ORDER BY key, "from"`))
		if err != nil {
			return err
		}
		r.v.Policy = coop.SurplusPolicyOf(settings, day)
		if err := r.separate(moved); err != nil {
			return err
		}
		if err := r.balances(); err != nil {
			return err
		}
		return r.members()
	})
	return r.v, err
}

// surplusReader reads one year within one view of the book.
type surplusReader struct {
	ctx      context.Context
	q        *sql.Tx
	year     int
	from, to coop.Date
	v        coop.SurplusView
}

// divided looks for the entries that divided the year's surplus, and what they made of it.
func (r *surplusReader) divided() error {
	_, try, err := done(r.ctx, r.q, func(try int) coop.Once { return coop.SurplusOnce(r.year, 1, try) })
	if r.v.Try = try; err != nil {
		return err
	}
	for part := 1; ; part++ {
		entry, reversed, err := claimedBy(r.ctx, r.q, coop.SurplusOnce(r.year, part, try))
		if err != nil || entry == nil || reversed {
			return err
		}
		if part == 1 {
			r.v.Divided, r.v.DividedOn = entry.Date, entry.Evidence
		}
		r.v.DividedBy = append(r.v.DividedBy, entry.ID)
		text := "SELECT account, -sum(amount) FROM line WHERE entry = ? GROUP BY account"
		var account string
		var amount int64
		err = eachRow(r.ctx, r.q, text, []any{entry.ID[:]}, []any{&account, &amount}, func() error {
			i := slices.IndexFunc(r.v.DividedInto, func(s coop.AccountSum) bool { return s.Account == account })
			if i < 0 {
				i, r.v.DividedInto = len(r.v.DividedInto), append(r.v.DividedInto, coop.AccountSum{Account: account})
			}
			r.v.DividedInto[i].Amount += coop.Money(amount)
			return nil
		})
		if err != nil {
			return err
		}
	}
}

// done finds the entry that did what may be done once, and again only where it was reversed; nil where it is still to
// be done. try is the number of that entry, or of the next.
func done(
	ctx context.Context, q *sql.Tx, once func(try int) coop.Once,
) (entry *coop.EntryRow, try int, err error) {
	for try = 1; ; try++ {
		entry, reversed, err := claimedBy(ctx, q, once(try))
		if err != nil || !reversed {
			return entry, try, err
		}
	}
}

// claimedBy finds the entry that counts of those that claim a once-rule, and whether it was reversed; nil where there
// is none.
func claimedBy(ctx context.Context, q *sql.Tx, once coop.Once) (entry *coop.EntryRow, reversed bool, err error) {
	id := once.ID()
	rows, err := rowsOf[*coop.EntryRow](ctx, q,
		"WHERE id IN (SELECT entry FROM claim WHERE once = ?) AND posted > 0", id[:])
	if err != nil || len(rows) == 0 {
		return nil, false, err
	}
	taken, err := numberOf(ctx, q,
		"SELECT 1 FROM entry WHERE reverses = ? AND "+isReversal+" AND posted > 0", rows[0].ID[:])
	return rows[0], taken != 0, err
}

// separate takes the entries that close the year out of what moved in it, and separates the rest.
func (r *surplusReader) separate(moved []coop.AccountBalance) error {
	at := map[string]int{}
	for i, b := range moved {
		at[b.Account.Code] = i
	}
	text := "SELECT l.account, sum(max(l.amount, 0)), sum(max(-l.amount, 0)) FROM " +
		"(SELECT DISTINCT entry FROM line WHERE account = ? AND posted BETWEEN ? AND ?) c " +
		"CROSS JOIN line l ON l.entry = c.entry GROUP BY 1"
	args := []any{coop.AccountSummary, int64(r.from), int64(r.to)}
	var account string
	var debit, credit int64
	err := eachRow(r.ctx, r.q, text, args, []any{&account, &debit, &credit}, func() error {
		if i, ok := at[account]; ok {
			moved[i].Debit -= coop.Money(debit)
			moved[i].Credit -= coop.Money(credit)
		}
		return nil
	})
	if err != nil {
		return err
	}
	r.v.Surplus, err = coop.SeparateSurplus(r.year, moved, r.v.Policy.Key)
	return err
}

// balances reads what stands on the accounts of the surplus now. A loss that this surplus covered when it was divided
// is put back: the list of that day comes out again.
func (r *surplusReader) balances() error {
	text := "SELECT account, sum(credit - debit) FROM balance WHERE account IN (?, ?, ?) GROUP BY 1"
	args := []any{coop.AccountUndivided, coop.AccountDeficit, coop.AccountReserve}
	var account string
	var amount int64
	err := eachRow(r.ctx, r.q, text, args, []any{&account, &amount}, func() error {
		switch account {
		case coop.AccountUndivided:
			r.v.Undivided = coop.Money(amount)
		case coop.AccountDeficit:
			r.v.Deficit = -coop.Money(amount)
		default:
			r.v.Reserve = coop.Money(amount)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := r.prior(); err != nil {
		return err
	}
	closed, err := numberOf(r.ctx, r.q, "SELECT max(period) FROM close WHERE holds = 1")
	r.v.Closed = closed >= int64(r.to.Month())
	return err
}

// prior reads the loss that the surplus covers first: what stood there when the year ended, as far as nobody covered it
// since. The loss of a later year, closed before this surplus was divided, is not this surplus's to cover.
func (r *surplusReader) prior() error {
	for _, s := range r.v.DividedInto {
		if s.Account == coop.AccountDeficit {
			r.v.Prior = s.Amount
		}
	}
	if r.v.Divided != 0 || r.v.Deficit <= 0 {
		return nil
	}
	then, err := numberOf(r.ctx, r.q, "SELECT sum(debit - credit) FROM balance WHERE account = ? AND month <= ?",
		coop.AccountDeficit, int64(r.to.Month()))
	r.v.Prior = max(0, min(r.v.Deficit, coop.Money(then)))
	return err
}

// members makes the members' list. Registrations that were joined are one person.
func (r *surplusReader) members() error {
	people, err := values(rowsOf[*coop.MemberRow](r.ctx, r.q, ""))
	if err != nil {
		return err
	}
	if err := r.dividedFor(people); err != nil {
		return err
	}
	people = slices.DeleteFunc(people, func(m coop.MemberRow) bool { return m.Same != m.Member })
	slices.SortFunc(people, func(x, y coop.MemberRow) int { return compareNumbers(x.Number, y.Number) })
	held, saved, err := r.savings()
	if err != nil {
		return err
	}
	business, err := r.business()
	if err != nil {
		return err
	}
	r.v.Members, err = coop.SurplusMembers(r.year, people, held, saved, business, r.v.Policy)
	return err
}

// savings gives what everybody had of pokok and wajib at the year's end, reckoned back from now by the lines since, and
// what moved of it in the year's months.
func (r *surplusReader) savings() (map[coop.ID]coop.Money, []coop.MemberMove, error) {
	held := map[coop.ID]coop.Money{}
	var person []byte
	var month, amount int64
	text := "SELECT m.same, 0, sum(s.credit - s.debit) FROM sub s JOIN member m ON m.member = s.subject " +
		"WHERE s.account IN (?, ?) AND s.dim = ? GROUP BY 1"
	args := []any{coop.AccountPrincipal, coop.AccountMandatory, int64(coop.DimMember)}
	into := []any{&person, &month, &amount}
	add := func() error {
		held[idOf(person)] += coop.Money(amount)
		return nil
	}
	if err := eachRow(r.ctx, r.q, text, args, into, add); err != nil {
		return nil, nil, err
	}
	lines := "SELECT m.same, l.posted / 100, -sum(l.amount) FROM line l JOIN member m ON m.member = l.member " +
		"WHERE l.account IN (?, ?) AND l.posted BETWEEN ? AND ? GROUP BY 1, 2"
	args = []any{coop.AccountPrincipal, coop.AccountMandatory, int64(r.to.AddDays(1)), int64(99991231)}
	err := eachRow(r.ctx, r.q, lines, args, into, func() error {
		held[idOf(person)] -= coop.Money(amount)
		return nil
	})
	if err != nil || !r.v.Policy.Average {
		return held, nil, err
	}
	var saved []coop.MemberMove
	args[2], args[3] = int64(r.from), int64(r.to)
	return held, saved, eachRow(r.ctx, r.q, lines, args, into, func() error {
		saved = append(saved, coop.MemberMove{
			Member: idOf(person), Month: coop.Month(month), Amount: coop.Money(amount),
		})
		return nil
	})
}

// business gives what moved in the year for each member on the accounts of business with members. What has no
// member's name counts for nobody, and is said.
func (r *surplusReader) business() ([]coop.MemberMove, error) {
	var moves []coop.MemberMove
	var person []byte
	var account string
	var amount int64
	text := "SELECT coalesce(m.same, zeroblob(16)), l.account, -sum(l.amount) FROM " +
		"(SELECT code FROM account WHERE (code GLOB '41*' OR code = ?) AND heading = 0) a CROSS JOIN line l " +
		"ON l.account = a.code AND l.posted BETWEEN ? AND ? LEFT JOIN member m ON m.member = l.member " +
		"WHERE l.entry NOT IN (SELECT entry FROM line WHERE account = ? AND posted BETWEEN ? AND ?) GROUP BY 1, 2"
	args := []any{
		coop.AccountLoanDue, int64(r.from), int64(r.to), coop.AccountSummary, int64(r.from), int64(r.to),
	}
	return moves, eachRow(r.ctx, r.q, text, args, []any{&person, &account, &amount}, func() error {
		if idOf(person).IsZero() {
			if account != coop.AccountLoanDue && r.v.Policy.Weight(account) > 0 {
				r.v.Nameless += coop.Money(amount)
			}
			return nil
		}
		moves = append(moves, coop.MemberMove{Member: idOf(person), Account: account, Amount: coop.Money(amount)})
		return nil
	})
}
