package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
)

// TestMain lets scripts start this test binary as the program itself, whole, with its own standard streams.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"lumbungctl": func() {
			os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv))
		},
	})
}

// TestScripts plays the command line as people use it: one script a command, with its refusals and exit statuses.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(e *testscript.Env) error {
			e.Setenv("LUMBUNG_DATA", filepath.Join(e.WorkDir, "data"))
			e.Setenv("LUMBUNG_PIN", "246810")
			e.Setenv("LANG", "id_ID.UTF-8")
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"status": status,
			// What a person would read from the screen and type again.
			"invitecode":     inviteCode,
			"findingid":      findingID,
			"createrecovery": createRecovery,
			"backupfile":     backupFile,
			"workbook":       workbook,
			"district":       startDistrict,
			"districtread":   districtRead,
			"flipbit":        flipBit,
			"tamper":         tamper,
		},
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
	})
}

// status runs the program and wants exactly this exit status: status 2 lumbungctl info --fast.
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 || len(args[0]) != 1 {
		ts.Fatalf("usage: status N COMMAND …")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if err != nil {
		got = exitStatus(err)
	}
	if got != args[0] {
		ts.Fatalf("exit status %s, want %s", got, args[0])
	}
}

func exitStatus(err error) string {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return strconv.Itoa(exit.ExitCode())
	}
	return err.Error()
}

// ask runs the program with --json and gives what it answered.
func ask(ts *testscript.TestScript, args ...string) map[string]any {
	ts.Check(ts.Exec("lumbungctl", append([]string{"--json"}, args...)...))
	object := map[string]any{}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &object))
	return object
}

func inviteCode(ts *testscript.TestScript, _ bool, args []string) {
	ts.Setenv("CODE", text(ask(ts, "invite", "-o", args[0], "--user", args[1]), "code"))
}

func findingID(ts *testscript.TestScript, _ bool, _ []string) {
	all, _ := ask(ts, "findings", "list")["findings"].([]any)
	first, _ := all[0].(map[string]any)
	ts.Setenv("FINDING", text(first, "id"))
}

func createRecovery(ts *testscript.TestScript, _ bool, _ []string) {
	ts.Setenv("RECOVERY", text(ask(ts, "create", "--name", "KDMP Contoh", "--village", "6101012001",
		"--treasurer", "Siti", "--chair", "Budi"), "recovery_code"))
}

func backupFile(ts *testscript.TestScript, _ bool, _ []string) {
	object := map[string]any{}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &object))
	ts.Setenv("BACKUP", text(object, "file"))
}

// workbook writes a small cash book as treasurers keep it: two months, the second beginning with the first's balance.
func workbook(ts *testscript.TestScript, _ bool, args []string) {
	f := excelize.NewFile()
	defer f.Close()
	months := []struct {
		sheet string
		rows  [][]any
	}{
		{"Januari", [][]any{
			{"BUKU KAS UMUM TAHUN 2026"},
			{"No", "Tanggal", "Uraian", "Bukti", "Debet", "Kredit", "Saldo", "Keterangan"},
			{1, "01/01/2026", "Saldo bulan lalu", "", 500000, "", 500000, ""},
			{2, "05/01/2026", "Terima simpanan wajib an Aminah", "K1", 20000, "", 520000, "Januari"},
			{3, "10/01/2026", "Terima simpanan pokok an Bakri", "K2", 200000, "", 720000, ""},
			{4, "20/01/2026", "Bayar listrik", "K3", "", 50000, 670000, ""},
		}},
		{"Pebruari", [][]any{
			{"BUKU KAS UMUM TAHUN 2026"},
			{"No", "Tanggal", "Uraian", "Bukti", "Debet", "Kredit", "Saldo", "Keterangan"},
			{1, "01/02/2026", "Saldo bulan lalu", "", 670000, "", 670000, ""},
		}},
	}
	for i, m := range months {
		if i == 0 {
			ts.Check(f.SetSheetName("Sheet1", m.sheet))
		} else {
			_, err := f.NewSheet(m.sheet)
			ts.Check(err)
		}
		for n, row := range m.rows {
			ts.Check(f.SetSheetRow(m.sheet, fmt.Sprintf("A%d", n+1), &row))
		}
	}
	ts.Check(f.SaveAs(ts.MkAbs(args[0])))
}

// startDistrict runs a real server for this script and sets where it is and an activation code.
func startDistrict(ts *testscript.TestScript, _ bool, _ []string) {
	d, err := openDistrict(context.Background(), ts.MkAbs("kabupaten"))
	ts.Check(err)
	ts.Defer(func() { ts.Check(d.close()) })
	code, err := d.server.ActivationCode(context.Background(), "KDMP Contoh", "6101012001")
	ts.Check(err)
	ts.Setenv("SERVER", "http://"+d.address())
	ts.Setenv("ACTIVATION", code)
	districts.Store(ts.Getenv("WORK"), d)
}

// districts are the servers of the scripts that run, by their folder.
var districts sync.Map

// districtRead lets the district read a file and write its receipt: districtread IN RECEIPT.
func districtRead(ts *testscript.TestScript, _ bool, args []string) {
	d, _ := districts.Load(ts.Getenv("WORK"))
	receipt, _, err := d.(*district).readFile(context.Background(), ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), receipt, 0o600))
}

// flipBit damages a file in its middle.
func flipBit(ts *testscript.TestScript, _ bool, args []string) {
	data, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	data[len(data)/2] ^= 4
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o600))
}

// tamper changes a closed book file behind the program's back: tamper FILE SQL…
func tamper(ts *testscript.TestScript, _ bool, args []string) {
	db, err := sql.Open("sqlite", "file:"+filepath.ToSlash(ts.MkAbs(args[0])))
	ts.Check(err)
	defer db.Close()
	for _, statement := range args[1:] {
		_, err = db.Exec(statement)
		ts.Check(err)
	}
}
