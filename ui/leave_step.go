package ui

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// The forms of the steps of leaving (leave.go).

// leaveAskForm asks why, since when and in which words somebody leaves.
type leaveAskForm struct {
	form   *kit.Form
	member *kit.Choice // nil: known
	why    *kit.Choice
	date   *kit.DateEntry
	reason *kit.Entry
}

func (p *leavePage) newAsk() *leaveAskForm {
	s, t := p.shell, p.shell.Text
	f := &leaveAskForm{form: kit.NewForm(s.layer, 0)}
	if p.id.IsZero() {
		f.member = s.chooser(personOptions(p.data.members, false), "")
		f.form.Add(t.T("ui.term.member"), f.member, s.chosenMissing(f.member, "ui.term.member-missing"))
	}
	var why []kit.Option
	for _, state := range []string{coop.StatusLeft, coop.StatusDead, coop.StatusDismissed} {
		why = append(why, kit.Option{Key: state, Title: t.T("leave.why." + state)})
	}
	f.why = s.chooser(why, coop.StatusLeft)
	f.form.Add(t.T("ui.leave.why"), f.why, s.chosenMissing(f.why, coop.ProblemLeaveWhy))
	f.date = s.dateEntry()
	f.date.SetDay(s.today().Time())
	f.form.Add(t.T("common.date"), f.date, s.dayMissing(f.date))
	f.reason = kit.NewEntry("")
	f.form.Add(t.T("ui.leave.reason"), f.reason, func() string {
		if strings.TrimSpace(f.reason.Text) == "" {
			return t.T(coop.ProblemLeaveReason)
		}
		return ""
	}).SetHint(t.T("ui.leave.reason-hint"))
	f.form.OnRecord, f.form.OnBack = p.record, s.Back
	return f
}

// asks writes the request into the register: from then on dues are frozen.
func (p *leavePage) asks() {
	s, f := p.shell, p.ask
	if !f.form.Right() {
		return
	}
	id := p.id
	if f.member != nil {
		id, _ = coop.ParseID(f.member.Chosen().Key) // Right has seen to it
	}
	ask := coop.LeaveAsk{Why: f.why.Chosen().Key, Date: dayOf(f.date), Reason: f.reason.Text}
	s.Record(func(ctx context.Context) error {
		m, err := p.book.Member(ctx, id)
		if err != nil {
			return err
		}
		edit, problems := coop.AskLeave(coop.Leaver{MemberRow: m.MemberRow, Leaving: m.Leaving}, ask)
		if len(problems) > 0 {
			return problems[0]
		}
		_, err = p.book.Record(ctx, s.session, coop.Act{Kind: coop.KindMemberEdit, Body: edit})
		return err
	}, func() {
		f.reason.Text = ""
		s.done()
		s.Swap(Route{Page: PageLeave, Arg: id.String()})
		s.Tell("ui.leave.asked-toast")
	})
}

// onStay takes the request back.
func (p *leavePage) onStay() {
	s := p.shell
	edit, problems := coop.StayAfterAll(p.data.Leaver())
	if len(problems) > 0 {
		s.Warn(problems[0])
		return
	}
	s.Record(func(ctx context.Context) error {
		_, err := p.book.Record(ctx, s.session, coop.Act{Kind: coop.KindMemberEdit, Body: edit})
		return err
	}, func() {
		s.Reload()
		s.Tell("ui.leave.stays-toast")
	})
}

// leavePayForm asks how the refund is paid.
type leavePayForm struct {
	form     *kit.Form
	to       *kit.Choice
	evidence *kit.Entry
}

func (p *leavePage) newPay() *leavePayForm {
	s, t := p.shell, p.shell.Text
	f := &leavePayForm{form: kit.NewForm(s.layer, 0)}
	to := s.moneyOptions(p.data.accounts)
	keep := kit.Option{Key: coop.AccountRefund, Title: t.T("ui.leave.keep"), Remark: coop.AccountRefund}
	first := coop.MoneyDefault
	ask, _ := coop.LeaveAskOf(p.data.Member.Leaving)
	if ask.Why == coop.StatusDead || p.data.later { // the heirs are paid from there
		first = coop.AccountRefund
	}
	f.to = s.chooser(append([]kit.Option{keep}, to...), first)
	f.evidence = kit.NewEntry("")
	if p.data.sum.Net() > 0 {
		f.form.Add(t.T("ui.leave.to"), f.to, s.chosenMissing(f.to, "ui.dues.cash-missing")).
			SetHint(t.T("ui.leave.to-hint"))
	}
	f.form.Add(t.T("ui.record.evidence"), f.evidence, nil)
	f.form.OnRecord, f.form.OnBack = p.record, s.Back
	return f
}

// pays records the entry of the leaving and the register's last words, with what the book says now.
func (p *leavePage) pays() {
	s, f := p.shell, p.pay
	if !f.form.Right() {
		return
	}
	to, evidence, day := f.to.Chosen().Key, strings.TrimSpace(f.evidence.Text), p.data.day
	var net coop.Money
	var changed []coop.Problem
	s.Record(func(ctx context.Context) error {
		now, err := p.book.Leaver(ctx, p.id, s.today())
		if err != nil {
			return err
		}
		sum, err := leaveSum(ctx, p.book, &now, day)
		if err != nil {
			return err
		}
		net = sum.Net()
		if changed = now.Check(sum, day); len(changed) > 0 {
			return nil
		}
		acts, problems := coop.LeaveActs(now.Leaver(), sum, to, day, "", evidence)
		if len(problems) > 0 {
			return problems[0]
		}
		if e, is := acts[0].Body.(coop.Entry); is {
			if acts[0], err = onceMore(ctx, p.book, e); err != nil {
				return err
			}
		}
		_, err = p.book.Record(ctx, s.session, acts...)
		return err
	}, func() {
		if len(changed) > 0 {
			s.Reload()
			s.Warn(changed[0])
			return
		}
		f.evidence.Text = ""
		s.done()
		s.Reload()
		s.Tell("ui.leave.paid", max(0, net))
	})
}

// refundForm pays what is kept: to the member, or to the heirs one after the other.
type refundForm struct {
	form     *kit.Form
	heir     *kit.Choice
	parts    []coop.HeirPart
	amount   *kit.MoneyEntry
	date     *kit.DateEntry
	cash     *kit.Choice
	evidence *kit.Entry
}

// fetch is the step in which what is kept is paid.
func (p *leavePage) fetch(ask coop.LeaveAsk) fyne.CanvasObject {
	s, t, d := p.shell, p.shell.Text, &p.data
	f := &refundForm{form: kit.NewForm(s.layer, 0)}
	p.refund = f
	f.amount = kit.NewMoneyEntry(s.parseMoney, writeMoney)
	f.amount.Text = writeMoney(int64(d.Kept))
	parts := []fyne.CanvasObject{kit.NewHeading(t.T("ui.leave.step4")), kit.NewFigure(t.Rupiah(d.Kept))}
	if len(d.heirs) > 0 && ask.Why == coop.StatusDead {
		f.parts = d.HeirParts(d.heirs)
		var options []kit.Option
		rows := make([]sumRow, len(f.parts))
		for i := range f.parts {
			h := &f.parts[i]
			rows[i] = sumRow{text: h.Name + " " + coop.FormatPoints(h.Heir.Share), amount: h.Share}
			if h.Open() == 0 {
				rows[i].text, rows[i].tone = "✓ "+rows[i].text, kit.ToneGood
				continue
			}
			options = append(options, kit.Option{
				Key: strconv.Itoa(i), Title: h.Name,
				Remark: strings.TrimPrefix(h.Relation+" · "+coop.FormatPoints(h.Heir.Share), " · "),
			})
		}
		parts = append(parts, s.sumRows(rows))
		f.heir = s.chooser(options, "")
		f.heir.OnChosen = func(o kit.Option) {
			if i, err := strconv.Atoi(o.Key); err == nil {
				f.amount.SetText(writeMoney(int64(f.parts[i].Open())))
			}
		}
		f.form.Add(t.T("ui.leave.heir"), f.heir, s.chosenMissing(f.heir, "ui.leave.heir-missing"))
	} else if ask.Why == coop.StatusDead {
		parts = append(parts, kit.Notice(kit.ToneWait, t.T("ui.leave.no-heirs")))
	}
	f.form.Add(t.T("common.amount"), f.amount, s.amountMissing(f.amount))
	f.date = s.dateEntry()
	f.date.SetDay(s.today().Time())
	f.form.Add(t.T("common.date"), f.date, s.dayMissing(f.date))
	f.cash = s.chooser(s.moneyOptions(d.accounts), coop.MoneyDefault)
	f.form.Add(t.T("ui.leave.cash"), f.cash, s.chosenMissing(f.cash, "ui.dues.cash-missing"))
	f.evidence = kit.NewEntry("")
	f.form.Add(t.T("ui.record.evidence"), f.evidence, nil)
	f.form.OnRecord, f.form.OnBack = p.record, s.Back
	return kit.Card(append(parts, f.form.Content(), s.recordBar(p.record))...)
}

// fetches records the payment; the page of the entry prints its slip.
func (p *leavePage) fetches() {
	s, f := p.shell, p.refund
	if !f.form.Right() {
		return
	}
	heir := ""
	if f.heir != nil {
		heir = f.heir.Chosen().Title
	}
	amount, _ := f.amount.Amount()
	cash, evidence, day := f.cash.Chosen().Key, strings.TrimSpace(f.evidence.Text), dayOf(f.date)
	var made []coop.Recorded
	s.Record(func(ctx context.Context) error {
		now, err := p.book.Leaver(ctx, p.id, s.today())
		if err != nil {
			return err
		}
		e, problems := coop.PayRefund(now.Member.Member, coop.Money(amount), now.Kept, cash, day, "", evidence)
		for _, part := range now.HeirParts(coop.HeirsOf(now.Member.Private.Heirs)) {
			if heir != "" && part.Name == heir {
				e, problems = coop.PayHeir(now.Member.Member, part, coop.Money(amount), now.Kept, cash, day, evidence)
			}
		}
		if len(problems) > 0 {
			return problems[0]
		}
		made, err = p.book.Record(ctx, s.session, coop.Act{Kind: coop.KindEntry, Body: e})
		return err
	}, func() {
		f.evidence.Text = ""
		s.done()
		if !s.late {
			s.Go(Route{Page: PageSlip, Arg: made[0].ID.String()})
		}
		s.Tell("ui.leave.fetched", coop.Money(amount))
	})
}
