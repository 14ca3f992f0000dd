package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"lumbung/store"
	"lumbung/store/coop"
)

// deviceFlags are what the commands about devices are given.
type deviceFlags struct {
	out, user, code, device, reason string
}

func (p *program) deviceCommands() []*cobra.Command {
	var f deviceFlags
	text := func(set *pflag.FlagSet, into *string, name, key string) {
		set.StringVar(into, name, "", p.say.text("ctl.flag."+key))
	}
	return []*cobra.Command{
		p.command(order{use: "devices", key: "devices", run: p.listDevices}),
		p.command(order{
			use: "invite -o FILE --user NAME", key: "invite",
			flags: func(set *pflag.FlagSet) {
				set.StringVarP(&f.out, "out", "o", "", p.say.text("ctl.flag.out"))
				text(set, &f.user, "user", "invited")
			},
			run: func([]string) (answer, error) { return p.invite(f) },
		}),
		p.command(order{
			use: "join FILE --code CODE --book NEW --user NAME", key: "join", least: 1, most: 1,
			flags: func(set *pflag.FlagSet) {
				text(set, &f.code, "code", "invite-code")
				text(set, &f.user, "user", "joining")
				text(set, &f.device, "device", "device")
			},
			run: func(args []string) (answer, error) { return p.join(args[0], f) },
		}),
		p.command(order{
			use: "revoke DEVICE --reason TEXT", key: "revoke", least: 1, most: 1,
			flags: func(set *pflag.FlagSet) { text(set, &f.reason, "reason", "reason") },
			run:   func(args []string) (answer, error) { return p.revoke(args[0], f.reason) },
		}),
	}
}

type deviceObject struct {
	Letters string `json:"letters"`
	Name    string `json:"name"`
	Log     string `json:"log"`
	Seq     int64  `json:"seq"`
	Server  bool   `json:"server"`
	Here    bool   `json:"here"`
}

func (p *program) listDevices([]string) (answer, error) {
	book, err := p.open()
	if err != nil {
		return answer{}, err
	}
	devices, err := book.Devices(p.ctx)
	if err != nil {
		return answer{}, err
	}
	heads, err := book.Heads(p.ctx)
	if err != nil {
		return answer{}, err
	}
	info, err := book.Info(p.ctx)
	if err != nil {
		return answer{}, err
	}
	seq := map[coop.ID]int64{}
	for _, h := range heads {
		seq[h.Log] = max(seq[h.Log], h.Seq)
	}
	objects := make([]deviceObject, len(devices))
	g := newGrid(left, left, right, left)
	g.head(p.say.text("ctl.col.letters"), p.say.text("ctl.col.name"), p.say.text("ctl.info.changes"), "")
	for i, d := range devices {
		o := deviceObject{d.Letters, d.Name, d.Log.String(), seq[d.Log], d.Server, d.Log == info.Device.Log}
		objects[i] = o
		mark := ""
		switch {
		case o.Here:
			mark = p.say.text("ctl.devices.here")
		case o.Server:
			mark = p.say.text("ctl.devices.server")
		}
		g.row(o.Letters, o.Name, fmt.Sprint(o.Seq), mark)
	}
	return answer{
		object: map[string]any{"devices": objects},
		people: func(w *bufio.Writer) error { g.write(w); return nil },
	}, nil
}

// invite writes a file by which one more device may join. The code is told by telephone and never lies beside the file.
func (p *program) invite(f deviceFlags) (answer, error) {
	if f.out == "" {
		return answer{}, wrongUse("ctl.use.flag-missing", "-o")
	}
	book, who, err := p.seated(coop.RoleTreasurer, coop.RoleChair, coop.RoleSecretary)
	if err != nil {
		return answer{}, err
	}
	var guest coop.ID
	if f.user != "" {
		user, err := p.userNamed(book, f.user)
		if err != nil {
			return answer{}, err
		}
		guest = user.User
	}
	out, err := os.OpenFile(f.out, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return answer{}, fmt.Errorf("write the invite: %w", err)
	}
	defer out.Close()
	data, code, err := book.Invite(p.ctx, who, guest)
	if err != nil {
		os.Remove(f.out)
		return answer{}, err
	}
	if _, err := out.Write(data); err != nil {
		return answer{}, fmt.Errorf("write the invite: %w", err)
	}
	if err := out.Sync(); err != nil {
		return answer{}, fmt.Errorf("write the invite: %w", err)
	}
	return answer{
		object: map[string]any{"file": f.out, "code": code},
		people: func(w *bufio.Writer) error {
			w.WriteString(p.say.text("ctl.invite.done", f.out) + "\n\n    " + code + "\n\n")
			w.WriteString(p.say.text("ctl.invite.next") + "\n")
			return nil
		},
	}, nil
}

func (p *program) userNamed(book *store.Book, name string) (coop.UserRow, error) {
	users, err := book.Users(p.ctx)
	if err != nil {
		return coop.UserRow{}, err
	}
	for _, u := range users {
		if strings.EqualFold(u.Name, name) {
			return u, nil
		}
	}
	return coop.UserRow{}, refuse("ctl.login.unknown", name, userNames(users))
}

// revoke ends a device's log at the last change that this book holds of it. What comes later is kept and shown, and
// counts only when a board member adopts it.
func (p *program) revoke(name, reason string) (answer, error) {
	if strings.TrimSpace(reason) == "" {
		return answer{}, wrongUse("ctl.use.flag-missing", "--reason")
	}
	book, who, err := p.seated(coop.RoleChair, coop.RoleSupervisor)
	if err != nil {
		return answer{}, err
	}
	devices, err := book.Devices(p.ctx)
	if err != nil {
		return answer{}, err
	}
	heads, err := book.Heads(p.ctx)
	if err != nil {
		return answer{}, err
	}
	for _, d := range devices {
		if !strings.EqualFold(d.Letters, name) && d.Log.String() != strings.ToLower(name) {
			continue
		}
		body := coop.Revoke{Log: d.Log, Reason: reason}
		for _, h := range heads {
			if h.Log == d.Log && h.Seq > body.Seq {
				body.Seq, body.Hash = h.Seq, h.Hash
			}
		}
		if _, err := p.sign(book, who, coop.KindRevoke, body); err != nil {
			return answer{}, err
		}
		return answer{
			object: map[string]any{"device": d.Letters, "log": d.Log.String(), "counts_through": body.Seq},
			people: lines(p.say.text("ctl.revoke.done", d.Letters, d.Name, body.Seq)),
		}, nil
	}
	return answer{}, refuse("ctl.device.unknown", name)
}
