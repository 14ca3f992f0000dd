package server

import (
	"context"
	"crypto/ed25519"
	"fmt"

	"lumbung/store/coop"
)

// book is one cooperative's book in one transaction that changes it.
type book struct {
	*cooperative
	server *Server
	tx     *transaction
	below  *state
	over   *coop.Overlay
	fold   *coop.Fold
}

// change runs f on one cooperative's book in one transaction, alone with that cooperative. f may run several times.
func (s *Server) change(ctx context.Context, id coop.ID, f func(*book) error) error {
	leave, err := s.limits.turn(ctx, id)
	if err != nil {
		return err
	}
	defer leave()
	kept := s.shelf.take(id)
	err = s.db.change(ctx, func(t *transaction) error {
		row, err := lockCooperative(t, id)
		if err != nil {
			return err
		}
		if kept == nil || kept.revision != row.revision-1 {
			kept = &shelved{below: newState(t, row.id)}
			kept.over = coop.NewOverlay(kept.below)
			kept.fold = coop.NewFold(kept.over)
			if kept.fold.Reread() {
				s.log.Info("kinds of changes are understood that were only kept before", "cooperative", id.String())
			}
		}
		now := kept
		kept = nil // until it is committed, what it gathers is true nowhere
		now.below.tx = t
		b := &book{cooperative: row, server: s, tx: t, below: now.below, over: now.over, fold: now.fold}
		if err := f(b); err != nil {
			return err
		}
		if err := b.below.flush(b.over); err != nil {
			return err
		}
		now.revision, kept = row.revision, now
		return nil
	})
	if err == nil && kept != nil {
		s.shelf.put(id, kept)
	}
	return err
}

// Look lets f read one cooperative's derived tables as they are at one moment. The state must not be kept.
func (s *Server) Look(ctx context.Context, id coop.ID, f func(coop.State) error) error {
	return s.db.look(ctx, func(t *transaction) error {
		row, err := findCooperative(t, id)
		if err != nil {
			return err
		}
		below := newState(t, row.id)
		if err := f(below); err != nil {
			return err
		}
		return below.err
	})
}

// Ingest takes runs of one cooperative in, in one transaction, however they came. The same runs again change nothing.
func (s *Server) Ingest(ctx context.Context, id coop.ID, runs ...coop.Run) (coop.Intake, error) {
	var in coop.Intake
	err := s.change(ctx, id, func(b *book) error {
		in = b.receive(runs)
		return b.heard(heardNetwork, in)
	})
	if err == nil && in.Applied > 0 {
		s.surveySoon()
	}
	return in, err
}

// receive takes runs in and adds up what became of them.
func (b *book) receive(runs []coop.Run) coop.Intake {
	var total coop.Intake
	for _, run := range runs {
		in := b.fold.Receive(run)
		total.Applied += in.Applied
		total.Held += in.Held
		total.Waiting += in.Waiting
		total.Aside += in.Aside
		total.Counting += in.Counting
		total.Damaged = total.Damaged || in.Damaged
		total.Refused = total.Refused || in.Refused
	}
	return total
}

// heard notes when and how the cooperative was last heard, and that its figures are due.
func (b *book) heard(how int, in coop.Intake) error {
	due := int64(0)
	if in.Applied+in.Waiting > 0 {
		due = 1
	}
	_, err := b.tx.ExecContext(b.tx.ctx, `UPDATE cooperative SET heard_at = $2, heard_how = $3,
		survey_due = CASE WHEN $4 = 1 THEN 1 ELSE survey_due END WHERE coop_id = $1`,
		b.id, b.server.micros(), how, due)
	if err != nil {
		return fmt.Errorf("note the visit: %w", err)
	}
	return nil
}

// logOf gives the row of a log as introduced.
func (b *book) logOf(log coop.ID) (coop.LogRow, bool) {
	row := coop.LogRow{Log: log}
	ok := b.over.Get(&row)
	return row, ok
}

// introduced says whether the cooperative has introduced this server's log, so that what it records counts.
func (b *book) introduced() bool {
	row, ok := b.logOf(b.serverLog)
	return ok && row.Server && row.Sign == [32]byte(b.server.secret.sign(b.serverLog).Public().(ed25519.PublicKey))
}

// ownHead is the end of the server's own log in this book; only the log where nothing is recorded yet.
func (b *book) ownHead() coop.Head {
	own := coop.Head{Log: b.serverLog}
	b.over.Scan(&coop.HeadRow{Log: b.serverLog}, 1, func(r coop.Record) bool {
		if row := r.(*coop.HeadRow); row.Seq > own.Seq {
			own.Seq, own.Hash = row.Seq, row.Hash
		}
		return true
	})
	return own
}

// record appends a change to the server's own log, signed, and gives it its meaning.
func (b *book) record(kind coop.Kind, body any) (coop.Hash, error) {
	prev, seq, seen := b.fold.Next(b.ownHead())
	c := coop.Change{
		Log: b.serverLog, Seq: seq, Prev: prev, Seen: seen, At: b.server.minutes(), Kind: kind, Version: 1,
		Body: coop.EncodeBody(body),
	}
	head := coop.Head{Log: c.Log, Seq: c.Seq, Hash: c.Hash()}
	sign := ed25519.Sign(b.server.secret.sign(b.serverLog), coop.HeadBytes(b.coop, head))
	in := b.fold.Receive(coop.Run{Log: c.Log, Changes: []coop.Change{c}, Sign: sign})
	if in.Counting < 1 {
		return head.Hash, fmt.Errorf("the server's own change of kind %d did not count", kind)
	}
	return head.Hash, nil
}

// certify records, once, who the cooperative's first device is.
func (b *book) certify() error {
	founder := b.fold.Cooperative().Log
	if founder.IsZero() || !b.introduced() {
		return nil
	}
	mine := false
	b.over.Scan(&coop.EnrolRow{Log: founder}, 1, func(r coop.Record) bool {
		mine = mine || r.(*coop.EnrolRow).Server == b.serverLog
		return !mine
	})
	if mine {
		return nil
	}
	row, _ := b.logOf(founder)
	_, err := b.record(coop.KindEnrol, coop.Enrol{Village: b.village, Log: founder, Sign: row.Sign})
	return err
}
