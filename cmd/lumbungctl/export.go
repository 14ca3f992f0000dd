package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"lumbung/store/report"
)

func (p *program) exportCommand() *cobra.Command {
	var out string
	flags := func(f *pflag.FlagSet) { f.StringVarP(&out, "out", "o", "", p.say.text("ctl.flag.out")) }
	return p.group(
		"export", "export",
		p.command(order{use: "hledger", key: "export.hledger", flags: flags, run: func([]string) (answer, error) {
			return p.export(report.WriteHledger, out)
		}}),
		p.command(order{use: "csv", key: "export.csv", flags: flags, run: func([]string) (answer, error) {
			return p.export(report.WriteEntriesCSV, out)
		}}),
	)
}

// export writes the whole book for another program: to standard output, or into a file whole or not at all.
func (p *program) export(
	write func(context.Context, io.Writer, report.Journal, string) error, out string,
) (answer, error) {
	book, err := p.open()
	if err != nil {
		return answer{}, err
	}
	if out == "" && !p.json {
		return answer{people: func(w *bufio.Writer) error { return write(p.ctx, w, book, p.say.lang) }}, nil
	}
	var text bytes.Buffer
	if err := write(p.ctx, &text, book, p.say.lang); err != nil {
		return answer{}, err
	}
	if out == "" {
		return answer{object: map[string]any{"bytes": text.Len(), "text": text.String()}}, nil
	}
	if err := os.WriteFile(out, text.Bytes(), 0o600); err != nil {
		return answer{}, fmt.Errorf("write the export: %w", err)
	}
	return answer{
		object: map[string]any{"file": out, "bytes": text.Len()},
		people: lines(p.say.text("ctl.export.done", out)),
	}, nil
}
