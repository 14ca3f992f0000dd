package coop

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestLoanStories plays the tables of testdata/loans: what is done on a day, and the entry that it makes, as an
// accountant would write it, or what the loan looks like then.
func TestLoanStories(t *testing.T) {
	files, err := filepath.Glob("testdata/loans/*.txt")
	if err != nil || len(files) < 4 {
		t.Fatalf("only %d files, %v", len(files), err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			s := &loanStory{t: t}
			for i, line := range strings.Split(string(data), "\n") {
				cells := strings.Split(line, "|")
				for i := range cells {
					cells[i] = strings.TrimSpace(cells[i])
				}
				switch {
				case len(cells) < 2:
				case cells[0] == "rules":
					key, value, _ := strings.Cut(cells[1], " ")
					s.rules = append(s.rules, SettingRow{Key: key, Value: value})
				case cells[0] == "loan":
					s.begin(cells[1])
				default:
					if got := s.tell(cells[0], cells[1]); got != cells[2] {
						t.Errorf("line %d: %s\n got %s\nwant %s", i+1, line, got, cells[2])
					}
				}
			}
		})
	}
}

// loanStory is one loan told by a table.
type loanStory struct {
	t     *testing.T
	c     *LoanCase
	rules []SettingRow // of the next loan
	held  []SettingRow
	loss  Money // on 12109, credit positive
	once  map[ID]bool
	n     int
}

func (s *loanStory) begin(text string) {
	s.c = &LoanCase{ID: testID("loan"), Loan: Loan{Member: testID("member")}, Granted: true}
	s.held, s.rules, s.loss, s.once = s.rules, nil, 0, map[ID]bool{}
	w := strings.Fields(text) // flat 10.000.000 12 months 1200 from 2025-09-22 …
	terms := LoanTerms{Rounding: RoundHalfUp, Order: PaymentUsual, EarlyFlat: 10_000, Advance: AdvancePark}
	terms.Method, _ = ParseLoanMethod(w[0])
	terms.Principal, terms.Months, terms.Rate = s.money(w[1]), s.number(w[2]), s.number(w[4])
	terms.First, _ = ParseDate(w[6], 20261231)
	for _, option := range w[7:] {
		key, value, _ := strings.Cut(option, "=")
		switch key {
		case "provision":
			terms.Provision = s.number(value)
		case "admin":
			terms.Admin = s.money(value)
		case "penalty":
			terms.Penalty = s.number(value)
		case "grace":
			terms.Grace = s.number(value)
		case "cap":
			terms.Cap = s.number(value)
		case "early":
			terms.EarlyFlat = s.number(value)
		case "early-days":
			terms.EarlyDays = true
		case "advance":
			terms.Advance, _ = ParseAdvanceRule(value)
		case "order":
			terms.Order = PaymentOrder(s.number(value))
		case "collateral":
			s.c.Loan.Behind = []Security{{Class: SecurityGoods, Value: s.money(value), Text: "BPKB"}}
		default:
			s.t.Fatalf("option %s", option)
		}
	}
	if problems := terms.Problems(); problems != nil {
		s.t.Fatal(text, problems)
	}
	s.c.Terms = terms
}

func (s *loanStory) money(text string) Money {
	m, err := ParseMoney(text)
	if err != nil {
		s.t.Fatal(text, err)
	}
	return m
}

func (s *loanStory) number(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		s.t.Fatal(err)
	}
	return n
}

// decide makes a granted decision.
func (s *loanStory) decide(day Date, class LoanClass, amount Money, grade Grade) LoanDecision {
	d := LoanDecision{
		Act:     LoanAct{Loan: s.c.ID, Class: class, Date: day, Amount: amount, Grade: grade, Reason: "rapat"},
		Granted: true, Head: Head{Hash: Hash{byte(len(s.c.Acts) + 1)}},
	}
	s.c.Acts = append(s.c.Acts, d)
	return d
}

func (s *loanStory) tell(on, what string) string {
	day, err := ParseDate(on, 20271231)
	if err != nil {
		s.t.Fatal(on, err)
	}
	rules := LoanRulesAt(s.held, day)
	state := s.c.StateAt(day, rules)
	w := strings.Fields(what)
	switch w[0] {
	case "state":
		return describeLoan(&state)
	case "owed":
		x := state.Settle()
		return fmt.Sprintf("penalty %s, interest %s, principal %s, waived %s", FormatPlain(x.Penalty),
			FormatPlain(x.Interest), FormatPlain(x.Principal), FormatPlain(x.Waived))
	case "schedule":
		var lines []string
		for _, l := range state.Lines {
			lines = append(lines, FormatPlain(l.Principal)+"+"+FormatPlain(l.Interest))
		}
		return strings.Join(lines, " ")
	case "month":
		return s.write(LoanMonthEnd([]LoanState{state}, s.loss, day.Month(), rules, LoanText{}))
	case "grade":
		s.decide(day, LoanGrade, 0, Grade(s.number(w[1])))
		return "done"
	case "waive":
		s.decide(day, LoanWaive, s.money(w[1]), 0)
		return "done"
	case "reverse":
		last := s.c.Moves[len(s.c.Moves)-1].Entry
		for _, m := range slices.Clone(s.c.Moves) {
			if m.Entry == last {
				m.Entry, m.Reverses, m.Kind, m.Amount, m.Date, m.Posted = testID("back"), last, KindReversal, -m.Amount,
					day, day
				s.c.Moves = append(s.c.Moves, m)
			}
		}
		return "done"
	}
	e, problems := s.act(&state, w, rules)
	if problems != nil {
		return fmt.Sprint(problems)
	}
	return s.write([]Entry{e})
}

// act makes the entry of a row.
func (s *loanStory) act(state *LoanState, w []string, rules LoanRules) (Entry, []Problem) {
	none := LoanText{}
	switch w[0] {
	case "out":
		fees := ""
		if len(w) == 4 {
			fees = w[3]
		}
		return state.PayOutEntry(w[1], fees, none)
	case "pay":
		from := "11103"
		if len(w) == 3 {
			from = AccountParked
		}
		amount := s.money(w[1])
		return state.PayEntry(state.Split(amount), []Line{s.c.line(from, amount)}, none)
	case "take": // over
		open := LoanOpen{Member: s.money(w[4])}
		if len(w) > 5 {
			open = LoanOpen{Nobody: open.Member}
		}
		return state.TakeOverEntry(s.money(w[2]), open, none)
	case "write": // off
		return state.WriteOffEntry(s.decide(state.Day, LoanWriteOff, s.money(w[2]), 0), s.loss, none)
	case "recover":
		return state.RecoverEntry(s.money(w[1]), "11103", none)
	case "forgive":
		return state.ForgiveEntry(s.decide(state.Day, LoanForgive, s.money(w[1]), 0), none)
	case "seize":
		return state.SeizeEntry(s.decide(state.Day, LoanSeize, s.money(w[1]), 0), none)
	case "renew":
		c := &LoanCase{ID: testID("new"), Granted: true, Loan: Loan{Member: s.c.Loan.Member, Replaces: s.c.ID}}
		c.Terms = s.c.Terms
		c.Terms.Months, c.Terms.Principal = s.number(w[1]), state.Outstanding
		if rules.Capitalise {
			c.Terms.Principal += state.Accrued
		}
		next := c.StateAt(state.Day, rules)
		s.c.Replaced = c.ID
		return next.RenewEntry(state, rules, "", none)
	}
	s.t.Fatal("no such act: ", w)
	return Entry{}, nil
}

// write records entries whose once-rule is new, and says their lines.
func (s *loanStory) write(entries []Entry) string {
	var said []string
	for _, e := range entries {
		if !e.Once.IsZero() && s.once[e.Once.ID()] {
			continue
		}
		s.once[e.Once.ID()] = true
		if CheckLines(e.Lines) != WhatNone {
			s.t.Errorf("%+v does not balance", e)
		}
		s.n++
		var lines []string
		for _, l := range e.Lines {
			side := "D "
			if l.Amount < 0 {
				side = "K "
			}
			lines = append(lines, side+l.Account+" "+FormatPlain(max(l.Amount, -l.Amount)))
			if l.Account == AccountLoanLoss {
				s.loss -= l.Amount
			}
			if l.Loan == s.c.ID {
				s.c.Moves = append(s.c.Moves, LoanMove{
					Entry: testID(strconv.Itoa(s.n)), Kind: KindEntry, Date: e.Date, Posted: e.Date, Account: l.Account,
					Amount: l.Amount,
				})
			}
		}
		said = append(said, strings.Join(lines, ", "))
	}
	if len(said) == 0 {
		return "nothing"
	}
	return strings.Join(said, " / ")
}

func describeLoan(s *LoanState) string {
	status := []string{
		"", "applied", "declined", "granted", "running", "settled", "replaced", "written off", "forgiven",
	}[s.Status]
	text := fmt.Sprintf("%s, owed %s, penalty %s, interest %s, principal %s, late %d, grade %d", status,
		FormatPlain(s.Outstanding), FormatPlain(s.Arrears.Penalty), FormatPlain(s.Arrears.Interest),
		FormatPlain(s.Arrears.Principal), s.Late, s.Grade)
	if s.Parked != 0 {
		text += ", parked " + FormatPlain(s.Parked)
	}
	if s.WrittenOff != 0 {
		text += ", claimed " + FormatPlain(s.WrittenOff)
	}
	return text
}
