package client

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"

	"lumbung/sync/wire"
)

// line is the way to one server: HTTP with no header that is not needed, every byte counted on its way.
type line struct {
	base      *url.URL
	http      *http.Client
	transport *http.Transport
	up, down  atomic.Int64
	dialled   atomic.Bool // a connection came about
	offered   [32]byte    // SPKI of the certificate that the server showed
	pin       [32]byte
	enrolling bool // the certificate is judged by what the enrolment's proven answer says
	proven    bool // the certificate was judged good by the system's roots
	roots     *x509.CertPool
	now       time.Time // the least that the time can be
}

// patience bounds one request: a message of 1 MiB at 2 kB/s takes nine minutes.
const (
	dialPatience    = 30 * time.Second
	requestPatience = 10 * time.Minute
	silence         = 90 * time.Second // without a byte in either direction
)

// parseAddress reads what a person types as a server's address; without a scheme it is https.
func parseAddress(address string) (*url.URL, error) {
	if !bytes.Contains([]byte(address), []byte("://")) {
		address = "https://" + address
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || u.User != nil {
		return nil, fmt.Errorf("%w: %q", ErrAddress, address)
	}
	u.RawQuery, u.Fragment = "", ""
	return u, nil
}

func (c *Client) line(base *url.URL, pin [32]byte, serverTime int64) *line {
	l := &line{base: base, pin: pin, roots: c.roots, now: latest(c.now(), c.built, time.Unix(serverTime, 0))}
	dialer := c.dial
	if dialer == nil {
		dialer = (&net.Dialer{Timeout: dialPatience, KeepAlive: -1}).DialContext
	}
	l.transport = &http.Transport{
		Proxy: http.ProxyFromEnvironment,
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			conn, err := dialer(ctx, network, address)
			if err != nil {
				return nil, fmt.Errorf("%w: %w", ErrUnreachable, err)
			}
			l.dialled.Store(true)
			return &counted{Conn: conn, line: l}, nil
		},
		TLSClientConfig: &tls.Config{
			InsecureSkipVerify: true, //nolint:gosec // judge does it, with a clock that may stand in 2010
			VerifyConnection:   l.judge,
			MinVersion:         tls.VersionTLS12,
		},
		TLSNextProto:       map[string]func(string, *tls.Conn) http.RoundTripper{}, // HTTP/2's own talk costs bytes
		DisableCompression: true,
		MaxConnsPerHost:    1,
		IdleConnTimeout:    time.Minute,
	}
	l.http = &http.Client{Transport: l.transport, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse // a proof is for one address
	}}
	return l
}

func latest(times ...time.Time) time.Time {
	var last time.Time
	for _, t := range times {
		if t.After(last) {
			last = t
		}
	}
	return last
}

// judge accepts a certificate that the system's roots vouch for, or that has the key pinned at the enrolment. The
// clock of an old laptop only says that it is at least so late: a certificate that begins later tells the time.
func (l *line) judge(state tls.ConnectionState) error {
	if len(state.PeerCertificates) == 0 {
		return ErrNotTheServer
	}
	leaf := state.PeerCertificates[0]
	l.offered = sha256.Sum256(leaf.RawSubjectPublicKeyInfo)
	if l.pin != [32]byte{} && l.offered == l.pin {
		return nil
	}
	others := x509.NewCertPool()
	for _, c := range state.PeerCertificates[1:] {
		others.AddCert(c)
	}
	_, err := leaf.Verify(x509.VerifyOptions{
		DNSName: state.ServerName, Roots: l.roots, Intermediates: others, CurrentTime: latest(l.now, leaf.NotBefore),
	})
	l.proven = err == nil
	if err != nil && !l.enrolling {
		return fmt.Errorf("%w: %w", ErrNotTheServer, err)
	}
	return nil
}

// post sends one message and gives the answer's body. An answer that is not 200 gives *Refused.
func (l *line) post(ctx context.Context, path string, message []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, requestPatience)
	defer cancel()
	l.dialled.Store(false)
	target := l.base.JoinPath(path).String()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, target, bytes.NewReader(message))
	if err != nil {
		return nil, fmt.Errorf("client: %w", err)
	}
	request.GetBody = nil // never sent twice by the transport itself
	request.Header["User-Agent"] = []string{""}
	response, err := l.http.Do(request)
	if err != nil {
		return nil, l.explain(ctx, err)
	}
	defer response.Body.Close() //nolint:errcheck // the answer was read or given up
	body, err := io.ReadAll(io.LimitReader(response.Body, wire.MaxMessage+1))
	if err != nil {
		return nil, l.explain(ctx, err)
	}
	if response.StatusCode != http.StatusOK {
		if code, ours := wire.Refusal(body); ours {
			return nil, &Refused{Code: code}
		}
		if response.StatusCode == http.StatusNotFound || response.StatusCode == http.StatusMethodNotAllowed {
			return nil, fmt.Errorf("%w: %w", ErrNotTheServer, errNoPath)
		}
		return nil, fmt.Errorf("%w: HTTP status %d", ErrNotTheServer, response.StatusCode)
	}
	return body, nil
}

func (l *line) explain(ctx context.Context, err error) error {
	switch {
	case errors.Is(err, ErrNotTheServer), errors.Is(err, ErrUnreachable):
		return err
	case errors.Is(ctx.Err(), context.Canceled):
		return context.Canceled
	}
	return fmt.Errorf("%w: %w", ErrInterrupted, err)
}

func (l *line) close() { l.transport.CloseIdleConnections() }

// counted counts every byte that leaves or arrives, and gives a silent line up. What was written may lie in the
// machine's own buffers for as long as a 2G line takes to carry it.
type counted struct {
	net.Conn
	line    *line
	pending atomic.Int64 // bytes written since something arrived
}

// slowest is how many bytes a second a line must carry at least.
const slowest = 400

func (c *counted) patience() time.Time {
	return time.Now().Add(silence + time.Duration(c.pending.Load()/slowest)*time.Second)
}

func (c *counted) Read(b []byte) (int, error) {
	if err := c.SetReadDeadline(c.patience()); err != nil {
		return 0, err
	}
	n, err := c.Conn.Read(b)
	c.line.down.Add(int64(n))
	c.pending.Store(0)
	return n, err
}

func (c *counted) Write(b []byte) (int, error) {
	c.pending.Add(int64(len(b)))
	if err := c.SetDeadline(c.patience()); err != nil {
		return 0, err
	}
	n, err := c.Conn.Write(b)
	c.line.up.Add(int64(n))
	return n, err
}
