package ui

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/store/report"
	"lumbung/ui/kit"
)

// surplusDividePage posts the division that the members' meeting decided.
type surplusDividePage struct {
	shell *Shell
	book  surplusBook
	year  int

	data  report.Division
	form  *kit.Form
	date  *kit.DateEntry
	said  *fyne.Container
	typed bool
}

func newSurplusDivide(s *Shell, arg string) page {
	p := &surplusDividePage{shell: s, book: s.Book, year: s.surplusYear(arg)}
	return bind(s.Text.T("ui.surplus.divide"), p)
}

func (p *surplusDividePage) load(ctx context.Context) (report.Division, error) {
	return report.DivisionOf(ctx, p.book, p.year)
}

func (p *surplusDividePage) show(d report.Division) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.data = d
	if no := s.mayNot(coop.KindEntry); no != nil {
		return kit.Page(no, s.partsTable(d))
	}
	p.said = kit.Stack(0)
	p.form = kit.NewForm(s.layer, 0)
	p.date = s.dateEntry()
	p.date.SetDay(s.today().Time())
	p.form.Add(t.T("common.date"), p.date, func() string {
		if p.date.Text == "" {
			return t.T("ui.record.date-missing")
		}
		return ""
	})
	p.form.OnRecord, p.form.OnBack, p.form.OnChange = p.record, s.Back, func() { p.typed = true }
	a := d.Division
	left := kit.Card(
		kit.Words(t.T("ui.surplus.by-meeting", d.Meeting.Meeting.Date, d.Meeting.SignedName), kit.ToneSoft),
		p.form.Content(),
		kit.SmallWords(t.T("report.surplus.rounded", a.PartsRest, a.CapitalRest+a.PatronageRest), kit.ToneSoft))
	right := kit.Card(kit.NewHeading(t.T("ui.record.journal")), s.linesTable(s.dividingLines(d)),
		kit.SmallWords(t.T("ui.surplus.members-lines", t.Count(len(a.Members))), kit.ToneSoft))
	if problems := d.View.Ready(a); len(problems) > 0 {
		p.refuse(problems[0])
	}
	return kit.Footed(kit.Page(p.said, kit.Beside(18, 24, left, right)), s.recordBar(p.record,
		kit.Quiet(t.T("ui.surplus.back"), theme.NavigateBackIcon(), s.Back)))
}

// dividingLines are the lines of the entry with the members' together.
func (s *Shell) dividingLines(d report.Division) []coop.LineView {
	a := d.Division
	line := func(account string, m coop.Money) coop.LineView {
		v := coop.LineView{Line: coop.Line{Account: account, Amount: m}}
		for _, known := range d.Accounts {
			if known.Code == account {
				v.AccountName = [2]string{known.NameID, known.NameEN}
			}
		}
		return v
	}
	lines := []coop.LineView{line(coop.AccountUndivided, a.Divided+a.Covers)}
	if a.Covers > 0 {
		lines = append(lines, line(coop.AccountDeficit, -a.Covers))
	}
	for _, part := range a.Parts {
		if part.Amount > 0 {
			lines = append(lines, line(part.Account, -part.Amount))
		}
	}
	return lines
}

func (p *surplusDividePage) refuse(problem coop.Problem) {
	p.said.Objects = []fyne.CanvasObject{kit.Notice(kit.ToneBad, p.shell.Text.Problem(problem))}
	p.said.Refresh()
	p.shell.refit()
}

func (p *surplusDividePage) start() {
	if p.form != nil {
		p.form.Start()
	}
}

func (p *surplusDividePage) busy() bool { return p.typed }

// record reads the year once more and posts what the meeting decided, all of it or nothing.
func (p *surplusDividePage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	s := p.shell
	typed, _ := p.date.Day()
	day := coop.DateFromTime(typed)
	var problems []coop.Problem
	s.Record(func(ctx context.Context) error {
		acts, wrong, err := p.acts(ctx, day)
		if problems = wrong; err != nil || len(wrong) > 0 {
			return err
		}
		_, err = p.book.Record(ctx, s.session, acts...)
		return err
	}, func() {
		if len(problems) > 0 {
			p.refuse(problems[0])
			return
		}
		p.typed = false
		s.Swap(Route{Page: PageSurplus, Arg: strconv.Itoa(p.year)})
		s.Tell("ui.surplus.done", p.year)
	})
}

// acts are the entries that divide the surplus as the book has it now, or why not.
func (p *surplusDividePage) acts(ctx context.Context, day coop.Date) ([]coop.Act, []coop.Problem, error) {
	d, err := report.DivisionOf(ctx, p.book, p.year)
	if err != nil {
		return nil, nil, err
	}
	if problems := append(d.Problems, d.View.Ready(d.Division)...); len(problems) > 0 {
		return nil, problems, nil
	}
	entries, problems := d.Division.Entries(d.Meeting.Decided(), day, d.View.Try)
	return entryActs(entries), problems, nil
}

// entryActs are the acts that record entries.
func entryActs(entries []coop.Entry) []coop.Act {
	acts := make([]coop.Act, len(entries))
	for i, e := range entries {
		acts[i] = coop.Act{Kind: coop.KindEntry, Body: e}
	}
	return acts
}
