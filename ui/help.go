package ui

import (
	"context"
	"io"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/store/report"
	"lumbung/ui/kit"
)

const (
	helpEms     = 20 // how wide help stands beside a page
	helpPageEms = 24 // the least that the page keeps beside it; where that is not there, help lies over the page
)

// onHelp shows or takes away the help for the open page and for the field that has the keys. The page stays as it is:
// nothing typed is lost, and typing goes on beside it.
func (s *Shell) onHelp() {
	s.helping = !s.helping
	s.frame.explain()
	s.frame.root.Refresh()
}

// help places the help and says how much width it takes from the page.
func (l *frameLayout) help(left, top float32, size fyne.Size) float32 {
	f, em := l.f, kit.Em()
	f.body.Show()
	if !f.shell.helping {
		f.aside.Hide()
		return 0
	}
	f.aside.Show()
	wide := float32(helpEms) * em
	beside := size.Width-left-wide >= helpPageEms*em
	if !beside {
		wide = size.Width - left
	}
	if !beside { // the page keeps the keys and what is typed; large letters need all of the height
		for _, o := range []fyne.CanvasObject{f.body, f.head, l.foot, l.below} {
			o.Hide()
		}
		f.side.Resize(fyne.NewSize(f.side.Size().Width, f.root.Size().Height)) // no hole where the foot was
		f.aside.Move(fyne.NewPos(left, 0))
		f.aside.Resize(fyne.NewSize(wide, f.root.Size().Height))
		return 0
	}
	f.aside.Move(fyne.NewPos(size.Width-wide, top))
	f.aside.Resize(fyne.NewSize(wide, size.Height-top))
	return wide
}

// explain fills the help anew: first the field, for one is in it, then the page.
func (f *frame) explain() {
	s, t := f.shell, f.shell.Text
	if !s.helping {
		f.aside.Objects = nil
		return
	}
	var parts []fyne.CanvasObject
	parts = append(parts, kit.Head(kit.NewHeading(t.T("ui.command.help")),
		kit.Quiet(t.T("ui.help.close"), theme.CancelIcon(), s.onHelp)))
	if field := s.layer.FieldAt(); field != nil {
		if text := s.helpForField(field.Label); text != "" {
			parts = append(parts, kit.Card(kit.BoldWords(field.Label, kit.ToneBrand), kit.Words(text, kit.ToneInk)))
		}
	}
	parts = append(parts, kit.BoldWords(s.at.title, kit.ToneInk), kit.Words(s.helpForPage(s.here().Page), kit.ToneInk))
	if !s.session.User.IsZero() {
		parts = append(parts, kit.Flow(0.3,
			kit.Quiet(t.T("ui.command.glossary"), theme.SearchIcon(), s.onLeaveHelp(PageGlossary)),
			kit.Quiet(t.T("ui.command.guide"), theme.ListIcon(), s.onLeaveHelp(PageGuide)),
			kit.Quiet(t.T("ui.command.everything"), theme.MenuIcon(), s.onLeaveHelp(PageEverything))))
	}
	f.helpPage = kit.Page(parts...)
	f.aside.Objects = []fyne.CanvasObject{container.NewBorder(nil, nil, kit.Least(0.1, 0, kit.Rule()), nil,
		kit.Ground(kit.ColorSide, f.helpPage))}
	f.aside.Refresh()
}

// leaf scrolls open help that is longer than its room: the page keeps all other keys.
func (s *Shell) leaf(pages int) bool {
	return s.helping && s.frame.helpPage != nil && kit.Leaf(s.frame.helpPage, pages)
}

// onLeaveHelp goes to a page that explains more.
func (s *Shell) onLeaveHelp(page string) func() {
	return func() {
		s.helping = false
		s.Go(Route{Page: page})
		s.frame.root.Refresh()
	}
}

// onCard prints the card that lies beside the laptop.
func (s *Shell) onCard() {
	s.printPaper(&printing{
		name: s.Text.T("ui.help.card-name"),
		write: func(_ context.Context, w io.Writer, _ string) error {
			return report.WriteCard(w, s.Text.Language())
		},
	}, "pdf")
}

// helpForPage is the text of a page; every page has one (help_test.go).
func (s *Shell) helpForPage(page string) string {
	if key := "help.page." + page; s.Text.Has(key) {
		return s.Text.T(key)
	}
	return ""
}

// helpForField finds the text of a field by what stands above it: first the texts of its page, then those that have
// the same label elsewhere, then what the questions of an occasion have in common, and last what is to be said of any
// field of the page.
func (s *Shell) helpForField(label string) string {
	t := s.Text
	page := "ui." + s.here().Page
	var found []string
	for _, key := range t.KeysOf(label) {
		family := key[:max(strings.LastIndexByte(key, '.'), 0)] // fields that only a code tells apart
		for _, of := range []string{key, family} {
			if t.Has("help.field." + of) {
				found = append(found, of)
				break
			}
		}
	}
	if len(found) > 0 {
		slices.SortStableFunc(found, func(a, b string) int { return alike(b, page) - alike(a, page) })
		return t.T("help.field." + found[0])
	}
	if text := s.helpForPrompt(label); text != "" {
		return text
	}
	if key := "help.fields." + s.here().Page; t.Has(key) {
		return t.T(key)
	}
	return ""
}

// alike is how many letters two keys have in common from the beginning.
func alike(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// helpForPrompt explains a question of an occasion by what it asks for.
func (s *Shell) helpForPrompt(label string) string {
	kind := coop.PromptKind(0)
	for _, o := range s.occasions {
		for _, p := range o.Prompts {
			asked := s.Text.In(p.LabelID, p.LabelEN)
			if label == asked || label == s.Text.T("ui.record.optional", asked) {
				kind = p.Kind
			}
		}
	}
	if kind == 0 {
		return ""
	}
	return s.Text.T("help.prompt." + strings.ReplaceAll(kind.String(), "-", ""))
}
