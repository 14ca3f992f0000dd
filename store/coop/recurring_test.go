package coop

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
)

// TestRecurring plays testdata/recurring.txt.
func TestRecurring(t *testing.T) {
	data, err := os.ReadFile("testdata/recurring.txt")
	if err != nil {
		t.Fatal(err)
	}
	desk := Desk{Occasions: standardOccasions(t)}
	for _, a := range standardChart(t) {
		desk.Accounts = append(desk.Accounts, AccountRow{
			Code: a.Code, NameID: a.NameID, Type: a.Type, Heading: a.Heading, Sub: a.Sub,
		})
	}
	s := recurringStory{t: t, desk: desk}
	for n, row := range strings.Split(string(data), "\n") {
		s.line = n + 1
		words := strings.Fields(row)
		switch {
		case len(words) == 0 || strings.HasPrefix(row, "#"):
		case !strings.HasPrefix(row, " "):
			s.left()
			s.done, s.closed, s.asked, s.rest = map[ID]Became{}, 0, 0, nil
		default:
			s.play(words, row)
		}
	}
	s.left()
	if s.line < 40 {
		t.Error("the story is too short")
	}
}

type recurringStory struct {
	t        *testing.T
	desk     Desk
	line     int
	template Template
	rhythm   Recurring
	done     map[ID]Became
	closed   Date
	asked    Month
	rest     []string // of what was offered for the month asked and nobody expected
}

func (s *recurringStory) left() {
	if len(s.rest) > 0 {
		s.t.Errorf("line %d: nobody expected %q", s.line, s.rest)
	}
}

func monthIn(text string) Month {
	n, _ := strconv.Atoi(strings.ReplaceAll(text, "-", ""))
	return Month(n)
}

func (s *recurringStory) play(w []string, row string) {
	switch w[0] {
	case "template":
		s.template = Template{Name: "Contoh", Occasion: w[1], Answers: map[string]string{}}
		for _, word := range w[2:] {
			key, value, _ := strings.Cut(word, "=")
			s.template.Answers[key] = value
		}
		s.asked = 0
	case "journal":
		s.template = Template{Name: "Contoh"}
		for _, word := range w[1:] {
			parts := strings.Split(word, ":")
			line := TemplateLine{Account: parts[0], Debit: parts[1], Credit: parts[2]}
			s.template.Lines = append(s.template.Lines, line)
		}
		s.asked = 0
	case "rhythm":
		s.rhythm = Recurring{Name: "Contoh"}
		for _, word := range w[1:] {
			key, value, _ := strings.Cut(word, "=")
			n, _ := strconv.Atoi(value)
			switch key {
			case "day":
				s.rhythm.Day = n
			case "every":
				s.rhythm.Every = n
			case "from":
				s.rhythm.From = monthIn(value)
			case "until":
				s.rhythm.Until = monthIn(value)
			}
		}
	case "closed":
		s.closed = Date(monthIn(w[1]))
	case "done":
		s.done[RecurringOnce("Contoh", monthIn(w[1])).ID()] = Became{Entry: ID{1}}
		s.asked = 0
	default:
		s.expect(monthIn(strings.TrimSuffix(w[0], ":")), strings.TrimSpace(row[strings.Index(row, ":")+1:]))
	}
}

func (s *recurringStory) expect(m Month, want string) {
	if m != s.asked {
		s.left()
		s.asked, s.rest = m, s.offered(m)
	}
	if want == "nothing" {
		return
	}
	for i, got := range s.rest {
		if got == want {
			s.rest = append(s.rest[:i:i], s.rest[i+1:]...)
			return
		}
	}
	s.t.Errorf("line %d: want %q, got %q", s.line, want, s.rest)
}

func (s *recurringStory) offered(m Month) []string {
	act, problems := KeepRecurring([]Template{s.template}, s.rhythm)
	if len(problems) > 0 {
		s.t.Fatalf("line %d: %v", s.line, problems)
	}
	template, problems := KeepTemplate(nil, s.template, "")
	if len(problems) > 0 {
		s.t.Fatalf("line %d: %v", s.line, problems)
	}
	var settings []SettingRow
	for _, a := range append(template, act) {
		b := a.Body.(Setting)
		settings = append(settings, SettingRow{Key: b.Key, Value: b.Value})
	}
	var out []string
	chores := RecurringChores(settings, s.desk, m, s.closed, func(o Once) Became { return s.done[o.ID()] })
	for _, c := range chores {
		text := fmt.Sprint(c.Entry.Date)
		for _, l := range c.Entry.Lines {
			side, amount := "D", l.Amount
			if amount < 0 {
				side, amount = "K", -amount
			}
			text += " " + side + " " + l.Account + " " + FormatPlain(amount)
		}
		switch {
		case !c.Open():
			text = "recorded"
		case len(c.Problems) > 0:
			text = "! " + c.Problems[0].Key
		case c.Entry.Once != RecurringOnce("Contoh", c.Month) || c.Amount() <= 0:
			s.t.Errorf("line %d: %+v", s.line, c)
		}
		out = append(out, text)
	}
	return out
}

// A rhythm that says nonsense is refused, and one that was typed comes back as it was.
func TestRecurring_Refuses(t *testing.T) {
	there := []Template{{Name: "Sewa"}}
	for _, c := range []struct {
		r    Recurring
		want string
	}{
		{Recurring{Name: "Sewa", Day: 0, Every: 1, From: 202601}, ProblemRecurringDay},
		{Recurring{Name: "Sewa", Day: 32, Every: 1, From: 202601}, ProblemRecurringDay},
		{Recurring{Name: "Sewa", Day: 1, Every: 0, From: 202601}, ProblemRecurringEvery},
		{Recurring{Name: "Sewa", Day: 1, Every: 1}, ProblemRecurringFrom},
		{Recurring{Name: "Sewa", Day: 1, Every: 1, From: 202601, Until: 202512}, ProblemRecurringFrom},
		{Recurring{Name: "Gaji", Day: 1, Every: 1, From: 202601}, ProblemRecurringGone},
	} {
		if _, problems := KeepRecurring(there, c.r); len(problems) != 1 || problems[0].Key != c.want {
			t.Errorf("%+v: %v, want %s", c.r, problems, c.want)
		}
	}
	want := Recurring{Name: "Sewa", Day: 31, Every: 12, From: 202601, Until: 203012}
	act, problems := KeepRecurring(there, want)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	b := act.Body.(Setting)
	if got := RecurringsOf([]SettingRow{{Key: b.Key, Value: b.Value}}); len(got) != 1 || got[0] != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	b = DropRecurring("Sewa").Body.(Setting)
	if got := RecurringsOf([]SettingRow{{Key: b.Key, Value: b.Value}}); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

// What is accrued and how it ends: golden row 61 and what follows it.
func TestAccruals(t *testing.T) {
	view := func(n byte, day Date, occasion string, once Once, lines ...Line) EntryView {
		e := EntryView{EntryRow: EntryRow{ID: ID{n}, Kind: KindEntry, Date: day, Posted: day, Occasion: occasion}}
		if !once.IsZero() {
			e.Once = once.ID()
		}
		e.Voucher = fmt.Sprint(n)
		for _, l := range lines {
			e.Lines = append(e.Lines, LineView{Line: l})
		}
		return e
	}
	rp := func(n int64) Money { return Money(n) * Rupiah }
	accrued := func(n byte, day Date, amount int64) EntryView {
		return view(n, day, OccasionAccrual, Once{}, Line{Account: "61201", Amount: rp(amount)},
			Line{Account: "23104", Amount: -rp(amount)})
	}
	december, january := accrued(1, 20251231, 150_000), accrued(2, 20260131, 170_000)
	list := func(day Date, entries ...EntryView) string {
		text := ""
		for _, a := range Accruals(entries, day) {
			text += fmt.Sprintf("%s %s %s of %s; ", a.Date, a.Account, FormatPlain(a.Left), FormatPlain(a.Amount))
		}
		return text
	}
	check := func(what, got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("%s: %q, want %q", what, got, want)
		}
	}
	check("both", list(20260228, january, december),
		"2025-12-31 23104 150.000 of 150.000; 2026-01-31 23104 170.000 of 170.000; ")
	check("in December", list(20251231, january, december), "2025-12-31 23104 150.000 of 150.000; ")
	open := Accruals([]EntryView{december, january}, 20260228)
	paid, problems := PayAccrual(open[0], 20260105, "11101", rp(155_000), "")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	check("paid with more", linesTold(paid.Lines), "23104 150.000, 61201 5.000, 11101 -155.000")
	check("named", list(20260228, december, january, view(3, paid.Date, paid.Occasion, paid.Once, paid.Lines...)),
		"2026-01-31 23104 170.000 of 170.000; ")
	turned := TurnAccrual(open[1], 0)
	check("turned", fmt.Sprint(turned.Date, " ", linesTold(turned.Lines)), "2026-02-01 23104 170.000, 61201 -170.000")
	check("turned back", list(20260228, december, january, view(4, turned.Date, turned.Occasion, turned.Once,
		turned.Lines...)), "2025-12-31 23104 150.000 of 150.000; ")
	loose := view(5, 20260210, OccasionAccrualPaid, Once{}, Line{Account: "23104", Amount: rp(200_000)},
		Line{Account: "11101", Amount: -rp(200_000)})
	check("paid by account", list(20260228, december, january, loose), "2026-01-31 23104 120.000 of 170.000; ")
	gone := december
	gone.ReversedBy = ID{9}
	check("taken back", list(20260228, gone, january), "2026-01-31 23104 170.000 of 170.000; ")
	for want, refused := range map[string]func() (Entry, []Problem){
		ProblemAccrualDone: func() (Entry, []Problem) { return PayAccrual(Accrual{}, 20260105, "11101", 1, "") },
		ProblemAccrualDay:  func() (Entry, []Problem) { return PayAccrual(open[0], 20251230, "11101", 1, "") },
		ProblemAccrualPaid: func() (Entry, []Problem) { return PayAccrual(open[0], 20260105, "11101", 0, "") },
		ProblemAssetCash:   func() (Entry, []Problem) { return PayAccrual(open[0], 20260105, "61201", 1, "") },
	} {
		if _, problems := refused(); len(problems) != 1 || problems[0].Key != want {
			t.Errorf("%v, want %s", problems, want)
		}
	}
	if AccrualChores(open, nil, 202601, 0) != nil {
		t.Error("turned back without being told to")
	}
	yes := []SettingRow{{Key: SettingAccrualTurn, Value: "yes"}}
	if got := AccrualChores(open, yes, 202601, 0); len(got) != 1 || got[0].Entry.Date != 20260101 {
		t.Errorf("%+v", got)
	}
}

func linesTold(lines []Line) string {
	text := make([]string, len(lines))
	for i, l := range lines {
		text[i] = l.Account + " " + signed(l.Amount)
	}
	return strings.Join(text, ", ")
}
