package coop

import (
	"errors"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// standardChart reads the chart that the programs carry; the assets package itself may not be imported here.
func standardChart(t testing.TB) []ChartAccount {
	t.Helper()
	data, err := os.ReadFile("../../assets/chart-of-accounts.csv")
	if err != nil {
		t.Fatal(err)
	}
	chart, err := LoadChart(data)
	if err != nil {
		t.Fatal(err)
	}
	return chart
}

// The counts are those that domain §4 names for its 229 posting accounts.
func TestStandardChartHoldsTheAccountsOfTheDomain(t *testing.T) {
	want := map[AccountType]int{
		Asset: 62, ContraAsset: 10, Liability: 45, Equity: 13, ContraEquity: 1, Revenue: 34, ContraRevenue: 2,
		Expense: 58,
		Memo:    4,
	}
	got := map[AccountType]int{}
	byCode := map[string]ChartAccount{}
	for _, account := range standardChart(t) {
		byCode[account.Code] = account
		if !account.Heading {
			got[account.Type]++
		}
	}
	for kind, count := range want {
		if got[kind] != count {
			t.Errorf("%d accounts of type %s, want %d", got[kind], kind, count)
		}
	}
	loans := ChartAccount{
		Code: "12101", NameID: "Pinjaman yang Diberikan - Anggota", NameEN: "Loans to members", Type: Asset, Sub: "ML",
	}
	if byCode["12101"] != loans {
		t.Errorf("12101 is %+v, want %+v", byCode["12101"], loans)
	}
	if !byCode["11"].Heading || !byCode["31101"].NormalCredit || byCode["31101"].NameEN == "" {
		t.Error("a heading, a credit balance or a quoted name got lost")
	}
}

func TestLoadChartSaysWhereItIsWrong(t *testing.T) {
	const header = "code,name_id,name_en,type,normal_balance,subledger\n"
	const good = header + "1,ASET,ASSETS,heading,,\n11101,Kas,Cash,asset,D,O\n"
	if _, err := LoadChart([]byte(good)); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, data   string
		line, column int
		expected     string // a part of it
	}{
		{"empty file", "", 1, 1, "at least one account"},
		{"header only", header, 1, 1, "at least one account"},
		{"other header", "code,nama,name_en,type,normal_balance,subledger\n", 1, 6, `"name_id"`},
		{"too few fields", good + "11102,Kas\n", 4, 1, "6 fields"},
		{"open quotation mark", good + "11102,\"Kas,Cash,asset,D,O\n", 4, 27, "well-formed"},
		{"code with a letter", good + "1110x,Kas,Cash,asset,D,O\n", 4, 1, "digits"},
		{"code beginning with zero", good + "01102,Kas,Cash,asset,D,O\n", 4, 1, "digits"},
		{"short account", good + "1110,Kas,Cash,asset,D,O\n", 4, 1, "five digits"},
		{"long heading", good + "111,KAS,CASH,heading,,\n", 4, 1, "one or two digits"},
		{"code twice", good + "11101,Kas,Cash,asset,D,O\n", 4, 1, "not used before"},
		{"no heading above", good + "21101,Utang,Debt,liability,K,\n", 4, 1, "heading 2 or 21"},
		{"no Indonesian name", good + "11102, ,Cash,asset,D,O\n", 4, 7, "Indonesian"},
		{"no English name", good + "11102,Kas,,asset,D,O\n", 4, 11, "English"},
		{"unknown type", good + "11102,Kas,Cash,aset,D,O\n", 4, 16, "contra-asset"},
		{"unknown side", good + "11102,Kas,Cash,asset,C,O\n", 4, 22, "D or K"},
		{"side against type", good + "11102,Kas,Cash,asset,K,O\n", 4, 22, "D for the type asset"},
		{"side of a heading", good + "12,PIUTANG,RECEIVABLES,heading,D,\n", 4, 32, "no normal balance"},
		{"sub-ledger of a heading", good + "12,PIUTANG,RECEIVABLES,heading,,M\n", 4, 33, "no sub-ledger"},
		{"unknown sub-ledger", good + "11102,Kas,Cash,asset,D,M X\n", 4, 24, "MLSPFBOTU"},
		{"sub-ledger twice", good + "11102,Kas,Cash,asset,D,M M\n", 4, 24, "once"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			chart, err := LoadChart([]byte(test.data))
			checkDataError(t, err, test.line, test.column, test.expected)
			if chart != nil {
				t.Error("accounts were given in spite of the error")
			}
		})
	}
}

func checkDataError(t *testing.T, err error, line, column int, expected string) {
	t.Helper()
	var wrong *DataError
	if !errors.As(err, &wrong) {
		t.Fatalf("error %v, want a *DataError", err)
	}
	if wrong.Line != line || column > 0 && wrong.Column != column {
		t.Errorf("%v; want it at line %d, column %d", err, line, column)
	}
	if !strings.Contains(wrong.Expected, expected) {
		t.Errorf("%v; want %q expected", err, expected)
	}
}

// The numbers are stored and travel.
func TestAccountTypeNumbersAreFrozen(t *testing.T) {
	words := []string{
		"asset", "contra-asset", "liability", "equity", "contra-equity", "revenue", "contra-revenue",
		"expense", "memo",
	}
	for i, word := range words {
		kind := AccountType(i + 1)
		if back, known := ParseAccountType(word); kind.String() != word || back != kind || !known {
			t.Errorf("type %d is %q and parses as %d", i+1, kind, back)
		}
	}
	for _, unknown := range []AccountType{0, 10, 255} {
		if _, known := ParseAccountType(unknown.String()); unknown.Valid() || known {
			t.Errorf("%d counts as a type", unknown)
		}
	}
	if _, known := ParseAccountType(""); known {
		t.Error("no word counts as a type")
	}
}

// Whatever stands in one cell, the loader answers with accounts or with a place inside the file.
func TestLoadChartPointsInsideTheFile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cells := []string{"11102", "Kas", "Cash", "asset", "D", "O"}
		cells[rapid.IntRange(0, 5).Draw(t, "cell")] = rapid.StringOfN(
			rapid.RuneFrom([]rune("1DKOMasetx ,\"")), 0, 8, -1).
			Draw(t, "text")
		data := "code,name_id,name_en,type,normal_balance,subledger\n1,A,A,heading,,\n" + strings.Join(
			cells,
			",",
		) + "\n"
		checkLoadedChart(t, []byte(data))
	})
}

func FuzzLoadChart(f *testing.F) {
	const header = "code,name_id,name_en,type,normal_balance,subledger\n"
	f.Add([]byte(header + "1,ASET,ASSETS,heading,,\n11101,Kas,Cash,asset,D,O\n"))
	f.Add([]byte("\xef\xbb\xbfcode,name_id\n\"\n"))
	f.Fuzz(func(t *testing.T, data []byte) { checkLoadedChart(t, data) })
}

func checkLoadedChart(t interface{ Fatalf(string, ...any) }, data []byte) {
	chart, err := LoadChart(data)
	var wrong *DataError
	if err != nil {
		lines := strings.Count(string(data), "\n") + 1
		if !errors.As(err, &wrong) || wrong.Line < 1 || wrong.Line > lines || wrong.Column < 1 || chart != nil {
			t.Fatalf("error %v for a file of %d lines", err, lines)
		}
		return
	}
	for _, account := range chart {
		if account.Heading == account.Type.Valid() || account.NameID == "" || account.NameEN == "" {
			t.Fatalf("bad account %+v", account)
		}
	}
}
