package coop

import (
	"encoding/json"
	"strings"
)

// SettingRecurring stands before the name of a template in the key of the setting that says how often it is recorded.
const SettingRecurring = "recurring."

// What can be wrong with a recurring entry. {0} is its name.
const (
	ProblemRecurringGone   = "recurring.gone"   // there is no template of the name
	ProblemRecurringDay    = "recurring.day"    // {1} is no day of a month
	ProblemRecurringEvery  = "recurring.every"  // every {1} months: it must be 1 to 60
	ProblemRecurringFrom   = "recurring.from"   // no first month, or the last one {1} lies before it
	ProblemRecurringMonths = "recurring.months" // it is for months of dues: those are recorded with the dues
	ProblemRecurringWord   = "recurring.word"   // “{2}” of the question {1} cannot be read
)

// Recurring is a template that is recorded again and again.
type Recurring struct {
	Name  string `json:"-"`               // of the template
	Day   int    `json:"day"`             // of the month, 1 to 31; in a shorter month its last
	Every int    `json:"every"`           // months
	From  Month  `json:"from"`            // the first month
	Until Month  `json:"until,omitempty"` // the last month; 0: until it is stopped
}

// RecurringsOf reads the recurring entries among the settings, by name; unreadable ones are left out.
func RecurringsOf(settings []SettingRow) []Recurring {
	var all []Recurring
	for _, s := range settings {
		name, is := strings.CutPrefix(s.Key, SettingRecurring)
		r := Recurring{}
		if !is || s.Value == "" || s.From != 0 || json.Unmarshal([]byte(s.Value), &r) != nil {
			continue
		}
		if r.Name = name; len(r.problems()) == 0 {
			all = append(all, r)
		}
	}
	return all // settings stand by their keys
}

func (r Recurring) problems() []Problem {
	switch {
	case r.Day < 1 || r.Day > 31:
		return []Problem{{Key: ProblemRecurringDay, Args: []any{r.Name, r.Day}}}
	case r.Every < 1 || r.Every > 60:
		return []Problem{{Key: ProblemRecurringEvery, Args: []any{r.Name, r.Every}}}
	case !r.From.Valid() || r.Until != 0 && (!r.Until.Valid() || r.Until < r.From):
		return []Problem{{Key: ProblemRecurringFrom, Args: []any{r.Name, r.Until}}}
	}
	return nil
}

// KeepRecurring gives the act that lets a template recur, or changes how often it does.
func KeepRecurring(templates []Template, r Recurring) (Act, []Problem) {
	problems := r.problems()
	if _, there := templateOf(templates, r.Name); !there {
		problems = append(problems, Problem{Key: ProblemRecurringGone, Args: []any{r.Name}})
	}
	if len(problems) > 0 {
		return Act{}, problems
	}
	value, err := json.Marshal(r)
	if err != nil { // cannot be: it holds numbers only
		return Act{}, []Problem{{Key: ProblemTemplateLarge}}
	}
	return Act{Kind: KindSetting, Body: Setting{Key: SettingRecurring + r.Name, Value: string(value)}}, nil
}

// DropRecurring gives the act by which a template recurs no more; it stays a template.
func DropRecurring(name string) Act {
	return Act{Kind: KindSetting, Body: Setting{Key: SettingRecurring + name}}
}

func templateOf(templates []Template, name string) (Template, bool) {
	for _, t := range templates {
		if t.Name == name {
			return t, true
		}
	}
	return Template{}, false
}

// Falls tells whether it is recorded in a month.
func (r Recurring) Falls(m Month) bool {
	return m >= r.From && (r.Until == 0 || m <= r.Until) && monthsFrom(r.From, m)%r.Every == 0
}

// In gives its day in a month.
func (r Recurring) In(m Month) Date { return min(m.First()+Date(r.Day)-1, m.Last()) }

// RecurringOnce is the once-rule of a recurring entry in a month.
func RecurringOnce(name string, m Month) Once {
	return Once{Rule: "recurring", Subject: name, Period: m.String()}
}

// Desk is what a form is read with: the occasions that can be chosen and the accounts of the book.
type Desk struct {
	Occasions []Occasion
	Accounts  []AccountRow
}

// RecurringChores are the recurring entries of a month, and those of the months before that are still open. Done tells
// what was recorded of a once-rule.
func RecurringChores(settings []SettingRow, desk Desk, m Month, closed Date, done func(Once) Became) []Chore {
	templates := TemplatesOf(settings)
	var chores []Chore
	for _, r := range RecurringsOf(settings) {
		for at := r.From; at <= m; at = at.Add(1) {
			if !r.Falls(at) {
				continue
			}
			chore := Chore{Source: ChoreRecurring, Name: r.Name, Month: at, Done: done(RecurringOnce(r.Name, at))}
			if at != m && chore.Done.There() {
				continue
			}
			if t, there := templateOf(templates, r.Name); there {
				chore.Entry, chore.Problems = desk.Entry(t, max(r.In(at), closed.next()))
			} else {
				chore.Problems = []Problem{{Key: ProblemRecurringGone, Args: []any{r.Name}}}
			}
			chore.Entry.Once = RecurringOnce(r.Name, at)
			chore.Entry = chore.Done.Again(chore.Entry)
			chores = append(chores, chore)
		}
	}
	return chores
}

// Entry makes the entry that a template stands for, on a day. With problems there is none.
func (d Desk) Entry(t Template, day Date) (Entry, []Problem) {
	if t.Occasion == "" {
		return d.plain(t, day)
	}
	for _, o := range d.Occasions {
		if o.ID == t.Occasion {
			answers, problems := answersTyped(o, t, day)
			if len(problems) > 0 {
				return Entry{}, problems
			}
			return EntryOf(o, answers, day, t.Remark)
		}
	}
	return Entry{}, []Problem{{Key: ProblemRecurringGone, Args: []any{t.Name}}}
}

// answersTyped reads the answers of a template as a person typed them.
func answersTyped(o Occasion, t Template, day Date) (Answers, []Problem) {
	answers := Answers{}
	for _, p := range o.Prompts {
		text := strings.TrimSpace(t.Answers[p.Key])
		if text == "" {
			text = p.Default
		}
		switch {
		case p.Kind == PromptDate:
			answers[p.Key] = PromptAnswer{Date: day}
		case p.Kind == PromptRemark:
			answers[p.Key] = PromptAnswer{Text: t.Remark}
		case p.Kind == PromptMonths:
			return nil, []Problem{{Key: ProblemRecurringMonths, Args: []any{t.Name}}}
		case p.Kind == PromptAmount && text != "":
			amount, err := ParseAmount(text)
			if err != nil {
				return nil, []Problem{{Key: ProblemRecurringWord, Args: []any{t.Name, promptLabel(p), text}}}
			}
			answers[p.Key] = PromptAnswer{Amount: amount}
		case text != "":
			answers[p.Key] = PromptAnswer{Text: text}
		}
	}
	return answers, nil
}

// plain makes a plain journal entry of a template's lines.
func (d Desk) plain(t Template, day Date) (Entry, []Problem) {
	var lines []PlainLine
	for _, l := range t.Lines {
		line := PlainLine{Outlet: l.Outlet}
		for _, a := range d.Accounts {
			if a.Code == l.Account && !a.Heading {
				line.Account = a
			}
		}
		for side, text := range map[*Money]string{&line.Debit: l.Debit, &line.Credit: l.Credit} {
			if strings.TrimSpace(text) == "" {
				continue
			}
			amount, err := ParseAmount(text)
			if err != nil {
				label := PromptLabel{ID: line.Account.NameID, EN: line.Account.NameEN}
				return Entry{}, []Problem{{Key: ProblemRecurringWord, Args: []any{t.Name, label, text}}}
			}
			*side = amount
		}
		line.Member, _ = ParseID(l.Member) // an id, or nothing
		lines = append(lines, line)
	}
	return PlainEntry(day, t.Remark, "", lines)
}
