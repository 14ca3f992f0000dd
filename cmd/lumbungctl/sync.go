package main

import (
	"bufio"
	"errors"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"lumbung/store"
	"lumbung/store/coop"
	"lumbung/sync/client"
	"lumbung/sync/wire"
)

// carrier is the patient side of one book.
func (p *program) carrier(book *store.Book) *client.Client {
	return client.New(book, client.Options{Now: p.now})
}

func (p *program) syncCommands() []*cobra.Command {
	var address, code string
	server := func(f *pflag.FlagSet) { f.StringVar(&address, "server", "", p.say.text("ctl.flag.server")) }
	return []*cobra.Command{
		p.command(order{
			use: "enrol --server URL --code CODE", key: "enrol",
			flags: func(f *pflag.FlagSet) {
				server(f)
				f.StringVar(&code, "code", "", p.say.text("ctl.flag.activation"))
			},
			run: func([]string) (answer, error) { return p.enrol(address, code) },
		}),
		p.command(order{
			use: "sync", key: "sync", flags: server,
			run: func([]string) (answer, error) { return p.sync(address) },
		}),
	}
}

// enrol takes the cooperative to the district's server with the code that the district gave.
func (p *program) enrol(address, code string) (answer, error) {
	for _, must := range [][2]string{{"--server", address}, {"--code", code}} {
		if must[1] == "" {
			return answer{}, wrongUse("ctl.use.flag-missing", must[0])
		}
	}
	book, who, err := p.seated(coop.RoleTreasurer, coop.RoleChair)
	if err != nil {
		return answer{}, err
	}
	c := p.carrier(book)
	if err := c.Enrol(p.ctx, who, address, code); err != nil {
		return answer{}, err
	}
	at, name, err := c.Server(p.ctx)
	if err != nil {
		return answer{}, err
	}
	return answer{
		object: map[string]any{"server": at, "name": name},
		people: lines(p.say.text("ctl.enrol.done", name, at)),
	}, nil
}

// syncObject is what exchanges did, in JSON.
type syncObject struct {
	Requests    int   `json:"requests"`
	BytesUp     int64 `json:"bytes_up"`
	BytesDown   int64 `json:"bytes_down"`
	ChangesUp   int   `json:"changes_up"`
	ChangesDown int   `json:"changes_down"`
	SetAside    int   `json:"set_aside"`
	Waiting     int   `json:"waiting"`
	Agreed      bool  `json:"agreed"`
	Damaged     bool  `json:"damaged"`

	PicturesUp   int `json:"pictures_up,omitempty"`
	PicturesDown int `json:"pictures_down,omitempty"`
}

// sync does one exchange after the other until both sides hold the same. Another address than the one remembered is
// taken up for good.
func (p *program) sync(address string) (answer, error) {
	book, err := p.open()
	if err != nil {
		return answer{}, err
	}
	c := p.carrier(book)
	if address != "" {
		if err := c.Connect(p.ctx, address); err != nil {
			return answer{}, err
		}
	}
	result, err := c.Sync(p.ctx)
	if err != nil {
		return answer{}, err
	}
	o := syncObject{
		Requests: result.Requests, BytesUp: result.BytesUp, BytesDown: result.BytesDown, ChangesUp: result.ChangesUp,
		ChangesDown: result.ChangesDown, SetAside: result.SetAside, Waiting: result.Waiting, Agreed: result.Agreed,
		Damaged: result.Damaged, PicturesUp: result.PicturesUp, PicturesDown: result.PicturesDown,
	}
	return answer{object: o, no: !o.Agreed, people: func(w *bufio.Writer) error {
		done := p.say.text("ctl.sync.done", o.ChangesUp, o.ChangesDown, o.Requests, o.BytesUp, o.BytesDown)
		w.WriteString(done + "\n")
		if o.PicturesUp+o.PicturesDown > 0 {
			w.WriteString(p.say.text("ctl.sync.pictures", o.PicturesUp, o.PicturesDown) + "\n")
		}
		if result.PicturesFull {
			w.WriteString(p.say.text("ctl.sync.pictures-full") + "\n")
		}
		if o.SetAside > 0 {
			w.WriteString(p.say.text("ctl.sync.aside", o.SetAside) + "\n")
		}
		if !o.Agreed {
			w.WriteString(p.say.text("ctl.sync.differ") + "\n")
		}
		return nil
	}}, nil
}

// lineFaults are what can go wrong on the way to a server, and with what is carried.
var lineFaults = []struct {
	err    error
	key    string
	status int
}{
	{client.ErrAddress, "ctl.line.address", exitWrong},
	{client.ErrNoServer, "ctl.line.no-server", exitNo},
	{client.ErrNoReceivers, "ctl.line.no-receivers", exitNo},
	{client.ErrOtherBook, "ctl.line.other-book", exitNo},
	{client.ErrNotTheServer, "ctl.line.not-the-server", exitMachine},
	{client.ErrUnreachable, "ctl.line.unreachable", exitMachine},
	{client.ErrInterrupted, "ctl.line.interrupted", exitMachine},
	{wire.ErrNotForUs, "ctl.line.not-for-us", exitNo},
	{wire.ErrTooLarge, "ctl.line.too-large", exitNo},
	{wire.ErrVersion, "ctl.line.version", exitNo},
	{wire.ErrMalformed, "ctl.line.malformed", exitNo},
}

// explainLine puts what went wrong on the way into the person's language.
func (p *program) explainLine(err error) (complaint, int, bool) {
	var no *client.Refused
	if errors.As(err, &no) {
		status := exitNo
		if no.Code == wire.CodeBusy || no.Code == wire.CodeStorage {
			status = exitMachine
		}
		return p.spoken("ctl.line.refused", keyed("sync.code."+no.Code.String())), status, true
	}
	for _, fault := range lineFaults {
		if errors.Is(err, fault.err) {
			return p.spoken(fault.key), fault.status, true
		}
	}
	return complaint{}, 0, false
}
