package takeover

import (
	"errors"
	"slices"
	"strings"
	"unicode"

	"lumbung/store/coop"
)

// row reads one row below the heading.
func (r *bankReading) row(n int) error {
	whole := plain(strings.Join(r.table.Rows[n], " "))
	if whole == "" || whole == plain(strings.Join(r.table.Rows[r.columns.Head], " ")) {
		return nil // empty, or the heading of another page
	}
	day := r.date(n)
	undated := day == 0 && r.cell(n, r.columns.Date) == ""
	if begins, err := r.begins(n, whole); begins || err != nil {
		return err
	}
	if day == 0 && (hasAnyWord(whole, "total", "jumlah", "saldo akhir", "closing balance", "ending balance",
		"mutasi debet", "mutasi kredit", "mutasi debit", "bulan ini", "dipindahkan", "subtotal") || r.empty(n)) {
		r.more(n)
		return nil
	}
	if day == 0 && (!undated && !r.figures(n) || undated && r.words(n)) {
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
	case undated && sen == 0:
		return nil
	case undated && len(r.moves) > 0: // a treasurer's own book writes a day once
		day = r.moves[len(r.moves)-1].Date
		r.told("bank.undated")
	case day == 0:
		return r.wrong("bank.date", n, r.columns.Date)
	}
	if !present || sen == 0 {
		return nil // a day without a movement
	}
	r.moves = append(r.moves, bankMove{
		StatementRow: coop.StatementRow{Date: day, Amount: sen, Text: shortText(r.text(n))},
		n:            n, balance: balance, has: has,
	})
	return nil
}

// told says once what was put right.
func (r *bankReading) told(key string, args ...any) {
	if !slices.ContainsFunc(r.file.Problems, func(p Problem) bool { return p.Key == "takeover."+key }) {
		r.file.Problems = append(r.file.Problems, problem(key, args...))
	}
}

// begins tells whether a row only says with which balance the statement begins. A treasurer's book writes there what
// came and went in all the months before, so what stands on both sides of it moves nothing.
func (r *bankReading) begins(n int, whole string) (bool, error) {
	text := plain(r.text(n))
	first := strings.HasPrefix(text, "saldo ") && hasAnyWord(text, "lalu", "awal", "pindahan", "sebelumnya")
	if !first && !hasAnyWord(whole, "saldo awal", "saldo lalu", "saldo bulan lalu", "opening balance",
		"previous balance", "beginning balance", "saldo pindahan") {
		return false, nil
	}
	balance, has, err := r.amount(n, r.columns.Balance)
	sides := 0
	for _, column := range []int{r.columns.In, r.columns.Out, r.columns.Amount} {
		sen, _, wrong := r.amount(n, column)
		if err = errors.Join(err, wrong); sen == 0 {
			continue
		}
		if sides++; !has && column != r.columns.Out {
			balance = sen
		} else if !has {
			balance = -sen
		}
	}
	switch {
	case err != nil:
		return false, err
	case sides == 1 && !(first && len(r.moves) == 0):
		return false, nil // a movement whose words say so
	case (has || sides == 1) && r.opening == nil:
		r.opening = &balance
	}
	return true, nil
}

// empty tells whether no column of money has anything in it.
func (r *bankReading) empty(n int) bool {
	return !slices.ContainsFunc(r.money(), func(c int) bool { return r.cell(n, c) != "" })
}

// words tells whether a column of money holds words, as where a page is signed: "Kubu Raya, 31 Januari 2026".
func (r *bankReading) words(n int) bool {
	return slices.ContainsFunc(r.money(), func(c int) bool {
		all := strings.FieldsFunc(r.cell(n, c), func(c rune) bool { return !unicode.IsLetter(c) })
		return slices.ContainsFunc(all, func(word string) bool { return len(word) > 3 })
	})
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
	var moves []bankMove // read in the way that goes furthest
	at := -1
	// Newest first, and a bank that means its own side by debit and credit, are seen from the balances. What came in
	// and went out again agrees either way: there the days decide, and within one day the file's own order stands.
	newest := r.moves[0].Date > r.moves[len(r.moves)-1].Date
	for _, way := range []struct {
		turned bool
		sign   coop.Money
	}{{newest, 1}, {!newest, 1}, {newest, -1}, {!newest, -1}} {
		read := slices.Clone(r.moves)
		if way.turned {
			slices.Reverse(read)
		}
		for i := range read {
			read[i].Amount *= way.sign
		}
		off := firstOff(read, r.opening)
		if off >= 0 || way.sign < 0 && len(read) == 1 && r.opening == nil {
			if off > at {
				at, moves = off, read
			}
			continue
		}
		r.moves = read
		if way.turned && len(read) > 1 {
			r.told("bank.turned")
		}
		if way.sign < 0 {
			r.told("bank.swapped")
		}
		r.file.Balances = true
		r.file.Opening = read[0].balance - read[0].Amount
		r.file.Closing = read[len(read)-1].balance
		return nil
	}
	before := moves[at].balance - moves[at].Amount
	if at > 0 {
		before = moves[at-1].balance
	} else if r.opening != nil {
		before = *r.opening
	}
	return r.wrong("bank.balance", moves[at].n, r.columns.Balance, before+moves[at].Amount)
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
		r.told("bank.turned")
	}
	if r.opening != nil {
		r.file.Opening = *r.opening
	}
	r.file.Closing = r.file.Opening
	for _, m := range r.moves {
		r.file.Closing += m.Amount
	}
}
