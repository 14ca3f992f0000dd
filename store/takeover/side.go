package takeover

import "lumbung/store/coop"

// explicitVotes settles a sheet whose headings name the direction themselves.
const explicitVotes = 1 << 20

// settleSides finds out, from the running balances, on which side of each sheet money comes in. A cooperative's own
// book has it under Debet; a book copied from the bank's statement has it under Kredit. The headings cannot tell.
// Every
// pair of consecutive balances votes, and so does an opening row that carries both columns. A sheet in which nothing
// moved follows the other sheets of its kind in the workbook.
func settleSides(w *Workbook) {
	all := map[Book][2]int{}
	for i := range w.Sheets {
		s := &w.Sheets[i]
		if s.HeaderRow > 0 && s.Votes[0] < explicitVotes {
			s.Votes = votes(s)
		}
		sum := all[s.Book]
		all[s.Book] = [2]int{sum[0] + s.Votes[0], sum[1] + s.Votes[1]}
	}
	for i := range w.Sheets {
		s := &w.Sheets[i]
		v := s.Votes
		if v[0] == v[1] {
			v = all[s.Book]
		}
		s.BankSide = v[1] > v[0]
		if v[0] == v[1] && moves(s) {
			s.Problems = append(s.Problems, problem("side-unknown"))
		}
	}
}

func moves(s *Sheet) bool {
	for _, r := range s.Rows {
		if r.Kind == Posting || r.Kind == Opening {
			return true
		}
	}
	return false
}

// votes counts the balances that speak for either side. In is the left column here, Out the right one.
func votes(s *Sheet) [2]int {
	var v [2]int
	var before coop.Money
	known := false
	for _, r := range s.Rows {
		if r.Kind != Opening && r.Kind != Posting || r.unread {
			continue
		}
		net := r.In - r.Out
		if r.Kind == Opening && r.In != 0 && r.Out != 0 {
			before, known = 0, true
		}
		if known && r.Stated && net != 0 {
			switch r.Balance {
			case before + net:
				v[0]++
			case before - net:
				v[1]++
			}
		}
		before, known = r.Balance, r.Stated
	}
	return v
}

// turn puts the two money columns into In and Out. A negative amount is money that went the other way.
func turn(s *Sheet) {
	for i := range s.Rows {
		r := &s.Rows[i]
		if s.BankSide {
			r.In, r.Out = r.Out, r.In
		}
		if r.Kind == Posting && (r.In < 0 || r.Out < 0) {
			in, out := max(r.In, 0)+max(-r.Out, 0), max(r.Out, 0)+max(-r.In, 0)
			r.In, r.Out = in, out
			r.Problems = append(r.Problems, problem("amount-negative"))
		}
	}
}

// readMissingAmounts takes an amount that could not be read from the balances around it.
func readMissingAmounts(s *Sheet) {
	var before coop.Money
	known := false
	for i := range s.Rows {
		r := &s.Rows[i]
		if r.Kind != Opening && r.Kind != Posting {
			continue
		}
		if r.Kind == Posting && r.unread && r.In == 0 && r.Out == 0 {
			if known && r.Stated && r.Balance != before {
				r.In, r.Out = max(r.Balance-before, 0), max(before-r.Balance, 0)
				r.Problems = append(r.Problems, problem("amount-from-balance", r.Balance))
			} else {
				r.Kind = Unknown
			}
		}
		before, known = r.Balance, r.Stated
	}
}
