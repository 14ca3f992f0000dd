package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"lumbung/store/coop"
)

func (p *program) accountsCommand() *cobra.Command {
	return p.group(
		"accounts", "accounts",
		p.command(order{use: "list", key: "accounts.list", run: p.listAccounts}),
		p.command(order{use: "import FILE.csv", key: "accounts.import", least: 1, most: 1, run: p.importAccounts}),
	)
}

// accountObject is one account in JSON: the columns of chart-of-accounts.csv.
type accountObject struct {
	Code    string `json:"code"`
	NameID  string `json:"name_id"`
	NameEN  string `json:"name_en"`
	Type    string `json:"type"`
	Normal  string `json:"normal_balance"`
	Sub     string `json:"subledger"`
	Heading bool   `json:"heading"`
	Own     bool   `json:"own"`
	Closed  bool   `json:"closed"`
}

func (p *program) listAccounts([]string) (answer, error) {
	book, err := p.open()
	if err != nil {
		return answer{}, err
	}
	rows, err := book.Accounts(p.ctx)
	if err != nil {
		return answer{}, err
	}
	objects := make([]accountObject, len(rows))
	g := newGrid(left, left, left, left)
	title := func(key string) string { return p.say.text("ctl.col." + key) }
	g.head(title("code"), title("name"), title("type"), title("side"))
	for i, a := range rows {
		o := accountObject{
			Code: a.Code, NameID: a.NameID, NameEN: a.NameEN, Type: "heading", Heading: a.Heading, Own: a.Own,
			Closed: a.Closed, Sub: strings.Join(strings.Split(a.Sub, ""), " "),
		}
		kind := p.say.text("account.heading")
		if !a.Heading {
			o.Type, o.Normal = a.Type.String(), "D"
			if a.Credit {
				o.Normal = "K"
			}
			kind = p.say.text("account.type." + o.Type)
		}
		objects[i] = o
		g.row(o.Code, p.say.name(a.NameID, a.NameEN), kind, o.Normal)
	}
	return answer{
		object: map[string]any{"accounts": objects},
		people: func(w *bufio.Writer) error { g.write(w); return nil },
	}, nil
}

// importAccounts adds the accounts of a file that the chart does not have yet. An account is never changed or deleted:
// a code that exists with another type or side is refused.
func (p *program) importAccounts(args []string) (answer, error) {
	data, err := os.ReadFile(args[0])
	if err != nil {
		return answer{}, fmt.Errorf("read the file: %w", err)
	}
	chart, err := coop.LoadChart(data)
	if err != nil {
		return answer{}, inFile(filepath.Base(args[0]), err)
	}
	book, who, err := p.seated(coop.RoleTreasurer, coop.RoleChair)
	if err != nil {
		return answer{}, err
	}
	held, err := book.Accounts(p.ctx)
	if err != nil {
		return answer{}, err
	}
	byCode := map[string]coop.AccountRow{}
	for _, a := range held {
		byCode[a.Code] = a
	}
	var fresh []coop.AccountAdd
	for i, add := range accountAdds(chart) {
		was, exists := byCode[add.Code]
		switch {
		case !exists:
			fresh = append(fresh, add)
		case was.Type != add.Type || was.Credit != add.Credit || was.Heading != add.Heading || was.Sub != add.Sub:
			want := coop.Problem{Key: "ctl.want.account-same", Args: []any{add.Code, was.NameID}}
			return answer{}, &cellError{filepath.Base(args[0]), i + 2, "code", want, add.Code + " " + add.NameID}
		}
	}
	if len(fresh) > 0 {
		act := coop.Act{Kind: coop.KindAccounts, Body: &coop.Accounts{Add: fresh}}
		if _, err := book.Record(p.ctx, who, act); err != nil {
			return answer{}, err
		}
	}
	return answer{
		object: map[string]any{"read": len(chart), "added": len(fresh), "already": len(chart) - len(fresh)},
		people: lines(p.say.text("ctl.accounts.imported", len(chart), len(fresh), len(chart)-len(fresh))),
	}, nil
}

// accountAdds turns a chart as read into what a book records.
func accountAdds(chart []coop.ChartAccount) []coop.AccountAdd {
	adds := make([]coop.AccountAdd, len(chart))
	for i, a := range chart {
		adds[i] = coop.AccountAdd{
			Code: a.Code, NameID: a.NameID, NameEN: a.NameEN, Type: a.Type, Heading: a.Heading,
			Credit: a.NormalCredit, Sub: a.Sub,
		}
	}
	return adds
}
