package coop

import (
	"fmt"
	"strconv"
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
// language says otherwise of one than of several stands behind its place's number: "{0} {0|member|members}". The words
// themselves are said as they are, also those of people who write {1}.
func FillText(text string, words ...string) string {
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		place, after, whole := strings.Cut(rest, "}")
		number, forms, chooses := strings.Cut(place, "|")
		n, err := strconv.ParseUint(number, 10, 8)
		switch known := err == nil && int(n) < len(words); {
		case known && chooses:
			one, many, _ := strings.Cut(forms, "|")
			if words[n] == "1" {
				many = one
			}
			out.WriteString(many)
		case known && whole:
			out.WriteString(words[n])
		default:
			out.WriteString("{")
			after = rest
		}
		text = after
	}
}
