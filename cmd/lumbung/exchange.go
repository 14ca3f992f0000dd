package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"lumbung/store"
	"lumbung/store/coop"
	"lumbung/sync/client"
	"lumbung/sync/wire"
	"lumbung/ui"
)

// exchange brings one book to its server and back by itself, and carries files where there is no line.
type exchange struct {
	book   *store.Book
	client *client.Client
	runner *client.Runner
	shelf  *shelf

	mu     sync.Mutex
	status client.Status
}

var _ ui.Exchange = (*exchange)(nil)

// newExchange starts the runner. Turned is told at every turn, beside the window, and whether the book has news.
func newExchange(book *store.Book, files *shelf, turned func(news bool)) *exchange {
	e := &exchange{book: book, client: client.New(book, client.Options{}), shelf: files}
	e.runner = client.NewRunner(context.Background(), e.client, client.Pace{}, func(s client.Status) {
		e.mu.Lock()
		e.status = s
		e.mu.Unlock()
		news := s.Phase != client.PhaseWorking && s.Result.ChangesUp+s.Result.ChangesDown+s.Result.PicturesDown > 0
		turned(news)
	})
	return e
}

// stop ends the runner and waits for it.
func (e *exchange) stop() { e.runner.Stop() }

// State tells how the exchange stands.
func (e *exchange) State() ui.ExchangeState {
	e.mu.Lock()
	defer e.mu.Unlock()
	state := ui.ExchangeState{Working: e.status.Phase == client.PhaseWorking}
	address, _, err := e.client.Server(context.Background())
	switch {
	case err == nil:
		state.Server = address
	case !errors.Is(err, client.ErrNoServer):
		state.Failed = explainLine(err)
	}
	if e.status.Phase == client.PhaseWaiting {
		state.Failed = explainLine(e.status.Err)
	}
	return state
}

// Try asks for an exchange now; Nudge says that something was recorded.
func (e *exchange) Try()   { e.runner.Now() }
func (e *exchange) Nudge() { e.runner.Nudge() }

// Enrol makes the district's server known; without a code it is the one that the book knows already.
func (e *exchange) Enrol(ctx context.Context, who coop.Session, server, code string) (err error) {
	if code == "" {
		err = e.client.Connect(ctx, server)
	} else {
		err = e.client.Enrol(ctx, who, server, code)
	}
	if err != nil {
		return explainLine(err)
	}
	e.runner.Now()
	return nil
}

// WriteFile writes what the server has not confirmed.
func (e *exchange) WriteFile(ctx context.Context) (place string, changes int, err error) {
	known, err := e.client.Known(ctx)
	if err != nil {
		return "", 0, explainLine(err)
	}
	written, err := e.client.WriteFile(ctx, known)
	if err != nil {
		return "", 0, explainLine(err)
	}
	name := "kiriman-" + time.Now().Format("2006-01-02-1504") + ui.EndingParcel
	place, err = e.keep(ctx, name, written.Data)
	return place, written.Changes, err
}

func (e *exchange) keep(ctx context.Context, name string, data []byte) (string, error) {
	return e.shelf.Keep(ctx, name, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// ReadFile takes a file in. The receipt to give back lies where the files that go out lie.
func (e *exchange) ReadFile(ctx context.Context, data []byte) (taken int, err error) {
	read, err := e.client.ReadFile(ctx, data)
	if err != nil {
		return 0, explainLine(err)
	}
	if len(read.Receipt) > 0 {
		name := "tanda-terima-" + time.Now().Format("2006-01-02-1504") + ui.EndingParcel
		if _, err := e.keep(ctx, name, read.Receipt); err != nil {
			return read.New, err
		}
	}
	return read.New, nil
}

// Invite writes an invite and gives its code.
func (e *exchange) Invite(ctx context.Context, who coop.Session, user coop.ID) (place, code string, err error) {
	data, code, err := e.book.Invite(ctx, who, user)
	if err != nil {
		return "", "", err
	}
	place, err = e.keep(ctx, "undangan-"+time.Now().Format("2006-01-02-1504")+ui.EndingInvite, data)
	return place, code, err
}

// explainLine puts what went wrong on the way into words.
func explainLine(err error) error {
	var no *client.Refused
	if errors.As(err, &no) {
		return coop.Problem{Key: "ui.line.code." + no.Code.String()}
	}
	for _, fault := range []struct {
		is  error
		key string
	}{
		{client.ErrAddress, "ui.line.address"},
		{client.ErrNoServer, "ui.line.no-server"},
		{client.ErrNoReceivers, "ui.line.no-receivers"},
		{client.ErrOtherBook, "ui.line.other-book"},
		{client.ErrNotTheServer, "ui.line.not-the-server"},
		{client.ErrUnreachable, "ui.line.unreachable"},
		{client.ErrInterrupted, "ui.line.interrupted"},
		{wire.ErrNotForUs, "ui.line.not-for-us"},
		{wire.ErrTooLarge, "ui.line.malformed"},
		{wire.ErrVersion, "ui.line.version"},
		{wire.ErrMalformed, "ui.line.malformed"},
	} {
		if errors.Is(err, fault.is) {
			return coop.Problem{Key: fault.key}
		}
	}
	return fmt.Errorf("exchange: %w", err)
}
