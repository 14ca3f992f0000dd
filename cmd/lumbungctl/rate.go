package main

import (
	"bufio"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"lumbung/store/coop"
)

// rateKeys are the dues whose amount is set from a date on, by the word of the command line.
var rateKeys = map[string]string{"principal": coop.SettingPrincipal, "mandatory": coop.SettingMandatory}

func (p *program) ratesCommand() *cobra.Command {
	var from dateValue
	return p.group(
		"rates", "rates",
		p.command(order{use: "list", key: "rates.list", run: p.listRates}),
		p.command(order{
			use: "set principal|mandatory AMOUNT", key: "rates.set", least: 2, most: 2,
			flags: func(f *pflag.FlagSet) { f.Var(&from, "from", p.say.text("ctl.flag.rate-from")) },
			run:   func(args []string) (answer, error) { return p.setRate(args[0], args[1], coop.Date(from)) },
		}),
	)
}

func (p *program) listRates([]string) (answer, error) {
	book, err := p.open()
	if err != nil {
		return answer{}, err
	}
	rows, err := book.Settings(p.ctx)
	if err != nil {
		return answer{}, err
	}
	type object struct {
		Name   string `json:"name"`
		From   string `json:"from,omitempty"`
		Amount rupiah `json:"amount"`
	}
	objects := []object{}
	g := newGrid(left, left, right)
	for _, name := range []string{"principal", "mandatory"} {
		for _, rate := range coop.RatesOf(rows, rateKeys[name]) {
			o := object{Name: name, Amount: rupiah(rate.Amount)}
			if rate.From != 0 {
				o.From = rate.From.String()
			}
			objects = append(objects, o)
			g.row(p.say.text("ctl.rates."+name), coop.DateShort(rate.From), p.say.money(rate.Amount))
		}
	}
	return answer{
		object: map[string]any{"rates": objects},
		people: func(w *bufio.Writer) error { g.write(w); return nil },
	}, nil
}

// setRate sets what a member owes from a date on; 0 is from the beginning.
func (p *program) setRate(name, text string, from coop.Date) (answer, error) {
	key, known := rateKeys[name]
	if !known {
		return answer{}, wrongUse("ctl.use.rate", name)
	}
	amount, ok := parseAmount(text)
	if !ok || amount < 0 || amount%coop.Rupiah != 0 {
		return answer{}, wrongUse("ctl.use.rate-amount", text)
	}
	book, who, err := p.seated(coop.RoleTreasurer, coop.RoleChair)
	if err != nil {
		return answer{}, err
	}
	body := coop.Setting{Key: key, From: from, Value: coop.FormatData(amount)}
	if _, err := book.Record(p.ctx, who, coop.Act{Kind: coop.KindSetting, Body: &body}); err != nil {
		return answer{}, err
	}
	return answer{
		object: map[string]any{"name": name, "amount": rupiah(amount)},
		people: lines(p.say.text("ctl.rates.set-done", keyed("ctl.rates."+name), amount)),
	}, nil
}
