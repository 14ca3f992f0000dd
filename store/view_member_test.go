package store

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lumbung/store/coop"
)

// due is one payment of simpanan wajib for months.
func due(member coop.ID, date coop.Date, rupiah int64, months ...coop.Month) coop.Entry {
	each := coop.Money(rupiah) * coop.Rupiah
	e := coop.Entry{Date: date, Occasion: "dues-mandatory", Lines: []coop.Line{
		{Account: "11101", Amount: each * coop.Money(len(months))},
	}}
	for _, m := range months {
		e.Lines = append(e.Lines, coop.Line{Account: "31102", Amount: -each, Member: member, Month: m})
	}
	return e
}

func (b *testBook) member(t testing.TB, in coop.MemberInput) coop.ID {
	t.Helper()
	done, err := b.AddMember(ctx, b.person(t, "Siti"), in)
	if err != nil {
		t.Fatal(err)
	}
	return done.ID
}

// onePerson says that two registrations are one person.
func (b *testBook) onePerson(t testing.TB, x, y coop.ID) {
	t.Helper()
	if string(y[:]) < string(x[:]) {
		x, y = y, x
	}
	b.recordKind(t, coop.KindMemberSame, coop.MemberSame{A: x, B: y})
}

// The clock of the tests stands in January 2026; the rate of 20,000 rises to 25,000 in February.
func TestDues(t *testing.T) {
	b := newTestBook(t)
	b.record(t, "Siti", coop.Setting{Key: coop.SettingMandatory, From: 20260201, Value: "25000"})
	paid := b.member(t, coop.MemberInput{Number: "2", Name: "Lunas", Joined: "2025-12-10"})
	behind := b.member(t, coop.MemberInput{Number: "10", Name: "Tunggak", Joined: "2025-11-01"})
	twice := b.member(t, coop.MemberInput{Number: "3", Name: "Dua Nomor", Joined: "2026-01-02"})
	again := b.member(t, coop.MemberInput{Number: "11", Name: "Nomor Dua", Joined: "2026-03-01"})
	left := b.member(t, coop.MemberInput{Number: "4", Name: "Pergi", Joined: "2025-01-01", Left: "2025-03-15"})
	b.member(t, coop.MemberInput{Number: "5", Name: "Calon", Joined: "2025-01-01", Status: "calon"})
	b.onePerson(t, twice, again)
	b.record(t, "Siti", due(paid, 20260105, 20000, 202512, 202601))
	b.record(t, "Siti", due(paid, 20260205, 25000, 202602))
	b.record(t, "Siti", due(behind, 20260105, 20000, 202512))
	b.record(t, "Siti", due(twice, 20260106, 20000, 202601))
	b.record(t, "Siti", due(again, 20260206, 25000, 202602))
	b.record(t, "Siti", due(left, 20250106, 20000, 202501, 202502))
	rows, err := b.Dues(ctx, 2026, 202602)
	if err != nil {
		t.Fatal(err)
	}
	type line struct {
		number  string
		january coop.Money
		arrears coop.Money
	}
	var got []line
	for _, d := range rows {
		got = append(got, line{d.Member.Number, d.Paid[0] / coop.Rupiah, d.Arrears / coop.Rupiah})
		if d.Owed[1] != 25000*coop.Rupiah && d.Member.Number != "5" || d.Owed[2] != 0 {
			t.Errorf("%s owes %v", d.Member.Number, d.Owed)
		}
	}
	standing := "3" // whichever of the two registrations stands for the person
	if string(again[:]) < string(twice[:]) {
		standing = "11"
	}
	want := []line{
		{"2", 20000, 0},
		{standing, 20000, 0},
		{"5", 0, 0},
		{"10", 0, 20000 + 20000 + 25000}, // November, January, February
	}
	slices.SortFunc(want, func(x, y line) int { return compareNumbers(x.number, y.number) })
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// What was paid without a month's name, as an opening balance, pays the oldest months.
func TestOpeningBalancePaysTheOldestMonths(t *testing.T) {
	b := newTestBook(t)
	m := b.member(t, coop.MemberInput{Number: "1", Name: "Lama", Joined: "2025-10-01"})
	b.record(t, "Siti", coop.Opening{Date: 20251231, Account: "31102", Amount: -50000 * coop.Rupiah, Member: m})
	s, err := b.MemberStatement(ctx, m, 20260101, 20260131)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(s.Unpaid, []coop.Month{202512, 202601}) || s.Arrears != 30000*coop.Rupiah {
		t.Errorf("unpaid %v, arrears %v", s.Unpaid, s.Arrears)
	}
	if s.Opening["31102"] != 50000*coop.Rupiah || len(s.Lines) != 0 || s.Member.PaidTo != 202511 {
		t.Errorf("%+v", s)
	}
}

// A person's statement holds what was recorded under either of two joined registrations, and its closing is the
// sub-ledger's.
func TestMemberStatement(t *testing.T) {
	b := newTestBook(t)
	x := b.member(t, coop.MemberInput{Number: "1", Name: "Aminah", Joined: "2026-01-01"})
	y := b.member(t, coop.MemberInput{Number: "2", Name: "Bu Aminah", Joined: "2026-01-01"})
	b.record(t, "Siti", due(x, 20260105, 20000, 202601))
	b.record(t, "Siti", due(y, 20260205, 20000, 202602))
	deposit := entry(20260206, "11101", "21101", 100000)
	deposit.Lines[1].Member = y
	b.record(t, "Siti", deposit)
	take := entry(20260210, "21101", "11101", 30000)
	take.Lines[0].Member = y
	b.record(t, "Siti", take)
	b.onePerson(t, x, y)
	for _, id := range []coop.ID{x, y} {
		s, err := b.MemberStatement(ctx, id, 20260201, 20260228)
		if err != nil {
			t.Fatal(err)
		}
		if s.Opening["31102"] != 20000*coop.Rupiah || s.Closing["31102"] != 40000*coop.Rupiah ||
			s.Closing["21101"] != 70000*coop.Rupiah || len(s.Lines) != 3 || s.Arrears != 0 {
			t.Errorf("%+v", s)
		}
		if last := s.Lines[2]; last.Amount != -30000*coop.Rupiah || last.Balance != 70000*coop.Rupiah ||
			last.Against != "11101" || last.Voucher != "BKK-A-2026-000001" {
			t.Errorf("last line %+v", last)
		}
		if s.Member.Savings != 110000*coop.Rupiah || s.Member.PaidTo != 202602 {
			t.Errorf("member %+v", s.Member)
		}
	}
	savings, err := b.Savings(ctx, 20260205)
	if err != nil || len(savings) != 1 || savings[0].By["31102"] != 40000*coop.Rupiah || savings[0].By["21101"] != 0 {
		t.Errorf("savings %+v (%v)", savings, err)
	}
}

func TestMembers(t *testing.T) {
	b := newTestBook(t)
	x := b.member(t, coop.MemberInput{
		Number: "10", Name: "Aminah", Hamlet: "Suka Maju",
		MemberPrivate: coop.MemberPrivate{NIK: "6112034107850001", Phone: "0812 3456 7890"},
	})
	b.member(t, coop.MemberInput{Number: "9", Name: "Budi", Hamlet: "Suka Maju"})
	y := b.member(t, coop.MemberInput{Number: "12", Name: "Mak Aminah"})
	if _, err := b.EditMember(ctx, b.person(t, "Siti"), x, coop.MemberInput{
		MemberPrivate: coop.MemberPrivate{Phone: "0899"},
	}); err != nil {
		t.Fatal(err)
	}
	b.onePerson(t, x, y)
	stands, err := b.Member(ctx, x)
	if err != nil {
		t.Fatal(err)
	}
	one, _ := b.Member(ctx, stands.Same)
	for text, want := range map[string][]string{
		"": {"9", one.Number}, "suka budi": {"9"}, "mak": {one.Number}, "6112034107850001": {one.Number}, "siapa": nil,
	} {
		found, err := b.Members(ctx, text)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range found {
			got = append(got, m.Number)
		}
		slices.SortFunc(want, compareNumbers)
		if !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", text, got, want)
		}
	}
	if stands.Private.NIK != "6112034107850001" || stands.Private.Phone != "0899" {
		t.Errorf("private %+v", stands.Private)
	}
	if _, err := b.Member(ctx, coop.ID{1}); err != ErrNoMember {
		t.Errorf("an unknown member: %v", err)
	}
}

// Numbers sort as people count, and as a total order must: opposite when turned round, and transitive.
func TestCompareNumbers(t *testing.T) {
	want := []string{"", "2", "10", "A-1", "A-2", "A-10", "AA-1"}
	if !slices.IsSortedFunc(want, compareNumbers) {
		t.Error("not in order")
	}
	number := rapid.StringMatching(`[AB0-9-]{0,6}`)
	rapid.Check(t, func(t *rapid.T) {
		x, y, z := number.Draw(t, "x"), number.Draw(t, "y"), number.Draw(t, "z")
		if compareNumbers(x, y) != -compareNumbers(y, x) {
			t.Fatalf("%q and %q", x, y)
		}
		if compareNumbers(x, y) <= 0 && compareNumbers(y, z) <= 0 && compareNumbers(x, z) > 0 {
			t.Fatalf("%q ≤ %q ≤ %q", x, y, z)
		}
	})
}
