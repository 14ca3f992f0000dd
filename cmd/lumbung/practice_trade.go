package main

import (
	"context"
	"fmt"
	"strings"

	"lumbung/store/coop"
)

var practiceMembers = strings.Split("Aminah Wulandari,Bambang Hidayat,Citra Kusumawardani,Darmawan Siregar,"+
	"Eka Puspita,Fatimah Azzahra,Gunawan Wibisono,Hasanah binti Yusuf,Iskandar Zulkarnain,Juminten,Kartini Ayu,"+
	"Lukman Hakim,Maemunah,Nurhayati Rahman,Paijo Sutrisno,Qomariah,Rusdi Hartono,Suparman,Tuminah,Yohanes Ateng", ",")

var practiceHamlets = []string{"Parit Haji Husin", "Sungai Durian", "Tebang Kacang"}

// practiceFounders is how many members founded the cooperative; the others came later.
const practiceFounders = 18

// practiceSavers put money aside at once: who wants a loan saves first.
var practiceSavers = []int{2, 5, 7, 10, 12, 13, 16}

// register registers the founders over two weeks.
func (v *practiceVillage) register(ctx context.Context) error {
	for i := range practiceMembers[:practiceFounders] {
		joined := v.start.AddDays(i * 2 / 3)
		v.goTo(joined)
		if err := v.enrol(ctx, i, joined); err != nil {
			return err
		}
	}
	return nil
}

// enrol registers one member.
func (v *practiceVillage) enrol(ctx context.Context, i int, joined coop.Date) error {
	sex := "P"
	if strings.Contains(" 1 3 6 8 11 14 16 17 19 ", fmt.Sprintf(" %d ", i)) {
		sex = "L"
	}
	made, err := v.book.AddMember(ctx, v.who, coop.MemberInput{
		Name: practiceMembers[i], Hamlet: practiceHamlets[i%len(practiceHamlets)], Joined: joined.String(),
		Status: "aktif", Sex: sex,
	})
	v.members = append(v.members, made.ID)
	return err
}

func (v *practiceVillage) add(day coop.Date, occasion, remark string, lines ...coop.Line) {
	if day > v.today {
		return
	}
	v.list = append(v.list, coop.Act{
		Kind: coop.KindEntry, At: day.Time().Unix()/60 + 4*60,
		Body: coop.Entry{Date: day, Occasion: occasion, Remark: remark, Lines: lines},
	})
}

// agree records what the cooperative has agreed: its paper, its outlet, an occasion of its own.
func (v *practiceVillage) agree(ctx context.Context) error {
	from := v.start
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
		setting(coop.SettingLegal, fmt.Sprintf("AHU-0012345.AH.01.29.TAHUN %d", v.last)),
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

// joining is what the founders pay in July, what some save at once, and those who come later.
func (v *practiceVillage) joining() {
	const rp = coop.Rupiah
	for i, m := range v.members {
		v.join(v.start.AddDays(i), m)
	}
	for n, i := range practiceSavers {
		v.add(v.start.AddDays(9+n), "savings-deposit", "tabungan awal", practiceCash(900_000*rp),
			coop.Line{Account: coop.AccountVoluntary, Amount: -900_000 * rp, Member: v.members[i]})
	}
	for i := practiceFounders; i < len(practiceMembers); i++ {
		v.at(v.on(16, 6+i-practiceFounders), func(ctx context.Context, day coop.Date) error {
			if err := v.enrol(ctx, i, day); err != nil {
				return err
			}
			v.join(day, v.members[i])
			return nil
		})
	}
}

// join is what a member pays on joining.
func (v *practiceVillage) join(day coop.Date, member coop.ID) {
	const rp = coop.Rupiah
	v.add(day, "dues-joining", "", practiceCash(120_000*rp),
		coop.Line{Account: coop.AccountPrincipal, Amount: -100_000 * rp, Member: member},
		coop.Line{Account: coop.AccountMandatory, Amount: -20_000 * rp, Member: member, Month: day.Month()})
}

// practiceArrears is the member who has paid nothing for months.
const practiceArrears = 9

func practiceCash(amount coop.Money) coop.Line { return coop.Line{Account: "11101", Amount: amount} }

// dues are simpanan wajib, of late not of all members, and savings of one.
func (v *practiceVillage) dues(month coop.Month) {
	const rp = coop.Rupiah
	late := month >= v.today.Month().Add(-3)
	for i, m := range v.members {
		joined := i < practiceFounders && month == v.start.Month() || i >= practiceFounders && month <= v.month(16)
		forgot := late && (i+int(month))%6 == 0 || i == practiceArrears && month >= v.today.Month().Add(-5)
		if !joined && !forgot {
			v.add(month.First().AddDays(1+i/2), "dues-mandatory", "", practiceCash(20_000*rp),
				coop.Line{Account: coop.AccountMandatory, Amount: -20_000 * rp, Member: m, Month: month})
		}
	}
	saver := v.members[practiceSavers[int(month)%len(practiceSavers)]]
	v.add(month.First().AddDays(11), "savings-deposit", "titipan lewat Bu RT", practiceCash(150_000*rp),
		coop.Line{Account: coop.AccountVoluntary, Amount: -150_000 * rp, Member: saver})
	v.add(month.First().AddDays(25), "savings-withdrawal", "biaya sekolah anak",
		coop.Line{Account: coop.AccountVoluntary, Amount: 60_000 * rp, Member: saver}, practiceCash(-60_000*rp))
}

// trade is what the outlet buys and sells, for cash and to be paid later, and what the goods had cost.
func (v *practiceVillage) trade(month coop.Month) {
	const rp, outlet = coop.Rupiah, "SEMBAKO"
	day := func(n int) coop.Date { return month.First().AddDays(n - 1) }
	sold, bought := 85_000*rp, 3
	begins := month == v.start.Month()
	if begins {
		bought = 14
	}
	for week, amount := range []coop.Money{387_500, 412_000, 356_500, 441_000} {
		if begins && week < 2 {
			continue // there is nothing to sell yet
		}
		amount = (amount + coop.Money((int(month)*7+week)%6)*13_500) * rp
		sold += amount
		v.add(day(5+7*week), "sale-member", "penjualan seminggu", practiceCash(amount),
			coop.Line{Account: "41101", Amount: -amount, Outlet: outlet})
	}
	if month > v.month(10) { // since there is a freezer
		sold += 420_000 * rp
		v.add(day(22), "sale-member", "minuman dan makanan beku untuk hajatan", practiceCash(420_000*rp),
			coop.Line{
				Account: "41101", Amount: -420_000 * rp, Outlet: outlet,
				Member: v.members[int(month)*5%practiceFounders],
			})
	}
	cost := sold * 82 / 100 / (500 * rp) * 500 * rp
	v.add(day(bought), "purchase-cash", "beras, minyak, gula dari Pak Darto",
		coop.Line{Account: "13101", Amount: cost + 45_000*rp, Outlet: outlet}, practiceCash(-cost-45_000*rp))
	v.add(day(28), "cost-of-sales", "hitung barang akhir bulan",
		coop.Line{Account: "51101", Amount: cost, Outlet: outlet},
		coop.Line{Account: "13101", Amount: -cost, Outlet: outlet})
	buyer := v.members[int(month)%practiceArrears+1]
	v.add(day(bought+6), "sale-member-credit", "minyak dan gula", coop.Line{
		Account: "12301", Amount: 85_000 * rp, Member: buyer, Outlet: outlet,
	}, coop.Line{Account: "41101", Amount: -85_000 * rp, Member: buyer, Outlet: outlet})
	paid := 85_000 * rp
	if month >= v.today.Month().Add(-2) {
		paid = 50_000 * rp
	}
	v.add(day(23), "receivable-member-paid", "", practiceCash(paid),
		coop.Line{Account: "12301", Amount: -paid, Member: buyer})
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
