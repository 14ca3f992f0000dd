package simulate

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"lumbung/store/coop"
	"lumbung/sync/client"
)

// month is a treasurer who types the entries of a village cooperative as wire.md describes them: dues, savings, loans,
// outlet sales, purchases and costs, one after the other, 2.7 lines each.
type month struct {
	*laptop
	rand    *rand.Rand
	who     coop.Session
	members []coop.ID
	at      int64
	date    coop.Date
	receipt int
	lines   int
	entries int
}

func newMonth(l *laptop, members []coop.ID, seed uint64) *month {
	return &month{
		laptop: l, rand: random(seed, 9), who: l.as(coop.RoleTreasurer), members: members,
		at: 29_800_000, date: 20260830, receipt: 211,
	}
}

// register registers members as a village does: number, name, hamlet, and NIK and telephone in a sealed box.
func (l *laptop) register(n int) []coop.ID {
	l.t.Helper()
	first := []string{"Siti", "Budi", "Wati", "Joko", "Sri", "Agus", "Dewi", "Slamet", "Yanti", "Hendra", "Rina"}
	last := []string{"Aminah", "Santoso", "Rahayu", "Wibowo", "Lestari", "Saputra", "Handayani", "Kurniawan"}
	ids := make([]coop.ID, 0, n)
	for i := range n {
		in := coop.MemberInput{
			Number: fmt.Sprintf("%04d", i+1), Name: first[i%len(first)] + " " + last[i%len(last)], Joined: "2025-07-21",
			Hamlet: []string{"Dusun I", "Dusun II"}[i%2],
		}
		in.NIK, in.Phone = fmt.Sprintf("61010157089%05d", i), fmt.Sprintf("0812%08d", l.rand.IntN(1e8))
		done, err := l.book.AddMember(l.t.Context(), l.as(coop.RoleTreasurer), in)
		if err != nil {
			l.t.Fatal(err)
		}
		ids = append(ids, coop.HashID(done.Hash, 0))
	}
	return ids
}

// record records n entries, a few minutes apart, mostly of the day.
func (m *month) record(n int) {
	m.t.Helper()
	acts := make([]coop.Act, 0, n)
	for range n {
		m.at += int64(1 + m.rand.IntN(4))
		if m.rand.IntN(9) == 0 {
			m.at += int64(m.rand.IntN(2000))
		}
		day := m.date.AddDays(int((m.at - 29_800_000) / 1440))
		if m.rand.IntN(6) == 0 {
			day = day.AddDays(-m.rand.IntN(4))
		}
		e := m.entry(day)
		m.lines += len(e.Lines)
		m.entries++
		acts = append(acts, coop.Act{Kind: coop.KindEntry, Body: e, At: m.at})
	}
	for _, act := range acts {
		if _, err := m.book.Record(m.t.Context(), m.who, act); err != nil {
			m.t.Fatal(err)
		}
	}
}

func (m *month) rupiah(low, high, step int) coop.Money {
	return coop.Money(low+m.rand.IntN((high-low)/step+1)*step) * coop.Rupiah
}

func (m *month) one(of ...string) string { return of[m.rand.IntN(len(of))] }

func (m *month) member() coop.ID { return m.members[m.rand.IntN(len(m.members))] }

func (m *month) entry(day coop.Date) coop.Entry {
	plain := func(occasion, debit, credit string, amount coop.Money) coop.Entry {
		return coop.Entry{Date: day, Occasion: occasion, Lines: []coop.Line{
			{Account: debit, Amount: amount}, {Account: credit, Amount: -amount},
		}}
	}
	switch n := m.rand.IntN(100); {
	case n < 34:
		return m.dues(day)
	case n < 45:
		e := plain("savings-deposit", "11101", "21101", m.rupiah(10_000, 300_000, 10_000))
		e.Lines[1].Member = m.member()
		return e
	case n < 50:
		e := plain("savings-withdrawal", "21101", "11101", m.rupiah(50_000, 500_000, 50_000))
		e.Lines[0].Member = m.member()
		return e
	case n < 60:
		return m.instalment(day)
	case n < 79:
		return m.sale(day)
	case n < 87:
		e := plain("purchase-cash", "13101", "11101", m.rupiah(40_000, 2_500_000, 500))
		e.Lines[0].Outlet = "sembako"
		what := m.one("beras", "gula pasir", "minyak goreng", "telur", "tepung", "kopi", "mi instan", "sabun cuci",
			"LPG 3 kg", "pupuk urea", "bibit jagung")
		e.Remark = fmt.Sprintf("%s %d %s", what, 1+m.rand.IntN(40), m.one("kg", "dus", "sak"))
		m.receipt += 1 + m.rand.IntN(3)
		e.Evidence = fmt.Sprintf("Nota %d", m.receipt)
		return e
	case n < 96:
		occasion := m.one("electricity", "stationery", "transport", "other-expense")
		account := map[string]string{"electricity": "61201", "stationery": "61203", "transport": "61104"}[occasion]
		if account == "" {
			account = "61214"
		}
		e := plain(occasion, account, "11101", m.rupiah(5_000, 350_000, 1000))
		e.Remark = m.one("fotokopi laporan", "bensin antar barang", "token listrik", "pulsa internet", "konsumsi rapat",
			"kertas HVS", "iuran kebersihan", "servis motor", "sewa tempat", "honor penjaga gerai")
		return e
	}
	return plain("bank-deposit", "11201", "11101", m.rupiah(500_000, 3_000_000, 100_000))
}

func (m *month) dues(day coop.Date) coop.Entry {
	months := 1
	if m.rand.IntN(6) == 0 {
		months = 2 + m.rand.IntN(5)
	}
	const due = 20_000 * coop.Rupiah
	e := coop.Entry{Date: day, Occasion: "dues-mandatory", Lines: []coop.Line{
		{Account: "11101", Amount: due * coop.Money(months)},
	}}
	who := m.member()
	for i := range months {
		of := coop.DateFromTime(day.Month().First().Time().AddDate(0, i+1-months, 0)).Month()
		e.Lines = append(e.Lines, coop.Line{Account: "31102", Amount: -due, Member: who, Month: of})
	}
	return e
}

func (m *month) instalment(day coop.Date) coop.Entry {
	part, interest, who := m.rupiah(50_000, 400_000, 50_000), m.rupiah(5000, 40_000, 2500), m.member()
	return coop.Entry{Date: day, Occasion: "member-loan-payment", Lines: []coop.Line{
		{Account: "11101", Amount: part + interest},
		{Account: "12101", Amount: -part, Member: who},
		{Account: "41201", Amount: -interest, Member: who},
	}}
}

// sale is the day's takings of an outlet, half of them with the cost of what was sold.
func (m *month) sale(day coop.Date) coop.Entry {
	total, outlet := m.rupiah(60_000, 1_800_000, 500), m.one("sembako", "sembako", "pupuk", "apotek")
	e := coop.Entry{Date: day, Occasion: "sale-nonmember", Lines: []coop.Line{
		{Account: "11101", Amount: total}, {Account: "42101", Amount: -total, Outlet: outlet},
	}}
	if m.rand.IntN(2) == 0 {
		cost := total * 82 / 100 / (500 * coop.Rupiah) * (500 * coop.Rupiah)
		e.Lines = append(e.Lines, coop.Line{Account: "51101", Amount: cost, Outlet: outlet},
			coop.Line{Account: "13101", Amount: -cost, Outlet: outlet})
	}
	return e
}

// weight is what one exchange of so many entries weighed.
type weight struct {
	client.Result
	perEntry float64
}

// weights are those of the next exchange of a laptop, of the first entries of a second one, of its introduction, and of
// forty members, each with a sealed box.
type weights struct{ next, first, join, sealed weight }

// weigh lets a village with 150 members and 550 entries at the office record n more, and exchanges them: from the same
// laptop, and from a second one of whose log nothing is there but that it exists.
func weigh(t testing.TB, n int) weights {
	t.Helper()
	o := openOffice(t)
	a := found(t, 4)
	c := o.enrol(t, a)
	m := newMonth(a, a.register(150), 4)
	m.record(550)
	exchange(t, c, 550)
	guest := a.guest("ketua", 4)
	exchange(t, c, 1) // the invite
	g := client.New(guest.book, client.Options{})
	w := weights{join: exchange(t, g, 1)}
	other := newMonth(guest, m.members, 5)
	other.record(n)
	w.first = exchange(t, g, n)
	if _, err := c.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
	m.record(n)
	w.next = exchange(t, c, n)
	a.register(40)
	w.sealed = exchange(t, c, 40)
	return w
}

func exchange(t testing.TB, c *client.Client, n int) weight {
	t.Helper()
	r, err := c.Sync(t.Context())
	if err != nil || !r.Agreed || r.ChangesUp < n {
		t.Fatalf("%+v, %v", r, err)
	}
	return weight{r, float64(r.BytesUp+r.BytesDown) / float64(n)}
}

// BenchmarkWire prints beside design.md §10 what entries weigh on the wire: all bytes of real TCP connections, up and
// down together, HTTP headers, signature, MAC and vectors included, TLS not.
func BenchmarkWire(b *testing.B) {
	for _, n := range []int{1, 10, 40, 500} {
		b.Run(fmt.Sprintf("%d_entries", n), func(b *testing.B) {
			for b.Loop() {
				w := weigh(b, n)
				b.ReportMetric(w.next.perEntry, "B/entry")
				b.ReportMetric(float64(w.next.BytesUp), "B-up")
				b.ReportMetric(float64(w.next.BytesDown), "B-down")
				b.ReportMetric(float64(w.next.Requests), "requests")
				b.ReportMetric(w.first.perEntry, "first-B/entry")
				b.ReportMetric(float64(w.join.BytesUp+w.join.BytesDown), "join-B")
				b.ReportMetric(w.sealed.perEntry, "sealed-B/member")
				b.ReportMetric(budget[n][0], "budget")
				b.ReportMetric(budget[n][1], "first-budget")
			}
		})
	}
}

// budget is design.md §10: bytes an entry of an exchange, and of a first contact. Where it says nothing stands 0.
var budget = map[int][2]float64{40: {22, 32}, 500: {10, 11}}

// TestWire_Budget holds the weights to the design.
func TestWire_Budget(t *testing.T) {
	for n, most := range budget {
		w := weigh(t, n)
		t.Logf("%d entries: %.1f bytes each in %d request, first contact %.1f in %d; a laptop's introduction %d bytes",
			n, w.next.perEntry, w.next.Requests, w.first.perEntry, w.first.Requests, w.join.BytesUp+w.join.BytesDown)
		if w.next.perEntry > most[0] || w.first.perEntry > most[1] || w.next.Requests != 1 {
			t.Errorf("%d entries weigh %.1f and %.1f bytes each in %d requests; the budget is %v and 1",
				n, w.next.perEntry, w.first.perEntry, w.next.Requests, most)
		}
	}
}
