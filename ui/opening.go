package ui

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// openingBook is what the opening reads of the book and records in it.
type openingBook interface {
	membersBook
	Accounts(ctx context.Context) ([]coop.AccountRow, error)
	Entries(ctx context.Context, query coop.EntryQuery) ([]coop.EntryView, error)
	Settings(ctx context.Context) ([]coop.SettingRow, error)
	Info(ctx context.Context) (coop.Info, error)
	// ImportWith registers new members and records what then gives for them, in one transaction, all or none.
	ImportWith(ctx context.Context, who coop.Session, members []coop.MemberInput,
		then func(made []coop.ID) ([]coop.Act, error)) ([]coop.Recorded, error)
	SaveDraft(key string, data []byte) error
	Draft(key string) ([]byte, error)
	DropDraft(key string) error
}

// TableReader reads lists out of files: a workbook, or a text of cells.
type TableReader interface {
	// Table gives the rows of the first sheet that holds anything; a coop.Problem that names the file where it cannot.
	Table(name string, data []byte) (OpeningTable, error)
}

// OpeningTable is a list as it was read.
type OpeningTable struct {
	Sheet  string
	Others []string // sheets that were not read
	Rows   [][]string
}

// The steps of an opening, as they stand in the route; between them are the groups of accounts.
const (
	openingMembers = "members"
	openingPasted  = "pasted" // and a colon and the number of a row
	openingFiles   = "files"
	openingCheck   = "check"
	openingDone    = "done"
)

const openingDraftKey = "opening"

// openingWork is an opening in the making, as it lies in the machine folder: all of it survives a power cut.
type openingWork struct {
	From     string                           `json:"from"`     // the day as typed
	Balances map[string]string                `json:"balances"` // by account, as typed
	Extra    []string                         `json:"extra"`    // accounts beside the usual ones
	Members  map[string]map[string]coop.Money `json:"members"`  // by member and saving account
	New      []openingRow                     `json:"new"`      // members to be registered
	Rows     []openingRow                     `json:"rows"`     // pasted and not yet decided
	Out      []openingRow                     `json:"out"`      // pasted and left out by somebody
	Stands   map[string]coop.Money            `json:"stands"`   // by saving account: may stand without a member
	Name     string                           `json:"name"`     // the account that the difference goes to
	Words    string                           `json:"words"`
	Why      string                           `json:"why"` // the reason of what is put right
}

// openingRow is a pasted row as it lies in the draft.
type openingRow struct {
	N       int                   `json:"n"`
	Text    string                `json:"text"`
	Name    string                `json:"name"`
	Number  string                `json:"number"`
	Member  coop.ID               `json:"member"` // whom it seems to be
	Amounts map[string]coop.Money `json:"amounts"`
	Key     string                `json:"key"` // of the problem
	Args    []string              `json:"args"`
}

// openingData is what every step reads.
type openingData struct {
	accounts []coop.AccountRow
	members  []coop.MemberView
	state    coop.OpeningState
	words    string // about a difference that has no name yet
	files    []ShelfFile
	draft    []byte
	closed   coop.Date // the last day of the last close that holds; 0: none
}

// openingPart is what the steps have in common.
type openingPart struct {
	shell *Shell
	book  openingBook
	data  openingData
	work  *openingWork
}

// newOpening opens a step of the opening.
func newOpening(s *Shell, arg string) page {
	step, rest, _ := strings.Cut(arg, ":")
	title, part := s.Text.T("ui.opening.title"), openingPart{shell: s, book: s.Book}
	switch step {
	case openingMembers:
		return bind(title, &openingMembersPage{openingPart: part})
	case openingPasted:
		if rest != "" {
			return bind(title, &openingRowPage{openingPart: part, at: number(rest)})
		}
		return bind(title, &openingPastedPage{openingPart: part})
	case openingFiles:
		return bind(title, &openingFilesPage{openingPart: part})
	case openingCheck:
		return bind(title, &openingCheckPage{openingPart: part})
	case openingDone:
		return bind(title, &openingDonePage{openingPart: part})
	}
	for i, g := range coop.OpeningGroups() {
		if g.Name == step {
			return bind(title, &openingGroupPage{openingPart: part, at: i})
		}
	}
	return bind(title, &openingDayPage{openingPart: part})
}

func (p *openingPart) load(ctx context.Context) (d openingData, err error) {
	if d.accounts, err = p.book.Accounts(ctx); err != nil {
		return d, err
	}
	if d.members, err = p.book.Members(ctx, ""); err != nil {
		return d, err
	}
	entries, err := p.book.Entries(ctx, coop.EntryQuery{Account: coop.OpeningAccount})
	if err != nil {
		return d, fmt.Errorf("read the opening balances: %w", err)
	}
	d.state = coop.OpeningsOf(entries)
	settings, err := p.book.Settings(ctx)
	if err != nil {
		return d, fmt.Errorf("read the words about the difference: %w", err)
	}
	for _, row := range settings {
		if row.Key == coop.SettingOpeningLeft && d.state.Left != 0 {
			d.words = row.Value
		}
	}
	info, err := p.book.Info(ctx)
	if err != nil {
		return d, fmt.Errorf("read what is closed: %w", err)
	}
	d.closed = info.Closed
	d.draft, err = p.book.Draft(openingDraftKey)
	return d, err
}

// take takes what was read. What was typed is in the window already, or in the draft, or begins with what is recorded.
func (p *openingPart) take(d openingData) {
	p.data = d
	s := p.shell
	if s.opening == nil {
		s.opening = &openingWork{}
		if len(d.draft) == 0 || json.Unmarshal(d.draft, s.opening) != nil { // an old draft is no reason to stop
			s.opening = s.recordedOpening(d)
		}
	}
	w := s.opening
	for _, m := range []*map[string]coop.Money{&w.Stands} {
		if *m == nil {
			*m = map[string]coop.Money{}
		}
	}
	if w.Balances == nil {
		w.Balances = map[string]string{}
	}
	if w.Members == nil {
		w.Members = map[string]map[string]coop.Money{}
	}
	p.work = w
}

// recordedOpening writes what the book has as it would be typed: a second run begins with it.
func (s *Shell) recordedOpening(d openingData) *openingWork {
	w := &openingWork{
		Balances: map[string]string{}, Members: map[string]map[string]coop.Money{}, Stands: map[string]coop.Money{},
	}
	if d.state.Day != 0 {
		w.From = s.Text.ShortDay(d.state.Day.AddDays(1))
	}
	if d.words != "" {
		w.Name, w.Words = openingUnknown, d.words
	}
	wish := d.state.Wish(d.accounts)
	for code, amount := range wish.Balances {
		w.Balances[code] = writeMoney(int64(amount))
		w.Extra = append(w.Extra, code)
	}
	slices.Sort(w.Extra)
	for id, by := range wish.Members {
		w.Members[id.String()] = by
	}
	for _, account := range coop.OpeningSavings() {
		w.Stands[account] = wish.Unnamed(account)
	}
	return w
}

// wish is what was typed, with the members that are to be registered under the ids that they get.
func (p *openingPart) wish(made []coop.ID) coop.OpeningWish {
	w := coop.OpeningWish{Balances: map[string]coop.Money{}, Members: map[coop.ID]map[string]coop.Money{}}
	for code, text := range p.work.Balances {
		if amount, complaint := p.shell.parseMoney(text); complaint == "" {
			w.Balances[code] = coop.Money(amount)
		}
	}
	for id, by := range p.work.Members {
		if member, err := coop.ParseID(id); err == nil {
			w.Members[member] = by
		}
	}
	for i, row := range p.work.New {
		id := coop.ID{byte(i >> 8), byte(i), 1} // stands for somebody who has none yet
		if i < len(made) {
			id = made[i]
		}
		w.Members[id] = row.Amounts
	}
	return w
}

// keep saves what is typed now.
func (p *openingPart) keep() {
	work := *p.work
	p.shell.Do(func(context.Context) error {
		data, err := json.Marshal(work)
		if err != nil {
			return fmt.Errorf("write the draft of an opening: %w", err)
		}
		return p.book.SaveDraft(openingDraftKey, data)
	}, func() {})
}

// typed saves a little later, once for many keys.
func (p *openingPart) typed() {
	if p.shell.openingSaves {
		return
	}
	p.shell.openingSaves = true
	p.shell.Later(draftAfter, func() {
		p.shell.openingSaves = false
		if p.shell.opening == p.work {
			p.keep()
		}
	})
}

func (p *openingPart) goTo(step string) {
	p.keep()
	p.shell.Go(Route{Page: PageOpening, Arg: step})
}

// openingSteps are the steps in their order.
func openingSteps() []string {
	steps := []string{""}
	for _, g := range coop.OpeningGroups() {
		steps = append(steps, g.Name)
	}
	return append(steps, openingMembers, openingCheck)
}

// lead says which step this is and its one idea.
func (p *openingPart) lead(step, idea, about string) fyne.CanvasObject {
	t, steps := p.shell.Text, openingSteps()
	caption := kit.NewCaption(t.T("ui.opening.step", slices.Index(steps, step)+1, len(steps)))
	if about == "" {
		return kit.Stack(0.15, caption, kit.HeadWords(idea))
	}
	return kit.Stack(0.15, caption, kit.HeadWords(idea), kit.Words(about, kit.ToneSoft))
}

// next goes on to the step behind this one.
func (p *openingPart) next(step string) {
	steps := openingSteps()
	p.goTo(steps[min(slices.Index(steps, step)+1, len(steps)-1)])
}

// onward is the bar with the main button of a step.
func (p *openingPart) onward(then func()) fyne.CanvasObject {
	t := p.shell.Text
	return kit.Flow(0.6, kit.Main(t.T("ui.opening.next"), theme.NavigateNextIcon(), then),
		kit.NewCaption(t.T("ui.opening.key")))
}

// unread is the first group in which something typed is no amount; empty when all can be read.
func (p *openingPart) unread() string {
	for _, g := range coop.OpeningGroups() {
		for code, text := range p.work.Balances {
			if _, complaint := p.shell.parseMoney(text); complaint != "" && g.Holds(code) && text != "" {
				return g.Name
			}
		}
	}
	return ""
}

func (p *openingPart) accountName(code string) string {
	for _, a := range p.data.accounts {
		if a.Code == code {
			return p.shell.Text.In(a.NameID, a.NameEN)
		}
	}
	return code
}
