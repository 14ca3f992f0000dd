package client

import (
	"context"
	"crypto/ecdh"

	"lumbung/store/coop"
)

// Book is what the client needs of a book. All of it is durable when it returns, and safe to call at any time.
type Book interface {
	// Sender says in which cooperative's name and from which log the device speaks, and gives its X25519 key.
	Sender(ctx context.Context) (cooperative, log coop.ID, box *ecdh.PrivateKey, err error)
	// Vouch signs a message with the device's Ed25519 key.
	Vouch(message []byte) ([]byte, error)
	// Heads lists the last changes held of every log, ascending.
	Heads(ctx context.Context) ([]coop.Head, error)
	// Find gives the head whose change is held and named so.
	Find(ctx context.Context, s coop.Sighting) (coop.Head, bool, error)
	// Runs gives what the holder of these heads lacks, as signed runs in causal order, up to about maxBytes of
	// canonical bytes (0: all) but at least one where there is any.
	Runs(ctx context.Context, have []coop.Head, maxBytes int) ([]coop.Run, error)
	// History gives the last n changes of a log up to and including upTo, ascending.
	History(ctx context.Context, upTo coop.Head, n int) ([]coop.Change, error)
	// Receive takes runs in; the same again changes nothing.
	Receive(ctx context.Context, runs ...coop.Run) (coop.Intake, error)
	// Leaving is told before the first byte of these heads leaves the machine.
	Leaving(ctx context.Context, heads []coop.Head) error
	// Accepted is told which heads a server says it holds, in a proven answer or receipt.
	Accepted(ctx context.Context, heads []coop.Head) error
	// Introduce records that a device or server belongs to the cooperative.
	Introduce(ctx context.Context, who coop.Session, d coop.Device) (coop.Recorded, error)
	// Devices lists the logs that the book knows, with their keys.
	Devices(ctx context.Context) ([]coop.LogRow, error)
	// Ended lists the logs that a revocation ended: their devices get nothing any more.
	Ended(ctx context.Context) ([]coop.ID, error)
	// Keep and Kept keep small things of this installation beside the book.
	Keep(name string, data []byte) error
	Kept(name string) ([]byte, error)
}
