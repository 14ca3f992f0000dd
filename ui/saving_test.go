package ui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

func init() { moreScenes = append(moreScenes, savingScenes) }

// savingVillage is the busy village with savings, term deposits, a block and somebody who leaves.
func savingVillage(t testing.TB) *village {
	t.Helper()
	v := busyVillage(t)
	v.now = clock
	rp := func(n coop.Money) coop.Money { return n * coop.Rupiah }
	put := func(i int, account string, day coop.Date, amount coop.Money) {
		m := v.someMember(t, i).Member
		v.must(
			t,
			"Siti Rahmawati",
			coop.KindEntry,
			coop.Entry{Date: day, Occasion: "savings-deposit", Lines: []coop.Line{
				{Account: "11103", Amount: rp(amount)}, {Account: account, Amount: -rp(amount), Member: m},
			}},
		)
	}
	put(1, coop.AccountVoluntary, 20260905, 2_500_000)
	put(4, coop.AccountVoluntary, 20260912, 65_000_000)
	put(5, coop.AccountVoluntary, 20261003, 12_750_000)
	put(8, coop.AccountVoluntary, 20261015, 250_000_000)
	for i, term := range []coop.Term{
		{Number: "B-001", Amount: rp(5_000_000), Months: 3, Rate: 600, Date: 20260801, Roll: coop.RollPrincipal},
		{Number: "B-002", Amount: rp(20_000_000), Months: 12, Rate: 650, Date: 20260915, Roll: coop.RollBoth},
		{Number: "B-003", Amount: rp(1_500_000), Months: 1, Rate: 500, Date: 20261030, Roll: coop.RollPay},
	} {
		term.Member = v.someMember(t, 3+i).Member
		id := coop.HashID(v.must(t, "Siti Rahmawati", coop.KindTerm, term), 0)
		e, _ := coop.OpenTerm(term, id, "11103", "", "")
		v.must(t, "Siti Rahmawati", coop.KindEntry, e)
	}
	v.must(t, "Siti Rahmawati", coop.KindBlock, coop.Block{
		Member: v.someMember(t, 4).Member, Account: coop.AccountVoluntary, Amount: rp(10_000_000), Date: 20261001,
		Reason: "PJ-012",
	})
	return v
}

// asksToLeave writes down that somebody wants to leave.
func (v *village) asksToLeave(t testing.TB, i int, why string) coop.ID {
	t.Helper()
	m := v.someMember(t, i)
	edit, problems := coop.AskLeave(coop.Leaver{MemberRow: m.MemberRow}, coop.LeaveAsk{
		Why: why, Date: 20261120, Reason: "12/XI/2026",
	})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	v.must(t, "Siti Rahmawati", coop.KindMemberEdit, edit)
	return m.Member
}

// savesFor has two purposes saved for, and a saving for none, as older entries and opening balances are.
func (v *village) savesFor(t testing.TB) {
	t.Helper()
	for code, name := range map[string]string{"lebaran": "Lebaran", "sekolah": "Uang sekolah"} {
		v.must(t, "Siti Rahmawati", coop.KindSetting, coop.Setting{
			Key: coop.SettingSpecial(code, "name"), Value: name,
		})
	}
	for i, code := range []string{"lebaran", "lebaran", "sekolah", ""} {
		m := v.someMember(t, 2+i)
		e, _ := coop.MoveSpecial(m.Member, code, coop.Money(300_000+50_000*i)*coop.Rupiah, 0, "11101", 20261012, "")
		v.must(t, "Siti Rahmawati", coop.KindEntry, e)
	}
}

func savingScenes(t testing.TB, _ *village) []scene {
	v := savingVillage(t)
	terms, _ := v.Terms(t.Context())
	leaver := v.asksToLeave(t, 7, coop.StatusLeft)
	at := func(page, arg string) func(*screen) {
		return func(s *screen) {
			s.onVillage(v)
			s.Go(Route{Page: page, Arg: arg})
		}
	}
	saver := v.someMember(t, 4).Member.String()
	return []scene{
		{"saving-hub", at(PageSavings, "")},
		{"saving-interest", at(PageInterest, "")},
		{"saving-terms", at(PageTerms, "")},
		{"saving-term", at(PageTerm, terms[0].ID.String())},
		{"saving-term-form", func(s *screen) {
			at(PageTermForm, saver)(s)
			s.pressed(fyne.KeyReturn)
			s.typed("5jt")
			s.pressed(fyne.KeyReturn)
		}},
		{"saving-term-roll", at(PageTermEnd, terms[0].ID.String()+termRoll)},
		{"saving-term-break", at(PageTermEnd, terms[2].ID.String())},
		{"saving-leavers", at(PageLeavers, "")},
		{"saving-leave-new", at(PageLeave, "")},
		{"saving-leave", at(PageLeave, leaver.String())},
		{"saving-heirs", func(s *screen) {
			at(PageHeirs, saver)(s)
			s.typed("Aminah")
			s.pressed(fyne.KeyReturn)
			s.pressed(fyne.KeyReturn)
			s.typed("60")
			s.at.self.(*heirsPage).onAdd()
		}},
		{"saving-blocks", at(PageBlocks, "")},
		{"saving-block", at(PageBlock, "")},
		{"saving-passbook", at(PagePassbook, saver)},
		{"saving-idle", func(s *screen) {
			idle := savingVillage(t)
			idle.must(t, "Siti Rahmawati", coop.KindSetting, coop.Setting{Key: coop.SettingSavingIdle, Value: "3"})
			s.onVillage(idle)
			s.Go(Route{Page: PageIdle})
		}},
		{"members-idle", func(s *screen) {
			idle := savingVillage(t)
			idle.must(t, "Siti Rahmawati", coop.KindSetting, coop.Setting{Key: coop.SettingSavingIdle, Value: "3"})
			s.onVillage(idle)
			s.Go(Route{Page: PageMembers})
			s.at.self.(*membersPage).sift(2)
		}},
		{"member-idle", func(s *screen) {
			idle := savingVillage(t)
			idle.must(t, "Siti Rahmawati", coop.KindSetting, coop.Setting{Key: coop.SettingSavingIdle, Value: "3"})
			s.onVillage(idle)
			s.Go(Route{Page: PageMember, Arg: idle.someMember(t, 0).Member.String()})
		}},
		{"saving-special-none", at(PageSpecial, "")},
		{"saving-special", func(s *screen) {
			special := savingVillage(t)
			special.savesFor(t)
			s.onVillage(special)
			s.Go(Route{Page: PageSpecial})
		}},
		{"saving-rules", at(PageSavingRules, "")},
		{"saving-rule", at(PageSavingRule, coop.SettingVoluntaryRate)},
	}
}

// The month is recorded by one key, one entry a member and the accruals beside them; a second time there is nothing.
func TestInterest_ByKeys(t *testing.T) {
	v := savingVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.command(t, "savings")
	if !s.shown("Oktober 2026: ") || !s.shown("3 berjalan, 1 jatuh tempo") {
		t.Error("the hub does not say what is due")
	}
	s.command(t, "interest")
	page := s.at.self.(*interestPage)
	gross, tax, members := coop.InterestTotal(page.data.shares)
	if members < 4 || tax == 0 || !s.shown(s.Text.Rupiah(gross)) || !s.shown(s.Text.Rupiah(tax)) {
		t.Fatalf("%d members, %v, %v", members, gross, tax)
	}
	before := len(v.entries())
	s.command(t, "record")
	if n := len(v.entries()) - before; n != members+3 {
		t.Errorf("%d entries for %d members and three deposits", n, members)
	}
	debit, credit := v.sum(coop.AccountSavingInterest, 0, 20261130)
	if debit-credit != gross {
		t.Errorf("the entries come to %v, the run said %v", debit-credit, gross)
	}
	before = len(v.entries())
	s.command(t, "record")
	if len(v.entries()) != before || !s.shown("Tidak ada jasa simpanan untuk Oktober 2026") {
		t.Error("recorded a second time, or not said")
	}
	page = s.at.self.(*interestPage)
	page.step(1)
	if !s.shown("November 2026 belum selesai") {
		t.Error("a month that is not over can be recorded")
	}
}

// A deposit is typed by keys, money and agreement in one go; wrong input is refused in sentences.
func TestTerm_ByKeys(t *testing.T) {
	v := savingVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageTermForm, Arg: v.someMember(t, 9).Member.String()})
	s.command(t, "record")
	if !s.shown("Jumlahnya harus lebih dari nol") {
		t.Error("a deposit of nothing is taken")
	}
	page := s.at.self.(*termFormPage)
	page.amount.SetText("5.000.000")
	page.rate.SetText("12")
	page.number.SetText("b-001")
	page.onChange()
	if !s.shown("melebihi batas 9 %") {
		t.Error("a rate above the cap is not warned of")
	}
	s.command(t, "record")
	if !s.shown("Nomor bilyet b-001 sudah dipakai") {
		t.Error("a number twice is taken")
	}
	page.number.SetText("B-009")
	page.from.SetChosen(kit.Option{Key: coop.AccountVoluntary, Title: "x"})
	s.command(t, "record")
	if !s.shown("tersedia") && s.here().Page != PageTermForm {
		t.Error("a saving that holds nothing pays a deposit")
	}
	page.from.SetChosen(kit.Option{Key: "11103", Title: "Kas"})
	s.command(t, "record")
	if s.here().Page != PageTerm || !s.shown("Rp5.000.000") {
		t.Fatalf("not recorded: %v", s.here())
	}
	if e := v.latest(); e.Occasion != coop.OccasionTermOpen || e.Amount != 5_000_000*coop.Rupiah {
		t.Errorf("its money is %+v", e)
	}
}

// What is due goes on or is paid, and the arithmetic of the page is that of the entry.
func TestTermEnd_ByKeys(t *testing.T) {
	v := savingVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	terms, _ := v.Terms(t.Context())
	s.Go(Route{Page: PageTerm, Arg: terms[0].ID.String()})
	s.Go(Route{Page: PageTermEnd, Arg: terms[0].ID.String() + termRoll})
	s.typed("")
	s.at.self.(*termEndPage).number.SetText("B-010")
	s.command(t, "record")
	after, _ := v.Terms(t.Context())
	if len(after) != 4 || s.here().Page != PageTerm || !s.shown("B-010") {
		t.Fatalf("%d deposits, at %v", len(after), s.here())
	}
	e := v.latest()
	if e.Occasion != coop.OccasionTermRolled || e.Once != coop.TermEndOnce(terms[0].ID).ID() {
		t.Errorf("%+v", e)
	}
	s.Go(Route{Page: PageTermEnd, Arg: terms[2].ID.String()})
	if !s.shown("Belum jatuh tempo") {
		t.Error("breaking a deposit is not warned of")
	}
	sum := s.at.self.(*termEndPage).sum
	s.command(t, "record")
	if got := v.latest(); got.Occasion != coop.OccasionTermPaid || sum.Net() <= 0 {
		t.Errorf("%+v", got)
	}
}

// Somebody leaves step by step on one laptop: asked for by the treasurer, agreed to by the chair, paid.
func TestLeave_ByKeys(t *testing.T) {
	v := savingVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	m := v.someMember(t, 7)
	s.Go(Route{Page: PageLeave, Arg: m.Member.String()})
	s.command(t, "record")
	if !s.shown("Tulis alasan atau nomor suratnya") {
		t.Error("a request without a reason is taken")
	}
	s.at.self.(*leavePage).ask.reason.SetText("pindah desa")
	s.command(t, "record")
	if !s.shown("menunggu ketua") || !s.shown("2. Persetujuan ketua") {
		t.Fatal("the second step does not follow")
	}
	net := s.at.self.(*leavePage).data.sum.Net()
	budi := v.as("Budi Santoso", coop.RoleChair)
	if _, err := v.MakeUserKey(t.Context(), budi, "padi sawah lumbung desa", ""); err != nil {
		t.Fatal(err)
	}
	agree := s.at.self.(*leavePage).agree
	agree.pin.SetText("1234")
	agree.words.SetText("padi sawah lumbung desa")
	s.command(t, "record")
	if !s.shown("3. Pembayaran") || !s.shown("Diputuskan oleh Budi Santoso") {
		t.Fatal("the third step does not follow")
	}
	s.command(t, "record")
	after, _ := v.Member(t.Context(), m.Member)
	if after.Left != "2026-11-25" || after.Status != coop.StatusLeft {
		t.Errorf("the register says %q, %q", after.Left, after.Status)
	}
	if e := v.latest(); e.Occasion != coop.OccasionExit || net <= 0 || e.Amount < net {
		t.Errorf("%v: %+v", net, e)
	}
	if !s.shown("tidak dipakai lagi") {
		t.Error("the end is not said")
	}
}

// Heirs come to a hundred, or are not recorded.
func TestHeirs_ByKeys(t *testing.T) {
	v := savingVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	m := v.someMember(t, 4).Member
	s.Go(Route{Page: PageMember, Arg: m.String()})
	s.Go(Route{Page: PageHeirs, Arg: m.String()})
	page := s.at.self.(*heirsPage)
	add := func(name, share string) {
		page.name.SetText(name)
		page.share.SetText(share)
		page.onAdd()
	}
	add("Aminah", "60")
	s.command(t, "record")
	if !s.shown("harus 100 %") {
		t.Error("parts that are not the whole are taken")
	}
	add("Joko", "40")
	s.command(t, "record")
	if got := coop.HeirsOf(v.private[m].Heirs); len(got) != 2 || got[1].Share != 4000 {
		t.Errorf("%+v", got)
	}
}

// The passbook is printed from a line on; what is typed wrong prints nothing.
func TestPassbook_Print(t *testing.T) {
	v := savingVillage(t)
	s, kept := printed(t, v, "id")
	s.Go(Route{Page: PagePassbook, Arg: v.someMember(t, 4).Member.String()})
	page := s.at.self.(*passbookPage)
	if len(page.lines) == 0 {
		t.Fatal("no lines")
	}
	s.command(t, "print")
	if !strings.Contains(pdfText(t, kept.kept[kept.last]), "65.000.000") {
		t.Error("the balance is not on the paper")
	}
	page.from.SetText("99")
	s.command(t, "print")
	if !s.shown("Di halaman ini tidak ada") && page.first() != 0 {
		t.Error("a line that is not there is printed")
	}
}

// A rule holds from its day, and says where it came from before.
func TestSavingRule_IsSet(t *testing.T) {
	v := savingVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageSavingRules})
	if !s.shown("PP 15/2009") || !s.shown("3 %") {
		t.Error("where the rules come from is not said")
	}
	s.Go(Route{Page: PageSavingRule, Arg: coop.SettingVoluntaryRate})
	page := s.at.self.(*savingRulePage)
	page.value.(*kit.Entry).SetText("empat")
	s.command(t, "record")
	if !s.shown("bukan persen") {
		t.Error("a word is taken for a rate")
	}
	page.value.(*kit.Entry).SetText("4,5")
	s.command(t, "record")
	settings, _ := v.Settings(t.Context())
	if got := coop.SavingRulesOf(settings).Number(coop.SettingVoluntaryRate, 20261125); got != 450 {
		t.Errorf("%d", got)
	}
	if s.here().Page != PageSavingRules || !s.shown("diatur koperasi sendiri") {
		t.Error("the list does not say whose rule it is")
	}
}

// Savings for a purpose keep their own sum: what is not there for it is not paid out.
func TestSpecial_ByKeys(t *testing.T) {
	v := savingVillage(t)
	v.must(t, "Siti Rahmawati", coop.KindSetting, coop.Setting{
		Key: coop.SettingSpecial("lebaran", "name"), Value: "Lebaran",
	})
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	m := v.someMember(t, 4)
	move := func(way, amount string) {
		s.Go(Route{Page: PageSpecial})
		page := s.at.self.(*specialPage)
		page.way.SetChosen(kit.Option{Key: way, Title: way})
		page.member.SetChosen(kit.Option{Key: m.Member.String(), Title: m.Name})
		page.amount.SetText(amount)
		s.command(t, "record")
	}
	move("in", "300.000")
	if e := v.latest(); e.Lines[1].Loan != coop.SpecialID("lebaran") || e.Amount != 300_000*coop.Rupiah {
		t.Fatalf("%+v", e)
	}
	before := len(v.entries())
	move("out", "300.001")
	if len(v.entries()) != before || s.here().Page != PageSpecial {
		t.Error("more than there is is paid")
	}
}

// The page shows what there is for each purpose and for none, that it comes to the account, and pays out what has no
// purpose; nobody can pay in for none.
func TestSpecial_Register(t *testing.T) {
	v := savingVillage(t)
	v.savesFor(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageSpecial})
	for _, want := range []string{"650.000", "400.000", "Tanpa tujuan tertulis", "450.000", "1.500.000", "akun 21102"} {
		if !s.shown(want) {
			t.Errorf("the register does not say %q", want)
		}
	}
	m := v.someMember(t, 5)
	try := func(way string) int {
		s.Go(Route{Page: PageSpecial})
		page := s.at.self.(*specialPage)
		page.way.SetChosen(kit.Option{Key: way, Title: way})
		page.member.SetChosen(kit.Option{Key: m.Member.String(), Title: m.Name})
		page.purpose.SetChosen(kit.Option{Key: noPurpose, Title: "tanpa"})
		page.amount.SetText("450.000")
		before := len(v.entries())
		s.command(t, "record")
		return len(v.entries()) - before
	}
	if in, out := try("in"), try("out"); in != 0 || out != 1 || !v.latest().Lines[0].Loan.IsZero() {
		t.Errorf("%d deposits for no purpose, %d withdrawals", in, out)
	}
}

// What the treasurer draws of a blocked saving is warned of.
func TestSavings_Warns(t *testing.T) {
	v := savingVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	m := v.someMember(t, 4)
	v.must(t, "Siti Rahmawati", coop.KindBlock, coop.Block{
		Member: m.Member, Account: coop.AccountVoluntary, Amount: 54_000_000_00, Date: 20261101, Reason: "PJ-013",
	})
	s.Go(Route{Page: PageRecord, Arg: "savings-withdrawal:" + m.Member.String()})
	s.pressed(fyne.KeyReturn)
	s.typed("2jt")
	s.pressed(fyne.KeyReturn)
	if !s.shown("sebanyak Rp64.000.000 diblokir") {
		t.Error("drawing what is blocked is not warned of")
	}
}

// What comes to light after the month was recorded is put right by one key, for everybody at once.
func TestInterest_PutRight(t *testing.T) {
	v := savingVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.command(t, "interest")
	s.command(t, "record")
	if s.shown("berbeda dari hitungan") {
		t.Error("what was just recorded is called wrong")
	}
	m := v.someMember(t, 5).Member
	v.must(t, "Siti Rahmawati", coop.KindEntry, coop.Entry{Date: 20261011, Lines: []coop.Line{
		{Account: "11103", Amount: 70_000_000_00}, {Account: coop.AccountVoluntary, Amount: -70_000_000_00, Member: m},
	}})
	s.Reload()
	page := s.at.self.(*interestPage)
	_, under, people := coop.Differences(page.data.shares)
	// 70.000.000 × 3 % × 21 / 365
	if people != 1 || under != 120_822_00 || !s.shown("1 anggota: jasa yang sudah dicatat berbeda") {
		t.Fatalf("%d people, %v too little", people, under)
	}
	before := len(v.entries())
	page.onFix()
	page.onFix()
	if len(v.entries()) != before+2 || s.shown("berbeda dari hitungan") {
		t.Errorf("%d entries more", len(v.entries())-before)
	}
}

// The page of a member leads to leaving, and says that somebody left, and it shows what
// was saved for a purpose.
func TestMember_Leaves(t *testing.T) {
	v := savingVillage(t)
	v.must(t, "Siti Rahmawati", coop.KindSetting, coop.Setting{
		Key: coop.SettingSpecial("lebaran", "name"), Value: "Lebaran",
	})
	m := v.someMember(t, 4)
	v.must(t, "Siti Rahmawati", coop.KindEntry, coop.Entry{
		Date: 20261103, Occasion: "special-saving-deposit",
		Lines: []coop.Line{
			{Account: "11103", Amount: 137_500_00},
			{Account: coop.AccountSpecial, Amount: -137_500_00, Member: m.Member},
		},
	})
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageMember, Arg: m.Member.String()})
	if !s.shown("137.500") {
		t.Error("special savings are not on the member's page")
	}
	s.at.self.(*memberPage).onLeave()
	if s.here() != (Route{Page: PageLeave, Arg: m.Member.String()}) {
		t.Error(s.here())
	}
	v.must(t, "Siti Rahmawati", coop.KindMemberEdit, coop.MemberEdit{Member: m.Member, Fields: map[coop.Field]string{
		coop.FieldStatus: coop.StatusLeft, coop.FieldLeft: "2026-11-20",
	}})
	s.Go(Route{Page: PageMember, Arg: m.Member.String()})
	if !s.shown("Sudah keluar pada") {
		t.Error("that somebody left is not told")
	}
}

// Who was quiet for as long as the rule says is flagged in the list of members, found there by a pill, and told of on
// their own page; another day's rule flags others.
func TestMembers_Idle(t *testing.T) {
	v := savingVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	quiet := func() int {
		s.Go(Route{Page: PageMembers})
		page := s.at.self.(*membersPage)
		page.sift(2)
		return len(page.found)
	}
	if n := quiet(); n != 0 {
		t.Fatalf("%d are flagged after twelve months", n)
	}
	v.must(t, "Siti Rahmawati", coop.KindSetting, coop.Setting{Key: coop.SettingSavingIdle, From: 20261101, Value: "3"})
	v.must(t, "Siti Rahmawati", coop.KindSetting, coop.Setting{Key: coop.SettingSavingIdle, From: 20261201, Value: "1"})
	if n := quiet(); n != 12 || !s.shown("Tidak aktif") || !s.shown("· tidak aktif") {
		t.Errorf("%d are flagged after three months: %s", n, s.texts())
	}
	s.Go(Route{Page: PageMember, Arg: v.someMember(t, 0).Member.String()})
	if !s.shown("4 bulan tidak ada catatan") {
		t.Error("the member's page says nothing of it")
	}
	s.Go(Route{Page: PageMember, Arg: v.someMember(t, 1).Member.String()})
	if s.shown("bulan tidak ada catatan") {
		t.Error("somebody who pays is called quiet")
	}
	s.command(t, "idle")
	if s.here().Page != PageIdle || !s.shown("12 anggota") {
		t.Errorf("the list is not reached by its command: %v", s.here())
	}
}

// TestSavingRule_lengths: any words were taken for the lengths of term deposits; the form then offered none.
func TestSavingRule_lengths(t *testing.T) {
	v := savingVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	for typed, taken := range map[string]bool{"0": false, "3,-6": false, "1000": false, "3, 9": true} {
		s.Go(Route{Page: PageSavingRule, Arg: coop.SettingTermMonths})
		s.at.self.(*savingRulePage).value.(*kit.Entry).SetText(typed)
		s.command(t, "record")
		if told := s.shown("bulan bulat dari 1 sampai 120"); told == taken {
			t.Errorf("%s: refused: %v", typed, told)
		}
	}
	settings, _ := v.Settings(t.Context())
	if got := coop.SavingRulesOf(settings).TermMonths(20261125); !slices.Equal(got, []int64{3, 9}) {
		t.Errorf("%v are offered", got)
	}
}

// TestSavingRule_ownCap: a rate was measured by the ministry's cap also where the cooperative had set a lower one.
func TestSavingRule_ownCap(t *testing.T) {
	v := savingVillage(t)
	v.must(t, "Siti Rahmawati", coop.KindSetting, coop.Setting{
		Key: coop.SettingSavingCap, From: 20261101, Value: "500",
	})
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageSavingRule, Arg: coop.SettingVoluntaryRate})
	page := s.at.self.(*savingRulePage)
	page.value.(*kit.Entry).SetText("5")
	if s.shown("6 %") {
		t.Error("the cap itself is warned of")
	}
	page.value.(*kit.Entry).SetText("6")
	if !s.shown("6 %") || !s.shown("5 %") {
		t.Errorf("a rate above the own cap is not warned of: %s", s.texts())
	}
}
