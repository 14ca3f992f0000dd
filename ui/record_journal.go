package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// entry turns the answers into the entry that would be recorded, or says what is against it.
func (p *recordPage) entry() (coop.Entry, []coop.Problem) {
	answers := coop.Answers{}
	for _, q := range p.questions {
		answers[q.prompt.Key] = q.answer()
		if q.months != nil {
			answers[q.prompt.Key] = coop.PromptAnswer{Months: p.shares(q)}
		}
	}
	typed, _ := p.date.Day()
	day := coop.Date(0)
	if !typed.IsZero() {
		day = coop.DateFromTime(typed)
	}
	remark := strings.TrimSpace(p.remark.Text)
	for _, prompt := range p.now.Prompts {
		switch prompt.Kind {
		case coop.PromptDate:
			answers[prompt.Key] = coop.PromptAnswer{Date: day}
		case coop.PromptRemark:
			answers[prompt.Key] = coop.PromptAnswer{Text: remark}
		}
	}
	entry, problems := coop.EntryOf(p.now, answers, day, remark)
	entry.Evidence = strings.TrimSpace(p.evidence.Text)
	return entry, problems
}

// drawJournal shows what would be recorded: the accountant's words beside the villager's.
func (p *recordPage) drawJournal() {
	t := p.shell.Text
	var shown fyne.CanvasObject
	entry, problems := p.entry()
	switch {
	case p.now.ID == "":
		shown = kit.Words(t.T("ui.record.journal-empty"), kit.ToneSoft)
	case p.unread() != "": // what stands for an answer that cannot be read is not what would be recorded
		shown = kit.Words(t.T("ui.record.journal-waits", p.unread()), kit.ToneSoft)
	case len(problems) > 0:
		shown = kit.Words(t.T("ui.record.journal-waits", t.Problem(problems[0])), kit.ToneSoft)
	default:
		shown = p.journalOf(entry.Lines)
		if warnings := p.desk.warnings(&p.data.choices, entry); len(warnings) > 0 {
			shown = kit.Stack(0.6, shown, kit.Notice(kit.ToneWait, warnings[0]))
		}
	}
	p.journal.Objects = []fyne.CanvasObject{shown}
	p.journal.Refresh()
	p.shell.refit()
}

// unread says of the first answer that cannot be read why it cannot.
func (p *recordPage) unread() string {
	for _, q := range p.questions {
		if _, chosen := q.input.(*kit.Choice); chosen && q.input.Complaint() != "" {
			return q.input.Complaint()
		}
	}
	return ""
}

// reasonMissing asks for a reason where something is odd: a warning that any reason answers.
func (p *recordPage) reasonMissing() string {
	if strings.TrimSpace(p.remark.Text) != "" {
		return ""
	}
	if entry, problems := p.entry(); len(problems) > 0 || len(p.desk.warnings(&p.data.choices, entry)) == 0 {
		return ""
	}
	return p.shell.Text.T("ui.record.short-reason")
}

// journalOf draws lines in two columns of figures and proves that they balance.
func (p *recordPage) journalOf(lines []coop.Line) fyne.CanvasObject {
	t := p.shell.Text
	names := map[string]coop.AccountRow{}
	for _, a := range p.data.accounts {
		names[a.Code] = a
	}
	var views []coop.LineView
	for _, l := range lines {
		a := names[l.Account]
		views = append(views, coop.LineView{Line: l, AccountName: [2]string{a.NameID, a.NameEN}})
	}
	balanced := kit.Chip(kit.ToneGood, "✓ "+t.T("ui.record.balanced"))
	return kit.Stack(0.5, p.shell.linesTable(views), kit.Flow(0, balanced))
}

// linesTable shows the lines of an entry with their sums.
func (s *Shell) linesTable(lines []coop.LineView) fyne.CanvasObject { return s.openLines(lines, nil) }

// openLines is a linesTable; open, if any, is told which account's line was opened.
func (s *Shell) openLines(lines []coop.LineView, open func(account string)) fyne.CanvasObject {
	t := s.Text
	var debit, credit coop.Money
	for _, l := range lines {
		debit, credit = debit+max(l.Amount, 0), credit+max(-l.Amount, 0)
	}
	var opened func(row int)
	if open != nil {
		opened = func(row int) {
			if row < len(lines) {
				open(lines[row].Account)
			}
		}
	}
	wide := max(4, kit.TextEms(t.Figure(max(debit, credit)), true)+0.2) // a figure is never cut
	return kit.NewShort([]kit.Column{
		{Title: t.T("common.account"), Ems: 7, Grow: 1},
		{Title: t.T("account.debit"), Ems: wide, Figure: true},
		{Title: t.T("account.credit"), Ems: wide, Figure: true},
	}, len(lines)+1, func(row int, cells []kit.Cell) {
		if row == len(lines) {
			cells[0] = kit.Cell{Text: t.T("ui.lines.total"), Bold: true}
			cells[1] = kit.Cell{Text: t.Figure(debit), Bold: true}
			cells[2] = kit.Cell{Text: t.Figure(credit), Bold: true}
			return
		}
		l := lines[row]
		cells[0].Text = t.In(l.AccountName[0], l.AccountName[1])
		if l.MemberName != "" {
			cells[0].Text += " · " + l.MemberName
		}
		if l.Month != 0 {
			cells[0].Text += " · " + t.ShortMonth(l.Month)
		}
		if l.Amount > 0 {
			cells[1].Text = t.Figure(l.Amount)
		} else {
			cells[0].Text = "\u2003" + cells[0].Text
			cells[2].Text = t.Figure(-l.Amount)
		}
	}, opened)
}
