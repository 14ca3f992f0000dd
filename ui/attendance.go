package ui

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// attendancePage ticks who came to a meeting; the quorum stands in sight. The ticks are kept as a draft until the
// minutes are recorded: whoever ticks four hundred members does not do it twice because the power went.
type attendancePage struct {
	shell *Shell
	book  surplusBook
	id    coop.ID
	wrong error
	ticks *sheet

	data  attendanceData
	found []int
	grid  *kit.Grid
	find  *kit.Entry
	tally *kit.Para
}

type attendanceData struct {
	meeting coop.MeetingView
	who     []coop.Attendee
	sit     int       // how many belong to the meeting
	ticked  []coop.ID // by a draft
	begun   bool
}

func newAttendance(s *Shell, arg string) page {
	id, err := coop.ParseID(arg)
	return bind(s.Text.T("ui.meeting.attend"),
		&attendancePage{shell: s, book: s.Book, id: id, wrong: err, ticks: s.tickFile(id)})
}

func (p *attendancePage) load(ctx context.Context) (d attendanceData, err error) {
	if p.wrong != nil {
		return d, p.wrong
	}
	return readAttendance(ctx, p.book, p.id, p.ticks)
}

// readAttendance reads a meeting, who may come to it, and who was ticked before.
func readAttendance(
	ctx context.Context, book surplusBook, id coop.ID, ticks *sheet,
) (d attendanceData, err error) {
	if d.meeting, err = meetingOf(ctx, book, id); err != nil {
		return d, err
	}
	members, err := book.Members(ctx, "")
	if err != nil {
		return d, fmt.Errorf("read the members: %w", err)
	}
	users, err := book.Users(ctx)
	if err != nil {
		return d, fmt.Errorf("read the people: %w", err)
	}
	d.who, d.sit = coop.Attendees(d.meeting.Meeting, users, members)
	d.begun, err = ticks.readBegun(d.meeting.Written.Hash, &d.ticked)
	return d, err
}

// attendKey names the ticks of a meeting; minutes that were written anew have ticks of their own.
type attendKey struct {
	meeting coop.ID
	written coop.Hash
}

func keyOfTicks(v coop.MeetingView) attendKey { return attendKey{v.ID, v.Written.Hash} }

// tickFile is where the ticks of a meeting are kept until its minutes are recorded.
func (s *Shell) tickFile(meeting coop.ID) *sheet {
	return s.begunFile(s.Book, "attending "+meeting.String())
}

// takeAttending takes over the ticks of a draft.
func (s *Shell) takeAttending(d attendanceData) {
	key := keyOfTicks(d.meeting)
	if !d.begun || s.attending[key] != nil {
		return
	}
	ticks := map[coop.ID]bool{}
	for _, m := range d.ticked {
		ticks[m] = true
	}
	s.attend(key, ticks)
}

func (s *Shell) attend(key attendKey, ticks map[coop.ID]bool) {
	if s.attending == nil {
		s.attending = map[attendKey]map[coop.ID]bool{}
	}
	s.attending[key] = ticks
}

// keepAttending keeps the ticks of a meeting on the disk.
func (s *Shell) keepAttending(v coop.MeetingView) {
	ids := slices.SortedFunc(maps.Keys(s.came(v)), func(a, b coop.ID) int { return slices.Compare(a[:], b[:]) })
	s.tickFile(v.ID).keepBegun(s, v.Written.Hash, ids)
}

// attended forgets the ticks of a meeting that is written down.
func (s *Shell) attended(v coop.MeetingView) {
	delete(s.attending, keyOfTicks(v))
	s.tickFile(v.ID).keep(s, nil)
}

// came are the ticks of a meeting: those held by the shell, else those of its minutes.
func (s *Shell) came(v coop.MeetingView) map[coop.ID]bool {
	key := keyOfTicks(v)
	if s.attending[key] == nil {
		ticks := map[coop.ID]bool{}
		for _, m := range slices.Concat(v.Minutes.Present, v.Minutes.People) {
			ticks[m] = true
		}
		s.attend(key, ticks)
	}
	return s.attending[key]
}

func (p *attendancePage) show(d attendanceData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.data = d
	s.takeAttending(d)
	if no := s.mayNot(coop.KindMinutes); no != nil {
		return kit.Page(no)
	}
	if len(d.who) == 0 {
		return kit.Page(kit.Empty(t.T("ui.members.none"), t.T("ui.members.none-text")))
	}
	p.tally = kit.BoldWords("", kit.ToneInk)
	p.newGrid()
	p.find = kit.NewEntry(t.T("ui.dues.find"))
	p.find.Icon = theme.SearchIcon()
	p.find.OnChanged = func(string) { p.sift() }
	back := func() { s.layer.Focus(p.grid) }
	p.find.OnEnter, p.find.OnDown, p.find.OnEscape = back, back, back
	p.sift()
	p.told()
	foot := container.NewBorder(nil, nil,
		s.keyed(kit.Main(t.T("ui.meeting.write"), theme.NavigateNextIcon(), p.record)), nil,
		kit.InsetXY(0.4, 0, p.tally))
	return kit.Footed(kit.Fill(0.4, p.find, p.grid), foot)
}

func (p *attendancePage) newGrid() {
	s, t := p.shell, p.shell.Text
	g := kit.NewGrid([]string{t.T("ui.meeting.present")})
	g.NameHead, g.AsideHead = t.T("ui.member.name"), t.T("ui.member.number")
	g.NameEms, g.CellEms, g.AsideEms = 12, 5, 5
	if !p.data.meeting.OfMembers() {
		g.AsideHead, g.AsideEms = t.T("ui.people.role"), 7
	}
	g.Rows = func() int { return len(p.found) }
	g.Row = func(row int) kit.GridRow {
		a := p.data.who[p.found[row]]
		if a.Role != coop.RoleNone {
			return kit.GridRow{Name: a.Name, Aside: t.Role(a.Role), Tone: kit.ToneSoft}
		}
		return kit.GridRow{Name: a.Name, Aside: a.Number, Tone: kit.ToneSoft}
	}
	g.Cell = func(row, _ int) kit.GridCell {
		if s.came(p.data.meeting)[p.data.who[p.found[row]].ID] {
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
		all = all && came[p.data.who[i].ID]
	}
	for _, i := range rows {
		if all {
			delete(came, p.data.who[i].ID)
		} else {
			came[p.data.who[i].ID] = true
		}
	}
	p.shell.keepAttending(p.data.meeting)
	p.told()
	p.grid.Refresh()
}

// told says how many came and whether that is enough.
func (p *attendancePage) told() {
	t, v := p.shell.Text, p.data.meeting
	n, of := len(p.shell.came(v)), len(p.data.who)
	need := int(coop.QuorumOf(int64(of), v.Meeting.Quorum))
	switch {
	case !v.OfMembers():
		p.tally.Set(t.T("ui.meeting.came-board", t.Count(n), t.Count(max(n, p.data.sit))), kit.ToneInk)
	case n >= need:
		p.tally.Set("✓ "+t.T("ui.meeting.quorum-yes", t.Count(n), t.Count(of), t.Count(need)), kit.ToneGood)
	default:
		p.tally.Set("● "+t.T("ui.meeting.quorum-no", t.Count(n), t.Count(of), t.Count(need)), kit.ToneWait)
	}
	p.shell.refit()
}

// sift finds who is looked for. In a meeting that is not the members' only those who sit in it stand there until
// somebody else is looked for: a member of the board who is ticked twice, as both, would count twice.
func (p *attendancePage) sift() {
	p.found = p.found[:0]
	words, came := strings.Fields(strings.ToLower(p.find.Text)), p.shell.came(p.data.meeting)
	for i, a := range p.data.who {
		fits := len(words) > 0 || i < p.data.sit || came[a.ID]
		for _, word := range words {
			fits = fits && strings.Contains(strings.ToLower(a.Number+" "+a.Name+" "+a.Hamlet), word)
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
