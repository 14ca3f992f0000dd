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
		for i := range views {
			v := &views[i]
			v.CallerName, v.WriterName = people[v.Row.Author].Name, people[v.Written.Author].Name
			if err := minutesSigned(ctx, q, v, people); err != nil {
				return err
			}
		}
		return nil
	})
	return views, err
}

// minutesSigned looks for the first signature of a chair or supervisor under minutes; a no counts as long as there is
// none.
func minutesSigned(ctx context.Context, q *sql.Tx, v *coop.MeetingView, people map[coop.ID]coop.UserRow) error {
	if !v.HasMinutes() {
		return nil
	}
	rows, err := rowsOf[*coop.ApprovalRow](ctx, q, "WHERE subject = ? ORDER BY granted DESC, at, hash",
		v.Written.Hash[:])
	for _, row := range rows {
		who := people[row.Author]
		switch {
		case !who.Role.SignsMinutes():
		case row.Granted && v.SignedBy.IsZero():
			v.SignedBy, v.SignedName, v.SignedAt = row.Author, who.Name, row.At
		case !row.Granted && v.SignedBy.IsZero():
			v.Declined, v.DeclinedBy, v.Why = true, who.Name, row.Reason
		}
	}
	return err
}
