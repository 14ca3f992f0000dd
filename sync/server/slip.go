package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"lumbung/store/coop"
	"lumbung/store/report"
)

// Rates of checking kuitansi. Who guesses at this rate from one address finds one code of a district of two million
// slips in about 16 million tries, some two hundred years; what is found names no member.
const (
	checkTries    = 20 // from one address, in checkRefill
	checkTriesAll = 3000
	checkRefill   = 15 * time.Minute
)

// slipsText finds the entries of all cooperatives whose ids begin as a check code says. Each cooperative is one look
// into the key (coop_id, id).
const slipsText = `SELECT c.cooperative, e.id FROM cooperative c CROSS JOIN "entry" e
	WHERE e.coop_id = c.coop_id AND e.id >= $1 AND e.id <= $2 LIMIT 8`

// slip is a kuitansi that was found by its code.
type slip struct {
	coop.SlipView
	Cooperative string
	Village     string
	HeardAt     int64 // when the cooperative was last heard of
	For         string
	In          coop.Money // one of the two is 0
	Out         coop.Money
}

// Counts says whether the kuitansi holds: its entry counts and was not reversed.
func (s slip) Counts() bool { return s.Entry.What.Counts() && s.Entry.ReversedBy.IsZero() }

// Reversed says whether its entry was taken back.
func (s slip) Reversed() bool { return s.Entry.What.Counts() && !s.Entry.ReversedBy.IsZero() }

// slips finds what a code is of, in every cooperative that this server holds.
func (s *Server) slips(ctx context.Context, code coop.CheckCode, lang string) ([]slip, error) {
	type place struct{ cooperative, entry coop.ID }
	var places []place
	least, most := code.Span()
	err := s.db.look(ctx, func(t *transaction) error {
		places = nil
		rows, err := t.QueryContext(ctx, slipsText, least[:], most[:])
		if err != nil {
			return fmt.Errorf("look a code up: %w", err)
		}
		defer rows.Close() //nolint:errcheck // rows.Err is asked below
		for rows.Next() {
			var p place
			if err := rows.Scan(bytesOf(p.cooperative[:]), bytesOf(p.entry[:])); err != nil {
				return fmt.Errorf("look a code up: %w", err)
			}
			places = append(places, p)
		}
		return rows.Err()
	})
	var found []slip
	for _, p := range places {
		if err != nil {
			break
		}
		err = s.ledger(ctx, p.cooperative, func(l *ledger) error {
			one, is, err := l.slip(ctx, p.entry, code, lang)
			if is {
				found = append(found, one)
			}
			return err
		})
	}
	return found, err
}

// slip reads one entry and which of its slips has the code.
func (l *ledger) slip(ctx context.Context, id coop.ID, code coop.CheckCode, lang string) (slip, bool, error) {
	view := coop.EntryView{EntryRow: coop.EntryRow{ID: id}}
	if !l.state.Get(&view.EntryRow) {
		return slip{}, false, l.state.err
	}
	l.names().fill(l, &view)
	part, is := coop.SlipOf(&view, code)
	if !is {
		return slip{}, false, l.state.err
	}
	for _, claim := range all(l.state, &coop.ClaimRow{Once: coop.ReversalOnce(id).ID()}, 1) {
		if row := (coop.EntryRow{ID: claim.Entry}); l.state.Get(&row) && row.Posted > 0 {
			view.ReversedBy = row.ID
		}
	}
	own, err := l.OwnOccasions(ctx)
	if err != nil {
		return slip{}, false, err
	}
	words, err := report.NewWords(lang, own)
	if err != nil {
		return slip{}, false, err
	}
	return slip{
		SlipView:    coop.SlipView{Slip: part, Entry: view},
		Cooperative: l.name, Village: l.village, HeardAt: l.heardAt, For: words.Months(part.Months),
		In: max(part.Amount, 0), Out: max(-part.Amount, 0),
	}, true, l.state.err
}

// checkData is what the page of a check shows.
type checkData struct {
	Typed string
	Wrong string // what is wrong with what was typed, in words
	Code  string
	Asked bool
	Slips []slip
}

// checkForm asks for a code. Anybody may: whoever holds a kuitansi wants to know.
func (s *Server) checkForm(w http.ResponseWriter, r *http.Request) error {
	s.show(w, r, http.StatusOK, "check", frame{Title: "server.title.check", Data: checkData{}})
	return nil
}

// checkTry answers what a code is of, with members as numbers.
func (s *Server) checkTry(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, formMax)
	d := checkData{Typed: r.PostFormValue("code")}
	if len(d.Typed) > 100 {
		d.Typed = d.Typed[:0]
	}
	code, err := coop.ParseCheckCode(d.Typed)
	var wrong coop.Problem
	if errors.As(err, &wrong) {
		d.Wrong = s.pages.text(languageOf(r), wrong.Key, wrong.Args...)
		s.show(w, r, http.StatusBadRequest, "check", frame{Title: "server.title.check", Data: d})
		return nil
	}
	if err != nil {
		return err
	}
	if !s.limits.allow("check "+addressOf(r), checkTries, checkRefill, s.now()) ||
		!s.limits.allow("check", checkTriesAll, checkRefill, s.now()) {
		return ErrBusy
	}
	d.Code, d.Asked = code.String(), true
	if d.Slips, err = s.slips(r.Context(), code, languageOf(r)); err != nil {
		return err
	}
	s.show(w, r, http.StatusOK, "check", frame{Title: "server.title.check", Data: d})
	return nil
}
