package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"lumbung/store"
	"lumbung/store/coop"
	"lumbung/ui"
)

// newBook founds a cooperative in a folder of the test and gives its treasurer.
func newBook(t *testing.T) (*store.Book, coop.Session) {
	t.Helper()
	ctx, folder := context.Background(), t.TempDir()
	founding, err := foundingOf(ui.Founding{
		Name: "KDMP Contoh", Village: "6101012001", Treasurer: "Siti", Chair: "Budi",
	})
	if err != nil {
		t.Fatal(err)
	}
	at := store.Place{File: filepath.Join(folder, "a.lumbung"), Machine: filepath.Join(folder, "machine")}
	book, _, err := store.Create(ctx, at, founding)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := book.Close(); err != nil {
			t.Error(err)
		}
	})
	users, err := book.Users(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range users {
		if u.Role == coop.RoleTreasurer {
			return book, coop.Session{User: u.User, Name: u.Name, Role: u.Role}
		}
	}
	t.Fatal("the book has no treasurer")
	return nil, coop.Session{}
}

// cashBook is a month of a cash book: two rows that no rule places alike, and two names that are nearly one.
func cashBook(t *testing.T) ui.TakeoverFile {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", "Januari"); err != nil {
		t.Fatal(err)
	}
	for n, row := range [][]any{
		{"BUKU KAS UMUM TAHUN 2026"},
		{"No", "Tanggal", "Uraian", "Bukti", "Debet", "Kredit", "Saldo", "Keterangan"},
		{1, "01/01/2026", "Saldo bulan lalu", "", 500000, "", 500000, ""},
		{2, "05/01/2026", "Terima simpanan wajib an Suryanto Adi", "K1", 20000, "", 520000, "Januari"},
		{3, "06/01/2026", "Terima simpanan wajib an Adi Suryanto", "K2", 20000, "", 540000, "Januari"},
		{4, "10/01/2026", "Setoran anggota", "K3", 100000, "", 640000, ""},
		{5, "11/01/2026", "Gotong royong balai", "K4", "", 30000, 610000, ""},
		{6, "12/01/2026", "Gotong royong balai", "K5", "", 10000, 600000, ""},
		{7, "20/01/2026", "Bayar listrik", "K6", "", 50000, 550000, ""},
	} {
		if err := f.SetSheetRow("Januari", fmt.Sprintf("A%d", n+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return ui.TakeoverFile{Name: "kas.xlsx", Data: b.Bytes()}
}

func openBooks(t *testing.T, book ui.Book, files ...ui.TakeoverFile) ui.Takeover {
	t.Helper()
	open, err := workbooks{}.Open(context.Background(), book, files, func(string) {})
	if err != nil {
		t.Fatal(err)
	}
	return open
}

// askAbout finds what is asked about rows with a text.
func askAbout(t *testing.T, open ui.Takeover, text string) ui.TakeoverAsk {
	t.Helper()
	for _, a := range open.Found().Asks {
		if a.Rows[0].Text == text {
			return a
		}
	}
	t.Fatalf("nothing is asked about %q: %+v", text, open.Found().Asks)
	return ui.TakeoverAsk{}
}

func rowsOf(a ui.TakeoverAsk) []string {
	var keys []string
	for _, r := range a.Rows {
		keys = append(keys, r.Key)
	}
	return keys
}

func decide(t *testing.T, open ui.Takeover, d ui.TakeoverDecision) {
	t.Helper()
	if err := open.Decide(context.Background(), d); err != nil {
		t.Fatal(err)
	}
}

// TestTakeover decides, records and takes the same workbook over again, on a real book.
func TestTakeover(t *testing.T) {
	ctx := context.Background()
	book, who := newBook(t)
	open := openBooks(t, book, cashBook(t))
	odd := askAbout(t, open, "Gotong royong balai")
	if len(odd.Rows) != 2 || !odd.Text || !odd.Rows[0].Suspense {
		t.Fatalf("two rows of one text: %+v", odd)
	}
	misfit := ui.TakeoverDecision{Rows: rowsOf(odd), Text: true, Occasion: "dues-principal"}
	var problem coop.Problem
	if err := open.Decide(ctx, misfit); !errors.As(err, &problem) || problem.Key != ui.ErrTakeoverMisfit.Key {
		t.Fatalf("money out as a simpanan pokok: %v", err)
	}
	if again := askAbout(t, open, "Gotong royong balai"); again.Rows[0].Decided || !again.Rows[0].Suspense {
		t.Errorf("a refused decision left %+v", again.Rows[0])
	}
	decide(t, open, ui.TakeoverDecision{Rows: rowsOf(odd), Text: true, Occasion: "electricity"})
	held := askAbout(t, open, "Setoran anggota")
	decide(t, open, ui.TakeoverDecision{Rows: rowsOf(held), Occasion: "dues-principal", Member: "Adi Suryanto"})
	pairs := open.Found().Pairs
	if len(pairs) != 1 {
		t.Fatalf("near names: %+v", pairs)
	}
	if err := open.Join(ctx, pairs[0], true); err != nil {
		t.Fatal(err)
	}

	reopened := openBooks(t, book, cashBook(t)) // another day: what was decided is known
	if f := reopened.Found(); len(f.Asks) != 0 || len(f.Pairs) != 0 || len(f.Members) != 1 {
		t.Fatalf("asked again: %+v, %+v, members %+v", f.Asks, f.Pairs, f.Members)
	}
	if entries, err := book.Entries(ctx, coop.EntryQuery{}); err != nil || len(entries) != 0 {
		t.Fatalf("%d entries before recording, %v", len(entries), err)
	}
	done, err := reopened.Record(ctx, who)
	if err != nil || done != (ui.TakeoverDone{Recorded: 7, Members: 1}) {
		t.Fatalf("recorded %+v, %v", done, err)
	}
	for _, again := range []ui.Takeover{reopened, openBooks(t, book, cashBook(t))} {
		if done, err = again.Record(ctx, who); err != nil || done.Recorded != 0 || done.Members != 0 {
			t.Errorf("the same again recorded %+v, %v", done, err)
		}
	}
	wantBalances(t, book, map[string]coop.Money{
		"11101": 550_000_00, "31101": -100_000_00, "31102": -40_000_00, "29101": 0,
	})
}

func wantBalances(t *testing.T, book *store.Book, want map[string]coop.Money) {
	t.Helper()
	balances, err := book.TrialBalance(context.Background(), 20260101, 20261231)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]coop.Money{}
	for _, b := range balances {
		got[b.Account.Code] = b.Closing()
	}
	for code, amount := range want {
		if got[code] != amount {
			t.Errorf("%s closes with %s, want %s", code, got[code], amount)
		}
	}
}

// TestTakeover_suspense puts a row where it waits, and keeps two names apart.
func TestTakeover_suspense(t *testing.T) {
	ctx := context.Background()
	book, who := newBook(t)
	open := openBooks(t, book, cashBook(t))
	decide(t, open, ui.TakeoverDecision{Rows: rowsOf(askAbout(t, open, "Setoran anggota")), Suspense: true})
	odd := askAbout(t, open, "Gotong royong balai")
	decide(t, open, ui.TakeoverDecision{Rows: rowsOf(odd), Text: true, Accept: true})
	if err := open.Join(ctx, open.Found().Pairs[0], false); err != nil {
		t.Fatal(err)
	}
	reopened := openBooks(t, book, cashBook(t))
	if f := reopened.Found(); len(f.Asks) != 0 || len(f.Pairs) != 0 || len(f.Members) != 2 {
		t.Fatalf("asked again: %+v, %+v, members %+v", f.Asks, f.Pairs, f.Members)
	}
	done, err := reopened.Record(ctx, who)
	if err != nil || done != (ui.TakeoverDone{Recorded: 7, Members: 2, Suspense: 3}) {
		t.Fatalf("recorded %+v, %v", done, err)
	}
	wantBalances(t, book, map[string]coop.Money{"11101": 550_000_00, "29101": -60_000_00})
}

// TestTakeover_refusedWhole: a row that is refused leaves nothing behind, not even the members that were met before it.
// A clerk may register members and not set what they pay.
func TestTakeover_refusedWhole(t *testing.T) {
	ctx := context.Background()
	book, who := newBook(t)
	users, err := book.Users(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var chair coop.Session
	for _, u := range users {
		if u.Role == coop.RoleChair {
			chair = coop.Session{User: u.User, Name: u.Name, Role: u.Role}
		}
	}
	added, err := book.Record(ctx, chair, coop.Act{
		Kind: coop.KindUser, Body: coop.User{Name: "Tono", Role: coop.RoleClerk},
	})
	if err != nil {
		t.Fatal(err)
	}
	before, err := book.Heads(ctx)
	if err != nil {
		t.Fatal(err)
	}
	open := openBooks(t, book, cashBook(t))
	var refusal *ui.TakeoverRefusal
	clerk := coop.Session{User: added[0].ID, Name: "Tono", Role: coop.RoleClerk}
	if done, err := open.Record(ctx, clerk); !errors.As(err, &refusal) || done != (ui.TakeoverDone{}) {
		t.Fatalf("a clerk's take-over: %+v, %v", done, err)
	}
	after, err := book.Heads(ctx)
	if err != nil || !slices.Equal(before, after) {
		t.Errorf("a refused take-over recorded something: %v, %v", after, err)
	}
	done, err := open.Record(ctx, who) // the same page, with the treasurer: nothing is missing, nothing twice
	if err != nil || done.Recorded != 7 || done.Members != 2 {
		t.Errorf("recorded %+v, %v", done, err)
	}
}

// TestTakeover_closed: rows of old books that lie in a closed month are refused, all of the books, by the name of the
// first of them; nothing is left behind. When the chair has reopened the month, the same press records.
func TestTakeover_closed(t *testing.T) {
	ctx := context.Background()
	book, who := newBook(t)
	users, err := book.Users(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var chair coop.Session
	for _, u := range users {
		if u.Role == coop.RoleChair {
			chair = coop.Session{User: u.User, Name: u.Name, Role: u.Role}
		}
	}
	const words = "sawah kerbau hujan lumbung"
	if _, err := book.MakeUserKey(ctx, chair, words, ""); err != nil {
		t.Fatal(err)
	}
	signed := func(kind coop.Kind, body any) {
		t.Helper()
		mark, err := book.Sign(ctx, chair, words, kind, body)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := book.Record(ctx, chair, coop.Act{Kind: kind, Body: body, Mark: mark}); err != nil {
			t.Fatal(err)
		}
	}
	plan, err := book.PlanClose(ctx, 202612, false)
	if err != nil {
		t.Fatal(err)
	}
	signed(coop.KindClose, plan.Body)
	open := openBooks(t, book, cashBook(t))
	before, err := book.Heads(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var refusal *ui.TakeoverRefusal
	done, err := open.Record(ctx, who)
	if !errors.As(err, &refusal) || refusal.Closed != 20261231 || refusal.Row != "11101 2026-01-01" {
		t.Errorf("into a closed year: %+v, %v", done, err)
	}
	if after, err := book.Heads(ctx); err != nil || !slices.Equal(before, after) {
		t.Errorf("something was recorded: %v, %v", after, err)
	}
	back, err := book.ReopenBody(ctx, "buku lama menyusul")
	if err != nil {
		t.Fatal(err)
	}
	signed(coop.KindReopen, back)
	if done, err = open.Record(ctx, who); err != nil || done.Recorded != 7 {
		t.Errorf("after reopening: %+v, %v", done, err)
	}
}

func TestTakeover_refuses(t *testing.T) {
	book, _ := newBook(t)
	_, err := workbooks{}.Open(context.Background(), book,
		[]ui.TakeoverFile{{Name: "kas.xlsx", Data: []byte("no workbook")}}, func(string) {})
	var problem coop.Problem
	if !errors.As(err, &problem) || !strings.HasPrefix(problem.Key, "takeover.error.") {
		t.Errorf("a text file: %v", err)
	}
}

// ctlSheet is what lumbungctl prints of a sheet.
type ctlSheet struct {
	File, Sheet, Account        string
	Read, Taken, Suspense       int
	Closing, Stated, Difference json.Number
	Agrees                      bool
	Aside                       []struct{ Rows []int } `json:"set_aside"`
	Breaks                      []struct{ Row int }
}

// TestTakeover_field holds the values of the page against those of the command line, on the books of a real
// cooperative; they are not part of the repository.
func TestTakeover_field(t *testing.T) {
	var files []ui.TakeoverFile
	var paths []string
	for _, name := range []string{"buku-bank-2026.xlsx", "buku-kas-umum-2026.xlsx"} {
		path := filepath.Join("../../../shared/field", name)
		data, err := os.ReadFile(path)
		if os.IsNotExist(err) {
			t.Skipf("%s is not here", path)
		} else if err != nil {
			t.Fatal(err)
		}
		files, paths = append(files, ui.TakeoverFile{Name: name, Data: data}), append(paths, path)
	}
	args := append([]string{"run", "../lumbungctl", "--json", "takeover", "--dry-run"}, paths...)
	program := exec.Command("go", args...)
	program.Env = append(os.Environ(), "LUMBUNG_DATA="+t.TempDir())
	program.Stderr = os.Stderr
	out, err := program.Output()
	if err != nil {
		t.Fatal(err)
	}
	var printed struct{ Sheets []ctlSheet }
	if err := json.Unmarshal(out, &printed); err != nil {
		t.Fatal(err)
	}
	book, who := newBook(t)
	open := openBooks(t, book, files...)
	sheets := open.Found().Sheets
	if len(sheets) != len(printed.Sheets) || len(sheets) == 0 {
		t.Fatalf("%d sheets, printed %d", len(sheets), len(printed.Sheets))
	}
	for i, s := range sheets {
		compareSheet(t, s, printed.Sheets[i])
	}
	done, err := open.Record(context.Background(), who)
	t.Logf("%d things asked, %d pairs, recorded %+v", len(open.Found().Asks), len(open.Found().Pairs), done)
	if err != nil || done.Recorded != 165 || done.Suspense != 2 {
		t.Errorf("recorded %+v, %v", done, err)
	}
	wantBalances(t, book, map[string]coop.Money{"11101": 8_276_750_00, "11201": 3_248_070_00})
}

func compareSheet(t *testing.T, s ui.TakeoverSheet, c ctlSheet) {
	t.Helper()
	plain := func(m coop.Money) string { return coop.FormatData(m) }
	var got, want strings.Builder
	fmt.Fprint(&got, s.File, s.Name, s.Account, s.Read, s.Taken, s.Suspense, plain(s.Ours), plain(s.Stated),
		plain(s.Difference), s.Agrees())
	fmt.Fprint(&want, c.File, c.Sheet, c.Account, c.Read, c.Taken, c.Suspense, c.Closing, c.Stated, c.Difference,
		c.Agrees)
	sum := s.Taken + s.Suspense + s.Recorded
	for i, a := range s.Aside {
		fmt.Fprint(&got, a.Rows)
		fmt.Fprint(&want, c.Aside[i].Rows)
		sum += len(a.Rows)
	}
	for i, b := range s.Differences {
		fmt.Fprint(&got, b.Row)
		fmt.Fprint(&want, c.Breaks[i].Row)
	}
	if got.String() != want.String() {
		t.Errorf("the page shows\n%s\nthe command line\n%s", &got, &want)
	}
	if sum != s.Read {
		t.Errorf("%s: %d rows of %d are accounted for", s.Name, sum, s.Read)
	}
}
