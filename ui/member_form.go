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

// memberFormBook is what registering a member needs of the book.
type memberFormBook interface {
	Member(ctx context.Context, id coop.ID) (coop.MemberView, error)
	// AddMember registers a member; a *coop.Refusal or coop.Problem when it would not count. Nothing is recorded then.
	AddMember(ctx context.Context, who coop.Session, input coop.MemberInput) (coop.Recorded, error)
	// NIKKnown lists the members that are registered with this NIK.
	NIKKnown(ctx context.Context, nik string) ([]coop.MemberRow, error)
	// EditMember changes the fields that are not empty and empties those that Clear names.
	EditMember(ctx context.Context, who coop.Session, id coop.ID, input coop.MemberInput) (coop.Recorded, error)
}

// memberFormPage is the short form: only the name is a must, so that a queue of villagers is registered in a morning.
type memberFormPage struct {
	shell *Shell
	book  memberFormBook
	id    coop.ID // zero: a new member
	wrong error

	was    coop.MemberView
	form   *kit.Form
	name   *kit.Entry
	number *kit.Entry
	nik    *kit.Entry
	nikAt  *kit.Field
	hamlet *kit.Entry
	group  *kit.Entry
	phone  *kit.Entry
	joined *kit.DateEntry
	sex    *kit.Choice
	addr   *kit.Entry
	typed  bool
}

// newMemberForm is the form of a new member, or of the one whose id is arg.
func newMemberForm(s *Shell, arg string) page {
	id, err := coop.ParseID(arg)
	title := s.Text.T("ui.command.member-new")
	if arg != "" {
		title = s.Text.T("ui.member.edit")
	}
	return bind(title, &memberFormPage{shell: s, book: s.Book, id: id, wrong: err})
}

func (p *memberFormPage) load(ctx context.Context) (coop.MemberView, error) {
	if p.wrong != nil || p.id.IsZero() {
		return coop.MemberView{}, p.wrong
	}
	m, err := p.book.Member(ctx, p.id)
	if err != nil {
		return m, fmt.Errorf("read a member: %w", err)
	}
	return m, nil
}

func (p *memberFormPage) show(m coop.MemberView) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.was = m
	p.form = kit.NewForm(s.layer, 15)
	p.name = filled(m.Name)
	p.form.Add(t.T("ui.member.name"), p.name, func() string {
		if strings.TrimSpace(p.name.Text) == "" {
			return t.T("ui.member.name-missing")
		}
		return ""
	})
	p.number = filled(m.Number)
	number := p.form.Add(t.T("ui.member.number"), p.number, nil)
	if p.id.IsZero() {
		number.SetHint(t.T("ui.member.number-hint"))
	}
	p.nik = filled(m.Private.NIK)
	p.nikAt = p.form.Add(t.T("ui.member.nik"), p.nik, nil).SetHint(t.T("ui.member.nik-hint"))
	p.hamlet = filled(m.Hamlet)
	p.form.Add(t.T("ui.member.hamlet"), p.hamlet, nil)
	p.group = filled(m.Group)
	p.form.Add(t.T("ui.member.group"), p.group, nil).SetHint(t.T("ui.member.group-hint"))
	p.phone = filled(m.Private.Phone)
	p.form.Add(t.T("ui.member.phone"), p.phone, nil).SetHint(t.T("ui.member.sealed"))
	p.joined = s.dateEntry()
	p.joined.SetText(m.Joined)
	if p.id.IsZero() {
		p.joined.SetDay(s.today().Time())
	}
	p.form.Add(t.T("ui.member.joined"), p.joined, nil)
	sexes := []kit.Option{{Key: "P", Title: t.T("ui.member.sex-p")}, {Key: "L", Title: t.T("ui.member.sex-l")}}
	p.sex = kit.NewChoice(s.layer, t.T("ui.choice.none"), kit.FindIn(sexes))
	for _, o := range sexes {
		if o.Key == m.Sex {
			p.sex.SetChosen(o)
		}
	}
	p.form.Add(t.T("ui.member.sex"), p.sex, nil)
	p.addr = filled(m.Private.Address)
	p.form.Add(t.T("ui.member.address"), p.addr, nil)
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	p.form.OnChange = p.onChange
	return kit.Scrolled(kit.InsetXY(1, 0.3, kit.Capped(56, 0.8, p.form.Content(),
		kit.Flow(0.6, kit.Main(t.T("ui.command.record"), theme.DocumentSaveIcon(), p.record),
			kit.NewCaption(t.T("ui.record.key")),
			kit.Quiet(t.T("ui.cancel"), nil, s.Back)))))
}

// filled is a line that already holds a text.
func filled(text string) *kit.Entry {
	e := kit.NewEntry("")
	e.Text = text
	return e
}

func (p *memberFormPage) onChange() {
	p.typed = true
	odd := p.shell.nikWarning(p.nik.Text, p.sex.Chosen().Key)
	p.nikAt.Warn(odd)
	nik := strings.TrimSpace(p.nik.Text)
	if odd != "" || nik == "" || nik == p.was.Private.NIK {
		return
	}
	var known []coop.MemberRow
	p.shell.Do(func(ctx context.Context) (err error) {
		known, err = p.book.NIKKnown(ctx, nik)
		return err
	}, func() {
		for _, m := range known {
			if m.Member != p.id && strings.TrimSpace(p.nik.Text) == nik {
				key := "ui.member.nik-known"
				if m.Left != "" {
					key = "ui.member.nik-returns"
				}
				p.nikAt.Warn(p.shell.Text.T(key, m.Name, m.Number))
			}
		}
	})
}

func (p *memberFormPage) busy() bool { return p.typed }
func (p *memberFormPage) start()     { p.form.Start() }

// record registers or changes the member.
func (p *memberFormPage) record() {
	if !p.form.Right() {
		return
	}
	s, input := p.shell, p.input()
	var made coop.Recorded
	s.Record(func(ctx context.Context) (err error) {
		if p.id.IsZero() {
			made, err = p.book.AddMember(ctx, s.session, input)
		} else {
			made, err = p.book.EditMember(ctx, s.session, p.id, input)
		}
		return err
	}, func() {
		p.typed = false
		id := p.id
		if id.IsZero() {
			id = made.ID
		}
		s.Swap(Route{Page: PageMember, Arg: id.String()})
		s.Tell("ui.member.recorded", input.Name)
	})
}

// input takes what was typed; a field that was emptied is named to be cleared.
func (p *memberFormPage) input() coop.MemberInput {
	in := coop.MemberInput{
		Name: strings.TrimSpace(p.name.Text), Number: strings.TrimSpace(p.number.Text),
		Hamlet: strings.TrimSpace(p.hamlet.Text), Group: strings.TrimSpace(p.group.Text), Sex: p.sex.Chosen().Key,
		MemberPrivate: coop.MemberPrivate{
			NIK: strings.TrimSpace(p.nik.Text), Phone: strings.TrimSpace(p.phone.Text),
			Address: strings.TrimSpace(p.addr.Text),
		},
	}
	if day, complaint := p.joined.Day(); complaint == "" && !day.IsZero() {
		in.Joined = coop.DateFromTime(day).String()
	}
	for _, f := range []struct {
		field    coop.Field
		was, now string
	}{
		{coop.FieldHamlet, p.was.Hamlet, in.Hamlet},
		{coop.FieldGroup, p.was.Group, in.Group},
		{coop.FieldNIK, p.was.Private.NIK, in.NIK},
		{coop.FieldPhone, p.was.Private.Phone, in.Phone},
		{coop.FieldAddress, p.was.Private.Address, in.Address},
		{coop.FieldSex, p.was.Sex, in.Sex},
	} {
		if f.was != "" && f.now == "" {
			in.Clear = append(in.Clear, f.field)
		}
	}
	return in
}
