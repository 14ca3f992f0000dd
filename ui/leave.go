package ui

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// The pages of leaving. What Arg means stands beside each.
const (
	PageLeavers = "leavers"
	PageLeave   = "leave" // a member's id; empty: nobody yet
	PageHeirs   = "heirs" // a member's id
)

func init() {
	morePages[PageLeavers], morePages[PageLeave] = plain(newLeavers), newLeave
	morePages[PageHeirs] = newHeirs
}

// leaversPage lists whose leaving is not settled, and who still has something to fetch.
type leaversPage struct {
	shell  *Shell
	book   savingBook
	all    []coop.LeaverView
	ledger *kit.Ledger
}

func newLeavers(s *Shell) page {
	return bind(s.Text.T("ui.command.leavers"), &leaversPage{shell: s, book: s.Book})
}

func (p *leaversPage) load(ctx context.Context) ([]coop.LeaverView, error) {
	return p.book.LeaverList(ctx, p.shell.today())
}

func (p *leaversPage) show(all []coop.LeaverView) fyne.CanvasObject {
	t := p.shell.Text
	p.all, p.ledger = all, nil
	if len(all) == 0 {
		return kit.Page(kit.Empty(t.T("ui.leave.none"), t.T("ui.leave.none-text")))
	}
	p.ledger = kit.NewLedger([]kit.Column{
		{Title: t.T("ui.member.number"), Ems: 5, Rank: 2},
		{Title: t.T("ui.member.name"), Ems: 9, Grow: 1},
		{Title: t.T("ui.leave.why"), Ems: 10, Rank: 1},
		{Title: t.T("ui.leave.step"), Ems: 12},
	}, func() int { return len(p.all) }, p.fill, func(row int) {
		p.shell.Go(Route{Page: PageLeave, Arg: p.all[row].Member.Member.String()})
	})
	p.ledger.OnBack = p.shell.Back
	return kit.Fill(0.6, kit.Words(t.T("ui.leave.lead"), kit.ToneSoft), p.ledger)
}

func (p *leaversPage) fill(row int, cells []kit.Cell) {
	t, v := p.shell.Text, &p.all[row]
	ask, _ := coop.LeaveAskOf(v.Member.Leaving)
	cells[0] = kit.Cell{Text: v.Member.Number, Tone: kit.ToneSoft}
	cells[1].Text = v.Member.Name
	if ask.Why != "" {
		cells[2].Text = t.T("leave.why." + ask.Why)
	}
	tone, words := p.shell.leaveState(v)
	cells[3] = kit.Cell{Text: words, Tone: tone}
}

// leaveState says how far a leaving is: with a sign and words.
func (s *Shell) leaveState(v *coop.LeaverView) (kit.Tone, string) {
	t := s.Text
	switch {
	case v.Member.Left != "" && v.Kept > 0:
		return kit.ToneWait, "● " + t.T("ui.leave.kept", v.Kept)
	case v.Member.Left != "":
		return kit.ToneGood, "✓ " + t.T("ui.leave.over")
	case v.Request.IsZero() || v.Member.Status != coop.StatusAsked:
		return kit.ToneSoft, t.T("ui.leave.not-asked")
	case !v.Decision.Made:
		return kit.ToneWait, "● " + t.T("ui.leave.waits")
	case !v.Decision.Granted:
		return kit.ToneBad, "✗ " + t.T("ui.leave.refused")
	}
	return kit.ToneWait, "● " + t.T("ui.leave.agreed")
}

func (p *leaversPage) actions() []fyne.CanvasObject {
	if !p.shell.session.Role.May(coop.KindMemberEdit) {
		return nil
	}
	return []fyne.CanvasObject{kit.Main(p.shell.Text.T("ui.leave.new"), theme.ContentAddIcon(),
		goToIn(p.shell, PageLeave))}
}

func (p *leaversPage) start() {
	if p.ledger != nil {
		p.shell.layer.Focus(p.ledger.Focusable())
	}
}

// leavePage goes with somebody out of the cooperative, one step after the other: asked for, reckoned and agreed to,
// paid, and what is kept fetched. What is still to be done stands on the right, what was done on the left.
type leavePage struct {
	shell *Shell
	book  savingBook
	id    coop.ID

	data   leaveData
	name   string
	ask    *leaveAskForm
	agree  *agreement
	pay    *leavePayForm
	refund *refundForm
}

// leaveData is somebody's leaving, reckoned for a day.
type leaveData struct {
	coop.LeaverView
	members  []coop.MemberView // to choose from where nobody is chosen
	accounts []coop.AccountRow
	day      coop.Date // that it is reckoned for: the one agreed to, or today
	sum      coop.LeaveSum
	agree    *agreement
	heirs    []coop.Heir
	later    bool // refunds wait for the end of the book year
	warn     []coop.Problem
}

func newLeave(s *Shell, arg string) page {
	p := &leavePage{shell: s, book: s.Book}
	p.id, _ = coop.ParseID(arg) // none: one is chosen first
	return bind(s.Text.T("ui.leave.title"), p)
}

func (p *leavePage) load(ctx context.Context) (d leaveData, err error) {
	if d.members, err = p.book.Members(ctx, ""); err != nil {
		return d, err
	}
	if d.accounts, err = p.book.Accounts(ctx); err != nil || p.id.IsZero() {
		return d, err
	}
	d.day = p.shell.today()
	if d.LeaverView, err = p.book.Leaver(ctx, p.id, d.day); err != nil {
		return d, fmt.Errorf("read what the member has: %w", err)
	}
	if err = p.reckon(ctx, &d); err != nil {
		return d, err
	}
	settings, err := p.book.Settings(ctx)
	if err != nil {
		return d, err
	}
	d.later = coop.SavingRulesOf(settings).Text(coop.SettingLeavePay, d.day) == coop.LeaveYearEnd
	d.heirs = coop.HeirsOf(d.Member.Private.Heirs)
	d.agree, err = readAgreement(ctx, p.shell, d.AskedBy, coop.Role.DecidesLeaving)
	return d, err
}

// reckon sets off what somebody has and owes on the day that was agreed to; where that is no longer what comes out, or
// the day is closed by now, as it stands today: it has to be agreed to again.
func (p *leavePage) reckon(ctx context.Context, d *leaveData) (err error) {
	info, err := p.book.Info(ctx)
	if err != nil {
		return err
	}
	if day := coop.LeaveDay(d.Decision); d.Decision.Granted && day > info.Closed {
		if d.sum, err = leaveSum(ctx, p.book, &d.LeaverView, day); err != nil {
			return err
		}
		if !d.Changed(d.sum, day) {
			d.day = day
		}
	}
	if d.sum, err = leaveSum(ctx, p.book, &d.LeaverView, d.day); err != nil || d.Member.Left != "" {
		return err
	}
	last := d.day.Month().Add(-1)
	before := coop.InterestShare{}
	if last.Last() > info.Closed {
		savings, err := p.book.SavingsBook(ctx, last)
		if err != nil {
			return fmt.Errorf("read the savings of the month before: %w", err)
		}
		if before, err = savings.Of(d.Member.Member); err != nil {
			return err
		}
	}
	d.warn = d.Warnings(before, last)
	return nil
}

// leaveSum sets off what somebody has and owes, with the interest of the running month until the day.
func leaveSum(ctx context.Context, book savingBook, v *coop.LeaverView, day coop.Date) (coop.LeaveSum, error) {
	running := coop.InterestShare{}
	if v.Member.Left == "" {
		savings, err := book.SavingsBook(ctx, day.Month())
		if err != nil {
			return coop.LeaveSum{}, fmt.Errorf("read the savings: %w", err)
		}
		if running, err = savings.Until(v.Member.Member, day); err != nil {
			return coop.LeaveSum{}, err
		}
	}
	return v.Sum(running, 0, 0), nil
}

func (p *leavePage) show(d leaveData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.data, p.ask, p.agree, p.pay, p.refund = d, nil, nil, nil, nil
	if p.id.IsZero() {
		p.ask = p.newAsk()
		return kit.Page(kit.Capped(40, 0.7, kit.Words(t.T("ui.leave.about"), kit.ToneSoft),
			kit.Card(p.ask.form.Content(), s.recordBar(p.record))))
	}
	p.name = d.Member.Name
	tone, state := s.leaveState(&d.LeaverView)
	left := []fyne.CanvasObject{
		kit.Words(t.T("ui.member.number")+" "+d.Member.Number, kit.ToneSoft),
		kit.Flow(0, kit.Chip(tone, state)),
	}
	if ask, asked := coop.LeaveAskOf(d.Member.Leaving); asked {
		left = append(
			left,
			kit.SmallWords(t.T("ui.leave.asked-by", t.T("leave.why."+ask.Why), ask.Date, d.AskedName),
				kit.ToneSoft),
			kit.Words(t.T("ui.leave.because", ask.Reason), kit.ToneInk),
		)
	}
	if d.Decision.Made {
		left = append(left, kit.SmallWords(t.T("ui.leave.decided", d.Decided), kit.ToneSoft))
	}
	if d.Member.Left == "" {
		left = append(left, kit.NewCaption(t.T("ui.leave.sum", d.day)), s.sumRows(p.rows()))
	}
	return kit.Page(kit.Beside(22, 24, kit.Card(left...), kit.Stack(0.6, p.steps()...)))
}

// rows are the arithmetic: what they have, what they owe, what comes out.
func (p *leavePage) rows() []sumRow {
	t, d := p.shell.Text, &p.data
	var rows []sumRow
	add := func(items []coop.LeaveItem, sign coop.Money) {
		for _, i := range items {
			text := accountIn(d.accounts, t, i.Account)
			if i.New {
				text = t.T("ui.leave.running", text)
			}
			rows = append(rows, sumRow{text: text, amount: sign * i.Amount})
		}
	}
	add(d.sum.Has, 1)
	if d.sum.Tax > 0 {
		rows = append(rows, sumRow{text: t.T("ui.interest.tax"), amount: -d.sum.Tax})
	}
	add(d.sum.Owes, -1)
	key, tone := "ui.leave.gets", kit.ToneGood
	if d.sum.Net() < 0 {
		key, tone = "ui.leave.owes", kit.ToneBad
	}
	return append(rows, sumRow{text: t.T(key), amount: d.sum.Net(), bold: true, tone: tone})
}

// steps are what is to be done now, and the way to what belongs to it.
func (p *leavePage) steps() []fyne.CanvasObject {
	s, t, d := p.shell, p.shell.Text, &p.data
	ask, _ := coop.LeaveAskOf(d.Member.Leaving)
	var parts []fyne.CanvasObject
	asked := d.Member.Status == coop.StatusAsked && d.Member.Left == ""
	changed := asked && d.Decision.Granted && d.Changed(d.sum, d.day)
	if asked {
		parts = append(parts, s.refusals(d.warn, kit.ToneWait)...)
	}
	switch {
	case d.Member.Left != "" && d.Kept > 0:
		parts = append(parts, p.fetch(ask))
	case d.Member.Left != "":
		parts = append(parts, kit.Card(kit.Words(t.T("ui.leave.all-done", d.Member.Number), kit.ToneSoft)))
	case !asked:
		p.ask = p.newAsk()
		parts = append(
			parts,
			kit.Card(kit.NewHeading(t.T("ui.leave.step1")), kit.Words(t.T("ui.leave.about"), kit.ToneSoft),
				p.ask.form.Content(), s.recordBar(p.record)),
		)
	case d.Terms > 0:
		parts = append(parts, kit.Notice(kit.ToneWait, t.T(coop.ProblemLeaveTerm, t.Count(d.Terms)),
			kit.Button(t.T("ui.command.terms"), theme.NavigateNextIcon(), goToIn(s, PageTerms))))
	case len(d.Blocks) > 0:
		parts = append(parts, s.refusals(d.Check(d.sum, d.day), kit.ToneWait)...)
		parts = append(parts, kit.Flow(0.6,
			kit.Button(t.T("ui.block.title"), theme.NavigateNextIcon(), goToIn(s, PageBlocks))))
	case d.Decision.Granted && !changed:
		p.pay = p.newPay()
		parts = append(
			parts,
			kit.Card(kit.NewHeading(t.T("ui.leave.step3")), p.pay.form.Content(), s.recordBar(p.record)),
		)
	default:
		if d.Decision.Made && !d.Decision.Granted {
			parts = append(parts, kit.Notice(kit.ToneBad, t.T(coop.ProblemLeaveRefused, d.Decision.Reason)))
		}
		if changed {
			parts = append(parts, s.refusals(d.Check(d.sum, d.day), kit.ToneWait)...)
		}
		p.agree = d.agree
		figures := append(coop.LeaveFigures(d.sum), coop.Figure{Name: coop.LeaveDayFigure, Value: int64(d.day)})
		parts = append(
			parts,
			kit.Card(kit.NewHeading(t.T("ui.leave.step2")), kit.Words(t.T("ui.leave.agree"), kit.ToneSoft),
				p.agree.show(d.Request, figures, p.onDecided)),
		)
	}
	if asked {
		parts = append(parts, kit.Flow(0.6, kit.Quiet(t.T("ui.leave.stay"), theme.CancelIcon(), p.onStay)))
	}
	return parts
}

func (p *leavePage) onDecided(granted bool) {
	p.shell.Reload()
	if granted {
		p.shell.Tell("ui.leave.agreed-toast")
	} else {
		p.shell.Tell("ui.leave.refused-toast")
	}
}

func (p *leavePage) heading() string { return orElse(p.name, p.shell.Text.T("ui.leave.title")) }

func (p *leavePage) actions() []fyne.CanvasObject {
	if p.id.IsZero() {
		return nil
	}
	return []fyne.CanvasObject{kit.Button(p.shell.Text.T("ui.heirs.title"), theme.AccountIcon(), func() {
		p.shell.Go(Route{Page: PageHeirs, Arg: p.id.String()})
	})}
}

func (p *leavePage) start() {
	switch {
	case p.ask != nil:
		p.ask.form.Start()
	case p.agree != nil:
		p.agree.start()
	case p.pay != nil:
		p.pay.form.Start()
	case p.refund != nil:
		p.refund.form.Start()
	}
}

func (p *leavePage) busy() bool {
	return p.agree != nil && p.agree.busy() || p.ask != nil && p.ask.reason.Text != "" ||
		p.pay != nil && p.pay.evidence.Text != "" || p.refund != nil && p.refund.evidence.Text != ""
}

// heldPart names the step that is open: what is half typed belongs to it alone.
func (p *leavePage) heldPart() string {
	switch {
	case p.ask != nil:
		return "ask"
	case p.agree != nil:
		return "agree"
	case p.pay != nil:
		return "pay"
	case p.refund != nil:
		return "fetch"
	}
	return ""
}

// record does the step that is open.
func (p *leavePage) record() {
	switch {
	case p.ask != nil:
		p.asks()
	case p.agree != nil:
		p.agree.record()
	case p.pay != nil:
		p.pays()
	case p.refund != nil:
		p.fetches()
	}
}
