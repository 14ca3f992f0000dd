package ui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"lumbung/ui/kit"
)

func init() {
	moreScenes = append(moreScenes, func(t testing.TB, v *village) []scene {
		member := v.someMember(t, 6).Member.String()
		return []scene{
			{"help", func(s *screen) {
				s.Go(Route{Page: PageRecord, Arg: "dues-mandatory:" + member})
				s.pressed(fyne.KeyF1)
			}},
			{"help-journal", func(s *screen) {
				s.Go(Route{Page: PageJournal})
				s.command(t, "help")
			}},
			{"help-welcome", func(s *screen) {
				s.Book = nil
				s.Leave()
				s.pressed(fyne.KeyF1)
			}},
			{"glossary", func(s *screen) { s.Go(Route{Page: PageGlossary}) }},
			{"glossary-search", func(s *screen) {
				s.Go(Route{Page: PageGlossary})
				s.typed("pokok")
			}},
			{"guide", func(s *screen) { s.Go(Route{Page: PageGuide}) }},
		}
	})
}

// pageNames reads every Page constant.
func pageNames(t *testing.T) []string {
	t.Helper()
	var names []string
	files, _ := filepath.Glob("*.go")
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(node ast.Node) bool {
			spec, is := node.(*ast.ValueSpec)
			if !is || !strings.HasPrefix(spec.Names[0].Name, "Page") || len(spec.Values) != 1 {
				return true
			}
			if literal, is := spec.Values[0].(*ast.BasicLit); is && literal.Kind == token.STRING {
				name, _ := strconv.Unquote(literal.Value)
				names = append(names, name)
			}
			return true
		})
	}
	return names
}

// Every page has a help text. One without is refused here: add help.page.<page> to assets/translations/help.*.json.
func TestHelp_Pages(t *testing.T) {
	names := pageNames(t)
	if len(names) < 30 {
		t.Fatalf("only %d pages were found", len(names))
	}
	for _, language := range []string{"id", "en"} {
		text, err := NewText(language)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if !text.Has("help.page." + name) {
				t.Errorf("%s: no help.page.%s", language, name)
			}
		}
	}
}

// judgeHelp: every field has a help text; one without needs help.field.<key of the label> in help.*.json.
func judgeHelp(t *testing.T, s *screen) {
	t.Helper()
	for _, field := range s.layer.Fields() {
		if field.Label != "" && s.helpForField(field.Label) == "" {
			t.Errorf("no help for the field %s, keys %s", field.Label, strings.Join(s.Text.KeysOf(field.Label), " "))
		}
	}
}

// A help text that belongs to no page and no label helps nobody.
func TestHelp_NoneLeftOver(t *testing.T) {
	text, err := NewText("id")
	if err != nil {
		t.Fatal(err)
	}
	names := pageNames(t)
	for _, key := range text.KeysUnder("help.") {
		page, ofPage := strings.CutPrefix(key, "help.page.")
		label, ofField := strings.CutPrefix(key, "help.field.")
		switch {
		case strings.HasPrefix(key, "help.fields.") && !slices.Contains(names, strings.TrimPrefix(key, "help.fields.")):
			t.Errorf("%s explains the fields of no page", key)
		case ofPage && !slices.Contains(names, page):
			t.Errorf("%s explains no page", key)
		case ofField && !text.Has(label) && len(text.KeysUnder(label+".")) == 0:
			t.Errorf("%s explains no field", key)
		}
	}
}

// F1 explains the field that one is in; what was typed stays, and typing goes on.
func TestHelp_BesideTheForm(t *testing.T) {
	s := newScreen(t, busyVillage(t), "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageMemberForm})
	s.typed("Sari")
	s.pressed(fyne.KeyF1)
	if !s.shown(s.Text.T("help.field.ui.member.name")) || !s.shown(s.Text.T("help.page.member-form")) {
		t.Fatal("neither the field nor the page is explained")
	}
	s.typed(" Dewi")
	s.pressed(fyne.KeyReturn)
	if !s.shown("Sari Dewi") || !s.shown(s.Text.T("help.field.ui.member.number")) {
		t.Error("what was typed is gone, or the help did not follow to the next field")
	}
	s.pressed(fyne.KeyEscape)
	if s.helping || s.here().Page != PageMemberForm || !s.shown("Sari Dewi") {
		t.Error("Esc does not take the help away first")
	}
}

// With large letters help lies over the page, whole.
func TestHelp_Large(t *testing.T) {
	s := newScreen(t, busyVillage(t), "id", kit.LookPaper, 200)
	s.Go(Route{Page: PageMemberForm})
	s.command(t, "help")
	if !s.shown("Bantuan") {
		t.Fatal("no help")
	}
	s.command(t, "help")
	if s.helping {
		t.Error("it stays")
	}
}

// Help that is longer than its room is read by keys, while the page keeps the others: a field, and what is typed in it.
func TestHelp_Leaf(t *testing.T) {
	s := newScreen(t, newVillage(t), "id", kit.LookPaper, 200)
	s.window.Resize(fyne.NewSize(1024, 260))
	s.Go(Route{Page: PageMemberForm})
	s.typed("Sari")
	s.pressed(fyne.KeyF1)
	top := func() float32 { return s.frame.helpPage.Objects[0].(*container.Scroll).Offset.Y }
	s.pressed(fyne.KeyPageDown)
	below := top()
	s.pressed(fyne.KeyPageUp)
	if below <= 0 || top() != 0 {
		t.Errorf("it leafs to %v and back to %v", below, top())
	}
	s.pressed(fyne.KeyF1)
	if !s.shown("Sari") {
		t.Error("what was typed is gone")
	}
}

// F1 explains also while a button has the keys.
func TestHelp_OnButton(t *testing.T) {
	s := newScreen(t, newVillage(t), "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageSync})
	button := kit.Button("x", nil, func() { t.Error("it is pressed") })
	button.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF1})
	if !s.helping {
		t.Error("no help")
	}
}

// A word is found by itself before it is found in what is said of others.
func TestGlossary_Search(t *testing.T) {
	s := newScreen(t, busyVillage(t), "id", kit.LookPaper, 100)
	s.command(t, "glossary")
	s.typed("neraca saldo")
	if !s.shown("Jumlah debit harus sama") || s.shown("Simpanan wajib") {
		t.Error("the search does not find it alone")
	}
}

// The guide knows from the book what is done, and leads to what is not.
func TestGuide(t *testing.T) {
	s := newScreen(t, busyVillage(t), "id", kit.LookPaper, 100)
	s.command(t, "guide")
	if !s.shown("✓ Daftarkan anggota") || !s.shown("✓ Terima simpanan wajib") || !s.shown("○ Baca laporan") {
		t.Error("the guide does not know what the book holds")
	}
	steps, err := s.at.self.(*guidePage).load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range steps {
		if _, known := commandNamed(step.command); known == (step.route != "") {
			t.Errorf("%s names the command %q and the page %q, not one of them", step.name, step.command, step.route)
		}
	}
	s.pressed(fyne.KeyReturn) // the first that is not done
	if here := s.here(); here.Page != PageLetterhead {
		t.Errorf("Enter leads to %+v", here)
	}
	s.Go(Route{Page: PageReport, Arg: "trial-balance"})
	s.command(t, "guide")
	if !s.shown("✓ Baca laporan") {
		t.Error("a report that was read is not known")
	}
}

// The keys that the card names are those of the program.
func TestCard_Keys(t *testing.T) {
	text, err := NewText("id")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{"Enter": true, "Esc": true}
	for _, c := range commands {
		known[c.Keys()] = true
	}
	for _, key := range text.KeysUnder("card.") {
		if keys := text.T(key); strings.HasSuffix(key, ".key") && !known[keys] {
			t.Errorf("%s names %s, which does nothing", key, keys)
		}
	}
}
