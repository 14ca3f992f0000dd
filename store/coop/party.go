package coop

import "strings"

// PartyID names a supplier or another party by its name: the same name, in any case and spacing, is the same party,
// whoever types it on whichever device. A loan of others is named by its own name in the same way.
func PartyID(name string) ID {
	name = strings.ToLower(strings.Join(strings.Fields(name), " "))
	if name == "" {
		return ID{}
	}
	return OnceID("party", name, "")
}
