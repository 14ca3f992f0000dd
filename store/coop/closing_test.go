package coop

import (
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// closingLines says lines as an accountant writes them: account, outlet, debit or (credit).
func writtenLines(lines []Line) string {
	var rows []string
	for _, l := range lines {
		rows = append(rows, strings.TrimSpace(strings.Join(strings.Fields(
			l.Account+" "+l.Outlet+" "+FormatPlain(l.Amount)), " ")))
	}
	return strings.Join(rows, "\n")
}

// TestClosingLines shows the closing entry of small years.
func TestClosingLines(t *testing.T) {
	type balance struct {
		account, outlet string
		month           Month
		sum             Money
	}
	for _, tt := range []struct {
		name   string
		rows   []balance
		want   string
		result Money
	}{
		{"nothing_to_close", []balance{{"11101", "", 202501, 5000_00}, {"31102", "", 202501, -5000_00}}, "", 0},
		{"surplus", []balance{
			{"41109", "", 202501, -900_00},
			{"41109", "", 202512, -100_00},
			{"61203", "", 202506, 300_00},
			{"41109", "", 202601, -77_00},
		}, "41109 1.000\n91101 (1.000)\n61203 (300)\n91101 300\n91101 700\n31501 (700)", 700_00},
		{
			"loss",
			[]balance{{"41109", "", 202501, -100_00}, {"61203", "", 202506, 300_00}},
			"41109 100\n91101 (100)\n61203 (300)\n91101 300\n31503 200\n91101 (200)", -200_00,
		},
		{"outlets_close_too", []balance{
			{"41109", "warung", 202501, -100_00}, {"41109", "", 202501, -50_00}, {"61203", "warung", 202506, 30_00},
		}, "41109 50\n41109 warung 100\n91101 (150)\n61203 warung (30)\n91101 30\n91101 120\n31501 (120)", 120_00},
		{
			"comes_to_nothing",
			[]balance{{"41109", "", 202501, -100_00}, {"61203", "", 202506, 100_00}},
			"41109 100\n91101 (100)\n61203 (100)\n91101 100", 0,
		},
		{
			"surplus_from_before_the_book",
			[]balance{{"31501", "", 202501, -40_00}, {"41109", "", 202501, -100_00}},
			"31501 40\n41109 100\n91101 (140)\n91101 140\n31501 (140)", 140_00,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := NewMap()
			for _, a := range testChart {
				m.Put(&AccountRow{Code: a.Code, Type: a.Type})
			}
			for _, b := range tt.rows {
				m.Put(&BalanceRow{
					Account: b.account, Outlet: b.outlet, Month: b.month, Debit: max(0, b.sum), Credit: max(0, -b.sum),
				})
			}
			lines := ClosingLines(m, 202512)
			if got := writtenLines(lines); got != tt.want {
				t.Errorf("closes by\n%s\ninstead of\n%s", got, tt.want)
			}
			if got := ClosingResult(lines); got != tt.result {
				t.Errorf("the result is %v, want %v", got, tt.result)
			}
			if roll := RollLines(lines); (len(roll) > 0) != (tt.result > 0) {
				t.Errorf("rolls by %s", writtenLines(roll))
			}
			if what := CheckLines(lines); len(lines) > 0 && what != WhatNone {
				t.Error(what)
			}
		})
	}
}

// TestClose_versions pins the bytes of a year's close, and that the first version reads as before: with a closing entry
// it is not what it was.
func TestClose_versions(t *testing.T) {
	head := Head{Log: testID("log A"), Seq: 9, Hash: Genesis(testID("coop"), testID("log A"))}
	first := Close{Period: 202512, Year: true, Contains: []Head{head}}
	second := first
	second.Lines = []Line{
		{Account: "41109", Amount: 1000_00, Outlet: "warung"},
		{Account: "91101", Amount: -1000_00},
		{Account: "91101", Amount: 1000_00},
		{Account: "31501", Amount: -1000_00},
	}
	if got := hex.EncodeToString(EncodeBody(second)); got != frozenYear {
		t.Errorf("the frozen bytes have changed: %s", got)
	}
	for _, tt := range []struct {
		name    string
		version uint8
		body    Close
		want    What
	}{
		{"first_without_lines", 1, first, WhatNone},
		{"first_with_lines", 1, second, WhatMalformed},
		{"second_with_lines", 2, second, WhatNone},
		{"second_without_lines", 2, first, WhatMalformed},
		{"second_of_a_month", 2, Close{Period: 202512, Contains: second.Contains, Lines: second.Lines}, WhatMalformed},
		{"third", 3, second, WhatUnknown},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := &arrival{Change: Change{Kind: KindClose, Version: tt.version, Body: EncodeBody(tt.body)}}
			if got := NewFold(NewMap()).decode(a); got != tt.want {
				t.Errorf("%v, want %v", got, tt.want)
			}
		})
	}
	// What a program of the first version does not know is of the second: it would take it for malformed.
	plainly, cites := Approval{Subject: second.Contains[0]}, Approval{Subject: second.Contains[0], Cites: Hash{1}}
	for i, b := range []any{plainly, cites, Minutes{Meeting: ID{1}}, Minutes{Meeting: ID{1}, People: []ID{{1}}}} {
		kind := []Kind{KindApproval, KindMinutes}[i/2]
		for version := uint8(1); version <= 2; version++ {
			a := &arrival{Change: Change{Kind: kind, Version: version, Body: EncodeBody(b)}}
			got, fits := NewFold(NewMap()).decode(a), int(version) == 1+i%2
			if (got == WhatNone) != fits || fits && VersionOf(b) != version {
				t.Errorf("body %d as version %d: %v", i, version, got)
			}
		}
	}
	if VersionOf(&second) != 2 || VersionOf(first) != 1 || VersionOf(Reopen{}) != 1 || Knows(KindEntry, 2) {
		t.Error("versions")
	}
}

// TestClose_refuses shows closing entries that no close may carry.
func TestClose_refuses(t *testing.T) {
	ok := []Line{
		{Account: "41109", Amount: 1000_00},
		{Account: "91101", Amount: -1000_00},
		{Account: "91101", Amount: 1000_00},
		{Account: "31501", Amount: -1000_00},
	}
	for _, tt := range []struct {
		name string
		bend func(lines []Line) []Line
		want What
	}{
		{"OK", func(l []Line) []Line { return l }, WhatNone},
		{"unbalanced", func(l []Line) []Line { l[0].Amount++; return l }, WhatUnbalanced},
		{"leaves_something_on_the_summary", func(l []Line) []Line { return l[:2] }, WhatUnbalanced},
		{"takes_from_cash", func(l []Line) []Line { l[0].Account = "11101"; return l }, WhatAccount},
		{"goes_to_the_undivided_at_once", func(l []Line) []Line { l[3].Account = "31502"; return l }, WhatAccount},
		{"of_an_account_that_is_not_there", func(l []Line) []Line { l[0].Account = "49999"; return l }, WhatAccount},
		{"names_a_member", func(l []Line) []Line { l[0].Member = testID("x"); return l }, WhatMalformed},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := found(t)
			d := v.devices["A"]
			v.record(t, "A", "Siti", KindEntry, bodyEntry(20251201, "11101", "41109", 1000_00, ID{}, 0))
			c := Close{
				Period: 202512, Year: true, Contains: d.fold.Heads(), Digest: TrialDigest(d.state, 202512),
				Lines: tt.bend(slices.Clone(ok)),
			}
			if _, what := v.try("A", "Budi", KindClose, c); what != tt.want {
				t.Errorf("%v, want %v", what, tt.want)
			}
			if got := len(d.fold.Exceptions()) == 0; got != (tt.want == WhatNone) {
				t.Errorf("exceptions %v", d.fold.Exceptions())
			}
		})
	}
}

// TestGoldenYear_closes closes the golden year (domain §8.2 C1–C4) and looks at every line.
func TestGoldenYear_closes(t *testing.T) {
	v, _ := goldenLedger(t)
	d := v.devices["A"]
	lines := ClosingLines(d.state, 202512)
	c := Close{
		Period: 202512, Year: true, Contains: d.fold.Heads(), Digest: TrialDigest(d.state, 202512), Lines: lines,
	}
	before := map[string]Money{}
	d.state.Scan(&BalanceRow{}, 0, func(r Record) bool {
		b := r.(*BalanceRow)
		before[b.Account] += b.Debit - b.Credit
		return true
	})
	exceptions := fmt.Sprint(d.fold.Exceptions())
	hash := v.record(t, "A", "Budi", KindClose, c)
	summary, seen := []string{}, map[string]bool{}
	for _, l := range lines {
		if l.Account == AccountSummary || l.Account == AccountSurplus {
			summary = append(summary, l.Account+" "+FormatPlain(l.Amount))
			continue
		}
		if seen[l.Account] || l.Amount != -before[l.Account] {
			t.Errorf("%s is closed by %v, has %v", l.Account, l.Amount, before[l.Account])
		}
		seen[l.Account] = true
	}
	for account, sum := range before {
		if row := (AccountRow{Code: account}); d.state.Get(&row) && row.Type.IsResult() && sum != 0 && !seen[account] {
			t.Errorf("%s is left with %v", account, sum)
		}
	}
	if got, want := strings.Join(summary, ", "),
		"91101 (116.241.667), 91101 113.098.465, 91101 3.143.202, 31501 (3.143.202)"; got != want {
		t.Errorf("C1 to C3 are %s, want %s", got, want)
	}
	roll := EntryRow{ID: HashID(hash, 1)}
	if !d.state.Get(&roll) || roll.Posted != 20260101 || writtenLines(d.fold.Lines(roll.ID)) !=
		"31501 3.143.202\n31502 (3.143.202)" {
		t.Errorf("C4 is %+v %s", roll, writtenLines(d.fold.Lines(roll.ID)))
	}
	if after := fmt.Sprint(d.fold.Exceptions()); after != exceptions { // the golden ledger names no members
		t.Errorf("closing changes what is irregular from %s to %s", exceptions, after)
	}
	if broken := append(CheckSums(d.state), CheckVouchers(d.state)...); len(broken) > 0 {
		t.Error(broken)
	}
	if got, want := dumpOf(d), dump(d.state); got != want {
		t.Errorf("a replay differs:\n%s", firstDifference(got, want))
	}
}

// frozenYear are the canonical bytes of the second version of a close: they never change.
const frozenYear = "a5011a0003171002f504818350acbc2a22beaca7a35b14fe13c724cbb1095820a65bc9994e6ede0ce87f7e1cba01492a" +
	"301c98aa29fa56a08f923dfb6bcf000a0558200000000000000000000000000000000000000000000000000000000000" +
	"0000000684a301653431313039021a000186a00566776172756e67a201653931313031023a0001869fa2016539313130" +
	"31021a000186a0a201653331353031023a0001869f"
