package coop

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestAssets plays testdata/assets.txt.
func TestAssets(t *testing.T) {
	data, err := os.ReadFile("testdata/assets.txt")
	if err != nil {
		t.Fatal(err)
	}
	var shelf *assetShelf
	blocks := 0
	for n, row := range strings.Split(string(data), "\n") {
		words := strings.Fields(row)
		switch {
		case len(words) == 0 || strings.HasPrefix(row, "#"):
		case !strings.HasPrefix(row, " "):
			shelf.settle()
			shelf, blocks = &assetShelf{t: t, name: row}, blocks+1
		default:
			shelf.line = n + 1
			shelf.play(words)
		}
	}
	shelf.settle()
	if blocks < 20 {
		t.Errorf("only %d blocks", blocks)
	}
}

// assetShelf is a tiny book of cards and of the lines that name them.
type assetShelf struct {
	t        *testing.T
	name     string
	line     int
	settings []SettingRow
	cards    []AssetRecord
	moves    []AssetMove
	made     int
	got      []string // of the last command: lines by account, or a problem
}

// settle complains of what the last command made and nobody expected.
func (s *assetShelf) settle() {
	if s != nil && len(s.got) > 0 {
		s.t.Errorf("%s, line %d: nobody expected %q", s.name, s.line, s.got)
		s.got = nil
	}
}

func (s *assetShelf) play(w []string) {
	switch w[0] {
	case "D", "K", "!":
		s.expect(strings.Join(w, " "))
	case "nothing":
		s.settle()
	case "register", "sum":
		s.settle()
		s.look(w)
	default:
		s.settle()
		if problems := s.do(w); len(problems) > 0 {
			text := "! " + problems[0].Key
			for _, a := range problems[0].Args {
				if word := fmt.Sprint(a); word != "" {
					text += " " + word
				}
			}
			s.got = []string{text}
		}
	}
}

func (s *assetShelf) expect(want string) {
	i := slices.Index(s.got, want)
	if i < 0 {
		s.t.Errorf("%s, line %d: want %q, got %q", s.name, s.line, want, s.got)
		return
	}
	s.got = slices.Delete(s.got, i, i+1)
}

func (s *assetShelf) id() ID {
	s.made++
	return testID(s.name + strconv.Itoa(s.made))
}

// record keeps entries and gathers their lines by account.
func (s *assetShelf) record(entries ...Entry) {
	sums := map[string]Money{}
	for _, e := range entries {
		if CheckLines(e.Lines) != WhatNone || !e.Date.Valid() {
			s.t.Errorf("%s, line %d: no entry: %+v", s.name, s.line, e)
		}
		id := s.id()
		for _, l := range e.Lines {
			sums[l.Account] += l.Amount
			s.moves = append(s.moves, AssetMove{
				Asset: l.Asset, Account: l.Account, Amount: l.Amount, Posted: e.Date, Entry: id, Kind: KindEntry,
				Occasion: e.Occasion, Once: e.Once.ID(), Corrects: e.Corrects,
			})
		}
	}
	s.tell(sums)
}

func (s *assetShelf) tell(sums map[string]Money) {
	for _, account := range slices.Sorted(maps.Keys(sums)) {
		if sums[account] > 0 {
			s.got = append(s.got, "D "+account+" "+FormatPlain(sums[account]))
		} else if sums[account] < 0 {
			s.got = append(s.got, "K "+account+" "+FormatPlain(-sums[account]))
		}
	}
}

// ledger are the moves on the accounts of things.
func (s *assetShelf) ledger() []AssetMove {
	accounts := AssetAccounts(s.cards)
	return slices.DeleteFunc(slices.Clone(s.moves), func(m AssetMove) bool {
		return !slices.Contains(accounts, m.Account)
	})
}

// last is the thing that was made last.
func (s *assetShelf) last(day Date) *AssetView {
	views := AssetViews(s.cards, s.ledger(), day)
	last := assetRoots(s.cards)[s.cards[len(s.cards)-1].ID]
	i := slices.IndexFunc(views, func(v AssetView) bool { return v.Asset == last })
	if i < 0 {
		s.t.Fatalf("%s, line %d: there is nothing", s.name, s.line)
	}
	return &views[i]
}

func (s *assetShelf) rules() AssetRules { return AssetRulesOf(s.settings, 20250101) }

func (s *assetShelf) do(w []string) []Problem {
	said := map[string]string{}
	for _, word := range w[1:] {
		key, value, _ := strings.Cut(word, "=")
		said[key] = strings.ReplaceAll(value, "_", " ")
	}
	switch w[0] {
	case "rule":
		s.settings = append(s.settings, SettingRow{Key: w[1], Value: w[2]})
	case "new", "finish":
		return s.make(w, said)
	case "run":
		s.run(w[1])
	case "cost":
		v := s.last(21000101)
		amount := mustMoney(s.t, w[1])
		s.record(Entry{Date: s.day(w[2]), Occasion: OccasionAssetImproved, Lines: []Line{
			{Account: v.Card.Account, Amount: amount, Asset: v.Asset}, {Account: "11201", Amount: -amount},
		}})
	case "put":
		return s.put(w, said)
	case "end":
		e, problems := EndAsset(s.last(21000101), AssetEnd{
			Date: s.day(w[1]), Price: s.money(said["price"]), Cash: said["cash"],
		}, s.rules())
		if len(problems) > 0 {
			return problems
		}
		s.record(e)
	case "back":
		s.back(w[1])
	case "change":
		return s.change(said)
	default:
		s.t.Fatalf("%s, line %d: what is %q?", s.name, s.line, w[0])
	}
	return nil
}

// put puts money into the thing that was made last.
func (s *assetShelf) put(w []string, said map[string]string) []Problem {
	months, _ := strconv.ParseInt(said["months"], 10, 64)
	amount := s.money(w[1])
	acts, problems := ImproveAsset(s.last(21000101), AssetCost{
		Date: s.day(w[2]), Amount: amount, What: "mesin baru", Months: months,
		Payment: Payment{
			Cash: "11201", Paid: amount - s.money(said["owed"]), Owed: said["to"], Supplier: said["supplier"],
		},
	}, s.rules())
	if len(problems) > 0 {
		return problems
	}
	s.record(acts[0].Body.(Entry))
	if len(acts) > 1 {
		s.cards = append(s.cards, AssetRecord{ID: s.id(), Lamport: int64(s.made), Card: acts[1].Body.(AssetCard)})
	}
	return nil
}

func (s *assetShelf) day(text string) Date {
	n, err := strconv.Atoi(strings.ReplaceAll(text, "-", ""))
	if err != nil {
		s.t.Fatalf("%s, line %d: no day: %q", s.name, s.line, text)
	}
	return Date(n)
}

func (s *assetShelf) month(text string) Month {
	if text == "" {
		return 0
	}
	return Month(s.day(text))
}

func (s *assetShelf) money(text string) Money {
	if text == "" {
		return 0
	}
	return mustMoney(s.t, text)
}

func (s *assetShelf) make(w []string, said map[string]string) []Problem {
	kind, _ := AssetKindOf(w[1])
	day := s.day(said["day"])
	months, _ := strconv.ParseInt(said["months"], 10, 64)
	c := AssetCard{
		Class: kind.Class, Name: strings.ReplaceAll(w[2], "_", " "), Account: w[1],
		Debit:  orText(said["debit"], kind.Debit),
		Credit: kind.Credit, Amount: s.money(said["amount"]), Residual: s.money(said["residual"]), Months: months,
		First: s.rules().FirstMonth(day), Bought: day, Borne: s.money(said["borne"]),
	}
	if kind.Account == "" {
		c.Class = AssetFixed
	}
	if kind.Class != AssetFixed {
		c.First = day.Month()
	}
	if first := s.month(said["first"]); first != 0 {
		c.First = first
	}
	act, then, problems := Act{}, (func([]ID) ([]Act, error))(nil), []Problem(nil)
	if w[0] == "finish" {
		act, then, problems = FinishAsset(s.last(day), c)
	} else {
		from := map[string]AssetFrom{"": AssetPaid, "granted": AssetGranted, "held": AssetHeld, "lent": AssetLent}
		in := AssetInput{
			Card: c, From: from[said["from"]], Cash: said["cash"], Paid: c.Amount, Owed: said["owed"],
			Supplier: said["supplier"],
		}
		if paid, is := said["paid"]; is {
			in.Paid = s.money(paid)
		}
		act, then, problems = NewAsset(in)
	}
	if len(problems) > 0 {
		return problems
	}
	id := s.id()
	s.cards = append(s.cards, AssetRecord{ID: id, Lamport: int64(s.made), Card: act.Body.(AssetCard)})
	if then != nil {
		acts, err := then([]ID{id})
		if err != nil {
			s.t.Fatal(err)
		}
		s.record(acts[0].Body.(Entry))
	}
	return nil
}

func (s *assetShelf) run(months string) {
	first, last, _ := strings.Cut(months, "..")
	var entries []Entry
	for m := s.month(first); m <= s.month(last); m = m.Add(1) {
		for _, v := range AssetViews(s.cards, s.ledger(), m.Last()) {
			if e, bears := AssetMonthEntry(&v, m, s.rules(), 0); bears && !v.Recorded[m].There() {
				entries = append(entries, e)
			}
		}
	}
	s.record(entries...)
}

func (s *assetShelf) back(month string) {
	entry := s.last(21000101).Recorded[s.month(month)].Entry
	sums, id := map[string]Money{}, s.id()
	for _, m := range slices.Clone(s.moves) {
		if m.Entry == entry {
			sums[m.Account] -= m.Amount
			m.Entry, m.Kind, m.Amount, m.Once = id, KindReversal, -m.Amount, ReversalOnce(entry).ID()
			m.Reverses, m.Corrects = entry, ID{}
			s.moves = append(s.moves, m)
		}
	}
	s.tell(sums)
}

func (s *assetShelf) change(said map[string]string) []Problem {
	v := s.last(21000101)
	now := v.Card
	if months, err := strconv.ParseInt(said["months"], 10, 64); err == nil {
		now.Months = months
	}
	card, problems := ChangeAsset(v, now, s.month(said["from"]), s.rules())
	if len(problems) == 0 {
		s.cards = append(s.cards, AssetRecord{ID: s.id(), Lamport: int64(s.made), Card: card})
	}
	return problems
}

// look compares the register, or one account of it with the ledger.
func (s *assetShelf) look(w []string) {
	got := ""
	if w[0] == "register" {
		v := s.last(s.day(w[1]))
		got = fmt.Sprint(signed(v.Cost), " ", signed(v.Worn), " ", signed(v.Left()))
		if got != strings.Join(w[2:], " ") {
			s.t.Errorf("%s, line %d: the register says %q, want %q", s.name, s.line, got, w[2:])
		}
		return
	}
	day := s.day(w[2])
	got = "0 0 0"
	for _, sum := range ReconcileAssets(AssetViews(s.cards, s.ledger(), day), s.ledger(), day) {
		if sum.Account == w[1] {
			got = fmt.Sprint(signed(sum.Cards), " ", signed(sum.Ledger), " ", signed(sum.Undivided))
		}
	}
	if got != strings.Join(w[3:], " ") {
		s.t.Errorf("%s, line %d: %s is %q, want %q", s.name, s.line, w[1], got, w[3:])
	}
}

func signed(m Money) string {
	if m < 0 {
		return "-" + FormatPlain(-m)
	}
	return FormatPlain(m)
}

// The parts of any card come to what is to be borne, exactly; none is below zero; Through is their running sum.
func TestAssetPlan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := AssetCard{
			Class: AssetFixed, Name: "x", Account: "16105", Debit: "61404", Credit: "16205", Bought: 20250110,
			Amount: Money(rapid.Int64Range(1, int64(maxLineAmount)).Draw(t, "amount")),
			Months: rapid.Int64Range(1, maxAssetMonths).Draw(t, "months"),
			First:  Month(202501).Add(rapid.IntRange(0, 40).Draw(t, "first")),
		}
		c.Residual = Money(rapid.Int64Range(0, int64(c.Amount)-1).Draw(t, "residual"))
		c.Borne = Money(rapid.Int64Range(0, int64(c.Amount-c.Residual)).Draw(t, "borne"))
		unit := rapid.SampledFrom([]Money{1, Rupiah, 1000 * Rupiah}).Draw(t, "unit")
		if problems := CheckAsset(c); len(problems) > 0 {
			t.Fatal(problems)
		}
		sum, most := Money(0), c.Last()
		for m := c.First.Add(-2); m <= most.Add(2); m = m.Add(1) {
			part := c.Part(m, unit)
			if part < 0 || part > 0 && (m < c.First || m > most) || m < most && part%unit != 0 {
				t.Fatalf("%s bears %v", m, part)
			}
			sum += part
			if through := c.Through(m, unit); through != c.Borne+sum {
				t.Fatalf("through %s: %v, want %v", m, through, c.Borne+sum)
			}
		}
		if sum != c.Spread() || monthsFrom(c.First, most) != int(c.Months)-1 {
			t.Fatalf("the parts come to %v of %v, until %s", sum, c.Spread(), most)
		}
	})
}

// Every account that a kind of thing names is in the standard chart, and every occasion is a standard one.
func TestAssetKinds(t *testing.T) {
	chart := map[string]bool{"": true}
	for _, a := range standardChart(t) {
		chart[a.Code] = !a.Heading
	}
	for _, k := range AssetKinds() {
		c := AssetCard{
			Class: k.Class, Name: "x", Account: k.Account, Debit: k.Debit, Credit: k.Credit, Amount: 5, Months: 1,
			First: 202501, Bought: 20250101,
		}
		if !chart[k.Account] || !chart[k.Debit] || !chart[k.Credit] || len(CheckAsset(c)) > 0 {
			t.Errorf("%+v: %v", k, CheckAsset(c))
		}
		if k.Group != "" && AssetGroupOf(k.Group).Months == 0 {
			t.Errorf("%s: no group %s", k.Account, k.Group)
		}
	}
	occasions := OccasionNames(standardOccasions(t))
	for _, id := range []string{
		OccasionAssetBuy, OccasionAssetCredit, OccasionAssetGrant, OccasionAssetLent, OccasionAssetLentBack,
		OccasionAssetImproved, OccasionAssetFinished, OccasionAssetMonth, OccasionAssetSold, OccasionAssetLoss,
		OccasionPrepaidRent, OccasionPrepaidOther, OccasionPrepaidMonth, OccasionUnearned, OccasionUnearnedMonth,
	} {
		if occasions[id] == "" {
			t.Errorf("no occasion %s", id)
		}
	}
}

// How long something lasts is read as people write it.
func TestParseLife(t *testing.T) {
	for text, want := range map[string]int64{
		"48": 48, " 48 bulan": 48, "4 tahun": 48, "4 THN": 48, "4th": 48, "20 years": 240, "6 bln": 6, "1 month": 1,
	} {
		if got, err := ParseLife(text); err != nil || got != want {
			t.Errorf("%q is %d (%v), want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"", "0", "-4", "4,5 tahun", "601", "51 tahun", "lama"} {
		if got, err := ParseLife(text); err == nil {
			t.Errorf("%q is %d", text, got)
		}
	}
}
