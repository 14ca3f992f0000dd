package server

import (
	"bytes"
	"context"
	"testing"

	"lumbung/store/coop"
	"lumbung/store/report"
)

// flowLines are entries that a cash flow tells apart: a loan with a fee kept back, one taken up with its costs, money
// that nobody knew and its explanation, money carried to the bank, and what moves none.
var flowLines = [][]coop.Line{
	{
		{Account: "12101", Amount: 500_000_00},
		{Account: "41201", Amount: -5_000_00},
		{Account: "11101", Amount: -495_000_00},
	},
	{
		{Account: "11201", Amount: 990_000_00},
		{Account: "72101", Amount: 10_000_00},
		{Account: "25101", Amount: -1_000_000_00},
	},
	{{Account: "11101", Amount: 75_000_50}, {Account: "29101", Amount: -75_000_50}},
	{{Account: "29101", Amount: 75_000_50}, {Account: "41109", Amount: -75_000_50}},
	{{Account: "11201", Amount: 300_000_00}, {Account: "11101", Amount: -300_000_00}},
	{{Account: "61203", Amount: 20_000_00}, {Account: "41109", Amount: -20_000_00}},
	{{Account: "61203", Amount: 7_000_00}, {Account: "11101", Amount: -7_000_00}},
}

// TestFlows: the district's cash flow from the running sums is the one that every entry tells, also where the server is
// of before those were by day and adds them up when it is updated.
func TestFlows(t *testing.T) {
	onEach(t, func(t *testing.T, p place) {
		ctx, s := context.Background(), p.open(t)
		v, _ := enrolled(t, s, "KDMP Arus")
		v.record(t, "A", "Siti", coop.KindAccounts, coop.Accounts{Add: []coop.AccountAdd{
			{Code: "12101", NameID: "Pinjaman", Type: coop.Asset},
			{Code: "25101", NameID: "Utang Bank", Type: coop.Liability},
			{Code: "29101", NameID: "Penampungan", Type: coop.Liability},
			{Code: "41201", NameID: "Jasa Pinjaman", Type: coop.Revenue},
			{Code: "72101", NameID: "Bunga", Type: coop.Expense},
		}})
		for month := range coop.Date(14) {
			for i, lines := range flowLines {
				day := 20250101 + month/12*10000 + month%12*100 + coop.Date(i)
				v.record(t, "A", "Siti", coop.KindEntry, coop.Entry{Date: day, Remark: "uji", Lines: lines})
			}
		}
		last := coop.HashID(v.devices["A"].head.Hash, 0)
		v.record(t, "A", "Siti", coop.KindReversal, coop.Reversal{Entry: last, Date: 20260228, Reason: "salah"})
		if _, err := s.Ingest(ctx, v.coop, v.run("A")); err != nil {
			t.Fatal(err)
		}
		flowsHold(t, s, v)
		want := serverDump(t, s, v.coop)
		for _, text := range []string{
			`DROP TABLE "flow"`,
			`CREATE TABLE "flow" (coop_id BIGINT NOT NULL, "month" BIGINT NOT NULL, PRIMARY KEY (coop_id, "month"))`,
			`DELETE FROM goose_db_version WHERE version_id >= 11`,
		} {
			if _, err := s.db.write.Exec(text); err != nil {
				t.Fatal(err)
			}
		}
		updated := p.open(t)
		if serverDump(t, updated, v.coop) != want {
			t.Error("the update added up something else than every device has")
		}
		flowsHold(t, updated, v)
	})
}

// flowsHold compares the statement from the running sums with the one that is told entry by entry.
func flowsHold(t *testing.T, s *Server, v *village) {
	t.Helper()
	err := s.ledger(t.Context(), v.coop, func(l *ledger) error {
		for _, period := range []report.Period{{Year: 2025}, {Month: 202502}, {Month: 202602}} {
			order := report.Order{Name: "cash-flow", Period: period}
			var text [2]bytes.Buffer
			for i, source := range []report.Source{l, struct{ report.Source }{l}} {
				sheet, err := report.Build(t.Context(), source, order)
				if err != nil {
					return err
				}
				if !sheet.Agrees() || len(sheet.Rows) < 10 {
					t.Errorf("%+v: %v, %d rows", period, sheet.Notes, len(sheet.Rows))
				}
				if err := report.Write(&text[i], sheet, "csv"); err != nil {
					return err
				}
			}
			if text[0].String() != text[1].String() {
				t.Errorf("%+v: added up\n%s\nentry by entry\n%s", period, &text[0], &text[1])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
