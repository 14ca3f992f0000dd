package main

import (
	"bufio"
	"fmt"
	"strings"

	"lumbung/store/takeover"
)

// rowObject is one row of a workbook and what becomes of it.
type rowObject struct {
	File     string   `json:"file"`
	Sheet    string   `json:"sheet"`
	Row      int      `json:"row"`
	State    string   `json:"state"`
	Date     string   `json:"date,omitempty"`
	Text     string   `json:"text"`
	Occasion string   `json:"occasion,omitempty"`
	Amount   rupiah   `json:"amount"`
	Sure     bool     `json:"sure"`
	Reasons  []string `json:"reasons"`
}

func (t *taking) rows(proposal *takeover.Proposal) []rowObject {
	rows := make([]rowObject, len(proposal.Entries))
	for i, e := range proposal.Entries {
		rows[i] = rowObject{
			File: e.File, Sheet: e.Sheet, Row: e.N, State: string(e.State), Text: e.Text, Occasion: e.Occasion,
			Amount: rupiah(e.Amount), Sure: e.Sure, Reasons: []string{},
		}
		if e.Date != 0 {
			rows[i].Date = e.Date.String()
		}
		for _, r := range e.Reasons {
			rows[i].Reasons = append(rows[i].Reasons, t.say.value(r))
		}
	}
	return rows
}

// writeSheets prints a table for each workbook, a line for each sheet, and below it where the sheet's own balance
// leaves ours.
func (t *taking) writeSheets(w *bufio.Writer, sheets []sheetObject) {
	for len(sheets) > 0 {
		n := 1
		for n < len(sheets) && sheets[n].File == sheets[0].File {
			n++
		}
		w.WriteString(sheets[0].File + "\n")
		t.writeFile(w, sheets[:n])
		w.WriteString("\n")
		sheets = sheets[n:]
	}
}

func (t *taking) writeFile(w *bufio.Writer, sheets []sheetObject) {
	g := newGrid(left, left, right, right, right, right, right, right, left)
	title := func(key string) string { return t.say.text("ctl.col." + key) }
	g.head(title("sheet"), title("account"), title("read"), title("taken"), title("suspense"), title("aside"),
		title("ours"), title("stated"), "")
	for _, s := range sheets {
		aside := s.Recorded
		for _, a := range s.Aside {
			aside += len(a.Rows)
		}
		stated, mark := "", ""
		if s.StatedRow > 0 {
			stated, mark = t.say.value(moneyOf(s.Stated)), "✓"
			if !s.Agrees {
				mark = "≠ " + t.say.value(moneyOf(s.Difference))
			}
		}
		g.row(s.Sheet, s.Account, fmt.Sprint(s.Read), fmt.Sprint(s.Taken), fmt.Sprint(s.Suspense), fmt.Sprint(aside),
			t.say.value(moneyOf(s.Closing)), stated, mark)
	}
	g.write(w)
	for _, s := range sheets {
		var reasons []string
		for _, a := range s.Aside {
			reasons = append(reasons, fmt.Sprintf("%s %d", a.Reason, len(a.Rows)))
		}
		if s.Recorded > 0 {
			reasons = append(reasons, fmt.Sprintf("%s %d", t.say.text("takeover.state.recorded"), s.Recorded))
		}
		if len(reasons) > 0 {
			w.WriteString(t.say.text("ctl.takeover.aside", s.Sheet, strings.Join(reasons, ", ")) + "\n")
		}
	}
	for _, s := range sheets {
		for _, text := range s.Problems {
			w.WriteString(t.say.text("ctl.takeover.sheet", s.Sheet, text) + "\n")
		}
		for _, b := range s.Breaks {
			w.WriteString(t.say.text("ctl.takeover.break", s.Sheet, b.Row, moneyOf(b.Amount), b.Reason) + "\n")
		}
	}
}

func (t *taking) writeRows(w *bufio.Writer, rows []rowObject) {
	g := newGrid(left, right, left, left, right, left, left)
	for _, r := range rows {
		mark := t.say.text("takeover.state." + r.State)
		g.row(r.Sheet, fmt.Sprint(r.Row), r.Date, shorten(r.Text), t.say.value(moneyOf(r.Amount)), mark,
			strings.Join(append([]string{r.Occasion}, r.Reasons...), " · "))
	}
	g.write(w)
}
