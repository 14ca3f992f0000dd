package ui

import (
	"context"
	"testing"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// A file of a bank that is not known is read by columns chosen once: the next file with the same heading is read
// without a question. What was read before is not taken again, however long the key is held.
func TestBankFile_RememberedAndOnce(t *testing.T) {
	v := bankVillage(t, false)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Banks = paperBank{unknown: true}
	s.Go(Route{Page: PageBankFile, Arg: "11202"})
	p := s.at.self.(*bankFilePage)
	p.take(ShelfFile{Name: "nov.csv"}, []byte("x"))
	for i, key := range map[int]string{0: "0", 1: "1", 2: "2", 3: "3", 6: "4"} {
		p.choices[i].Retake(key)
	}
	p.record()
	if p.asking || p.fresh != 4 {
		t.Fatal("the chosen columns are not read:", p.fresh)
	}
	before := v.head.Seq
	letGo := s.slowed()
	p.record()
	p.record()
	letGo()
	if made := v.head.Seq - before; made != 2 { // the statement and the columns
		t.Fatalf("%d changes are recorded of one file", made)
	}
	s.Go(Route{Page: PageBankFile, Arg: "11202"})
	p = s.at.self.(*bankFilePage)
	p.take(ShelfFile{Name: "nov.csv"}, []byte("x"))
	if p.asking || p.chosen == nil || p.chosen.In != 2 || p.chosen.Balance != 4 || p.fresh != 0 {
		t.Errorf("asked again: %+v, %d new", p.chosen, p.fresh)
	}
	before = v.head.Seq
	if p.record(); v.head.Seq != before {
		t.Error("the same statement is kept twice")
	}
}

// A file without balances says nothing of what the bank has: the balance before its first row is asked for, and what
// follows from it is the bank's. It used to be taken as nought.
func TestBankFile_NoBalances(t *testing.T) {
	v := bankVillage(t, false)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Banks = bareBank{}
	s.Go(Route{Page: PageBankFile, Arg: "11202"})
	p := s.at.self.(*bankFilePage)
	p.take(ShelfFile{Name: "nov.csv"}, []byte("x"))
	before := v.head.Seq
	if p.record(); v.head.Seq != before {
		t.Fatal("it is kept without the balance that it begins with")
	}
	s.typed("2.000.000")
	p.record()
	bank, err := v.Bank(context.Background(), "11202", 20261130)
	if err != nil || bank.Stated != 3_283_500_00 || len(bank.Gaps) != 0 {
		t.Errorf("%+v %v", bank, err)
	}
}

// bareBank reads a statement that has no balances.
type bareBank struct{ paperBank }

func (b bareBank) Read(name, sheet string, data []byte, chosen *coop.BankColumns) (BankRead, error) {
	read, err := b.paperBank.Read(name, sheet, data, chosen)
	read.Balances = false
	return read, err
}

// A movement whose entry was taken back is not recorded again by its key, and that is said; it was told as recorded.
// One of a closed month is recorded on the first open day.
func TestBank_RecordAgain(t *testing.T) {
	v := bankVillage(t, true)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Banks = paperBank{}
	s.Go(Route{Page: PageBank, Arg: "11202"})
	fee := func() {
		p := s.at.self.(*bankPage)
		for i, r := range p.rows {
			if r.bank == "ADM 11/26" && r.move >= 0 {
				p.ledger.GoTo(i)
				p.letter('c')
				return
			}
		}
		t.Fatal("no such row")
	}
	fee()
	made, _ := v.LastRecorded(context.Background(), s.session)
	v.must(t, "Siti Rahmawati", coop.KindReversal, coop.Reversal{Entry: made.ID, Date: 20261121, Reason: "keliru"})
	s.Reload()
	before := v.head.Seq
	if fee(); v.head.Seq != before {
		t.Error("it is recorded a second time")
	}
	if m := (coop.BankMove{StatementRow: coop.StatementRow{Date: 20261031}}); m.Day(20261031) != 20261101 {
		t.Error("it would stand in a closed month")
	}
}
