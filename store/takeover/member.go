package takeover

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"lumbung/store/coop"
)

// KnownMember is a member the book already has. ID is the text of its coop.ID.
type KnownMember struct{ ID, Number, Name string }

// MemberMet is a person named in the rows.
type MemberMet struct {
	Key    string     // the folded name without titles; lines carry it
	Name   string     // as it would be registered
	Known  string     // ID of the known member with this name, or decided by the map
	Joined coop.Month // "Anggota Juni" in a remark; 0 when none says so
	Same   []Near     // people with nearly the same name, perhaps the same person, the likeliest first
	Rows   int        // rows that name the person
}

// Near is a person with nearly the same name.
type Near struct {
	Key   string // MemberMet.Key, or KnownMember.ID where Known
	Name  string
	Known bool
	Score int    // 1 to 99: how likely it is one person
	Why   string // the key of a text
}

// Why two names may be one person's.
const (
	nearOrder    = "takeover.near-order"
	nearInitials = "takeover.near-initials"
	nearLetter   = "takeover.near-letter"
)

// nameMarks come before a member's name: "an", "a.n.", "a/n", "atas nama".
var nameMarks = []string{"an", "a.n", "a/n", "a.n.", "an.", "an:", "a/n.", "a.n:"}

// cutName divides a text at the mark before a name: "Terima simpanan wajib an" and "Warsini".
func cutName(text string) (before, name string, ok bool) {
	words := strings.Fields(text)
	for i, w := range words {
		w = strings.ToLower(w)
		at := i
		if w == "atas" && i+1 < len(words) && strings.EqualFold(words[i+1], "nama") {
			at++
		} else if !slices.Contains(nameMarks, w) {
			continue
		}
		if at+1 < len(words) {
			return strings.Join(words[:at+1], " "), strings.Join(words[at+1:], " "), true
		}
	}
	return "", "", false
}

// dueWords end the part of a dues text that is not the name: "Terima simpanan wajib anggota Bu Ratna".
var dueWords = []string{"pokok", "wajib", "sukarela", "tabungan", "anggota", "bulan", "dari", "titipan"}

// nameIn finds the member a text names. guessed says that no mark stood before the name. What stands in brackets after
// the name ("cek ulang") is a note.
func nameIn(text string) (name, note string, guessed bool) {
	_, name, ok := cutName(text)
	if !ok {
		words := strings.Fields(text)
		last := -1
		for i, w := range words {
			if slices.Contains(dueWords, fold(w)) {
				last = i
			}
		}
		if last < 0 || last+1 == len(words) {
			return "", "", false
		}
		name, guessed = strings.Join(words[last+1:], " "), true
		if strings.ContainsFunc(name, unicode.IsDigit) || monthIn(name) != 0 {
			return "", "", false
		}
	}
	if before, after, found := strings.Cut(name, "("); found {
		name, note = before, strings.TrimRight(after, ") ")
	}
	return strings.TrimSpace(name), strings.TrimSpace(note), guessed
}

// titles stand before a name and do not make another person (domain §11).
var titles = []string{
	"pak", "bpk", "bapak", "bu", "ibu", "sdr", "sdri", "sdra", "saudara", "saudari", "h", "hj", "haji", "hajah", "drs",
	"dra", "ir", "dr", "kh", "ust", "ustad", "ustadz", "mas", "mbak", "mbah",
}

// nameWords gives the words of a name without titles in front and degrees behind a comma.
func nameWords(name string) []string {
	name, _, _ = strings.Cut(name, ",")
	words := strings.FieldsFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '-'
	})
	for len(words) > 1 && slices.Contains(titles, strings.ToLower(words[0])) {
		words = words[1:]
	}
	return words
}

func memberKey(name string) string { return strings.ToLower(strings.Join(nameWords(name), " ")) }

// registeredName writes a name the way a register does: no titles, each word with a capital.
func registeredName(name string) string {
	words := nameWords(name)
	for i, w := range words {
		first, size := utf8.DecodeRuneInString(w)
		words[i] = string(unicode.ToUpper(first)) + strings.ToLower(w[size:])
	}
	return strings.Join(words, " ")
}

// spelling is a folded name taken apart once, because every name is compared with many.
type spelling struct {
	Near
	words   []string
	letters []rune
	sorted  string // its words in the order of the alphabet
}

func spell(n Near, name string) spelling {
	words := strings.Fields(memberKey(name))
	return spelling{n, words, []rune(strings.Join(words, "")), strings.Join(slices.Sorted(slices.Values(words)), " ")}
}

// near says how likely two names are one person's, from 0 to 100, and why: the same words in another order, an initial
// for a word, a word more at the end, or one letter typed wrong (two in a long name). Except for the order, only names
// that begin with one letter are near.
func near(a, b spelling) (score int, why string) {
	switch {
	case len(a.letters) == 0 || len(b.letters) == 0:
		return 0, ""
	case slices.Equal(a.words, b.words):
		return 100, ""
	case a.sorted == b.sorted:
		return 95, nearOrder
	case initials(a.words, b.words) || initials(b.words, a.words):
		return 80, nearInitials
	}
	shorter := min(len(a.letters), len(b.letters))
	limit := 0
	switch {
	case shorter >= 12:
		limit = 2
	case shorter >= 5:
		limit = 1
	}
	if d := distance(a.letters, b.letters, limit); a.letters[0] == b.letters[0] && d <= limit {
		return 100 - 100*max(d, 1)/(shorter+1), nearLetter
	}
	return 0, ""
}

// initials says whether the words of short are those of long, in order, some cut to their first letter, and perhaps
// fewer, but not only one of several.
func initials(short, long []string) bool {
	if len(short) > len(long) || len(short) < 2 {
		return false
	}
	full := 0
	for i, w := range short {
		switch {
		case w == long[i]:
			full++
		case len(w) > 1 || !strings.HasPrefix(long[i], w):
			return false
		}
	}
	return full > 0
}

// distance counts letters to change, add, drop or swap with a neighbour; it may stop counting above limit.
func distance(a, b []rune, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	before, last := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(row[j-1]+1, last[j]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}
