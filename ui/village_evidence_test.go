package ui

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"slices"

	"lumbung/store/coop"
)

// album is what a village keeps of pictures, by their sums; those not in it have not arrived.
var album = map[coop.Hash][]byte{}

func (v *village) Evidence(_ context.Context, entry coop.ID) ([]coop.EvidenceView, error) {
	users := map[coop.ID]string{}
	for _, u := range rows[coop.UserRow](v.state, &coop.UserRow{}, 0) {
		users[u.User] = u.Name
	}
	var views []coop.EvidenceView
	for _, row := range v.entry(entry).Evidences {
		views = append(views, coop.EvidenceView{
			EvidenceRow: row, AuthorName: users[row.Author], Here: row.Size > 0 && album[row.Sum] != nil,
		})
	}
	return views, nil
}

func (v *village) Picture(_ context.Context, sum coop.Hash) ([]byte, error) {
	if data := album[sum]; data != nil {
		return data, nil
	}
	return nil, errors.New("not here")
}

// Small takes a photo as it is, where it is one.
func (v *village) Small(_ context.Context, photo []byte) ([]byte, error) {
	if imageOf(photo) == nil {
		return nil, coop.Problem{Key: "picture.unreadable"}
	}
	return photo, nil
}

func (v *village) AddPicture(
	ctx context.Context, who coop.Session, entry coop.ID, photo []byte,
) (coop.Recorded, error) {
	sum := coop.Hash(sha256.Sum256(photo))
	album[sum] = photo
	made, err := v.Record(ctx, who, coop.Act{Kind: coop.KindEvidence, Body: coop.Evidence{
		Entry: entry, Sum: sum, Size: int64(min(len(photo), coop.MaxPictureBytes)), Media: coop.MediaJPEG,
	}})
	if err != nil {
		return coop.Recorded{}, err
	}
	return made[0], nil
}

// beside puts the evidence and the reviews of an entry beside it.
func (v *village) beside(e *coop.EntryView) {
	e.Evidences = rows[coop.EvidenceRow](v.state, &coop.EvidenceRow{Entry: e.ID}, 1)
	slices.SortFunc(e.Evidences, func(a, b coop.EvidenceRow) int { return cmp.Compare(a.Lamport, b.Lamport) })
	e.Reviews = rows[coop.ReviewRow](v.state, &coop.ReviewRow{Entry: e.ID}, 1)
	slices.SortFunc(e.Reviews, func(a, b coop.ReviewRow) int { return cmp.Compare(a.Lamport, b.Lamport) })
	if e.Reviewed() {
		e.State = coop.StateReviewed
	}
}

func (v *village) Unevidenced(_ context.Context, from, to coop.Date) (missing []coop.EntryView, total int, _ error) {
	counted := map[coop.ID]bool{}
	for _, c := range rows[coop.CountRow](v.state, &coop.CountRow{}, 0) {
		counted[coop.CountOnce(c.Count).ID()] = true
	}
	for _, e := range v.entries() {
		if e.Date < from || e.Date > to || e.Kind != coop.KindEntry || e.Posted == 0 || !e.ReversedBy.IsZero() {
			continue
		}
		total++
		if !e.Evidenced() && !counted[e.Once] {
			missing = append(missing, e)
		}
	}
	slices.Reverse(missing)
	return missing, total, nil
}

// Pictures lists the pictures that were named; a picture is here whole or not at all.
func (v *village) Pictures(context.Context) ([]coop.PictureView, error) {
	var out []coop.PictureView
	for _, row := range rows[coop.EvidenceRow](v.state, &coop.EvidenceRow{}, 0) {
		if row.Size > 0 {
			view := coop.PictureView{Sum: row.Sum, Size: row.Size}
			if album[row.Sum] != nil {
				view.Held = row.Size
			}
			out = append(out, view)
		}
	}
	return out, nil
}
