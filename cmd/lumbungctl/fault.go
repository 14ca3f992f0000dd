package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/spf13/pflag"

	"lumbung/store/coop"
)

// errNo ends a command whose answer, already printed, is "no".
var errNo = errors.New("the answer is no")

// useError is wrong use: exit status 2.
type useError struct{ coop.Problem }

// wrongUse says what was wrong about the way the program was called.
func wrongUse(key string, args ...any) error { return useError{coop.Problem{Key: key, Args: args}} }

// refuse says why an input is not taken: exit status 1.
func refuse(key string, args ...any) error { return coop.Problem{Key: key, Args: args} }

// cellError is a refused cell of an input file: which file, row and field, what was expected there and what stands.
type cellError struct {
	file     string
	row      int // as a spreadsheet counts: the header is row 1
	field    string
	expected coop.Problem
	found    string
}

func (e *cellError) Error() string {
	return fmt.Sprintf("%s: row %d, field %s: expected %v, found %q", e.file, e.row, e.field, e.expected, e.found)
}

// complaint is what a failing command prints with --json.
type complaint struct {
	Text     string `json:"text"`
	File     string `json:"file,omitempty"`
	Row      int    `json:"row,omitempty"`
	Field    string `json:"field,omitempty"`
	Expected string `json:"expected,omitempty"`
	Found    string `json:"found,omitempty"`
}

// fail tells a person what went wrong and gives the exit status.
func (p *program) fail(err error) int {
	if errors.Is(err, errNo) {
		return exitNo
	}
	c, status := p.explain(err)
	fmt.Fprintln(p.errs, c.Text)
	if p.json {
		w := bufio.NewWriter(p.out)
		if writeJSON(w, map[string]any{"error": c}) != nil || w.Flush() != nil {
			return exitMachine
		}
	}
	return status
}

// explain puts an error into the person's language. What no case knows is the machine's failure, in its own words.
func (p *program) explain(err error) (complaint, int) {
	var (
		use     useError
		cell    *cellError
		problem coop.Problem
		refusal *coop.Refusal
		data    *coop.DataError
		path    *fs.PathError
	)
	switch {
	case errors.As(err, &use):
		return p.spoken(use.Key, use.Args...), exitWrong
	case errors.As(err, &cell):
		return p.cell(cell), exitNo
	case errors.As(err, &problem) && strings.HasPrefix(problem.Key, "report.wrong."):
		return p.spoken(problem.Key, problem.Args...), exitWrong
	case errors.As(err, &problem):
		return p.spoken(problem.Key, problem.Args...), exitNo
	case errors.As(err, &refusal):
		return p.spoken("ctl.refused", p.say.what(refusal.What)), exitNo
	case errors.As(err, &data):
		return p.spoken("data.wrong", data.Line, data.Column, data.Expected, data.Found), exitNo
	case errors.Is(err, context.Canceled):
		return p.spoken("ctl.machine.stopped"), exitMachine
	}
	if c, status, known := p.explainStore(err); known {
		return c, status
	}
	if c, status, known := p.explainLine(err); known {
		return c, status
	}
	if text, is := p.flagFault(err); is {
		return complaint{Text: text}, exitWrong
	}
	if errors.As(err, &path) && errors.Is(err, fs.ErrExist) {
		return p.spoken("ctl.book.exists-file", path.Path), exitNo
	}
	if errors.As(err, &path) && errors.Is(err, fs.ErrNotExist) {
		return p.spoken("ctl.machine.no-file", path.Path), exitMachine
	}
	return p.spoken("ctl.machine.failed", err), exitMachine
}

func (p *program) spoken(key string, args ...any) complaint {
	return complaint{Text: p.say.text(key, args...)}
}

func (p *program) cell(e *cellError) complaint {
	expected, found := p.say.text(e.expected.Key, e.expected.Args...), e.found
	if found == "" {
		found = p.say.text("ctl.cell.empty")
	}
	key := "ctl.cell"
	if e.field == "*" {
		key = "ctl.cell.row" // the whole row
	}
	return complaint{
		Text: p.say.text(key, e.file, e.row, e.field, expected, shorten(found)),
		File: e.file, Row: e.row, Field: e.field, Expected: expected, Found: e.found,
	}
}

// shorten keeps a sentence a sentence, however long the cell was.
func shorten(text string) string {
	const longest = 60
	if runes := []rune(text); len(runes) > longest {
		return string(runes[:longest]) + "…"
	}
	return text
}

// flagFault translates what the flag library says in English.
func (p *program) flagFault(err error) (string, bool) {
	var (
		unknown *pflag.NotExistError
		missing *pflag.ValueRequiredError
		invalid *pflag.InvalidValueError
		syntax  *pflag.InvalidSyntaxError
	)
	switch {
	case errors.As(err, &unknown):
		name := unknown.GetSpecifiedName()
		if unknown.GetSpecifiedShortnames() != "" {
			return p.say.text("ctl.use.flag-unknown", "-"+name), true
		}
		return p.say.text("ctl.use.flag-unknown", "--"+name), true
	case errors.As(err, &missing):
		return p.say.text("ctl.use.flag-value", "--"+missing.GetFlag().Name), true
	case errors.As(err, &invalid):
		kind := keyed("ctl.value." + invalid.GetFlag().Value.Type())
		return p.say.text("ctl.use.flag-wrong", "--"+invalid.GetFlag().Name, kind, invalid.GetValue()), true
	case errors.As(err, &syntax):
		return p.say.text("ctl.use.flag-syntax", syntax.GetSpecifiedFlag()), true
	}
	return "", false
}
