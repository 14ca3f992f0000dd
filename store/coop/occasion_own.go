package coop

import (
	"fmt"
	"strings"
)

// MoneyFlow says which way money goes in an occasion of a cooperative's own.
type MoneyFlow uint8

// The ways money can go. They are not stored: the text of the occasion is.
const (
	MoneyIn MoneyFlow = iota + 1
	MoneyOut
	MoneyStill // between two accounts, without cash or bank
)

// OwnOccasion is what a person answers in words to make an occasion of one's own; Text writes it in the format of the
// occasions' data and ReadOwn reads it back.
type OwnOccasion struct {
	Name           string // the id: OwnName
	NameID, NameEN string // NameEN empty: as NameID
	Hint           string // further words that find it, with commas between
	Flow           MoneyFlow
	Account        string // what the money is for or from; of MoneyStill the debited account
	Credited       string // of MoneyStill
	Member         bool   // asks which member
	Hidden         bool   // no longer offered; entries keep its name
}

// hiddenMark begins the text of an occasion that is no longer offered: its name is still wanted by old entries.
const hiddenMark = "# hidden"

// OwnName makes the id of an own occasion of its name, different from those that are taken.
func OwnName(name string, taken func(id string) bool) string {
	var id strings.Builder
	id.WriteString("own")
	for _, word := range strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}) {
		id.WriteString("-" + word)
	}
	made := id.String()
	for n := 2; taken(made); n++ {
		made = fmt.Sprintf("%s-%d", id.String(), n)
	}
	return made
}

// Text writes the occasion. Accounts that keep a ledger of members or other parties have them asked for.
func (o OwnOccasion) Text(chart []ChartAccount) string {
	var b strings.Builder
	row := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	if o.Hidden {
		row(hiddenMark)
	}
	english := o.NameEN
	if english == "" {
		english = o.NameID
	}
	words := o.Hint
	if strings.Trim(words, " ,") == "" {
		words = strings.ReplaceAll(o.NameID, ",", " ")
	}
	words = strings.Join(strings.FieldsFunc(words, func(r rune) bool { return r == ',' }), ",")
	row("occasion %s", o.Name)
	row("  group other\n  id %s\n  en %s", oneRow(o.NameID), oneRow(english))
	row("  words-id %s\n  words-en %s", oneRow(words), oneRow(words))
	asks := map[string]string{} // account → its dimensions
	member, party := o.Member, false
	for _, code := range []string{o.Account, o.Credited} {
		for _, a := range chart {
			if a.Code != code || code == "" {
				continue
			}
			if a.Asks('M') || o.Member {
				member, asks[code] = true, asks[code]+" member=member"
			}
			if a.Asks('S') {
				party, asks[code] = true, asks[code]+" supplier=party"
			}
		}
	}
	if member {
		row(`  ask member member "Anggota" "Member"`)
	}
	if party {
		row(`  ask party supplier "Dengan siapa" "With whom"`)
	}
	row(`  ask amount amount "Jumlah uang" "Amount"`)
	switch o.Flow {
	case MoneyIn:
		row(`  ask cash money "Uang masuk ke" "Money goes into"`)
		row("  D {cash} amount\n  K %s amount%s", o.Account, asks[o.Account])
	case MoneyOut:
		row(`  ask cash money "Uang keluar dari" "Money comes from"`)
		row("  D %s amount%s\n  K {cash} amount", o.Account, asks[o.Account])
	default:
		row("  D %s amount%s\n  K %s amount%s", o.Account, asks[o.Account], o.Credited, asks[o.Credited])
	}
	return b.String()
}

// oneRow keeps a text from ending the row or opening a question.
func oneRow(text string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(text, `"`, "”")), " ")
}

// ReadOwn reads back what a person answered; false where the text is not of the shape that Text writes.
func ReadOwn(row OccasionRow, chart []ChartAccount) (OwnOccasion, bool) {
	own := OwnOccasion{Name: row.Name, Hidden: strings.HasPrefix(row.Text, hiddenMark)}
	all, err := LoadOccasions([]byte(row.Text), chart)
	if err != nil || len(all) != 1 || all[0].ID != row.Name || len(all[0].Lines) != 2 {
		return own, false
	}
	o := all[0]
	own.NameID, own.NameEN, own.Hint = o.NameID, o.NameEN, strings.Join(o.WordsID, ", ")
	_, own.Member = o.Prompt("member")
	debit, credit := o.Lines[0], o.Lines[1]
	if !debit.Debit || credit.Debit || debit.Amount != "amount" || credit.Amount != "amount" {
		return own, false
	}
	switch {
	case debit.Account == "{cash}":
		own.Flow, own.Account = MoneyIn, credit.Account
	case credit.Account == "{cash}":
		own.Flow, own.Account = MoneyOut, debit.Account
	default:
		own.Flow, own.Account, own.Credited = MoneyStill, debit.Account, credit.Account
	}
	return own, true
}

// HideOccasion gives the text by which an occasion is no longer offered, or is again; its name stays known.
func HideOccasion(text string, hide bool) string {
	shown := strings.TrimLeft(strings.TrimPrefix(text, hiddenMark), "\n")
	if hide {
		return hiddenMark + "\n" + shown
	}
	return shown
}

// OccasionSource gives the text of one occasion out of a file of many; empty where it is not there.
func OccasionSource(data []byte, id string) string {
	var b strings.Builder
	inside := false
	for line := range strings.Lines(string(data)) {
		words := strings.Fields(line)
		if len(words) > 0 && words[0] == "occasion" {
			inside = len(words) == 2 && words[1] == id
		}
		if inside && len(words) > 0 && !strings.HasPrefix(words[0], "#") {
			b.WriteString(strings.TrimRight(line, "\r\n") + "\n")
		}
	}
	return b.String()
}

// AllOccasions are the standard occasions with the cooperative's own, which replace those of their name. Hidden are
// those that are no longer offered. An own text that cannot be read on these accounts is left out.
func AllOccasions(
	standard []Occasion, own []OccasionRow, chart []ChartAccount,
) (all []Occasion, hidden map[string]bool) {
	replaced, hidden := map[string]Occasion{}, map[string]bool{}
	for _, row := range own {
		if row.Text == "" || strings.HasPrefix(row.Text, hiddenMark) {
			hidden[row.Name] = true
		}
		if loaded, err := LoadOccasions([]byte(row.Text), chart); err == nil && len(loaded) == 1 &&
			loaded[0].ID == row.Name {
			replaced[row.Name] = loaded[0]
		}
	}
	for _, o := range standard {
		if mine, is := replaced[o.ID]; is {
			o = mine
			delete(replaced, o.ID)
		}
		all = append(all, o)
	}
	for _, row := range own {
		if mine, is := replaced[row.Name]; is {
			all = append(all, mine)
		}
	}
	return all, hidden
}

// ChartOf is a book's accounts as a chart, by which occasions are checked. Closed ones are known too.
func ChartOf(accounts []AccountRow) []ChartAccount {
	var chart []ChartAccount
	for _, a := range accounts {
		chart = append(chart, ChartAccount{
			Code: a.Code, NameID: a.NameID, NameEN: a.NameEN, Type: a.Type, Heading: a.Heading,
			NormalCredit: a.Credit, Sub: a.Sub,
		})
	}
	return chart
}
