package ui

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/store/report"
	"lumbung/ui/kit"
)

// duesBook is what the dues grid needs of the book.
type duesBook interface {
	draftBook
	// Dues gives every member's dues; all years are in each row's Dues.
	Dues(ctx context.Context, year int, through coop.Month) ([]coop.DueView, error)
	Settings(ctx context.Context) ([]coop.SettingRow, error)
}

func init() {
	morePages[PageDues], morePages[PageDuesConfirm] = newDues, plain(newDuesConfirm)
}

// duesPage is the treasurer's daily sheet: members by months. What is paid shows, what is owed waits to be ticked, and
// all that is ticked becomes one entry.
type duesPage struct {
	shell *Shell
	book  duesBook
	at    coop.ID // the member to begin with

	data    duesData
	work    *duesWork
	found   []int // rows that are shown
	grid    *kit.Grid
	find    *kit.Entry
	stepper *kit.Stepper
	arrears coop.Money // of those shown
	tally   *kit.Line
	cell    *kit.Line
	said    *kit.Para // in the place of cell, and not cut: why not
	main    *fyne.Container
	foot    *fyne.Container
	dropped int // ticks that were paid meanwhile
}

type duesData struct {
	list    []coop.DueView
	rates   coop.Rates
	through coop.Month
	draft   *duesDraft
}

// newDues shows the grid; arg is the id of a member to begin with.
func newDues(s *Shell, arg string) page {
	id, _ := coop.ParseID(arg) // of nobody: the grid begins where it was
	return bind(s.Text.T("ui.dues.title"), &duesPage{shell: s, book: s.Book, at: id})
}

func (p *duesPage) load(ctx context.Context) (duesData, error) {
	d, err := readDues(ctx, p.book, p.shell.today())
	if err != nil {
		return d, err
	}
	d.draft, err = readDuesDraft(p.book)
	return d, err
}

func readDues(ctx context.Context, book duesBook, today coop.Date) (d duesData, err error) {
	d.through = today.Month()
	if d.list, err = book.Dues(ctx, int(d.through)/100, d.through); err != nil {
		return d, fmt.Errorf("read the dues: %w", err)
	}
	settings, err := book.Settings(ctx)
	if err != nil {
		return d, fmt.Errorf("read the rates of dues: %w", err)
	}
	d.rates = coop.RatesOf(settings, coop.SettingMandatory)
	return d, nil
}

func (p *duesPage) show(d duesData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.data = d
	p.work = s.duesWorkOf(d.draft)
	if len(d.list) == 0 {
		return kit.Page(kit.Empty(t.T("ui.members.none"), t.T("ui.members.none-text"),
			kit.Main(t.T("ui.command.member-new"), theme.ContentAddIcon(), goToIn(s, PageMemberForm))))
	}
	p.prune()
	p.tally = (&kit.Line{Bold: true, LeastEms: 8}).With()
	p.cell = (&kit.Line{Tone: kit.ToneSoft, Letters: theme.SizeNameCaptionText, LeastEms: 8, Shrinks: true}).With()
	p.said = kit.SmallWords("", kit.ToneBad)
	p.said.Hide()
	p.main = container.NewStack()
	p.grid = p.newGrid()
	bar := p.filters()
	p.sift()
	if p.at.IsZero() {
		p.goTo(p.work.member, p.work.column)
	} else {
		p.goTo(p.at, p.firstOwed(p.at))
	}
	p.foot = container.NewBorder(nil, nil, container.NewCenter(p.main), nil,
		kit.InsetXY(0.4, 0, kit.Stack(0, p.tally, p.cell, p.said)))
	if s.frame.layout.small {
		return kit.Footed(kit.Fill(0.4, bar, p.grid), p.foot)
	}
	keys := (&kit.Line{
		Text: t.T("ui.dues.keys"), Tone: kit.ToneSoft, Letters: theme.SizeNameCaptionText, LeastEms: 12,
	}).With()
	return kit.Footed(kit.Fill(0.35, bar, keys, p.grid), p.foot)
}

func (p *duesPage) newGrid() *kit.Grid {
	s, t := p.shell, p.shell.Text
	heads := make([]string, 12)
	for i := range heads {
		heads[i] = t.T(fmt.Sprintf("month.short.%02d", i+1))
	}
	g := kit.NewGrid(heads)
	g.NameHead, g.AsideHead = t.T("ui.member.name"), t.T("ui.dues.arrears")
	g.NameEms, g.CellEms, g.AsideEms = 9, 2.8, 5.2
	g.Rows = func() int { return len(p.found) }
	g.Row = p.rowOf
	g.Cell = func(row, column int) kit.GridCell {
		v, m := p.data.list[p.found[row]], p.month(column)
		return t.cellOf(p.monthOf(v, m), p.work.ticks[coop.DueTick{Member: v.Member.Member, Month: m}])
	}
	g.OnTick, g.OnTickRow, g.OnTickColumn = p.onTick, p.onTickRow, p.onTickColumn
	g.OnMove, g.OnType, g.OnBack = p.onMove, p.onType, s.Back
	g.OnOpen = func(row int) {
		s.Go(Route{Page: PageMember, Arg: p.data.list[p.found[row]].Member.Member.String()})
	}
	return g
}

func (p *duesPage) rowOf(row int) kit.GridRow {
	v := p.data.list[p.found[row]]
	about := kit.GridRow{Name: v.Member.Name, Aside: p.shell.Text.Figure(v.Arrears), Tone: kit.ToneWait}
	if v.Arrears <= 0 {
		about.Tone = kit.ToneSoft
	}
	return about
}

// filters are the fields above the grid: whom to show.
func (p *duesPage) filters() fyne.CanvasObject {
	t := p.shell.Text
	p.find = kit.NewEntry(t.T("ui.dues.find"))
	p.find.Icon = theme.SearchIcon()
	p.find.OnChanged = p.onFind
	back := func() { p.shell.layer.Focus(p.grid) }
	p.find.OnEnter, p.find.OnDown = back, back
	p.find.OnEscape = func() {
		p.find.SetText("")
		back()
	}
	fields := []fyne.CanvasObject{p.find}
	var hamlets, groups []string
	for _, v := range p.data.list {
		hamlets, groups = append(hamlets, v.Member.Hamlet), append(groups, v.Member.Group)
	}
	if !p.shell.frame.layout.small {
		fields = append(fields, p.choose(p.behindOptions(), "ui.dues.arrears", &p.work.behind))
	} else {
		p.work.behind = ""
	}
	if c := p.filter(hamlets, "ui.member.hamlet", &p.work.hamlet); c != nil {
		fields = append(fields, c)
	}
	if c := p.filter(groups, "ui.dues.group", &p.work.group); c != nil {
		fields = append(fields, c)
	}
	return kit.Tiles(9, 0.5, fields...)
}

// filter is a field for one of the names; nil where there is nothing to choose.
func (p *duesPage) filter(names []string, of string, chosen *string) fyne.CanvasObject {
	slices.Sort(names)
	names = slices.DeleteFunc(slices.Compact(names), func(name string) bool { return name == "" })
	if len(names) == 0 {
		*chosen = ""
		return nil
	}
	options := []kit.Option{{Title: p.shell.Text.T("ui.dues.all")}}
	for _, name := range names {
		options = append(options, kit.Option{Key: name, Title: name})
	}
	return p.choose(options, of, chosen)
}

// behindOptions are all members, or only those who owe.
func (p *duesPage) behindOptions() []kit.Option {
	t := p.shell.Text
	return []kit.Option{{Title: t.T("ui.dues.all")}, {Key: "behind", Title: t.T("ui.dues.behind")}}
}

// choose is a field that says whom to show; its first option is everybody.
func (p *duesPage) choose(options []kit.Option, of string, chosen *string) fyne.CanvasObject {
	at := options[0]
	for _, o := range options {
		if o.Key == *chosen {
			at = o
		}
	}
	c := kit.NewChoice(p.shell.layer, p.shell.Text.T("ui.choice.none"), kit.FindIn(options))
	c.PlaceHolder = p.shell.Text.T(of)
	*chosen = at.Key
	if at.Key != "" {
		c.SetChosen(at)
	}
	c.OnChosen = func(o kit.Option) {
		*chosen = o.Key
		p.sift()
	}
	back := func() { p.shell.layer.Focus(p.grid) }
	c.OnEnter, c.OnEscape = back, back
	return c
}

// onFind shows the members with the typed name or number, the cursor on the first of whom a name begins so.
func (p *duesPage) onFind(text string) {
	p.sift()
	words := strings.Fields(strings.ToLower(text))
	if len(words) == 0 {
		return
	}
	row := slices.IndexFunc(p.found, func(i int) bool {
		return strings.Contains(" "+strings.ToLower(p.data.list[i].Member.Name), " "+words[0])
	})
	p.grid.GoTo(max(row, 0), p.work.column)
}

// sift keeps the members in whose name or number every typed word occurs, of the chosen hamlet and group. The cursor
// stays with its member where that one is still shown.
func (p *duesPage) sift() {
	words := strings.Fields(strings.ToLower(p.find.Text))
	p.found, p.arrears = p.found[:0], 0
	for i, v := range p.data.list {
		m := v.Member
		folded := strings.ToLower(m.Number + " " + m.Name)
		fits := (p.work.hamlet == "" || m.Hamlet == p.work.hamlet) && (p.work.group == "" || m.Group == p.work.group)
		for _, word := range words {
			fits = fits && strings.Contains(folded, word)
		}
		fits = fits && (p.work.behind == "" || v.Arrears > 0)
		if fits {
			p.found = append(p.found, i)
			p.arrears += v.Arrears
		}
	}
	p.goTo(p.work.member, p.work.column)
	p.told()
}

// goTo sets the cursor on a member, or on the first where that one is not shown.
func (p *duesPage) goTo(member coop.ID, column int) {
	row := slices.IndexFunc(p.found, func(i int) bool { return p.data.list[i].Member.Member == member })
	p.grid.GoTo(max(row, 0), column)
}

// actions are the year that is shown and, for the mouse and where there is room, the key of a whole column.
func (p *duesPage) actions() []fyne.CanvasObject {
	if p.grid == nil {
		return nil
	}
	p.stepper = kit.NewShortStepper(fmt.Sprint(p.work.year), 4, p.step)
	if p.shell.frame.layout.small {
		return []fyne.CanvasObject{p.stepper.Content()}
	}
	column := kit.Button(p.shell.Text.T("ui.dues.column"), theme.ConfirmIcon(), p.onColumn)
	return []fyne.CanvasObject{column, p.stepper.Content()}
}

func (p *duesPage) start() {
	if p.grid == nil {
		return
	}
	p.shell.layer.Focus(p.grid)
	if s := p.shell; !p.at.IsZero() && s.here().Page == PageDues {
		s.history[len(s.history)-1].Arg = "" // from now on the grid is where the cursor is, also when it is drawn anew
	}
	if p.dropped > 0 {
		p.shell.Tell("ui.dues.dropped", p.shell.Text.Count(p.dropped))
		p.dropped = 0
	}
}

func (p *duesPage) search() {
	if p.find != nil {
		p.shell.layer.Focus(p.find)
	}
}

// busy keeps the sheet as it is while one ticks: what comes from elsewhere is looked at again before recording.
func (p *duesPage) busy() bool { return p.grid != nil && (len(p.work.ticks) > 0 || p.find.Text != "") }

// step goes to another year: the sheet shows one.
func (p *duesPage) step(years int) {
	if p.grid == nil {
		return
	}
	p.work.year = min(max(p.work.year+years, 1950), 2150)
	p.stepper.SetTitle(fmt.Sprint(p.work.year))
	p.markNow()
	p.onMove()
	p.grid.Refresh()
	p.shell.keepDues(p.book)
}

// record goes on to the confirmation, when what is ticked can be paid.
func (p *duesPage) record() {
	if p.grid == nil {
		return
	}
	if _, problems := p.shares(); len(problems) > 0 {
		p.say("✗ "+p.shell.Text.Problem(problems[0]), kit.ToneBad)
		return
	}
	p.shell.Go(Route{Page: PageDuesConfirm})
}

// printer gives the list of dues of the year; what is ticked and not recorded yet is not on it.
func (p *duesPage) printer() *printing {
	s := p.shell
	period := report.Period{Year: p.work.year}
	if today := s.today(); int(today)/10000 == p.work.year {
		period = report.Period{Date: today}
	}
	return s.ofOrder(s.Book, report.Order{Name: "dues", Period: period}, strconv.Itoa(p.work.year), "")
}
