package main

import (
	"bytes"
	"fmt"

	"lumbung/store/coop"
)

// monthOfStory is the month that the story plays in.
type monthOfStory coop.Month

// monthBefore is the last whole month.
func monthBefore(today coop.Date) monthOfStory {
	return monthOfStory(today.Month().First().AddDays(-1).Month())
}

func (m monthOfStory) day(n int) string { return (coop.Month(m).First() + coop.Date(n-1)).String() }

func (m monthOfStory) String() string { return coop.Month(m).String() }

// names of the village's members: invented.
var demoNames = []string{
	"Aminah", "Bahri", "Cahyani", "Darwis", "Erni", "Fadli", "Gunawan", "Halimah", "Iskandar", "Jumiati", "Kasim",
	"Lestari", "Mahmud", "Nurhayati", "Osman", "Patimah", "Qomariah", "Rusdi", "Salmah", "Tarmizi", "Umar", "Veronika",
	"Wahyuni", "Yohanes", "Zainab", "Arifin", "Bernadeta", "Cornelius", "Dewi", "Edi", "Fransiska", "Hamdan", "Indah",
	"Joko", "Kartini", "Lukman", "Mariana", "Natalia", "Paulus", "Ratna",
}

// demoMembers is the member list of the village.
func demoMembers() []byte {
	var b bytes.Buffer
	b.WriteString("no,nama,jk,desa,tanggal_masuk\n")
	for i, name := range demoNames {
		fmt.Fprintf(&b, "%03d,%s,%c,Dusun %d,2025-07-01\n", i+1, name, "PL"[i%2], 1+i%3)
	}
	return b.Bytes()
}

// demoOpening is what the cooperative has when the story begins: each member paid simpanan pokok.
func demoOpening() []byte {
	var b bytes.Buffer
	b.WriteString("kode_akun,anggota,unit,saldo\n11101,,,1500000\n11201,,,4500000\n13101,,,6000000\n")
	for i := range demoNames {
		fmt.Fprintf(&b, "31101,%03d,,-50000\n", i+1)
	}
	fmt.Fprintf(&b, "31301,,,-%d\n", 12_000_000-50_000*len(demoNames))
	return b.Bytes()
}

// demoJournal is what the treasurer kept on paper while the electricity was off, typed in as a file.
func demoJournal(m monthOfStory) []byte {
	var b bytes.Buffer
	b.WriteString("no,tanggal,bukti,uraian,anggota,kode_akun,nama_akun,debit,kredit\n")
	no := 0
	entry := func(day int, remark string, rows ...string) {
		no++
		for _, row := range rows {
			fmt.Fprintf(&b, "%d,%s,K-%03d,%s,%s\n", no, m.day(day), no, remark, row)
		}
	}
	for i := 12; i < len(demoNames); i++ {
		entry(5+i%20, "Simpanan wajib "+demoNames[i], ",11101,,20000,", fmt.Sprintf("%03d,31102,,,20000", i+1))
	}
	for day := 1; day <= 26; day++ {
		sold := 150_000 + 7_500*(day%9)
		entry(day, "Penjualan sembako tunai", fmt.Sprintf(",11104,,%d,", sold), fmt.Sprintf(",41101,,,%d", sold))
		cost := sold * 86 / 100
		entry(day, "Harga pokok penjualan sembako", fmt.Sprintf(",51101,,%d,", cost), fmt.Sprintf(",13101,,,%d", cost))
	}
	for week := range 4 {
		entry(7*week+2, "Setor hasil gerai ke bank", ",11201,,900000,", ",11104,,,900000")
		entry(7*week+3, "Beli sembako", ",13101,,850000,", ",11201,,,850000")
	}
	entry(20, "Listrik", ",61201,,215000,", ",11101,,,215000")
	entry(25, "Honor petugas gerai", ",61101,,600000,", ",11201,,,600000")
	return b.Bytes()
}

// demoLater is what is recorded while the line is dead and only a stick travels.
func demoLater(m monthOfStory) []byte {
	var b bytes.Buffer
	b.WriteString("no,tanggal,bukti,uraian,anggota,kode_akun,nama_akun,debit,kredit\n")
	for i := range 30 {
		amount := 10_000 + 5_000*(i%7)
		fmt.Fprintf(&b, "%d,%s,T-%03d,Tabungan %s,,11101,,%d,\n", i+1, m.day(27), i+1, demoNames[i], amount)
		fmt.Fprintf(&b, "%d,%s,T-%03d,Tabungan %s,%03d,21101,,,%d\n", i+1, m.day(27), i+1, demoNames[i], i+1, amount)
	}
	return b.Bytes()
}
