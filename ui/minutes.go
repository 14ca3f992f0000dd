package ui

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/store/report"
	"lumbung/ui/kit"
)

// decisionsMost is how many decisions the page asks for.
const decisionsMost = 5

// minutesPage writes down what a meeting decided. Who came was ticked before.
type minutesPage struct {
	shell *Shell
	book  surplusBook
	id    coop.ID
	wrong error

	data      minutesData
	form      *kit.Form
	chair     *kit.Entry
	secretary *kit.Entry
	decisions []*kit.Entry
	votes     []*kit.Entry
	text      *kit.Entry
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
	return bind(s.Text.T("ui.meeting.minutes"), &minutesPage{shell: s, book: s.Book, id: id, wrong: err})
}

func (p *minutesPage) load(ctx context.Context) (d minutesData, err error) {
	if p.wrong != nil {
		return d, p.wrong
	}
	if d.meeting, err = meetingOf(ctx, p.book, p.id); err != nil {
		return d, err
	}
	day := d.meeting.Meeting.Date
	if d.members, err = mayVote(ctx, p.book, day); err != nil {
		return d, err
	}
	settings, err := p.book.Settings(ctx)
	if err != nil {
		return d, err
	}
	d.policy = coop.MeetingPolicyOf(settings, day)
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

// divides says whether it is a meeting that divides a surplus.
func (d *minutesData) divides() bool { return d.meeting.Meeting.Class == coop.MeetingAnnual }

func (p *minutesPage) show(d minutesData) fyne.CanvasObject {
	s, t, m := p.shell, p.shell.Text, d.meeting.Minutes
	p.data = d
	if no := s.mayNot(coop.KindMinutes); no != nil {
		return kit.Page(no)
	}
	p.form, p.said, p.shares = kit.NewForm(s.layer, 13), kit.Stack(0), nil
	p.form.OnRecord, p.form.OnBack, p.form.OnChange = p.record, s.Back, p.onChange
	p.chair, p.secretary = filled(orElse(m.Chair, d.chair)), filled(orElse(m.Secretary, s.session.Name))
	p.form.Add(t.T("ui.meeting.chair"), p.chair, nil)
	p.form.Add(t.T("ui.meeting.secretary"), p.secretary, nil)
	p.decisions, p.votes = nil, nil
	for i := range decisionsMost {
		decision, votes := kit.NewEntry(""), kit.NewEntry("15/0/0")
		if i < len(m.Decisions) {
			one := m.Decisions[i]
			decision.Text, votes.Text = one.Text, fmt.Sprintf("%d/%d/%d", one.For, one.Against, one.Abstain)
		}
		p.form.Add(t.T("ui.meeting.decision", i+1), decision, nil)
		p.form.Add(t.T("ui.meeting.vote", i+1), votes, func() string {
			if _, ok := readVotes(votes.Text); !ok {
				return t.T("ui.meeting.vote-wrong")
			}
			return ""
		})
		p.decisions, p.votes = append(p.decisions, decision), append(p.votes, votes)
	}
	p.text = filled(m.Text)
	p.form.Add(t.T("ui.meeting.text"), p.text, nil)
	came := t.T("ui.meeting.came-of", t.Count(len(s.came(d.meeting))), t.Count(len(d.members)))
	bar := []fyne.CanvasObject{}
	if d.divides() {
		p.shares = s.askShares(p.form, d.division, d.division.Shares)
		bar = append(bar, p.shares.sum)
	}
	return kit.Footed(kit.Page(p.said, kit.Words(came, kit.ToneSoft), kit.Card(p.form.Content())),
		kit.Flow(0.8, append(bar, s.recordBar(p.record))...))
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

func (p *minutesPage) onChange() {
	p.typed = true
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
		Meeting: d.meeting.Row.ID, Members: int64(len(d.members)), Chair: strings.TrimSpace(p.chair.Text),
		Secretary: strings.TrimSpace(p.secretary.Text), Text: strings.TrimSpace(p.text.Text),
	}
	came := p.shell.came(d.meeting)
	for _, member := range d.members {
		if came[member.Member] {
			m.Present = append(m.Present, member.Member)
		}
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
		delete(s.attending, p.data.meeting.ID)
		s.Back()
		s.Swap(Route{Page: PageMeeting, Arg: p.id.String()})
		s.Tell("ui.meeting.written")
	})
}
