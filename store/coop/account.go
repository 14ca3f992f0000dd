package coop

func (f *Fold) recordAccounts(a *arrival, b *Accounts) What {
	for _, add := range b.Add {
		f.state.Put(&AccountMakeRow{
			Code: add.Code, Hash: a.Hash, Lamport: a.Lamport, Log: a.Log, Seq: a.Seq,
			Body: EncodeBody(add),
		})
		delete(f.known.makes, add.Code)
		f.gatherAccount(add.Code)
	}
	return WhatNone
}

func (f *Fold) recordAccountEdit(a *arrival, b *AccountEdit) What {
	if !f.accountMade(a, b.Code) {
		return WhatAccount
	}
	held := AccountEditRow{Code: b.Code}
	if f.state.Get(&held) && a.stamp().before(stamp{held.Lamport, held.Hash}) {
		return WhatNone
	}
	f.state.Put(&AccountEditRow{
		Code: b.Code, NameID: b.NameID, NameEN: b.NameEN, Closed: b.Closed,
		Lamport: a.Lamport, Hash: a.Hash,
	})
	f.gatherAccount(b.Code)
	return WhatNone
}

// makes reads who made an account of this code.
func (f *Fold) makes(code string) []AccountMakeRow {
	if rows, ok := f.known.makes[code]; ok {
		return rows
	}
	var rows []AccountMakeRow
	f.state.Scan(&AccountMakeRow{Code: code}, 1, func(r Record) bool {
		rows = append(rows, *r.(*AccountMakeRow))
		return true
	})
	f.known.makes[code] = rows
	return rows
}

// gatherAccount makes the account's row: the least (lamport, hash) fixes it for ever, the last edit names it.
func (f *Fold) gatherAccount(code string) {
	var first *AccountMakeRow
	for _, m := range f.makes(code) {
		if first == nil || (stamp{m.Lamport, m.Hash}).before(stamp{first.Lamport, first.Hash}) {
			first = &m
		}
	}
	if first == nil {
		return
	}
	add, err := DecodeBody[AccountAdd](first.Body)
	if err != nil {
		return
	}
	row := AccountRow{
		Code: code, NameID: add.NameID, NameEN: add.NameEN, Type: add.Type, Heading: add.Heading,
		Credit: add.Credit, Sub: add.Sub, Own: first.Log != f.coop.Log || first.Seq > standardBy,
		Lamport: first.Lamport,
		Hash:    first.Hash,
	}
	edit := AccountEditRow{Code: code}
	if f.state.Get(&edit) {
		row.NameID, row.NameEN, row.Closed = edit.NameID, edit.NameEN, edit.Closed
	}
	f.state.Put(&row)
}

// standardBy is the seq in the founding log by which the standard chart was recorded.
const standardBy = 2

func (f *Fold) accountMade(a *arrival, code string) bool {
	for _, m := range f.makes(code) {
		if f.inPast(a, Head{Log: m.Log, Seq: m.Seq, Hash: m.Hash}) {
			return true
		}
	}
	return false
}

// accountOf gives the account of a code as a's past knows it, where lines may post on it.
func (f *Fold) accountOf(a *arrival, code string) (AccountAdd, bool) {
	for _, m := range f.makes(code) {
		if !f.inPast(a, Head{Log: m.Log, Seq: m.Seq, Hash: m.Hash}) {
			continue
		}
		if add := f.made(m); !add.Heading {
			return add, true
		}
	}
	return AccountAdd{}, false
}

// accountKnown says whether a line of a may post on the account: made in a's past, and not as a heading; and whether
// it is a memo account, which stands outside the balance sheet.
func (f *Fold) accountKnown(a *arrival, code string) (known, memo bool) {
	add, known := f.accountOf(a, code)
	return known, add.Type == Memo
}

func (f *Fold) made(m AccountMakeRow) AccountAdd {
	key := m.Code + string(m.Hash[:])
	if add, ok := f.known.made[key]; ok {
		return add
	}
	add, err := DecodeBody[AccountAdd](m.Body)
	if err != nil {
		add.Heading = true
	}
	f.known.made[key] = add
	return add
}
