package takeover

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// textReasons are the doubts that one decision about a text settles for all rows with that text; rowReasons those that
// differ from row to row.
var (
	textReasons = []string{"takeover.rule-unsure", "takeover.not-placed", "takeover.no-rule", "takeover.draft"}
	rowReasons  = []string{"takeover.member-missing", "takeover.looks-principal", "takeover.both-sides"}
)

// listDecisions collects what a person would have to decide, each text and each name once, as proposed: the map file
// written from it can be edited and given back. That two names are one person is only proposed, behind a #.
func (p *proposer) listDecisions() {
	listed := map[Decision]bool{}
	for _, pl := range p.inOrder {
		e := pl.entry
		if e.State != Suspense && e.State != Taken || pl.row.Text == "" {
			continue
		}
		d := Decision{Occasion: e.Occasion, Account: pl.rule.Account}
		if e.State == Suspense {
			d.Account = accountSuspense
		}
		switch {
		case e.because(rowReasons) || e.because(textReasons) && e.Occasion == "member-deposit-held" && e.Member == "":
			d.What, d.Text, d.Is, d.Note = AboutRow, e.Short(), e.Member, e.note()
		case e.because(textReasons):
			d.What, d.Side, d.Text = AboutText, side(pl.row), Pattern(pl.row.Text)
		}
		if d.Text != "" && !listed[d] {
			listed[d] = true
			p.Decisions = append(p.Decisions, d)
		}
	}
	for _, m := range p.Members {
		if len(m.Same) == 0 {
			continue
		}
		best := slices.MaxFunc(m.Same, func(a, b Near) int { return cmp.Compare(a.Score, b.Score) })
		// of two names met the shorter one becomes the longer, so that they never point at each other
		if best.Known || len(m.Key) < len(best.Key) || len(m.Key) == len(best.Key) && m.Key > best.Key {
			p.Decisions = append(p.Decisions, Decision{
				What: AboutMember, Text: m.Name, Is: best.Key, Off: true,
				Note: fmt.Sprintf("%s %d%%", strings.TrimPrefix(best.Why, "takeover.near-"), best.Score),
			})
		}
	}
}

func (e *Entry) because(keys []string) bool {
	return slices.ContainsFunc(e.Reasons, func(r Problem) bool { return slices.Contains(keys, r.Key) })
}

// note says in a map file which row is meant.
func (e *Entry) note() string {
	return fmt.Sprintf("%s %s %s %d %s", e, e.Book, e.Date, e.Amount/100, e.Text)
}
