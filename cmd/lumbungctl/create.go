package main

import (
	"bufio"
	"errors"
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"lumbung/assets"
	"lumbung/store"
	"lumbung/store/coop"
)

// createFlags say how a new cooperative begins.
type createFlags struct {
	name, village, treasurer, chair string
	people                          []string // further ones of other roles
	device                          string
	principal, mandatory            int64
}

func (p *program) createCommand() *cobra.Command {
	var flags createFlags
	return p.command(order{
		use: "create --name NAME --village CODE --treasurer NAME --chair NAME", key: "create",
		flags: func(f *pflag.FlagSet) {
			f.StringVar(&flags.name, "name", "", p.say.text("ctl.flag.name"))
			f.StringVar(&flags.village, "village", "", p.say.text("ctl.flag.village"))
			f.StringVar(&flags.treasurer, "treasurer", "", p.say.text("ctl.flag.treasurer"))
			f.StringVar(&flags.chair, "chair", "", p.say.text("ctl.flag.chair"))
			f.StringArrayVar(&flags.people, "supervisor", nil, p.say.text("ctl.flag.supervisor"))
			f.StringVar(&flags.device, "device", "", p.say.text("ctl.flag.device"))
			f.Int64Var(&flags.principal, "principal", 0, p.say.text("ctl.flag.principal"))
			f.Int64Var(&flags.mandatory, "mandatory", 0, p.say.text("ctl.flag.mandatory"))
		},
		run: func([]string) (answer, error) { return p.create(flags) },
	})
}

func (f createFlags) check() error {
	for _, must := range [][2]string{
		{"--name", f.name}, {"--village", f.village}, {"--treasurer", f.treasurer}, {"--chair", f.chair},
	} {
		if must[1] == "" {
			return wrongUse("ctl.use.flag-missing", must[0])
		}
	}
	if len(f.village) != 10 || !allDigits(f.village) {
		return wrongUse("ctl.use.village", f.village)
	}
	if f.treasurer == f.chair {
		return wrongUse("ctl.use.two-people", f.chair)
	}
	if f.principal < 0 || f.mandatory < 0 {
		return wrongUse("ctl.use.negative")
	}
	return nil
}

// founding is what the book of these flags begins with.
func (f createFlags) founding() (store.Founding, error) {
	chart, err := coop.LoadChart(assets.Chart())
	if err != nil {
		return store.Founding{}, err
	}
	founding := store.Founding{
		Name: f.name, Village: f.village, Accounts: accountAdds(chart), DeviceName: f.device,
		People: []coop.FoundOne{
			{Name: f.treasurer, Role: coop.RoleTreasurer}, {Name: f.chair, Role: coop.RoleChair},
		},
	}
	for _, name := range f.people {
		founding.People = append(founding.People, coop.FoundOne{Name: name, Role: coop.RoleSupervisor})
	}
	for key, rate := range map[string]int64{coop.SettingPrincipal: f.principal, coop.SettingMandatory: f.mandatory} {
		if rate > 0 {
			value := coop.FormatData(coop.Money(rate) * coop.Rupiah)
			founding.Settings = append(founding.Settings, coop.Setting{Key: key, Value: value})
		}
	}
	return founding, nil
}

// deviceName is what this computer is called where nobody says otherwise.
func deviceName(given string) string {
	if given != "" {
		return given
	}
	name, err := os.Hostname()
	if err != nil {
		return ""
	}
	return name
}

func (p *program) create(flags createFlags) (answer, error) {
	if err := flags.check(); err != nil {
		return answer{}, err
	}
	flags.device = deviceName(flags.device)
	founding, err := flags.founding()
	if err != nil {
		return answer{}, err
	}
	at, err := p.newPlace(p.file)
	if err != nil {
		return answer{}, err
	}
	pins := map[string]string{}
	for _, name := range []string{flags.treasurer, flags.chair} {
		if pins[name], err = p.newPIN(name); err != nil {
			return answer{}, err
		}
	}
	book, recovery, err := store.Create(p.ctx, at, founding)
	if err != nil {
		return answer{}, err
	}
	p.keep(book)
	if err := p.firstPINs(book, pins); err != nil {
		return answer{}, errors.Join(err, p.discard(book))
	}
	if err := book.RecoveryWritten(); err != nil { // the answer says it, and whoever asked keeps the answer
		return answer{}, err
	}
	info, err := book.Info(p.ctx)
	if err != nil {
		return answer{}, err
	}
	return answer{
		object: map[string]any{
			"book": at.File, "cooperative": info.Cooperative.Cooperative.String(), "device": info.Device.Letters,
			"log": info.Device.Log.String(), "recovery_code": recovery,
		},
		people: func(w *bufio.Writer) error {
			w.WriteString(p.say.text("ctl.create.done", flags.name, at.File) + "\n\n")
			w.WriteString(p.say.text("ctl.create.recovery") + "\n\n    " + recovery + "\n\n")
			w.WriteString(p.say.text("ctl.create.next") + "\n")
			return nil
		},
	}, nil
}

func (p *program) firstPINs(book *store.Book, pins map[string]string) error {
	users, err := book.Users(p.ctx)
	if err != nil {
		return err
	}
	for _, u := range users {
		if pin, given := pins[u.Name]; given {
			if err := book.SetFirstPIN(p.ctx, u.User, pin); err != nil {
				return err
			}
		}
	}
	return nil
}
