package coop

import (
	"errors"
	"testing"
)

// There are sixteen books; an own one stands behind them, and one of the sixteen that is typed may get other columns.
func TestAdminBooks(t *testing.T) {
	settings := []SettingRow{
		{Key: SettingAdminBook + "tools", From: 20260101, Value: "Buku pinjam alat|Tanggal|Nama|Alat"},
		{Key: SettingAdminBook + "guests", From: 20260101, Value: "Buku tamu|Tanggal|Nama|Dari"},
		{Key: SettingAdminBook + "members", From: 20260101, Value: "Anggota|Nama"},
		{Key: SettingAdminBook + "later", From: 20270101, Value: "Nanti|Nama"},
	}
	books := AdminBooks(settings, 20260601)
	if len(books) != 17 || books[16].Title != "Buku pinjam alat" || len(books[16].Columns) != 3 ||
		!books[16].Columns[0].Day {
		t.Fatalf("%d books, the last %+v", len(books), books[len(books)-1])
	}
	if guests, _ := AdminBookOf(books, "guests"); len(guests.Columns) != 3 || guests.Number != 5 {
		t.Errorf("guests: %+v", guests)
	}
	if members, _ := AdminBookOf(books, "members"); members.Title != "" || !members.Data {
		t.Errorf("a book that follows from data took other columns: %+v", members)
	}
}

func TestAdminBookValue(t *testing.T) {
	v, err := AdminBookValue("Buku alat", []string{"Tanggal", " Nama  orang ", ""})
	if v != "Buku alat|Tanggal|Nama orang" || err != nil {
		t.Errorf("%q, %v", v, err)
	}
	for name, columns := range map[string][]string{
		"none": nil, "twice": {"Nama", "Nama"}, "a_stroke": {"Na|ma"}, "many": {"1", "2", "3", "4", "5", "6", "7", "8"},
	} {
		var problem Problem
		if _, err := AdminBookValue("Buku", columns); !errors.As(err, &problem) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
