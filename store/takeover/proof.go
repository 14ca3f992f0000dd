package takeover

import (
	"slices"

	"lumbung/store/coop"
)

// Count says how many rows of a sheet were set aside for one reason, and which.
type Count struct {
	Why  string // a Kind ("total"), or why a posting was left out ("takeover.row-twice")
	Rows []int
}

// Break is a row at which the sheet's own balance leaves ours by another difference than before.
type Break struct {
	Row int
	By  coop.Money // how much more the sheet says from here on
	Why Problem
}

// Proof shows that a sheet was taken over whole. Read = Taken + Suspense + Recorded + all rows in Aside. Stated - Ours
// is Difference, and the Breaks add up to it.
type Proof struct {
	File, Sheet string
	Book        Book
	Account     string
	Month       coop.Month
	BankSide    bool
	Read        int
	Taken       int
	Suspense    int
	Recorded    int
	Unsure      int // of those taken: to be decided by a person
	Doubtful    int // of those taken or in suspense: a doubtful date
	Aside       []Count
	Opening     coop.Money // ours
	In, Out     coop.Money // of the rows taken, in suspense or recorded
	Ours        coop.Money // the closing balance arrived at
	Stated      coop.Money // the sheet's own closing balance
	StatedRow   int        // where it stands; 0: nowhere
	Difference  coop.Money
	Breaks      []Break
	Problems    []Problem
}

// Agrees says whether the sheet's closing balance is ours, or nothing stands there to compare.
func (p Proof) Agrees() bool { return p.StatedRow == 0 || p.Difference == 0 }

type prover struct {
	Proof
	sheet   *Sheet
	entries map[*Row]*Entry
	balance coop.Money
	gap     coop.Money
	opened  *Row // the opening row, for the cumulated columns
	before  *Proof
	copied  bool // every row of the sheet stands in another sheet too
	silent  bool // there is nothing to compare: a copy, hidden, or no book
}

// proveAll goes through the sheets in the order of their months, whatever workbook they stand in: the closing balance
// of one is the opening of the next of its account.
func (p *proposer) proveAll(books []*Workbook) {
	entries := map[*Row]*Entry{}
	for _, pl := range p.rows {
		entries[pl.row] = pl.entry
	}
	var all []*prover
	for _, w := range books {
		for i := range w.Sheets {
			s := &w.Sheets[i]
			v := &prover{sheet: s, entries: entries, copied: copied(s, entries)}
			v.Proof = Proof{File: w.Name, Sheet: s.Name, Book: s.Book, Month: s.Month, BankSide: s.BankSide}
			v.Problems = slices.Clone(s.Problems)
			v.Account = p.account(s)
			all = append(all, v)
		}
	}
	inOrder := slices.Clone(all)
	slices.SortStableFunc(inOrder, func(a, b *prover) int { return int(a.sheet.begins() - b.sheet.begins()) })
	last := map[string]*Proof{}
	for _, v := range inOrder {
		v.before = last[v.Account]
		v.balance = p.balanceBefore(v)
		v.silent = v.copied || v.sheet.HeaderRow == 0 || v.sheet.Hidden || v.sheet.Book == ""
		if v.silent {
			v.balance = 0
		}
		if v.silent && v.before != nil {
			v.balance = v.before.Ours
		}
		v.prove()
		if !v.silent {
			last[v.Account] = &v.Proof
		}
	}
	for _, v := range all {
		p.Sheets = append(p.Sheets, v.Proof)
	}
}

// balanceBefore is what the account has before the sheet: by the book and by the rows of earlier sheets.
func (p *proposer) balanceBefore(v *prover) coop.Money {
	if v.before != nil && (v.sheet.Month == 0 || v.sheet.Month == v.before.Month) { // or a month's second page
		return v.before.Ours
	}
	day := v.sheet.begins()
	sum := p.held.before(v.Account, day)
	for _, pl := range p.rows {
		if e := pl.entry; e.Account == v.Account && (e.State == Taken || e.State == Suspense) && e.Date < day {
			sum += e.Amount
		}
	}
	for _, r := range p.Replaced {
		if r.Account == v.Account && r.Date < day {
			sum -= r.Amount
		}
	}
	return sum
}

// copied says whether every row of a sheet stands in another sheet too.
func copied(s *Sheet, entries map[*Row]*Entry) bool {
	rows := 0
	for i := range s.Rows {
		if e := entries[&s.Rows[i]]; e != nil {
			rows++
			if !slices.ContainsFunc(e.Reasons, func(r Problem) bool { return r.Key == "takeover.row-twice" }) {
				return false
			}
		}
	}
	return rows > 0
}

func (v *prover) prove() {
	v.Opening = v.balance
	closing := closingRow(v.sheet)
	if v.copied { // its figures were compared where the rows count
		v.Problems = append(v.Problems, problem("sheet-copy"))
	}
	if v.silent {
		closing = nil
	}
	for i := range v.sheet.Rows {
		r := &v.sheet.Rows[i]
		v.Read++
		switch e := v.entries[r]; {
		case e != nil:
			v.entry(r, e)
		default:
			v.aside(r.Kind.String(), r.N)
			if r.Kind == Total && !v.silent {
				v.total(r, r == closing)
			}
		}
		own := r.Kind == Opening || r.Kind == Posting || r.Kind == Unknown || r == closing
		if r.Stated && !v.silent && own {
			v.compare(i)
		}
	}
	v.Ours = v.balance
	if closing != nil {
		v.Stated, v.StatedRow = closing.Balance, closing.N
		v.Difference = v.Stated - v.Ours
	}
}

// closingRow is the last total that states a balance rather than the month's movement, else the last running balance.
func closingRow(s *Sheet) *Row {
	var total, running *Row
	for i := range s.Rows {
		switch r := &s.Rows[i]; {
		case !r.Stated:
		case r.Kind == Total && !r.monthOnly:
			total = r
		case r.Kind == Opening || r.Kind == Posting || r.Kind == Blank:
			running = r
		}
	}
	if total != nil {
		return total
	}
	return running
}

func (v *prover) aside(why string, row int) {
	i := slices.IndexFunc(v.Aside, func(c Count) bool { return c.Why == why })
	if i < 0 {
		v.Aside = append(v.Aside, Count{Why: why})
		i = len(v.Aside) - 1
	}
	v.Aside[i].Rows = append(v.Aside[i].Rows, row)
}

// entry counts an opening or posting row and moves our balance.
func (v *prover) entry(r *Row, e *Entry) {
	if e.Opening {
		v.opened = r
	}
	switch e.State {
	case Taken:
		v.Taken++
		if !e.Sure {
			v.Unsure++
		}
	case Suspense:
		v.Suspense++
	case Recorded:
		v.Recorded++
	default:
		why := Opening.String()
		if n := len(e.Reasons); !e.Opening && n > 0 {
			why = e.Reasons[n-1].Key
		}
		v.aside(why, r.N)
		return
	}
	if e.Doubtful && e.State != Recorded {
		v.Doubtful++
	}
	v.balance += e.Amount
	if e.Opening {
		v.Opening = v.balance
		return
	}
	v.In += r.In
	v.Out += r.Out
}

// compare notes a break when the sheet's balance at a row leaves ours by another difference than before.
func (v *prover) compare(i int) {
	r := &v.sheet.Rows[i]
	gap := r.Balance - v.balance
	if gap == v.gap {
		return
	}
	v.Breaks = append(v.Breaks, Break{Row: r.N, By: gap - v.gap, Why: v.why(i)})
	v.gap = gap
}

// why explains a break where that can be told from the figures.
func (v *prover) why(i int) Problem {
	r := &v.sheet.Rows[i]
	switch {
	case r.Kind == Total:
		return v.whyTotal(r)
	case r.Kind == Opening && v.before != nil && v.before.StatedRow > 0 && v.before.Stated == r.Balance:
		return problem("gap-carried", v.before.Sheet)
	case r.Kind == Opening && v.before != nil:
		return problem("gap-opening", v.before.Sheet)
	}
	skipped := 0
	for j := i - 1; j >= 0 && i-j < 10; j-- { // a formula that starts from a balance further up
		b := &v.sheet.Rows[j]
		if b.Kind != Opening && b.Kind != Posting || !b.Stated {
			continue
		}
		if skipped > 0 && b.Balance+r.In-r.Out == r.Balance {
			return problem("gap-skips", b.N)
		}
		skipped++
	}
	return problem("gap-row")
}

// whyTotal finds the one row that a total forgot: a range of cells that was not drawn longer with the table.
func (v *prover) whyTotal(total *Row) Problem {
	in, out := v.In-total.In, v.Out-total.Out
	if v.opened != nil {
		in, out = in+v.opened.In, out+v.opened.Out
	}
	for i := len(v.sheet.Rows) - 1; i >= 0 && (in != 0 || out != 0); i-- {
		if r := &v.sheet.Rows[i]; r.Kind == Posting && r.In == in && r.Out == out {
			return problem("gap-total-misses", r.N)
		}
	}
	return problem("gap-total")
}

// total compares the sums that a total row states with ours.
func (v *prover) total(r *Row, closing bool) {
	in, out := v.In, v.Out
	if !r.monthOnly && v.opened != nil {
		in, out = in+v.opened.In, out+v.opened.Out
	}
	if !r.monthOnly && v.opened != nil && v.opened.In == 0 && v.opened.Out == 0 {
		return // nothing cumulated to compare with
	}
	say := func(key string, stated, ours coop.Money) {
		v.Problems = append(v.Problems, problem(key, r.N, stated, ours))
	}
	if r.In != in && (r.In != 0 || r.Out != 0) {
		say("total-in", r.In, in)
	}
	if r.Out != out && (r.In != 0 || r.Out != 0) {
		say("total-out", r.Out, out)
	}
	switch {
	case closing || !r.Stated:
	case r.monthOnly && r.Balance != v.In-v.Out && r.Balance != v.balance:
		say("total-balance", r.Balance, v.In-v.Out)
	case !r.monthOnly && r.Balance != v.balance:
		say("total-balance", r.Balance, v.balance)
	}
}
