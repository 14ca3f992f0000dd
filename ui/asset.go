package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/store/report"
	"lumbung/ui/kit"
)

// assetsPage lists what the cooperative owns, has paid ahead and was paid ahead.
type assetsPage struct {
	shell  *Shell
	book   assetBook
	data   assetData
	all    []coop.AssetView
	ledger *kit.Ledger
}

// assetData is the register with the names of its accounts.
type assetData struct {
	list     coop.AssetList
	accounts []coop.AccountRow
	outlets  []coop.OutletRow
	settings []coop.SettingRow
	parties  coop.Parties
	closed   coop.Date
}

func newAssets(s *Shell) page {
	return bind(s.Text.T("ui.asset.title"), &assetsPage{shell: s, book: s.Book})
}

func readAssets(ctx context.Context, book assetBook, day coop.Date) (d assetData, err error) {
	if d.list, err = book.Assets(ctx, day); err != nil {
		return d, fmt.Errorf("read the register of assets: %w", err)
	}
	if d.accounts, err = book.Accounts(ctx); err != nil {
		return d, err
	}
	if d.outlets, err = book.Outlets(ctx); err != nil {
		return d, err
	}
	if d.settings, err = book.Settings(ctx); err != nil {
		return d, err
	}
	if d.parties, err = book.Parties(ctx); err != nil {
		return d, err
	}
	info, err := book.Info(ctx)
	d.closed = info.Closed
	return d, err
}

func (p *assetsPage) load(ctx context.Context) (assetData, error) {
	return readAssets(ctx, p.book, p.shell.today())
}

func (p *assetsPage) show(d assetData) fyne.CanvasObject {
	t := p.shell.Text
	p.data, p.ledger = d, nil
	p.all = slices.DeleteFunc(slices.Clone(d.list.All), func(v coop.AssetView) bool {
		return v.Ended != 0 || v.Card.Class != coop.AssetFixed && v.Left() == 0
	})
	var parts []fyne.CanvasObject
	for _, sum := range d.list.Differs() {
		parts = append(parts, kit.Notice(kit.ToneWait, p.differs(sum)))
	}
	for _, v := range d.list.Remains() {
		parts = append(parts, kit.Notice(kit.ToneWait, t.T("ui.asset.remains", v.Card.Name, v.Ended),
			kit.Button(t.T("ui.asset.see-card"), nil, func() {
				p.shell.Go(Route{Page: PageAsset, Arg: v.Asset.String()})
			})))
	}
	if len(p.all) == 0 {
		return kit.Page(append(parts, kit.Empty(t.T("ui.asset.none"), t.T("ui.asset.none-text"),
			kit.Main(t.T("ui.command.asset-new"), theme.ContentAddIcon(), goToIn(p.shell, PageAssetForm))))...)
	}
	p.ledger = kit.NewLedger([]kit.Column{
		{Title: t.T("ui.asset.name"), Ems: 9, Grow: 1},
		{Title: t.T("ui.asset.kind"), Ems: 9, Grow: 1, Rank: 2},
		{Title: t.T("ui.asset.bought"), Ems: 5.5, Rank: 3},
		{Title: t.T("ui.asset.cost"), Ems: 6.5, Figure: true, Rank: 1},
		{Title: t.T("ui.asset.left"), Ems: 6.5, Figure: true},
	}, func() int { return len(p.all) }, p.fill, func(row int) {
		p.shell.Go(Route{Page: PageAsset, Arg: p.all[row].Asset.String()})
	})
	p.ledger.OnBack = p.shell.Back
	bar := []fyne.CanvasObject{kit.Button(t.T("ui.command.chores"), nil, goToIn(p.shell, PageChores))}
	if len(d.list.Differs()) == 0 {
		bar = append(bar, kit.Chip(kit.ToneGood, "✓ "+t.T("ui.asset.agrees")), p.total())
	}
	parts = append(parts, kit.Flow(0.6, bar...))
	return kit.Fill(0.6, append(parts, p.ledger)...)
}

// total says what all fixed assets are worth in the books together.
func (p *assetsPage) total() fyne.CanvasObject {
	var sum coop.Money
	for _, v := range p.all {
		if v.Card.Class == coop.AssetFixed && v.Owned() {
			sum += v.Left()
		}
	}
	return kit.NewSoft(p.shell.Text.T("ui.asset.total", sum))
}

// differs says how an account of the ledger differs from the cards, and what is the likely cause.
func (p *assetsPage) differs(sum coop.AssetSum) string {
	t := p.shell.Text
	name := accountIn(p.data.accounts, t, sum.Account)
	text := t.T("ui.asset.differs", sum.Account, name, abs(sum.Ledger), abs(sum.Cards))
	if sum.Undivided != 0 {
		return text + " " + t.T("ui.asset.undivided", abs(sum.Undivided))
	}
	return text + " " + t.T("ui.asset.no-entry", abs(sum.Difference()))
}

func abs(m coop.Money) coop.Money { return max(m, -m) }

func (p *assetsPage) fill(row int, cells []kit.Cell) {
	t, v := p.shell.Text, p.all[row]
	cells[0].Text = v.Card.Name
	cells[1] = kit.Cell{Text: accountIn(p.data.accounts, t, v.Card.Account), Tone: kit.ToneSoft}
	cells[2] = kit.Cell{Text: t.ShortDay(v.Card.Bought), Tone: kit.ToneSoft}
	cells[3].Text = t.Figure(v.Cost)
	cells[4].Text = t.Figure(v.Left())
}

func (p *assetsPage) actions() []fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	if p.ledger == nil { // the page itself says what to do
		return nil
	}
	return append([]fyne.CanvasObject{
		kit.Main(t.T("ui.command.asset-new"), theme.ContentAddIcon(), goToIn(s, PageAssetForm)),
	}, s.printButtons()...)
}

func (p *assetsPage) start() {
	if p.ledger != nil {
		p.shell.layer.Focus(p.ledger.Focusable())
	}
}

// printer gives the inventory book, number 15 of the sixteen.
func (p *assetsPage) printer() *printing {
	s := p.shell
	order := report.Order{Name: "assets", Period: report.Period{Date: s.today()}}
	return s.ofOrder(s.Book, order, s.today().String(), "")
}

// errNoAsset says that the book holds no such card.
var errNoAsset = errors.New("no such card")

// assetPage shows one thing: what it is worth, and month by month what was recorded of it.
type assetPage struct {
	shell *Shell
	book  assetBook
	id    coop.ID
	wrong error

	data   assetData
	view   coop.AssetView
	plan   []coop.AssetMonth
	ledger *kit.Ledger
}

func newAsset(s *Shell, arg string) page {
	id, err := coop.ParseID(arg)
	return bind(s.Text.T("ui.asset.one"), &assetPage{shell: s, book: s.Book, id: id, wrong: err})
}

// assetIn reads the register and one thing of it.
func assetIn(ctx context.Context, s *Shell, book assetBook, id coop.ID) (assetData, coop.AssetView, error) {
	d, err := readAssets(ctx, book, s.today())
	if err != nil {
		return d, coop.AssetView{}, err
	}
	v, there := d.list.Find(id)
	if !there {
		return d, v, errNoAsset
	}
	return d, v, nil
}

func (p *assetPage) load(ctx context.Context) (d assetData, err error) {
	if p.wrong != nil {
		return d, p.wrong
	}
	d, p.view, err = assetIn(ctx, p.shell, p.book, p.id)
	return d, err
}

func (p *assetPage) heading() string { return p.view.Card.Name }

func (p *assetPage) show(d assetData) fyne.CanvasObject {
	t, v := p.shell.Text, &p.view
	p.data = d
	p.plan = v.Months(v.Rules(d.settings))
	about := accountIn(d.accounts, t, v.Card.Account)
	for _, text := range []string{v.Card.Tag, v.Card.Place, p.condition(), p.outletName()} {
		if text != "" {
			about += " · " + text
		}
	}
	cost, worn, left := "ui.asset.cost", "ui.asset.worn", "ui.asset.left"
	if v.Card.Account == coop.AccountAssetBuilding {
		cost = "ui.asset.so-far"
	}
	if v.Card.Class != coop.AssetFixed {
		ahead := func(key string) string { return "ui.asset.ahead." + fmt.Sprintf("%s-%d", key, v.Card.Class) }
		cost, worn, left = ahead("cost"), ahead("worn"), ahead("left")
	}
	parts := []fyne.CanvasObject{
		kit.Words(about, kit.ToneSoft),
		kit.Tiles(11, 0.6,
			kit.FigureCard(t.T(cost), t.Rupiah(v.Cost), t.Day(v.Card.Bought), kit.ToneInk),
			kit.FigureCard(t.T(worn), t.Rupiah(v.Worn), p.span(), kit.ToneInk),
			kit.FigureCard(t.T(left), t.Rupiah(v.Left()), t.T("ui.asset.today"), kit.ToneBrand)),
	}
	if v.Ended != 0 {
		parts = append(parts, kit.Notice(kit.ToneSoft, t.T("ui.asset.ended", v.Ended),
			kit.Button(t.T("ui.asset.see-entry"), nil, func() {
				p.shell.Go(Route{Page: PageEntry, Arg: v.EndEntry.String()})
			})))
	}
	parts = append(append(parts, p.wrongs()...), p.buttons())
	if len(p.plan) == 0 {
		p.ledger = nil
		return kit.Page(append(parts, kit.Words(t.T("ui.asset.no-months"), kit.ToneSoft))...)
	}
	p.ledger = kit.NewLedger([]kit.Column{
		{Title: t.T("common.month"), Ems: 7, Grow: 1},
		{Title: t.T("ui.asset.part"), Ems: 6.5, Figure: true},
		{Title: t.T("ui.asset.after"), Ems: 6.5, Figure: true, Rank: 1},
		{Title: t.T("ui.asset.state"), Ems: 9, Grow: 1},
	}, func() int { return len(p.plan) }, p.fill, p.onOpen)
	p.ledger.OnBack = p.shell.Back
	return kit.Fill(0.6, append(parts, p.ledger)...)
}

// wrongs says what is odd about the thing, with the way out.
func (p *assetPage) wrongs() []fyne.CanvasObject {
	s, t, v := p.shell, p.shell.Text, &p.view
	late := v.Late(v.Rules(p.data.settings))
	switch {
	case v.Remains() && len(late) > 0:
		return []fyne.CanvasObject{kit.Notice(kit.ToneWait, t.T("ui.asset.late", late[0].Month),
			kit.Button(t.T("ui.asset.see-entry"), nil, func() {
				s.Go(Route{Page: PageEntry, Arg: late[0].Done.Entry.String()})
			}))}
	case v.Remains():
		return []fyne.CanvasObject{kit.Notice(kit.ToneWait, t.T("ui.asset.leftover", abs(v.Left())))}
	case v.Unspread() > 0:
		return []fyne.CanvasObject{kit.Notice(kit.ToneWait, t.T("ui.asset.unspread", v.Unspread()))}
	}
	return nil
}

func (p *assetPage) condition() string {
	if key := "ui.asset.condition." + p.view.Card.Condition; p.shell.Text.Has(key) {
		return p.shell.Text.T(key)
	}
	return p.view.Card.Condition
}

func (p *assetPage) outletName() string {
	for _, o := range p.data.outlets {
		if o.Code == p.view.Card.Outlet {
			return p.shell.Text.In(o.NameID, o.NameEN)
		}
	}
	return ""
}

// span says from when until when the parts run.
func (p *assetPage) span() string {
	c := p.view.Card
	if c.Last() == 0 {
		return p.shell.Text.T("ui.asset.no-span")
	}
	return p.shell.Text.T("ui.asset.span", p.shell.Text.ShortMonth(c.First), p.shell.Text.ShortMonth(c.Last()))
}

func (p *assetPage) fill(row int, cells []kit.Cell) {
	t, share := p.shell.Text, p.plan[row]
	cells[0].Text = t.Month(share.Month)
	cells[1].Text = t.Figure(share.Amount)
	cells[2].Text = t.Figure(share.Left)
	became := share.Done
	switch {
	case became.There():
		cells[3] = kit.Cell{Text: "✓ " + t.T("ui.asset.recorded"), Tone: kit.ToneGood}
	case p.view.Ended != 0:
		cells[3] = kit.Cell{Text: "– " + t.T("ui.asset.gone"), Tone: kit.ToneSoft}
	case became.Back:
		cells[3] = kit.Cell{Text: "● " + t.T("ui.asset.back"), Tone: kit.ToneWait}
	case share.Month < p.shell.today().Month():
		cells[3] = kit.Cell{Text: "● " + t.T("ui.asset.open"), Tone: kit.ToneWait}
	default:
		cells[3] = kit.Cell{Text: t.T("ui.asset.coming"), Tone: kit.ToneSoft}
	}
}

func (p *assetPage) onOpen(row int) {
	if became := p.plan[row].Done; !became.Entry.IsZero() {
		p.shell.Go(Route{Page: PageEntry, Arg: became.Entry.String()})
		return
	}
	p.shell.Go(Route{Page: PageChores, Arg: p.plan[row].Month.String()})
}

// buttons are what can be done with the thing.
func (p *assetPage) buttons() fyne.CanvasObject {
	s, t, v := p.shell, p.shell.Text, &p.view
	if v.Ended != 0 || !s.session.Role.May(coop.KindAsset) {
		return kit.Space(0, 0)
	}
	button := func(key, page, arg string) fyne.CanvasObject {
		return kit.Button(t.T(key), nil, func() { s.Go(Route{Page: page, Arg: arg + v.Asset.String()}) })
	}
	all := []fyne.CanvasObject{button("ui.asset.change", PageAssetForm, assetChange)}
	if v.Card.Class == coop.AssetFixed && v.Owned() {
		all = append(all, button(costKey("ui.asset.add", "ui.asset.add-building", v.Card), PageAssetCost, ""))
	}
	switch {
	case v.Card.Account == coop.AccountAssetBuilding:
		all = append(all, kit.Main(t.T("ui.asset.finish"), nil, func() {
			s.Go(Route{Page: PageAssetForm, Arg: assetFinish + v.Asset.String()})
		}))
	case !v.Owned():
		all = append(all, button("ui.asset.give-back", PageAssetEnd, ""))
	case v.Card.Class == coop.AssetFixed:
		all = append(all, button("ui.asset.sell", PageAssetEnd, ""))
	case v.Left() > 0:
		all = append(all, button("ui.asset.stop", PageAssetEnd, ""))
	}
	return kit.Flow(0.6, all...)
}

func (p *assetPage) start() {
	if p.ledger == nil {
		return
	}
	for i, share := range p.plan { // where something is to be done, or the present
		if !share.Done.There() || share.Month == p.shell.today().Month() {
			p.ledger.GoTo(i)
			break
		}
	}
	p.shell.layer.Focus(p.ledger.Focusable())
}
