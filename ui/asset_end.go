package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// assetEndPage asks what became of a thing that goes: sold, thrown away, given back; what was paid ahead is stopped.
type assetEndPage struct {
	assetDeed
	price  *kit.MoneyEntry
	cash   *kit.Choice
	reason *kit.Entry
}

func newAssetEnd(s *Shell, arg string) page {
	return bind(s.Text.T("ui.asset.sell"), &assetEndPage{assetDeed: newAssetDeed(s, arg)})
}

// key is the text's key for this class of thing.
func (p *assetEndPage) key(key string) string {
	key = "ui.asset.ending." + key
	switch {
	case !p.view.Owned():
		return key + "-lent"
	case p.view.Card.Class == coop.AssetPrepaid:
		return key + "-2"
	case p.view.Card.Class == coop.AssetUnearned:
		return key + "-3"
	}
	return key
}

func (p *assetEndPage) heading() string {
	return p.shell.Text.T(p.key("title")) + " · " + p.view.Card.Name
}

func (p *assetEndPage) show(d assetData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	if no := s.mayNot(coop.KindEntry); no != nil {
		return kit.Page(no)
	}
	p.data, p.at = d, map[string]*kit.Field{}
	p.form = kit.NewForm(s.layer, 0)
	p.side = container.NewStack()
	p.date = s.dateEntry()
	p.date.SetDay(s.today().Time())
	p.at["date"] = p.form.Add(t.T("common.date"), p.date, s.dayMissing(p.date))
	p.price = s.moneyOf(0)
	accounts := choices{accounts: d.accounts}
	p.cash = s.chooser(accounts.accountOptions(t, coop.IsMoney), coop.MoneyDefault)
	if p.view.Owned() {
		p.at["price"] = p.form.Add(t.T(p.key("price")), p.price, nil).SetHint(t.T(p.key("price-hint")))
		label := "ui.asset.into"
		if p.view.Card.Class == coop.AssetUnearned {
			label = "ui.asset.cash"
		}
		p.at["cash"] = p.form.Add(t.T(label), p.cash, nil)
	}
	p.reason = kit.NewEntry("")
	p.form.Add(t.T("ui.asset.reason"), p.reason, nil).SetHint(t.T("ui.asset.reason-hint"))
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	p.form.OnChange = func() { p.typed = true; p.preview() }
	p.preview()
	return kit.Footed(kit.Page(kit.Words(t.T(p.key("lead")), kit.ToneSoft),
		kit.Beside(24, 20, kit.Card(p.form.Content()), kit.Card(p.side))), s.recordBar(p.record))
}

func (p *assetEndPage) entry() (coop.Entry, []coop.Problem) {
	price, _ := p.price.Amount()
	end := coop.AssetEnd{
		Date: dayOf(p.date), Price: coop.Money(price), Cash: p.cash.Chosen().Key,
		Reason: strings.TrimSpace(p.reason.Text),
	}
	return coop.EndAsset(&p.view, end, p.view.Rules(p.data.settings))
}

// preview shows the entry, and whether there is a gain or a loss.
func (p *assetEndPage) preview() {
	s, t := p.shell, p.shell.Text
	e, problems := p.entry()
	var parts []fyne.CanvasObject
	if len(problems) > 0 {
		parts = append(parts, kit.Words(t.Problem(problems[0]), kit.ToneWait))
		parts = append(parts, p.wayOut(problems[0])...)
	} else {
		for _, l := range e.Lines {
			switch l.Account {
			case coop.AccountAssetGain:
				parts = append(parts, kit.Flow(0, kit.Chip(kit.ToneGood, "✓ "+t.T("ui.asset.gain", -l.Amount))))
			case coop.AccountAssetLoss:
				parts = append(parts, kit.Flow(0, kit.Chip(kit.ToneWait, "● "+t.T("ui.asset.loss", l.Amount))))
			}
		}
		parts = append(parts, s.linesTable(named(p.data.accounts, e.Lines)))
	}
	p.side.Objects = []fyne.CanvasObject{kit.Stack(0.5, append([]fyne.CanvasObject{
		kit.NewHeading(t.T("ui.record.journal")),
	}, parts...)...)}
	p.side.Refresh()
	s.refit()
}

// wayOut leads to what has to be done first: months that are not recorded, or one that has to be taken back.
func (p *assetEndPage) wayOut(problem coop.Problem) []fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	if len(problem.Args) == 0 {
		return nil
	}
	month, _ := problem.Args[0].(coop.Month)
	switch problem.Key {
	case coop.ProblemAssetOpen:
		return []fyne.CanvasObject{kit.Button(t.T("ui.command.chores"), nil, func() {
			s.Go(Route{Page: PageChores, Arg: max(month, s.today().Month()).String()})
		})}
	case coop.ProblemAssetAfter:
		return []fyne.CanvasObject{kit.Button(t.T("ui.asset.see-entry"), nil, func() {
			s.Go(Route{Page: PageEntry, Arg: p.view.Recorded[month].Entry.String()})
		})}
	}
	return nil
}

func (p *assetEndPage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	e, problems := p.entry()
	if len(problems) > 0 {
		problem := problems[0]
		place := map[string]string{
			coop.ProblemAssetPrice: "price", coop.ProblemAssetBack: "price", coop.ProblemAssetCash: "cash",
		}[problem.Key]
		if field := p.at[orElse(place, "date")]; field != nil {
			field.Complain(p.shell.Text.Problem(problem))
			p.form.FocusOn(field)
		}
		return
	}
	p.records(coop.Act{Kind: coop.KindEntry, Body: e})
}
