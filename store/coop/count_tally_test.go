package coop

import (
	"fmt"
	"strings"
	"testing"
)

// What a count finds, and the entry that becomes of it: a text that a treasurer can check with a pencil.
func TestCountEntry(t *testing.T) {
	for _, c := range []struct{ pieces, account, booked, want string }{
		{"100000x2 50000x1 500x37", "11101", "268.500", "268.500: nothing"},
		{"100000x2 50000x1 500x37", "11101", "283.500", "268.500: cash-short 61213 15.000 11101 (15.000)"},
		{"100000x2 2000x3 100x1", "11104", "200.000", "206.100: cash-over 11104 6.100 71106 (6.100)"},
		{"", "11101", "5.000", "0: cash-short 61213 5.000 11101 (5.000)"},
		{"100x1", "11201", "5.000", "100: nothing"},
		{"100x1", "11109", "5.000", "100: nothing"},
	} {
		count := Count{Account: c.account, Date: 20260131, Booked: mustMoney(t, c.booked), Reason: "kembalian"}
		for _, word := range strings.Fields(c.pieces) {
			var value Money
			var pieces int64
			if _, err := fmt.Sscanf(word, "%dx%d", &value, &pieces); err != nil {
				t.Fatal(err)
			}
			count.Notes = append(count.Notes, CountNote{Value: value * Rupiah, Pieces: pieces})
		}
		var err error
		if count.Counted, err = Tally(count.Notes); err != nil {
			t.Fatal(err)
		}
		if !soundCount(&count) {
			t.Errorf("%s: %+v is no count", c.pieces, count)
		}
		got := FormatPlain(count.Counted) + ": nothing"
		if e, differs := CountEntry(ID{7}, count); differs {
			got = FormatPlain(count.Counted) + ": " + e.Occasion
			for _, l := range e.Lines {
				got += " " + l.Account + " " + FormatPlain(l.Amount)
			}
			if CheckLines(e.Lines) != WhatNone || e.Once != CountOnce(ID{7}) || e.Remark != "kembalian" {
				t.Errorf("%s: %+v", c.pieces, e)
			}
		}
		if got != c.want {
			t.Errorf("%s gives %q, want %q", c.pieces, got, c.want)
		}
	}
	if _, err := Tally([]CountNote{{Value: 100_000 * Rupiah, Pieces: 1 << 50}}); err == nil {
		t.Error("more money than there is in the world is counted")
	}
	last := Money(1 << 60)
	for _, d := range Denominations() {
		if d.Value >= last || d.Value%Rupiah != 0 {
			t.Errorf("%v stands out of its order", d.Value)
		}
		last = d.Value
	}
}

// The standard chart and occasions have what a difference is posted to.
func TestCountEntry_OccasionsExist(t *testing.T) {
	for _, o := range standardOccasions(t) {
		switch o.ID {
		case OccasionCashShort:
			if o.Lines[0].Account != AccountCashShort {
				t.Errorf("a shortage goes to %s", o.Lines[0].Account)
			}
		case OccasionCashOver:
			if o.Lines[1].Account != AccountCashOver {
				t.Errorf("an overage goes to %s", o.Lines[1].Account)
			}
		}
	}
}
