package ui

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"lumbung/store/coop"
)

func (p *recordPage) load(ctx context.Context) (d recordData, err error) {
	if d.choices, err = readChoices(ctx, p.book, p.shell.today()); err != nil {
		return d, err
	}
	if d.deskData, err = p.desk.load(ctx, p.book); err != nil || d.refused != "" {
		return d, err
	}
	switch {
	case d.resumed:
		var draft recordDraft
		if json.Unmarshal(d.raw, &draft) == nil { // a draft of an older program is no reason to stop
			d.fill = &draft
		}
	case d.pattern != "":
		if t, known := templateNamed(d.settings, d.pattern); known {
			d.fill = &recordDraft{Occasion: t.Occasion, Answers: t.Answers, Remark: t.Remark}
		}
	case !d.old.ID.IsZero():
		p.loadOld(&d)
	}
	return d, nil
}

// loadOld fills the form from an entry, or leaves it to the plain one.
func (p *recordPage) loadOld(d *recordData) {
	fill, ok := p.shell.filledFrom(d.old, d.fix != nil)
	if !ok {
		p.desk.elsewhere = Route{Page: PageJournalEntry, Arg: p.desk.begin}
		return
	}
	d.fill = &fill
	if d.fix != nil {
		d.fill.Date = p.shell.Text.ShortDay(d.fix.date())
		d.lines = linesOf(d.old)
	}
}

// filledFrom gives the form that an entry was made with, filled as it was; false where no occasion made it so. To be
// recorded once more it begins with today, and with the months that are due now: those paid then are paid.
func (s *Shell) filledFrom(e coop.EntryView, exactly bool) (recordDraft, bool) {
	o, known := s.occasion(e.Occasion)
	if !known {
		return recordDraft{}, false
	}
	answers, remark, ok := coop.AnswersOf(o, e.Date, e.Remark, linesOf(e))
	if !ok {
		return recordDraft{}, false
	}
	fill := recordDraft{Occasion: o.ID, Remark: remark, Answers: map[string]string{}}
	if exactly {
		fill.Evidence = e.Evidence
	}
	for _, p := range o.Prompts {
		answer := answers[p.Key]
		switch p.Kind {
		case coop.PromptAmount:
			if answer.Amount != 0 {
				fill.Answers[p.Key] = writeMoney(int64(answer.Amount))
			}
		case coop.PromptMonths:
			if exactly {
				fill.Answers[p.Key] = monthsTyped(answer.Months)
			}
		case coop.PromptDate, coop.PromptRemark:
		default:
			fill.Answers[p.Key] = answer.Text
		}
	}
	return fill, true
}

// monthsTyped writes months and what was paid for all of them as a draft has them.
func monthsTyped(shares []coop.MonthShare) string {
	var keys []string
	var total coop.Money
	for _, share := range shares {
		keys = append(keys, strconv.Itoa(int(share.Month)))
		total += share.Amount
	}
	if len(keys) == 0 {
		return ""
	}
	return strings.Join(keys, " ") + "@" + writeMoney(int64(total))
}

func linesOf(e coop.EntryView) []coop.Line {
	lines := make([]coop.Line, len(e.Lines))
	for i, l := range e.Lines {
		lines[i] = l.Line
	}
	return lines
}

func sameLines(a, b []coop.Line) bool { return slices.Equal(a, b) }

// recall looks up what was recorded last for this occasion, and this member, and shows it grey in the empty amounts:
// one key takes it. What somebody else paid is no hint, so a member that is asked for must be there first.
func (p *recordPage) recall() {
	p.asked++
	asked := p.asked
	if p.now.ID == "" || p.desk.fix != nil {
		return
	}
	query := coop.EntryQuery{Occasion: p.now.ID, Newest: true, Limit: lastLooked}
	for _, prompt := range p.now.Prompts {
		if prompt.Kind != coop.PromptMember {
			continue
		}
		m, known := p.chosenMember()
		if !known {
			p.suggest(coop.EntryView{})
			return
		}
		query.Member = m.Member
	}
	var found []coop.EntryView
	p.shell.Do(func(ctx context.Context) (err error) {
		found, err = p.book.Entries(ctx, query)
		return err
	}, func() {
		if asked != p.asked {
			return
		}
		last := coop.EntryView{}
		for _, e := range found {
			if last.ID.IsZero() && e.Kind == coop.KindEntry && e.ReversedBy.IsZero() && e.What.Counts() {
				last = e
			}
		}
		p.suggest(last)
	})
}

// lastLooked is how many entries are looked at for one that was not reversed.
const lastLooked = 5

// suggest shows the amounts of an entry grey in the empty fields; the zero entry takes them back.
func (p *recordPage) suggest(e coop.EntryView) {
	answers := coop.Answers{}
	if !e.ID.IsZero() {
		answers, _, _ = coop.AnswersOf(p.now, e.Date, e.Remark, linesOf(e))
	}
	t := p.shell.Text
	for _, q := range p.questions {
		if q.prompt.Kind != coop.PromptAmount {
			continue
		}
		amount := answers[q.prompt.Key].Amount
		q.money().Suggest(int64(amount))
		q.field.SetHint("")
		if amount != 0 {
			q.field.SetHint(t.T("ui.record.last", amount, t.ShortDay(e.Date)))
		}
	}
}
