package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/term"

	"lumbung/store"
	"lumbung/store/coop"
)

// bookName is the file of the user's own book in the data folder.
const bookName = "buku.lumbung"

// dataFolder is where this user's programs keep what they keep: LUMBUNG_DATA, or the place the platform has for it.
func (p *program) dataFolder() (string, error) {
	if folder := p.env("LUMBUNG_DATA"); folder != "" {
		return folder, nil
	}
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		folder, err := os.UserConfigDir()
		if err != nil {
			return "", fmt.Errorf("find the data folder: %w", err)
		}
		return filepath.Join(folder, "Lumbung"), nil
	}
	if folder := p.env("XDG_DATA_HOME"); filepath.IsAbs(folder) {
		return filepath.Join(folder, "lumbung"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("find the data folder: %w", err)
	}
	return filepath.Join(home, ".local", "share", "lumbung"), nil
}

// place is where the book of this run lies; file empty means the user's own.
func (p *program) place(file string) (store.Place, error) {
	folder, err := p.dataFolder()
	if err != nil {
		return store.Place{}, err
	}
	if file == "" {
		file = filepath.Join(folder, bookName)
	}
	return store.Place{File: file, Machine: filepath.Join(folder, "machine"), Now: p.now}, nil
}

// newPlace is a place for a book that does not exist yet.
func (p *program) newPlace(file string) (store.Place, error) {
	at, err := p.place(file)
	if err != nil {
		return at, err
	}
	if _, err := os.Stat(at.File); err == nil {
		return at, refuse("ctl.book.exists", at.File)
	}
	if err := os.MkdirAll(filepath.Dir(at.File), 0o755); err != nil {
		return at, fmt.Errorf("make the book's folder: %w", err)
	}
	return at, nil
}

// open opens the book; run closes it after the answer is printed.
func (p *program) open() (*store.Book, error) {
	at, err := p.place(p.file)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(at.File); errors.Is(err, os.ErrNotExist) {
		return nil, refuse("ctl.book.none", at.File)
	}
	book, err := store.Open(p.ctx, at)
	if err != nil {
		return nil, err
	}
	p.keep(book)
	occasions, err := p.standardOccasions()
	if err != nil {
		return nil, err
	}
	book.NameOccasions(coop.OccasionNames(occasions))
	return book, nil
}

// keep has the book closed when the run ends.
func (p *program) keep(book *store.Book) { p.books = append(p.books, book) }

func (p *program) close() error {
	var err error
	for _, book := range slices.Backward(p.books) {
		err = errors.Join(err, book.Close())
	}
	p.books = nil
	return err
}

// seated opens the book and lets the person log in who is about to record something.
func (p *program) seated(roles ...coop.Role) (*store.Book, coop.Session, error) {
	book, err := p.open()
	if err != nil {
		return nil, coop.Session{}, err
	}
	who, err := p.login(book, roles...)
	return book, who, err
}

// login asks for the PIN of the person named by --as. Without --as it is the one person who has the first of the roles
// that anybody has.
func (p *program) login(book *store.Book, roles ...coop.Role) (coop.Session, error) {
	users, err := book.Users(p.ctx)
	if err != nil {
		return coop.Session{}, err
	}
	name := p.as
	if name == "" {
		if name, err = p.oneOf(users, roles); err != nil {
			return coop.Session{}, err
		}
	}
	if !slices.ContainsFunc(users, func(u coop.UserRow) bool { return strings.EqualFold(u.Name, name) }) {
		return coop.Session{}, refuse("ctl.login.unknown", name, userNames(users))
	}
	pin, err := p.pin(p.say.text("ctl.ask.pin", name))
	if err != nil {
		return coop.Session{}, err
	}
	return book.Login(p.ctx, name, pin)
}

func (p *program) oneOf(users []coop.UserRow, roles []coop.Role) (string, error) {
	for _, role := range roles {
		var names []string
		for _, u := range users {
			if u.Role == role {
				names = append(names, u.Name)
			}
		}
		switch len(names) {
		case 0:
		case 1:
			return names[0], nil
		default:
			return "", wrongUse("ctl.use.as", strings.Join(names, ", "))
		}
	}
	return "", wrongUse("ctl.use.as", userNames(users))
}

func userNames(users []coop.UserRow) string {
	var names []string
	for _, u := range users {
		if u.Role != coop.RoleNone {
			names = append(names, u.Name)
		}
	}
	return strings.Join(names, ", ")
}

// pin takes the PIN from the environment or asks for it.
func (p *program) pin(question string) (string, error) { return p.secret("LUMBUNG_PIN", question) }

// secret takes a secret from the environment or asks for it at the terminal, without showing it.
func (p *program) secret(variable, question string) (string, error) {
	if secret := p.env(variable); secret != "" {
		return secret, nil
	}
	terminal, is := p.in.(*os.File)
	if !is || !term.IsTerminal(int(terminal.Fd())) {
		return "", wrongUse("ctl.use.secret", variable, question)
	}
	fmt.Fprint(p.errs, question+" ")
	secret, err := term.ReadPassword(int(terminal.Fd()))
	fmt.Fprintln(p.errs)
	if err != nil {
		return "", fmt.Errorf("read from the terminal: %w", err)
	}
	return string(secret), nil
}

// newPIN asks twice for a PIN to be.
func (p *program) newPIN(name string) (string, error) {
	first, err := p.pin(p.say.text("ctl.ask.pin-new", name))
	if err != nil {
		return "", err
	}
	again, err := p.pin(p.say.text("ctl.ask.pin-again"))
	if err != nil {
		return "", err
	}
	if first != again {
		return "", refuse("ctl.login.pins-differ")
	}
	return first, nil
}
