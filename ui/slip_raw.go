package ui

import (
	"context"
	"io"
	"strings"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/store/report"
	"lumbung/ui/kit"
)

// Sender is a Shelf that can also send bytes to a printer by its port.
type Sender interface {
	// Send writes bytes to a printer: a port, a shared printer or a queue.
	Send(ctx context.Context, device string, data []byte) error
}

// This laptop's printer of slips: which paper, and where it is sent.
const (
	prefSlipPaper   = "slip-paper"
	prefSlipPrinter = "slip-printer"
)

// slipPaper is the paper of slips on this laptop; 0: pages (PDF).
func (s *Shell) slipPaper() report.RawPaper {
	return report.RawPaper(s.Prefs.IntWithFallback(prefSlipPaper, 0))
}

// rawOptions choose the paper of slips and, where it is no page, the printer's port.
func (p *slipPage) rawOptions() []fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	var picks []fyne.CanvasObject
	now := s.slipPaper()
	for _, paper := range []struct {
		paper report.RawPaper
		key   string
	}{
		{0, "ui.slip.paper-page"},
		{report.RawDotMatrix, "ui.slip.paper-matrix"},
		{report.RawThermal, "ui.slip.paper-thermal"},
	} {
		pick := kit.NewPick(t.T(paper.key), now == paper.paper, func() {
			s.Prefs.SetInt(prefSlipPaper, int(paper.paper))
			if p.party != nil {
				p.typed = p.party.Text
			}
			s.again(p.page())
		})
		pick.OnBack = s.Back
		picks = append(picks, pick)
	}
	parts := []fyne.CanvasObject{kit.Flow(0.5, picks...)}
	p.port = nil
	if _, able := s.Shelf.(Sender); now == 0 || !able {
		return parts
	}
	p.port = filled(s.Prefs.String(prefSlipPrinter))
	form := kit.NewForm(s.layer, 0)
	form.Add(t.T("ui.slip.port"), p.port, nil).SetHint(t.T("ui.slip.port-hint"))
	form.OnRecord, form.OnBack = p.record, s.Back
	return append(parts, form.Content())
}

// printRaw sends the slips to the printer, or keeps them as a file where no port is named.
func (p *slipPage) printRaw(paper report.RawPaper) {
	s, e, order := p.shell, &p.data.entry, p.order(p.data)
	port := ""
	if p.port != nil {
		port = strings.TrimSpace(p.port.Text)
		s.Prefs.SetString(prefSlipPrinter, port)
	}
	bytesOf := func(ctx context.Context) (data []byte, err error) {
		if order.Copy, err = slipPrinted(p.book, e); err != nil {
			return nil, err
		}
		slips, err := report.Slips(ctx, p.book, order)
		if err != nil {
			return nil, err
		}
		return report.SlipBytes(slips, paper)
	}
	if port == "" {
		s.printPaper(&printing{
			name: slipName(s.Text.T("ui.slip.title"), e),
			write: func(ctx context.Context, w io.Writer, _ string) error {
				data, err := bytesOf(ctx)
				if err == nil {
					_, err = w.Write(data)
				}
				return err
			},
			kept:  func(context.Context) error { return slipRemember(p.book, e) },
			after: p.anew,
		}, "prn")
		return
	}
	sender, able := s.Shelf.(Sender)
	if !able {
		s.Warn(coop.Problem{Key: "ui.print.nothing"})
		return
	}
	s.Do(func(ctx context.Context) error {
		data, err := bytesOf(ctx)
		if err != nil {
			return err
		}
		if err := sender.Send(ctx, port, data); err != nil {
			return err
		}
		return slipRemember(p.book, e)
	}, func() {
		p.anew()
		s.Tell("ui.slip.sent", port)
	})
}

// anew draws the page once more: the next print is a copy.
func (p *slipPage) anew() {
	if p.party != nil {
		p.typed = p.party.Text
	}
	p.shell.again(p.page())
}
