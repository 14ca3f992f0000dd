package coop

import (
	"encoding/json"
	"strconv"
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
	ProblemHeirTwice = "leave.heir.twice" // {0} stands in the list twice
	ProblemHeirPaid  = "leave.heir.paid"  // {0} gets {1} and has had {2} of it
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

// heirName is a name as it is compared: what one heir is paid is known by it.
func heirName(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }

// CheckHeirs says what is wrong with a list of heirs: every one has a name of their own and a part, and the parts are
// the whole.
func CheckHeirs(all []Heir) []Problem {
	if len(all) > maxHeirs {
		return []Problem{{Key: ProblemHeirMany, Args: []any{maxHeirs}}}
	}
	var problems []Problem
	var sum int64
	names := map[string]bool{}
	for i, h := range all {
		name := heirName(h.Name)
		twice := names[name]
		names[name] = true
		switch {
		case twice && name != "":
			problems = append(problems, Problem{Key: ProblemHeirTwice, Args: []any{h.Name}})
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

// RefundOnce is the once-rule of what one heir is paid, so that two laptops that know the same pay it once; times
// counts what this heir was paid before, also what was taken back.
func RefundOnce(person ID, heir string, times int) Once {
	o := Once{Rule: "heir", Subject: person.String(), Period: strings.Join(strings.Fields(heir), " ")}
	if times > 0 {
		o.Period += "/" + strconv.Itoa(times+1)
	}
	return o
}

// Refund is one payment of what was kept for somebody who left.
type Refund struct {
	Entry  ID
	Once   ID
	Amount Money // 0: taken back
}

// HeirPart is what an heir gets of all that was kept, and has had of it.
type HeirPart struct {
	Heir
	Share Money
	Paid  Money
	times int
}

// Open is what the heir has still to get.
func (p *HeirPart) Open() Money { return max(0, p.Share-p.Paid) }

// HeirParts divides all that was kept, paid or not, among the heirs: what one has fetched makes the others' no smaller.
func (v *LeaverView) HeirParts(heirs []Heir) []HeirPart {
	whole, once := v.Kept, map[ID]Refund{}
	for _, r := range v.Refunds {
		whole += r.Amount
		once[r.Once] = r
	}
	shares := HeirShares(whole, Rupiah, heirs)
	parts := make([]HeirPart, len(heirs))
	for i, h := range heirs {
		parts[i] = HeirPart{Heir: h, Share: shares[i]}
		for r, is := once[RefundOnce(v.Member.Member, h.Name, 0).ID()]; is; {
			parts[i].Paid += r.Amount
			if after, corrected := once[CorrectionOnce(r.Entry).ID()]; corrected {
				r = after // put right: it stands in the other's place
				continue
			}
			parts[i].times++
			r, is = once[RefundOnce(v.Member.Member, h.Name, parts[i].times).ID()]
		}
	}
	return parts
}

// PayRefund is the entry that pays what is kept for a former member (domain §8.3 T3). kept is what 21106 holds for
// them.
func PayRefund(member ID, amount, kept Money, cash string, day Date, remark, evidence string) (Entry, []Problem) {
	problems := checkMove(amount, cash, day, remark, evidence)
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
	return Entry{Date: day, Occasion: OccasionRefund, Remark: remark, Evidence: evidence, Lines: []Line{
		{Account: AccountRefund, Amount: amount, Member: member}, {Account: cash, Amount: -amount},
	}}, nil
}

// PayHeir is the entry that pays an heir of the part that is theirs.
func PayHeir(
	member ID, part HeirPart, amount, kept Money, cash string, day Date, evidence string,
) (Entry, []Problem) {
	e, problems := PayRefund(member, amount, kept, cash, day, part.Name, evidence)
	if len(problems) == 0 && amount > part.Open() {
		problems = []Problem{{Key: ProblemHeirPaid, Args: []any{part.Name, part.Share, part.Paid}}}
	}
	if len(problems) > 0 {
		return Entry{}, problems
	}
	e.Once = RefundOnce(member, part.Name, part.times)
	return e, nil
}
