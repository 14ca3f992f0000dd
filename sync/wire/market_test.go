package wire

import (
	"crypto/ed25519"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"

	"lumbung/store/coop"
)

// market makes the entries of a village cooperative as wire.md describes them: dues, savings, loans, outlet sales,
// purchases and costs, in one device's log with real hashes and signatures. The same seed gives the same changes.
type market struct {
	rnd     *rand.Rand
	coop    coop.ID
	log     coop.ID
	key     ed25519.PrivateKey
	author  coop.ID
	members []coop.ID
	at      int64
	date    coop.Date
	receipt int
	all     []coop.Change
	prev    coop.Hash
}

func newMarket(log string, seed uint64) *market {
	sum := sha256.Sum256([]byte("key " + log))
	return &market{
		rnd: rand.New(rand.NewPCG(seed, 1)), coop: testID("coop"), log: testID(log), author: testID("Siti"),
		key: ed25519.NewKeyFromSeed(sum[:]), at: 29_500_000, date: 20260105, receipt: 212,
		prev: coop.Genesis(testID("coop"), testID(log)),
	}
}

// register adds n members.
func (m *market) register(n int) {
	for i := range n {
		name := fmt.Sprint(pick(m.rnd, firstNames), " ", pick(m.rnd, lastNames))
		box := make([]byte, 90)
		for j := range box {
			box[j] = byte(m.rnd.Uint32())
		}
		hash := m.add(coop.KindMember, coop.Member{
			Fields: map[coop.Field]string{
				coop.FieldNumber: fmt.Sprintf("%04d", i+1), coop.FieldName: name,
				coop.FieldHamlet: pick(m.rnd, []string{"Dusun I", "Dusun II", "Krajan"}), coop.FieldStatus: "aktif",
				coop.FieldJoined: "2025-07-21",
			},
			Sealed: []coop.Field{coop.FieldNIK, coop.FieldPhone}, Box: box, NIKKey: sha256.Sum256(box),
		})
		m.members = append(m.members, coop.HashID(hash, 0))
	}
}

func pick[T any](r *rand.Rand, of []T) T { return of[r.IntN(len(of))] }

var (
	firstNames = []string{"Siti", "Budi", "Wati", "Joko", "Sri", "Agus", "Dewi", "Slamet", "Yanti", "Hendra", "Rina"}
	lastNames  = []string{"Aminah", "Santoso", "Rahayu", "Wibowo", "Lestari", "Saputra", "Handayani", "Kurniawan"}
	goods      = []string{
		"beras", "gula pasir", "minyak goreng", "telur", "tepung terigu", "kopi bubuk", "mi instan", "sabun cuci",
		"LPG 3 kg", "pupuk urea", "bibit jagung", "pakan ayam", "air galon", "rokok", "teh celup",
	}
	costs = []string{
		"fotokopi laporan", "bensin antar barang", "token listrik", "pulsa internet", "konsumsi rapat pengurus",
		"ATK kantor", "iuran kebersihan", "servis motor", "sewa tempat", "honor penjaga gerai",
	}
)

func (m *market) member() coop.ID { return pick(m.rnd, m.members) }

// thousands gives an amount between lo and hi thousand rupiah in steps of so many rupiah.
func (m *market) thousands(lo, hi, step int) coop.Money {
	n := (hi - lo) * 1000 / step
	return coop.Money(lo*1000+m.rnd.IntN(n+1)*step) * coop.Rupiah
}

// record adds n entries.
func (m *market) record(n int) {
	for range n {
		if m.rnd.IntN(9) == 0 {
			m.at += int64(m.rnd.IntN(2000))
			m.date = coop.DateFromTime(coop.Date(20260105).Time().AddDate(0, 0, int((m.at-29_500_000)/1440)))
		}
		m.at += int64(1 + m.rnd.IntN(4))
		e := m.entry()
		e.Date = m.date
		if m.rnd.IntN(6) == 0 {
			e.Date = m.date.AddDays(-m.rnd.IntN(4))
		}
		m.add(coop.KindEntry, e)
	}
}

func two(occasion, debit, credit string, amount coop.Money) coop.Entry {
	return coop.Entry{Occasion: occasion, Lines: []coop.Line{
		{Account: debit, Amount: amount}, {Account: credit, Amount: -amount},
	}}
}

func (m *market) entry() coop.Entry {
	switch n := m.rnd.IntN(100); {
	case n < 34:
		return m.dues()
	case n < 45:
		e := two("savings-deposit", "11101", "21101", m.thousands(10, 300, 10_000))
		e.Lines[1].Member = m.member()
		return e
	case n < 50:
		e := two("savings-withdrawal", "21101", "11101", m.thousands(50, 500, 50_000))
		e.Lines[0].Member = m.member()
		return e
	case n < 60:
		return m.loanPayment()
	case n < 79:
		return m.sale()
	case n < 87:
		e := two("purchase-cash", "11501", "11101", m.thousands(40, 2500, 500))
		e.Lines[0].Outlet = "sembako"
		unit := pick(m.rnd, []string{"kg", "dus", "sak"})
		e.Remark = fmt.Sprintf("%s %d %s", pick(m.rnd, goods), 1+m.rnd.IntN(40), unit)
		m.receipt += 1 + m.rnd.IntN(3)
		e.Evidence = fmt.Sprintf("Nota %d", m.receipt)
		return e
	case n < 96:
		e := two("cost", pick(m.rnd, []string{"61201", "61203", "61205", "61301"}), "11101", m.thousands(5, 350, 1000))
		e.Remark = pick(m.rnd, costs)
		return e
	default:
		return two("bank-deposit", "11201", "11101", m.thousands(500, 3000, 100_000))
	}
}

func (m *market) dues() coop.Entry {
	months := 1
	if m.rnd.IntN(6) == 0 {
		months = 2 + m.rnd.IntN(5)
	}
	const due = 20_000 * coop.Rupiah
	e := coop.Entry{Occasion: "dues-mandatory", Lines: []coop.Line{
		{Account: "11101", Amount: due * coop.Money(months)},
	}}
	who, month := m.member(), m.date.Month()
	for i := range months {
		of := coop.DateFromTime(month.First().Time().AddDate(0, i+1-months, 0)).Month()
		e.Lines = append(e.Lines, coop.Line{Account: "31102", Amount: -due, Member: who, Month: of})
	}
	return e
}

func (m *market) loanPayment() coop.Entry {
	part, interest := m.thousands(50, 400, 50_000), m.thousands(5, 40, 2500)
	who := m.member()
	return coop.Entry{Occasion: "member-loan-payment", Lines: []coop.Line{
		{Account: "11101", Amount: part + interest},
		{Account: "11301", Amount: -part, Member: who},
		{Account: "41101", Amount: -interest, Member: who},
	}}
}

func (m *market) sale() coop.Entry {
	total := m.thousands(60, 1800, 500)
	outlet := pick(m.rnd, []string{"sembako", "sembako", "pupuk", "apotek"})
	e := coop.Entry{Occasion: "sale-nonmember", Lines: []coop.Line{
		{Account: "11101", Amount: total}, {Account: "41201", Amount: -total, Outlet: outlet},
	}}
	if m.rnd.IntN(2) == 0 {
		cost := total * 82 / 100 / 50_000 * 50_000
		e.Lines = append(e.Lines, coop.Line{Account: "51101", Amount: cost, Outlet: outlet},
			coop.Line{Account: "11501", Amount: -cost, Outlet: outlet})
	}
	return e
}

func (m *market) add(kind coop.Kind, body any) coop.Hash {
	c := coop.Change{
		Log: m.log, Seq: int64(len(m.all) + 1), Prev: m.prev, At: m.at, Author: m.author, Kind: kind, Version: 1,
		Body: coop.EncodeBody(body),
	}
	m.all = append(m.all, c)
	m.prev = c.Hash()
	return m.prev
}

// run gives the changes from the given seq on as a signed run.
func (m *market) run(from int) coop.Run {
	head := coop.Head{Log: m.log, Seq: int64(len(m.all)), Hash: m.prev}
	return coop.Run{Log: m.log, Changes: m.all[from-1:], Sign: ed25519.Sign(m.key, coop.HeadBytes(m.coop, head))}
}
