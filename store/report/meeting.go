package report

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"lumbung/store/coop"
)

// MeetingPapers name the papers of a meeting: the letter that calls to it, the list that those who come sign, and the
// minutes.
var MeetingPapers = []string{"invitation", "attendance", "minutes"}

// MeetingPaper makes one of MeetingPapers for a meeting of the members, the board or the supervisors.
func MeetingPaper(
	ctx context.Context, source Source, name string, held coop.MeetingView, lang string,
) (*Sheet, error) {
	makes, known := meetingMakers[name]
	if !known {
		return nil, coop.Problem{Key: "report.wrong.name", Args: []any{name}}
	}
	order := Order{Name: name, Period: Period{Date: held.Meeting.Date}, Lang: lang}
	if held.Meeting.Class == coop.MeetingAnnual {
		order.Period = Period{Year: int(held.Meeting.Year)}
	}
	p, err := newPaper(ctx, source, order)
	if err != nil {
		return nil, err
	}
	m := &meetingPaper{paper: p, held: held}
	if err := makes(m, ctx); err != nil {
		return nil, err
	}
	return p.sheet, p.sheet.Check()
}

// meetingPaper is a paper of one meeting while it is made.
type meetingPaper struct {
	*paper
	held coop.MeetingView
}

var meetingMakers = map[string]func(*meetingPaper, context.Context) error{
	"invitation": (*meetingPaper).invitation, "attendance": (*meetingPaper).attendance,
	"minutes": (*meetingPaper).minutes,
}

// packMeeting makes a paper of the annual meeting about the period's year: a form to write in while there is none.
func packMeeting(name string) func(context.Context, *paper) error {
	return func(ctx context.Context, p *paper) error {
		held, err := p.annual(ctx)
		if err != nil {
			return err
		}
		return meetingMakers[name](&meetingPaper{paper: p, held: held}, ctx)
	}
}

// annual gives the annual meeting about the period's year, the one that decided where there were several, and its own
// minutes; an annual meeting without a day where none was called.
func (p *paper) annual(ctx context.Context) (coop.MeetingView, error) {
	none := coop.MeetingView{Meeting: coop.Meeting{Class: coop.MeetingAnnual, Year: int64(yearOf(p.to))}}
	source, ok := p.source.(RegisterSource)
	if !ok {
		return none, nil
	}
	rows, err := source.Registers(ctx, coop.KindMeeting, coop.ID{})
	if err != nil {
		return none, err
	}
	written, err := source.Registers(ctx, coop.KindMinutes, coop.ID{})
	if err != nil {
		return none, err
	}
	if v, called := coop.AnnualOf(coop.MeetingsOf(rows, written), yearOf(p.to)); called {
		return v, nil
	}
	return none, nil
}

// say gives a text about this class of meeting: behind the key stands .2, .3 or .4, and nothing for the annual one.
func (m *meetingPaper) say(key string, args ...any) string {
	if class := m.held.Meeting.Class; class != coop.MeetingAnnual {
		key = fmt.Sprintf("%s.%d", key, class)
	}
	return m.t(key, args...)
}

// begin names the paper by its class of meeting and gives it one column of words.
func (m *meetingPaper) begin(words bool) {
	name := m.order.Name
	if class := m.held.Meeting.Class; class != coop.MeetingAnnual {
		m.sheet.Title = titles(fmt.Sprintf("%s.%d", name, class))
		m.sheet.Period = m.Date(m.held.Meeting.Date)
	}
	if words {
		m.column("name", Text, 180)
		m.sheet.Untitled = true
	}
}

// when says day, hour and place of a meeting, with room to write what is not known.
func (p *paper) when(m coop.Meeting) (day, hour, place string) {
	day = orDots("")
	if m.Date != 0 {
		day = coop.DayText(m.Date, p.lang)
	}
	return day, orDots(m.Time), orDots(m.Place)
}

// dayHourPlace writes when and where.
func (m *meetingPaper) dayHourPlace() {
	day, hour, place := m.when(m.held.Meeting)
	m.sheet.prose(m.t("pack.meeting.day", day) + "\n" + m.t("pack.meeting.hour", hour) + "\n" +
		m.t("pack.meeting.place", place))
}

// invitation is the letter that calls to the meeting, with the agenda.
func (m *meetingPaper) invitation(ctx context.Context) error {
	m.begin(true)
	names, err := m.sitting(ctx)
	if err != nil {
		return err
	}
	m.sheet.prose(m.say("pack.invitation.to", strings.Join(names, ", ")))
	m.sheet.prose(m.say("pack.invitation.words", m.sheet.Cooperative, yearOf(m.to)))
	m.dayHourPlace()
	m.sheet.add(Row{Kind: Heading, Cells: []Cell{text(m.t("pack.invitation.agenda"))}})
	agenda := m.held.Meeting.Agenda
	if len(agenda) == 0 {
		agenda = strings.Split(m.t("pack.invitation.usual"), "\n")
	}
	for i, point := range agenda {
		m.sheet.add(Row{Kind: Prose, Indent: 1, Cells: []Cell{text(fmt.Sprintf("%d. %s", i+1, point))}})
	}
	m.sheet.prose(m.t("pack.invitation.close"))
	if m.held.Meeting.Class == coop.MeetingSupervisors {
		err = m.signSupervisors(ctx)
	} else {
		err = m.signAs(ctx, coop.RoleChair, coop.RoleSecretary)
	}
	m.sheet.Place = orDots(m.place) + ", " + orDots("")
	return err
}

// sitting names who belongs to a meeting that is not the members', with what they are.
func (m *meetingPaper) sitting(ctx context.Context) ([]string, error) {
	all, _, err := m.attendees(ctx)
	var names []string
	for _, a := range all {
		if a.Role != coop.RoleNone {
			names = append(names, a.Name+" ("+m.t(fmt.Sprintf("admin.role.%d", a.Role))+")")
		}
	}
	return names, err
}

// attendees are those who may come to the meeting. Before it is called, whoever may vote at the year's end or since.
func (m *meetingPaper) attendees(ctx context.Context) ([]coop.Attendee, int, error) {
	users, err := m.source.Users(ctx)
	if err != nil {
		return nil, 0, err
	}
	members, err := m.source.Members(ctx, "")
	if err != nil {
		return nil, 0, err
	}
	meeting := m.held.Meeting
	if meeting.Date == 0 {
		meeting.Date = m.to
	}
	all, sit := coop.Attendees(meeting, users, members)
	return all, sit, nil
}

// guestLines is how many empty lines the list of a meeting that is not the members' has for others who come.
const guestLines = 6

// attendance is the list that those who come sign.
func (m *meetingPaper) attendance(ctx context.Context) error {
	m.begin(false)
	all, sit, err := m.attendees(ctx)
	if err != nil {
		return err
	}
	day, _, _ := m.when(m.held.Meeting)
	m.sheet.Period = m.t("pack.meeting.day", day)
	m.column("row", Count, 10)
	ofMembers := m.held.OfMembers()
	if ofMembers {
		m.column("number", Code, 22)
		m.column("member", Text, 70)
		m.column("hamlet", Text, 36)
	} else {
		m.column("sub-name", Text, 70)
		m.column("position", Text, 46)
	}
	m.column("signature", Text, 50)
	m.sheet.Lines = true
	for i, a := range all {
		came := m.held.HasMinutes() && m.held.Minutes.CameBy(a.ID)
		if i >= sit && !came {
			continue
		}
		n := len(m.sheet.Rows) + 1
		row := Row{Cells: []Cell{{Kind: Count, Count: int64(n)}}}
		switch {
		case ofMembers:
			row.Link.Member = a.ID
			row.Cells = append(row.Cells, code(a.Number), text(a.Name), text(a.Hamlet))
		case a.Role != coop.RoleNone:
			row.Cells = append(row.Cells, text(a.Name), text(m.t(fmt.Sprintf("admin.role.%d", a.Role))))
		default:
			row.Link.Member = a.ID
			row.Cells = append(row.Cells, text(a.Name), text(m.t("pack.attendance.member", a.Number)))
		}
		sign := fmt.Sprint(n) + "."
		if came {
			sign += " " + m.t("pack.present")
		}
		row.Cells = append(row.Cells, text(sign))
		m.sheet.add(row)
	}
	if !ofMembers {
		for range guestLines {
			n := len(m.sheet.Rows) + 1
			m.sheet.add(Row{Cells: []Cell{{Kind: Count, Count: int64(n)}, {}, {}, text(fmt.Sprint(n) + ".")}})
		}
	}
	return nil
}

// minutes are the minutes of the meeting: what was recorded of it, or a form to write in.
func (m *meetingPaper) minutes(ctx context.Context) error {
	m.begin(true)
	meeting, minutes := m.held.Meeting, m.held.Minutes
	m.sheet.prose(m.say("pack.minutes.words", m.sheet.Cooperative, yearOf(m.to)))
	m.dayHourPlace()
	m.whoCame()
	switch {
	case minutes.Text != "":
		m.sheet.add(Row{Kind: Heading, Cells: []Cell{text(m.t("pack.section.minutes.course"))}})
		m.sheet.prose(minutes.Text)
	case meeting.Class == coop.MeetingAnnual:
		if err := m.packWords(ctx, "minutes"); err != nil {
			return err
		}
	case !m.held.HasMinutes():
		m.sheet.add(Row{Kind: Heading, Cells: []Cell{text(m.t("pack.section.minutes.course"))}})
		m.room(decisionLines)
	}
	m.sheet.add(Row{Kind: Heading, Cells: []Cell{text(m.t("pack.minutes.decisions"))}})
	for i, d := range minutes.Decisions {
		said := d.Text
		if d.For != 0 || d.Against != 0 || d.Abstain != 0 {
			said = m.t("pack.minutes.decision", d.Text, d.For, d.Against, d.Abstain)
		}
		m.sheet.add(Row{Kind: Prose, Indent: 1, Cells: []Cell{text(fmt.Sprintf("%d. %s", i+1, said))}})
	}
	if len(minutes.Decisions) == 0 {
		m.room(decisionLines)
	}
	if err := m.dividedBy(ctx, minutes.Shares); err != nil {
		return err
	}
	m.sheet.Place = orDots(m.place) + ", " + orDots("")
	if meeting.Date != 0 {
		m.sheet.Place = orDots(m.place) + ", " + m.Date(meeting.Date)
	}
	m.sheet.Signatures = []Signature{
		{Role: m.t("pack.minutes.chair"), Name: minutes.Chair},
		{Role: m.t("pack.minutes.secretary"), Name: minutes.Secretary},
	}
	if m.held.OfMembers() {
		m.sheet.Signatures = append(m.sheet.Signatures, Signature{Role: m.t("pack.minutes.witness")})
	}
	return nil
}

// whoCame says how many came, whether that was enough for the members to decide, and who else was there.
func (m *meetingPaper) whoCame() {
	meeting, minutes, held := m.held.Meeting, m.held.Minutes, m.held.HasMinutes()
	dots := strings.Repeat(".", 12)
	came, members := dots, dots
	if held {
		came, members = fmt.Sprint(minutes.Came()), fmt.Sprint(minutes.Members)
	}
	m.sheet.prose(m.say("pack.minutes.came", came, members))
	if held && meeting.Quorum > 0 && m.held.OfMembers() {
		need := coop.QuorumOf(minutes.Members, meeting.Quorum)
		key := "pack.minutes.quorum"
		if minutes.Came() < need {
			key = "pack.minutes.no-quorum"
		}
		m.sheet.prose(m.t(key, coop.PercentText(meeting.Quorum), need))
	}
	if minutes.Guests != "" {
		m.sheet.prose(m.t("pack.minutes.guests", minutes.Guests))
	}
}

// signAs sets the places to sign for the first people in some roles.
func (p *paper) signAs(ctx context.Context, roles ...coop.Role) error {
	if err := p.sign(ctx); err != nil {
		return err
	}
	p.sheet.Signatures = slices.DeleteFunc(p.sheet.Signatures, func(s Signature) bool {
		return !slices.ContainsFunc(roles, func(r coop.Role) bool {
			return s.Role == p.t(fmt.Sprintf("report.sign.%d", r))
		})
	})
	return nil
}

// signSupervisors lets every supervisor sign, and nobody else.
func (p *paper) signSupervisors(ctx context.Context) error {
	if err := p.sign(ctx); err != nil {
		return err
	}
	users, err := p.source.Users(ctx)
	if err != nil {
		return err
	}
	p.sheet.Signatures = nil
	for _, u := range users {
		if u.Role == coop.RoleSupervisor {
			p.sheet.Signatures = append(p.sheet.Signatures, Signature{Role: p.t("pack.supervisor"), Name: u.Name})
		}
	}
	if len(p.sheet.Signatures) == 0 {
		p.sheet.Signatures = []Signature{{Role: p.t("pack.supervisor")}}
	}
	return nil
}
