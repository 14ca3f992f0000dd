package main

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"lumbung/sync/server"
)

// serving are the flags of serve.
type serving struct {
	listen, cert, key, upstream, name string
	plain, really                     bool
}

func (p *program) serve() *cobra.Command {
	f := &serving{}
	c := &cobra.Command{
		Use: "serve", Short: p.say("lumbungd.serve.short"), Long: p.say("lumbungd.serve.long"), Args: p.noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return p.runServe(c.Context(), f) },
	}
	flags := c.Flags()
	flags.StringVar(&f.listen, "listen", "127.0.0.1:8420", p.say("lumbungd.flag.listen"))
	flags.StringVar(&f.cert, "tls-cert", "", p.say("lumbungd.flag.tls-cert"))
	flags.StringVar(&f.key, "tls-key", "", p.say("lumbungd.flag.tls-key"))
	flags.StringVar(&f.upstream, "upstream", "", p.say("lumbungd.flag.upstream"))
	flags.StringVar(&f.name, "name", "", p.say("lumbungd.flag.name"))
	flags.BoolVar(&f.plain, "plain-http", false, p.say("lumbungd.flag.plain-http"))
	flags.BoolVar(&f.really, "plain-http-really", false, p.say("lumbungd.flag.plain-http-really"))
	return c
}

// checked refuses what must not be served before anything is opened.
func (f *serving) checked() error {
	if f.upstream != "" {
		return misuse("lumbungd.problem.later", "--upstream")
	}
	host, _, err := net.SplitHostPort(f.listen)
	if err != nil {
		return misuse("lumbungd.problem.listen", f.listen)
	}
	if (f.cert == "") != (f.key == "") {
		return misuse("lumbungd.problem.tls-pair")
	}
	ip := net.ParseIP(host)
	loopback := host == "localhost" || (ip != nil && ip.IsLoopback())
	if !loopback && f.cert == "" && !(f.plain && f.really) {
		return misuse("lumbungd.problem.open", f.listen)
	}
	return nil
}

// certificate loads the certificate and gives what devices pin of it.
func (f *serving) certificate() (*tls.Config, [32]byte, error) {
	if f.cert == "" {
		return nil, [32]byte{}, nil
	}
	pair, err := tls.LoadX509KeyPair(f.cert, f.key)
	if err != nil {
		return nil, [32]byte{}, misuse("lumbungd.problem.tls", err)
	}
	pin := sha256.Sum256(pair.Leaf.RawSubjectPublicKeyInfo)
	return &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}, pin, nil
}

// Bounds of one connection. A body's own bounds are the server's: a slow line may take minutes.
const (
	headerTimeout = 15 * time.Second
	idleTimeout   = 2 * time.Minute
	writeTimeout  = 20 * time.Minute
	closeTimeout  = 10 * time.Second
	headerBytes   = 16 << 10
)

func (p *program) runServe(ctx context.Context, f *serving) (err error) {
	if err := f.checked(); err != nil {
		return err
	}
	secure, pin, err := f.certificate()
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(p.err, nil))
	s, err := p.open(ctx, server.Options{Log: log, Name: f.name, Pin: pin})
	if err != nil {
		return err
	}
	defer closing(s, &err)
	listener, err := net.Listen("tcp", f.listen)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	scheme := "http"
	if secure != nil {
		scheme = "https"
		listener = tls.NewListener(listener, secure)
	}
	folder, err := p.dataFolder()
	if err != nil {
		return err
	}
	address := scheme + "://" + listener.Addr().String() + "/"
	err = p.print(p.say("lumbungd.serve.ready", address, folder), map[string]string{"url": address, "data": folder})
	if err != nil {
		return err
	}
	return serve(ctx, s, listener, log)
}

// serve answers until ctx ends, then lets requests that have begun come to their end.
func serve(ctx context.Context, s *server.Server, listener net.Listener, log *slog.Logger) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	surveyed := make(chan error, 1)
	go func() { surveyed <- s.Run(ctx) }()
	web := &http.Server{
		Handler: s.Handler(), ReadHeaderTimeout: headerTimeout, IdleTimeout: idleTimeout, WriteTimeout: writeTimeout,
		MaxHeaderBytes: headerBytes, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
	served := make(chan error, 1)
	go func() { served <- web.Serve(listener) }()
	var err error
	select {
	case err = <-served:
	case <-ctx.Done():
		rest, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTimeout)
		defer cancel()
		if err = web.Shutdown(rest); errors.Is(err, context.DeadlineExceeded) {
			err = web.Close() // whoever is cut off goes on with the next exchange
		}
		<-served
	}
	stop()
	return errors.Join(err, <-surveyed)
}
