package ui

import (
	"context"
	"fmt"
	"maps"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

func argText(arg any) string { return fmt.Sprint(arg) }

// openingPastedPage lists the rows that are not clear, each with the sentence that says why.
type openingPastedPage struct {
	openingPart
	items []*kit.Item
}

func (p *openingPastedPage) show(d openingData) fyne.CanvasObject {
	t := p.shell.Text
	p.take(d)
	p.items = nil
	if len(p.work.Rows) == 0 {
		return kit.Page(kit.HeadWords(t.T("ui.opening.rows-done")), kit.Flow(0,
			kit.Main(t.T("ui.opening.to-members"), theme.NavigateNextIcon(), p.record)))
	}
	parts := []fyne.CanvasObject{
		kit.HeadWords(t.T("ui.opening.rows", t.Count(len(p.work.Rows)))),
		kit.Words(t.T("ui.opening.rows-about"), kit.ToneSoft),
	}
	if n := p.unknown(); n > 1 {
		parts = append(parts, kit.Flow(0,
			kit.Button(t.T("ui.opening.register-all", t.Count(n)), theme.AccountIcon(), p.onRegisterAll)))
	}
	for i, row := range p.work.Rows {
		if i == rowsMost {
			parts = append(parts, kit.Words(t.T("ui.opening.rows-more", t.Count(len(p.work.Rows)-i)), kit.ToneSoft))
			break
		}
		item := kit.NewItem(row.Text, p.shell.rowWords(row), t.T("ui.opening.row-n", row.N), func() {
			p.goTo(fmt.Sprintf("%s:%d", openingPasted, i+1))
		})
		item.OnWalk = func(steps int) { p.walk(i + steps) }
		item.OnBack = p.shell.Back
		p.items = append(p.items, item)
		parts = append(parts, item)
	}
	return kit.Page(parts...)
}

// walk sets the keys on another row.
func (p *openingPastedPage) walk(to int) {
	if to >= 0 && to < len(p.items) {
		p.shell.layer.Focus(p.items[to])
		p.shell.reveal(p.items[to])
	}
}

func (p *openingPastedPage) start() { p.walk(0) }

func (s *Shell) rowWords(row openingRow) string {
	var args []any
	for _, a := range row.Args {
		args = append(args, a)
	}
	return s.Text.T(row.Key, args...)
}

// unknown counts the rows whose name no member has.
func (p *openingPastedPage) unknown() int {
	n := 0
	for _, row := range p.work.Rows {
		if row.newcomer() {
			n++
		}
	}
	return n
}

// newcomer tells whether a row can simply register a new member.
func (r openingRow) newcomer() bool {
	return r.Key == coop.ProblemRowNobody && strings.TrimSpace(r.Name) != ""
}

// onRegisterAll lets every row whose name no member has register one.
func (p *openingPastedPage) onRegisterAll() {
	var rest []openingRow
	seen := map[string]bool{}
	for _, row := range p.work.Rows {
		name := strings.ToLower(strings.Join(strings.Fields(row.Name), " "))
		if !row.newcomer() || seen[name] {
			rest = append(rest, row)
			continue
		}
		seen[name] = true
		p.work.New = append(p.work.New, row)
	}
	p.work.Rows = rest
	p.keep()
	if len(rest) == 0 {
		p.record()
		return
	}
	p.shell.Reload()
}

// record goes back to the members.
func (p *openingPastedPage) record() { p.shell.Swap(Route{Page: PageOpening, Arg: openingMembers}) }

// openingRowPage decides one row: whose it is, and its amounts.
type openingRowPage struct {
	openingPart
	at   int // from 1
	row  openingRow
	form *kit.Form
	who  *kit.Choice
	sums []*kit.MoneyEntry
}

// openingNobody is the choice that registers a new member.
const openingNobody = "new"

func (p *openingRowPage) show(d openingData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.take(d)
	if p.at < 1 || p.at > len(p.work.Rows) {
		return kit.Page(kit.Words(t.T("ui.opening.rows-done"), kit.ToneSoft))
	}
	p.row = p.work.Rows[p.at-1]
	p.form = kit.NewForm(s.layer, 0)
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	options := p.people()
	p.who = kit.NewChoice(s.layer, t.T("ui.choice.none"), kit.FindIn(options))
	for _, o := range options {
		if o.Key == p.row.Member.String() || o.Key == openingNobody && p.row.newcomer() {
			p.who.SetChosen(o)
		}
	}
	p.form.Add(t.T("ui.opening.whose"), p.who, func() string {
		if p.who.Chosen().Key == "" {
			return t.T("ui.opening.whose-missing")
		}
		return ""
	}).SetHint(t.T("ui.opening.whose-hint"))
	p.sums = nil
	for i, account := range coop.OpeningSavings() {
		m := kit.NewMoneyEntry(s.parseMoney, writeMoney)
		m.SetAmount(int64(p.row.Amounts[account]))
		p.form.Add(t.T(openingSavingKeys[i]), m, func() string {
			if amount, _ := m.Amount(); amount < 0 {
				return t.T("ui.opening.below")
			}
			return ""
		})
		p.sums = append(p.sums, m)
	}
	return kit.Page(kit.Beside(20, 24, kit.Card(kit.NewCaption(t.T("ui.opening.row-n", p.row.N)),
		kit.HeadWords(p.row.Text), kit.Notice(kit.ToneWait, s.rowWords(p.row))),
		kit.Card(p.form.Content(), kit.Flow(0.6, kit.Main(t.T("ui.opening.take"), theme.ConfirmIcon(), p.record),
			kit.NewCaption(t.T("ui.opening.key")), kit.Space(1, 0),
			kit.Quiet(t.T("ui.opening.leave-out"), theme.ContentClearIcon(), p.onLeaveOut)))))
}

func (p *openingRowPage) people() []kit.Option {
	t := p.shell.Text
	var options []kit.Option
	if name := strings.TrimSpace(p.row.Name); name != "" {
		options = append(options, kit.Option{Key: openingNobody, Title: t.T("ui.opening.register", name), Usual: true})
	}
	for _, m := range p.data.members {
		if m.Left == "" {
			options = append(options, kit.Option{Key: m.Member.String(), Title: m.Name, Remark: m.Number})
		}
	}
	return options
}

func (p *openingRowPage) start() {
	if p.form != nil {
		p.form.Start()
	}
}

// record takes the row as it was decided.
func (p *openingRowPage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	amounts := map[string]coop.Money{}
	for i, account := range coop.OpeningSavings() {
		if amount, _ := p.sums[i].Amount(); amount != 0 {
			amounts[account] = coop.Money(amount)
		}
	}
	id := p.who.Chosen().Key
	switch {
	case id == openingNobody:
		row := p.row
		row.Amounts = amounts
		p.work.New = append(p.work.New, row)
	case p.work.Members[id] == nil:
		p.work.Members[id] = amounts
	default:
		maps.Copy(p.work.Members[id], amounts)
	}
	p.done()
}

// onLeaveOut leaves the row out; it is listed at the end.
func (p *openingRowPage) onLeaveOut() {
	p.work.Out = append(p.work.Out, p.row)
	p.done()
}

func (p *openingRowPage) done() {
	p.drop(p.at - 1)
	p.keep()
	s := p.shell
	if n := len(p.work.Rows); n > 0 {
		s.Swap(Route{Page: PageOpening, Arg: fmt.Sprintf("%s:%d", openingPasted, min(p.at, n))})
		return
	}
	s.Back()
	s.Swap(Route{Page: PageOpening, Arg: openingMembers})
}

// openingFilesPage takes a list out of a file.
type openingFilesPage struct{ openingPart }

func (p *openingFilesPage) load(ctx context.Context) (openingData, error) {
	d, err := p.openingPart.load(ctx)
	if err != nil {
		return d, err
	}
	d.files, err = p.shell.filesOf(ctx, endingWorkbook, ".csv")
	return d, err
}

func (p *openingFilesPage) show(d openingData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.take(d)
	return kit.Page(kit.Capped(48, 0.7, kit.HeadWords(t.T("ui.opening.file")),
		kit.Words(t.T("ui.opening.file-about"), kit.ToneSoft), s.fileList(d.files, p.onFile)))
}

func (p *openingFilesPage) onFile(file ShelfFile, data []byte) {
	s := p.shell
	if s.Tables == nil {
		s.toast(kit.ToneBad, "✗ "+s.Text.T("ui.takeover.cannot"))
		return
	}
	var table OpeningTable
	s.Do(func(context.Context) (err error) {
		table, err = s.Tables.Table(file.Name, data)
		return err
	}, func() {
		s.history = s.history[:max(len(s.history)-1, 0)]
		p.takeRows(table.Rows)
		if len(table.Others) > 0 {
			others := strings.Join(table.Others, ", ")
			s.toast(kit.ToneWait, "● "+s.Text.T("ui.opening.file-others", table.Sheet, others))
		}
	})
}
