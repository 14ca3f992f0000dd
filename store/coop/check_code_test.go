package coop

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Codes are on paper in people's drawers: they never change.
func TestCheckCodeOf_Golden(t *testing.T) {
	for _, c := range []struct{ change, member, want string }{
		{"one", "", "89JZW-5QQD8"},
		{"one", "Aminah", "89JZW-5FWPQ"},
		{"one", "Bambang", "89JZW-53JE2"},
		{"two", "", "8EWQ8-WKJZV"},
		{"two", "Aminah", "8EWQ8-WE19G"},
	} {
		member := ID{}
		if c.member != "" {
			member = testID(c.member)
		}
		if got := CheckCodeOf(ChainHash(Hash{}, []byte(c.change)), member).String(); got != c.want {
			t.Errorf("%s of %s: %s, want %s", c.member, c.change, got, c.want)
		}
	}
}

// Whatever a code is written like, it is read back; the entry it is of lies in its span.
func TestCheckCode_ReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hash := ChainHash(Hash{}, rapid.SliceOf(rapid.Byte()).Draw(t, "bytes"))
		code := CheckCodeOf(hash, ID(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "member")))
		for _, text := range []string{
			code.String(), strings.ToLower(code.String()), string(code),
			" " + string(code[:3]) + " - " + string(code[3:]),
			strings.NewReplacer("0", "o", "1", "l").Replace(code.String()), strings.ReplaceAll(code.String(), "1", "I"),
		} {
			if got, err := ParseCheckCode(text); err != nil || got != code {
				t.Fatalf("%q: %s, %v; want %s", text, got, err, code)
			}
		}
		least, most := code.Span()
		id := HashID(hash, 0)
		if string(id[:]) < string(least[:]) || string(id[:]) > string(most[:]) {
			t.Fatalf("%s is not between %s and %s", id, least, most)
		}
		if wide := string(most[:4]) < string(least[:4]) || most[3]-least[3] != 3; wide {
			t.Fatalf("%s to %s is not 30 bits", least, most)
		}
	})
}

// Every single wrong character and every exchange of two is noticed.
func TestParseCheckCode_NoticesSlips(t *testing.T) {
	for _, name := range []string{"one", "two", "three", "four"} {
		code := CheckCodeOf(ChainHash(Hash{}, []byte(name)), ID{})
		for i := range codeLength {
			for _, r := range codeLetters {
				wrong := string(code[:i]) + string(r) + string(code[i+1:])
				if _, err := ParseCheckCode(wrong); err == nil && wrong != string(code) {
					t.Errorf("%s for %s is not noticed", wrong, code)
				}
			}
			for j := range i {
				swapped := []byte(code)
				swapped[i], swapped[j] = swapped[j], swapped[i]
				if _, err := ParseCheckCode(string(swapped)); err == nil && swapped[i] != swapped[j] {
					t.Errorf("%s for %s is not noticed", swapped, code)
				}
			}
		}
	}
}

func TestParseCheckCode_Refuses(t *testing.T) {
	right := string(CheckCodeOf(ChainHash(Hash{}, []byte("one")), ID{}))
	for text, want := range map[string]string{
		"": ProblemCodeEmpty, " - ": ProblemCodeEmpty, right[:9]: ProblemCodeLength, right + "0": ProblemCodeLength,
		right[:9] + "?": ProblemCodeLetter, "terima kas": ProblemCodeLength, "BKM-A-2026-000123": ProblemCodeLength,
		right[:9] + "é": ProblemCodeLetter,
	} {
		_, err := ParseCheckCode(text)
		if problem, is := err.(Problem); !is || problem.Key != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func FuzzParseCheckCode(f *testing.F) {
	f.Add("7K2M9-QX4TF")
	f.Fuzz(func(t *testing.T, text string) {
		code, err := ParseCheckCode(text)
		if err != nil {
			return
		}
		if again, err := ParseCheckCode(code.String()); err != nil || again != code {
			t.Errorf("%q is read as %s, and that as %s (%v)", text, code, again, err)
		}
		code.Span()
	})
}
