package main

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"lumbung/assets"
	"lumbung/store"
	"lumbung/store/coop"
	"lumbung/store/takeover"
)

// takeoverFlags say how workbooks are taken over.
type takeoverFlags struct {
	decisions string // file of what a person decided
	dry       bool
	rows      bool // show every row and not only the sheets
}

func (p *program) takeoverCommand() *cobra.Command {
	var flags takeoverFlags
	return p.command(order{
		use: "takeover FILE.xlsx …", key: "takeover", least: 1, most: endless,
		flags: func(f *pflag.FlagSet) {
			f.StringVar(&flags.decisions, "map", "", p.say.text("ctl.flag.map"))
			f.BoolVar(&flags.dry, "dry-run", false, p.say.text("ctl.flag.dry-run"))
			f.BoolVar(&flags.rows, "rows", false, p.say.text("ctl.flag.rows"))
		},
		run: func(args []string) (answer, error) { return p.takeOver(args, flags) },
	})
}

// takeOver reads the workbooks, proposes entries, shows for every sheet what becomes of its rows, and records them
// whole or not at all.
func (p *program) takeOver(files []string, flags takeoverFlags) (answer, error) {
	var books []*takeover.Workbook
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return answer{}, fmt.Errorf("read the file: %w", err)
		}
		book, err := takeover.Read(filepath.Base(file), data)
		if err != nil {
			return answer{}, inWorkbook(filepath.Base(file), err)
		}
		if !slices.ContainsFunc(book.Sheets, func(s takeover.Sheet) bool { return s.HeaderRow > 0 }) {
			return answer{}, refuse("ctl.takeover.no-table", filepath.Base(file))
		}
		books = append(books, book)
	}
	options, err := p.takeoverOptions(flags.decisions)
	if err != nil {
		return answer{}, err
	}
	book, who, err := p.takeoverBook(flags.dry)
	if err != nil {
		return answer{}, err
	}
	t := taking{program: p, book: book, who: who}
	proposal, err := t.propose(books, options)
	if err != nil {
		return answer{}, err
	}
	if !flags.dry {
		if err := t.record(proposal); err != nil {
			return answer{}, err
		}
	}
	if err := rememberDecisions(flags.decisions, options.Map, proposal.Decisions); err != nil {
		return answer{}, err
	}
	return t.answer(proposal, flags), nil
}

// takeoverBook opens the book; a dry run needs neither a book nor a person.
func (p *program) takeoverBook(dry bool) (*store.Book, coop.Session, error) {
	if !dry {
		return p.seated(coop.RoleTreasurer)
	}
	at, err := p.place(p.file)
	if err != nil {
		return nil, coop.Session{}, err
	}
	if _, err := os.Stat(at.File); errors.Is(err, fs.ErrNotExist) {
		return nil, coop.Session{}, nil
	}
	book, err := p.open()
	return book, coop.Session{}, err
}

func (p *program) takeoverOptions(decisions string) (takeover.Options, error) {
	var o takeover.Options
	var err error
	if o.Rules, err = takeover.LoadRules(assets.TakeoverRules()); err != nil {
		return o, err
	}
	if o.Occasions, err = p.standardOccasions(); err != nil {
		return o, err
	}
	if decisions == "" {
		return o, nil
	}
	data, err := os.ReadFile(decisions)
	if errors.Is(err, fs.ErrNotExist) {
		return o, nil // it is written when the take-over is done
	}
	if err != nil {
		return o, fmt.Errorf("read the decisions: %w", err)
	}
	o.Map, err = takeover.LoadMap(data)
	var wrong *takeover.RuleError
	if errors.As(err, &wrong) {
		return o, refuse("ctl.takeover.map-wrong", filepath.Base(decisions), wrong.Line, wrong.Expected, wrong.Found)
	}
	return o, err
}

// rememberDecisions adds to the decisions file what is still to be decided, as proposed, so that a person can edit it.
// What she decided before stays as it is.
func rememberDecisions(file string, held, open []takeover.Decision) error {
	if file == "" || len(open) == 0 {
		return nil
	}
	data := takeover.WriteMap(slices.Concat(held, open))
	if err := os.WriteFile(file, data, 0o600); err != nil {
		return fmt.Errorf("write the decisions: %w", err)
	}
	return nil
}

func inWorkbook(file string, err error) error {
	var problem takeover.Problem
	if errors.As(err, &problem) {
		return refuse("ctl.takeover.refused", file, problem)
	}
	return err
}

// taking is one take-over into one book.
type taking struct {
	*program
	book     *store.Book // nil in a dry run without a book
	who      coop.Session
	recorded int
	already  int
	joined   int // members registered
}

// propose places the rows. Rows that the book holds already are left out.
func (t *taking) propose(books []*takeover.Workbook, o takeover.Options) (*takeover.Proposal, error) {
	if t.book == nil {
		return takeover.Propose(books, o), nil
	}
	members, err := t.book.Members(t.ctx, "")
	if err != nil {
		return nil, err
	}
	for _, m := range members {
		o.Members = append(o.Members, takeover.KnownMember{
			ID: m.MemberRow.Member.String(), Number: m.Number, Name: m.Name,
		})
	}
	rates, err := t.ratesOf(t.book)
	if err != nil {
		return nil, err
	}
	o.BookDues = takeover.DuesOf(rates["31101"], rates["31102"])
	if o.Held, err = t.book.Entries(t.ctx, coop.EntryQuery{}); err != nil {
		return nil, err
	}
	return takeover.Propose(books, o), nil
}

// record registers the members that the rows name, sets the dues they show where the book has none, and records every
// row that is not there yet: all in one transaction, or nothing of it.
func (t *taking) record(proposal *takeover.Proposal) error {
	fresh := proposal.NewMembers()
	forms := make([]coop.MemberInput, len(fresh))
	for i, m := range fresh {
		forms[i] = m.Input
	}
	rates, err := t.ratesOf(t.book)
	if err != nil {
		return err
	}
	var set, acts []coop.Act
	if len(rates) == 0 {
		set = proposal.Rates()
	}
	done, err := t.book.ImportWith(t.ctx, t.who, forms, func(ids []coop.ID) ([]coop.Act, error) {
		made := map[string]coop.ID{}
		for i, m := range fresh {
			made[m.Key] = ids[i]
		}
		rows, err := proposal.Acts(made)
		acts = slices.Concat(set, rows)
		return acts, err
	})
	var refusal *coop.Refusal
	if errors.As(err, &refusal) && refusal.Index >= len(forms) {
		return refuse("ctl.takeover.row-refused", sourceOf(acts[refusal.Index-len(forms)]), t.say.what(refusal.What))
	}
	if err != nil {
		return err
	}
	t.joined = len(fresh)
	t.recorded, t.already = count(done[len(forms)+len(set):])
	return nil
}

// sourceOf leads back to the row of the workbook that an act came from.
func sourceOf(act coop.Act) string {
	switch body := act.Body.(type) {
	case coop.Entry:
		return body.Evidence
	case coop.Opening:
		return body.Account + " " + body.Date.String()
	}
	return ""
}

// sheetObject is one sheet's proof in JSON.
type sheetObject struct {
	File       string        `json:"file"`
	Sheet      string        `json:"sheet"`
	Account    string        `json:"account,omitempty"`
	Month      string        `json:"month,omitempty"`
	BankSide   bool          `json:"bank_side"`
	Read       int           `json:"read"`
	Taken      int           `json:"taken"`
	Suspense   int           `json:"suspense"`
	Recorded   int           `json:"recorded_before"`
	Unsure     int           `json:"unsure"`
	Doubtful   int           `json:"doubtful_dates"`
	Aside      []asideObject `json:"set_aside"`
	Closing    rupiah        `json:"closing"`
	Stated     rupiah        `json:"stated"`
	StatedRow  int           `json:"stated_row"`
	Difference rupiah        `json:"difference"`
	Agrees     bool          `json:"agrees"`
	Breaks     []breakObject `json:"breaks"`
	Problems   []string      `json:"problems"`
}

type asideObject struct {
	Reason string `json:"reason"`
	Rows   []int  `json:"rows"`
}

type breakObject struct {
	Row    int    `json:"row"`
	Amount rupiah `json:"amount"`
	Reason string `json:"reason"`
}

func (t *taking) sheet(s takeover.Proof) sheetObject {
	o := sheetObject{
		File: s.File, Sheet: s.Sheet, Account: s.Account, BankSide: s.BankSide, Read: s.Read, Taken: s.Taken,
		Suspense: s.Suspense, Recorded: s.Recorded, Unsure: s.Unsure, Doubtful: s.Doubtful, Closing: rupiah(s.Ours),
		Stated: rupiah(s.Stated), StatedRow: s.StatedRow, Difference: rupiah(s.Difference), Agrees: s.Agrees(),
		Aside: []asideObject{}, Breaks: []breakObject{}, Problems: []string{},
	}
	if s.Month != 0 {
		o.Month = s.Month.String()
	}
	for _, c := range s.Aside {
		o.Aside = append(o.Aside, asideObject{t.reason(c.Why), c.Rows})
	}
	for _, x := range s.Problems {
		o.Problems = append(o.Problems, t.say.value(x))
	}
	for _, b := range s.Breaks {
		o.Breaks = append(o.Breaks, breakObject{b.Row, rupiah(b.By), t.say.value(b.Why)})
	}
	return o
}

// reason names why rows were set aside: a kind of row, or the key of a sentence.
func (t *taking) reason(why string) string {
	if strings.Contains(why, ".") {
		return t.say.text(why)
	}
	return t.say.text("takeover.kind." + why)
}

// answer shows what was read, taken and set aside, and the proof of every sheet.
func (t *taking) answer(proposal *takeover.Proposal, flags takeoverFlags) answer {
	sheets := make([]sheetObject, len(proposal.Sheets))
	agree := true
	for i, s := range proposal.Sheets {
		sheets[i] = t.sheet(s)
		agree = agree && sheets[i].Agrees
	}
	problems := []string{}
	for _, x := range proposal.Problems {
		problems = append(problems, t.say.value(x))
	}
	rows := t.rows(proposal)
	object := map[string]any{
		"sheets": sheets, "agrees": agree, "recorded": t.recorded, "already": t.already, "members": t.joined,
		"in_transit": rupiah(proposal.InTransit), "decisions": len(proposal.Decisions), "problems": problems,
		"dry_run": flags.dry,
	}
	if flags.rows {
		object["rows"] = rows
	}
	return answer{object: object, people: func(w *bufio.Writer) error {
		t.writeSheets(w, sheets)
		if flags.rows {
			t.writeRows(w, rows)
		}
		for _, text := range problems {
			w.WriteString(text + "\n")
		}
		if proposal.InTransit != 0 {
			w.WriteString(t.say.text("ctl.takeover.transit", proposal.InTransit) + "\n")
		}
		if n := len(proposal.Decisions); n > 0 {
			w.WriteString(t.say.text("ctl.takeover.decisions", n) + "\n")
		}
		if flags.dry {
			w.WriteString(t.say.text("ctl.post.dry") + "\n")
			return nil
		}
		w.WriteString(t.say.text("ctl.takeover.done", t.recorded, t.joined) + "\n")
		return nil
	}}
}
