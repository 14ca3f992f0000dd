package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"lumbung/store/coop"
)

func (p *program) upkeepCommands() []*cobra.Command {
	var out string
	return []*cobra.Command{
		p.command(order{use: "info", key: "info", run: p.info}),
		p.command(order{use: "verify", key: "verify", run: p.verify}),
		p.command(order{
			use: "dump", key: "dump",
			flags: func(f *pflag.FlagSet) { f.StringVarP(&out, "out", "o", "", p.say.text("ctl.flag.out")) },
			run:   func([]string) (answer, error) { return p.dump(out) },
		}),
	}
}

type checkObject struct {
	Name   string `json:"name"`
	OK     bool   `json:"ok"`
	Detail string `json:"detail,omitempty"`
}

type infoObject struct {
	Book        string        `json:"book"`
	Name        string        `json:"name"`
	Village     string        `json:"village"`
	Cooperative string        `json:"cooperative"`
	Device      string        `json:"device"`
	DeviceName  string        `json:"device_name"`
	Log         string        `json:"log"`
	Members     int           `json:"members"`
	Entries     int           `json:"entries"`
	Changes     int           `json:"changes"`
	Unsent      int           `json:"unsent"`
	UnsentSince string        `json:"unsent_since,omitempty"`
	Seq         int64         `json:"seq"`
	Hash        string        `json:"hash"`
	AcceptedSeq int64         `json:"accepted_seq"`
	Waiting     int           `json:"waiting"`
	Aside       int           `json:"set_aside"`
	Copy        bool          `json:"copy"`
	Closed      string        `json:"closed_through,omitempty"`
	OK          bool          `json:"ok"`
	Checks      []checkObject `json:"invariants"`
	Exceptions  int           `json:"exceptions"`
}

// info says what the book is and whether it agrees.
func (p *program) info([]string) (answer, error) {
	book, err := p.open()
	if err != nil {
		return answer{}, err
	}
	info, err := book.Info(p.ctx)
	if err != nil {
		return answer{}, err
	}
	irregular, err := book.Exceptions(p.ctx)
	if err != nil {
		return answer{}, err
	}
	at, err := p.place(p.file)
	if err != nil {
		return answer{}, err
	}
	o := infoObject{
		Book: at.File, Name: info.Cooperative.Name, Village: info.Cooperative.Village,
		Cooperative: info.Cooperative.Cooperative.String(), Device: info.Device.Letters, DeviceName: info.Device.Name,
		Log: info.Device.Log.String(), Members: info.Members, Entries: info.Entries, Changes: info.Changes,
		Unsent: info.Unsent, Seq: info.Head.Seq, Hash: info.Head.Hash.String(), AcceptedSeq: info.Accepted.Seq,
		Waiting: info.Waiting, Aside: info.Aside, Copy: info.Copy, OK: true, Checks: []checkObject{},
		Exceptions: len(irregular),
	}
	if info.UnsentSince != 0 {
		o.UnsentSince = p.minute(info.UnsentSince)
	}
	if info.Closed != 0 {
		o.Closed = info.Closed.String()
	}
	for _, c := range info.Checks {
		o.Checks = append(o.Checks, checkObject(c))
		o.OK = o.OK && c.OK
	}
	return answer{object: o, people: func(w *bufio.Writer) error { p.writeInfo(w, o); return nil }}, nil
}

// minute writes a time that changes carry.
func (p *program) minute(at int64) string {
	return time.Unix(at*60, 0).Local().Format("2006-01-02 15:04")
}

// unsent says how many changes have not been accepted, and how old the oldest of them is.
func (p *program) unsent(o infoObject) string {
	if o.Unsent == 0 {
		return "0"
	}
	return p.say.text("ctl.info.unsent-since", o.Unsent, o.UnsentSince)
}

func (p *program) writeInfo(w *bufio.Writer, o infoObject) {
	g := newGrid(left, left)
	row := func(key string, value any) { g.row(p.say.text("ctl.info."+key), fmt.Sprint(value)) }
	row("name", o.Name)
	row("village", o.Village)
	row("book", o.Book)
	row("device", strings.TrimSuffix(o.Device+" · "+o.DeviceName, " · "))
	row("log", o.Log)
	row("members", o.Members)
	row("entries", o.Entries)
	row("changes", o.Changes)
	row("unsent", p.unsent(o))
	row("head", fmt.Sprintf("%d · %s", o.Seq, o.Hash))
	if o.Closed != "" {
		row("closed", o.Closed)
	}
	row("exceptions", o.Exceptions)
	if o.Waiting+o.Aside > 0 {
		row("waiting", fmt.Sprint(o.Waiting, " + ", o.Aside))
	}
	g.write(w)
	if o.Copy {
		w.WriteString(p.say.text("ctl.info.copy") + "\n")
	}
	if o.OK {
		w.WriteString(p.say.text("ctl.info.agrees") + "\n")
		return
	}
	for _, c := range o.Checks {
		if !c.OK {
			w.WriteString(p.say.text("ctl.info.broken", c.Name, p.findingKind(c.Name)) + "\n")
		}
	}
}

// verifyObject is one thing that verify found.
type verifyObject struct {
	Name   string `json:"name"`
	Text   string `json:"text"`
	Table  string `json:"table,omitempty"`
	Row    string `json:"row,omitempty"`
	Detail string `json:"detail,omitempty"`
	Why    string `json:"why,omitempty"`
}

// findingKind says in words what kind of thing was found; the detail is for whoever mends the book.
func (p *program) findingKind(name string) string {
	return p.say.text("ctl.verify.kind." + strings.ToLower(name))
}

// verify re-hashes the whole book and compares its tables with a replay. Findings are the answer "no".
func (p *program) verify([]string) (answer, error) {
	book, err := p.open()
	if err != nil {
		return answer{}, err
	}
	began := p.now()
	findings, err := book.Verify(p.ctx, nil)
	if err != nil {
		return answer{}, err
	}
	info, err := book.Info(p.ctx)
	if err != nil {
		return answer{}, err
	}
	objects := make([]verifyObject, len(findings))
	for i, f := range findings {
		objects[i] = verifyObject{f.Name, p.findingKind(f.Name), f.Table, f.Row, f.Detail, f.Detail}
		if f.Why.Key != "" {
			objects[i].Why = p.say.text(f.Why.Key, f.Why.Args...)
		}
	}
	return answer{
		object: map[string]any{
			"ok": len(findings) == 0, "changes": info.Changes, "entries": info.Entries, "findings": objects,
			"seconds": seconds(p.now().Sub(began)),
		},
		no: len(findings) > 0,
		people: func(w *bufio.Writer) error {
			if len(findings) == 0 {
				w.WriteString(p.say.text("ctl.verify.clean", info.Changes, info.Entries) + "\n")
				return nil
			}
			w.WriteString(p.say.text("ctl.verify.found", len(findings)) + "\n")
			for _, o := range objects {
				w.WriteString("  " + o.Name + " · " + o.Text + "\n")
				if where := strings.TrimSpace(o.Table + " " + o.Row); where+o.Why != "" {
					w.WriteString("      " + strings.TrimPrefix(where+": "+o.Why, ": ") + "\n")
				}
			}
			return nil
		},
	}, nil
}

// seconds rounds a span to what a person cares for.
func seconds(d time.Duration) float64 { return float64(d.Milliseconds()) / 1000 }

// dump prints the derived tables: two books with the same changes give the same bytes.
func (p *program) dump(out string) (answer, error) {
	book, err := p.open()
	if err != nil {
		return answer{}, err
	}
	if out == "" && !p.json {
		return answer{people: func(w *bufio.Writer) error { return book.Dump(p.ctx, w) }}, nil
	}
	var text bytes.Buffer
	if err := book.Dump(p.ctx, &text); err != nil {
		return answer{}, err
	}
	sum := coop.Hash(sha256.Sum256(text.Bytes()))
	if out != "" {
		if err := os.WriteFile(out, text.Bytes(), 0o600); err != nil {
			return answer{}, fmt.Errorf("write the dump: %w", err)
		}
		return answer{
			object: map[string]any{"sha256": sum.String(), "bytes": text.Len(), "file": out},
			people: lines(p.say.text("ctl.export.done", out)),
		}, nil
	}
	return answer{object: map[string]any{"sha256": sum.String(), "bytes": text.Len(), "text": text.String()}}, nil
}
