package client

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"

	"lumbung/store/coop"
	"lumbung/sync/wire"
)

// Options say what a client works with beside its book. The zero value is what a program wants.
type Options struct {
	Now   func() time.Time // nil: time.Now
	Built time.Time        // when the program was built: no certificate is judged by an earlier time
	Roots *x509.CertPool   // nil: the system's
	Dial  func(ctx context.Context, network, address string) (net.Conn, error)
}

// Client brings one book up to date with its server. Its methods may be called from any goroutine; one exchange is
// under way at a time.
type Client struct {
	book  Book
	now   func() time.Time
	built time.Time
	roots *x509.CertPool
	dial  func(ctx context.Context, network, address string) (net.Conn, error)

	mu   sync.Mutex // held during an exchange, an enrolment, and while a file is written or read
	room int        // how many bytes of packs go one way in one request: less on a line that breaks
}

// Bounds of Client.room.
const (
	leastRoom = 8 << 10
	mostRoom  = 256 << 10
)

// New makes the client of a book.
func New(book Book, o Options) *Client {
	c := &Client{book: book, now: o.Now, built: o.Built, roots: o.Roots, dial: o.Dial, room: wire.RoomDefault}
	if c.now == nil {
		c.now = time.Now
	}
	return c
}

// Result says what exchanges did. Bytes are all that left and arrived, HTTP headers and TLS included.
type Result struct {
	Requests    int
	BytesUp     int64
	BytesDown   int64
	ChangesUp   int  // changes that the server did not hold before
	ChangesDown int  // changes that this book did not hold before
	SetAside    int  // changes of devices that nobody has introduced here
	Waiting     int  // changes of the last exchange that wait here for others
	Damaged     bool // something arrived whose chain or signature is wrong; it was not taken
	Agreed      bool // both sides hold the same

	PicturesUp   int  // pictures that the server did not hold before
	PicturesDown int  // pictures that are whole here now
	PicturesFull bool // the server has no room for more pictures of this cooperative
}

// Server says which server this book exchanges with: its address and name; ErrNoServer where there is none.
func (c *Client) Server(context.Context) (address, name string, err error) {
	p, ok, err := recall[pinned](c.book, keptServer)
	if err != nil {
		return "", "", err
	}
	if !ok {
		return "", "", ErrNoServer
	}
	return p.URL, p.Name, nil
}

// Exchange does one exchange: one request with what the server lacks and one answer with what this book lacks.
func (c *Client) Exchange(ctx context.Context) (Result, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s, err := c.session(ctx)
	if err != nil {
		return Result{}, err
	}
	defer s.line.close()
	err = s.exchange(ctx)
	return s.result(), err
}

// Sync does one exchange after the other until both sides hold the same, or nothing moves any more; then the pictures
// of evidence follow. Where it fails the result says what was done until then; all of that is kept.
func (c *Client) Sync(ctx context.Context) (Result, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s, err := c.session(ctx)
	if err != nil {
		return Result{}, err
	}
	defer s.line.close()
	for {
		err := s.exchange(ctx)
		if err == nil && s.agreed {
			err = s.pictures(ctx)
			return s.result(), err
		}
		if err != nil || !s.moved {
			return s.result(), err
		}
	}
}

// session is a row of exchanges over one line.
type session struct {
	*Client
	cooperative coop.ID
	log         coop.ID
	box         [32]byte
	key         wire.Key
	server      pinned
	cursor      cursor
	line        *line
	total       Result
	sent        []span // what the request at hand brings
	agreed      bool   // both hold the same
	moved       bool   // the last exchange brought something about

	bent map[coop.Hash]bool // pictures that were wrong when they had arrived; another session may ask for them
}

// span is a run of one log that is on its way.
type span struct {
	log      coop.ID
	from, to int64
}

func (c *Client) session(ctx context.Context) (*session, error) {
	server, ok, err := recall[pinned](c.book, keptServer)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, ErrNoServer
	}
	s := &session{Client: c, server: server}
	if s.cursor, _, err = recall[cursor](c.book, keptCursor); err != nil {
		return nil, err
	}
	if s.cursor.Server != server.Log {
		s.cursor = cursor{Server: server.Log, Time: s.cursor.Time, Have: server.Have}
	}
	cooperative, log, box, err := c.book.Sender(ctx)
	if err != nil {
		return nil, err
	}
	s.cooperative, s.log, s.box = cooperative, log, [32]byte(box.PublicKey().Bytes())
	if s.key, err = agree(box, server.Box, cooperative, log, server.Log); err != nil {
		return nil, err
	}
	base, err := parseAddress(server.URL)
	if err != nil {
		return nil, err
	}
	s.line = c.line(base, server.Pin, s.cursor.Time)
	return s, nil
}

func (s *session) result() Result {
	r := s.total
	r.BytesUp, r.BytesDown, r.Agreed = s.line.up.Load(), s.line.down.Load(), s.agreed
	return r
}

// exchange does one exchange and remembers what it showed.
func (s *session) exchange(ctx context.Context) error {
	s.moved, s.agreed = false, false
	return s.pace(s.round(ctx))
}

// pace makes the next messages smaller after a line that broke, and larger after one that held.
func (s *session) pace(err error) error {
	switch {
	case err == nil:
		s.room = min(mostRoom, s.room*2)
	case errors.Is(err, ErrInterrupted):
		s.room = max(leastRoom, s.room/2)
	}
	return err
}

func (s *session) round(ctx context.Context) error {
	ask, err := s.ask(ctx)
	if err != nil {
		return err
	}
	data := ask.Encode(s.key)
	s.total.Requests++
	body, err := s.line.post(ctx, "exchange", data)
	if err != nil {
		return s.unproven(err)
	}
	answer, err := wire.DecodeResponse(body, s.key, ask)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNotTheServer, err)
	}
	return s.take(ctx, answer)
}

// unproven handles an answer that carries no proof: a server that does not know the device is told its key next time.
func (s *session) unproven(err error) error {
	var no *Refused
	if errors.As(err, &no) && no.Code == wire.CodeUnknownDevice && s.cursor.Met {
		s.cursor.Met, s.moved = false, true
		return keep(s.book, keptCursor, s.cursor)
	}
	return err
}
