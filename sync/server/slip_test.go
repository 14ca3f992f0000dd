package server

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"lumbung/store/coop"
)

// TestCheckSlip checks kuitansi as somebody without an account does: each member's part of a rapel by its own code,
// what was reversed, what is not there, and not more often than a person would.
func TestCheckSlip(t *testing.T) {
	onEach(t, func(t *testing.T, p place) {
		s, address := p.serve(t)
		v := crowd(t, s, address)
		ani, beni := v.member(t, "A", "Ani Lestari"), v.member(t, "A", "Beni Saputra")
		rapel := v.record(t, "A", "Siti", coop.KindEntry, coop.Entry{Date: 20260210, Lines: []coop.Line{
			{Account: "11101", Amount: 60_000_00},
			{Account: "31102", Amount: -20_000_00, Member: ani, Month: 202603},
			{Account: "31102", Amount: -40_000_00, Member: beni, Month: 202603},
		}})
		gone := v.due(t, "A", ani, 20260211)
		v.record(t, "A", "Siti", coop.KindReversal, coop.Reversal{
			Entry: coop.HashID(gone, 0), Date: 20260211, Reason: "dua kali",
		})
		if _, err := s.Ingest(context.Background(), v.coop, v.run("A")); err != nil {
			t.Fatal(err)
		}
		b := newBrowser(t, address)
		for _, c := range []struct {
			typed  string
			status int
			wants  []string
		}{
			{
				coop.CheckCodeOf(rapel, beni).String(), 200,
				[]string{"COCOK", "Rp40.000", "Maret 2026", "10 Februari 2026"},
			},
			{
				strings.ToLower(string(coop.CheckCodeOf(rapel, coop.ID{}))), 200,
				[]string{"COCOK", "Rp60.000", "KDMP Contoh Desa Sungai Ambawang Kuala", "BKM-A-2026-"},
			},
			{coop.CheckCodeOf(gone, coop.ID{}).String(), 200, []string{"DIBATALKAN", "Rp20.000"}},
			{coop.CheckCodeOf(rapel, coop.ID{7}).String(), 200, []string{"TIDAK DITEMUKAN"}},
			{"", 400, []string{"belum diisi"}},
			{"7K2M9-QX4TF", 400, []string{"salah ketik"}},
			{strings.Repeat("7", 4000), 400, []string{"belum diisi"}},
			{"<script>", 400, []string{"&lt;script&gt;"}},
		} {
			status, page := b.send(t, "/check", "", "code", c.typed)
			for _, want := range c.wants {
				if status != c.status || !strings.Contains(page, want) {
					t.Errorf("%.20s: %d, no %q in\n%s", c.typed, status, want, page)
				}
			}
			if strings.Contains(page, "Beni") || strings.Contains(page, "Ani ") {
				t.Errorf("%s: a member's name leaves the village", c.typed)
			}
		}
		if status, page := b.get(t, "/check"); status != http.StatusOK || !strings.Contains(page, `name="code"`) {
			t.Errorf("the form: %d", status)
		}
		status := 0
		for range checkTries + 1 {
			status, _ = b.send(t, "/check", "", "code", coop.CheckCodeOf(rapel, beni).String())
		}
		if status != http.StatusTooManyRequests {
			t.Errorf("guessing is answered %d", status)
		}
	})
}
