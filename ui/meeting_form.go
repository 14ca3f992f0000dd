package ui

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// agendaFirst is for how many points an empty invitation has lines; there is always one more than were written.
const agendaFirst = 5

func init() { holding = append(holding, PageMeetingForm) }

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
		Date: p.shell.today().AddDays(14), Agenda: p.shell.Text.usualAgenda(),
	}
	if !p.id.IsZero() {
		d.held, err = meetingOf(ctx, p.book, p.id)
	}
	return d, err
}

// usualAgenda is what every annual meeting talks about.
func (t *Text) usualAgenda() []string {
	return []string{
		t.T("ui.meeting.agenda.board"), t.T("ui.meeting.agenda.supervisors"), t.T("ui.meeting.agenda.surplus"),
		t.T("ui.meeting.agenda.plan"),
	}
}

func (p *meetingFormPage) show(d meetingFormData) fyne.CanvasObject {
	s, t, m := p.shell, p.shell.Text, d.held.Meeting
	p.data = d
	if no := s.mayNot(coop.KindMeeting); no != nil {
		return kit.Page(no)
	}
	p.form, p.said = kit.NewForm(s.layer, 19), kit.Stack(0)
	p.form.OnRecord, p.form.OnBack, p.form.OnChange = p.record, s.Back, p.onChange
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
	for i := range max(agendaFirst, len(m.Agenda)+1) {
		if i < len(m.Agenda) {
			p.ask(m.Agenda[i])
		} else {
			p.ask("")
		}
	}
	return kit.Footed(kit.Page(p.said, kit.Card(p.form.Content())), s.recordBar(p.record))
}

// ask adds a line of the agenda.
func (p *meetingFormPage) ask(point string) {
	e := filled(point)
	p.form.Add(p.shell.Text.T("ui.meeting.point", len(p.agenda)+1), e, nil)
	p.agenda = append(p.agenda, e)
}

// onChange keeps an empty line below the last point, and takes what only an annual meeting talks about out of the
// invitation of another one.
func (p *meetingFormPage) onChange() {
	p.typed = true
	if p.class.Chosen().Key != fmt.Sprint(coop.MeetingAnnual) && slices.Equal(p.points(), p.shell.Text.usualAgenda()) {
		for _, e := range p.agenda {
			e.SetText("")
		}
		return
	}
	if strings.TrimSpace(p.agenda[len(p.agenda)-1].Text) != "" {
		p.ask("")
		p.form.Content().Refresh()
		p.shell.refit()
	}
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
		m.Year, m.Quorum = 0, 0 // the members' alone
	}
	m.Agenda = p.points()
	return m
}

// points are the lines of the agenda that are not empty.
func (p *meetingFormPage) points() (points []string) {
	for _, e := range p.agenda {
		if text := strings.TrimSpace(e.Text); text != "" {
			points = append(points, text)
		}
	}
	return points
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
		s.done()
		s.Swap(Route{Page: PageMeeting, Arg: id.String()})
		if len(warnings) > 0 {
			s.toast(kit.ToneWait, "● "+s.Text.Problem(warnings[0]))
			return
		}
		s.Tell("ui.meeting.called")
	})
}
