package ui

import (
	"strings"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// setUp asks for the occasion and for what it needs beside the row itself.
func (p *askPage) setUp(occasion string) {
	s, t := p.shell, p.shell.Text
	p.now = occasion
	p.form.Clear()
	p.account, p.member = nil, nil
	first := p.ask.Rows[0]
	if p.what == nil {
		p.what = kit.NewChoice(s.layer, t.T("ui.record.no-occasion"), kit.FindIn(p.occasions(first.Amount > 0)))
		p.what.PlaceHolder = t.T("ui.record.occasion-hint")
		p.what.OnChosen = func(o kit.Option) {
			p.setUp(o.Key)
			s.refit()
		}
	}
	p.form.Add(t.T("ui.record.occasion"), p.what, func() string {
		if p.now == "" {
			return t.T("ui.record.occasion-missing")
		}
		return ""
	})
	o, known := s.occasion(occasion)
	if !known {
		p.form.Content().Refresh()
		return
	}
	p.what.SetChosen(kit.Option{Key: o.ID, Title: t.In(o.NameID, o.NameEN)})
	if prompt, has := otherAccount(o, first.Amount > 0); has {
		p.addAccount(prompt, first)
	}
	for _, prompt := range o.Prompts {
		if prompt.Kind == coop.PromptMember && len(p.ask.Rows) == 1 {
			p.addMember(prompt, first)
		}
	}
	p.form.Content().Refresh()
}

func (p *askPage) addAccount(prompt coop.Prompt, first TakeoverRow) {
	t := p.shell.Text
	var options []kit.Option
	chosen := kit.Option{}
	for _, a := range p.all {
		if a.Heading || a.Closed || !prompt.Accepts(a.Code) {
			continue
		}
		o := kit.Option{Key: a.Code, Title: t.In(a.NameID, a.NameEN), Remark: a.Code}
		options = append(options, o)
		for _, code := range first.Accounts {
			if code == a.Code {
				chosen = o
			}
		}
	}
	p.account = kit.NewChoice(p.shell.layer, t.T("ui.choice.none"), kit.FindIn(options))
	p.account.SetChosen(chosen)
	p.form.Add(t.In(prompt.LabelID, prompt.LabelEN), p.account, func() string {
		if p.account.Chosen().Key == "" {
			return t.T("ui.takeover.account-missing")
		}
		return ""
	})
}

// addMember offers the members of the book and those whom the workbooks name.
func (p *askPage) addMember(prompt coop.Prompt, first TakeoverRow) {
	t := p.shell.Text
	var options []kit.Option
	for _, m := range p.members {
		options = append(options, kit.Option{Key: m.Member.String(), Title: m.Name, Remark: m.Number})
	}
	for _, m := range p.found.Members {
		options = append(options, kit.Option{Key: m.Name, Title: m.Name, Remark: t.T("ui.takeover.new-member")})
	}
	p.member = kit.NewChoice(p.shell.layer, t.T("ui.choice.none"), kit.FindIn(options))
	for _, o := range options {
		if o.Title == first.Member {
			p.member.SetChosen(o)
		}
	}
	p.form.Add(t.In(prompt.LabelID, prompt.LabelEN), p.member, nil).SetHint(t.T("ui.takeover.member-hint"))
}

// occasions offers those by which money comes into a book of cash or bank, or goes out of it.
func (p *askPage) occasions(in bool) []kit.Option {
	var options []kit.Option
	for _, o := range p.shell.occasionOptions() {
		if occasion, _ := p.shell.occasion(o.Key); ownAccount(occasion, in) != "" {
			options = append(options, o)
		}
	}
	return options
}

// ownAccount is the key of the prompt that the book of the row answers: money in is its debit, money out its credit.
func ownAccount(o coop.Occasion, in bool) string {
	for _, l := range o.Lines {
		q, has := o.Prompt(strings.Trim(l.Account, "{}"))
		if has && q.Kind == coop.PromptMoney && l.Debit == in {
			return q.Key
		}
	}
	return ""
}

// otherAccount is the prompt that asks for the account on the other side of the row.
func otherAccount(o coop.Occasion, in bool) (coop.Prompt, bool) {
	own := ownAccount(o, in)
	for _, q := range o.Prompts {
		if (q.Kind == coop.PromptMoney || q.Kind == coop.PromptAccount) && q.Key != own {
			return q, true
		}
	}
	return coop.Prompt{}, false
}
