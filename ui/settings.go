package ui

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// settingsBook is what the settings need of the book.
type settingsBook interface {
	Settings(ctx context.Context) ([]coop.SettingRow, error)
	Outlets(ctx context.Context) ([]coop.OutletRow, error)
	Accounts(ctx context.Context) ([]coop.AccountRow, error)
	OwnOccasions(ctx context.Context) ([]coop.OccasionRow, error)
	Record(ctx context.Context, who coop.Session, acts ...coop.Act) ([]coop.Recorded, error)
}

// settlingBook is what settles something in the book.
type settlingBook interface {
	Record(ctx context.Context, who coop.Session, acts ...coop.Act) ([]coop.Recorded, error)
}

func init() {
	morePages[PageSettings], morePages[PageRates] = plain(newSettings), plain(newRates)
	morePages[PageLetterhead] = plain(newLetterhead)
	morePages[PageOutlets], morePages[PageOutlet] = plain(newOutlets), newOutlet
	morePages[PageAccounts], morePages[PageAccount] = plain(newAccounts), newAccount
	morePages[PageOccasions], morePages[PageOccasion] = plain(newOccasions), newOccasion
}

// settingsPage holds how this laptop looks, and leads to what the cooperative has agreed.
type settingsPage struct {
	shell *Shell
	book  settingsBook
	picks map[string]*kit.Pick
	first *kit.Pick
	tiles []*kit.Item
}

// settingsData is what the tiles say beside their names.
type settingsData struct {
	settings []coop.SettingRow
	outlets  []coop.OutletRow
	accounts []coop.AccountRow
	own      []coop.OccasionRow
}

func newSettings(s *Shell) page {
	return bind(s.Text.T("ui.command.settings"), &settingsPage{shell: s, book: s.Book})
}

func (p *settingsPage) load(ctx context.Context) (d settingsData, err error) {
	if d.settings, err = p.book.Settings(ctx); err != nil {
		return d, err
	}
	if d.outlets, err = p.book.Outlets(ctx); err != nil {
		return d, err
	}
	if d.accounts, err = p.book.Accounts(ctx); err != nil {
		return d, err
	}
	d.own, err = p.book.OwnOccasions(ctx)
	return d, err
}

func (p *settingsPage) show(d settingsData) fyne.CanvasObject {
	t := p.shell.Text
	p.picks = map[string]*kit.Pick{}
	laptop := kit.Card(kit.NewHeading(t.T("ui.settings.laptop")),
		p.row("ui.settings.language", p.languages()), p.row("ui.settings.size", p.sizes()),
		p.row("ui.settings.look", p.looks()), p.row("ui.settings.lock", p.locks()))
	return kit.Page(laptop, kit.NewHeading(t.T("ui.settings.cooperative")), kit.Tiles(20, 0.5, p.ways(d)...))
}

func (p *settingsPage) row(label string, picks []fyne.CanvasObject) fyne.CanvasObject {
	return kit.Stack(0.25, kit.SmallWords(p.shell.Text.T(label), kit.ToneSoft), kit.Flow(0.4, picks...))
}

// pick makes an answer; after it was taken, everything is drawn anew and the keys are on it again.
func (p *settingsPage) pick(name, text string, chosen bool, do func()) fyne.CanvasObject {
	made := kit.NewPick(text, chosen, func() {
		p.shell.picked = name
		do()
	})
	made.OnBack = p.shell.Back
	made.OnSeen = func() { p.shell.reveal(made) }
	p.picks[name] = made
	if p.first == nil {
		p.first = made
	}
	return made
}

func (p *settingsPage) languages() []fyne.CanvasObject {
	var picks []fyne.CanvasObject
	for _, l := range p.shell.Text.Languages() {
		picks = append(picks, p.pick("language-"+l.Code, l.Name, l.Code == p.shell.Text.Language(),
			func() { p.shell.setLanguage(l.Code) }))
	}
	return picks
}

func (p *settingsPage) sizes() []fyne.CanvasObject {
	var picks []fyne.CanvasObject
	now := p.shell.Prefs.IntWithFallback(prefPercent, 100)
	for _, percent := range []int{100, 120, 140, 160, 180, 200} {
		picks = append(picks, p.pick(fmt.Sprint("size-", percent), p.shell.Text.T("ui.settings.percent", percent),
			now == percent, func() { p.shell.setPercent(percent) }))
	}
	return picks
}

func (p *settingsPage) looks() []fyne.CanvasObject {
	var picks []fyne.CanvasObject
	now := kit.Look(p.shell.Prefs.IntWithFallback(prefLook, int(kit.LookPaper)))
	for _, look := range []struct {
		look kit.Look
		key  string
	}{
		{kit.LookPaper, "ui.command.paper"},
		{kit.LookNight, "ui.command.night"},
		{kit.LookContrast, "ui.command.contrast"},
	} {
		picks = append(picks, p.pick(look.key, p.shell.Text.T(look.key), now == look.look,
			func() { p.shell.setLook(look.look) }))
	}
	return picks
}

// prefLock is after how many minutes without a key the screen locks; 0: never. lockMinutes is the usual answer.
const (
	prefLock    = "lock-minutes"
	lockMinutes = 10
)

func (p *settingsPage) locks() []fyne.CanvasObject {
	var picks []fyne.CanvasObject
	now := p.shell.Prefs.IntWithFallback(prefLock, lockMinutes)
	for _, minutes := range []int{5, 10, 20, 60, 0} {
		text := p.shell.Text.T("ui.settings.minutes", minutes)
		if minutes == 0 {
			text = p.shell.Text.T("ui.settings.lock-never")
		}
		picks = append(picks, p.pick(fmt.Sprint("lock-", minutes), text, now == minutes, func() {
			p.shell.Prefs.SetInt(prefLock, minutes)
			p.shell.Reload()
		}))
	}
	return picks
}

// ways lead to what the cooperative has agreed, with what holds today.
func (p *settingsPage) ways(d settingsData) []fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	today := s.today()
	var own, outlets, accounts int
	for _, o := range d.outlets {
		if !o.Closed {
			outlets++
		}
	}
	for _, a := range d.accounts {
		if a.Own && !a.Closed {
			accounts++
		}
	}
	for _, o := range d.own {
		if !s.hidden[o.Name] {
			own++
		}
	}
	mandatory := coop.RatesOf(d.settings, coop.SettingMandatory).At(today)
	principal := coop.RatesOf(d.settings, coop.SettingPrincipal).At(today)
	var tiles []fyne.CanvasObject
	add := func(key, page, remark string) {
		item := kit.NewItem(t.T(key), remark, "", func() { s.Go(Route{Page: page}) })
		at := len(p.tiles)
		item.OnWalk = func(steps int) { s.layer.Focus(p.tiles[max(0, min(at+steps, len(p.tiles)-1))]) }
		item.OnBack = s.Back
		item.OnSeen = func() { s.reveal(item) }
		p.tiles = append(p.tiles, item)
		tiles = append(tiles, item)
	}
	p.tiles = nil
	add("ui.rates.title", PageRates, t.T("ui.settings.rates", mandatory, principal))
	add("ui.letterhead.title", PageLetterhead, t.T("ui.settings.letterhead", coop.ReviewFrom(d.settings, today)))
	add("ui.outlets.title", PageOutlets, t.T("ui.settings.outlets", outlets))
	add("ui.accounts.title", PageAccounts, t.T("ui.settings.accounts", accounts))
	add("ui.occasions.title", PageOccasions, t.T("ui.settings.occasions", own))
	add("ui.asset-rules.title", PageAssetRules, t.T("ui.asset-rules.about"))
	add("ui.command.people", PagePeople, t.T("ui.about.people"))
	return tiles
}

func (p *settingsPage) start() {
	on := p.first
	if was := p.picks[p.shell.picked]; was != nil {
		on = was
	}
	p.shell.picked = ""
	p.shell.layer.Focus(on)
}

// mayNot says, where it is so, that the person may not change this; nil where they may.
func (s *Shell) mayNot(kind coop.Kind) fyne.CanvasObject {
	if s.session.Role.May(kind) {
		return nil
	}
	return kit.Notice(kit.ToneWait, s.Text.T("ui.settings.may-not", s.Text.Role(s.session.Role)))
}

// settle records acts of the settings, tells of it and goes back to the list. What was refused stays typed.
func (s *Shell) settle(book settlingBook, typed *bool, done string, acts ...coop.Act) {
	s.Record(func(ctx context.Context) error {
		_, err := book.Record(ctx, s.session, acts...)
		return err
	}, func() {
		*typed = false
		s.done()
		s.Back()
		s.Tell(done)
	})
}

// keyed sets the key of a main button beside it, for a bar whose words take the rest of the width.
func (s *Shell) keyed(button fyne.CanvasObject) fyne.CanvasObject {
	return container.NewCenter(container.NewHBox(button, kit.Space(0.2, 0), kit.NewCaption(s.Text.T("ui.record.key"))))
}

// recordBar is the main button of a form with its key, and the way back.
func (s *Shell) recordBar(record func(), more ...fyne.CanvasObject) fyne.CanvasObject {
	parts := []fyne.CanvasObject{
		kit.Main(s.Text.T("ui.command.record"), theme.DocumentSaveIcon(), record),
		kit.NewCaption(s.Text.T("ui.record.key")),
	}
	return kit.Flow(0.6, append(parts, more...)...)
}
