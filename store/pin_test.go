package store

import (
	"testing"
	"time"
)

// A lost PIN: the chair gives a new one, its owner replaces it; the chair's own comes back by the recovery code alone.
func TestPIN_lost(t *testing.T) {
	b := newTestBook(t)
	b.Book.at.Now = func() time.Time { return time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC) }
	siti, budi := b.person(t, "Siti"), b.person(t, "Budi")
	if err := b.SetFirstPIN(ctx, siti.User, "7391"); err != nil {
		t.Fatal(err)
	}
	if err := b.GiveFirstPIN(ctx, budi.User, "8205"); err != nil {
		t.Fatal(err)
	}
	for range 4 {
		login(b, "Siti", "0001")
	}
	for _, c := range []struct {
		name string
		err  error
		want string
	}{
		{"shut_out", login(b, "Siti", "7391"), problemWait},
		{"not_by_the_treasurer", b.GivePIN(ctx, siti, budi.User, "4826"), problemNotChair},
		{"not_ones_own", b.GivePIN(ctx, budi, budi.User, "4826"), problemOwnPIN},
		{"not_an_easy_one", b.GivePIN(ctx, budi, siti.User, "1971"), "login.year-pin"},
		{"by_the_chair", b.GivePIN(ctx, budi, siti.User, "4826"), ""},
		{"lets_in", login(b, "Siti", "4826"), ""},
		{"recovery_of_a_treasurer", b.RecoverPIN(ctx, siti.User, b.recovery, "5937"), problemNotChair},
		{"recovery_unreadable", b.RecoverPIN(ctx, budi.User, "abc", "5937"), "recovery.unreadable"},
		{"recovery_of_another", b.RecoverPIN(ctx, budi.User, newRecovery().String(), "5937"), "recovery.wrong"},
		{"recovery_easy", b.RecoverPIN(ctx, budi.User, b.recovery, "0000"), "login.easy-pin"},
		{"recovery", b.RecoverPIN(ctx, budi.User, b.recovery, "5937"), ""},
		{"recovered", login(b, "Budi", "5937"), ""},
	} {
		if got := problem(c.err); got != c.want || (c.want == "" && c.err != nil) {
			t.Errorf("%s: %v, want %q", c.name, c.err, c.want)
		}
	}
	if !must(b.PINGiven(ctx, siti.User))(t) || must(b.PINGiven(ctx, budi.User))(t) {
		t.Error("whose PIN was given by another is not known")
	}
	if got := problem(b.SetPIN(ctx, siti, "4826", "4826")); got != problemSamePIN {
		t.Errorf("the given PIN again: %q", got)
	}
	if err := b.SetPIN(ctx, siti, "4826", "7391"); err != nil || must(b.PINGiven(ctx, siti.User))(t) {
		t.Errorf("a replaced PIN is still a given one: %v", err)
	}
}
