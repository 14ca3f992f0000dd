package report_test

import (
	"math"
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

// Whatever stands on a slip, no line is wider than the paper and every letter is one that each printer has: a place of
// a hundred letters ran over the edge, and José became Jos?.
func TestSlipBytes_Anything(t *testing.T) {
	long := strings.Repeat("Sungai Ambawang Kuala Mandor B ", 6)
	for _, s := range []report.Slip{
		{
			Cooperative: long, Address: strings.Repeat("x", 90), Voucher: "BKM-ABCDEFGHIJKL-2026-000123456789012345",
			Code: "K7M2Q9PX", Party: strings.Repeat("Raden", 30), Member: "ABCDEFGH-0042", Amount: math.MaxInt64,
			Words: report.Wording{ID: coop.MoneyWords(math.MaxInt64, "id"), EN: coop.MoneyWords(math.MaxInt64, "en")},
			For:   report.Wording{ID: strings.Repeat("Iuran – ", 40)}, Place: long + ", 1 Maret 2026", Treasurer: long,
			Archive: true, Void: true,
		},
		{
			Cooperative: "KDMP Désa Ñandú", Voucher: "BKK-A-2026-000007", Out: true, Party: "José Müller Peña",
			For:   report.Wording{ID: "½ kg “kopi” × 3\u200b\u00a0– 30 °C ✓\t日本"},
			Words: report.Wording{ID: "Satu rupiah"}, Place: "Désa, 1 Maret 2026", Treasurer: "Zoe\u0308",
		},
		{},
	} {
		for _, paper := range []report.RawPaper{report.RawDotMatrix, report.RawThermal} {
			got, err := report.SlipBytes([]report.Slip{s}, paper)
			if err != nil {
				t.Fatal(err)
			}
			text := string(got)
			if paper == report.RawDotMatrix {
				text = strings.TrimPrefix(text, "\x1b@\x1b2\x1bC\x21\x1bP")
			}
			text = strings.NewReplacer("\x1b@", "", "\x1bE\x01", "", "\x1bE\x00", "", "\x1bE", "", "\x1bF", "",
				"\x1bd\x04", "", "\x0c", "").Replace(text)
			for line := range strings.SplitSeq(text, "\r\n") {
				if len(line) > paper.Columns() {
					t.Errorf("%d: %q is %d letters wide", paper, line, len(line))
				}
				if strings.IndexFunc(line, func(r rune) bool { return r < 0x20 || r > 0x7e }) >= 0 {
					t.Errorf("%d: %q has a letter that not every printer has", paper, line)
				}
			}
			if s.Out {
				for _, said := range []string{
					"Jose Muller Pena", `1/2 kg "kopi" x 3 - 30 oC v ??`, "(Zoe)", "Desa Nandu",
				} {
					if !strings.Contains(text, said) {
						t.Errorf("%d: no %q in\n%s", paper, said, text)
					}
				}
			}
		}
	}
}

// A long name under the place to sign was cut after thirty letters on narrow paper: whoever signs finds it whole.
func TestSlipBytes_LongNames(t *testing.T) {
	s := rawSlips[0]
	s.Party = "Raden Ayu Siti Kusumawardhani binti Abdul Rahman"
	s.Treasurer = "Muhammad Yohanes Dapa Wulandari anak Adat"
	for paper, wanted := range map[report.RawPaper][]string{
		report.RawDotMatrix: {
			"(Raden Ayu Siti Kusumawardhani binti    (Muhammad Yohanes Dapa Wulandari anak\r\n",
			"\r\n Abdul Rahman)                           Adat)\r\n",
		},
		report.RawThermal: {
			"(Raden Ayu Siti Kusumawardhani\r\n binti Abdul Rahman)", "(Muhammad Yohanes Dapa\r\n Wulandari anak Adat)",
		},
	} {
		got, err := report.SlipBytes([]report.Slip{s}, paper)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range wanted {
			if !strings.Contains(string(got), want) {
				t.Errorf("%d: no %q in\n%q", paper, want, got)
			}
		}
	}
}
