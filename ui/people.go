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

// peopleBook is what the page of people and laptops needs of the book.
type peopleBook interface {
	Info(ctx context.Context) (coop.Info, error)
	Users(ctx context.Context) ([]coop.UserRow, error)
	Devices(ctx context.Context) ([]coop.LogRow, error)
	HasPIN(ctx context.Context, user coop.ID) (bool, error)
	// Strangers lists the devices whose changes wait here because nobody has introduced them.
	Strangers(ctx context.Context) ([]coop.Device, error)
	// Introduce records that a device belongs to this cooperative: what waits of it is taken in.
	Introduce(ctx context.Context, who coop.Session, d coop.Device) (coop.Recorded, error)
}

// peoplePage shows who works with this book and on which laptops, and introduces a laptop that nobody knows yet.
type peoplePage struct {
	shell *Shell
	book  peopleBook
}

type peopleData struct {
	info      coop.Info
	users     []coop.UserRow
	pins      []bool // of the users, on this laptop
	devices   []coop.LogRow
	strangers []coop.Device
}

func newPeople(s *Shell) page {
	return bind(s.Text.T("ui.people.title"), &peoplePage{shell: s, book: s.Book})
}

func (p *peoplePage) load(ctx context.Context) (d peopleData, err error) {
	if d.info, err = p.book.Info(ctx); err != nil {
		return d, fmt.Errorf("read the book: %w", err)
	}
	if d.users, err = p.book.Users(ctx); err != nil {
		return d, fmt.Errorf("read the people: %w", err)
	}
	for _, u := range d.users {
		has, err := p.book.HasPIN(ctx, u.User)
		if err != nil {
			return d, fmt.Errorf("read the PINs: %w", err)
		}
		d.pins = append(d.pins, has)
	}
	if d.devices, err = p.book.Devices(ctx); err != nil {
		return d, fmt.Errorf("read the devices: %w", err)
	}
	if d.strangers, err = p.book.Strangers(ctx); err != nil {
		return d, fmt.Errorf("read the unknown devices: %w", err)
	}
	return d, nil
}

func (p *peoplePage) show(d peopleData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	var parts []fyne.CanvasObject
	for _, device := range d.strangers {
		parts = append(parts, p.stranger(device))
	}
	people := kit.NewShort([]kit.Column{
		{Title: t.T("ui.sync.device"), Ems: 9, Grow: 1},
		{Title: t.T("ui.people.role"), Ems: 9},
		{Title: t.T("ui.people.pin"), Ems: 8, Rank: 1},
	}, len(d.users), func(row int, cells []kit.Cell) {
		u := d.users[row]
		cells[0] = kit.Cell{Text: u.Name, Bold: u.User == s.session.User}
		cells[1].Text = t.Role(u.Role)
		cells[2] = kit.Cell{Text: t.T("ui.people.no-pin"), Tone: kit.ToneSoft}
		if d.pins[row] {
			cells[2] = kit.Cell{Text: "✓ " + t.T("ui.people.has-pin"), Tone: kit.ToneGood}
		}
	}, func(row int) { s.Go(Route{Page: PagePerson, Arg: d.users[row].User.String()}) })
	parts = append(parts, kit.NewHeading(t.T("ui.people.people")), people,
		kit.Flow(0.6, kit.Button(t.T("ui.person.new"), theme.ContentAddIcon(), goToIn(s, PagePerson)),
			kit.Button(t.T("ui.command.pin"), theme.LoginIcon(), goToIn(s, PagePIN))),
		kit.NewHeading(t.T("ui.sync.devices")), s.deviceTable(d.devices, d.info.Device.Log),
		kit.Flow(0.6, kit.Button(t.T("ui.invite.title"), theme.ContentAddIcon(), goToIn(s, PageInvite))))
	return kit.Page(kit.Capped(52, 0.7, parts...))
}

// stranger says that a laptop waits to be introduced; who may, does it here.
func (p *peoplePage) stranger(device coop.Device) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	name := strings.TrimSpace(device.Letters + " " + device.Name)
	if !s.session.Role.May(coop.KindDevice) {
		return kit.Notice(kit.ToneWait, t.T("ui.people.stranger-waits", name))
	}
	return kit.Notice(kit.ToneWait, t.T("ui.people.stranger", name),
		kit.Button(t.T("ui.people.introduce"), theme.ConfirmIcon(), func() { p.onIntroduce(device) }))
}

func (p *peoplePage) onIntroduce(device coop.Device) {
	s := p.shell
	s.Do(func(ctx context.Context) error {
		_, err := p.book.Introduce(ctx, s.session, device)
		return err
	}, func() {
		s.Reload()
		s.Tell("ui.people.introduced", orElse(device.Name, device.Letters))
	})
}

// deviceTable lists the laptops and servers that hold this book.
func (s *Shell) deviceTable(devices []coop.LogRow, own coop.ID) fyne.CanvasObject {
	t := s.Text
	return kit.NewShort([]kit.Column{
		{Title: t.T("ui.sync.letters"), Ems: 4},
		{Title: t.T("ui.sync.device"), Ems: 8, Grow: 1},
		{Title: t.T("ui.sync.kind"), Ems: 9},
	}, len(devices), func(row int, cells []kit.Cell) {
		l := devices[row]
		kind := t.T("ui.sync.kind-device")
		switch {
		case l.Server:
			kind = t.T("ui.sync.kind-server")
		case l.Log == own:
			kind = t.T("ui.sync.kind-this")
		}
		cells[0] = kit.Cell{Text: l.Letters, Bold: true}
		cells[1].Text = orElse(l.Name, "–")
		cells[2] = kit.Cell{Text: kind, Tone: kit.ToneSoft}
	}, nil)
}
