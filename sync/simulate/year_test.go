package simulate_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"lumbung/store"
	"lumbung/store/coop"
	"lumbung/store/report"
)

// yearBook is a real book with a chair who closes and reopens.
type yearBook struct {
	*store.Book
	t        testing.TB
	folder   string
	who      coop.Session // the treasurer
	chair    coop.Session
	accounts []coop.AccountRow // that entries may use
	quick    bool              // hledger adds up its own tree; its compound statements take five times as long
}

const yearPhrase = "sawah kerbau hujan lumbung"

func newYearBook(t testing.TB, folder string) *yearBook {
	t.Helper()
	b := &yearBook{t: t, folder: folder}
	b.Book, b.who = foundBook(t, folder)
	users, err := b.Users(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range users {
		if u.Role == coop.RoleChair {
			b.chair = coop.Session{User: u.User, Name: u.Name, Role: u.Role}
		}
	}
	if _, err := b.MakeUserKey(t.Context(), b.chair, yearPhrase, ""); err != nil {
		t.Fatal(err)
	}
	all, err := b.Accounts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range all {
		if !a.Heading && a.Type != coop.Memo && !strings.HasPrefix(a.Code, "315") && a.Code != coop.AccountSummary {
			b.accounts = append(b.accounts, a)
		}
	}
	return b
}

// signed records an act under the chair's signature.
func (b *yearBook) signed(kind coop.Kind, body any) {
	b.t.Helper()
	mark, err := b.Sign(b.t.Context(), b.chair, yearPhrase, kind, body)
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err := b.Record(b.t.Context(), b.chair, coop.Act{Kind: kind, Body: body, Mark: mark}); err != nil {
		b.t.Fatal(err)
	}
}

// closeYear closes the months up to November, and then the year: its December alone where it has no result to close.
func (b *yearBook) closeYear(year coop.Month) {
	b.t.Helper()
	for _, period := range []coop.Month{year*100 + 11, year*100 + 12} {
		plan, err := b.PlanClose(b.t.Context(), period, period%100 == 12)
		if err == nil && plan.Body.Year && len(plan.Body.Lines) == 0 {
			plan, err = b.PlanClose(b.t.Context(), period, false)
		}
		if err != nil {
			b.t.Fatal(err)
		}
		if against := plan.Against("sudah ditanyakan"); len(against) > 0 {
			b.t.Fatalf("%d: %v", period, against)
		}
		b.signed(coop.KindClose, plan.Body)
	}
}

// reopen voids the last close.
func (b *yearBook) reopen() {
	b.t.Helper()
	body, err := b.ReopenBody(b.t.Context(), "kurang bukti")
	if err != nil {
		b.t.Fatal(err)
	}
	b.signed(coop.KindReopen, body)
}

// fill records n entries of a year on random days and accounts, and takes some of them back.
func (b *yearBook) fill(r *rand.Rand, year coop.Date, n int) {
	b.t.Helper()
	var acts []coop.Act
	for range n {
		day := year*10000 + coop.Date(100*(1+r.IntN(12))+1+r.IntN(28))
		sum := coop.Money(0)
		var lines []coop.Line
		for range 1 + r.IntN(3) {
			amount := coop.Money(1+r.IntN(5_000_000)) * 50
			if r.IntN(2) == 0 {
				amount = -amount
			}
			lines = append(lines, coop.Line{Account: b.accounts[r.IntN(len(b.accounts))].Code, Amount: amount})
			sum += amount
		}
		if sum == 0 {
			continue
		}
		lines = append(lines, coop.Line{Account: b.accounts[r.IntN(len(b.accounts))].Code, Amount: -sum})
		acts = append(acts, coop.Act{Kind: coop.KindEntry, Body: coop.Entry{Date: day, Remark: "uji", Lines: lines}})
	}
	done, err := b.Import(b.t.Context(), b.who, acts)
	if err != nil {
		b.t.Fatal(err)
	}
	var back []coop.Act
	for i, one := range done {
		if r.IntN(20) == 0 {
			day := acts[i].Body.(coop.Entry).Date
			back = append(back, coop.Act{Kind: coop.KindReversal, Body: coop.Reversal{
				Entry: one.ID, Date: min(day.AddDays(r.IntN(90)), year*10000+1231), Reason: "uji",
			}})
		}
	}
	if len(back) > 0 {
		if _, err := b.Record(b.t.Context(), b.who, back...); err != nil {
			b.t.Fatal(err)
		}
	}
}

// hledger asks the other program about the exported book and gives its rows: account's name and amount.
func (b *yearBook) hledger(args ...string) [][]string {
	b.t.Helper()
	args = append(args, "-f", filepath.Join(b.folder, "book.journal"), "-O", "csv")
	said, err := exec.Command("hledger", args...).Output()
	if err != nil {
		b.t.Fatalf("hledger %v: %v", args, err)
	}
	in := csv.NewReader(bytes.NewReader(said))
	in.FieldsPerRecord = -1
	rows, err := in.ReadAll()
	if err != nil {
		b.t.Fatal(err)
	}
	return rows
}

// sen reads an amount as hledger writes it.
func (b *yearBook) sen(text string) coop.Money {
	b.t.Helper()
	if text == "" { // a part with nothing in it
		return 0
	}
	m, err := coop.ParseData(strings.TrimSpace(strings.ReplaceAll(text, "Rp", "")))
	if err != nil {
		b.t.Fatal(err)
	}
	return m
}

// agrees holds our trial balance, balance sheet and result of a year against hledger's.
func (b *yearBook) agrees(when string, year int) {
	t, ctx := b.t, context.Background()
	t.Helper()
	var out bytes.Buffer
	if err := report.WriteHledger(ctx, &out, b.Book, "id"); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(b.folder, "book.journal"), out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	end, until := coop.Date(year*10000+1231), fmt.Sprintf("%d-01-01", year+1)
	ours, err := b.TrialBalance(ctx, 0, end)
	if err != nil {
		t.Fatal(err)
	}
	mine, headings := map[string]coop.Money{}, map[string]bool{}
	for _, a := range ours {
		headings[a.Account.Code] = a.Account.Heading
		if !a.Account.Heading && a.Closing() != 0 {
			mine[a.Account.Code] = a.Closing()
		}
	}
	classes := map[byte]coop.Money{} // by the first digit of their codes, as hledger adds them up
	for _, row := range b.hledger("balance", "-e", until, "--tree", "--no-elide", "--no-total")[1:] {
		leaf := row[0][strings.LastIndex(row[0], ":")+1:]
		code, _, _ := strings.Cut(leaf, " ")
		if !strings.Contains(row[0], ":") {
			classes[code[0]] += b.sen(row[1])
		}
		if headings[code] {
			continue
		}
		if got := b.sen(row[1]); got != mine[code] {
			t.Fatalf("%s, %d: %s is %v for hledger and %v for us", when, year, code, got, mine[code])
		}
		delete(mine, code)
	}
	if len(mine) > 0 {
		t.Fatalf("%s, %d: hledger does not know %v", when, year, mine)
	}
	if b.quick {
		result := coop.Money(0)
		start := fmt.Sprint(year)
		for _, row := range b.hledger("balance", "-b", start, "-e", until, "--depth", "1", "not:code:TUTUP")[1:] {
			if strings.ContainsRune(resultClasses, rune(row[0][0])) {
				result -= b.sen(row[1])
			}
		}
		unclosed := coop.Money(0)
		for _, class := range resultClasses {
			unclosed -= classes[byte(class)]
		}
		b.statementsAgree(when, year, []coop.Money{classes['1'], -classes['2'], -classes['3']}, unclosed, result)
		return
	}
	b.compoundAgree(when, year, until)
	b.flowsAgree(year)
}

// daysAgree holds what moved on days that are no whole months, and what there was before and after them, against
// hledger's. The days are those of entries, and the days beside them: there it would show that one is left out or
// counted twice.
func (b *yearBook) daysAgree(r *rand.Rand, year int) {
	t := b.t
	t.Helper()
	start := coop.Date(year*10000 + 101)
	entries, err := b.Entries(context.Background(), coop.EntryQuery{From: start, To: start + 1130, Posted: true})
	if err != nil {
		t.Fatal(err)
	}
	near := func() coop.Date {
		return min(max(start, entries[r.IntN(len(entries))].Posted.AddDays(r.IntN(3)-1)), start+1130)
	}
	from, to := near(), near()
	if from > to {
		from, to = to, from
	}
	ours, err := b.TrialBalance(context.Background(), from, to)
	if err != nil {
		t.Fatal(err)
	}
	begin, end := from.String(), to.AddDays(1).String()
	for what, c := range map[string]struct {
		of   func(coop.AccountBalance) coop.Money
		args []string
	}{
		"opening": {func(a coop.AccountBalance) coop.Money { return a.Opening }, []string{"-e", begin}},
		"movement": {
			func(a coop.AccountBalance) coop.Money { return a.Debit - a.Credit }, []string{"-b", begin, "-e", end},
		},
		"closing": {func(a coop.AccountBalance) coop.Money { return a.Closing() }, []string{"-e", end}},
	} {
		mine := map[string]coop.Money{}
		for _, a := range ours {
			if m := c.of(a); !a.Account.Heading && m != 0 {
				mine[a.Account.Code] = m
			}
		}
		for _, row := range b.hledger(append([]string{"balance", "--flat", "--no-total"}, c.args...)...)[1:] {
			code, _, _ := strings.Cut(row[0][strings.LastIndex(row[0], ":")+1:], " ")
			if got := b.sen(row[1]); got != mine[code] {
				t.Fatalf("%s, %s to %s: %s is %v for hledger and %v for us", what, begin, end, code, got, mine[code])
			}
			delete(mine, code)
		}
		if len(mine) > 0 {
			t.Fatalf("%s, %s to %s: hledger does not know %v", what, begin, end, mine)
		}
	}
}

const resultClasses = "45678" // revenue, cost, expenses, other, tax: the first digit of their codes

// compoundAgree asks hledger for its own balance sheet and income statement.
func (b *yearBook) compoundAgree(when string, year int, until string) {
	t := b.t
	t.Helper()
	var totals []coop.Money // assets, liabilities, equity as hledger has them
	for _, row := range b.hledger("balancesheetequity", "-e", until) {
		if strings.HasPrefix(strings.ToLower(row[0]), "total") {
			totals = append(totals, b.sen(strings.Join(row[1:], "")))
		}
	}
	if len(totals) < 3 {
		t.Fatal(b.hledger("balancesheetequity", "-e", until))
	}
	// What no year has closed yet stands on revenue and cost for hledger, and in the equity of our balance sheet.
	unclosed := b.net("incomestatement", "-e", until)
	result := b.net("incomestatement", "-b", fmt.Sprint(year), "-e", until, "not:code:TUTUP")
	b.statementsAgree(when, year, totals, unclosed, result)
}

// statementsAgree holds our balance sheet and result against what hledger says: the totals of assets, liabilities and
// equity, the result that is not closed, and that of the year without the entries that carry it away.
func (b *yearBook) statementsAgree(when string, year int, totals []coop.Money, unclosed, result coop.Money) {
	t := b.t
	t.Helper()
	period := report.Period{Year: year}
	position, income := b.sheet("balance-sheet", period), b.sheet("income", period)
	for i, words := range []string{"TOTAL ASET", "Total liabilitas"} {
		if got := rowOf(position, words); got != totals[i] {
			t.Fatalf("%s, %d: %s is %v for hledger and %v for us", when, year, words, totals[i], got)
		}
	}
	if got := rowOf(position, "Total ekuitas"); got != totals[2]+unclosed {
		t.Fatalf("%s, %d: equity is %v and %v open for hledger, %v for us", when, year, totals[2], unclosed, got)
	}
	if got := rowOf(income, "SHU TAHUN BERJALAN"); got != result {
		t.Fatalf("%s, %d: the result is %v for hledger and %v for us", when, year, result, got)
	}
}

// flowsAgree wants the cash flow that is added up in the database to be the one that is told entry by entry, of a year,
// of a month and of days that are no month; and again, when it is remembered.
func (b *yearBook) flowsAgree(year int) {
	b.t.Helper()
	start := coop.Date(year * 10000)
	for _, period := range []report.Period{
		{Year: year}, {Month: coop.Month(year*100 + 7)}, {From: start + 317, To: start + 905}, {Year: year},
	} {
		order := report.Order{Name: "cash-flow", Period: period}
		var text [2]bytes.Buffer
		for i, source := range []report.Source{b.Book, struct{ report.Source }{b.Book}} {
			sheet, err := report.Build(context.Background(), source, order)
			if err != nil {
				b.t.Fatal(err)
			}
			if err := report.Write(&text[i], sheet, "csv"); err != nil {
				b.t.Fatal(err)
			}
		}
		if text[0].String() != text[1].String() {
			b.t.Fatalf("%+v: added up\n%s\nentry by entry\n%s", period, &text[0], &text[1])
		}
	}
}

// net is the last row of an income statement of hledger.
func (b *yearBook) net(args ...string) coop.Money {
	b.t.Helper()
	for _, row := range b.hledger(args...) {
		if strings.HasPrefix(row[0], "Net") && len(row) > 1 {
			return b.sen(row[1])
		}
	}
	return 0
}

func (b *yearBook) sheet(name string, period report.Period) *report.Sheet {
	b.t.Helper()
	sheet, err := report.Build(context.Background(), b.Book, report.Order{Name: name, Period: period})
	if err != nil {
		b.t.Fatal(err)
	}
	if !sheet.Agrees() {
		b.t.Fatalf("%s: %v", name, sheet.Notes)
	}
	return sheet
}

// rowOf gives the first amount of the row with these words: that of the period, not of the year before.
func rowOf(s *report.Sheet, words string) coop.Money {
	for _, row := range s.Rows {
		said := false
		for _, cell := range row.Cells {
			said = said || cell.Kind == report.Text && cell.Text == words
			if said && cell.Kind == report.Amount {
				return cell.Amount
			}
		}
	}
	return 0
}

// For any book of some years with reversals, closings and reopenings, hledger comes to our trial balance, balance sheet
// and result from the exported file, before and after closing. With LUMBUNG_LONG it is a thousand books of up to two
// thousand entries; there every tenth asks hledger for its own statements, the others for its tree of accounts.
func TestHledgerAgreesThroughTheYears(t *testing.T) {
	if _, err := exec.LookPath("hledger"); err != nil {
		t.Skip("hledger is not installed here; .ci/deps installs it")
	}
	long := os.Getenv("LUMBUNG_LONG") != ""
	books, most := 8, 150
	if long {
		books, most = 1000, 2000
	}
	for seed := range books {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(uint64(seed), 41))
			b := newYearBook(t, t.TempDir())
			b.quick = long && seed%10 > 0
			n := 1 + r.IntN(most/2)
			b.fill(r, 2024, n)
			b.agrees("open", 2024)
			b.closeYear(2024)
			b.agrees("closed", 2024)
			b.fill(r, 2025, n)
			b.agrees("open", 2025)
			b.closeYear(2025)
			b.agrees("closed", 2025)
			b.agrees("closed long ago", 2024)
			for range 3 {
				b.daysAgree(r, 2024+r.IntN(2))
			}
			if r.IntN(2) == 0 {
				b.reopen()
				b.agrees("reopened", 2025)
			}
			if seed%10 > 0 {
				return
			}
			if found, err := b.Verify(t.Context(), nil); err != nil || len(found) > 0 {
				t.Fatal(found, err)
			}
		})
	}
}
