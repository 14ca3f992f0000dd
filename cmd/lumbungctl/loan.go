package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"lumbung/store"
	"lumbung/store/coop"
	"lumbung/store/report"
)

// scheduleFlags are the terms of a schedule.
type scheduleFlags struct {
	principal, method, rounding, format string
	months, rate                        int64
	date, first                         dateValue
}

// scheduleFormats are the forms of a schedule.
var scheduleFormats = []string{"text", "csv", "json"}

func (p *program) loanCommand() *cobra.Command {
	var flags scheduleFlags
	return p.group(
		"loan", "loan",
		p.command(order{
			use: "schedule --principal N --months N --rate-bp N --method flat|declining|annuity", key: "loan.schedule",
			flags: func(f *pflag.FlagSet) { flags.add(p, f) },
			run:   func([]string) (answer, error) { return p.schedule(flags) },
		}),
	)
}

func (flags *scheduleFlags) add(p *program, f *pflag.FlagSet) {
	f.StringVar(&flags.principal, "principal", "", p.say.text("ctl.flag.loan-principal"))
	f.Int64Var(&flags.months, "months", 0, p.say.text("ctl.flag.loan-months"))
	f.Int64Var(&flags.rate, "rate-bp", -1, p.say.text("ctl.flag.loan-rate"))
	f.StringVar(&flags.method, "method", "", p.say.text("ctl.flag.loan-method"))
	f.StringVar(&flags.rounding, "rounding", "half-up", p.say.text("ctl.flag.loan-rounding"))
	f.Var(&flags.date, "date", p.say.text("ctl.flag.loan-date"))
	f.Var(&flags.first, "first", p.say.text("ctl.flag.loan-first"))
	f.StringVar(&flags.format, "format", "text", p.say.text("ctl.flag.loan-format"))
}

// terms reads the flags; what cannot be a loan is wrong use.
func (flags *scheduleFlags) terms(today coop.Date) (coop.LoanTerms, error) {
	t := coop.LoanTerms{Months: flags.months, Rate: flags.rate, First: coop.Date(flags.first)}
	var known [3]bool
	t.Principal, known[0] = parseAmount(flags.principal)
	t.Method, known[1] = coop.ParseLoanMethod(flags.method)
	t.Rounding, known[2] = coop.ParseLoanRounding(flags.rounding)
	switch {
	case !slices.Contains(scheduleFormats, flags.format):
		return t, wrongUse("ctl.use.loan-format", flags.format)
	case !known[0]:
		return t, wrongUse("ctl.use.loan-principal", flags.principal)
	case !known[1]:
		return t, wrongUse("ctl.use.loan-method", flags.method)
	case !known[2]:
		return t, wrongUse("ctl.use.loan-rounding", flags.rounding)
	}
	if t.First == 0 {
		paidOut := today
		if flags.date != 0 {
			paidOut = coop.Date(flags.date)
		}
		t.First, t.DueDay = coop.FirstDue(paidOut), int64(paidOut%100)
	}
	return t, nil
}

// schedule reckons a schedule alone: no book is needed.
func (p *program) schedule(flags scheduleFlags) (answer, error) {
	t, err := flags.terms(p.today())
	if err != nil {
		return answer{}, err
	}
	lines, err := t.Schedule()
	if wrong, ok := err.(coop.Problem); ok {
		return answer{}, wrongUse(wrong.Key, wrong.Args...)
	}
	if err != nil {
		return answer{}, err
	}
	if flags.format == "json" {
		p.json = true
	}
	effective := coop.EffectiveRate(lines, t.Principal)
	object := scheduleObject(lines)
	object["rate_bp"], object["effective_bp"] = t.Rate, effective
	rules := coop.LoanRulesAt(nil, p.today())
	object["above_cap"] = rules.AboveCap(max(effective, t.Rate))
	return answer{object: object, people: func(w *bufio.Writer) error {
		if flags.format == "csv" {
			return scheduleCSV(w, lines)
		}
		p.scheduleText(w, &t, lines, effective, rules)
		return nil
	}}, nil
}

func scheduleObject(lines []coop.LoanLine) map[string]any {
	type object struct {
		K          int    `json:"k"`
		Due        string `json:"due"`
		Principal  rupiah `json:"principal"`
		Interest   rupiah `json:"interest"`
		Instalment rupiah `json:"instalment"`
		Balance    rupiah `json:"balance"`
	}
	objects := make([]object, len(lines))
	for i, l := range lines {
		objects[i] = object{
			l.K, l.Due.String(), rupiah(l.Principal), rupiah(l.Interest), rupiah(l.Instalment()), rupiah(l.Balance),
		}
	}
	sum := coop.SumLoan(lines)
	return map[string]any{
		"lines": objects, "principal": rupiah(sum.Principal), "interest": rupiah(sum.Interest),
		"instalments": rupiah(sum.Instalments),
	}
}

func scheduleCSV(w *bufio.Writer, lines []coop.LoanLine) error {
	var text bytes.Buffer
	out := csv.NewWriter(&text)
	rows := [][]string{{"k", "due", "principal", "interest", "instalment", "balance"}}
	for _, l := range lines {
		row := []string{strconv.Itoa(l.K), l.Due.String()}
		for _, m := range []coop.Money{l.Principal, l.Interest, l.Instalment(), l.Balance} {
			row = append(row, coop.FormatData(m))
		}
		rows = append(rows, row)
	}
	if err := out.WriteAll(rows); err != nil {
		return err
	}
	_, err := w.Write(text.Bytes())
	return err
}

// scheduleText writes the schedule for people, with both rates, and warns where the effective one is above the cap.
func (p *program) scheduleText(
	w *bufio.Writer, t *coop.LoanTerms, lines []coop.LoanLine, effective int64, rules coop.LoanRules,
) {
	g := newGrid(right, left, right, right, right, right)
	g.head("", p.say.text("ctl.loan.due"), p.say.text("ctl.loan.principal"), p.say.text("ctl.loan.interest"),
		p.say.text("ctl.loan.instalment"), p.say.text("ctl.loan.balance"))
	for _, l := range lines {
		g.row(strconv.Itoa(l.K), coop.DateShort(l.Due), p.say.money(l.Principal), p.say.money(l.Interest),
			p.say.money(l.Instalment()), p.say.money(l.Balance))
	}
	sum := coop.SumLoan(lines)
	g.rule[len(g.rows)] = true
	g.row("", "", p.say.money(sum.Principal), p.say.money(sum.Interest), p.say.money(sum.Instalments), "")
	g.write(w)
	rate := coop.RateValue(t.Rate)
	w.WriteString("\n" + p.say.text("ctl.loan.rates", rate, coop.RateValue(effective)) + "\n")
	switch most := coop.RateValue(rules.RateCap); {
	case rate > most:
		w.WriteString(p.say.text(coop.LoanCheckRate, rate, most) + "\n")
	case coop.RateValue(effective) > most:
		w.WriteString(p.say.text(coop.LoanCheckEffective, rate, coop.RateValue(effective), most) + "\n")
	}
}

// loanNamed finds the loan whose card is asked for by its number; other reports need none.
func (p *program) loanNamed(book *store.Book, name, number string) (coop.ID, error) {
	if name != report.LoanCard {
		return coop.ID{}, nil
	}
	r, err := book.Loans(p.ctx, p.today())
	if err != nil {
		return coop.ID{}, err
	}
	var numbers []string
	for i := range r.Loans {
		if strings.EqualFold(r.Loans[i].Number, number) {
			return r.Loans[i].Case.ID, nil
		}
		numbers = append(numbers, r.Loans[i].Number)
	}
	return coop.ID{}, refuse("ctl.loan.unknown", number, strings.Join(numbers, ", "))
}
