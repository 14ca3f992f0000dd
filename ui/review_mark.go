package ui

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// The ways to see a month, under the keys 1 to 7. All but the last show only what the reviewer has not looked at.
const (
	reviewOpen = iota
	reviewLarge
	reviewLate
	reviewCorrected
	reviewBare
	reviewPerson
	reviewAll
)

var reviewFilters = []string{
	"ui.review.filter.open", "ui.review.filter.large", "ui.review.filter.late", "ui.review.filter.corrected",
	"ui.review.filter.bare", "ui.review.filter.person", "ui.review.filter.all",
}

// prefReviewLarge is from how many rupiah on an entry counts as large to the reviewer at this machine.
const prefReviewLarge = "review-large"

// reviewLimit is the amount from which on an entry is large: what the cooperative has agreed, unless the reviewer has
// chosen another one at this machine.
func (s *Shell) reviewLimit() coop.Money {
	if own := s.Prefs.Int(prefReviewLarge); own > 0 {
		return coop.Money(own) * coop.Rupiah
	}
	return s.reviewFrom
}

// fits says whether an entry is shown in a way to see.
func (p *reviewPage) fits(e coop.EntryView, filter int) bool {
	if filter == reviewAll {
		return true
	}
	if e.Author == p.shell.session.User || p.checked(e) {
		return false
	}
	switch filter {
	case reviewLarge:
		return e.Amount >= p.shell.reviewLimit()
	case reviewLate:
		return e.Late()
	case reviewCorrected:
		return e.Corrected()
	case reviewBare:
		return e.Bare()
	case reviewPerson:
		return e.Author == p.who()
	}
	return true
}

// who is whose entries are shown in the way of one person.
func (p *reviewPage) who() coop.ID {
	if slices.Contains(p.people, p.shell.review.person) {
		return p.shell.review.person
	}
	if len(p.people) > 0 {
		return p.people[0]
	}
	return coop.ID{}
}

// choose finds what is shown, and counts for each way how much there is.
func (p *reviewPage) choose() {
	state := &p.shell.review
	p.found = nil
	counts := make([]int, len(reviewFilters))
	for _, e := range p.data.entries {
		for i := range counts {
			if p.fits(e, i) {
				counts[i]++
			}
		}
		if p.fits(e, state.filter) {
			p.found = append(p.found, e)
		}
	}
	slices.SortStableFunc(p.found, func(a, b coop.EntryView) int {
		newest := cmp.Or(cmp.Compare(b.Date, a.Date), cmp.Compare(b.At, a.At), cmp.Compare(b.Seq, a.Seq))
		if state.largest {
			return cmp.Or(cmp.Compare(b.Amount, a.Amount), newest)
		}
		return newest
	})
	t := p.shell.Text
	for i, pill := range p.pills {
		name := t.T(reviewFilters[i])
		if i == reviewPerson {
			name = t.T(reviewFilters[i], firstWord(p.data.people[p.who()]))
		}
		pill.Set(fmt.Sprintf("%d · %s (%s)", i+1, name, t.Count(counts[i])), i == state.filter)
	}
}

// firstWord is what people call somebody.
func firstWord(name string) string {
	first, _, _ := strings.Cut(name, " ")
	return orElse(first, "–")
}

// onFilter shows the month in another way; the way of one person, chosen again, goes to the next.
func (p *reviewPage) onFilter(filter int) {
	state := &p.shell.review
	if filter == reviewPerson && state.filter == filter && len(p.people) > 1 {
		at := slices.Index(p.people, p.who())
		state.person = p.people[(at+1)%len(p.people)]
	}
	state.filter, state.row = filter, 0
	p.again()
}

// onSample shows which members to ask this month.
func (p *reviewPage) onSample() {
	month := p.shell.review.month
	p.shell.Go(Route{Page: PageSample, Arg: fmt.Sprintf("%04d-%02d", month/100, month%100)})
}

func (p *reviewPage) onOrder() {
	p.shell.review.largest, p.shell.review.row = !p.shell.review.largest, 0
	p.again()
}

// again draws what was read already in another way.
func (p *reviewPage) again() {
	p.form, p.limit = nil, nil
	p.shell.put(p.shell.at, p.show(p.data))
}

// letter knows the keys of the page: a figure is a way to see, a letter what one says of the entries.
func (p *reviewPage) letter(r rune) bool {
	t := p.shell.Text
	if !p.may() || p.ledger == nil {
		return false
	}
	if i := int(r - '1'); i >= 0 && i < len(reviewFilters) {
		p.onFilter(i)
		return true
	}
	key := string(unicode.ToUpper(r))
	switch key {
	case "8":
		p.onSample()
	case t.T("ui.review.key.pick"):
		p.onPickAll()
	case t.T("ui.review.key.read"):
		p.mark(coop.VerdictRead)
	case t.T("ui.review.key.agree"):
		p.mark(coop.VerdictAgreed)
	case t.T("ui.review.key.ask"):
		p.write(findingAsks)
	case t.T("ui.review.key.find"):
		p.write("")
	case t.T("ui.review.key.order"):
		p.onOrder()
	default:
		return false
	}
	return true
}

// onPick chooses a row, or not any more.
func (p *reviewPage) onPick(row int) {
	id := p.found[row].ID
	p.chosen[id] = !p.chosen[id]
	if !p.chosen[id] {
		delete(p.chosen, id)
	}
	p.tellPicked()
}

// onPickAll chooses every row, or none where all are.
func (p *reviewPage) onPickAll() {
	all := len(p.chosen) == len(p.found)
	clear(p.chosen)
	for _, e := range p.found {
		if !all && e.Author != p.shell.session.User {
			p.chosen[e.ID] = true
		}
	}
	p.tellPicked()
}

func (p *reviewPage) tellPicked() {
	text := ""
	if n := len(p.chosen); n > 0 {
		text = p.shell.Text.T("ui.review.picked", p.shell.Text.Count(n))
	}
	p.picked.Set(text, kit.ToneBrand)
	p.ledger.Refresh()
	p.shell.refit()
}

// meant are the entries that a mark is for: those chosen, or the one that the keys are on.
func (p *reviewPage) meant() []coop.EntryView {
	var all []coop.EntryView
	for _, e := range p.found {
		if p.chosen[e.ID] {
			all = append(all, e)
		}
	}
	if row := p.near(); len(all) == 0 && row >= 0 && row < len(p.found) {
		all = append(all, p.found[row])
	}
	return all
}

// near is the row that the keys are on; -1: none.
func (p *reviewPage) near() int {
	if row, there := p.ledger.Marked(); there {
		return row
	}
	return -1
}

// mark says one thing of all that are meant.
func (p *reviewPage) mark(verdict coop.Verdict) {
	s, entries := p.shell, p.meant()
	if len(entries) == 0 {
		return
	}
	s.sayOf(p.book, entries, verdict, func() {
		clear(p.chosen)
		s.review.row = p.near()
		s.Reload()
		s.Tell(verdictTold[verdict], s.Text.Count(len(entries)))
	})
}

// verdictTold are the words that a mark was recorded.
var verdictTold = map[coop.Verdict]string{
	coop.VerdictRead: "ui.review.is-read", coop.VerdictAgreed: "ui.review.is-agreed",
}

// reviewsMost is how many entries one review may speak of.
const reviewsMost = 4096

// sayOf records a verdict on entries. Nobody reviews what they recorded.
func (s *Shell) sayOf(book reviewRecorder, entries []coop.EntryView, verdict coop.Verdict, then func()) {
	var ids []coop.ID
	for _, e := range entries {
		if e.Author == s.session.User {
			s.Warn(coop.Problem{Key: "ui.review.own"})
			return
		}
		ids = append(ids, e.ID)
	}
	var acts []coop.Act
	for some := range slices.Chunk(ids, reviewsMost) {
		acts = append(acts, coop.Act{Kind: coop.KindReview, Body: coop.Review{Entries: some, Verdict: verdict}})
	}
	s.Do(func(ctx context.Context) error {
		_, err := book.Record(ctx, s.session, acts...)
		return err
	}, then)
}

// reviewRecorder records what a reviewer says.
type reviewRecorder interface {
	Record(ctx context.Context, who coop.Session, acts ...coop.Act) ([]coop.Recorded, error)
}

// write opens the form of a question or a finding about the one entry that is meant.
func (p *reviewPage) write(kind string) {
	entries := p.meant()
	if len(entries) > 1 {
		p.shell.Warn(coop.Problem{Key: "ui.review.one-only"})
		return
	}
	if len(entries) == 1 {
		p.shell.review.row = p.near()
		p.shell.writeOf(entries[0], kind)
	}
}

// writeOf opens the form of a question or a finding about an entry.
func (s *Shell) writeOf(e coop.EntryView, kind string) {
	switch {
	case !s.session.Role.May(coop.KindFinding):
		s.Warn(coop.Problem{Key: "ui.review.no-finding"})
	case e.Author == s.session.User:
		s.Warn(coop.Problem{Key: "ui.review.own"})
	default:
		s.Go(Route{Page: PageFindingForm, Arg: kind + e.ID.String()})
	}
}

// limitForm asks from which amount on an entry is large.
func (p *reviewPage) limitForm() fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.form = kit.NewForm(s.layer, 0)
	p.limit = kit.NewMoneyEntry(s.parseMoney, writeMoney)
	p.limit.SetAmount(int64(s.reviewLimit()))
	p.form.Add(t.T("ui.review.limit"), p.limit, func() string {
		sen, wrong := s.parseMoney(p.limit.Text)
		switch {
		case wrong != "":
			return wrong
		case sen < int64(coop.Rupiah) || sen%int64(coop.Rupiah) != 0:
			return t.T("ui.review.limit-wrong")
		}
		return ""
	}).SetHint(t.T("ui.review.limit-hint"))
	p.form.OnRecord, p.form.OnBack = p.onLimit, func() { s.layer.Focus(p.pills[reviewLarge]) }
	return kit.Capped(22, 0, p.form.Content())
}

// onLimit keeps the amount, on this machine.
func (p *reviewPage) onLimit() {
	if !p.form.Right() {
		return
	}
	sen, _ := p.shell.parseMoney(p.limit.Text)
	p.shell.Prefs.SetInt(prefReviewLarge, int(sen/int64(coop.Rupiah)))
	p.shell.review.row = 0
	p.again()
}
