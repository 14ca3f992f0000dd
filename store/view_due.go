package store

import (
	"context"
	"database/sql"
	"maps"
	"slices"

	"lumbung/store/coop"
)

// dueReader knows what every person owes and has paid of simpanan wajib. A person is the registration that stands for
// all that were joined with it.
type dueReader struct {
	rates  coop.Rates
	people map[coop.ID]coop.Dues
}

func newDueReader(ctx context.Context, q *sql.Tx, through coop.Month) (*dueReader, error) {
	d := &dueReader{people: map[coop.ID]coop.Dues{}}
	settings, err := values(rowsOf[*coop.SettingRow](ctx, q, "WHERE key = ?", coop.SettingMandatory))
	if err != nil {
		return nil, err
	}
	d.rates = coop.RatesOf(settings, coop.SettingMandatory)
	paid := map[coop.ID]map[coop.Month]coop.Money{}
	free := map[coop.ID]coop.Money{}
	var id []byte
	var month, amount int64
	text := "SELECT member, month, amount FROM due WHERE account = ?"
	err = eachRow(ctx, q, text, []any{coop.AccountMandatory}, []any{&id, &month, &amount}, func() error {
		member := idOf(id)
		if paid[member] == nil {
			paid[member] = map[coop.Month]coop.Money{}
		}
		paid[member][coop.Month(month)] += coop.Money(amount)
		free[member] -= coop.Money(amount)
		return nil
	})
	if err != nil {
		return nil, err
	}
	text = "SELECT subject, credit - debit FROM sub WHERE account = ? AND dim = ?"
	args := []any{coop.AccountMandatory, int64(coop.DimMember)}
	err = eachRow(ctx, q, text, args, []any{&id, &amount}, func() error {
		free[idOf(id)] += coop.Money(amount)
		return nil
	})
	if err != nil {
		return nil, err
	}
	members, err := rowsOf[*coop.MemberRow](ctx, q, "")
	for _, m := range members {
		d.join(m, paid[m.Member])
	}
	for _, m := range members {
		d.cover(m.Same, free[m.Member], through)
	}
	return d, err
}

// join adds a registration to its person. A candidate owes nothing yet.
func (d *dueReader) join(m *coop.MemberRow, paid map[coop.Month]coop.Money) {
	dues := coop.Dues{Left: coop.DayOf(m.Left), Paid: maps.Clone(paid)}
	if !m.Candidate() {
		dues.Joined = coop.DayOf(m.Joined)
	}
	if dues.Paid == nil {
		dues.Paid = map[coop.Month]coop.Money{}
	}
	if held, ok := d.people[m.Same]; ok {
		dues = coop.JoinDues(held, dues)
	}
	d.people[m.Same] = dues
}

// cover lets what was paid without the name of a month (an opening balance, an old book) pay the oldest open months.
func (d *dueReader) cover(person coop.ID, free coop.Money, through coop.Month) {
	dues := d.people[person]
	if free <= 0 || dues.First() == 0 {
		return
	}
	shares, _ := dues.Propose(free, through, d.rates)
	for _, share := range shares {
		dues.Paid[share.Month] += share.Amount
	}
}

// Dues gives every person's simpanan pokok and, for each month of the year, the simpanan wajib owed and paid; arrears
// count all months up to the asked one, also of earlier years. Who left before the year and owes nothing is left out.
func (b *Book) Dues(ctx context.Context, year int, through coop.Month) ([]coop.DueView, error) {
	var views []coop.DueView
	err := b.look(ctx, func(q *sql.Tx) error {
		r, err := b.memberReader(ctx, q, through)
		if err != nil {
			return err
		}
		r.private = false
		members, err := r.read("WHERE same = member")
		if err != nil {
			return err
		}
		for _, m := range members {
			dues := r.dues.people[m.Member]
			v := coop.DueView{
				Member: m, Arrears: dues.Arrears(through, r.dues.rates), Dues: dues,
			}
			moved := v.Arrears != 0
			for i := range 12 {
				month := coop.Month(year*100 + i + 1)
				v.Paid[i] = dues.Paid[month]
				if month <= through {
					v.Owed[i] = dues.Owed(month, r.dues.rates)
				}
				moved = moved || v.Paid[i] != 0 || v.Owed[i] != 0
			}
			if moved || m.Left == "" {
				views = append(views, v)
			}
		}
		return nil
	})
	slices.SortFunc(views, func(x, y coop.DueView) int { return compareNumbers(x.Member.Number, y.Member.Number) })
	return views, err
}
