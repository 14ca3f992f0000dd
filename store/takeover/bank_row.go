package takeover

import (
	"slices"
	"strings"

	"lumbung/store/coop"
)

// row reads one row below the heading.
func (r *bankReading) row(n int) error {
	whole := plain(strings.Join(r.table.Rows[n], " "))
	if whole == "" || whole == plain(strings.Join(r.table.Rows[r.columns.Head], " ")) {
		return nil // empty, or the heading of another page
	}
	day := r.date(n)
	opening := hasAnyWord(whole, "saldo awal", "saldo lalu", "saldo bulan lalu", "opening balance", "previous balance",
		"beginning balance", "saldo pindahan")
	if day == 0 && !opening && (hasAnyWord(whole, "total", "jumlah", "saldo akhir", "closing balance", "ending balance",
		"mutasi debet", "mutasi kredit", "mutasi debit") || r.empty(n)) {
		r.more(n)
		return nil
	}
	if day == 0 && !opening && r.cell(n, r.columns.Date) != "" && !r.figures(n) {
		return nil // words of a page's head or foot
	}
	balance, has, err := r.amount(n, r.columns.Balance)
	if err != nil {
		return err
	}
	sen, present, err := r.moved(n)
	switch {
	case err != nil:
		return err
	case opening && sen == 0:
		if has && r.opening == nil {
			r.opening = &balance
		}
		return nil
	case day == 0:
		return r.wrong("bank.date", n, r.columns.Date)
	case !present || sen == 0:
		return nil // a day without a movement
	}
	r.moves = append(r.moves, bankMove{
		StatementRow: coop.StatementRow{Date: day, Amount: sen, Text: shortText(r.text(n))},
		n:            n, balance: balance, has: has,
	})
	return nil
}

// empty tells whether no column of money has anything in it.
func (r *bankReading) empty(n int) bool {
	return !slices.ContainsFunc(r.money(), func(c int) bool { return r.cell(n, c) != "" })
}

// figures tells whether some column of money holds digits.
func (r *bankReading) figures(n int) bool {
	return slices.ContainsFunc(r.money(), func(c int) bool { return strings.ContainsAny(r.cell(n, c), "0123456789") })
}

// more puts a text that goes on in a row of its own behind that of the movement above.
func (r *bankReading) more(n int) {
	last := len(r.moves) - 1
	text := r.text(n)
	if last < 0 || text == "" || !r.empty(n) || r.cell(n, r.columns.Date) != "" || r.moves[last].n < n-4 {
		return
	}
	r.moves[last].Text = shortText(r.moves[last].Text + " " + text)
}

// moved reads what a row moves; what came in is positive.
func (r *bankReading) moved(n int) (sen coop.Money, present bool, err error) {
	c := r.columns
	if c.Amount >= 0 {
		sen, present, err = r.amount(n, c.Amount)
		if err != nil || !present || c.Side < 0 {
			return sen, present, err
		}
		sign, known := sides[strings.ToLower(strings.Trim(r.cell(n, c.Side), " ."))]
		if !known {
			return 0, false, r.wrong("bank.side", n, c.Side)
		}
		return max(sen, -sen) * coop.Money(sign), true, nil
	}
	in, came, err := r.amount(n, c.In)
	if err != nil {
		return 0, false, err
	}
	out, went, err := r.amount(n, c.Out)
	switch {
	case err != nil:
		return 0, false, err
	case in != 0 && out != 0:
		return 0, false, r.wrong("bank.both", n, c.Out)
	}
	return max(in, -in) - max(out, -out), came || went, nil
}

// settle puts the rows into the order in which they happened, sees from the balances on which side money comes in, and
// finds the balances at both ends.
func (r *bankReading) settle() error {
	if slices.ContainsFunc(r.moves, func(m bankMove) bool { return !m.has }) {
		r.undated()
		return nil
	}
	// Newest first, and a bank that means its own side by debit and credit, are seen from the balances alone.
	for _, way := range []struct {
		turned bool
		sign   coop.Money
	}{{false, 1}, {true, 1}, {false, -1}, {true, -1}} {
		moves := slices.Clone(r.moves)
		if way.turned {
			slices.Reverse(moves)
		}
		for i := range moves {
			moves[i].Amount *= way.sign
		}
		if firstOff(moves, r.opening) >= 0 || way.sign < 0 && len(moves) == 1 && r.opening == nil {
			continue
		}
		r.moves = moves
		if way.turned && len(moves) > 1 {
			r.file.Problems = append(r.file.Problems, problem("bank.turned"))
		}
		if way.sign < 0 {
			r.file.Problems = append(r.file.Problems, problem("bank.swapped"))
		}
		r.file.Balances = true
		r.file.Opening = moves[0].balance - moves[0].Amount
		r.file.Closing = moves[len(moves)-1].balance
		return nil
	}
	at := firstOff(r.moves, r.opening)
	before := r.moves[at].balance - r.moves[at].Amount
	if at > 0 {
		before = r.moves[at-1].balance
	} else if r.opening != nil {
		before = *r.opening
	}
	return r.wrong("bank.balance", r.moves[at].n, r.columns.Balance, before+r.moves[at].Amount)
}

// firstOff finds the first movement whose balance does not follow from the one before; -1: none.
func firstOff(moves []bankMove, opening *coop.Money) int {
	for i, m := range moves {
		if i > 0 && moves[i-1].balance+m.Amount != m.balance ||
			i == 0 && opening != nil && *opening+m.Amount != m.balance {
			return i
		}
	}
	return -1
}

// undated settles a file without balances: rows are turned where their days go backwards, and what it closes with
// follows from what it opens with, where it says that.
func (r *bankReading) undated() {
	first, last := r.moves[0].Date, r.moves[len(r.moves)-1].Date
	if first > last {
		slices.Reverse(r.moves)
		r.file.Problems = append(r.file.Problems, problem("bank.turned"))
	}
	if r.opening != nil {
		r.file.Opening = *r.opening
	}
	r.file.Closing = r.file.Opening
	for _, m := range r.moves {
		r.file.Closing += m.Amount
	}
}
