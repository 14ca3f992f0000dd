package ui

import (
	"context"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// The pages of evidence.
const (
	PageEvidence     = "evidence"      // a month as 2026-11; empty for this one
	PageEvidenceForm = "evidence-form" // the id of the entry that it is for
	PageEvidenceView = "evidence-view" // the id of an entry, @ the number of one of its pictures
)

func init() {
	morePages[PageEvidence] = newEvidence
	morePages[PageEvidenceForm] = newEvidenceForm
	morePages[PageEvidenceView] = newEvidenceView
}

// evidenceBook is what the pages of evidence need of the book.
type evidenceBook interface {
	entryBook
	// Unevidenced lists the entries of a period without paper or picture, and says how many should have one.
	Unevidenced(ctx context.Context, from, to coop.Date) (missing []coop.EntryView, total int, err error)
	// Small makes of a photo what will be kept of it; a coop.Problem says what is wrong with it.
	Small(ctx context.Context, photo []byte) ([]byte, error)
	// AddPicture puts a photo on an entry, durably when it returns.
	AddPicture(ctx context.Context, who coop.Session, entry coop.ID, photo []byte) (coop.Recorded, error)
	Record(ctx context.Context, who coop.Session, acts ...coop.Act) ([]coop.Recorded, error)
}

// evidencePage lists the entries of a month without evidence, so that one goes through the folder of papers once.
type evidencePage struct {
	shell  *Shell
	book   evidenceBook
	month  coop.Month
	rows   []coop.EntryView
	ledger *kit.Ledger
}

// evidenceData is what the page shows.
type evidenceData struct {
	missing []coop.EntryView
	total   int
}

func newEvidence(s *Shell, arg string) page {
	month, err := coop.ParseMonth(arg, s.today())
	if err != nil {
		month = s.today().Month()
	}
	return (&evidencePage{shell: s, book: s.Book, month: month}).page()
}

func (p *evidencePage) page() page { return bind(p.shell.Text.T("ui.evidence.title"), p) }

func (p *evidencePage) load(ctx context.Context) (d evidenceData, err error) {
	d.missing, d.total, err = p.book.Unevidenced(ctx, p.month.First(), p.month.Last())
	if err != nil {
		return d, fmt.Errorf("read what has no evidence: %w", err)
	}
	slices.Reverse(d.missing) // the latest first: its paper lies on top
	return d, nil
}

func (p *evidencePage) show(d evidenceData) fyne.CanvasObject {
	t := p.shell.Text
	p.rows, p.ledger = d.missing, nil
	if d.total == 0 {
		return kit.Page(kit.Empty(t.T("ui.evidence.none"), t.T("ui.evidence.none-text", p.month)))
	}
	with := d.total - len(d.missing)
	tone := kit.ToneWait
	if len(d.missing) == 0 {
		tone = kit.ToneGood
	}
	sum := kit.Notice(tone, t.T("ui.evidence.sum", t.Count(with), t.Count(d.total), t.Count(with*100/d.total)))
	if len(d.missing) == 0 {
		return kit.Page(sum, kit.Empty(t.T("ui.evidence.all"), t.T("ui.evidence.all-text", p.month)))
	}
	p.ledger = kit.NewLedger([]kit.Column{
		{Title: t.T("common.date"), Ems: 5.5},
		{Title: t.T("ui.entry.what"), Ems: 12, Grow: 1},
		{Title: t.T("ui.entry.voucher"), Ems: 7.2, Rank: 1},
		{Title: t.T("common.amount"), Ems: 6.5, Figure: true},
	}, func() int { return len(p.rows) }, p.fill, p.onOpen)
	p.ledger.OnBack = p.shell.Back
	return kit.Fill(0.6, sum, kit.SmallWords(t.T("ui.evidence.lead"), kit.ToneSoft), p.ledger)
}

func (p *evidencePage) fill(row int, cells []kit.Cell) {
	s, e := p.shell, p.rows[row]
	cells[0].Text = s.Text.ShortDay(e.Date)
	cells[1].Text = s.describe(e)
	cells[2] = kit.Cell{Text: shortVoucher(e), Tone: kit.ToneSoft}
	cells[3].Text = s.Text.Figure(e.Amount)
}

// onOpen leads to where evidence is added; who may not add it sees the entry.
func (p *evidencePage) onOpen(row int) {
	to := PageEntry
	if p.shell.session.Role.May(coop.KindEvidence) {
		to = PageEvidenceForm
	}
	p.shell.Go(Route{Page: to, Arg: p.rows[row].ID.String()})
}

func (p *evidencePage) step(months int) {
	p.month = p.month.Add(months)
	p.shell.again(p.page())
}

func (p *evidencePage) actions() []fyne.CanvasObject {
	return []fyne.CanvasObject{kit.NewStepper(p.shell.Text.Month(p.month), p.step).Content()}
}

func (p *evidencePage) start() {
	if p.ledger != nil {
		p.shell.layer.Focus(p.ledger.Focusable())
		p.shell.reveal(p.ledger) // with large letters it begins below
	}
}

// justRecorded is an entry whose photo may follow: as long as the same person is on the page where it was recorded and
// has typed nothing new, Ctrl+E means that entry.
type justRecorded struct {
	entry, by coop.ID
	at        Route
}

// tellRecorded says that an entry is recorded and, where it has no paper, that its photo is one key away.
func (s *Shell) tellRecorded(made coop.Recorded, amount coop.Money, paper string) {
	s.recorded = justRecorded{}
	if paper != "" || !s.session.Role.May(coop.KindEvidence) {
		s.Tell("ui.record.recorded", made.Voucher, amount)
		return
	}
	s.recorded = justRecorded{entry: made.ID, by: s.session.User, at: s.here()}
	s.Tell("ui.record.recorded-photo", made.Voucher, amount)
}

// photoFollows gives the entry that was recorded a moment ago, where its photo can follow.
func (s *Shell) photoFollows() (coop.ID, bool) {
	r := s.recorded
	typing, is := s.at.self.(interface{ busy() bool })
	follows := !r.entry.IsZero() && r.by == s.session.User && r.at == s.here() && !(is && typing.busy())
	return r.entry, follows
}

// onEvidence adds evidence to the entry that is open or was recorded a moment ago, or lists what has none: Ctrl+E.
func (s *Shell) onEvidence() {
	if entry, follows := s.photoFollows(); follows {
		s.recorded = justRecorded{}
		s.Go(Route{Page: PageEvidenceForm, Arg: entry.String()})
		return
	}
	if p, is := s.at.self.(*entryPage); is && p.mayShow() {
		p.onAddEvidence()
		return
	}
	s.Go(Route{Page: PageEvidence})
}

// mayShow says whether the person may put evidence on the entry that is open.
func (p *entryPage) mayShow() bool {
	return p.shell.session.Role.May(coop.KindEvidence) && p.entry.What.Counts() &&
		p.entry.Kind != coop.KindReversal && p.entry.Kind != coop.KindClose
}

func (p *entryPage) onAddEvidence() {
	p.shell.Go(Route{Page: PageEvidenceForm, Arg: p.id.String()})
}

// addEvidenceButton offers to add evidence, where the person may.
func (p *entryPage) addEvidenceButton() []fyne.CanvasObject {
	if !p.mayShow() {
		return nil
	}
	return []fyne.CanvasObject{kit.Button(p.shell.Text.T("ui.evidence.add"), theme.ContentAddIcon(), p.onAddEvidence)}
}
