package store

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"lumbung/store/coop"
)

// generated gives n entries of a village's years, the same ones each time: dues of members by month, cash in and out,
// bank, evidence and remarks as people write them.
func generated(n int, members []coop.ID) []coop.Act {
	acts := make([]coop.Act, 0, n)
	day := coop.Date(20240102)
	for i := range n {
		if i%40 == 39 {
			day = day.AddDays(1)
		}
		amount := coop.Money(1000+(i*7919)%50_000) * coop.Rupiah
		e := coop.Entry{Date: day, Evidence: fmt.Sprintf("nota %d", i), Once: coop.ImportOnce("gen.csv", fmt.Sprint(i))}
		switch i % 5 {
		case 0, 1, 2:
			m := members[(i*31)%len(members)]
			e.Occasion = "terima-simpanan-wajib"
			e.Lines = []coop.Line{
				{Account: "11101", Amount: amount},
				{Account: "31102", Amount: -amount, Member: m, Month: day.Month()},
			}
		case 3:
			e.Remark = "beli alat tulis di pasar"
			e.Lines = []coop.Line{{Account: "61203", Amount: amount}, {Account: "11101", Amount: -amount}}
		default:
			e.Remark = "jasa agen"
			e.Lines = []coop.Line{{Account: "11101", Amount: amount}, {Account: "41109", Amount: -amount}}
		}
		acts = append(acts, coop.Act{Kind: coop.KindEntry, Body: e})
	}
	return acts
}

// withMembers adds n members to a book.
func (b *testBook) withMembers(t testing.TB, n int) []coop.ID {
	t.Helper()
	var acts []coop.Act
	for i := range n {
		acts = append(acts, coop.Act{Kind: coop.KindMember, Body: coop.Member{Fields: map[coop.Field]string{
			coop.FieldNumber: fmt.Sprint(i + 1), coop.FieldName: fmt.Sprintf("Anggota %d", i+1),
			coop.FieldJoined: "2024-01-02", coop.FieldStatus: "aktif",
		}}})
	}
	done, err := b.Import(ctx, b.person(t, "Siti"), acts)
	if err != nil {
		t.Fatal(err)
	}
	var ids []coop.ID
	for _, d := range done {
		ids = append(ids, d.ID)
	}
	return ids
}

func BenchmarkImport(b *testing.B) {
	for range b.N {
		b.StopTimer()
		book := newTestBook(b)
		acts := generated(25_000, book.withMembers(b, 200))
		siti := book.person(b, "Siti")
		b.StartTimer()
		began := time.Now()
		if _, err := book.Import(ctx, siti, acts); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(acts))/time.Since(began).Seconds(), "entries/s")
		b.StopTimer()
		info, err := os.Stat(book.at.File)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(info.Size())/float64(len(acts)), "file-bytes/entry")
		book.Book.Close()
	}
}

// BenchmarkRecordOne records entries one by one, each durable, and inserts the very same rows bare beside it: one
// transaction an entry into tables of the same schema, by the same driver, prepared, with the same pragmas.
func BenchmarkRecordOne(b *testing.B) {
	book := newTestBook(b)
	members := book.withMembers(b, 200)
	siti := book.person(b, "Siti")
	if _, err := book.Import(ctx, siti, generated(25_000, members)); err != nil {
		b.Fatal(err)
	}
	acts := generated(25_000+b.N, members)[25_000:]
	bare, err := copyFor(b, book)
	if err != nil {
		b.Fatal(err)
	}
	var ours, theirs time.Duration
	b.ResetTimer()
	for _, act := range acts {
		began := time.Now()
		done, err := book.Record(ctx, siti, act)
		ours += time.Since(began)
		if err != nil {
			b.Fatal(err)
		}
		rows := rowsOfEntry(book, done[0])
		began = time.Now()
		insertBare(b, bare, rows, coop.HeadRow{Log: book.own.Log}, done[0].Seq-1)
		theirs += time.Since(began)
	}
	b.ReportMetric(float64(ours.Microseconds())/float64(b.N), "µs/entry")
	b.ReportMetric(float64(theirs.Microseconds())/float64(b.N), "bare-µs/entry")
	b.ReportMetric(float64(ours)/float64(theirs), "×bare")
}

// copyFor opens a copy of the book for bare inserts.
func copyFor(b testing.TB, book *testBook) (*line, error) {
	to := book.at.File + ".bare"
	if err := copyBook(ctx, book.line, to); err != nil {
		return nil, err
	}
	l, err := dial(ctx, source(to, writing...))
	b.Cleanup(func() { l.close() })
	return l, err
}

// rowsOfEntry reads every row that an entry wrote.
func rowsOfEntry(b *testBook, done coop.Recorded) []coop.Record {
	head := coop.HeadRow{Log: b.own.Log, Hash: done.Hash}
	change := coop.ChangeRow{Log: b.own.Log, Seq: done.Seq, Hash: done.Hash}
	e := coop.EntryRow{ID: done.ID}
	signed := coop.SignedRow{Log: b.own.Log, Seq: done.Seq, Hash: done.Hash}
	for _, r := range []coop.Record{&head, &change, &e, &signed} {
		b.state.Get(r)
	}
	voucher := coop.VoucherRow{Log: e.Log, Book: e.Book, Year: int64(e.Date) / 10000}
	claimed := coop.ClaimedRow{Once: e.Once}
	b.state.Get(&voucher)
	b.state.Get(&claimed)
	all := []coop.Record{&head, &change, &e, &signed, &voucher, &claimed, &coop.ClaimRow{Once: e.Once, Entry: e.ID}}
	b.state.Scan(&coop.LineRow{Entry: e.ID}, 1, func(r coop.Record) bool {
		l := r.(*coop.LineRow)
		balance := coop.BalanceRow{Account: l.Account, Month: l.Posted.Month()}
		sub := coop.SubRow{Account: l.Account, Dim: coop.DimMember, Subject: l.Member}
		b.state.Get(&balance)
		b.state.Get(&sub)
		all = append(all, l, &balance, &sub)
		all = append(all, flowsOfLine(b, l)...)
		if l.Month != 0 {
			due := coop.DueRow{Member: l.Member, Account: l.Account, Month: l.Month}
			b.state.Get(&due)
			all = append(all, &due)
		}
		return true
	})
	return all
}

// flowsOfLine reads the running sums of flows that a line may stand in.
func flowsOfLine(b *testBook, l *coop.LineRow) (rows []coop.Record) {
	b.state.Scan(&coop.FlowRow{Account: l.Account}, 1, func(r coop.Record) bool {
		if r.(*coop.FlowRow).Day == l.Posted {
			rows = append(rows, r)
		}
		return true
	})
	return rows
}

func insertBare(b testing.TB, l *line, rows []coop.Record, old coop.HeadRow, seq int64) {
	err := l.script("BEGIN IMMEDIATE")
	var args []any
	for _, r := range rows {
		args = coop.Values(args[:0], r)
		if e := l.exec(statements[coop.TableOf(r)].put, args...); e != nil {
			err = e
		}
	}
	for _, table := range []string{"head", "signed_head"} {
		query := "DELETE FROM " + table + " WHERE log = ? AND seq = ?"
		if e := l.exec(query, old.Log[:], seq); e != nil {
			err = e
		}
	}
	if e := l.script("COMMIT"); e != nil {
		err = e
	}
	if err != nil {
		b.Fatal(err)
	}
}

// BenchmarkVerify250k proves a book of 250,000 entries from end to end.
func BenchmarkVerify250k(b *testing.B) {
	book := newTestBook(b)
	members := book.withMembers(b, 500)
	if _, err := book.Import(ctx, book.person(b, "Siti"), generated(250_000, members)); err != nil {
		b.Fatal(err)
	}
	for _, thrifty := range []bool{false, true} {
		book.Book.at.Thrifty = thrifty
		b.Run(map[bool]string{false: "in_memory", true: "thrifty"}[thrifty], func(b *testing.B) {
			debug.FreeOSMemory()
			stop := peakMemory(b)
			defer stop()
			for b.Loop() {
				findings, err := book.Verify(ctx, nil)
				if err != nil || len(findings) > 0 {
					b.Fatal(findings, err)
				}
			}
		})
	}
}

// peakMemory reports the most memory that Go held from the system until it is stopped.
func peakMemory(b *testing.B) (stop func()) {
	done, ended := make(chan struct{}), make(chan struct{})
	most := uint64(0)
	go func() {
		defer close(ended)
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.Sys-m.HeapReleased)
			select {
			case <-done:
				return
			case <-time.After(50 * time.Millisecond):
			}
		}
	}()
	return func() {
		close(done)
		<-ended
		b.ReportMetric(float64(most)/1e6, "peak-MB")
	}
}
