package ui

import (
	"context"
	"encoding/json"
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
// minutes
// are recorded: whoever ticks four hundred members does not do it twice because the power went.
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
	sit     int               // how many belong to the meeting
	ticked  []coop.ID         // by a draft
	drafted bool
}

func newAttendance(s *Shell, arg string) page {
	id, err := coop.ParseID(arg)
	return bind(s.Text.T("ui.meeting.attend"), &attendancePage{shell: s, book: s.Book, id: id, wrong: err})
}

func (p *attendancePage) load(ctx context.Context) (d attendanceData, err error) {
	if p.wrong != nil {
		return d, p.wrong
	}
	return readAttendance(ctx, p.shell, p.book, p.id)
}

// readAttendance reads a meeting, who may come to it, and who was ticked before.
func readAttendance(ctx context.Context, s *Shell, book surplusBook, id coop.ID) (d attendanceData, err error) {
	if d.meeting, err = meetingOf(ctx, book, id); err != nil {
		return d, err
	}
	m := d.meeting.Meeting
	if d.members, err = mayVote(ctx, book, m.Date); err != nil {
		return d, err
	}
	if d.sit = len(d.members); !d.meeting.OfMembers() {
		users, err := book.Users(ctx)
		if err != nil {
			return d, fmt.Errorf("read the people: %w", err)
		}
		d.sitting(users)
	}
	data, err := s.Book.Draft(s.attendingKey(d.meeting))
	if err != nil {
		return d, fmt.Errorf("read who was ticked: %w", err)
	}
	d.drafted = json.Unmarshal(data, &d.ticked) == nil
	return d, nil
}

// sitting puts who belongs to a meeting of the board or the supervisors before the other members, found by their names.
func (d *attendanceData) sitting(users []coop.UserRow) {
	sits := map[string]bool{}
	for _, u := range users {
		if u.Role.SitsIn(d.meeting.Meeting.Class) {
			sits[strings.ToLower(u.Name)] = true
		}
	}
	d.sit = len(sits)
	slices.SortStableFunc(d.members, func(a, b coop.MemberView) int {
		x, y := sits[strings.ToLower(a.Name)], sits[strings.ToLower(b.Name)]
		switch {
		case x && !y:
			return -1
		case y && !x:
			return 1
		}
		return 0
	})
}

// attendingKey is where the ticks of a meeting lie. Minutes that were written anew have ticks of their own.
func (s *Shell) attendingKey(v coop.MeetingView) string {
	short := v.Written.Hash.Short()
	return fmt.Sprintf("attending@%s %s %x", s.session.User, v.ID, short[:])
}

// takeAttending takes over the ticks of a draft.
func (s *Shell) takeAttending(d attendanceData) {
	key := s.attendingKey(d.meeting)
	if s.attending == nil {
		s.attending = map[string]map[coop.ID]bool{}
	}
	if d.drafted && s.attending[key] == nil {
		s.attending[key] = map[coop.ID]bool{}
		for _, m := range d.ticked {
			s.attending[key][m] = true
		}
	}
}

// keepAttending keeps the ticks of a meeting on the disk.
func (s *Shell) keepAttending(v coop.MeetingView) {
	key := s.attendingKey(v)
	ids := slices.SortedFunc(maps.Keys(s.attending[key]), func(a, b coop.ID) int { return slices.Compare(a[:], b[:]) })
	data, err := json.Marshal(ids)
	if err != nil {
		s.Warn(err)
		return
	}
	s.sheet(s.Book, key).keep(s, data)
}

// attended forgets the ticks of a meeting that is written down.
func (s *Shell) attended(v coop.MeetingView) {
	key := s.attendingKey(v)
	delete(s.attending, key)
	s.sheet(s.Book, key).keep(s, nil)
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
	key := s.attendingKey(v)
	if s.attending == nil {
		s.attending = map[string]map[coop.ID]bool{}
	}
	if s.attending[key] == nil {
		s.attending[key] = map[coop.ID]bool{}
		for _, m := range v.Minutes.Present {
			s.attending[key][m] = true
		}
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
	p.shell.keepAttending(p.data.meeting)
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
		p.tally.Set(t.T("ui.meeting.came-board", t.Count(n), t.Count(max(n, p.data.sit))), kit.ToneInk)
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
