package ui

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// attendancePage ticks who came to a meeting; the quorum stands in sight. The ticks stay while the program runs.
type attendancePage struct {
	shell *Shell
	book  surplusBook
	id    coop.ID
	wrong error

	data  attendanceData
	found []int
	grid  *kit.Grid
	find  *kit.Entry
	tally *kit.Line
}

type attendanceData struct {
	meeting coop.MeetingView
	members []coop.MemberView // who may vote
}

func newAttendance(s *Shell, arg string) page {
	id, err := coop.ParseID(arg)
	return bind(s.Text.T("ui.meeting.attend"), &attendancePage{shell: s, book: s.Book, id: id, wrong: err})
}

func (p *attendancePage) load(ctx context.Context) (d attendanceData, err error) {
	if p.wrong != nil {
		return d, p.wrong
	}
	if d.meeting, err = meetingOf(ctx, p.book, p.id); err != nil {
		return d, err
	}
	d.members, err = mayVote(ctx, p.book, d.meeting.Meeting.Date)
	return d, err
}

// mayVote lists the members of a day, each person once.
func mayVote(ctx context.Context, book surplusBook, day coop.Date) ([]coop.MemberView, error) {
	all, err := book.Members(ctx, "")
	return slices.DeleteFunc(all, func(m coop.MemberView) bool {
		return m.Same != m.Member || !m.MayVote(day)
	}), err
}

// came are the ticks of a meeting: those held by the shell, else those of its minutes.
func (s *Shell) came(v coop.MeetingView) map[coop.ID]bool {
	if s.attending == nil {
		s.attending = map[coop.ID]map[coop.ID]bool{}
	}
	if s.attending[v.ID] == nil {
		s.attending[v.ID] = map[coop.ID]bool{}
		for _, m := range v.Minutes.Present {
			s.attending[v.ID][m] = true
		}
	}
	return s.attending[v.ID]
}

func (p *attendancePage) show(d attendanceData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.data = d
	if no := s.mayNot(coop.KindMinutes); no != nil {
		return kit.Page(no)
	}
	if len(d.members) == 0 {
		return kit.Page(kit.Empty(t.T("ui.members.none"), t.T("ui.members.none-text")))
	}
	p.tally = (&kit.Line{Bold: true, LeastEms: 8}).With()
	p.newGrid()
	p.find = kit.NewEntry(t.T("ui.dues.find"))
	p.find.Icon = theme.SearchIcon()
	p.find.OnChanged = func(string) { p.sift() }
	back := func() { s.layer.Focus(p.grid) }
	p.find.OnEnter, p.find.OnDown, p.find.OnEscape = back, back, back
	p.sift()
	p.told()
	foot := container.NewBorder(nil, nil, kit.Flow(0.6,
		kit.Main(t.T("ui.meeting.write"), theme.NavigateNextIcon(), p.record),
		kit.NewCaption(t.T("ui.record.key"))), nil,
		kit.InsetXY(0.4, 0, p.tally))
	return kit.Footed(kit.Fill(0.4, p.find, p.grid), foot)
}

func (p *attendancePage) newGrid() {
	s, t := p.shell, p.shell.Text
	g := kit.NewGrid([]string{t.T("ui.meeting.present")})
	g.NameHead, g.AsideHead = t.T("ui.member.name"), t.T("ui.member.number")
	g.NameEms, g.CellEms, g.AsideEms = 12, 5, 5
	g.Rows = func() int { return len(p.found) }
	g.Row = func(row int) kit.GridRow {
		m := p.data.members[p.found[row]]
		return kit.GridRow{Name: m.Name, Aside: m.Number, Tone: kit.ToneSoft}
	}
	g.Cell = func(row, _ int) kit.GridCell {
		if s.came(p.data.meeting)[p.data.members[p.found[row]].Member] {
			return kit.GridCell{Text: "☑", Mark: kit.GridTicked}
		}
		return kit.GridCell{Text: "☐", Mark: kit.GridQuiet}
	}
	g.OnTick = func(row, _ int) { p.toggle(p.found[row]) }
	g.OnTickRow = func(row int) { p.toggle(p.found[row]) }
	g.OnTickColumn = func(int) { p.toggle(p.found...) }
	g.OnType = func(r rune) {
		p.find.SetText("")
		s.layer.Focus(p.find)
		p.find.TypedRune(r)
	}
	g.OnBack = s.Back
	p.grid = g
}

// toggle ticks all of them or, where all are ticked, none.
func (p *attendancePage) toggle(rows ...int) {
	came, all := p.shell.came(p.data.meeting), true
	for _, i := range rows {
		all = all && came[p.data.members[i].Member]
	}
	for _, i := range rows {
		if all {
			delete(came, p.data.members[i].Member)
		} else {
			came[p.data.members[i].Member] = true
		}
	}
	p.told()
	p.grid.Refresh()
}

// told says how many came and whether that is enough.
func (p *attendancePage) told() {
	t, v := p.shell.Text, p.data.meeting
	n, of := len(p.shell.came(v)), len(p.data.members)
	need := int(coop.QuorumOf(int64(of), v.Meeting.Quorum))
	switch {
	case !v.OfMembers():
		p.tally.Set(t.T("ui.meeting.came-of", t.Count(n), t.Count(of)), kit.ToneInk)
	case n >= need:
		p.tally.Set("✓ "+t.T("ui.meeting.quorum-yes", t.Count(n), t.Count(of), t.Count(need)), kit.ToneGood)
	default:
		p.tally.Set("● "+t.T("ui.meeting.quorum-no", t.Count(n), t.Count(of), t.Count(need)), kit.ToneWait)
	}
	p.shell.refit()
}

func (p *attendancePage) sift() {
	p.found = p.found[:0]
	for i := range p.data.members {
		m := &p.data.members[i]
		fits := true
		for _, word := range strings.Fields(strings.ToLower(p.find.Text)) {
			fits = fits && strings.Contains(strings.ToLower(m.Number+" "+m.Name+" "+m.Hamlet), word)
		}
		if fits {
			p.found = append(p.found, i)
		}
	}
	p.grid.GoTo(0, 0)
}

func (p *attendancePage) start() {
	if p.grid != nil {
		p.shell.layer.Focus(p.grid)
	}
}

func (p *attendancePage) search() {
	if p.find != nil {
		p.shell.layer.Focus(p.find)
	}
}

// record goes on to what was decided.
func (p *attendancePage) record() {
	if p.grid != nil {
		p.shell.Go(Route{Page: PageMinutes, Arg: p.id.String()})
	}
}
