package ui

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// wait is one thing that waits for whoever sits here.
type wait struct {
	title, remark string
	tone          kit.Tone
	to            Route
}

// waits lists what waits for who sits here, the most pressing first.
func (p *homePage) waits(d homeData) []wait {
	var all []wait
	for _, asked := range []func(homeData) (wait, bool){
		p.clockWait, p.draftWait, p.unreadWait, p.unreadBeforeWait, p.answerWait, p.repliedWait, p.unsentWait,
		p.backupWait, p.exceptionWait, p.evidenceWait, p.arrearsWait, p.countWait, p.monthWait,
	} {
		if w, is := asked(d); is {
			all = append(all, w)
		}
	}
	return all
}

// clockSlack is how far, in minutes, two clocks may be apart before somebody should look.
const clockSlack = 120

// clockWait doubts the clock where an entry is dated after today, or where some device's clock was ahead of this one.
func (p *homePage) clockWait(d homeData) (wait, bool) {
	s, t := p.shell, p.shell.Text
	w := wait{tone: kit.ToneBad, title: "✗ " + t.T("ui.home.clock")}
	now := s.Now()
	switch {
	case d.LastDate > d.Today:
		w.remark = t.T("ui.home.clock-date", d.Today, d.LastDate)
		w.to = Route{Page: PageJournal, Arg: d.LastDate.Month().String()}
	case d.LastAt > now.Unix()/60+clockSlack:
		w.remark = t.T("ui.home.clock-behind", t.Moment(now.Unix()/60, now),
			t.Day(coop.DateFromTime(time.Unix(d.LastAt*60, 0).In(now.Location()))))
		w.to = Route{Page: PageJournal}
	default:
		return w, false
	}
	return w, true
}

func (p *homePage) draftWait(d homeData) (wait, bool) {
	t := p.shell.Text
	if len(d.drafts) == 0 {
		return wait{}, false
	}
	latest := d.drafts[0]
	return wait{
		title: t.T("ui.home.draft"), remark: orElse(latest.Title, t.T("ui.home.draft-remark")), tone: kit.ToneWait,
		to: Route{Page: latest.Page, Arg: "@draft:" + latest.Key},
	}, true
}

// unreadWait leads a reviewer to what this month's entries are.
func (p *homePage) unreadWait(d homeData) (wait, bool) {
	return p.unreadOf(d.unread[0], "ui.home.unread")
}

// unreadBeforeWait leads a reviewer to what is left of the month before.
func (p *homePage) unreadBeforeWait(d homeData) (wait, bool) {
	return p.unreadOf(d.unread[1], "ui.home.unread-before")
}

func (p *homePage) unreadOf(r readMonth, key string) (wait, bool) {
	t := p.shell.Text
	return wait{
		title:  t.T(key, t.Count(r.waiting), r.month),
		remark: t.T("ui.home.unread-remark", t.Count(r.total-r.waiting), t.Count(r.total)), tone: kit.ToneWait,
		to: Route{Page: PageReview, Arg: fmt.Sprintf("%04d-%02d", r.month/100, r.month%100)},
	}, r.waiting > 0
}

// answerWait leads whoever answers to the findings without an answer; to the only one at once.
func (p *homePage) answerWait(d homeData) (wait, bool) {
	t := p.shell.Text
	if !p.shell.session.Role.May(coop.KindAnswer) {
		return wait{}, false
	}
	var open []coop.FindingView
	for _, f := range d.findings {
		if len(f.Answers) == 0 && f.Author != p.shell.session.User {
			open = append(open, f)
		}
	}
	return wait{
		title: t.T("ui.home.findings", t.Count(len(open))), remark: firstText(open), tone: kit.ToneWait,
		to: findingRoute(open),
	}, len(open) > 0
}

// repliedWait leads whoever asked to the answers that came.
func (p *homePage) repliedWait(d homeData) (wait, bool) {
	t := p.shell.Text
	var replied []coop.FindingView
	for _, f := range d.findings {
		if f.Author == p.shell.session.User && len(f.Answers) > 0 && !f.Settled && !f.Entry.IsZero() {
			replied = append(replied, f)
		}
	}
	w := wait{title: t.T("ui.home.replied", t.Count(len(replied))), tone: kit.ToneWait, to: findingRoute(replied)}
	if len(replied) > 0 {
		w.remark = replied[0].Answers[len(replied[0].Answers)-1].Text
	}
	return w, len(replied) > 0
}

func firstText(all []coop.FindingView) string {
	if len(all) == 0 {
		return ""
	}
	return all[0].Text
}

// findingRoute leads to the only finding, or to the list of all.
func findingRoute(all []coop.FindingView) Route {
	if len(all) == 1 {
		return Route{Page: PageFinding, Arg: all[0].Finding.String()}
	}
	return Route{Page: PageAttention}
}

// unsentOld is after how many days what is unsent is more than a note.
const unsentOld = 3

func (p *homePage) unsentWait(d homeData) (wait, bool) {
	t := p.shell.Text
	days := p.shell.daysSince(d.info.UnsentSince)
	w := wait{
		title:  t.T("ui.home.unsent", t.Count(d.info.Unsent)),
		remark: t.T("ui.home.unsent-remark", t.Ago(days)), tone: kit.ToneSoft, to: Route{Page: PageSync},
	}
	if days >= unsentOld {
		w.tone = kit.ToneWait
	}
	return w, d.info.Unsent > 0 && p.shell.Exchange != nil
}

// backupOld is after how many days a book that has changed should be copied.
const backupOld = 3

// backupWait leads to the copies where the last try went wrong, or what was recorded is in no copy for days.
func (p *homePage) backupWait(d homeData) (wait, bool) {
	s, t := p.shell, p.shell.Text
	w := wait{tone: kit.ToneWait, to: Route{Page: PageBackups}}
	if s.Backups == nil {
		return w, false
	}
	last := s.Backups.Last()
	days := 0
	if !last.At.IsZero() {
		days = s.daysSince(last.At.Unix() / 60)
	}
	switch {
	case last.Failed != nil:
		w.title, w.tone = "✗ "+t.T("ui.home.backup-failed"), kit.ToneBad
	case last.At.IsZero():
		w.title = t.T("ui.home.backup-never")
	default:
		w.title = t.T("ui.home.backup-old", t.Ago(days))
	}
	w.remark = t.T("ui.home.backup-remark")
	return w, last.Failed != nil || last.At.IsZero() || days >= backupOld && last.Changes < d.info.Changes
}

func (p *homePage) exceptionWait(d homeData) (wait, bool) {
	t := p.shell.Text
	remark := "ui.home.exceptions-remark"
	if p.shell.session.Role.May(coop.KindLook) {
		remark = "ui.home.exceptions-look"
	}
	return wait{
		title: t.T("ui.home.exceptions", t.Count(d.Exceptions)), remark: t.T(remark), tone: kit.ToneWait,
		to: Route{Page: PageAttention},
	}, d.Exceptions > 0
}

func (p *homePage) evidenceWait(d homeData) (wait, bool) {
	t := p.shell.Text
	percent := 0
	if d.should > 0 {
		percent = (d.should - d.missing) * 100 / d.should
	}
	return wait{
		title:  t.T("ui.home.evidence", t.Count(d.missing)),
		remark: t.T("ui.home.evidence-remark", percent, t.Count(d.should-d.missing), t.Count(d.should)),
		tone:   kit.ToneSoft, to: Route{Page: PageEvidence},
	}, d.missing > 0
}

func (p *homePage) arrearsWait(d homeData) (wait, bool) {
	t := p.shell.Text
	return wait{
		title:  t.T("ui.home.arrears", t.Count(d.Owing)),
		remark: t.T("ui.home.arrears-remark", d.Arrears, d.Today.Month().Add(-1)), tone: kit.ToneSoft,
		to: Route{Page: PageDues},
	}, d.Owing > 0
}

// monthDays is how many days of a month the one before may stay open before it is more than a note.
const monthDays = 10

// monthWait leads to what the last month lacks before it is closed, where it is still open.
func (p *homePage) monthWait(d homeData) (wait, bool) {
	t, role := p.shell.Text, p.shell.session.Role
	last, open := d.Today.Month().Add(-1), coop.FirstOpen(d.First, d.info.Closed)
	w := wait{
		title: t.T("ui.home.month-open", last), remark: t.T("ui.home.month-remark", keysOfCommand("month-end")),
		tone: kit.ToneSoft, to: Route{Page: PageMonthEnd},
	}
	if open < last {
		w.title = t.T("ui.home.months-open", last)
	}
	if d.Today.AddDays(-monthDays) >= d.Today.Month().First() {
		w.tone = kit.ToneWait
	}
	return w, open != 0 && open <= last && (role.May(coop.KindEntry) || role.May(coop.KindClose))
}

// daysSince is how many days ago something was, by the days on the clock.
func (s *Shell) daysSince(minutes int64) int {
	then := coop.DateFromTime(time.Unix(minutes*60, 0).In(s.Now().Location()))
	return max(int(s.today().Time().Sub(then.Time())/(24*time.Hour)), 0)
}

// firstSteps leads a book that has no entries yet: members, what was there before, the first entry.
func (p *homePage) firstSteps(d homeData) fyne.CanvasObject {
	t := p.shell.Text
	var steps []wait
	step := func(title, remark string, done bool, to Route) {
		w := wait{title: t.T(title), remark: t.T(remark), tone: kit.ToneBrand, to: to}
		if done {
			w.title, w.tone = "✓ "+w.title, kit.ToneSoft
		}
		steps = append(steps, w)
	}
	if p.shell.session.Role.May(coop.KindMember) {
		step("ui.home.step-members", "ui.home.step-members-remark", d.Members > 0, Route{Page: PageMemberForm})
	}
	if p.shell.session.Role.May(coop.KindOpening) {
		step("ui.home.step-opening", "ui.home.step-opening-remark", false, Route{Page: PageOpening})
		step("ui.home.step-takeover", "ui.home.step-takeover-remark", false, Route{Page: PageTakeover})
	}
	if p.shell.session.Role.May(coop.KindEntry) {
		step("ui.home.step-entry", "ui.home.step-entry-remark", false, Route{Page: PageRecord})
	}
	if len(steps) == 0 {
		return kit.Empty(t.T("ui.home.empty"), t.T("ui.home.empty-text"))
	}
	return kit.Capped(44, 0.7, kit.HeadWords(t.T("ui.home.welcome", p.shell.session.Name)),
		kit.Words(t.T("ui.home.welcome-text"), kit.ToneSoft), p.taskTiles(steps))
}
