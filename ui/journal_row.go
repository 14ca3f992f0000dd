package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// journalRow is one line of a plain journal entry with its fields.
type journalRow struct {
	page          *journalEntryPage
	account       *kit.Choice
	debit, credit *kit.MoneyEntry
	member        *kit.Choice
	outlet        *kit.Choice
	party         *kit.Entry
	fields        []*kit.Field // in the order of Enter: account, debit, credit, member, outlet, party
	asides        *fyne.Container
	asked         string // the sub-ledgers that are asked for
	notes         *fyne.Container
	kept          coop.Line
}

// The places of a row's fields.
const (
	rowAccount = iota
	rowDebit
	rowCredit
	rowMember
	rowOutlet
	rowParty
)

// A line needs so much room beside each other; with large letters the amounts go below the account.
const (
	accountEms = 20
	amountEms  = 7.6
)

// columns says what stands where.
func (p *journalEntryPage) columns() fyne.CanvasObject {
	t := p.shell.Text
	return entryColumns(kit.NewCaption(t.T("common.account")), kit.NewCaption(t.T("account.debit")),
		kit.NewCaption(t.T("account.credit")))
}

func entryColumns(account, debit, credit fyne.CanvasObject) *fyne.Container {
	amounts := container.NewHBox(kit.Least(amountEms, 0, debit), kit.Least(amountEms, 0, credit))
	return kit.Head(kit.Least(accountEms, 0, account), amounts)
}

// addRow appends a line.
func (p *journalEntryPage) addRow(typed coop.TemplateLine, party string, kept coop.Line) {
	s, t := p.shell, p.shell.Text
	all := func(string) bool { return true }
	r := &journalRow{page: p, kept: kept, notes: kit.Stack(0.1), asides: kit.Stack(0.2)}
	r.account = s.chooser(p.data.accountOptions(t, all), typed.Account)
	r.account.PlaceHolder = t.T("ui.plain.account")
	r.debit, r.credit = kit.NewMoneyEntry(s.parseMoney, writeMoney), kit.NewMoneyEntry(s.parseMoney, writeMoney)
	r.debit.SetText(typed.Debit)
	r.credit.SetText(typed.Credit)
	r.member = s.chooser(p.data.memberOptions(), typed.Member)
	r.member.PlaceHolder = t.T("ui.plain.member")
	r.outlet = s.chooser(p.data.outletOptions(t), typed.Outlet)
	r.outlet.PlaceHolder = t.T("ui.plain.outlet")
	r.party = filled(party)
	r.party.PlaceHolder = t.T("ui.plain.party")
	r.add(t.T("common.account"), r.account)
	r.add(t.T("account.debit"), r.debit)
	r.add(t.T("account.credit"), r.credit)
	r.add(t.T("ui.plain.member"), r.member)
	r.add(t.T("ui.plain.outlet"), r.outlet)
	r.add(t.T("ui.plain.party"), r.party)
	r.account.OnEnter = func() {
		if r.empty() && r == p.rows[len(p.rows)-1] && len(p.rows) > 2 {
			p.onLast(r)
			return
		}
		if r.credit.Suggested() != 0 { // the side that is missing
			p.form.Next(r.fields[rowDebit])
			return
		}
		p.form.Next(r.fields[rowAccount])
	}
	r.debit.OnEnter = func() {
		if r.debit.Text != "" { // a line has one amount
			p.form.Next(r.fields[rowCredit])
			return
		}
		p.form.Next(r.fields[rowDebit])
	}
	p.rows = append(p.rows, r)
	p.table.Add(kit.Stack(0.1, entryColumns(r.account, r.debit, r.credit), r.asides, r.notes))
	p.arrange()
}

func (r *journalRow) add(label string, input kit.Input) {
	r.fields = append(r.fields, r.page.form.Bare(label, input, r.notes, nil))
}

// onLast is Enter in the empty line at the end: it goes on behind the lines, and records where nothing is behind them.
func (p *journalEntryPage) onLast(r *journalRow) {
	if len(p.tail) > 0 {
		p.form.FocusOn(p.tail[0])
		return
	}
	p.record()
}

// arrange sets the fields of all lines in the order of Enter, and shows what the accounts ask for.
func (p *journalEntryPage) arrange() {
	order := slices.Clone(p.head)
	for _, r := range p.rows {
		order = append(order, r.fields[rowAccount], r.fields[rowDebit], r.fields[rowCredit])
		line := r.line()
		var asides []fyne.CanvasObject
		asked := ""
		for _, ask := range []struct {
			letters string
			place   int
			input   fyne.CanvasObject
			shown   bool
		}{
			{"M", rowMember, r.member, true},
			{"OU", rowOutlet, r.outlet, len(p.data.outlets) > 0},
			{"SL", rowParty, r.party, true},
		} {
			if ask.shown && line.Asks(ask.letters) {
				order = append(order, r.fields[ask.place])
				asked += ask.letters
				asides = append(asides, kit.InsetXY(1, 0, ask.input))
			}
		}
		if asked != r.asked {
			r.asked = asked
			r.asides.Objects = asides
			r.asides.Refresh()
			p.table.Refresh()
			p.shell.refit()
		}
	}
	p.form.Arrange(append(order, p.tail...)...)
}

// refresh adds the lines up, proposes what is missing, and keeps an empty line at the end.
func (p *journalEntryPage) refresh() {
	p.filling = true
	if last := p.rows[len(p.rows)-1]; !last.empty() {
		p.addRow(coop.TemplateLine{}, "", coop.Line{})
		p.table.Refresh()
		p.shell.refit()
	}
	p.filling = false
	p.arrange()
	t := p.shell.Text
	var lines []coop.PlainLine
	var debit, credit coop.Money
	for _, r := range p.rows {
		l := r.line()
		lines = append(lines, l)
		debit, credit = debit+l.Debit, credit+l.Credit
	}
	difference, err := coop.PlainDifference(lines)
	for _, r := range p.rows {
		l := r.line()
		open := err == nil && l.Account.Code != "" && l.Debit == 0 && l.Credit == 0
		r.debit.Suggest(0)
		r.credit.Suggest(0)
		switch {
		case open && difference > 0:
			r.credit.Suggest(int64(difference))
		case open && difference < 0:
			r.debit.Suggest(int64(-difference))
		}
	}
	text, tone := t.T("ui.plain.balanced", t.Figure(debit)), kit.ToneGood
	switch {
	case err != nil:
		text, tone = t.Problem(coop.Problem{Key: coop.ProblemDraftTooLarge}), kit.ToneBad
	case debit == 0 && credit == 0:
		text, tone = t.T("ui.plain.nothing"), kit.ToneSoft
	case difference > 0:
		text, tone = t.T("ui.plain.credit-short", t.Figure(debit), t.Figure(credit), t.Figure(difference)), kit.ToneWait
	case difference < 0:
		text, tone = t.T("ui.plain.debit-short", t.Figure(debit), t.Figure(credit), t.Figure(-difference)), kit.ToneWait
	}
	p.sum.Text, p.sum.Tone = text, tone
	p.sum.Refresh()
	p.shell.refit()
	p.warn()
}

// warn says what is odd about the entry as it stands.
func (p *journalEntryPage) warn() {
	var odd []fyne.CanvasObject
	if entry, problems, _ := p.entry(); len(problems) == 0 {
		for _, words := range p.desk.warnings(&p.data.choices, entry) {
			odd = append(odd, kit.Notice(kit.ToneWait, words))
		}
	}
	if len(odd) > 0 || len(p.odd.Objects) > 0 {
		p.odd.Objects = odd
		p.odd.Refresh()
		p.shell.refit()
	}
}

// empty says whether nothing is typed in the line.
func (r *journalRow) empty() bool {
	return r.account.Text == "" && r.debit.Text == "" && r.credit.Text == ""
}

// line is what the rules take.
func (r *journalRow) line() coop.PlainLine {
	debit, _ := r.debit.Amount()
	credit, _ := r.credit.Amount()
	account, _ := r.page.data.account(r.account.Chosen().Key)
	l := coop.PlainLine{
		Account: account, Debit: coop.Money(debit), Credit: coop.Money(credit), Kept: r.kept,
	}
	if l.Asks("M") || r.kept.Account == account.Code {
		l.Member, _ = coop.ParseID(r.member.Chosen().Key)
	}
	if l.Asks("OU") || r.kept.Account == account.Code {
		l.Outlet = r.outlet.Chosen().Key
	}
	l.Party = r.partyText()
	return l
}

func (r *journalRow) partyText() string { return r.party.Text }

// typed is the line as it is kept.
func (r *journalRow) typed() coop.TemplateLine {
	return coop.TemplateLine{
		Account: r.account.Chosen().Key, Debit: r.debit.Text, Credit: r.credit.Text, Member: r.member.Chosen().Key,
		Outlet: r.outlet.Chosen().Key,
	}
}

// amountAt is the field of its amount.
func (r *journalRow) amountAt() *kit.Field {
	if r.credit.Text != "" {
		return r.fields[rowCredit]
	}
	return r.fields[rowDebit]
}

// fieldOf is the field that a problem is about.
func (r *journalRow) fieldOf(problem string) *kit.Field {
	switch problem {
	case coop.ProblemPlainAccount:
		return r.fields[rowAccount]
	case coop.ProblemPlainMember:
		return r.fields[rowMember]
	case coop.ProblemPlainParty:
		return r.fields[rowParty]
	case coop.ProblemPlainBoth:
		return r.fields[rowCredit]
	}
	return r.fields[rowDebit]
}
