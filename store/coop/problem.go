package coop

import (
	"fmt"
	"strings"
)

// Problem is something wrong with what a person typed or a file holds: a translation key with its arguments.
type Problem struct {
	Key  string
	Args []any
}

// Error gives a readable English form; screens translate by Key.
func (p Problem) Error() string { return fmt.Sprint(append([]any{p.Key, ":"}, p.Args...)...) }

// FillText puts words into a text that was written with places for them: {0} becomes the first, {1} the second. What a
// language says otherwise of one than of several stands behind its place's number: "{0} {0|member|members}".
func FillText(text string, words ...string) string {
	for i, word := range words {
		place := fmt.Sprintf("{%d", i)
		for at := strings.Index(text, place+"|"); at >= 0; at = strings.Index(text, place+"|") {
			forms, rest, _ := strings.Cut(text[at+len(place)+1:], "}")
			one, many, _ := strings.Cut(forms, "|")
			if word == "1" {
				many = one
			}
			text = text[:at] + many + rest
		}
		text = strings.ReplaceAll(text, place+"}", word)
	}
	return text
}
