package main

import (
	"context"
	"errors"
	"os"

	"lumbung/assets"
	"lumbung/store"
	"lumbung/store/coop"
	"lumbung/ui"
)

// beginner makes the book that the first pages ask for.
type beginner program

var _ ui.Beginner = (*beginner)(nil)

// Found founds a cooperative, with the standard chart and the first PINs.
func (b *beginner) Found(ctx context.Context, f ui.Founding) (ui.Opened, string, error) {
	for _, pin := range []string{f.TreasurerPIN, f.ChairPIN} {
		if problem, right := coop.CheckPIN(pin); pin != "" && !right {
			return ui.Opened{}, "", problem
		}
	}
	founding, err := foundingOf(f)
	if err != nil {
		return ui.Opened{}, "", err
	}
	book, recovery, err := store.Create(ctx, (*program)(b).place(), founding)
	if err != nil {
		return ui.Opened{}, "", err
	}
	for name, pin := range map[string]string{f.Treasurer: f.TreasurerPIN, f.Chair: f.ChairPIN} {
		if pin == "" {
			continue
		}
		give := book.SetFirstPIN
		if name == f.Chair { // the treasurer chose it: its owner replaces it
			give = book.GiveFirstPIN
		}
		if err := giveTo(ctx, book, name, pin, give); err != nil {
			return ui.Opened{}, "", errors.Join(err, book.Discard()) // or its name would be taken for ever
		}
	}
	opened, err := (*program)(b).take(book)
	return opened, recovery, err
}

func foundingOf(f ui.Founding) (store.Founding, error) {
	chart, err := coop.LoadChart(assets.Chart())
	if err != nil {
		return store.Founding{}, err
	}
	founding := store.Founding{
		Name: f.Name, Village: f.Village, DeviceName: machineName(),
		People: []coop.FoundOne{
			{Name: f.Treasurer, Role: coop.RoleTreasurer}, {Name: f.Chair, Role: coop.RoleChair},
		},
	}
	for _, a := range chart {
		founding.Accounts = append(founding.Accounts, coop.AccountAdd{
			Code: a.Code, NameID: a.NameID, NameEN: a.NameEN, Type: a.Type, Heading: a.Heading,
			Credit: a.NormalCredit, Sub: a.Sub,
		})
	}
	for _, rate := range []struct {
		key    string
		amount coop.Money
	}{{coop.SettingPrincipal, f.Principal}, {coop.SettingMandatory, f.Mandatory}} {
		if rate.amount > 0 {
			setting := coop.Setting{Key: rate.key, Value: coop.FormatData(rate.amount)}
			founding.Settings = append(founding.Settings, setting)
		}
	}
	return founding, nil
}

// firstPIN gives the person of that name their first PIN.
func firstPIN(ctx context.Context, book *store.Book, name, pin string) error {
	return giveTo(ctx, book, name, pin, book.SetFirstPIN)
}

func giveTo(
	ctx context.Context, book *store.Book, name, pin string, give func(context.Context, coop.ID, string) error,
) error {
	users, err := book.Users(ctx)
	if err != nil {
		return err
	}
	for _, u := range users {
		if u.Name == name {
			return give(ctx, u.User, pin)
		}
	}
	return coop.Problem{Key: "login.wrong"}
}

// Join opens a book on an invite.
func (b *beginner) Join(ctx context.Context, invite []byte, code string) (ui.Opened, error) {
	book, err := store.Join(ctx, (*program)(b).place(), invite, code, machineName())
	if err != nil {
		return ui.Opened{}, err
	}
	return (*program)(b).take(book)
}

// machineName is how this laptop is called among the others.
func machineName() string {
	name, err := os.Hostname()
	if err != nil {
		return ""
	}
	return name
}
