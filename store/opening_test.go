package store

import (
	"testing"

	"lumbung/store/coop"
)

// The opening of a cooperative in mid-life, on the real book: members and balances in one transaction, a slip put
// right, the difference named; a second time changes nothing, and the book proves itself.
func TestOpening(t *testing.T) {
	b := newTestBook(t)
	siti := b.person(t, "Siti")
	accounts := must(b.Accounts(ctx))(t)
	run := func(cash coop.Money, members []coop.MemberInput, tuti coop.ID, name bool) int {
		t.Helper()
		state := coop.OpeningsOf(must(b.Entries(ctx, coop.EntryQuery{Account: coop.OpeningAccount}))(t))
		done, err := b.ImportWith(ctx, siti, members, func(made []coop.ID) ([]coop.Act, error) {
			if len(made) > 0 {
				tuti = made[0]
			}
			plan := state.Plan(coop.OpeningWish{
				Balances: map[string]coop.Money{"11101": cash, coop.AccountPrincipal: 300_000_00},
				Members:  map[coop.ID]map[string]coop.Money{tuti: {coop.AccountPrincipal: 100_000_00}},
			}.Items(accounts))
			acts := plan.Acts(20251231, "salah ketik")
			if name {
				acts = append(acts, state.NameAct(20251231, "41109", plan.Left, "sisa usaha"))
			}
			return acts, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return len(done)
	}
	before := must(b.Members(ctx, ""))(t)
	if n := run(1_500_000_00, []coop.MemberInput{{Name: "Tuti"}}, coop.ID{}, false); n != 4 {
		t.Errorf("%d things recorded: want a member, cash, her savings and those of nobody", n)
	}
	var tuti coop.ID
	for _, m := range must(b.Members(ctx, "Tuti"))(t) {
		tuti = m.Member
	}
	if n := run(1_500_000_00, nil, tuti, false); n != 0 {
		t.Errorf("a second time records %d things", n)
	}
	if n := run(1_400_000_00, nil, tuti, true); n != 3 {
		t.Errorf("%d things recorded: want a reversal, the right balance and a name", n)
	}
	for account, want := range map[string]coop.Money{
		"11101": 1_400_000_00, coop.AccountPrincipal: -300_000_00, "41109": -1_100_000_00, coop.OpeningAccount: 0,
	} {
		got := coop.Money(0)
		for _, row := range must(b.TrialBalance(ctx, 0, 20251231))(t) {
			if row.Account.Code == account {
				got = row.Closing()
			}
		}
		if got != want {
			t.Errorf("%s holds %v, want %v", account, got, want)
		}
	}
	if len(must(b.Members(ctx, ""))(t)) != len(before)+1 {
		t.Error("a member was registered twice, or not")
	}
	b.clean(t)
}
