package ui

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// duesWork is what is half done on the dues grid: what is ticked, where the cursor stands, what the confirmation asks.
// The shell holds it while the program runs, so that another page, language or text size takes nothing away; the
// machine folder holds it through a power cut.
type duesWork struct {
	ticks    map[coop.DueTick]bool
	year     int
	member   coop.ID // at the cursor
	column   int
	hamlet   string // shown only; empty: all
	group    string
	behind   string // "behind": only who owes
	date     string // as typed
	cash     string // account
	remark   string
	evidence string
	saving   bool // some letters are to be saved a little later
}

// duesDraft is the work as it lies in the machine folder.
type duesDraft struct {
	Ticks    map[string][]int `json:"ticks"` // months by member
	Year     int              `json:"year"`
	Date     string           `json:"date,omitempty"`
	Cash     string           `json:"cash,omitempty"`
	Remark   string           `json:"remark,omitempty"`
	Evidence string           `json:"evidence,omitempty"`
}

const duesDraftKey = "dues"

// draftBook keeps what is half typed. It belongs to this machine, not to the book.
type draftBook interface {
	SaveDraft(key string, data []byte) error
	Draft(key string) ([]byte, error)
	DropDraft(key string) error
}

func newDuesWork(year, column int) *duesWork {
	return &duesWork{ticks: map[coop.DueTick]bool{}, year: year, column: column}
}

// readDuesDraft reads what a power cut left; nil where there is nothing.
func readDuesDraft(book draftBook) (*duesDraft, error) {
	data, err := book.Draft(duesDraftKey)
	if err != nil {
		return nil, fmt.Errorf("read the ticked months: %w", err)
	}
	var draft duesDraft
	if len(data) == 0 || json.Unmarshal(data, &draft) != nil { // one of another program is no reason to stop
		return nil, nil
	}
	return &draft, nil
}

// duesWorkOf is the work that goes on: what the shell holds, else what the draft says, else a new one.
func (s *Shell) duesWorkOf(draft *duesDraft) *duesWork {
	if s.dues != nil {
		return s.dues
	}
	s.dues = newDuesWork(int(s.today())/10000, int(s.today().Month())%100-1)
	if draft == nil {
		return s.dues
	}
	w := s.dues
	for text, months := range draft.Ticks {
		id, err := coop.ParseID(text)
		if err != nil {
			continue
		}
		for _, m := range months {
			w.ticks[coop.DueTick{Member: id, Month: coop.Month(m)}] = true
		}
	}
	if draft.Year > 0 {
		w.year = draft.Year
	}
	w.date, w.cash, w.remark, w.evidence = draft.Date, draft.Cash, draft.Remark, draft.Evidence
	return w
}

// list gives the ticks; their order is for coop.TickedShares to settle.
func (w *duesWork) list() []coop.DueTick {
	ticks := make([]coop.DueTick, 0, len(w.ticks))
	for tick := range w.ticks {
		ticks = append(ticks, tick)
	}
	return ticks
}

func (w *duesWork) draft() ([]byte, error) {
	d := duesDraft{
		Ticks: map[string][]int{}, Year: w.year, Date: w.date, Cash: w.cash, Remark: w.remark, Evidence: w.evidence,
	}
	for tick := range w.ticks {
		d.Ticks[tick.Member.String()] = append(d.Ticks[tick.Member.String()], int(tick.Month))
	}
	for _, months := range d.Ticks {
		slices.Sort(months)
	}
	data, err := json.Marshal(d)
	if err != nil {
		return nil, fmt.Errorf("write the ticked months: %w", err)
	}
	return data, nil
}

// keepDues saves the work at once: a tick is an answer.
func (s *Shell) keepDues(book draftBook) {
	if s.dues == nil {
		return
	}
	data, err := s.dues.draft()
	if err != nil {
		s.Warn(err)
		return
	}
	s.sheet(book, duesDraftKey).keep(s, data)
}

// keepDuesLater saves it a little later: many letters are one saving.
func (s *Shell) keepDuesLater(book draftBook) {
	w := s.dues
	if w.saving {
		return
	}
	w.saving = true
	s.Later(draftAfter, func() {
		w.saving = false
		if s.dues == w { // not recorded meanwhile
			s.keepDues(book)
		}
	})
}

// tally says how many members, months and rupiah shares are.
func (t *Text) tally(shares []coop.DueShare) string {
	return t.T("ui.dues.tally", t.Count(coop.RapelMembers(shares)), t.Count(len(shares)), coop.RapelSum(shares))
}

// thousands writes an amount as briefly as a cell needs: 20rb; what is not whole thousands is written out.
func (t *Text) thousands(m coop.Money) string {
	const thousand = 1000 * coop.Rupiah
	if m%thousand != 0 || m >= 1000*thousand {
		return t.Figure(m)
	}
	return t.T("ui.dues.thousand", strconv.Itoa(int(m/thousand)))
}

// cellOf is a month of a member in the grid.
func (t *Text) cellOf(at coop.DueMonth, ticked bool) kit.GridCell {
	switch {
	case ticked:
		return kit.GridCell{Text: "✓" + t.thousands(at.Open), Mark: kit.GridTicked}
	case at.State == coop.MonthPaid:
		return kit.GridCell{Text: "✓", Mark: kit.GridDone}
	case at.State == coop.MonthPart:
		return kit.GridCell{Text: "½ " + t.thousands(at.Open), Mark: kit.GridWaits}
	case at.State == coop.MonthOwed:
		return kit.GridCell{Text: t.thousands(at.Open), Mark: kit.GridWaits}
	case at.State == coop.MonthAhead:
		return kit.GridCell{Text: "·", Mark: kit.GridQuiet}
	}
	return kit.GridCell{}
}

// cellWords says in full what a month of a member is.
func (t *Text) cellWords(at coop.DueMonth, ticked bool) string {
	switch {
	case ticked:
		return t.T("ui.dues.cell-ticked", at.Open)
	case at.State == coop.MonthPaid:
		return t.T("ui.dues.cell-paid", at.Paid)
	case at.State == coop.MonthPart:
		return t.T("ui.dues.cell-part", at.Paid, at.Open)
	case at.State == coop.MonthOwed:
		return t.T("ui.dues.cell-owed", at.Open)
	case at.State == coop.MonthAhead:
		return t.T("ui.dues.cell-ahead", at.Open)
	}
	return t.T("ui.dues.cell-none")
}
