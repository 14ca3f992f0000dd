package main

import (
	"context"
	"slices"
	"strings"

	"lumbung/store/coop"
	"lumbung/store/takeover"
	"lumbung/ui"
)

// ask is one thing to decide: rows of one side with the same words, proposal and doubts. It stays in the list once it
// is decided, so that a person can come back to it.
type ask struct {
	id   string
	text bool // a decision holds for the words, not only for these rows
	keys []string
}

// textReasons are the doubts that one decision about the words settles for all rows that have them.
var textReasons = []string{"takeover.rule-unsure", "takeover.not-placed", "takeover.no-rule", "takeover.draft"}

// asking are the reasons that a person has to decide about a row: a doubtful day is told with the sheet, the other
// half of a transfer needs no answer, and near names are asked among the members.
func asking(e takeover.Entry) []takeover.Problem {
	if e.Sure || e.State != takeover.Taken && e.State != takeover.Suspense {
		return nil
	}
	var reasons []takeover.Problem
	for _, r := range e.Reasons {
		if strings.HasPrefix(r.Key, "takeover.date-") || r.Key == "takeover.transfer-pair" ||
			r.Key == "takeover.name-near" {
			continue
		}
		reasons = append(reasons, r)
	}
	return reasons
}

func sideOf(e takeover.Entry) string {
	if e.Amount < 0 {
		return takeover.Out
	}
	return takeover.In
}

// asideReason names why rows were set aside: a kind of row, or the key of a sentence.
func asideReason(why string) coop.Problem {
	if strings.Contains(why, ".") {
		return coop.Problem{Key: why}
	}
	return coop.Problem{Key: "takeover.kind." + why}
}

// ask adds what is newly unsure and was not looked at before.
func (t *taking) ask() {
	at := map[string]int{}
	for _, e := range t.proposal.Entries {
		reasons := asking(e)
		if len(reasons) == 0 || t.asked[e.Key] || slices.Contains(t.memory.seen, e.Key) {
			continue
		}
		id, text := sideOf(e)+" "+takeover.Pattern(e.Text)+" "+e.Occasion, true
		for _, r := range reasons {
			id += " " + r.Key
			text = text && slices.Contains(textReasons, r.Key)
		}
		if e.Text == "" || e.Occasion == "member-deposit-held" && e.Member == "" {
			text = false // who paid differs from row to row
		}
		t.asked[e.Key] = true
		t.entries[e.Key] = e
		if i, known := at[id]; known {
			t.asks[i].keys = append(t.asks[i].keys, e.Key)
			continue
		}
		at[id] = len(t.asks)
		t.asks = append(t.asks, ask{id: id, text: text, keys: []string{e.Key}})
	}
}

func (t *taking) shownAsks() []ui.TakeoverAsk {
	names := map[string]string{}
	for _, m := range t.proposal.Members {
		names[m.Key] = m.Name
	}
	var all []ui.TakeoverAsk
	for _, a := range t.asks {
		shown := ui.TakeoverAsk{ID: a.id, Text: a.text}
		for _, key := range a.keys {
			shown.Rows = append(shown.Rows, t.shownRow(t.entries[key], names))
		}
		all = append(all, shown)
	}
	return all
}

func (t *taking) shownRow(e takeover.Entry, names map[string]string) ui.TakeoverRow {
	r := ui.TakeoverRow{
		Key: e.Key, File: e.File, Sheet: e.Sheet, N: e.N, Date: e.Date, Text: e.Text, Remark: e.Remark,
		Amount: e.Amount, Occasion: e.Occasion, Member: names[e.Member], Months: e.Months,
		Suspense: e.State == takeover.Suspense, Decided: slices.Contains(t.memory.seen, e.Key),
	}
	for _, reason := range asking(e) {
		r.Reasons = append(r.Reasons, say(reason))
	}
	for _, l := range e.Lines {
		if l.Account != e.Account && !slices.Contains(r.Accounts, l.Account) {
			r.Accounts = append(r.Accounts, l.Account)
		}
	}
	return r
}

// Decide places rows and remembers it. Where the rows cannot be what was decided, they stay as they were.
func (t *taking) Decide(_ context.Context, d ui.TakeoverDecision) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	before := t.memory
	for _, key := range d.Rows {
		if e, known := t.entries[key]; known {
			t.decideRow(e, d)
		}
	}
	t.memory.see(d.Rows)
	t.propose()
	if !d.Accept && !d.Suspense && t.misfits(d.Rows) {
		t.memory = before
		t.propose()
		return ui.ErrTakeoverMisfit
	}
	return t.memory.keep(t.book)
}

// decideRow turns a decision into one about the row, or about all rows with its words.
func (t *taking) decideRow(e takeover.Entry, d ui.TakeoverDecision) {
	about := takeover.Decision{What: takeover.AboutRow, Text: e.Short(), Note: e.String()}
	text := takeover.Decision{What: takeover.AboutText, Side: sideOf(e), Text: takeover.Pattern(e.Text)}
	switch {
	case d.Accept && d.Text:
		for _, open := range t.proposal.Decisions {
			if open.What == text.What && open.Side == text.Side && open.Text == text.Text {
				t.memory.put(open)
				return
			}
		}
	case d.Accept: // as it stands; that it was looked at is remembered
	case d.Suspense:
		about.Occasion, about.Account = map[bool]string{true: "cash-in", false: "cash-out"}[e.Amount >= 0], suspense
		t.memory.put(about)
	case d.Text:
		text.Occasion, text.Account, text.Is = d.Occasion, d.Account, d.Member
		t.memory.drop(about)
		t.memory.put(text)
	default:
		about.Occasion, about.Account, about.Is = d.Occasion, d.Account, d.Member
		t.memory.put(about)
	}
}

// suspense is where money waits until somebody knows what it is (domain §4).
const suspense = "29101"

// misfits tells whether a row could not be placed where it was decided to be.
func (t *taking) misfits(keys []string) bool {
	for _, key := range keys {
		for _, r := range t.entries[key].Reasons {
			if r.Key == "takeover.draft" || r.Key == "takeover.no-rule" {
				return true
			}
		}
	}
	return false
}

// pair adds names that are newly met and nearly those of others. A pair stays in the list once it is decided.
func (t *taking) pair() {
	for _, m := range t.proposal.Members {
		for _, near := range m.Same {
			known := slices.ContainsFunc(t.pairs, func(p ui.TakeoverPair) bool {
				return p.Key == m.Key && p.OtherKey == near.Key || p.Key == near.Key && p.OtherKey == m.Key
			})
			if known || slices.Contains(t.memory.apart, pairKey(m.Key, near.Key)) {
				continue
			}
			p := ui.TakeoverPair{
				Name: m.Name, Other: near.Name, Key: m.Key, OtherKey: near.Key, Rows: m.Rows, Known: near.Known,
				Why: coop.Problem{Key: near.Why}, Percent: near.Score,
			}
			// of two names met the shorter one becomes the longer: it says less
			if !near.Known && (len(m.Key) > len(near.Key) || len(m.Key) == len(near.Key) && m.Key < near.Key) {
				p.Name, p.Other, p.Key, p.OtherKey = near.Name, m.Name, near.Key, m.Key
			}
			t.pairs = append(t.pairs, p)
		}
	}
}

func pairKey(a, b string) string { return min(a, b) + "|" + max(a, b) }

// Join says whether two names are one person.
func (t *taking) Join(_ context.Context, pair ui.TakeoverPair, same bool) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	d := takeover.Decision{What: takeover.AboutMember, Text: pair.Name, Is: pair.OtherKey}
	key := pairKey(pair.Key, pair.OtherKey)
	t.memory.apart = slices.DeleteFunc(slices.Clone(t.memory.apart), func(k string) bool { return k == key })
	if same {
		t.memory.put(d)
	} else {
		t.memory.drop(d)
		t.memory.apart = append(t.memory.apart, key)
	}
	for i, p := range t.pairs {
		if p.Key == pair.Key && p.OtherKey == pair.OtherKey {
			t.pairs[i].Decided, t.pairs[i].Together = true, same
		}
	}
	t.propose()
	return t.memory.keep(t.book)
}
