package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// call runs the whole program and gives status, standard output and standard error.
func call(t *testing.T, args ...string) (int, string, string) {
	t.Helper()
	var out, problems bytes.Buffer
	status := run(t.Context(), args, &out, &problems)
	return status, out.String(), problems.String()
}

// TestStatus pins the exit statuses and that each refusal says one sentence in the language asked for.
func TestStatus(t *testing.T) {
	folder := t.TempDir()
	cases := []struct {
		args   []string
		status int
		says   string
	}{
		{[]string{"check", "--data", folder}, statusDone, ""},
		{[]string{"check", "--data", folder, "--lang", "xx"}, statusUse, "xx"},
		{[]string{"nonsense"}, statusUse, "nonsense"},
		{[]string{"check", "--nonsense"}, statusUse, "nonsense"},
		{[]string{"distribute"}, statusUse, "belum tersedia"},
		{[]string{"serve", "--upstream", "https://x"}, statusUse, "belum tersedia"},
		{[]string{"serve", "--listen", "0.0.0.0:0"}, statusUse, "--tls-cert"},
		{[]string{"serve", "--listen", "0.0.0.0:0", "--plain-http"}, statusUse, "--plain-http-really"},
		{[]string{"serve", "--listen", ":0"}, statusUse, "--tls-cert"},
		{[]string{"serve", "--listen", "nonsense"}, statusUse, "nonsense"},
		{[]string{"serve", "--tls-cert", "x"}, statusUse, "--tls-key"},
		{[]string{"serve", "--tls-cert", "x", "--tls-key", "y", "--data", folder}, statusUse, "sertifikat"},
		{[]string{"serve", "--db", "mysql://x", "--data", folder}, statusUse, "mysql"},
		{[]string{"activation-code", "--data", folder}, statusNo, "Nama koperasi"},
		{[]string{"activation-code", "--data", folder, "--name", "A", "--village", "12"}, statusNo, "10 angka"},
		{
			[]string{"activation-code", "--data", folder, "--name", "A", "--village", "12", "--lang", "en"},
			statusNo, "10 digits",
		},
		{[]string{"officer", "add", "--region", "61", "--data", folder}, statusUse, "NAMA"},
		{[]string{"officer", "add", "Rini", "--data", folder}, statusUse, "--region"},
		{[]string{"officer", "add", "Rini", "--region", "x", "--data", folder}, statusNo, "Wilayah"},
	}
	for _, c := range cases {
		status, _, problems := call(t, c.args...)
		if status != c.status || !strings.Contains(problems, c.says) {
			t.Errorf("%v: status %d, %q; want %d, %q", c.args, status, problems, c.status, c.says)
		}
		if lines := strings.Count(problems, "\n"); c.status != statusDone && lines != 1 {
			t.Errorf("%v: %d lines: %s", c.args, lines, problems)
		}
	}
}

// TestMachineFails gives status 3 when the data folder cannot be one.
func TestMachineFails(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if status, _, _ := call(t, "check", "--data", file); status != statusMachine {
		t.Fatal(status)
	}
}

// TestRelativeFolder takes a data folder as people type one: README's own "--data tmp/server" was once looked for at
// the root of the disk.
func TestRelativeFolder(t *testing.T) {
	t.Chdir(t.TempDir())
	if status, _, problems := call(t, "check", "--data", "tmp/server"); status != statusDone {
		t.Fatal(status, problems)
	}
	if _, err := os.Stat(filepath.Join("tmp", "server", "server.key")); err != nil {
		t.Error(err)
	}
}

// TestServe starts the program as a new user does, reads where to go next, uses it beside the running server, and
// stops it.
func TestServe(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_DATA_HOME", "")
	t.Setenv("LOCALAPPDATA", home)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	reader, writer := io.Pipe()
	ended := make(chan int, 1)
	var problems bytes.Buffer
	go func() {
		ended <- run(ctx, []string{"serve", "--listen", "127.0.0.1:0", "--json"}, writer, &problems)
		writer.Close() //nolint:errcheck // a pipe in memory
	}()
	var ready struct{ URL, Data string }
	if err := json.NewDecoder(reader).Decode(&ready); err != nil {
		t.Fatal(err, problems.String())
	}
	if _, err := os.Stat(filepath.Join(ready.Data, "server.key")); err != nil {
		t.Error(err)
	}
	for path, want := range map[string]int{"healthz": 200, "login": 200, "district": 200, "nothing": 404} {
		response, err := http.Get(ready.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		if err := response.Body.Close(); err != nil || response.StatusCode != want {
			t.Error(path, response.StatusCode, err)
		}
	}
	var code struct{ Code string }
	status, out, _ := call(t, "activation-code", "--name", "KDMP Maju", "--village", "6112032001", "--json")
	if err := json.Unmarshal([]byte(out), &code); err != nil || status != 0 || len(code.Code) != 14 {
		t.Error(status, out, err)
	}
	status, out, _ = call(t, "officer", "add", "Bu Rini", "--region", "6112")
	if status != 0 || !strings.Contains(out, "otpauth://totp/Lumbung:Bu%20Rini") {
		t.Error(status, out)
	}
	stop()
	if status := <-ended; status != statusDone {
		t.Error(status, problems.String())
	}
}
