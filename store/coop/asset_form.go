package coop

import "strings"

// AssetFrom says how a thing comes into the book. It is not stored: the entry is.
type AssetFrom uint8

// Ways by which things come.
const (
	AssetPaid    AssetFrom = iota + 1 // money was paid, or received ahead
	AssetGranted                      // a grant: it becomes the cooperative's own capital
	AssetHeld                         // it stands in the balances already
	AssetLent                         // the village lent it
)

// AssetInput is what somebody says of a new thing.
type AssetInput struct {
	Card     AssetCard
	From     AssetFrom
	Cash     string // the till or bank that pays or receives
	Paid     Money  // of AssetPaid: what is paid now; the rest is owed
	Owed     string // the account of the rest
	Supplier string // to whom the rest is owed, where the account asks for it
	Evidence string
}

// The keys of what can be wrong with a card.
const (
	ProblemAssetName     = "asset.name"      // no name, or longer than 100 letters; no argument
	ProblemAssetAccount  = "asset.account"   // {0} is no account for such a thing
	ProblemAssetAmount   = "asset.amount"    // no amount above zero; no argument
	ProblemAssetResidual = "asset.residual"  // the residual {0} is not less than the amount {1}
	ProblemAssetBorne    = "asset.borne"     // {0} was borne already, of {1}
	ProblemAssetMonths   = "asset.months"    // {0} months: it must be 1 to 600
	ProblemAssetFirst    = "asset.first"     // the first month is none, or lies before the purchase in {0}
	ProblemAssetBought   = "asset.bought"    // no such day; no argument
	ProblemAssetCash     = "asset.cash"      // {0} is neither cash nor bank
	ProblemAssetPaid     = "asset.paid"      // {0} is paid, of {1}
	ProblemAssetOwed     = "asset.owed"      // {0} is open and no account says to whom; or {1} is none for that
	ProblemAssetExpense  = "asset.expense"   // {0} is no account that can bear the months
	ProblemAssetPersonal = "asset.personal"  // a NIK or telephone number in the texts; no argument
	ProblemAssetNewBorne = "asset.new-borne" // what comes in by an entry now cannot have borne anything; no argument
)

const (
	longestAsset    = 100
	maxAssetMonths  = 600
	supplierAccount = "2210"
	borrowedAccount = "251"
)

// CheckAsset says what is wrong with a card by itself.
func CheckAsset(c AssetCard) []Problem {
	var problems []Problem
	wrong := func(key string, args ...any) { problems = append(problems, Problem{Key: key, Args: args}) }
	if name := strings.TrimSpace(c.Name); name == "" || len([]rune(name)) > longestAsset || !plain(name) {
		wrong(ProblemAssetName)
	}
	for _, text := range []string{c.Name, c.Tag, c.Place} {
		if _, private := HidePersonal(text); private {
			wrong(ProblemAssetPersonal)
			break
		}
	}
	if !code(c.Account) || !assetAccount(c) {
		wrong(ProblemAssetAccount, c.Account)
	}
	if !c.Bought.Valid() {
		wrong(ProblemAssetBought)
	}
	if c.Amount <= 0 || c.Amount > maxLineAmount {
		wrong(ProblemAssetAmount)
		return problems
	}
	if c.Debit == "" && c.Credit == "" { // land, a building that is being made, goods of the village
		return problems
	}
	switch {
	case !bearsMonths(c) || lasts(c.Account):
		bears := c.Debit
		if c.Class == AssetUnearned {
			bears = c.Credit
		}
		wrong(ProblemAssetExpense, bears)
	case c.Residual < 0 || c.Residual >= c.Amount:
		wrong(ProblemAssetResidual, c.Residual, c.Amount)
	case c.Borne < 0 || c.Borne > c.Amount-c.Residual:
		wrong(ProblemAssetBorne, c.Borne, c.Amount-c.Residual)
	}
	if c.Months < 1 || c.Months > maxAssetMonths {
		wrong(ProblemAssetMonths, c.Months)
	}
	if !c.First.Valid() || c.Bought.Valid() && c.First < c.Bought.Month() {
		wrong(ProblemAssetFirst, c.Bought.Month())
	}
	return problems
}

// assetAccount tells whether things of the card's class can stand on its account.
func assetAccount(c AssetCard) bool {
	switch c.Class {
	case AssetFixed:
		return strings.HasPrefix(c.Account, "161") || c.Account == "17101" || c.Account == AccountAssetLent
	case AssetPrepaid:
		return strings.HasPrefix(c.Account, "14")
	case AssetUnearned:
		return strings.HasPrefix(c.Account, "233")
	}
	return false
}

// lasts tells whether things on an account never wear: land, a building that is being made, what the village lent.
func lasts(account string) bool {
	kind, known := AssetKindOf(account)
	return known && kind.Debit == ""
}

// bearsMonths tells whether the accounts of each month fit the class.
func bearsMonths(c AssetCard) bool {
	begins := func(account string, with ...string) bool {
		for _, w := range with {
			if strings.HasPrefix(account, w) {
				return true
			}
		}
		return false
	}
	switch c.Class {
	case AssetFixed:
		return begins(c.Debit, "614") && begins(c.Credit, "162", "17109")
	case AssetPrepaid:
		return AssetBears(AssetPrepaid, c.Debit) && c.Credit == c.Account
	case AssetUnearned:
		return c.Debit == c.Account && AssetBears(AssetUnearned, c.Credit)
	}
	return false
}

// NewAsset gives the act that records a new card, and then the acts that stand on its id: the entry by which the thing
// comes into the book, where one does. Both belong into one RecordWith. With problems there is nothing.
func NewAsset(in AssetInput) (Act, func(made []ID) ([]Act, error), []Problem) {
	in.Card = tidyAsset(in.Card)
	problems := CheckAsset(in.Card)
	if in.From != AssetHeld && in.Card.Borne != 0 {
		problems = append(problems, Problem{Key: ProblemAssetNewBorne})
	}
	if len(problems) == 0 && in.From != AssetHeld {
		_, problems = assetBegin(ID{1}, in)
	}
	if len(problems) > 0 {
		return Act{}, nil, problems
	}
	act := Act{Kind: KindAsset, Body: in.Card}
	if in.From == AssetHeld {
		return act, nil, nil
	}
	return act, func(made []ID) ([]Act, error) {
		e, _ := assetBegin(made[0], in)
		return []Act{{Kind: KindEntry, Body: e}}, nil
	}, nil
}

func tidyAsset(c AssetCard) AssetCard {
	for _, text := range []*string{&c.Name, &c.Tag, &c.Place} {
		*text = strings.Join(strings.Fields(*text), " ")
	}
	if c.Debit == "" && c.Credit == "" {
		c.Months, c.First, c.Residual, c.Borne = 0, 0, 0, 0
	}
	return c
}

// assetBegin is the entry by which a thing comes into the book (domain §8.3 T35–T37, T59; golden rows 6 and 35).
func assetBegin(asset ID, in AssetInput) (Entry, []Problem) {
	c := in.Card
	e := Entry{Date: c.Bought, Remark: c.Name, Evidence: strings.TrimSpace(in.Evidence), Once: AssetBeginOnce(asset)}
	stands := Line{Account: c.Account, Amount: c.Amount, Outlet: c.Outlet, Asset: asset}
	if !plain(e.Evidence) {
		return Entry{}, []Problem{{Key: ProblemEntryRemark}}
	}
	switch {
	case in.From == AssetLent || c.Account == AccountAssetLent:
		e.Occasion = OccasionAssetLent
		e.Lines = []Line{stands, {Account: AccountMemo, Amount: -c.Amount}}
		return e, nil
	case in.From == AssetGranted:
		e.Occasion = OccasionAssetGrant
		e.Lines = []Line{stands, {Account: AccountAssetGrant, Amount: -c.Amount}}
		return e, nil
	}
	if c.Class == AssetUnearned && in.Paid != c.Amount {
		return Entry{}, []Problem{{Key: ProblemAssetPaid, Args: []any{in.Paid, c.Amount}}}
	}
	paid, problems := in.payment().lines(c.Amount)
	if len(problems) > 0 {
		return Entry{}, problems
	}
	switch {
	case c.Class == AssetUnearned:
		e.Occasion = OccasionUnearned
	case c.Account == "14101":
		e.Occasion = OccasionPrepaidRent
	case c.Class == AssetPrepaid:
		e.Occasion = OccasionPrepaidOther
	case in.Paid < c.Amount:
		e.Occasion = OccasionAssetCredit
	default:
		e.Occasion = OccasionAssetBuy
	}
	if c.Class == AssetUnearned {
		stands.Amount = -stands.Amount
		e.Lines = []Line{{Account: in.Cash, Amount: c.Amount}, stands}
		return e, nil
	}
	e.Remark = remarkWith(c.Name, in.payment().names(c.Amount))
	e.Lines = append([]Line{stands}, paid...)
	return e, nil
}

func (in AssetInput) payment() Payment { return Payment{in.Cash, in.Paid, in.Owed, in.Supplier} }

// Payment says who is paid for something that costs money: some of it now, and the rest is owed.
type Payment struct {
	Cash     string // the till or bank that pays
	Paid     Money  // now
	Owed     string // the account of the rest, where there is one: OwedForThings
	Supplier string // to whom the rest is owed, where the account asks for it: a party's id, or any name
}

// OwedForThings tells whether an account can owe the rest of what a thing costs: trade payables and loans from banks.
func OwedForThings(account string) bool {
	if account == "22106" || account == "22107" { // what is held for others
		return false
	}
	return strings.HasPrefix(account, supplierAccount) || strings.HasPrefix(account, borrowedAccount)
}

// lines are those of an entry that pay for something of an amount.
func (p Payment) lines(amount Money) ([]Line, []Problem) {
	owed := amount - p.Paid
	var lines []Line
	switch {
	case p.Paid < 0 || p.Paid > amount:
		return nil, []Problem{{Key: ProblemAssetPaid, Args: []any{p.Paid, amount}}}
	case p.Paid > 0 && !IsMoney(p.Cash):
		return nil, []Problem{{Key: ProblemAssetCash, Args: []any{p.Cash}}}
	case p.Paid > 0:
		lines = append(lines, Line{Account: p.Cash, Amount: -p.Paid})
	}
	if owed == 0 {
		return lines, nil
	}
	nobody := strings.HasPrefix(p.Owed, supplierAccount) && strings.TrimSpace(p.Supplier) == ""
	if !OwedForThings(p.Owed) || nobody {
		return nil, []Problem{{Key: ProblemAssetOwed, Args: []any{owed, p.Owed}}}
	}
	return append(lines, Line{Account: p.Owed, Amount: -owed, Supplier: PartyID("supplier", p.Supplier)}), nil
}

// names is the name of who is owed, where no party is registered under it: the remark keeps it.
func (p Payment) names(amount Money) []string {
	if _, err := ParseID(p.Supplier); err == nil || p.Paid == amount {
		return nil
	}
	return []string{strings.TrimSpace(p.Supplier)}
}
