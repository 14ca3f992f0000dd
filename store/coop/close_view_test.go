package coop

import (
	"fmt"
	"testing"
)

// TestOwedYear shows which year waits for its closing entry: a row is what revenue and costs moved, by month.
func TestOwedYear(t *testing.T) {
	type moved struct {
		account, outlet string
		month           Month
		sum             Money
	}
	for _, tt := range []struct {
		name   string
		closed []Month // years that were closed, by their last month
		rows   []moved
		period Month
		want   int64
	}{
		{"nothing", nil, nil, 202601, 0},
		{"cash alone is no result", nil, []moved{{"11101", "", 202512, 500}}, 202601, 0},
		{"sales of the year before", nil, []moved{{"41109", "", 202503, -500}}, 202601, 2025},
		{"the year itself is not over", nil, []moved{{"41109", "", 202503, -500}}, 202512, 0},
		{"nor in its own months", nil, []moved{{"41109", "", 202503, -500}}, 202504, 0},
		{"taken back within the year", nil, []moved{
			{"41109", "", 202503, -500}, {"41109", "", 202511, 500},
		}, 202601, 0},
		{"taken back in the year after", nil, []moved{
			{"41109", "", 202511, -500}, {"41109", "", 202601, 500},
		}, 202601, 2025},
		{"another outlet does not make it up", nil, []moved{
			{"41109", "a", 202503, -500}, {"41109", "b", 202503, 500},
		}, 202601, 2025},
		{"the oldest first", nil, []moved{
			{"41109", "", 202511, -1}, {"61203", "", 202402, 1},
		}, 202601, 2024},
		{"closed by its entry", []Month{202512}, []moved{
			{"41109", "", 202512, -500}, {"41109", "", 202512, 500},
		}, 202601, 0},
		{"closed by an old program, without an entry", []Month{202512}, []moved{
			{"41109", "", 202503, -500},
		}, 202601, 0},
		{"closed, and the next is not", []Month{202512}, []moved{
			{"41109", "", 202503, -500}, {"41109", "", 202602, -7},
		}, 202703, 2026},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := NewMap()
			for _, a := range testChart {
				m.Put(&AccountRow{Code: a.Code, Type: a.Type})
			}
			for i, month := range tt.closed {
				m.Put(&CloseRow{Hash: Hash{byte(i + 1)}, Period: month, Year: true, Holds: true})
				m.Put(&CloseRow{Hash: Hash{byte(i + 1), 1}, Period: month + 100, Year: true}) // was reopened
			}
			for _, r := range tt.rows {
				b := BalanceRow{Account: r.account, Outlet: r.outlet, Month: r.month}
				m.Get(&b)
				b.Debit, b.Credit = b.Debit+max(0, r.sum), b.Credit+max(0, -r.sum)
				m.Put(&b)
			}
			if got := OwedYear(m, tt.period); got != tt.want {
				t.Errorf("%d, want %d", got, tt.want)
			}
		})
	}
}

// TestClosePlan_Against shows what forbids a close.
func TestClosePlan_Against(t *testing.T) {
	result := []Line{{Account: "41109", Amount: 1}, {Account: "31501", Amount: -1}}
	for _, tt := range []struct {
		name string
		plan ClosePlan
		want string
	}{
		{"a month", ClosePlan{Body: Close{Period: 202601}}, ""},
		{"a closed month", ClosePlan{Body: Close{Period: 202601}, Closed: 20260131}, "close.closed 202601 20260131"},
		{"a month before a closed one", ClosePlan{
			Body: Close{Period: 202512}, Closed: 20260131,
		}, "close.closed 202512 20260131"},
		{"a month of the year after", ClosePlan{
			Body: Close{Period: 202601}, Closed: 20251231, Owed: 2025,
		}, "close.year 2025"},
		{"a year", ClosePlan{
			Body: Close{Period: 202512, Year: true, Lines: result}, First: 202507, Closed: 20251130,
		}, ""},
		{"a year whose December is closed", ClosePlan{
			Body: Close{Period: 202512, Year: true, Lines: result}, First: 202507, Closed: 20251231,
		}, ""},
		{"a year that is closed", ClosePlan{
			Body: Close{Period: 202512, Year: true, Lines: result}, First: 202507, Closed: 20251231, Year: true,
		}, "close.closed 202512 20251231"},
		{"a year that was closed, and months after it", ClosePlan{
			Body: Close{Period: 202512, Year: true}, First: 202507, Closed: 20260131, Year: true,
		}, "close.closed 202512 20260131"},
		{"a year that was passed over", ClosePlan{
			Body: Close{Period: 202512, Year: true, Lines: result}, First: 202507, Closed: 20260131,
		}, "close.behind 2025 202601"},
		{"a year with open months", ClosePlan{
			Body: Close{Period: 202512, Year: true, Lines: result}, First: 202507, Closed: 20250831,
		}, "close.months 202509 202511"},
		{"two years at once", ClosePlan{
			Body: Close{Period: 202612, Year: true, Lines: result}, First: 202507, Closed: 20261130, Owed: 2025,
		}, "close.year 2025"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.plan.Until = tt.plan.Body.Period.Last()
			got := ""
			for _, p := range tt.plan.Against("") {
				got += p.Key
				for _, arg := range p.Args {
					switch x := arg.(type) {
					case Month:
						arg = int64(x)
					case Date:
						arg = int64(x)
					}
					got += fmt.Sprint(" ", arg)
				}
			}
			if got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

// A month that is not over may be closed, for a clock may be wrong; but not without a word.
func TestClosePlan_Ask(t *testing.T) {
	p := ClosePlan{Body: Close{Period: 202602}, Until: 20260228}
	for day, want := range map[Date]int{20260227: 1, 20260228: 0, 20260301: 0, 20251231: 1} {
		ask := p.Ask(day)
		if len(ask) != want || want > 0 && ask[0].Key != ProblemCloseEarly {
			t.Errorf("on %d: %v", day, ask)
		}
	}
}

// Which month is closed next.
func TestNextMonth(t *testing.T) {
	for _, c := range []struct {
		first         Month
		closed, today Date
		want          Month
	}{
		{0, 0, 20261125, 202610},             // an empty book
		{202610, 0, 20261125, 202610},        // the usual case
		{202611, 0, 20261125, 202611},        // began this month
		{202606, 0, 20261125, 202610},        // several at once
		{202511, 0, 20261125, 202512},        // a year ends with its own close
		{202506, 20260930, 20261125, 202610}, // after the last close
		{202506, 20261031, 20261125, 202611},
		{202506, 20261130, 20261125, 202612}, // closed ahead
		{202506, 20251130, 20260210, 202512},
		{202506, 20251231, 20260210, 202601},
		{202506, 20240229, 20260210, 202412}, // two years behind
	} {
		if got := NextMonth(c.first, c.closed, c.today); got != c.want {
			t.Errorf("from %v, closed through %v, on %v: %v, want %v", c.first, c.closed, c.today, got, c.want)
		}
	}
}
