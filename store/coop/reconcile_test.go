package coop

import (
	"encoding/hex"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// bankTable reads a text table: bank or book, day, amount in rupiah, text.
func bankTable(t *testing.T, text string) (moves []BankMove, lines []SubLine) {
	t.Helper()
	for _, row := range strings.Split(strings.TrimSpace(text), "\n") {
		f := strings.SplitN(strings.TrimSpace(row), "|", 4)
		date, err := ParseDate(strings.TrimSpace(f[1]), 0)
		if err != nil {
			t.Fatal(row, err)
		}
		amount, err := ParseMoney(f[2])
		if err != nil {
			t.Fatal(row, err)
		}
		words := strings.TrimSpace(f[3])
		if strings.TrimSpace(f[0]) == "bank" {
			row := StatementRow{Date: date, Amount: amount, Text: words}
			moves = append(moves, BankMove{StatementRow: row, Statement: ID{1}, Row: int64(len(moves))})
			continue
		}
		lines = append(lines, SubLine{
			Entry: ID{2, byte(len(lines))}, Posted: date, Line: Line{Amount: amount}, Remark: words,
		})
	}
	return moves, lines
}

func matchText(found []BankMatch) string {
	var out []string
	for _, m := range found {
		out = append(out, fmt.Sprint(m.Moves, "=", m.Lines, map[bool]string{true: "!", false: "?"}[m.Sure]))
	}
	return strings.Join(out, " ")
}

// What belongs together in a bank's statement and the book, as somebody with two papers and a pencil would see it.
func TestMatchBank(t *testing.T) {
	for name, c := range map[string]struct{ table, want string }{
		"one amount on one day": {`
			bank|5/7/2025|49.250.000|PENCAIRAN KREDIT
			book|5/7/2025|49.250.000|Pinjaman BRI`, "[0]=[0]!"},
		"the nearest day first": {`
			bank|10/7/2025|100.000|SETOR
			book|7/7/2025|100.000|Setor
			book|9/7/2025|100.000|Setor`, "[0]=[1]?"},
		"of equal days the same words": {`
			bank|10/7/2025|100.000|TRF DARI SITI RAHAYU
			book|10/7/2025|100.000|Budi
			book|10/7/2025|100.000|Siti Rahayu`, "[0]=[1]!"},
		"not what lies too far away": {`
			bank|30/7/2025|100.000|SETOR
			book|7/7/2025|100.000|Setor`, ""},
		"money in is not money out": {`
			bank|7/7/2025|100.000|SETOR
			book|7/7/2025|-100.000|Tarik`, ""},
		"several receipts paid in together": {`
			bank|8/7/2025|350.000|SETOR TUNAI
			book|8/7/2025|100.000|Wajib
			book|8/7/2025|250.000|Pokok`, "[0]=[0 1]!"},
		"several transfers for one line": {`
			bank|8/7/2025|-6.500|BIAYA TRF
			bank|8/7/2025|-100.000|TRF
			book|8/7/2025|-106.500|Bayar pemasok`, "[0 1]=[0]!"},
		"what the bank took back itself": {`
			bank|3/7/2025|-75.000|BIAYA RTGS
			bank|5/7/2025|75.000|KOREKSI BIAYA RTGS
			bank|6/7/2025|-75.000|TARIK TUNAI`, "[0 1]=[]?"},
		"what the book knows is no mistake of the bank": {`
			bank|3/7/2025|-75.000|BIAYA RTGS
			bank|5/7/2025|75.000|KOREKSI
			book|3/7/2025|-75.000|Biaya bank`, "[0]=[0]!"},
		"a deposit is not surely what the bank says it took back": {`
			bank|3/7/2025|-75.000|BIAYA RTGS
			bank|5/7/2025|75.000|KOREKSI BIAYA RTGS
			book|6/7/2025|75.000|Setor sore`, "[1]=[0]?"},
		"in and out again for their own reasons": {`
			bank|3/7/2025|-75.000|TARIK TUNAI
			bank|5/7/2025|75.000|SETOR TUNAI`, ""},
		"two ways to come to a sum are a doubt": {`
			bank|8/7/2025|300|SETOR
			book|8/7/2025|100|a
			book|8/7/2025|200|b
			book|8/7/2025|200|c`, "[0]=[0 1]?"},
	} {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			moves, lines := bankTable(t, c.table)
			if got := matchText(MatchBank(moves, lines, ReconcileNear)); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

// Whatever is proposed comes to the same on both sides and is proposed once; and whatever is matched or left, bank and
// book are explained to the sen.
func TestMatchBankExplains(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := Bank{Account: "11201", Until: 20250731, Since: 20250701, told: map[moveKey]int{}}
		for i := range rapid.IntRange(0, 12).Draw(t, "moves") {
			row := StatementRow{Date: 20250701 + Date(rapid.IntRange(0, 29).Draw(t, "day"))}
			row.Amount = Money(rapid.IntRange(-9, 9).Filter(func(n int) bool { return n != 0 }).Draw(t, "amount"))
			row.Text = rapid.SampledFrom([]string{"", "KOREKSI"}).Draw(t, "text")
			b.Moves = append(b.Moves, BankMove{StatementRow: row, Statement: ID{1}, Row: int64(i)})
			b.told[moveKey{ID{1}, int64(i)}] = i
			b.Stated += row.Amount
		}
		for i := range rapid.IntRange(0, 12).Draw(t, "lines") {
			l := SubLine{Entry: ID{2, byte(i)}, Posted: 20250701 + Date(rapid.IntRange(0, 29).Draw(t, "day"))}
			l.Amount = Money(rapid.IntRange(-9, 9).Filter(func(n int) bool { return n != 0 }).Draw(t, "amount"))
			b.Lines = append(b.Lines, l)
			b.Booked += l.Amount
		}
		found := b.Propose(ReconcileNear)
		moved, lined := map[int]bool{}, map[int]bool{}
		for _, m := range found {
			if lines, moves := b.sums(m); lines != moves {
				t.Fatal("not the same", m)
			}
			for _, i := range m.Moves {
				if moved[i] {
					t.Fatal("a movement twice", found)
				}
				moved[i] = true
			}
			for _, i := range m.Lines {
				if lined[i] {
					t.Fatal("a line twice", found)
				}
				lined[i] = true
			}
		}
		kept := found[:rapid.IntRange(0, len(found)).Draw(t, "kept")]
		p := b.Prove(kept, b.Stated)
		if !p.Done() || p.Stated+p.OnlyBook-p.OnlyBank != p.Booked {
			t.Fatal("not explained", p)
		}
		again := b
		again.Mine = again.readTicks([]Reconcile{
			{Account: "11201", Until: b.Until, Ticks: b.Ticks(kept), Cancels: b.Cancels(kept)},
		})
		if q := again.Prove(again.Mine, b.Stated); fmt.Sprint(q) != fmt.Sprint(p) {
			t.Fatal("ticks lose something", p, q)
		}
	})
}

// A month reconciled, the next one goes on: what was open stands open, a paper in between counts, and what was taken
// back is not asked about.
func TestBankOf(t *testing.T) {
	july := BankStatement{ID{1}, Statement{
		Account: "11201", Opening: 1_000_000, Closing: 1_090_000,
		Rows: []StatementRow{{Date: 20250705, Amount: 100_000}, {Date: 20250731, Amount: -10_000}},
	}}
	august := BankStatement{ID{9}, Statement{
		Account: "11201", Opening: 1_090_000, Closing: 1_140_000,
		Rows: []StatementRow{{Date: 20250802, Amount: 50_000}},
	}}
	lines := []SubLine{
		{Entry: ID{2, 1}, Posted: 20250705, Line: Line{Amount: 100_000}},
		{Entry: ID{2, 2}, Posted: 20250731, Line: Line{Amount: 50_000}},
		{Entry: ID{2, 3}, Posted: 20250720, Line: Line{Amount: 7_000}},
		{Entry: ID{2, 4}, Posted: 20250721, Line: Line{Amount: -7_000}, Reverses: ID{2, 3}},
	}
	b := BankOf("11201", 20250731, 1_150_000, []BankStatement{august, july}, nil, lines)
	found := b.Propose(ReconcileNear)
	p := b.Prove(found, b.Stated)
	if matchText(found) != "[0]=[0]!" || p.OnlyBook != 50_000 || p.OnlyBank != -10_000 || !p.Done() || len(b.Gaps) > 0 {
		t.Fatal(matchText(found), p, b.Gaps)
	}
	said := []Reconcile{{Account: "11201", Until: 20250731, Balance: b.Stated, Ticks: b.Ticks(found)}}
	fee := SubLine{Entry: ID{2, 5}, Posted: 20250731, Line: Line{Amount: -10_000}}
	fee.Once = BankMoveOnce(b.Moves[1]).ID()
	lines = append(lines, fee)
	b = BankOf("11201", 20250831, 1_140_000, []BankStatement{august, july}, said, lines)
	found = b.Propose(ReconcileNear)
	if matchText(found) != "[1]=[2]! [2]=[1]!" || matchText(b.Known) != "[0]=[0]!" {
		t.Fatal(matchText(found), matchText(b.Known))
	}
	if p = b.Prove(slices.Concat(b.Known, found), b.Stated); !p.Done() || len(p.Lines)+len(p.Moves) > 0 {
		t.Fatal(p)
	}
	august.Body.Opening, august.Body.Closing = 1, 50_001
	if b = BankOf("11201", 20250831, 0, []BankStatement{july, august}, said, lines); len(b.Gaps) != 1 {
		t.Fatal("a missing page is not seen")
	}
}

// A bank booked a fee twice in November and took one of them back in December. It waited for an entry that nobody may
// write: the book never knew. The two go together and stay so, also beside the real fee of the same amount.
func TestBankCancels(t *testing.T) {
	november := BankStatement{ID{1}, Statement{
		Account: "11201", Opening: 500_000, Closing: 487_000,
		Rows: []StatementRow{
			{Date: 20261128, Amount: -6_500, Text: "ADM"},
			{Date: 20261128, Amount: -6_500, Text: "ADM"},
		},
	}}
	december := BankStatement{ID{2}, Statement{
		Account: "11201", Opening: 487_000, Closing: 493_500,
		Rows: []StatementRow{{Date: 20261202, Amount: 6_500, Text: "KOREKSI ADM"}},
	}}
	lines := []SubLine{
		{Entry: ID{3, 1}, Posted: 20261101, Line: Line{Amount: 500_000}},
		{Entry: ID{3, 2}, Posted: 20261128, Line: Line{Amount: -6_500}},
	}
	statements := []BankStatement{november, december}
	b := BankOf("11201", 20261231, 493_500, statements, nil, lines)
	found := b.Propose(ReconcileNear)
	if matchText(found) != "[0]=[1]? [1 2]=[]?" {
		t.Fatal(matchText(found))
	}
	said := Reconcile{Account: "11201", Until: 20261231, Ticks: b.Ticks(found), Cancels: b.Cancels(found)}
	if VersionOf(said) != 2 || VersionOf(Reconcile{Ticks: said.Ticks}) != 1 || !soundCancels(&said) ||
		soundReconcile(&said) {
		t.Error("programs that know nothing of it would read it")
	}
	again := BankOf("11201", 20261231, 493_500, statements, []Reconcile{said}, lines)
	p := again.Prove(again.Mine, again.Stated)
	if matchText(again.Mine) != "[0]=[1]! [1 2]=[]!" || !p.Done() || len(p.Moves) > 0 {
		t.Fatal(matchText(again.Mine), p)
	}
	if held := b.Held(said.Ticks, said.Cancels); matchText(held) != matchText(again.Mine) {
		t.Error("half done it is lost in a power cut", matchText(held))
	}
	next := BankOf("11201", 20270131, 493_500, statements, []Reconcile{said}, lines)
	if p := next.Prove(next.Known, next.Stated); len(p.Moves) > 0 {
		t.Error("the next month asks again", p)
	}
	_, one := b.Together([]int{1}, nil)
	_, unlike := b.Together([]int{0, 1}, nil)
	m, none := b.Together([]int{2, 0}, nil)
	if len(one) != 1 || one[0].Key != ProblemMatchNone || len(unlike) != 1 || unlike[0].Key != ProblemMatchCancel ||
		len(none) > 0 || !m.Cancels() {
		t.Error(one, unlike, none)
	}
	other := ReconcileView{Reconcile: Reconcile{Ticks: said.Ticks}}
	if n := (ReconcileView{Reconcile: said}).Beyond(other); n != 2 {
		t.Error("another laptop's word is not told to lack it", n)
	}
}

// The second version of a reconciliation is frozen as the first is: [6: [[[statement, row] ...] ...]].
func TestBankCancels_Bytes(t *testing.T) {
	said := Reconcile{Account: "11201", Until: 20261231, Cancels: [][]BankRow{
		{{Statement: ID{1}}, {Statement: ID{2}, Row: 7}},
	}}
	want := "a301653131323031021a0135296f06818282500100000000000000000000000000000000" +
		"82500200000000000000000000000000000007"
	if got := hex.EncodeToString(EncodeBody(said)); got != want {
		t.Error(got)
	}
	if back, err := DecodeBody[Reconcile](EncodeBody(said)); err != nil || !reflect.DeepEqual(back, said) {
		t.Error(back, err)
	}
}
