package server

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// cluster is the PostgreSQL server of this test run; nil where its programs are not installed.
var cluster *postgres

type postgres struct {
	folder, bin string
	databases   atomic.Int64
}

func TestMain(m *testing.M) {
	var err error
	if cluster, err = startPostgres(); err != nil {
		fmt.Fprintln(os.Stderr, "PostgreSQL does not start, its tests are skipped:", err)
	}
	code := m.Run()
	if cluster != nil {
		cluster.stop()
	}
	os.Exit(code)
}

// startPostgres starts a server of its own in a temporary folder: nil where the programs are not there.
func startPostgres() (*postgres, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 || runtime.GOOS == "windows" {
		return nil, nil
	}
	folder, err := os.MkdirTemp("", "lumbungd-pg")
	if err != nil {
		return nil, err
	}
	p := &postgres{folder: folder, bin: filepath.Dir(found[len(found)-1])}
	if os.Geteuid() == 0 {
		if out, err := exec.Command("chown", "postgres", folder).CombinedOutput(); err != nil {
			return nil, fmt.Errorf("%w: %s", err, out)
		}
	}
	if err := p.run("initdb", "-D", folder+"/data", "-U", "test", "--auth=trust", "--no-sync", "--no-instructions",
		"-E", "UTF8", "--locale=C"); err != nil {
		return nil, err
	}
	options := "-k " + folder + " -c listen_addresses='' -c fsync=off -c synchronous_commit=off" +
		" -c full_page_writes=off -c shared_buffers=64MB"
	return p, p.run("pg_ctl", "-D", folder+"/data", "-w", "-s", "-l", folder+"/log", "-o", options, "start")
}

// run runs one of PostgreSQL's programs, which refuse to be root, as the user postgres where we are root.
func (p *postgres) run(program string, args ...string) error {
	args = append([]string{filepath.Join(p.bin, program)}, args...)
	if os.Geteuid() == 0 {
		args = append([]string{
			"setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "env", "-i",
			"PATH=" + p.bin + ":/usr/bin:/bin", "LC_ALL=C",
		}, args...)
	}
	c := exec.Command(args[0], args[1:]...)
	c.Dir = p.folder
	out := &strings.Builder{}
	c.Stdout, c.Stderr = out, out
	if err := c.Run(); err != nil {
		return fmt.Errorf("%s: %w: %s", program, err, out)
	}
	return nil
}

func (p *postgres) stop() {
	if err := p.run("pg_ctl", "-D", p.folder+"/data", "-m", "immediate", "-s", "stop"); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.RemoveAll(p.folder) //nolint:errcheck // a temporary folder
}

// database makes an empty database and gives its address.
func (p *postgres) database(t testing.TB) string {
	t.Helper()
	name := fmt.Sprintf("t%d", p.databases.Add(1))
	db, err := sql.Open("pgx", p.address("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // only made a database
	if _, err := db.Exec("CREATE DATABASE " + name); err != nil {
		t.Fatal(err)
	}
	return p.address(name)
}

func (p *postgres) address(name string) string {
	return "postgres:///" + name + "?host=" + p.folder + "&user=test"
}

// place is where a test's server keeps what it knows, so that it can be opened again.
type place struct {
	folder, dsn string
	now         func() time.Time
}

var testNow = time.Date(2026, 2, 10, 3, 0, 0, 0, time.UTC)

func (p place) open(t testing.TB) *Server {
	t.Helper()
	s, err := Open(context.Background(), Options{Folder: p.folder, Database: p.dsn, Now: p.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// onEach runs a test on every database there is here: the same suite, the same SQL.
func onEach(t *testing.T, test func(t *testing.T, p place)) {
	now := func() time.Time { return testNow }
	t.Run("SQLite", func(t *testing.T) { test(t, place{folder: t.TempDir(), now: now}) })
	t.Run("PostgreSQL", func(t *testing.T) {
		if cluster == nil {
			t.Skip("PostgreSQL is not installed")
		}
		test(t, place{folder: t.TempDir(), dsn: cluster.database(t), now: now})
	})
}
