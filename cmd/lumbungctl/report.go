package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"lumbung/store"
	"lumbung/store/coop"
	"lumbung/store/report"
)

// reportFlags say which statement is wanted and where it goes.
type reportFlags struct {
	day, from, to dateValue
	month         monthValue
	year          yearValue
	outlet        string
	account       string
	format        string
	out           string
	private       bool
	loan          string // the number of a loan, of its card
	open          bool
}

// formats are the forms of a statement. PDF and XLSX are for paper and spreadsheets: they go into a file.
var formats = []string{"text", "csv", "json", "pdf", "xlsx"}

func (p *program) reportCommand() *cobra.Command {
	var flags reportFlags
	return p.command(order{
		use: "report NAME", key: "report", least: 1, most: 1, flags: func(f *pflag.FlagSet) { flags.add(p, f) },
		run: func(args []string) (answer, error) {
			if args[0] == "list" {
				return p.listReports(), nil
			}
			return p.report(args[0], flags)
		},
	})
}

func (flags *reportFlags) add(p *program, f *pflag.FlagSet) {
	f.Var(&flags.day, "date", p.say.text("ctl.flag.report-date"))
	f.Var(&flags.month, "month", p.say.text("ctl.flag.month"))
	f.Var(&flags.year, "year", p.say.text("ctl.flag.year"))
	f.Var(&flags.from, "from", p.say.text("ctl.flag.from"))
	f.Var(&flags.to, "to", p.say.text("ctl.flag.to"))
	f.StringVar(&flags.outlet, "outlet", "", p.say.text("ctl.flag.outlet"))
	f.StringVar(&flags.account, "account", "", p.say.text("ctl.flag.account"))
	f.StringVar(&flags.format, "format", "text", p.say.text("ctl.flag.format"))
	f.StringVarP(&flags.out, "out", "o", "", p.say.text("ctl.flag.out"))
	f.BoolVar(&flags.open, "before-closing", false, p.say.text("ctl.flag.before-closing"))
	f.StringVar(&flags.loan, "loan", "", p.say.text("ctl.flag.report-loan"))
	f.BoolVar(&flags.private, "private", false, p.say.text("ctl.flag.private"))
}

func (p *program) listReports() answer {
	type object struct {
		Name  string `json:"name"`
		Title string `json:"title"`
	}
	var objects []object
	g := newGrid(left, left)
	all := report.List()
	for _, name := range []string{report.LoanCard, report.PackName} {
		all = append(all, report.Listed{Name: name, Title: report.TitleOf(name)})
	}
	for _, r := range all {
		o := object{r.Name, p.say.name(r.Title[0], r.Title[1])}
		objects = append(objects, o)
		g.row(o.Name, o.Title)
	}
	return answer{
		object: map[string]any{"reports": objects},
		people: func(w *bufio.Writer) error { g.write(w); return nil },
	}
}

// period is what the flags say; nothing said means the year up to today.
func (flags reportFlags) period(today coop.Date) report.Period {
	period := report.Period{
		Date: coop.Date(flags.day), Month: coop.Month(flags.month), Year: int(flags.year),
		From: coop.Date(flags.from), To: coop.Date(flags.to),
	}
	if period.From != 0 && period.To == 0 {
		period.To = today
	}
	if period == (report.Period{}) {
		period.Date = today
	}
	return period
}

func (p *program) report(name string, flags reportFlags) (answer, error) {
	switch {
	case !slices.Contains(formats, flags.format):
		return answer{}, wrongUse("ctl.use.format", flags.format)
	case flags.out == "" && (flags.format == "pdf" || flags.format == "xlsx"):
		return answer{}, wrongUse("ctl.use.format-file", flags.format)
	}
	book, err := p.open()
	if err != nil {
		return answer{}, err
	}
	if err := p.outletKnown(book, flags.outlet); err != nil {
		return answer{}, err
	}
	if name == report.PackName {
		return p.pack(book, flags)
	}
	loan, err := p.loanNamed(book, name, flags.loan)
	if err != nil {
		return answer{}, err
	}
	sheet, err := report.Build(p.ctx, book, report.Order{
		Name: name, Period: flags.period(p.today()), Lang: p.say.lang, Outlet: flags.outlet, Account: flags.account,
		Private: flags.private, Open: flags.open, Loan: loan,
	})
	if err != nil {
		return answer{}, err
	}
	if flags.out != "" {
		return p.reportFile(sheet, flags)
	}
	var text bytes.Buffer
	if err := report.Write(&text, sheet, "json"); err != nil {
		return answer{}, err
	}
	if flags.format == "json" {
		p.json = true
	}
	return answer{object: json.RawMessage(text.Bytes()), people: func(w *bufio.Writer) error {
		return report.Write(w, sheet, flags.format)
	}}, nil
}

// pack writes all papers of an annual meeting into one file. Without a file it says what was compared.
func (p *program) pack(book *store.Book, flags reportFlags) (answer, error) {
	if flags.year == 0 {
		return answer{}, refuse("ctl.report.pack-year")
	}
	pack, err := report.BuildPack(p.ctx, book, report.PackOrder{Year: int(flags.year), Lang: p.say.lang})
	if err != nil {
		return answer{}, err
	}
	if flags.format == "pdf" || flags.format == "xlsx" {
		var data bytes.Buffer
		if err := pack.Write(&data, flags.format); err != nil {
			return answer{}, err
		}
		if err := os.WriteFile(flags.out, data.Bytes(), 0o600); err != nil {
			return answer{}, fmt.Errorf("write the papers: %w", err)
		}
		return answer{
			object: map[string]any{"file": flags.out, "bytes": data.Len(), "agrees": true, "papers": len(pack.Sheets)},
			people: lines(p.say.text("ctl.report.written", pack.Sheets[0].TitleIn(), flags.out)),
		}, nil
	}
	proofs := pack.Sheets[len(pack.Sheets)-1]
	var text bytes.Buffer
	if err := report.Write(&text, proofs, "json"); err != nil {
		return answer{}, err
	}
	return answer{object: json.RawMessage(text.Bytes()), people: func(w *bufio.Writer) error {
		return report.Write(w, proofs, flags.format)
	}}, nil
}

// outletKnown refuses a code that is no outlet's; empty is the whole cooperative.
func (p *program) outletKnown(book *store.Book, code string) error {
	outlets, err := book.Outlets(p.ctx)
	if err != nil || code == "" {
		return err
	}
	if !slices.ContainsFunc(outlets, func(o coop.OutletRow) bool { return o.Code == code }) {
		return refuse("ctl.outlet.unknown", code)
	}
	return nil
}

// reportFile writes a statement into a file, whole or not at all.
func (p *program) reportFile(sheet *report.Sheet, flags reportFlags) (answer, error) {
	var data bytes.Buffer
	if err := report.Write(&data, sheet, flags.format); err != nil {
		return answer{}, err
	}
	if err := os.WriteFile(flags.out, data.Bytes(), 0o600); err != nil {
		return answer{}, fmt.Errorf("write the report: %w", err)
	}
	return answer{
		object: map[string]any{"file": flags.out, "bytes": data.Len(), "agrees": sheet.Agrees()},
		people: lines(p.say.text("ctl.report.written", sheet.TitleIn(), flags.out)),
	}, nil
}
