package wire

import "encoding/binary"

// columns keep values of one sort together, in the order in which each sort was first needed. What looks like chance
// (keys, signatures, boxes, new ids) lies apart in blob, where it does not spoil the compression of the rest.
type columns struct {
	order []*column
	by    map[columnKey]*column
	blob  []byte
	dec   bool
	err   error
	given [][]byte // columns to decode that nobody has asked for yet
}

type columnKey struct {
	sort  byte
	place place
}

// The sorts of columns.
const (
	sortShape byte = iota
	sortShapeText
	sortAt
	sortID
	sortNumber
	sortAmount
	sortZeros
	sortFigure
	sortTextCode
	sortText
	sortSize
)

type column struct{ b []byte }

func newColumns() *columns { return &columns{by: map[columnKey]*column{}} }

func (c *columns) fail() {
	if c.err == nil {
		c.err = ErrMalformed
	}
}

func (c *columns) column(sort byte, p place) *column {
	key := columnKey{sort, p}
	col := c.by[key]
	if col == nil {
		col = &column{}
		if c.dec {
			if len(c.given) == 0 {
				c.fail()
			} else {
				col.b, c.given = c.given[0], c.given[1:]
			}
		}
		c.by[key] = col
		c.order = append(c.order, col)
	}
	return col
}

// uint writes n, or reads it.
func (c *columns) uint(sort byte, p place, n uint64) uint64 {
	col := c.column(sort, p)
	if !c.dec {
		col.b = binary.AppendUvarint(col.b, n)
		return n
	}
	n, size := binary.Uvarint(col.b)
	if size <= 0 {
		c.fail()
		col.b = nil
		return 0
	}
	col.b = col.b[size:]
	return n
}

// bytes writes b, or reads n bytes.
func (c *columns) bytes(sort byte, p place, b []byte, n int) []byte {
	col := c.column(sort, p)
	if !c.dec {
		col.b = append(col.b, b...)
		return b
	}
	return c.cut(&col.b, n)
}

// raw writes b to the blob, or reads n bytes of it.
func (c *columns) raw(b []byte, n int) []byte {
	if !c.dec {
		c.blob = append(c.blob, b...)
		return b
	}
	return c.cut(&c.blob, n)
}

func (c *columns) cut(from *[]byte, n int) []byte {
	if n < 0 || n > len(*from) {
		c.fail()
		*from = nil
		return nil
	}
	out := (*from)[:n:n]
	*from = (*from)[n:]
	return out
}

// join gives all columns with their lengths in front.
func (c *columns) join() []byte {
	w := writer{}
	w.count(len(c.order))
	for _, col := range c.order {
		w.count(len(col.b))
	}
	for _, col := range c.order {
		w.raw(col.b)
	}
	return w.b
}

// content gives all columns without their lengths: what a dictionary is made of.
func (c *columns) content() []byte {
	var b []byte
	for _, col := range c.order {
		b = append(b, col.b...)
	}
	return b
}

// split is the reverse of join.
func split(data, blob []byte) (*columns, error) {
	r := reader{b: data}
	sizes := make([]int, r.count(1))
	for i := range sizes {
		sizes[i] = int(min(r.uint(), uint64(len(data)+1)))
	}
	c := newColumns()
	c.dec, c.blob = true, blob
	for _, n := range sizes {
		c.given = append(c.given, r.take(n))
	}
	return c, r.end()
}

// end checks that everything was asked for.
func (c *columns) end() error {
	left := len(c.blob) + len(c.given)
	for _, col := range c.order {
		left += len(col.b)
	}
	if c.err == nil && left > 0 {
		c.fail()
	}
	return c.err
}
