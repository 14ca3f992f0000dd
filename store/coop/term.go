package coop

import (
	"math/big"
	"slices"
	"strconv"
	"strings"
)

// Term deposits (simpanan berjangka): what they earn, their end, and the entries of their life. What there is on one is
// the sum of the lines of 21103 that name it in Line.Loan, what was accrued those of 23101.

// What can be wrong with a term deposit.
const (
	ProblemTermAmount  = "term.amount"  // the amount is not above zero; no argument
	ProblemTermMonths  = "term.months"  // {0} months are not among the lengths offered: {1}; a warning
	ProblemTermLength  = "term.length"  // the length is not between one month and ten years; no argument
	ProblemTermRate    = "term.rate"    // the rate is more than {0} a year
	ProblemTermNumber  = "term.number"  // the certificate's number {0} is taken
	ProblemTermEnded   = "term.ended"   // it has ended; no argument
	ProblemTermEarly   = "term.early"   // it ends on {0}: before that it can only be broken
	ProblemTermBegins  = "term.begins"  // it began on {0} only
	ProblemTermLess    = "term.less"    // {0} stand there in the book where {1} were agreed; a warning
	ProblemTermHeld    = "term.held"    // {0} of the term savings stand without a certificate, {1} are asked for
	ProblemTermBlocked = "term.blocked" // {0} of the member's term savings are blocked
	ProblemTermNothing = "term.nothing" // after the fee nothing is left to pay; no argument
)

// Occasions of a term deposit's entries; the texts stand in the occasions' data where a person can choose them too.
const (
	OccasionTermOpen    = "term-saving-deposit"
	OccasionTermPaid    = "term-saving-paid"
	OccasionTermRolled  = "term-saving-rolled"
	OccasionTermAccrual = "term-saving-accrual"
	AccountOtherIncome  = "71107"
)

// AddMonths gives the same day n months later, or the last of that month where it is shorter.
func (d Date) AddMonths(n int) Date {
	m := d.Month().Add(n)
	return min(m.First()+Date(int(d)%100-1), m.Last())
}

// DaysTo counts the nights from d to another day; below zero where that lies before.
func (d Date) DaysTo(other Date) int { return int(other.Time().Sub(d.Time()).Hours() / 24) }

// End is the day of maturity: on it the deposit has earned everything.
func (t Term) End() Date { return t.Date.AddMonths(int(t.Months)) }

// maxTermMonths bounds the length of a term deposit: ten years.
const maxTermMonths = 120

// TermMonths lists the lengths that the cooperative offers, in months.
func (r SavingRules) TermMonths(day Date) []int64 {
	all, _ := termLengths(r.Text(SettingTermMonths, day))
	return all
}

// SoundTermMonths says whether a text lists lengths of term deposits: whole months from 1 to 120, separated by commas.
func SoundTermMonths(text string) bool {
	_, sound := termLengths(text)
	return sound
}

// termLengths reads those of the lengths in a text that can be, and says whether all can.
func termLengths(text string) (all []int64, sound bool) {
	sound = true
	for s := range strings.SplitSeq(text, ",") {
		if n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 16); err == nil && n >= 1 && n <= maxTermMonths {
			all = append(all, n)
		} else {
			sound = false
		}
	}
	return all, sound
}

// TermRate is the rate offered for a length, in basis points a year: that of the length where there is one.
func (r SavingRules) TermRate(months int64, day Date) int64 {
	key := SettingTermRate + "." + strconv.FormatInt(months, 10)
	for _, s := range r.by[key] {
		if s.From <= day {
			return r.Number(key, day)
		}
	}
	return r.Number(SettingTermRate, day)
}

// TermInterest is all that a deposit earns until its end: P × rate × days / 365, or P × rate / 12 for each month, as
// the setting said on the day it began. Source: domain §6.1.
func (r SavingRules) TermInterest(t Term) (Money, error) {
	return r.termPart(t, t.Date.DaysTo(t.End()))
}

// TermEarned is what a deposit has earned by the end of a day: of all its interest, the part of its days.
func (r SavingRules) TermEarned(t Term, day Date) (Money, error) {
	days := t.Date.DaysTo(day) + 1
	return r.termPart(t, min(max(days, 0), t.Date.DaysTo(t.End())))
}

// termPart is the interest of so many days of a deposit, rounded once.
func (r SavingRules) termPart(t Term, days int) (Money, error) {
	whole := int64(t.Date.DaysTo(t.End()))
	numerator, denominator := int64(days), int64(365)
	if r.word(SettingTermYear, t.Date, YearDays, YearMonths) == YearMonths {
		numerator, denominator = t.Months*int64(days), 12*whole
	}
	if denominator == 0 {
		return 0, nil
	}
	n := new(big.Int).Mul(big.NewInt(int64(t.Amount)), big.NewInt(t.Rate))
	n.Mul(n, big.NewInt(numerator))
	return nearestUnit(new(big.Rat).SetFrac(n, big.NewInt(10_000*denominator)), r.Unit(t.Date))
}

// CheckTerm says what speaks against a deposit: wrong refuses, warn is shown. numbers are the certificates there are.
func (r SavingRules) CheckTerm(t Term, numbers []string) (wrong, warn []Problem) {
	if t.Amount <= 0 || t.Amount > maxLineAmount {
		wrong = append(wrong, Problem{Key: ProblemTermAmount})
	}
	if t.Months < 1 || t.Months > maxTermMonths {
		wrong = append(wrong, Problem{Key: ProblemTermLength})
	}
	if !t.Date.Valid() {
		wrong = append(wrong, Problem{Key: ProblemEntryDate})
		return wrong, nil
	}
	if t.Rate < 0 || t.Rate > 10_000 {
		wrong = append(wrong, Problem{Key: ProblemTermRate, Args: []any{FormatPoints(10_000)}})
	}
	if t.Number != "" && slices.ContainsFunc(numbers, func(n string) bool { return strings.EqualFold(n, t.Number) }) {
		wrong = append(wrong, Problem{Key: ProblemTermNumber, Args: []any{t.Number}})
	}
	if offered := r.TermMonths(t.Date); len(wrong) == 0 && !slices.Contains(offered, t.Months) {
		warn = append(warn, Problem{Key: ProblemTermMonths, Args: []any{t.Months, r.Text(SettingTermMonths, t.Date)}})
	}
	return wrong, append(warn, r.CheckSavingRate(t.Rate, t.Date)...)
}

// TermOnce is the once-rule of the entry that brings a deposit its money; TermEndOnce of the one that ends it.
func TermOnce(term ID) Once { return Once{Rule: "term", Subject: term.String()} }

// TermEndOnce is the once-rule of the entry that pays out, rolls over or breaks a deposit: it ends once.
func TermEndOnce(term ID) Once { return Once{Rule: "term-end", Subject: term.String()} }

// OpenTerm is the entry of a new deposit. From is cash or bank, 21101 where it comes from the voluntary saving, or
// 21103 where the money stands there already without a certificate.
func OpenTerm(t Term, id ID, from, remark, evidence string) (Entry, []Problem) {
	cash := from
	if from == AccountVoluntary || from == AccountTerm {
		cash = ""
	}
	if problems := checkMove(t.Amount, cash, t.Date, remark, evidence); len(problems) > 0 {
		return Entry{}, problems
	}
	in := Line{Account: from, Amount: t.Amount}
	if cash == "" {
		in.Member = t.Member
	}
	return Entry{
		Date: t.Date, Occasion: OccasionTermOpen, Remark: remark, Evidence: evidence, Once: TermOnce(id),
		Lines: []Line{in, {Account: AccountTerm, Amount: -t.Amount, Member: t.Member, Loan: id}},
	}, nil
}

// TermView is one term deposit as it stands in the book.
type TermView struct {
	ID ID
	Term
	Owner   MemberView
	Held    Money // on 21103
	Accrued Money // on 23101
	Opened  bool  // its money has come
	Next    ID    // the deposit that it was rolled over into
	EndedOn Date  // the day it was paid, rolled or broken; 0: it runs, or never had money
	Hash    Hash
	Author  ID
	At      int64
}

// Runs says whether there is money on it.
func (v *TermView) Runs() bool { return v.Held > 0 }

// DaysLeft counts the days to maturity; 0 or less: it is due.
func (v *TermView) DaysLeft(today Date) int { return today.DaysTo(v.End()) }

// Accrual is the entry of what a deposit has earned up to a month's end beyond what was accrued before: the cost
// belongs to the month, whenever it is paid. None where nothing came to it.
func (r SavingRules) Accrual(v *TermView, m Month) (Entry, bool, error) {
	if !v.Runs() || v.Date > m.Last() {
		return Entry{}, false, nil
	}
	earned, err := r.TermEarned(v.Term, m.Last())
	if err != nil || earned <= v.Accrued {
		return Entry{}, false, err
	}
	part := earned - v.Accrued
	return Entry{
		Date: m.Last(), Occasion: OccasionTermAccrual, Once: InterestOnce(v.ID, m, 0), Lines: []Line{
			{Account: AccountTermInterest, Amount: part, Loan: v.ID},
			{Account: AccountAccrued, Amount: -part, Loan: v.ID},
		},
	}, true, nil
}

// TermSum is what the end of a deposit comes to.
type TermSum struct {
	Principal Money // all that is on it
	Interest  Money // before tax
	Accrued   Money // of it, and perhaps more, a cost already
	Tax       Money // final tax on the interest
	Short     Money // tax that could not be withheld
	Fee       Money // of breaking it
	Early     bool
	Forgone   Money // interest that falls away by breaking it
}

// Net is what the member gets in all.
func (s TermSum) Net() Money { return s.Principal + s.Interest - s.Tax - s.Fee }

// EndTerm reckons the end of a deposit on a day: all its interest from maturity on; before, as much of what was earned
// until the day before as the settings say, and the fee. before is what the month brought the member otherwise.
func (r SavingRules) EndTerm(v *TermView, day Date, before TaxState) (TermSum, []Problem) {
	s := TermSum{Principal: v.Held, Accrued: v.Accrued}
	switch {
	case !v.Runs():
		return s, []Problem{{Key: ProblemTermEnded}}
	case !day.Valid():
		return s, []Problem{{Key: ProblemEntryDate}}
	case day < v.Date:
		return s, []Problem{{Key: ProblemTermBegins, Args: []any{v.Date}}}
	}
	earned, err := r.TermEarned(v.Term, day.AddDays(-1))
	if err != nil {
		return s, []Problem{{Key: ProblemInterestLarge}}
	}
	s.Interest = earned
	if day < v.End() {
		s.Early = true
		kept, _ := MulMoney(earned, min(r.Number(SettingTermBreakKept, day), 10_000), 10_000, r.Unit(day))
		s.Interest, s.Forgone = kept, earned-kept
		s.Fee, _ = MulMoney(v.Held, min(r.Number(SettingTermBreakFee, day), 10_000), 10_000, r.Unit(day))
	}
	s.Tax, s.Short = r.TaxNow(before, s.Interest, day)
	if s.Net() <= 0 {
		return s, []Problem{{Key: ProblemTermNothing}}
	}
	return s, nil
}

// costs are the lines of an end that say what the interest cost: what was accrued is used up, the rest is a cost of
// now, or less cost where more had been accrued than is paid.
func (s TermSum) costs(id ID) []Line {
	return nonZero([]Line{
		{Account: AccountAccrued, Amount: s.Accrued, Loan: id},
		{Account: AccountTermInterest, Amount: s.Interest - s.Accrued, Loan: id},
		{Account: AccountFinalTax, Amount: -s.Tax},
		{Account: AccountOtherIncome, Amount: -s.Fee},
	})
}

func nonZero(lines []Line) []Line {
	return slices.DeleteFunc(lines, func(l Line) bool { return l.Amount == 0 })
}

// PayTerm is the entry that pays a deposit out, at its end or broken (domain §8.3 T6). To is cash or bank, or 21101
// where it goes to the member's voluntary saving.
func PayTerm(v *TermView, s TermSum, to string, day Date, remark, evidence string) (Entry, []Problem) {
	out := Line{Account: to, Amount: -s.Net()}
	cash := to
	if to == AccountVoluntary {
		out.Member, cash = v.Member, ""
	}
	if problems := checkMove(s.Net(), cash, day, remark, evidence); len(problems) > 0 {
		return Entry{}, problems
	}
	e := Entry{Date: day, Occasion: OccasionTermPaid, Remark: remark, Evidence: evidence, Once: TermEndOnce(v.ID)}
	e.Lines = append(
		[]Line{{Account: AccountTerm, Amount: s.Principal, Member: v.Member, Loan: v.ID}},
		s.costs(v.ID)...)
	e.Lines = append(e.Lines, out)
	return e, nil
}

// RollTerm is the deposit that takes another's place at its end, as its roll-over says: with the same amount, or with
// its interest after tax. It begins on the day the old one ended.
func (r SavingRules) RollTerm(v *TermView, s TermSum, number string, day Date) (Term, []Problem) {
	switch {
	case s.Early || day < v.End():
		return Term{}, []Problem{{Key: ProblemTermEarly, Args: []any{v.End()}}}
	case !day.Valid():
		return Term{}, []Problem{{Key: ProblemEntryDate}}
	}
	next := Term{
		Member: v.Member, Number: strings.TrimSpace(number), Amount: s.Principal, Months: v.Months,
		Rate: r.TermRate(v.Months, day), Date: day, Roll: v.Roll, Replaces: v.ID,
	}
	if v.Roll == RollBoth {
		next.Amount = s.Net()
	}
	return next, nil
}

// RolledTerm is the entry of a roll-over (domain §8.3 T7): the money moves to the new deposit, and the interest after
// tax with it or to the voluntary saving.
func RolledTerm(v *TermView, s TermSum, next Term, id ID) Entry {
	e := Entry{Date: next.Date, Occasion: OccasionTermRolled, Once: TermEndOnce(v.ID)}
	e.Lines = append(
		[]Line{{Account: AccountTerm, Amount: s.Principal, Member: v.Member, Loan: v.ID}},
		s.costs(v.ID)...)
	e.Lines = append(e.Lines, nonZero([]Line{
		{Account: AccountTerm, Amount: -next.Amount, Member: v.Member, Loan: id},
		{Account: AccountVoluntary, Amount: next.Amount - s.Net(), Member: v.Member},
	})...)
	return e
}
