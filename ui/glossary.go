package ui

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/ui/kit"
)

func init() {
	morePages[PageGlossary] = plain(newGlossary)
}

// glossaryPage explains the words of the trade; typing finds one by itself or by what is said of it.
type glossaryPage struct {
	shell *Shell
	find  *kit.Entry
	list  *fyne.Container
	terms []term
}

// term is a word and what it means, in the language of the screen.
type term struct{ word, meaning string }

func newGlossary(s *Shell) page {
	return bind(s.Text.T("ui.command.glossary"), &glossaryPage{shell: s})
}

// The words stand in the catalogue as glossary.<name>.word and glossary.<name>.text.
const glossaryPrefix = "glossary."

func (p *glossaryPage) load(context.Context) ([]term, error) {
	t := p.shell.Text
	var terms []term
	for _, key := range t.KeysUnder(glossaryPrefix) {
		if name, is := strings.CutSuffix(key, ".word"); is {
			terms = append(terms, term{t.T(key), t.T(name + ".text")})
		}
	}
	slices.SortFunc(terms, func(a, b term) int { return cmp.Compare(strings.ToLower(a.word), strings.ToLower(b.word)) })
	return terms, nil
}

func (p *glossaryPage) show(terms []term) fyne.CanvasObject {
	t := p.shell.Text
	p.terms = terms
	p.find = kit.NewEntry(t.T("ui.glossary.find"))
	p.find.Icon = theme.SearchIcon()
	p.find.OnEscape = p.shell.Back
	p.find.OnChanged = p.fill
	p.list = kit.Stack(0.4)
	p.fill("")
	return kit.Under(kit.Stack(0.4, kit.Words(t.T("ui.glossary.lead"), kit.ToneSoft), p.find), kit.Page(p.list))
}

// fill shows what fits: words first, then those in whose meaning the text occurs.
func (p *glossaryPage) fill(text string) {
	words := strings.Fields(strings.ToLower(text))
	p.list.RemoveAll()
	var later []fyne.CanvasObject
	for _, one := range p.terms {
		card := kit.Card(kit.BoldWords(one.word, kit.ToneBrand), kit.Words(one.meaning, kit.ToneInk))
		switch {
		case hasWords(one.word, words):
			p.list.Add(card)
		case hasWords(one.word+" "+one.meaning, words):
			later = append(later, card)
		}
	}
	for _, card := range later {
		p.list.Add(card)
	}
	if len(p.list.Objects) == 0 {
		p.list.Add(kit.Words(p.shell.Text.T("ui.choice.none"), kit.ToneSoft))
	}
	p.list.Refresh()
	p.shell.refit()
}

func (p *glossaryPage) start()  { p.search() }
func (p *glossaryPage) search() { p.shell.layer.Focus(p.find) }
