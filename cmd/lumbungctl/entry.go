package main

import (
	"bufio"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"lumbung/store"
	"lumbung/store/coop"
)

func (p *program) entriesCommand() *cobra.Command {
	var q entryFlags
	return p.group(
		"entries", "entries",
		p.command(order{
			use: "list", key: "entries.list", flags: q.add(p),
			run: func([]string) (answer, error) { return p.listEntries(q) },
		}),
		p.command(order{use: "import FILE.csv", key: "entries.import", least: 1, most: 1, run: p.importEntries}),
	)
}

// entryFlags choose entries of the journal.
type entryFlags struct {
	from, to      dateValue
	account       string
	member, words string
	limit         int
}

func (q *entryFlags) add(p *program) func(*pflag.FlagSet) {
	return func(f *pflag.FlagSet) {
		f.Var(&q.from, "from", p.say.text("ctl.flag.from"))
		f.Var(&q.to, "to", p.say.text("ctl.flag.to"))
		f.StringVar(&q.account, "account", "", p.say.text("ctl.flag.account"))
		f.StringVar(&q.member, "member", "", p.say.text("ctl.flag.member"))
		f.StringVar(&q.words, "text", "", p.say.text("ctl.flag.text"))
		f.IntVar(&q.limit, "limit", 0, p.say.text("ctl.flag.limit"))
	}
}

// lineObject and entryObject are an entry in JSON.
type lineObject struct {
	Account string `json:"account"`
	Name    string `json:"name"`
	Debit   rupiah `json:"debit"`
	Credit  rupiah `json:"credit"`
	Member  string `json:"member,omitempty"`
	Month   string `json:"month,omitempty"`
	Outlet  string `json:"outlet,omitempty"`
}

type entryObject struct {
	ID         string       `json:"id"`
	Voucher    string       `json:"voucher"`
	Date       string       `json:"date"`
	Posted     string       `json:"posted,omitempty"`
	Occasion   string       `json:"occasion,omitempty"`
	Remark     string       `json:"remark,omitempty"`
	Evidence   string       `json:"evidence,omitempty"`
	Amount     rupiah       `json:"amount"`
	Author     string       `json:"author"`
	State      string       `json:"state"`
	Irregular  string       `json:"irregular,omitempty"`
	Reverses   string       `json:"reverses,omitempty"`
	ReversedBy string       `json:"reversed_by,omitempty"`
	Lines      []lineObject `json:"lines"`

	Evidences []evidenceObject `json:"evidences,omitempty"`
	Reviews   []reviewObject   `json:"reviews,omitempty"`
}

// stateNames are the states of an entry in JSON; the texts are ctl.state.<name>.
var stateNames = map[coop.EntryState]string{
	coop.StateRecorded: "recorded", coop.StateSent: "sent", coop.StateAccepted: "accepted",
	coop.StateReviewed: "reviewed",
}

func (p *program) entryObject(e coop.EntryView) entryObject {
	o := entryObject{
		ID: e.ID.String(), Voucher: e.Voucher, Date: e.Date.String(), Occasion: e.Occasion, Remark: e.Remark,
		Evidence: e.Evidence, Amount: rupiah(e.Amount), Author: e.AuthorName, State: stateNames[e.State],
		Reverses: e.Reverses.String(), ReversedBy: e.ReversedBy.String(), Lines: []lineObject{},
	}
	o.Evidences, o.Reviews = p.besideOf(e)
	if e.Posted != 0 {
		o.Posted = e.Posted.String()
	}
	if e.What != coop.WhatNone {
		o.Irregular = e.What.String()
	}
	for _, l := range e.Lines {
		line := lineObject{
			Account: l.Account, Name: p.say.name(l.AccountName[0], l.AccountName[1]), Member: l.MemberNumber,
			Outlet: l.Outlet,
		}
		if l.Amount > 0 {
			line.Debit = rupiah(l.Amount)
		} else {
			line.Credit = rupiah(-l.Amount)
		}
		if l.Month != 0 {
			line.Month = l.Month.String()
		}
		o.Lines = append(o.Lines, line)
	}
	return o
}

func (p *program) listEntries(flags entryFlags) (answer, error) {
	book, err := p.open()
	if err != nil {
		return answer{}, err
	}
	q := coop.EntryQuery{
		From: coop.Date(flags.from), To: coop.Date(flags.to), Account: flags.account, Text: flags.words,
		Limit: flags.limit,
	}
	if err := p.accountKnown(book, flags.account); err != nil {
		return answer{}, err
	}
	if flags.member != "" {
		member, err := p.memberByNumber(book, flags.member)
		if err != nil {
			return answer{}, err
		}
		q.Member = member.Member
	}
	entries, err := book.Entries(p.ctx, q)
	if err != nil {
		return answer{}, err
	}
	objects := make([]entryObject, len(entries))
	for i, e := range entries {
		objects[i] = p.entryObject(e)
	}
	return answer{
		object: map[string]any{"entries": objects},
		people: func(w *bufio.Writer) error { p.writeJournal(w, entries); return nil },
	}, nil
}

// accountKnown refuses a code that the chart does not have; empty is every account.
func (p *program) accountKnown(book *store.Book, code string) error {
	accounts, err := book.Accounts(p.ctx)
	if err != nil || code == "" {
		return err
	}
	if !slices.ContainsFunc(accounts, func(a coop.AccountRow) bool { return a.Code == code }) {
		return refuse("account.unknown", code)
	}
	return nil
}

// writeJournal prints entries as a journal: a line for each entry, its debits and credits below.
func (p *program) writeJournal(w *bufio.Writer, entries []coop.EntryView) {
	if len(entries) == 0 {
		w.WriteString(p.say.text("ctl.entries.none") + "\n")
		return
	}
	g := newGrid(left, left, left, right, right)
	g.head(p.say.text("common.date"), p.say.text("ctl.col.voucher"), p.say.text("common.remark"),
		p.say.text("account.debit"), p.say.text("account.credit"))
	for _, e := range entries {
		g.row(coop.DateShort(e.Date), e.Voucher, p.describe(e), "", "")
		for _, l := range e.Lines {
			name := l.Account + " " + p.say.name(l.AccountName[0], l.AccountName[1])
			if l.MemberName != "" {
				name += " · " + strings.TrimSpace(l.MemberNumber+" "+l.MemberName)
			}
			if l.Amount > 0 {
				g.row("", "", "  "+name, p.say.money(l.Amount), "")
			} else {
				g.row("", "", "    "+name, "", p.say.money(-l.Amount))
			}
		}
	}
	g.write(w)
}

// describe is what a person reads of an entry: its occasion's words and the remark typed.
func (p *program) describe(e coop.EntryView) string {
	text := e.Remark
	if o, known := p.occasion(e.Occasion); known {
		text = strings.TrimSuffix(p.say.name(o.NameID, o.NameEN)+": "+e.Remark, ": ")
	}
	if e.What != coop.WhatNone {
		text += " [" + p.say.what(e.What) + "]"
	}
	if !e.ReversedBy.IsZero() {
		text += " [" + p.say.text("ctl.entries.reversed") + "]"
	}
	return strings.TrimSpace(text)
}

// importEntries takes in a journal file whole or not at all.
func (p *program) importEntries(args []string) (answer, error) {
	book, who, err := p.seated(coop.RoleTreasurer)
	if err != nil {
		return answer{}, err
	}
	known, err := p.subjects(book)
	if err != nil {
		return answer{}, err
	}
	file, entries, err := readEntries(args[0], known)
	if err != nil {
		return answer{}, err
	}
	acts := make([]coop.Act, len(entries))
	for i, e := range entries {
		acts[i] = coop.Act{Kind: coop.KindEntry, Body: &e.body}
	}
	done, err := book.Import(p.ctx, who, acts)
	if err != nil {
		return answer{}, refusedRow(err, func(i int) sheetRow { return entries[i].rows[0] }, "no")
	}
	fresh, already := count(done)
	return answer{
		object: map[string]any{"file": file, "read": len(entries), "recorded": fresh, "already": already},
		people: lines(p.say.text("ctl.entries.imported", file, len(entries), fresh, already)),
	}, nil
}

// count tells new from known.
func count(done []coop.Recorded) (fresh, already int) {
	for _, r := range done {
		if r.Already {
			already++
		} else {
			fresh++
		}
	}
	return fresh, already
}

// subjects reads what the rows of a file may speak of.
func (p *program) subjects(book *store.Book) (subject, error) {
	known := subject{
		accounts: map[string]coop.AccountRow{}, members: map[string]coop.ID{}, outlets: map[string]bool{},
	}
	accounts, err := book.Accounts(p.ctx)
	if err != nil {
		return known, err
	}
	for _, a := range accounts {
		known.accounts[a.Code] = a
	}
	members, err := book.Members(p.ctx, "")
	if err != nil {
		return known, err
	}
	for _, m := range members {
		known.members[m.Number] = m.MemberRow.Member
	}
	outlets, err := book.Outlets(p.ctx)
	for _, o := range outlets {
		known.outlets[o.Code] = true
	}
	return known, err
}
