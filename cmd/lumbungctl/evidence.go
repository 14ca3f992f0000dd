package main

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"lumbung/store/coop"
)

func (p *program) evidenceCommand() *cobra.Command {
	var paper string
	var month monthValue
	return p.group(
		"evidence", "evidence",
		p.command(order{
			use: "list", key: "evidence.list",
			flags: func(f *pflag.FlagSet) { f.Var(&month, "month", p.say.text("ctl.flag.month")) },
			run:   func([]string) (answer, error) { return p.listEvidence(coop.Month(month)) },
		}),
		p.command(order{
			use: "add ENTRY [PHOTO]", key: "evidence.add", least: 1, most: 2,
			flags: func(f *pflag.FlagSet) { f.StringVar(&paper, "paper", "", p.say.text("ctl.flag.evidence")) },
			run:   func(args []string) (answer, error) { return p.addEvidence(args, paper) },
		}),
	)
}

// evidenceObject is one piece of evidence in JSON; the picture is named by the SHA-256 of its sealed bytes.
type evidenceObject struct {
	Paper   string `json:"paper,omitempty"`
	Picture string `json:"picture,omitempty"`
	Bytes   int64  `json:"bytes,omitempty"`
	At      string `json:"at"`
}

// reviewObject is one reviewer's verdict in JSON.
type reviewObject struct {
	Verdict string `json:"verdict"`
	At      string `json:"at"`
}

var verdictNames = map[coop.Verdict]string{
	coop.VerdictRead: "read", coop.VerdictAgreed: "agreed", coop.VerdictQuery: "query",
}

// besideOf gives what stands beside an entry.
func (p *program) besideOf(e coop.EntryView) (all []evidenceObject, reviews []reviewObject) {
	for _, x := range e.Evidences {
		o := evidenceObject{Paper: x.Paper, At: p.minute(x.At)}
		if x.Size > 0 {
			o.Picture, o.Bytes = hex.EncodeToString(x.Sum[:]), x.Size
		}
		all = append(all, o)
	}
	for _, x := range e.Reviews {
		reviews = append(reviews, reviewObject{verdictNames[x.Verdict], p.minute(x.At)})
	}
	return all, reviews
}

// listEvidence lists the entries of a month, or of all time, that have neither paper nor picture.
func (p *program) listEvidence(month coop.Month) (answer, error) {
	book, err := p.open()
	if err != nil {
		return answer{}, err
	}
	var from, to coop.Date
	if month != 0 {
		from, to = month.First(), month.Last()
	}
	missing, total, err := book.Unevidenced(p.ctx, from, to)
	if err != nil {
		return answer{}, err
	}
	pictures, err := book.Pictures(p.ctx)
	if err != nil {
		return answer{}, err
	}
	away := 0
	for _, v := range pictures {
		if v.Held < v.Size {
			away++
		}
	}
	objects := make([]entryObject, len(missing))
	for i, e := range missing {
		objects[i] = p.entryObject(e)
	}
	return answer{
		object: map[string]any{
			"total": total, "evidenced": total - len(missing), "entries": objects, "pictures": len(pictures),
			"pictures_not_here": away,
		},
		people: func(w *bufio.Writer) error {
			if len(missing) > 0 {
				p.writeJournal(w, missing)
			}
			with := total - len(missing)
			w.WriteString(p.say.text("ctl.evidence.sum", with, total, with*100/max(1, total)) + "\n")
			if away > 0 {
				w.WriteString(p.say.text("ctl.evidence.away", away, len(pictures)) + "\n")
			}
			return nil
		},
	}, nil
}

// addEvidence puts the number of a paper, a photo or both on an entry.
func (p *program) addEvidence(args []string, paper string) (answer, error) {
	if paper = strings.TrimSpace(paper); paper == "" && len(args) < 2 {
		return answer{}, wrongUse("ctl.use.evidence")
	}
	book, who, err := p.seated(coop.RoleTreasurer, coop.RoleManager, coop.RoleClerk)
	if err != nil {
		return answer{}, err
	}
	e, err := p.entryNamed(book, args[0])
	if err != nil {
		return answer{}, err
	}
	if len(args) > 1 {
		photo, err := os.ReadFile(args[1])
		if err != nil {
			return answer{}, fmt.Errorf("read the photo: %w", err)
		}
		if _, err := book.AddPicture(p.ctx, who, e.ID, photo); err != nil {
			return answer{}, err
		}
	}
	if paper != "" {
		act := coop.Act{Kind: coop.KindEvidence, Body: &coop.Evidence{Entry: e.ID, Paper: paper}}
		if _, err := book.Record(p.ctx, who, act); err != nil {
			return answer{}, err
		}
	}
	if e, err = book.Entry(p.ctx, e.ID); err != nil {
		return answer{}, err
	}
	return answer{
		object: p.entryObject(e),
		people: lines(p.say.text("ctl.evidence.added", e.Voucher, len(e.Evidences))),
	}, nil
}
