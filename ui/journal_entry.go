package ui

import (
	"context"
	"encoding/json"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// journalEntryPage records a plain journal entry, for those who know debit and credit: lines of accounts and amounts,
// and the difference in sight until it is nought.
type journalEntryPage struct {
	shell *Shell
	book  recordBook
	desk  *desk

	data     journalEntryData
	form     *kit.Form
	date     *kit.DateEntry
	dateAt   *kit.Field
	remark   *kit.Entry
	remarkAt *kit.Field
	evidence *kit.Entry
	head     []*kit.Field // before the lines
	tail     []*kit.Field // behind them
	rows     []*journalRow
	table    *fyne.Container
	sum      *kit.Para
	odd      *fyne.Container
	filling  bool
}

type journalEntryData struct {
	choices
	deskData
	fill *journalDraft
}

// journalDraft is what is half typed.
type journalDraft struct {
	Occasion string              `json:"occasion,omitempty"` // of the entry that is put right
	Date     string              `json:"date"`
	Remark   string              `json:"remark"`
	Evidence string              `json:"evidence"`
	Reason   string              `json:"reason,omitempty"`
	Lines    []coop.TemplateLine `json:"lines"`
	Parties  []string            `json:"parties,omitempty"`
	Kept     []coop.Line         `json:"-"`
}

// newJournalEntry records a plain journal entry; arg says what to begin with: see desk.
func newJournalEntry(s *Shell, arg string) page {
	p := &journalEntryPage{shell: s, book: s.Book, desk: newDesk(s, PageJournalEntry, arg)}
	return bind(p.desk.title(s.Text.T("ui.plain.title")), p)
}

func (p *journalEntryPage) load(ctx context.Context) (d journalEntryData, err error) {
	if d.choices, err = readChoices(ctx, p.book, p.shell.today()); err != nil {
		return d, err
	}
	if d.deskData, err = p.desk.load(ctx, p.book); err != nil || d.refused != "" {
		return d, err
	}
	fill := journalDraft{}
	if !d.old.ID.IsZero() {
		fill = p.shell.plainFrom(d.old, d.fix)
	}
	if t, known := templateNamed(d.settings, d.pattern); known {
		fill.Lines, fill.Remark = t.Lines, t.Remark
	}
	if d.resumed {
		var draft journalDraft
		if json.Unmarshal(d.raw, &draft) == nil {
			draft.Kept = fill.Kept // a draft of a correction stands on the same entry
			fill = draft
		}
	}
	d.fill = &fill
	return d, nil
}

// plainFrom gives an entry as lines that one would type.
func (s *Shell) plainFrom(e coop.EntryView, fix *fixing) journalDraft {
	fill := journalDraft{Remark: e.Remark}
	if fix != nil {
		fill.Occasion, fill.Evidence, fill.Date = e.Occasion, e.Evidence, s.Text.ShortDay(fix.date())
	}
	for _, l := range e.Lines {
		line := coop.TemplateLine{Account: l.Account, Outlet: l.Outlet}
		if !l.Member.IsZero() {
			line.Member = l.Member.String()
		}
		if l.Amount > 0 {
			line.Debit = writeMoney(int64(l.Amount))
		} else {
			line.Credit = writeMoney(int64(-l.Amount))
		}
		fill.Lines = append(fill.Lines, line)
		kept := l.Line
		if fix == nil {
			kept = coop.Line{Account: l.Account, Loan: l.Loan, Supplier: l.Supplier} // its months are paid
		}
		fill.Kept = append(fill.Kept, kept)
	}
	return fill
}

func (p *journalEntryPage) show(d journalEntryData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.data = d
	p.desk.open(d.deskData, p.draft, p.about)
	if d.refused != "" {
		return p.desk.refusal()
	}
	p.form = kit.NewForm(s.layer, 11)
	p.form.OnRecord, p.form.OnBack, p.form.OnChange = p.record, s.Back, p.onChange
	p.form.OnSeen = p.desk.keep
	p.filling = true
	p.addHead(d.fill)
	p.table = kit.Stack(0.2)
	for i, line := range d.fill.Lines {
		party, kept := "", coop.Line{}
		if i < len(d.fill.Parties) {
			party = d.fill.Parties[i]
		}
		if i < len(d.fill.Kept) {
			kept = d.fill.Kept[i]
		}
		p.addRow(line, party, kept)
	}
	p.sum, p.odd = kit.Words("", kit.ToneInk), kit.Stack(0.4)
	reasons := kit.NewForm(s.layer, 0)
	if p.desk.fix != nil {
		p.desk.fix.begun = d.fill.Reason
		p.tail = append(p.tail, p.desk.fix.askIn(p.form, reasons.Content()))
	}
	for len(p.rows) < 2 {
		p.addRow(coop.TemplateLine{}, "", coop.Line{})
	}
	p.filling = false
	p.refresh()
	bar := kit.Stack(0.3, p.sum, kit.Flow(0.6, kit.Main(p.desk.verb(), theme.DocumentSaveIcon(), p.record),
		kit.NewCaption(t.T("ui.record.key"))))
	lines := kit.Card(p.columns(), p.table, kit.SmallWords(t.T("ui.plain.hint"), kit.ToneSoft))
	parts := append(p.desk.notices(), kit.Card(p.form.Content()), lines, reasons.Content(), p.odd)
	return kit.Footed(kit.Page(parts...), bar)
}

// addHead asks for day, remark and paper.
func (p *journalEntryPage) addHead(fill *journalDraft) {
	t := p.shell.Text
	p.date = p.shell.dateEntry()
	p.date.SetText(fill.Date)
	if fill.Date == "" {
		p.date.SetDay(max(p.shell.today(), p.data.last).Time())
	}
	p.dateAt = p.form.Add(t.T("common.date"), p.date, func() string {
		return p.desk.dateWrong(p.date, p.data.closed)
	})
	p.remark, p.evidence = filled(fill.Remark), filled(fill.Evidence)
	p.remarkAt = p.form.Add(t.T("common.remark"), p.remark, p.reasonMissing)
	p.head = []*kit.Field{p.dateAt, p.remarkAt, p.form.Add(t.T("ui.record.evidence"), p.evidence, nil)}
	p.desk.markDate(p.date, p.dateAt, p.data.closed)
}

func (p *journalEntryPage) busy() bool                   { return p.desk.typed }
func (p *journalEntryPage) leave()                       { p.desk.leave() }
func (p *journalEntryPage) draftKey() string             { return p.desk.key }
func (p *journalEntryPage) actions() []fyne.CanvasObject { return p.desk.actions() }

func (p *journalEntryPage) start() {
	if p.desk.start() || p.form == nil {
		return
	}
	if len(p.data.fill.Lines) > 0 && p.data.amount {
		p.form.FocusOn(p.rows[0].amountAt())
		return
	}
	p.form.Start()
}

func (p *journalEntryPage) template() (coop.Template, bool) {
	d := p.draft().(journalDraft)
	return coop.Template{Lines: d.Lines, Remark: d.Remark}, len(d.Lines) > 0
}

// draft is what the form holds, as it is kept.
func (p *journalEntryPage) draft() any {
	d := journalDraft{
		Occasion: p.data.fill.Occasion, Date: p.date.Text, Remark: p.remark.Text, Evidence: p.evidence.Text,
		Reason: p.desk.fix.reasonText(),
	}
	for _, r := range p.rows {
		if r.empty() {
			continue
		}
		d.Lines = append(d.Lines, r.typed())
		d.Parties = append(d.Parties, r.partyText())
	}
	return d
}

func (p *journalEntryPage) about() string {
	return strings.TrimSuffix(p.shell.Text.T("ui.entry.free")+" · "+p.remark.Text, " · ")
}

func (p *journalEntryPage) onChange() {
	if p.filling {
		return
	}
	p.desk.markDate(p.date, p.dateAt, p.data.closed)
	p.refresh()
	p.desk.changed()
}

// entry makes the entry of what is typed.
func (p *journalEntryPage) entry() (coop.Entry, []coop.Problem, []*journalRow) {
	var lines []coop.PlainLine
	var rows []*journalRow
	for _, r := range p.rows {
		if !r.empty() {
			lines, rows = append(lines, r.line()), append(rows, r)
		}
	}
	day := coop.Date(0)
	if typed, _ := p.date.Day(); !typed.IsZero() {
		day = coop.DateFromTime(typed)
	}
	entry, problems := coop.PlainEntry(day, strings.TrimSpace(p.remark.Text), strings.TrimSpace(p.evidence.Text), lines)
	entry.Occasion = p.data.fill.Occasion
	return entry, problems, rows
}

// reasonMissing asks for a reason where something is odd.
func (p *journalEntryPage) reasonMissing() string {
	if strings.TrimSpace(p.remark.Text) != "" {
		return ""
	}
	entry, problems, _ := p.entry()
	if len(problems) > 0 || len(p.desk.warnings(&p.data.choices, entry)) == 0 {
		return ""
	}
	return p.shell.Text.T("ui.record.short-reason")
}

// record records the entry when it balances.
func (p *journalEntryPage) record() {
	if p.form == nil || p.desk.recording || !p.form.Right() {
		return
	}
	entry, problems, rows := p.entry()
	if len(problems) == 0 {
		p.desk.record(entry, func() Route { return Route{Page: PageJournalEntry} })
		return
	}
	for i, problem := range problems {
		said := false
		if len(problem.Args) > 0 {
			if n, is := problem.Args[0].(int); is && n >= 1 && n <= len(rows) {
				field := rows[n-1].fieldOf(problem.Key)
				field.Complain(p.shell.Text.Problem(problem))
				said = true
				if i == 0 {
					p.form.FocusOn(field)
				}
			}
		}
		if !said { // about the whole: in the place that always says how it stands
			p.form.FocusOn(p.rows[len(p.rows)-1].fields[rowAccount])
			p.sum.Text, p.sum.Tone = "✗ "+p.shell.Text.Problem(problem), kit.ToneBad
			p.sum.Refresh()
			p.shell.refit()
		}
	}
}
