package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"lumbung/store/coop"
)

var ctx = context.Background()

// clock moves a minute at each look, so that no test depends on the day it runs.
func clock() func() time.Time {
	var minutes atomic.Int64 // a proof looks at it beside whoever records
	return func() time.Time {
		return time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC).Add(time.Duration(minutes.Add(1)) * time.Minute)
	}
}

func place(t testing.TB, name string) Place {
	t.Helper()
	folder := t.TempDir()
	return Place{File: filepath.Join(folder, name+".lumbung"), Machine: filepath.Join(folder, "machine"), Now: clock()}
}

func standardChart(t testing.TB) []coop.AccountAdd {
	t.Helper()
	data, err := os.ReadFile("../assets/chart-of-accounts.csv")
	if err != nil {
		t.Fatal(err)
	}
	chart, err := coop.LoadChart(data)
	if err != nil {
		t.Fatal(err)
	}
	var all []coop.AccountAdd
	for _, a := range chart {
		all = append(all, coop.AccountAdd{
			Code: a.Code, NameID: a.NameID, NameEN: a.NameEN, Type: a.Type, Heading: a.Heading,
			Credit: a.NormalCredit, Sub: a.Sub,
		})
	}
	return all
}

func founding(t testing.TB) Founding {
	return Founding{
		Name: "KDMP Contoh", Village: "6112032001", Accounts: standardChart(t), DeviceName: "laptop",
		People: []coop.FoundOne{
			{Name: "Siti", Role: coop.RoleTreasurer},
			{Name: "Budi", Role: coop.RoleChair},
			{Name: "Wati", Role: coop.RoleSupervisor},
		},
		Settings: []coop.Setting{{Key: coop.SettingMandatory, Value: "20000"}},
	}
}

// testBook is a real book on a real disk, with its people.
type testBook struct {
	*Book
	at       Place
	recovery string
}

func newTestBook(t testing.TB) *testBook {
	t.Helper()
	at := place(t, "a")
	b, code, err := Create(ctx, at, founding(t))
	if err != nil {
		t.Fatal(err)
	}
	tb := &testBook{Book: b, at: at, recovery: code}
	t.Cleanup(func() { tb.Book.Close() })
	return tb
}

// reopen closes the book and opens it again.
func (b *testBook) reopen(t testing.TB) {
	t.Helper()
	if err := b.Book.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := Open(ctx, b.at)
	if err != nil {
		t.Fatal(err)
	}
	b.Book = again
}

// person finds somebody of the book.
func (b *testBook) person(t testing.TB, name string) coop.Session {
	t.Helper()
	s, ok := b.session(name)
	if !ok {
		t.Fatalf("nobody called %s", name)
	}
	return s
}

func entry(date coop.Date, debit, credit string, rupiah int64) coop.Entry {
	amount := coop.Money(rupiah) * coop.Rupiah
	return coop.Entry{Date: date, Lines: []coop.Line{
		{Account: debit, Amount: amount}, {Account: credit, Amount: -amount},
	}}
}

func act(body any) coop.Act {
	kinds := map[string]coop.Kind{
		"coop.Entry": coop.KindEntry, "coop.Reversal": coop.KindReversal, "coop.Opening": coop.KindOpening,
		"coop.Member": coop.KindMember, "coop.Setting": coop.KindSetting, "coop.Outlet": coop.KindOutlet,
		"coop.Finding": coop.KindFinding, "coop.User": coop.KindUser, "coop.RoleChange": coop.KindRole,
		"coop.Count": coop.KindCount, "coop.Evidence": coop.KindEvidence, "coop.Review": coop.KindReview,
		"coop.Loan": coop.KindLoan, "coop.LoanAct": coop.KindLoanAct, "coop.Term": coop.KindTerm,
		"coop.Block": coop.KindBlock, "coop.AssetCard": coop.KindAsset, "coop.Borrowing": coop.KindBorrowing,
		"coop.Budget": coop.KindBudget, "coop.Meeting": coop.KindMeeting, "coop.Minutes": coop.KindMinutes,
		"coop.Note": coop.KindNote, "coop.Party": coop.KindParty, "coop.Statement": coop.KindStatement,
		"coop.Reconcile": coop.KindReconcile,
	}
	return coop.Act{Kind: kinds[fmt.Sprintf("%T", body)], Body: body}
}

func (b *testBook) record(t testing.TB, name string, body any) coop.Recorded {
	t.Helper()
	done, err := b.Record(ctx, b.person(t, name), act(body))
	if err != nil {
		t.Fatal(err)
	}
	return done[0]
}

func TestCreate(t *testing.T) {
	b := newTestBook(t)
	if _, _, err := Create(ctx, b.at, founding(t)); !errors.Is(err, ErrExists) {
		t.Errorf("a second founding over the book: %v", err)
	}
	if _, err := Open(ctx, b.at); !errors.Is(err, ErrInUse) {
		t.Errorf("a second program on the book: %v", err)
	}
	at := place(t, "b")
	f := founding(t)
	f.People = f.People[2:]
	var problem coop.Problem
	if _, _, err := Create(ctx, at, f); !errors.As(err, &problem) {
		t.Errorf("a founding without treasurer and chair: %v", err)
	}
	if _, err := os.Stat(at.File); err == nil {
		t.Error("a refused founding left a file")
	}
	b.reopen(t)
	heads, err := b.Heads(ctx)
	if err != nil || len(heads) != 1 || heads[0].Seq != 5 {
		t.Errorf("heads after founding: %v %v", heads, err)
	}
	for _, c := range b.checks {
		if !c.OK {
			t.Errorf("%s: %s", c.Name, c.Detail)
		}
	}
}

func TestOpen_refuses(t *testing.T) {
	at := place(t, "x")
	if _, err := Open(ctx, at); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
	letter := []byte("Dear treasurer, this is a letter and no book, but long enough to be one.")
	if err := os.WriteFile(at.File, letter, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(ctx, at); !errors.Is(err, ErrNotBook) {
		t.Errorf("a letter: %v", err)
	}
	b := newTestBook(t)
	if err := b.line.script("PRAGMA user_version = 99"); err != nil {
		t.Fatal(err)
	}
	if err := b.Book.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(ctx, b.at); !errors.Is(err, ErrNewer) {
		t.Errorf("a book of a newer program: %v", err)
	}
}

func TestRecord(t *testing.T) {
	b := newTestBook(t)
	siti := b.person(t, "Siti")
	first := b.record(t, "Siti", entry(20260105, "11101", "41109", 50_000))
	if first.Voucher != "BKM-A-2026-000001" || first.Already || first.What != coop.WhatNone {
		t.Errorf("first entry: %+v", first)
	}
	before, _ := b.Heads(ctx)
	var refusal *coop.Refusal
	bad := entry(20260105, "11101", "41109", 50_000)
	bad.Lines[0].Amount++
	_, err := b.Record(ctx, siti, act(entry(20260106, "11101", "41109", 1000)), act(bad))
	if !errors.As(err, &refusal) || refusal.Index != 1 || refusal.What != coop.WhatUnbalanced {
		t.Errorf("an unbalanced entry: %v", err)
	}
	_, err = b.Record(ctx, b.person(t, "Wati"), act(entry(20260106, "11101", "41109", 1000)))
	if !errors.As(err, &refusal) || refusal.What != coop.WhatNotEntitled {
		t.Errorf("an entry of the supervisor: %v", err)
	}
	if after, _ := b.Heads(ctx); after[0] != before[0] {
		t.Error("a refused act left something behind")
	}
	b.reopen(t)
	second := b.record(t, "Siti", entry(20260107, "11101", "41109", 70_000))
	if second.Voucher != "BKM-A-2026-000002" || second.Seq != first.Seq+1 {
		t.Errorf("the entry after the refusals: %+v", second)
	}
	r := b.record(t, "Siti", coop.Reversal{Entry: second.ID, Date: 20260108, Reason: "salah"})
	if r.Voucher != "BKK-A-2026-000001" {
		t.Errorf("reversal: %+v", r)
	}
}

func TestRecord_already(t *testing.T) {
	b := newTestBook(t)
	e := entry(20260105, "11101", "41109", 50_000)
	e.Once = coop.ImportOnce("kas.csv", "1")
	first := b.record(t, "Siti", e)
	again := b.record(t, "Siti", e)
	if !again.Already || again.ID != first.ID || again.Voucher != first.Voucher {
		t.Errorf("the same again: %+v, want %+v", again, first)
	}
	e.Evidence = "nota 5"
	done, err := b.Record(ctx, b.person(t, "Siti"), act(entry(20260105, "11101", "41109", 1000)), act(e))
	if err != nil || done[0].Already || !done[1].Already || done[1].ID != first.ID {
		t.Errorf("the same in other bytes: %+v %v", done, err)
	}
	e.Lines = entry(20260105, "11101", "41109", 60_000).Lines
	var refusal *coop.Refusal
	if _, err := b.Record(ctx, b.person(t, "Siti"), act(e)); !errors.As(err, &refusal) ||
		refusal.What != coop.WhatTwiceOther {
		t.Errorf("another content under the same once-id: %v", err)
	}
}

func TestRecord_hidesPersonalRemarks(t *testing.T) {
	b := newTestBook(t)
	e := entry(20260105, "11101", "41109", 50_000)
	e.Remark = "titipan 6112034107850001"
	done := b.record(t, "Siti", e)
	row := coop.EntryRow{ID: done.ID}
	if !b.state.Get(&row) || row.Remark != "titipan …" {
		t.Fatalf("remark: %q", row.Remark)
	}
	if text, err := b.open(row.Sealed); err != nil || string(text) != e.Remark {
		t.Errorf("sealed remark: %q %v", text, err)
	}
}

func TestGuards(t *testing.T) {
	b := newTestBook(t)
	done := b.record(t, "Siti", entry(20260105, "11101", "41109", 50_000))
	for _, query := range []string{
		"UPDATE change SET at = at + 1", "DELETE FROM change",
		"INSERT OR REPLACE INTO change SELECT * FROM change",
	} {
		if err := b.line.script(query); err == nil {
			t.Errorf("%s was not refused", query)
		}
	}
	late := b.closeLate(t, 202601, false, entry(20260110, "11101", "41109", 1000))
	for _, query := range []string{
		"UPDATE entry SET remark = 'x'", "DELETE FROM entry", "UPDATE line SET amount = amount + 1", "DELETE FROM line",
		"UPDATE balance SET debit = debit + 1", "UPDATE entry SET posted = 20260201",
		"UPDATE flow SET amount = amount + 1", "DELETE FROM flow", "UPDATE flow SET day = 20260205",
		"UPDATE flow SET day = 0 WHERE day = 20260105", "INSERT INTO flow VALUES ('61203', 0, 20260131, 1)",
	} {
		if err := b.line.script(query); err == nil || !strings.Contains(err.Error(), "the period is closed") {
			t.Errorf("%s in a closed month was not refused, or not as such: %v", query, err)
		}
	}
	_, err := b.Record(ctx, b.person(t, "Siti"), act(entry(20260111, "11101", "41109", 1000)))
	if problem := (coop.Problem{}); !errors.As(err, &problem) || problem.Key != coop.ProblemClosedDay {
		t.Errorf("an entry dated in a closed month: %v", err)
	}
	row := coop.EntryRow{ID: late.ID}
	if b.state.Get(&row); row.Posted != 20260201 {
		t.Errorf("posts on %v", row.Posted)
	}
	b.reopenMonth(t)
	if b.state.Get(&row); row.Posted != 20260110 {
		t.Errorf("after reopening it posts on %v", row.Posted)
	}
	row = coop.EntryRow{ID: done.ID}
	if b.state.Get(&row); row.Posted != 20260105 {
		t.Errorf("the entry of the month posts on %v", row.Posted)
	}
}

const testPhrase = "sawah kerbau hujan lumbung"

// closeMonth lets the chair close a month with the chair's own key.
func (b *testBook) closeMonth(t testing.TB, month coop.Month) {
	t.Helper()
	budi := b.person(t, "Budi")
	if len(b.slots(budi.User)) == 0 {
		if _, err := b.MakeUserKey(ctx, budi, testPhrase, ""); err != nil {
			t.Fatal(err)
		}
	}
	body, err := b.CloseBody(ctx, month, false)
	if err != nil {
		t.Fatal(err)
	}
	b.marked(t, budi, coop.KindClose, body)
}

// closeLate closes while the treasurer still records: the chair's statement was made before, and does not contain it.
func (b *testBook) closeLate(t testing.TB, month coop.Month, year bool, late coop.Entry) coop.Recorded {
	t.Helper()
	budi := b.person(t, "Budi")
	if len(b.slots(budi.User)) == 0 {
		must(b.MakeUserKey(ctx, budi, testPhrase, ""))(t)
	}
	body := must(b.CloseBody(ctx, month, year))(t)
	done := b.record(t, "Siti", late)
	b.marked(t, budi, coop.KindClose, body)
	return done
}

func (b *testBook) reopenMonth(t testing.TB) {
	t.Helper()
	body, err := b.ReopenBody(ctx, "kurang bukti")
	if err != nil {
		t.Fatal(err)
	}
	b.marked(t, b.person(t, "Budi"), coop.KindReopen, body)
}

func (b *testBook) marked(t testing.TB, who coop.Session, kind coop.Kind, body any) {
	t.Helper()
	mark, err := b.Sign(ctx, who, testPhrase, kind, body)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Record(ctx, who, coop.Act{Kind: kind, Body: body, Mark: mark}); err != nil {
		t.Fatal(err)
	}
}

// clean fails the test when a full verify finds something.
func (b *testBook) clean(t testing.TB) {
	t.Helper()
	findings, err := b.Verify(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		t.Errorf("verify: %s", f)
	}
}
