package ui

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/store/report"
	"lumbung/ui/kit"
)

// PagePassbook shows and prints a member's passbook; the arg is a member's id, and behind @ an account.
const PagePassbook = "passbook"

func init() { morePages[PagePassbook] = newPassbook }

// passbookPage is the passbook (buku tabungan) of one saving: date, in, out, balance. It prints on where the paper
// ended.
type passbookPage struct {
	shell   *Shell
	book    savingBook
	id      coop.ID
	account string

	data   passbookData
	lines  []coop.PassbookLine
	form   *kit.Form
	member *kit.Choice
	saving *kit.Choice
	from   *kit.Entry
	fromAt *kit.Field
	name   string
	ledger *kit.Ledger
}

// passbookData is what one member has.
type passbookData struct {
	coop.MemberStatement
	members  []coop.MemberView
	accounts []coop.AccountRow
}

func newPassbook(s *Shell, arg string) page {
	who, account, _ := strings.Cut(arg, "@")
	p := &passbookPage{shell: s, book: s.Book, account: orElse(account, coop.AccountVoluntary)}
	p.id, _ = coop.ParseID(who) // none: one is chosen
	return bind(s.Text.T("ui.passbook.title"), p)
}

func (p *passbookPage) load(ctx context.Context) (d passbookData, err error) {
	if d.members, err = p.book.Members(ctx, ""); err != nil {
		return d, err
	}
	if d.accounts, err = p.book.Accounts(ctx); err != nil || p.id.IsZero() {
		return d, err
	}
	if d.MemberStatement, err = p.book.MemberStatement(ctx, p.id, 0, p.shell.today()); err != nil {
		return d, fmt.Errorf("read what a member saved: %w", err)
	}
	return d, nil
}

func (p *passbookPage) show(d passbookData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.data, p.ledger, p.name = d, nil, d.Member.Name
	p.lines = coop.Passbook(d.MemberStatement, p.account, nil)
	p.form = kit.NewForm(s.layer, 19)
	chosen := ""
	if !p.id.IsZero() {
		chosen = d.Member.Member.String()
	}
	p.member = s.chooser(personOptions(d.members, true), chosen)
	p.form.Add(t.T("ui.term.member"), p.member, nil)
	var savings []kit.Option
	for _, code := range coop.SavingAccounts {
		savings = append(savings, kit.Option{Key: code, Title: accountIn(d.accounts, t, code), Remark: code})
	}
	p.saving = s.chooser(savings, p.account)
	p.form.Add(t.T("ui.block.account"), p.saving, nil)
	p.from = filled("1")
	p.fromAt = p.form.Add(t.T("ui.passbook.from"), p.from, func() string {
		if p.first() == 0 {
			return t.T("ui.passbook.from-wrong", t.Count(max(1, len(p.lines))))
		}
		return ""
	}).SetHint(t.T("ui.passbook.from-hint"))
	p.member.OnChosen = func(o kit.Option) { p.turn(o.Key, p.account) }
	p.saving.OnChosen = func(o kit.Option) { p.turn(p.member.Chosen().Key, o.Key) }
	p.form.OnBack = s.Back
	switch {
	case p.id.IsZero():
		return kit.Page(kit.Words(t.T("ui.passbook.lead"), kit.ToneSoft), p.form.Content())
	case len(p.lines) == 0:
		return kit.Page(p.form.Content(), kit.Empty(t.T("ui.passbook.none"), t.T("ui.passbook.none-text")))
	}
	p.ledger = kit.NewLedger([]kit.Column{
		{Title: t.T("ui.passbook.no"), Ems: 3, Figure: true, Rank: 2},
		{Title: t.T("common.date"), Ems: 5.5},
		{Title: t.T("ui.entry.what"), Ems: 9, Grow: 1, Rank: 1},
		{Title: t.T("ui.passbook.in"), Ems: 5.5, Figure: true},
		{Title: t.T("ui.passbook.out"), Ems: 5.5, Figure: true},
		{Title: t.T("ui.passbook.balance"), Ems: 6, Figure: true},
	}, func() int { return len(p.lines) }, func(row int, cells []kit.Cell) {
		l := &p.lines[row]
		cells[0] = kit.Cell{Text: t.Count(l.No), Tone: kit.ToneSoft}
		cells[1].Text = t.ShortDay(l.Date)
		cells[2].Text = s.describe(coop.EntryView{EntryRow: coop.EntryRow{
			Kind: coop.KindEntry, Occasion: l.Word, Remark: l.Remark,
		}})
		cells[3].Text, cells[4].Text = unlessNought(t, l.In), unlessNought(t, l.Out)
		cells[5] = kit.Cell{Text: t.Figure(l.Balance), Bold: true}
	}, func(row int) { s.Go(Route{Page: PageEntry, Arg: p.lines[row].Entry.String()}) })
	p.ledger.OnBack = s.Back
	return kit.Fill(0.6, p.form.Content(), p.ledger)
}

// unlessNought writes an amount, and nothing where there is none.
func unlessNought(t *Text, m coop.Money) string {
	if m == 0 {
		return ""
	}
	return t.Figure(m)
}

// turn opens another member's book, or another saving.
func (p *passbookPage) turn(member, account string) {
	if id, err := coop.ParseID(member); err == nil && account != "" && (id != p.id || account != p.account) {
		p.shell.Swap(Route{Page: PagePassbook, Arg: member + "@" + account})
	}
}

// first is the line that printing begins with; 0: what is typed is none.
func (p *passbookPage) first() int {
	n, err := strconv.Atoi(strings.TrimSpace(p.from.Text))
	if err != nil || n < 1 || n > max(1, len(p.lines)) {
		return 0
	}
	return n
}

func (p *passbookPage) heading() string { return p.name }

func (p *passbookPage) actions() []fyne.CanvasObject {
	if p.id.IsZero() {
		return nil
	}
	t, who := p.shell.Text, p.id.String()
	buttons := []fyne.CanvasObject{
		kit.Button(t.T("ui.heirs.title"), theme.AccountIcon(), func() { p.shell.Go(Route{Page: PageHeirs, Arg: who}) }),
		kit.Button(t.T("ui.leave.short"), theme.LogoutIcon(), func() { p.shell.Go(Route{Page: PageLeave, Arg: who}) }),
	}
	if p.shell.Shelf == nil || len(p.lines) == 0 {
		return buttons
	}
	return append(buttons, kit.Main(p.shell.Text.T("ui.passbook.print"), theme.DocumentPrintIcon(),
		p.shell.onPrintPDF))
}

func (p *passbookPage) start() {
	if p.id.IsZero() || p.ledger == nil {
		p.form.Start()
		return
	}
	p.shell.layer.Focus(p.ledger.Focusable())
}

// printer gives the pages of the book from the chosen line on, each line where it belongs.
func (p *passbookPage) printer() *printing {
	if len(p.lines) == 0 || p.first() == 0 {
		return nil
	}
	order := report.PassbookOrder{
		Member: p.data.Member.Member, Account: p.account, First: p.first(), Lang: p.shell.Text.Language(),
		To: p.shell.today(),
	}
	return p.shell.onlyPDF(p.shell.today().String()+" "+p.shell.Text.T("ui.passbook.title")+" "+
		p.data.Member.Number+" "+p.data.Member.Name, func(ctx context.Context, w io.Writer) error {
		return report.WritePassbook(ctx, w, p.shell.Book, order)
	})
}

// onlyPDF is a paper that there is no workbook of.
func (s *Shell) onlyPDF(name string, write func(ctx context.Context, w io.Writer) error) *printing {
	return &printing{name: name, write: func(ctx context.Context, w io.Writer, format string) error {
		if format != "pdf" {
			return coop.Problem{Key: "ui.passbook.no-sheet"}
		}
		return write(ctx, w)
	}}
}
