package coop

import (
	"bytes"
	"crypto/sha256"
	"slices"
	"strconv"
)

// SampleSize is how many members a supervisor asks in a month whether their savings are what the book says.
const SampleSize = 5

// Sample picks members to be asked in a month: the same ones on every laptop, others each month, and nobody can arrange
// who. Who has left, is a candidate only, or has another registration is not asked.
func Sample(month Month, members []MemberView, n int) []MemberView {
	type drawn struct {
		MemberView
		lot [sha256.Size]byte
	}
	var all []drawn
	for _, m := range members {
		if m.Left != "" || m.Candidate() || m.Same != m.Member {
			continue
		}
		text := "lumbung sample 1 " + strconv.Itoa(int(month)) + " " + m.Member.String()
		all = append(all, drawn{m, sha256.Sum256([]byte(text))})
	}
	slices.SortFunc(all, func(a, b drawn) int { return bytes.Compare(a.lot[:], b.lot[:]) })
	var picked []MemberView
	for _, d := range all[:min(n, len(all))] {
		picked = append(picked, d.MemberView)
	}
	return picked
}
