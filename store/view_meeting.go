package store

import (
	"context"
	"database/sql"

	"lumbung/store/coop"
)

// Meetings lists the meetings with their minutes and who signed them, the latest first.
func (b *Book) Meetings(ctx context.Context) ([]coop.MeetingView, error) {
	var views []coop.MeetingView
	err := b.look(ctx, func(q *sql.Tx) error {
		rows := func(kind coop.Kind) ([]coop.RegisterRow, error) {
			return values(rowsOf[*coop.RegisterRow](ctx, q, "WHERE kind = ?", int64(kind)))
		}
		invitations, err := rows(coop.KindMeeting)
		if err != nil {
			return err
		}
		minutes, err := rows(coop.KindMinutes)
		if err != nil {
			return err
		}
		views = coop.MeetingsOf(invitations, minutes)
		users, err := rowsOf[*coop.UserRow](ctx, q, "")
		if err != nil {
			return err
		}
		people := map[coop.ID]coop.UserRow{}
		for _, u := range users {
			people[u.User] = *u
		}
		rules := &reader{ctx: ctx, q: q, held: map[string][]coop.Record{}}
		fold := coop.NewFold(rules)
		for i := range views {
			v := &views[i]
			v.CallerName, v.WriterName = people[v.Row.Author].Name, people[v.Written.Author].Name
			if err := minutesSigned(ctx, q, v, people, fold); err != nil {
				return err
			}
		}
		return rules.err
	})
	return views, err
}

// minutesSigned looks for the first signature of a chair or supervisor under minutes; a no counts as long as there is
// none. Who signed is judged by the role they had then.
func minutesSigned(
	ctx context.Context, q *sql.Tx, v *coop.MeetingView, people map[coop.ID]coop.UserRow, fold *coop.Fold,
) error {
	if !v.HasMinutes() {
		return nil
	}
	rows, err := rowsOf[*coop.ApprovalRow](ctx, q, "WHERE subject = ? ORDER BY granted DESC, at, hash",
		v.Written.Hash[:])
	for _, row := range rows {
		id := coop.HashID(row.Hash, 0)
		held, err := values(rowsOf[*coop.RegisterRow](ctx, q, "WHERE kind = ? AND id = ?",
			int64(coop.KindApproval), id[:]))
		if err != nil {
			return err
		}
		switch {
		case len(held) == 0 || !fold.RoleThen(held[0], row.Author).SignsMinutes():
		case row.Granted && v.SignedBy.IsZero():
			v.SignedBy, v.SignedName, v.SignedAt = row.Author, people[row.Author].Name, row.At
		case !row.Granted && v.SignedBy.IsZero():
			v.Declined, v.DeclinedBy, v.Why = true, people[row.Author].Name, row.Reason
		}
	}
	return err
}
