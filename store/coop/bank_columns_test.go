package coop

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Columns come back as they were chosen, under the very same heading and no other, however the bank writes it.
func TestBankColumns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		heads := rapid.SliceOfN(rapid.StringN(0, 12, 40), 1, 9).Draw(t, "heads")
		c := BankColumns{Order: rapid.SampledFrom([]string{"dmy", "mdy", "ymd"}).Draw(t, "order")}
		for _, at := range c.Places() {
			*at = rapid.IntRange(-1, len(heads)-1).Draw(t, "column")
		}
		text := c.KeptAs(heads)
		if text == "" { // no setting holds such a heading: it is asked for again
			return
		}
		if got, known := ReadBankColumns(text, heads); !known || got != c {
			t.Fatalf("%+v, want %+v", got, c)
		}
		if _, known := ReadBankColumns(text, append(heads, "lain")); known {
			t.Fatal("another heading is taken for it")
		}
	})
	c := NoBankColumns()
	c.Date, c.Amount = 0, 2
	heads := []string{"Tanggal", "Uraian;rinci", "Jumlah | Rp"}
	if got, known := ReadBankColumns(c.KeptAs(heads), []string{"TANGGAL ", "uraian;rinci", "jumlah  |  rp"}); !known ||
		got != c {
		t.Error(got, known)
	}
	for _, text := range []string{
		"", "dmy;0;1;2", "dmy;0;1;2;3;4;5;x;" + headsText(heads), "xyz;0;-1;-1;-1;2;-1;-1;" + headsText(heads),
		"dmy;0;-1;-1;-1;3;-1;-1;" + headsText(heads),
	} {
		if _, known := ReadBankColumns(text, heads); known {
			t.Errorf("%q is read", text)
		}
	}
	if c.KeptAs([]string{strings.Repeat("x", 3000)}) != "" {
		t.Error("it is kept, and no setting holds it")
	}
}
