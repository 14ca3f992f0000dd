package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"lumbung/store/coop"
	"lumbung/store/report"
)

// surplusFormats are the forms of the allocation.
var surplusFormats = []string{"text", "csv", "json"}

func (p *program) surplusCommand() *cobra.Command {
	var year yearValue
	var format, out string
	return p.command(order{
		use: "surplus --year YYYY", key: "surplus",
		flags: func(f *pflag.FlagSet) {
			f.Var(&year, "year", p.say.text("ctl.flag.year"))
			f.StringVar(&format, "format", "text", p.say.text("ctl.flag.surplus-format"))
			f.StringVarP(&out, "out", "o", "", p.say.text("ctl.flag.out"))
		},
		run: func([]string) (answer, error) {
			switch {
			case year == 0:
				return answer{}, wrongUse("ctl.use.surplus-year")
			case !slices.Contains(surplusFormats, format):
				return answer{}, wrongUse("ctl.use.surplus-format", format)
			}
			return p.surplus(int(year), format, out)
		},
	})
}

// surplus divides the surplus of a year, as its meeting decided or as the settings propose, and lists the members.
func (p *program) surplus(year int, format, out string) (answer, error) {
	book, err := p.open()
	if err != nil {
		return answer{}, err
	}
	d, err := report.DivisionOf(p.ctx, book, year)
	if err != nil {
		return answer{}, err
	}
	if len(d.Problems) > 0 {
		return answer{}, d.Problems[0]
	}
	var text bytes.Buffer
	switch format {
	case "csv":
		err = surplusCSV(&text, d)
	case "text":
		err = p.surplusText(&text, book, year)
	}
	if err != nil {
		return answer{}, err
	}
	if format == "json" {
		p.json = true
	}
	object := surplusObject(d)
	if out == "" || p.json {
		return answer{object: object, people: func(w *bufio.Writer) error {
			_, err := w.Write(text.Bytes())
			return err
		}}, nil
	}
	if err := os.WriteFile(out, text.Bytes(), 0o600); err != nil {
		return answer{}, fmt.Errorf("write the surplus: %w", err)
	}
	return answer{object: object, people: lines(p.say.text("ctl.export.done", out))}, nil
}

// surplusText writes the two papers of the members' meeting, one below the other.
func (p *program) surplusText(w *bytes.Buffer, source report.Source, year int) error {
	for _, name := range []string{"surplus", "surplus-members"} {
		sheet, err := report.Build(p.ctx, source, report.Order{
			Name: name, Period: report.Period{Year: year}, Lang: p.say.lang,
		})
		if err != nil {
			return err
		}
		if err := report.Write(w, sheet, "text"); err != nil {
			return err
		}
		w.WriteString("\n")
	}
	return nil
}

// surplusCSV writes the parts of the surplus, a blank line, and the members' list. Amounts are rupiah.
func surplusCSV(w *bytes.Buffer, d report.Division) error {
	out := csv.NewWriter(w)
	a := d.Division
	rows := [][]string{{"account", "basis_points", "amount"}}
	if a.Covers > 0 {
		rows = append(rows, []string{coop.AccountDeficit, "", coop.FormatData(a.Covers)})
	}
	for _, part := range a.Parts {
		rows = append(rows, []string{part.Account, fmt.Sprint(part.BasisPoints), coop.FormatData(part.Amount)})
	}
	if err := out.WriteAll(rows); err != nil {
		return err
	}
	w.WriteString("\n")
	rows = [][]string{{"no", "name", "savings", "purchases", "interest", "volume", "capital", "patronage", "share"}}
	for _, m := range a.Members {
		row := []string{m.Number, m.Name}
		for _, x := range []coop.Money{m.Savings, m.Bought, m.Interest, m.Volume(), m.Capital, m.Patronage, m.Share()} {
			row = append(row, coop.FormatData(x))
		}
		rows = append(rows, row)
	}
	return out.WriteAll(rows)
}

// surplusObject is the allocation as JSON has it.
func surplusObject(d report.Division) map[string]any {
	type part struct {
		Account     string `json:"account"`
		BasisPoints int64  `json:"basis_points"`
		Amount      rupiah `json:"amount"`
	}
	type member struct {
		Number    string `json:"no"`
		Name      string `json:"name"`
		Savings   rupiah `json:"savings"`
		Purchases rupiah `json:"purchases"`
		Interest  rupiah `json:"interest"`
		Volume    rupiah `json:"volume"`
		Capital   rupiah `json:"capital"`
		Patronage rupiah `json:"patronage"`
		Share     rupiah `json:"share"`
	}
	a := d.Division
	parts, members, warnings := []part{}, []member{}, []string{}
	for _, x := range a.Parts {
		parts = append(parts, part{x.Account, x.BasisPoints, rupiah(x.Amount)})
	}
	for _, m := range a.Members {
		members = append(members, member{
			m.Number, m.Name, rupiah(m.Savings), rupiah(m.Bought), rupiah(m.Interest), rupiah(m.Volume()),
			rupiah(m.Capital), rupiah(m.Patronage), rupiah(m.Share()),
		})
	}
	for _, w := range a.Warnings {
		warnings = append(warnings, w.Key)
	}
	s := a.Surplus
	return map[string]any{
		"year": s.Year, "surplus": rupiah(s.Total), "from_members": rupiah(s.FromMembers),
		"from_others": rupiah(s.FromOthers), "covers": rupiah(a.Covers), "divided": rupiah(a.Divided),
		"parts": parts, "members": members, "decided": d.Decided, "posted": d.View.Divided != 0,
		"total_savings": rupiah(a.Savings), "total_volume": rupiah(a.Volume), "warnings": warnings,
	}
}
