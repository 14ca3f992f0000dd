package coop

import (
	"os"
	"strconv"
	"strings"
	"testing"
)

// The take-over's rules name occasions and accounts: each must fit the occasion it names, or a treasurer's row would
// be proposed as something that cannot be recorded.
func TestTakeoverRulesNameOccasionsAndAccountsThatFit(t *testing.T) {
	data, err := os.ReadFile("../../assets/takeover-rules.csv")
	if err != nil {
		t.Fatal(err)
	}
	byID := map[string]Occasion{}
	for _, occasion := range standardOccasions(t) {
		byID[occasion.ID] = occasion
	}
	rules, last := 0, 0
	for i, row := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		if row == "" || row[0] == '#' {
			continue
		}
		fields := strings.Split(row, ";")
		priority, err := strconv.Atoi(fields[0])
		if len(fields) != 6 || err != nil || fields[2] == "" || fields[2] != strings.ToLower(fields[2]) {
			t.Errorf("line %d: %q is no rule", i+1, row)
			continue
		}
		if last/10 > priority/10 {
			t.Errorf("line %d: a rule of priority %d stands under one of %d", i+1, priority, last)
		}
		rules, last = rules+1, priority
		if fields[5] != "" && fields[5] != "unsure" {
			t.Errorf("line %d: %q in the column unsure", i+1, fields[5])
		}
		if strings.HasPrefix(fields[3], "@") {
			continue
		}
		if occasion, known := byID[fields[3]]; !known {
			t.Errorf("line %d: no occasion %q", i+1, fields[3])
		} else if why := ruleFits(occasion, fields[1], fields[4]); why != "" {
			t.Errorf("line %d: %s: %s", i+1, occasion.ID, why)
		}
	}
	if rules < 50 {
		t.Errorf("only %d rules", rules)
	}
}

// ruleFits says why a row of this direction cannot become the occasion, or nothing.
func ruleFits(occasion Occasion, direction, account string) string {
	own, others := "", []Prompt{}
	for _, line := range occasion.Lines {
		key, prompted := line.accountKey()
		if !prompted {
			continue
		}
		prompt, _ := occasion.Prompt(key)
		if prompt.Kind == PromptMoney && line.Debit == (direction == "in") && own == "" {
			own = key
		} else if key != own {
			others = append(others, prompt)
		}
	}
	if direction != "in" && direction != "out" || own == "" {
		return "has no money account on the side of a row that goes " + direction
	}
	if account == "" {
		return ""
	}
	for _, prompt := range others {
		if prompt.Accepts(account) {
			return ""
		}
	}
	return "has no prompt for the account " + account
}
