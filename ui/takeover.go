package ui

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// TakeOver turns a treasurer's workbooks into entries. It remembers the files that were chosen and what was decided
// until it has recorded them or is told to forget.
type TakeOver interface {
	// Add adds a workbook; a coop.Problem when it is none.
	Add(name string, data []byte) error
	// Forget takes all workbooks and decisions away.
	Forget()
	// Propose says what would become of every row. Nothing is recorded; without a workbook the proposal is empty.
	Propose(ctx context.Context) (Proposal, error)
	// Decide says where the rows of a question of the last proposal belong.
	Decide(question int, occasion string)
	// Same says that the two people of a question are one, or are not.
	Same(question int, same bool)
	// Record records the last proposal, all of it or nothing, and forgets.
	Record(ctx context.Context, who coop.Session) (entries, members int, err error)
}

// Proposal is what would become of the chosen workbooks.
type Proposal struct {
	Files     []string
	Sheets    []ProposalSheet
	Questions []Question
	Notes     []coop.Problem
	Entries   int // that would be recorded
	Members   int // that would be registered
	Suspense  int // of the entries: put aside in suspense until somebody knows
	InTransit coop.Money
}

// ProposalSheet is one sheet with its proof.
type ProposalSheet struct {
	Sheet    string
	Month    coop.Month
	Read     int
	Taken    int // placed
	Suspense int
	Recorded int // the book has them already
	Aside    int
	Ours     coop.Money // the closing balance that we arrive at
	Stated   coop.Money // the sheet's own
	Compared bool       // the sheet has one
	Breaks   []ProposalBreak
	Notes    []coop.Problem
}

// Agrees tells whether our closing balance is the sheet's, or there is nothing to compare.
func (s ProposalSheet) Agrees() bool { return !s.Compared || s.Ours == s.Stated }

// ProposalBreak is a row where a difference begins.
type ProposalBreak struct {
	Row int
	By  coop.Money
	Why coop.Problem
}

// Question is what the take-over is unsure of.
type Question struct {
	Text     string // as it stands in the sheet, or the name
	Note     string
	Occasion string // proposed
	Person   string // for two names: who the first may be
	Same     bool   // they are taken for one person
	Decided  bool
}

// takeoverPage shows what would become of the chosen workbooks, with the proof of each sheet.
type takeoverPage struct {
	shell *Shell
	found Proposal
	doing bool
}

type takeoverData struct {
	Proposal
	shelf []ShelfFile
}

func newTakeover(s *Shell) page {
	return bind(s.Text.T("ui.command.takeover"), &takeoverPage{shell: s})
}

func (p *takeoverPage) load(ctx context.Context) (d takeoverData, err error) {
	if p.shell.TakeOver != nil {
		if d.Proposal, err = p.shell.TakeOver.Propose(ctx); err != nil {
			return d, err
		}
	}
	d.shelf, err = p.shell.filesOf(ctx, ".xlsx")
	return d, err
}

func (p *takeoverPage) show(d takeoverData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.found = d.Proposal
	choose := s.fileList(d.shelf, p.onFile)
	if s.TakeOver == nil || len(d.Files) == 0 {
		return kit.Page(kit.Capped(52, 0.7, kit.Words(t.T("ui.takeover.lead"), kit.ToneSoft), choose))
	}
	chips := []fyne.CanvasObject{}
	for _, name := range d.Files {
		chips = append(chips, kit.Chip(kit.ToneSoft, name))
	}
	chips = append(chips, kit.Quiet(t.T("ui.takeover.forget"), theme.CancelIcon(), func() {
		s.TakeOver.Forget()
		s.Reload()
	}))
	parts := []fyne.CanvasObject{
		kit.Flow(0.5, chips...), p.summary(d), kit.NewHeading(t.T("ui.takeover.proof")), p.sheets(d),
	}
	parts = append(parts, p.breaks(d)...)
	if len(d.Questions) > 0 {
		parts = append(parts, kit.NewHeading(t.T("ui.takeover.questions", t.Count(len(d.Questions)))),
			kit.Words(t.T("ui.takeover.questions-text"), kit.ToneSoft), p.questions(d))
	}
	parts = append(parts, kit.NewHeading(t.T("ui.takeover.more")), choose)
	return kit.Page(parts...)
}

func (p *takeoverPage) onFile(file ShelfFile, data []byte) {
	s := p.shell
	s.Do(func(context.Context) error { return s.TakeOver.Add(file.Name, data) }, s.Reload)
}

// summary says in one sentence what would be recorded.
func (p *takeoverPage) summary(d takeoverData) fyne.CanvasObject {
	t := p.shell.Text
	agree := 0
	for _, sheet := range d.Sheets {
		if sheet.Agrees() {
			agree++
		}
	}
	tone := kit.ToneGood
	if agree < len(d.Sheets) {
		tone = kit.ToneWait
	}
	return kit.Notice(tone, t.T("ui.takeover.summary", t.Count(d.Entries), t.Count(d.Members), t.Count(agree),
		t.Count(len(d.Sheets)), t.Count(d.Suspense)))
}

func (p *takeoverPage) sheets(d takeoverData) fyne.CanvasObject {
	t := p.shell.Text
	return kit.NewShort([]kit.Column{
		{Title: t.T("ui.takeover.sheet"), Ems: 6, Grow: 1},
		{Title: t.T("ui.takeover.rows"), Ems: 3, Figure: true},
		{Title: t.T("ui.takeover.taken"), Ems: 4.5, Figure: true},
		{Title: t.T("ui.takeover.suspense"), Ems: 5.5, Figure: true, Rank: 3},
		{Title: t.T("ui.takeover.aside"), Ems: 5, Figure: true, Rank: 2},
		{Title: t.T("ui.takeover.ours"), Ems: 7, Figure: true, Rank: 1},
		{Title: t.T("ui.takeover.stated"), Ems: 7, Figure: true},
		{Title: "", Ems: 2},
	}, len(d.Sheets), func(row int, cells []kit.Cell) {
		sheet := d.Sheets[row]
		cells[0].Text = sheet.Sheet
		cells[1].Text = strconv.Itoa(sheet.Read)
		cells[2].Text = strconv.Itoa(sheet.Taken)
		cells[3].Text = strconv.Itoa(sheet.Suspense)
		cells[4] = kit.Cell{Text: strconv.Itoa(sheet.Aside + sheet.Recorded), Tone: kit.ToneSoft}
		cells[5].Text = t.Figure(sheet.Ours)
		cells[6] = kit.Cell{Text: "–", Tone: kit.ToneSoft}
		cells[7] = kit.Cell{Text: "✓", Tone: kit.ToneGood, Bold: true}
		if sheet.Compared {
			cells[6] = kit.Cell{Text: t.Figure(sheet.Stated)}
		}
		if !sheet.Agrees() {
			cells[7] = kit.Cell{Text: "✗", Tone: kit.ToneBad, Bold: true}
		}
	}, nil)
}

// breaks explains every sheet whose closing balance is not ours, by the row where the difference began.
func (p *takeoverPage) breaks(d takeoverData) []fyne.CanvasObject {
	t := p.shell.Text
	var parts []fyne.CanvasObject
	for _, note := range d.Notes {
		parts = append(parts, kit.Notice(kit.ToneSoft, t.Problem(note)))
	}
	for _, sheet := range d.Sheets {
		for _, b := range sheet.Breaks {
			if !sheet.Agrees() {
				parts = append(parts, kit.Notice(kit.ToneWait,
					t.T("ui.takeover.break", sheet.Sheet, b.Row, b.By)+" "+t.Problem(b.Why)))
			}
		}
	}
	return parts
}

func (p *takeoverPage) questions(d takeoverData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	return kit.NewShort([]kit.Column{
		{Title: t.T("ui.takeover.text"), Ems: 10, Grow: 2},
		{Title: t.T("ui.takeover.proposed"), Ems: 9, Grow: 1},
		{Title: "", Ems: 5, Rank: 1},
	}, len(d.Questions), func(row int, cells []kit.Cell) {
		q := d.Questions[row]
		cells[0].Text = q.Text
		cells[1].Text = s.answerOf(q)
		cells[2] = kit.Cell{Text: "● " + t.T("ui.takeover.open"), Tone: kit.ToneWait}
		if q.Decided {
			cells[2] = kit.Cell{Text: "✓ " + t.T("ui.takeover.decided"), Tone: kit.ToneGood}
		}
	}, func(row int) { s.Go(Route{Page: PageQuestion, Arg: strconv.Itoa(row)}) })
}

// answerOf says how a question is answered as it stands.
func (s *Shell) answerOf(q Question) string {
	switch o, known := s.occasion(q.Occasion); {
	case q.Person != "" && q.Same:
		return "= " + q.Person
	case q.Person != "":
		return s.Text.T("ui.takeover.not-same", q.Person)
	case known:
		return s.Text.In(o.NameID, o.NameEN)
	}
	return s.Text.T("ui.takeover.nowhere")
}

func (p *takeoverPage) actions() []fyne.CanvasObject {
	if p.found.Entries == 0 {
		return nil
	}
	t := p.shell.Text
	return []fyne.CanvasObject{kit.Main(t.T("ui.takeover.record", t.Count(p.found.Entries)),
		theme.DocumentSaveIcon(), p.record)}
}

// record records everything or nothing.
func (p *takeoverPage) record() {
	s := p.shell
	if s.TakeOver == nil || p.found.Entries == 0 || p.doing {
		return
	}
	p.doing = true
	var entries, members int
	var failed error
	s.Run(func() { entries, members, failed = s.TakeOver.Record(context.Background(), s.session) }, func() {
		p.doing = false
		if failed != nil {
			s.Warn(failed)
			return
		}
		s.Home()
		s.Tell("ui.takeover.recorded", s.Text.Count(entries), s.Text.Count(members))
	})
}
