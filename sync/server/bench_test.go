package server

import (
	"context"
	"fmt"
	"testing"

	"lumbung/store/coop"
)

// BenchmarkIngest prints how many entries a second the server takes in, batch by batch as villages send them: each
// batch is one transaction with everything that follows from it (design §10: ≥ 8,000 on SQLite, ≥ 5,000 on PostgreSQL).
func BenchmarkIngest(b *testing.B) {
	for _, engine := range []*engine{engineSQLite, enginePostgres} {
		for _, size := range []int{40, 500} {
			b.Run(fmt.Sprintf("%s/batch=%d", engine.name, size), func(b *testing.B) {
				p := place{folder: b.TempDir()}
				if engine == enginePostgres {
					if cluster == nil {
						b.Skip("PostgreSQL is not installed")
					}
					p.dsn = cluster.database(b)
				}
				benchmarkIngest(b, p, size)
			})
		}
	}
}

func benchmarkIngest(b *testing.B, p place, size int) {
	ctx, s := context.Background(), p.open(b)
	var villages []*village
	members := map[*village][]coop.ID{}
	for i := range 8 {
		v, _ := enrolled(b, s, fmt.Sprintf("KDMP Uji %d", i))
		for n := range 60 {
			members[v] = append(members[v], v.member(b, "A", fmt.Sprintf("Anggota %d", n)))
		}
		villages = append(villages, v)
		if _, err := s.Ingest(ctx, v.coop, v.run("A")); err != nil {
			b.Fatal(err)
		}
	}
	batches := make([]coop.Run, b.N)
	for i := range batches {
		v := villages[i%len(villages)]
		for n := range size {
			v.due(b, "A", members[v][n%60], coop.Date(20260101+(i%12)*100+n%28))
		}
		batches[i] = v.run("A")
	}
	b.ResetTimer()
	for i, run := range batches {
		in, err := s.Ingest(ctx, villages[i%len(villages)].coop, run)
		if err != nil || in.Applied != size {
			b.Fatal(in, err)
		}
	}
	b.ReportMetric(float64(b.N*size)/b.Elapsed().Seconds(), "entries/s")
	b.ReportMetric(0, "ns/op")
}
