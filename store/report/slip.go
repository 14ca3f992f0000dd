package report

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"lumbung/store/coop"
)

// Slip is a kuitansi as a value: the paper that says that money came or went. What a villager signs is Indonesian;
// with English every line says so in English too, for who does not read Indonesian.
type Slip struct {
	Cooperative string
	Village     string // area code
	Address     string // of the office; empty where the book does not know it
	Voucher     string
	Code        coop.CheckCode
	Out         bool   // money went out: the other side signs for it
	Party       string // who paid, or was paid; empty: written by hand
	Member      string // the number of the member who that is
	Amount      coop.Money
	Words       Wording // the amount in words
	For         Wording
	Place       string // place and date: "Sungai Ambawang, 25 November 2026"
	Treasurer   string
	Copy        bool // printed before: SALINAN
	Void        bool // reversed since: DIBATALKAN
	Archive     bool // the copy that stays with the cooperative
	English     bool
}

// Wording is a text in Indonesian, and in English where that is wanted.
type Wording struct{ ID, EN string }

// SlipSource is what slips are made from.
type SlipSource interface {
	Info(ctx context.Context) (coop.Info, error)
	Users(ctx context.Context) ([]coop.UserRow, error)
	OwnOccasions(ctx context.Context) ([]coop.OccasionRow, error)
	Entry(ctx context.Context, id coop.ID) (coop.EntryView, error)
}

// SlipOrder says which slips are wanted.
type SlipOrder struct {
	Entry   coop.ID
	Party   string // who paid or was paid, where the entry is of no member
	English bool
	Copy    bool
}

// slipMaker knows what all slips of one entry share.
type slipMaker struct {
	entry  coop.EntryView
	base   Slip
	head   []string
	id, en *Words
}

// Slips makes the slips of an entry: one of each member of a rapel, else one, with the cooperative's own copy after
// it. A coop.Problem says why an entry has none.
func Slips(ctx context.Context, source SlipSource, order SlipOrder) ([]Slip, error) {
	m, err := newSlipMaker(ctx, source, order)
	if err != nil {
		return nil, err
	}
	if parts := coop.MemberSlips(&m.entry); len(parts) > 0 {
		var slips []Slip
		for _, part := range parts {
			slips = append(slips, m.slip(part, ""))
		}
		return slips, nil
	}
	one := m.slip(coop.WholeSlip(&m.entry), strings.Join(strings.Fields(order.Party), " "))
	kept := one
	kept.Archive = true
	return []Slip{one, kept}, nil
}

func newSlipMaker(ctx context.Context, source SlipSource, order SlipOrder) (*slipMaker, error) {
	e, err := source.Entry(ctx, order.Entry)
	if err != nil {
		return nil, fmt.Errorf("read an entry: %w", err)
	}
	switch {
	case e.Kind == coop.KindReversal:
		return nil, coop.Problem{Key: "report.slip.reversal"}
	case e.Kind != coop.KindEntry || !e.What.Counts():
		return nil, coop.Problem{Key: "report.slip.void"}
	case coop.WholeSlip(&e).Amount == 0:
		return nil, coop.Problem{Key: "report.slip.no-money"}
	}
	info, err := source.Info(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the book: %w", err)
	}
	own, err := source.OwnOccasions(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the occasions: %w", err)
	}
	people, err := source.Users(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the people: %w", err)
	}
	m := &slipMaker{entry: e}
	if m.id, err = NewWords("id", own); err != nil {
		return nil, err
	}
	if m.en, err = NewWords("en", own); err != nil {
		return nil, err
	}
	lines, place, err := letterhead(ctx, source, m.id, e.Date)
	if err != nil {
		return nil, err
	}
	if place == "" {
		place = placeOf(info.Cooperative.Name)
	}
	m.head = lines
	m.base = Slip{
		Cooperative: info.Cooperative.Name, Village: info.Cooperative.Village, Voucher: e.Voucher,
		Address: strings.Join(lines, " · "), Place: orDots(place) + ", " + m.id.Date(e.Date), English: order.English,
		Copy: order.Copy, Void: !e.ReversedBy.IsZero(),
	}
	for _, u := range people {
		if u.Role == coop.RoleTreasurer && (m.base.Treasurer == "" || u.User == e.Author) {
			m.base.Treasurer = u.Name
		}
	}
	return m, nil
}

// slip makes the paper of one part. The party is whose part it is, or who was named.
func (m *slipMaker) slip(part coop.Slip, party string) Slip {
	s := m.base
	s.Code, s.Out, s.Amount = part.Code, part.Amount < 0, max(part.Amount, -part.Amount)
	s.Party, s.Member = party, part.Number
	if part.Name != "" {
		s.Party = part.Name
	}
	s.For.ID = m.id.purpose(&m.entry, part.Months)
	s.Words.ID = capital(coop.MoneyWords(s.Amount, "id"))
	if s.English {
		s.For.EN = m.en.purpose(&m.entry, part.Months)
		s.Words.EN = capital(coop.MoneyWords(s.Amount, "en"))
	}
	return s
}

// purpose says what money was for: the occasion, the months of dues, and what was typed.
func (w *Words) purpose(e *coop.EntryView, months []coop.Month) string {
	var parts []string
	if occasion := w.describe(e.Kind, e.Occasion, "", ""); occasion != "" {
		parts = append(parts, asPaid(occasion))
	}
	if len(months) > 0 {
		parts = append(parts, w.Months(months))
	}
	if repaid := w.repaid(e); repaid != "" {
		parts = append(parts, repaid)
	}
	if e.Remark != "" {
		parts = append(parts, e.Remark)
	}
	if len(parts) == 0 {
		for _, l := range e.Lines {
			if name := w.pick(l.AccountName[0], l.AccountName[1]); !coop.IsMoney(l.Account) &&
				!slices.Contains(parts, name) {
				parts = append(parts, name)
			}
		}
	}
	return strings.Join(parts, " – ")
}

// repaid says what an instalment was for, as a borrower asks: principal, interest, penalty; empty for other entries.
func (w *Words) repaid(e *coop.EntryView) string {
	var principal, interest, penalty coop.Money
	for _, l := range e.Lines {
		switch code := l.Account; {
		case coop.IsLoan(code):
			principal -= l.Amount
		case code == coop.AccountLoanPenalty:
			penalty -= l.Amount
		case strings.HasPrefix(code, "122"), code == coop.AccountLoanInterest:
			interest -= l.Amount
		}
	}
	if principal < 0 || interest < 0 || principal+interest+penalty != coop.WholeSlip(e).Amount {
		return ""
	}
	var parts []string
	for _, part := range []struct {
		key string
		sum coop.Money
	}{{"principal", principal}, {"interest", interest}, {"penalty", penalty}} {
		if part.sum != 0 {
			parts = append(parts, w.t("report.slip."+part.key, coop.FormatMoney(part.sum)))
		}
	}
	return strings.Join(parts, ", ")
}

// asPaid says an occasion from the side of who pays: "Terima simpanan wajib" is a treasurer's word.
func asPaid(occasion string) string {
	for _, verb := range []string{"Terima ", "Bayar ", "Tambahkan ", "Masukkan "} {
		if rest, is := strings.CutPrefix(occasion, verb); is && !strings.HasPrefix(rest, "kembali") {
			return capital(rest)
		}
	}
	return occasion
}

// Months writes months out and joins those without a gap: "Juli–Desember 2025, Februari 2026".
func (w *Words) Months(months []coop.Month) string {
	var parts []string
	for i := 0; i < len(months); {
		last := i
		for last+1 < len(months) && months[last+1] == months[last].Add(1) {
			last++
		}
		switch from, to := w.Month(months[i]), w.Month(months[last]); {
		case last == i:
			parts = append(parts, from)
		case months[i]/100 == months[last]/100:
			name, _, _ := strings.Cut(from, " ")
			parts = append(parts, name+"–"+to)
		default:
			parts = append(parts, from+" – "+to)
		}
		i = last + 1
	}
	return strings.Join(parts, ", ")
}

// capital writes the first letter large.
func capital(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + s[n:]
}

// namedByVillage are the names that all village cooperatives have before their village's.
var namedByVillage = []string{
	"koperasi desa/kelurahan merah putih ", "koperasi desa merah putih ", "koperasi kelurahan merah putih ",
	"kdkmp ", "kdmp ", "kkmp ",
}

// placeOf is the village in a cooperative's name; empty where the name is no village's.
func placeOf(cooperative string) string {
	for _, before := range namedByVillage {
		if len(cooperative) > len(before) && strings.EqualFold(cooperative[:len(before)], before) {
			return strings.TrimSpace(cooperative[len(before):])
		}
	}
	return ""
}

// orDots leaves room for what is written by hand.
func orDots(s string) string {
	if s == "" {
		return strings.Repeat(".", 30)
	}
	return s
}

// SlipList is a rapel on one sheet, for whoever brought the money of many and for the cooperative's own file: every
// member with the months, the amount and the check code of their own slip.
func SlipList(ctx context.Context, source SlipSource, order SlipOrder, lang string) (*Sheet, error) {
	m, err := newSlipMaker(ctx, source, order)
	if err != nil {
		return nil, err
	}
	w := m.id
	if lang == "en" {
		w = m.en
	}
	parts := coop.MemberSlips(&m.entry)
	if len(parts) == 0 {
		return nil, coop.Problem{Key: "report.slip.one"}
	}
	whole := m.slip(coop.WholeSlip(&m.entry), "")
	p := &paper{Words: w, to: m.entry.Date, sheet: &Sheet{
		Name: "slip-list", Lang: w.lang, Cooperative: whole.Cooperative, Village: whole.Village, Letterhead: m.head,
		Title: titles("slip-list"), Period: whole.Voucher + " · " + w.Date(m.entry.Date), From: m.entry.Date,
		To: m.entry.Date, Place: whole.Place, Void: whole.Void, Copy: whole.Copy,
	}}
	p.column("number", Code, 18)
	p.column("member", Text, 50)
	p.column("months", Text, 44)
	p.column("check-code", Code, 26)
	p.column("amount", Amount, 28)
	var details []int
	for _, part := range parts {
		details = append(details, p.sheet.add(Row{Link: Link{Member: part.Member}, Cells: []Cell{
			code(part.Number), text(part.Name), text(w.Months(part.Months)), code(part.Code.String()),
			amount(max(part.Amount, -part.Amount)),
		}}))
	}
	if _, err := p.sheet.total(Total, 1, w.t("report.total"), details); err != nil {
		return nil, err
	}
	p.note("report.slip.list-words", capital(coop.MoneyWords(whole.Amount, w.lang)))
	p.note("report.slip.list-for", w.purpose(&m.entry, nil))
	p.note("report.slip.list-code", whole.Code)
	left, right := Signature{Role: w.t("report.slip.brought")}, Signature{
		Role: w.t("report.sign.1"), Name: whole.Treasurer,
	}
	if whole.Out {
		left.Role = w.t("report.slip.fetched")
	}
	p.sheet.Signatures = []Signature{left, right}
	return p.sheet, p.sheet.Check()
}
