package wire

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lumbung/store/coop"
)

// BenchmarkPack_Bytes shows what packs of new entries weigh behind a log of 500 entries of 150 members.
func BenchmarkPack_Bytes(b *testing.B) {
	for _, n := range []int{1, 10, 40, 500} {
		for _, held := range []int{700, 0} {
			b.Run(fmt.Sprintf("%d_entries_behind_%d", n, held), func(b *testing.B) {
				m := newMarket("A", 7)
				m.register(150)
				m.record(550)
				from := len(m.all)
				m.record(n)
				run := m.run(from + 1)
				history := m.all[from-held : from]
				raw := 0
				for _, c := range run.Changes {
					raw += len(c.Encode())
				}
				for b.Loop() {
					p, err := Pack(m.coop, history, run)
					if err != nil {
						b.Fatal(err)
					}
					b.ReportMetric(float64(len(p))/float64(n), "B/entry")
					b.ReportMetric(float64(raw)/float64(n), "canonical/entry")
				}
			})
		}
	}
}

// tailOf reads from a market's own log, as a book does.
func tailOf(m *market) Tail {
	return func(upTo coop.Sighting, n int) ([]coop.Change, error) {
		if upTo.Log != m.log || upTo.Seq > int64(len(m.all)) || m.all[upTo.Seq-1].Hash().Short() != upTo.Hash {
			return nil, nil
		}
		return m.all[max(0, int(upTo.Seq)-n):upTo.Seq], nil
	}
}

func TestPacker_FollowsWhatIsHeld(t *testing.T) {
	m := newMarket("A", 3)
	m.register(20)
	m.record(60)
	held := VectorOf([]coop.Head{{Log: m.log, Seq: 80, Hash: m.prev}})
	m.record(30)
	first := m.run(81)
	m.record(10)
	second := m.run(111)
	guest := newMarket("B", 4)
	guest.members = m.members
	guest.record(12)
	p, u := NewPacker(m.coop, held, tailOf(m)), NewUnpacker(m.coop, tailOf(m))
	for i, run := range []coop.Run{first, second, guest.run(1)} {
		pack, err := p.Pack(run)
		if err != nil {
			t.Fatal(err)
		}
		base, err := BaseOf(pack)
		if want := []int64{80, 110, 120}[i]; err != nil || base.Log != m.log || base.Seq != want {
			t.Errorf("run %d is packed against %v, %v; want seq %d of A", i, base, err, want)
		}
		back, err := u.Unpack(pack)
		if err != nil {
			t.Fatal(err)
		}
		equalRuns(t, back, run)
	}
	pack, _ := NewPacker(m.coop, held, tailOf(m)).Pack(first)
	if _, err := NewUnpacker(m.coop, nil).Unpack(pack); !errors.Is(err, ErrBase) {
		t.Errorf("without what it was packed against: %v, want ErrBase", err)
	}
}

func equalRuns(t testing.TB, got, want coop.Run) {
	t.Helper()
	if got.Log != want.Log || !bytes.Equal(got.Sign, want.Sign) || len(got.Changes) != len(want.Changes) {
		t.Fatalf("%d changes of %v came back as %d", len(want.Changes), want.Log, len(got.Changes))
	}
	for i, c := range want.Changes {
		if g := got.Changes[i]; g.Prev != c.Prev || !bytes.Equal(g.Encode(), c.Encode()) {
			t.Fatalf("change %d came back as %+v, not %+v", i, g, c)
		}
	}
}

// TestPack_EveryBit flips every bit of packs: a receiver checks chain and signature, so what comes out must be refused
// somewhere or be the same run.
func TestPack_EveryBit(t *testing.T) {
	m := newMarket("A", 5)
	m.register(6)
	m.record(20)
	run := m.run(20)
	for _, held := range []int{0, 19} {
		history := m.all[19-held : 19]
		pack, err := Pack(m.coop, history, run)
		if err != nil {
			t.Fatal(err)
		}
		for i := range len(pack) * 8 {
			pack[i/8] ^= 1 << (i % 8)
			if back, err := Unpack(m.coop, history, pack); err == nil && proven(m, back) && !sameRun(back, run) {
				t.Fatalf("bit %d of a pack flipped and another run came out", i)
			}
			pack[i/8] ^= 1 << (i % 8)
		}
	}
}

func proven(m *market, run coop.Run) bool {
	last := run.Changes[len(run.Changes)-1]
	head := coop.Head{Log: run.Log, Seq: last.Seq, Hash: last.Hash()}
	return ed25519.Verify(m.key.Public().(ed25519.PublicKey), coop.HeadBytes(m.coop, head), run.Sign)
}

func sameRun(a, b coop.Run) bool {
	return a.Log == b.Log && bytes.Equal(a.Sign, b.Sign) && slices.EqualFunc(a.Changes, b.Changes, same)
}

// TestPack_AnyChange packs random chains of every kind, of unknown kinds and versions, and of bodies that are not
// canonical or no CBOR at all, cut at random: the canonical bytes come back exactly.
func TestPack_AnyChange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		log, cooperative := testID("A"), testID("coop")
		var all []coop.Change
		prev := coop.Genesis(cooperative, log)
		for range rapid.IntRange(1, 30).Draw(t, "n") {
			c := anyChange(t, log, all)
			c.Seq, c.Prev = int64(len(all)+1), prev
			all = append(all, c)
			prev = c.Hash()
		}
		cut := rapid.IntRange(0, len(all)-1).Draw(t, "cut")
		run := coop.Run{Log: log, Changes: all[cut:], Sign: anyBytes(t, 70)}
		history := all[rapid.IntRange(0, cut).Draw(t, "from"):cut]
		pack, err := Pack(cooperative, history, run)
		if err != nil {
			t.Fatal(err)
		}
		back, err := Unpack(cooperative, history, pack)
		if err != nil || !sameRun(back, run) {
			t.Fatalf("came back as something else: %v", err)
		}
	})
}

func anyBytes(t *rapid.T, most int) []byte {
	return rapid.SliceOfN(rapid.Byte(), 0, most).Draw(t, "bytes")
}

func anyID(t *rapid.T) coop.ID {
	return testID(rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "id"))
}

func anyChange(t *rapid.T, log coop.ID, all []coop.Change) coop.Change {
	c := coop.Change{
		Log: log, At: rapid.Int64().Draw(t, "at"), Kind: coop.Kind(rapid.IntRange(1, 46).Draw(t, "kind")),
		Version: rapid.SampledFrom([]uint8{1, 1, 1, 1, 2, 200}).Draw(t, "version"),
	}
	if rapid.Bool().Draw(t, "author") {
		c.Author = anyID(t)
	}
	for range rapid.IntRange(0, 2).Draw(t, "seen") {
		s := coop.Sighting{Log: anyID(t), Seq: rapid.Int64Range(1, 1<<62).Draw(t, "seq")}
		copy(s.Hash[:], anyBytes(t, 8))
		c.Seen = append(c.Seen, s)
	}
	if rapid.IntRange(0, 4).Draw(t, "marked") == 0 {
		c.Mark = append(anyBytes(t, 70), 1)
	}
	switch rapid.IntRange(0, 9).Draw(t, "body") {
	case 0:
		c.Body = []byte{0xfb, 0x3f, 0xf1, 0x99, 0x99, 0x99, 0x99, 0x99, 0x9a} // a float
	case 1:
		c.Body = []byte{0xa1, 0x18, 0x01, 0x1b, 0, 0, 0, 0, 0, 0, 0, 5} // sound, and not the shortest form
	default:
		c.Body = coop.EncodeBody(anyBody(t, c.Kind, all))
	}
	return c
}

func anyMoney(t *rapid.T) coop.Money {
	least := rapid.Just(int64(math.MinInt64))
	return coop.Money(rapid.OneOf(rapid.Int64(), rapid.Int64Range(-9, 9), least).Draw(t, "sen"))
}

func anyBody(t *rapid.T, kind coop.Kind, all []coop.Change) any {
	text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"Nota 9", "Nota 10", "Nota 11", "kas.csv"}))
	hash := testHash("any")
	if len(all) > 0 {
		hash = rapid.SampledFrom(all).Draw(t, "of").Hash()
	}
	head := coop.Head{Log: anyID(t), Seq: 1 + int64(len(all)), Hash: hash}
	switch kind {
	case coop.KindEntry:
		e := coop.Entry{
			Date: coop.Date(rapid.Int32().Draw(t, "date")), Occasion: text.Draw(t, "occasion"),
			Remark: text.Draw(t, "remark"), Evidence: text.Draw(t, "evidence"),
		}
		if rapid.Bool().Draw(t, "once") {
			e.Once = coop.ImportOnce(text.Draw(t, "file"), text.Draw(t, "row"))
		}
		var sum coop.Money
		for range rapid.IntRange(0, 4).Draw(t, "lines") {
			l := coop.Line{
				Account: "11101", Amount: anyMoney(t), Month: coop.Month(rapid.Int32().Draw(t, "month")),
				Member: coop.HashID(hash, 0), Quantity: int64(anyMoney(t)),
			}
			sum += l.Amount
			e.Lines = append(e.Lines, l)
		}
		if rapid.Bool().Draw(t, "balance") {
			e.Lines = append(e.Lines, coop.Line{Account: "31102", Amount: -sum})
		}
		return e
	case coop.KindReversal:
		return coop.Reversal{Entry: coop.HashID(hash, 0), Date: 20260131, Reason: text.Draw(t, "why")}
	case coop.KindOpening:
		return coop.Opening{Date: 20260101, Account: "21101", Amount: anyMoney(t), Member: coop.HashID(hash, 0)}
	case coop.KindClose:
		return coop.Close{Period: 202601, Prev: hash, Contains: []coop.Head{head}, Digest: testHash("digest")}
	case coop.KindApproval:
		return coop.Approval{Subject: head, Granted: true, Figures: []coop.Figure{{Name: "plafon", Value: 5}}}
	case coop.KindMember:
		return coop.Member{Fields: map[coop.Field]string{coop.FieldName: text.Draw(t, "name")}, Box: anyBytes(t, 99)}
	case coop.KindReceipt:
		return coop.Receipt{Heads: []coop.Head{head, head}}
	case coop.KindFound:
		return coop.Found{Name: text.Draw(t, "name"), People: []coop.FoundOne{{Name: "Siti", Role: 1}}}
	case coop.KindAccounts:
		return coop.Accounts{Add: []coop.AccountAdd{{Code: "6", NameID: text.Draw(t, "name"), Heading: true}}}
	default:
		return []any{text.Draw(t, "text"), rapid.Int64().Draw(t, "n"), nil, true, map[string]int{"a": 1, "b": -5}}
	}
}

// TestUnpack_StopsAtItsSize makes a pack of little bytes that would unpack to very many.
func TestUnpack_StopsAtItsSize(t *testing.T) {
	m := newMarket("A", 6)
	e := two("cost", "61201", "11101", 5_000_00)
	e.Remark = strings.Repeat("sangat panjang ", 130)
	for range 400 {
		m.add(coop.KindEntry, e)
	}
	pack, err := Pack(m.coop, nil, m.run(1))
	if err != nil {
		t.Fatal(err)
	}
	r := reader{b: pack}
	h, flags := r.header()
	size := h.size
	for _, lie := range []int{size - 1, size / 100, h.count} {
		h.size = lie
		w := writer{}
		h.write(&w, flags)
		if _, err := Unpack(m.coop, nil, append(w.b, r.b...)); err == nil {
			t.Errorf("a pack of %d bytes that says %d unpacked", size, lie)
		}
	}
	for range 600 {
		m.add(coop.KindEntry, e)
	}
	if _, err := Pack(m.coop, nil, m.run(1)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("a run beyond a message: %v, want ErrTooLarge", err)
	}
}

func FuzzUnpack(f *testing.F) {
	m := newMarket("A", 8)
	m.register(3)
	m.record(20)
	history := m.all[:10]
	for _, held := range [][]coop.Change{history, nil} {
		pack, err := Pack(m.coop, held, m.run(len(held)+1))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(pack)
	}
	f.Fuzz(func(t *testing.T, pack []byte) {
		base, err := BaseOf(pack)
		if err != nil {
			return
		}
		var held []coop.Change
		if base.Changes > 0 {
			held = history
		}
		run, err := Unpack(m.coop, held, pack)
		if err != nil {
			return
		}
		again, err := Pack(m.coop, held, run)
		if err != nil {
			t.Fatalf("what was unpacked does not pack: %v", err)
		}
		back, err := Unpack(m.coop, held, again)
		if err != nil || !sameRun(back, run) {
			t.Fatalf("not the same run again: %v", err)
		}
	})
}
