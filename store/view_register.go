package store

import (
	"context"
	"database/sql"

	"lumbung/store/coop"
)

// Registers lists one register by (lamport, hash), so that where the last counts it stands last; with a subject only
// what speaks of it. KindApproval gives the decisions about registers, by the id of what they decide on.
func (b *Book) Registers(ctx context.Context, kind coop.Kind, subject coop.ID) ([]coop.RegisterRow, error) {
	const order = " ORDER BY lamport, hash"
	if subject.IsZero() {
		return values(all[*coop.RegisterRow](ctx, b, "WHERE kind = ?"+order, int64(kind)))
	}
	return values(all[*coop.RegisterRow](ctx, b, "WHERE kind = ? AND subject = ?"+order, int64(kind), subject[:]))
}

// Register gives one row of a register; false where there is none.
func (b *Book) Register(ctx context.Context, kind coop.Kind, id coop.ID) (coop.RegisterRow, bool, error) {
	rows, err := values(all[*coop.RegisterRow](ctx, b, "WHERE kind = ? AND id = ?", int64(kind), id[:]))
	if err != nil || len(rows) == 0 {
		return coop.RegisterRow{}, false, err
	}
	return rows[0], true, nil
}

// Approvals lists the decisions about a recorded act, known by its hash, in the order in which they were made.
func (b *Book) Approvals(ctx context.Context, subject coop.Hash) ([]coop.ApprovalView, error) {
	var views []coop.ApprovalView
	err := b.look(ctx, func(q *sql.Tx) error {
		users, err := rowsOf[*coop.UserRow](ctx, q, "")
		if err != nil {
			return err
		}
		people := map[coop.ID]*coop.UserRow{}
		for _, u := range users {
			people[u.User] = u
		}
		rows, err := rowsOf[*coop.ApprovalRow](ctx, q, "WHERE subject = ? ORDER BY at, hash", subject[:])
		for _, row := range rows {
			v := coop.ApprovalView{ApprovalRow: *row}
			if u := people[row.Author]; u != nil {
				v.AuthorName, v.Role = u.Name, u.Role
			}
			views = append(views, v)
		}
		return err
	})
	return views, err
}

// LinesOfLoan lists the lines that count under a loan, a term deposit or a borrowing, in the order of the journal.
func (b *Book) LinesOfLoan(ctx context.Context, loan coop.ID) ([]coop.SubLine, error) {
	return b.subLines(ctx, "loan", loan)
}

// LinesOfAsset lists the lines that count under an asset, in the order of the journal.
func (b *Book) LinesOfAsset(ctx context.Context, asset coop.ID) ([]coop.SubLine, error) {
	return b.subLines(ctx, "asset", asset)
}

// subLines reads the lines of one dimension by its index, which holds those alone that have it; the zero id gives all
// of them.
func (b *Book) subLines(ctx context.Context, column string, subject coop.ID) ([]coop.SubLine, error) {
	where := "l." + column + " <> zeroblob(16) AND l.posted > 0"
	var args []any
	if !subject.IsZero() {
		where, args = "l."+column+" = ? AND "+where, append(args, subject[:])
	}
	return b.linesWhere(ctx, where, args)
}

// linesWhere reads lines with what their entries say, in the order of the journal.
func (b *Book) linesWhere(ctx context.Context, where string, args []any) ([]coop.SubLine, error) {
	var out []coop.SubLine
	err := b.look(ctx, func(q *sql.Tx) (err error) {
		out, err = subLinesOf(ctx, q, where, args...)
		return err
	})
	return out, err
}

// subLinesOf reads the chosen lines with what their entries say, in the order of the journal.
func subLinesOf(ctx context.Context, q *sql.Tx, where string, args ...any) ([]coop.SubLine, error) {
	letters, err := lettersOf(ctx, q)
	if err != nil {
		return nil, err
	}
	var out []coop.SubLine
	text := "SELECT l.n, l.account, l.amount, l.posted, l.member, l.month, l.outlet, l.loan, l.supplier, l.item, " +
		"l.quantity, l.asset, e.id, e.kind, e.log, e.book, e.date, e.serial, e.occasion, e.remark, e.once, " +
		"e.reverses, e.author FROM line l JOIN entry e ON e.id = l.entry WHERE " + where +
		" ORDER BY l.posted, e.lamport, e.id, l.n"
	var s coop.SubLine
	var member, loan, supplier, item, asset, entry, log, once, reverses, author []byte
	var serial int64
	var book string
	into := []any{
		&s.N, &s.Account, &s.Amount, &s.Posted, &member, &s.Month, &s.Outlet, &loan, &supplier, &item,
		&s.Quantity, &asset, &entry, &s.Kind, &log, &book, &s.Date, &serial, &s.Occasion, &s.Remark, &once,
		&reverses, &author,
	}
	err = eachRow(ctx, q, text, args, into, func() error {
		s.Member, s.Loan, s.Supplier = idOf(member), idOf(loan), idOf(supplier)
		s.Item, s.Asset = idOf(item), idOf(asset)
		s.Entry, s.Once, s.Reverses, s.Author = idOf(entry), idOf(once), idOf(reverses), idOf(author)
		s.Voucher = voucherOf(letters[idOf(log)], book, s.Date, serial)
		out = append(out, s)
		return nil
	})
	return out, err
}
