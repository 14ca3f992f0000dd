package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"lumbung/store"
	"lumbung/store/coop"
)

// join makes this computer a device of the cooperative, with a book of its own.
func (p *program) join(file string, f deviceFlags) (answer, error) {
	for _, must := range [][2]string{{"--code", f.code}, {"--user", f.user}} {
		if must[1] == "" {
			return answer{}, wrongUse("ctl.use.flag-missing", must[0])
		}
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return answer{}, fmt.Errorf("read the invite: %w", err)
	}
	at, err := p.newPlace(p.file)
	if err != nil {
		return answer{}, err
	}
	pin, err := p.newPIN(f.user)
	if err != nil {
		return answer{}, err
	}
	book, err := store.Join(p.ctx, at, data, f.code, deviceName(f.device))
	if err != nil {
		return answer{}, err
	}
	p.keep(book)
	ready, err := p.firstPIN(book, f.user, pin)
	if err != nil {
		return answer{}, errors.Join(err, p.discard(book))
	}
	info, err := book.Info(p.ctx)
	if err != nil {
		return answer{}, err
	}
	key := "ctl.join.done"
	if !ready {
		key = "ctl.join.waits"
	}
	return answer{
		object: map[string]any{
			"book": at.File, "cooperative": info.Cooperative.Name, "device": info.Device.Letters,
			"log": info.Device.Log.String(), "ready": ready,
		},
		people: lines(p.say.text(key, at.File, info.Cooperative.Name, f.user)),
	}, nil
}

// firstPIN gives a person the first PIN on this device. It says false where the books that name the person have not
// arrived yet.
func (p *program) firstPIN(book *store.Book, name, pin string) (bool, error) {
	users, err := book.Users(p.ctx)
	if err != nil || len(users) == 0 {
		return false, err
	}
	user, err := p.userNamed(book, name)
	if err != nil {
		return false, err
	}
	return true, book.SetFirstPIN(p.ctx, user.User, pin)
}

// discard removes a book that could not be begun, so that it can be tried again.
func (p *program) discard(book *store.Book) error {
	p.books = nil
	return book.Discard()
}

func (p *program) pinCommand() *cobra.Command {
	return p.command(order{use: "pin --as NAME", key: "pin", run: func([]string) (answer, error) { return p.setPIN() }})
}

// setPIN gives a person a PIN on this device: the first, or a new one in place of the old.
func (p *program) setPIN() (answer, error) {
	if strings.TrimSpace(p.as) == "" {
		return answer{}, wrongUse("ctl.use.flag-missing", "--as")
	}
	book, err := p.open()
	if err != nil {
		return answer{}, err
	}
	user, err := p.userNamed(book, p.as)
	if err != nil {
		return answer{}, err
	}
	has, err := book.HasPIN(p.ctx, user.User)
	if err != nil {
		return answer{}, err
	}
	if !has {
		pin, err := p.newPIN(user.Name)
		if err != nil {
			return answer{}, err
		}
		err = book.SetFirstPIN(p.ctx, user.User, pin)
		return p.pinSet(user), err
	}
	old, err := p.pin(p.say.text("ctl.ask.pin", user.Name))
	if err != nil {
		return answer{}, err
	}
	fresh, err := p.secret("LUMBUNG_PIN_NEW", p.say.text("ctl.ask.pin-new", user.Name))
	if err != nil {
		return answer{}, err
	}
	who := coop.Session{User: user.User, Name: user.Name, Role: user.Role}
	return p.pinSet(user), book.SetPIN(p.ctx, who, old, fresh)
}

func (p *program) pinSet(user coop.UserRow) answer {
	return answer{object: map[string]any{"name": user.Name}, people: lines(p.say.text("ctl.pin.done", user.Name))}
}
