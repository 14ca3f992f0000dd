package ui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"lumbung/assets"
	"lumbung/store/coop"
	"lumbung/store/report"
)

// composed are the beginnings of keys that the code puts together from parts, with what they are made of.
var composed = []string{
	"ui.guide.", "ui.state.", "ui.account.kind.", "ui.line.code.", "ui.attention.what.",
	"ui.opening.account.", "ui.opening.name.", "ui.opening.group.",
	"ui.asset.ahead.", "ui.asset.class.", "ui.asset.condition.", "ui.asset.ending.", "ui.asset.lead.", "ui.asset.way.",
	"ui.bank.column.", "ui.borrowing.about.", "ui.borrowing.amount.", "ui.borrowing.cash.", "ui.borrowing.method.",
	"ui.meeting.print.", "ui.meeting.title.", "ui.party.class.", "ui.surplus.from.", "ui.surplus.fund.",
	"ui.surplus.rule.", "ui.surplus.word.", "ui.surplus.unit.",
}

// optional endings are put behind a key where the room is small.
var endings = []string{"", "-short", "-hint"}

// TestTexts holds the catalogue against the sources: a key without a text would show in brackets, and a text without
// a use is a line that two people translate for nothing.
func TestTexts(t *testing.T) {
	texts, err := assets.Translations("id")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, c := range commands {
		used[c.Key()], used[c.About()] = true, true
		if about := texts[c.About()]; about != "" && !strings.HasSuffix(about, ".") {
			t.Errorf("%s is a sentence and ends with a full stop: %q", c.About(), about)
		}
		if texts[c.Key()] == "" || texts[c.About()] == "" {
			t.Errorf("the command %s lacks its name or the sentence that says what it is for", c.Name)
		}
	}
	for _, l := range report.List() {
		used["ui.report.ask."+l.Name] = true
	}
	for _, name := range menus {
		used["ui.menu."+name] = true
	}
	isKey := regexp.MustCompile(`^(ui|common|month|day|role|program|exception|occasion)\.[a-z0-9.-]+$`)
	names, _ := filepath.Glob("*.go")
	wiring, _ := filepath.Glob("../cmd/lumbung/*.go")
	names = append(names, wiring...)
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, source, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(node ast.Node) bool {
			literal, is := node.(*ast.BasicLit)
			if !is || literal.Kind != token.STRING {
				return true
			}
			key, _ := strconv.Unquote(literal.Value)
			if !isKey.MatchString(key) || strings.HasSuffix(key, ".") {
				return true
			}
			for _, ending := range endings {
				used[key+ending] = true
			}
			if texts[key] == "" {
				t.Errorf("%s: %s has no text", name, key)
			}
			return true
		})
	}
	for key := range texts {
		if !strings.HasPrefix(key, "ui.") || used[key] || isComposed(key) {
			continue
		}
		t.Errorf("%s is used nowhere", key)
	}
}

func isComposed(key string) bool {
	for _, beginning := range composed {
		if strings.HasPrefix(key, beginning) {
			return true
		}
	}
	return false
}

func TestRupiah(t *testing.T) {
	text := &Text{}
	for amount, want := range map[coop.Money]string{
		0: "Rp0", 123456700: "Rp1.234.567", 122250: "Rp1.222,50", 5: "Rp0,05", -500000: "(Rp5.000)",
		-1 << 63: "(Rp92.233.720.368.547.758,08)",
	} {
		if got := text.Rupiah(amount); got != want {
			t.Errorf("%d sen: %s, want %s", int64(amount), got, want)
		}
	}
}

func TestMonths(t *testing.T) {
	text, err := NewText("id")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		months []coop.Month
		want   string
	}{
		{[]coop.Month{202511}, "Nov 2025"},
		{[]coop.Month{202507, 202508, 202509, 202510, 202511, 202512}, "Jul–Des 2025"},
		{[]coop.Month{202511, 202512, 202601, 202603}, "Nov 2025 – Jan 2026, Mar 2026"},
	} {
		if got := text.Months(c.months); got != c.want {
			t.Errorf("%v: %s, want %s", c.months, got, c.want)
		}
	}
}
