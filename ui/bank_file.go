package ui

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// bankColumnKeys are the columns that are asked for, in the order of BankColumns.
var bankColumnKeys = [7]string{"date", "text", "in", "out", "amount", "side", "balance"}

// ask lets a person say which column is which.
func (p *bankFilePage) ask() {
	s, t := p.shell, p.shell.Text
	var options []kit.Option
	for i, head := range p.read.Heads {
		options = append(options, kit.Option{Key: strconv.Itoa(i), Title: orElse(head, t.T("ui.bank.column.n", i+1))})
	}
	p.form = kit.NewForm(s.layer, 14)
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	for i, key := range bankColumnKeys {
		p.choices[i] = s.chooser(options, "")
		p.form.Add(t.T("ui.bank.column."+key), p.choices[i], nil)
	}
	p.order = s.chooser([]kit.Option{
		{Key: "dmy", Title: t.T("ui.bank.order-dmy")},
		{Key: "mdy", Title: t.T("ui.bank.order-mdy")},
		{Key: "ymd", Title: t.T("ui.bank.order-ymd")},
	}, "dmy")
	p.form.Add(t.T("ui.bank.order"), p.order, nil)
	p.say(kit.Card(kit.HeadWords(t.T("ui.bank.unknown", p.file.Name)),
		kit.Words(t.T("ui.bank.unknown-about"), kit.ToneSoft), p.form.Content(),
		kit.Flow(0.6, kit.Main(t.T("ui.bank.try"), theme.DocumentIcon(), p.record))))
	p.form.Start()
}

// record reads by the chosen columns or, where the statement is read, keeps it.
func (p *bankFilePage) record() {
	if p.working || p.data == nil {
		return
	}
	s := p.shell
	if p.read.Unknown {
		chosen := BankColumns{Order: orElse(p.order.Chosen().Key, "dmy")}
		for i, into := range []*int{
			&chosen.Date, &chosen.Text, &chosen.In, &chosen.Out, &chosen.Amount, &chosen.Side, &chosen.Balance,
		} {
			*into = -1
			if key := p.choices[i].Chosen().Key; key != "" {
				*into = number(key)
			}
		}
		read, err := s.Banks.Read(p.file.Name, p.data, &chosen)
		if err != nil {
			s.Warn(err)
			return
		}
		p.read = read
		p.found()
		return
	}
	if len(p.read.Statement.Rows) == 0 {
		return
	}
	body := p.read.Statement
	body.Account = p.account
	p.working = true
	var failed error
	twice := false
	s.Run(func() {
		ctx := context.Background()
		rows, err := p.book.Bank(ctx, p.account, body.Rows[len(body.Rows)-1].Date)
		if failed = err; err != nil {
			return
		}
		if body.Rows = rows.NewRows(body.Rows); len(body.Rows) == 0 {
			twice = true
			return
		}
		if len(body.Rows) < len(p.read.Statement.Rows) { // only what is new of it
			body.Opening = body.Closing
			for _, r := range body.Rows {
				body.Opening -= r.Amount
			}
		}
		_, failed = p.book.Record(ctx, s.session, coop.Act{Kind: coop.KindStatement, Body: body})
	}, func() {
		p.working = false
		switch {
		case failed != nil:
			s.Warn(failed)
		case twice:
			s.toast(kit.ToneWait, "● "+s.Text.T("ui.bank.twice", p.file.Name))
		default:
			s.done()
			last := body.Rows[len(body.Rows)-1].Date
			s.Swap(Route{Page: PageBank, Arg: p.account + "@" + last.Month().String()})
			s.Tell("ui.bank.kept", len(body.Rows))
		}
	})
}
