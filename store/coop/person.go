package coop

// The keys of why a person's task may not be changed.
const (
	problemLastTreasurer = "person.last-treasurer"
	problemLastChair     = "person.last-chair"
)

// CheckRole says why a person should not get another role: a cooperative without treasurer cannot record, and one
// without chair cannot give rights back to anybody. The log would take it all the same; this keeps it from happening by
// a slip of the hand.
func CheckRole(users []UserRow, user ID, role Role) (Problem, bool) {
	left := map[Role]int{}
	was := RoleNone
	for _, u := range users {
		if u.User == user {
			was = u.Role
			left[role]++
		} else {
			left[u.Role]++
		}
	}
	switch {
	case was == RoleTreasurer && left[RoleTreasurer] == 0:
		return Problem{Key: problemLastTreasurer}, false
	case was == RoleChair && left[RoleChair] == 0:
		return Problem{Key: problemLastChair}, false
	}
	return Problem{}, true
}
