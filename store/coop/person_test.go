package coop

import "testing"

func TestCheckRole(t *testing.T) {
	siti, budi, wati := testID("siti"), testID("budi"), testID("wati")
	users := []UserRow{{User: siti, Role: RoleTreasurer}, {User: budi, Role: RoleChair}, {User: wati, Role: RoleClerk}}
	for _, c := range []struct {
		name string
		user ID
		role Role
		want string
	}{
		{"last_treasurer", siti, RoleNone, problemLastTreasurer},
		{"last_treasurer_becomes_clerk", siti, RoleClerk, problemLastTreasurer},
		{"last_chair", budi, RoleTreasurer, problemLastChair},
		{"clerk", wati, RoleNone, ""},
		{"second_treasurer", wati, RoleTreasurer, ""},
		{"stays", siti, RoleTreasurer, ""},
	} {
		if problem, ok := CheckRole(users, c.user, c.role); problem.Key != c.want || ok != (c.want == "") {
			t.Errorf("%s: %q", c.name, problem.Key)
		}
	}
	users[2].Role = RoleTreasurer
	if problem, ok := CheckRole(users, siti, RoleNone); !ok {
		t.Errorf("one of two treasurers: %q", problem.Key)
	}
}
