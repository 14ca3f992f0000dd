package main

import "github.com/spf13/cobra"

func (p *program) backupCommands() []*cobra.Command {
	return []*cobra.Command{
		p.command(order{use: "rebuild", key: "rebuild", run: p.rebuild}),
		p.command(order{use: "backup DIR", key: "backup", least: 1, most: 1, run: p.backup}),
	}
}

func (p *program) rebuild([]string) (answer, error) {
	book, err := p.open()
	if err != nil {
		return answer{}, err
	}
	if err := book.Rebuild(p.ctx); err != nil {
		return answer{}, err
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
