package ui

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// bankPage compares a bank's statement with the book: what is the same, what stands on one side only, and the
// difference explained to the sen. Without a statement the lines of the book are ticked from a paper.
type bankPage struct {
	shell *Shell
	book  moneyBook
	code  string
	month coop.Month

	data    bankData
	matches []coop.BankMatch // ticked: known, mine, and those taken here
	offers  []coop.BankMatch // proposed and not ticked
	rows    []bankRow
	marked  map[int]bool // rows marked to be put together
	ledger  *kit.Ledger
	verdict *fyne.Container // whether bank and book hang together
	proof   *fyne.Container // how
	stated  *kit.MoneyEntry
	reason  *kit.Entry
	typed   bool
	file    *sheet // of what is ticked and not recorded
}

// bankData is an account from both sides.
type bankData struct {
	accounts []coop.AccountRow
	account  coop.AccountRow
	bank     coop.Bank
	near     int
	last     coop.ReconcileView // of this very day
	closed   coop.Date
	begun    map[string]bankBegun // by account
	half     bankBegun            // of this one
	has      bool                 // something was ticked and not recorded
}

// bankBegun is a reconciliation that is half done.
type bankBegun struct {
	Base   string               `json:"base"` // what was recorded before it
	Ticks  []coop.ReconcileTick `json:"ticks"`
	Nils   [][]coop.BankRow     `json:"nils,omitempty"` // that the bank put right itself
	Stated string               `json:"stated,omitempty"`
	Reason string               `json:"reason,omitempty"`
}

// bankRow is one line of the list: a match, or what stands on one side.
type bankRow struct {
	date        coop.Date
	match       coop.BankMatch
	ticked      bool
	offered     bool
	move, line  int // of what stands on one side; -1: none
	inBank      coop.Money
	inBook      coop.Money
	hasBank     bool
	bank, entry string
}

func newBank(s *Shell, arg string) page {
	p := &bankPage{shell: s, book: s.Book, marked: map[int]bool{}}
	code, month, _ := strings.Cut(arg, "@")
	p.code, p.month = code, s.today().Month()
	if m, err := coop.ParseMonth(month, s.today()); month != "" && err == nil {
		p.month = m
	}
	p.file = s.begunFile(s.Book, "bank@"+p.month.String())
	return bind(s.Text.T("ui.bank.title"), p)
}

func (p *bankPage) load(ctx context.Context) (d bankData, err error) {
	until := min(p.month.Last(), max(p.shell.today(), p.month.First()))
	rows, err := p.book.TrialBalance(ctx, 0, until)
	if err != nil {
		return d, fmt.Errorf("read the balances: %w", err)
	}
	for _, b := range rows {
		if coop.IsBank(b.Account.Code) && !b.Account.Heading {
			d.accounts = append(d.accounts, b.Account)
		}
	}
	if len(d.accounts) == 0 {
		return d, nil
	}
	d.account = d.accounts[0]
	for _, a := range d.accounts {
		if a.Code == p.code {
			d.account = a
		}
	}
	p.code = d.account.Code
	if d.bank, err = p.book.Bank(ctx, p.code, until); err != nil {
		return d, fmt.Errorf("read the bank's account: %w", err)
	}
	settings, err := p.book.Settings(ctx)
	if err != nil {
		return d, fmt.Errorf("read the settings: %w", err)
	}
	d.near = coop.ReconcileDays(settings, until)
	info, err := p.book.Info(ctx)
	if err != nil {
		return d, fmt.Errorf("read the book's state: %w", err)
	}
	d.closed = info.Closed
	said, err := p.book.Reconciles(ctx)
	for _, r := range said {
		if r.Account == p.code && r.Until == until {
			d.last = r
		}
	}
	if err != nil {
		return d, fmt.Errorf("read the reconciliations: %w", err)
	}
	d.begun = map[string]bankBegun{}
	_, err = p.file.readBegun(coop.Hash{}, &d.begun)
	d.half, d.has = d.begun[p.code]
	d.has = d.has && d.half.Base == d.last.Row.Hash.String()
	return d, err
}

func (p *bankPage) show(d bankData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.data, p.ledger = d, nil
	if len(d.accounts) == 0 {
		return kit.Page(kit.Empty(t.T("ui.bank.none"), t.T("ui.bank.none-text")))
	}
	p.matches, p.offers = d.ticked()
	p.typed = d.has
	p.stated = kit.NewMoneyEntry(s.parseMoney, writeMoney)
	if d.bank.Told {
		p.stated.Text = writeMoney(int64(d.bank.Stated))
	} else if d.last.Row.Hash != (coop.Hash{}) {
		p.stated.Text = writeMoney(int64(d.last.Balance))
	}
	p.reason = filled(d.last.Reason)
	if d.has {
		p.reason.Text = d.half.Reason
		if !d.bank.Told {
			p.stated.Text = d.half.Stated
		}
	}
	p.proof, p.verdict = kit.Stack(0), kit.Stack(0.2)
	p.build()
	p.ledger = kit.NewLedger([]kit.Column{
		{Title: t.T("ui.bank.same"), Ems: 6.5},
		{Title: t.T("common.date"), Ems: 5.5, Rank: 1},
		{Title: t.T("ui.bank.what"), Ems: 7.5, Grow: 1},
		{Title: t.T("common.amount"), Ems: 6, Figure: true},
	}, func() int { return len(p.rows) }, p.fill, p.toggle)
	p.ledger.OnBack = s.Back
	p.drawProof()
	return kit.FillFirst(0.4, p.head(), kit.Stack(0.3, p.about(), p.proof), p.ledger)
}

func (p *bankPage) heading() string {
	a, t := p.data.account, p.shell.Text
	if a.Code == "" {
		return t.T("ui.bank.title")
	}
	return t.T("ui.bank.title-of", t.In(a.NameID, a.NameEN))
}

// ticked gives what is ticked and what is offered: what was half done goes on, with what was recorded since out of the
// bank's own rows; without it what is sure is ticked from the start, and one key takes it back.
func (d *bankData) ticked() (matches, offers []coop.BankMatch) {
	proposed := d.bank.Propose(d.near)
	if d.has {
		matches = slices.Concat(d.bank.Known, d.bank.Held(d.half.Ticks, d.half.Nils))
		proposed = d.bank.ProposeBeside(matches, d.near)
	} else {
		matches = slices.Concat(d.bank.Known, d.bank.Mine)
	}
	for _, m := range proposed {
		if m.Sure && !d.has || d.bank.FromMove(m) {
			matches = append(matches, m)
			continue
		}
		offers = append(offers, m)
	}
	return matches, offers
}

// head says whether both sides hang together, and asks for the bank's balance where no file tells it.
func (p *bankPage) head() fyne.CanvasObject {
	s, t, b := p.shell, p.shell.Text, p.data.bank
	stack := kit.Stack(0.2)
	for _, gap := range b.Gaps {
		stack.Add(kit.Words("✗ "+t.T("ui.bank.gap", gap.Day, gap.Closing, gap.Opens), kit.ToneBad))
	}
	for _, other := range p.data.last.Over {
		stack.Add(kit.Words("● "+t.T("ui.bank.over", other.By, t.Count(other.Beyond(p.data.last))), kit.ToneWait))
	}
	if !b.Told {
		grouped := p.stated.OnChanged // it sets the thousands apart
		p.stated.OnChanged = func(text string) {
			grouped(text)
			p.onStated()
		}
		p.stated.OnEnter, p.stated.OnEscape = p.toList, s.Back
		stack.Add(kit.Flow(0.6, kit.NewCaption(t.T("ui.bank.stated-of", b.Until)), kit.Least(12, 0, p.stated)))
	}
	stack.Add(p.verdict)
	return stack
}

// about says how far the bank's movements were read, and leads to other months and accounts.
func (p *bankPage) about() fyne.CanvasObject {
	s, t, b := p.shell, p.shell.Text, p.data.bank
	stack := kit.Stack(0.2)
	if reach, read := b.Reach(); read && reach < b.Until {
		stack.Add(kit.SmallWords(t.T("ui.bank.reach", reach), kit.ToneSoft))
	}
	parts := []fyne.CanvasObject{kit.NewShortStepper(t.ShortMonth(p.month), 5, p.step).Content()}
	for _, a := range p.data.accounts {
		if a.Code != p.code {
			parts = append(parts, kit.Quiet(t.In(a.NameID, a.NameEN), theme.NavigateNextIcon(), func() {
				s.Swap(Route{Page: PageBank, Arg: a.Code + "@" + p.month.String()})
			}))
		}
	}
	stack.Add(kit.Flow(0.6, parts...))
	return stack
}

func (p *bankPage) onStated() {
	p.keep()
	p.drawProof()
}

// keep keeps through a power cut what is ticked and typed.
func (p *bankPage) keep() {
	p.typed = true
	p.data.begun[p.code] = bankBegun{
		Base: p.data.last.Row.Hash.String(), Ticks: p.data.bank.Ticks(p.matches), Nils: p.data.bank.Cancels(p.matches),
		Stated: p.stated.Text, Reason: p.reason.Text,
	}
	p.file.keepBegun(p.shell, coop.Hash{}, p.data.begun)
}

func (p *bankPage) toList() { p.shell.layer.Focus(p.ledger.Focusable()) }

// build makes the rows of what is matched and what is not, by day.
func (p *bankPage) build() {
	b := p.data.bank
	p.rows, p.marked = nil, map[int]bool{}
	for _, m := range p.matches {
		if !m.Known {
			p.rows = append(p.rows, p.matchRow(m, true))
		}
	}
	used := slices.Clone(p.matches)
	for _, m := range p.offers {
		p.rows = append(p.rows, p.matchRow(m, false))
		used = append(used, m)
	}
	rest := b.Prove(used, 0)
	for _, i := range rest.Lines {
		l := b.Lines[i]
		p.rows = append(p.rows, bankRow{
			date: l.Posted, move: -1, line: i, inBook: l.Amount, entry: p.lineWords(l),
		})
	}
	for _, i := range rest.Moves {
		m := b.Moves[i]
		p.rows = append(p.rows, bankRow{
			date: m.Date, move: i, line: -1, inBank: m.Amount, hasBank: true, bank: m.Text,
		})
	}
	slices.SortStableFunc(p.rows, func(x, y bankRow) int { // what is open stands on top
		if open := func(r bankRow) bool { return !r.ticked }; open(x) != open(y) {
			return map[bool]int{true: -1, false: 1}[open(x)]
		}
		return cmp.Compare(x.date, y.date)
	})
}

func (p *bankPage) matchRow(m coop.BankMatch, ticked bool) bankRow {
	b := p.data.bank
	row := bankRow{match: m, ticked: ticked, offered: !ticked, move: -1, line: -1}
	var texts, words []string
	for _, i := range m.Lines {
		row.inBook += b.Lines[i].Amount
		row.date = b.Lines[i].Posted
		words = append(words, p.lineWords(b.Lines[i]))
	}
	for _, i := range m.Moves {
		row.inBank += b.Moves[i].Amount
		row.hasBank, row.date = true, b.Moves[i].Date
		texts = append(texts, b.Moves[i].Text)
	}
	row.bank, row.entry = strings.Join(texts, " + "), strings.Join(words, " + ")
	if m.Cancels() {
		row.bank = p.shell.Text.T("ui.bank.cancelled", row.bank)
	}
	return row
}

func (p *bankPage) lineWords(l coop.SubLine) string {
	return p.shell.describe(coop.EntryView{
		EntryRow: coop.EntryRow{Kind: l.Kind, Occasion: l.Occasion, Remark: l.Remark},
	})
}

func (p *bankPage) fill(row int, cells []kit.Cell) {
	t, r := p.shell.Text, p.rows[row]
	switch {
	case r.ticked:
		cells[0] = kit.Cell{Text: "✓ " + t.T("ui.bank.ticked"), Tone: kit.ToneGood}
	case p.marked[row]:
		cells[0] = kit.Cell{Text: "→ " + t.T("ui.bank.marked"), Tone: kit.ToneInk, Bold: true}
	case r.offered:
		cells[0] = kit.Cell{Text: "● " + t.T("ui.bank.offered"), Tone: kit.ToneWait}
	case r.hasBank:
		cells[0] = kit.Cell{Text: "● " + t.T("ui.bank.only-bank"), Tone: kit.ToneWait}
	default:
		cells[0] = kit.Cell{Text: "● " + t.T("ui.bank.only-book"), Tone: kit.ToneWait}
	}
	cells[1].Text = t.ShortDay(r.date)
	cells[2].Text = strings.Trim(r.bank+" · "+r.entry, " ·")
	cells[3].Text = t.Figure(r.inBook) // where both sides have it, it is the same
	if r.hasBank {
		cells[3].Text = t.Figure(r.inBank)
	}
}

func (p *bankPage) start() {
	switch {
	case p.ledger == nil:
	case !p.data.bank.Told && p.stated.Text == "":
		p.shell.layer.Focus(p.stated)
	default:
		p.toList()
		p.ledger.GoTo(0)
	}
}

func (p *bankPage) busy() bool { return p.typed }

// step goes a month on or back.
func (p *bankPage) step(months int) {
	p.shell.Swap(Route{Page: PageBank, Arg: p.code + "@" + p.month.Add(months).String()})
}

func (p *bankPage) actions() []fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	var buttons []fyne.CanvasObject
	if s.Banks != nil && s.session.Role.May(coop.KindStatement) && p.code != "" {
		buttons = append(buttons, kit.Button(t.T("ui.bank.read"), theme.FolderOpenIcon(), p.onFile))
	}
	if p.ledger != nil {
		buttons = append(buttons, kit.Main(t.T("ui.bank.do"), theme.DocumentSaveIcon(), p.record))
	}
	return buttons
}

func (p *bankPage) onFile() { p.shell.Go(Route{Page: PageBankFile, Arg: p.code}) }
