package main

import (
	"bufio"
	"crypto/rand"
	"errors"
	"fmt"
	"math/big"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"lumbung/store"
	"lumbung/store/coop"
)

func (p *program) closeCommand() *cobra.Command {
	var year yearValue
	return p.command(order{
		use: "close YYYY-MM", key: "close", most: 1,
		flags: func(f *pflag.FlagSet) { f.Var(&year, "year", p.say.text("ctl.flag.close-year")) },
		run: func(args []string) (answer, error) {
			switch {
			case year != 0:
				return answer{}, wrongUse("ctl.use.later", "lumbungctl close --year")
			case len(args) == 0:
				return answer{}, wrongUse("ctl.use.arguments", "lumbungctl close YYYY-MM", 0)
			}
			return p.closeMonth(args[0])
		},
	})
}

func (p *program) reopenCommand() *cobra.Command {
	var reason string
	return p.command(order{
		use: "reopen YYYY-MM --reason TEXT", key: "reopen", least: 1, most: 1,
		flags: func(f *pflag.FlagSet) { f.StringVar(&reason, "reason", "", p.say.text("ctl.flag.reason")) },
		run:   func(args []string) (answer, error) { return p.reopen(args[0], reason) },
	})
}

// closeMonth records the chair's signed statement of exactly what the book contains up to the month's end.
func (p *program) closeMonth(text string) (answer, error) {
	month, ok := parseMonth(text)
	if !ok {
		return answer{}, wrongUse("ctl.use.month", text)
	}
	book, who, err := p.seated(coop.RoleChair)
	if err != nil {
		return answer{}, err
	}
	info, err := book.Info(p.ctx)
	if err != nil {
		return answer{}, err
	}
	if info.Closed >= month.Last() {
		return answer{}, refuse("ctl.close.already", text, info.Closed)
	}
	body, err := book.CloseBody(p.ctx, month, false)
	if err != nil {
		return answer{}, err
	}
	done, err := p.sign(book, who, coop.KindClose, body)
	if err != nil {
		return answer{}, err
	}
	return answer{
		object: map[string]any{"period": text, "close": done.Hash.String(), "digest": body.Digest.String()},
		people: lines(p.say.text("ctl.close.done", text, done.Hash.Short())),
	}, nil
}

// reopen voids the close of the month and every later one, from the last back.
func (p *program) reopen(text, reason string) (answer, error) {
	month, ok := parseMonth(text)
	switch {
	case !ok:
		return answer{}, wrongUse("ctl.use.month", text)
	case strings.TrimSpace(reason) == "":
		return answer{}, wrongUse("ctl.use.flag-missing", "--reason")
	}
	book, who, err := p.seated(coop.RoleChair, coop.RoleSupervisor)
	if err != nil {
		return answer{}, err
	}
	voided := 0
	for {
		info, err := book.Info(p.ctx)
		if err != nil {
			return answer{}, err
		}
		if info.Closed < month.Last() {
			break
		}
		body, err := book.ReopenBody(p.ctx, reason)
		if err != nil {
			return answer{}, err
		}
		if _, err := p.sign(book, who, coop.KindReopen, body); err != nil {
			return answer{}, err
		}
		voided++
	}
	if voided == 0 {
		return answer{}, refuse("ctl.reopen.open", text)
	}
	return answer{
		object: map[string]any{"period": text, "voided": voided},
		people: lines(p.say.text("ctl.reopen.done", text, voided)),
	}, nil
}

// sign records an act under the person's own signature.
func (p *program) sign(book *store.Book, who coop.Session, kind coop.Kind, body any) (coop.Recorded, error) {
	phrase, err := p.secret("LUMBUNG_PASSPHRASE", p.say.text("ctl.ask.passphrase", who.Name))
	if err != nil {
		return coop.Recorded{}, err
	}
	mark, err := book.Sign(p.ctx, who, phrase, kind, body)
	var problem coop.Problem
	if errors.As(err, &problem) && problem.Key == "key.none" {
		return coop.Recorded{}, refuse("ctl.key.none", who.Name)
	}
	if err != nil {
		return coop.Recorded{}, err
	}
	done, err := book.Record(p.ctx, who, coop.Act{Kind: kind, Body: body, Mark: mark})
	if err != nil {
		return coop.Recorded{}, err
	}
	return done[0], nil
}

func (p *program) keyCommand() *cobra.Command {
	return p.group("key", "key", p.command(order{use: "make", key: "key.make", run: p.makeKey}))
}

// makeKey makes the signing key of a board member or supervisor, guarded by words that she writes down.
func (p *program) makeKey([]string) (answer, error) {
	book, who, err := p.seated(coop.RoleChair, coop.RoleSupervisor)
	if err != nil {
		return answer{}, err
	}
	phrase := p.env("LUMBUNG_PASSPHRASE")
	given := phrase != ""
	if !given {
		if phrase, err = newPhrase(); err != nil {
			return answer{}, err
		}
	}
	if _, err := book.MakeUserKey(p.ctx, who, phrase, p.env("LUMBUNG_PASSPHRASE_OLD")); err != nil {
		return answer{}, err
	}
	object := map[string]any{"name": who.Name}
	if !given {
		object["passphrase"] = phrase
	}
	return answer{object: object, people: func(w *bufio.Writer) error {
		w.WriteString(p.say.text("ctl.key.made", who.Name) + "\n")
		if !given {
			w.WriteString(p.say.text("ctl.key.words") + "\n\n    " + phrase + "\n")
		}
		return nil
	}}, nil
}

// newPhrase draws five words that can be spoken and written down: three syllables each, 92 bits in all.
func newPhrase() (string, error) {
	const consonants, vowels = "bcdghjklmnprst", "aeiou"
	draw := func(letters string) (byte, error) {
		n, err := rand.Int(rand.Reader, big.NewInt(int64(len(letters))))
		if err != nil {
			return 0, fmt.Errorf("draw a word: %w", err)
		}
		return letters[n.Int64()], nil
	}
	words := make([]string, 5)
	for i := range words {
		for range 3 {
			for _, letters := range []string{consonants, vowels} {
				letter, err := draw(letters)
				if err != nil {
					return "", err
				}
				words[i] += string(letter)
			}
		}
	}
	return strings.Join(words, " "), nil
}
