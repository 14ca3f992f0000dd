package ui

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/store/report"
	"lumbung/ui/kit"
)

func init() { morePages[PageKept] = newKept }

// printing is a paper that a page can make of what it shows. A page's method printer gives it, or nil where there is
// nothing to print yet.
type printing struct {
	// name is the file's, without ending; it begins with the time that the paper speaks of, so that a folder of papers
	// lies in order: "2026-11 Buku kas umum".
	name string
	// write writes the paper as "pdf" or "xlsx"; a coop.Problem says that there is no such form of it.
	write func(ctx context.Context, w io.Writer, format string) error
	kept  func(ctx context.Context) error // is told once the paper is kept; may be nil
	after func()                          // is called in the window then; may be nil
}

// printer has something to print: Ctrl+P makes a PDF of it and Ctrl+Shift+P a workbook.
type printer interface{ printer() *printing }

// ErrNoViewer says that a paper is kept and that this machine has no program to show it.
var ErrNoViewer = errors.New("ui: no program shows this file")

func (s *Shell) onPrintPDF()  { s.print("pdf") }
func (s *Shell) onPrintXLSX() { s.print("xlsx") }

// print prints what the open page shows.
func (s *Shell) print(format string) {
	var paper *printing
	if able, is := s.at.self.(printer); is {
		paper = able.printer()
	}
	s.printPaper(paper, format)
}

// printPaper writes a paper into the folder for papers and shows it.
func (s *Shell) printPaper(paper *printing, format string) {
	if paper == nil || s.Shelf == nil {
		s.Warn(coop.Problem{Key: "ui.print.nothing"})
		return
	}
	var place string
	seen := true
	s.Do(func(ctx context.Context) (err error) {
		name := fileName(paper.name) + "." + format
		place, err = s.Shelf.Keep(ctx, name, func(w io.Writer) error { return paper.write(ctx, w, format) })
		if err != nil {
			return err
		}
		if paper.kept != nil {
			if err := paper.kept(ctx); err != nil {
				return err
			}
		}
		if err = s.Shelf.Open(place); errors.Is(err, ErrNoViewer) {
			seen, err = false, nil
		}
		return err
	}, func() {
		if paper.after != nil {
			paper.after()
		}
		if !seen {
			s.Go(Route{Page: PageKept, Arg: place})
			return
		}
		s.Tell("ui.print.kept", place)
	})
}

// printButtons are the two buttons of a page that prints.
func (s *Shell) printButtons() []fyne.CanvasObject {
	if s.Shelf == nil {
		return nil
	}
	return []fyne.CanvasObject{
		kit.Button("PDF", theme.DocumentPrintIcon(), s.onPrintPDF),
		kit.Button("Excel", theme.DocumentSaveIcon(), s.onPrintXLSX),
	}
}

// ofSheet is the paper of a sheet, as it stands on the screen.
func ofSheet(sheet *report.Sheet, when, about string) *printing {
	if sheet == nil {
		return nil
	}
	return &printing{
		name: strings.TrimSpace(when + " " + sheet.TitleIn() + " " + about),
		write: func(_ context.Context, w io.Writer, format string) error {
			return report.Write(w, sheet, format)
		},
	}
}

// ofOrder is the paper of a statement that is made when it is asked for.
func (s *Shell) ofOrder(source report.Source, order report.Order, when, about string) *printing {
	order.Lang, order.Printed = s.Text.Language(), s.today()
	title := report.TitleOf(order.Name)
	return &printing{
		name: strings.TrimSpace(when + " " + s.Text.In(title[0], title[1]) + " " + about),
		write: func(ctx context.Context, w io.Writer, format string) error {
			sheet, err := report.Build(ctx, source, order)
			if err != nil {
				return err
			}
			return report.Write(w, sheet, format)
		},
	}
}

// monthName is how the names of files write a month.
func monthName(m coop.Month) string { return m.String() }

// yearName is how they write a year.
func yearName(m coop.Month) string { return strconv.Itoa(int(m) / 100) }

// fileNameMost leaves room for the folders before it: Windows allows 260 characters in all.
const fileNameMost = 110

// fileName takes out of a name what Windows allows in no file.
func fileName(name string) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`\/:*?"<>|`, r) || unicode.IsControl(r) {
			return '-'
		}
		return r
	}, strings.Join(strings.Fields(name), " "))
	if runes := []rune(name); len(runes) > fileNameMost {
		name = string(runes[:fileNameMost])
	}
	return strings.Trim(name, " .-")
}

// keptPage says where a paper lies, on a machine that cannot show it.
type keptPage struct {
	shell *Shell
	path  string
	copy  *kit.Item
}

func newKept(s *Shell, arg string) page {
	return bind(s.Text.T("ui.print.title"), &keptPage{shell: s, path: arg})
}

func (p *keptPage) load(context.Context) (string, error) { return p.path, nil }

func (p *keptPage) show(path string) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.copy = kit.NewItem(t.T("ui.print.copy"), t.T("ui.print.copy-why"), "", func() {
		fyne.CurrentApp().Clipboard().SetContent(path)
		s.Tell("ui.print.copied")
	})
	return kit.Page(kit.Capped(52, 0.7,
		kit.Notice(kit.ToneWait, t.T("ui.print.no-viewer")),
		kit.Card(kit.NewCaption(t.T("ui.shelf.name")), kit.BoldWords(filepath.Base(path), kit.ToneInk),
			kit.NewCaption(t.T("ui.print.folder")), kit.Words(breakable(filepath.Dir(path)), kit.ToneInk)),
		p.copy,
		kit.Flow(0.5, kit.Button(t.T("ui.print.try"), theme.ViewRefreshIcon(), p.onTry))))
}

// breakable lets a path wrap behind its strokes.
func breakable(path string) string {
	return strings.NewReplacer("/", "/\u200b", `\`, "\\\u200b").Replace(path)
}

func (p *keptPage) start() { p.shell.layer.Focus(p.copy) }

// onTry asks the system once more to show the paper.
func (p *keptPage) onTry() {
	s := p.shell
	s.Do(func(context.Context) error {
		err := s.Shelf.Open(p.path)
		if errors.Is(err, ErrNoViewer) {
			return coop.Problem{Key: "ui.print.no-viewer"}
		}
		return err
	}, s.Back)
}
