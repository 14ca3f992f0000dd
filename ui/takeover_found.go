package ui

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// foundSheetsPage is the first step: what the sheets hold, and whether their balances are ours.
type foundSheetsPage struct {
	takeoverPart
	all   bool // also sheets without entries
	shown []int
	list  *kit.Ledger
}

func (p *foundSheetsPage) show(f TakeoverFound) fyne.CanvasObject {
	t := p.shell.Text
	p.found = f
	var read, taken, suspense, recorded, aside int
	for _, s := range f.Sheets {
		read, taken, suspense = read+s.Read, taken+s.Taken, suspense+s.Suspense
		recorded, aside = recorded+s.Recorded, aside+s.aside()
	}
	count := t.T("ui.takeover.counted", t.Count(read), t.Count(taken), t.Count(suspense), t.Count(aside))
	if recorded > 0 {
		count += " " + t.T("ui.takeover.recorded-before", t.Count(recorded))
	}
	p.draw()
	return kit.Fill(0.6, p.lead(1, t.T("ui.takeover.found"), count),
		p.verdict(recorded > 0 && taken+suspense == 0), p.list)
}

func (p *foundSheetsPage) draw() {
	t := p.shell.Text
	p.choose()
	p.list = kit.NewLedger([]kit.Column{
		{Title: t.T("ui.takeover.sheet"), Ems: 9, Grow: 1},
		{Title: t.T("ui.takeover.taken"), Ems: 4, Figure: true, Rank: 2},
		{Title: t.T("ui.takeover.suspense"), Ems: 6, Figure: true, Rank: 3},
		{Title: t.T("ui.takeover.aside"), Ems: 5, Figure: true, Rank: 4},
		{Title: t.T("ui.takeover.stated"), Ems: 7, Figure: true, Rank: 1},
		{Title: t.T("ui.takeover.ours"), Ems: 7, Figure: true, Rank: 1},
		{Title: "", Ems: 5.5},
	}, func() int { return len(p.shown) }, p.fill, p.onOpen)
	p.list.OnBack = p.shell.Back
}

// emptySheets stands in the list for the sheets without entries; opening it shows them.
const emptySheets = -1

func (p *foundSheetsPage) choose() {
	p.shown = p.shown[:0]
	left := false
	for i, s := range p.found.Sheets {
		if p.all || s.moved() {
			p.shown = append(p.shown, i)
		} else {
			left = true
		}
	}
	if left {
		p.shown = append(p.shown, emptySheets)
	}
}

func (p *foundSheetsPage) onOpen(row int) {
	if p.shown[row] == emptySheets {
		p.all = true
		p.choose()
		p.list.Refresh()
		return
	}
	p.goTo(fmt.Sprintf("%s:%d", takeoverSheet, p.shown[row]))
}

func (p *foundSheetsPage) fill(row int, cells []kit.Cell) {
	t := p.shell.Text
	if p.shown[row] == emptySheets {
		cells[0] = kit.Cell{
			Text: t.T("ui.takeover.empty", t.Count(len(p.found.Sheets)-len(p.shown)+1)), Tone: kit.ToneSoft,
		}
		return
	}
	s := p.found.Sheets[p.shown[row]]
	cells[0] = kit.Cell{Text: s.Name + " · " + p.shell.bookWord(s), Bold: true}
	cells[1].Text = t.Count(s.Taken)
	cells[2].Text = t.Count(s.Suspense)
	cells[3] = kit.Cell{Text: t.Count(s.aside() + s.Recorded), Tone: kit.ToneSoft}
	cells[5].Text = t.Figure(s.Ours)
	if s.StatedRow == 0 {
		cells[6] = kit.Cell{Text: t.T("ui.takeover.unstated"), Tone: kit.ToneSoft}
		return
	}
	cells[4].Text = t.Figure(s.Stated)
	cells[6] = kit.Cell{Text: "✓ " + t.T("ui.takeover.agrees"), Tone: kit.ToneGood}
	if !s.Agrees() {
		cells[6] = kit.Cell{Text: differs(t, s.Difference), Tone: kit.ToneWait}
	}
}

// bookWord says in a word which book a sheet belongs to.
func (s *Shell) bookWord(sheet TakeoverSheet) string {
	switch {
	case sheet.Account == "":
		return s.Text.T("ui.takeover.no-book")
	case strings.HasPrefix(sheet.Account, "112"):
		return s.Text.T("ui.takeover.bank")
	}
	return s.Text.T("ui.takeover.cash")
}

// verdict says in words whether the balances agree, and where the first difference begins.
func (p *foundSheetsPage) verdict(again bool) fyne.CanvasObject {
	t := p.shell.Text
	var first TakeoverSheet
	differ := 0
	for _, s := range p.found.Sheets {
		if s.moved() && !s.Agrees() {
			if differ == 0 {
				first = s
			}
			differ++
		}
	}
	switch {
	case again:
		return kit.Notice(kit.ToneGood, t.T("ui.takeover.again"))
	case differ == 0:
		return kit.Notice(kit.ToneGood, t.T("ui.takeover.all-agree"))
	}
	words := t.T("ui.takeover.differ", t.Count(differ))
	for _, b := range first.Differences {
		words += " " + p.shell.breakWords(first, b)
		break
	}
	return kit.Notice(kit.ToneWait, words)
}

func (s *Shell) breakWords(sheet TakeoverSheet, b TakeoverBreak) string {
	key := "ui.takeover.break-more"
	if b.By < 0 {
		key = "ui.takeover.break-less"
	}
	return s.Text.T(key, sheet.Name, b.Row, max(b.By, -b.By), s.Text.Problem(b.Why))
}

func (p *foundSheetsPage) actions() []fyne.CanvasObject { return p.next(p.record) }
func (p *foundSheetsPage) record()                      { p.goTo(takeoverAsks) }
func (p *foundSheetsPage) start()                       { p.shell.layer.Focus(p.list.Focusable()) }

// foundSheetPage shows one sheet: where it differs, and which rows are no entries, with the reason.
type foundSheetPage struct {
	takeoverPart
	at    int
	sheet TakeoverSheet
}

func (p *foundSheetPage) show(f TakeoverFound) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	if p.at >= len(f.Sheets) {
		return kit.Page(kit.Words(t.T("ui.takeover.gone"), kit.ToneSoft))
	}
	p.sheet = f.Sheets[p.at]
	sheet := p.sheet
	stated := "–"
	if sheet.StatedRow > 0 {
		stated = t.Rupiah(sheet.Stated)
	}
	tone, verdict := kit.ToneGood, "✓ "+t.T("ui.takeover.agrees")
	if !sheet.Agrees() {
		tone, verdict = kit.ToneWait, differs(t, sheet.Difference)
	}
	row := ""
	if sheet.StatedRow > 0 {
		row = t.T("ui.takeover.at-row", sheet.StatedRow)
	}
	parts := []fyne.CanvasObject{
		kit.NewSoft(sheet.File),
		kit.Tiles(11, 0.6,
			kit.FigureCard(t.T("ui.takeover.stated"), stated, row, kit.ToneInk),
			kit.FigureCard(t.T("ui.takeover.ours"), t.Rupiah(sheet.Ours), verdict, tone)),
	}
	for _, b := range sheet.Differences {
		parts = append(parts, kit.Notice(kit.ToneWait, s.breakWords(sheet, b)))
	}
	if sheet.BankSide {
		parts = append(parts, kit.Notice(kit.ToneSoft, t.T("ui.takeover.bank-side")))
	}
	if sheet.Doubtful > 0 {
		parts = append(parts, kit.Notice(kit.ToneSoft, t.T("ui.takeover.doubtful", t.Count(sheet.Doubtful))))
	}
	for _, problem := range sheet.Problems {
		parts = append(parts, kit.Notice(kit.ToneSoft, t.Problem(problem)))
	}
	parts = append(parts, kit.NewHeading(t.T("ui.takeover.rows-of", t.Count(sheet.Read))), p.fates())
	return kit.Page(kit.Capped(56, 0.7, parts...))
}

// fates lists what became of every row, so that none is missing.
func (p *foundSheetPage) fates() fyne.CanvasObject {
	t, sheet := p.shell.Text, p.sheet
	type fate struct {
		word string
		n    int
		rows string
	}
	fates := []fate{{t.T("ui.takeover.taken"), sheet.Taken, ""}}
	if sheet.Suspense > 0 {
		fates = append(fates, fate{t.T("ui.takeover.suspense"), sheet.Suspense, ""})
	}
	if sheet.Recorded > 0 {
		fates = append(fates, fate{t.T("takeover.state.recorded"), sheet.Recorded, ""})
	}
	for _, a := range sheet.Aside {
		fates = append(fates, fate{t.Problem(a.Why), len(a.Rows), rowSpans(a.Rows)})
	}
	return kit.NewShort([]kit.Column{
		{Title: t.T("ui.takeover.fate"), Ems: 12, Grow: 2},
		{Title: t.T("ui.takeover.count"), Ems: 4, Figure: true},
		{Title: t.T("ui.takeover.which"), Ems: 8, Grow: 1, Rank: 1},
	}, len(fates), func(row int, cells []kit.Cell) {
		cells[0].Text = fates[row].word
		cells[1].Text = t.Count(fates[row].n)
		cells[2] = kit.Cell{Text: fates[row].rows, Tone: kit.ToneSoft}
	}, nil)
}

// rowSpans writes row numbers as people do: 1–3, 45.
func rowSpans(rows []int) string {
	var spans []string
	for i := 0; i < len(rows); {
		j := i
		for j+1 < len(rows) && rows[j+1] == rows[j]+1 {
			j++
		}
		span := fmt.Sprint(rows[i])
		if j > i {
			span = fmt.Sprintf("%d–%d", rows[i], rows[j])
		}
		spans = append(spans, span)
		i = j + 1
	}
	return strings.Join(spans, ", ")
}

func (p *foundSheetPage) heading() string {
	return p.sheet.Name + " · " + p.shell.bookWord(p.sheet)
}

// differs says in words how far a balance is from that of the old book.
func differs(t *Text, by coop.Money) string {
	return t.T("ui.takeover.differs", t.Figure(max(by, -by)))
}
