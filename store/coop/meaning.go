package coop

import (
	"bytes"
	"cmp"
)

// record gives every change that is not an entry its rows.
func (f *Fold) record(a *arrival) What {
	switch b := a.Body.(type) {
	case *Found:
		return f.recordFound(a, b)
	case *Device:
		return f.recordDevice(a, b)
	case *User:
		return f.recordUser(a, a.id(0), b.Name, b.Role)
	case *RoleChange:
		return f.recordRole(a, b)
	case *UserKey:
		f.recordUserKey(a, b)
	case *Member:
		return f.recordMember(a, b)
	case *MemberEdit:
		return f.recordMemberEdit(a, b)
	case *MemberSame:
		return f.recordMemberSame(a, b)
	case *Accounts:
		return f.recordAccounts(a, b)
	case *AccountEdit:
		return f.recordAccountEdit(a, b)
	case *Close:
		return f.recordClose(a, b)
	case *Reopen:
		return f.recordReopen(a, b)
	case *Approval:
		return f.recordApproval(a, b)
	case *Count:
		return f.recordCount(a, b)
	case *Evidence:
		return f.recordEvidence(a, b)
	case *Review:
		return f.recordReviewed(a, b)
	case *Finding, *Answer, *Receipt, *Look:
		return f.recordReview(a)
	case registered:
		return f.recordRegister(a, b)
	case *OccasionText, *Outlet, *Setting, *Vault, *Enrol:
		f.recordProfile(a)
	}
	return WhatNone
}

func (f *Fold) recordFound(a *arrival, b *Found) What {
	f.coop = CoopRow{
		Cooperative: b.Cooperative, Log: a.Log, Hash: a.Hash, Name: b.Name, Village: b.Village,
		Recovery: b.Recovery,
	}
	f.state.Put(&f.coop)
	f.state.Put(&LogRow{Log: a.Log, Letters: b.Letters, Sign: b.Sign, Box: b.Box, By: a.Hash})
	for i, p := range b.People {
		f.recordUser(a, a.id(1+i), p.Name, p.Role)
	}
	return WhatNone
}

// recordDevice introduces a log; of several introductions of one log the first by (lamport, hash) holds.
func (f *Fold) recordDevice(a *arrival, b *Device) What {
	if b.Log == f.coop.Log {
		return WhatNotEntitled // the founding named its keys
	}
	what := WhatNone
	if b.Log == a.Log && f.rights(a).recovers(b) {
		what = WhatRecovery
	}
	f.state.Put(&DeviceRow{Log: b.Log, Hash: a.Hash, Lamport: a.Lamport, Sign: b.Sign})
	first := a.stamp()
	f.state.Scan(&DeviceRow{Log: b.Log}, 1, func(r Record) bool {
		if d := r.(*DeviceRow); (stamp{d.Lamport, d.Hash}).before(first) {
			first = stamp{d.Lamport, d.Hash}
		}
		return true
	})
	if first != a.stamp() {
		return what
	}
	f.state.Put(&LogRow{
		Log: b.Log, Letters: b.Letters, Name: b.Name, Sign: b.Sign, Box: b.Box, Server: b.Server, Invite: b.Invite,
		By: a.Hash,
	})
	return what
}

func (f *Fold) recordUser(a *arrival, user ID, name string, role Role) What {
	row := UserRow{User: user}
	f.state.Get(&row)
	row.Name, row.By = name, a.Hash
	if (stamp{row.Lamport, row.Hash}).before(a.stamp()) {
		row.Role, row.Lamport, row.Hash = role, a.Lamport, a.Hash
	}
	f.state.Put(&row)
	return WhatNone
}

// recordUserKey keeps the first registration of a key by (lamport, hash): who brought it in matters (WhatKeyFrom).
func (f *Fold) recordUserKey(a *arrival, b *UserKey) {
	held := UserKeyRow{User: b.User, Public: b.Public}
	if f.state.Get(&held) && (stamp{held.Lamport, held.Hash}).before(a.stamp()) {
		return
	}
	f.state.Put(&UserKeyRow{
		User: b.User, Public: b.Public, Slot: b.Slot, Log: a.Log, Author: a.Author, Lamport: a.Lamport, Hash: a.Hash,
	})
}

func (f *Fold) recordRole(a *arrival, b *RoleChange) What {
	if _, known := f.rights(a).roles[b.User]; !known {
		return WhatNoSubject
	}
	row := UserRow{User: b.User}
	f.state.Get(&row)
	if (stamp{row.Lamport, row.Hash}).before(a.stamp()) {
		row.Role, row.Lamport, row.Hash = b.Role, a.Lamport, a.Hash
		f.state.Put(&row)
	}
	return WhatNone
}

// recordProfile keeps what the last writer by (lamport, hash) said.
func (f *Fold) recordProfile(a *arrival) {
	switch b := a.Body.(type) {
	case *OccasionText:
		held := OccasionRow{Name: b.Name}
		if !f.state.Get(&held) || (stamp{held.Lamport, held.Hash}).before(a.stamp()) {
			f.state.Put(&OccasionRow{Name: b.Name, Text: b.Text, Lamport: a.Lamport, Hash: a.Hash})
		}
	case *Outlet:
		held := OutletRow{Code: b.Code}
		if !f.state.Get(&held) || (stamp{held.Lamport, held.Hash}).before(a.stamp()) {
			f.state.Put(&OutletRow{
				Code: b.Code, NameID: b.NameID, NameEN: b.NameEN, Closed: b.Closed,
				Lamport: a.Lamport, Hash: a.Hash,
			})
		}
	case *Setting:
		held := SettingRow{Key: b.Key, From: b.From}
		if !f.state.Get(&held) || (stamp{held.Lamport, held.Hash}).before(a.stamp()) {
			f.state.Put(&SettingRow{Key: b.Key, From: b.From, Value: b.Value, Lamport: a.Lamport, Hash: a.Hash})
		}
	case *Vault:
		held := VaultRow{Log: b.Log, Epoch: b.Epoch}
		if !f.state.Get(&held) || string(a.Hash[:]) < string(held.Hash[:]) {
			f.state.Put(&VaultRow{Log: b.Log, Epoch: b.Epoch, Hash: a.Hash, Key: b.Key})
		}
	case *Enrol:
		f.state.Put(&EnrolRow{Log: b.Log, Hash: a.Hash, Village: b.Village, Server: a.Log})
	}
}

// recordApproval keeps a decision. Nobody approves what they recorded, on any device (I12).
func (f *Fold) recordApproval(a *arrival, b *Approval) What {
	subject := ChangeRow{Log: b.Subject.Log, Seq: b.Subject.Seq, Hash: b.Subject.Hash}
	if !f.state.Get(&subject) || !f.inPast(a, b.Subject) {
		return WhatNoSubject
	}
	if subject.Author == a.Author {
		return WhatOwnApproval
	}
	if !b.Cites.IsZero() && !f.registeredBefore(a, KindMinutes, HashID(b.Cites, 0)) {
		return WhatNoSubject
	}
	if subject.Kind == KindCount {
		if what := f.checkCountersign(subject.Hash, b); what != WhatNone {
			return what
		}
	}
	if subject.Kind.registered() {
		id := HashID(subject.Hash, 0)
		if !f.state.Get(&RegisterRow{Kind: subject.Kind, ID: id}) {
			return WhatNoSubject
		}
		f.putRegister(a, id)
	}
	f.state.Put(&ApprovalRow{
		Subject: b.Subject.Hash, Hash: a.Hash, Author: a.Author, Granted: b.Granted,
		Figures: EncodeBody(b.Figures), Reason: b.Reason, At: a.At,
	})
	if by, _ := f.markedBy(a, f.rights(a)); by == subject.Author {
		return WhatKeyFrom
	}
	return WhatNone
}

func (f *Fold) recordReview(a *arrival) What {
	switch b := a.Body.(type) {
	case *Finding:
		f.state.Put(&FindingRow{
			Finding: a.id(0), Hash: a.Hash, Log: a.Log, Seq: a.Seq, Author: a.Author, By: b.By,
			Entry: b.Entry, Period: b.Period, Text: b.Text, At: a.At,
		})
	case *Answer:
		row := FindingRow{Finding: b.Finding}
		if !f.state.Get(&row) || !f.inPast(a, Head{Log: row.Log, Seq: row.Seq, Hash: row.Hash}) {
			return WhatNoSubject
		}
		f.state.Put(&AnswerRow{Finding: b.Finding, Hash: a.Hash, Author: a.Author, Text: b.Text, At: a.At})
	case *Receipt:
		for _, h := range b.Heads {
			f.recordReceipt(ReceiptRow{Server: a.Log, Log: h.Log, Seq: h.Seq, Hash: h.Hash, At: a.At})
		}
	case *Look:
		f.state.Put(&LookRow{What: b.What, Subject: b.Subject, Hash: a.Hash, Author: a.Author, Note: b.Note})
	}
	return WhatNone
}

// recordReceipt keeps the furthest that a server held of a log, and when it first said so.
func (f *Fold) recordReceipt(row ReceiptRow) {
	held := ReceiptRow{Server: row.Server, Log: row.Log}
	if f.state.Get(&held) {
		further := cmp.Or(
			cmp.Compare(row.Seq, held.Seq), bytes.Compare(row.Hash[:], held.Hash[:]), cmp.Compare(held.At, row.At))
		if further <= 0 {
			return
		}
	}
	f.state.Put(&row)
}
