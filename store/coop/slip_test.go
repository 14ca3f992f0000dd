package coop

import (
	"fmt"
	"strings"
	"testing"
)

// slipEntry makes an entry of lines such as "11101 40000", "31102 -20000 Aminah 202601".
func slipEntry(t *testing.T, text string) *EntryView {
	t.Helper()
	e := &EntryView{EntryRow: EntryRow{Kind: KindEntry, Hash: ChainHash(Hash{}, []byte(text))}}
	for line := range strings.Lines(text) {
		var l LineView
		var rupiah, month int64
		if n, _ := fmt.Sscan(line, &l.Account, &rupiah, &l.MemberName, &month); n < 2 {
			continue
		}
		l.Amount, l.Month = Money(rupiah)*Rupiah, Month(month)
		if l.MemberName != "" {
			l.Member, l.MemberNumber = testID(l.MemberName), "no. "+l.MemberName
		}
		e.Lines = append(e.Lines, l)
	}
	return e
}

func slipSaid(s Slip) string { return fmt.Sprintf("%s %d %v", s.Name, s.Amount/Rupiah, s.Months) }

func TestSlips(t *testing.T) {
	for name, c := range map[string]struct{ lines, whole, members string }{
		"one_member": {
			"11101 40000\n31102 -20000 Aminah 202602\n31102 -20000 Aminah 202601", "Aminah 40000 [2026-01 2026-02]", "",
		},
		"rapel_of_two": {
			"11101 60000\n31102 -20000 Aminah 202601\n31102 -20000 Budi 202601\n31102 -20000 Aminah 202602",
			" 60000 [2026-01 2026-02]", "Aminah 40000 [2026-01 2026-02]; Budi 20000 [2026-01]",
		},
		"money_out":      {"21101 50000 Citra\n11201 -50000", "Citra -50000 []", ""},
		"nobody":         {"11101 5000\n41109 -5000", " 5000 []", ""},
		"cash_to_bank":   {"11201 5000\n11101 -5000", " 0 []", ""},
		"no_money":       {"31101 5000 Aminah\n31101 -5000 Budi", " 0 []", ""},
		"fee_kept_apart": {"11101 45000\n61501 5000\n31102 -50000 Aminah 202601", "Aminah 45000 [2026-01]", ""},
	} {
		t.Run(name, func(t *testing.T) {
			e := slipEntry(t, c.lines)
			if got := slipSaid(WholeSlip(e)); got != c.whole {
				t.Errorf("whole: %s, want %s", got, c.whole)
			}
			var parts []string
			for _, s := range MemberSlips(e) {
				parts = append(parts, slipSaid(s))
				if found, ok := SlipOf(e, s.Code); !ok || found.Member != s.Member {
					t.Errorf("%s is not found by its code", s.Name)
				}
			}
			if got := strings.Join(parts, "; "); got != c.members {
				t.Errorf("members: %s, want %s", got, c.members)
			}
			_, found := SlipOf(e, WholeSlip(e).Code)
			if found != (WholeSlip(e).Amount != 0) {
				t.Errorf("the whole is found: %v", found)
			}
		})
	}
}

// The code of one change fits no other, and a reversal has no slip.
func TestSlipOf_Refuses(t *testing.T) {
	one, two := slipEntry(t, "11101 5000\n41109 -5000"), slipEntry(t, "11101 6000\n41109 -6000")
	if _, ok := SlipOf(two, WholeSlip(one).Code); ok {
		t.Error("a code fits another change")
	}
	one.Kind = KindReversal
	if _, ok := SlipOf(one, CheckCodeOf(one.Hash, ID{})); ok {
		t.Error("a reversal has a slip")
	}
}
