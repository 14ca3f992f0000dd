package coop

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
)

// templateCase is one block of testdata/templates.txt.
type templateCase struct {
	number, title, occasion string
	answers                 []string // key=value
	want                    []string
}

func templateCases(t *testing.T) []templateCase {
	t.Helper()
	data, err := os.ReadFile("testdata/templates.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []templateCase
	for _, block := range strings.Split(string(data), "\n\n") {
		rows := strings.Split(strings.TrimSpace(block), "\n")
		if strings.HasPrefix(rows[0], "#") || len(rows) < 4 {
			continue
		}
		number, title, _ := strings.Cut(rows[0], " ")
		words := strings.Fields(rows[1])
		c := templateCase{number: number, title: title, occasion: words[0], answers: words[1:]}
		for _, row := range rows[2:] {
			c.want = append(c.want, strings.ReplaceAll(strings.TrimSpace(row), ".", ""))
		}
		all = append(all, c)
	}
	return all
}

// templateAnswers reads key=value by what the occasion's prompts ask for.
func templateAnswers(t *testing.T, o Occasion, given []string) Answers {
	t.Helper()
	answers := Answers{}
	for _, pair := range given {
		key, value, _ := strings.Cut(pair, "=")
		prompt, known := o.Prompt(key)
		if !known {
			t.Errorf("%s does not ask for %q", o.ID, key)
			continue
		}
		switch prompt.Kind {
		case PromptAmount:
			answers[key] = rp(Money(templateRupiah(t, value)))
		case PromptMonths:
			var shares []MonthShare
			for _, share := range strings.Split(value, "+") {
				month, amount, _ := strings.Cut(share, ":")
				shares = append(shares, MonthShare{
					Month(templateRupiah(t, month)), Money(templateRupiah(t, amount)) * Rupiah,
				})
			}
			answers[key] = PromptAnswer{Months: shares}
		default:
			answers[key] = say(value)
		}
	}
	return answers
}

func templateRupiah(t *testing.T, text string) int64 {
	t.Helper()
	n, err := strconv.ParseInt(strings.ReplaceAll(text, ".", ""), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestTemplates makes the entry of every template of domain §8.3 and of every occasion, and compares it line by line
// with what an accountant expects. No occasion may be without such a case.
func TestTemplates(t *testing.T) {
	told, seen := map[string]bool{}, map[string]bool{}
	for i, c := range templateCases(t) {
		told[c.number], seen[c.occasion] = true, true
		t.Run(fmt.Sprintf("%s_%d_%s", c.number, i, c.occasion), func(t *testing.T) {
			o := findOccasion(t, c.occasion)
			lines, problems := o.Draft(templateAnswers(t, o, c.answers))
			if len(problems) > 0 {
				t.Fatalf("%s: %s", c.title, said(problems))
			}
			var sum Money
			for _, line := range lines {
				sum += line.Amount
			}
			if got, want := showDraft(lines), strings.Join(c.want, "; "); got != want || sum != 0 {
				t.Errorf("%s:\n got %s\nwant %s", c.title, got, want)
			}
		})
	}
	for n := 1; n <= 60; n++ {
		if number := fmt.Sprintf("T%d", n); !told[number] && n != 56 && n != 57 {
			t.Errorf("template %s has no case", number)
		}
	}
	for _, o := range standardOccasions(t) {
		if !seen[o.ID] {
			t.Errorf("the occasion %s has no case", o.ID)
		}
	}
}
