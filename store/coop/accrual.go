package coop

import (
	"cmp"
	"slices"
	"strings"
)

// Costs that a month bears and that are paid later (golden row 61): they stand on 231xx until they are paid, or turned
// back on the first day of the next month so that the payment is recorded as any other.

// OccasionAccrual is the occasion by which they are recorded, OccasionAccrualPaid that by which they are paid.
const (
	OccasionAccrual     = "expense-accrued"
	OccasionAccrualPaid = "expense-accrued-paid"
)

// SettingAccrualTurn says whether what was accrued is turned back on the first day of the next month: "no" or "yes".
// Where none was set: "no", the golden year of domain §8 leaves it until it is paid.
const SettingAccrualTurn = "accrual.turn"

// The keys of what can be wrong with the end of an accrual.
const (
	ProblemAccrualDone = "accrual.done" // it is paid or turned back already; no argument
	ProblemAccrualPaid = "accrual.paid" // the amount {0} is not above zero
	ProblemAccrualDay  = "accrual.day"  // {0} lies before the cost was recorded on {1}
)

// Accrual is a cost that was recorded and not paid yet.
type Accrual struct {
	Entry   ID
	Date    Date // on which it posts
	Voucher string
	Remark  string
	Expense string // the account of the cost
	Outlet  string
	Account string // 231xx
	Amount  Money
	Left    Money // not paid
	end     Became
}

// IsAccrued tells whether accrued costs stand on an account (domain §4).
func IsAccrued(account string) bool { return strings.HasPrefix(account, "2310") }

// AccruedAccounts are the accounts of a chart on which accrued costs stand.
func AccruedAccounts(chart []AccountRow) []string {
	var codes []string
	for _, a := range chart {
		if IsAccrued(a.Code) && !a.Heading {
			codes = append(codes, a.Code)
		}
	}
	return codes
}

// AccrualEndOnce is the once-rule of the entry by which an accrual ends.
func AccrualEndOnce(entry ID) Once { return Once{Rule: "accrual-end", Subject: entry.String()} }

// Accruals are the accrued costs that are open at the end of a day and that nothing ends later either, the oldest
// first. Entries are those with a line on 231xx. A payment that names none of them (the occasion of paying asks for the
// account only) pays the oldest first: also what stood there before the book began, or by entries of another shape.
func Accruals(entries []EntryView, day Date) []Accrual {
	ends, enders := endsOf(entries)
	var open []*Accrual
	loose := map[string]Money{} // paid without saying which
	for i := range entries {
		e := &entries[i]
		if !e.counts(day) || enders[e.ID] {
			continue
		}
		if a, is := accrualOf(e); is {
			if a.end = ends[AccrualEndOnce(e.ID).ID()]; !a.end.There() {
				open = append(open, &a)
			}
			continue
		}
		for _, l := range e.Lines {
			switch {
			case !IsAccrued(l.Account) || strings.HasPrefix(e.Occasion, termOccasions):
			case l.Amount > 0:
				loose[l.Account] += l.Amount
			default: // it is paid in its turn, and is not listed
				open = append(open, &Accrual{Date: e.Posted, Voucher: e.Voucher, Account: l.Account, Left: -l.Amount})
			}
		}
	}
	slices.SortFunc(open, func(a, b *Accrual) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Voucher, b.Voucher))
	})
	var out []Accrual
	for _, a := range open {
		part := min(loose[a.Account], a.Left)
		loose[a.Account] -= part
		if a.Left -= part; a.Left > 0 && !a.Entry.IsZero() {
			out = append(out, *a)
		}
	}
	return out
}

// termOccasions begin the names of the occasions of term deposits, whose interest stands on 23101 and has a register of
// its own.
const termOccasions = "term-"

// counts tells whether an entry stands in the books on a day and was not taken back.
func (v *EntryView) counts(day Date) bool {
	return v.Kind != KindReversal && v.Posted != 0 && v.Posted <= day && v.ReversedBy.IsZero()
}

// endsOf says what came of the entries that have once-rules, by these, and which entries so end an accrual.
func endsOf(entries []EntryView) (ends map[ID]Became, enders map[ID]bool) {
	by := map[ID]*EntryView{}
	for i := range entries {
		by[entries[i].ID] = &entries[i]
	}
	ends, enders = map[ID]Became{}, map[ID]bool{}
	for i := range entries {
		if e := &entries[i]; e.Kind == KindEntry && e.Posted != 0 && !e.Once.IsZero() {
			ends[e.Once] = e.became(by)
		}
	}
	for i := range entries {
		if end, is := ends[AccrualEndOnce(entries[i].ID).ID()]; is {
			enders[end.Entry] = true
		}
	}
	return ends, enders
}

// became follows an entry to what counts in its place.
func (v *EntryView) became(by map[ID]*EntryView) Became {
	for !v.ReversedBy.IsZero() {
		next := by[v.CorrectedBy]
		if next == nil {
			return Became{Entry: v.ID, Back: true}
		}
		v = next
	}
	return Became{Entry: v.ID}
}

// accrualOf reads an accrual off its entry: one cost against one account of 231xx.
func accrualOf(e *EntryView) (Accrual, bool) {
	if e.Occasion != OccasionAccrual || len(e.Lines) != 2 {
		return Accrual{}, false
	}
	a := Accrual{Entry: e.ID, Date: e.Posted, Voucher: e.Voucher, Remark: e.Remark}
	for _, l := range e.Lines {
		if l.Amount > 0 {
			a.Expense, a.Outlet, a.Amount, a.Left = l.Account, l.Outlet, l.Amount, l.Amount
		} else {
			a.Account = l.Account
		}
	}
	return a, IsAccrued(a.Account) && !IsAccrued(a.Expense)
}

// PayAccrual is the entry by which an accrual is paid. What is paid more or less than was recorded is cost of the day
// on which it is paid.
func PayAccrual(a Accrual, day Date, cash string, paid Money, evidence string) (Entry, []Problem) {
	evidence = strings.TrimSpace(evidence)
	switch {
	case a.Left <= 0:
		return Entry{}, []Problem{{Key: ProblemAccrualDone}}
	case !day.Valid():
		return Entry{}, []Problem{{Key: ProblemEntryDate}}
	case day < a.Date:
		return Entry{}, []Problem{{Key: ProblemAccrualDay, Args: []any{day, a.Date}}}
	case paid <= 0 || paid > maxLineAmount:
		return Entry{}, []Problem{{Key: ProblemAccrualPaid, Args: []any{paid}}}
	case !IsMoney(cash):
		return Entry{}, []Problem{{Key: ProblemAssetCash, Args: []any{cash}}}
	case !plain(evidence):
		return Entry{}, []Problem{{Key: ProblemEntryRemark}}
	}
	e := Entry{
		Date: day, Occasion: OccasionAccrualPaid, Remark: a.Remark, Evidence: evidence, Once: AccrualEndOnce(a.Entry),
		Lines: []Line{{Account: a.Account, Amount: a.Left}},
	}
	if more := paid - a.Left; more != 0 {
		e.Lines = append(e.Lines, Line{Account: a.Expense, Amount: more, Outlet: a.Outlet})
	}
	e.Lines = append(e.Lines, Line{Account: cash, Amount: -paid})
	return a.end.Again(e), nil
}

// TurnAccrual is the entry by which an accrual is turned back on the first day of the next month: the payment is then
// recorded as any other cost.
func TurnAccrual(a Accrual, closed Date) Entry {
	return a.end.Again(Entry{
		Date: max(a.Date.Month().Add(1).First(), closed.next()), Occasion: OccasionAccrual, Remark: a.Remark,
		Once: AccrualEndOnce(a.Entry),
		Lines: []Line{
			{Account: a.Account, Amount: a.Left}, {Account: a.Expense, Amount: -a.Left, Outlet: a.Outlet},
		},
	})
}

// AccrualChores are the accruals that are turned back in a month or should have been before, where the setting says so.
func AccrualChores(open []Accrual, settings []SettingRow, m Month, closed Date) []Chore {
	if SettingText(settings, SettingAccrualTurn, m.First()) != "yes" {
		return nil
	}
	var chores []Chore
	for _, a := range open {
		if at := a.Date.Month().Add(1); at <= m {
			chores = append(chores, Chore{
				Source: ChoreAccrual, Name: orText(a.Remark, a.Voucher), Subject: a.Entry, Month: at,
				Entry: TurnAccrual(a, closed),
			})
		}
	}
	return chores
}
