package ui

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// openingCheckPage shows what would be recorded, and asks for a name where a difference is left.
type openingCheckPage struct {
	openingPart
	plan  coop.OpeningPlan
	form  *kit.Form
	name  *kit.Choice
	words *kit.Entry
	why   *kit.Entry
}

// openingUnknown is the choice to let the difference stand where it is, with a word about it.
const openingUnknown = coop.OpeningAccount

func (p *openingCheckPage) show(d openingData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.take(d)
	wish := p.wish(nil)
	p.plan = d.state.Plan(wish.Items(d.accounts))
	p.form = kit.NewForm(s.layer, 0)
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	p.form.OnChange = func() {
		p.work.Words, p.work.Name = p.words.Text, p.name.Chosen().Key
		p.work.Why = p.why.Text
		p.typed()
	}
	p.name, p.words, p.why = kit.NewChoice(s.layer, t.T("ui.choice.none"), kit.FindIn(p.nameOptions())),
		filled(p.work.Words), filled(p.work.Why)
	parts := []fyne.CanvasObject{p.lead(openingCheck, t.T("ui.opening.check"), t.T("ui.opening.check-about"))}
	parts = append(parts, p.notices()...)
	left := []fyne.CanvasObject{p.balance(wish)}
	right := []fyne.CanvasObject{kit.NewHeading(t.T("ui.opening.to-record")), kit.Words(p.counts(), kit.ToneInk)}
	right = append(right, p.changes()...)
	if p.plan.Left != 0 {
		p.askName()
	} else {
		right = append(right, kit.Flow(0, kit.Chip(kit.ToneGood, "✓ "+t.T("ui.opening.left-none"))))
	}
	if len(p.plan.Changed) > 0 {
		p.form.Add(t.T("ui.opening.why"), p.why, func() string {
			if strings.TrimSpace(p.why.Text) == "" {
				return t.T("ui.opening.why-missing")
			}
			return ""
		}).SetHint(t.T("ui.opening.why-hint"))
	}
	right = append(right, p.form.Content())
	parts = append(parts, kit.Tiles(22, 0.8, kit.Card(left...), kit.Card(right...)))
	return kit.Footed(kit.Page(parts...), kit.Flow(0.6,
		kit.Main(t.T("ui.opening.do"), theme.DocumentSaveIcon(), p.record), kit.NewCaption(t.T("ui.opening.do-key"))))
}

// notices say what must be put right first, with a way there, and what was left out.
func (p *openingCheckPage) notices() []fyne.CanvasObject {
	t := p.shell.Text
	var notices []fyne.CanvasObject
	if p.from() == 0 {
		notices = append(notices, kit.Notice(kit.ToneBad, t.T("ui.opening.from-missing"),
			kit.Button(t.T("ui.opening.to-day"), nil, func() { p.goTo("") })))
	}
	if p.changesShut() {
		notices = append(notices, kit.Notice(kit.ToneBad, p.shut(p.from()), p.toCloses()))
	}
	if group := p.unread(); group != "" {
		notices = append(notices, kit.Notice(kit.ToneBad, t.T("ui.opening.unread", t.T("ui.opening.group."+group)),
			kit.Button(t.T("ui.opening.go-there"), nil, func() { p.goTo(group) })))
	}
	if key, args := p.against(); key != "" {
		notices = append(notices, kit.Notice(kit.ToneBad, t.T(key, args...),
			kit.Button(t.T("ui.opening.go-there"), nil, func() { p.goTo(openingMembers) })))
	}
	if n := len(p.work.Out); n > 0 {
		var rows []string
		for _, row := range p.work.Out[:min(n, 5)] {
			rows = append(rows, row.Text)
		}
		notices = append(notices, kit.Notice(kit.ToneSoft, t.T("ui.opening.left-out", t.Count(n),
			strings.Join(rows, "; "))))
	}
	return notices
}

// balance is the opening balance sheet in four figures, and the savings that stand without a member.
func (p *openingCheckPage) balance(wish coop.OpeningWish) fyne.CanvasObject {
	t := p.shell.Text
	parts := []fyne.CanvasObject{p.sumsTable(wish)}
	for i, account := range coop.OpeningSavings() {
		if unnamed := wish.Unnamed(account); unnamed > 0 {
			parts = append(parts, kit.SmallWords("● "+t.T("ui.opening.stands", t.T(openingSavingKeys[i]), unnamed),
				kit.ToneSoft))
		}
	}
	for _, n := range p.data.state.Named {
		parts = append(parts, kit.SmallWords("✓ "+t.T("ui.opening.named", -n.Amount, p.accountName(n.Account), n.Words),
			kit.ToneSoft))
	}
	return kit.Stack(0.5, parts...)
}

func (p *openingCheckPage) counts() string {
	t := p.shell.Text
	words := ""
	if n := len(p.plan.Fresh); n > 0 {
		words = t.T("ui.opening.fresh", t.Count(n), coop.OpeningDay(p.from()))
	}
	if n := len(p.work.New); n > 0 {
		words += " " + t.T("ui.opening.registers", t.Count(n))
	}
	if p.plan.Same > 0 {
		words += " " + t.T("ui.opening.same", t.Count(p.plan.Same))
	}
	return strings.TrimSpace(words)
}

const changesMost = 12

// changes say in words what is put right, and how.
func (p *openingCheckPage) changes() []fyne.CanvasObject {
	t := p.shell.Text
	var parts []fyne.CanvasObject
	for i, c := range p.plan.Changed {
		if i == changesMost {
			parts = append(parts, kit.Words(t.T("ui.opening.rows-more", t.Count(len(p.plan.Changed)-i)), kit.ToneSoft))
			break
		}
		name := p.accountName(c.Was.Account)
		for _, m := range p.data.members {
			if m.Member == c.Was.Member {
				name += " · " + m.Name
			}
		}
		was, now := c.Was.Amount, c.Now
		if was < 0 || now < 0 {
			was, now = -was, -now
		}
		parts = append(parts, kit.SmallWords("● "+t.T("ui.opening.change", name, was, now), kit.ToneWait))
	}
	return parts
}

func (p *openingCheckPage) nameOptions() []kit.Option {
	t := p.shell.Text
	var options []kit.Option
	for _, code := range coop.OpeningNames(p.plan.Left) {
		options = append(options, kit.Option{
			Key: code, Title: t.T("ui.opening.name." + code), Remark: code,
		})
	}
	return append(options, kit.Option{
		Key: openingUnknown, Title: t.T("ui.opening.name-unknown"), Remark: openingUnknown,
	})
}

// askName asks what the difference is, in the treasurer's words.
func (p *openingCheckPage) askName() {
	t := p.shell.Text
	label, hint := t.T("ui.opening.left-more", p.plan.Left), t.T("ui.opening.left-more-hint")
	if p.plan.Left < 0 {
		label, hint = t.T("ui.opening.left-less", -p.plan.Left), t.T("ui.opening.left-less-hint")
	}
	for _, o := range p.nameOptions() {
		if o.Key == p.work.Name {
			p.name.SetChosen(o)
		}
	}
	name := p.form.Add(label, p.name, func() string {
		if p.name.Chosen().Key == "" {
			return t.T("ui.opening.name-missing")
		}
		return ""
	}).SetHint(hint)
	p.name.OnChosen = func(o kit.Option) { // the accountant's word beside the villager's
		name.SetHint(hint)
		if o.Key != "" {
			name.SetHint(o.Key + " " + p.accountName(o.Key))
		}
	}
	p.form.Add(t.T("ui.opening.words"), p.words, func() string {
		if strings.TrimSpace(p.words.Text) == "" {
			return t.T("ui.opening.words-missing")
		}
		return ""
	}).SetHint(t.T("ui.opening.words-hint"))
}

func (p *openingCheckPage) start() { p.form.Start() }

// record records all of it in one go, when nothing is against it.
func (p *openingCheckPage) record() {
	s, t := p.shell, p.shell.Text
	key, args := p.against()
	switch {
	case p.changesShut():
		s.toast(kit.ToneBad, "✗ "+p.shut(p.from()))
		return
	case p.from() == 0:
		key, args = "ui.opening.from-missing", nil
	case p.unread() != "":
		key, args = "ui.opening.unread", []any{t.T("ui.opening.group." + p.unread())}
	}
	if key != "" {
		s.toast(kit.ToneBad, "✗ "+t.T(key, args...))
		return
	}
	if !p.form.Right() {
		return
	}
	var made []coop.Recorded
	s.Record(func(ctx context.Context) (err error) {
		if made, err = p.recordAll(ctx); err == nil {
			err = p.book.DropDraft(openingDraftKey)
		}
		return err
	}, func() {
		s.opening = nil
		s.Swap(Route{Page: PageOpening, Arg: openingDone})
		s.Tell("ui.opening.done-toast", t.Count(len(made)))
	})
}

// changesShut says whether a balance would be recorded or changed that a close contains. A difference may still get its
// name: that moves capital in an open month.
func (p *openingCheckPage) changesShut() bool {
	return len(p.plan.Fresh)+len(p.plan.Changed) > 0 && p.shut(p.from()) != ""
}

func (p *openingCheckPage) recordAll(ctx context.Context) ([]coop.Recorded, error) {
	day, words := coop.OpeningDay(p.from()), strings.TrimSpace(p.work.Words)
	var inputs []coop.MemberInput
	for _, row := range p.work.New {
		inputs = append(inputs, coop.MemberInput{
			Name: strings.TrimSpace(row.Name), Number: p.freeNumber(row.Number),
		})
	}
	return p.book.ImportWith(ctx, p.shell.session, inputs, func(made []coop.ID) ([]coop.Act, error) {
		plan := p.data.state.Plan(p.wish(made).Items(p.data.accounts))
		acts := plan.Acts(day, strings.TrimSpace(p.work.Why))
		switch {
		case plan.Left == 0:
		case p.work.Name == openingUnknown:
			acts = append(acts, coop.Act{Kind: coop.KindSetting, Body: coop.Setting{
				Key: coop.SettingOpeningLeft, Value: words,
			}})
		default:
			day = p.data.state.NameDay(day, p.data.closed)
			acts = append(acts, p.data.state.NameAct(day, p.work.Name, plan.Left, words))
		}
		return acts, nil
	})
}

// freeNumber keeps the number of a row unless it only counted, or a member has it already: the book gives one then.
func (p *openingCheckPage) freeNumber(number string) string {
	number = strings.TrimSpace(number)
	if len(number) < 4 {
		return ""
	}
	for _, m := range p.data.members {
		if strings.EqualFold(m.Number, number) {
			return ""
		}
	}
	return number
}

// openingDonePage says what is in the book now.
type openingDonePage struct{ openingPart }

func (p *openingDonePage) show(d openingData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.take(d)
	parts := []fyne.CanvasObject{
		kit.HeadWords(t.T("ui.opening.done")), kit.Words(t.T("ui.opening.done-about"), kit.ToneSoft),
		p.sumsTable(p.wish(nil)),
	}
	if d.state.Left != 0 {
		parts = append(parts, p.leftNotice())
	}
	return kit.Page(kit.Capped(44, 0.7, append(parts, kit.Flow(0.6,
		kit.Main(t.T("ui.command.home"), theme.HomeIcon(), s.Home),
		kit.Button(t.T("ui.opening.see-sheet"), theme.DocumentIcon(), func() {
			s.Go(Route{Page: PageReport, Arg: "balance-sheet@" + openingMonth(d.state.Day)})
		})))...))
}

func openingMonth(day coop.Date) string { return strconv.Itoa(int(day.Month())) }

func (p *openingDonePage) record() { p.shell.Home() }
