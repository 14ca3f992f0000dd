package report_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lumbung/store/coop"
	"lumbung/store/report"
)

var rawSlips = []report.Slip{
	{
		Cooperative: "Koperasi Desa Merah Putih Sungai Ambawang Kuala",
		Address:     "Jl. Trans Kalimantan Km 17 · Telp. 0812",
		Voucher:     "BKM-A-2026-000123", Code: "K7M2Q9PX", Party: "Siti Aminah binti Abdul Rahman",
		Member: "A-0042", Amount: 150_000 * coop.Rupiah, Words: report.Wording{ID: "Seratus lima puluh ribu rupiah"},
		For:   report.Wording{ID: "Simpanan wajib – Juli–Desember 2026"},
		Place: "Sungai Ambawang, 25 November 2026", Treasurer: "Siti Rahmawati",
	},
	{
		Cooperative: "KDMP Contoh", Voucher: "BKK-A-2026-000007", Out: true, Copy: true, Archive: true,
		Amount: 1_250_050, Words: report.Wording{ID: "Dua belas ribu lima ratus rupiah lima puluh sen"},
		For: report.Wording{ID: "Beli “paku” 1 kg"}, Place: "Contoh, 1 Maret 2026", Treasurer: "Sari",
	},
}

// The bytes that a printer is sent are pinned: LUMBUNG_GOLDEN=1 writes them anew, to be looked at.
func TestSlipBytes(t *testing.T) {
	for name, paper := range map[string]report.RawPaper{
		"slip-escp.prn": report.RawDotMatrix, "slip-escpos.prn": report.RawThermal,
	} {
		got, err := report.SlipBytes(rawSlips, paper)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join("testdata", name)
		if os.Getenv("LUMBUNG_GOLDEN") != "" {
			if err := os.WriteFile(file, got, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != string(want) {
			t.Errorf("%s: got\n%q", name, got)
		}
		for slip := range strings.SplitSeq(string(got), "\x1b@") {
			if lines := strings.Count(slip, "\n"); paper == report.RawDotMatrix && lines > 33 {
				t.Errorf("%d lines do not fit the form of 33", lines)
			}
			for line := range strings.Lines(slip) {
				line = strings.NewReplacer(
					"\x1bE\x01", "", "\x1bE\x00", "", "\x1bE", "", "\x1bF", "", "\r\n", "",
				).Replace(line)
				if !strings.ContainsRune(line, 0x1b) && len(line) > paper.Columns() {
					t.Errorf("%s: %q is %d letters wide", name, line, len(line))
				}
				if strings.IndexFunc(line, func(r rune) bool { return r > 0x7e }) >= 0 {
					t.Errorf("%s: %q has a letter that is not ASCII", name, line)
				}
			}
		}
	}
}
