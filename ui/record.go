package ui

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// recordBook is what recording needs of the book.
type recordBook interface {
	choicesBook
	entryBook
	// Entries gives the entries that fit.
	Entries(ctx context.Context, query coop.EntryQuery) ([]coop.EntryView, error)
	// LastRecorded gives the entry that a person recorded last on this device; the zero entry where there is none.
	LastRecorded(ctx context.Context, who coop.Session) (coop.EntryView, error)
	// Record records acts, durably when it returns; a *coop.Refusal when one would not count: nothing is recorded then.
	Record(ctx context.Context, who coop.Session, acts ...coop.Act) ([]coop.Recorded, error)
}

// recordPage records one entry: an occasion is chosen by typing, its questions are answered, and the journal that
// comes of it stands beside them from the first key on.
type recordPage struct {
	shell *Shell
	book  recordBook
	desk  *desk

	data      recordData
	now       coop.Occasion
	form      *kit.Form
	choice    *kit.Choice
	date      *kit.DateEntry
	dateAt    *kit.Field
	remark    *kit.Entry
	evidence  *kit.Entry
	questions []*question
	journal   *fyne.Container
	asking    bool // the questions are being set up
	asked     int  // how often something was looked up: what comes late is dropped
}

// recordData is what the questions choose from, and what they begin with.
type recordData struct {
	choices
	deskData
	fill  *recordDraft
	lines []coop.Line // that the filled form must come to; nil: any
}

// recordDraft is what is half typed.
type recordDraft struct {
	Occasion string            `json:"occasion"`
	Date     string            `json:"date"`
	Remark   string            `json:"remark"`
	Evidence string            `json:"evidence"`
	Answers  map[string]string `json:"answers"`
	Reason   string            `json:"reason,omitempty"` // of a correction
}

// newRecord records; arg says what to begin with: see beginning.
func newRecord(s *Shell, arg string) page {
	p := &recordPage{shell: s, book: s.Book, desk: newDesk(s, PageRecord, arg)}
	return bind(p.desk.title(s.Text.T("ui.record.title")), p)
}

func (p *recordPage) show(d recordData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.data = d
	p.desk.open(d.deskData, p.draft, p.about)
	if d.refused != "" {
		return p.desk.refusal()
	}
	p.form = kit.NewForm(s.layer, 0)
	p.form.OnRecord, p.form.OnBack, p.form.OnChange = p.record, s.Back, p.onChange
	p.form.OnSeen = p.desk.keep
	options := append(s.templateOptions(d.settings), s.occasionOptions()...)
	p.choice = kit.NewChoice(s.layer, t.T("ui.record.no-occasion"), kit.FindIn(options))
	p.choice.PlaceHolder = t.T("ui.record.occasion-hint")
	p.choice.OnChosen = p.onChosen
	p.journal = container.NewStack()
	if d.fill != nil {
		p.ask(d.fill.Occasion, d.fill)
	} else {
		p.ask(d.occasion, nil)
	}
	if entry, problems := p.entry(); d.lines != nil && (len(problems) > 0 || !sameLines(entry.Lines, d.lines)) {
		p.desk.elsewhere = Route{Page: PageJournalEntry, Arg: p.desk.begin} // the form would make another entry of it
	}
	left := kit.Card(p.form.Content())
	bar := kit.Flow(0.6, kit.Main(p.desk.verb(), theme.DocumentSaveIcon(), p.record),
		kit.NewCaption(t.T("ui.record.key")))
	right := kit.Card(kit.NewHeading(t.T("ui.record.journal")), p.journal)
	parts := append(p.desk.notices(), kit.Tiles(22, 0.8, left, right))
	return kit.Footed(kit.Page(parts...), bar)
}

// onChosen begins with the occasion or the template that was chosen.
func (p *recordPage) onChosen(o kit.Option) {
	name, is := strings.CutPrefix(o.Key, templateKey)
	if !is {
		p.ask(o.Key, nil)
		return
	}
	if t, known := templateNamed(p.data.settings, name); known {
		if t.Occasion == "" {
			p.shell.Swap(Route{Page: PageJournalEntry, Arg: "@template:" + name})
			return
		}
		p.ask(t.Occasion, &recordDraft{
			Occasion: t.Occasion, Date: p.date.Text, Remark: t.Remark, Evidence: p.evidence.Text, Answers: t.Answers,
		})
		p.onChange()
	}
}

func (p *recordPage) busy() bool                   { return p.desk.typed }
func (p *recordPage) leave()                       { p.desk.leave() }
func (p *recordPage) draftKey() string             { return p.desk.key }
func (p *recordPage) actions() []fyne.CanvasObject { return p.desk.actions() }
func (p *recordPage) template() (coop.Template, bool) {
	d := p.draft().(recordDraft)
	return coop.Template{Occasion: d.Occasion, Answers: d.Answers, Remark: d.Remark}, d.Occasion != ""
}

func (p *recordPage) start() {
	if p.desk.start() || p.form == nil {
		return
	}
	if p.data.amount && p.now.ID != "" { // it was all filled in: what differs is the amount
		for _, q := range p.questions {
			if q.prompt.Kind == coop.PromptAmount || q.months != nil {
				p.form.FocusOn(q.field)
				return
			}
		}
	}
	// A draft begins with its occasion: Enter goes on with it, a new word begins another entry.
	if p.now.ID != "" && len(p.questions) > 0 && !p.data.resumed {
		p.form.FocusOn(p.questions[0].field)
		return
	}
	p.form.Start()
}

// onChange draws the journal anew and, a little later, saves what is half typed.
func (p *recordPage) onChange() {
	if p.asking {
		return
	}
	p.markDate()
	p.drawJournal()
	p.desk.changed()
}

// draftAfter is how long typing may go on before it is saved.
const draftAfter = 700 * time.Millisecond

// draft is what the form holds, as it is kept.
func (p *recordPage) draft() any {
	draft := recordDraft{
		Occasion: p.now.ID, Date: p.date.Text, Remark: p.remark.Text, Evidence: p.evidence.Text,
		Answers: map[string]string{}, Reason: p.desk.fix.reasonText(),
	}
	for _, q := range p.questions {
		if text := q.text(); text != "" {
			draft.Answers[q.prompt.Key] = text
		}
	}
	return draft
}

// about says in few words what the form is about.
func (p *recordPage) about() string {
	name := p.shell.Text.T("ui.record.title")
	if p.now.ID != "" {
		name = p.shell.Text.In(p.now.NameID, p.now.NameEN)
	}
	if m, known := p.chosenMember(); known {
		name += " · " + m.Name
	}
	return name
}

// markDate says so when the day is not the one on the clock, or lies in a closed month.
func (p *recordPage) markDate() { p.desk.markDate(p.date, p.dateAt, p.data.closed) }

// record records what is typed, when every answer will do.
func (p *recordPage) record() {
	if p.form == nil || p.desk.recording || !p.form.Right() {
		return
	}
	entry, problems := p.entry()
	if len(problems) > 0 {
		p.complain(problems)
		return
	}
	p.desk.record(entry, func() Route { return Route{Page: PageRecord, Arg: p.now.ID} })
}

// errDraftStays says that the entry is recorded and its draft could not be taken away.
var errDraftStays = errors.New("the entry is recorded; its draft could not be removed")

// complain says each problem below the question it is about.
func (p *recordPage) complain(problems []coop.Problem) {
	for _, problem := range problems {
		said := false
		if len(problem.Args) > 0 {
			label, _ := problem.Args[0].(coop.PromptLabel)
			for _, q := range p.questions {
				if q.prompt.Key == label.Key {
					q.field.Complain(p.shell.Text.Problem(problem))
					if !said {
						p.form.FocusOn(q.field)
					}
					said = true
				}
			}
		}
		if !said {
			p.shell.Warn(problem)
		}
	}
}

// wrapDraft marks a failure that came after the entry was recorded.
func wrapDraft(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%w: %w", errDraftStays, err)
}
