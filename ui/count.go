package ui

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// The pages of counting. The others' texts say whose count they are about.
const (
	PageCount     = "count"      // an account; empty for the usual one
	PageCountBank = "count-bank" // an account; empty for the usual one
	PageCounts    = "counts"
	PageCounted   = "counted" // a count's id
	PageWitness   = "witness" // a count's id
)

func init() {
	morePages[PageCount] = func(s *Shell, arg string) page { return newCount(s, arg, false) }
	morePages[PageCountBank] = func(s *Shell, arg string) page { return newCount(s, arg, true) }
	morePages[PageCounts] = plain(newCounts)
	morePages[PageCounted], morePages[PageWitness] = newCounted, newWitness
}

// countBook is what counting needs of the book.
type countBook interface {
	Accounts(ctx context.Context) ([]coop.AccountRow, error)
	TrialBalance(ctx context.Context, from, to coop.Date) ([]coop.AccountBalance, error)
	AccountPage(ctx context.Context, code string, from, to coop.Date) (coop.AccountPage, error)
	// Counts lists the countings, by account and in each the newest first.
	Counts(ctx context.Context) ([]coop.CountView, error)
	Record(ctx context.Context, who coop.Session, acts ...coop.Act) ([]coop.Recorded, error)
	// RecordWith records acts and what then gives for the IDs that they made, in one transaction, all or none.
	RecordWith(ctx context.Context, who coop.Session, acts []coop.Act,
		then func(made []coop.ID) ([]coop.Act, error)) ([]coop.Recorded, error)
	SaveDraft(key string, data []byte) error
	Draft(key string) ([]byte, error)
	DropDraft(key string) error
}

// countPage counts the money of a till by its pieces, or takes the balance that stands in a bank's passbook, and
// compares it with the book.
type countPage struct {
	shell *Shell
	book  countBook
	bank  bool
	code  string // of the account to begin with

	data    countData
	form    *kit.Form
	account *kit.Choice
	date    *kit.DateEntry
	pieces  []*kit.Entry    // one a denomination
	stated  *kit.MoneyEntry // of a bank
	reason  *kit.Entry
	first   *kit.Field
	dateAt  *kit.Field
	sums    *fyne.Container
	typed   bool
	saving  bool
	working bool
}

// countData is what a count is compared with.
type countData struct {
	accounts []coop.AccountRow // that can be counted
	booked   map[string]coop.Money
	day      coop.Date // of booked
	recent   []coop.PageLine
	last     coop.CountView // of the account; zero: never counted
	draft    countDraft
	has      bool // a draft
}

// countDraft is what is half typed.
type countDraft struct {
	Account string   `json:"account"`
	Date    string   `json:"date"`
	Pieces  []string `json:"pieces"`
	Stated  string   `json:"stated"`
	Reason  string   `json:"reason"`
	// Sent is set on the disk just before it is recorded, and After names the count before: see sent.
	Sent  bool   `json:"sent,omitempty"`
	After string `json:"after,omitempty"`
}

func newCount(s *Shell, code string, bank bool) page {
	title := s.Text.T("ui.count.title")
	if bank {
		title = s.Text.T("ui.count.bank-title")
	}
	return bind(title, &countPage{shell: s, book: s.Book, bank: bank, code: code})
}

func (p *countPage) draftKey() string {
	if p.bank {
		return "count-bank"
	}
	return "count"
}

// countable tells whether the account is one of those that this page counts.
func (p *countPage) countable(code string) bool {
	if p.bank {
		return coop.IsBank(code)
	}
	return coop.IsCash(code)
}

func (p *countPage) load(ctx context.Context) (d countData, err error) {
	data, err := p.book.Draft(p.draftKey())
	if err != nil {
		return d, err
	}
	d.has = len(data) > 0 && json.Unmarshal(data, &d.draft) == nil
	all, err := p.book.Accounts(ctx)
	if err != nil {
		return d, err
	}
	d.day = p.shell.today()
	if day, complaint := p.shell.parseDay(d.draft.Date); complaint == "" && d.has && !day.IsZero() {
		d.day = coop.DateFromTime(day)
	}
	if d.booked, err = p.balances(ctx, d.day); err != nil {
		return d, err
	}
	for _, a := range all {
		usual := a.Code == coop.MoneyDefault || a.Code == coop.BankDefault
		if _, used := d.booked[a.Code]; !a.Heading && !a.Closed && p.countable(a.Code) && (used || usual) {
			d.accounts = append(d.accounts, a)
		}
	}
	if p.code == "" {
		p.code = d.draft.Account
	}
	if p.code == "" && len(d.accounts) > 0 {
		p.code = d.accounts[0].Code
	}
	counts, err := p.book.Counts(ctx)
	if err != nil {
		return d, fmt.Errorf("read the counts: %w", err)
	}
	for _, c := range counts {
		if c.Account == p.code {
			d.last = c
			break
		}
	}
	// It was recorded all the same, just before the program was killed.
	if d.has && d.draft.Sent && d.last.Count.String() != d.draft.After && d.last.Date == d.day {
		if err := p.shell.sheet(p.book, p.draftKey()).drop(); err != nil {
			return d, err
		}
		d.draft, d.has = countDraft{}, false
	}
	if !p.bank {
		return d, nil
	}
	lines, err := p.book.AccountPage(ctx, p.code, d.day.AddDays(-62), d.day)
	d.recent = lines.Lines[max(0, len(lines.Lines)-recentMost):]
	slices.Reverse(d.recent)
	return d, err
}

// recentMost is how many entries of a bank stand beside its balance.
const recentMost = 6

// balances gives what the book says of the accounts on a day.
func (p *countPage) balances(ctx context.Context, day coop.Date) (map[string]coop.Money, error) {
	rows, err := p.book.TrialBalance(ctx, 0, day)
	if err != nil {
		return nil, fmt.Errorf("read the balances: %w", err)
	}
	by := map[string]coop.Money{}
	for _, b := range rows {
		if p.countable(b.Account.Code) && !b.Account.Heading {
			by[b.Account.Code] = b.Closing()
		}
	}
	return by, nil
}

func (p *countPage) show(d countData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.data = d
	p.form = kit.NewForm(s.layer, map[bool]float32{false: 8, true: 11}[p.bank])
	p.form.OnRecord, p.form.OnBack, p.form.OnChange, p.form.OnSeen = p.record, s.Back, p.onChange, p.leave
	p.askWhere(d)
	if p.bank {
		p.askStated(d)
	} else {
		p.askPieces(d)
	}
	reasonHint := "ui.count.reason-hint"
	if p.bank {
		reasonHint = "ui.count.bank-reason-hint"
	}
	p.reason = filled(d.draft.Reason)
	p.form.Add(t.T("ui.count.reason"), p.reason, func() string {
		if strings.TrimSpace(p.reason.Text) == "" && p.difference() != 0 {
			return t.T("ui.count.reason-missing")
		}
		return ""
	}).SetHint(t.T(reasonHint))
	p.typed = d.has
	p.sums = container.NewStack()
	p.drawSums()
	parts := []fyne.CanvasObject{kit.Beside(33, 18, kit.Card(p.form.Content()), kit.Card(p.sums))}
	if d.has {
		parts = append([]fyne.CanvasObject{kit.Notice(kit.ToneWait, t.T("ui.record.draft"),
			kit.Quiet(t.T("ui.record.discard"), theme.DeleteIcon(), p.onDiscard))}, parts...)
	}
	if p.bank {
		parts = append(parts, p.explain(d)...)
	}
	return kit.Footed(kit.Page(parts...), kit.Flow(0.6,
		kit.Main(t.T("ui.count.do"), theme.DocumentSaveIcon(), p.record), kit.NewCaption(t.T("ui.record.key")),
		kit.Space(1, 0), kit.Quiet(t.T("ui.count.earlier"), theme.HistoryIcon(), goToIn(s, PageCounts))))
}

// askWhere asks which till or bank, where there are several, and which day.
func (p *countPage) askWhere(d countData) {
	s, t := p.shell, p.shell.Text
	var options []kit.Option
	for _, a := range d.accounts {
		options = append(options, kit.Option{Key: a.Code, Title: t.In(a.NameID, a.NameEN), Remark: a.Code})
	}
	p.account = kit.NewChoice(s.layer, t.T("ui.choice.none"), kit.FindIn(options))
	for _, o := range options {
		if o.Key == p.code {
			p.account.SetChosen(o)
		}
	}
	if len(options) > 1 {
		p.form.Add(t.T("ui.count.account"), p.account, func() string {
			if p.account.Chosen().Key == "" {
				return t.T("ui.count.account-missing")
			}
			return ""
		})
		p.account.OnChosen = func(kit.Option) { p.drawSums() }
	}
	p.date = s.dateEntry()
	p.date.SetDay(d.day.Time())
	if d.has && d.draft.Date != "" {
		p.date.SetText(d.draft.Date)
	}
	p.dateAt = p.form.Add(t.T("common.date"), p.date, p.dateWrong)
}

func (p *countPage) dateWrong() string {
	t := p.shell.Text
	day, complaint := p.date.Day()
	switch {
	case complaint != "":
		return complaint
	case day.IsZero():
		return t.T("ui.record.date-missing")
	case coop.DateFromTime(day) > p.shell.today():
		return t.T("ui.count.date-ahead")
	}
	return ""
}

// askPieces asks for every note and coin.
func (p *countPage) askPieces(d countData) {
	t := p.shell.Text
	p.pieces = nil
	for i, kind := range coop.Denominations() {
		e := kit.NewEntry("")
		if i < len(d.draft.Pieces) {
			e.Text = d.draft.Pieces[i]
		}
		label := t.Rupiah(kind.Value)
		if kind.Coin {
			label = t.T("ui.count.coins", kind.Value)
		}
		field := p.form.Add(label, e, func() string {
			if _, err := readPieces(e.Text); err != nil {
				return t.T("ui.count.pieces-wrong")
			}
			return ""
		})
		if p.first == nil || i == 0 {
			p.first = field
		}
		p.pieces = append(p.pieces, e)
	}
}

func (p *countPage) askStated(d countData) {
	t := p.shell.Text
	p.stated = kit.NewMoneyEntry(p.shell.parseMoney, writeMoney)
	p.stated.Text = d.draft.Stated
	p.first = p.form.Add(t.T("ui.count.stated"), p.stated, func() string {
		if strings.TrimSpace(p.stated.Text) == "" {
			return t.T("ui.count.stated-missing")
		}
		return ""
	}).SetHint(t.T("ui.count.stated-hint"))
}

// readPieces reads how many pieces there are; empty is none.
func readPieces(text string) (int64, error) {
	text = strings.NewReplacer(".", "", " ", "").Replace(text)
	if text == "" {
		return 0, nil
	}
	n, err := strconv.ParseUint(text, 10, 24)
	if err != nil {
		return 0, fmt.Errorf("read pieces: %w", err)
	}
	return int64(n), nil
}

// notes are the pieces that were counted, the largest first.
func (p *countPage) notes() []coop.CountNote {
	var notes []coop.CountNote
	for i, kind := range coop.Denominations() {
		if n, err := readPieces(p.pieces[i].Text); err == nil && n > 0 {
			notes = append(notes, coop.CountNote{Value: kind.Value, Pieces: n})
		}
	}
	return notes
}

// counted is what there is.
func (p *countPage) counted() coop.Money {
	if p.bank {
		amount, _ := p.stated.Amount()
		return coop.Money(amount)
	}
	sum, err := coop.Tally(p.notes())
	if err != nil {
		return 0
	}
	return sum
}

func (p *countPage) difference() coop.Money { return p.counted() - p.data.booked[p.chosen()] }

func (p *countPage) chosen() string { return p.account.Chosen().Key }

func (p *countPage) busy() bool { return p.typed }

func (p *countPage) start() {
	if p.first != nil {
		p.form.FocusOn(p.first)
	}
}

// onChange keeps what is typed, and reads the book of another day when the day was changed.
func (p *countPage) onChange() {
	p.typed = true
	p.drawSums()
	if day, complaint := p.date.Day(); complaint == "" && !day.IsZero() && coop.DateFromTime(day) != p.data.day {
		p.readDay(coop.DateFromTime(day))
	}
	if p.saving {
		return
	}
	p.saving = true
	p.shell.Later(draftAfter, func() {
		p.saving = false
		p.leave()
	})
}

// leave keeps what was typed in a field, or on a page, that is left.
func (p *countPage) leave() {
	if p.typed && !p.working {
		p.keep()
	}
}
