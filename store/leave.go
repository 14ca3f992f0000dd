package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"lumbung/store/coop"
)

// Leaver gives all that has to be known when a person leaves: what they have and owe on a day, whether it was asked
// for, and what was decided. It is the person's, under whichever registration something was recorded.
func (b *Book) Leaver(ctx context.Context, id coop.ID, day coop.Date) (coop.LeaverView, error) {
	v := coop.LeaverView{}
	member, err := b.Member(ctx, id)
	if err == nil && member.Same != member.Member {
		member, err = b.Member(ctx, member.Same)
	}
	if err != nil {
		return v, err
	}
	v.Member = member
	err = b.look(ctx, func(q *sql.Tx) error {
		if err := leaveBalances(ctx, q, &v, day); err != nil {
			return err
		}
		running := "SELECT count(*) FROM (SELECT loan FROM line WHERE account = ? AND posted > 0 AND member IN " +
			"(SELECT member FROM member WHERE same = ?) GROUP BY loan HAVING sum(amount) < 0)"
		n, err := numberOf(ctx, q, running, coop.AccountTerm, member.Member[:])
		v.Terms = int(n)
		if err != nil {
			return err
		}
		if err := refunds(ctx, q, &v); err != nil {
			return err
		}
		return leaveRequest(ctx, q, &v)
	})
	if err != nil {
		return v, err
	}
	if err := b.leaveLoans(ctx, &v, day); err != nil {
		return v, err
	}
	if err := b.leaveHeld(ctx, &v, day); err != nil || v.Request.IsZero() {
		return v, err
	}
	decided, err := b.Approvals(ctx, v.Request.Hash)
	for _, d := range decided {
		if !d.Role.DecidesLeaving() {
			continue
		}
		figures, err := coop.DecodeBody[[]coop.Figure](d.Figures)
		if err != nil {
			continue // verify finds it
		}
		v.Decision = coop.LeaveDecision{
			Made: true, Granted: d.Granted, Author: d.Author, Reason: d.Reason, Figures: figures,
		}
		v.Decided = d.AuthorName
	}
	return v, err
}

// leaveLoans adds what the person's loans owe beyond what the book holds: interest that is due and penalties.
func (b *Book) leaveLoans(ctx context.Context, v *coop.LeaverView, day coop.Date) error {
	owes := map[coop.ID]bool{}
	for _, i := range v.Balances {
		owes[i.Loan] = owes[i.Loan] || coop.IsLoan(i.Account)
	}
	if len(owes) == 0 {
		return nil
	}
	loans, err := b.Loans(ctx, day)
	for i := range loans.Loans {
		l := &loans.Loans[i]
		if !owes[l.Case.ID] {
			continue
		}
		due := map[string]coop.Money{
			coop.AccountLoanInterest: l.Arrears.Interest - l.Accrued, coop.AccountLoanPenalty: l.Arrears.Penalty,
		}
		for _, account := range []string{coop.AccountLoanPenalty, coop.AccountLoanInterest} {
			if due[account] > 0 {
				v.Balances = append(v.Balances, coop.LeaveItem{
					Account: account, Member: l.Case.Loan.Member, Loan: l.Case.ID, Amount: -due[account], New: true,
				})
			}
		}
	}
	return err
}

// leaveHeld finds what keeps the person's savings back, and the loans of others that they stand surety for.
func (b *Book) leaveHeld(ctx context.Context, v *coop.LeaverView, day coop.Date) error {
	blocks, err := b.Blocks(ctx)
	if err != nil {
		return err
	}
	return b.look(ctx, func(q *sql.Tx) error {
		people, err := b.everybody(ctx, q)
		if err != nil {
			return err
		}
		theirs := func(id coop.ID) bool { return people[id].Member == v.Member.Member }
		for _, x := range blocks {
			if theirs(x.Member) && x.Holds(day) && (x.Loan.IsZero() || !theirs(x.Borrower)) {
				v.Blocks = append(v.Blocks, x)
			}
		}
		owed, err := owedLoans(ctx, q)
		if err != nil {
			return err
		}
		rows, err := rowsOf[*coop.RegisterRow](ctx, q, "WHERE kind = ? ORDER BY lamport, hash", int64(coop.KindLoan))
		for _, row := range rows {
			l, ok := coop.LoanOf(*row)
			if ok && owed[row.ID] && !theirs(l.Member) && slices.ContainsFunc(l.Behind, func(x coop.Security) bool {
				return x.Class == coop.SecurityGuarantor && theirs(x.Member)
			}) {
				v.Behind = append(v.Behind, people[l.Member].Name)
			}
		}
		return err
	})
}

// leaveBalances reads what stands under the person on the accounts of a leaving, by the index of their lines.
func leaveBalances(ctx context.Context, q *sql.Tx, v *coop.LeaverView, day coop.Date) error {
	accounts := append(coop.LeaveAccounts(), coop.AccountRefund)
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(accounts)), ", ")
	text := "SELECT l.account, l.member, l.loan, -sum(l.amount) FROM (SELECT member FROM member WHERE same = ?) m " +
		"CROSS JOIN line l ON l.member = m.member AND l.posted BETWEEN 1 AND ? AND l.member <> zeroblob(16) " +
		"WHERE l.account IN (" + marks + ") GROUP BY 1, 2, 3 HAVING sum(l.amount) <> 0 ORDER BY 1, 2, 3"
	args := []any{v.Member.Member[:], int64(day)}
	for _, a := range accounts {
		args = append(args, a)
	}
	var account string
	var member, loan []byte
	var amount int64
	return eachRow(ctx, q, text, args, []any{&account, &member, &loan, &amount}, func() error {
		switch {
		case account == coop.AccountRefund:
			v.Kept += coop.Money(amount)
		case account == coop.AccountLoanInterest || account == coop.AccountLoanPenalty: // income of the past
		default:
			v.Balances = append(v.Balances, coop.LeaveItem{
				Account: account, Member: idOf(member), Loan: idOf(loan), Amount: coop.Money(amount),
			})
		}
		return nil
	})
}

// refunds reads what was paid of what is kept for the person.
func refunds(ctx context.Context, q *sql.Tx, v *coop.LeaverView) error {
	text := "SELECT e.id, e.once, sum(l.amount), EXISTS (SELECT 1 FROM entry r WHERE r.reverses = e.id " +
		"AND r.posted > 0 AND r.kind = ?) FROM line l JOIN member m ON m.member = l.member " +
		"JOIN entry e ON e.id = l.entry WHERE l.account = ? AND l.amount > 0 AND l.posted > 0 AND m.same = ? " +
		"AND e.kind = ? GROUP BY e.id ORDER BY e.lamport, e.hash"
	args := []any{
		int64(coop.KindReversal), coop.AccountRefund, v.Member.Member[:], int64(coop.KindEntry),
	}
	var entry, once []byte
	var amount int64
	var back bool
	return eachRow(ctx, q, text, args, []any{&entry, &once, &amount, &back}, func() error {
		r := coop.Refund{Entry: idOf(entry), Once: idOf(once), Amount: coop.Money(amount)}
		if back {
			r.Amount = 0
		}
		v.Refunds = append(v.Refunds, r)
		return nil
	})
}

// leaveRequest finds the change that last wrote how the person leaves.
func leaveRequest(ctx context.Context, q *sql.Tx, v *coop.LeaverView) error {
	rows, err := rowsOf[*coop.MemberFieldRow](ctx, q, "WHERE member = ? AND field = ? AND value <> ''",
		v.Member.Member[:], int64(coop.FieldLeaving))
	if err != nil || len(rows) == 0 {
		return err
	}
	c, err := changeOf(ctx, q, rows[0].Lamport, rows[0].Hash)
	if err != nil || c == nil {
		return err
	}
	v.Request = coop.Head{Log: c.Log, Seq: c.Seq, Hash: c.Hash}
	v.AskedBy, v.AskedAt = c.Author, c.At
	users, err := rowsOf[*coop.UserRow](ctx, q, "WHERE user = ?", c.Author[:])
	for _, u := range users {
		v.AskedName = u.Name
	}
	return err
}

// changeOf finds a change by its hash. Along a log lamport grows, so that a few looks by the primary key find the place
// without reading the log; where a log forked all of it may be read.
func changeOf(ctx context.Context, q *sql.Tx, lamport int64, hash coop.Hash) (*coop.ChangeRow, error) {
	heads, err := rowsOf[*coop.HeadRow](ctx, q, "WHERE lamport >= ?", lamport)
	if err != nil {
		return nil, err
	}
	for _, h := range heads {
		low, high := int64(1), h.Seq
		for low < high {
			middle := (low + high) / 2
			at, err := numberOf(ctx, q, "SELECT max(lamport) FROM change WHERE log = ? AND seq = ?", h.Log[:], middle)
			if err != nil {
				return nil, err
			}
			if at < lamport {
				low = middle + 1
			} else {
				high = middle
			}
		}
		rows, err := rowsOf[*coop.ChangeRow](ctx, q, "WHERE log = ? AND seq = ? AND hash = ?", h.Log[:], low, hash[:])
		if err != nil || len(rows) > 0 {
			return first(rows), err
		}
	}
	rows, err := rowsOf[*coop.ChangeRow](ctx, q, "WHERE hash = ?", hash[:])
	return first(rows), err
}

func first(rows []*coop.ChangeRow) *coop.ChangeRow {
	if len(rows) == 0 {
		return nil
	}
	return rows[0]
}

// LeaverList gives everybody whose leaving was asked for and is not settled, and who left while something is still kept
// for them, in the order of their numbers.
func (b *Book) LeaverList(ctx context.Context, day coop.Date) ([]coop.LeaverView, error) {
	var people []coop.MemberView
	kept := map[coop.ID]coop.Money{}
	err := b.look(ctx, func(q *sql.Tx) error {
		by, err := b.everybody(ctx, q)
		if err != nil {
			return err
		}
		var person []byte
		var amount int64
		text := "SELECT m.same, -sum(l.amount) FROM line l JOIN member m ON m.member = l.member " +
			"WHERE l.account = ? AND l.posted > 0 GROUP BY 1 HAVING sum(l.amount) < 0"
		err = eachRow(ctx, q, text, []any{coop.AccountRefund}, []any{&person, &amount}, func() error {
			kept[idOf(person)] = coop.Money(amount)
			return nil
		})
		for id, m := range by {
			if id == m.Member && (m.Status == coop.StatusAsked || kept[id] > 0) {
				people = append(people, m)
			}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	byNumber(people)
	var views []coop.LeaverView
	for _, m := range people {
		v, err := b.Leaver(ctx, m.Member, day)
		if err != nil {
			return nil, err
		}
		views = append(views, v)
	}
	return views, nil
}
