package client

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/url"

	"lumbung/store/coop"
	"lumbung/sync/wire"
)

// serverLetters are the letters of a server's log.
const serverLetters = "S"

// Enrol takes this cooperative to a server with the activation code that the district gave out. It pins the server's
// keys and records its log as who, a treasurer or chair. The same code again does nothing twice, so whatever breaks,
// Enrol is simply tried again. What the server lacks travels with the next exchange.
func (c *Client) Enrol(ctx context.Context, who coop.Session, address, code string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	base, err := parseAddress(address)
	if err != nil {
		return err
	}
	ask, err := c.enrolment(ctx)
	if err != nil {
		return err
	}
	name, key := wire.Activation(code)
	ask.Activation = name
	old, _, err := recall[cursor](c.book, keptCursor)
	if err != nil {
		return err
	}
	l := c.line(base, [32]byte{}, old.Time)
	l.enrolling = true
	defer l.close()
	body, err := l.post(ctx, "enrol", ask.Encode(key))
	if err != nil {
		return err
	}
	answer, err := wire.DecodeEnrolled(body, key, ask)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNotTheServer, err)
	}
	if answer.Code != wire.CodeOK {
		return &Refused{Code: answer.Code, Proven: true}
	}
	if err := l.matches(answer.Pin); err != nil {
		return err
	}
	return c.pin(ctx, who, base, answer)
}

// enrolment makes the request: the founding, signed.
func (c *Client) enrolment(ctx context.Context) (*wire.Enrol, error) {
	cooperative, _, _, err := c.book.Sender(ctx)
	if err != nil {
		return nil, err
	}
	runs, err := c.book.Runs(ctx, nil, 1)
	if err != nil {
		return nil, err
	}
	if len(runs) == 0 || runs[0].Changes[0].Kind != coop.KindFound {
		return nil, fmt.Errorf("client: the book does not begin with its founding")
	}
	pack, err := wire.Pack(cooperative, nil, runs[0])
	if err != nil {
		return nil, err
	}
	if err := c.book.Leaving(ctx, []coop.Head{end(runs[0])}); err != nil {
		return nil, err
	}
	ask := &wire.Enrol{Cooperative: cooperative, Packs: [][]byte{pack}}
	if _, err := rand.Read(ask.Nonce[:]); err != nil {
		return nil, fmt.Errorf("client: %w", err)
	}
	return ask, nil
}

// matches says whether the certificate that was shown is the server's own. Who stands between shows another one, and
// cannot change the pin in the answer: it is proven under the activation code.
func (l *line) matches(pin [32]byte) error {
	if l.base.Scheme != "https" || l.proven || (pin != [32]byte{} && pin == l.offered) {
		return nil
	}
	return fmt.Errorf("%w: its certificate is not the one that it says it has", ErrNotTheServer)
}

// pin remembers the server, after its log is introduced in the book.
func (c *Client) pin(ctx context.Context, who coop.Session, base *url.URL, answer *wire.Enrolled) error {
	devices, err := c.book.Devices(ctx)
	if err != nil {
		return err
	}
	known := false
	for _, d := range devices {
		known = known || (d.Log == answer.Log && d.Sign == answer.Sign && d.Box == answer.Box)
	}
	if !known {
		if _, err := c.book.Introduce(ctx, who, coop.Device{
			Log: answer.Log, Letters: serverLetters, Name: answer.Name, Sign: answer.Sign, Box: answer.Box,
			Server: true,
		}); err != nil {
			return err
		}
	}
	return keep(c.book, keptServer, pinned{
		URL: base.String(), Log: answer.Log, Sign: answer.Sign, Box: answer.Box, Pin: answer.Pin, Name: answer.Name,
	})
}

// Connect takes up the server that the book already knows, at an address: after the server moved, or on a device whose
// invite did not name it. Its keys come from the book; where the address is new a certificate must be vouched for by
// the system's roots.
func (c *Client) Connect(ctx context.Context, address string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	base, err := parseAddress(address)
	if err != nil {
		return err
	}
	p, ok, err := recall[pinned](c.book, keptServer)
	if err != nil {
		return err
	}
	if !ok {
		devices, err := c.book.Devices(ctx)
		if err != nil {
			return err
		}
		for _, d := range devices {
			if d.Server {
				p, ok = pinned{Log: d.Log, Sign: d.Sign, Box: d.Box, Name: d.Name}, true
			}
		}
	}
	if !ok {
		return ErrNoServer
	}
	p.URL = base.String()
	return keep(c.book, keptServer, p)
}
