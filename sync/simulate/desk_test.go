package simulate

import (
	"fmt"

	"lumbung/store/coop"
)

// countCash counts the till: mostly what the book says, sometimes less.
func (l *laptop) countCash() error {
	rows, err := l.book.TrialBalance(l.t.Context(), 20200101, 20301231)
	if err != nil {
		return err
	}
	c := &coop.Count{Account: "11101", Date: l.day()}
	for _, row := range rows {
		if row.Account.Code == c.Account {
			c.Booked = row.Closing()
		}
	}
	if c.Counted = c.Booked; l.rand.IntN(3) == 0 {
		c.Counted, c.Reason = c.Booked-coop.Money(l.rand.IntN(5))*100_00, "kembalian"
	}
	return l.record(coop.RoleTreasurer, coop.KindCount, c)
}

// anEntry picks an entry that counts or not.
func (l *laptop) anEntry() (coop.EntryView, error) {
	all, err := l.book.Entries(l.t.Context(), coop.EntryQuery{})
	if err != nil {
		return coop.EntryView{}, err
	}
	return pick(l.rand, all)
}

// addPaper puts the number of a paper on an entry.
func (l *laptop) addPaper() error {
	e, err := l.anEntry()
	if err != nil {
		return err
	}
	paper := fmt.Sprint("nota ", l.rand.IntN(900))
	return l.record(coop.RoleTreasurer, coop.KindEvidence, &coop.Evidence{Entry: e.ID, Paper: paper})
}

// review is the supervisor's verdict on an entry.
func (l *laptop) review() error {
	e, err := l.anEntry()
	if err != nil {
		return err
	}
	verdict := coop.Verdict(1 + l.rand.IntN(3))
	return l.record(coop.RoleSupervisor, coop.KindReview, &coop.Review{Entries: []coop.ID{e.ID}, Verdict: verdict})
}
