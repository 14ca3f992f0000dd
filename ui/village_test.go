package ui

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"lumbung/assets"
	"lumbung/store/coop"
)

// village is a cooperative in memory for the tests of the pages: real changes, folded by the real rules into
// coop.Map, read back in the shapes of store/coop/view.go. Only what stores and seals is left out.
type village struct {
	state     *coop.Map
	coop      coop.ID
	head      coop.Head
	people    map[string]coop.ID
	now       time.Time
	accepted  int64 // the last seq that the district holds
	checks    []coop.Check
	private   map[coop.ID]coop.MemberPrivate
	drafts    map[string][]byte
	read      []coop.EntryView // entries, as read at
	readAt    coop.Head
	readUpTo  int64
	copied    bool   // this book is a copy
	keyless   bool   // and its keys are on another machine
	wentOn    string // with this recovery code
	pin       string // everybody's
	given     bool   // it was chosen by another
	strange   []coop.Device
	unwritten string // the recovery code that nobody has written down
}

// clock is when every test happens: a Wednesday morning.
var clock = time.Date(2026, 11, 25, 9, 30, 0, 0, time.FixedZone("WIB", 7*3600))

func newVillage(t testing.TB) *village {
	t.Helper()
	v := &village{
		state: coop.NewMap(), coop: idOf("coop"), head: coop.Head{Log: idOf("log")}, people: map[string]coop.ID{},
		now: clock, private: map[coop.ID]coop.MemberPrivate{}, drafts: map[string][]byte{},
		pin:    "1234",
		checks: []coop.Check{{Name: "I2", OK: true}},
	}
	people := []coop.FoundOne{
		{Name: "Siti Rahmawati", Role: coop.RoleTreasurer},
		{Name: "Budi Santoso", Role: coop.RoleChair},
		{Name: "Wati Lestari", Role: coop.RoleSupervisor},
	}
	hash := v.must(t, "", coop.KindFound, coop.Found{
		Cooperative: v.coop, Name: "KDMP Sungai Ambawang Kuala", Village: "6112032001", Letters: "A", People: people,
	})
	for i, p := range people {
		v.people[p.Name] = coop.HashID(hash, 1+i)
	}
	chart, err := coop.LoadChart(assets.Chart())
	if err != nil {
		t.Fatal(err)
	}
	var adds []coop.AccountAdd
	for _, a := range chart {
		adds = append(adds, coop.AccountAdd{
			Code: a.Code, NameID: a.NameID, NameEN: a.NameEN, Type: a.Type, Heading: a.Heading, Credit: a.NormalCredit,
			Sub: a.Sub,
		})
	}
	v.must(t, "Siti Rahmawati", coop.KindAccounts, coop.Accounts{Add: adds})
	v.must(t, "Siti Rahmawati", coop.KindSetting, coop.Setting{Key: coop.SettingMandatory, Value: "20000"})
	v.must(t, "Siti Rahmawati", coop.KindSetting, coop.Setting{Key: coop.SettingPrincipal, Value: "100000"})
	return v
}

func idOf(name string) coop.ID {
	sum := sha256.Sum256([]byte("ui " + name))
	return coop.ID(sum[:16])
}

func (v *village) treasurer() coop.Session {
	return coop.Session{User: v.people["Siti Rahmawati"], Name: "Siti Rahmawati", Role: coop.RoleTreasurer}
}

func (v *village) must(t testing.TB, author string, kind coop.Kind, body any) coop.Hash {
	t.Helper()
	hash, what := v.apply(v.people[author], coop.Act{Kind: kind, Body: body})
	if !what.Counts() {
		t.Fatalf("%v does not count: %v", kind, what)
	}
	return hash
}

// apply records one act, unless it would not count.
func (v *village) apply(author coop.ID, act coop.Act) (coop.Hash, coop.What) {
	return v.take(author, act, false)
}

// take records one act; as if it had come from elsewhere, also when it does not count.
func (v *village) take(author coop.ID, act coop.Act, always bool) (coop.Hash, coop.What) {
	above := coop.NewOverlay(v.state)
	fold := coop.NewFold(above)
	prev, seq, seen := coop.Genesis(v.coop, v.head.Log), int64(1), []coop.Sighting(nil)
	if v.head.Seq > 0 {
		prev, seq, seen = fold.Next(v.head)
	}
	at := act.At
	if at == 0 {
		at = v.now.Unix() / 60
	}
	c := coop.Change{
		Log: v.head.Log, Seq: seq, Prev: prev, Seen: seen, At: at, Author: author, Kind: act.Kind,
		Version: coop.VersionOf(act.Body), Body: coop.EncodeBody(act.Body), Mark: act.Mark,
	}
	what := fold.Apply(c)
	if !what.Counts() && !always {
		return coop.Hash{}, what
	}
	above.Changes(func(r coop.Record, deleted bool) {
		if deleted {
			v.state.Delete(r)
		} else {
			v.state.Put(r)
		}
	})
	v.head = coop.Head{Log: c.Log, Seq: c.Seq, Hash: c.Hash()}
	return v.head.Hash, what
}

// Record is the write side, for the pages.
func (v *village) Record(_ context.Context, who coop.Session, acts ...coop.Act) ([]coop.Recorded, error) {
	var made []coop.Recorded
	before, head := v.state, v.head
	if len(acts) > 1 || coop.NewFold(before).ClosedThrough() != 0 { // all of it or nothing
		v.state = copyOf(before)
	}
	for i, act := range acts {
		hash, what := v.apply(who.User, act)
		if !what.Counts() || what == coop.WhatLate {
			entry := v.entry(coop.HashID(hash, 0))
			v.state, v.head = before, head
			if what == coop.WhatLate { // as the book says it
				open := coop.NewFold(before).ClosedThrough().AddDays(1)
				return nil, coop.Problem{Key: coop.ProblemClosedDay, Args: []any{entry.Date, open, i + 1}}
			}
			return nil, &coop.Refusal{Index: i, What: what}
		}
		id := coop.HashID(hash, 0)
		voucher := v.entry(id).Voucher
		made = append(made, coop.Recorded{Hash: hash, ID: id, Seq: v.head.Seq, What: what, Voucher: voucher})
	}
	return made, nil
}

func (v *village) AddMember(
	ctx context.Context, who coop.Session, in coop.MemberInput,
) (coop.Recorded, error) {
	number := in.Number
	if number == "" {
		number = fmt.Sprintf("%04d", v.state.Len(coop.TableOf(&coop.MemberRow{}))+1)
	}
	fields := map[coop.Field]string{coop.FieldName: in.Name, coop.FieldNumber: number}
	for field, value := range map[coop.Field]string{
		coop.FieldHamlet: in.Hamlet, coop.FieldJoined: in.Joined, coop.FieldSex: in.Sex, coop.FieldStatus: in.Status,
		coop.FieldGroup: in.Group, coop.FieldLeft: in.Left,
	} {
		if value != "" {
			fields[field] = value
		}
	}
	made, err := v.Record(ctx, who, coop.Act{Kind: coop.KindMember, Body: coop.Member{Fields: fields}})
	if err != nil {
		return coop.Recorded{}, err
	}
	v.private[made[0].ID] = in.MemberPrivate
	return made[0], nil
}

func (v *village) EditMember(
	ctx context.Context, who coop.Session, id coop.ID, in coop.MemberInput,
) (coop.Recorded, error) {
	fields := map[coop.Field]string{}
	for field, value := range map[coop.Field]string{
		coop.FieldName: in.Name, coop.FieldNumber: in.Number, coop.FieldHamlet: in.Hamlet, coop.FieldSex: in.Sex,
		coop.FieldGroup: in.Group,
	} {
		if value != "" {
			fields[field] = value
		}
	}
	for _, field := range in.Clear {
		if !field.Sealed() {
			fields[field] = ""
		}
	}
	body := coop.MemberEdit{Member: id, Fields: fields}
	made, err := v.Record(ctx, who, coop.Act{Kind: coop.KindMemberEdit, Body: body})
	if err != nil {
		return coop.Recorded{}, err
	}
	v.private[id] = in.MemberPrivate
	return made[0], nil
}

var errPIN = coop.Problem{Key: "login.wrong"}

func (v *village) Login(_ context.Context, name, pin string) (coop.Session, error) {
	if pin != v.pin {
		return coop.Session{}, errPIN
	}
	for _, u := range rows[coop.UserRow](v.state, &coop.UserRow{}, 0) {
		if u.Name == name {
			return coop.Session{User: u.User, Name: u.Name, Role: u.Role}, nil
		}
	}
	return coop.Session{}, errors.New("nobody")
}

// rows reads a table.
func rows[T any](m *coop.Map, prefix coop.Record, n int) []T {
	var out []T
	m.Scan(prefix, n, func(r coop.Record) bool {
		out = append(out, *any(r).(*T))
		return true
	})
	return out
}

func (v *village) Users(context.Context) ([]coop.UserRow, error) {
	return rows[coop.UserRow](v.state, &coop.UserRow{}, 0), nil
}

func (v *village) Accounts(context.Context) ([]coop.AccountRow, error) {
	return rows[coop.AccountRow](v.state, &coop.AccountRow{}, 0), nil
}

func (v *village) Info(context.Context) (coop.Info, error) {
	device := v.head.Log
	if v.keyless {
		device = coop.ID{}
	}
	return coop.Info{
		Copy: v.copied, Cooperative: rows[coop.CoopRow](v.state, &coop.CoopRow{}, 0)[0],
		Members:    v.state.Len(coop.TableOf(&coop.MemberRow{})),
		Entries:    v.state.Len(coop.TableOf(&coop.EntryRow{})),
		Unsent:     int(v.head.Seq - v.accepted),
		ReceivedAt: clock.AddDate(0, 0, -1).Unix() / 60, VerifiedAt: clock.Add(-time.Hour).Unix() / 60,
		Checks: v.checks, Changes: int(v.head.Seq), Head: v.head, UnsentSince: clock.AddDate(0, 0, -5).Unix() / 60,
		Device: coop.LogRow{Log: device}, Closed: coop.NewFold(v.state).ClosedThrough(),
	}, nil
}

func (v *village) entry(id coop.ID) coop.EntryView {
	for _, e := range v.entries() {
		if e.ID == id {
			return e
		}
	}
	return coop.EntryView{}
}

// entries are all, the latest first. They are read once for each state of the book.
func (v *village) entries() []coop.EntryView {
	if v.readAt != v.head || v.readUpTo != v.accepted {
		v.read, v.readAt, v.readUpTo = v.readEntries(), v.head, v.accepted
	}
	return slices.Clone(v.read)
}

func (v *village) readEntries() []coop.EntryView {
	fold := coop.NewFold(v.state)
	users := map[coop.ID]string{}
	for _, u := range rows[coop.UserRow](v.state, &coop.UserRow{}, 0) {
		users[u.User] = u.Name
	}
	var out []coop.EntryView
	reversed, corrected := map[coop.ID]coop.ID{}, map[coop.ID]coop.ID{}
	for _, row := range rows[coop.EntryRow](v.state, &coop.EntryRow{}, 0) {
		e := coop.EntryView{EntryRow: row, AuthorName: users[row.Author], State: coop.StateRecorded}
		if row.Serial > 0 {
			e.Voucher = coop.VoucherNumber(row.Book, "A", row.Date, row.Serial)
		}
		if row.Seq <= v.accepted {
			e.State = coop.StateAccepted
		}
		if row.What.Counts() && !row.Reverses.IsZero() {
			reversed[row.Reverses] = row.ID
		}
		if row.What.Counts() && !row.Corrects.IsZero() {
			corrected[row.Corrects] = row.ID
		}
		for _, l := range fold.Lines(row.ID) {
			line := coop.LineView{Line: l}
			account := coop.AccountRow{Code: l.Account}
			v.state.Get(&account)
			line.AccountName = [2]string{account.NameID, account.NameEN}
			member := coop.MemberRow{Member: l.Member}
			if !l.Member.IsZero() && v.state.Get(&member) {
				line.MemberNumber, line.MemberName = member.Number, member.Name
			}
			e.Lines = append(e.Lines, line)
		}
		v.beside(&e)
		out = append(out, e)
	}
	for i := range out {
		out[i].ReversedBy, out[i].CorrectedBy = reversed[out[i].ID], corrected[out[i].ID]
	}
	slices.SortFunc(out, func(a, b coop.EntryView) int {
		return cmp.Or(cmp.Compare(b.Date, a.Date), cmp.Compare(b.Seq, a.Seq))
	})
	return out
}

func (v *village) sum(prefix string, from, to coop.Date) (debit, credit coop.Money) {
	for _, e := range v.entries() {
		if e.Posted < from || e.Posted > to || e.Posted == 0 {
			continue
		}
		for _, l := range e.Lines {
			if strings.HasPrefix(l.Account, prefix) {
				debit, credit = debit+max(l.Amount, 0), credit+max(-l.Amount, 0)
			}
		}
	}
	return debit, credit
}

func (v *village) Home(ctx context.Context, today coop.Date) (coop.Home, error) {
	month := today.Month()
	h := coop.Home{Today: today, Members: v.state.Len(coop.TableOf(&coop.MemberRow{}))}
	debit, credit := v.sum("111", 0, today)
	h.Cash = debit - credit
	debit, credit = v.sum("112", 0, today)
	h.Bank = debit - credit
	h.MonthIn, h.MonthOut = v.sum("11", month.First(), month.Last())
	for _, d := range rows[coop.DueRow](v.state, &coop.DueRow{}, 0) {
		if d.Month == month && d.Account == "31102" {
			h.DuesPaid += d.Amount
			h.DuesMembers++
		}
	}
	for _, x := range coop.NewFold(v.state).Exceptions() {
		if !x.Seen {
			h.Exceptions++
		}
	}
	findings, err := v.Findings(ctx)
	for _, f := range findings {
		if len(f.Answers) == 0 {
			h.Findings++
		}
	}
	h.Recent = v.entries()
	for _, e := range h.Recent {
		h.LastDate, h.LastAt = max(h.LastDate, e.Date), max(h.LastAt, e.At)
		if e.Posted != 0 && (h.First == 0 || e.Posted.Month() < h.First) {
			h.First = e.Posted.Month()
		}
	}
	h.Recent = h.Recent[:min(len(h.Recent), 8)]
	if err == nil {
		err = v.months(ctx, &h)
	}
	return h, err
}

func (v *village) member(row coop.MemberRow) coop.MemberView {
	m := coop.MemberView{MemberRow: row, Private: v.private[row.Member]}
	for _, account := range []string{"31101", "31102", "21101"} {
		sub := coop.SubRow{Account: account, Dim: coop.DimMember, Subject: row.Member}
		if v.state.Get(&sub) {
			m.Savings += sub.Credit - sub.Debit
		}
	}
	for _, d := range rows[coop.DueRow](v.state, &coop.DueRow{Member: row.Member}, 1) {
		m.PaidTo = max(m.PaidTo, d.Month)
	}
	return m
}

func (v *village) Members(context.Context, string) ([]coop.MemberView, error) {
	var out []coop.MemberView
	for _, row := range rows[coop.MemberRow](v.state, &coop.MemberRow{}, 0) {
		out = append(out, v.member(row))
	}
	slices.SortFunc(out, func(a, b coop.MemberView) int { return cmp.Compare(a.Number, b.Number) })
	return out, nil
}

func (v *village) Member(_ context.Context, id coop.ID) (coop.MemberView, error) {
	row := coop.MemberRow{Member: id}
	if !v.state.Get(&row) {
		return coop.MemberView{}, errors.New("no such member")
	}
	return v.member(row), nil
}

func (v *village) MemberStatement(
	ctx context.Context, id coop.ID, from, to coop.Date,
) (coop.MemberStatement, error) {
	m, err := v.Member(ctx, id)
	s := coop.MemberStatement{Member: m, From: from, To: to, Closing: map[string]coop.Money{}}
	for _, e := range v.entries() {
		for _, l := range e.Lines {
			if l.Member != id || e.Posted == 0 {
				continue
			}
			s.Closing[l.Account] -= l.Amount
			if e.Date >= from && e.Date <= to {
				s.Lines = append(s.Lines, coop.SavingLine{
					PageLine: coop.PageLine{
						Entry: e.ID, Date: e.Date, Voucher: e.Voucher, Remark: e.Remark, Amount: -l.Amount,
					}, Account: l.Account, Month: l.Month,
				})
			}
		}
	}
	slices.Reverse(s.Lines)
	fold := coop.NewFold(v.state)
	for month := coop.Month(202607); month <= coop.DateFromTime(v.now).Month(); month = after(month) {
		due := coop.DueRow{Member: id, Account: "31102", Month: month}
		if !v.state.Get(&due) {
			s.Unpaid = append(s.Unpaid, month)
			s.Arrears += fold.RateOf(month)
		}
	}
	return s, err
}

func (v *village) Outlets(context.Context) ([]coop.OutletRow, error) {
	return rows[coop.OutletRow](v.state, &coop.OutletRow{}, 0), nil
}

func (v *village) Settings(context.Context) ([]coop.SettingRow, error) {
	return rows[coop.SettingRow](v.state, &coop.SettingRow{}, 0), nil
}

func (v *village) SaveDraft(key string, data []byte) error { v.drafts[key] = data; return nil }
func (v *village) Draft(key string) ([]byte, error)        { return v.drafts[key], nil }
func (v *village) DropDraft(key string) error              { delete(v.drafts, key); return nil }

func (v *village) ImportWith(
	ctx context.Context, who coop.Session, members []coop.MemberInput, then func([]coop.ID) ([]coop.Act, error),
) ([]coop.Recorded, error) {
	var done []coop.Recorded
	var made []coop.ID
	for _, in := range members {
		one, err := v.AddMember(ctx, who, in)
		if err != nil {
			return nil, err
		}
		done, made = append(done, one), append(made, one.ID)
	}
	acts, err := then(made)
	if err != nil {
		return nil, err
	}
	more, err := v.Record(ctx, who, acts...)
	return append(done, more...), err
}
