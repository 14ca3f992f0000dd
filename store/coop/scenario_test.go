package coop

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestScenarios plays the stories of testdata/scenarios and compares what the books say in the end with what the
// story expects: every balance, every exception and whatever else it names. Each story is then told again in twenty
// other orders of arrival. The format is explained in testdata/scenarios/README.
func TestScenarios(t *testing.T) {
	files, err := filepath.Glob("testdata/scenarios/*.txt")
	if err != nil || len(files) < 20 {
		t.Fatalf("only %d scenarios, %v", len(files), err)
	}
	whats := map[string]bool{}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			s := newStory(t)
			s.tell(string(data))
			s.meet()
			for name, d := range s.devices {
				s.compare("on device "+name, d.fold)
			}
			s.otherOrders()
			for _, row := range s.expected {
				if row[0] == "exception" {
					whats[row[1]] = true
				}
			}
		})
	}
	for what, name := range whatNames {
		if !whats[name] && what != WhatNone && what != WhatUnknown && what != WhatMalformed {
			t.Errorf("no scenario shows the exception %s", name)
		}
	}
}

// story is a village told by a text.
type story struct {
	*village
	t        *testing.T
	line     int
	names    map[string]Head // of acts
	labels   map[Hash]string
	expected [][]string
}

func newStory(t *testing.T) *story {
	s := &story{village: found(t), t: t, names: map[string]Head{}, labels: map[Hash]string{}}
	s.keys["Siti"] = testKey("Siti")
	s.record(t, "A", "Siti", KindUserKey, UserKey{User: s.people["Siti"], Public: public(s.keys["Siti"])})
	return s
}

func (s *story) fail(format string, args ...any) {
	s.t.Helper()
	s.t.Fatalf("line %d: %s", s.line, fmt.Sprintf(format, args...))
}

func (s *story) tell(text string) {
	expecting := false
	for i, row := range strings.Split(text, "\n") {
		s.line = i + 1
		cells := strings.Split(row, "|")
		for i := range cells {
			cells[i] = strings.Join(strings.Fields(cells[i]), " ")
		}
		switch {
		case strings.HasPrefix(row, "Expected"):
			expecting = true
		case len(cells) < 3 || cells[0] == "device":
		case expecting:
			s.expected = append(s.expected, cells)
		default:
			s.act(cells[0], cells[1], cells[2])
		}
	}
	if len(s.expected) == 0 {
		s.fail("nothing is expected")
	}
}

// act does what one row of the story says.
func (s *story) act(on, who, what string) {
	if who == "" {
		s.move(on, strings.Fields(what))
		return
	}
	name, rest, named := strings.Cut(what, ": ")
	if !named {
		rest = what
	}
	author := who
	if who == "server" {
		author = ""
	}
	if s.devices[on] == nil || (author != "" && s.people[author].IsZero()) {
		s.fail("no device %s or person %s", on, who)
	}
	kind, body := s.body(on, strings.Fields(rest))
	hash := s.record(s.t, on, author, kind, body)
	if m, ok := body.(Member); ok {
		name, named = m.Fields[FieldName], true
	}
	if u, ok := body.(User); ok {
		s.people[u.Name] = HashID(hash, 0)
	}
	if named {
		s.names[name], s.labels[hash] = s.devices[on].head, name
	}
}

// move is what happens to a device by itself.
func (s *story) move(on string, w []string) {
	ok := true
	switch {
	case w[0] == "joins":
		s.join(s.t, w[1], on)
	case w[0] == "hears":
		s.exchange(w[1], on)
	case w[0] == "copies":
		s.fork(w[1], on)
	case w[0] == "recovers": // on what another device holds
		ok = s.enter(s.t, w[1], on, strings.TrimSpace("recovery "+strings.Join(w[2:], " ")))
	case w[0] == "steals": // the invite of …
		ok = s.enter(s.t, w[3], on, w[1])
	case w[0] == "serves":
		ok = s.serve(s.t, w[1])
	default:
		s.fail("what is %q?", strings.Join(w, " "))
	}
	if !ok {
		s.fail("%s cannot come in", on)
	}
	if d := s.devices[on]; w[0] == "joins" || w[0] == "recovers" || w[0] == "steals" {
		s.names[on], s.labels[d.head.Hash] = d.head, on
	}
}

func (s *story) head(name string) Head {
	h, ok := s.names[name]
	if !ok {
		s.fail("nothing is called %q", name)
	}
	return h
}

func (s *story) made(name string) ID { return HashID(s.head(name).Hash, 0) }

func (s *story) money(text string) Money {
	m, err := ParseMoney(text)
	if err != nil {
		s.fail("%v", err)
	}
	return m
}

func (s *story) date(text string) Date {
	d, err := ParseDate(text, 20260630)
	if err != nil {
		s.fail("%v", err)
	}
	return d
}

func (s *story) month(text string) Month {
	m, err := ParseMonth(text, 20260630)
	if err != nil {
		s.fail("%v", err)
	}
	return m
}

// meet lets every device hear every other, until all hold the same.
func (s *story) meet() {
	for range 2 {
		for from := range s.devices {
			for to := range s.devices {
				s.exchange(from, to)
			}
		}
	}
}

// compare takes the whole of a book's balances and exceptions, and whatever else the story names.
func (s *story) compare(where string, f *Fold) {
	var got, want []string
	for _, row := range s.expected {
		text := strings.Join(row, " | ")
		want = append(want, text)
		if row[0] != "balance" && row[0] != "exception" {
			said := s.answer(f, row[0], strings.Fields(row[1]))
			got = append(got, strings.Join([]string{row[0], row[1], said}, " | "))
		}
	}
	got = append(got, s.balances(f)...)
	for _, x := range f.Exceptions() {
		label := s.labels[x.Subject]
		if x.Account != "" && x.What != WhatClash {
			label = strings.TrimSpace(label + " " + x.Account)
		}
		if x.Seen {
			label += " (seen)"
		}
		got = append(got, fmt.Sprintf("exception | %s | %s", x.What, label))
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		said, hoped := strings.Join(got, "\n  "), strings.Join(want, "\n  ")
		s.t.Errorf("%s the books say\n  %s\ninstead of\n  %s", where, said, hoped)
	}
	if broken := CheckSums(f.state); len(broken) > 0 {
		s.t.Errorf("%s: %v", where, broken)
	}
}

// balances gives what stands on every account, debit positive.
func (s *story) balances(f *Fold) []string {
	sums := map[string]Money{}
	f.state.Scan(&BalanceRow{}, 0, func(r Record) bool {
		b := r.(*BalanceRow)
		sums[b.Account] += b.Debit - b.Credit
		return true
	})
	var out []string
	for account, sum := range sums {
		if sum != 0 {
			out = append(out, fmt.Sprintf("balance | %s | %s", account, FormatPlain(sum)))
		}
	}
	return out
}

// answer says what the books say of one thing.
func (s *story) answer(f *Fold, what string, w []string) string {
	switch what {
	case "posted", "voucher":
		e := EntryRow{ID: s.made(w[0])}
		f.state.Get(&e)
		log := LogRow{Log: e.Log}
		f.state.Get(&log)
		switch {
		case what == "voucher":
			return VoucherNumber(e.Book, log.Letters, e.Date, e.Serial)
		case e.Posted == 0:
			return "nothing"
		}
		return e.Posted.String()
	case "holds":
		c := CloseRow{Hash: s.head(w[0]).Hash}
		f.state.Get(&c)
		return map[bool]string{true: "yes", false: "no"}[c.Holds]
	case "saving":
		sub := SubRow{Account: w[1], Dim: DimMember, Subject: s.made(w[0])}
		f.state.Get(&sub)
		return FormatPlain(sub.Credit - sub.Debit)
	case "paid":
		due := DueRow{Member: s.made(w[0]), Account: AccountMandatory, Month: s.month(w[1])}
		f.state.Get(&due)
		return FormatPlain(due.Amount)
	case "field":
		row := MemberRow{Member: s.made(w[0])}
		f.state.Get(&row)
		return map[string]string{"hamlet": row.Hamlet, "group": row.Group, "number": row.Number}[w[1]]
	case "role":
		return fmt.Sprint(f.RoleOf(s.people[w[0]]))
	case "evidence", "reviews", "signed":
		return s.deskAnswer(f, what, w)
	case "account":
		row := AccountRow{Code: w[0]}
		f.state.Get(&row)
		return row.Type.String() + " " + row.NameID
	}
	s.fail("what is %q?", what)
	return ""
}

// deskAnswer says what lies beside an entry or a count.
func (s *story) deskAnswer(f *Fold, what string, w []string) string {
	var said []string
	switch what {
	case "evidence":
		f.state.Scan(&EvidenceRow{Entry: s.made(w[0])}, 1, func(r Record) bool {
			e := r.(*EvidenceRow)
			said = append(said, cmp.Or(e.Paper, fmt.Sprint("picture of ", e.Size)))
			return true
		})
	case "reviews":
		f.state.Scan(&ReviewRow{Entry: s.made(w[0])}, 1, func(r Record) bool {
			for name, verdict := range verdictNames {
				if verdict == r.(*ReviewRow).Verdict {
					said = append(said, name)
				}
			}
			return true
		})
	case "signed":
		f.state.Scan(&ApprovalRow{Subject: s.head(w[0]).Hash}, 1, func(r Record) bool {
			for name, id := range s.people {
				if id == r.(*ApprovalRow).Author {
					said = append(said, name)
				}
			}
			return true
		})
	}
	slices.Sort(said)
	return cmp.Or(strings.Join(said, ", "), "none")
}

// otherOrders tells the story again in other causal orders of arrival.
func (s *story) otherOrders() {
	for seed := range uint64(20) {
		chance := rand.New(rand.NewPCG(seed, 1))
		f := NewFold(NewMap())
		left := slices.Clone(s.order)
		for len(left) > 0 {
			chance.Shuffle(len(left), func(i, j int) { left[i], left[j] = left[j], left[i] })
			i := slices.IndexFunc(left, func(x Hash) bool { return f.ready(s.all[x]) })
			f.Apply(s.all[left[i]])
			left = slices.Delete(left, i, i+1)
		}
		if s.compare(fmt.Sprint("in order ", seed), f); s.t.Failed() {
			return
		}
	}
}

var roleNames = map[string]Role{
	"none": RoleNone, "treasurer": RoleTreasurer, "chair": RoleChair, "supervisor": RoleSupervisor,
	"secretary": RoleSecretary, "manager": RoleManager, "clerk": RoleClerk,
}

// after cuts w at a word: "close 2026-01 without B" gives what stands behind "without".
func after(w []string, word string) []string {
	if i := slices.Index(w, word); i >= 0 {
		return w[i+1:]
	}
	return nil
}

func ordered(a, b ID) (ID, ID) {
	if cmp.Compare(string(a[:]), string(b[:])) > 0 {
		return b, a
	}
	return a, b
}
