package store

import (
	"testing"

	"lumbung/store/coop"
)

// A sub-ledger adds up to its accounts whatever its lines name, and joined registrations of a person are one.
func TestSubLedger(t *testing.T) {
	b := newTestBook(t)
	ids := b.withMembers(t, 2)
	sale := entry(20260105, "12301", "41101", 50_000)
	sale.Lines[0].Member, sale.Lines[1].Member = ids[0], ids[0]
	b.record(t, "Siti", sale)
	paid := entry(20260210, "11101", "12301", 20_000)
	paid.Lines[1].Member = ids[0]
	b.record(t, "Siti", paid)
	b.record(t, "Siti", entry(20260211, "12301", "41101", 7_000)) // names nobody
	views, err := b.SubLedger(ctx, coop.DimMember, 20260201, 20260228)
	if err != nil {
		t.Fatal(err)
	}
	var got []coop.SubView
	for _, v := range views {
		if v.Account.Code == "12301" {
			got = append(got, v)
		}
	}
	if len(got) != 2 || got[0].Subject != ids[0] || got[0].Name != "Anggota 1" ||
		got[0].Opening != 50_000*coop.Rupiah || got[0].Credit != 20_000*coop.Rupiah || !got[1].Subject.IsZero() ||
		got[1].Closing() != 7_000*coop.Rupiah {
		t.Errorf("got %+v", got)
	}
}
