package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// certificate makes a certificate for this machine and writes it as two files.
func certificate(t *testing.T) (cert, key string, pool *x509.CertPool) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "dinas"}, NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, form, form, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	cert, key = filepath.Join(folder, "cert.pem"), filepath.Join(folder, "key.pem")
	for file, block := range map[string]*pem.Block{
		cert: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "PRIVATE KEY", Bytes: secret},
	} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	pool = x509.NewCertPool()
	pool.AppendCertsFromPEM(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	return cert, key, pool
}

// TestServe_TLS serves with a certificate: pages ask browsers to stay with TLS, and nobody answers without it.
func TestServe_TLS(t *testing.T) {
	cert, key, pool := certificate(t)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	reader, writer := io.Pipe()
	ended := make(chan int, 1)
	var problems bytes.Buffer
	go func() {
		ended <- run(ctx, []string{
			"serve", "--listen", "127.0.0.1:0", "--json", "--data", t.TempDir(), "--tls-cert", cert, "--tls-key", key,
		}, writer, &problems)
		writer.Close() //nolint:errcheck // a pipe in memory
	}()
	var ready struct{ URL string }
	if err := json.NewDecoder(reader).Decode(&ready); err != nil || !strings.HasPrefix(ready.URL, "https://") {
		t.Fatal(ready, err, problems.String())
	}
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}}
	response, err := client.Get(ready.URL + "login")
	if err != nil {
		t.Fatal(err)
	}
	if err := response.Body.Close(); err != nil || response.Header.Get("Strict-Transport-Security") == "" {
		t.Error(response.Header, err)
	}
	if response, err := http.Get(strings.Replace(ready.URL, "https", "http", 1) + "login"); err == nil {
		if response.Body.Close(); response.StatusCode == http.StatusOK { //nolint:errcheck // nothing was read
			t.Error("answered without TLS")
		}
	}
	client.CloseIdleConnections()
	stop()
	if status := <-ended; status != statusDone {
		t.Error(status, problems.String())
	}
}
