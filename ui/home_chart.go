package ui

import (
	"fmt"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// charts draws the last months: the money that there was, and the dues that were paid against those that were owed.
func (p *homePage) charts(d homeData) fyne.CanvasObject {
	t := p.shell.Text
	var money, dues []kit.Bar
	owed, moved := false, false
	for _, m := range d.Months {
		label := t.T(fmt.Sprintf("month.short.%02d", m.Month%100))
		money = append(money, kit.Bar{
			Label: label, Value: int64(m.Money), Words: t.T("ui.home.chart-money-words", m.Month, m.Money),
		})
		dues = append(dues, kit.Bar{
			Label: label, Value: int64(m.DuesPaid), Whole: int64(m.DuesOwed), Words: p.duesWords(m),
		})
		moved = moved || m.Money != 0
		owed = owed || m.DuesOwed != 0 || m.DuesPaid != 0
	}
	if !owed {
		dues = nil
	}
	if !moved {
		money = nil
	}
	scale := func(sen int64) string { return t.ShortRupiah(coop.Money(sen)) }
	p.moneyChart = kit.NewChart(t.T("ui.home.chart-money"), t.T("ui.home.chart-money-none"), money, scale)
	p.duesChart = kit.NewChart(t.T("ui.home.chart-dues"), t.T("ui.home.chart-dues-none"), dues, scale)
	for _, chart := range []*kit.Chart{p.moneyChart, p.duesChart} {
		chart.OnRune, chart.OnSeen = p.rune, func() { p.seen(chart) }
	}
	return kit.Tiles(18, 0.7, p.moneyChart, p.duesChart)
}

func (p *homePage) duesWords(m coop.MonthFigures) string {
	if m.DuesOwed == 0 {
		return p.shell.Text.T("ui.home.chart-dues-free", m.Month, m.DuesPaid)
	}
	percent := int64(m.DuesPaid) * 100 / int64(m.DuesOwed)
	return p.shell.Text.T("ui.home.chart-dues-words", m.Month, m.DuesPaid, m.DuesOwed, percent)
}
