package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"lumbung/store"
	"lumbung/store/coop"
)

// program is one run of the command line: what it was given, and nothing that outlives it.
type program struct {
	ctx  context.Context
	in   io.Reader
	out  io.Writer
	errs io.Writer
	env  func(string) string
	now  func() time.Time
	say  words

	// Flags that every command has.
	file string // --book
	as   string
	lang string
	json bool

	books     []*store.Book   // open until the run ends
	occasions []coop.Occasion // the standard ones, once read
}

// answer is what a command found out or did. One of the two forms is printed.
type answer struct {
	object any                         // with --json
	people func(w *bufio.Writer) error // otherwise; nil prints nothing
	no     bool                        // the answer is "no": exit status 1
}

// Exit statuses of the contract.
const (
	exitDone    = 0
	exitNo      = 1
	exitWrong   = 2
	exitMachine = 3
)

// run is the whole program: it reads args, does what they say and gives the exit status.
func run(
	ctx context.Context, args []string, in io.Reader, out, errs io.Writer, env func(string) string,
) int {
	p := &program{ctx: ctx, in: in, out: out, errs: errs, env: env, now: time.Now}
	lang, err := languageOf(args, env)
	if p.say, _ = newWords(lang); err != nil {
		return p.fail(err)
	}
	p.json = asksForJSON(args)
	root := p.root()
	root.SetArgs(args)
	err = root.ExecuteContext(ctx)
	if failed := p.close(); err == nil {
		err = failed
	}
	if err != nil {
		return p.fail(err)
	}
	return exitDone
}

// asksForJSON looks for --json before the flags are read, so that wrong use is answered in JSON too.
func asksForJSON(args []string) bool {
	for _, arg := range args {
		switch arg {
		case "--json", "--json=true":
			return true
		case "--":
			return false
		}
	}
	return false
}

// show prints an answer in the form that was asked for.
func (p *program) show(a answer) error {
	w := bufio.NewWriterSize(p.out, 1<<16)
	switch {
	case p.json:
		if err := writeJSON(w, a.object); err != nil {
			return err
		}
	case a.people != nil:
		if err := a.people(w); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("standard output: %w", err)
	}
	if a.no {
		return errNo
	}
	return nil
}

func writeJSON(w io.Writer, object any) error {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(object); err != nil {
		return fmt.Errorf("write the answer as JSON: %w", err)
	}
	if _, err := w.Write(text.Bytes()); err != nil {
		return fmt.Errorf("standard output: %w", err)
	}
	return nil
}

// lines is the plain way to speak to people: each text on a line of its own.
func lines(texts ...string) func(*bufio.Writer) error {
	return func(w *bufio.Writer) error {
		_, err := w.WriteString(strings.Join(texts, "\n") + "\n")
		return err
	}
}

// today is the day by the clock of this machine.
func (p *program) today() coop.Date { return coop.DateFromTime(p.now()) }
