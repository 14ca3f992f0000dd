package coop

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
)

// Broken is one invariant of design §11 that does not hold, in words for a log; I names it ("I2").
type Broken struct {
	I, Detail string
	Why       Problem // the detail, to be translated
}

// CheckSums checks I2 (the trial balance is zero-sum), I3 (assets = liabilities + equity with the running surplus)
// and I4 (every sub-ledger equals its control account, and the flows of each month what its money moved) from the
// running sums alone: the cost is the number of accounts and members, not of entries.
func CheckSums(s State) []Broken {
	broken := checkFlows(s)
	var zero, assets, claims, surplus Money
	control := map[string]Money{}
	types := map[string]AccountType{}
	s.Scan(&AccountRow{}, 0, func(r Record) bool {
		types[r.(*AccountRow).Code] = r.(*AccountRow).Type
		return true
	})
	s.Scan(&BalanceRow{}, 0, func(r Record) bool {
		b := r.(*BalanceRow)
		if b.tooMuch() {
			broken = append(broken, Broken{
				"I2", fmt.Sprintf("sums of %s in %d are beyond bounds", b.Account, b.Month),
				Problem{Key: "verify.too-much", Args: []any{b.Account, b.Month}},
			})
		}
		net := b.Debit - b.Credit
		zero += net
		control[b.Account] += net
		switch types[b.Account] {
		case Asset, ContraAsset:
			assets += net
		case Liability, Equity, ContraEquity:
			claims -= net
		case Revenue, ContraRevenue, Expense:
			surplus -= net
		}
		return true
	})
	if zero != 0 {
		broken = append(broken, Broken{
			"I2", "trial balance is off by " + zero.String(), Problem{Key: "verify.zero", Args: []any{zero}},
		})
	}
	if off := assets - claims - surplus; off != 0 {
		broken = append(broken, Broken{
			"I3", "assets differ from liabilities, equity and surplus by " + off.String(),
			Problem{Key: "verify.claims", Args: []any{off}},
		})
	}
	subs := map[string]Money{}
	s.Scan(&SubRow{}, 0, func(r Record) bool {
		if b := r.(*SubRow); b.Dim == DimMember {
			subs[b.Account] += b.Debit - b.Credit
		}
		return true
	})
	for account, net := range control {
		if subs[account] != net {
			broken = append(broken, Broken{
				"I4", "sub-ledger of " + account + " is off by " + (subs[account] - net).String(),
				Problem{Key: "verify.sub", Args: []any{account, subs[account] - net}},
			})
		}
		delete(subs, account)
	}
	for account, net := range subs {
		if net != 0 {
			broken = append(broken, Broken{
				"I4", "sub-ledger of " + account + " has no account behind it",
				Problem{Key: "verify.sub-alone", Args: []any{account}},
			})
		}
	}
	slices.SortFunc(broken, func(a, b Broken) int { return cmp.Compare(a.I+a.Detail, b.I+b.Detail) })
	return broken
}

// CheckVouchers checks I6: no gap in the numbers of a device, book and year. It reads every entry.
func CheckVouchers(s State) []Broken {
	type series struct {
		log  ID
		book string
		year Date
	}
	numbers := map[series]map[int64]bool{}
	s.Scan(&EntryRow{}, 0, func(r Record) bool {
		e := r.(*EntryRow)
		if e.Kind == KindClose {
			return true // numbered by its year
		}
		k := series{e.Log, e.Book, e.Date / 10000}
		if numbers[k] == nil {
			numbers[k] = map[int64]bool{}
		}
		numbers[k][e.Serial] = true
		return true
	})
	var broken []Broken
	for k, seen := range numbers {
		for n := int64(1); n <= int64(len(seen)); n++ {
			if !seen[n] {
				detail := fmt.Sprintf("%s %d of log %s: number %d is missing", k.book, k.year, k.log, n)
				broken = append(broken, Broken{
					"I6", detail, Problem{Key: "verify.voucher", Args: []any{k.book, int64(k.year), n}},
				})
				break
			}
		}
	}
	return broken
}

// TrialDigest is the digest of the trial balance at the end of a month that a close carries: SHA-256 over account,
// outlet and cumulated balance, ascending, without zero balances.
func TrialDigest(s State, through Month) Hash { return trialDigest(s, through, nil) }

// trialDigest leaves out what the lines of later closing entries added.
func trialDigest(s State, through Month, without []Line) Hash {
	h := sha256.New()
	off := totals(without)
	var account, outlet string
	var sum Money
	flush := func() {
		sum -= off[outletAccount{account, outlet}]
		if sum != 0 {
			h.Write([]byte(account + "\x00" + outlet + "\x00"))
			h.Write(binary.BigEndian.AppendUint64(nil, uint64(sum)))
		}
		sum = 0
	}
	s.Scan(&BalanceRow{}, 0, func(r Record) bool {
		b := r.(*BalanceRow)
		if b.Account != account || b.Outlet != outlet {
			flush()
			account, outlet = b.Account, b.Outlet
		}
		if b.Month <= through {
			sum += b.Debit - b.Credit
		}
		return true
	})
	flush()
	return Hash(h.Sum(nil))
}
