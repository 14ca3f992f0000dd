package ui

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

func init() {
	morePages[PageMeetings], morePages[PageMeetingForm] = plain(newMeetings), newMeetingForm
	morePages[PageMeeting], morePages[PageAttendance] = newMeeting, newAttendance
	morePages[PageMinutes], morePages[PageMinutesSign] = newMinutes, newMinutesSign
}

// meetingsPage lists the meetings, the latest first.
type meetingsPage struct {
	shell  *Shell
	book   surplusBook
	all    []coop.MeetingView
	ledger *kit.Ledger
}

func newMeetings(s *Shell) page {
	return bind(s.Text.T("ui.meeting.list"), &meetingsPage{shell: s, book: s.Book})
}

func (p *meetingsPage) load(ctx context.Context) ([]coop.MeetingView, error) {
	all, err := p.book.Meetings(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the meetings: %w", err)
	}
	return all, nil
}

func (p *meetingsPage) show(all []coop.MeetingView) fyne.CanvasObject {
	t := p.shell.Text
	p.all, p.ledger = all, nil
	if len(all) == 0 {
		return kit.Page(kit.Empty(t.T("ui.meeting.none"), t.T("ui.meeting.none-text")))
	}
	p.ledger = kit.NewLedger([]kit.Column{
		{Title: t.T("common.date"), Ems: 5.5},
		{Title: t.T("ui.meeting.class"), Ems: 8, Grow: 1},
		{Title: t.T("ui.meeting.place"), Ems: 7, Grow: 1, Rank: 2},
		{Title: t.T("ui.meeting.came"), Ems: 5, Figure: true, Rank: 1},
		{Title: t.T("ui.meeting.minutes"), Ems: 8},
	}, func() int { return len(p.all) }, p.fill, func(row int) {
		p.shell.Go(Route{Page: PageMeeting, Arg: p.all[row].ID.String()})
	})
	p.ledger.OnBack = p.shell.Back
	return kit.Fill(0.6, kit.Words(t.T("ui.meeting.list-about"), kit.ToneSoft), p.ledger)
}

func (p *meetingsPage) fill(row int, cells []kit.Cell) {
	t, v := p.shell.Text, p.all[row]
	cells[0].Text = t.ShortDay(v.Meeting.Date)
	cells[1].Text = t.meetingTitle(v.Meeting)
	cells[2].Text = v.Meeting.Place
	if v.HasMinutes() {
		cells[3].Text = t.Count(int(v.Minutes.Came()))
	}
	tone, words := t.minutesWords(&v)
	cells[4] = kit.Cell{Text: words, Tone: tone}
}

// meetingTitle says in a few words whose meeting it is, and of the annual one about which year.
func (t *Text) meetingTitle(m coop.Meeting) string {
	return t.T(fmt.Sprintf("ui.meeting.title.%d", m.Class), fmt.Sprint(m.Year))
}

// minutesWords says how far the minutes are.
func (t *Text) minutesWords(v *coop.MeetingView) (kit.Tone, string) {
	switch {
	case !v.SignedBy.IsZero():
		return kit.ToneGood, "✓ " + v.SignedName
	case v.Declined:
		return kit.ToneBad, "✗ " + t.T("ui.meeting.declined")
	case v.HasMinutes():
		return kit.ToneWait, "● " + t.T("ui.meeting.unsigned")
	}
	return kit.ToneSoft, t.T("ui.meeting.no-minutes")
}

func (p *meetingsPage) actions() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		kit.Main(p.shell.Text.T("ui.meeting.call"), theme.ContentAddIcon(), goToIn(p.shell, PageMeetingForm)),
	}
}

func (p *meetingsPage) start() {
	if p.ledger != nil {
		p.shell.layer.Focus(p.ledger.Focusable())
	}
}
