package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// What one ticks on the dues grid, and what it comes to.

func (p *duesPage) month(column int) coop.Month { return coop.Month(p.work.year*100 + column + 1) }

func (p *duesPage) monthOf(v coop.DueView, m coop.Month) coop.DueMonth {
	return v.Dues.Month(m, p.data.through, p.data.rates)
}

func (p *duesPage) shares() ([]coop.DueShare, []coop.Problem) {
	return coop.TickedShares(p.work.list(), p.data.list, p.data.through, p.data.rates)
}

// prune takes off the ticks of months that were paid meanwhile, on another laptop or another page.
func (p *duesPage) prune() {
	open := map[coop.DueTick]bool{}
	shares, _ := p.shares()
	for _, share := range shares {
		open[share.DueTick] = true
	}
	for tick := range p.work.ticks {
		if !open[tick] {
			delete(p.work.ticks, tick)
			p.dropped++
		}
	}
	if p.dropped > 0 && len(p.work.ticks) == 0 { // and what was said of them
		p.work.date, p.work.cash, p.work.remark, p.work.evidence = "", "", "", ""
	}
}

// firstOwed is the column of the first month of the shown year that a member owes, or the one of now.
func (p *duesPage) firstOwed(member coop.ID) int {
	for _, v := range p.data.list {
		if v.Member.Member != member {
			continue
		}
		if unpaid := v.Dues.Unpaid(p.data.through, p.data.rates); len(unpaid) > 0 {
			p.work.year = int(unpaid[0].Month) / 100
			return int(unpaid[0].Month)%100 - 1
		}
	}
	p.work.year = int(p.data.through) / 100
	return int(p.data.through)%100 - 1
}

// onTick ticks a month, or takes the tick off. What cannot be paid says why.
func (p *duesPage) onTick(row, column int) {
	v := p.data.list[p.found[row]]
	tick := coop.DueTick{Member: v.Member.Member, Month: p.month(column)}
	if p.work.ticks[tick] {
		delete(p.work.ticks, tick)
		p.changed()
		return
	}
	_, problems := coop.TickedShares([]coop.DueTick{tick}, p.data.list, p.data.through, p.data.rates)
	if len(problems) > 0 {
		p.say("✗ "+p.about(row, column), kit.ToneBad)
		return
	}
	p.work.ticks[tick] = true
	p.changed()
}

// onTickRow ticks all that the member owes, of earlier years too; where all is ticked, it takes the ticks off.
func (p *duesPage) onTickRow(row int) {
	v := p.data.list[p.found[row]]
	var owed []coop.DueTick
	for _, share := range v.Dues.Unpaid(p.data.through, p.data.rates) {
		owed = append(owed, coop.DueTick{Member: v.Member.Member, Month: share.Month})
	}
	if len(owed) == 0 {
		p.say(p.shell.Text.T("ui.dues.nothing-owed", v.Member.Name), kit.ToneInk)
		return
	}
	p.toggle(owed)
}

// onTickColumn ticks a month for everybody shown: who owes it or, of a month to come, who may pay it.
func (p *duesPage) onTickColumn(column int) {
	m := p.month(column)
	var owed []coop.DueTick
	for _, i := range p.found {
		v := p.data.list[i]
		at := p.monthOf(v, m)
		ahead := at.State == coop.MonthAhead && m > p.data.through
		if at.State == coop.MonthOwed || at.State == coop.MonthPart || ahead {
			owed = append(owed, coop.DueTick{Member: v.Member.Member, Month: m})
		}
	}
	if len(owed) == 0 {
		p.say(p.shell.Text.T("ui.dues.nothing-column", m), kit.ToneInk)
		return
	}
	p.toggle(owed)
}

// toggle ticks all of them or, where all are ticked, none.
func (p *duesPage) toggle(ticks []coop.DueTick) {
	all := true
	for _, tick := range ticks {
		all = all && p.work.ticks[tick]
	}
	for _, tick := range ticks {
		if all {
			delete(p.work.ticks, tick)
		} else {
			p.work.ticks[tick] = true
		}
	}
	p.changed()
}

func (p *duesPage) onColumn() {
	_, column := p.grid.Cursor()
	p.onTickColumn(column)
	p.grid.Refresh()
	p.shell.layer.Focus(p.grid)
}

func (p *duesPage) onClear() {
	clear(p.work.ticks)
	p.changed()
	p.grid.Refresh()
	p.shell.layer.Focus(p.grid)
}

// changed says anew what is ticked, and keeps it.
func (p *duesPage) changed() {
	p.told()
	p.onMove()
	p.shell.keepDues(p.book)
}

// told says at the foot what is ticked and offers to go on with it, or what there is to tick.
func (p *duesPage) told() {
	t := p.shell.Text
	shares, _ := p.shares()
	small := p.shell.frame.layout.small // the keys and the heads of the columns do the same
	var buttons []fyne.CanvasObject
	if len(shares) > 0 {
		p.tally.Set("✓ "+t.tally(shares), kit.ToneBrand)
		buttons = append(buttons, kit.Main(t.T("ui.dues.go-on"), theme.NavigateNextIcon(), p.record))
	} else {
		p.tally.Set(t.T("ui.dues.count", t.Count(len(p.found)), p.arrears), kit.ToneInk)
	}
	if !small && len(shares) > 0 {
		buttons = append(buttons, kit.Quiet(t.T("ui.dues.clear"), theme.ContentClearIcon(), p.onClear))
	}
	p.main.Objects = []fyne.CanvasObject{container.NewHBox(buttons...)}
	p.main.Refresh()
	p.shell.refit()
}

// say says at the foot, as long as the cursor stays, what came of a key.
func (p *duesPage) say(text string, tone kit.Tone) {
	p.said.Text, p.said.Tone = text, tone
	p.said.Show()
	p.cell.Hide()
	p.said.Refresh()
	p.foot.Refresh() // the words learn their width
	p.shell.refit()
}

// onMove says at the foot what the month under the cursor is.
func (p *duesPage) onMove() {
	row, column := p.grid.Cursor()
	p.markNow()
	if p.said.Visible() {
		p.said.Hide()
		p.cell.Show()
		p.shell.refit()
	}
	if row >= len(p.found) {
		p.cell.Set(p.shell.Text.T("ui.dues.nobody"), kit.ToneSoft)
		return
	}
	p.work.member, p.work.column = p.data.list[p.found[row]].Member.Member, column
	p.cell.Set(p.about(row, column), kit.ToneSoft)
}

// whyNot says shortly, under the grid, why a month cannot be paid.
var whyNot = map[string]string{
	coop.ProblemRapelPaid: "ui.dues.why-paid", coop.ProblemRapelBefore: "ui.dues.why-before",
	coop.ProblemRapelLeft: "ui.dues.why-left", coop.ProblemRapelNoRate: "ui.dues.why-no-rate",
	coop.ProblemRapelFar: "ui.dues.why-far",
}

// about says in full what a month of a member is; where there is little room, without the name, which the grid has.
func (p *duesPage) about(row, column int) string {
	t := p.shell.Text
	v, m := p.data.list[p.found[row]], p.month(column)
	ticked := p.work.ticks[coop.DueTick{Member: v.Member.Member, Month: m}]
	words := t.cellWords(p.monthOf(v, m), ticked)
	if at := p.monthOf(v, m); at.State == coop.MonthNone {
		_, problems := coop.TickedShares([]coop.DueTick{{Member: v.Member.Member, Month: m}}, p.data.list,
			p.data.through, p.data.rates)
		if len(problems) > 0 {
			words = t.T(whyNot[problems[0].Key])
		}
	}
	if p.shell.frame.layout.small {
		return t.ShortMonth(m) + ": " + words
	}
	return t.Month(m) + ": " + words + " · " + v.Member.Name + " (" + v.Member.Number + ")"
}

func (p *duesPage) markNow() {
	p.grid.Now = -1
	if p.work.year == int(p.data.through)/100 {
		p.grid.Now = int(p.data.through)%100 - 1
	}
}

// onType searches for a member by the first letter that is typed.
func (p *duesPage) onType(r rune) {
	p.find.SetText("")
	p.shell.layer.Focus(p.find)
	p.find.TypedRune(r)
}
