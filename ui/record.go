package ui

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
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
	homeBook
	membersBook
	memberBook
	Outlets(ctx context.Context) ([]coop.OutletRow, error)
	Settings(ctx context.Context) ([]coop.SettingRow, error)
	// TrialBalance gives what the accounts hold on a day.
	TrialBalance(ctx context.Context, from, to coop.Date) ([]coop.AccountBalance, error)
	// Savings gives what each person has on each saving account at the end of a day.
	Savings(ctx context.Context, to coop.Date) ([]coop.SavingsView, error)
	// Record records acts, durably when it returns; a *coop.Refusal when one would not count: nothing is recorded then.
	Record(ctx context.Context, who coop.Session, acts ...coop.Act) ([]coop.Recorded, error)
	// Drafts survive a power cut. They belong to this machine, not to the book.
	SaveDraft(key string, data []byte) error
	Draft(key string) ([]byte, error)
	DropDraft(key string) error
}

// recordPage records one entry: an occasion is chosen by typing, its questions are answered, and the journal that
// comes of it stands beside them from the first key on.
type recordPage struct {
	shell    *Shell
	book     recordBook
	occasion string // to begin with
	member   string // to begin with

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
	typed     bool
	saving    bool
	recording bool
	asking    bool // the questions are being set up
}

// recordData is what the questions choose from.
type recordData struct {
	last     coop.Date // of the last entry
	members  []coop.MemberView
	accounts []coop.AccountRow
	outlets  []coop.OutletRow
	settings []coop.SettingRow
	balances []coop.AccountBalance
	savings  map[coop.ID]map[string]coop.Money // by person and account, credit positive
	draft    *recordDraft
}

// recordDraft is what is half typed, as it lies in the machine folder.
type recordDraft struct {
	Occasion string            `json:"occasion"`
	Date     string            `json:"date"`
	Remark   string            `json:"remark"`
	Evidence string            `json:"evidence"`
	Answers  map[string]string `json:"answers"`
}

const recordDraftKey = "record"

// newRecord records; arg is an occasion to begin with, and a member's id behind a colon.
func newRecord(s *Shell, arg string) page {
	occasion, member, _ := strings.Cut(arg, ":")
	return bind(s.Text.T("ui.record.title"), &recordPage{shell: s, book: s.Book, occasion: occasion, member: member})
}

func (p *recordPage) load(ctx context.Context) (d recordData, err error) {
	home, err := p.book.Home(ctx, p.shell.today())
	if err != nil {
		return d, err
	}
	for _, e := range home.Recent {
		d.last = max(d.last, e.Date)
	}
	if d.members, err = p.book.Members(ctx, ""); err != nil {
		return d, err
	}
	if d.accounts, err = p.book.Accounts(ctx); err != nil {
		return d, err
	}
	if d.outlets, err = p.book.Outlets(ctx); err != nil {
		return d, err
	}
	if d.settings, err = p.book.Settings(ctx); err != nil {
		return d, err
	}
	if d.balances, err = p.book.TrialBalance(ctx, 0, max(p.shell.today(), d.last)); err != nil {
		return d, err
	}
	if d.savings, err = p.savings(ctx, max(p.shell.today(), d.last)); err != nil {
		return d, err
	}
	if p.occasion != "" {
		return d, nil // another thing is half typed; this one is meant
	}
	data, err := p.book.Draft(recordDraftKey)
	if err != nil || len(data) == 0 {
		return d, err
	}
	var draft recordDraft
	if json.Unmarshal(data, &draft) == nil { // a draft of an older program is no reason to stop
		d.draft = &draft
	}
	return d, nil
}

func (p *recordPage) savings(ctx context.Context, to coop.Date) (map[coop.ID]map[string]coop.Money, error) {
	all, err := p.book.Savings(ctx, to)
	by := map[coop.ID]map[string]coop.Money{}
	for _, s := range all {
		by[s.Member.Member] = s.By
	}
	return by, err
}

func (p *recordPage) show(d recordData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.data = d
	p.form = kit.NewForm(s.layer, 0)
	p.form.OnRecord, p.form.OnBack, p.form.OnChange = p.record, s.Back, p.onChange
	p.choice = kit.NewChoice(s.layer, t.T("ui.record.no-occasion"), kit.FindIn(s.occasionOptions()))
	p.choice.PlaceHolder = t.T("ui.record.occasion-hint")
	p.choice.OnChosen = func(o kit.Option) { p.ask(o.Key, nil) }
	p.journal = container.NewStack()
	var notice fyne.CanvasObject = kit.Space(0, 0)
	switch {
	case d.draft != nil:
		p.ask(d.draft.Occasion, d.draft)
		p.typed = true
		notice = kit.Notice(kit.ToneWait, t.T("ui.record.draft"),
			kit.Quiet(t.T("ui.record.discard"), theme.DeleteIcon(), p.onDiscard))
	default:
		p.ask(p.occasion, nil)
	}
	left := kit.Card(p.form.Content())
	bar := kit.Flow(0.6, kit.Main(t.T("ui.command.record"), theme.DocumentSaveIcon(), p.record),
		kit.NewCaption(t.T("ui.record.key")))
	right := kit.Card(kit.NewHeading(t.T("ui.record.journal")), p.journal)
	if d.draft == nil {
		return kit.Footed(kit.Page(kit.Tiles(22, 0.8, left, right)), bar)
	}
	return kit.Footed(kit.Page(notice, kit.Tiles(22, 0.8, left, right)), bar)
}

// occasionOptions offers every occasion in the words of the treasurer.
func (s *Shell) occasionOptions() []kit.Option {
	var options []kit.Option
	for _, o := range s.offered() {
		options = append(options, kit.Option{
			Key: o.ID, Title: s.Text.In(o.NameID, o.NameEN), Remark: s.Text.T("occasion.group." + o.Group),
			Words: strings.Join(append(o.WordsID, o.WordsEN...), " "), Usual: slices.Contains(usual, o.ID),
		})
	}
	return options
}

func (p *recordPage) busy() bool { return p.typed }

func (p *recordPage) start() {
	// A draft begins with its occasion: Enter goes on with it, a new word begins another entry.
	if p.now.ID != "" && len(p.questions) > 0 && p.data.draft == nil {
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
	p.typed = true
	p.markDate()
	p.drawJournal()
	if p.saving {
		return
	}
	p.saving = true
	p.shell.Later(draftAfter, func() {
		p.saving = false
		if p.typed {
			p.saveDraft()
		}
	})
}

// draftAfter is how long typing may go on before it is saved.
const draftAfter = 700 * time.Millisecond

func (p *recordPage) saveDraft() {
	draft := recordDraft{
		Occasion: p.now.ID, Date: p.date.Text, Remark: p.remark.Text, Evidence: p.evidence.Text,
		Answers: map[string]string{},
	}
	for _, q := range p.questions {
		draft.Answers[q.prompt.Key] = q.text()
	}
	p.shell.Do(func(context.Context) error {
		data, err := json.Marshal(draft)
		if err != nil {
			return fmt.Errorf("write a draft: %w", err)
		}
		return p.book.SaveDraft(recordDraftKey, data)
	}, func() {})
}

func (p *recordPage) onDiscard() {
	p.typed = false
	p.shell.Do(func(context.Context) error { return p.book.DropDraft(recordDraftKey) }, p.shell.Reload)
}

// markDate says so when the day is not the one on the clock.
func (p *recordPage) markDate() {
	t := p.shell.Text
	day, complaint := p.date.Day()
	if complaint != "" || day.IsZero() {
		return
	}
	switch d := coop.DateFromTime(day); {
	case d > p.shell.today():
		p.dateAt.Warn(t.T("ui.record.date-ahead", t.Day(d)))
	case d != p.shell.today():
		p.dateAt.Warn(t.T("ui.record.date-past", t.Day(d)))
	default:
		p.dateAt.Complain("")
	}
}

// record records what is typed, when every answer will do.
func (p *recordPage) record() {
	if p.recording || !p.form.Right() {
		return
	}
	entry, problems := p.entry()
	if len(problems) > 0 {
		p.complain(problems)
		return
	}
	s := p.shell
	var made []coop.Recorded
	p.recording = true
	var failed error
	s.Run(func() {
		ctx := context.Background()
		made, failed = p.book.Record(ctx, s.session, coop.Act{Kind: coop.KindEntry, Body: entry})
		if failed == nil {
			failed = p.forget()
		}
	}, func() {
		p.recording = false
		if failed != nil {
			s.Warn(failed)
			return
		}
		p.typed = false
		var amount coop.Money
		for _, l := range entry.Lines {
			amount += max(l.Amount, 0)
		}
		s.Swap(Route{Page: PageRecord, Arg: p.now.ID})
		s.Tell("ui.record.recorded", made[0].Voucher, amount)
	})
}

// errDraftStays says that the entry is recorded and its draft could not be taken away.
var errDraftStays = errors.New("the entry is recorded; its draft could not be removed")

func (p *recordPage) forget() error {
	if err := p.book.DropDraft(recordDraftKey); err != nil {
		return fmt.Errorf("%w: %w", errDraftStays, err)
	}
	return nil
}

// complain says each problem below the question it is about.
func (p *recordPage) complain(problems []coop.Problem) {
	for _, problem := range problems {
		said := false
		if len(problem.Args) > 0 {
			label, _ := problem.Args[0].(coop.PromptLabel)
			for _, q := range p.questions {
				if q.prompt.Key == label.Key {
					q.field.Complain(p.shell.Text.Problem(problem))
					said = true
				}
			}
		}
		if !said {
			p.shell.Warn(problem)
		}
	}
}
