package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"lumbung/assets"
	"lumbung/store/coop"
	"lumbung/store/takeover"
	"lumbung/ui"
)

// workbooks reads the workbooks that the take-over page chose.
type workbooks struct{}

var _ ui.TakeoverReader = workbooks{}

// Open reads workbooks and proposes what would be recorded in the book.
func (workbooks) Open(
	ctx context.Context, book ui.Book, files []ui.TakeoverFile, told func(string),
) (ui.Takeover, error) {
	t := &taking{book: book, asked: map[string]bool{}}
	for _, f := range files {
		told(f.Name)
		read, err := takeover.Read(f.Name, f.Data)
		if err != nil {
			return nil, sentence(err)
		}
		t.books = append(t.books, read)
	}
	var err error
	if t.memory, err = recall(book); err != nil {
		return nil, err
	}
	if err := t.readRules(); err != nil {
		return nil, err
	}
	if err := t.readBook(ctx); err != nil {
		return nil, err
	}
	t.propose()
	return t, nil
}

// sentence makes a take-over's problem one that the screen can say.
func sentence(err error) error {
	var problem takeover.Problem
	if errors.As(err, &problem) {
		return say(problem)
	}
	return err
}

func say(p takeover.Problem) coop.Problem { return coop.Problem{Key: p.Key, Args: p.Args} }

// taking is one take-over into one book. Its calls may come from several goroutines.
type taking struct {
	mu       sync.Mutex
	book     ui.Book
	books    []*takeover.Workbook
	options  takeover.Options
	hasRates bool
	memory   memory
	proposal *takeover.Proposal
	entries  map[string]takeover.Entry // of the proposal, by key
	asks     []ask
	asked    map[string]bool // keys of rows in asks
	pairs    []ui.TakeoverPair
}

func (t *taking) readRules() (err error) {
	if t.options.Rules, err = takeover.LoadRules(assets.TakeoverRules()); err != nil {
		return err
	}
	t.options.Occasions, err = standardOccasions()
	return err
}

// readBook reads what the book has already: members, entries, and whether it knows what members pay.
func (t *taking) readBook(ctx context.Context) error {
	members, err := t.book.Members(ctx, "")
	if err != nil {
		return fmt.Errorf("read the members: %w", err)
	}
	t.options.Members = nil
	for _, m := range members {
		t.options.Members = append(t.options.Members, takeover.KnownMember{
			ID: m.MemberRow.Member.String(), Number: m.Number, Name: m.Name,
		})
	}
	if t.options.Held, err = t.book.Entries(ctx, coop.EntryQuery{}); err != nil {
		return fmt.Errorf("read the entries: %w", err)
	}
	settings, err := t.book.Settings(ctx)
	if err != nil {
		return fmt.Errorf("read the settings: %w", err)
	}
	principal := coop.RatesOf(settings, coop.SettingPrincipal)
	mandatory := coop.RatesOf(settings, coop.SettingMandatory)
	t.options.BookDues = takeover.DuesOf(principal, mandatory)
	t.hasRates = len(principal)+len(mandatory) > 0
	return nil
}

// propose places every row by what is decided so far, and asks what is newly unsure.
func (t *taking) propose() {
	t.options.Map = t.memory.decisions
	t.proposal = takeover.Propose(t.books, t.options)
	t.entries = map[string]takeover.Entry{}
	for _, e := range t.proposal.Entries {
		if e.State == takeover.Taken || e.State == takeover.Suspense || t.asked[e.Key] {
			t.entries[e.Key] = e
		}
	}
	t.ask()
	t.pair()
}

// Found is the proposal as decided so far.
func (t *taking) Found() ui.TakeoverFound {
	t.mu.Lock()
	defer t.mu.Unlock()
	p := t.proposal
	f := ui.TakeoverFound{
		Asks: t.shownAsks(), Pairs: append([]ui.TakeoverPair(nil), t.pairs...), Principal: p.Dues.Principal,
		HasRates: t.hasRates, Transit: p.InTransit,
	}
	for _, s := range p.Sheets {
		f.Sheets = append(f.Sheets, shownSheet(s))
	}
	rows := map[string]int{}
	for _, m := range p.Members {
		rows[m.Key] = m.Rows
	}
	for _, m := range p.NewMembers() {
		shown := ui.TakeoverMember{Name: m.Input.Name, Rows: rows[m.Key]}
		if day, err := coop.ParseDate(m.Input.Joined, 0); err == nil && m.Input.Joined != "" {
			shown.Joined = day.Month()
		}
		f.Members = append(f.Members, shown)
	}
	for _, r := range p.Dues.Mandatory {
		f.Mandatory = append(f.Mandatory, ui.TakeoverRate{From: r.From, Amount: r.Amount})
	}
	for _, x := range p.Problems {
		f.Problems = append(f.Problems, say(x))
	}
	return f
}

func shownSheet(s takeover.Proof) ui.TakeoverSheet {
	shown := ui.TakeoverSheet{
		File: s.File, Name: s.Sheet, Account: s.Account, BankSide: s.BankSide, Read: s.Read, Taken: s.Taken,
		Suspense: s.Suspense, Recorded: s.Recorded, Doubtful: s.Doubtful, Ours: s.Ours, Stated: s.Stated,
		StatedRow: s.StatedRow, Difference: s.Difference,
	}
	if s.Book == "" {
		shown.Account = ""
	}
	for _, c := range s.Aside {
		shown.Aside = append(shown.Aside, ui.TakeoverAside{Why: asideReason(c.Why), Rows: c.Rows})
	}
	for _, b := range s.Breaks {
		shown.Differences = append(shown.Differences, ui.TakeoverBreak{Row: b.Row, By: b.By, Why: say(b.Why)})
	}
	for _, p := range s.Problems {
		shown.Problems = append(shown.Problems, say(p))
	}
	return shown
}

// Record registers the members that the rows name, and records the dues they show where the book has none and every
// row: all in one transaction, or nothing of it.
func (t *taking) Record(ctx context.Context, who coop.Session) (ui.TakeoverDone, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	var done ui.TakeoverDone
	p := t.proposal
	fresh := p.NewMembers()
	forms := make([]coop.MemberInput, len(fresh))
	for i, m := range fresh {
		forms[i] = m.Input
	}
	var rates, acts []coop.Act
	if !t.hasRates {
		rates = p.Rates()
	}
	recorded, err := t.book.ImportWith(ctx, who, forms, func(ids []coop.ID) ([]coop.Act, error) {
		made := map[string]coop.ID{}
		for i, m := range fresh {
			made[m.Key] = ids[i]
		}
		rows, err := p.Acts(made)
		acts = slices.Concat(rates, rows)
		return acts, err
	})
	var refusal *coop.Refusal
	var problem coop.Problem
	switch {
	case errors.As(err, &refusal) && refusal.Index >= len(forms):
		return done, &ui.TakeoverRefusal{Row: sourceOf(acts[refusal.Index-len(forms)]), What: refusal.What}
	case errors.As(err, &problem) && problem.Key == coop.ProblemClosedDay && problem.Args[2].(int) > len(forms):
		row := acts[problem.Args[2].(int)-1-len(forms)]
		return done, &ui.TakeoverRefusal{
			Row: sourceOf(row), What: coop.WhatLate, Closed: problem.Args[1].(coop.Date).AddDays(-1),
		}
	case err != nil:
		return done, fmt.Errorf("record the rows: %w", err)
	}
	done.Members = len(fresh)
	for _, r := range recorded[len(forms)+len(rates):] {
		if r.Already {
			done.Already++
		} else {
			done.Recorded++
		}
	}
	for _, s := range p.Sheets {
		done.Suspense += s.Suspense
		done.Already += s.Recorded
	}
	t.memory.settle()
	if err := t.memory.keep(t.book); err != nil {
		return done, err
	}
	if err := t.readBook(ctx); err != nil {
		return done, err
	}
	t.asks, t.pairs, t.asked = nil, nil, map[string]bool{}
	t.propose()
	return done, nil
}

// sourceOf leads back to the row of the workbook that an act came from.
func sourceOf(act coop.Act) string {
	switch body := act.Body.(type) {
	case coop.Entry:
		return body.Evidence
	case coop.Opening:
		return body.Account + " " + body.Date.String()
	}
	return "–"
}
