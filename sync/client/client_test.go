package client

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"lumbung/store/coop"
	"lumbung/sync/wire"
)

// cutting is a line that breaks after so many bytes in one direction; below zero it holds.
type cutting struct {
	up, down atomic.Int64
}

func (c *cutting) dial(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	return &cutConn{conn, c}, nil
}

type cutConn struct {
	net.Conn
	at *cutting
}

func (c *cutConn) Write(b []byte) (int, error) { return c.pass(b, &c.at.up, c.Conn.Write) }
func (c *cutConn) Read(b []byte) (int, error)  { return c.pass(b, &c.at.down, c.Conn.Read) }

func (c *cutConn) pass(b []byte, left *atomic.Int64, do func([]byte) (int, error)) (int, error) {
	most := left.Load()
	if most == 0 {
		c.Close()
		return 0, io.ErrUnexpectedEOF
	}
	if most > 0 && int64(len(b)) > most {
		b = b[:most]
	}
	n, err := do(b)
	if most > 0 {
		left.Add(-int64(n))
		if left.Load() == 0 && err == nil && n == len(b) {
			c.Close()
			return n, io.ErrUnexpectedEOF
		}
	}
	return n, err
}

func (c *cutting) hold() { c.up.Store(-1); c.down.Store(-1) }

// begin gives a founding device enrolled at an office behind a real listener.
func begin(t testing.TB, o Options) (*holder, *office, *Client) {
	t.Helper()
	a := found(t)
	s := newOffice(t, a)
	listener := httptest.NewServer(s)
	t.Cleanup(listener.Close)
	c := New(a, o)
	if err := c.Enrol(t.Context(), treasurer, listener.URL, s.code); err != nil {
		t.Fatal(err)
	}
	return a, s, c
}

func agreed(t testing.TB, a *holder, s *office) {
	t.Helper()
	mine, _ := a.Heads(t.Context())
	theirs, _ := s.Heads(t.Context())
	if fmt.Sprint(mine) != fmt.Sprint(theirs) {
		t.Fatalf("the device holds %v, the office %v", mine, theirs)
	}
	entries := coop.TableOf(&coop.EntryRow{})
	if got, want := s.state.Len(entries), a.state.Len(entries); got != want {
		t.Fatalf("the office has %d entries, the device %d", got, want)
	}
}

// The line breaks after every seventh byte of a request, and of an answer; with LUMBUNG_LONG after every single one.
// What was sent and lost is sent again, and nothing is there twice.
func TestSync_CutAtEveryByte(t *testing.T) {
	step := int64(7)
	if os.Getenv("LUMBUNG_LONG") != "" {
		step = 1
	}
	line := &cutting{}
	line.hold()
	a, s, c := begin(t, Options{Dial: line.dial})
	if _, err := c.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, way := range []*atomic.Int64{&line.up, &line.down} {
		for n := int64(0); ; n += step {
			a.sell(t, 2)
			s.record(coop.ID{}, coop.KindFinding, coop.Finding{Text: fmt.Sprint("bukti ", n), By: "Dinas"})
			way.Store(n)
			r, err := c.Sync(t.Context())
			if err == nil && !r.Agreed {
				t.Fatalf("cut at %d: %+v", n, r)
			}
			line.hold()
			if err != nil && !errors.Is(err, ErrInterrupted) && !errors.Is(err, ErrNotTheServer) {
				t.Fatalf("cut at %d: %v", n, err)
			}
			if r, err := c.Sync(t.Context()); err != nil || !r.Agreed {
				t.Fatalf("after a cut at %d: %+v, %v", n, r, err)
			}
			agreed(t, a, s)
			if err == nil {
				if n < 40 {
					t.Fatalf("a whole exchange of %d bytes", n)
				}
				break
			}
		}
	}
	if a.left != a.head || len(a.says) == 0 {
		t.Errorf("left %v, head %v, accepted %v", a.left, a.head, a.says)
	}
}

// A change of 200 KiB that nothing can squeeze goes in ranges; a broken line costs one range and no more.
func TestSync_LargeChangeGoesInRanges(t *testing.T) {
	line := &cutting{}
	line.hold()
	a, s, c := begin(t, Options{Dial: line.dial})
	if _, err := c.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
	picture := make([]byte, 200<<10)
	if _, err := rand.Read(picture); err != nil {
		t.Fatal(err)
	}
	a.record(treasurer.User, coop.KindMember, coop.Member{
		Fields: map[coop.Field]string{coop.FieldName: "Aminah"}, Sealed: []coop.Field{coop.FieldPhoto}, Box: picture,
	})
	total := int64(0)
	for tries := 0; ; tries++ {
		if tries > 20 {
			t.Fatal("never arrives")
		}
		line.up.Store(90_000) // more than two ranges and less than three
		r, err := c.Sync(t.Context())
		total += r.BytesUp
		if err == nil && r.Agreed {
			break
		}
		if err != nil && !errors.Is(err, ErrInterrupted) {
			t.Fatal(err)
		}
	}
	agreed(t, a, s)
	if total > 400<<10 {
		t.Errorf("%d bytes went up for a change of 200 KiB", total)
	}
}

func TestEnrol_OnlyWhoKnowsTheCode(t *testing.T) {
	a := found(t)
	s := newOffice(t, a)
	listener := httptest.NewServer(s)
	defer listener.Close()
	c := New(a, Options{})
	var no *Refused
	if err := c.Enrol(t.Context(), treasurer, listener.URL, "AAAA-BBBB-CCCC"); !errors.As(err, &no) || no.Proven {
		t.Errorf("a wrong code: %v", err)
	}
	if _, err := c.Sync(t.Context()); !errors.Is(err, ErrNoServer) {
		t.Errorf("before the enrolment: %v, want ErrNoServer", err)
	}
	for range 2 { // a lost answer costs nothing: the same again
		if err := c.Enrol(t.Context(), treasurer, listener.URL, strings.ToLower(s.code)); err != nil {
			t.Fatal(err)
		}
	}
	if rows, _ := a.Devices(t.Context()); len(rows) != 2 {
		t.Errorf("the server was introduced %d times", len(rows)-1)
	}
	for _, wrong := range []string{"", "ftp://x", "http://", "http://a@b", "::"} {
		if err := c.Enrol(t.Context(), treasurer, wrong, s.code); !errors.Is(err, ErrAddress) {
			t.Errorf("address %q: %v, want ErrAddress", wrong, err)
		}
	}
}

// certificate makes a certificate for 127.0.0.1 that signs itself.
func certificate(t testing.TB, from, to time.Time) (tls.Certificate, *x509.CertPool, [32]byte) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: from, NotAfter: to, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(leaf)
	pin := sha256.Sum256(leaf.RawSubjectPublicKeyInfo)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pool, pin
}

// TestTLS_Judges lets laptops with all sorts of clocks and knowledge meet servers with all sorts of certificates.
func TestTLS_Judges(t *testing.T) {
	year := func(y int) time.Time { return time.Date(y, 6, 1, 0, 0, 0, 0, time.UTC) }
	stranger, _, _ := certificate(t, year(2025), year(2035))
	own, vouched, pin := certificate(t, year(2025), year(2028))
	for name, x := range map[string]struct {
		clock, built int
		vouched      bool // the system's roots know the certificate
		pin          [32]byte
		later        *tls.Certificate // shown after the enrolment
		heard        int              // the year of the server's clock at the enrolment
		enrols       bool
		syncs        bool
	}{
		"pinned":                 {clock: 2026, pin: pin, heard: 2026, enrols: true, syncs: true},
		"pinned_in_2010":         {clock: 2010, pin: pin, heard: 2026, enrols: true, syncs: true},
		"vouched_in_2010":        {clock: 2010, built: 2026, vouched: true, heard: 2026, enrols: true, syncs: true},
		"refuses_what_ran_out":   {clock: 2010, built: 2026, vouched: true, heard: 2030, enrols: true},
		"refuses_unknown":        {clock: 2026, heard: 2026},
		"refuses_another_pin":    {clock: 2026, pin: [32]byte{1}, heard: 2026},
		"refuses_stranger_later": {clock: 2026, pin: pin, later: &stranger, heard: 2026, enrols: true},
		"refuses_not_vouched":    {clock: 2026, vouched: true, later: &stranger, heard: 2026, enrols: true},
	} {
		t.Run(name, func(t *testing.T) {
			a := found(t)
			s := newOffice(t, a)
			s.pin, s.clock = x.pin, year(x.heard).Unix()
			shown := &own
			listener := httptest.NewUnstartedServer(s)
			listener.Listener = tls.NewListener(listener.Listener, &tls.Config{
				GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return shown, nil },
			})
			listener.Config.ErrorLog = log.New(io.Discard, "", 0)
			listener.Start()
			defer listener.Close()
			o := Options{Now: func() time.Time { return year(x.clock) }, Roots: x509.NewCertPool()}
			if x.built != 0 {
				o.Built = year(x.built)
			}
			if x.vouched {
				o.Roots = vouched
			}
			c := New(a, o)
			address := strings.Replace(listener.URL, "http:", "https:", 1)
			if err := c.Enrol(t.Context(), treasurer, address, s.code); (err == nil) != x.enrols {
				t.Fatalf("enrol: %v", err)
			} else if err != nil {
				return
			}
			if _, err := c.Sync(t.Context()); err != nil && x.later == nil && x.heard < 2028 {
				t.Fatal(err)
			}
			if x.later != nil {
				shown = x.later
			}
			if x.heard > 2028 { // what the server's clock said comes from the answer to an exchange
				keep(a, keptCursor, cursor{Server: s.log, Time: year(x.heard).Unix()}) //nolint:errcheck // a map
			}
			_, err := c.Sync(t.Context())
			if (err == nil) != x.syncs || err != nil && !errors.Is(err, ErrNotTheServer) {
				t.Fatalf("sync: %v", err)
			}
		})
	}
}

// A server that was put back to an old copy says what it holds, and gets the rest again.
func TestSync_ServerPutBack(t *testing.T) {
	a, s, c := begin(t, Options{})
	if _, err := c.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
	old := s.fold.Heads()
	a.sell(t, 30)
	if _, err := c.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
	a.sell(t, 5)
	back := newOffice(t, a)
	for _, h := range old {
		run := coop.Run{Log: h.Log, Changes: a.changes(h.Log, 0, h.Seq)}
		run.Sign = a.vouchFor(h)
		if _, err := back.Receive(t.Context(), run); err != nil {
			t.Fatal(err)
		}
	}
	s.mu.Lock()
	s.state, s.fold = back.state, back.fold
	s.mu.Unlock()
	if r, err := c.Sync(t.Context()); err != nil || !r.Agreed {
		t.Fatalf("%+v, %v", r, err)
	}
	agreed(t, a, s)
}

func (h *holder) vouchFor(head coop.Head) []byte {
	sign, _ := h.Vouch(coop.HeadBytes(h.coop, head))
	return sign
}

func TestFile_RefusesWhatIsNotOurs(t *testing.T) {
	a, s, c := begin(t, Options{})
	a.sell(t, 10)
	out, err := c.WriteFile(t.Context(), nil)
	if err != nil || out.Receivers != 1 || out.Changes != int(a.head.Seq) {
		t.Fatalf("%+v, %v", out.Receivers, err)
	}
	office := New(s, Options{})
	for range 2 {
		read, err := office.ReadFile(t.Context(), out.Data)
		if err != nil || read.Changes != out.Changes || len(read.Receipt) == 0 {
			t.Fatalf("%+v, %v", read, err)
		}
		back, err := c.ReadFile(t.Context(), read.Receipt)
		if err != nil || !back.Answers || back.Writer != "Dinas" || len(back.Receipt) != 0 {
			t.Fatalf("the receipt: %+v, %v", back, err)
		}
	}
	if known, err := c.Known(t.Context()); err != nil || len(known) != 1 || known[0] != a.head {
		t.Errorf("after the receipt the office is known to hold %v, %v", known, err)
	}
	if again, err := c.WriteFile(t.Context(), []coop.Head{a.head}); err != nil || again.Changes != 0 {
		t.Errorf("a file of nothing new holds %d changes, %v", again.Changes, err)
	}
	if _, err := c.ReadFile(t.Context(), out.Data); !errors.Is(err, wire.ErrNotForUs) {
		t.Errorf("our own file: %v, want ErrNotForUs", err)
	}
	if _, err := office.ReadFile(t.Context(), bytes.Repeat([]byte{1}, 500)); !errors.Is(err, wire.ErrNotForUs) {
		t.Errorf("any file: %v, want ErrNotForUs", err)
	}
}

// The runner needs nobody: it waits for the server, sends what is recorded a moment later, and ends when told.
func TestRunner_WorksAlone(t *testing.T) {
	line := &cutting{}
	line.hold()
	a, s, c := begin(t, Options{Dial: line.dial})
	line.up.Store(0) // no line
	turns := make(chan Status, 1000)
	pace := Pace{
		Quiet: time.Millisecond, Most: time.Second, News: time.Hour, First: time.Millisecond, Last: time.Millisecond,
		Worst: time.Millisecond,
	}
	r := NewRunner(t.Context(), c, pace, func(s Status) { turns <- s })
	until := func(phase Phase) Status {
		for {
			select {
			case s := <-turns:
				if s.Phase == phase {
					return s
				}
			case <-t.Context().Done():
				t.Fatal("the runner stands still")
			}
		}
	}
	if s := until(PhaseWaiting); s.Err == nil || !s.Next.After(s.At) {
		t.Errorf("without a line: %+v", s)
	}
	line.hold()
	if s := until(PhaseIdle); !s.Result.Agreed {
		t.Errorf("with a line: %+v", s)
	}
	a.sell(t, 3)
	r.Nudge()
	until(PhaseSoon)
	if s := until(PhaseIdle); s.Result.ChangesUp != 3 {
		t.Errorf("after recording: %+v", s)
	}
	agreed(t, a, s)
	r.Stop()
	r.Nudge() // nobody listens, and nobody waits
}

// TestWriteFile_notForRevoked: a stick or a chat file was once readable with a laptop that had been revoked as stolen.
func TestWriteFile_notForRevoked(t *testing.T) {
	a, s, c := begin(t, Options{})
	stolen := newHolder(t, a.coop, "stolen")
	a.record(treasurer.User, coop.KindDevice, coop.Device{
		Log: stolen.log, Letters: "AA", Sign: stolen.public(), Box: stolen.boxKey(),
	})
	if out, err := c.WriteFile(t.Context(), nil); err != nil || out.Receivers != 2 {
		t.Fatalf("%d receivers before: %v", out.Receivers, err)
	}
	if _, err := c.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, what := s.record(coop.ID{}, coop.KindRevoke, coop.Revoke{Log: stolen.log}); what != coop.WhatNone {
		t.Fatal(what)
	}
	if _, err := c.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
	out, err := c.WriteFile(t.Context(), nil)
	if err != nil || out.Receivers != 1 {
		t.Fatalf("%d receivers: %v", out.Receivers, err)
	}
	if _, err := wire.ReadFile(out.Data, stolen.box); !errors.Is(err, wire.ErrNotForUs) {
		t.Errorf("the stolen laptop reads it: %v", err)
	}
}
