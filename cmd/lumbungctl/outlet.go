package main

import (
	"bufio"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"lumbung/store/coop"
)

func (p *program) outletsCommand() *cobra.Command {
	var name, english string
	return p.group(
		"outlets", "outlets",
		p.command(order{use: "list", key: "outlets.list", run: p.listOutlets}),
		p.command(order{
			use: "add CODE --name NAME", key: "outlets.add", least: 1, most: 1,
			flags: func(f *pflag.FlagSet) {
				f.StringVar(&name, "name", "", p.say.text("ctl.flag.outlet-name"))
				f.StringVar(&english, "name-en", "", p.say.text("ctl.flag.outlet-name-en"))
			},
			run: func(args []string) (answer, error) {
				return p.addOutlet(coop.Outlet{Code: args[0], NameID: name, NameEN: english})
			},
		}),
	)
}

func (p *program) listOutlets([]string) (answer, error) {
	book, err := p.open()
	if err != nil {
		return answer{}, err
	}
	rows, err := book.Outlets(p.ctx)
	if err != nil {
		return answer{}, err
	}
	type object struct {
		Code   string `json:"code"`
		NameID string `json:"name_id"`
		NameEN string `json:"name_en"`
		Closed bool   `json:"closed"`
	}
	objects := make([]object, len(rows))
	g := newGrid(left, left)
	for i, o := range rows {
		objects[i] = object{o.Code, o.NameID, o.NameEN, o.Closed}
		g.row(o.Code, p.say.name(o.NameID, o.NameEN))
	}
	return answer{
		object: map[string]any{"outlets": objects},
		people: func(w *bufio.Writer) error { g.write(w); return nil },
	}, nil
}

// addOutlet adds a business unit, or gives one another name.
func (p *program) addOutlet(body coop.Outlet) (answer, error) {
	if body.NameID == "" {
		return answer{}, wrongUse("ctl.use.flag-missing", "--name")
	}
	book, who, err := p.seated(coop.RoleTreasurer, coop.RoleChair)
	if err != nil {
		return answer{}, err
	}
	if _, err := book.Record(p.ctx, who, coop.Act{Kind: coop.KindOutlet, Body: &body}); err != nil {
		return answer{}, err
	}
	return answer{
		object: map[string]any{"code": body.Code},
		people: lines(p.say.text("ctl.outlets.added", body.Code, body.NameID)),
	}, nil
}
