package ui

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/store/report"
	"lumbung/ui/kit"
)

// decisionsFirst is for how many decisions an empty form has lines; there is always one more than were written.
const decisionsFirst = 3

func init() { holding = append(holding, PageMinutes) }

// minutesPage writes down what a meeting decided. Who came was ticked before.
type minutesPage struct {
	shell *Shell
	book  surplusBook
	id    coop.ID
	wrong error
	ticks *sheet

	data      minutesData
	form      *kit.Form
	chair     *kit.Entry
	secretary *kit.Entry
	guests    *kit.Entry
	proxies   *kit.Entry // nil where nobody may vote for others
	text      *kit.Entry
	decisions []*kit.Entry
	votes     []*kit.Entry
	about     []*kit.Field // the questions before the decisions
	decided   []*kit.Field // two for each decision
	shares    *shareFields // of a meeting that divides a surplus
	said      *fyne.Container
	typed     bool
}

type minutesData struct {
	attendanceData
	division report.Division
	policy   coop.MeetingPolicy
	chair    string // of the cooperative
}

func newMinutes(s *Shell, arg string) page {
	id, err := coop.ParseID(arg)
	return bind(s.Text.T("ui.meeting.minutes"),
		&minutesPage{shell: s, book: s.Book, id: id, wrong: err, ticks: s.tickFile(id)})
}

func (p *minutesPage) load(ctx context.Context) (d minutesData, err error) {
	if p.wrong != nil {
		return d, p.wrong
	}
	if d.attendanceData, err = readAttendance(ctx, p.book, p.id, p.ticks); err != nil {
		return d, err
	}
	settings, err := p.book.Settings(ctx)
	if err != nil {
		return d, err
	}
	d.policy = coop.MeetingPolicyOf(settings, d.meeting.Meeting.Date)
	users, err := p.book.Users(ctx)
	if err != nil {
		return d, err
	}
	for _, u := range users {
		if u.Role == coop.RoleChair {
			d.chair = u.Name
		}
	}
	if d.divides() {
		d.division, err = report.DivisionOf(ctx, p.book, int(d.meeting.Meeting.Year))
	}
	return d, err
}

// divides says whether it is a meeting that can divide a surplus.
func (d *minutesData) divides() bool { return d.meeting.OfMembers() && d.meeting.Meeting.Year != 0 }

// proposed are the percentages that stand in the form: those of the minutes, else what is proposed to the annual
// meeting where there is something to divide.
func (d *minutesData) proposed() []coop.Share {
	if d.meeting.HasMinutes() || d.meeting.Meeting.Class != coop.MeetingAnnual || d.division.View.Surplus.Total <= 0 {
		return d.meeting.Minutes.Shares
	}
	return d.division.Shares
}

func (p *minutesPage) show(d minutesData) fyne.CanvasObject {
	s, t, m := p.shell, p.shell.Text, d.meeting.Minutes
	p.data = d
	s.takeAttending(d.attendanceData)
	if no := s.mayNot(coop.KindMinutes); no != nil {
		return kit.Page(no)
	}
	p.form, p.said, p.shares = kit.NewForm(s.layer, 19), kit.Stack(0), nil
	p.form.OnRecord, p.form.OnBack, p.form.OnChange = p.record, s.Back, p.onChange
	p.askAbout()
	bar := []fyne.CanvasObject{}
	if d.divides() {
		p.shares = s.askShares(p.form, d.division, d.proposed())
		bar = append(bar, p.shares.sum)
	}
	p.decisions, p.votes, p.decided = nil, nil, nil
	for i := range max(decisionsFirst, len(m.Decisions)+1) {
		if i < len(m.Decisions) {
			p.ask(m.Decisions[i])
		} else {
			p.ask(coop.Decision{})
		}
	}
	p.place()
	came := t.T("ui.meeting.came-of", t.Count(len(s.came(d.meeting))), t.Count(d.sit))
	if !d.meeting.OfMembers() {
		came = t.T("ui.meeting.came-board", t.Count(len(s.came(d.meeting))), t.Count(d.sit))
	}
	return kit.Footed(kit.Page(p.said, kit.Words(came, kit.ToneSoft), kit.Card(p.form.Content())),
		s.recordBar(p.record, bar...))
}

// askAbout asks who led, who wrote, who else came and what was said.
func (p *minutesPage) askAbout() {
	s, t, m := p.shell, p.shell.Text, p.data.meeting.Minutes
	p.chair, p.secretary = filled(orElse(m.Chair, p.data.chair)), filled(orElse(m.Secretary, s.session.Name))
	p.guests, p.text, p.proxies = filled(m.Guests), kit.NewLong(m.Text, 2), nil
	p.about = []*kit.Field{
		p.form.Add(t.T("ui.meeting.chair"), p.chair, nil), p.form.Add(t.T("ui.meeting.secretary"), p.secretary, nil),
		p.form.Add(t.T("ui.meeting.guests"), p.guests, nil), p.form.Add(t.T("ui.meeting.text"), p.text, nil),
	}
	if p.data.meeting.OfMembers() && (p.data.policy.Proxies > 0 || m.Proxies > 0) {
		p.proxies = kit.NewEntry("0")
		if m.Proxies > 0 {
			p.proxies.Text = strconv.FormatInt(m.Proxies, 10)
		}
		p.about = append(p.about, p.form.Add(t.T("ui.meeting.proxies"), p.proxies, func() string {
			if _, ok := readVotes(p.proxies.Text); !ok || strings.Contains(p.proxies.Text, "/") {
				return t.T("ui.meeting.proxies-wrong")
			}
			return ""
		}))
	}
}

// place sets what was decided before how the surplus is divided, however many decisions are added.
func (p *minutesPage) place() {
	all := append(slices.Clone(p.about), p.decided...)
	if p.shares != nil {
		all = append(all, p.shares.fields...)
	}
	p.form.Place(all...)
}

// ask adds the fields of one decision.
func (p *minutesPage) ask(d coop.Decision) {
	t, i := p.shell.Text, len(p.decisions)+1
	decision, votes := kit.NewEntry(""), kit.NewEntry("15/0/0")
	if decision.Text = d.Text; d.Text != "" {
		votes.Text = fmt.Sprintf("%d/%d/%d", d.For, d.Against, d.Abstain)
	}
	p.decided = append(p.decided, p.form.Add(t.T("ui.meeting.decision", i), decision, nil),
		p.form.Add(t.T("ui.meeting.vote", i), votes, func() string {
			if _, ok := readVotes(votes.Text); !ok {
				return t.T("ui.meeting.vote-wrong")
			}
			return ""
		}))
	p.decisions, p.votes = append(p.decisions, decision), append(p.votes, votes)
}

// readVotes reads “15/0/1”: for, against, abstained. What is left out is nobody.
func readVotes(text string) (votes [3]int64, ok bool) {
	parts := strings.Split(strings.TrimSpace(text), "/")
	if len(parts) > 3 {
		return votes, false
	}
	for i, part := range parts {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		n, err := strconv.ParseUint(part, 10, 24)
		if err != nil {
			return votes, false
		}
		votes[i] = int64(n)
	}
	return votes, true
}

// onChange keeps an empty line below the last decision, however many a meeting makes.
func (p *minutesPage) onChange() {
	p.typed = true
	if last := p.decisions[len(p.decisions)-1]; strings.TrimSpace(last.Text) != "" {
		p.ask(coop.Decision{})
		p.place()
		p.shell.refit()
	}
	if p.shares != nil {
		p.shares.told()
	}
}

func (p *minutesPage) start() {
	if p.form != nil {
		p.form.Start()
	}
}

func (p *minutesPage) busy() bool { return p.typed }

// minutes are what is ticked and typed. Members stand in the order of their numbers.
func (p *minutesPage) minutes() coop.Minutes {
	d := p.data
	m := coop.Minutes{
		Meeting: d.meeting.Row.ID, Members: int64(d.sit), Chair: strings.TrimSpace(p.chair.Text),
		Secretary: strings.TrimSpace(p.secretary.Text), Text: strings.TrimSpace(p.text.Text),
		Guests: strings.TrimSpace(p.guests.Text),
	}
	if p.proxies != nil {
		votes, _ := readVotes(p.proxies.Text)
		m.Proxies = votes[0]
	}
	came := p.shell.came(d.meeting)
	for _, a := range d.who {
		switch {
		case !came[a.ID]:
		case a.Role != coop.RoleNone:
			m.People = append(m.People, a.ID)
		default:
			m.Present = append(m.Present, a.ID)
		}
	}
	if !d.meeting.OfMembers() { // the board may have people who never use the program
		m.Members = max(m.Members, m.Came())
	}
	for i, e := range p.decisions {
		votes, _ := readVotes(p.votes[i].Text)
		if text := strings.TrimSpace(e.Text); text != "" {
			m.Decisions = append(m.Decisions, coop.Decision{
				Text: text, For: votes[0], Against: votes[1],
				Abstain: votes[2],
			})
		}
	}
	if p.shares != nil {
		m.Shares = p.shares.shares()
	}
	return m
}

// record keeps the minutes; somebody else signs them.
func (p *minutesPage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	s, m := p.shell, p.minutes()
	if problems := p.data.policy.CheckMinutes(p.data.meeting.Meeting, m, s.today()); len(problems) > 0 {
		p.said.Objects = []fyne.CanvasObject{kit.Notice(kit.ToneBad, s.Text.Problem(problems[0]))}
		p.said.Refresh()
		s.refit()
		s.reveal(p.said)
		return
	}
	s.Record(func(ctx context.Context) error {
		_, err := p.book.Record(ctx, s.session, coop.Act{Kind: coop.KindMinutes, Body: m})
		return err
	}, func() {
		p.typed = false
		s.attended(p.data.meeting)
		s.done()
		s.Back()
		s.Swap(Route{Page: PageMeeting, Arg: p.id.String()})
		s.Tell("ui.meeting.written")
	})
}
