package takeover

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// What a decision is about.
const (
	AboutText   = "text"   // where rows with a text belong
	AboutMember = "member" // who is meant by a name
	AboutRow    = "row"    // where one row belongs
)

// Decision is what a person decided about rows of one kind or about a name, remembered for the next sheet and editable
// in the map file.
type Decision struct {
	What     string // AboutText, AboutRow or AboutMember
	Side     string // for texts: "in", "out" or "any"
	Text     string // the row's whole text as Pattern gives it; Entry.Short of a row; or the name as written
	Occasion string
	Account  string
	Is       string // the member meant: ID or number of a known one, or a name; must stand for AboutMember
	Note     string // for the reader: where the row stands, or why two names may be one
	Off      bool   // only a proposal: written behind a #, in force once that is taken away
}

var mapHeader = []string{"what", "side", "text", "occasion", "account", "is", "note"}

// LoadMap reads decisions from CSV with the heading what,side,text,occasion,account,is,note; lines that begin with #
// are left out. Nothing is returned with an error, which is a *RuleError.
func LoadMap(data []byte) ([]Decision, error) {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	r.Comment, r.FieldsPerRecord = '#', -1
	var decisions []Decision
	for first := true; ; first = false {
		f, err := r.Read()
		if p := (*csv.ParseError)(nil); errors.As(err, &p) {
			return nil, &RuleError{p.Line, "comma-separated values", p.Err.Error()}
		} else if errors.Is(err, io.EOF) && !first {
			return decisions, nil
		} else if err != nil {
			return nil, &RuleError{1, "the heading " + strings.Join(mapHeader, ","), ""}
		}
		line, _ := r.FieldPos(0)
		if first {
			if !slices.Equal(f, mapHeader) {
				return nil, &RuleError{line, "the heading " + strings.Join(mapHeader, ","), strings.Join(f, ",")}
			}
			continue
		}
		d, err := parseDecision(line, f)
		if err != nil {
			return nil, err
		}
		decisions = append(decisions, d)
	}
}

func parseDecision(line int, f []string) (Decision, error) {
	if len(f) != len(mapHeader) {
		return Decision{}, &RuleError{line, fmt.Sprintf("%d values", len(mapHeader)), strings.Join(f, ",")}
	}
	for i := range f {
		f[i] = strings.TrimSpace(f[i])
	}
	d := Decision{What: f[0], Side: f[1], Text: f[2], Occasion: f[3], Account: f[4], Is: f[5], Note: f[6]}
	switch d.What {
	case AboutMember:
		if memberKey(d.Text) == "" || d.Is == "" {
			return d, &RuleError{line, "a name under text and under is who that is", d.Text}
		}
	case AboutText, AboutRow:
		if d.What == AboutText {
			d.Text = Pattern(d.Text)
		}
		switch {
		case d.Text == "":
			return d, &RuleError{line, "the text of the rows, or a row's sign", ""}
		case d.What == AboutRow:
			if len(d.Text) != shortKey || strings.Trim(d.Text, "0123456789abcdef") != "" {
				return d, &RuleError{line, "a row's sign of 16 digits and letters a to f", d.Text}
			}
		case d.Side != In && d.Side != Out && d.Side != anySide:
			return d, &RuleError{line, "in, out or any under side", d.Side}
		}
		switch {
		case !isOccasionID(d.Occasion):
			return d, &RuleError{line, "an occasion", d.Occasion}
		case d.Account != "" && !isAccount(d.Account):
			return d, &RuleError{line, "an account of five digits or nothing", d.Account}
		}
	default:
		return d, &RuleError{line, AboutText + ", " + AboutRow + " or " + AboutMember + " under what", d.What}
	}
	return d, nil
}

// WriteMap writes decisions as LoadMap reads them.
func WriteMap(decisions []Decision) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write(mapHeader) // a bytes.Buffer takes everything
	for _, d := range decisions {
		if d.Off {
			w.Flush()
			b.WriteByte('#')
		}
		_ = w.Write([]string{d.What, d.Side, d.Text, d.Occasion, d.Account, d.Is, d.Note})
	}
	w.Flush()
	return b.Bytes()
}

// Pattern is a row's text as decisions know it: small letters and digits, with * for the member's name, so that what
// was decided for one holds for all.
func Pattern(text string) string {
	if before, _, ok := cutName(text); ok {
		return plain(before) + " *"
	}
	if before, ok := strings.CutSuffix(strings.TrimSpace(text), "*"); ok {
		return plain(before) + " *"
	}
	return plain(text)
}

// decided finds the decision on a row: the one about this row, else the one about its text.
func decided(decisions []Decision, key, side, text string) (Rule, bool) {
	for _, d := range decisions {
		if d.What == AboutRow && strings.HasPrefix(key, d.Text) {
			return Rule{Side: side, Occasion: d.Occasion, Account: d.Account, Member: d.Is}, true
		}
	}
	pattern := Pattern(text)
	for _, d := range decisions {
		if d.What == AboutText && d.Text == pattern && (d.Side == anySide || d.Side == side) {
			return Rule{Side: side, Occasion: d.Occasion, Account: d.Account, Member: d.Is}, true
		}
	}
	return Rule{}, false
}
