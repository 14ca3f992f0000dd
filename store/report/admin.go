package report

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"lumbung/store/coop"
)

// How many empty lines a book of words has at its end, to be filled by hand: fewer where the paper lies across, so that
// a short book is one page with its signatures.
const (
	adminEmpty     = 12
	adminEmptyWide = 8
)

// AdminTitle names an administration book: with its number, where it has one.
func AdminTitle(w *Words, b coop.AdminBook) string {
	title := b.Title
	if title == "" {
		title = w.t("admin.book." + b.Key)
	}
	return title
}

// AdminColumnTitle names a column of an administration book.
func AdminColumnTitle(w *Words, c coop.AdminColumn) string {
	if c.Title != "" {
		return c.Title
	}
	return w.t("admin.column." + c.Key)
}

// AdminSheet prints an administration book with empty lines at its end. One that is printed from a statement gives that
// statement of the order's period.
func AdminSheet(ctx context.Context, source Source, book coop.AdminBook, order Order) (*Sheet, error) {
	if book.Report != "" && slices.ContainsFunc(statements, func(s statement) bool { return s.name == book.Report }) {
		order.Name = book.Report
		return Build(ctx, source, order)
	}
	order.Name = "admin-" + book.Key
	p, err := newPaper(ctx, source, order)
	if err != nil {
		return nil, err
	}
	p.at()
	p.sheet.Lines = true
	p.sheet.Title = [2]string{AdminTitle(p.Words, book), AdminTitle(p.Words, book)}
	p.column("row", Count, 10)
	switch {
	case book.Key == "members":
		err = p.adminMembers(ctx)
	case book.Key == "board" || book.Key == "supervisors":
		err = p.adminPeople(ctx, book.Key == "supervisors")
	case strings.HasPrefix(book.Key, "decisions-"):
		err = p.adminDecisions(ctx, book.Key)
	default:
		err = p.adminNotes(ctx, book)
	}
	if err != nil {
		return nil, fmt.Errorf("print a book: %w", err)
	}
	empty := adminEmpty
	if p.sheet.wide() {
		empty = adminEmptyWide
	}
	for range empty {
		p.sheet.add(Row{Cells: []Cell{{Kind: Count, Count: int64(len(p.sheet.Rows) + 1)}}})
	}
	return p.sheet, p.sign(ctx)
}

// adminRow adds a line with its number before it.
func (p *paper) adminRow(link Link, cells ...Cell) {
	number := Cell{Kind: Count, Count: int64(len(p.sheet.Rows) + 1)}
	p.sheet.add(Row{Link: link, Cells: append([]Cell{number}, cells...)})
}

// adminMembers is the register that members sign; NIK and address stand in it only where that was asked for.
func (p *paper) adminMembers(ctx context.Context) error {
	all, err := p.source.Members(ctx, "")
	if err != nil {
		return err
	}
	p.column("number", Code, 20)
	p.column("member", Text, 55)
	if p.order.Private {
		p.column("nik", Code, 34)
		p.column("address", Text, 45)
	}
	p.column("sex", Text, 10)
	p.column("hamlet", Text, 30)
	p.column("joined", Code, 24)
	p.column("signature", Text, 30)
	p.column("left", Code, 24)
	p.column("reason", Text, 30)
	for i := range all {
		m, registered := asOf(all[i], p.to)
		if !registered || m.Same != m.Member {
			continue
		}
		cells := []Cell{code(m.Number), text(m.Name)}
		if p.order.Private {
			cells = append(cells, code(m.Private.NIK), text(m.Private.Address))
		}
		cells = append(cells, text(p.sex(m.Sex)), text(m.Hamlet), code(isoDay(m.Joined)), text(""),
			code(isoDay(m.Left)))
		p.adminRow(Link{Member: m.Member}, cells...)
	}
	return nil
}

// adminPeople is the register of the board, or of the supervisors.
func (p *paper) adminPeople(ctx context.Context, supervisors bool) error {
	users, err := p.source.Users(ctx)
	if err != nil {
		return err
	}
	p.column("member", Text, 60)
	p.column("position", Text, 45)
	p.column("term", Text, 30)
	p.column("joined", Code, 24)
	p.column("left", Code, 24)
	p.column("signature", Text, 40)
	for _, role := range signers {
		for _, u := range users {
			if u.Role == role && (role == coop.RoleSupervisor) == supervisors {
				p.adminRow(Link{}, text(u.Name), text(p.t(fmt.Sprintf("admin.role.%d", role))))
			}
		}
	}
	return nil
}

// adminMeetings are whose meetings a book of decisions is about.
var adminMeetings = map[string][]coop.MeetingClass{
	"decisions-members":     {coop.MeetingAnnual, coop.MeetingExtraordinary},
	"decisions-board":       {coop.MeetingBoard},
	"decisions-supervisors": {coop.MeetingSupervisors},
}

// adminDecisions lists what meetings decided, by their minutes.
func (p *paper) adminDecisions(ctx context.Context, key string) error {
	p.column("date", Day, 24)
	p.column("present", Text, 26)
	p.column("decision", Text, 100)
	p.column("votes", Text, 36)
	p.column("signature", Text, 36)
	source, ok := p.source.(RegisterSource)
	if !ok {
		return nil
	}
	meetings, err := source.Registers(ctx, coop.KindMeeting, coop.ID{})
	if err != nil {
		return err
	}
	rows, err := source.Registers(ctx, coop.KindMinutes, coop.ID{})
	if err != nil {
		return err
	}
	for _, held := range slices.Backward(coop.MeetingsOf(meetings, rows)) { // the oldest first
		meeting, minutes := held.Meeting, held.Minutes
		if !held.HasMinutes() || !slices.Contains(adminMeetings[key], meeting.Class) || meeting.Date > p.to {
			continue
		}
		for _, d := range minutes.Decisions {
			came := fmt.Sprintf("%d / %d", minutes.Came(), minutes.Members)
			p.adminRow(Link{}, day(meeting.Date), text(came), text(d.Text),
				text(fmt.Sprintf("%d – %d – %d", d.For, d.Against, d.Abstain)))
		}
	}
	return nil
}

// adminField is the key under which a line has what belongs into a column: lines written under the customary columns
// keep their words under a column of the same title.
func (w *Words) adminField(book coop.AdminBook, c coop.AdminColumn, fields map[string]string) string {
	if _, has := fields[c.Key]; has {
		return c.Key
	}
	for _, was := range book.Was {
		if AdminColumnTitle(w, was) == c.Title {
			return was.Key
		}
	}
	return c.Key
}

// adminNotes lists the lines that were typed.
func (p *paper) adminNotes(ctx context.Context, book coop.AdminBook) error {
	columns := book.Columns
	if len(columns) == 0 { // the inventory, where nothing is registered
		columns = []coop.AdminColumn{{Key: "name", Width: 60}, {Key: "date", Width: 24}, {Key: "remark", Width: 60}}
	}
	for _, c := range columns {
		p.sheet.Columns = append(p.sheet.Columns, Column{
			Key: "field-" + c.Key, Title: AdminColumnTitle(p.Words, c), Kind: Text, Width: c.Width,
		})
	}
	source, ok := p.source.(NoteSource)
	if !ok {
		return nil
	}
	lines, err := source.Notes(ctx, book.Key)
	if err != nil {
		return err
	}
	for _, n := range lines {
		var cells []Cell
		for _, c := range columns {
			words := n.Fields[p.adminField(book, c, n.Fields)]
			if c.Day {
				words = isoDay(words)
			}
			cells = append(cells, text(words))
		}
		p.adminRow(Link{}, cells...)
	}
	return nil
}
