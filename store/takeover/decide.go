package takeover

import (
	"slices"
)

// placingReasons are the doubts that a decision about a text settles.
var placingReasons = []string{
	"takeover.rule-unsure", "takeover.not-placed", "takeover.no-rule", "takeover.draft",
}

// listDecisions collects what a person would have to decide, each text and each name once, as proposed: the map file
// written from it can be edited and given back.
func (p *proposer) listDecisions() {
	for _, pl := range p.rows {
		e := pl.entry
		open := slices.ContainsFunc(e.Reasons, func(r Problem) bool { return slices.Contains(placingReasons, r.Key) })
		if e.State != Suspense && e.State != Taken || !open || pl.row.Text == "" {
			continue
		}
		d := Decision{
			What: AboutText, Side: side(pl.row), Text: Pattern(pl.row.Text), Occasion: e.Occasion,
			Account: pl.rule.Account,
		}
		if e.State == Suspense {
			d.Account = accountSuspense
		}
		if d.Text != "" && !slices.Contains(p.Decisions, d) {
			p.Decisions = append(p.Decisions, d)
		}
	}
	for _, m := range p.Members {
		for _, other := range m.Same {
			// the shorter name becomes the longer one, so that two names never point at each other
			if o := p.members[other]; o == nil || len(m.Key) < len(o.Key) ||
				len(m.Key) == len(o.Key) && m.Key > o.Key {
				is := other
				if o != nil {
					is = o.Name
				}
				p.Decisions = append(p.Decisions, Decision{What: AboutMember, Text: m.Name, Is: is})
				break
			}
		}
	}
}
