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

// closeFlags say what is closed, and what the chair knows of before signing.
type closeFlags struct {
	year   yearValue
	anyway bool
	reason string
}

func (p *program) closeCommand() *cobra.Command {
	var flags closeFlags
	return p.command(order{
		use: "close YYYY-MM | close --year YYYY", key: "close", most: 1,
		flags: func(f *pflag.FlagSet) {
			f.Var(&flags.year, "year", p.say.text("ctl.flag.close-year"))
			f.BoolVar(&flags.anyway, "anyway", false, p.say.text("ctl.flag.close-anyway"))
			f.StringVar(&flags.reason, "reason", "", p.say.text("ctl.flag.close-reason"))
		},
		run: func(args []string) (answer, error) {
			switch {
			case flags.year != 0 && len(args) == 0:
				return p.closePeriod(coop.Month(flags.year)*100+12, flags)
			case flags.year != 0 || len(args) == 0:
				return answer{}, wrongUse("ctl.use.arguments", "lumbungctl close YYYY-MM", len(args))
			}
			month, ok := parseMonth(args[0])
			if !ok {
				return answer{}, wrongUse("ctl.use.month", args[0])
			}
			return p.closePeriod(month, flags)
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

// closePeriod records the chair's signed statement of exactly what the book contains up to the month's end, and of a
// year the entry that closes it.
func (p *program) closePeriod(month coop.Month, flags closeFlags) (answer, error) {
	book, who, err := p.seated(coop.RoleChair)
	if err != nil {
		return answer{}, err
	}
	plan, err := book.PlanClose(p.ctx, month, flags.year != 0)
	if err != nil {
		return answer{}, err
	}
	if against := plan.Against(flags.reason); len(against) > 0 {
		return answer{}, against[0]
	}
	if ask := plan.Ask(p.today()); len(ask) > 0 && !flags.anyway {
		return answer{}, refuse("ctl.close.ask", p.say.value(ask[0]))
	}
	mark, err := p.marked(book, who, coop.KindClose, plan.Body)
	if err != nil {
		return answer{}, err
	}
	made, err := book.Record(p.ctx, who, plan.Acts(mark, flags.reason)...)
	if err != nil {
		return answer{}, err
	}
	done := made[0]
	object := map[string]any{
		"period": month.String(), "close": done.Hash.String(), "digest": plan.Body.Digest.String(),
		"entries": plan.Entries,
	}
	if flags.year == 0 {
		return answer{
			object: object,
			people: lines(p.say.text("ctl.close.done", month.String(), short(done.Hash))),
		}, nil
	}
	result := coop.ClosingResult(plan.Body.Lines)
	object["year"], object["surplus"] = plan.ClosingYear(), rupiah(result)
	object["closing_entry"], object["roll_entry"] = done.ID.String(), ""
	if result > 0 {
		object["roll_entry"] = coop.HashID(done.Hash, 1).String()
	}
	key := "ctl.close.year-done"
	if result < 0 {
		key = "ctl.close.year-loss"
	}
	return answer{
		object: object,
		people: lines(p.say.text(key, fmt.Sprint(plan.ClosingYear()), max(result, -result), short(done.Hash))),
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

// marked makes the person's own signature under an act.
func (p *program) marked(book *store.Book, who coop.Session, kind coop.Kind, body any) ([]byte, error) {
	phrase, err := p.secret("LUMBUNG_PASSPHRASE", p.say.text("ctl.ask.passphrase", who.Name))
	if err != nil {
		return nil, err
	}
	mark, err := book.Sign(p.ctx, who, phrase, kind, body)
	var problem coop.Problem
	if errors.As(err, &problem) && problem.Key == "key.none" {
		return nil, refuse("ctl.key.none", who.Name)
	}
	return mark, err
}

// sign records an act under the person's own signature.
func (p *program) sign(book *store.Book, who coop.Session, kind coop.Kind, body any) (coop.Recorded, error) {
	mark, err := p.marked(book, who, kind, body)
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

// short writes the beginning of a hash, as people compare it.
func short(h coop.Hash) string { return fmt.Sprintf("%x", h.Short()) }
