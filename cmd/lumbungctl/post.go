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

// postFlags are what post was given. Every prompt of a standard occasion is a flag under its own key; prompts of own
// occasions are given as --answer KEY=VALUE.
type postFlags struct {
	occasion, remark, evidence string
	day                        dateValue
	prompts                    map[string]*string
	more                       []string
	dry                        bool
	proposed                   *proposedDay // where the day was not given and is not what the clock says
}

func (p *program) postCommand() *cobra.Command {
	flags := &postFlags{prompts: map[string]*string{}}
	return p.command(order{
		use: "post --occasion ID", key: "post", flags: func(f *pflag.FlagSet) { flags.add(p, f) },
		run: func([]string) (answer, error) { return p.post(flags) },
	})
}

func (flags *postFlags) add(p *program, f *pflag.FlagSet) {
	f.StringVar(&flags.occasion, "occasion", "", p.say.text("ctl.flag.occasion"))
	f.Var(&flags.day, "date", p.say.text("ctl.flag.date"))
	f.StringVar(&flags.remark, "remark", "", p.say.text("ctl.flag.remark"))
	f.StringVar(&flags.evidence, "evidence", "", p.say.text("ctl.flag.evidence"))
	f.StringArrayVar(&flags.more, "answer", nil, p.say.text("ctl.flag.answer"))
	f.BoolVar(&flags.dry, "dry-run", false, p.say.text("ctl.flag.dry-run"))
	all, err := p.standardOccasions()
	if err != nil {
		return // said when the command runs
	}
	for _, o := range all {
		for _, q := range o.Prompts {
			if f.Lookup(q.Key) == nil {
				value := new(string)
				flags.prompts[q.Key] = value
				usage := p.say.name(q.LabelID, q.LabelEN) + " (" + p.say.text("occasion.kind."+q.Kind.String()) + ")"
				f.StringVar(value, q.Key, "", usage)
			}
		}
	}
}

// given collects the answers by prompt key.
func (flags *postFlags) given() (map[string]string, error) {
	all := map[string]string{}
	for key, value := range flags.prompts {
		if *value != "" {
			all[key] = *value
		}
	}
	if flags.remark != "" {
		all["remark"] = flags.remark
	}
	for _, pair := range flags.more {
		key, value, ok := strings.Cut(pair, "=")
		if !ok {
			return nil, wrongUse("ctl.use.answer", pair)
		}
		all[key] = value
	}
	return all, nil
}

// post records one occasion.
func (p *program) post(flags *postFlags) (answer, error) {
	if flags.occasion == "" {
		return answer{}, wrongUse("ctl.use.flag-missing", "--occasion")
	}
	given, err := flags.given()
	if err != nil {
		return answer{}, err
	}
	book, who, err := p.seated(coop.RoleTreasurer)
	if err != nil {
		return answer{}, err
	}
	all, err := p.bookOccasions(book)
	if err != nil {
		return answer{}, err
	}
	i := slices.IndexFunc(all, func(o coop.Occasion) bool { return o.ID == flags.occasion })
	if i < 0 {
		return answer{}, refuse("ctl.occasion.unknown", flags.occasion)
	}
	if err := p.proposeDay(book, flags); err != nil {
		return answer{}, err
	}
	body, err := p.entryOf(book, all[i], given, coop.Date(flags.day))
	if err != nil {
		return answer{}, err
	}
	body.Evidence = flags.evidence
	if flags.dry {
		return p.proposed(book, body, flags.proposed)
	}
	done, err := book.Record(p.ctx, who, coop.Act{Kind: coop.KindEntry, Body: body})
	if err != nil {
		return answer{}, err
	}
	return p.recorded(book, done[0], flags.proposed)
}

// proposeDay takes the later of today and the last entry's day where no day was given, and marks that they differ:
// either the clock or that entry may be wrong.
func (p *program) proposeDay(book *store.Book, flags *postFlags) error {
	if flags.day != 0 {
		return nil
	}
	last, err := book.Entries(p.ctx, coop.EntryQuery{Newest: true, Limit: 1})
	if err != nil {
		return err
	}
	var latest coop.Date
	if len(last) > 0 {
		latest = last[0].Date
	}
	day, marked := coop.DefaultDate(p.today(), latest)
	flags.day = dateValue(day)
	if marked {
		flags.proposed = &proposedDay{Date: day.String(), Clock: p.today().String(), Last: latest.String()}
	}
	return nil
}

// proposedDay says that an entry's day was proposed where the clock's and the last entry's differ.
type proposedDay struct {
	Date  string `json:"date"`
	Clock string `json:"clock"`
	Last  string `json:"last_entry"`
}

// mark writes the mark, where there is one.
func (p *program) mark(w *bufio.Writer, day *proposedDay) {
	if day != nil {
		w.WriteString(p.say.text("ctl.post.day", day.Date, day.Clock, day.Last) + "\n")
	}
}

// recorded shows an entry that was just recorded.
func (p *program) recorded(book *store.Book, done coop.Recorded, day *proposedDay) (answer, error) {
	e, err := book.Entry(p.ctx, done.ID)
	if err != nil {
		return answer{}, err
	}
	object := struct {
		entryObject
		Already bool         `json:"already"`
		Day     *proposedDay `json:"proposed_day,omitempty"`
	}{p.entryObject(e), done.Already, day}
	return answer{object: object, people: func(w *bufio.Writer) error {
		key := "ctl.post.done"
		if done.Already {
			key = "ctl.post.already"
		}
		w.WriteString(p.say.text(key, e.Voucher) + "\n")
		p.mark(w, day)
		p.writeJournal(w, []coop.EntryView{e})
		return nil
	}}, nil
}

// proposed shows the journal that would be recorded.
func (p *program) proposed(book *store.Book, body *coop.Entry, day *proposedDay) (answer, error) {
	accounts, err := book.Accounts(p.ctx)
	if err != nil {
		return answer{}, err
	}
	names := map[string][2]string{}
	for _, a := range accounts {
		names[a.Code] = [2]string{a.NameID, a.NameEN}
	}
	e := coop.EntryView{EntryRow: coop.EntryRow{Date: body.Date, Occasion: body.Occasion, Remark: body.Remark}}
	for _, l := range body.Lines {
		e.Lines = append(e.Lines, coop.LineView{Line: l, AccountName: names[l.Account]})
		if l.Amount > 0 {
			e.Amount += l.Amount
		}
	}
	object := struct {
		entryObject
		Day *proposedDay `json:"proposed_day,omitempty"`
	}{p.entryObject(e), day}
	return answer{object: object, people: func(w *bufio.Writer) error {
		w.WriteString(p.say.text("ctl.post.dry") + "\n")
		p.mark(w, day)
		p.writeJournal(w, []coop.EntryView{e})
		return nil
	}}, nil
}

// entryOf turns what was given into the entry of an occasion.
func (p *program) entryOf(
	book *store.Book, o coop.Occasion, given map[string]string, day coop.Date,
) (*coop.Entry, error) {
	known, err := p.subjects(book)
	if err != nil {
		return nil, err
	}
	rates, err := p.ratesOf(book)
	if err != nil {
		return nil, err
	}
	settings, err := book.Settings(p.ctx)
	if err != nil {
		return nil, err
	}
	a := answering{known, o, day, rates, coop.SavingRulesOf(settings).Specials(day)}
	answers, used := coop.Answers{}, map[string]bool{"remark": true}
	for _, q := range o.Prompts {
		used[q.Key] = true
		if answers[q.Key], err = a.to(q, given[q.Key]); err != nil {
			return nil, err
		}
	}
	for key := range given {
		if !used[key] {
			return nil, wrongUse("ctl.use.prompt", "--"+key, o.ID, promptKeys(o))
		}
	}
	body, problems := coop.EntryOf(o, answers, day, given["remark"])
	if len(problems) > 0 {
		return nil, problems[0]
	}
	return &body, nil
}

func promptKeys(o coop.Occasion) string {
	var keys []string
	for _, q := range o.Prompts {
		keys = append(keys, "--"+q.Key)
	}
	return strings.Join(keys, ", ")
}

// answering reads what was given for the prompts of one occasion.
type answering struct {
	known    subject
	occasion coop.Occasion
	day      coop.Date
	rates    map[string]coop.Rates // by account
	purposes []coop.Special
}

// to reads the answer to one prompt, or takes its default.
func (a answering) to(q coop.Prompt, text string) (coop.PromptAnswer, error) {
	label := coop.PromptLabel{Key: q.Key, ID: q.LabelID, EN: q.LabelEN}
	switch q.Kind {
	case coop.PromptAmount:
		if text == "" {
			return coop.PromptAnswer{Amount: a.usual(q)}, nil
		}
		m, ok := parseAmount(text)
		if !ok {
			return coop.PromptAnswer{}, refuse("ctl.answer.amount", label, text)
		}
		return coop.PromptAnswer{Amount: m}, nil
	case coop.PromptMonths:
		return a.months(q, label, text)
	case coop.PromptMember:
		id, known := a.known.members[text]
		if text != "" && !known {
			return coop.PromptAnswer{}, refuse("ctl.member.unknown", text)
		}
		return coop.PromptAnswer{Text: id.String()}, nil
	case coop.PromptPurpose:
		if text != "" && !slices.ContainsFunc(a.purposes, func(x coop.Special) bool { return x.Code == text }) {
			return coop.PromptAnswer{}, refuse("ctl.purpose.unknown", text)
		}
	case coop.PromptOutlet:
		if text != "" && !a.known.outlets[text] {
			return coop.PromptAnswer{}, refuse("ctl.outlet.unknown", text)
		}
	case coop.PromptDate:
		if text == "" {
			return coop.PromptAnswer{}, nil
		}
		d, ok := parseDate(text)
		if !ok {
			return coop.PromptAnswer{}, refuse("ctl.answer.date", label, text)
		}
		return coop.PromptAnswer{Date: d}, nil
	case coop.PromptMoney, coop.PromptAccount:
		if text == "" {
			text = q.Default
		}
		if text == "" && q.Kind == coop.PromptMoney {
			text = coop.MoneyDefault
		}
	}
	return coop.PromptAnswer{Text: text}, nil
}

// usual is the amount that an amount prompt proposes.
func (a answering) usual(q coop.Prompt) coop.Money {
	if q.Default == coop.DefaultRate {
		return a.ratesOf(q).At(a.day)
	}
	m, _ := parseAmount(q.Default)
	return m
}

// ratesOf gives the rates of the account that the prompt's line posts to.
func (a answering) ratesOf(q coop.Prompt) coop.Rates {
	for _, line := range a.occasion.Lines {
		if rates := a.rates[line.Account]; len(rates) > 0 && (line.Amount == q.Key || line.Months == q.Key) {
			return rates
		}
	}
	return nil
}

// months reads months as 2026-01, as a span 2026-01..2026-03, with an amount 2026-01=15000, commas between; or as
// people write them: Jan-Mar 2026.
func (a answering) months(q coop.Prompt, label coop.PromptLabel, text string) (coop.PromptAnswer, error) {
	var out coop.PromptAnswer
	if text == "" {
		return out, nil
	}
	rates := a.ratesOf(q)
	if all, err := coop.ParseMonths(text, a.day); err == nil {
		for _, m := range all {
			out.Months = append(out.Months, coop.MonthShare{Month: m, Amount: rates.Of(m)})
		}
		return out, nil
	}
	for _, part := range strings.Split(text, ",") {
		span, amount, fixed := strings.Cut(strings.TrimSpace(part), "=")
		first, last, isSpan := strings.Cut(span, "..")
		if !isSpan {
			last = first
		}
		from, ok1 := parseMonth(first)
		to, ok2 := parseMonth(last)
		if !ok1 || !ok2 || to < from || to-from > 1000 {
			return out, refuse("ctl.answer.months", label, part)
		}
		for m := from; m <= to; m = m.Add(1) {
			share := coop.MonthShare{Month: m, Amount: rates.Of(m)}
			if fixed {
				var ok bool
				if share.Amount, ok = parseAmount(amount); !ok {
					return out, refuse("ctl.answer.amount", label, amount)
				}
			}
			out.Months = append(out.Months, share)
		}
	}
	return out, nil
}

// ratesOf reads the cooperative's dated dues by the account that they go to.
func (p *program) ratesOf(book *store.Book) (map[string]coop.Rates, error) {
	settings, err := book.Settings(p.ctx)
	if err != nil {
		return nil, err
	}
	rates := map[string]coop.Rates{}
	for account, key := range map[string]string{"31101": coop.SettingPrincipal, "31102": coop.SettingMandatory} {
		if dated := coop.RatesOf(settings, key); len(dated) > 0 {
			rates[account] = dated
		}
	}
	return rates, nil
}
