package coop

import "slices"

// CutRow ends a log, or lets a part behind its end count again (By an adoption).
type CutRow struct {
	Log   ID   `row:"key"`
	By    Hash `row:"key"`
	Adopt bool
	Seq   int64 // the last change that counts; 0: none
	Hash  Hash
}

var tableCut = define[CutRow]("cut")

func (*CutRow) table() *Table { return tableCut }

// Ended says whether a revocation ended the log: its device gets nothing any more, neither changes nor keys.
func Ended(s State, log ID) bool {
	ended := false
	s.Scan(&CutRow{Log: log}, 1, func(r Record) bool {
		ended = ended || !r.(*CutRow).Adopt
		return !ended
	})
	return ended
}

// points are the ends of logs by log.
type points map[ID][]CutRow

// pointsOf finds which logs end where: a server's revocations first, then by (lamport, hash); a revocation that is
// itself behind an end has no effect. Of two logs that used one invite the later one ends before its first change.
func (f *Fold) pointsOf(changes []*arrival) points {
	p := points{}
	servers := map[ID]bool{}
	for _, a := range changes {
		if d, ok := a.Body.(*Device); ok {
			servers[d.Log] = d.Server
		}
	}
	used := map[[32]byte]bool{}
	codes := map[[32]byte]bool{} // of recovery, which may be used again
	for _, a := range changes {
		if b, ok := a.Body.(*Found); ok {
			codes[b.Recovery] = true
		} else if key := newRecovery(a); key != nil {
			codes[*key] = true
		}
	}
	for _, byServer := range []bool{true, false} {
		for _, a := range changes {
			if servers[a.Log] != byServer || f.cutBy(p, a) {
				continue
			}
			switch b := a.Body.(type) {
			case *Revoke:
				p[b.Log] = append(p[b.Log], CutRow{Log: b.Log, By: a.Hash, Seq: b.Seq, Hash: b.Hash})
			case *Adopt:
				p[b.Log] = append(p[b.Log], CutRow{Log: b.Log, By: a.Hash, Adopt: true, Seq: b.Seq, Hash: b.Hash})
			case *Device:
				if b.Log != a.Log || codes[b.Invite] {
					continue
				}
				if used[b.Invite] {
					p[b.Log] = append(p[b.Log], CutRow{Log: b.Log, By: a.Hash})
				}
				used[b.Invite] = true
			}
		}
	}
	return p
}

// cutBy says whether a lies behind the end of its log. An end lies in the past of who set it, so it is held.
func (f *Fold) cutBy(p points, a *arrival) bool {
	ends := p[a.Log]
	if len(ends) == 0 {
		return false
	}
	for _, e := range ends {
		if e.Adopt && f.within(e, a) {
			return false
		}
	}
	return slices.ContainsFunc(ends, func(e CutRow) bool { return !e.Adopt && !f.within(e, a) })
}

func (f *Fold) within(end CutRow, a *arrival) bool {
	if end.Seq < a.Seq {
		return false
	}
	if end.Seq == a.Seq {
		return end.Hash == a.Hash
	}
	return f.reaches(Head{Log: end.Log, Seq: end.Seq, Hash: end.Hash}, a.head())
}

// cut says whether a counts no more because its log ended before it. A revocation or adoption that took effect
// counts itself.
func (f *Fold) cut(a *arrival) bool {
	if f.right.own == nil {
		f.loadRights()
	}
	switch b := a.Body.(type) {
	case *Revoke:
		return !f.state.Get(&CutRow{Log: b.Log, By: a.Hash})
	case *Adopt:
		return !f.state.Get(&CutRow{Log: b.Log, By: a.Hash})
	}
	return f.cutBy(f.right.points, a)
}

func (f *Fold) readPoints() points {
	p := points{}
	f.state.Scan(&CutRow{}, 0, func(r Record) bool {
		row := *r.(*CutRow)
		p[row.Log] = append(p[row.Log], row)
		return true
	})
	return p
}

// decide takes a deciding change into account and says whether changes already in the tables count differently now.
func (f *Fold) decide(a *arrival) bool {
	if f.right.own == nil {
		f.loadRights()
	} else {
		f.right.add(a.head())
	}
	switch b := a.Body.(type) {
	case *Revoke, *Adopt:
	case *Device:
		if b.Log != a.Log && !b.Server {
			return false
		}
	default:
		return false
	}
	was := f.readPoints()
	now := f.pointsOf(f.rightChanges(func(Head) bool { return true }))
	return f.setPoints(was, now)
}

func (f *Fold) setPoints(was, now points) bool {
	changed := false
	for log, rows := range was {
		for _, r := range rows {
			if !slices.Contains(now[log], r) {
				f.state.Delete(&r)
				changed = true
			}
		}
	}
	for log, rows := range now {
		for _, r := range rows {
			if !slices.Contains(was[log], r) {
				f.state.Put(&r)
				changed = changed || r.Adopt || f.holdsBehind(r)
			}
		}
	}
	f.right.points = f.readPoints()
	return changed
}

// holdsBehind says whether the log already has changes that the new end leaves out.
func (f *Fold) holdsBehind(end CutRow) bool {
	for _, h := range f.line(end.Log).heads {
		if h.Seq > end.Seq || (h.Seq == end.Seq && h.Hash != end.Hash) {
			return true
		}
	}
	return f.line(end.Log).forked()
}
