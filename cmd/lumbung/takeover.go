package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"lumbung/assets"
	"lumbung/store"
	"lumbung/store/coop"
	"lumbung/store/takeover"
	"lumbung/ui"
)

// taking is a take-over into the open book: the workbooks that were chosen and what was decided about them.
type taking struct {
	book func() *store.Book

	mu       sync.Mutex
	names    []string
	books    []*takeover.Workbook
	decided  []takeover.Decision
	parted   map[string]bool // names that are not the people they resemble
	proposal *takeover.Proposal
	asked    []takeover.Decision // the questions of the proposal, in its order
}

var _ ui.TakeOver = (*taking)(nil)

func newTaking(book func() *store.Book) *taking {
	return &taking{book: book, parted: map[string]bool{}}
}

// Add adds a workbook, in place of one of the same name.
func (t *taking) Add(name string, data []byte) error {
	book, err := takeover.Read(name, data)
	if err != nil {
		return sentence(err)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if i := slices.Index(t.names, name); i >= 0 {
		t.books[i] = book
		return nil
	}
	t.names, t.books = append(t.names, name), append(t.books, book)
	return nil
}

// sentence makes a take-over's problem one that the screen can say.
func sentence(err error) error {
	var problem takeover.Problem
	if errors.As(err, &problem) {
		return coop.Problem{Key: problem.Key, Args: problem.Args}
	}
	return err
}

func say(p takeover.Problem) coop.Problem { return coop.Problem{Key: p.Key, Args: p.Args} }

// Forget takes all workbooks and decisions away.
func (t *taking) Forget() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.names, t.books, t.decided, t.proposal, t.asked = nil, nil, nil, nil, nil
	t.parted = map[string]bool{}
}

// Propose says what would become of every row.
func (t *taking) Propose(ctx context.Context) (ui.Proposal, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.books) == 0 {
		return ui.Proposal{}, nil
	}
	options, err := t.options(ctx)
	if err != nil {
		return ui.Proposal{}, err
	}
	t.proposal = takeover.Propose(t.books, options)
	shown := ui.Proposal{
		Files: slices.Clone(t.names), Members: len(t.proposal.NewMembers()), InTransit: t.proposal.InTransit,
	}
	for _, s := range t.proposal.Sheets {
		shown.Sheets = append(shown.Sheets, shownSheet(s))
	}
	for _, e := range t.proposal.Entries {
		switch e.State {
		case takeover.Suspense:
			shown.Suspense++
			shown.Entries++
		case takeover.Taken:
			shown.Entries++
		}
	}
	for _, p := range t.proposal.Problems {
		shown.Notes = append(shown.Notes, say(p))
	}
	t.ask(&shown)
	return shown, nil
}

func (t *taking) options(ctx context.Context) (o takeover.Options, err error) {
	if o.Rules, err = takeover.LoadRules(assets.TakeoverRules()); err != nil {
		return o, err
	}
	chart, err := coop.LoadChart(assets.Chart())
	if err != nil {
		return o, err
	}
	if o.Occasions, err = coop.LoadOccasions(assets.Occasions(), chart); err != nil {
		return o, err
	}
	o.Map = slices.Clone(t.decided)
	members, err := t.book().Members(ctx, "")
	if err != nil {
		return o, err
	}
	for _, m := range members {
		o.Members = append(o.Members, takeover.KnownMember{
			ID: m.MemberRow.Member.String(), Number: m.Number, Name: m.Name,
		})
	}
	o.Held, err = t.book().Entries(ctx, coop.EntryQuery{})
	return o, err
}

func shownSheet(s takeover.Proof) ui.ProposalSheet {
	shown := ui.ProposalSheet{
		Sheet: s.Sheet, Month: s.Month, Read: s.Read, Taken: s.Taken, Suspense: s.Suspense, Recorded: s.Recorded,
		Ours: s.Ours, Stated: s.Stated, Compared: s.StatedRow != 0,
	}
	for _, c := range s.Aside {
		shown.Aside += len(c.Rows)
	}
	for _, b := range s.Breaks {
		shown.Breaks = append(shown.Breaks, ui.ProposalBreak{Row: b.Row, By: b.By, Why: say(b.Why)})
	}
	for _, p := range s.Problems {
		shown.Notes = append(shown.Notes, say(p))
	}
	return shown
}

// ask lists what was decided and what is still open; what was decided can be decided anew.
func (t *taking) ask(shown *ui.Proposal) {
	t.asked = slices.Clone(t.decided)
	for _, d := range t.proposal.Decisions {
		isDecided := slices.ContainsFunc(t.decided, func(old takeover.Decision) bool {
			return old.What == d.What && old.Side == d.Side && old.Text == d.Text
		})
		if !isDecided {
			t.asked = append(t.asked, d)
		}
	}
	names := map[string]string{}
	for _, m := range t.proposal.Members {
		names[m.Key] = m.Name
		for _, near := range m.Same {
			names[near.Key] = near.Name
		}
	}
	for i, d := range t.asked {
		q := ui.Question{Text: d.Text, Note: d.Note, Occasion: d.Occasion, Decided: i < len(t.decided)}
		if d.What == takeover.AboutMember {
			q.Person, q.Same, q.Note = d.Is, q.Decided, ""
			if name := names[d.Is]; name != "" {
				q.Person = name
			}
			q.Decided = q.Decided || t.parted[d.Text]
		}
		if d.What == takeover.AboutRow && d.Note != "" {
			q.Text, q.Note = d.Note, ""
		}
		shown.Questions = append(shown.Questions, q)
	}
}

// Decide says where the rows of a question belong.
func (t *taking) Decide(question int, occasion string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if question < 0 || question >= len(t.asked) {
		return
	}
	d := t.asked[question]
	d.Occasion, d.Account, d.Off = occasion, "", false
	t.put(d)
}

// Same says that the two people of a question are one, or are not.
func (t *taking) Same(question int, same bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if question < 0 || question >= len(t.asked) {
		return
	}
	d := t.asked[question]
	d.Off = false
	t.parted[d.Text] = !same
	if same {
		t.put(d)
		return
	}
	t.decided = slices.DeleteFunc(t.decided, func(old takeover.Decision) bool {
		return old.What == d.What && old.Text == d.Text
	})
}

func (t *taking) put(d takeover.Decision) {
	for i, old := range t.decided {
		if old.What == d.What && old.Side == d.Side && old.Text == d.Text {
			t.decided[i] = d
			return
		}
	}
	t.decided = append(t.decided, d)
}

// Record records the last proposal: the members it names, the dues it shows where the book has none, and every row.
func (t *taking) Record(ctx context.Context, who coop.Session) (entries, members int, err error) {
	t.mu.Lock()
	proposal, book := t.proposal, t.book()
	t.mu.Unlock()
	if proposal == nil {
		return 0, 0, coop.Problem{Key: "ui.takeover.lead"}
	}
	made := map[string]coop.ID{}
	for _, m := range proposal.NewMembers() {
		done, err := book.AddMember(ctx, who, m.Input)
		if err != nil {
			return 0, len(made), fmt.Errorf("register a member: %w", err)
		}
		made[m.Key] = done.ID
	}
	acts, err := proposal.Acts(made)
	if err != nil {
		return 0, len(made), sentence(err)
	}
	settings, err := book.Settings(ctx)
	if err != nil {
		return 0, len(made), err
	}
	if len(coop.RatesOf(settings, coop.SettingMandatory)) == 0 {
		acts = append(proposal.Rates(), acts...)
	}
	done, err := book.Import(ctx, who, acts)
	if err != nil {
		return 0, len(made), err
	}
	for _, r := range done {
		if !r.Already && r.Voucher != "" {
			entries++
		}
	}
	t.Forget()
	return entries, len(made), nil
}
