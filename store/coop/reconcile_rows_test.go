package coop

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// paperOf reads a statement from a text: opening and closing balance, then rows as day, amount and words.
func paperOf(t *testing.T, text string) Statement {
	t.Helper()
	s := Statement{Account: "11201"}
	for i, row := range strings.Split(strings.TrimSpace(text), "\n") {
		f := strings.Fields(row)
		if i == 0 {
			_, err := fmt.Sscan(row, &s.Opening, &s.Closing)
			if err != nil {
				t.Fatal(row, err)
			}
			continue
		}
		var r StatementRow
		if _, err := fmt.Sscan(f[0]+" "+f[1], &r.Date, &r.Amount); err != nil {
			t.Fatal(row, err)
		}
		r.Date, r.Text = r.Date+20250700, strings.Join(f[2:], " ")
		s.Rows = append(s.Rows, r)
	}
	return s
}

func toldWords(s Statement) string {
	out := []string{fmt.Sprintf("%d-%d", s.Opening, s.Closing)}
	for _, r := range s.Rows {
		out = append(out, fmt.Sprintf("%d:%d", r.Date%100, r.Amount))
	}
	return strings.Join(out, " ")
}

// What is new of a statement, each run of it with balances of its own. A statement that was read before its
// predecessor, and one of which the middle was known, used to get the opening balance of another day: the closing less
// what was new. So the bank's balance of the month before was wrong by what the known rows came to.
func TestNewParts(t *testing.T) {
	month := "0 175\n1 100 SETOR\n5 50 TRF\n5 50 TRF\n9 -20 ADM\n31 -5 ADM"
	for name, c := range map[string]struct{ known, read, want string }{
		"nothing is known": {"0 0\n", month, "0-175 1:100 5:50 5:50 9:-20 31:-5"},
		"the same twice":   {month, month, ""},
		"the beginning is known": {
			"0 200\n1 100 SETOR\n5 50 TRF\n5 50 TRF", month, "200-175 9:-20 31:-5",
		},
		"the end is known": {"200 175\n9 -20 ADM\n31 -5 ADM", month, "0-200 1:100 5:50 5:50"},
		"the middle is known": {
			"100 180\n5 50 TRF\n5 50 TRF\n9 -20 ADM", month, "0-100 1:100 | 180-175 31:-5",
		},
		"of two alike the first is known": {"0 150\n1 100 SETOR\n5 50 TRF", month, "100-175 5:50 5:50 9:-20 31:-5"},
		"of two alike the second is known": {
			"150 200\n5 50 TRF", month, "0-150 1:100 5:50 | 200-175 9:-20 31:-5",
		},
		"other words of another download": {
			"0 200\n1 100 CASH DEP\n5 50 a\n5 50 b", month, "200-175 9:-20 31:-5",
		},
		"its twin of the same day, just before it": {"100 150\n5 50 TRF", "50 100\n5 50 TRF", "50-100 5:50"},
		"a download without balances":              {"7000 7100\n1 100 SETOR", month, "100-175 5:50 5:50 9:-20 31:-5"},
	} {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			b := BankOf("11201", 20250731, 0, []BankStatement{{ID{1}, paperOf(t, c.known)}}, nil, nil)
			var got []string
			parts, _ := b.NewParts(paperOf(t, c.read))
			for _, p := range parts {
				if problems := CheckStatement(p); len(problems) > 0 || p.Account != "11201" {
					t.Error(p, problems)
				}
				got = append(got, toldWords(p))
			}
			if strings.Join(got, " | ") != c.want {
				t.Errorf("%s, want %s", strings.Join(got, " | "), c.want)
			}
		})
	}
}

// What the statements say together, and where they do not hang together.
func TestBankStatements(t *testing.T) {
	for name, c := range map[string]struct {
		read  []string
		moves int
		ends  Money
		gaps  string
	}{
		"one after the other":   {[]string{"0 100\n1 100 a", "100 90\n9 -10 b"}, 2, 90, ""},
		"in the wrong order":    {[]string{"100 90\n9 -10 b", "0 100\n1 100 a"}, 2, 90, ""},
		"a page is missing":     {[]string{"0 100\n1 100 a", "120 110\n9 -10 b"}, 2, 110, "9: 100, 120"},
		"two laptops read it":   {[]string{"0 90\n1 100 a\n9 -10 b", "0 90\n1 100 a\n9 -10 b"}, 2, 90, ""},
		"one laptop read half":  {[]string{"0 100\n1 100 a", "0 90\n1 100 a\n9 -10 b"}, 2, 90, ""},
		"a part inside a month": {[]string{"0 90\n1 100 a\n9 -10 b\n20 0 x", "100 90\n9 -10 b"}, 3, 90, ""},
		"it does not add up":    {[]string{"0 100\n1 90 a"}, 1, 90, "1: 90, 100"},
		"told otherwise": {
			[]string{"0 90\n1 100 a\n9 -10 b", "5 95\n1 100 a\n9 -10 b"}, 2, 90, "1: 100, 105",
		},
		"the next month is not asked": {[]string{"0 100\n1 100 a", "7 8\n70 1 b"}, 1, 100, ""},
		"equal fees of one day":       {[]string{"0 -6\n4 -3 ADM\n4 -3 ADM"}, 2, -6, ""},
	} {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			var all []BankStatement
			for i, text := range c.read {
				all = append(all, BankStatement{ID{byte(i + 1)}, paperOf(t, text)})
			}
			b := BankOf("11201", 20250731, 0, all, nil, nil)
			var gaps []string
			for _, g := range b.Gaps {
				gaps = append(gaps, fmt.Sprintf("%d: %d, %d", g.Day%100, g.Closing, g.Opens))
			}
			if len(b.Moves) != c.moves || b.Stated != c.ends || strings.Join(gaps, " | ") != c.gaps {
				t.Errorf("%d movements, %d, gaps %v", len(b.Moves), b.Stated, gaps)
			}
			once := map[ID]bool{}
			for _, m := range b.Moves {
				once[BankMoveOnce(m).ID()] = true
			}
			if len(once) != len(b.Moves) {
				t.Error("two movements would be recorded as one")
			}
		})
	}
}

// Whatever windows of a bank's year are downloaded, in whatever order and by however many laptops: every movement
// stands there once, the balance is the bank's, and nothing is missing between windows that touch.
func TestBankStatementsAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole := Statement{Account: "11201", Opening: Money(rapid.Int64Range(-50, 50).Draw(t, "opening"))}
		whole.Closing = whole.Opening
		day := Date(20250701)
		for range rapid.IntRange(1, 20).Draw(t, "rows") {
			day = day.AddDays(rapid.SampledFrom([]int{0, 0, 0, 1, 5}).Draw(t, "later"))
			r := StatementRow{Date: day, Amount: Money(rapid.SampledFrom([]int{-3, -2, 2, 3}).Draw(t, "amount"))}
			r.Text = rapid.SampledFrom([]string{"ADM", "TRF"}).Draw(t, "text")
			whole.Rows = append(whole.Rows, r)
			whole.Closing += r.Amount
		}
		var kept []BankStatement
		read := func(from, to int) { // rows from to before: what stands on one day may be cut at the end only
			s := Statement{Account: "11201", Opening: whole.Opening}
			for i, r := range whole.Rows[:to] {
				if i < from {
					s.Opening += r.Amount
					continue
				}
				s.Rows = append(s.Rows, r)
			}
			s.Closing = s.Opening
			for _, r := range s.Rows {
				s.Closing += r.Amount
			}
			b := BankOf("11201", 20991231, 0, kept, nil, nil)
			parts, _ := b.NewParts(s)
			if rapid.Bool().Draw(t, "another laptop") {
				parts = []Statement{s} // which knows of nothing
			}
			for _, p := range parts {
				kept = append(kept, BankStatement{ID{9, byte(len(kept))}, p})
			}
		}
		for range rapid.IntRange(0, 4).Draw(t, "downloads") {
			from := rapid.IntRange(0, len(whole.Rows)-1).Draw(t, "from")
			for from > 0 && whole.Rows[from-1].Date == whole.Rows[from].Date {
				from--
			}
			read(from, rapid.IntRange(from+1, len(whole.Rows)).Draw(t, "to"))
		}
		read(0, len(whole.Rows))
		b := BankOf("11201", 20991231, 0, kept, nil, nil)
		if len(b.Moves) != len(whole.Rows) || b.Stated != whole.Closing || len(b.Gaps) != 0 {
			t.Fatal(len(b.Moves), b.Stated, b.Gaps, "want", len(whole.Rows), whole.Closing)
		}
		for i, m := range b.Moves {
			if m.StatementRow != whole.Rows[i] {
				t.Fatal(i, m, whole.Rows[i])
			}
		}
	})
}

// An entry that was ticked and then taken back is ticked no more: the bank's movement waits for what is right.
// It used to stay ticked, and what took it back stood as "in the book only" for ever, with nothing to clear it against.
func TestReconcileAfterReversal(t *testing.T) {
	july := BankStatement{ID{1}, paperOf(t, "0 270\n5 150 TRF\n6 120 TRF")}
	lines := []SubLine{
		{Entry: ID{2, 1}, Posted: 20250705, Line: Line{Amount: 150}},
		{Entry: ID{2, 2}, Posted: 20250706, Line: Line{Amount: 120}},
	}
	b := BankOf("11201", 20250731, 270, []BankStatement{july}, nil, lines)
	said := []Reconcile{{Account: "11201", Until: 20250731, Ticks: b.Ticks(b.Propose(7))}}
	lines = append(lines,
		SubLine{Entry: ID{2, 3}, Posted: 20250810, Line: Line{Amount: -150}, Reverses: ID{2, 1}},
		SubLine{Entry: ID{2, 4}, Posted: 20250810, Line: Line{Amount: 150}})
	b = BankOf("11201", 20250831, 270, []BankStatement{july}, said, lines)
	if matchText(b.Known) != "[1]=[0]!" || len(b.Lines) != 2 {
		t.Fatal(matchText(b.Known), b.Lines)
	}
	found := b.Propose(62)
	p := b.Prove(slices.Concat(b.Known, found), 270)
	if len(found) != 1 || len(p.Lines)+len(p.Moves) != 0 || !p.Done() {
		t.Error(found, p)
	}
	// Where the bank has both, whoever ticked the taking back has said so.
	said = append(said, Reconcile{Account: "11201", Until: 20250811, Ticks: []ReconcileTick{{Entry: ID{2, 3}}}})
	if b = BankOf("11201", 20250831, 270, []BankStatement{july}, said, lines); len(b.Known) != 3 || len(b.Lines) != 4 {
		t.Error(matchText(b.Known))
	}
}

// Two laptops read one statement and tick it on the same evening. Their movements are one, the last word counts where
// they differ, and what the other ticked is told, not lost without a sound.
func TestReconcileTwoLaptops(t *testing.T) {
	text := "0 30\n5 10 TRF\n6 10 TRF\n7 10 TRF"
	both := []BankStatement{{ID{1}, paperOf(t, text)}, {ID{2}, paperOf(t, text)}}
	lines := []SubLine{
		{Entry: ID{3, 1}, Posted: 20250705, Line: Line{Amount: 10}},
		{Entry: ID{3, 2}, Posted: 20250706, Line: Line{Amount: 10}},
	}
	row := func(log byte, lamport int64, r Reconcile) RegisterRow {
		return RegisterRow{Kind: KindReconcile, Log: ID{log}, Lamport: lamport, Body: EncodeBody(r)}
	}
	tick := func(entry, statement byte, row int64) ReconcileTick {
		return ReconcileTick{Entry: ID{3, entry}, Statement: ID{statement}, Row: row}
	}
	siti := Reconcile{Account: "11201", Until: 20250731, Ticks: []ReconcileTick{tick(1, 1, 0), tick(2, 1, 1)}}
	budi := Reconcile{Account: "11201", Until: 20250731, Ticks: []ReconcileTick{tick(1, 2, 2)}}
	views := LastReconciles([]RegisterRow{row(7, 4, siti), row(8, 5, budi)})
	if len(views) != 1 || len(views[0].Over) != 1 || views[0].Over[0].Beyond(views[0]) != 1 {
		t.Fatalf("%+v", views)
	}
	b := BankOf("11201", 20250731, 20, both, []Reconcile{views[0].Reconcile}, lines)
	if len(b.Moves) != 3 || matchText(b.Mine) != "[2]=[0]!" {
		t.Fatal(len(b.Moves), matchText(b.Mine))
	}
	again := LastReconciles([]RegisterRow{row(7, 4, siti), row(8, 5, budi), row(7, 6, siti)})
	if len(again[0].Over) != 0 {
		t.Error("what is ticked again is not lost")
	}
	// Of two months that speak of one line the last word counts, in every month after them.
	august := Reconcile{Account: "11201", Until: 20250831, Ticks: []ReconcileTick{tick(1, 1, 1)}}
	for _, c := range []struct {
		said []Reconcile
		want string
	}{{[]Reconcile{siti, august}, "[1]=[0]!"}, {[]Reconcile{august, siti}, "[0]=[0]! [1]=[1]!"}} {
		if b = BankOf("11201", 20250930, 20, both, c.said, lines); matchText(b.Known) != c.want {
			t.Errorf("%s, want %s", matchText(b.Known), c.want)
		}
	}
}

// What somebody puts together by hand comes to the same on both sides; lines that put themselves right need no bank.
func TestBankTogether(t *testing.T) {
	moves, lines := bankTable(t, `
		bank|8/7/2025|-6.500|BIAYA TRF
		bank|8/7/2025|-100.000|TRF
		book|8/7/2025|-106.500|Bayar pemasok
		book|9/7/2025|25.000|Salah rekening
		book|9/7/2025|-25.000|Pembetulan`)
	b := Bank{Moves: moves, Lines: lines}
	for _, c := range []struct {
		moves, lines []int
		want         string
	}{
		{[]int{1, 0}, []int{0}, ""},
		{[]int{1}, []int{0}, ProblemMatchDiffers},
		{[]int{1}, nil, ProblemMatchNone},
		{nil, []int{2, 1}, ""},
		{nil, []int{1}, ProblemMatchDiffers},
		{nil, nil, ProblemMatchNone},
	} {
		m, problems := b.Together(c.moves, c.lines)
		got := ""
		if len(problems) > 0 {
			got = problems[0].Key
		}
		if got != c.want || got == "" && !slices.IsSorted(m.Moves) {
			t.Error(c, got, m)
		}
	}
}
