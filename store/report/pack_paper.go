package report

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"lumbung/store/coop"
)

// RegisterSource is a source that knows the registers beside the ledger.
type RegisterSource interface {
	Registers(ctx context.Context, kind coop.Kind, subject coop.ID) ([]coop.RegisterRow, error)
}

// packLPJ is the board's account: words by section, each beside its figures of this year and the last.
func packLPJ(ctx context.Context, p *paper) error {
	facts, err := p.facts(ctx)
	if err != nil {
		return err
	}
	p.column("name", Text, 110)
	p.column("now", Amount, 34)
	p.column("before", Amount, 34)
	year := int(p.to) / 10000
	p.sheet.Columns[1].Title, p.sheet.Columns[2].Title = fmt.Sprint(year), fmt.Sprint(year-1)
	for n, section := range coop.PackSections() {
		if section.Of != "lpj" {
			continue
		}
		heading := fmt.Sprintf("%c. ", 'A'+n) + p.t("pack.section."+section.Key)
		p.sheet.add(Row{Kind: Heading, Cells: []Cell{text(heading)}})
		words, err := p.words(ctx, section.Key, facts)
		if err != nil {
			return err
		}
		p.sheet.prose(words)
		if err := p.lpjFigures(ctx, section.Key); err != nil {
			return err
		}
	}
	return p.sign(ctx)
}

// lpjFigures adds the figures of a section, as the statements have them.
func (p *paper) lpjFigures(ctx context.Context, section string) error {
	rows := map[string][][2]string{
		"lpj.business": {
			{"income", "report.result.member-net"},
			{"income", "report.result.other-net"},
			{"income", "report.result.gross"},
			{"income", "report.result.surplus"},
		},
		"lpj.capital": {
			{"balance-sheet", "report.position.total.assets"},
			{"balance-sheet", "report.position.total.liabilities"},
			{"balance-sheet", "report.position.total.equity"},
		},
	}[section]
	for _, r := range rows {
		s, err := p.other(ctx, r[0])
		if err != nil {
			return err
		}
		words := p.t(r[1])
		p.sheet.add(Row{Indent: 1, Cells: []Cell{text(words), amount(s.figure(words)), amount(s.figureIn(words, 1))}})
	}
	return nil
}

// packWords makes a paper of words alone: sections under their headings, or without.
func (p *paper) packWords(ctx context.Context, of string) error {
	facts, err := p.facts(ctx)
	if err != nil {
		return err
	}
	if len(p.sheet.Columns) == 0 {
		p.column("name", Text, 180)
		p.sheet.Untitled = true
	}
	for _, section := range coop.PackSections() {
		if section.Of != of {
			continue
		}
		p.sheet.add(Row{Kind: Heading, Cells: []Cell{text(p.t("pack.section." + section.Key))}})
		words, err := p.words(ctx, section.Key, facts)
		if err != nil {
			return err
		}
		p.sheet.prose(words)
	}
	return nil
}

// packPlan is the plan of work for the coming year; its budget is a paper of its own.
func packPlan(ctx context.Context, p *paper) error {
	p.sheet.Period = p.t("report.period.year", int(p.to)/10000+1)
	if err := p.packWords(ctx, "plan"); err != nil {
		return err
	}
	return p.sign(ctx)
}

// packSupervisors is the supervisors' report, which they alone sign.
func packSupervisors(ctx context.Context, p *paper) error {
	if err := p.packWords(ctx, "supervisors"); err != nil {
		return err
	}
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

// annual gives the annual meeting about the period's year, the one that decided where there were several, and
// its own minutes; zero values where there are none yet.
func (p *paper) annual(ctx context.Context) (meeting coop.Meeting, minutes coop.Minutes, held bool, err error) {
	source, ok := p.source.(RegisterSource)
	if !ok {
		return meeting, minutes, false, nil
	}
	rows, err := source.Registers(ctx, coop.KindMeeting, coop.ID{})
	if err != nil {
		return meeting, minutes, false, err
	}
	written, err := source.Registers(ctx, coop.KindMinutes, coop.ID{})
	if err != nil {
		return meeting, minutes, false, err
	}
	v, _ := coop.AnnualOf(coop.MeetingsOf(rows, written), int(p.to)/10000)
	return v.Meeting, v.Minutes, v.HasMinutes(), nil
}

// when says day, hour and place of a meeting, with room to write what is not known.
func (p *paper) when(m coop.Meeting) (day, hour, place string) {
	day = orDots("")
	if m.Date != 0 {
		day = coop.DayText(m.Date, p.lang)
	}
	return day, orDots(m.Time), orDots(m.Place)
}

// packInvitation is the letter that calls the members, with the agenda.
func packInvitation(ctx context.Context, p *paper) error {
	meeting, _, _, err := p.annual(ctx)
	if err != nil {
		return err
	}
	p.column("name", Text, 180)
	p.sheet.Untitled = true
	day, hour, place := p.when(meeting)
	p.sheet.prose(p.t("pack.invitation.to"))
	p.sheet.prose(p.t("pack.invitation.words", p.sheet.Cooperative, int(p.to)/10000))
	p.sheet.prose(p.t("pack.meeting.day", day) + "\n" + p.t("pack.meeting.hour", hour) + "\n" +
		p.t("pack.meeting.place", place))
	p.sheet.add(Row{Kind: Heading, Cells: []Cell{text(p.t("pack.invitation.agenda"))}})
	agenda := meeting.Agenda
	if len(agenda) == 0 {
		agenda = strings.Split(p.t("pack.invitation.usual"), "\n")
	}
	for i, point := range agenda {
		row := Row{Kind: Prose, Indent: 1, Cells: []Cell{text(fmt.Sprintf("%d. %s", i+1, point))}}
		p.sheet.add(row)
	}
	p.sheet.prose(p.t("pack.invitation.close"))
	if err := p.sign(ctx); err != nil {
		return err
	}
	p.sheet.Signatures = slices.DeleteFunc(p.sheet.Signatures, func(s Signature) bool {
		return s.Role != p.t("report.sign.2") && s.Role != p.t("report.sign.4")
	})
	p.sheet.Place = orDots(p.place) + ", " + orDots("")
	return nil
}

// packAttendance is the list that members sign when they come.
func packAttendance(ctx context.Context, p *paper) error {
	all, err := p.source.Members(ctx, "")
	if err != nil {
		return err
	}
	meeting, minutes, held, err := p.annual(ctx)
	if err != nil {
		return err
	}
	day, _, _ := p.when(meeting)
	voteOn := p.to // whoever joined since the year's end votes too
	if meeting.Date != 0 {
		voteOn = meeting.Date
	}
	p.sheet.Period = p.t("pack.meeting.day", day)
	p.column("row", Count, 10)
	p.column("number", Code, 22)
	p.column("member", Text, 70)
	p.column("hamlet", Text, 36)
	p.column("signature", Text, 50)
	p.sheet.Lines = true
	for i := range all {
		m := &all[i]
		if m.Same != m.Member || !m.MayVote(voteOn) {
			continue
		}
		n := len(p.sheet.Rows) + 1
		sign := fmt.Sprint(n) + "."
		if held && slices.Contains(minutes.Present, m.Member) {
			sign += " " + p.t("pack.present")
		}
		p.sheet.add(Row{Link: Link{Member: m.Member}, Cells: []Cell{
			{Kind: Count, Count: int64(n)}, code(m.Number), text(m.Name), text(m.Hamlet), text(sign),
		}})
	}
	return nil
}

// packMinutes are the minutes of the meeting: what was recorded of it, or a form to write in.
func packMinutes(ctx context.Context, p *paper) error {
	meeting, minutes, held, err := p.annual(ctx)
	if err != nil {
		return err
	}
	p.column("name", Text, 180)
	p.sheet.Untitled = true
	day, hour, place := p.when(meeting)
	p.sheet.prose(p.t("pack.minutes.words", p.sheet.Cooperative, int(p.to)/10000))
	p.sheet.prose(p.t("pack.meeting.day", day) + "\n" + p.t("pack.meeting.hour", hour) + "\n" +
		p.t("pack.meeting.place", place))
	dots := strings.Repeat(".", 12)
	came, members := dots, dots
	if held {
		came, members = fmt.Sprint(int64(len(minutes.Present))+minutes.Proxies), fmt.Sprint(minutes.Members)
	}
	p.sheet.prose(p.t("pack.minutes.came", came, members))
	if held && meeting.Quorum > 0 {
		need := coop.QuorumOf(minutes.Members, meeting.Quorum)
		key := "pack.minutes.quorum"
		if minutes.Came() < need {
			key = "pack.minutes.no-quorum"
		}
		p.sheet.prose(p.t(key, coop.PercentText(meeting.Quorum), need))
	}
	if minutes.Guests != "" {
		p.sheet.prose(p.t("pack.minutes.guests", minutes.Guests))
	}
	if held && minutes.Text != "" {
		p.sheet.add(Row{Kind: Heading, Cells: []Cell{text(p.t("pack.section.minutes.course"))}})
		p.sheet.prose(minutes.Text)
	} else if err := p.packWords(ctx, "minutes"); err != nil {
		return err
	}
	p.sheet.add(Row{Kind: Heading, Cells: []Cell{text(p.t("pack.minutes.decisions"))}})
	for i, d := range minutes.Decisions {
		p.sheet.add(Row{Kind: Prose, Indent: 1, Cells: []Cell{text(fmt.Sprintf("%d. %s", i+1,
			p.t("pack.minutes.decision", d.Text, d.For, d.Against, d.Abstain)))}})
	}
	if len(minutes.Decisions) == 0 {
		p.room(decisionLines)
	}
	if err := p.dividedBy(ctx, minutes.Shares); err != nil {
		return err
	}
	p.sheet.Place = orDots(p.place) + ", " + orDots("")
	if meeting.Date != 0 {
		p.sheet.Place = orDots(p.place) + ", " + p.Date(meeting.Date)
	}
	p.sheet.Signatures = []Signature{
		{Role: p.t("pack.minutes.chair"), Name: minutes.Chair},
		{Role: p.t("pack.minutes.secretary"), Name: minutes.Secretary},
		{Role: p.t("pack.minutes.witness")},
	}
	return nil
}

// room leaves numbered lines to write on.
func (p *paper) room(lines int) {
	for i := range lines {
		line := fmt.Sprintf("%d. %s", i+1, strings.Repeat(".", 120))
		p.sheet.add(Row{Kind: Prose, Indent: 1, Cells: []Cell{text(line)}})
	}
}

// dividedBy writes how the meeting divided the surplus, part by part.
func (p *paper) dividedBy(ctx context.Context, shares []coop.Share) error {
	source, ok := p.source.(SurplusSource)
	if !ok || len(shares) == 0 {
		return nil
	}
	accounts, err := source.Accounts(ctx)
	if err != nil {
		return err
	}
	var parts []string
	for _, s := range shares {
		for _, a := range accounts {
			if a.Code == s.Account {
				parts = append(parts, p.pick(a.NameID, a.NameEN)+" "+coop.PercentText(s.BasisPoints)+" %")
			}
		}
	}
	p.sheet.add(Row{Kind: Heading, Cells: []Cell{text(p.t("pack.minutes.shares"))}})
	p.sheet.prose(strings.Join(parts, "; ") + ".")
	return nil
}

// decisionLines is for how many decisions a form leaves room.
const decisionLines = 6
