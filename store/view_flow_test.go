package store

import (
	"cmp"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"lumbung/store/coop"
)

// flowWitness tells flows from the lines of every entry, in SQL and without coop's rule: what stood here before there
// were running sums.
const flowWitness = `SELECT l.account, l.amount < 0, m.money >= 0, m.lends, m.borrows, sum(l.amount) FROM (
	SELECT entry, sum(CASE WHEN account GLOB '11[12]*' THEN amount ELSE 0 END) AS money,
	max(account GLOB '121*' AND amount > 0) AS lends, max(account GLOB '25*' AND amount < 0) AS borrows FROM line
	WHERE posted BETWEEN ? AND ? GROUP BY entry HAVING max(account GLOB '11[12]*' OR account GLOB '291*')
) m JOIN line l ON l.entry = m.entry WHERE NOT l.account GLOB '11[12]*' GROUP BY 1, 2, 3, 4, 5`

// flowsHold compares the flows of odd and even periods with the witness.
func (b *testBook) flowsHold(t *testing.T, when string) {
	t.Helper()
	for _, span := range [][2]coop.Date{
		{0, 20241231},
		{20240101, 20241231},
		{20240201, 20240229}, // a leap year's
		{20240229, 20240229},
		{20240115, 20240120}, // inside one month
		{20240131, 20240301}, // the last day of one and the first of another
		{20240116, 20240715},
		{20240101, 20240214},
		{20231217, 20251231},
		{0, 20240310},
	} {
		want, got := map[coop.Flow]bool{}, map[coop.Flow]bool{}
		var f coop.Flow
		into := []any{&f.Account, &f.Credit, &f.Came, &f.Lends, &f.Borrows, (*int64)(&f.Amount)}
		err := b.look(ctx, func(q *sql.Tx) error {
			return eachRow(ctx, q, flowWitness, []any{int64(max(1, span[0])), int64(span[1])}, into, func() error {
				want[f] = true
				return nil
			})
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range must(b.Flows(ctx, span[0], span[1]))(t).By {
			got[f] = true
		}
		if !maps.Equal(want, got) {
			t.Fatalf("%s, %v: added up\n%s\nentry by entry\n%s", when, span, flowText(got), flowText(want))
		}
	}
}

func flowText(flows map[coop.Flow]bool) string {
	var lines []string
	for f := range flows {
		lines = append(lines, fmt.Sprintf("%+v", f))
	}
	slices.SortFunc(lines, cmp.Compare)
	return strings.Join(lines, "\n")
}

// anyFlow is an entry of two to five lines on accounts that a cash flow tells apart, on one of so many days.
func anyFlow(r *rand.Rand, first coop.Date, days int) coop.Entry {
	accounts := []string{
		"11101", "11201", "12101", "25101", "29101", "41201", "72101", "71102", "61203", "31102", "16103", "13101",
	}
	e := coop.Entry{Date: first.AddDays(r.IntN(days))}
	sum := coop.Money(0)
	for range 1 + r.IntN(3) {
		l := coop.Line{Account: accounts[r.IntN(len(accounts))], Amount: coop.Money(1 + r.IntN(9_999_999))}
		if r.IntN(2) == 0 {
			l.Amount = -l.Amount
		}
		e.Lines, sum = append(e.Lines, l), sum+l.Amount
	}
	if sum == 0 {
		sum, e.Lines = 1, append(e.Lines, coop.Line{Account: "61203", Amount: 1})
	}
	e.Lines = append(e.Lines, coop.Line{Account: accounts[r.IntN(len(accounts))], Amount: -sum})
	return e
}

// someFlows records entries on days from first on, and takes some back up to a month later.
func (b *testBook) someFlows(t *testing.T, r *rand.Rand, first coop.Date, days int) {
	t.Helper()
	var acts []coop.Act
	for range 25 {
		acts = append(acts, act(anyFlow(r, first, days)))
	}
	done := must(b.Import(ctx, b.person(t, "Siti"), acts))(t)
	for i, d := range done {
		if r.IntN(5) == 0 {
			day := acts[i].Body.(coop.Entry).Date.AddDays(r.IntN(31))
			b.record(t, "Siti", coop.Reversal{Entry: d.ID, Date: day, Reason: "salah"})
		}
	}
}

// TestFlows: the running sums of the cash flow are those that every entry tells, whatever came in between: what another
// laptop recorded before it heard of a close, reversals, the same entry on both, the end of a year, a reopening.
func TestFlows(t *testing.T) {
	for seed := range uint64(3) {
		r := rand.New(rand.NewPCG(seed, 7))
		a := newTestBook(t)
		g := a.join(t, "guest")
		a.exchange(t, g)
		both := anyFlow(r, 20240305, 20)
		both.Once = coop.ImportOnce("kas.csv", "1")
		step := func(when string, f func()) {
			t.Helper()
			f()
			a.flowsHold(t, when)
		}
		step("nothing", func() {})
		step("entries", func() { a.someFlows(t, r, 20231220, 120); a.record(t, "Siti", both) })
		g.someFlows(t, r, 20240101, 90)
		g.record(t, "Siti", both)
		step("a month closed before the guest is heard", func() { a.closeMonth(t, 202403) })
		step("late and twice", func() { a.exchange(t, g) })
		step("more", func() { a.someFlows(t, r, 20240401, 200) })
		g.someFlows(t, r, 20240401, 270)
		step("a year closed", func() { a.closeYear(t, 202412) })
		step("late in the next year", func() { a.exchange(t, g) })
		step("reopened", func() { a.reopenMonth(t) })
		step("reopened once more", func() { a.reopenMonth(t) })
		a.exchange(t, g)
		g.flowsHold(t, "on the other laptop")
		want := dumpOf(t, a)
		if dumpOf(t, g) != want {
			t.Error("the laptops differ")
		}
		if err := a.Rebuild(ctx); err != nil || dumpOf(t, a) != want {
			t.Errorf("a rebuild differs: %v", err)
		}
		a.flowsHold(t, "rebuilt")
	}
}

// TestFlows_altered: somebody with a database tool who moves money from one kind of flow to another is found by the
// full verify, and one who adds to a sum already when the book is opened.
func TestFlows_altered(t *testing.T) {
	b := newTestBook(t)
	b.record(t, "Siti", entry(20260105, "11101", "41109", 50_000))
	b.record(t, "Siti", entry(20260106, "61203", "11101", 20_000))
	b.clean(t)
	for query, found := range map[string]string{
		"UPDATE flow SET amount = amount + 1 WHERE account = '61203'": "flow I4 I8",
		"UPDATE flow SET account = '42101' WHERE account = '41109'":   "flow I8",
		"UPDATE flow SET way = way + 4 WHERE account = '61203'":       "flow I8",
		"DELETE FROM flow":                                   "flow I4 I8",
		"UPDATE flow SET day = 20260205":                     "flow I4 I8",
		"UPDATE flow SET day = 20260107":                     "flow I8", // within its month
		"INSERT INTO flow VALUES ('11301', 1, 20260105, -5)": "flow I4 I8",
	} {
		if err := b.line.script("SAVEPOINT s; " + query); err != nil {
			t.Fatal(err)
		}
		got := "flow"
		if slices.ContainsFunc(coop.CheckSums(b.state), func(x coop.Broken) bool { return x.I == "I4" }) {
			got += " I4"
		}
		v := &verification{ctx: ctx, lines: []*line{b.line}}
		if err := errors.Join(v.run(), v.drop()); err != nil {
			t.Fatal(err)
		}
		if slices.ContainsFunc(v.findings, func(f Finding) bool { return f.Name == "I8" && f.Table == "flow" }) {
			got += " I8"
		}
		if got != found {
			t.Errorf("%s: found by %q, not %q", query, got, found)
		}
		if err := b.line.script("ROLLBACK TO s; RELEASE s"); err != nil {
			t.Fatal(err)
		}
	}
	b.clean(t)
}

// TestOpen_flows opens a book of before there were running sums of flows, and one that had them by month, with a closed
// year in it: they are added up once, and are then what a replay of the log gives.
func TestOpen_flows(t *testing.T) {
	byMonth := `CREATE TABLE flow ("month" INTEGER NOT NULL, "account" TEXT NOT NULL, "way" INTEGER NOT NULL,
		"amount" INTEGER NOT NULL, PRIMARY KEY ("month", "account", "way")) STRICT, WITHOUT ROWID;
		INSERT INTO flow VALUES (202402, '41109', 3, -5);` + strings.Join(closedGuards("flow", "%s.month"), ";\n")
	for _, c := range []struct {
		name string
		was  int
		text string
	}{
		{"none", 4, ""},
		{"by_month", 5, byMonth},
		{"stopped_before_the_last_step", 5, ""}, // the power went while a book without any was brought up to date
	} {
		t.Run(c.name, func(t *testing.T) { openOldFlows(t, c.was, c.text) })
	}
}

func openOldFlows(t *testing.T, was int, text string) {
	t.Helper()
	b := newTestBook(t)
	r := rand.New(rand.NewPCG(3, 9))
	b.someFlows(t, r, 20240101, 400)
	b.closeYear(t, 202412)
	want := dumpOf(t, b)
	text = fmt.Sprintf("DROP INDEX entry_log; DROP TABLE flow; %s; PRAGMA user_version = %d", text, was)
	if err := b.line.script(text); err != nil {
		t.Fatal(err)
	}
	b.reopen(t)
	b.flowsHold(t, "after the update")
	if dumpOf(t, b) != want {
		t.Error("the book differs after the update")
	}
	b.someFlows(t, r, 20250401, 60)
	b.clean(t)
}
