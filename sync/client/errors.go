package client

import (
	"errors"
	"fmt"

	"lumbung/sync/wire"
)

// What callers tell apart.
var (
	// ErrNoServer: this book has no server to exchange with; enrol, or connect to one by its address.
	ErrNoServer = errors.New("client: no server is known")
	// ErrUnreachable: no connection came about, so nothing was sent.
	ErrUnreachable = errors.New("client: the server cannot be reached")
	// ErrInterrupted: the line broke. Whatever arrived is kept; the next exchange goes on from there.
	ErrInterrupted = errors.New("client: the line broke")
	// ErrNotTheServer: what answered has not the server's key.
	ErrNotTheServer = errors.New("client: what answered is not the server")
	// ErrAddress: not an address of a server.
	ErrAddress = errors.New("client: not an address: http://… or https://… and a name")
)

// errNoPath: what answered knows nothing of the kind of message that was sent.
var errNoPath = errors.New("client: the path is unknown there")

// Refused is returned when the server said no. Its Code's word translates as sync.code.<word>.
type Refused struct {
	Code   wire.Code
	Proven bool // the answer carried the server's proof
}

// Error says the code.
func (r *Refused) Error() string { return fmt.Sprintf("client: the server refuses: %v", r.Code) }
