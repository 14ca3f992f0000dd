package wire

import (
	"lumbung/store/coop"
)

// codec writes changes into columns or reads them back, by one text for both so that memory stays the same.
type codec struct {
	*memory
	cols *columns
	dec  bool

	shape string // of the change at hand
	rest  []byte // what is left of the shape's body
	in    []byte // the body, when writing
	out   []byte // the body, when reading
	kind  coop.Kind
	hole  int
	sum   int64
	fits  bool
	month uint64 // prediction of the next month
	limit int    // how many bytes may come out at most
}

func newCodec(m *memory, cols *columns) *codec { return &codec{memory: m, cols: cols, dec: cols.dec} }

var anywhere place

// change writes c, or reads it into c, whose Log and Seq are set.
func (k *codec) change(c *coop.Change) bool {
	shape := ""
	k.out = nil
	if !k.dec {
		shape = shapeOf(c, c.Author == k.author)
	}
	k.shape = k.shapeRef(shape)
	r := reader{b: []byte(k.shape)}
	kind, version, flags := r.byte(), r.byte(), r.byte()
	seen, mark := int(min(r.uint(), 1<<20)), int(min(r.uint(), 1<<20))
	if r.err != nil || flags > 3 || seen > k.room() || mark > k.room() {
		k.cols.fail()
		return false
	}
	c.Kind, c.Version, k.kind = coop.Kind(kind), version, coop.Kind(kind)
	c.At = k.at + unzigzag(k.cols.uint(sortAt, anywhere, zigzag(c.At-k.at)))
	switch {
	case flags&shapeAuthor != 0:
		c.Author = k.id(idUser, c.Author)
	case k.dec:
		c.Author = k.author
	}
	k.sightings(c, seen)
	c.Mark = k.blob(c.Mark, mark)
	k.hole, k.sum, k.fits, k.month = 0, 0, true, 0
	k.rest, k.in = r.b, c.Body
	if flags&shapeRaw != 0 {
		n := int(min(k.cols.uint(sortSize, anywhere, uint64(len(c.Body))), coop.MaxChangeBytes+1))
		c.Body = k.blob(c.Body, n)
	} else {
		k.value(path{}, 0)
		if len(k.rest) > 0 {
			k.cols.fail()
		}
		if k.dec {
			c.Body = k.out
		}
	}
	return k.cols.err == nil
}

// room says how many bytes may still come out.
func (k *codec) room() int {
	if !k.dec {
		return coop.MaxChangeBytes
	}
	return max(0, k.limit-len(k.out))
}

func (k *codec) shapeRef(shape string) string {
	rank, known := k.shapes.rank(shape)
	code := k.cols.uint(sortShape, anywhere, codeOf(rank, known))
	if code > 0 {
		shape, known = k.shapes.at(int(min(code, maxShapes)) - 1)
		if !known {
			k.cols.fail()
			return ""
		}
		k.shapes.use(int(code) - 1)
		return shape
	}
	n := int(min(k.cols.uint(sortSize, anywhere, uint64(len(shape))), coop.MaxChangeBytes))
	shape = string(k.cols.bytes(sortShapeText, anywhere, []byte(shape), n))
	k.shapes.add(shape)
	return shape
}

// codeOf names a value: 0 if it is new, else one more than its rank.
func codeOf(rank int, known bool) uint64 {
	if !known {
		return 0
	}
	return uint64(rank) + 1
}

func (k *codec) sightings(c *coop.Change, n int) {
	if k.dec {
		c.Seen = nil
	}
	for i := range n {
		var s coop.Sighting
		if !k.dec {
			s = c.Seen[i]
		}
		s.Log = k.id(idLog, s.Log)
		s.Seq = int64(k.seqs[s.Log] + uint64(unzigzag(k.cols.uint(sortNumber, anywhere,
			zigzag(int64(uint64(s.Seq)-k.seqs[s.Log]))))))
		k.seqs[s.Log] = uint64(s.Seq)
		copy(s.Hash[:], k.cols.raw(s.Hash[:], len(s.Hash)))
		if k.cols.err != nil {
			return
		}
		if k.dec {
			c.Seen = append(c.Seen, s)
		}
	}
}

// blob writes bytes that look like chance, or reads n of them.
func (k *codec) blob(b []byte, n int) []byte {
	if n == 0 {
		return nil
	}
	return k.cols.raw(b, n)
}

// value goes through one item of the shape, filling its holes.
func (k *codec) value(p path, depth int) {
	if len(k.rest) == 0 || depth > maxDepth || k.cols.err != nil || k.room() == 0 {
		k.cols.fail()
		return
	}
	here := place{k.kind, p.at}
	switch hole := k.rest[0]; hole {
	case holeUint, holeNeg, holeBalance, holeBytes, holeID, holeHash, holeText:
		k.rest = k.rest[1:]
		k.fill(hole, here)
		k.hole++
		return
	}
	it, rest, ok := nextItem(k.rest)
	if !ok || it.major < majorText {
		k.cols.fail()
		return
	}
	k.rest = rest
	k.pass(it)
	switch it.major {
	case majorArray:
		for i := uint64(0); i < it.arg && len(k.rest) > 0 && k.cols.err == nil; i++ {
			k.value(p.element(int(min(i, 7)), k.rest[0]>>5), depth+1)
		}
	case majorMap:
		for i := uint64(0); i < it.arg && k.cols.err == nil; i++ {
			key, rest, ok := nextItem(k.rest)
			if !ok || key.major > majorText {
				k.cols.fail()
				return
			}
			k.rest = rest
			k.pass(key)
			k.value(p.key(key), depth+1)
		}
	}
}

// pass carries over what the shape says itself.
func (k *codec) pass(it item) {
	if k.dec {
		k.out = append(append(k.out, it.head...), it.content...)
		return
	}
	_, k.in, _ = nextItem(k.in)
}

// fill carries over the value of one hole.
func (k *codec) fill(hole byte, here place) {
	var it item
	if !k.dec {
		it, k.in, _ = nextItem(k.in)
	}
	switch hole {
	case holeUint, holeNeg, holeBalance:
		it.major = hole >> 5
		if hole == holeBalance {
			it.major, it.arg = k.balance()
		} else {
			it.arg = k.number(it.major, it.arg, here)
		}
		if k.dec {
			k.out = appendHead(k.out, it.major, it.arg)
		}
		return
	case holeText:
		it.major, it.content = majorText, k.text(here, it.content)
	case holeID:
		var id coop.ID
		copy(id[:], it.content)
		id = k.id(domains[here], id)
		it.major, it.content = majorBytes, id[:]
	case holeHash:
		it.major, it.content = majorBytes, k.hash(it.content)
	default:
		n := k.cols.uint(sortSize, here, uint64(len(it.content)))
		it.major, it.content = majorBytes, k.blob(it.content, int(min(n, coop.MaxChangeBytes+1)))
	}
	if k.dec {
		k.out = append(appendHead(k.out, it.major, uint64(len(it.content))), it.content...)
	}
}
