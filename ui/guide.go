package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

func init() {
	morePages[PageGuide] = plain(newGuide)
}

// guideBook is what the first month asks the book: nobody ticks anything off, the book knows what was done.
type guideBook interface {
	Info(ctx context.Context) (coop.Info, error)
	Settings(ctx context.Context) ([]coop.SettingRow, error)
	TrialBalance(ctx context.Context, from, to coop.Date) ([]coop.AccountBalance, error)
	Counts(ctx context.Context) ([]coop.CountView, error)
}

// guidePage leads through the first month, step by step, each one key away.
type guidePage struct {
	shell *Shell
	book  guideBook
	items []*kit.Item
	next  int // the first step that is not done
}

// guideStep is one step: its texts are ui.guide.<name> and ui.guide.<name>-text.
type guideStep struct {
	name    string
	command string // that does it
	route   string // or the page, where no command leads there
	done    bool
}

func newGuide(s *Shell) page {
	return bind(s.Text.T("ui.command.guide"), &guidePage{shell: s, book: s.Book})
}

// prefReported is what this machine remembers of the first month: the book does not know who has read what.
const prefReported = "guide-report"

func (p *guidePage) load(ctx context.Context) ([]guideStep, error) {
	info, err := p.book.Info(ctx)
	if err != nil {
		return nil, err
	}
	settings, err := p.book.Settings(ctx)
	if err != nil {
		return nil, err
	}
	balances, err := p.book.TrialBalance(ctx, 0, p.shell.today())
	if err != nil {
		return nil, err
	}
	counts, err := p.book.Counts(ctx)
	if err != nil {
		return nil, err
	}
	moved := map[string]bool{}
	for _, b := range balances {
		moved[b.Account.Code] = b.Opening != 0 || b.Debit != 0 || b.Credit != 0
	}
	prefs := p.shell.Prefs
	backedUp := p.shell.Backups != nil && !p.shell.Backups.Last().At.IsZero()
	return []guideStep{
		{"rates", "", PageRates, len(coop.RatesOf(settings, coop.SettingMandatory)) > 0},
		{"letterhead", "", PageLetterhead, coop.SettingText(settings, coop.SettingAddress, p.shell.today()) != ""},
		{"members", "member-new", "", info.Members > 0},
		{"opening", "opening", "", moved[coop.OpeningAccount]},
		{"entry", "write", "", info.Entries > 0},
		{"dues", "dues", "", moved[coop.AccountMandatory]},
		{"count", "count", "", len(counts) > 0},
		{"backup", "backup", "", backedUp},
		{"send", "send", "", info.ReceivedAt > 0},
		{"report", "reports", "", prefs.Bool(prefReported)},
	}, nil
}

func (p *guidePage) show(steps []guideStep) fyne.CanvasObject {
	t := p.shell.Text
	p.items, p.next = nil, -1
	var rows []fyne.CanvasObject
	done := 0
	for i, step := range steps {
		sign := "○"
		if step.done {
			sign, done = "✓", done+1
		} else if p.next < 0 {
			p.next = i
		}
		keys := ""
		do := func() { p.shell.Go(Route{Page: step.route}) }
		if c, known := commandNamed(step.command); known {
			keys, do = c.Keys(), func() { p.shell.run(c) }
		}
		item := kit.NewItem(sign+" "+t.T("ui.guide."+step.name), t.T("ui.guide."+step.name+"-text"), keys, do)
		if step.done {
			item.Aside, item.Tone = t.T("ui.guide.done"), kit.ToneGood
		}
		item.OnWalk = func(by int) { p.shell.layer.Focus(p.items[max(0, min(i+by, len(p.items)-1))]) }
		item.OnBack = p.shell.Back
		item.OnSeen = func() { p.shell.reveal(item) }
		p.items = append(p.items, item)
		rows = append(rows, item)
	}
	lead := kit.Words(t.T("ui.guide.lead", done, len(steps)), kit.ToneSoft)
	if p.next < 0 {
		p.next = 0
		lead = kit.Words("✓ "+t.T("ui.guide.all"), kit.ToneGood)
	}
	return kit.Page(kit.Capped(46, 0.4, append([]fyne.CanvasObject{lead}, rows...)...))
}

// commandNamed finds a command.
func commandNamed(name string) (command, bool) {
	for _, c := range commands {
		if c.Name == name {
			return c, true
		}
	}
	return command{}, false
}

func (p *guidePage) start() { p.shell.layer.Focus(p.items[p.next]) }
