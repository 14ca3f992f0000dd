package simulate

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"lumbung/assets"
	"lumbung/store"
	"lumbung/store/coop"
)

// laptop is one device of the village with the people who use it.
type laptop struct {
	t      testing.TB
	name   string
	book   *store.Book
	people []coop.Session
	rand   *rand.Rand
	counts map[string]int // acts recorded, by kind

	recovery string // the code of the cooperative, where this laptop founded it
}

const pin = "246810"

// found makes the treasurer's laptop: the cooperative's first.
func found(t testing.TB, seed uint64) *laptop {
	t.Helper()
	chart, err := coop.LoadChart(assets.Chart())
	if err != nil {
		t.Fatal(err)
	}
	f := store.Founding{
		Name: "KDMP Simulasi", Village: "6101012001", DeviceName: "bendahara",
		People: []coop.FoundOne{
			{Name: "Siti", Role: coop.RoleTreasurer},
			{Name: "Budi", Role: coop.RoleChair},
			{Name: "Wati", Role: coop.RoleSupervisor},
		},
		Settings: []coop.Setting{{Key: coop.SettingMandatory, Value: "20000"}},
	}
	for _, a := range chart {
		f.Accounts = append(f.Accounts, coop.AccountAdd{
			Code: a.Code, NameID: a.NameID, NameEN: a.NameEN, Type: a.Type, Heading: a.Heading, Credit: a.NormalCredit,
			Sub: a.Sub,
		})
	}
	book, recovery, err := store.Create(t.Context(), place(t, "bendahara"), f)
	if err != nil {
		t.Fatal(err)
	}
	l := &laptop{
		t: t, name: "bendahara", book: book, rand: random(seed, 1), counts: map[string]int{}, recovery: recovery,
	}
	l.seat()
	return l
}

// guest makes a second laptop that joins by an invite of the first.
func (l *laptop) guest(name string, seed uint64) *laptop {
	l.t.Helper()
	file, code, err := l.book.Invite(l.t.Context(), l.as(coop.RoleTreasurer), coop.ID{})
	if err != nil {
		l.t.Fatal(err)
	}
	book, err := store.Join(l.t.Context(), place(l.t, name), file, code, name)
	if err != nil {
		l.t.Fatal(err)
	}
	g := &laptop{t: l.t, name: name, book: book, rand: random(seed, 2), counts: map[string]int{}}
	g.seat()
	return g
}

func random(seed, stream uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, stream)) }

func place(t testing.TB, name string) store.Place {
	folder := filepath.Join(t.TempDir(), name)
	return store.Place{File: filepath.Join(folder, "buku.lumbung"), Machine: filepath.Join(folder, "machine")}
}

// seat lets everybody log in here and has the laptop closed when the test ends.
func (l *laptop) seat() {
	l.t.Helper()
	l.t.Cleanup(func() {
		if err := l.book.Close(); err != nil {
			l.t.Error(err)
		}
	})
	users, err := l.book.Users(l.t.Context())
	if err != nil || len(users) == 0 {
		l.t.Fatal("nobody is registered", err)
	}
	for _, u := range users {
		if err := l.book.SetFirstPIN(l.t.Context(), u.User, pin); err != nil {
			l.t.Fatal(err)
		}
	}
	for _, u := range users { // now: two people may have one name
		if u.Role == coop.RoleNone { // gave up every role: one such life in eight ended in a log-in that is refused
			continue
		}
		who, err := l.book.Login(l.t.Context(), u.Name, pin)
		if err != nil {
			l.t.Fatal(err)
		}
		l.people = append(l.people, who)
	}
}

// as gives the person with the role.
func (l *laptop) as(role coop.Role) coop.Session {
	for _, p := range l.people {
		if p.Role == role {
			return p
		}
	}
	l.t.Fatalf("%s: nobody has role %d", l.name, role)
	return coop.Session{}
}

// live records n changes of random kinds. What the book refuses is no change and is tried otherwise.
func (l *laptop) live(n int) {
	l.t.Helper()
	for done, tries := 0, 0; done < n; tries++ {
		if tries > 20*n {
			l.t.Fatalf("%s: %d of %d changes after %d tries", l.name, done, n, tries)
		}
		act := acts[l.rand.IntN(len(acts))]
		err := act.do(l)
		var refusal *coop.Refusal
		var problem coop.Problem
		switch {
		case err == nil:
			done++
			l.counts[act.name]++
		case errors.As(err, &refusal), errors.As(err, &problem), errors.Is(err, errNothing):
		default:
			l.t.Fatalf("%s: %s: %v", l.name, act.name, err)
		}
	}
}

// dump gives the derived tables as text.
func (l *laptop) dump() []byte {
	l.t.Helper()
	var text bytes.Buffer
	if err := l.book.Dump(l.t.Context(), &text); err != nil {
		l.t.Fatal(err)
	}
	return text.Bytes()
}

// verify wants a book without findings.
func (l *laptop) verify() {
	l.t.Helper()
	findings, err := l.book.Verify(l.t.Context(), nil)
	if err != nil {
		l.t.Fatal(err)
	}
	for _, f := range findings {
		l.t.Errorf("%s: %v", l.name, f)
	}
}

// errNothing: there is nothing yet that the act could be about.
var errNothing = errors.New("nothing to act on")

// act is one thing that people do.
type act struct {
	name string
	do   func(*laptop) error
}

// acts are all kinds of changes that need no personal signature, entries more often than the rest as in life.
var acts = []act{
	{"entry", (*laptop).recordEntry},
	{"entry", (*laptop).recordEntry},
	{"entry", (*laptop).recordEntry},
	{"dues", (*laptop).payDues},
	{"dues", (*laptop).payDues},
	{"withdrawal", (*laptop).withdraw},
	{"reversal", (*laptop).reverse},
	{"opening", (*laptop).open},
	{"import", (*laptop).importRow},
	{"member", (*laptop).addMember},
	{"member", (*laptop).addMember},
	{"member edit", (*laptop).editMember},
	{"same member", (*laptop).joinMembers},
	{"account", (*laptop).addAccount},
	{"account edit", (*laptop).editAccount},
	{"outlet", (*laptop).addOutlet},
	{"setting", (*laptop).set},
	{"occasion", (*laptop).addOccasion},
	{"user", (*laptop).addUser},
	{"role", (*laptop).changeRole},
	{"finding", (*laptop).find},
	{"answer", (*laptop).answer},
	{"look", (*laptop).look},
	{"count", (*laptop).countCash},
	{"evidence", (*laptop).addPaper},
	{"review", (*laptop).review},
}

func (l *laptop) record(role coop.Role, kind coop.Kind, body any) error {
	_, err := l.book.Record(l.t.Context(), l.as(role), coop.Act{Kind: kind, Body: body})
	return err
}

func (l *laptop) day() coop.Date {
	return coop.Date(20260101).AddDays(l.rand.IntN(200))
}

func (l *laptop) amount() coop.Money { return coop.Money(1+l.rand.IntN(5_000_000)) * coop.Rupiah / 4 }

func pick[T any](r *rand.Rand, all []T) (T, error) {
	if len(all) == 0 {
		var none T
		return none, errNothing
	}
	return all[r.IntN(len(all))], nil
}

var plainAccounts = []string{"11101", "11201", "11102", "61201", "61202", "43101", "42101", "71101", "13101"}

func (l *laptop) recordEntry() error {
	from, to := l.rand.IntN(len(plainAccounts)), l.rand.IntN(len(plainAccounts))
	m := l.amount()
	return l.record(coop.RoleTreasurer, coop.KindEntry, &coop.Entry{
		Date: l.day(), Remark: fmt.Sprintf("catatan %d", l.rand.IntN(50)),
		Lines: []coop.Line{{Account: plainAccounts[from], Amount: m}, {Account: plainAccounts[to], Amount: -m}},
	})
}

func (l *laptop) members() []coop.MemberView {
	all, err := l.book.Members(l.t.Context(), "")
	if err != nil {
		l.t.Fatal(err)
	}
	return all
}

func (l *laptop) payDues() error {
	m, err := pick(l.rand, l.members())
	if err != nil {
		return err
	}
	e := &coop.Entry{Date: l.day(), Occasion: "dues-mandatory", Lines: []coop.Line{{Account: "11101"}}}
	for i := range 1 + l.rand.IntN(3) {
		month := coop.Month(202601 + l.rand.IntN(3) + i)
		e.Lines[0].Amount += 20000 * coop.Rupiah
		e.Lines = append(e.Lines, coop.Line{
			Account: "31102", Amount: -20000 * coop.Rupiah, Member: m.MemberRow.Member, Month: month,
		})
	}
	return l.record(coop.RoleTreasurer, coop.KindEntry, e)
}

func (l *laptop) withdraw() error {
	m, err := pick(l.rand, l.members())
	if err != nil {
		return err
	}
	paid := l.amount()
	return l.record(coop.RoleTreasurer, coop.KindEntry, &coop.Entry{
		Date: l.day(), Occasion: "savings-withdrawal",
		Lines: []coop.Line{
			{Account: "21101", Amount: paid, Member: m.MemberRow.Member}, {Account: "11101", Amount: -paid},
		},
	})
}

func (l *laptop) reverse() error {
	entries, err := l.book.Entries(l.t.Context(), coop.EntryQuery{})
	if err != nil {
		return err
	}
	e, err := pick(l.rand, entries)
	if err != nil {
		return err
	}
	return l.record(coop.RoleTreasurer, coop.KindReversal, &coop.Reversal{Entry: e.ID, Date: l.day(), Reason: "salah"})
}

func (l *laptop) open() error {
	return l.record(coop.RoleTreasurer, coop.KindOpening, &coop.Opening{
		Date: 20260101, Account: plainAccounts[l.rand.IntN(len(plainAccounts))], Amount: l.amount(),
	})
}

// importRow records a row of a file that both laptops may have: half of its rows they read alike.
func (l *laptop) importRow() error {
	no := l.rand.IntN(40)
	m := coop.Money(1000+no) * coop.Rupiah
	if no%2 == 1 {
		m = l.amount()
	}
	return l.record(coop.RoleTreasurer, coop.KindEntry, &coop.Entry{
		Date: 20260301, Remark: "dari berkas", Once: coop.ImportOnce("lama.csv", fmt.Sprint(no)),
		Lines: []coop.Line{{Account: "11201", Amount: m}, {Account: "43101", Amount: -m}},
	})
}

func (l *laptop) addMember() error {
	n := l.rand.IntN(1000)
	in := coop.MemberInput{Name: fmt.Sprintf("Anggota %03d", n), Joined: "2026-01-01", Hamlet: "Dusun Satu"}
	if n%3 == 0 {
		in.Number = fmt.Sprintf("%03d", n%30) // a number that another laptop may give out too
	}
	if n%4 == 0 {
		in.NIK, in.Phone = "6101015708900001", "081234567890"
	}
	_, err := l.book.AddMember(l.t.Context(), l.as(coop.RoleTreasurer), in)
	return err
}

func (l *laptop) editMember() error {
	m, err := pick(l.rand, l.members())
	if err != nil {
		return err
	}
	in := coop.MemberInput{Hamlet: fmt.Sprintf("Dusun %d", l.rand.IntN(5))}
	if l.rand.IntN(2) == 0 {
		in = coop.MemberInput{}
		in.Phone = fmt.Sprintf("08%010d", l.rand.IntN(1e9))
	}
	_, err = l.book.EditMember(l.t.Context(), l.as(coop.RoleTreasurer), m.MemberRow.Member, in)
	return err
}

func (l *laptop) joinMembers() error {
	all := l.members()
	a, err := pick(l.rand, all)
	if err != nil {
		return err
	}
	b, err := pick(l.rand, all)
	if err != nil {
		return err
	}
	x, y := a.MemberRow.Member, b.MemberRow.Member
	if bytes.Compare(x[:], y[:]) > 0 {
		x, y = y, x
	}
	return l.record(coop.RoleTreasurer, coop.KindMemberSame, &coop.MemberSame{A: x, B: y, Apart: l.rand.IntN(4) == 0})
}

func (l *laptop) addAccount() error {
	code := fmt.Sprintf("612%02d", 50+l.rand.IntN(20))
	return l.record(coop.RoleTreasurer, coop.KindAccounts, &coop.Accounts{Add: []coop.AccountAdd{{
		Code: code, NameID: "Biaya " + code + l.name, NameEN: "Cost " + code, Type: coop.Expense,
	}}})
}

func (l *laptop) editAccount() error {
	code := plainAccounts[l.rand.IntN(len(plainAccounts))]
	name := fmt.Sprintf("%s nama %d", code, l.rand.IntN(9))
	return l.record(coop.RoleTreasurer, coop.KindAccountEdit, &coop.AccountEdit{Code: code, NameID: name})
}

func (l *laptop) addOutlet() error {
	code := fmt.Sprintf("gerai-%d", l.rand.IntN(4))
	return l.record(coop.RoleTreasurer, coop.KindOutlet, &coop.Outlet{Code: code, NameID: code + " " + l.name})
}

func (l *laptop) set() error {
	return l.record(coop.RoleTreasurer, coop.KindSetting, &coop.Setting{
		Key: coop.SettingMandatory, From: coop.Date(20260101 + 100*l.rand.IntN(6)),
		Value: fmt.Sprint(10000 + 5000*l.rand.IntN(4)),
	})
}

func (l *laptop) addOccasion() error {
	name := fmt.Sprintf("own-%d", l.rand.IntN(4))
	return l.record(coop.RoleTreasurer, coop.KindOccasion, &coop.OccasionText{Name: name, Text: "occasion " + name})
}

func (l *laptop) addUser() error {
	return l.record(coop.RoleChair, coop.KindUser, &coop.User{
		Name: fmt.Sprintf("Orang %d", l.rand.IntN(100)), Role: coop.RoleClerk,
	})
}

// changeRole gives somebody who is not one of the three first people another role or none.
func (l *laptop) changeRole() error {
	users, err := l.book.Users(l.t.Context())
	if err != nil {
		return err
	}
	u, err := pick(l.rand, users)
	if err != nil {
		return err
	}
	for _, p := range l.people[:3] {
		if p.User == u.User {
			return errNothing
		}
	}
	role := []coop.Role{coop.RoleNone, coop.RoleClerk, coop.RoleSecretary}[l.rand.IntN(3)]
	return l.record(coop.RoleChair, coop.KindRole, &coop.RoleChange{User: u.User, Role: role})
}

func (l *laptop) find() error {
	f := &coop.Finding{Period: 202601, Text: fmt.Sprintf("periksa %d", l.rand.IntN(50))}
	return l.record(coop.RoleSupervisor, coop.KindFinding, f)
}

func (l *laptop) answer() error {
	findings, err := l.book.Findings(l.t.Context())
	if err != nil {
		return err
	}
	f, err := pick(l.rand, findings)
	if err != nil {
		return err
	}
	return l.record(coop.RoleTreasurer, coop.KindAnswer, &coop.Answer{Finding: f.Finding, Text: "sudah diperiksa"})
}

func (l *laptop) look() error {
	all, err := l.book.Exceptions(l.t.Context())
	if err != nil {
		return err
	}
	x, err := pick(l.rand, all)
	if err != nil {
		return err
	}
	return l.record(coop.RoleSupervisor, coop.KindLook, &coop.Look{What: x.What, Subject: x.Subject})
}

// carryRuns hands over what the other book lacks, as nothing but signed runs: the least that a carrier can do.
func carryRuns(ctx context.Context, from, to *laptop) error {
	have, err := to.book.Heads(ctx)
	if err != nil {
		return err
	}
	runs, err := from.book.Runs(ctx, have, 1<<16)
	if err != nil {
		return err
	}
	_, err = to.book.Receive(ctx, runs...)
	return err
}
