package ui

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2/theme"

	"lumbung/ui/kit"
)

// bankColumnKeys are the columns that are asked for, in the order of BankColumns.
var bankColumnKeys = [7]string{"date", "text", "in", "out", "amount", "side", "balance"}

// places are the columns that somebody chose, in the order of bankColumnKeys.
func (c *BankColumns) places() [7]*int {
	return [7]*int{&c.Date, &c.Text, &c.In, &c.Out, &c.Amount, &c.Side, &c.Balance}
}

// bankColumnsKey is the key of the setting that keeps the columns chosen last for the files of an account.
func bankColumnsKey(account string) string { return "bank.columns." + account }

// columnsText writes columns down together with the heading that they were chosen under.
func columnsText(c BankColumns, heads []string) string {
	parts := []string{c.Order}
	for _, at := range c.places() {
		parts = append(parts, strconv.Itoa(*at))
	}
	return strings.Join(parts, ";") + ";" + headsText(heads)
}

func headsText(heads []string) string {
	clean := strings.NewReplacer("|", "/", ";", ",")
	var all []string
	for _, h := range heads {
		all = append(all, clean.Replace(strings.ToLower(strings.Join(strings.Fields(h), " "))))
	}
	return strings.Join(all, "|")
}

// columnsFrom reads them again, where a file has the very same heading.
func columnsFrom(text string, heads []string) (c BankColumns, known bool) {
	parts := strings.SplitN(text, ";", 9)
	if len(parts) != 9 || len(heads) == 0 || parts[8] != headsText(heads) {
		return c, false
	}
	c.Order = parts[0]
	for i, at := range c.places() {
		n, err := strconv.Atoi(parts[i+1])
		if err != nil || n < -1 || n >= len(heads) {
			return c, false
		}
		*at = n
	}
	return c, true
}

// ask lets a person say which column is which.
func (p *bankFilePage) ask() {
	s, t := p.shell, p.shell.Text
	p.asking = true
	var options []kit.Option
	for i, head := range p.read.Heads {
		options = append(options, kit.Option{Key: strconv.Itoa(i), Title: orElse(head, t.T("ui.bank.column.n", i+1))})
	}
	before := BankColumns{Order: "dmy", Date: -1, Text: -1, In: -1, Out: -1, Amount: -1, Side: -1, Balance: -1}
	if p.chosen != nil {
		before = *p.chosen
	} else if again, known := columnsFrom(p.remembered, p.read.Heads); known {
		before = again
	}
	p.form = kit.NewForm(s.layer, 14)
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	for i, at := range before.places() {
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
	chosen := BankColumns{Order: orElse(p.order.Chosen().Key, "dmy")}
	for i, into := range chosen.places() {
		*into = -1
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
