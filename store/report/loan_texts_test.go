package report

import (
	"testing"

	"lumbung/assets"
	"lumbung/store/coop"
)

// TestLoanTexts: every key that the rules of loans hand out has words.
func TestLoanTexts(t *testing.T) {
	texts, err := assets.Translations("id")
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, p := range coop.LoanPolicies() {
		keys = append(keys, p.Source)
		if !coop.PolicySound(p.Key, p.Default) {
			t.Errorf("%s: %q is no value", p.Key, p.Default)
		}
	}
	for _, f := range (&coop.LoanTerms{}).Figures() {
		keys = append(keys, coop.FigureLabel(f))
	}
	for s := coop.LoanApplied; s <= coop.LoanForgiven; s++ {
		keys = append(keys, s.Key())
	}
	for g := coop.GradeGood; g <= coop.GradeLoss; g++ {
		keys = append(keys, g.Key())
	}
	for _, key := range keys {
		if texts[key] == "" {
			t.Errorf("%s has no text", key)
		}
	}
}
