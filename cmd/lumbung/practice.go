package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"lumbung/store"
	"lumbung/store/coop"
	"lumbung/ui"
)

// The practice village: a real book, made by recording real changes as its treasurer would have, for learning and for
// pictures. It lies in its own file and is never sent anywhere.
const (
	practiceName      = "latihan.lumbung"
	practiceTreasurer = "Siti Rahmawati"
	practicePIN       = "1234"
)

// openPractice opens the practice village, founding it first where it is not there, and lets its treasurer in.
func openPractice(ctx context.Context, folder string) (*store.Book, coop.Session, error) {
	var clock time.Time // stands still while the past is recorded, then runs
	at := store.Place{
		File: filepath.Join(folder, practiceName), Machine: filepath.Join(folder, "machine"),
		Practice: true, Now: func() time.Time {
			if clock.IsZero() {
				return time.Now()
			}
			return clock
		},
	}
	book, err := store.Open(ctx, at)
	if errors.Is(err, fs.ErrNotExist) {
		if book, err = foundPractice(ctx, at, &clock); err != nil {
			return nil, coop.Session{}, fmt.Errorf("make the practice village: %w", err)
		}
		clock = time.Time{}
	}
	if err != nil {
		return nil, coop.Session{}, err
	}
	who, err := book.Login(ctx, practiceTreasurer, practicePIN)
	if err != nil {
		return nil, coop.Session{}, errors.Join(err, book.Close())
	}
	return book, who, nil
}

func foundPractice(ctx context.Context, at store.Place, clock *time.Time) (book *store.Book, err error) {
	today := time.Now()
	*clock = today.AddDate(0, -4, 0)
	founding, err := foundingOf(ui.Founding{
		Name: "KDMP Lumbung Sari (latihan)", Village: "6112032001", Treasurer: practiceTreasurer, Chair: "Budi Santoso",
		Principal: 100_000 * coop.Rupiah, Mandatory: 20_000 * coop.Rupiah,
	})
	if err != nil {
		return nil, err
	}
	if book, _, err = store.Create(ctx, at, founding); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, book.Close())
		}
	}()
	if err := firstPIN(ctx, book, practiceTreasurer, practicePIN); err != nil {
		return nil, err
	}
	who, err := book.Login(ctx, practiceTreasurer, practicePIN)
	if err != nil {
		return nil, err
	}
	v := practiceVillage{book: book, who: who, clock: clock, today: coop.DateFromTime(today)}
	if err := v.register(ctx, coop.DateFromTime(*clock)); err != nil {
		return nil, err
	}
	_, err = book.Import(ctx, who, v.acts())
	return book, err
}

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

// acts are four months of a small village, ascending by day.
func (v *practiceVillage) acts() []coop.Act {
	const rp = coop.Rupiah
	first := v.today.Month().Add(-4)
	for i, m := range v.members {
		v.add(first.First().AddDays(i), "dues-joining", "", coop.Line{Account: "11101", Amount: 120_000 * rp},
			coop.Line{Account: coop.AccountPrincipal, Amount: -100_000 * rp, Member: m},
			coop.Line{Account: coop.AccountMandatory, Amount: -20_000 * rp, Member: m, Month: first})
	}
	for month := first.Add(1); month <= v.today.Month(); month = month.Add(1) {
		v.month(month)
	}
	return v.list
}

func (v *practiceVillage) month(month coop.Month) {
	const rp = coop.Rupiah
	day := func(n int) coop.Date { return month.First().AddDays(n - 1) }
	cash := func(amount coop.Money) coop.Line { return coop.Line{Account: "11101", Amount: amount} }
	for i, m := range v.members {
		if (i+int(month))%5 != 0 {
			v.add(day(2+i/2), "dues-mandatory", "", cash(20_000*rp),
				coop.Line{Account: coop.AccountMandatory, Amount: -20_000 * rp, Member: m, Month: month})
		}
	}
	saver := v.members[int(month)%len(v.members)]
	v.add(day(12), "savings-deposit", "titipan lewat Bu RT", cash(150_000*rp),
		coop.Line{Account: coop.AccountVoluntary, Amount: -150_000 * rp, Member: saver})
	v.add(day(14), "electricity", "token listrik kantor", coop.Line{Account: "61201", Amount: 52_500 * rp},
		cash(-52_500*rp))
	v.add(day(16), "bank-deposit", "", coop.Line{Account: "11201", Amount: 300_000 * rp}, cash(-300_000*rp))
	v.add(day(20), "stationery", "buku kwitansi dan tinta", coop.Line{Account: "61203", Amount: 38_000 * rp},
		cash(-38_000*rp))
	v.add(day(24), "bank-interest", "", coop.Line{Account: "11201", Amount: 1_222*rp + 50},
		coop.Line{Account: "71101", Amount: -1_222*rp - 50})
}
