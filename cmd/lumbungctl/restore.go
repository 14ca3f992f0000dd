package main

import (
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"lumbung/store"
	"lumbung/store/coop"
)

func (p *program) restoreCommand() *cobra.Command {
	var device string
	return p.command(order{
		use: "restore FILE --book NEW", key: "restore", least: 1, most: 1,
		flags: func(f *pflag.FlagSet) { f.StringVar(&device, "device", "", p.say.text("ctl.flag.device")) },
		run:   func(args []string) (answer, error) { return p.restore(args[0], device) },
	})
}

// restore makes a new device from a copy. With the recovery code (LUMBUNG_RECOVERY) it introduces itself and opens what
// is sealed; without it, it waits until a board member introduces it.
func (p *program) restore(from, device string) (answer, error) {
	at, err := p.newPlace(p.file)
	if err != nil {
		return answer{}, err
	}
	recovery := p.env("LUMBUNG_RECOVERY")
	book, err := store.Restore(p.ctx, at, from, recovery, deviceName(device))
	if err != nil {
		return answer{}, err
	}
	p.keep(book)
	info, err := book.Info(p.ctx)
	if err != nil {
		return answer{}, err
	}
	key := "ctl.restore.done"
	if recovery == "" {
		key = "ctl.restore.waits"
	}
	return answer{
		object: map[string]any{
			"book": at.File, "device": info.Device.Letters, "log": info.Device.Log.String(),
			"introduced": recovery != "", "entries": info.Entries,
		},
		people: lines(p.say.text(key, at.File, info.Entries)),
	}, nil
}

func (p *program) introduceCommand() *cobra.Command {
	return p.command(order{use: "introduce DEVICE", key: "introduce", least: 1, most: 1, run: p.introduce})
}

// introduce lets the changes of a device count that was restored without the recovery code. It is named as it names
// itself, by its letters or its log.
func (p *program) introduce(args []string) (answer, error) {
	book, who, err := p.seated(coop.RoleChair, coop.RoleTreasurer)
	if err != nil {
		return answer{}, err
	}
	strangers, err := book.Strangers(p.ctx)
	if err != nil {
		return answer{}, err
	}
	for _, d := range strangers {
		if d.Letters != args[0] && d.Log.String() != args[0] {
			continue
		}
		if _, err := book.Introduce(p.ctx, who, d); err != nil {
			return answer{}, err
		}
		return answer{
			object: map[string]any{"device": d.Letters, "log": d.Log.String(), "name": d.Name},
			people: lines(p.say.text("ctl.introduce.done", d.Letters, d.Name)),
		}, nil
	}
	return answer{}, refuse("ctl.introduce.unknown", args[0])
}
