package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"

	"lumbung/store/coop"
)

// TrialBalance gives every account with anything in it, in chart order; headings carry the sums of what is under them.
// From 0 means since the beginning: Opening is 0 then. At the ends of months it costs the number of accounts and
// months, another day adds the lines of its month by index.
func (b *Book) TrialBalance(ctx context.Context, from, to coop.Date) ([]coop.AccountBalance, error) {
	return b.balances(ctx, tally{from: from, to: to})
}

// OutletBalance is the trial balance of one outlet; an empty code is what belongs to none.
func (b *Book) OutletBalance(
	ctx context.Context, outlet string, from, to coop.Date,
) ([]coop.AccountBalance, error) {
	return b.balances(ctx, tally{from: from, to: to, one: true, outlet: outlet})
}

// Closing gives the lines, posted in the period, of entries that pass through the summary: those that close a year.
func (b *Book) Closing(ctx context.Context, from, to coop.Date) ([]coop.Line, error) {
	var lines []coop.Line
	text := "SELECT l.account, l.outlet, l.amount FROM (SELECT DISTINCT entry FROM line WHERE account = ? AND " +
		"posted BETWEEN ? AND ?) e CROSS JOIN line l ON l.entry = e.entry ORDER BY l.entry, l.n"
	args := []any{coop.AccountSummary, int64(max(from, 1)), int64(to)}
	err := b.look(ctx, func(q *sql.Tx) error {
		var l coop.Line
		var amount int64
		return eachRow(ctx, q, text, args, []any{&l.Account, &l.Outlet, &amount}, func() error {
			l.Amount = coop.Money(amount)
			lines = append(lines, l)
			return nil
		})
	})
	return lines, err
}

// tally adds up balances.
type tally struct {
	from, to coop.Date
	one      bool // one outlet only
	outlet   string
	sums     map[string]*coop.AccountBalance
}

func (b *Book) balances(ctx context.Context, t tally) ([]coop.AccountBalance, error) {
	var rows []coop.AccountBalance
	err := b.look(ctx, func(q *sql.Tx) error {
		accounts, err := rowsOf[*coop.AccountRow](ctx, q, "ORDER BY code")
		if err != nil {
			return err
		}
		if err := t.add(ctx, q); err != nil {
			return err
		}
		rows = t.roll(accounts)
		return nil
	})
	return rows, err
}

func (t *tally) of(account string) *coop.AccountBalance {
	if t.sums[account] == nil {
		t.sums[account] = &coop.AccountBalance{}
	}
	return t.sums[account]
}

// add reads whole months from the running sums and the parts of months at both ends from the lines.
func (t *tally) add(ctx context.Context, q *sql.Tx) error {
	t.sums = map[string]*coop.AccountBalance{}
	first, last := t.from.Month(), t.to.Month()
	broken := t.from != 0 && t.from != first.First()
	wholeFrom, wholeTo := first, last
	if broken {
		wholeFrom = first.Last().AddDays(1).Month()
	}
	if t.to != last.Last() {
		wholeTo = last.First().AddDays(-1).Month()
	}
	if err := t.months(ctx, q, wholeFrom, wholeTo); err != nil {
		return err
	}
	if broken {
		if err := t.days(ctx, q, first.First(), t.from.AddDays(-1), true); err != nil {
			return err
		}
		if err := t.days(ctx, q, t.from, min(t.to, first.Last()), false); err != nil {
			return err
		}
	}
	if t.to == last.Last() || broken && first == last {
		return nil
	}
	return t.days(ctx, q, last.First(), t.to, false)
}

// months adds what moved in whole months: before the period to the opening, inside it to the movements.
func (t *tally) months(ctx context.Context, q *sql.Tx, first, last coop.Month) error {
	text := "SELECT account, month < ?, sum(debit), sum(credit) FROM balance WHERE (month < ? OR month BETWEEN ? AND ?)"
	before := int64(t.from.Month())
	args := []any{before, before, int64(first), int64(last)}
	if t.one {
		text += " AND outlet = ?"
		args = append(args, t.outlet)
	}
	var account string
	var debit, credit int64
	var opening bool
	text += " GROUP BY 1, 2"
	return eachRow(ctx, q, text, args, []any{&account, &opening, &debit, &credit}, func() error {
		sum := t.of(account)
		if opening {
			sum.Opening += coop.Money(debit - credit)
			return nil
		}
		sum.Debit += coop.Money(debit)
		sum.Credit += coop.Money(credit)
		return nil
	})
}

// days adds the lines of a part of one month. Only accounts that moved in that month are looked at.
func (t *tally) days(ctx context.Context, q *sql.Tx, from, to coop.Date, opening bool) error {
	if from > to {
		return nil
	}
	text := "SELECT m.account, sum(max(l.amount, 0)), sum(max(-l.amount, 0)) FROM " +
		"(SELECT DISTINCT account FROM balance WHERE month = ?) m CROSS JOIN line l " +
		"ON l.account = m.account AND l.posted BETWEEN ? AND ?"
	args := []any{int64(from.Month()), int64(from), int64(to)}
	if t.one {
		text += " AND l.outlet = ?"
		args = append(args, t.outlet)
	}
	var account string
	var debit, credit int64
	text += " GROUP BY m.account"
	return eachRow(ctx, q, text, args, []any{&account, &debit, &credit}, func() error {
		sum := t.of(account)
		if opening {
			sum.Opening += coop.Money(debit - credit)
			return nil
		}
		sum.Debit += coop.Money(debit)
		sum.Credit += coop.Money(credit)
		return nil
	})
}

// roll puts accounts with anything in them into chart order and adds them up under their headings.
func (t *tally) roll(accounts []*coop.AccountRow) []coop.AccountBalance {
	known := map[string]*coop.AccountRow{}
	for _, a := range accounts {
		known[a.Code] = a
	}
	out := map[string]*coop.AccountBalance{}
	for code, sum := range t.sums {
		if sum.Opening == 0 && sum.Debit == 0 && sum.Credit == 0 {
			continue
		}
		for n := 1; n <= len(code); n++ {
			a := known[code[:n]]
			if a == nil || (n < len(code) && !a.Heading) {
				continue
			}
			if out[a.Code] == nil {
				out[a.Code] = &coop.AccountBalance{Account: *a}
			}
			into := out[a.Code]
			into.Opening += sum.Opening
			into.Debit += sum.Debit
			into.Credit += sum.Credit
		}
	}
	rows := make([]coop.AccountBalance, 0, len(out))
	for _, row := range out {
		rows = append(rows, *row)
	}
	slices.SortFunc(rows, func(a, b coop.AccountBalance) int { return cmp.Compare(a.Account.Code, b.Account.Code) })
	return rows
}

// AccountPage gives one account over a period, or all accounts under a heading together. An account that is not in the
// chart gives a coop.Problem.
func (b *Book) AccountPage(ctx context.Context, code string, from, to coop.Date) (coop.AccountPage, error) {
	rows, err := all[*coop.AccountRow](ctx, b, "WHERE code = ?", code)
	if err != nil {
		return coop.AccountPage{}, err
	}
	if len(rows) == 0 {
		return coop.AccountPage{}, coop.Problem{Key: "account.unknown", Args: []any{code}}
	}
	return b.page(ctx, *rows[0], from, to)
}

// CashBook gives all tills together, from day to day.
func (b *Book) CashBook(ctx context.Context, from, to coop.Date) (coop.AccountPage, error) {
	return b.page(ctx, coop.AccountRow{Code: cashPrefix, Type: coop.Asset, Heading: true}, from, to)
}

// BankBook gives all banks together.
func (b *Book) BankBook(ctx context.Context, from, to coop.Date) (coop.AccountPage, error) {
	return b.page(ctx, coop.AccountRow{Code: bankPrefix, Type: coop.Asset, Heading: true}, from, to)
}

// Beginnings of the codes of money accounts (domain §4).
const (
	cashPrefix = "111"
	bankPrefix = "112"
)

// page reads the lines of one account, or of all under a heading, by the index (account, posted).
func (b *Book) page(ctx context.Context, account coop.AccountRow, from, to coop.Date) (coop.AccountPage, error) {
	page := coop.AccountPage{Account: account, From: from, To: to}
	err := b.look(ctx, func(q *sql.Tx) error {
		mine := "= '" + quotedText(account.Code) + "'"
		if account.Heading {
			mine = "GLOB '" + quotedText(account.Code) + "*'"
		}
		if from != 0 {
			t := tally{to: from.AddDays(-1)}
			if err := t.add(ctx, q); err != nil {
				return err
			}
			for code, sum := range t.sums {
				if code == account.Code || account.Heading && strings.HasPrefix(code, account.Code) {
					page.Opening += sum.Debit - sum.Credit
				}
			}
		}
		return pageLines(ctx, q, mine, &page)
	})
	return page, err
}

// quotedText makes a text safe inside single quotes.
func quotedText(s string) string { return strings.ReplaceAll(s, "'", "''") }

// pageLines reads the lines in the order of the journal and keeps the running balance.
func pageLines(ctx context.Context, q *sql.Tx, mine string, page *coop.AccountPage) error {
	members, err := memberNames(ctx, q)
	if err != nil {
		return err
	}
	letters, err := lettersOf(ctx, q)
	if err != nil {
		return err
	}
	single := func(column, rest string) string {
		return "(SELECT CASE WHEN min(" + column + ") = max(" + column + ") THEN min(" + column +
			") END FROM line o WHERE o.entry = l.entry AND " + rest + ")"
	}
	text := "SELECT " + pageColumns + ", " +
		single("account", "NOT o.account "+mine) + ", " + single("member", "o.member <> zeroblob(16)") +
		" FROM (SELECT code FROM account WHERE code " + mine + " AND heading = 0) a CROSS JOIN line l " +
		"ON l.account = a.code AND l.posted BETWEEN ? AND ? JOIN entry e ON e.id = l.entry " +
		"ORDER BY l.posted, e.lamport, e.id, l.n"
	var id, log, member []byte
	var against sql.NullString
	var kind, posted, date, serial, amount int64
	var line coop.PageLine
	var book string
	balance := page.Opening
	into := []any{
		&id, &kind, &posted, &log, &book, &date, &serial, &line.Occasion, &line.Remark, &line.Evidence, &amount,
		&against, &member,
	}
	args := []any{int64(max(page.From, 1)), int64(page.To)}
	return eachRow(ctx, q, text, args, into, func() error {
		line.Entry, line.Kind, line.Date = idOf(id), coop.Kind(kind), coop.Date(posted)
		line.Voucher = voucherOf(letters[idOf(log)], book, coop.Date(date), serial)
		line.Against, line.Member, line.Amount = against.String, members[idOf(member)].Name, coop.Money(amount)
		balance += line.Amount
		line.Balance = balance
		page.Lines = append(page.Lines, line)
		return nil
	})
}

// pageColumns are what a line of a page says of its entry.
const pageColumns = "e.id, e.kind, l.posted, e.log, e.book, e.date, e.serial, e.occasion, e.remark, e.evidence, " +
	"l.amount"

// idOf reads an id from a cell; zero from anything else.
func idOf(cell []byte) coop.ID {
	if len(cell) != len(coop.ID{}) {
		return coop.ID{}
	}
	return coop.ID(cell)
}

// voucherOf writes a voucher number; an entry without a number has none.
func voucherOf(letters, book string, date coop.Date, serial int64) string {
	if serial == 0 || book == "" {
		return ""
	}
	return coop.VoucherNumber(book, letters, date, serial)
}

// lettersOf gives the letters of every log.
func lettersOf(ctx context.Context, q *sql.Tx) (map[coop.ID]string, error) {
	logs, err := rowsOf[*coop.LogRow](ctx, q, "")
	all := map[coop.ID]string{}
	for _, l := range logs {
		all[l.Log] = l.Letters
	}
	return all, err
}

// memberNames gives every registration by its id.
func memberNames(ctx context.Context, q *sql.Tx) (map[coop.ID]*coop.MemberRow, error) {
	rows, err := rowsOf[*coop.MemberRow](ctx, q, "")
	all := map[coop.ID]*coop.MemberRow{{}: {}}
	for _, m := range rows {
		all[m.Member] = m
	}
	return all, err
}
