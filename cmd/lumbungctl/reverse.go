package main

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"lumbung/store"
	"lumbung/store/coop"
)

func (p *program) reverseCommand() *cobra.Command {
	var reason string
	var day dateValue
	return p.command(order{
		use: "reverse ENTRY --reason TEXT", key: "reverse", least: 1, most: 1,
		flags: func(f *pflag.FlagSet) {
			f.StringVar(&reason, "reason", "", p.say.text("ctl.flag.reason"))
			f.Var(&day, "date", p.say.text("ctl.flag.date"))
		},
		run: func(args []string) (answer, error) { return p.reverse(args[0], reason, coop.Date(day)) },
	})
}

// reverse mirrors an entry, named by its voucher number or its id.
func (p *program) reverse(name, reason string, day coop.Date) (answer, error) {
	if strings.TrimSpace(reason) == "" {
		return answer{}, wrongUse("ctl.use.flag-missing", "--reason")
	}
	book, who, err := p.seated(coop.RoleTreasurer)
	if err != nil {
		return answer{}, err
	}
	e, err := p.entryNamed(book, name)
	if err != nil {
		return answer{}, err
	}
	if !e.ReversedBy.IsZero() {
		return answer{}, refuse("ctl.reverse.already", e.Voucher)
	}
	if day == 0 {
		day = max(p.today(), e.Date)
	}
	act := coop.Act{Kind: coop.KindReversal, Body: &coop.Reversal{Entry: e.ID, Date: day, Reason: reason}}
	done, err := book.Record(p.ctx, who, act)
	if err != nil {
		return answer{}, err
	}
	return p.recorded(book, done[0], nil)
}

// entryNamed finds an entry by its voucher number or its id.
func (p *program) entryNamed(book *store.Book, name string) (coop.EntryView, error) {
	if id, err := coop.ParseID(name); err == nil && !id.IsZero() {
		e, err := book.Entry(p.ctx, id)
		if err == nil && e.ID == id {
			return e, nil
		}
		return e, refuse("ctl.entry.unknown", name)
	}
	found, err := book.Entries(p.ctx, coop.EntryQuery{Text: name})
	if err != nil {
		return coop.EntryView{}, err
	}
	for _, e := range found {
		if strings.EqualFold(e.Voucher, name) {
			return e, nil
		}
	}
	return coop.EntryView{}, refuse("ctl.entry.unknown", name)
}
