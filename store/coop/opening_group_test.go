package coop

import "testing"

// Whatever account opens is asked for in one group and no other: one in none could not be typed, one in two would be
// typed twice.
func TestOpeningGroups(t *testing.T) {
	chart := map[string]AccountRow{}
	for _, a := range standardChart(t) {
		row := AccountRow{Code: a.Code, Type: a.Type, Heading: a.Heading}
		chart[a.Code] = row
		var in []string
		for _, g := range OpeningGroups() {
			if g.Holds(a.Code) {
				in = append(in, g.Name)
			}
		}
		if row.Opens() && len(in) != 1 {
			t.Errorf("%s is asked for in %v", a.Code, in)
		}
	}
	for _, g := range OpeningGroups() {
		for _, code := range g.Usual {
			if !chart[code].Opens() || !g.Holds(code) {
				t.Errorf("%s is usual in %s, whose it is not", code, g.Name)
			}
		}
	}
}
