package ui

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// budgetApprovePage lets the chair, or another of the board, sign for the plan of a year; who wrote it cannot.
type budgetApprovePage struct {
	shell *Shell
	book  moneyBook
	year  int64

	data    budgetApproveData
	form    *kit.Form
	meeting *kit.Choice
	reason  *kit.Entry
}

// budgetApproveData is the plan and who may sign for it.
type budgetApproveData struct {
	view     coop.BudgetView
	figures  []coop.Figure
	sign     *signer
	meetings []coop.MeetingView // that can have decided it
}

func newBudgetApprove(s *Shell, arg string) page {
	year, err := strconv.ParseInt(arg, 10, 32)
	if err != nil {
		year = int64(s.today() / 10000)
	}
	return bind(s.Text.T("ui.budget.approve"), &budgetApprovePage{shell: s, book: s.Book, year: year})
}

func (p *budgetApprovePage) load(ctx context.Context) (d budgetApproveData, err error) {
	if d.view, err = p.book.Budget(ctx, p.year); err != nil {
		return d, err
	}
	accounts, err := p.book.Accounts(ctx)
	if err != nil {
		return d, err
	}
	d.figures = coop.BudgetFigures(d.view.Budget, accounts)
	meetings, err := p.book.Meetings(ctx)
	if err != nil {
		return d, err
	}
	d.meetings = coop.BudgetMeetings(meetings, p.year)
	d.sign, err = signing(ctx, p.shell, p.book, coop.KindApproval, d.view.Row.Author, nil)
	return d, err
}

func (p *budgetApprovePage) show(d budgetApproveData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.data, p.form = d, nil
	if d.view.Row.Hash == (coop.Hash{}) {
		return kit.Page(kit.Empty(t.T("ui.budget.none", p.year), t.T("ui.budget.none-text")))
	}
	revenue, cost := coop.Money(d.figures[0].Value), coop.Money(d.figures[1].Value)
	about := kit.Card(kit.HeadWords(t.T("ui.budget.title", p.year)),
		kit.Words(t.T("ui.budget.by", d.view.By), kit.ToneSoft),
		kit.NewCaption(t.T("ui.budget.revenue")), kit.NewFigure(t.Rupiah(revenue)),
		kit.NewCaption(t.T("ui.budget.cost")), kit.NewFigure(t.Rupiah(cost)),
		kit.NewCaption(t.T("ui.budget.surplus")), kit.NewFigure(t.Rupiah(revenue-cost)))
	if len(d.sign.users) == 0 {
		return kit.Page(about, kit.Notice(kit.ToneWait, t.T("ui.close.nobody")))
	}
	p.form = kit.NewForm(s.layer, 0)
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	p.askMeeting()
	p.reason = kit.NewEntry("")
	p.form.Add(t.T("ui.budget.reason"), p.reason, nil).SetHint(t.T("ui.budget.reason-hint"))
	d.sign.ask(p.form)
	bar := kit.Flow(0.6, kit.Main(t.T("ui.budget.approve"), theme.ConfirmIcon(), p.record),
		kit.NewCaption(t.T("ui.record.key")), kit.Button(t.T("ui.budget.decline"), theme.CancelIcon(), p.onDecline))
	return kit.Page(kit.Beside(20, 22, about, kit.Card(kit.Words(t.T("ui.budget.sign-about"), kit.ToneSoft),
		p.noMeeting(), p.form.Content(), bar)))
}

// noMeeting says that there are no minutes that could be cited.
func (p *budgetApprovePage) noMeeting() fyne.CanvasObject {
	if p.meeting != nil {
		return kit.Space(0, 0)
	}
	return kit.SmallWords(p.shell.Text.T("ui.budget.no-meeting"), kit.ToneWait)
}

// askMeeting asks which meeting decided the plan: its minutes are cited. The latest is offered.
func (p *budgetApprovePage) askMeeting() {
	s, t := p.shell, p.shell.Text
	var options []kit.Option
	for _, m := range p.data.meetings {
		remark := ""
		if m.SignedBy.IsZero() {
			remark = t.T("ui.budget.unsigned")
		}
		options = append(options, kit.Option{
			Key: m.Written.Hash.String(), Title: s.meetingText(m), Remark: remark,
		})
	}
	if len(options) == 0 {
		p.meeting = nil
		return
	}
	p.meeting = s.chooser(options, options[0].Key)
	p.form.Add(t.T("ui.budget.meeting"), p.meeting, nil).SetHint(t.T("ui.budget.meeting-hint"))
}

// cites is the hash of the minutes that were chosen.
func (p *budgetApprovePage) cites() coop.Hash {
	if p.meeting != nil {
		for _, m := range p.data.meetings {
			if m.Written.Hash.String() == p.meeting.Chosen().Key {
				return m.Written.Hash
			}
		}
	}
	return coop.Hash{}
}

// meetingText names a meeting by its kind and day.
func (s *Shell) meetingText(m coop.MeetingView) string {
	return s.Text.T("ui.budget.of-meeting", s.Text.meetingTitle(m.Meeting), m.Meeting.Date)
}

func (p *budgetApprovePage) busy() bool {
	return p.form != nil && (p.data.sign.busy() || p.reason.Text != "")
}

func (p *budgetApprovePage) start() {
	if p.form != nil {
		p.form.Start()
	}
}

func (p *budgetApprovePage) record() { p.decide(true) }

func (p *budgetApprovePage) onDecline() { p.decide(false) }

func (p *budgetApprovePage) decide(granted bool) {
	if p.form == nil {
		return
	}
	s, reason := p.shell, strings.TrimSpace(p.reason.Text)
	if !granted && reason == "" {
		s.toast(kit.ToneBad, "✗ "+s.Text.T("ui.budget.reason-missing"))
		return
	}
	body := coop.Approval{Subject: p.data.view.Row.Head(), Granted: granted, Figures: p.data.figures, Reason: reason}
	if granted {
		body.Cites = p.cites()
	}
	p.data.sign.sign(body, func(mark []byte) []coop.Act {
		return []coop.Act{{Kind: coop.KindApproval, Body: body, Mark: mark}}
	}, func() {
		s.Swap(Route{Page: PageBudget, Arg: strconv.FormatInt(p.year, 10)})
		s.Tell(map[bool]string{true: "ui.budget.is-approved", false: "ui.budget.is-declined"}[granted], p.year)
	})
}
