package coop

import (
	"encoding/json"
	"strings"
)

// Heirs (ahli waris) lie sealed in the register as one text: who gets which part of what a member leaves.

// Heir is one of them.
type Heir struct {
	Name     string `json:"name"`
	Relation string `json:"as,omitempty"` // istri, anak, …
	NIK      string `json:"nik,omitempty"`
	Phone    string `json:"phone,omitempty"`
	Share    int64  `json:"share"` // basis points; all together 10.000
}

// What can be wrong with heirs.
const (
	ProblemHeirName  = "leave.heir.name"  // number {0} has no name
	ProblemHeirShare = "leave.heir.share" // {0} gets nothing, or more than everything
	ProblemHeirSum   = "leave.heir.sum"   // the parts come to {0}
	ProblemHeirNIK   = "leave.heir.nik"   // the NIK of {0} is none
	ProblemHeirMany  = "leave.heir.many"  // more than {0} heirs
)

const maxHeirs = 12

// HeirsText is the sealed field of heirs; empty for none.
func HeirsText(all []Heir) string {
	if len(all) == 0 {
		return ""
	}
	data, err := json.Marshal(all)
	if err != nil {
		return ""
	}
	return string(data)
}

// HeirsOf reads the sealed field; one of another program gives none.
func HeirsOf(text string) []Heir {
	var all []Heir
	if text == "" || json.Unmarshal([]byte(text), &all) != nil {
		return nil
	}
	return all
}

// CheckHeirs says what is wrong with a list of heirs: every one has a name and a part, and the parts are the whole.
func CheckHeirs(all []Heir) []Problem {
	if len(all) > maxHeirs {
		return []Problem{{Key: ProblemHeirMany, Args: []any{maxHeirs}}}
	}
	var problems []Problem
	var sum int64
	for i, h := range all {
		switch {
		case !says(strings.TrimSpace(h.Name)):
			problems = append(problems, Problem{Key: ProblemHeirName, Args: []any{i + 1}})
		case h.Share <= 0 || h.Share > 10_000:
			problems = append(problems, Problem{Key: ProblemHeirShare, Args: []any{h.Name}})
		case h.NIK != "" && (len(h.NIK) != 16 || !allDigits(h.NIK)):
			problems = append(problems, Problem{Key: ProblemHeirNIK, Args: []any{h.Name}})
		}
		sum += max(0, min(h.Share, 10_000))
	}
	if len(all) > 0 && len(problems) == 0 && sum != 10_000 {
		problems = append(problems, Problem{Key: ProblemHeirSum, Args: []any{FormatPoints(sum)}})
	}
	return problems
}

// HeirShares splits an amount by the parts, in whole units; what is left over goes to the largest part, of several the
// first.
func HeirShares(amount, unit Money, all []Heir) []Money {
	weights, rest := make([]int64, len(all)), 0
	for i, h := range all {
		weights[i] = max(0, h.Share)
		if weights[i] > weights[rest] {
			rest = i
		}
	}
	return SplitMoney(amount, unit, rest, weights...)
}

// OccasionRefund is the occasion of paying what was kept for somebody who left, to them or to an heir.
const OccasionRefund = "member-exit-paid"

// RefundOnce is the once-rule of what one heir is paid.
func RefundOnce(person ID, heir string) Once {
	return Once{Rule: "heir", Subject: person.String(), Period: heir}
}

// PayRefund is the entry that pays what is kept for a former member (domain §8.3 T3). heir is the name of who gets it;
// empty: the member. kept is what 21106 holds for them.
func PayRefund(member ID, amount, kept Money, cash string, day Date, heir, remark, evidence string) (Entry, []Problem) {
	heir = strings.Join(strings.Fields(heir), " ")
	problems := checkMove(amount, cash, day, heir, remark, evidence)
	switch {
	case len(problems) > 0:
	case !IsMoney(cash):
		problems = []Problem{{Key: ProblemRapelCash, Args: []any{cash}}}
	case kept <= 0:
		problems = []Problem{{Key: ProblemLeaveNothing}}
	case amount > kept:
		problems = []Problem{{Key: ProblemLeaveMore, Args: []any{amount, kept}}}
	}
	if len(problems) > 0 {
		return Entry{}, problems
	}
	e := Entry{Date: day, Occasion: OccasionRefund, Remark: remark, Evidence: evidence, Lines: []Line{
		{Account: AccountRefund, Amount: amount, Member: member}, {Account: cash, Amount: -amount},
	}}
	if heir != "" {
		e.Once = RefundOnce(member, heir)
	}
	return e, nil
}
