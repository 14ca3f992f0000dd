package ui

import (
	"cmp"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"slices"

	"lumbung/store/coop"
)

// Counts lists the countings as the book does: by account, the newest first.
func (v *village) Counts(context.Context) ([]coop.CountView, error) {
	names := map[coop.ID]string{}
	for _, u := range rows[coop.UserRow](v.state, &coop.UserRow{}, 0) {
		names[u.User] = u.Name
	}
	var out []coop.CountView
	for _, row := range rows[coop.CountRow](v.state, &coop.CountRow{}, 0) {
		c := coop.CountView{CountRow: row, AuthorName: names[row.Author]}
		for _, a := range rows[coop.ApprovalRow](v.state, &coop.ApprovalRow{Subject: row.Hash}, 1) {
			if a.Granted {
				c.Witness, c.WitnessName, c.WitnessAt = a.Author, names[a.Author], a.At
			} else {
				c.Declined, c.DeclinedBy, c.DeclinedWhy = true, names[a.Author], a.Reason
			}
		}
		for _, e := range v.entries() {
			if e.Once == coop.CountOnce(row.Count).ID() && e.Posted != 0 {
				c.Entry = e.ID
			}
		}
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(a, b coop.CountView) int {
		return cmp.Or(cmp.Compare(a.Account, b.Account), cmp.Compare(b.Date, a.Date), cmp.Compare(b.Lamport, a.Lamport))
	})
	return out, nil
}

func (v *village) RecordWith(
	ctx context.Context, who coop.Session, acts []coop.Act, then func([]coop.ID) ([]coop.Act, error),
) ([]coop.Recorded, error) {
	done, err := v.Record(ctx, who, acts...)
	if err != nil {
		return nil, err
	}
	var made []coop.ID
	for _, one := range done {
		made = append(made, one.ID)
	}
	if acts, err = then(made); err != nil {
		return nil, err
	}
	more, err := v.Record(ctx, who, acts...)
	return append(done, more...), err
}

// The keys of people are made of their names and words: real signatures, without a vault around them.
func personKey(user coop.ID, words string) ed25519.PrivateKey {
	seed := sha256.Sum256([]byte(user.String() + words))
	return ed25519.NewKeyFromSeed(seed[:])
}

func (v *village) MakeUserKey(ctx context.Context, who coop.Session, words, _ string) (coop.Recorded, error) {
	body := coop.UserKey{User: who.User, Public: [32]byte(personKey(who.User, words).Public().(ed25519.PublicKey))}
	done, err := v.Record(ctx, who, coop.Act{Kind: coop.KindUserKey, Body: body})
	if err != nil {
		return coop.Recorded{}, err
	}
	return done[0], nil
}

func (v *village) Sign(_ context.Context, who coop.Session, words string, kind coop.Kind, body any) ([]byte, error) {
	keys := rows[coop.UserKeyRow](v.state, &coop.UserKeyRow{User: who.User}, 1)
	if len(keys) == 0 {
		return nil, coop.Problem{Key: problemNoKey}
	}
	key := personKey(who.User, words)
	if keys[0].Public != [32]byte(key.Public().(ed25519.PublicKey)) {
		return nil, coop.Problem{Key: "key.wrong-passphrase"}
	}
	return ed25519.Sign(key, coop.MarkBytes(v.coop, kind, coop.VersionOf(body), coop.EncodeBody(body))), nil
}

func (v *village) NewPassphrase() string { return "bato lumi seka rodu" }
