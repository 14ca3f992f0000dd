package coop

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Exceptions lists everything recorded but irregular, from the small tables: what each change is by itself, forks,
// overdrawn savings and blocked ones, months paid twice, tills counted twice, code clashes, closes that saw another
// trial balance, rights lost concurrently.
func (f *Fold) Exceptions() []Exception {
	var out []Exception
	f.state.Scan(&IrregularRow{}, 0, func(r Record) bool {
		row := r.(*IrregularRow)
		x := Exception{What: row.What, Subject: row.Hash, Kind: row.Kind, Log: row.Log, Seq: row.Seq}
		if isEntry(row.Kind) {
			x.Entry = HashID(row.Hash, 0)
		}
		if entry := (EntryRow{ID: x.Entry}); x.What == WhatUnapproved && f.state.Get(&entry) {
			if x.Amount = entry.Amount; entry.Posted == 0 {
				return true // no money has moved
			}
		}
		out = append(out, x)
		return true
	})
	out = append(out, f.forks()...)
	out = append(out, f.overdrawn()...)
	out = append(out, f.blocked()...)
	out = append(out, f.monthsTwice()...)
	out = append(out, f.countsTwice()...)
	out = append(out, f.unspecified()...)
	out = append(out, f.clashes()...)
	out = append(out, f.digests()...)
	out = append(out, f.closings()...)
	out = append(out, f.lostRights()...)
	for i := range out {
		x := &out[i]
		change := ChangeRow{Log: x.Log, Seq: x.Seq, Hash: x.Subject}
		if x.Seq > 0 && f.state.Get(&change) {
			x.At, x.Author = change.At, change.Author
		}
		f.state.Scan(&LookRow{What: x.What, Subject: x.Subject}, 2, func(r Record) bool {
			look := r.(*LookRow)
			x.Seen, x.SeenBy, x.Note = true, look.Author, look.Note
			return false
		})
	}
	slices.SortStableFunc(out, func(a, b Exception) int {
		return cmp.Or(cmp.Compare(a.What, b.What), cmp.Compare(a.Subject.String(), b.Subject.String()),
			cmp.Compare(a.Account, b.Account), cmp.Compare(a.Month, b.Month))
	})
	return out
}

// forks lists the first change of each branch of a log that has more than one head, but for the branch whose last
// common change they share.
func (f *Fold) forks() []Exception {
	heads := map[ID][]HeadRow{}
	f.state.Scan(&HeadRow{}, 0, func(r Record) bool {
		h := *r.(*HeadRow)
		heads[h.Log] = append(heads[h.Log], h)
		return true
	})
	var out []Exception
	for log, all := range heads {
		if len(all) < 2 {
			continue
		}
		followers := map[Hash][]ChangeRow{}
		f.state.Scan(&ChangeRow{Log: log}, 1, func(r Record) bool {
			row := *r.(*ChangeRow)
			followers[row.Prev] = append(followers[row.Prev], row)
			return true
		})
		for _, branch := range followers {
			for _, row := range branch {
				if len(branch) > 1 {
					out = append(
						out,
						Exception{What: WhatFork, Subject: row.Hash, Kind: row.Kind, Log: log, Seq: row.Seq},
					)
				}
			}
		}
	}
	return out
}

// SavingAccounts are the member accounts that must not fall below zero, in the order in which a village names them:
// simpanan pokok and wajib, and the deposits sukarela, khusus and berjangka.
var SavingAccounts = []string{AccountPrincipal, AccountMandatory, AccountVoluntary, AccountSpecial, AccountTerm}

// overdrawn lists savings below zero, and refunds paid twice; joined registrations are one person.
func (f *Fold) overdrawn() []Exception {
	var out []Exception
	for _, account := range slices.Concat(SavingAccounts, []string{AccountRefund}) {
		sums := map[ID]Money{}
		f.state.Scan(&SubRow{Account: account, Dim: DimMember}, 2, func(r Record) bool {
			row := r.(*SubRow)
			if !row.Subject.IsZero() {
				sums[f.person(row.Subject)] += row.Credit - row.Debit
			}
			return true
		})
		for member, sum := range sums {
			if sum < 0 {
				row := MemberRow{Member: member}
				f.state.Get(&row)
				out = append(out, Exception{
					What: WhatOverdrawn, Subject: row.Hash, Kind: KindMember, Member: member,
					Account: account, Amount: sum,
				})
			}
		}
	}
	return out
}

// person gives the registration that stands for the member.
func (f *Fold) person(member ID) ID {
	row := MemberRow{Member: member}
	if !f.state.Get(&row) {
		return member
	}
	return row.Same
}

// Keys of the dated dues settings; their values are whole rupiah.
const (
	SettingPrincipal = "dues.principal"
	SettingMandatory = "dues.mandatory"
)

// SettingAt gives the value of a dated setting as it stands on a day.
func (f *Fold) SettingAt(key string, day Date) (string, bool) {
	value, found := "", false
	f.state.Scan(&SettingRow{Key: key}, 1, func(r Record) bool {
		row := r.(*SettingRow)
		if row.From > day {
			return false
		}
		value, found = row.Value, true
		return true
	})
	return value, found
}

// RateOf gives the simpanan wajib of a month; zero when none is set.
func (f *Fold) RateOf(month Month) Money {
	value, _ := f.SettingAt(SettingMandatory, month.First())
	rupiah, err := strconv.ParseInt(value, 10, 50)
	if err != nil || rupiah < 0 {
		return 0
	}
	return Money(rupiah) * Rupiah
}

// monthsTwice lists months of simpanan wajib paid by several lines that come to more than the month's rate.
func (f *Fold) monthsTwice() []Exception {
	var out []Exception
	type due struct {
		member ID
		month  Month
	}
	paid, times := map[due]Money{}, map[due]int64{}
	f.state.Scan(&DueRow{}, 0, func(r Record) bool {
		row := r.(*DueRow)
		if row.Account == "31102" && !row.Member.IsZero() {
			k := due{f.person(row.Member), row.Month}
			paid[k] += row.Amount
			times[k] += row.Times
		}
		return true
	})
	for k, amount := range paid {
		if rate := f.RateOf(k.month); times[k] > 1 && rate > 0 && amount > rate {
			row := MemberRow{Member: k.member}
			f.state.Get(&row)
			out = append(out, Exception{
				What: WhatMonthTwice, Subject: row.Hash, Kind: KindMember, Member: k.member,
				Account: "31102", Month: k.month, Amount: amount,
			})
		}
	}
	return out
}

// unspecified lists member accounts on which something stands under no member ("belum dirinci").
func (f *Fold) unspecified() []Exception {
	var out []Exception
	f.state.Scan(&AccountRow{}, 0, func(r Record) bool {
		account := r.(*AccountRow)
		sub := SubRow{Account: account.Code, Dim: DimMember}
		if !strings.Contains(account.Sub, "M") || !f.state.Get(&sub) {
			return true
		}
		if sub.Debit -= f.summed(account.Code); sub.Debit != sub.Credit {
			out = append(out, Exception{
				What: WhatNoDimension, Subject: account.Hash, Kind: KindAccounts, Account: account.Code,
				Amount: sub.Credit - sub.Debit,
			})
		}
		return true
	})
	return out
}

// clashes lists account codes made more than once in different ways, member numbers held by two persons and NIKs by two
// members (domain §5.2): always whoever came later by (lamport, hash).
func (f *Fold) clashes() []Exception {
	var out []Exception
	makes := map[string][]AccountMakeRow{}
	f.state.Scan(&AccountMakeRow{}, 0, func(r Record) bool {
		row := *r.(*AccountMakeRow)
		makes[row.Code] = append(makes[row.Code], row)
		return true
	})
	for code, rows := range makes {
		first := rows[0]
		for _, row := range rows[1:] {
			if (stamp{row.Lamport, row.Hash}).before(stamp{first.Lamport, first.Hash}) {
				first = row
			}
		}
		for _, row := range rows {
			if string(row.Body) != string(first.Body) {
				out = append(out, Exception{
					What: WhatClash, Subject: row.Hash, Kind: KindAccounts, Account: code, Log: row.Log, Seq: row.Seq,
				})
			}
		}
	}
	out = append(out, f.memberClashes(WhatClash, FieldNumber, func(m *MemberRow) string { return m.Number })...)
	return append(out, f.memberClashes(WhatSameNIK, fieldNIKKey, func(m *MemberRow) string {
		if m.NIKKey.IsZero() || m.Left != "" { // one NIK among those who are members: who left may come again
			return ""
		}
		return string(m.NIKKey[:])
	})...)
}

// memberClashes lists the persons who were given something that another person had before.
func (f *Fold) memberClashes(what What, field Field, value func(*MemberRow) string) []Exception {
	type holder struct {
		MemberRow
		since stamp
	}
	holders := map[string][]holder{}
	f.state.Scan(&MemberRow{}, 0, func(r Record) bool {
		m := *r.(*MemberRow)
		if v := value(&m); v != "" {
			written := MemberFieldRow{Member: m.Member, Field: field}
			f.state.Get(&written)
			holders[v] = append(holders[v], holder{m, stamp{written.Lamport, written.Hash}})
		}
		return true
	})
	var out []Exception
	for _, all := range holders {
		first := slices.MinFunc(all, func(a, b holder) int {
			if a.since.before(b.since) {
				return -1
			}
			return 1
		})
		for _, m := range all {
			if m.Same != first.Same {
				out = append(out, Exception{
					What: what, Subject: m.Hash, Kind: KindMember, Member: m.Member, Log: m.Log, Seq: m.Seq,
				})
			}
		}
	}
	return out
}

// digests lists holding closes whose trial balance is no longer the one they saw.
func (f *Fold) digests() []Exception {
	var out []Exception
	closes := f.closes()
	for i, c := range closes {
		if trialDigest(f.state, c.Period, f.closedAfter(closes, i)) != c.Digest {
			out = append(out, Exception{
				What: WhatDigest, Subject: c.Hash, Kind: KindClose, Month: c.Period, Log: c.Log,
				Seq: c.Seq,
			})
		}
	}
	return out
}

// lostRights lists what people recorded concurrently with the loss of their right: it counts, and is looked at.
func (f *Fold) lostRights() []Exception {
	var out []Exception
	for _, a := range f.rightChanges(func(Head) bool { return true }) {
		loss, ok := a.Body.(*RoleChange)
		if !ok {
			continue
		}
		past := append(f.pastOf(a), Head{Log: a.Log, Seq: a.Seq, Hash: a.Hash})
		f.state.Scan(&HeadRow{}, 0, func(r Record) bool {
			h := Head{Log: r.(*HeadRow).Log, Seq: r.(*HeadRow).Seq, Hash: r.(*HeadRow).Hash}
			out = append(out, f.concurrent(a, loss, past, f.beforeSeeing(h, a.head()))...)
			return true
		})
	}
	return out
}

// beforeSeeing gives the last change on h's branch that has not x in its past.
func (f *Fold) beforeSeeing(h, x Head) Head {
	for _, s := range f.line(h.Log).sights {
		if f.reaches(h, s.Head) && f.under(s.vector, x) {
			row := ChangeRow{Log: s.Log, Seq: s.Seq, Hash: s.Hash}
			f.state.Get(&row)
			return Head{Log: s.Log, Seq: s.Seq - 1, Hash: row.Prev}
		}
	}
	return h
}

// concurrent walks one branch back to the past of a loss and lists what its loser recorded there without knowing.
func (f *Fold) concurrent(loss *arrival, b *RoleChange, past []Head, from Head) []Exception {
	var out []Exception
	for at := from; at.Seq > 0 && !f.under(past, at); {
		row := ChangeRow{Log: at.Log, Seq: at.Seq, Hash: at.Hash}
		if !f.state.Get(&row) {
			break
		}
		if row.Author == b.User && row.Kind != KindUserKey {
			x := &arrival{Change: Change{Log: row.Log, Seq: row.Seq, Prev: row.Prev}, Hash: row.Hash}
			if !f.inPast(x, loss.head()) && !slices.Contains(may[row.Kind], b.Role) {
				out = append(
					out,
					Exception{What: WhatLostRight, Subject: row.Hash, Kind: row.Kind, Log: row.Log, Seq: row.Seq},
				)
			}
		}
		at = Head{Log: at.Log, Seq: at.Seq - 1, Hash: row.Prev}
	}
	return out
}
