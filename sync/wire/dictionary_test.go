package wire

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"lumbung/store/coop"
)

var makeDictionary = flag.Bool("make-dictionary", false, "write the sample of a new pack format and say its sum")

// TestDictionary_Frozen holds the sample of format 1 to what it was when the first pack was made. Another sample is
// another pack format: raise packVersion, keep the old file.
func TestDictionary_Frozen(t *testing.T) {
	if *makeDictionary {
		if err := os.WriteFile("format1.bin", sampleFile(t), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile("format1.bin")
	if err != nil {
		t.Fatal(err)
	}
	const want = "669049335361bc7b8b01e1a69914025248a620370e15c07065b8ea2ff3204c16"
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != want {
		t.Errorf("the sample has SHA-256 %x", sum)
	}
}

// sampleFile makes the sample of changes that a new pack format begins with: what a cooperative's first days look
// like, the standard chart, every occasion, and the words that treasurers use. The most frequent comes last.
func sampleFile(t *testing.T) []byte {
	t.Helper()
	var all []byte
	for _, c := range sample(t) {
		canonical := c.Encode()
		all = binary.AppendUvarint(all, uint64(len(canonical)))
		all = append(all, canonical...)
	}
	return squeeze(nil, all)
}

// sampler records the sample.
type sampler struct {
	*market
	t         *testing.T
	chart     []coop.ChartAccount
	occasions []coop.Occasion
}

func sample(t *testing.T) []coop.Change {
	t.Helper()
	s := sampler{market: newMarket("sample", 1), t: t}
	read := func(name string) []byte {
		data, err := os.ReadFile("../../assets/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	var err error
	if s.chart, err = coop.LoadChart(read("chart-of-accounts.csv")); err != nil {
		t.Fatal(err)
	}
	if s.occasions, err = coop.LoadOccasions(read("occasions.txt"), s.chart); err != nil {
		t.Fatal(err)
	}
	s.begin()
	s.review()
	s.takeover()
	for _, o := range s.occasions {
		s.occasion(o, 1)
	}
	for _, months := range []int{12, 6, 5, 4, 3, 2, 1} {
		s.occasion(s.find("dues-mandatory"), months)
	}
	for _, often := range []string{
		"purchase-cash", "bank-withdrawal", "bank-deposit", "member-loan-out", "savings-withdrawal", "electricity",
		"wages", "sale-nonmember", "cost-of-sales", "member-loan-payment", "savings-deposit", "dues-principal",
		"dues-mandatory", "dues-mandatory",
	} {
		s.occasion(s.find(often), 1)
	}
	return s.all
}

func (s *sampler) find(name string) coop.Occasion {
	i := slices.IndexFunc(s.occasions, func(o coop.Occasion) bool { return o.ID == name })
	if i < 0 {
		s.t.Fatalf("no occasion %s", name)
	}
	return s.occasions[i]
}

// begin records a founding as a first run does, with devices, people and members.
func (s *sampler) begin() {
	var accounts []coop.AccountAdd
	for _, a := range s.chart {
		accounts = append(accounts, coop.AccountAdd{
			Code: a.Code, NameID: a.NameID, NameEN: a.NameEN, Type: a.Type, Heading: a.Heading,
			Credit: a.NormalCredit, Sub: a.Sub,
		})
	}
	s.author = coop.ID{}
	hash := s.add(coop.KindFound, coop.Found{
		Cooperative: s.coop, Name: "Koperasi Desa Merah Putih ", Village: "3300000000", Letters: "A",
		People: []coop.FoundOne{{Name: "Bendahara", Role: coop.RoleTreasurer}, {Name: "Ketua", Role: coop.RoleChair}},
	})
	s.author = coop.HashID(hash, 1)
	s.add(coop.KindAccounts, coop.Accounts{Add: accounts})
	s.add(coop.KindSetting, coop.Setting{Key: coop.SettingPrincipal, Value: "100000"})
	s.add(coop.KindSetting, coop.Setting{Key: coop.SettingMandatory, Value: "20000"})
	s.add(coop.KindSetting, coop.Setting{Key: coop.SettingMandatory, From: 20260101, Value: "25000"})
	s.add(coop.KindVault, coop.Vault{Log: s.log, Epoch: 1, Key: make([]byte, 80)})
	s.add(coop.KindVault, coop.Vault{Epoch: 1, Key: make([]byte, 80)})
	s.add(coop.KindUserKey, coop.UserKey{User: s.author, Public: testHash("k"), Slot: make([]byte, 100)})
	s.add(coop.KindInvite, coop.Invite{Key: testHash("i"), Letters: "AA", User: s.author})
	s.add(coop.KindDevice, coop.Device{Log: testID("S"), Letters: "S", Name: "Dinas Koperasi", Server: true})
	s.add(coop.KindUser, coop.User{Name: "Pengawas", Role: coop.RoleSupervisor})
	s.add(coop.KindOutlet, coop.Outlet{Code: "sembako", NameID: "Gerai Sembako", NameEN: "Grocery outlet"})
	s.add(coop.KindOutlet, coop.Outlet{Code: "apotek", NameID: "Apotek Desa", NameEN: "Village pharmacy"})
	s.register(4)
	fields := map[coop.Field]string{
		coop.FieldName: "Siti", coop.FieldNumber: "0005", coop.FieldSex: "P", coop.FieldJoined: "2025-08-17",
	}
	s.add(coop.KindMember, coop.Member{Fields: fields})
	fields = map[coop.Field]string{coop.FieldName: "Budi", coop.FieldNumber: "0006"}
	s.add(coop.KindMember, coop.Member{Fields: fields})
	s.add(coop.KindMemberEdit, coop.MemberEdit{
		Member: s.members[0],
		Fields: map[coop.Field]string{coop.FieldHamlet: "Dusun III", coop.FieldGroup: "RT 01 RW 02"},
	})
}

func (s *sampler) review() {
	entry := s.add(coop.KindEntry, two("cost", "61203", "11101", 15_000_00))
	s.add(coop.KindReversal, coop.Reversal{Entry: coop.HashID(entry, 0), Date: 20260131, Reason: "salah jumlah"})
	finding := s.add(coop.KindFinding, coop.Finding{Entry: coop.HashID(entry, 0), Text: "Bukti belum ada", By: "Dinas"})
	s.add(coop.KindAnswer, coop.Answer{Finding: coop.HashID(finding, 0), Text: "Bukti sudah dilampirkan"})
	head := coop.Head{Log: s.log, Seq: int64(len(s.all)), Hash: s.prev}
	s.add(coop.KindReceipt, coop.Receipt{Heads: []coop.Head{head}})
	s.add(coop.KindLook, coop.Look{What: coop.WhatLate, Subject: s.prev, Note: "sudah dilihat"})
	s.add(coop.KindClose, coop.Close{Period: 202601, Contains: []coop.Head{head}, Digest: s.prev})
	s.add(coop.KindReopen, coop.Reopen{Close: s.prev, Reason: "ada bukti susulan"})
}

// takeover records what an import and the opening of a book look like.
func (s *sampler) takeover() {
	for i, account := range []string{"11101", "11201", "31101", "31102", "21101", "11301"} {
		o := coop.Opening{Date: 20260101, Account: account, Amount: s.thousands(100, 900, 50_000)}
		if i > 1 {
			o.Member = s.member()
		}
		s.add(coop.KindOpening, o)
	}
	for i, text := range []string{
		"Simpanan Pokok dan Wajib ", "Simpanan Wajib ", "Simpanan Wajib Juni - Des 25 ", "Setor ke Bank ",
		"Biaya Admin Bank", "Bunga Bank", "Pajak Bunga", "Pembelian ATK ", "Saldo Bulan Lalu", "Penarikan Tunai",
	} {
		e := two("", "11101", "31102", s.thousands(10, 200, 10_000))
		e.Remark, e.Evidence = text, fmt.Sprintf("BKM %03d", i+1)
		e.Once = coop.ImportOnce("Buku Kas Umum 2026.xlsx/Januari", fmt.Sprint(i+1))
		s.add(coop.KindEntry, e)
	}
	for i, word := range strings.Fields(sampleWords) {
		e := two("cost", "61203", "11101", s.thousands(5, 300, 1000))
		e.Remark = fmt.Sprintf("%s %d %s", word, 1+s.rnd.IntN(30), []string{"kg", "dus", "sak", "liter", "bulan"}[i%5])
		e.Evidence = fmt.Sprintf("Nota %03d", s.rnd.IntN(900))
		s.add(coop.KindEntry, e)
	}
}

// sampleWords are words of village treasurers' remarks.
const sampleWords = `beli bayar beras gula minyak telur tepung kopi teh sabun pupuk bibit pakan solar bensin LPG galon
	rokok mie susu obat vitamin pulsa token listrik internet telepon air ATK materai fotokopi kuitansi buku printer
	tinta kertas transport konsumsi rapat anggota pengurus pengawas sewa servis kebersihan sumbangan gaji honor THR upah
	bongkar muat ongkos kirim kemasan timbangan karung iuran pajak admin bunga setoran tunai titipan panjar`

// occasion records one entry as the occasion makes it.
func (s *sampler) occasion(o coop.Occasion, months int) {
	answers := coop.Answers{}
	for _, p := range o.Prompts {
		a := coop.PromptAnswer{Amount: s.thousands(10, 200, 5000), Text: "x", Date: 20260131}
		switch p.Kind {
		case coop.PromptMonths:
			for i := range months {
				a.Months = append(a.Months, coop.MonthShare{Month: coop.Month(202601 + i), Amount: 20_000_00})
			}
		case coop.PromptMoney, coop.PromptAccount:
			if a.Text = p.Default; a.Text == "" {
				a.Text = p.Choices(s.chart)[0].Code
			}
		case coop.PromptOutlet:
			a.Text = "sembako"
		case coop.PromptAmount:
			if p.Optional {
				a.Amount = 1000_00
			}
		}
		answers[p.Key] = a
	}
	lines, problems := o.Draft(answers)
	if len(problems) > 0 {
		s.t.Logf("%s: %v", o.ID, problems)
		return
	}
	e := coop.Entry{Date: 20260131, Occasion: o.ID}
	for _, l := range lines {
		line := coop.Line{Account: l.Account, Amount: l.Amount, Month: l.Month, Outlet: l.Outlet}
		if l.Member != "" {
			line.Member = s.members[0]
		}
		if l.Supplier != "" {
			line.Supplier = testID("supplier")
		}
		if l.Loan != "" {
			line.Loan = testID("loan")
		}
		e.Lines = append(e.Lines, line)
	}
	s.add(coop.KindEntry, e)
}
