package main

import (
	"errors"

	"github.com/spf13/cobra"

	"lumbung/store"
)

func (p *program) backupCommands() []*cobra.Command {
	return []*cobra.Command{
		p.command(order{use: "rebuild", key: "rebuild", run: p.rebuild}),
		p.command(order{use: "backup DIR", key: "backup", least: 1, most: 1, run: p.backup}),
	}
}

// rebuild makes the tables anew from the log, also those of a book that is too bent to be opened.
func (p *program) rebuild([]string) (answer, error) {
	book, err := p.open()
	switch {
	case errors.Is(err, store.ErrDamaged):
		at, err := p.place(p.file)
		if err == nil {
			err = store.Repair(p.ctx, at)
		}
		if err != nil {
			return answer{}, err
		}
		if book, err = p.open(); err != nil {
			return answer{}, err
		}
	case err != nil:
		return answer{}, err
	default:
		if err := book.Rebuild(p.ctx); err != nil {
			return answer{}, err
		}
	}
	info, err := book.Info(p.ctx)
	if err != nil {
		return answer{}, err
	}
	return answer{
		object: map[string]any{"changes": info.Changes, "entries": info.Entries},
		people: lines(p.say.text("ctl.rebuild.done", info.Changes, info.Entries)),
	}, nil
}

func (p *program) backup(args []string) (answer, error) {
	book, err := p.open()
	if err != nil {
		return answer{}, err
	}
	path, err := book.Backup(p.ctx, args[0])
	if err != nil {
		return answer{}, err
	}
	return answer{
		object: map[string]any{"file": path},
		people: lines(p.say.text("ctl.backup.done", path)),
	}, nil
}
