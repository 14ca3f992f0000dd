package ui

import (
	"bytes"
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

func init() { morePages[PageSlip] = newSlip }

// slipBook is what making kuitansi needs of the book. Drafts remember on this machine which were printed.
type slipBook interface {
	report.SlipSource
	SaveDraft(key string, data []byte) error
	Draft(key string) ([]byte, error)
}

// slipPage shows what stands on the kuitansi of an entry and prints it: one, or one for each member of a rapel.
type slipPage struct {
	shell   *Shell
	book    slipBook
	id      coop.ID
	wrong   error
	form    *kit.Form
	party   *kit.Entry // nil: the entry says who
	port    *kit.Entry // of a printer that takes letters; nil: pages
	english bool
	typed   string // who paid, before the page was drawn anew
	data    slipData
}

type slipData struct {
	entry   coop.EntryView
	slips   []report.Slip
	printed bool  // before, on this machine
	none    error // why the entry has no slip
}

// newSlip makes the slips of the entry whose id is arg.
func newSlip(s *Shell, arg string) page {
	id, err := coop.ParseID(arg)
	return (&slipPage{shell: s, book: s.Book, id: id, wrong: err}).page()
}

func (p *slipPage) page() page { return bind(p.shell.Text.T("ui.slip.title"), p) }

func (p *slipPage) load(ctx context.Context) (d slipData, err error) {
	if p.wrong != nil {
		return d, p.wrong
	}
	if d.entry, err = p.book.Entry(ctx, p.id); err != nil {
		return d, fmt.Errorf("read an entry: %w", err)
	}
	if d.printed, err = slipPrinted(p.book, &d.entry); err != nil {
		return d, err
	}
	d.slips, d.none = report.Slips(ctx, p.book, p.order(d))
	if _, is := d.none.(coop.Problem); d.none != nil && !is {
		return d, d.none
	}
	return d, nil
}

func (p *slipPage) order(d slipData) report.SlipOrder {
	party := p.typed
	if p.party != nil {
		party = p.party.Text
	}
	return report.SlipOrder{Entry: p.id, English: p.english, Copy: d.printed, Party: party}
}

func (p *slipPage) show(d slipData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.data = d
	about := kit.Stack(0.1, kit.HeadWords(s.describe(d.entry)),
		kit.NewSoft(orElse(d.entry.Voucher, "–")+" · "+t.Day(d.entry.Date)))
	if d.none != nil {
		return kit.Page(kit.Capped(52, 0.7, about, kit.Notice(kit.ToneWait, t.Sentence(d.none))))
	}
	parts := []fyne.CanvasObject{about}
	if d.slips[0].Void {
		parts = append(parts, kit.Notice(kit.ToneBad, t.T("ui.slip.void")))
	} else if d.printed {
		parts = append(parts, kit.Notice(kit.ToneWait, t.T("ui.slip.printed")))
	}
	parts = append(parts, p.options(d), p.preview(d))
	return kit.Page(kit.Capped(56, 0.7, parts...))
}

// options asks for what the entry does not say, and prints.
func (p *slipPage) options(d slipData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.form = kit.NewForm(s.layer, 0)
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	var parts []fyne.CanvasObject
	p.party = nil
	if whole := coop.WholeSlip(&d.entry); whole.Name == "" && !p.many() {
		p.party = kit.NewEntry("")
		p.party.Text = p.typed
		label := "ui.slip.from"
		if whole.Amount < 0 {
			label = "ui.slip.to"
		}
		p.form.Add(t.T(label), p.party, func() string {
			if len([]rune(p.party.Text)) > slipPartyMost {
				return t.T("ui.slip.party-long", slipPartyMost)
			}
			return ""
		}).SetHint(t.T("ui.slip.party-hint"))
		parts = append(parts, p.form.Content())
	}
	pick := func(english bool, key string) fyne.CanvasObject {
		answer := kit.NewPick(t.T(key), p.english == english, func() { p.onEnglish(english) })
		answer.OnBack = s.Back
		return answer
	}
	parts = append(parts, kit.Flow(0.5, pick(false, "ui.slip.indonesian"), pick(true, "ui.slip.both")))
	parts = append(parts, p.rawOptions()...)
	print := "ui.slip.print"
	if p.many() {
		print = "ui.slip.print-all"
	}
	buttons := []fyne.CanvasObject{
		kit.Main(t.T(print, len(d.slips)), theme.DocumentPrintIcon(), p.record),
		kit.NewCaption(t.T("ui.record.key")),
	}
	if p.many() {
		buttons = append(buttons, kit.Button(t.T("ui.slip.print-list"), theme.ListIcon(), p.onList))
	}
	return kit.Card(append(parts, kit.Flow(0.5, buttons...))...)
}

// slipPartyMost is how many letters of a name find room on the paper.
const slipPartyMost = 120

// preview says what will stand on the paper.
func (p *slipPage) preview(d slipData) fyne.CanvasObject {
	t := p.shell.Text
	if p.many() {
		var sum coop.Money
		for _, slip := range d.slips {
			sum += slip.Amount
		}
		list := kit.NewShort([]kit.Column{
			{Title: t.T("common.member"), Ems: 9, Grow: 1},
			{Title: t.T("ui.slip.code"), Ems: 7.4},
			{Title: t.T("common.amount"), Ems: 6.5, Figure: true},
		}, len(d.slips), func(row int, cells []kit.Cell) {
			slip := d.slips[row]
			cells[0].Text = slip.Party
			cells[1].Text = slip.Code.String()
			cells[2].Text = t.Figure(slip.Amount)
		}, func(int) {})
		return kit.Card(kit.NewHeading(t.T("ui.slip.many", len(d.slips), sum)), list)
	}
	slip := d.slips[0]
	party := orElse(slip.Party, t.T("ui.slip.by-hand"))
	label := "ui.slip.from"
	if slip.Out {
		label = "ui.slip.to"
	}
	fact := func(key, text string) fyne.CanvasObject {
		return kit.Stack(0, kit.NewCaption(t.T(key)), kit.Words(text, kit.ToneInk))
	}
	return kit.Card(fact(label, party), fact("common.amount", t.Rupiah(slip.Amount)+" · "+slip.Words.ID),
		fact("ui.slip.for", slip.For.ID), kit.Stack(0, kit.NewCaption(t.T("ui.slip.code")),
			kit.CodeWords(slip.Code.String())))
}

// many tells whether every member has a slip of their own.
func (p *slipPage) many() bool { return len(coop.MemberSlips(&p.data.entry)) > 0 }

func (p *slipPage) heading() string { return p.shell.Text.T("ui.slip.title") }

func (p *slipPage) start() {
	if p.party != nil {
		p.form.Start()
	}
}

func (p *slipPage) busy() bool { return p.party != nil && p.party.Text != "" }

func (p *slipPage) onEnglish(english bool) {
	p.english = english
	if p.party != nil {
		p.typed = p.party.Text
	}
	p.shell.again(p.page())
}

// record prints on the paper that this laptop uses; Ctrl+P always makes a PDF.
func (p *slipPage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	if paper := p.shell.slipPaper(); paper != 0 {
		p.printRaw(paper)
		return
	}
	p.shell.print("pdf")
}

// onList prints the list of a rapel.
func (p *slipPage) onList() { p.shell.printPaper(p.shell.slipList(p.book, &p.data.entry), "pdf") }

func (p *slipPage) printer() *printing {
	if p.data.none != nil || p.data.slips == nil || p.form == nil || !p.form.Right() {
		return nil
	}
	paper := p.shell.slipPrinting(p.book, &p.data.entry, p.order(p.data))
	paper.after = func() {
		if p.party != nil {
			p.typed = p.party.Text
		}
		p.shell.again(p.page()) // it says now that the next print is a copy
	}
	return paper
}

// slipPrinting is the paper of an entry's slips: as PDF the slips themselves, as a workbook the list of a rapel.
func (s *Shell) slipPrinting(book slipBook, e *coop.EntryView, order report.SlipOrder) *printing {
	list := s.slipList(book, e)
	return &printing{
		name: slipName(s.Text.T("ui.slip.title"), e),
		write: func(ctx context.Context, w io.Writer, format string) (err error) {
			if format != "pdf" {
				return list.write(ctx, w, format)
			}
			if order.Copy, err = slipPrinted(book, e); err != nil {
				return err
			}
			slips, err := report.Slips(ctx, book, order)
			if err != nil {
				return err
			}
			return report.WriteSlips(w, slips)
		},
		kept: func(context.Context) error { return slipRemember(book, e) },
	}
}

// slipList is the paper with all members of a rapel.
func (s *Shell) slipList(book slipBook, e *coop.EntryView) *printing {
	lang := s.Text.Language()
	return &printing{
		name: slipName(s.Text.T("ui.slip.list"), e),
		write: func(ctx context.Context, w io.Writer, format string) error {
			sheet, err := report.SlipList(ctx, book, report.SlipOrder{Entry: e.ID}, lang)
			if err != nil {
				return err
			}
			sheet.Printed = s.today()
			return report.Write(w, sheet, format)
		},
	}
}

func slipName(title string, e *coop.EntryView) string {
	return e.Date.String() + " " + title + " " + e.Voucher
}

// slipKey is the draft that remembers which entries of a year had their slips printed here: eight bytes of each id.
func slipKey(e *coop.EntryView) string { return "slips-" + strconv.Itoa(int(e.Date)/10000) }

const slipMark = 8

func slipPrinted(book slipBook, e *coop.EntryView) (bool, error) {
	marks, err := book.Draft(slipKey(e))
	if err != nil {
		return false, fmt.Errorf("read what was printed: %w", err)
	}
	for ; len(marks) >= slipMark; marks = marks[slipMark:] {
		if bytes.Equal(marks[:slipMark], e.ID[:slipMark]) {
			return true, nil
		}
	}
	return false, nil
}

func slipRemember(book slipBook, e *coop.EntryView) error {
	if printed, err := slipPrinted(book, e); printed || err != nil {
		return err
	}
	marks, err := book.Draft(slipKey(e))
	if err == nil {
		err = book.SaveDraft(slipKey(e), append(bytes.Clone(marks), e.ID[:slipMark]...))
	}
	if err != nil {
		return fmt.Errorf("remember what was printed: %w", err)
	}
	return nil
}

// hasSlip tells whether money came or went by an entry that counts.
func hasSlip(e *coop.EntryView) bool {
	return e.What.Counts() && strings.TrimSpace(e.Voucher) != "" && coop.WholeSlip(e).Amount != 0
}

// slipButton leads from an entry to its kuitansi.
func (p *entryPage) slipButton() []fyne.CanvasObject {
	if !hasSlip(&p.entry) {
		return nil
	}
	return []fyne.CanvasObject{kit.Button(p.shell.Text.T("ui.slip.title"), theme.DocumentPrintIcon(), func() {
		p.shell.Go(Route{Page: PageSlip, Arg: p.id.String()})
	})}
}

// printer gives the kuitansi of an entry, as the page of that would print it without being asked more.
func (p *entryPage) printer() *printing {
	if !hasSlip(&p.entry) {
		return nil
	}
	return p.shell.slipPrinting(p.shell.Book, &p.entry, report.SlipOrder{Entry: p.entry.ID})
}
