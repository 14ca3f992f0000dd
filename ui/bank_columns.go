package ui

import (
	"strconv"

	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// bankColumnKeys are the columns that are asked for, in the order of coop.BankColumns.Places.
var bankColumnKeys = [7]string{"date", "text", "in", "out", "amount", "side", "balance"}

// ask lets a person say which column is which.
func (p *bankFilePage) ask() {
	s, t := p.shell, p.shell.Text
	p.asking = true
	var options []kit.Option
	for i, head := range p.read.Heads {
		options = append(options, kit.Option{Key: strconv.Itoa(i), Title: orElse(head, t.T("ui.bank.column.n", i+1))})
	}
	before := coop.NoBankColumns()
	if p.chosen != nil {
		before = *p.chosen
	} else if again, known := coop.ReadBankColumns(p.remembered, p.read.Heads); known {
		before = again
	}
	p.form = kit.NewForm(s.layer, 14)
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	for i, at := range before.Places() {
		key := ""
		if *at >= 0 {
			key = strconv.Itoa(*at)
		}
		p.choices[i] = s.chooser(options, key)
		p.form.Add(t.T("ui.bank.column."+bankColumnKeys[i]), p.choices[i], nil)
	}
	p.order = s.chooser([]kit.Option{
		{Key: "dmy", Title: t.T("ui.bank.order-dmy")},
		{Key: "mdy", Title: t.T("ui.bank.order-mdy")},
		{Key: "ymd", Title: t.T("ui.bank.order-ymd")},
	}, before.Order)
	p.form.Add(t.T("ui.bank.order"), p.order, nil)
	head := "ui.bank.unknown"
	if !p.read.Unknown {
		head = "ui.bank.choose-head"
	}
	p.say(kit.Card(append(p.sheets(), kit.HeadWords(t.T(head, p.file.Name)),
		kit.Words(t.T("ui.bank.unknown-about"), kit.ToneSoft), p.form.Content(),
		kit.Flow(0.6, kit.Main(t.T("ui.bank.try"), theme.DocumentIcon(), p.record)))...))
	p.form.Start()
}

// readChosen reads by the columns that were chosen.
func (p *bankFilePage) readChosen() {
	s := p.shell
	chosen := coop.NoBankColumns()
	chosen.Order = orElse(p.order.Chosen().Key, chosen.Order)
	for i, into := range chosen.Places() {
		if key := p.choices[i].Chosen().Key; key != "" {
			*into = number(key)
		}
	}
	read, err := s.Banks.Read(p.file.Name, p.read.Sheet, p.data, &chosen)
	if err != nil {
		s.Warn(err)
		return
	}
	p.read, p.chosen = read, &chosen
	p.see()
}
