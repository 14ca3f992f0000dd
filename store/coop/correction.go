package coop

import (
	"slices"
	"strings"
)

// What speaks against putting an entry right. None has an argument but the first.
const (
	ProblemCorrectReversed = "correction.reversed" // it was taken back already, by {0}
	ProblemCorrectReversal = "correction.reversal" // it takes another entry back itself
	ProblemCorrectVoid     = "correction.void"     // it does not count
	ProblemCorrectReason   = "correction.reason"   // no reason was given
	ProblemCorrectSame     = "correction.same"     // nothing was changed
	ProblemCorrectClosing  = "correction.closing"  // a year close made it: the year is reopened instead
)

// CorrectionOnce is the once-rule of the entry that stands in another's place. Two laptops that put the same entry
// right reverse it once only; without this rule both new entries would count, and the amount would stand there twice.
func CorrectionOnce(entry ID) Once { return Once{Rule: "correction", Subject: entry.String()} }

// MayCorrect says what speaks against putting an entry right; reversal is the voucher of what took it back, if any.
func MayCorrect(e EntryView, reversal string) (Problem, bool) {
	switch {
	case e.Kind == KindClose:
		return Problem{Key: ProblemCorrectClosing}, false
	case e.Kind == KindReversal:
		return Problem{Key: ProblemCorrectReversal}, false
	case !e.What.Counts() || e.Posted == 0:
		return Problem{Key: ProblemCorrectVoid}, false
	case !e.ReversedBy.IsZero():
		return Problem{Key: ProblemCorrectReversed, Args: []any{reversal}}, false
	}
	return Problem{}, true
}

// CorrectionDay is the day on which an entry is taken back when it is put right: the day it stands on, so that no
// statement shows the amount twice between the two. What stands in a closed period stays there: it is taken back today,
// or on the first open day where the clock is behind that.
func CorrectionDay(posted, closed, today Date) Date {
	if posted > closed {
		return posted
	}
	return max(today, closed.AddDays(1))
}

// Correct gives the acts that put an entry right: its reversal on the day, and what should have been recorded. They
// belong into one call of Record: a book with one and without the other would be wrong.
func Correct(old EntryView, day Date, reason string, now Entry) ([]Act, []Problem) {
	reason = strings.TrimSpace(reason)
	if problem, may := MayCorrect(old, ""); !may {
		return nil, []Problem{problem}
	}
	lines := make([]Line, len(old.Lines))
	for i, l := range old.Lines {
		lines[i] = l.Line
	}
	same := old.Date == now.Date && old.Occasion == now.Occasion && old.Remark == now.Remark &&
		old.Evidence == now.Evidence && slices.Equal(lines, now.Lines)
	switch {
	case same:
		return nil, []Problem{{Key: ProblemCorrectSame}}
	case reason == "":
		return nil, []Problem{{Key: ProblemCorrectReason}}
	}
	if old.Remark == now.Remark && old.Evidence == now.Evidence {
		now.Sealed = old.Sealed // what was sealed of the remark goes with it
	}
	now.Corrects, now.Once = old.ID, CorrectionOnce(old.ID)
	return []Act{
		{Kind: KindReversal, Body: Reversal{Entry: old.ID, Date: day, Reason: reason}},
		{Kind: KindEntry, Body: now},
	}, nil
}
