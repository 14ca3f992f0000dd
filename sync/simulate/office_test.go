package simulate

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"slices"
	"sync/atomic"
	"testing"

	"lumbung/store/coop"
	"lumbung/sync/client"
)

// client is the laptop's patient side; w, where given, stands between it and the server.
func (l *laptop) client(w *wire) *client.Client {
	o := client.Options{}
	if w != nil {
		o.Dial = w.dial
	}
	return client.New(l.book, o)
}

// sync exchanges until both sides hold the same.
func (l *laptop) sync() client.Result {
	l.t.Helper()
	result, err := l.client(nil).Sync(l.t.Context())
	if err != nil {
		l.t.Fatalf("%s: %v", l.name, err)
	}
	return result
}

// wire is a line that lets so many bytes through, in both directions together, and then breaks.
type wire struct {
	left     atomic.Int64 // negative: endless
	up, down atomic.Int64
}

var errBroken = errors.New("the line broke")

func (w *wire) dial(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	return &wired{Conn: conn, wire: w}, nil
}

type wired struct {
	net.Conn
	wire *wire
}

// spend takes up to n bytes from what the line still carries.
func (w *wire) spend(n int) int {
	for {
		left := w.left.Load()
		if left < 0 {
			return n
		}
		allowed := min(int64(n), left)
		if w.left.CompareAndSwap(left, left-allowed) {
			return int(allowed)
		}
	}
}

// Write lets what the line carries through; the rest is lost and the connection with it.
func (c *wired) Write(b []byte) (int, error) {
	allowed := c.wire.spend(len(b))
	n, err := c.Conn.Write(b[:allowed])
	c.wire.up.Add(int64(n))
	if err == nil && allowed < len(b) {
		err = errors.Join(errBroken, c.Conn.Close())
	}
	return n, err
}

// Read gives what the line carries of what came.
func (c *wired) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	allowed := c.wire.spend(n)
	c.wire.down.Add(int64(allowed))
	if allowed < n {
		return allowed, errors.Join(errBroken, c.Conn.Close())
	}
	return n, err
}

// carryFile writes what the laptop thinks that others lack as a file and lets the reader read it; the receipt goes
// back.
func (l *laptop) carryFile(read func(data []byte) (receipt []byte, err error)) {
	l.t.Helper()
	c := l.client(nil)
	known, err := c.Known(l.t.Context())
	if err != nil {
		l.t.Fatal(err)
	}
	if l.rand.IntN(2) == 0 {
		known = nil
	}
	written, err := c.WriteFile(l.t.Context(), known)
	if err != nil {
		l.t.Fatalf("%s: write a file: %v", l.name, err)
	}
	receipt, err := read(written.Data)
	if err != nil {
		l.t.Fatalf("%s: the file's reader: %v", l.name, err)
	}
	if len(receipt) == 0 {
		return
	}
	if _, err := c.ReadFile(l.t.Context(), receipt); err != nil {
		l.t.Fatalf("%s: read the receipt: %v", l.name, err)
	}
}

// knows says whether this laptop has heard of the other one's device.
func (l *laptop) knows(other *laptop) bool {
	l.t.Helper()
	_, log, _, err := other.book.Sender(l.t.Context())
	if err != nil {
		l.t.Fatal(err)
	}
	devices, err := l.book.Devices(l.t.Context())
	if err != nil {
		l.t.Fatal(err)
	}
	return slices.ContainsFunc(devices, func(d coop.LogRow) bool { return d.Log == log })
}

func (o *office) read(data []byte) ([]byte, error) {
	read, err := o.ReadFile(context.Background(), "61", data)
	return read.Receipt, err
}

func (l *laptop) read(data []byte) ([]byte, error) {
	read, err := l.client(nil).ReadFile(l.t.Context(), data)
	if err == nil && read.Damaged {
		err = errors.New("damaged")
	}
	return read.Receipt, err
}

// dump gives the office's derived tables of one cooperative as a book dumps its own.
func (o *office) dump(t testing.TB, cooperative coop.ID) []byte {
	t.Helper()
	var out bytes.Buffer
	err := o.Look(t.Context(), cooperative, func(s coop.State) error {
		for _, table := range coop.Tables {
			s.Scan(table.New(), 0, func(r coop.Record) bool {
				out.WriteString(table.Name)
				for i, v := range coop.Values(nil, r) {
					writeCell(&out, table.Columns[i].Name, v)
				}
				out.WriteByte('\n')
				return true
			})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// writeCell writes a cell as Book.Dump does.
func writeCell(out *bytes.Buffer, name string, v any) {
	switch v := v.(type) {
	case string:
		fmt.Fprintf(out, " %s=%q", name, v)
	case []byte:
		fmt.Fprintf(out, " %s=%s", name, hex.EncodeToString(v))
	default:
		fmt.Fprintf(out, " %s=%d", name, v)
	}
}

// cooperative is whose book it is.
func (l *laptop) cooperative() coop.ID {
	l.t.Helper()
	info, err := l.book.Info(l.t.Context())
	if err != nil {
		l.t.Fatal(err)
	}
	return info.Cooperative.Cooperative
}
