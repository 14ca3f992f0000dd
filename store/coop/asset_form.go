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
	supplierAccount = "22"
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
	case !bearsMonths(c):
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
		return begins(c.Debit, "5", "6", "72", "81") && c.Credit == c.Account
	case AssetUnearned:
		return c.Debit == c.Account && begins(c.Credit, "41", "42", "43", "71")
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
	paid, problems := in.paid()
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
	default:
		e.Occasion = OccasionAssetBuy
	}
	if c.Class == AssetUnearned {
		stands.Amount = -stands.Amount
		e.Lines = []Line{{Account: in.Cash, Amount: paid}, stands}
		return e, nil
	}
	e.Lines = []Line{stands}
	if paid > 0 {
		e.Lines = append(e.Lines, Line{Account: in.Cash, Amount: -paid})
	}
	if owed := c.Amount - paid; owed > 0 {
		e.Occasion = OccasionAssetCredit
		e.Lines = append(e.Lines, Line{
			Account: in.Owed, Amount: -owed, Supplier: PartyID("supplier", in.Supplier),
		})
		if in.Supplier != "" {
			e.Remark = remarkWith(c.Name, []string{in.Supplier})
		}
	}
	return e, nil
}

// paid says how much is paid now, and what is wrong with who is paid and who is owed.
func (in AssetInput) paid() (Money, []Problem) {
	c := in.Card
	paid := in.Paid
	switch {
	case paid < 0 || paid > c.Amount || c.Class == AssetUnearned && paid != c.Amount:
		return 0, []Problem{{Key: ProblemAssetPaid, Args: []any{paid, c.Amount}}}
	case paid > 0 && !IsMoney(in.Cash):
		return 0, []Problem{{Key: ProblemAssetCash, Args: []any{in.Cash}}}
	case paid == c.Amount:
		return paid, nil
	}
	supplier := strings.HasPrefix(in.Owed, supplierAccount)
	if !supplier && !strings.HasPrefix(in.Owed, borrowedAccount) || supplier && strings.TrimSpace(in.Supplier) == "" {
		return 0, []Problem{{Key: ProblemAssetOwed, Args: []any{c.Amount - paid, in.Owed}}}
	}
	return paid, nil
}
