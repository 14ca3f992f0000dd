package server

import (
	"testing"

	"lumbung/store/coop"
)

// TestReread: a server of before there were counts kept one without understanding it; its next visit after the update
// finds it understood, with the tables that everybody else has.
func TestReread(t *testing.T) {
	onEach(t, func(t *testing.T, p place) {
		s, url := p.serve(t)
		v, e := enrolledBy(t, s, url, "KDMP Lama")
		at := server{url, e}
		v.exchange(t, "A", at, false)
		v.record(t, "A", "Siti", coop.KindCount, coop.Count{Account: "11101", Date: 20260131, Reason: "tutup"})
		head := v.devices["A"].head
		v.exchange(t, "A", at, false)
		v.exchange(t, "A", at, false)
		err := s.db.change(t.Context(), func(tx *transaction) error {
			row, err := findCooperative(tx, v.coop)
			if err != nil {
				return err
			}
			if _, err := tx.ExecContext(tx.ctx, `DELETE FROM counting WHERE coop_id = $1`, row.id); err != nil {
				return err
			}
			_, err = tx.ExecContext(tx.ctx, `INSERT INTO irregular (coop_id, hash, what, log, seq, kind)
				VALUES ($1, $2, $3, $4, $5, $6)`, row.id, head.Hash[:], int64(coop.WhatUnknown), head.Log[:], head.Seq,
				int64(coop.KindCount))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if serverDump(t, s, v.coop) == dump(v.devices["A"].state) {
			t.Fatal("the server still understands it")
		}
		s.shelf.take(v.coop) // as after a restart
		v.exchange(t, "A", at, false)
		if serverDump(t, s, v.coop) != dump(v.devices["A"].state) {
			t.Error("after the update it still means nothing")
		}
	})
}
