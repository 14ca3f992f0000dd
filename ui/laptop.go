package ui

import (
	"context"
	"errors"
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
	Info(ctx context.Context) (coop.Info, error)
	Devices(ctx context.Context) ([]coop.LogRow, error)
	// Heads gives the last change held of every log.
	Heads(ctx context.Context) ([]coop.Head, error)
	Record(ctx context.Context, who coop.Session, acts ...coop.Act) ([]coop.Recorded, error)
	MakeUserKey(ctx context.Context, who coop.Session, passphrase, old string) (coop.Recorded, error)
	Sign(ctx context.Context, who coop.Session, passphrase string, kind coop.Kind, body any) ([]byte, error)
	NewPassphrase() string
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

// laptopPage ends the rights of a laptop, with a reason and the person's own signature.
type laptopPage struct {
	shell  *Shell
	book   laptopBook
	arg    string
	device coop.LogRow
	end    coop.Head
	fresh  string // the words of a first key; empty: the person has one, as far as is known
	form   *kit.Form
	reason *kit.Entry
	words  *kit.Entry
	field  *kit.Field
}

func newLaptop(s *Shell, arg string) page {
	return bind(s.Text.T("ui.laptop.title"), &laptopPage{shell: s, book: s.Book, arg: arg})
}

func (p *laptopPage) load(ctx context.Context) (coop.LogRow, error) {
	devices, err := p.book.Devices(ctx)
	if err != nil {
		return p.device, fmt.Errorf("read the devices: %w", err)
	}
	heads, err := p.book.Heads(ctx)
	if err != nil {
		return p.device, fmt.Errorf("read the heads: %w", err)
	}
	for _, l := range devices {
		if l.Log.String() == p.arg {
			p.device = l
		}
	}
	for _, h := range heads {
		if h.Log == p.device.Log && h.Seq > p.end.Seq {
			p.end = h
		}
	}
	return p.device, nil
}

func (p *laptopPage) show(l coop.LogRow) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	if !s.session.Role.May(coop.KindRevoke) || l.Log.IsZero() {
		return kit.Page(kit.Capped(40, 0.7, kit.Notice(kit.ToneWait, t.T("ui.laptop.not-you"))))
	}
	p.form = kit.NewForm(s.layer, 0)
	p.reason, p.words = kit.NewEntry(""), kit.NewEntry("")
	needed := func(e *kit.Entry) func() string {
		return func() string {
			if strings.TrimSpace(e.Text) == "" {
				return t.T("ui.found.needed")
			}
			return ""
		}
	}
	p.form.Add(t.T("ui.laptop.reason"), p.reason, needed(p.reason)).SetHint(t.T("ui.laptop.reason-hint"))
	p.field = p.form.Add(t.T("ui.laptop.words"), p.words, needed(p.words)).SetHint(t.T("ui.laptop.words-hint"))
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	return kit.Page(kit.Capped(44, 0.7, kit.Card(kit.NewHeading(strings.TrimSpace(l.Letters+" "+l.Name)),
		kit.Words("– "+t.T("ui.laptop.means-counts", t.Count(int(p.end.Seq))), kit.ToneInk),
		kit.Words("– "+t.T("ui.laptop.means-later"), kit.ToneInk),
		kit.Words("– "+t.T("ui.laptop.means-sealed"), kit.ToneInk),
		p.form.Content(), kit.Flow(0.6, kit.Risky(t.T("ui.laptop.end"), theme.CancelIcon(), p.record),
			kit.Quiet(t.T("ui.cancel"), nil, s.Back)))))
}

func (p *laptopPage) start() {
	if p.form != nil {
		p.form.Start()
	}
}

func (p *laptopPage) busy() bool { return p.reason != nil && p.reason.Text+p.words.Text != "" }

// record ends the laptop's rights. Who has no key yet is shown four words, to be written down and typed.
func (p *laptopPage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	s, words := p.shell, strings.TrimSpace(p.words.Text)
	body := coop.Revoke{Log: p.device.Log, Seq: p.end.Seq, Hash: p.end.Hash, Reason: strings.TrimSpace(p.reason.Text)}
	var failed error
	s.Run(func() { failed = p.sign(context.Background(), body, words) }, func() {
		var problem coop.Problem
		if errors.As(failed, &problem) && problem.Key == problemNoKey {
			p.fresh = p.book.NewPassphrase()
			p.form.FocusOn(p.field)
			p.field.Complain(s.Text.T("ui.laptop.new-words", p.fresh))
			return
		}
		if failed != nil {
			p.form.FocusOn(p.field)
			p.field.Complain(s.Text.Sentence(failed))
			return
		}
		p.reason.Text, p.words.Text = "", ""
		s.Back()
		s.Tell("ui.laptop.ended", orElse(p.device.Name, p.device.Letters))
	})
}

func (p *laptopPage) sign(ctx context.Context, body coop.Revoke, words string) error {
	who := p.shell.session
	if p.fresh != "" && strings.EqualFold(strings.Join(strings.Fields(words), " "), p.fresh) {
		if _, err := p.book.MakeUserKey(ctx, who, words, ""); err != nil {
			return err
		}
		p.fresh = ""
	}
	mark, err := p.book.Sign(ctx, who, words, coop.KindRevoke, body)
	if err != nil {
		return err
	}
	_, err = p.book.Record(ctx, who, coop.Act{Kind: coop.KindRevoke, Body: body, Mark: mark})
	return err
}
