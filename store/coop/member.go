package coop

import "slices"

func (f *Fold) recordMember(a *arrival, b *Member) What {
	row := MemberRow{Member: a.id(0), Log: a.Log, Seq: a.Seq, Hash: a.Hash, At: a.At}
	row.Same = row.Member
	f.state.Put(&row)
	f.writeFields(a, row.Member, b.Fields, b.Sealed, b.Box, b.NIKKey)
	return WhatNone
}

func (f *Fold) recordMemberEdit(a *arrival, b *MemberEdit) What {
	if !f.memberKnown(a, b.Member) {
		return WhatNoSubject
	}
	f.writeFields(a, b.Member, b.Fields, b.Sealed, b.Box, b.NIKKey)
	return WhatNone
}

// memberKnown says whether the member's registration lies in the past of a.
func (f *Fold) memberKnown(a *arrival, member ID) bool {
	row := MemberRow{Member: member}
	return f.state.Get(&row) && f.inPast(a, Head{Log: row.Log, Seq: row.Seq, Hash: row.Hash})
}

// fieldNIKKey keeps the stamp of the keyed NIK hash beside the fields proper.
const fieldNIKKey Field = 255

func (f *Fold) writeFields(a *arrival, member ID, open map[Field]string, sealed []Field, box []byte, nik Hash) {
	for field, value := range open {
		f.writeField(a, MemberFieldRow{Member: member, Field: field, Value: value})
	}
	for _, field := range sealed {
		f.writeField(a, MemberFieldRow{Member: member, Field: field, Box: box})
	}
	if slices.Contains(sealed, FieldNIK) {
		f.writeField(a, MemberFieldRow{Member: member, Field: fieldNIKKey, Box: nik[:]})
	}
	f.gatherMember(member)
}

// writeField stores a field where a is its last writer by (lamport, hash).
func (f *Fold) writeField(a *arrival, row MemberFieldRow) {
	held := MemberFieldRow{Member: row.Member, Field: row.Field}
	if f.state.Get(&held) && a.stamp().before(stamp{held.Lamport, held.Hash}) {
		return
	}
	row.Lamport, row.Hash = a.Lamport, a.Hash
	f.state.Put(&row)
}

// gatherMember copies the open fields into the member's row.
func (f *Fold) gatherMember(member ID) {
	row := MemberRow{Member: member}
	if !f.state.Get(&row) {
		return
	}
	f.state.Scan(&MemberFieldRow{Member: member}, 1, func(r Record) bool {
		field := r.(*MemberFieldRow)
		switch field.Field {
		case FieldNumber:
			row.Number = field.Value
		case FieldName:
			row.Name = field.Value
		case FieldHamlet:
			row.Hamlet = field.Value
		case FieldGroup:
			row.Group = field.Value
		case FieldStatus:
			row.Status = field.Value
		case FieldJoined:
			row.Joined = field.Value
		case FieldLeft:
			row.Left = field.Value
		case FieldSex:
			row.Sex = field.Value
		case fieldNIKKey:
			copy(row.NIKKey[:], field.Box)
		}
		return true
	})
	f.state.Put(&row)
}

func (f *Fold) recordMemberSame(a *arrival, b *MemberSame) What {
	if !f.memberKnown(a, b.A) || !f.memberKnown(a, b.B) {
		return WhatNoSubject
	}
	held := MemberSameRow{A: b.A, B: b.B}
	if f.state.Get(&held) && a.stamp().before(stamp{held.Lamport, held.Hash}) {
		return WhatNone
	}
	f.state.Put(&MemberSameRow{A: b.A, B: b.B, Apart: b.Apart, Lamport: a.Lamport, Hash: a.Hash})
	f.joinMembers()
	return WhatNone
}

// joinMembers finds who is one person: the joined registrations stand under the least of their ids.
func (f *Fold) joinMembers() {
	stands := map[ID]ID{}
	var find func(ID) ID
	find = func(m ID) ID {
		if s, ok := stands[m]; ok && s != m {
			return find(s)
		}
		return m
	}
	f.state.Scan(&MemberSameRow{}, 0, func(r Record) bool {
		row := r.(*MemberSameRow)
		a, b := find(row.A), find(row.B)
		stands[row.A], stands[row.B] = find(row.A), find(row.B)
		if !row.Apart && a != b {
			if string(b[:]) < string(a[:]) {
				a, b = b, a
			}
			stands[a], stands[b] = a, a
		}
		return true
	})
	for m := range stands {
		row := MemberRow{Member: m}
		if same := find(m); f.state.Get(&row) && row.Same != same {
			row.Same = same
			f.state.Put(&row)
		}
	}
}
