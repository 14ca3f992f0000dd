package main

import (
	"context"
	"strings"
	"time"

	"lumbung/store"
	"lumbung/store/coop"
)

type practiceVillage struct {
	book    *store.Book
	who     coop.Session
	clock   *time.Time
	today   coop.Date
	members []coop.ID
	list    []coop.Act
}

var practiceMembers = strings.Split("Aminah Wulandari,Bambang Hidayat,Citra Kusumawardani,Darmawan Siregar,"+
	"Eka Puspita,Fatimah Azzahra,Gunawan Wibisono,Hasanah binti Yusuf,Iskandar Zulkarnain,Juminten,Kartini Ayu,"+
	"Lukman Hakim,Maemunah,Nurhayati Rahman,Paijo Sutrisno,Qomariah,Rusdi Hartono,Suparman,Tuminah,Yohanes Ateng", ",")

var practiceHamlets = []string{"Parit Haji Husin", "Sungai Durian", "Tebang Kacang"}

// register registers the members over two weeks.
func (v *practiceVillage) register(ctx context.Context, from coop.Date) error {
	for i, name := range practiceMembers {
		joined := from.AddDays(i * 2 / 3)
		*v.clock = joined.Time().Add(3 * time.Hour)
		made, err := v.book.AddMember(ctx, v.who, coop.MemberInput{
			Name: name, Hamlet: practiceHamlets[i%len(practiceHamlets)], Joined: joined.String(), Status: "aktif",
		})
		if err != nil {
			return err
		}
		v.members = append(v.members, made.ID)
	}
	return nil
}

func (v *practiceVillage) add(day coop.Date, occasion, remark string, lines ...coop.Line) {
	if day > v.today {
		return
	}
	v.list = append(v.list, coop.Act{
		Kind: coop.KindEntry, At: day.Time().Add(4*time.Hour).Unix() / 60,
		Body: coop.Entry{Date: day, Occasion: occasion, Remark: remark, Lines: lines},
	})
}

// fill lives through the months: every page has something to show, and something to do.
func (v *practiceVillage) fill(ctx context.Context) error {
	from := coop.DateFromTime(*v.clock)
	if err := v.agree(ctx, from); err != nil {
		return err
	}
	if err := v.register(ctx, from); err != nil {
		return err
	}
	if _, err := v.book.Import(ctx, v.who, v.acts()); err != nil {
		return err
	}
	*v.clock = time.Now().AddDate(0, 0, -2)
	for _, step := range []func(context.Context) error{v.mistake, v.count, v.watch} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// agree records what the cooperative has agreed: its paper, its outlet, an occasion of its own.
func (v *practiceVillage) agree(ctx context.Context, from coop.Date) error {
	setting := func(key, value string) coop.Act {
		return coop.Act{Kind: coop.KindSetting, Body: coop.Setting{Key: key, From: from, Value: value}}
	}
	chart, err := v.book.Accounts(ctx)
	if err != nil {
		return err
	}
	own := coop.OwnOccasion{
		Name: "own-jual-telur-ayam", NameID: "Jual telur ayam", NameEN: "Eggs sold", Hint: "ayam, telur, kandang",
		Flow: coop.MoneyIn, Account: "71107",
	}
	_, err = v.book.Record(ctx, v.who,
		setting(coop.SettingAddress, "Jl. Poros Lumbung Sari RT 02, Sungai Ambawang"),
		setting(coop.SettingLegal, "AHU-0012345.AH.01.29.TAHUN 2025"),
		setting(coop.SettingVillageName, "Desa Lumbung Sari, Kec. Sungai Ambawang"),
		setting(coop.SettingVillageHead, practiceWatch),
		coop.Act{Kind: coop.KindOutlet, Body: coop.Outlet{
			Code: "SEMBAKO", NameID: "Gerai Sembako", NameEN: "Grocery outlet",
		}},
		coop.Act{Kind: coop.KindOccasion, Body: coop.OccasionText{
			Name: own.Name, Text: own.Text(coop.ChartOf(chart)),
		}})
	return err
}

// acts are four months of a small village.
func (v *practiceVillage) acts() []coop.Act {
	const rp = coop.Rupiah
	first := v.today.Month().Add(-4)
	for i, m := range v.members {
		v.add(first.First().AddDays(i), "dues-joining", "", coop.Line{Account: "11101", Amount: 120_000 * rp},
			coop.Line{Account: coop.AccountPrincipal, Amount: -100_000 * rp, Member: m},
			coop.Line{Account: coop.AccountMandatory, Amount: -20_000 * rp, Member: m, Month: first})
	}
	for month := first.Add(1); month <= v.today.Month(); month = month.Add(1) {
		v.dues(month)
		v.trade(month)
		v.office(month)
	}
	return v.list
}

// practiceArrears is the member who has paid nothing since joining.
const practiceArrears = 9

func practiceCash(amount coop.Money) coop.Line { return coop.Line{Account: "11101", Amount: amount} }

// dues are simpanan wajib of most members, and savings of one.
func (v *practiceVillage) dues(month coop.Month) {
	const rp = coop.Rupiah
	for i, m := range v.members {
		if i != practiceArrears && (i+int(month))%6 != 0 {
			v.add(month.First().AddDays(1+i/2), "dues-mandatory", "", practiceCash(20_000*rp),
				coop.Line{Account: coop.AccountMandatory, Amount: -20_000 * rp, Member: m, Month: month})
		}
	}
	saver := v.members[int(month)%practiceArrears]
	v.add(month.First().AddDays(11), "savings-deposit", "titipan lewat Bu RT", practiceCash(150_000*rp),
		coop.Line{Account: coop.AccountVoluntary, Amount: -150_000 * rp, Member: saver})
	v.add(month.First().AddDays(25), "savings-withdrawal", "biaya sekolah anak",
		coop.Line{Account: coop.AccountVoluntary, Amount: 60_000 * rp, Member: saver}, practiceCash(-60_000*rp))
}

// trade is what the outlet buys and sells, for cash and to be paid later.
func (v *practiceVillage) trade(month coop.Month) {
	const rp, outlet = coop.Rupiah, "SEMBAKO"
	day := func(n int) coop.Date { return month.First().AddDays(n - 1) }
	v.add(day(3), "purchase-cash", "beras 10 karung dari Pak Darto",
		coop.Line{Account: "13101", Amount: 1_150_000 * rp, Outlet: outlet}, practiceCash(-1_150_000*rp))
	for week, amount := range []coop.Money{387_500, 412_000, 356_500, 441_000} {
		v.add(day(5+7*week), "sale-member", "penjualan seminggu", practiceCash(amount*rp),
			coop.Line{Account: "41101", Amount: -amount * rp, Outlet: outlet})
	}
	buyer := v.members[int(month)%practiceArrears+1]
	v.add(day(9), "sale-member-credit", "minyak dan gula", coop.Line{
		Account: "12301", Amount: 85_000 * rp, Member: buyer, Outlet: outlet,
	}, coop.Line{Account: "41101", Amount: -85_000 * rp, Member: buyer, Outlet: outlet})
	v.add(day(23), "receivable-member-paid", "", practiceCash(50_000*rp),
		coop.Line{Account: "12301", Amount: -50_000 * rp, Member: buyer})
	v.add(day(13), "own-jual-telur-ayam", "3 rak", practiceCash(165_000*rp),
		coop.Line{Account: "71107", Amount: -165_000 * rp})
}

// office is what the office spends, and what the bank does.
func (v *practiceVillage) office(month coop.Month) {
	const rp = coop.Rupiah
	day := func(n int) coop.Date { return month.First().AddDays(n - 1) }
	pay := func(n int, occasion, account, remark string, amount coop.Money) {
		v.add(day(n), occasion, remark, coop.Line{Account: account, Amount: amount * rp}, practiceCash(-amount*rp))
	}
	pay(14, "electricity", "61201", "token listrik kantor", 52_500)
	pay(18, "transport", "61104", "ke dinas kabupaten, antar laporan", 75_000)
	pay(20, "stationery", "61203", "buku kwitansi dan tinta", 38_000)
	v.add(day(16), "bank-deposit", "", coop.Line{Account: "11201", Amount: 300_000 * rp}, practiceCash(-300_000*rp))
	v.add(day(24), "bank-interest", "", coop.Line{Account: "11201", Amount: 1_222*rp + 50},
		coop.Line{Account: "71101", Amount: -1_222*rp - 50})
}

// mistake records a figure with a nought too many, reverses it and records it anew.
func (v *practiceVillage) mistake(ctx context.Context) error {
	const rp = coop.Rupiah
	entry := func(amount coop.Money, corrects coop.ID) coop.Act {
		return coop.Act{Kind: coop.KindEntry, Body: coop.Entry{
			Date: v.today.AddDays(-2), Occasion: "stationery", Remark: "fotokopi daftar anggota", Corrects: corrects,
			Lines: []coop.Line{{Account: "61203", Amount: amount * rp}, practiceCash(-amount * rp)},
		}}
	}
	made, err := v.book.Record(ctx, v.who, entry(240_000, coop.ID{}))
	if err != nil {
		return err
	}
	_, err = v.book.Record(ctx, v.who, coop.Act{Kind: coop.KindReversal, Body: coop.Reversal{
		Entry: made[0].ID, Date: v.today.AddDays(-2), Reason: "kelebihan satu nol",
	}}, entry(24_000, made[0].ID))
	return err
}

// count counts the cash: a note of a thousand is missing.
func (v *practiceVillage) count(ctx context.Context) error {
	day := v.today.AddDays(-1)
	balances, err := v.book.TrialBalance(ctx, 0, day)
	if err != nil {
		return err
	}
	var booked coop.Money
	for _, b := range balances {
		if b.Account.Code == "11101" {
			booked = b.Closing()
		}
	}
	counted := booked/(1_000*coop.Rupiah)*(1_000*coop.Rupiah) - 1_000*coop.Rupiah
	made := coop.Count{
		Account: "11101", Date: day, Counted: counted, Booked: booked, Reason: "belum tahu, mungkin salah kembalian",
	}
	for _, note := range []coop.Money{100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000} {
		if pieces := counted / (note * coop.Rupiah); pieces > 0 {
			made.Notes = append(made.Notes, coop.CountNote{Value: note * coop.Rupiah, Pieces: int64(pieces)})
			counted -= pieces * note * coop.Rupiah
		}
	}
	_, err = v.book.Record(ctx, v.who, coop.Act{Kind: coop.KindCount, Body: made})
	return err
}

// watch lets the supervisor ask two questions, of which the treasurer has answered one.
func (v *practiceVillage) watch(ctx context.Context) error {
	chair, err := v.book.Login(ctx, practiceChair, practicePIN)
	if err != nil {
		return err
	}
	if _, err := v.book.Record(ctx, chair, coop.Act{
		Kind: coop.KindUser, Body: coop.User{Name: practiceWatch, Role: coop.RoleSupervisor},
	}); err != nil {
		return err
	}
	if err := firstPIN(ctx, v.book, practiceWatch, practicePIN); err != nil {
		return err
	}
	watch, err := v.book.Login(ctx, practiceWatch, practicePIN)
	if err != nil {
		return err
	}
	for _, q := range []struct{ occasion, text, answer string }{
		{
			"transport", "Perjalanan ke dinas dua kali sebulan? Mohon suratnya.",
			"Sekali saja; suratnya di map biru, no. 12.",
		},
		{"purchase-cash", "Mana nota beras dari Pak Darto? Harganya naik dari bulan lalu.", ""},
	} {
		entries, err := v.book.Entries(ctx, coop.EntryQuery{Occasion: q.occasion, Newest: true, Limit: 1})
		if err != nil || len(entries) == 0 {
			return err
		}
		made, err := v.book.Record(ctx, watch, coop.Act{Kind: coop.KindFinding, Body: coop.Finding{
			Entry: entries[0].ID, Text: q.text,
		}})
		if err != nil || q.answer == "" {
			return err
		}
		if _, err := v.book.Record(ctx, v.who, coop.Act{Kind: coop.KindAnswer, Body: coop.Answer{
			Finding: made[0].ID, Text: q.answer,
		}}); err != nil {
			return err
		}
	}
	return nil
}
