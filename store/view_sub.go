package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"lumbung/store/coop"
)

// subColumns are the letters by which an account asks for a dimension (domain §4), and the column of it.
var subColumns = map[coop.Dim]struct{ letter, column string }{
	coop.DimMember:   {"M", "member"},
	coop.DimLoan:     {"L", "loan"},
	coop.DimSupplier: {"S", "supplier"},
	coop.DimItem:     {"P", "item"},
	coop.DimAsset:    {"F", "asset"},
}

// SubLedger gives what each subject of a dimension has on every account that asks for that dimension, by account and
// then by number or name; joined registrations of a member are one. From 0 means since the beginning. The sum of an
// account is always the account's own: what names nobody stands last.
func (b *Book) SubLedger(ctx context.Context, dim coop.Dim, from, to coop.Date) ([]coop.SubView, error) {
	of, ok := subColumns[dim]
	if !ok {
		return nil, fmt.Errorf("store: no sub-ledger of dimension %d", dim)
	}
	var views []coop.SubView
	err := b.look(ctx, func(q *sql.Tx) error {
		rows, err := rowsOf[*coop.AccountRow](ctx, q, "WHERE heading = 0")
		if err != nil {
			return err
		}
		accounts := map[string]*coop.AccountRow{}
		for _, a := range rows {
			accounts[a.Code] = a
		}
		names, err := memberNames(ctx, q)
		if err != nil {
			return err
		}
		person := "l." + of.column
		if dim == coop.DimMember {
			person = "coalesce(m.same, l.member)"
		}
		text := "SELECT l.account, " + person + ", sum(CASE WHEN l.posted < ? THEN l.amount ELSE 0 END), " +
			"sum(CASE WHEN l.posted >= ? THEN max(l.amount, 0) ELSE 0 END), " +
			"sum(CASE WHEN l.posted >= ? THEN max(-l.amount, 0) ELSE 0 END) " +
			"FROM (SELECT code FROM account WHERE ' ' || sub || ' ' LIKE ? AND heading = 0) a CROSS JOIN line l " +
			"ON l.account = a.code AND l.posted BETWEEN 1 AND ? LEFT JOIN member m ON m.member = l.member " +
			"GROUP BY 1, 2"
		var account string
		var subject []byte
		var opening, debit, credit int64
		args := []any{int64(from), int64(from), int64(from), "% " + of.letter + " %", int64(to)}
		return eachRow(ctx, q, text, args, []any{&account, &subject, &opening, &debit, &credit}, func() error {
			v := coop.SubView{
				Account: *accounts[account], Subject: idOf(subject), Opening: coop.Money(opening),
				Debit: coop.Money(debit), Credit: coop.Money(credit),
			}
			if m := names[v.Subject]; dim == coop.DimMember && m != nil {
				v.Number, v.Name = m.Number, m.Name
			}
			views = append(views, v)
			return nil
		})
	})
	slices.SortFunc(views, func(x, y coop.SubView) int {
		return cmp.Or(cmp.Compare(x.Account.Code, y.Account.Code), last(x.Subject, y.Subject),
			compareNumbers(x.Number, y.Number), cmp.Compare(x.Name, y.Name), slices.Compare(x.Subject[:], y.Subject[:]))
	})
	return views, err
}

// last puts the zero subject behind all others.
func last(x, y coop.ID) int {
	rank := func(id coop.ID) int {
		if id.IsZero() {
			return 1
		}
		return 0
	}
	return cmp.Compare(rank(x), rank(y))
}
