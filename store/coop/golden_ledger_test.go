package coop

import (
	"bytes"
	"encoding/csv"
	"os"
	"strings"
	"testing"
)

// goldenLedger posts the 63 entries of the golden year (domain §8.1) on the standard chart and gives what they moved.
func goldenLedger(t *testing.T) (v *village, moved Money) {
	t.Helper()
	var standard []AccountAdd
	for _, a := range standardChart(t) {
		standard = append(standard, a.Add())
	}
	v = foundOn(t, standard)
	data, err := os.ReadFile("testdata/golden-ledger.csv")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	entries := []Entry{}
	last := ""
	for _, row := range rows[1:] { // no, date, description, account, debit, credit
		if row[0] != last {
			date, err := ParseDate(row[1], 20251231)
			if err != nil {
				t.Fatal(err)
			}
			last = row[0]
			entries = append(entries, Entry{Date: date, Occasion: "general", Remark: row[2]})
		}
		amount, err := ParseData(row[4] + row[5])
		if err != nil {
			t.Fatalf("row %v: %v", row, err)
		}
		if row[5] != "" {
			amount = -amount
		} else {
			moved += amount
		}
		e := &entries[len(entries)-1]
		e.Lines = append(e.Lines, Line{Account: row[3], Amount: amount})
	}
	if len(entries) != 63 {
		t.Fatalf("%d entries, want 63", len(entries))
	}
	for i, e := range entries {
		if _, what := v.try("A", "Siti", KindEntry, e); what != WhatNone {
			t.Errorf("entry %d: %v", i+1, what)
		}
	}
	return v, moved
}

// TestGoldenLedger compares the golden year with the figures of domain §8 and §10, to the rupiah.
func TestGoldenLedger(t *testing.T) {
	v, moved := goldenLedger(t)
	if got := FormatPlain(moved); got != "559.595.798" {
		t.Errorf("the journal comes to %s", got)
	}
	balances := map[string]Money{}
	var trial Money
	state := v.devices["A"].state
	state.Scan(&BalanceRow{}, 0, func(r Record) bool {
		b := r.(*BalanceRow)
		balances[b.Account] += b.Debit - b.Credit
		return true
	})
	for _, b := range balances {
		trial += max(0, b)
	}
	if got := FormatPlain(trial); got != "189.520.732" {
		t.Errorf("the trial balance comes to %s", got)
	}
	data, err := os.ReadFile("testdata/golden-figures.txt")
	if err != nil {
		t.Fatal(err)
	}
	figures := 0
	for _, row := range strings.Split(string(data), "\n") {
		cells := strings.Split(row, "|")
		if len(cells) != 3 {
			continue
		}
		figures++
		var sum Money
		for account, b := range balances {
			for _, prefix := range strings.Fields(cells[0]) {
				if strings.HasPrefix(account, prefix) {
					sum += b
				}
			}
		}
		if got, want := FormatPlain(sum), strings.TrimSpace(cells[1]); got != want {
			t.Errorf("%s (%s) is %s, want %s", strings.TrimSpace(cells[2]), strings.TrimSpace(cells[0]), got, want)
		}
	}
	if figures < 80 {
		t.Errorf("only %d figures to compare", figures)
	}
	if broken := append(CheckSums(state), CheckVouchers(state)...); len(broken) > 0 {
		t.Error(broken)
	}
	if got, want := dumpOf(v.devices["A"]), dump(state); got != want {
		t.Errorf("a replay differs:\n%s", firstDifference(got, want))
	}
}
