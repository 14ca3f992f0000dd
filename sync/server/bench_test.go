package server

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"lumbung/store/coop"
)

// BenchmarkIngest prints how many entries a second the server takes in, batch by batch as villages send them: each
// batch is one transaction with everything that follows from it (design §10: ≥ 8,000 on SQLite, ≥ 5,000 on
// PostgreSQL). With 8 villages in turn the server still has their books at hand, with 40 it reads each one anew.
func BenchmarkIngest(b *testing.B) {
	for _, engine := range []*engine{engineSQLite, enginePostgres} {
		for _, of := range [][2]int{{8, 40}, {40, 40}, {8, 500}, {40, 500}} {
			villages, size := of[0], of[1]
			b.Run(fmt.Sprintf("%s/villages=%d/batch=%d", engine.name, villages, size), func(b *testing.B) {
				p := place{folder: b.TempDir()}
				if engine == enginePostgres {
					if cluster == nil {
						b.Skip("PostgreSQL is not installed")
					}
					p.dsn = cluster.database(b)
				}
				benchmarkIngest(b, p, villages, size)
			})
		}
	}
}

func benchmarkIngest(b *testing.B, p place, count, size int) {
	ctx, s := context.Background(), p.open(b)
	var villages []*village
	members := map[*village][]coop.ID{}
	for i := range count {
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

// BenchmarkDistrictPage prints how long the page over a province of 2,143 cooperatives takes (design §10: ≤ 200 ms).
func BenchmarkDistrictPage(b *testing.B) {
	for _, engine := range []*engine{engineSQLite, enginePostgres} {
		b.Run(engine.name, func(b *testing.B) {
			p := place{folder: b.TempDir(), now: func() time.Time { return testNow }}
			if engine == enginePostgres {
				if cluster == nil {
					b.Skip("PostgreSQL is not installed")
				}
				p.dsn = cluster.database(b)
			}
			s, address := p.serve(b)
			province(b, s, 2143)
			c, err := s.AddOfficer(context.Background(), "Bu Rini", "61")
			if err != nil {
				b.Fatal(err)
			}
			officer := newBrowser(b, address)
			officer.login(b, s, "Bu Rini", c)
			for b.Loop() {
				if status, page := officer.get(b, "/district"); status != 200 || !strings.Contains(page, "dari 2143") {
					b.Fatal(status, page)
				}
			}
		})
	}
}

// province fills the directory with cooperatives that were surveyed.
func province(b *testing.B, s *Server, n int) {
	b.Helper()
	err := s.db.change(context.Background(), func(t *transaction) error {
		for i := range n {
			id := testID(fmt.Sprint("coop ", i))
			_, err := t.ExecContext(t.ctx, `INSERT INTO cooperative (coop_id, cooperative, name, village, founding,
				server_log, enrolled_at, revision, heard_at, heard_how, survey_due, month, month_entries, last_entry,
				members, exceptions, findings, chain, closed)
				VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $7, $8, 0, 202602, $9, 20260205, 120, $10, $10, $11, 20260131)`,
				coopID(id), id[:], fmt.Sprintf("KDMP Desa %d", i), fmt.Sprintf("61%08d", i), make([]byte, 32), id[:],
				testNow.Add(-time.Duration(i%60)*24*time.Hour).UnixMicro(), 1+i%2, i%90, max(0, i%7-4), i%50/49)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}
