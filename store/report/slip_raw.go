package report

import (
	"bytes"
	"strings"
	"unicode"

	"lumbung/store/coop"
)

// RawPaper is a printer that is sent letters instead of pages: what village shops have beside a till.
type RawPaper uint8

// Printers for slips.
const (
	RawDotMatrix RawPaper = 1 // ESC/P on continuous forms, 80 columns, 33 lines of 1/6 inch to a slip
	RawThermal   RawPaper = 2 // ESC/POS on 58 mm paper, 32 columns
)

// Columns is how many letters a line of it has.
func (p RawPaper) Columns() int {
	if p == RawThermal {
		return 32
	}
	return 80
}

// rawForm is how many lines a slip takes on continuous forms: half a letter page.
const rawForm = 33

// SlipBytes writes slips in the printer's own language, ready to be sent to it or copied to its port. All letters are
// ASCII: what such printers make of others differs from one to the next. The same slips give the same bytes.
func SlipBytes(slips []Slip, paper RawPaper) ([]byte, error) {
	w, err := NewWords("id", nil)
	if err != nil {
		return nil, err
	}
	r := &rawSlip{words: w, paper: paper, wide: paper.Columns()}
	for i := range slips {
		r.send(0x1B, '@') // begin anew: whatever was set before
		if paper == RawDotMatrix {
			r.send(0x1B, '2', 0x1B, 'C', rawForm, 0x1B, 'P') // 1/6 inch a line, lines to a form, ten letters an inch
		}
		r.slip = &slips[i]
		r.draw()
		if paper == RawDotMatrix {
			r.send(0x0C) // the next form
		} else {
			r.send(0x1B, 'd', 4) // out far enough to be torn off
		}
	}
	return r.out.Bytes(), nil
}

// rawSlip writes one slip after the other.
type rawSlip struct {
	out   bytes.Buffer
	words *Words
	paper RawPaper
	wide  int
	slip  *Slip
}

func (r *rawSlip) send(codes ...byte) { r.out.Write(codes) }

// bold turns bold letters on or off: both languages have the same letters for it, ESC/POS with a number behind.
func (r *rawSlip) bold(on bool) {
	switch {
	case r.paper == RawThermal && on:
		r.send(0x1B, 'E', 1)
	case r.paper == RawThermal:
		r.send(0x1B, 'E', 0)
	case on:
		r.send(0x1B, 'E')
	default:
		r.send(0x1B, 'F')
	}
}

// line writes one line; every printer is told to go to the left and down.
func (r *rawSlip) line(text string) {
	r.out.WriteString(strings.TrimRight(plainLetters(text), " "))
	r.send('\r', '\n')
}

// lines writes a text over as many lines as it needs, each laid out as layout says.
func (r *rawSlip) lines(text string, layout func(string) string) {
	for _, line := range wrapped(text, r.wide) {
		if layout != nil {
			line = layout(line)
		}
		r.line(line)
	}
}

// strong writes one bold line.
func (r *rawSlip) strong(text string) {
	r.bold(true)
	r.out.WriteString(strings.TrimRight(plainLetters(text), " "))
	r.bold(false)
	r.send('\r', '\n')
}

// likeLetters are the ASCII letters that stand for others: names keep their letters without what stands over them, so
// that nobody signs for "Jos?".
var likeLetters = strings.NewReplacer(strings.Fields(`
	– - — - − - ‑ - · - • - ’ ' ‘ ' ʼ ' ʻ ' “ " ” " „ " « " » " … ...
	á a à a â a ä a ã a å a ā a é e è e ê e ë e ē e í i ì i î i ï i ī i ó o ò o ô o ö o õ o ō o ø o ú u ù u û u ü u ū u
	Á A À A Â A Ä A Ã A Å A Ā A É E È E Ê E Ë E Ē E Í I Ì I Î I Ï I Ī I Ó O Ò O Ô O Ö O Õ O Ō O Ø O Ú U Ù U Û U Ü U Ū U
	ç c Ç C ñ n Ñ N ý y ÿ y ß ss æ ae Æ AE œ oe × x ÷ / ½ 1/2 ¼ 1/4 ¾ 3/4 ² 2 ³ 3 ° o ± +/- ≤ <= ≥ >= € EUR ✓ v
`)...)

// plainLetters makes ASCII of what our texts and people's names use beside it. Marks that stand over a letter by
// themselves, and what has no width, are left out.
func plainLetters(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c >= 0x20 && c < 0x7F:
			return c
		case unicode.IsSpace(c):
			return ' '
		case unicode.Is(unicode.Mn, c) || unicode.IsControl(c) || unicode.Is(unicode.Cf, c):
			return -1
		}
		return '?'
	}, likeLetters.Replace(s))
}

// wrapped cuts a text into lines of so many letters, at words where it can.
func wrapped(text string, wide int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(plainLetters(text)) {
		for len(word) > wide {
			if line != "" {
				lines, line = append(lines, line), ""
			}
			lines, word = append(lines, word[:wide]), word[wide:]
		}
		switch {
		case line == "":
			line = word
		case len(line)+1+len(word) <= wide:
			line += " " + word
		default:
			lines, line = append(lines, line), word
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// middle sets a text into the middle of the line.
func (r *rawSlip) middle(text string) string {
	text = plainLetters(text)
	return strings.Repeat(" ", max(0, (r.wide-len(text))/2)) + text
}

// draw writes what stands on a slip, in the order of the printed one.
func (r *rawSlip) draw() {
	s, t := r.slip, r.words.t
	for _, line := range wrapped(s.Cooperative, r.wide) {
		r.strong(r.middle(line))
	}
	r.address()
	r.line(strings.Repeat("=", r.wide))
	r.strong(r.middle(t("report.slip.title")))
	r.lines(t("report.slip.number", s.Voucher), r.middle)
	switch {
	case s.Void:
		r.strong(r.middle("*** " + t("report.page.void") + " ***"))
	case s.Copy:
		r.strong(r.middle("*** " + t("report.page.copy") + " ***"))
	}
	r.line("")
	party := orDots(s.Party)
	switch {
	case s.Out:
		party = s.Cooperative
	case s.Member != "":
		party += " (" + t("report.slip.member", s.Member) + ")"
	}
	r.row("report.slip.from", Wording{ID: party})
	r.row("report.slip.sum", s.Words)
	r.row("report.slip.for", s.For)
	r.line("")
	for _, line := range wrapped(t("report.column.amount")+" : "+coop.FormatAccounting(s.Amount), r.wide) {
		r.strong(line)
	}
	r.lines(t("report.slip.code")+": "+s.Code.String(), nil)
	r.signs()
	if s.Archive {
		r.lines(t("report.slip.archive"), nil)
	}
}

// address writes the parts of the letterhead, as many on a line as have room: a part that is cut elsewhere leaves lines
// that begin with a dash.
func (r *rawSlip) address() {
	const between = " · "
	line := ""
	for part := range strings.SplitSeq(r.slip.Address, between) {
		if longer := line + between + part; line != "" && len(plainLetters(longer)) <= r.wide {
			line = longer
			continue
		}
		r.lines(line, r.middle)
		line = part
	}
	r.lines(line, r.middle)
}

// rawLabel is how wide the words before a line are on wide paper.
const rawLabel = 20

// row writes a label and what stands behind it; on narrow paper below it. English stands under the Indonesian.
func (r *rawSlip) row(key string, words Wording) {
	label := r.words.t(key)
	if r.paper == RawThermal {
		r.line(label + ":")
		for _, line := range append(wrapped(words.ID, r.wide-2), wrapped(words.EN, r.wide-2)...) {
			r.line("  " + line)
		}
		return
	}
	for i, line := range append(wrapped(words.ID, r.wide-rawLabel-2), wrapped(words.EN, r.wide-rawLabel-2)...) {
		before := strings.Repeat(" ", rawLabel+2)
		if i == 0 {
			before = pad(label, rawLabel, false) + ": "
		}
		r.line(before + line)
	}
}

// signs leaves room for who hands over and who receives; on narrow paper they stand below each other.
func (r *rawSlip) signs() {
	s, t := r.slip, r.words.t
	gives, takes, giver, taker := t("report.slip.gave"), t("report.slip.received"), s.Party, s.Treasurer
	if s.Out {
		gives, giver, taker = t("report.slip.paid"), s.Treasurer, s.Party
	}
	if r.paper == RawThermal {
		r.lines(s.Place, nil)
		for _, sign := range [][2]string{{gives, giver}, {takes, taker}} {
			r.line("")
			r.line(sign[0] + ",")
			r.line("")
			r.line("")
			for _, line := range signed(sign[1], r.wide) {
				r.line(line)
			}
		}
		return
	}
	half := r.wide / 2
	r.lines(s.Place, func(line string) string { return strings.Repeat(" ", r.wide-len(line)) + line })
	r.line(pad(gives, half, false) + takes)
	for range 3 {
		r.line("")
	}
	left, right := signed(giver, half-2), signed(taker, half-2)
	for i := range max(len(left), len(right)) {
		line := ""
		if i < len(left) {
			line = left[i]
		}
		line = pad(line, half, false)
		if i < len(right) {
			line += right[i]
		}
		r.line(line)
	}
}

// signed is a name in brackets under the place to sign, whole also in two lines; dots where it is not known.
func signed(who string, wide int) []string {
	lines := wrapped(who, wide-2)
	if len(lines) == 0 {
		return []string{"(" + strings.Repeat(".", 20) + ")"}
	}
	for i := range lines {
		lines[i] = " " + lines[i]
	}
	lines[0] = "(" + lines[0][1:]
	lines[len(lines)-1] += ")"
	return lines
}
