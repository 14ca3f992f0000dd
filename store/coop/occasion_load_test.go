package coop

import (
	"errors"
	"os"
	"strings"
	"testing"
)

// standardOccasions reads the occasions that the programs carry.
func standardOccasions(t testing.TB) []Occasion {
	t.Helper()
	data, err := os.ReadFile("../../assets/occasions.txt")
	if err != nil {
		t.Fatal(err)
	}
	occasions, err := LoadOccasions(data, standardChart(t))
	if err != nil {
		t.Fatal(err)
	}
	return occasions
}

func findOccasion(t testing.TB, id string) Occasion {
	t.Helper()
	for _, occasion := range standardOccasions(t) {
		if occasion.ID == id {
			return occasion
		}
	}
	t.Fatalf("no occasion %q", id)
	return Occasion{}
}

func TestLoadOccasionsReadsEveryPart(t *testing.T) {
	got := findOccasion(t, "dues-mandatory")
	if got.NameID != "Terima simpanan wajib" || got.NameEN == "" || got.Group != "dues" || len(got.WordsID) < 2 {
		t.Errorf("names or words of %+v", got)
	}
	months, _ := got.Prompt("months")
	cash, _ := got.Prompt("cash")
	if months.Kind != PromptMonths || months.Default != DefaultRate || cash.Kind != PromptMoney ||
		cash.Default != MoneyDefault || !cash.Accepts("11201") || cash.Accepts("11301") {
		t.Errorf("prompts %+v", got.Prompts)
	}
	want := OccasionLine{Account: "31102", Amount: "months", Member: "member", Months: "months"}
	if len(got.Lines) != 2 || got.Lines[1] != want || got.Lines[0].Account != "{cash}" || !got.Lines[0].Debit {
		t.Errorf("lines %+v", got.Lines)
	}
}

// Each form can be filled: every account prompt has something to choose, and every group is on a shelf.
func TestStandardOccasionsCanBeAnswered(t *testing.T) {
	chart := standardChart(t)
	groups := map[string]int{}
	for _, occasion := range standardOccasions(t) {
		groups[occasion.Group]++
		for _, prompt := range occasion.Prompts {
			choices := prompt.Choices(chart)
			if prompt.Kind.isAccount() && len(choices) == 0 || !prompt.Kind.isAccount() && choices != nil {
				t.Errorf("%s %s: %d choices", occasion.ID, prompt.Key, len(choices))
			}
		}
	}
	for _, group := range OccasionGroups() {
		if groups[group] == 0 {
			t.Errorf("the group %s is empty", group)
		}
	}
}

// occasionText is a correct occasion; the tests below change one line of it.
const occasionText = `# an own occasion
occasion dues
  group dues
  id Terima iuran
  en Dues received
  words-id iuran, bulanan
  words-en dues
  ask member member "Anggota" "Member"
  ask amount amount "Jumlah" "Amount" default 20000
  ask cash money "Masuk ke" "Into" prefix 111 112 default 11101
  D {cash} amount
  K 31102 amount member=member
`

// Rows of occasionText that are changed more than once.
const (
	rowAmount = "  ask amount amount"
	rowCash   = "  ask cash money"
	rowDebit  = "  D {cash} amount"
	rowCredit = "  K 31102 amount"
)

var occasionFaults = []struct {
	name, old, text string // text replaces old in occasionText; with no old it is the whole file
	line, column    int
	expected        string
}{
	{"empty file", "", "# nothing\n", 2, 1, "at least one occasion"},
	{"id twice", "", occasionText + occasionText, 14, 10, "not used before"},
	{"row before the first occasion", "", "group dues\n", 1, 1, "begins with occasion"},
	{"bytes that are no text", "Terima", "\xff", 4, 1, "UTF-8"},
	{"unknown row", "  group dues", "  grup dues", 3, 3, "words-id"},
	{"unknown group", "group dues", "group iuran", 3, 3, "agency"},
	{"group missing", "  group dues\n", "", 2, 1, "group"},
	{"Indonesian missing", "  id Terima iuran\n", "", 2, 1, "Indonesian"},
	{"English missing", "  en Dues received\n", "", 2, 1, "English"},
	{"English empty", "en Dues received", "en ", 5, 3, "a text after en"},
	{"English twice", "  words-en dues", "  en Again", 7, 3, "only once"},
	{"search words missing", "  words-en dues\n", "", 2, 1, "words-en"},
	{"search word empty", "iuran, bulanan", "iuran,,", 6, 3, "comma"},
	{"id with capitals", "occasion dues", "occasion Dues", 2, 10, "a-z"},
	{"id with a blank", "occasion dues", "occasion dues fee", 2, 15, "one name"},
	{"prompt without question", ` "Anggota" "Member"`, "", 8, 14, "question"},
	{"prompt without English question", `"Member"`, `""`, 8, 31, "English"},
	{"quotation mark left open", `"Member"`, `"Member`, 8, 31, "closing"},
	{"prompt key twice", rowAmount, "  ask member amount", 9, 7, "not used before"},
	{"prompt key with a sign", rowAmount, "  ask a+b amount", 9, 7, "a-z"},
	{"unknown kind", rowAmount, "  ask amount uang", 9, 14, "months"},
	{"unknown option", "default 20000", "usually 20000", 9, 39, "default VALUE"},
	{"default is no rupiah", "default 20000", "default 20.000", 9, 47, "rupiah"},
	{"default too large", "default 20000", "default 1000000000000000", 9, 47, "rupiah"},
	{"default of a member", `"Member"`, `"Member" default 1`, 8, 48, "no default"},
	{"default outside its choices", "default 11101", "default 21101", 10, 59, "beginning with 111 or 112"},
	{"default that does not exist", "default 11101", "default 11199", 10, 59, "an account of the chart"},
	{"prefix without accounts", "prefix 111 112", "prefix 111 1129", 10, 47, "beginning of an account"},
	{"money that is no money", "prefix 111 112", "prefix 111 211", 10, 47, "money accounts"},
	{"account prompt without prefix", rowCash, "  ask cash account \"A\" \"B\"\n#", 10, 1, "prefix"},
	{"account that is optional", "prefix 111", "optional prefix 111", 10, 36, "no optional"},
	{"line without amount", rowDebit, "  D {cash}", 11, 5, "ACCOUNT AMOUNT"},
	{"unknown account", rowCredit, "  K 31999 amount", 12, 5, "account of the chart"},
	{"heading", rowCredit, "  K 31 amount", 12, 5, "takes lines"},
	{"unknown account prompt", rowDebit, "  D {kas} amount", 11, 5, "account prompt above"},
	{"prompt of the wrong kind", rowDebit, "  D {member} amount", 11, 5, "account prompt above"},
	{"brace left open", rowDebit, "  D {cash amount", 11, 5, "account prompt above"},
	{"unknown amount", rowDebit, "  D {cash} jumlah", 11, 12, "keys of amount"},
	{"stray sign", rowDebit, "  D {cash} amount+", 11, 12, "keys of amount"},
	{"amount twice in a sum", rowDebit, "  D {cash} amount+amount", 11, 12, "once"},
	{"unknown dimension", "member=member", "anggota=member", 12, 18, "outlet="},
	{"unknown key of a dimension", "member=member", "member=anggota", 12, 18, "member prompt above"},
	{"dimension of the wrong kind", "member=member", "outlet=member", 12, 18, "outlet prompt above"},
	{"dimension twice", "member=member", "member=member member=member", 12, 32, "once"},
	{"member not named", rowCredit + " member=member", rowCredit, 12, 5, "asks"},
	{"supplier not named", rowCredit + " member=member", "  K 22105 amount", 12, 5, "supplier=KEY"},
	{"question used by no line", rowCredit + " member=member", "  K 71107 amount", 8, 1, "some line uses"},
	{"debit twice", rowDebit, rowDebit + "\n  D 61214 amount", 13, 1, "debits that equal credits"},
	{"credit missing", rowDebit, "  K {cash} amount", 2, 1, "one D and one K"},
	{"no lines", "", "occasion a\ngroup dues\nid a\nen a\nwords-id a\nwords-en a\n", 1, 1, "one D and one K"},
}

func TestLoadOccasionsSaysWhichLineIsWrong(t *testing.T) {
	chart := standardChart(t)
	if _, err := LoadOccasions([]byte(occasionText), chart); err != nil {
		t.Fatal(err)
	}
	for _, test := range occasionFaults {
		t.Run(test.name, func(t *testing.T) {
			text := test.text
			if test.old != "" {
				if !strings.Contains(occasionText, test.old) {
					t.Fatalf("the text has no %q", test.old)
				}
				text = strings.Replace(occasionText, test.old, test.text, 1)
			}
			occasions, err := LoadOccasions([]byte(text), chart)
			checkDataError(t, err, test.line, test.column, test.expected)
			if occasions != nil {
				t.Error("occasions were given in spite of the error")
			}
		})
	}
}

func TestLoadOccasionsRefusesMonthsOnAnotherAmount(t *testing.T) {
	text := strings.Replace(occasionText, "  D {cash}", "  ask months months \"Bulan\" \"Months\"\n  D {cash}", 1)
	text = strings.Replace(text, "K 31102 amount", "K 31102 amount months=months", 1)
	_, err := LoadOccasions([]byte(text), standardChart(t))
	checkDataError(t, err, 13, 18, "the amount months")
}

func TestLoadOccasionsAcceptsWhatAnEditorOnWindowsWrites(t *testing.T) {
	text := "\ufeff" + strings.ReplaceAll(occasionText, "\n", "\r\n")
	occasions, err := LoadOccasions([]byte(text), standardChart(t))
	if err != nil || len(occasions) != 1 || occasions[0].NameEN != "Dues received" {
		t.Errorf("%v, %+v", err, occasions)
	}
}

func FuzzLoadOccasions(f *testing.F) {
	chart := standardChart(f)
	standard, err := os.ReadFile("../../assets/occasions.txt")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(standard)
	f.Add([]byte(occasionText))
	f.Add([]byte("occasion a\nask a months \"a\" \"b\" default rate\nD {a} a-a"))
	f.Fuzz(func(t *testing.T, data []byte) {
		occasions, err := LoadOccasions(data, chart)
		var wrong *DataError
		lines := strings.Count(string(data), "\n") + 1
		if err != nil && (!errors.As(err, &wrong) || wrong.Line < 1 || wrong.Line > lines || wrong.Column < 1) {
			t.Fatalf("error %v for a file of %d lines", err, lines)
		}
		for _, occasion := range occasions {
			if lines, problems := occasion.Draft(Answers{}); len(lines) == 0 && len(problems) == 0 {
				t.Fatalf("%s: neither lines nor problems", occasion.ID)
			}
		}
	})
}
