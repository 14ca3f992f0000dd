package coop

// The accounts and occasions of a difference found by counting cash (domain §2 rule 8).
const (
	AccountCashShort  = "61213"
	AccountCashOver   = "71106"
	OccasionCashShort = "cash-short"
	OccasionCashOver  = "cash-over"
)

// Denomination is a kind of banknote or coin.
type Denomination struct {
	Value Money
	Coin  bool // counted in keping; a note in lembar
}

// Denominations are the rupiah that are in people's hands, the largest first. Rp1.000 is a note or a coin.
func Denominations() []Denomination {
	return []Denomination{
		{100_000 * Rupiah, false},
		{50_000 * Rupiah, false},
		{20_000 * Rupiah, false},
		{10_000 * Rupiah, false},
		{5_000 * Rupiah, false},
		{2_000 * Rupiah, false},
		{1_000 * Rupiah, false},
		{500 * Rupiah, true},
		{200 * Rupiah, true},
		{100 * Rupiah, true},
	}
}

// Tally adds up pieces; ErrMoneyTooLarge where there are absurdly many.
func Tally(notes []CountNote) (Money, error) {
	var sum Money
	for _, n := range notes {
		if n.Value <= 0 || n.Pieces < 0 || n.Pieces > int64(maxSum/n.Value) {
			return 0, ErrMoneyTooLarge
		}
		if sum += n.Value * Money(n.Pieces); sum > maxSum {
			return 0, ErrMoneyTooLarge
		}
	}
	return sum, nil
}

// CountEntry is the entry that posts the difference of a count of cash: what is missing is a cost, what is over an
// income. There is none where nothing differs, nor for a bank: what differs there has a cause that is an entry.
func CountEntry(count ID, c Count) (Entry, bool) {
	difference := c.Counted - c.Booked
	if difference == 0 || !IsCash(c.Account) {
		return Entry{}, false
	}
	e := Entry{
		Date: c.Date, Remark: c.Reason, Once: CountOnce(count), Occasion: OccasionCashOver,
		Lines: []Line{{Account: c.Account, Amount: difference}, {Account: AccountCashOver, Amount: -difference}},
	}
	if difference < 0 {
		e.Occasion = OccasionCashShort
		e.Lines = []Line{
			{Account: AccountCashShort, Amount: -difference}, {Account: c.Account, Amount: difference},
		}
	}
	return e, true
}

// Real is the difference as it is known now: entries of days before that came later, from another laptop or because
// they had been forgotten, are in the book too.
func (v *CountView) Real() Money { return v.Difference() - v.Late }

// Unposted tells whether a count's difference still has to be posted; also once its entry was taken back.
func (v *CountView) Unposted() bool {
	return v.Entry.IsZero() && v.Difference() != 0 && v.Real() != 0 && IsCash(v.Account)
}

// Outdated tells whether what was posted is not the difference any more.
func (v *CountView) Outdated() bool { return !v.Entry.IsZero() && v.Late != 0 && v.Posted != v.Real() }

// PostEntry is the entry that posts what a count really differs by. After the first was taken back it stands in its
// place, so that two laptops that both post it post it once.
func (v *CountView) PostEntry() (Entry, bool) {
	body := v.Body()
	body.Booked += v.Late
	e, differs := CountEntry(v.Count, body)
	return v.Was.Again(e), differs
}

// Body gives the count back as it was recorded.
func (c *CountRow) Body() Count {
	return Count{
		Account: c.Account, Date: c.Date, Notes: c.Notes(), Counted: c.Counted, Booked: c.Booked, Reason: c.Reason,
	}
}

// IsCash tells whether an account is a till, whose money can be counted; money on its way (11109) cannot.
func IsCash(code string) bool { return len(code) > 3 && code[:3] == "111" && code != "11109" }

// IsBank tells whether an account is kept by a bank, whose balance can be read.
func IsBank(code string) bool { return len(code) > 3 && (code[:3] == "112" || code[:3] == "113") }
