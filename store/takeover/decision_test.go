package takeover

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

const decisionBook = `sheet Januari
BUKU KAS UMUM
Periode Januari 2026
No|Tanggal|Uraian|Bukti|Debet|Kredit|Saldo|Keterangan
1|2026-01-01|Saldo bulan lalu||||1000000|
2|2026-01-02|Terima simpanan pokok an Joni Hartanto||100000|0|1100000|Anggota Jan 26
3|2026-01-03|Terima simpanan wajib an Kartini||100000|0|1200000|Anggota Jan 26
4|2026-01-04|Setoran anggota||20000|0|1220000|
5|2026-01-05|Sumbangsih acara||0|50000|1170000|
6|2026-01-06|Terima simpanan wajib an Joni Hartnto||20000|0|1190000|Januari
`

// TestDecisions writes what is to be decided as a map file, edits it as a treasurer would, and proposes again.
func TestDecisions(t *testing.T) {
	o, _ := standard(t)
	w, err := Read("kas 2026.xlsx", workbook(t, decisionBook))
	if err != nil {
		t.Fatal(err)
	}
	first := Propose([]*Workbook{w}, o)
	text := string(WriteMap(first.Decisions))
	for _, e := range first.Entries {
		text = strings.ReplaceAll(text, e.Short(), "ROW"+e.String())
	}
	want := `what,side,text,occasion,account,is,note
row,,ROWJanuari!6,member-deposit-held,,kartini,Januari!6 cash 2026-01-03 100000 Terima simpanan wajib an Kartini
row,,ROWJanuari!7,member-deposit-held,,,Januari!7 cash 2026-01-04 20000 Setoran anggota
text,out,sumbangsih acara,cash-out,29101,,
#member,,Joni Hartnto,,,joni hartanto,letter 92%
`
	if text != want {
		t.Fatalf("the map file is\n%s\nwant\n%s", text, want)
	}
	for _, e := range first.Entries {
		text = strings.ReplaceAll(text, "ROW"+e.String(), e.Short())
	}
	edited := strings.NewReplacer(
		"member-deposit-held,,kartini,", "dues-principal,,Kartini,",
		"member-deposit-held,,,", "savings-deposit,,Bu Kartini,",
		"cash-out,29101", "cash-out,62103", "#member", "member",
	).Replace(text)
	if o.Map, err = LoadMap([]byte(edited)); err != nil {
		t.Fatal(err)
	}
	second := Propose([]*Workbook{w}, o)
	wantStory := `Januari!4 taken 2026-01-01 1000000 [31901 -1000000]
Januari!5 taken 2026-01-02 100000 dues-principal [31101 joni hartanto -100000]
Januari!6 taken 2026-01-03 100000 dues-principal [31101 kartini -100000]
Januari!7 taken 2026-01-04 20000 savings-deposit [21101 kartini -20000]
Januari!8 taken 2026-01-05 -50000 cash-out [62103 50000]
Januari!9 taken 2026-01-06 20000 dues-mandatory [31102 joni hartanto 202601 -20000]
`
	if got, _, _ := strings.Cut(story(second), "Januari: "); got != wantStory {
		t.Errorf("after the decisions\n%s\nwant\n%s", got, wantStory)
	}
	for _, e := range second.Entries {
		if !e.Sure {
			t.Errorf("%s is still unsure: %v", e, e.Reasons)
		}
	}
	if len(second.Decisions) > 0 {
		t.Errorf("decided, and asked again: %v", second.Decisions)
	}
}

// TestKnownMembers lets a row find a member of the book by name, and a decision by number.
func TestKnownMembers(t *testing.T) {
	o, _ := standard(t)
	o.Members = []KnownMember{
		{ID: testID("joni").String(), Number: "A-00001", Name: "Joni Hartanto"},
		{ID: testID("one").String(), Number: "A-00002", Name: "Kartini"},
		{ID: testID("two").String(), Number: "A-00003", Name: "Kartini"},
	}
	w, err := Read("kas 2026.xlsx", workbook(t, decisionBook))
	if err != nil {
		t.Fatal(err)
	}
	p := Propose([]*Workbook{w}, o)
	known := func(key string) string {
		for _, m := range p.Members {
			if m.Key == key {
				return m.Known
			}
		}
		return "nobody"
	}
	if known("joni hartanto") != testID("joni").String() || known("joni hartnto") != "" || known("kartini") != "" {
		t.Errorf("found %q, %q, %q", known("joni hartanto"), known("joni hartnto"), known("kartini"))
	}
	if !p.Entries[2].because([]string{"takeover.name-ambiguous"}) {
		t.Errorf("two members called Kartini: %v", p.Entries[2].Reasons)
	}
	o.Map = []Decision{
		{What: AboutMember, Text: "Joni Hartnto", Is: "A-00001"}, {What: AboutMember, Text: "Kartini", Is: "A-00003"},
	}
	p = Propose([]*Workbook{w}, o)
	if known("joni hartnto") != testID("joni").String() || known("kartini") != testID("two").String() {
		t.Errorf("decided by number: %q, %q", known("joni hartnto"), known("kartini"))
	}
	if n := len(p.NewMembers()); n != 0 {
		t.Errorf("%d members would be made anew", n)
	}
}

// TestMap_RoundTrip writes and reads decisions of any content.
func TestMap_RoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.StringMatching(`[a-z0-9]{1,8}( [a-z0-9]{1,8}){0,3}`)
		field := rapid.StringMatching(`[!-~é](["', -~é]{0,10}[!-~é])?`)
		decisions := rapid.SliceOf(rapid.Custom(func(t *rapid.T) Decision {
			d := Decision{
				What: rapid.SampledFrom([]string{AboutText, AboutRow, AboutMember}).Draw(t, "what"),
				Note: field.Draw(t, "note"), Is: words.Draw(t, "is"), Text: words.Draw(t, "text"),
			}
			switch d.What {
			case AboutText:
				d.Side, d.Occasion, d.Account = In, "cash-in", "29101"
			case AboutRow:
				d.Text, d.Occasion = rapid.StringMatching(`[0-9a-f]{16}`).Draw(t, "row"), "cash-out"
			}
			return d
		})).Draw(t, "decisions")
		got, err := LoadMap(WriteMap(decisions))
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, decisions) {
			t.Fatalf("read\n%+v\nwrote\n%+v", got, decisions)
		}
	})
}

// TestMap_Complaints says which line of a map or rules file is wrong.
func TestMap_Complaints(t *testing.T) {
	const head = "what,side,text,occasion,account,is,note\n"
	for text, want := range map[string]string{
		"":                                  "line 1: expected the heading what,side,text,occasion,account,is,note",
		"what,side\n":                       "line 1: expected the heading",
		head + "# a\ntext,in,a,cash-in,,\n": "line 3: expected 7 values",
		head + "text,left,a,cash-in,,,\n":   "line 2: expected in, out or any under side, found \"left\"",
		head + "text,in,,cash-in,,,\n":      "line 2: expected the text of the rows",
		head + "text,in,a,Cash In,,,\n":     "line 2: expected an occasion",
		head + "text,in,a,cash-in,1,,\n":    "line 2: expected an account of five digits or nothing",
		head + "row,,12,cash-in,,,\n":       "line 2: expected a row's sign of 16 digits",
		head + "member,,Joni,,,,\n":         "line 2: expected a name under text and under is who that is",
		head + "page,,,,,,\n":               "line 2: expected text, row or member under what",
		head + "text,in,\"a,cash-in\n":      "line 2: expected comma-separated values",
	} {
		_, err := LoadMap([]byte(text))
		if wrong := (*RuleError)(nil); !errors.As(err, &wrong) || !strings.HasPrefix(wrong.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
	for text, want := range map[string]string{
		"# nothing\n":                   "line 1: expected at least one rule",
		"\n1;in;a;cash-in;\n":           "line 2: expected priority;direction;words;occasion;account;unsure",
		"x;in;a;cash-in;;\n":            "line 1: expected a whole number as priority",
		"1;left;a;cash-in;;\n":          "line 1: expected in, out or any as direction",
		"1;in;A;cash-in;;\n":            "line 1: expected words in small letters",
		"1;in;a;@start;;\n":             "line 1: expected an occasion, @opening or @total",
		"1;in;a;cash-in;29101;perhaps;": "line 1: expected priority;direction",
		"1;in;a;cash-in;29101;perhaps":  "line 1: expected unsure or nothing",
	} {
		_, err := LoadRules([]byte(text))
		if wrong := (*RuleError)(nil); !errors.As(err, &wrong) || !strings.HasPrefix(wrong.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

// A person met first under a mistyped name was once registered under it, although the map said who is meant.
func TestAlias_RegistersTheNameDecidedOn(t *testing.T) {
	o, _ := standard(t)
	o.Map = []Decision{{What: AboutMember, Text: "Joni Hartanto", Is: "Joni Hartanta"}}
	w, err := Read("kas 2026.xlsx", workbook(t, decisionBook))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range Propose([]*Workbook{w}, o).NewMembers() {
		if m.Input.Name == "Joni Hartanto" {
			t.Errorf("%q is registered as %q", m.Key, m.Input.Name)
		}
	}
}
