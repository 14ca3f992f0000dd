package simulate

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/Shopify/toxiproxy/v2"
	"github.com/rs/zerolog"

	"lumbung/store/coop"
	"lumbung/sync/client"
	"lumbung/sync/server"
)

// office is a district's server behind a real listener.
type office struct {
	*server.Server
	url string
}

func openOffice(t testing.TB) *office {
	t.Helper()
	s, err := server.Open(t.Context(), server.Options{Folder: t.TempDir(), Name: "Dinas Koperasi"})
	if err != nil {
		t.Fatal(err)
	}
	listener := httptest.NewServer(s.Handler())
	t.Cleanup(func() {
		listener.Close()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return &office{s, listener.URL}
}

// enrol takes the laptop's cooperative to the office and gives the laptop's client.
func (o *office) enrol(t testing.TB, l *laptop) *client.Client {
	t.Helper()
	code, err := o.ActivationCode(t.Context(), "KDMP Simulasi", "6101012001")
	if err != nil {
		t.Fatal(err)
	}
	c := client.New(l.book, client.Options{})
	if err := c.Enrol(t.Context(), l.as(coop.RoleTreasurer), o.url, code); err != nil {
		t.Fatal(err)
	}
	return c
}

// heads gives what the office holds of the laptop's cooperative.
func (o *office) heads(t testing.TB, l *laptop) []coop.Head {
	t.Helper()
	cooperative, _, _, err := l.book.Sender(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var heads []coop.Head
	if err := o.Look(t.Context(), cooperative, func(s coop.State) error {
		heads = coop.NewFold(s).Heads()
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return heads
}

func syncAll(t testing.TB, clients ...*client.Client) {
	t.Helper()
	for range 4 {
		for _, c := range clients {
			if _, err := c.Sync(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// agree wants both laptops and the office to hold the same, and books that are alike.
func (o *office) agree(t *testing.T, a, b *laptop) {
	t.Helper()
	equal(t, a.name, a.dump(), b.name, b.dump())
	mine, err := a.book.Heads(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(o.heads(t, a)), fmt.Sprint(mine); got != want {
		t.Fatalf("the office holds %s, the book %s", got, want)
	}
}

// Two laptops of a village live apart and exchange with the office in turns: all three hold the same.
func TestLine_Village(t *testing.T) {
	village(t, func(t *testing.T, seed uint64) {
		o := openOffice(t)
		a := found(t, seed)
		ca := o.enrol(t, a)
		for range 5 {
			if err := a.addMember(); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := ca.Sync(t.Context()); err != nil {
			t.Fatal(err)
		}
		b := a.guest("ketua", seed)
		cb := client.New(b.book, client.Options{})
		a.live(*changes)
		b.live(*changes)
		syncAll(t, ca, cb)
		o.agree(t, a, b)
		a.verify()
		b.verify()
		info, err := a.book.Info(t.Context())
		if err != nil || info.Unsent != 0 || info.Accepted != info.Head {
			t.Errorf("after all was accepted the book says %d unsent (%v)", info.Unsent, err)
		}
		again, err := ca.Sync(t.Context())
		if err != nil || again.ChangesUp+again.ChangesDown != 0 || again.Requests != 1 || !again.Agreed {
			t.Errorf("nothing was new, and the exchange says %+v, %v", again, err)
		}
	})
}

// brittle is a line to the office that can be cut after any number of bytes.
type brittle struct {
	proxy *toxiproxy.Proxy
}

func openBrittle(t *testing.T, o *office) *brittle {
	t.Helper()
	metrics := toxiproxy.NewMetricsContainer(nil)
	s := toxiproxy.NewServer(metrics, zerolog.Nop())
	p := toxiproxy.NewProxy(s, "line", "127.0.0.1:0", strings.TrimPrefix(o.url, "http://"))
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Stop)
	return &brittle{p}
}

// dial goes through the proxy, whatever the address.
func (b *brittle) dial(ctx context.Context, network, _ string) (net.Conn, error) {
	return (&net.Dialer{}).DialContext(ctx, network, b.proxy.Listen)
}

// cut lets only so many bytes through in one direction of every connection from now on.
func (b *brittle) cut(t *testing.T, stream string, bytes int) {
	t.Helper()
	toxic := fmt.Sprintf(`{"type":"limit_data","stream":%q,"name":"cut","attributes":{"bytes":%d}}`, stream, bytes)
	if _, err := b.proxy.Toxics.AddToxicJson(strings.NewReader(toxic)); err != nil {
		t.Fatal(err)
	}
}

func (b *brittle) mend(t *testing.T) {
	t.Helper()
	if err := b.proxy.Toxics.RemoveToxic(context.Background(), "cut"); err != nil {
		t.Fatal(err)
	}
}

// The line is cut at many bytes of requests and of answers, each time while both sides have something to say. What the
// book holds afterwards is what it would hold without a cut, nothing is doubled, and the next exchange needs no help.
func TestLine_CutAnywhere(t *testing.T) {
	o := openOffice(t)
	a := found(t, 5)
	ca := o.enrol(t, a)
	a.live(30)
	syncAll(t, ca)
	b := a.guest("ketua", 5)
	cb := client.New(b.book, client.Options{})
	syncAll(t, cb, ca)
	weak := openBrittle(t, o)
	cut := client.New(a.book, client.Options{Dial: weak.dial})
	positions := []int{0, 1, 20, 75, 76, 120, 200, 300, 500, 800}
	broken := 0
	for _, stream := range []string{"upstream", "downstream"} {
		for _, n := range positions {
			a.live(6)
			b.live(4)
			if _, err := cb.Sync(t.Context()); err != nil {
				t.Fatal(err)
			}
			weak.cut(t, stream, n)
			_, err := cut.Sync(t.Context())
			if errors.Is(err, client.ErrInterrupted) {
				broken++
			} else if err != nil {
				t.Fatalf("%s cut after %d bytes: %v", stream, n, err)
			}
			weak.mend(t)
			if r, err := cut.Sync(t.Context()); err != nil || !r.Agreed {
				t.Fatalf("after %s was cut at %d: %+v, %v", stream, n, r, err)
			}
			if _, err := cb.Sync(t.Context()); err != nil {
				t.Fatal(err)
			}
			o.agree(t, a, b)
		}
	}
	if broken < len(positions) {
		t.Errorf("only %d of %d cuts cut anything", broken, 2*len(positions))
	}
	a.verify()
	b.verify()
}

// A stick carries what no line does: the office's receipt comes back, and the book knows what was accepted.
func TestLine_FileAndReceipt(t *testing.T) {
	o := openOffice(t)
	a := found(t, 9)
	ca := o.enrol(t, a)
	a.live(10)
	b := a.guest("ketua", 9)
	cb := client.New(b.book, client.Options{})
	a.live(25)
	b.live(25)
	back, err := cb.WriteFile(t.Context(), nil) // the guest's first: with it the host learns who it is
	if err != nil {
		t.Fatal(err)
	}
	read, err := ca.ReadFile(t.Context(), back.Data)
	if err != nil {
		t.Fatal(err)
	}
	if read.New == 0 || read.Writer != "ketua" || len(read.Receipt) == 0 {
		t.Errorf("the file brought %+v", read)
	}
	out, err := ca.WriteFile(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for round := range 2 {
		got, err := cb.ReadFile(t.Context(), out.Data)
		if err != nil || got.Changes != out.Changes || (got.New == 0) != (round == 1) {
			t.Fatalf("read for the %d. time: %+v, %v", round+1, got, err)
		}
	}
	equal(t, a.name, a.dump(), b.name, b.dump())
	if r, err := cb.ReadFile(t.Context(), read.Receipt); err != nil || !r.Answers || r.Changes != 0 {
		t.Errorf("the receipt says %+v, %v", r, err)
	}
	if _, err := ca.ReadFile(t.Context(), back.Data[:len(back.Data)-1]); err == nil {
		t.Error("half a file was read")
	}
}
