package coop

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// The stories of an opening, as an accountant reads them: each run is what is typed (in rupiah, on the side where the
// account usually stands), what recording it does, and what the books hold then.
const openingStory = `
run  a first time
type 11101 -     1.500.000
type 11201 -     4.000.000
type 21101 Tuti    300.000
type 21101 -       500.000
type 31101 Tuti    100.000
type 31101 Umar    100.000
type 31102 Tuti     60.000
does new 7 same 0 changed 0 left 4.740.000
book 11101 1.500.000 21101 -500.000 31101 -200.000 31102 -60.000 31901 -4.740.000

run  the same a second time changes nothing
type 11101 -     1.500.000
type 21101 Tuti    300.000
type 21101 -       500.000
type 31101 Tuti    100.000
does new 0 same 4 changed 0 left 4.740.000
book 11101 1.500.000 31901 -4.740.000

run  a slip is put right by a reversal, and the right balance beside it
type 11101 -     1.400.000
does new 0 same 0 changed 1 left 4.640.000
book 11101 1.400.000 31901 -4.640.000

run  and a second slip of the same balance too
type 11101 -     1.450.000
does new 0 same 0 changed 1 left 4.690.000
book 11101 1.450.000 31901 -4.690.000

run  what should not be there is taken out
type 31101 Umar          0
does new 0 same 0 changed 1 left 4.790.000
book 31101 -100.000 31901 -4.790.000

run  and can come back
type 31101 Umar     90.000
does new 0 same 0 changed 1 left 4.700.000
book 31101 -190.000 31901 -4.700.000

name 41109 4.700.000 sisa usaha tahun-tahun lalu
book 41109 -4.700.000 31901 0
`

func TestOpening(t *testing.T) {
	v := found(t)
	who := map[string]ID{}
	for _, name := range []string{"Tuti", "Umar"} {
		fields := map[Field]string{FieldName: name, FieldNumber: name}
		hash := v.record(t, "A", "Siti", KindMember, Member{Fields: fields})
		who[name] = HashID(hash, 0)
	}
	var wish OpeningWish
	day := OpeningDay(20260101)
	for line := range strings.Lines(openingStory) {
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		cells := strings.Fields(rest)
		state := OpeningsOf(v.entriesOf("A"))
		switch word {
		case "run":
			wish = OpeningWish{Balances: map[string]Money{}, Members: map[ID]map[string]Money{}}
		case "type":
			amount := mustMoney(t, cells[2])
			if id, member := who[cells[1]]; !member {
				wish.Balances[cells[0]] = amount
			} else if wish.Members[id] == nil {
				wish.Members[id] = map[string]Money{cells[0]: amount}
			} else {
				wish.Members[id][cells[0]] = amount
			}
		case "does":
			plan := state.Plan(wish.Items(v.accounts("A")))
			got := fmt.Sprintf("new %d same %d changed %d left %s", len(plan.Fresh), plan.Same, len(plan.Changed),
				FormatPlain(plan.Left))
			if got != rest {
				t.Errorf("%q, want %q", got, rest)
			}
			for _, act := range plan.Acts(day, "salah ketik") {
				v.record(t, "A", "Siti", act.Kind, act.Body)
			}
		case "name":
			act := state.NameAct(day, cells[0], mustMoney(t, cells[1]), strings.Join(cells[2:], " "))
			v.record(t, "A", "Siti", act.Kind, act.Body)
		case "book":
			for pair := range slices.Chunk(cells, 2) {
				if got := v.balance("A", pair[0]); got != mustMoney(t, pair[1]) {
					t.Errorf("%s holds %v, want %s", pair[0], got, pair[1])
				}
			}
		}
	}
	state := OpeningsOf(v.entriesOf("A"))
	if state.Left != 0 || state.Day != 20251231 || len(state.Named) != 1 ||
		state.Named[0].Words != "sisa usaha tahun-tahun lalu" {
		t.Errorf("in the end %+v", state)
	}
	wish = state.Wish(v.accounts("A"))
	if plan := state.Plan(wish.Items(v.accounts("A"))); len(plan.Fresh)+len(plan.Changed) != 0 {
		t.Errorf("what was recorded does not come back as it was typed: %+v", plan)
	}
}

func mustMoney(t *testing.T, text string) Money {
	t.Helper()
	amount, err := ParseMoney(text)
	if err != nil {
		t.Fatal(err)
	}
	return amount
}

// entriesOf reads the entries of a device as views.
func (v *village) entriesOf(device string) []EntryView {
	d := v.devices[device]
	var out []EntryView
	reversed := map[ID]ID{}
	d.state.Scan(&EntryRow{}, 0, func(r Record) bool {
		e := EntryView{EntryRow: *r.(*EntryRow)}
		for _, l := range d.fold.Lines(e.ID) {
			e.Lines = append(e.Lines, LineView{Line: l})
		}
		if !e.Reverses.IsZero() && e.Posted != 0 {
			reversed[e.Reverses] = e.ID
		}
		out = append(out, e)
		return true
	})
	for i := range out {
		out[i].ReversedBy = reversed[out[i].ID]
	}
	slices.SortFunc(out, func(a, b EntryView) int { return int(a.Lamport - b.Lamport) })
	return out
}

func (v *village) accounts(device string) []AccountRow {
	var out []AccountRow
	v.devices[device].state.Scan(&AccountRow{}, 0, func(r Record) bool {
		out = append(out, *r.(*AccountRow))
		return true
	})
	return out
}

func (v *village) balance(device, account string) Money {
	var sum Money
	v.devices[device].state.Scan(&BalanceRow{}, 0, func(r Record) bool {
		if b := r.(*BalanceRow); b.Account == account {
			sum += b.Debit - b.Credit
		}
		return true
	})
	return sum
}

// An opening typed on two laptops that have not met counts once: its id follows from account and member.
func TestOpening_TwiceOnTwoLaptops(t *testing.T) {
	v := found(t)
	v.join(t, "A", "B")
	for _, device := range []string{"A", "B"} {
		items := OpeningWish{Balances: map[string]Money{"11101": 500}}.Items(v.accounts(device))
		for _, act := range OpeningsOf(v.entriesOf(device)).Plan(items).Acts(20251231, "") {
			v.record(t, device, "Siti", act.Kind, act.Body)
		}
	}
	v.exchange("A", "B")
	v.exchange("B", "A")
	if got := v.balance("A", "11101"); got != 500 {
		t.Errorf("typed twice it holds %d", got)
	}
}

// A list as it comes out of a spreadsheet, and what is made of each row: whose it is, or what a person must decide.
func TestReadSavings(t *testing.T) {
	members := []MemberRow{
		{Member: ID{1}, Number: "0001", Name: "Aminah Wulandari"},
		{Member: ID{2}, Number: "0002", Name: "Bambang"},
		{Member: ID{3}, Number: "0003", Name: "Siti"},
		{Member: ID{4}, Number: "0004", Name: "Siti"},
	}
	for _, c := range []struct{ list, want string }{
		{"AMINAH  wulandari\tRp 100.000,-\t240.000\t-\nBambang\t100000\t\tRp -", "1 100.000 240.000 0; 2 100.000 0 0"},
		{
			"No\tNama\tPokok\tWajib\tSukarela\n1\tBambang\t100.000\t20.000\t5.000\n\tJumlah\t100.000\t20.000\t5.000",
			"total; 2 100.000 20.000 5.000; total",
		},
		{
			"No. Anggota\tNama Anggota\tSimp. Wajib\tSimp. Pokok\n0001\tAminah Wulandari\t20.000\t100.000",
			"total; 1 100.000 20.000 0",
		},
		{"0002\t100.000\n2\t100.000", "2 100.000 0 0; opening.row.twice 2 1"},
		{"1\tBambang\t100.000\n\n2\tJoko\t100.000", "2 100.000 0 0; opening.row.other 2 Bambang Joko"},
		{"Joko Tingkir\t100.000", "opening.row.nobody Joko Tingkir"},
		{"Siti\t100.000\n0004\tSiti\t50.000", "opening.row.several Siti; 4 50.000 0 0"},
		{"Bambang\t1,234", "opening.row.amount 1,234"},
		{"Bambang\tseratus ribu", "opening.row.amount seratus ribu"},
		{"Bambang\t-5.000", "opening.row.below -5.000"},
		{"Bambang\t1\t2\t3\t4", "opening.row.wide 4"},
		{"Bambang\t100.000,50\t1,5 jt", "2 100.000,50 1.500.000 0"},
	} {
		rows, err := CellsOf(c.list)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range ReadSavings(rows, members) {
			switch {
			case r.Total:
				got = append(got, "total")
			case r.Problem.Key != "":
				got = append(got, said([]Problem{r.Problem}))
			default:
				words := []string{fmt.Sprint(r.Member[0])}
				for _, account := range OpeningSavings() {
					words = append(words, FormatPlain(r.Amounts[account]))
				}
				got = append(got, strings.Join(words, " "))
			}
		}
		if all := strings.Join(got, "; "); all != c.want {
			t.Errorf("%q:\n%s, want\n%s", c.list, all, c.want)
		}
	}
}

func TestSumOpening(t *testing.T) {
	chart := []AccountRow{
		{Code: "11101", Type: Asset},
		{Code: "16205", Type: ContraAsset, Credit: true},
		{Code: "21101", Type: Liability, Credit: true},
		{Code: "31101", Type: Equity, Credit: true},
		{Code: "99101", Type: Memo},
	}
	wish := OpeningWish{Balances: map[string]Money{"11101": 900, "16205": 100, "21101": 300, "31101": 450, "99101": 7}}
	sum := SumOpening(chart, wish.Items(chart))
	if sum != (OpeningSum{800, 300, 450}) || sum.Left() != 50 {
		t.Errorf("comes to %+v", sum)
	}
	if codes := slices.Sorted(maps.Keys(wish.Balances)); wish.Unnamed("21101") != 300 || len(codes) != 5 {
		t.Error("a saving account without members has names")
	}
}
