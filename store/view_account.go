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
		pattern, mine := account.Code, "= '"+quotedText(account.Code)+"'"
		if account.Heading {
			pattern += "*"
			mine = "GLOB '" + quotedText(pattern) + "'"
		}
		if from != 0 {
			t := tally{to: from.AddDays(-1), only: []string{pattern}}
			if err := t.add(ctx, q); err != nil {
				return err
			}
			page.Opening = t.total().Closing()
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
