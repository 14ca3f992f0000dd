package coop

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"
)

// SettingTemplate stands before the name of a template in the key of its setting.
//
// Templates are settings of the cooperative and not files of the machine: they took somebody's time, and a laptop that
// dies must not take them along; they also serve the person who stands in for the treasurer on another laptop. What
// that costs is a few hundred bytes, once. The price is that they lie open in the book: no personal number goes in.
const SettingTemplate = "template."

// What can be wrong with a template.
const (
	ProblemTemplateName     = "template.name"     // it has no name; no argument
	ProblemTemplateLong     = "template.long"     // the name {0} is longer than 60 letters
	ProblemTemplateTaken    = "template.taken"    // there is one of the name {0} already
	ProblemTemplateLarge    = "template.large"    // more than a setting can hold; no argument
	ProblemTemplatePersonal = "template.personal" // a NIK or telephone number; no argument
)

const longestTemplateName = 60

// Template is a form filled in beforehand, under a name of one's own. With an occasion it holds the answers, without
// one the lines of a plain journal entry. Texts are as a person types them.
type Template struct {
	Name     string            `json:"-"`
	Occasion string            `json:"occasion,omitempty"`
	Answers  map[string]string `json:"answers,omitempty"` // by prompt
	Lines    []TemplateLine    `json:"lines,omitempty"`
	Remark   string            `json:"remark,omitempty"`
}

// TemplateLine is a line of a plain journal entry as it is typed.
type TemplateLine struct {
	Account string `json:"account,omitempty"`
	Debit   string `json:"debit,omitempty"`
	Credit  string `json:"credit,omitempty"`
	Member  string `json:"member,omitempty"` // id
	Outlet  string `json:"outlet,omitempty"` // code
}

// TemplatesOf reads the templates among the settings, by name; an unreadable one (of a newer program) is left out.
func TemplatesOf(settings []SettingRow) []Template {
	var all []Template
	for _, s := range settings {
		name, is := strings.CutPrefix(s.Key, SettingTemplate)
		if !is || s.Value == "" || s.From != 0 {
			continue
		}
		t := Template{}
		if json.Unmarshal([]byte(s.Value), &t) == nil {
			t.Name = name
			all = append(all, t)
		}
	}
	slices.SortFunc(all, func(a, b Template) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), cmp.Compare(a.Name, b.Name))
	})
	return all
}

// KeepTemplate gives the acts that keep a template beside those there are. Where old is the name of one of them it is
// kept in that one's place, under its own name: so one is renamed.
func KeepTemplate(there []Template, t Template, old string) ([]Act, []Problem) {
	t.Name = strings.Join(strings.Fields(t.Name), " ")
	switch {
	case t.Name == "":
		return nil, []Problem{{Key: ProblemTemplateName}}
	case utf8.RuneCountInString(t.Name) > longestTemplateName:
		return nil, []Problem{{Key: ProblemTemplateLong, Args: []any{shorten(t.Name)}}}
	case t.personal():
		return nil, []Problem{{Key: ProblemTemplatePersonal}}
	}
	for _, other := range there {
		if strings.EqualFold(other.Name, t.Name) && other.Name != old {
			return nil, []Problem{{Key: ProblemTemplateTaken, Args: []any{other.Name}}}
		}
	}
	value, err := json.Marshal(t)
	if err != nil || !plain(string(value)) || !says(SettingTemplate+t.Name) {
		return nil, []Problem{{Key: ProblemTemplateLarge}}
	}
	acts := []Act{{Kind: KindSetting, Body: Setting{Key: SettingTemplate + t.Name, Value: string(value)}}}
	if old != "" && old != t.Name {
		acts = append(acts, DropTemplate(old))
	}
	return acts, nil
}

// DropTemplate gives the act that takes a template away.
func DropTemplate(name string) Act {
	return Act{Kind: KindSetting, Body: Setting{Key: SettingTemplate + name}}
}

// personal tells whether a text of it holds a NIK or a telephone number.
func (t Template) personal() bool {
	texts := []string{t.Name, t.Remark}
	for _, text := range t.Answers {
		if _, err := ParseID(text); err != nil { // the id of a member is no number of a person
			texts = append(texts, text)
		}
	}
	for _, text := range texts {
		if _, private := HidePersonal(text); private {
			return true
		}
	}
	return false
}
