package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// openingMembersPage tells the savings apart by member, as in a spreadsheet: typed, pasted, or from a file.
type openingMembersPage struct {
	openingPart
	lines []openingLine // everybody, those to be registered last
	found []int
	find  *kit.Entry
	grid  *kit.Figures
	sums  *fyne.Container
}

// openingLine is one person's row.
type openingLine struct {
	id   string // of the member; empty for one who is to be registered
	at   int    // in the work's New
	name string
	no   string
}

// openingFigures is which column is which saving account.
const openingFigures = 1

func (p *openingMembersPage) show(d openingData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.take(d)
	p.lines = p.people()
	p.find = kit.NewEntry(t.T("ui.opening.find"))
	p.find.Icon = theme.SearchIcon()
	p.find.OnChanged, p.find.OnEscape = p.onFind, s.Back
	p.grid = kit.NewFigures([]kit.Column{
		{Title: t.T("ui.member.name"), Ems: 7, Grow: 1},
		{Title: t.T("ui.opening.col-principal"), Ems: 5.8, Figure: true},
		{Title: t.T("ui.opening.col-mandatory"), Ems: 5.8, Figure: true},
		{Title: t.T("ui.opening.col-voluntary"), Ems: 5.8, Figure: true},
	}, func() int { return len(p.found) }, p.fill, s.parseMoney, writeMoney)
	p.grid.Get = func(row, column int) int64 {
		return int64(p.amounts(p.lines[p.found[row]])[coop.OpeningSavings()[column-openingFigures]])
	}
	p.grid.Set = p.onAmount
	p.grid.OnWrong = func(sentence string) { s.toast(kit.ToneBad, "✗ "+sentence) }
	p.grid.OnPaste = p.onPaste
	p.grid.OnBack = s.Back
	p.find.OnEnter = func() { s.layer.Focus(p.grid.Focusable()) }
	p.sums = kit.Stack(0.3)
	p.onFind("")
	p.drawSums()
	bar := kit.Flow(0.5, kit.Least(13, 0, p.find),
		kit.Button(t.T("ui.opening.paste"), theme.ContentPasteIcon(), p.onPasteButton),
		kit.Button(t.T("ui.opening.to-file"), theme.FolderOpenIcon(), func() { p.goTo(openingFiles) }))
	head := kit.Stack(0.3, p.lead(openingMembers, t.T("ui.opening.members"), t.T("ui.opening.members-about")),
		p.sums, bar)
	return kit.Footed(kit.Fill(0.4, head, p.grid.Ledger), p.onward(p.record))
}

func (p *openingMembersPage) people() []openingLine {
	var all []openingLine
	for _, m := range p.data.members {
		if m.Left == "" {
			all = append(all, openingLine{id: m.Member.String(), name: m.Name, no: m.Number})
		}
	}
	for i, row := range p.work.New {
		all = append(all, openingLine{at: i, name: row.Name, no: row.Number})
	}
	return all
}

func (p *openingMembersPage) amounts(l openingLine) map[string]coop.Money {
	if l.id == "" {
		return p.work.New[l.at].Amounts
	}
	return p.work.Members[l.id]
}

func (p *openingMembersPage) fill(row int, cells []kit.Cell) {
	l := p.lines[p.found[row]]
	cells[0].Text = l.name
	switch {
	case l.id == "":
		cells[0].Text += " · " + p.shell.Text.T("ui.opening.new")
		cells[0].Tone = kit.ToneBrand
	case l.no != "":
		cells[0].Text += " · " + l.no
	}
}

// onFind keeps the people in whom every typed word occurs.
func (p *openingMembersPage) onFind(text string) {
	words := strings.Fields(strings.ToLower(text))
	p.found = p.found[:0]
	for i, l := range p.lines {
		if hasWords(l.name+" "+l.no, words) {
			p.found = append(p.found, i)
		}
	}
	p.grid.Refresh()
}

func (p *openingMembersPage) onAmount(row, column int, amount int64) {
	account := coop.OpeningSavings()[column-openingFigures]
	l := p.lines[p.found[row]]
	if coop.Money(amount) < 0 {
		p.shell.toast(kit.ToneBad, "✗ "+p.shell.Text.T("ui.opening.below"))
		return
	}
	if l.id != "" && p.work.Members[l.id] == nil {
		p.work.Members[l.id] = map[string]coop.Money{}
	}
	p.amounts(l)[account] = coop.Money(amount)
	p.drawSums()
	p.typed()
}

// drawSums compares, for every saving, what the members have with the balance of its account.
func (p *openingMembersPage) drawSums() {
	t, wish := p.shell.Text, p.wish(nil)
	// What puts a sum right stands on the line of that sum, so that nobody takes it for the next one's.
	var parts []fyne.CanvasObject
	p.sums.Objects = nil
	line := func(more ...fyne.CanvasObject) {
		p.sums.Add(kit.Flow(0.5, append(parts, more...)...))
		parts = nil
	}
	for i, account := range coop.OpeningSavings() {
		name, sum := t.T(openingColumnKeys[i]), wish.MemberSum(account)
		unnamed := wish.Unnamed(account)
		switch {
		case unnamed == 0:
			parts = append(parts, kit.Chip(kit.ToneGood, "✓ "+t.T("ui.opening.sum-agrees", name, sum)))
		case unnamed < 0:
			parts = append(parts, kit.Chip(kit.ToneBad, "✗ "+t.T("ui.opening.sum-more", name, sum, -unnamed)))
			line(kit.Button(t.T("ui.opening.take-sum"), nil, func() { p.onTakeSum(account, sum) }))
		case p.work.Stands[account] == unnamed:
			parts = append(parts, kit.Chip(kit.ToneSoft, "● "+t.T("ui.opening.sum-stands", name, sum, unnamed)))
		default:
			parts = append(parts, kit.Chip(kit.ToneWait, "● "+t.T("ui.opening.sum-less", name, sum, unnamed)))
			line(kit.Button(t.T("ui.opening.let-stand"), nil, func() { p.onLetStand(account, unnamed) }))
		}
	}
	if n := len(p.work.Rows); n > 0 {
		line(kit.Button(t.T("ui.opening.rows-open", t.Count(n)), theme.WarningIcon(),
			func() { p.goTo(openingPasted) }))
	}
	if len(parts) > 0 {
		line()
	}
	p.sums.Refresh()
	p.shell.refit()
}

var openingColumnKeys = []string{
	"ui.opening.col-principal", "ui.opening.col-mandatory", "ui.opening.col-voluntary",
}

var openingSavingKeys = []string{"ui.opening.principal", "ui.opening.mandatory", "ui.opening.voluntary"}

// onTakeSum takes what the members have as the balance of the account.
func (p *openingMembersPage) onTakeSum(account string, sum coop.Money) {
	p.work.Balances[account] = writeMoney(int64(sum))
	p.keep()
	p.drawSums()
	p.start()
}

// onLetStand says that the rest belongs to members who are not known yet ("belum dirinci").
func (p *openingMembersPage) onLetStand(account string, unnamed coop.Money) {
	p.work.Stands[account] = unnamed
	p.keep()
	p.drawSums()
	p.start()
}

func (p *openingMembersPage) onPasteButton() {
	if !p.onPaste(fyne.CurrentApp().Clipboard().Content()) {
		p.shell.toast(kit.ToneBad, "✗ "+p.shell.Text.T("ui.opening.paste-nothing"))
	}
}

// onPaste takes rows from the clipboard.
func (p *openingMembersPage) onPaste(text string) bool {
	rows, err := coop.CellsOf(text)
	if err != nil || len(rows) == 0 || strings.TrimSpace(text) == "" {
		return false
	}
	p.takeRows(rows)
	return true
}

// takeRows sets amounts of the rows whose member is clear, and lists all others.
func (p *openingPart) takeRows(rows [][]string) {
	var members []coop.MemberRow
	for _, m := range p.data.members {
		if m.Left == "" {
			members = append(members, m.MemberRow)
		}
	}
	taken := 0
	for _, r := range coop.ReadSavings(rows, members) {
		switch {
		case r.Total:
			p.work.Out = append(p.work.Out, openingRow{N: r.N, Text: r.Text})
		case r.Problem.Key != "":
			p.work.Rows = append(p.work.Rows, rowOf(r))
		default:
			taken++
			by := p.work.Members[r.Member.String()]
			if by == nil {
				by = map[string]coop.Money{}
				p.work.Members[r.Member.String()] = by
			}
			for account, amount := range r.Amounts {
				by[account] = amount
			}
		}
	}
	p.keep()
	if len(p.work.Rows) > 0 {
		p.shell.Go(Route{Page: PageOpening, Arg: openingPasted})
	} else {
		p.shell.Reload()
	}
	p.shell.Tell("ui.opening.pasted", p.shell.Text.Count(taken), p.shell.Text.Count(len(p.work.Rows)))
}

func rowOf(r coop.SavingsRow) openingRow {
	row := openingRow{
		N: r.N, Text: r.Text, Name: r.Name, Number: r.Number, Member: r.Member, Amounts: r.Amounts, Key: r.Problem.Key,
	}
	for _, arg := range r.Problem.Args {
		row.Args = append(row.Args, argText(arg))
	}
	return row
}

func (p *openingMembersPage) search() { p.shell.layer.Focus(p.find) }

func (p *openingMembersPage) start() {
	if len(p.found) > 0 {
		p.shell.layer.Focus(p.grid.Focusable())
		p.shell.reveal(p.grid.Ledger) // large letters leave little room for it
		return
	}
	p.search()
}

func (p *openingMembersPage) busy() bool { return p.grid != nil && p.grid.Begun() }

// record goes on; what is without a member must be put right or named first.
func (p *openingMembersPage) record() {
	s := p.shell
	if !p.grid.Keep() {
		return
	}
	if key, args := p.against(); key != "" {
		s.toast(kit.ToneBad, "✗ "+s.Text.T(key, args...))
		return
	}
	p.next(openingMembers)
}

// against says what in the savings keeps the opening from being recorded; no key: nothing does.
func (p *openingPart) against() (string, []any) {
	wish := p.wish(nil)
	if n := len(p.work.Rows); n > 0 {
		return "ui.opening.rows-first", []any{p.shell.Text.Count(n)}
	}
	for i, account := range coop.OpeningSavings() {
		name, unnamed := p.shell.Text.T(openingSavingKeys[i]), wish.Unnamed(account)
		switch {
		case unnamed < 0:
			return "ui.opening.more-first", []any{name, -unnamed}
		case unnamed > 0 && p.work.Stands[account] != unnamed:
			return "ui.opening.less-first", []any{name, unnamed}
		}
	}
	return "", nil
}

// drop takes a row out of those that are not decided.
func (p *openingPart) drop(at int) {
	p.work.Rows = slices.Delete(p.work.Rows, at, at+1)
}
