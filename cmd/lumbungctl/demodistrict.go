package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"

	"lumbung/store/coop"
	"lumbung/sync/server"
)

// district is the office with a line: the real server on this machine, and its officer.
type district struct {
	server   *server.Server
	listener net.Listener
	http     *http.Server
	stop     context.CancelFunc
	ended    chan error
}

// demoOfficer writes the finding of the story.
const demoOfficer = "Rahmat, Dinas Koperasi"

func openDistrict(ctx context.Context, folder string) (*district, error) {
	s, err := server.Open(ctx, server.Options{Folder: folder, Name: "Dinas Koperasi Kabupaten"})
	if err != nil {
		return nil, err
	}
	d := &district{server: s, ended: make(chan error, 2)}
	if d.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return nil, errors.Join(fmt.Errorf("listen: %w", err), s.Close())
	}
	d.http = &http.Server{Handler: s.Handler(), ReadHeaderTimeout: 15 * time.Second}
	ctx, d.stop = context.WithCancel(ctx)
	go func() { d.ended <- s.Run(ctx) }()
	go func() { d.ended <- d.http.Serve(d.listener) }()
	return d, nil
}

func (d *district) address() string { return d.listener.Addr().String() }

// close ends the server and waits for it.
func (d *district) close() error {
	d.stop()
	err := d.http.Close()
	for range 2 {
		if e := <-d.ended; !errors.Is(e, http.ErrServerClosed) && !errors.Is(e, context.Canceled) {
			err = errors.Join(err, e)
		}
	}
	return errors.Join(err, d.server.Close())
}

// readFile takes in a file from the stick, as the upload page does, and gives the receipt and the file's size.
func (d *district) readFile(ctx context.Context, name string) (receipt []byte, size int, err error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, 0, fmt.Errorf("read the stick: %w", err)
	}
	read, err := d.server.ReadFile(ctx, demoRegion, data)
	if err != nil {
		return nil, 0, err
	}
	if len(read.Receipt) == 0 {
		return nil, 0, errors.New("the district gave no receipt")
	}
	return read.Receipt, len(data), nil
}

func (d *district) writeFinding(ctx context.Context, id coop.ID, month coop.Month, text string) error {
	return d.server.WriteFinding(ctx, id, demoOfficer, coop.Finding{Period: month, Text: text})
}

// answers are what the district sees of the village's answers.
func (d *district) answers(ctx context.Context, id coop.ID) ([]string, error) {
	var all []string
	err := d.server.Look(ctx, id, func(s coop.State) error {
		s.Scan(&coop.AnswerRow{}, 0, func(r coop.Record) bool {
			all = append(all, r.(*coop.AnswerRow).Text)
			return true
		})
		return nil
	})
	return all, err
}

// balances are the district's own balances of every account, debit positive, from its tables.
func (d *district) balances(ctx context.Context, id coop.ID) (map[string]coop.Money, error) {
	sums := map[string]coop.Money{}
	err := d.server.Look(ctx, id, func(s coop.State) error {
		s.Scan(&coop.BalanceRow{}, 0, func(r coop.Record) bool {
			b := r.(*coop.BalanceRow)
			sums[b.Account] += b.Debit - b.Credit
			return true
		})
		return nil
	})
	for account, sum := range sums {
		if sum == 0 {
			delete(sums, account)
		}
	}
	return sums, err
}
