package ui

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"lumbung/store/coop"
)

// Registers gives one register by (lamport, hash), as the book does.
func (v *village) Registers(_ context.Context, kind coop.Kind, subject coop.ID) ([]coop.RegisterRow, error) {
	all := rows[coop.RegisterRow](v.state, &coop.RegisterRow{Kind: kind}, 1)
	all = slices.DeleteFunc(all, func(r coop.RegisterRow) bool { return !subject.IsZero() && r.Subject != subject })
	slices.SortFunc(all, func(a, b coop.RegisterRow) int {
		return cmp.Or(cmp.Compare(a.Lamport, b.Lamport), bytes.Compare(a.Hash[:], b.Hash[:]))
	})
	return all, nil
}

func (v *village) Register(_ context.Context, kind coop.Kind, id coop.ID) (coop.RegisterRow, bool, error) {
	row := coop.RegisterRow{Kind: kind, ID: id}
	return row, v.state.Get(&row), nil
}

func (v *village) Approvals(_ context.Context, subject coop.Hash) ([]coop.ApprovalView, error) {
	var views []coop.ApprovalView
	for _, row := range rows[coop.ApprovalRow](v.state, &coop.ApprovalRow{Subject: subject}, 1) {
		user := coop.UserRow{User: row.Author}
		v.state.Get(&user)
		views = append(views, coop.ApprovalView{ApprovalRow: row, AuthorName: user.Name, Role: user.Role})
	}
	slices.SortFunc(views, func(a, b coop.ApprovalView) int {
		return cmp.Or(cmp.Compare(a.At, b.At), bytes.Compare(a.Hash[:], b.Hash[:]))
	})
	return views, nil
}

func (v *village) LinesOfLoan(_ context.Context, loan coop.ID) ([]coop.SubLine, error) {
	return v.subLines(func(l coop.Line) bool { return !l.Loan.IsZero() && (loan.IsZero() || l.Loan == loan) }), nil
}

func (v *village) LinesOfAsset(_ context.Context, asset coop.ID) ([]coop.SubLine, error) {
	return v.subLines(func(l coop.Line) bool { return !l.Asset.IsZero() && (asset.IsZero() || l.Asset == asset) }), nil
}

func (v *village) subLines(wanted func(coop.Line) bool) []coop.SubLine {
	var out []coop.SubLine
	for _, e := range v.entries() {
		for i, l := range e.Lines {
			if e.Posted > 0 && wanted(l.Line) {
				out = append(out, coop.SubLine{
					Line: l.Line, N: int64(i), Entry: e.ID, Kind: e.Kind, Date: e.Date, Posted: e.Posted,
					Voucher: e.Voucher, Occasion: e.Occasion, Remark: e.Remark, Once: e.Once, Reverses: e.Reverses,
					Author: e.Author,
				})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b coop.SubLine) int { return cmp.Compare(a.Posted, b.Posted) })
	return out
}

func (v *village) Notes(ctx context.Context, book string) ([]coop.NoteView, error) {
	all, err := v.Registers(ctx, coop.KindNote, coop.ID{})
	var notes []coop.NoteView
	for _, row := range all {
		if note, ok := coop.NoteOf(row); ok && note.Book == book {
			notes = append(notes, coop.NoteView{Note: note, ID: row.ID, At: row.At})
		}
	}
	return coop.LiveNotes(notes), err
}
