package ui

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// loanChip says how a loan stands: with a sign, and in words.
func (t *Text) loanChip(l *coop.LoanState) (kit.Tone, string) {
	switch {
	case l.Status == coop.LoanRunning && l.Late > 0:
		return kit.ToneWait, "● " + t.T("ui.loan.late", t.Count(l.Late))
	case l.Status == coop.LoanApplied, l.Status == coop.LoanGranted:
		return kit.ToneWait, "● " + t.T(l.Status.Key())
	case l.Status == coop.LoanRunning, l.Status == coop.LoanSettled:
		return kit.ToneGood, "✓ " + t.T(l.Status.Key())
	}
	return kit.ToneSoft, t.T(l.Status.Key())
}

// loanGrade says a loan's collectibility; nothing where nothing is owed.
func (t *Text) loanGrade(l *coop.LoanState) string {
	if l.Grade == 0 {
		return ""
	}
	grade := t.T(l.Grade.Key())
	if l.ByDecision {
		grade += " " + t.T("ui.loan.by-decision")
	}
	return grade
}

// loanRates says what a loan costs a year: also what it comes to on what is still owed, where that is another rate.
func (t *Text) loanRates(terms *coop.LoanTerms, lines []coop.LoanLine) string {
	rate := coop.FormatRate(terms.Rate)
	words := t.T("ui.loan.rate-words", t.T("ui.loan.method."+terms.Method.String()), rate)
	if effective := coop.EffectiveRate(lines, terms.Principal); effective > terms.Rate+25 {
		words += " " + t.T("ui.loan.rate-effective", coop.FormatRate(effective))
	}
	return words
}

// deed is something that can be done on a page, with the letter that does it.
type deed struct {
	key, word string // their translation keys
	do        func()
}

// deedButtons shows each deed behind its letter.
func (t *Text) deedButtons(deeds []deed) []fyne.CanvasObject {
	var buttons []fyne.CanvasObject
	for i, d := range deeds {
		words := t.T(d.key) + " · " + t.T(d.word)
		if i == 0 {
			buttons = append(buttons, kit.Main(words, nil, d.do))
			continue
		}
		buttons = append(buttons, kit.Button(words, nil, d.do))
	}
	return buttons
}

// byLetter does what a letter stands for.
func (t *Text) byLetter(deeds []deed, r rune) bool {
	for _, d := range deeds {
		if t.T(d.key) == string(unicode.ToUpper(r)) {
			d.do()
			return true
		}
	}
	return false
}

// problemWords says everything that speaks against something, one sentence a line, each once.
func (t *Text) problemWords(problems []coop.Problem) []string {
	var all []string
	seen := map[string]bool{}
	for _, p := range problems {
		if words := t.Problem(p); !seen[words] {
			seen[words] = true
			all = append(all, words)
		}
	}
	return all
}

// againstLoan shows what speaks against a loan, or that nothing does.
func (t *Text) againstLoan(problems []coop.Problem) []fyne.CanvasObject {
	if len(problems) == 0 {
		return []fyne.CanvasObject{kit.Flow(0, kit.Chip(kit.ToneGood, "✓ "+t.T("ui.loan.nothing-against")))}
	}
	return []fyne.CanvasObject{
		kit.Notice(kit.ToneWait, strings.Join(t.problemWords(problems), "\n")),
	}
}

// loanFacts are what a loan is looked at by, beside its own terms.
type loanFacts struct {
	register coop.LoanRegister
	members  []coop.MemberView
	savings  map[coop.ID]map[string]coop.Money
}

// of gives what the rules look at for one member.
func (f *loanFacts) of(member coop.ID, day coop.Date) coop.LoanFacts {
	facts := coop.LoanFacts{
		Day: day, Savings: f.savings[member], Loans: f.register.States(), OwnCapital: f.register.OwnCapital,
	}
	for _, m := range f.members {
		if m.Member == member {
			if joined, err := coop.ParseDate(m.Joined, day); err == nil {
				facts.Joined = joined
			}
		}
	}
	return facts
}

// linesOf makes the lines of an entry readable: with the names of accounts and members.
func (f *loanFacts) linesOf(lines []coop.Line, accounts []coop.AccountRow) []coop.LineView {
	var views []coop.LineView
	for _, l := range lines {
		v := coop.LineView{Line: l}
		for _, a := range accounts {
			if a.Code == l.Account {
				v.AccountName = [2]string{a.NameID, a.NameEN}
			}
		}
		for _, m := range f.members {
			if m.Member == l.Member {
				v.MemberNumber, v.MemberName = m.Number, m.Name
			}
		}
		views = append(views, v)
	}
	return views
}
