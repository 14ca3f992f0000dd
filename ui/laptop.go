package ui

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// PageDevices lists the laptops, and PageLaptop ends the rights of one: its argument is the id of the laptop's log.
const (
	PageDevices = "devices"
	PageLaptop  = "laptop"
)

func init() {
	morePages[PageDevices] = plain(newDevices)
	morePages[PageLaptop] = newLaptop
}

// laptopBook is what the pages of laptops need of the book.
type laptopBook interface {
	witnessBook
	Info(ctx context.Context) (coop.Info, error)
	Devices(ctx context.Context) ([]coop.LogRow, error)
	// Heads gives the last change held of every log.
	Heads(ctx context.Context) ([]coop.Head, error)
}

// devicesPage lists the laptops and servers that hold this book.
type devicesPage struct {
	shell *Shell
	book  laptopBook
}

type devicesData struct {
	info    coop.Info
	devices []coop.LogRow
}

func newDevices(s *Shell) page {
	return bind(s.Text.T("ui.laptop.list"), &devicesPage{shell: s, book: s.Book})
}

func (p *devicesPage) load(ctx context.Context) (d devicesData, err error) {
	if d.info, err = p.book.Info(ctx); err != nil {
		return d, fmt.Errorf("read the book: %w", err)
	}
	if d.devices, err = p.book.Devices(ctx); err != nil {
		return d, fmt.Errorf("read the devices: %w", err)
	}
	return d, nil
}

func (p *devicesPage) show(d devicesData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	parts := []fyne.CanvasObject{
		kit.Words(t.T("ui.laptop.lead"), kit.ToneSoft), s.deviceTable(d.devices, d.info.Device.Log),
		kit.Flow(0.6, kit.Button(t.T("ui.invite.title"), theme.ContentAddIcon(), goToIn(s, PageInvite))),
	}
	if s.session.Role.May(coop.KindRevoke) {
		parts = append(parts, kit.NewHeading(t.T("ui.laptop.lost")),
			kit.Words(t.T("ui.laptop.lost-text"), kit.ToneSoft))
		var buttons []fyne.CanvasObject
		for _, l := range d.devices {
			if !l.Server && l.Log != d.info.Device.Log {
				name := strings.TrimSpace(l.Letters + " " + l.Name)
				buttons = append(buttons, kit.Button(t.T("ui.laptop.end-one", name), theme.CancelIcon(), func() {
					s.Go(Route{Page: PageLaptop, Arg: l.Log.String()})
				}))
			}
		}
		parts = append(parts, kit.Flow(0.6, buttons...))
	}
	return kit.Page(kit.Capped(52, 0.7, parts...))
}

// laptopPage ends the rights of a laptop, with a reason and the signature of who may.
type laptopPage struct {
	shell  *Shell
	book   laptopBook
	arg    string
	data   laptopData
	form   *kit.Form
	reason *kit.Entry
}

// laptopData is a laptop, up to which of its changes it counts, and who may sign that.
type laptopData struct {
	device coop.LogRow
	end    coop.Head
	sign   *signer
}

func newLaptop(s *Shell, arg string) page {
	return bind(s.Text.T("ui.laptop.title"), &laptopPage{shell: s, book: s.Book, arg: arg})
}

func (p *laptopPage) load(ctx context.Context) (d laptopData, err error) {
	devices, err := p.book.Devices(ctx)
	if err != nil {
		return d, fmt.Errorf("read the devices: %w", err)
	}
	heads, err := p.book.Heads(ctx)
	if err != nil {
		return d, fmt.Errorf("read the heads: %w", err)
	}
	for _, l := range devices {
		if l.Log.String() == p.arg {
			d.device = l
		}
	}
	for _, h := range heads {
		if h.Log == d.device.Log && h.Seq > d.end.Seq {
			d.end = h
		}
	}
	d.sign, err = signing(ctx, p.shell, p.book, coop.KindRevoke, coop.ID{}, nil)
	return d, err
}

func (p *laptopPage) show(d laptopData) fyne.CanvasObject {
	s, t, l := p.shell, p.shell.Text, d.device
	p.data, p.form = d, nil
	if !s.session.Role.May(coop.KindRevoke) || l.Log.IsZero() {
		return kit.Page(kit.Capped(40, 0.7, kit.Notice(kit.ToneWait, t.T("ui.laptop.not-you"))))
	}
	p.form = kit.NewForm(s.layer, 0)
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	p.reason = kit.NewEntry("")
	p.form.Add(t.T("ui.laptop.reason"), p.reason, s.needed(p.reason)).SetHint(t.T("ui.laptop.reason-hint"))
	d.sign.ask(p.form)
	return kit.Page(kit.Beside(20, 22,
		kit.Card(kit.NewHeading(strings.TrimSpace(l.Letters+" "+l.Name)),
			kit.Words("– "+t.T("ui.laptop.means-counts", t.Count(int(d.end.Seq))), kit.ToneInk),
			kit.Words("– "+t.T("ui.laptop.means-later"), kit.ToneInk),
			kit.Words("– "+t.T("ui.laptop.means-sealed"), kit.ToneInk)),
		kit.Card(p.form.Content(), kit.Flow(0.6, kit.Risky(t.T("ui.laptop.end"), theme.CancelIcon(), p.record),
			kit.NewCaption(t.T("ui.record.key")), kit.Quiet(t.T("ui.cancel"), nil, s.Back)))))
}

func (p *laptopPage) start() {
	if p.form != nil {
		p.form.Start()
	}
}

func (p *laptopPage) busy() bool { return p.form != nil && (p.data.sign.busy() || p.reason.Text != "") }

// record ends the laptop's rights.
func (p *laptopPage) record() {
	if p.form == nil {
		return
	}
	s, l, end := p.shell, p.data.device, p.data.end
	body := coop.Revoke{Log: l.Log, Seq: end.Seq, Hash: end.Hash, Reason: strings.TrimSpace(p.reason.Text)}
	p.data.sign.sign(body, func(mark []byte) []coop.Act {
		return []coop.Act{{Kind: coop.KindRevoke, Body: body, Mark: mark}}
	}, func() {
		p.reason.Text = ""
		s.Back()
		s.Tell("ui.laptop.ended", orElse(l.Name, l.Letters))
	})
}
