package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/report"
	"lumbung/ui/kit"
)

// reportsPage offers every statement, in a villager's question and the accountant's name.
type reportsPage struct {
	shell *Shell
	first *kit.Tile
}

func newReports(s *Shell) page { return bind(s.Text.T("ui.reports.title"), &reportsPage{shell: s}) }

func (p *reportsPage) load(context.Context) ([]report.Listed, error) { return report.List(), nil }

func (p *reportsPage) show(list []report.Listed) fyne.CanvasObject {
	t := p.shell.Text
	var tiles []fyne.CanvasObject
	for _, l := range list {
		tile := kit.NewTile(t.In(l.Title[0], l.Title[1]), t.T("ui.report.ask."+l.Name),
			theme.DocumentIcon(), func() { p.shell.Go(Route{Page: PageReport, Arg: l.Name}) })
		if p.first == nil {
			p.first = tile
		}
		tiles = append(tiles, tile)
	}
	return kit.Page(kit.Words(t.T("ui.reports.lead"), kit.ToneSoft), kit.Tiles(17, 0.6, tiles...))
}

func (p *reportsPage) start() { p.shell.layer.Focus(p.first) }
