package main

import (
	"bufio"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"lumbung/store/coop"
)

func (p *program) openingCommand() *cobra.Command {
	var day dateValue
	return p.group("opening", "opening", p.command(order{
		use: "import FILE.csv --date DATE", key: "opening.import", least: 1, most: 1,
		flags: func(f *pflag.FlagSet) { f.Var(&day, "date", p.say.text("ctl.flag.opening-date")) },
		run:   func(args []string) (answer, error) { return p.importOpening(args[0], coop.Date(day)) },
	}))
}

var (
	openingColumns         = []string{"kode_akun", "saldo"}
	openingColumnsOptional = []string{"anggota", "unit", "nama_akun"}
)

// openingRow is one opening balance with the row it came from.
type openingRow struct {
	row  sheetRow
	body coop.Opening
}

// readOpening reads opening balances, debit positive. One account, member and unit may stand in the file once.
func readOpening(path string, day coop.Date, known subject) (string, []openingRow, error) {
	s, err := readSheet(path, openingColumns, openingColumnsOptional)
	if err != nil {
		return "", nil, err
	}
	var rows []openingRow
	first := map[coop.Once]int{}
	for _, row := range s.rows {
		body, err := openingOf(row, day, known)
		if err != nil {
			return "", nil, err
		}
		once := coop.OpeningOnce(body.Account, body.Outlet, body.Member)
		if n, twice := first[once]; twice {
			return "", nil, row.wrong("kode_akun", "ctl.want.opening-once", n)
		}
		first[once] = row.n
		if body.Amount != 0 {
			rows = append(rows, openingRow{row, body})
		}
	}
	if len(rows) == 0 {
		return "", nil, refuse("ctl.sheet.no-rows", s.file)
	}
	return s.file, rows, nil
}

func openingOf(row sheetRow, day coop.Date, known subject) (coop.Opening, error) {
	body := coop.Opening{Date: day}
	account, err := known.account(row, "kode_akun")
	if err != nil {
		return body, err
	}
	if account.Code == coop.OpeningAccount {
		return body, row.wrong("kode_akun", "ctl.want.not-opening")
	}
	if account.Type == coop.Memo {
		return body, row.wrong("kode_akun", "ctl.want.not-memo")
	}
	body.Account = account.Code
	if _, err := row.must("saldo"); err != nil {
		return body, err
	}
	if body.Amount, err = row.amount("saldo"); err != nil {
		return body, err
	}
	if body.Member, err = known.member(row, "anggota"); err != nil {
		return body, err
	}
	body.Outlet, err = known.outlet(row, "unit")
	return body, err
}

// importOpening records opening balances. What is missing on one side stands on 31901 and is shown: it must come to
// zero once everything that the cooperative owns and owes has been entered.
func (p *program) importOpening(path string, day coop.Date) (answer, error) {
	if day == 0 {
		return answer{}, wrongUse("ctl.use.flag-missing", "--date")
	}
	book, who, err := p.seated(coop.RoleTreasurer)
	if err != nil {
		return answer{}, err
	}
	known, err := p.subjects(book)
	if err != nil {
		return answer{}, err
	}
	file, rows, err := readOpening(path, day, known)
	if err != nil {
		return answer{}, err
	}
	acts := make([]coop.Act, len(rows))
	difference := coop.Money(0)
	for i, r := range rows {
		acts[i] = coop.Act{Kind: coop.KindOpening, Body: &r.body}
		difference += r.body.Amount
	}
	done, err := book.Import(p.ctx, who, acts)
	if err != nil {
		return answer{}, refusedRow(err, func(i int) sheetRow { return rows[i].row }, "kode_akun")
	}
	fresh, already := count(done)
	return answer{
		object: map[string]any{
			"file": file, "read": len(rows), "recorded": fresh, "already": already,
			"difference": rupiah(difference), "difference_account": coop.OpeningAccount,
		},
		people: func(w *bufio.Writer) error {
			w.WriteString(p.say.text("ctl.opening.imported", file, len(rows), fresh, already) + "\n")
			if difference == 0 {
				w.WriteString(p.say.text("ctl.opening.agrees") + "\n")
			} else {
				w.WriteString(p.say.text("ctl.opening.differs", difference, coop.OpeningAccount) + "\n")
			}
			return nil
		},
	}, nil
}
