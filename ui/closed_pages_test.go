package ui

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// closedScene is a page that records money, with what a person does on it.
type closedScene struct {
	name  string
	first func(t testing.TB) *village
	do    func(t testing.TB, s *screen)
}

// recordsHere opens a page and records what it proposes.
func recordsHere(to Route) func(testing.TB, *screen) {
	return func(t testing.TB, s *screen) {
		s.Go(to)
		s.at.self.(recorder).record()
	}
}

func closedPages() []closedScene {
	return append(slices.Concat(closedSavingPages(), closedMoneyPages(), closedOtherPages()), []closedScene{
		{"an occasion", busyVillage, func(t testing.TB, s *screen) {
			s.Go(Route{Page: PageRecord, Arg: "electricity"})
			for _, q := range s.at.self.(*recordPage).questions {
				if q.prompt.Kind == coop.PromptAmount {
					q.money().SetText("75.000")
				}
			}
			s.command(t, "record")
		}},
		{"a plain entry", busyVillage, func(t testing.TB, s *screen) {
			s.Go(Route{Page: PageJournalEntry})
			s.lines(t, "61201 75000\n11101 -75000")
			s.command(t, "record")
		}},
		{"what runs this month", equippedVillage, recordsHere(Route{Page: PageChores, Arg: "2026-11"})},
		{"what ran last month", equippedVillage, recordsHere(Route{Page: PageChores, Arg: "2026-10"})},
		{"an asset bought", busyVillage, func(t testing.TB, s *screen) {
			s.buysComputer(t)
			s.command(t, "record")
		}},
		{"a count and its difference", busyVillage, func(t testing.TB, s *screen) {
			s.countsTill(t, 5_000)
			s.typed("uang logam")
			s.command(t, "record")
		}},
		{"a reversal", busyVillage, func(t testing.TB, s *screen) {
			s.Go(Route{Page: PageReversal, Arg: s.village.entries()[0].ID.String()})
			s.at.self.(*reversalPage).reason.SetText("salah catat")
			s.command(t, "record")
		}},
		{"dues of several months", busyVillage, func(t testing.TB, s *screen) {
			s.command(t, "dues")
			s.pressed(fyne.KeySpace)
			s.command(t, "record")
			s.command(t, "record")
		}},
	}...)
}

func closedMoneyPages() []closedScene {
	return []closedScene{
		{"an instalment of a member", func(t testing.TB) *village {
			l := newLendable(t)
			l.lent(3, 10_000_000, "flat", 20260810)
			return l.village
		}, func(t testing.TB, s *screen) {
			r := must(s.village.Loans(t.Context(), 20261125))(t)
			s.Go(Route{Page: PageLoanEntry, Arg: loanPay + ":" + r.Loans[0].Case.ID.String()})
			s.pressed(fyne.KeyReturn)
			s.typed("1500000")
			s.command(t, "record")
		}},
		{"an instalment to the bank", func(t testing.TB) *village {
			v, _ := loanVillage(t)
			return v
		}, func(t testing.TB, s *screen) {
			all := must(s.village.Borrowings(t.Context(), 20261231))(t)
			s.Go(Route{Page: PageBorrowingMove, Arg: "pay:" + all[0].ID.String()})
			s.at.self.(*borrowingMovePage).record()
		}},
		{"an advance accounted for", advanceVillage, func(t testing.TB, s *screen) {
			s.command(t, "advances")
			s.at.self.(*advancesPage).settle(0)
			for _, q := range s.at.self.(*recordPage).questions {
				if value := map[string]string{"spent": "270.000", "returned": "30.000"}[q.prompt.Key]; value != "" {
					q.money().SetText(value)
				}
			}
			s.command(t, "record")
		}},
		{"a surplus divided and paid", func(t testing.TB) *village {
			v := surplusVillage(t)
			v.decided(t, true)
			return v
		}, func(t testing.TB, s *screen) {
			s.command(t, "surplus")
			s.command(t, "record")
			s.command(t, "record")
			s.command(t, "record")
			s.pressed(fyne.KeySpace)
			s.command(t, "record")
		}},
	}
}

// closedOtherPages put something right, compare with the bank, pay a surplus out and plan.
func closedOtherPages() []closedScene {
	return []closedScene{
		{"a correction", busyVillage, func(t testing.TB, s *screen) {
			wrong := s.village.entries()[2]
			s.Go(Route{Page: PageEntry, Arg: wrong.ID.String()})
			s.command(t, "correct")
			s.focusReason(t)
			s.typed("salah jum")
			s.pressed(fyne.KeyReturn)
		}},
		{"a bank's fee recorded from its statement", func(t testing.TB) *village {
			return bankVillage(t, true)
		}, func(t testing.TB, s *screen) {
			s.Banks = paperBank{}
			s.Go(Route{Page: PageBank, Arg: "11202"})
			p := s.at.self.(*bankPage)
			for i, r := range p.rows {
				if r.bank == "ADM 11/26" {
					p.ledger.GoTo(i)
				}
			}
			p.letter('c')
			s.at.self.(*bankPage).record()
		}},
		{"a surplus divided before, paid now", func(t testing.TB) *village {
			v := surplusVillage(t)
			v.decided(t, true)
			s := newScreen(t, v, "id", kit.LookPaper, 100)
			s.Go(Route{Page: PageSurplusDivide})
			s.command(t, "record")
			if len(must(v.SurplusShares(t.Context(), 2025))(t)) == 0 {
				t.Fatal("nothing is divided")
			}
			return v
		}, func(t testing.TB, s *screen) {
			s.Go(Route{Page: PageSurplusPay})
			s.pressed(fyne.KeySpace)
			s.command(t, "record")
			s.command(t, "record")
		}},
		{"a budget, which is no money", busyVillage, func(t testing.TB, s *screen) {
			s.Go(Route{Page: PageBudget, Arg: "2026"})
			p := s.at.self.(*budgetPage)
			p.cells[coop.BudgetKey{Account: "61201"}] = 1_000_000_00
			had := s.village.head.Seq
			p.record()
			if s.village.head.Seq != had+1 {
				t.Error("a plan of the year is refused for a closed month of it")
			}
			s.Go(Route{Page: PageRecord, Arg: "electricity"}) // and no way to record in the month
			s.command(t, "record")
		}},
	}
}

func closedSavingPages() []closedScene {
	return []closedScene{
		{"somebody leaves and is paid", savingVillage, func(t testing.TB, s *screen) {
			s.Go(Route{Page: PageLeave, Arg: s.village.someMember(t, 7).Member.String()})
			s.at.self.(*leavePage).ask.reason.SetText("pindah desa")
			s.command(t, "record")
			agree := s.at.self.(*leavePage).agree
			agree.pin.SetText("1234")
			agree.words.SetText("bato lumi seka rodu")
			s.command(t, "record")
			s.command(t, "record")
		}},
		{"interest of a closed month", savingVillage, func(t testing.TB, s *screen) {
			s.command(t, "interest")
			s.command(t, "record")
		}},
		{"a term deposit", savingVillage, func(t testing.TB, s *screen) {
			s.Go(Route{Page: PageTermForm, Arg: s.village.someMember(t, 9).Member.String()})
			page := s.at.self.(*termFormPage)
			page.amount.SetText("5.000.000")
			page.number.SetText("B-009")
			page.from.SetChosen(kit.Option{Key: "11103", Title: "Kas"})
			s.command(t, "record")
		}},
		{"a deposit renewed", savingVillage, func(t testing.TB, s *screen) {
			terms := must(s.village.Terms(t.Context()))(t)
			s.Go(Route{Page: PageTermEnd, Arg: terms[0].ID.String() + termRoll})
			s.at.self.(*termEndPage).number.SetText("B-010")
			s.command(t, "record")
		}},
		{"a deposit paid", savingVillage, func(t testing.TB, s *screen) {
			terms := must(s.village.Terms(t.Context()))(t)
			s.Go(Route{Page: PageTermEnd, Arg: terms[2].ID.String()})
			s.command(t, "record")
		}},
	}
}

// Every page that records money, in a village whose chair closed the month of today ahead of its end: each day that a
// page offers by itself lies in a closed month. Whatever the page does, nothing may come to stand there, and nothing
// may be half recorded: it records on an open day, or says which days are open and stays.
func TestClosedPages(t *testing.T) {
	for _, c := range closedPages() {
		t.Run(c.name, func(t *testing.T) {
			s := newScreen(t, newVillage(t), "id", kit.LookPaper, 100)
			s.onVillage(c.first(t))
			v := s.village
			s.Go(Route{Page: PageClose, Arg: "2026-11"})
			s.closes()
			s.layer.Quieten()
			if closed := coop.NewFold(v.state).ClosedThrough(); closed != 20261130 {
				t.Fatalf("closed through %v", closed)
			}
			before, had := coop.TrialDigest(v.state, 202611), len(v.entries())
			c.do(t, s)
			if coop.TrialDigest(v.state, 202611) != before {
				t.Error("the closed months have moved")
			}
			for _, e := range v.entries() {
				if e.What == coop.WhatLate {
					t.Errorf("%s is recorded on %v and posts on %v", e.Occasion, e.Date, e.Posted)
				}
			}
			if len(v.entries()) == had && !s.shown("1 Desember 2026") && !s.shown("01/12/2026") {
				t.Errorf("nothing is recorded at %v, and no open day is named: %s", s.here(), s.texts())
			}
		})
	}
}
