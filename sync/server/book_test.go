package server

import (
	"context"
	"errors"
	"strings"
	"testing"

	"lumbung/store/coop"
)

// enrolled founds a cooperative, enrols it and lets it introduce the server.
func enrolled(t testing.TB, s *Server, name string) (*village, Enrolled) {
	t.Helper()
	ctx := context.Background()
	code, err := s.ActivationCode(ctx, name, "6112032001")
	if err != nil {
		t.Fatal(err)
	}
	v := newVillage(t, name)
	e, err := s.Enrol(ctx, code, v.run("A"))
	if err != nil {
		t.Fatal(err)
	}
	v.record(t, "A", "Siti", coop.KindDevice, coop.Device{
		Log: e.Log, Letters: Letters, Name: "Dinas", Sign: e.Sign, Box: e.Box, Server: true,
	})
	return v, e
}

func serverDump(t testing.TB, s *Server, id coop.ID) string {
	t.Helper()
	text := ""
	err := s.Look(context.Background(), id, func(state coop.State) error {
		text = dump(state)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestIngest_EqualsFold holds the server's tables against the same fold in memory, cell by cell.
func TestIngest_EqualsFold(t *testing.T) {
	onEach(t, func(t *testing.T, p place) {
		s := p.open(t)
		v, _ := enrolled(t, s, "KDMP Sukamaju")
		members := []coop.ID{v.member(t, "A", "Ani"), v.member(t, "A", "Beni")}
		for i := range 40 {
			v.due(t, "A", members[i%2], coop.Date(20260101+i%28))
		}
		run := v.run("A")
		in, err := s.Ingest(context.Background(), v.coop, run)
		if err != nil || in.Applied != len(run.Changes) {
			t.Fatal(in, err)
		}
		want := dump(v.devices["A"].state)
		if got := serverDump(t, s, v.coop); got != want {
			t.Fatalf("the server has\n%s\nthe device has\n%s", got, want)
		}
		t.Run("again_changes_nothing", func(t *testing.T) {
			in, err := s.Ingest(context.Background(), v.coop, run)
			if err != nil || in.Applied != 0 || in.Held != len(run.Changes) || serverDump(t, s, v.coop) != want {
				t.Fatal(in, err)
			}
		})
		t.Run("after_a_restart_too", func(t *testing.T) {
			v.due(t, "A", members[0], 20260301)
			if _, err := p.open(t).Ingest(context.Background(), v.coop, v.run("A")); err != nil {
				t.Fatal(err)
			}
			if serverDump(t, s, v.coop) != dump(v.devices["A"].state) {
				t.Fatal("tables differ")
			}
		})
		t.Run("damaged_is_not_stored", func(t *testing.T) {
			v.due(t, "A", members[1], 20260302)
			before, damaged := serverDump(t, s, v.coop), v.run("A")
			damaged.Sign[3] ^= 1
			in, err := s.Ingest(context.Background(), v.coop, damaged)
			if err != nil || !in.Damaged || serverDump(t, s, v.coop) != before {
				t.Fatal(in, err)
			}
		})
	})
}

// TestEnrol tries the activation code's one use.
func TestEnrol(t *testing.T) {
	onEach(t, func(t *testing.T, p place) {
		ctx, s := context.Background(), p.open(t)
		code, err := s.ActivationCode(ctx, "KDMP Satu", "6112032001")
		if err != nil {
			t.Fatal(err)
		}
		v, other := newVillage(t, "KDMP Satu"), newVillage(t, "KDMP Dua")
		run := v.run("A")
		first, err := s.Enrol(ctx, code, run)
		if err != nil {
			t.Fatal(err)
		}
		t.Run("a_lost_answer_is_given_again", func(t *testing.T) {
			if again, err := p.open(t).Enrol(ctx, strings.ToLower(code), run); err != nil || again != first {
				t.Fatal(again, err)
			}
		})
		t.Run("refuses_another_cooperative", func(t *testing.T) {
			if _, err := s.Enrol(ctx, code, other.run("A")); !errors.Is(err, ErrCode) {
				t.Fatal(err)
			}
		})
		t.Run("refuses_an_unknown_code", func(t *testing.T) {
			if _, err := s.Enrol(ctx, "0000-0000-0000", run); !errors.Is(err, ErrCode) {
				t.Fatal(err)
			}
		})
		t.Run("refuses_what_is_not_a_founding", func(t *testing.T) {
			run.Sign[0] ^= 1
			if _, err := s.Enrol(ctx, code, run); !errors.Is(err, ErrRefused) {
				t.Fatal(err)
			}
		})
	})
}

// TestRecord lets the server certify the first device and write a finding, and reads its log as a device does.
func TestRecord(t *testing.T) {
	onEach(t, func(t *testing.T, p place) {
		ctx, s := context.Background(), p.open(t)
		v, e := enrolled(t, s, "KDMP Tiga")
		member := v.member(t, "A", "Ani")
		v.due(t, "A", member, 20260105)
		run := v.run("A")
		a := v.devices["A"]
		var down []coop.Run
		err := s.change(ctx, v.coop, func(b *book) error {
			b.receive([]coop.Run{run})
			if err := b.certify(); err != nil {
				return err
			}
			if err := b.certify(); err != nil { // once only
				return err
			}
			_, err := b.record(coop.KindFinding, coop.Finding{Text: "Bukti kas tidak ada", By: "Pak Dinas"})
			if err != nil {
				return err
			}
			down, _, err = b.runs([]coop.Head{a.head}, 1<<20)
			return err
		})
		if err != nil || len(down) != 2 {
			t.Fatal(len(down), err)
		}
		for _, r := range down {
			if in := a.fold.Receive(r); r.Log != e.Log || in.Damaged || in.Counting != 1 {
				t.Fatal(in)
			}
		}
		if a.state.Len(coop.TableOf(&coop.FindingRow{})) != 1 || a.state.Len(coop.TableOf(&coop.EnrolRow{})) != 1 {
			t.Fatal("finding or certificate did not arrive")
		}
		if serverDump(t, s, v.coop) != dump(a.state) {
			t.Fatal("tables differ")
		}
	})
}

// TestIngest_AwkwardTexts stores what a wrong or wicked device records: no text and no key may stop an exchange, on a
// database that refuses what another one takes.
func TestIngest_AwkwardTexts(t *testing.T) {
	nul, long := "a\x00b", strings.Repeat("é", 1000)
	bodies := []struct {
		kind coop.Kind
		body any
	}{
		{coop.KindDevice, coop.Device{Log: testID("nul"), Letters: "B", Name: nul}},
		{coop.KindAccounts, coop.Accounts{Add: []coop.AccountAdd{{Code: "9", NameID: "x", NameEN: nul, Type: 1}}}},
		{coop.KindAccounts, coop.Accounts{Add: []coop.AccountAdd{{Code: long, NameID: "x", Type: coop.Asset}}}},
		{coop.KindAccountEdit, coop.AccountEdit{Code: "1", NameID: nul}},
		{coop.KindOccasion, coop.OccasionText{Name: long, Text: nul}},
		{coop.KindOutlet, coop.Outlet{Code: "G", NameID: "x", NameEN: nul}},
		{coop.KindSetting, coop.Setting{Key: long, Value: long}},
		{coop.KindEntry, coop.Entry{Date: 20260105, Remark: long, Lines: []coop.Line{
			{Account: "11101", Amount: 5, Outlet: long}, {Account: "41109", Amount: -5, Outlet: long},
		}}},
		{coop.KindOpening, coop.Opening{Date: 20260105, Account: "11101", Amount: 5, Outlet: long}},
		{coop.KindMember, coop.Member{Fields: map[coop.Field]string{coop.FieldName: "x", coop.FieldHamlet: nul}}},
		{coop.KindFinding, coop.Finding{Text: "x", By: nul}},
		{coop.Kind(200), coop.Finding{Text: nul}},
	}
	onEach(t, func(t *testing.T, p place) {
		s := p.open(t)
		v, _ := enrolled(t, s, "KDMP Aneh")
		for _, b := range bodies {
			v.try("A", "Siti", b.kind, b.body)
			if _, err := s.Ingest(context.Background(), v.coop, v.run("A")); err != nil {
				t.Errorf("kind %d: %v", b.kind, err)
			}
		}
		if serverDump(t, s, v.coop) != dump(v.devices["A"].state) {
			t.Error("tables differ")
		}
	})
}
