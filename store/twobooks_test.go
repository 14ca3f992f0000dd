package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"lumbung/store/coop"
)

// TestTwoBooks gives two real books 200 random changes each, both without a line, and then exchanges them in random
// pieces and order, some of it twice: the dumps are equal and a full verify finds nothing in either.
func TestTwoBooks(t *testing.T) {
	rounds := 1
	if long {
		rounds = 50
	}
	for round := range rounds {
		t.Run(fmt.Sprint(round), func(t *testing.T) { twoBooks(t, rand.New(rand.NewPCG(7, uint64(round)))) })
	}
}

func twoBooks(t *testing.T, r *rand.Rand) {
	a := newTestBook(t)
	members := a.withMembers(t, 5)
	a.closeMonth(t, 202512)
	b := a.join(t, "b")
	a.exchange(t, b)
	for _, book := range []*testBook{a, b} {
		w := wanderer{testBook: book, r: r, members: members}
		for recorded := 0; recorded < 200; {
			recorded += w.step(t)
		}
	}
	books := []*testBook{a, b}
	for range 1000 {
		from, to := books[0], books[1]
		if r.IntN(2) == 0 {
			from, to = to, from
		}
		runs := must(from.Runs(ctx, must(to.Heads(ctx))(t), 200+r.IntN(20_000)))(t)
		back := must(to.Runs(ctx, must(from.Heads(ctx))(t), 0))(t)
		if len(runs) == 0 && len(back) == 0 {
			break
		}
		r.Shuffle(len(runs), func(i, j int) { runs[i], runs[j] = runs[j], runs[i] })
		for range 1 + r.IntN(2) {
			if _, err := to.Receive(ctx, runs...); err != nil {
				t.Fatal(err)
			}
		}
		if r.IntN(5) == 0 {
			to.reopen(t)
		}
	}
	if x, y := dumpOf(t, a), dumpOf(t, b); x != y {
		t.Fatal("the books differ")
	}
	for _, book := range books {
		if gaps := must(book.Gaps(ctx))(t); len(gaps) > 0 {
			t.Errorf("still waiting for %v", gaps)
		}
	}
}

// wanderer records at random what a village records.
type wanderer struct {
	*testBook
	r       *rand.Rand
	members []coop.ID
	entries []coop.ID
}

// step records one thing, and says whether it was recorded: what would not count is refused.
func (w *wanderer) step(t *testing.T) int {
	t.Helper()
	day := coop.Date(20260101 + 100*w.r.IntN(3) + w.r.IntN(28))
	member := w.members[w.r.IntN(len(w.members))]
	who := w.person(t, "Siti")
	var body any
	switch w.r.IntN(12) {
	case 0:
		if len(w.entries) == 0 {
			return 0
		}
		body = coop.Reversal{Entry: w.entries[w.r.IntN(len(w.entries))], Date: day, Reason: "salah"}
	case 1:
		body = coop.Opening{Date: 20260101, Account: "21101", Amount: -1000_00, Member: member}
	case 2:
		body = coop.Setting{Key: coop.SettingMandatory, From: day, Value: fmt.Sprint(1000 * (1 + w.r.IntN(30)))}
	case 3:
		return w.edit(t, who, member)
	case 4:
		return w.close(t, coop.Month(202601+w.r.IntN(3)))
	case 5:
		e := entry(day, "11101", "41109", int64(1+w.r.IntN(3)))
		e.Once = coop.ImportOnce("kas.csv", fmt.Sprint(w.r.IntN(20)))
		body = e
	case 6:
		e := entry(day, "11101", "41109", 5000)
		e.Remark = "dari 081234567890"
		body = e
	default:
		body = dues(day, member, 20_000, coop.Month(202601+w.r.IntN(12)), coop.Month(202701))
	}
	return w.try(t, who, act(body))
}

func (w *wanderer) try(t *testing.T, who coop.Session, acts ...coop.Act) int {
	t.Helper()
	done, err := w.Record(ctx, who, acts...)
	var refusal *coop.Refusal
	var problem coop.Problem
	if errors.As(err, &refusal) || errors.As(err, &problem) && problem.Key == coop.ProblemClosedDay {
		return 0
	}
	if err != nil {
		t.Fatal(err)
	}
	if done[0].Already {
		return 0
	}
	if done[0].Voucher != "" {
		w.entries = append(w.entries, done[0].ID)
	}
	return 1
}

func (w *wanderer) edit(t *testing.T, who coop.Session, member coop.ID) int {
	t.Helper()
	in := coop.MemberInput{Hamlet: fmt.Sprint(w.r.IntN(9))}
	in.NIK = fmt.Sprintf("611203410785%04d", w.r.IntN(3))
	if _, err := w.EditMember(ctx, who, member, in); err != nil {
		t.Fatal(err)
	}
	return 1
}

func (w *wanderer) close(t *testing.T, month coop.Month) int {
	t.Helper()
	budi := w.person(t, "Budi")
	var body any
	body, kind := must(w.CloseBody(ctx, month, w.r.IntN(2) == 0))(t), coop.KindClose
	if w.r.IntN(2) == 0 {
		body, kind = must(w.ReopenBody(ctx, "kurang bukti"))(t), coop.KindReopen
	}
	mark := must(w.Sign(ctx, budi, testPhrase, kind, body))(t)
	return w.try(t, budi, coop.Act{Kind: kind, Body: body, Mark: mark})
}
