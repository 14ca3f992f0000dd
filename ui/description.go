package ui

import (
	"fmt"
	"slices"
	"strings"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// occasion finds an occasion by its id.
func (s *Shell) occasion(id string) (coop.Occasion, bool) {
	for _, o := range s.occasions {
		if o.ID == id {
			return o, true
		}
	}
	return coop.Occasion{}, false
}

// describe composes what an entry is: occasion, member, months and the remark that was typed. Only the remark is
// stored.
func (s *Shell) describe(e coop.EntryView) string {
	var parts []string
	switch o, known := s.occasion(e.Occasion); {
	case known:
		parts = append(parts, s.Text.In(o.NameID, o.NameEN))
	case e.Kind == coop.KindReversal:
		parts = append(parts, s.Text.T("ui.entry.reversal"))
	case e.Kind == coop.KindOpening:
		parts = append(parts, s.Text.T("ui.entry.opening"))
	case e.Kind == coop.KindClose:
		return s.Text.T("report.entry." + e.Occasion)
	}
	var months []coop.Month
	name, members := "", map[coop.ID]bool{}
	for _, l := range e.Lines {
		if l.MemberName != "" {
			name = orElse(name, l.MemberName)
			members[l.Member] = true
		}
		if l.Month != 0 {
			months = append(months, l.Month)
		}
	}
	switch others := len(members) - 1; {
	case others > 0: // a rapel: each month of each of them once
		parts = append(parts, s.Text.T("ui.entry.and-others", name, s.Text.Count(others)))
		slices.Sort(months)
		months = slices.Compact(months)
	case name != "":
		parts = append(parts, name)
	}
	if len(months) > 0 {
		parts = append(parts, s.Text.Months(months))
	}
	if e.Remark != "" {
		parts = append(parts, e.Remark)
	}
	if len(parts) == 0 {
		return s.Text.T("ui.entry.free")
	}
	return strings.Join(parts, " · ")
}

// entryState says how far an entry has come: a sign, a word and a tone.
func (s *Shell) entryState(e coop.EntryView) (kit.Tone, string) {
	switch {
	case !e.What.Counts():
		return kit.ToneBad, "✗ " + s.Text.T("ui.state.void")
	case !e.CorrectedBy.IsZero():
		return kit.ToneSoft, "✗ " + s.Text.T("ui.state.corrected")
	case !e.ReversedBy.IsZero():
		return kit.ToneSoft, "✗ " + s.Text.T("ui.state.reversed")
	case e.Query():
		return kit.ToneWait, "● " + s.Text.T("ui.review.said.asked")
	}
	word := s.Text.T(fmt.Sprintf("ui.state.%d", e.State))
	switch e.State {
	case coop.StateAccepted:
		return kit.ToneGood, "✓ " + word
	case coop.StateReviewed:
		return kit.ToneGood, "✓✓ " + word
	case coop.StateSent:
		return kit.ToneSoft, "● " + word // an arrow would draw the space behind it as an unknown letter
	}
	return kit.ToneWait, "● " + word
}

// shortVoucher is the voucher number without its year, for lists that show the day beside it.
func shortVoucher(e coop.EntryView) string {
	return strings.Replace(e.Voucher, fmt.Sprintf("-%d-", e.Date/10000), "-", 1)
}
