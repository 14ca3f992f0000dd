package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/store/report"
	"lumbung/ui/kit"
)

// errNoMeeting says that the book holds no such meeting.
var errNoMeeting = errors.New("no such meeting")

// meetingOf reads one meeting by the id of its first invitation.
func meetingOf(ctx context.Context, book surplusBook, id coop.ID) (coop.MeetingView, error) {
	all, err := book.Meetings(ctx)
	if err != nil {
		return coop.MeetingView{}, fmt.Errorf("read the meetings: %w", err)
	}
	for _, v := range all {
		if v.ID == id {
			return v, nil
		}
	}
	return coop.MeetingView{}, errNoMeeting
}

// meetingPage shows one meeting and what is to be done about it.
type meetingPage struct {
	shell *Shell
	book  surplusBook
	id    coop.ID
	wrong error
	v     coop.MeetingView
	paper string // that is printed
}

func newMeeting(s *Shell, arg string) page {
	id, err := coop.ParseID(arg)
	p := &meetingPage{shell: s, book: s.Book, id: id, wrong: err, paper: "invitation"}
	return bind(s.Text.T("ui.meeting.one"), p)
}

func (p *meetingPage) load(ctx context.Context) (coop.MeetingView, error) {
	if p.wrong != nil {
		return coop.MeetingView{}, p.wrong
	}
	return meetingOf(ctx, p.book, p.id)
}

func (p *meetingPage) heading() string { return p.shell.Text.meetingTitle(p.v.Meeting) }

func (p *meetingPage) show(v coop.MeetingView) fyne.CanvasObject {
	t, m := p.shell.Text, v.Meeting
	p.v = v
	tone, words := t.minutesWords(&v)
	about := []fyne.CanvasObject{
		kit.HeadWords(t.Day(m.Date) + " · " + m.Time), kit.Words(m.Place, kit.ToneInk),
		kit.NewCaption(t.T("ui.meeting.minutes")), kit.Flow(0.4, kit.Chip(tone, words)),
		kit.NewCaption(t.T("ui.meeting.agenda")),
	}
	for i, point := range m.Agenda {
		about = append(about, kit.Words(fmt.Sprintf("%d. %s", i+1, point), kit.ToneInk))
	}
	return kit.Footed(kit.Page(kit.Beside(20, 20, kit.Card(about...), kit.Card(p.decided()...))), p.next())
}

// decided says who came and what was decided.
func (p *meetingPage) decided() []fyne.CanvasObject {
	t, v := p.shell.Text, p.v
	if !v.HasMinutes() {
		return []fyne.CanvasObject{kit.Words(t.T("ui.meeting.not-held"), kit.ToneSoft)}
	}
	parts := []fyne.CanvasObject{
		kit.NewHeading(t.T("ui.meeting.came-of", t.Count(int(v.Minutes.Came())), t.Count(int(v.Minutes.Members)))),
	}
	if v.Declined && v.SignedBy.IsZero() {
		parts = append(parts, kit.Notice(kit.ToneBad, t.T("ui.meeting.declined-why", v.DeclinedBy, v.Why)))
	}
	for i, d := range v.Minutes.Decisions {
		parts = append(parts, kit.Words(fmt.Sprintf("%d. %s", i+1, d.Text), kit.ToneInk),
			kit.SmallWords(t.T("ui.meeting.votes", d.For, d.Against, d.Abstain), kit.ToneSoft))
	}
	for _, share := range v.Minutes.Shares {
		name := strings.TrimSuffix(t.T("ui.surplus.fund."+share.Account), ", %")
		parts = append(parts, kit.SmallWords(name+": "+coop.PercentText(share.BasisPoints)+"%", kit.ToneSoft))
	}
	return append(parts, kit.SmallWords(t.T("ui.meeting.led", v.Minutes.Chair, v.Minutes.Secretary), kit.ToneSoft))
}

// next is the step that the meeting waits for.
func (p *meetingPage) next() fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	var parts []fyne.CanvasObject
	switch {
	case !p.v.HasMinutes():
		parts = append(parts, kit.Main(t.T("ui.meeting.attend"), theme.ConfirmIcon(), p.record))
	case p.v.SignedBy.IsZero():
		parts = append(parts, kit.Main(t.T("ui.meeting.sign"), theme.ConfirmIcon(), p.record))
	default:
		parts = append(parts, kit.Main(t.T("ui.meeting.to-surplus"), theme.NavigateNextIcon(), p.record))
	}
	parts = append(parts, kit.NewCaption(t.T("ui.record.key")))
	if !p.v.HasMinutes() {
		parts = append(parts, kit.Quiet(t.T("ui.meeting.change"), theme.DocumentCreateIcon(), func() {
			s.Go(Route{Page: PageMeetingForm, Arg: p.id.String()})
		}))
	} else {
		parts = append(parts, kit.Quiet(t.T("ui.meeting.again"), theme.DocumentCreateIcon(), func() {
			s.Go(Route{Page: PageAttendance, Arg: p.id.String()})
		}))
	}
	return kit.Flow(0.6, parts...)
}

func (p *meetingPage) record() {
	arg := p.id.String()
	switch {
	case !p.v.HasMinutes():
		p.shell.Go(Route{Page: PageAttendance, Arg: arg})
	case p.v.SignedBy.IsZero():
		p.shell.Go(Route{Page: PageMinutesSign, Arg: arg})
	default:
		p.shell.Go(Route{Page: PageSurplus, Arg: fmt.Sprint(p.v.Meeting.Year)})
	}
}

// actions print the papers of the meeting.
func (p *meetingPage) actions() []fyne.CanvasObject {
	if p.v.ID.IsZero() || p.shell.Shelf == nil {
		return nil
	}
	var buttons []fyne.CanvasObject
	for _, name := range report.MeetingPapers {
		buttons = append(buttons, kit.Button(p.shell.Text.T("ui.meeting.print."+name),
			theme.DocumentPrintIcon(), func() {
				p.paper = name
				p.shell.onPrintPDF()
			}))
	}
	return buttons
}

func (p *meetingPage) printer() *printing {
	if p.v.ID.IsZero() {
		return nil
	}
	name, held, t := p.paper, p.v, p.shell.Text
	return &printing{
		name: held.Meeting.Date.String() + " " + t.T("ui.meeting.print."+name) + " " + t.meetingTitle(held.Meeting),
		write: func(ctx context.Context, w io.Writer, format string) error {
			sheet, err := report.MeetingPaper(ctx, p.book, name, held, t.Language())
			if err != nil {
				return fmt.Errorf("make the paper: %w", err)
			}
			return report.Write(w, sheet, format)
		},
	}
}

// minutesSignPage lets the chair or a supervisor sign minutes that somebody else wrote.
type minutesSignPage struct {
	shell *Shell
	book  surplusBook
	id    coop.ID
	wrong error
	agree *agreement
}

func newMinutesSign(s *Shell, arg string) page {
	id, err := coop.ParseID(arg)
	return bind(s.Text.T("ui.meeting.sign"), &minutesSignPage{shell: s, book: s.Book, id: id, wrong: err})
}

// minutesSignData is the meeting and who may sign its minutes.
type minutesSignData struct {
	view  coop.MeetingView
	agree *agreement
}

func (p *minutesSignPage) load(ctx context.Context) (d minutesSignData, err error) {
	if p.wrong != nil {
		return d, p.wrong
	}
	if d.view, err = meetingOf(ctx, p.book, p.id); err != nil {
		return d, err
	}
	d.agree, err = readAgreement(ctx, p.shell, d.view.Written.Author, coop.Role.SignsMinutes)
	return d, err
}

func (p *minutesSignPage) show(d minutesSignData) fyne.CanvasObject {
	s, t, v := p.shell, p.shell.Text, d.view
	p.agree = d.agree
	if !v.HasMinutes() || !v.SignedBy.IsZero() {
		_, words := t.minutesWords(&v)
		return kit.Page(kit.Words(words, kit.ToneSoft))
	}
	shown := &meetingPage{shell: s, v: v}
	form := p.agree.show(v.Written.Head(), coop.MinutesFigures(v.Minutes), func(granted bool) {
		s.Back()
		if granted {
			s.Tell("ui.meeting.signed")
		}
	})
	return kit.Page(kit.Beside(20, 20, kit.Card(shown.decided()...),
		kit.Card(kit.Words(t.T("ui.meeting.sign-about", v.WriterName), kit.ToneSoft), form)))
}

func (p *minutesSignPage) start() {
	if p.agree != nil {
		p.agree.start()
	}
}

func (p *minutesSignPage) busy() bool { return p.agree != nil && p.agree.busy() }

func (p *minutesSignPage) record() {
	if p.agree != nil && p.agree.form != nil {
		p.agree.record()
	}
}
