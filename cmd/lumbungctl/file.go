package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"lumbung/store/coop"
	"lumbung/sync/client"
	"lumbung/sync/wire"
)

func (p *program) fileCommand() *cobra.Command {
	var since, receipt string
	return p.group(
		"file", "file",
		p.command(order{
			use: "write OUT", key: "file.write", least: 1, most: 1,
			flags: func(f *pflag.FlagSet) { f.StringVar(&since, "since", "accepted", p.say.text("ctl.flag.since")) },
			run:   func(args []string) (answer, error) { return p.writeFile(args[0], since) },
		}),
		p.command(order{
			use: "read IN", key: "file.read", least: 1, most: 1,
			flags: func(f *pflag.FlagSet) { f.StringVar(&receipt, "receipt", "", p.say.text("ctl.flag.receipt")) },
			run:   func(args []string) (answer, error) { return p.readFile(args[0], receipt) },
		}),
	)
}

// writeFile writes what the district has not confirmed (or everything) as a file that every other device of the book
// and its server can read.
func (p *program) writeFile(out, since string) (answer, error) {
	if since != "accepted" && since != "all" {
		return answer{}, wrongUse("ctl.use.since", since)
	}
	book, err := p.open()
	if err != nil {
		return answer{}, err
	}
	c := p.carrier(book)
	var known []coop.Head
	if since == "accepted" {
		if known, err = c.Known(p.ctx); err != nil {
			return answer{}, err
		}
	}
	written, err := c.WriteFile(p.ctx, known)
	if err != nil {
		return answer{}, err
	}
	if err := newFile(out, written.Data); err != nil {
		return answer{}, err
	}
	return answer{
		object: map[string]any{
			"file": out, "bytes": len(written.Data), "changes": written.Changes, "receivers": written.Receivers,
		},
		people: lines(p.say.text("ctl.file.written", out, len(written.Data), written.Changes, written.Receivers)),
	}, nil
}

// newFile writes a file that must not be there yet, and returns when it is on the disk: sticks are pulled out early.
func newFile(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("write the file: %w", err)
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("write the file: %w", errors.Join(err, os.Remove(name)))
	}
	return nil
}

// readFile takes in a file: changes, or the receipt of one that went out. Where it asks for a receipt, that is written
// beside it.
func (p *program) readFile(in, receipt string) (answer, error) {
	info, err := os.Stat(in)
	if err != nil {
		return answer{}, fmt.Errorf("read the file: %w", err)
	}
	if info.IsDir() || info.Size() > wire.MaxFile {
		return answer{}, refuse("ctl.line.too-large")
	}
	data, err := os.ReadFile(in)
	if err != nil {
		return answer{}, fmt.Errorf("read the file: %w", err)
	}
	book, err := p.open()
	if err != nil {
		return answer{}, err
	}
	read, err := p.carrier(book).ReadFile(p.ctx, data)
	if err != nil {
		return answer{}, err
	}
	if len(read.Receipt) == 0 {
		receipt = ""
	} else {
		if receipt == "" {
			receipt = in + ".tanda-terima"
		}
		if err := os.WriteFile(receipt, read.Receipt, 0o600); err != nil {
			return answer{}, fmt.Errorf("write the receipt: %w", err)
		}
	}
	return answer{
		object: map[string]any{
			"from": read.From.String(), "writer": read.Writer, "changes": read.Changes, "new": read.New,
			"set_aside": read.SetAside, "waiting": read.Waiting, "is_receipt": read.Answers, "receipt": receipt,
			"damaged": read.Damaged,
		},
		no:     read.Damaged,
		people: func(w *bufio.Writer) error { p.writeRead(w, read, receipt); return nil },
	}, nil
}

func (p *program) writeRead(w *bufio.Writer, read client.Read, receipt string) {
	if read.Writer == "" {
		read.Writer = p.say.text("ctl.file.writer-unknown")
	}
	if read.Answers {
		w.WriteString(p.say.text("ctl.file.receipt", read.Writer) + "\n")
	}
	w.WriteString(p.say.text("ctl.file.took", read.Writer, read.Changes, read.New) + "\n")
	if read.SetAside > 0 {
		w.WriteString(p.say.text("ctl.sync.aside", read.SetAside) + "\n")
	}
	if read.Damaged {
		w.WriteString(p.say.text("ctl.file.damaged") + "\n")
	}
	if receipt != "" {
		w.WriteString(p.say.text("ctl.file.give-back", receipt) + "\n")
	}
}
