package server

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"

	"lumbung/store/coop"
)

// findingLine is a finding with its answers.
type findingLine struct {
	coop.FindingRow
	Voucher string
	Answers []coop.AnswerRow
}

type findingsData struct {
	Head     coopHead
	Findings []findingLine
	Entry    *entryLine // the entry that a new finding is about
	Text     string
}

// maxFinding bounds the text of a finding, in bytes: what a village can read on its screen.
const maxFinding = 1000

func (s *Server) findingsPage(w http.ResponseWriter, r *http.Request) error {
	var d findingsData
	about, err := coop.ParseID(r.URL.Query().Get("entry"))
	if err != nil {
		return coop.Problem{Key: "server.problem.entry"}
	}
	err = s.ledger(r.Context(), coopOf(r).coop, func(l *ledger) error {
		month, err := s.monthOf(r)
		if err != nil {
			return err
		}
		if d.Head, err = l.head(s, "findings", month); err != nil {
			return err
		}
		names := l.names()
		d.Findings = l.findings(names)
		if about.IsZero() {
			return nil
		}
		view := coop.EntryView{EntryRow: coop.EntryRow{ID: about}}
		if !l.state.Get(&view.EntryRow) {
			return coop.Problem{Key: "server.problem.entry"}
		}
		names.fill(l, &view)
		d.Entry = &entryLine{EntryView: view, Says: s.pages.words[languageOf(r)].Entry(&view)}
		return nil
	})
	if err != nil {
		return err
	}
	s.show(w, r, http.StatusOK, "findings", frame{Title: "server.title.coop", Data: d})
	return nil
}

// findings lists the findings, newest first.
func (l *ledger) findings(names *names) []findingLine {
	var lines []findingLine
	for _, row := range all(l.state, &coop.FindingRow{}, 0) {
		line := findingLine{FindingRow: row, Answers: all(l.state, &coop.AnswerRow{Finding: row.Finding}, 1)}
		if e := (coop.EntryRow{ID: row.Entry}); !row.Entry.IsZero() && l.state.Get(&e) && e.Serial > 0 {
			line.Voucher = coop.VoucherNumber(e.Book, names.letters[e.Log], e.Date, e.Serial)
		}
		slices.SortFunc(line.Answers, func(a, b coop.AnswerRow) int { return cmp.Compare(a.At, b.At) })
		lines = append(lines, line)
	}
	slices.SortFunc(lines, func(a, b findingLine) int {
		return cmp.Or(cmp.Compare(b.At, a.At), cmp.Compare(b.Seq, a.Seq), cmp.Compare(a.Hash.String(), b.Hash.String()))
	})
	return lines
}

// WriteFinding records an officer's remark in the server's log of one cooperative's book; it travels to the village
// with the next exchange or file. Entry and period may be zero.
func (s *Server) WriteFinding(ctx context.Context, id coop.ID, by string, f coop.Finding) error {
	f.Text, f.By = strings.TrimSpace(f.Text), by
	if f.Text == "" || len(f.Text) > maxFinding || strings.ContainsRune(f.Text, 0) {
		return coop.Problem{Key: "server.problem.finding", Args: []any{maxFinding}}
	}
	err := s.change(ctx, id, func(b *book) error {
		if !b.introduced() {
			return coop.Problem{Key: "server.problem.not-introduced"}
		}
		if !f.Entry.IsZero() && !b.over.Get(&coop.EntryRow{ID: f.Entry}) {
			return coop.Problem{Key: "server.problem.entry"}
		}
		if _, err := b.record(coop.KindFinding, f); err != nil {
			return err
		}
		_, err := b.tx.ExecContext(ctx, `UPDATE cooperative SET survey_due = 1 WHERE coop_id = $1`, b.id)
		return err
	})
	if err == nil {
		s.surveySoon()
	}
	return err
}

func (s *Server) findingWrite(w http.ResponseWriter, r *http.Request) error {
	c := coopOf(r)
	entry, err := coop.ParseID(r.PostFormValue("entry"))
	if err != nil {
		return coop.Problem{Key: "server.problem.entry"}
	}
	finding := coop.Finding{Text: strings.ToValidUTF8(r.PostFormValue("text"), ""), Entry: entry}
	if err := s.WriteFinding(r.Context(), c.coop, visitOf(r).officer.Name, finding); err != nil {
		return err
	}
	http.Redirect(w, r, "/coop/"+c.coop.String()+"/findings", http.StatusSeeOther)
	return nil
}
