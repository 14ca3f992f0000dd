package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"lumbung/store"
	"lumbung/store/coop"
	"lumbung/store/report"
)

// packLedger is what the papers must say, added up from the entries one by one: no sum of the program's own is asked.
type packLedger struct {
	accounts map[string]coop.AccountRow
	held     map[string]coop.Money            // by account at the year's end, debit positive, without closing entries
	came     map[string]coop.Money            // by account of the result in the year
	closed   map[string]coop.Money            // by account at the year's end, as the trial balance has it
	saved    map[string]map[string]coop.Money // by member's number and account
	owed     map[coop.ID]coop.Money           // by loan, on 121…
	assets   map[coop.ID][2]coop.Money        // by card: cost, and what is worn of it
	terms    coop.Money                       // on 21103 under a deposit
	members  map[coop.ID]coop.MemberView
}

func readPackLedger(t *testing.T, book *store.Book, year int) *packLedger {
	t.Helper()
	ctx := context.Background()
	l := &packLedger{
		accounts: map[string]coop.AccountRow{}, held: map[string]coop.Money{}, came: map[string]coop.Money{},
		closed: map[string]coop.Money{}, saved: map[string]map[string]coop.Money{}, owed: map[coop.ID]coop.Money{},
		assets: map[coop.ID][2]coop.Money{}, members: map[coop.ID]coop.MemberView{},
	}
	accounts, err := book.Accounts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range accounts {
		l.accounts[a.Code] = a
	}
	members, err := book.Members(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range members {
		l.members[m.Member] = m
	}
	first, last := coop.Date(year*10000+101), coop.Date(year*10000+1231)
	err = book.EachEntry(ctx, coop.EntryQuery{To: last, Posted: true}, func(e *coop.EntryView) error {
		closes := slices.ContainsFunc(e.Lines, func(x coop.LineView) bool { return x.Account == coop.AccountSummary })
		for _, x := range e.Lines {
			l.closed[x.Account] += x.Amount
			if closes {
				continue
			}
			l.take(x.Line, e.Posted >= first)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// take adds up one line.
func (l *packLedger) take(x coop.Line, inYear bool) {
	l.held[x.Account] += x.Amount
	if inYear && x.Account[0] >= '4' && x.Account[0] <= '8' {
		l.came[x.Account] -= x.Amount
	}
	if m, ok := l.members[x.Member]; ok && slices.Contains(coop.SavingAccounts, x.Account) {
		if l.saved[m.Number] == nil {
			l.saved[m.Number] = map[string]coop.Money{}
		}
		l.saved[m.Number][x.Account] -= x.Amount
	}
	if strings.HasPrefix(x.Account, "121") && x.Account != "12109" && !x.Loan.IsZero() {
		l.owed[x.Loan] += x.Amount
	}
	if x.Account == coop.AccountTerm && !x.Loan.IsZero() {
		l.terms -= x.Amount
	}
	if card := l.assets[x.Asset]; !x.Asset.IsZero() {
		if strings.HasPrefix(x.Account, "161") {
			card[0] += x.Amount
		} else if strings.HasPrefix(x.Account, "162") {
			card[1] -= x.Amount
		}
		l.assets[x.Asset] = card
	}
}

// surplus is the year's result.
func (l *packLedger) surplus() (sum coop.Money) {
	for _, m := range l.came {
		sum += m
	}
	return sum
}

// packWant is a row that a paper must have: how it begins, and the figures at its end.
type packWant struct {
	paper, begins string
	figures       []coop.Money
}

// wants are the figures of the papers, by the ledger.
func (l *packLedger) wants(loans coop.LoanRegister, cards coop.AssetList) []packWant {
	all := append(l.byAccount(), l.bySum()...)
	add := func(paper, begins string, figures ...coop.Money) {
		all = append(all, packWant{paper, begins, figures})
	}
	for number, by := range l.saved {
		sum, figures := coop.Money(0), []coop.Money{}
		for _, account := range []string{"31101", "31102", "21101", coop.AccountTerm} {
			figures, sum = append(figures, by[account]), sum+by[account]
		}
		add("savings", number+" ", append(figures, sum)...)
	}
	for _, v := range loans.Loans {
		if owed := l.owed[v.Case.ID]; owed != 0 {
			add("loan-quality", v.Number, owed)
		}
	}
	for _, v := range cards.All {
		if card := l.assets[v.Asset]; card[0] != 0 {
			add("assets", v.Card.Tag, card[0], card[1], card[0]-card[1])
		}
	}
	if l.terms != 0 {
		add("terms", "SB-", l.terms)
	}
	return all
}

// byAccount are the rows of accounts in the statements.
func (l *packLedger) byAccount() (all []packWant) {
	for code := range l.accounts {
		held, closed := l.held[code], l.closed[code]
		if held != 0 && code < "4" && code != coop.AccountSurplus {
			if code >= "2" {
				held = -held
			}
			all = append(all, packWant{"balance-sheet", code, []coop.Money{held}})
		}
		if came := l.came[code]; came != 0 {
			all = append(all, packWant{"income", code, []coop.Money{came}})
		}
		if closed != 0 {
			all = append(all, packWant{"trial-balance", code, []coop.Money{max(closed, 0), max(-closed, 0)}})
		}
	}
	return all
}

// bySum are the totals of the statements.
func (l *packLedger) bySum() []packWant {
	var left, cash, assets, debts, own coop.Money
	for code, held := range l.held {
		left += max(0, l.closed[code])
		switch {
		case code < "2":
			assets += held
		case code < "3":
			debts -= held
		case code < "4":
			own -= held
		}
		if strings.HasPrefix(code, "111") || strings.HasPrefix(code, "112") {
			cash += held
		}
	}
	surplus := l.surplus()
	one := func(paper, begins string, figures ...coop.Money) packWant { return packWant{paper, begins, figures} }
	return []packWant{
		one("trial-balance", "Jumlah", left, left),
		one("balance-sheet", coop.AccountSurplus, surplus),
		one("balance-sheet", "TOTAL ASET", assets),
		one("balance-sheet", "TOTAL LIABILITAS DAN EKUITAS", assets),
		one("balance-sheet", "Total liabilitas", debts),
		one("balance-sheet", "Total ekuitas", own+surplus),
		one("income", "SHU TAHUN BERJALAN", surplus),
		one("equity", "SHU periode ini", surplus, surplus),
		one("cash-flow", "KAS AKHIR", cash),
		one("surplus", "Jumlah yang dibagi", surplus),
	}
}

// annualPapers are the papers of the practice village's closed year, as a file, with what its ledger says.
func annualPapers(t *testing.T, format string) (file string, wants []packWant) {
	t.Helper()
	ctx := context.Background()
	book, _, err := openPractice(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { book.Close() })
	now := time.Now()
	year := newPracticeVillage(&now, now).last
	last := coop.Date(year*10000 + 1231)
	loans, err := book.Loans(ctx, last)
	if err != nil {
		t.Fatal(err)
	}
	cards, err := book.Assets(ctx, last)
	if err != nil {
		t.Fatal(err)
	}
	pack, err := report.BuildPack(ctx, book, report.PackOrder{Year: year, Lang: "id", Printed: coop.DateFromTime(now)})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := pack.Write(&out, format); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	file = filepath.Join(folder, "rat."+format)
	if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file, readPackLedger(t, book, year).wants(loans, cards)
}

var packFigure = regexp.MustCompile(`^\(?[0-9.]+(,[0-9]{2})?\)?$|^–$`)

// missing says which rows a paper lacks: lines are its rows as cells, told says a figure as the paper writes it.
func missing(t *testing.T, wants []packWant, lines map[string][][]string, told func(coop.Money) string) {
	t.Helper()
	if len(wants) < 70 {
		t.Fatalf("only %d rows to compare", len(wants))
	}
	for _, w := range wants {
		var figures []string
		for _, m := range w.figures {
			figures = append(figures, told(m))
		}
		want := " " + strings.Join(figures, " ") + " "
		if !slices.ContainsFunc(lines[w.paper], func(cells []string) bool {
			return (cells[0] == strings.TrimSpace(w.begins) || strings.HasPrefix(cells[0], w.begins)) &&
				strings.Contains(" "+strings.Join(cells, " ")+" ", want)
		}) {
			t.Errorf("%s has no row %q with%s:\n%v", w.paper, w.begins, want, lines[w.paper])
		}
	}
}

// papersOf names the papers by the beginnings of their titles.
func papersOf(title string) string {
	for _, name := range []string{
		"balance-sheet", "income", "equity", "cash-flow", "trial-balance", "savings", "loan-quality", "assets", "terms",
		"surplus",
	} {
		if strings.HasPrefix(report.TitleOf(name)[0], title) {
			return name
		}
	}
	return ""
}

// Every figure of the papers, read from the PDF by another program, is what the entries add up to.
func TestAnnualPapers_PracticePDF(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed here; .ci/deps installs it")
	}
	file, wants := annualPapers(t, "pdf")
	text, err := exec.Command("pdftotext", "-layout", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	lines, known := map[string][][]string{}, map[string]bool{}
	for _, w := range wants {
		known[w.paper+w.begins] = true
	}
	foot := regexp.MustCompile(`\(latihan\) · (.*?)  +Dicetak`)
	for page := range strings.SplitSeq(string(text), "\f") {
		titled := foot.FindStringSubmatch(page)
		if titled == nil {
			continue
		}
		name := papersOf(titled[1])
		for line := range strings.Lines(page) {
			words := strings.Fields(line)
			if len(words) < 2 {
				continue
			}
			at := len(words)
			for at > 1 && packFigure.MatchString(words[at-1]) {
				at--
			}
			begins := strings.Join(words[:at], " ")
			lines[name] = append(lines[name], append([]string{begins}, words[at:]...))
			code := words[0]
			if (name == "balance-sheet" || name == "income") && len(code) == 5 && packFigure.MatchString(code) &&
				!known[name+code] {
				t.Errorf("%s has a row that the ledger does not: %s", name, line)
			}
		}
	}
	missing(t, wants, lines, func(m coop.Money) string {
		if m == 0 {
			return "–"
		}
		return coop.FormatPlain(m)
	})
}

// The same figures in the workbook, reckoned anew by LibreOffice.
func TestAnnualPapers_PracticeWorkbook(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed here: too large for every machine that tests")
	}
	file, wants := annualPapers(t, "xlsx")
	folder := filepath.Dir(file)
	done := exec.Command(office, "-env:UserInstallation=file://"+filepath.Join(folder, "profile"), "--headless",
		"--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1",
		"--outdir", folder, file)
	if said, err := done.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	files, _ := filepath.Glob(filepath.Join(folder, "rat-*.csv"))
	lines := map[string][][]string{}
	for _, f := range files {
		title := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(f), "rat-"), ".csv")
		name := papersOf(title[3:]) // behind its number
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		in := csv.NewReader(bytes.NewReader(data))
		in.FieldsPerRecord = -1
		rows, err := in.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			var cells []string
			for _, cell := range row {
				if cell = strings.TrimSpace(cell); cell != "" {
					cells = append(cells, cell)
				}
			}
			if len(cells) > 1 {
				lines[name] = append(lines[name], cells)
			}
		}
	}
	missing(t, wants, lines, coop.FormatData)
}

// tampered is the practice book with one figure that is not what the ledger says.
type tampered struct {
	*store.Book
	what string
}

func (v tampered) Savings(ctx context.Context, to coop.Date) ([]coop.SavingsView, error) {
	all, err := v.Book.Savings(ctx, to)
	if v.what == "savings" {
		all[3].By["31102"] += coop.Rupiah
	}
	return all, err
}

func (v tampered) Flows(ctx context.Context, from, to coop.Date) (coop.Flows, error) {
	all, err := v.Book.Flows(ctx, from, to)
	if v.what == "flows" && len(all.By) > 0 {
		all.By = all.By[1:]
	}
	return all, err
}

func (v tampered) Loans(ctx context.Context, day coop.Date) (coop.LoanRegister, error) {
	r, err := v.Book.Loans(ctx, day)
	if v.what == "loans" {
		for i := range r.Loans {
			if r.Loans[i].Outstanding > 0 {
				r.Loans[i].Outstanding -= coop.Rupiah
				break
			}
		}
	}
	return r, err
}

func (v tampered) Assets(ctx context.Context, day coop.Date) (coop.AssetList, error) {
	all, err := v.Book.Assets(ctx, day)
	if v.what == "assets" {
		for i := range all.All {
			if all.All[i].Card.Tag == "INV-01" {
				all.All[i].Cost += coop.Rupiah
			}
		}
	}
	return all, err
}

func (v tampered) Borrowings(ctx context.Context, day coop.Date) ([]coop.BorrowView, error) {
	all, err := v.Book.Borrowings(ctx, day)
	if v.what == "borrowings" {
		all[0].State.Owed++
	}
	return all, err
}

func (v tampered) TrialBalance(ctx context.Context, from, to coop.Date) ([]coop.AccountBalance, error) {
	all, err := v.Book.TrialBalance(ctx, from, to)
	for i := range all {
		if v.what == "trial" && all[i].Account.Code == "13101" {
			all[i].Debit += coop.Rupiah
		}
	}
	return all, err
}

// Papers of a book in which one figure differs by as little as a sen are not printed, and it is said which.
func TestAnnualPapers_Tampered(t *testing.T) {
	ctx := context.Background()
	book, _, err := openPractice(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	now := time.Now()
	order := report.PackOrder{Year: newPracticeVillage(&now, now).last, Lang: "id"}
	for what, says := range map[string]string{
		"savings": "Daftar simpanan anggota", "flows": "Laporan arus kas", "loans": "Daftar pinjaman anggota",
		"assets": "Buku inventaris", "borrowings": "Posisi pinjaman koperasi",
		"trial": "Laporan posisi keuangan",
	} {
		pack, err := report.BuildPack(ctx, tampered{book, what}, order)
		if err != nil {
			t.Errorf("%s: %v", what, err)
			continue
		}
		if !strings.Contains(strings.Join(pack.Wrong(), " "), says) {
			t.Errorf("%s: it says %q", what, pack.Wrong())
		}
		for _, format := range []string{"pdf", "xlsx"} {
			var out bytes.Buffer
			problem, is := pack.Write(&out, format).(coop.Problem)
			if !is || problem.Key != "pack.wrong" || out.Len() > 0 {
				t.Errorf("%s: %v, %d bytes of %s", what, problem, out.Len(), format)
			}
		}
	}
}

// practiceToLook opens the practice village for a test that writes papers for people to look at, where LUMBUNG_REPORTS
// names the folder.
func practiceToLook(t *testing.T) (folder string, book *store.Book, now time.Time) {
	t.Helper()
	if folder = os.Getenv("LUMBUNG_REPORTS"); folder == "" {
		t.Skip("LUMBUNG_REPORTS is not set")
	}
	book, _, err := openPractice(context.Background(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { book.Close() })
	return folder, book, time.Now()
}

// TestAnnualPapers_Look writes the practice village's papers in both languages for people to look at: LUMBUNG_REPORTS
// names the folder.
func TestAnnualPapers_Look(t *testing.T) {
	ctx := context.Background()
	folder, book, now := practiceToLook(t)
	for _, lang := range []string{"id", "en"} {
		pack, err := report.BuildPack(ctx, book, report.PackOrder{
			Year: newPracticeVillage(&now, now).last, Lang: lang, Printed: coop.DateFromTime(now),
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, format := range []string{"pdf", "xlsx"} {
			var out bytes.Buffer
			if err := pack.Write(&out, format); err != nil {
				t.Fatal(err)
			}
			name := filepath.Join(folder, "practice."+lang+"."+format)
			if err := os.WriteFile(name, out.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}
