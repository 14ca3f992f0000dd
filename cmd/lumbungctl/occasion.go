package main

import (
	"bufio"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"lumbung/assets"
	"lumbung/store"
	"lumbung/store/coop"
)

func (p *program) occasionsCommand() *cobra.Command {
	return p.command(order{use: "occasions [TEXT]", key: "occasions", most: 1, run: p.listOccasions})
}

// standardOccasions are the occasions that every book has.
func (p *program) standardOccasions() ([]coop.Occasion, error) {
	if p.occasions != nil {
		return p.occasions, nil
	}
	chart, err := coop.LoadChart(assets.Chart())
	if err != nil {
		return nil, err
	}
	p.occasions, err = coop.LoadOccasions(assets.Occasions(), chart)
	return p.occasions, err
}

// occasion finds a standard occasion.
func (p *program) occasion(id string) (coop.Occasion, bool) {
	all, err := p.standardOccasions()
	i := slices.IndexFunc(all, func(o coop.Occasion) bool { return o.ID == id })
	if err != nil || i < 0 {
		return coop.Occasion{}, false
	}
	return all[i], true
}

// bookOccasions are the standard occasions and the cooperative's own, which replace those of the same name.
func (p *program) bookOccasions(book *store.Book) ([]coop.Occasion, error) {
	all, err := p.standardOccasions()
	if err != nil {
		return nil, err
	}
	own, err := book.OwnOccasions(p.ctx)
	if err != nil || len(own) == 0 {
		return all, err
	}
	accounts, err := book.Accounts(p.ctx)
	if err != nil {
		return nil, err
	}
	all = slices.Clone(all)
	for _, row := range own {
		all = slices.DeleteFunc(all, func(o coop.Occasion) bool { return o.ID == row.Name })
		read, err := coop.LoadOccasions([]byte(row.Text), chartOf(accounts))
		if err != nil {
			continue // hidden, or written for a chart that this book does not have
		}
		all = append(all, read...)
	}
	return all, nil
}

// chartOf turns the book's accounts back into a chart as the loaders want it.
func chartOf(rows []coop.AccountRow) []coop.ChartAccount {
	chart := make([]coop.ChartAccount, len(rows))
	for i, a := range rows {
		chart[i] = coop.ChartAccount{
			Code: a.Code, NameID: a.NameID, NameEN: a.NameEN, Type: a.Type, Heading: a.Heading,
			NormalCredit: a.Credit, Sub: a.Sub,
		}
	}
	return chart
}

type promptObject struct {
	Key      string   `json:"key"`
	Kind     string   `json:"kind"`
	Question string   `json:"question"`
	Optional bool     `json:"optional"`
	Default  string   `json:"default,omitempty"`
	Prefix   []string `json:"prefix,omitempty"`
}

type occasionObject struct {
	ID      string         `json:"id"`
	Name    string         `json:"name"`
	Group   string         `json:"group"`
	Prompts []promptObject `json:"prompts"`
}

// listOccasions shows what can be recorded with post. It needs no book: where there is one, its own occasions are
// listed too.
func (p *program) listOccasions(args []string) (answer, error) {
	all, err := p.standardOccasions()
	if err != nil {
		return answer{}, err
	}
	if p.file != "" {
		book, err := p.open()
		if err != nil {
			return answer{}, err
		}
		if all, err = p.bookOccasions(book); err != nil {
			return answer{}, err
		}
	}
	words := strings.ToLower(strings.Join(args, " "))
	all = slices.DeleteFunc(slices.Clone(all), func(o coop.Occasion) bool {
		texts := slices.Concat([]string{o.ID, o.NameID, o.NameEN}, o.WordsID, o.WordsEN)
		return !strings.Contains(strings.ToLower(strings.Join(texts, " ")), words)
	})
	objects := make([]occasionObject, len(all))
	for i, o := range all {
		objects[i] = p.occasionObject(o)
	}
	return answer{
		object: map[string]any{"occasions": objects},
		people: func(w *bufio.Writer) error { p.writeOccasions(w, objects); return nil },
	}, nil
}

func (p *program) occasionObject(o coop.Occasion) occasionObject {
	object := occasionObject{ID: o.ID, Name: p.say.name(o.NameID, o.NameEN), Group: o.Group, Prompts: []promptObject{}}
	for _, q := range o.Prompts {
		object.Prompts = append(object.Prompts, promptObject{
			Key: q.Key, Kind: q.Kind.String(), Question: p.say.name(q.LabelID, q.LabelEN), Optional: q.Optional,
			Default: q.Default, Prefix: q.Prefix,
		})
	}
	return object
}

func (p *program) writeOccasions(w *bufio.Writer, all []occasionObject) {
	for _, group := range coop.OccasionGroups() {
		title := p.say.text("occasion.group." + group)
		for _, o := range all {
			if o.Group != group {
				continue
			}
			if title != "" {
				w.WriteString(title + "\n")
				title = ""
			}
			w.WriteString("  " + o.ID + "  " + o.Name + "\n")
			for _, q := range o.Prompts {
				mark := ""
				switch {
				case q.Default == coop.DefaultRate:
					mark = ", " + p.say.text("ctl.occasions.rate")
				case q.Default != "":
					mark = ", " + p.say.text("ctl.occasions.default", q.Default)
				case q.Optional:
					mark = ", " + p.say.text("ctl.occasions.optional")
				}
				kind := p.say.text("occasion.kind." + q.Kind)
				w.WriteString("      --" + q.Key + "  " + q.Question + " (" + kind + mark + ")\n")
			}
		}
	}
}
