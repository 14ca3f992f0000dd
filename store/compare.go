package store

import (
	"crypto/ed25519"
	"database/sql/driver"
	"errors"
	"fmt"
	"slices"
	"sync"

	"lumbung/store/coop"
)

// compare takes every derived table but the log itself, row by row and cell by cell, against the replay; and checks the
// invariants of what was replayed beside it.
func (v *verification) compare() error {
	tables := make(chan *coop.Table, len(coop.Tables))
	for _, t := range largestFirst(v.mem) {
		tables <- t
	}
	close(tables)
	errs := make([]error, len(v.lines))
	var workers sync.WaitGroup
	for i, l := range v.lines {
		workers.Go(func() {
			for t := range tables {
				if errs[i] == nil {
					errs[i] = errors.Join(v.ctx.Err(), v.compareTable(l, t))
				}
			}
		})
	}
	v.invariants()
	workers.Wait()
	v.step(v.all - v.done)
	return errors.Join(errs...)
}

// largestFirst gives the tables in the order in which two workers are done soonest.
func largestFirst(m replica) []*coop.Table {
	var all []*coop.Table
	size := map[*coop.Table]int{}
	for _, t := range coop.Tables {
		if !t.Log {
			all = append(all, t)
			size[t] = m.size(t)
		}
	}
	slices.SortStableFunc(all, func(x, y *coop.Table) int { return size[y] - size[x] })
	return all
}

// compareTable walks a table and its replay side by side in key order.
func (v *verification) compareTable(l *line, t *coop.Table) error {
	next, stop := v.mem.rows(v.ctx, t)
	want, more := next()
	n := 0
	q := statements[t]
	err := l.query(q.scan[0], nil, q.width, func(cells []driver.Value) bool {
		if n++; t.Name == "entry" && n%1024 == 0 {
			v.step(1024)
		}
		for more {
			order := coop.CompareKey(cells, want)
			if order < 0 {
				break
			}
			row := want
			want, more = next()
			if order == 0 {
				v.compareCells(t, cells, row)
				return true
			}
			v.find("I8", t.Name, keyText(coop.KeyValues(nil, row, t.Keys)), "the row is missing")
		}
		v.find("I8", t.Name, keyText(anys(cells[:t.Keys])), "the row does not follow from the log")
		return true
	})
	for ; more; want, more = next() {
		v.find("I8", t.Name, keyText(coop.KeyValues(nil, want, t.Keys)), "the row is missing")
	}
	return errors.Join(err, stop())
}

// compareCells tells the first cell in which a row is not as it follows from the log.
func (v *verification) compareCells(t *coop.Table, cells []driver.Value, want coop.Record) {
	if i := coop.Differs(want, cells); i >= 0 {
		wanted := coop.Values(nil, want)
		v.find("I8", t.Name, keyText(wanted[:t.Keys]), "%s is %s, by the log it is %s",
			t.Columns[i].Name, cellText(cells[i]), cellText(wanted[i]))
	}
}

func keyText(cells []any) string {
	text := ""
	for i, c := range cells {
		if i > 0 {
			text += "/"
		}
		text += cellText(c)
	}
	return text
}

func cellText(c any) string {
	switch c := c.(type) {
	case []byte:
		if len(c) > 40 {
			return fmt.Sprintf("x'%x…' (%d bytes)", c[:40], len(c))
		}
		return fmt.Sprintf("x'%x'", c)
	case string:
		return fmt.Sprintf("%q", c)
	}
	return fmt.Sprint(c)
}

func anys(cells []driver.Value) []any {
	all := make([]any, len(cells))
	for i, c := range cells {
		all[i] = c
	}
	return all
}

// local checks what only arrived: signatures of heads, changes that wait, runs set aside.
func (v *verification) local() error {
	covered := map[coop.Hash]bool{}
	err := v.localRows(&coop.SignedRow{}, func(r coop.Record) {
		s := r.(*coop.SignedRow)
		covered[s.Hash] = true
		v.signed(s)
	})
	if err != nil {
		return err
	}
	waiting := map[coop.Hash][]coop.Hash{} // by the change before
	var rows []*coop.WaitRow
	err = v.localRows(&coop.WaitRow{}, func(r coop.Record) {
		w := r.(*coop.WaitRow)
		c, err := coop.DecodeChange(w.Bytes)
		if err != nil || c.Log != w.Log || c.Seq != w.Seq || coop.ChainHash(w.Prev, w.Bytes) != w.Hash {
			v.find("I7", "waiting", fmt.Sprintf("%s/%d/%s", w.Log, w.Seq, w.Hash), "is not what its hash says")
		}
		if v.mem.Get(&coop.ChangeRow{Log: w.Log, Seq: w.Seq, Hash: w.Hash}) {
			v.find("I7", "waiting", fmt.Sprintf("%s/%d/%s", w.Log, w.Seq, w.Hash), "waits and is applied")
		}
		waiting[w.Prev] = append(waiting[w.Prev], w.Hash)
		rows = append(rows, w)
	})
	if err != nil {
		return err
	}
	for _, w := range rows {
		if !reachesSigned(w.Hash, covered, waiting) {
			v.find("I7", "waiting", fmt.Sprintf("%s/%d/%s", w.Log, w.Seq, w.Hash), "no device has signed it")
		}
	}
	v.mem.Scan(&coop.HeadRow{}, 0, func(r coop.Record) bool {
		h := r.(*coop.HeadRow)
		if !reachesSigned(h.Hash, covered, waiting) {
			v.find("I7", "head", fmt.Sprintf("%s/%d", h.Log, h.Seq), "the last change of the log is not signed")
		}
		return true
	})
	return v.localRows(&coop.AsideRow{}, func(r coop.Record) { v.asideRow(r.(*coop.AsideRow)) })
}

// reachesSigned says whether the head, or a change that waits behind it, is signed.
func reachesSigned(at coop.Hash, covered map[coop.Hash]bool, waiting map[coop.Hash][]coop.Hash) bool {
	if covered[at] {
		return true
	}
	for _, next := range waiting[at] {
		if reachesSigned(next, covered, waiting) {
			return true
		}
	}
	return false
}

func (v *verification) asideRow(a *coop.AsideRow) {
	key := fmt.Sprintf("%s/%s", a.Log, a.Last)
	all, err := coop.DecodeBody[[][]byte](a.Bytes)
	if err != nil {
		v.find("I7", "aside", key, "%v", err)
		return
	}
	prev := a.Prev
	for i, data := range all {
		c, err := coop.DecodeChange(data)
		if err != nil || c.Log != a.Log || c.Seq != a.First+int64(i) {
			v.find("I7", "aside", key, "change %d is not one of this log", i+1)
		}
		prev = coop.ChainHash(prev, data)
	}
	if prev != a.Last || len(a.Sign) != ed25519.SignatureSize {
		v.find("I7", "aside", key, "is not what its hash says")
	}
	if a.First != 1 || len(all) == 0 {
		return // only a log's first change names its key
	}
	head := coop.Head{Log: a.Log, Seq: a.First + int64(len(all)) - 1, Hash: a.Last}
	if key, cooperative, ok := v.strangersKey(all[0]); ok &&
		!ed25519.Verify(key[:], coop.HeadBytes(cooperative, head), a.Sign) {
		v.find("I7", "aside", a.Log.String(), "the signature is wrong")
	}
}

// strangersKey gives the key that the first change of an unknown log names, and the cooperative it speaks of.
func (v *verification) strangersKey(first []byte) (key [32]byte, cooperative coop.ID, ok bool) {
	c, err := coop.DecodeChange(first)
	if err != nil {
		return key, cooperative, false
	}
	switch c.Kind {
	case coop.KindFound:
		f, err := coop.DecodeBody[coop.Found](c.Body)
		return f.Sign, f.Cooperative, err == nil
	case coop.KindDevice:
		d, err := coop.DecodeBody[coop.Device](c.Body)
		return d.Sign, v.fold.Cooperative().Cooperative, err == nil && d.Log == c.Log
	}
	return key, cooperative, false
}

// localRows reads a local table with every cell's type checked.
func (v *verification) localRows(prefix coop.Record, each func(coop.Record)) error {
	t := coop.TableOf(prefix)
	q := statements[t]
	return v.lines[0].query(q.scan[0], nil, q.width, func(cells []driver.Value) bool {
		r := t.New()
		if err := coop.Fill(r, anys(cells)); err != nil {
			v.find("I8", t.Name, keyText(anys(cells[:t.Keys])), "%v", err)
			return true
		}
		each(r)
		return true
	})
}
