package ui

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// agendaMost is how many points an invitation asks for.
const agendaMost = 6

// meetingFormPage calls a meeting, or changes its invitation.
type meetingFormPage struct {
	shell *Shell
	book  surplusBook
	id    coop.ID
	wrong error

	data   meetingFormData
	form   *kit.Form
	class  *kit.Choice
	year   *kit.Entry
	date   *kit.DateEntry
	time   *kit.Entry
	place  *kit.Entry
	quorum *kit.Entry
	agenda []*kit.Entry
	said   *fyne.Container
	typed  bool
}

type meetingFormData struct {
	policy coop.MeetingPolicy
	held   coop.MeetingView // the invitation that is changed
}

func newMeetingForm(s *Shell, arg string) page {
	id, err := coop.ParseID(arg)
	return bind(s.Text.T("ui.meeting.call"), &meetingFormPage{shell: s, book: s.Book, id: id, wrong: err})
}

func (p *meetingFormPage) load(ctx context.Context) (d meetingFormData, err error) {
	if p.wrong != nil {
		return d, p.wrong
	}
	settings, err := p.book.Settings(ctx)
	if err != nil {
		return d, err
	}
	d.policy = coop.MeetingPolicyOf(settings, p.shell.today())
	year := int64(p.shell.today())/10000 - 1
	d.held.Meeting = coop.Meeting{
		Class: coop.MeetingAnnual, Year: year, Quorum: d.policy.Quorum, Time: "09.00",
		Date: p.shell.today().AddDays(14),
		Agenda: []string{
			p.shell.Text.T("ui.meeting.agenda.board"), p.shell.Text.T("ui.meeting.agenda.supervisors"),
			p.shell.Text.T("ui.meeting.agenda.surplus"), p.shell.Text.T("ui.meeting.agenda.plan"),
		},
	}
	if !p.id.IsZero() {
		d.held, err = meetingOf(ctx, p.book, p.id)
	}
	return d, err
}

func (p *meetingFormPage) show(d meetingFormData) fyne.CanvasObject {
	s, t, m := p.shell, p.shell.Text, d.held.Meeting
	p.data = d
	if no := s.mayNot(coop.KindMeeting); no != nil {
		return kit.Page(no)
	}
	p.form, p.said = kit.NewForm(s.layer, 19), kit.Stack(0)
	p.form.OnRecord, p.form.OnBack, p.form.OnChange = p.record, s.Back, func() { p.typed = true }
	var options []kit.Option
	for class := coop.MeetingAnnual; class <= coop.MeetingSupervisors; class++ {
		options = append(options, kit.Option{Key: fmt.Sprint(class), Title: t.T(fmt.Sprintf("meeting.class.%d",
			class))})
	}
	p.class = kit.NewChoice(s.layer, t.T("ui.choice.none"), kit.FindIn(options))
	p.class.SetChosen(options[m.Class-1])
	p.form.Add(t.T("ui.meeting.class"), p.class, nil)
	p.year, p.time, p.place = filled(strconv.FormatInt(m.Year, 10)), filled(m.Time), filled(m.Place)
	p.form.Add(t.T("ui.meeting.year"), p.year, nil).SetHint(t.T("ui.meeting.year-hint"))
	p.date = s.dateEntry()
	p.date.SetDay(m.Date.Time())
	p.form.Add(t.T("common.date"), p.date, nil)
	p.form.Add(t.T("ui.meeting.time"), p.time, nil)
	p.form.Add(t.T("ui.meeting.place"), p.place, nil)
	p.quorum = filled(coop.PercentText(m.Quorum))
	p.form.Add(t.T("ui.meeting.quorum"), p.quorum, func() string {
		if _, ok := readPercent(p.quorum.Text); !ok {
			return t.T("ui.surplus.percent-wrong")
		}
		return ""
	}).SetHint(t.T("setting.meeting.quorum.source"))
	p.agenda = nil
	for i := range agendaMost {
		e := kit.NewEntry("")
		if i < len(m.Agenda) {
			e.Text = m.Agenda[i]
		}
		p.form.Add(t.T("ui.meeting.point", i+1), e, nil)
		p.agenda = append(p.agenda, e)
	}
	return kit.Footed(kit.Page(p.said, kit.Card(p.form.Content())), s.recordBar(p.record))
}

// meeting is what is typed.
func (p *meetingFormPage) meeting() coop.Meeting {
	day, _ := p.date.Day()
	class, _ := strconv.ParseUint(p.class.Chosen().Key, 10, 8)
	year, _ := strconv.ParseInt(strings.TrimSpace(p.year.Text), 10, 32)
	quorum, _ := readPercent(p.quorum.Text)
	m := coop.Meeting{
		Class: coop.MeetingClass(class), Year: year, Time: strings.TrimSpace(p.time.Text),
		Place: strings.TrimSpace(p.place.Text), Quorum: quorum, Replaces: p.data.held.Row.ID,
	}
	if !day.IsZero() {
		m.Date = coop.DateFromTime(day)
	}
	if m.Class != coop.MeetingAnnual && m.Class != coop.MeetingExtraordinary {
		m.Year, m.Quorum = 0, 0
	}
	for _, e := range p.agenda {
		if text := strings.TrimSpace(e.Text); text != "" {
			m.Agenda = append(m.Agenda, text)
		}
	}
	return m
}

func (p *meetingFormPage) start() {
	if p.form != nil {
		p.form.Start()
	}
}

func (p *meetingFormPage) busy() bool { return p.typed }

// record keeps the invitation; what is late is said, not refused.
func (p *meetingFormPage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	s, m := p.shell, p.meeting()
	problems, warnings := p.data.policy.CheckMeeting(m, s.today())
	if len(problems) > 0 {
		p.said.Objects = []fyne.CanvasObject{kit.Notice(kit.ToneBad, s.Text.Problem(problems[0]))}
		p.said.Refresh()
		s.refit()
		s.reveal(p.said)
		return
	}
	id := p.data.held.ID
	s.Record(func(ctx context.Context) error {
		made, err := p.book.Record(ctx, s.session, coop.Act{Kind: coop.KindMeeting, Body: m})
		if err == nil && id.IsZero() {
			id = made[0].ID
		}
		return err
	}, func() {
		p.typed = false
		s.Swap(Route{Page: PageMeeting, Arg: id.String()})
		if len(warnings) > 0 {
			s.toast(kit.ToneWait, "● "+s.Text.Problem(warnings[0]))
			return
		}
		s.Tell("ui.meeting.called")
	})
}
