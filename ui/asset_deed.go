package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// assetDeed is what the pages have in common that do something with one thing: put money into it, or say that it goes.
type assetDeed struct {
	shell *Shell
	book  assetBook
	id    coop.ID
	wrong error

	data  assetData
	view  coop.AssetView
	form  *kit.Form
	date  *kit.DateEntry
	at    map[string]*kit.Field // by the key of what can be wrong
	side  *fyne.Container       // what would be recorded
	typed bool
}

func newAssetDeed(s *Shell, arg string) assetDeed {
	id, err := coop.ParseID(arg)
	return assetDeed{shell: s, book: s.Book, id: id, wrong: err}
}

func (p *assetDeed) load(ctx context.Context) (d assetData, err error) {
	if p.wrong != nil {
		return d, p.wrong
	}
	d, p.view, err = assetIn(ctx, p.shell, p.book, p.id)
	return d, err
}

func (p *assetDeed) start() {
	if p.form != nil {
		p.form.Start()
	}
}

func (p *assetDeed) busy() bool { return p.typed }

// records records the acts, of which the first is an entry, and goes back.
func (p *assetDeed) records(acts ...coop.Act) {
	s := p.shell
	var made []coop.Recorded
	s.Record(func(ctx context.Context) (err error) {
		made, err = p.book.Record(ctx, s.session, acts...)
		return err
	}, func() {
		p.typed = false
		s.done()
		s.Back()
		s.Tell("ui.asset.recorded-with", p.view.Card.Name, made[0].Voucher)
	})
}
