package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"lumbung/assets"
	"lumbung/store/coop"
	"lumbung/sync/server"
)

// Exit statuses, the same for all programs of the house.
const (
	statusDone    = 0
	statusNo      = 1 // the answer is no: an input was refused, a check found something
	statusUse     = 2 // wrong use, or not there yet
	statusMachine = 3 // disk or network failed
)

// errUse is wrapped by everything that is wrong with how the program was called.
var errUse = errors.New("wrong use")

// errFound says that a check found something; what it is has been written already.
var errFound = errors.New("found")

// program is one run of lumbungd.
type program struct {
	out, err io.Writer
	folder   string // data folder
	database string
	lang     string
	json     bool
	texts    map[string]string
}

// run runs lumbungd and gives the exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	p := &program{out: stdout, err: stderr, lang: languageIn(args)}
	var err error
	if p.texts, err = assets.Translations(p.lang); err != nil {
		fmt.Fprintln(stderr, err)
		return statusUse
	}
	root := p.root()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	return p.status(root.ExecuteContext(ctx))
}

// languageIn finds the language before the flags are parsed, because help is written in it.
func languageIn(args []string) string {
	for i, arg := range args {
		if arg == "--lang" && i+1 < len(args) {
			return args[i+1]
		}
		if value, ok := strings.CutPrefix(arg, "--lang="); ok {
			return value
		}
	}
	return assets.Languages()[0]
}

// status says an error in the person's language and gives the exit status that belongs to it.
func (p *program) status(err error) int {
	var wrong coop.Problem
	switch {
	case err == nil:
		return statusDone
	case errors.Is(err, errFound):
		return statusNo
	case errors.As(err, &wrong):
		fmt.Fprintln(p.err, "lumbungd:", p.say(wrong.Key, wrong.Args...))
		if errors.Is(err, errUse) {
			return statusUse
		}
		return statusNo
	case errors.Is(err, errUse):
		fmt.Fprintln(p.err, "lumbungd:", err)
		return statusUse
	}
	fmt.Fprintln(p.err, "lumbungd:", p.say("lumbungd.failed", err))
	return statusMachine
}

// misuse is wrong use with its sentence.
func misuse(key string, args ...any) error {
	return fmt.Errorf("%w: %w", errUse, coop.Problem{Key: key, Args: args})
}

func (p *program) say(key string, args ...any) string {
	text, ok := p.texts[key]
	if !ok {
		return coop.Problem{Key: key, Args: args}.Error()
	}
	words := make([]string, len(args))
	for i, a := range args {
		words[i] = fmt.Sprint(a)
	}
	return coop.FillText(text, words...)
}

// print writes a result: as JSON where that was asked for, else as text.
func (p *program) print(text string, value any) error {
	if !p.json {
		_, err := fmt.Fprintln(p.out, text)
		return err
	}
	encoder := json.NewEncoder(p.out)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(value)
}

func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use: "lumbungd", Short: p.say("lumbungd.short"), Long: p.say("lumbungd.long"),
		SilenceErrors: true, SilenceUsage: true, Args: p.noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	flags := root.PersistentFlags()
	flags.StringVar(&p.folder, "data", "", p.say("lumbungd.flag.data"))
	flags.StringVar(&p.database, "db", "", p.say("lumbungd.flag.db"))
	flags.StringVar(&p.lang, "lang", p.lang, p.say("lumbungd.flag.lang"))
	flags.BoolVar(&p.json, "json", false, p.say("lumbungd.flag.json"))
	root.AddCommand(p.serve(), p.activationCode(), p.officer(), p.check(), p.distribute())
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error {
		return misuse("lumbungd.problem.flag", err)
	})
	return root
}

func (p *program) noArgs(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return misuse("lumbungd.problem.argument", args[0])
	}
	return nil
}

// open opens the server's storage where the flags say.
func (p *program) open(ctx context.Context, o server.Options) (*server.Server, error) {
	folder, err := p.dataFolder()
	if err != nil {
		return nil, err
	}
	if p.database != "" && !strings.HasPrefix(p.database, "postgres://") &&
		!strings.HasPrefix(p.database, "postgresql://") {
		return nil, misuse("lumbungd.problem.db", p.database)
	}
	o.Folder, o.Database = folder, p.database
	if o.Log == nil {
		o.Log = slog.New(slog.NewTextHandler(p.err, nil))
	}
	return server.Open(ctx, o)
}

// dataFolder is the folder named, or the platform's place for a program's data.
func (p *program) dataFolder() (string, error) {
	if p.folder != "" {
		return p.folder, nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", misuse("lumbungd.problem.home")
	}
	base := filepath.Join(home, ".local", "share")
	switch {
	case runtime.GOOS == "windows" && os.Getenv("LOCALAPPDATA") != "":
		base = os.Getenv("LOCALAPPDATA")
	case slices.Contains([]string{"darwin", "ios"}, runtime.GOOS):
		base = filepath.Join(home, "Library", "Application Support")
	case os.Getenv("XDG_DATA_HOME") != "":
		base = os.Getenv("XDG_DATA_HOME")
	}
	return filepath.Join(base, "lumbungd"), nil
}

// closing closes the server and keeps the first error.
func closing(s *server.Server, err *error) {
	if failed := s.Close(); *err == nil {
		*err = failed
	}
}
