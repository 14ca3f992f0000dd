package ui

import (
	"context"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// PageSurplusCover covers a loss from the reserve, as the members' meeting about a year decided; a year.
const PageSurplusCover = "surplus-cover"

func init() {
	morePages[PageSurplusCover] = newSurplusCover
	holding = append(holding, PageSurplusCover)
}

type surplusCoverPage struct {
	shell *Shell
	book  surplusBook
	year  int

	data   surplusCoverData
	form   *kit.Form
	amount *kit.MoneyEntry
	date   *kit.DateEntry
	said   *fyne.Container
	typed  bool
}

type surplusCoverData struct {
	loss    coop.LossView
	meeting coop.MeetingView
	decided bool // a members' meeting about the year was written down
}

func newSurplusCover(s *Shell, arg string) page {
	return bind(s.Text.T("ui.surplus.cover"), &surplusCoverPage{shell: s, book: s.Book, year: s.surplusYear(arg)})
}

func (p *surplusCoverPage) load(ctx context.Context) (d surplusCoverData, err error) {
	if d.loss, err = p.book.LossCover(ctx, p.year); err != nil {
		return d, fmt.Errorf("read the loss: %w", err)
	}
	meetings, err := p.book.Meetings(ctx)
	if err != nil {
		return d, fmt.Errorf("read the meetings: %w", err)
	}
	d.meeting, d.decided = coop.MembersMeetingOf(meetings, p.year)
	return d, nil
}

func (p *surplusCoverPage) heading() string { return p.shell.Text.T("ui.surplus.cover-of", p.year) }

func (p *surplusCoverPage) show(d surplusCoverData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.data, p.said = d, kit.Stack(0)
	about := kit.Card(kit.NewCaption(t.T("ui.surplus.cover-loss")), kit.NewFigure(t.Rupiah(d.loss.Loss)),
		kit.NewCaption(t.T("ui.surplus.cover-reserve")), kit.NewFigure(t.Rupiah(d.loss.Reserve)))
	if no := s.mayNot(coop.KindEntry); no != nil {
		return kit.Page(no, about)
	}
	if !d.decided {
		p.form = nil
		return kit.Footed(kit.Page(about, kit.Notice(kit.ToneWait, t.T("ui.surplus.cover-meet"))),
			kit.Flow(0.6, kit.Main(t.T("ui.surplus.meet"), theme.NavigateNextIcon(), p.record),
				kit.NewCaption(t.T("ui.record.key"))))
	}
	p.form = kit.NewForm(s.layer, 0)
	p.amount = kit.NewMoneyEntry(s.parseMoney, writeMoney)
	p.amount.Text = writeMoney(int64(d.loss.Most()))
	p.form.Add(t.T("common.amount"), p.amount, func() string {
		_, complaint := p.amount.Amount()
		return complaint
	})
	p.date = s.dateEntry()
	p.date.SetDay(s.today().Time())
	p.form.Add(t.T("common.date"), p.date, s.dayMissing(p.date))
	p.form.OnRecord, p.form.OnBack, p.form.OnChange = p.record, s.Back, func() { p.typed = true }
	by := t.T("ui.surplus.by-meeting", d.meeting.Meeting.Date, orElse(d.meeting.SignedName, "…"))
	return kit.Footed(kit.Page(p.said, kit.Beside(18, 22, about,
		kit.Card(kit.Words(by, kit.ToneSoft), p.form.Content()))), s.recordBar(p.record,
		kit.Quiet(t.T("ui.surplus.back"), theme.NavigateBackIcon(), s.Back)))
}

func (p *surplusCoverPage) start() {
	if p.form != nil {
		p.form.Start()
	}
}

func (p *surplusCoverPage) busy() bool { return p.typed }

// record covers what is typed, by the book as it is now.
func (p *surplusCoverPage) record() {
	s := p.shell
	if !p.data.decided {
		s.Go(Route{Page: PageMeetings})
		return
	}
	if p.form == nil || !p.form.Right() {
		return
	}
	amount, _ := p.amount.Amount()
	day, by := dayOf(p.date), p.data.meeting.Decided()
	var problems []coop.Problem
	s.Record(func(ctx context.Context) error {
		loss, err := p.book.LossCover(ctx, p.year)
		if err != nil {
			return err
		}
		e, wrong := coop.CoverLoss(loss, coop.Money(amount), by, day)
		if problems = wrong; len(wrong) > 0 {
			return nil
		}
		_, err = p.book.Record(ctx, s.session, coop.Act{Kind: coop.KindEntry, Body: e})
		return err
	}, func() {
		if len(problems) > 0 {
			p.said.Objects = []fyne.CanvasObject{kit.Notice(kit.ToneBad, s.Text.Problem(problems[0]))}
			p.said.Refresh()
			s.refit()
			return
		}
		p.typed = false
		s.done()
		s.Swap(Route{Page: PageSurplus, Arg: strconv.Itoa(p.year)})
		s.Tell("ui.surplus.covered", coop.Money(amount))
	})
}
