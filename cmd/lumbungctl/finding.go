package main

import (
	"bufio"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"lumbung/store/coop"
)

func (p *program) findingsCommand() *cobra.Command {
	var text, entry string
	var month monthValue
	return p.group(
		"findings", "findings",
		p.command(order{use: "list", key: "findings.list", run: p.listFindings}),
		p.command(order{
			use: "write --text TEXT", key: "findings.write",
			flags: func(f *pflag.FlagSet) {
				f.StringVar(&text, "text", "", p.say.text("ctl.flag.finding"))
				f.StringVar(&entry, "entry", "", p.say.text("ctl.flag.entry"))
				f.Var(&month, "month", p.say.text("ctl.flag.month"))
			},
			run: func([]string) (answer, error) { return p.writeFinding(text, entry, coop.Month(month)) },
		}),
		p.command(order{
			use: "answer FINDING --text TEXT", key: "findings.answer", least: 1, most: 1,
			flags: func(f *pflag.FlagSet) { f.StringVar(&text, "text", "", p.say.text("ctl.flag.answer-text")) },
			run:   func(args []string) (answer, error) { return p.answerFinding(args[0], text) },
		}),
	)
}

type findingObject struct {
	ID      string         `json:"id"`
	At      string         `json:"at"`
	By      string         `json:"by"`
	Voucher string         `json:"voucher,omitempty"`
	Month   string         `json:"month,omitempty"`
	Text    string         `json:"text"`
	Answers []answerObject `json:"answers"`
}

type answerObject struct {
	At   string `json:"at"`
	Text string `json:"text"`
}

func (p *program) listFindings([]string) (answer, error) {
	book, err := p.open()
	if err != nil {
		return answer{}, err
	}
	findings, err := book.Findings(p.ctx)
	if err != nil {
		return answer{}, err
	}
	users, err := book.Users(p.ctx)
	if err != nil {
		return answer{}, err
	}
	names := map[coop.ID]string{}
	for _, u := range users {
		names[u.User] = u.Name
	}
	objects := make([]findingObject, len(findings))
	for i, f := range findings {
		o := findingObject{
			ID: f.Finding.String(), At: p.minute(f.At), By: f.By, Voucher: f.Voucher, Text: f.Text,
			Answers: []answerObject{},
		}
		if o.By == "" {
			o.By = names[f.Author]
		}
		if f.Period != 0 {
			o.Month = f.Period.String()
		}
		for _, a := range f.Answers {
			o.Answers = append(o.Answers, answerObject{p.minute(a.At), a.Text})
		}
		objects[i] = o
	}
	return answer{object: map[string]any{"findings": objects}, people: func(w *bufio.Writer) error {
		if len(objects) == 0 {
			w.WriteString(p.say.text("ctl.findings.none") + "\n")
		}
		for _, o := range objects {
			w.WriteString(strings.Join([]string{o.ID, o.At, o.By, o.Voucher + o.Month}, "  ") + "\n  " + o.Text + "\n")
			for _, a := range o.Answers {
				w.WriteString("    " + p.say.text("ctl.findings.answer-line", a.At, a.Text) + "\n")
			}
		}
		return nil
	}}, nil
}

func (p *program) writeFinding(text, entry string, month coop.Month) (answer, error) {
	if strings.TrimSpace(text) == "" {
		return answer{}, wrongUse("ctl.use.flag-missing", "--text")
	}
	book, who, err := p.seated(coop.RoleSupervisor, coop.RoleChair)
	if err != nil {
		return answer{}, err
	}
	body := coop.Finding{Text: text, Period: month}
	if entry != "" {
		e, err := p.entryNamed(book, entry)
		if err != nil {
			return answer{}, err
		}
		body.Entry = e.ID
	}
	done, err := book.Record(p.ctx, who, coop.Act{Kind: coop.KindFinding, Body: &body})
	if err != nil {
		return answer{}, err
	}
	return answer{
		object: map[string]any{"id": done[0].ID.String()},
		people: lines(p.say.text("ctl.findings.written", done[0].ID)),
	}, nil
}

func (p *program) answerFinding(name, text string) (answer, error) {
	if strings.TrimSpace(text) == "" {
		return answer{}, wrongUse("ctl.use.flag-missing", "--text")
	}
	id, err := coop.ParseID(name)
	if err != nil {
		return answer{}, refuse("ctl.finding.unknown", name)
	}
	book, who, err := p.seated(coop.RoleTreasurer, coop.RoleChair)
	if err != nil {
		return answer{}, err
	}
	if _, err := book.Record(p.ctx, who, coop.Act{
		Kind: coop.KindAnswer, Body: &coop.Answer{Finding: id, Text: text},
	}); err != nil {
		return answer{}, err
	}
	return answer{
		object: map[string]any{"finding": name},
		people: lines(p.say.text("ctl.findings.answered")),
	}, nil
}

func (p *program) exceptionsCommand() *cobra.Command {
	return p.command(order{use: "exceptions", key: "exceptions", run: p.listExceptions})
}

type exceptionObject struct {
	What    string `json:"what"`
	Text    string `json:"text"`
	Subject string `json:"subject"`
	Entry   string `json:"entry,omitempty"`
	Voucher string `json:"voucher,omitempty"`
	Member  string `json:"member,omitempty"`
	Account string `json:"account,omitempty"`
	Month   string `json:"month,omitempty"`
	Amount  rupiah `json:"amount"`
	Seen    bool   `json:"seen"`
}

// listExceptions shows what is recorded but irregular: kept, and to be looked at by somebody.
func (p *program) listExceptions([]string) (answer, error) {
	book, err := p.open()
	if err != nil {
		return answer{}, err
	}
	all, err := book.Exceptions(p.ctx)
	if err != nil {
		return answer{}, err
	}
	objects := make([]exceptionObject, len(all))
	g := newGrid(left, left, left, left, right)
	for i, x := range all {
		o := exceptionObject{
			What: x.What.String(), Text: p.say.what(x.What), Subject: x.Subject.String(), Entry: x.Entry.String(),
			Account: x.Account, Amount: rupiah(x.Amount), Seen: x.Seen,
		}
		if !x.Entry.IsZero() {
			if e, err := book.Entry(p.ctx, x.Entry); err == nil {
				o.Voucher = e.Voucher
			}
		}
		if !x.Member.IsZero() {
			if m, err := book.Member(p.ctx, x.Member); err == nil {
				o.Member = strings.TrimSpace(m.Number + " " + m.Name)
			}
		}
		if x.Month != 0 {
			o.Month = x.Month.String()
		}
		objects[i] = o
		g.row(o.Text, o.Voucher+o.Member, o.Account, o.Month, p.say.money(x.Amount))
	}
	return answer{object: map[string]any{"exceptions": objects}, people: func(w *bufio.Writer) error {
		if len(objects) == 0 {
			w.WriteString(p.say.text("ctl.exceptions.none") + "\n")
		}
		g.write(w)
		return nil
	}}, nil
}
