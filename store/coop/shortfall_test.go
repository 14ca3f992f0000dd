package coop

import "testing"

func TestShortfallOf(t *testing.T) {
	balances := []AccountBalance{
		{Account: AccountRow{Code: "111", Heading: true}, Debit: 0},
		{Account: AccountRow{Code: "11101"}, Opening: 100, Debit: 50, Credit: 30},
		{Account: AccountRow{Code: "11201"}, Opening: -10},
		{Account: AccountRow{Code: "41101"}, Credit: 500},
	}
	for _, c := range []struct {
		name  string
		lines []Line
		want  Money // what is left in the till; 0: no warning
	}{
		{"all of it", []Line{{Account: "51101", Amount: 120}, {Account: "11101", Amount: -120}}, 0},
		{"more than there is", []Line{{Account: "51101", Amount: 121}, {Account: "11101", Amount: -121}}, -1},
		{"in two lines", []Line{{Account: "11101", Amount: -70}, {Account: "11101", Amount: -70}}, -20},
		{"back in at once", []Line{{Account: "11101", Amount: -200}, {Account: "11101", Amount: 100}}, 0},
		{"into what is short already", []Line{{Account: "11201", Amount: 5}, {Account: "41101", Amount: -5}}, 0},
	} {
		short := ShortfallOf(balances, c.lines)
		switch {
		case c.want == 0 && len(short) > 0:
			t.Errorf("%s: warned of %v", c.name, short)
		case c.want != 0 && (len(short) != 1 || short[0].Left != c.want || short[0].Account.Code != "11101"):
			t.Errorf("%s: got %v, want %d left in the till", c.name, short, c.want)
		}
	}
}
