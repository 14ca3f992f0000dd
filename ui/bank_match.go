package ui

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/store/report"
	"lumbung/ui/kit"
)

// toggle ticks a row, or takes its tick back: a proposal becomes a match, a line of the book is ticked on paper, and a
// movement that only the bank has is marked to be put together with others.
func (p *bankPage) toggle(row int) {
	r := p.rows[row]
	same := func(m coop.BankMatch) bool {
		return slices.Equal(m.Lines, r.match.Lines) && slices.Equal(m.Moves, r.match.Moves)
	}
	switch {
	case r.ticked:
		p.matches = slices.DeleteFunc(p.matches, same)
		if len(r.match.Moves) > 0 {
			p.offers = append(p.offers, r.match)
		}
	case r.offered:
		p.offers = slices.DeleteFunc(p.offers, same)
		p.matches = append(p.matches, r.match)
	case len(p.data.bank.Moves) == 0: // a paper
		p.matches = append(p.matches, coop.BankMatch{Lines: []int{r.line}, Sure: true})
	default:
		p.marked[row] = !p.marked[row]
		p.ledger.Refresh()
		return
	}
	p.changed(row)
}

// changed draws the list anew, with the keys where they were.
func (p *bankPage) changed(row int) {
	p.keep()
	p.build()
	p.ledger.Refresh()
	p.ledger.GoTo(min(row, len(p.rows)-1))
	p.drawProof()
}

// letter takes the keys of the list: g puts what is marked together, l loosens a proposal, c records what only the bank
// has.
func (p *bankPage) letter(r rune) bool {
	if p.ledger == nil {
		return false
	}
	row, there := p.ledger.Marked()
	switch r {
	case 'g', 'G':
		p.join()
	case 'l', 'L':
		if there && (p.rows[row].offered || p.rows[row].ticked) {
			p.loosen(row)
		}
	case 'c', 'C':
		if there {
			p.recordMove(row)
		}
	default:
		return false
	}
	return true
}

// join makes one match of the marked rows, where both sides come to the same.
func (p *bankPage) join() {
	var moves, lines []int
	for row, marked := range p.marked {
		r := p.rows[row]
		switch {
		case !marked:
		case r.move >= 0:
			moves = append(moves, r.move)
		case r.line >= 0:
			lines = append(lines, r.line)
		}
	}
	m, problems := p.data.bank.Together(moves, lines)
	if len(problems) > 0 {
		p.shell.Warn(problems[0])
		return
	}
	p.matches = append(p.matches, m)
	p.changed(0)
}

// loosen takes a match or a proposal apart: its parts stand alone.
func (p *bankPage) loosen(row int) {
	r := p.rows[row]
	same := func(m coop.BankMatch) bool {
		return slices.Equal(m.Lines, r.match.Lines) && slices.Equal(m.Moves, r.match.Moves)
	}
	p.matches = slices.DeleteFunc(p.matches, same)
	p.offers = slices.DeleteFunc(p.offers, same)
	p.changed(row)
}

// recordMove records what stands in the bank only: a fee, interest, or an unknown transfer in suspense.
func (p *bankPage) recordMove(row int) {
	s, r := p.shell, p.rows[row]
	switch {
	case r.move < 0:
		s.toast(kit.ToneBad, "✗ "+s.Text.T("ui.bank.record-none"))
		return
	case s.Banks == nil || !s.session.Role.May(coop.KindEntry):
		return
	}
	entry, ok := s.Banks.EntryOf(p.code, p.data.bank.Moves[r.move])
	if !ok {
		s.toast(kit.ToneBad, "✗ "+s.Text.T("ui.bank.record-none"))
		return
	}
	entry.Date = p.data.bank.Moves[r.move].Day(p.data.closed)
	var made []coop.Recorded
	s.Record(func(ctx context.Context) (err error) {
		made, err = p.book.Record(ctx, s.session, coop.Act{Kind: coop.KindEntry, Body: entry})
		return err
	}, func() {
		if p.typed { // what is ticked goes on
			p.keep()
		}
		s.Reload()
		if len(made) > 0 && made[0].Already {
			s.toast(kit.ToneWait, "● "+s.Text.T("ui.bank.recorded-before"))
			return
		}
		s.Tell("ui.bank.recorded-move", s.describe(coop.EntryView{EntryRow: coop.EntryRow{
			Kind: coop.KindEntry, Occasion: entry.Occasion, Remark: entry.Remark,
		}}))
	})
}

// balance is what the bank says.
func (p *bankPage) balance() (coop.Money, bool) {
	if p.data.bank.Told {
		return p.data.bank.Stated, true
	}
	amount, complaint := p.stated.Amount()
	return coop.Money(amount), complaint == "" && strings.TrimSpace(p.stated.Text) != ""
}

// drawProof shows whether bank and book hang together, and how.
func (p *bankPage) drawProof() {
	t, b := p.shell.Text, p.data.bank
	stated, told := p.balance()
	proof := b.Prove(p.matches, stated)
	figure := func(key string, m coop.Money) fyne.CanvasObject {
		return kit.Stack(0, kit.NewCaption(t.T(key)), kit.BoldWords(t.Rupiah(m), kit.ToneInk))
	}
	chip := kit.Chip(kit.ToneBad, "✗ "+t.T("ui.bank.unexplained", abs(proof.Rest)))
	switch {
	case !told:
		chip = kit.Chip(kit.ToneWait, "● "+t.T("ui.bank.stated-missing"))
	case proof.Done():
		chip = kit.Chip(kit.ToneGood, "✓ "+t.T("ui.bank.explained"))
	}
	row := kit.Flow(0.6, chip)
	if b.Told { // else the field says the day
		row = kit.Flow(0.6, kit.NewSoft(t.T("ui.bank.until", b.Until)), chip)
	}
	p.verdict.Objects = []fyne.CanvasObject{row}
	var parts []fyne.CanvasObject
	if told {
		parts = append(parts, figure("ui.bank.stated", stated))
	}
	parts = append(parts, figure("ui.bank.plus-book", proof.OnlyBook), figure("ui.bank.minus-bank", proof.OnlyBank),
		figure("ui.bank.booked", proof.Booked))
	keys := "ui.bank.keys"
	if len(b.Moves) == 0 {
		keys = "ui.bank.keys-paper"
	}
	p.proof.Objects = []fyne.CanvasObject{kit.Tiles(9, 0.6, parts...), kit.SmallWords(t.T(keys), kit.ToneSoft)}
	if told && !proof.Done() {
		p.reason.OnChanged = func(string) { p.keep() }
		p.reason.OnEnter, p.reason.OnEscape = p.toList, p.shell.Back
		p.proof.Add(kit.Flow(0.6, kit.NewCaption(t.T("ui.bank.reason")), kit.Least(24, 0, p.reason)))
	}
	p.verdict.Refresh()
	p.proof.Refresh()
	p.shell.refit()
}

// record keeps what is ticked.
func (p *bankPage) record() {
	if p.ledger == nil {
		return
	}
	s, t := p.shell, p.shell.Text
	if !s.session.Role.May(coop.KindReconcile) {
		s.toast(kit.ToneBad, "✗ "+t.T("ui.settings.may-not", t.Role(s.session.Role)))
		return
	}
	stated, told := p.balance()
	proof := p.data.bank.Prove(p.matches, stated)
	reason := strings.TrimSpace(p.reason.Text)
	switch {
	case !told:
		s.toast(kit.ToneBad, "✗ "+t.T("ui.bank.stated-missing"))
		s.layer.Focus(p.stated)
		return
	case !proof.Done() && reason == "":
		s.toast(kit.ToneBad, "✗ "+t.T("ui.bank.reason-missing", abs(proof.Rest)))
		s.layer.Focus(p.reason)
		s.reveal(p.reason)
		return
	}
	body := coop.Reconcile{
		Account: p.code, Until: p.data.bank.Until, Balance: stated, Ticks: p.data.bank.Ticks(p.matches), Reason: reason,
		Cancels: p.data.bank.Cancels(p.matches),
	}
	s.Record(func(ctx context.Context) error {
		_, err := p.book.Record(ctx, s.session, coop.Act{Kind: coop.KindReconcile, Body: body})
		return err
	}, func() {
		p.typed = false
		delete(p.data.begun, p.code)
		p.file.keepBegun(s, coop.Hash{}, p.data.begun)
		s.Reload()
		s.Tell("ui.bank.recorded", len(body.Ticks)+len(body.Cancels))
	})
}

// printer gives the sheet of the reconciliation.
func (p *bankPage) printer() *printing {
	if p.ledger == nil {
		return nil
	}
	lang, title := p.shell.Text.Language(), report.TitleOf("reconcile")
	stated, _ := p.balance()
	return &printing{
		name: p.data.bank.Until.String() + " " + p.shell.Text.In(title[0], title[1]) + " " + p.code,
		write: func(ctx context.Context, w io.Writer, format string) error {
			sheet, err := report.BankSheet(ctx, p.shell.Book, report.BankProof{
				Bank: p.data.bank, Proof: p.data.bank.Prove(p.matches, stated), Account: p.data.account,
				Reason: p.reason.Text, By: p.shell.session.Name, Describe: p.lineWords,
			}, lang)
			if err != nil {
				return fmt.Errorf("make the reconciliation: %w", err)
			}
			sheet.Printed = p.shell.today()
			return report.Write(w, sheet, format)
		},
	}
}
