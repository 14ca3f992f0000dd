package coop

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Whatever is kept under a name comes back as it was, through the body that travels.
func TestTemplate_ComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[A-Za-z"\\{}é ]{0,12}`)
		kept := Template{
			Name: "Upah " + word.Draw(t, "name") + "a", Occasion: "wages", Remark: word.Draw(t, "remark"),
			Answers: map[string]string{"amount": word.Draw(t, "amount"), "member": testID("m").String()},
			Lines:   []TemplateLine{{Account: "11101", Debit: "5.000", Member: testID("m").String()}, {Credit: "1"}},
		}
		acts, problems := KeepTemplate(nil, kept, "")
		if len(problems) > 0 {
			t.Fatal(said(problems))
		}
		body, sound := decoders[KindSetting](EncodeBody(acts[0].Body))
		if !sound {
			t.Fatal("the setting is not sound")
		}
		set := body.(*Setting)
		kept.Name = strings.Join(strings.Fields(kept.Name), " ")
		got := TemplatesOf([]SettingRow{{Key: "dues.mandatory", Value: "1"}, {Key: set.Key, Value: set.Value}})
		if len(got) != 1 || !reflect.DeepEqual(got[0], kept) {
			t.Fatalf("kept %+v, got %+v", kept, got)
		}
	})
}

func TestKeepTemplate_Refuses(t *testing.T) {
	there := []Template{{Name: "Upah Joko"}}
	for key, c := range map[string]Template{
		ProblemTemplateName:     {Name: "  "},
		ProblemTemplateLong:     {Name: strings.Repeat("a", 61)},
		ProblemTemplateTaken:    {Name: "upah  joko"},
		ProblemTemplateLarge:    {Name: "b", Remark: strings.Repeat("a", 2000)},
		ProblemTemplatePersonal: {Name: "c", Answers: map[string]string{"party": "Joko 0812-3456-7890"}},
	} {
		if _, problems := KeepTemplate(there, c, ""); len(problems) != 1 || problems[0].Key != key {
			t.Errorf("%+v: %s, want %s", c, said(problems), key)
		}
	}
}

// A new name takes the old one away in the same call: two would be offered else.
func TestKeepTemplate_Renames(t *testing.T) {
	acts, problems := KeepTemplate([]Template{{Name: "Upah Joko"}}, Template{Name: "Upah joko"}, "Upah Joko")
	if len(problems) > 0 || len(acts) != 2 || acts[1].Body != (Setting{Key: "template.Upah Joko"}) {
		t.Errorf("%+v (%s)", acts, said(problems))
	}
	if got := TemplatesOf([]SettingRow{{Key: "template.Upah Joko"}, {Key: "template.x", Value: "{"}}); len(got) != 0 {
		t.Errorf("taken away or unreadable, and still there: %+v", got)
	}
}
