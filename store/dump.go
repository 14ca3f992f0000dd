package store

import (
	"bufio"
	"context"
	"database/sql/driver"
	"fmt"
	"io"

	"lumbung/store/coop"
)

// Dump writes the derived tables as ordered text, a row a line: two books with the same changes give the same bytes.
// What only arrived (LocalTables) is not in it: that differs from device to device.
func (b *Book) Dump(ctx context.Context, w io.Writer) (err error) {
	l, err := dial(ctx, source(b.at.File, reading...))
	if err != nil {
		return fmt.Errorf("store: dump: %w", err)
	}
	defer l.close()
	if err := l.script("BEGIN"); err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	for _, t := range coop.Tables {
		if err := ctx.Err(); err != nil {
			return err
		}
		q := statements[t]
		err := l.query(q.scan[0], nil, q.width, func(cells []driver.Value) bool {
			writeRow(out, t, cells)
			return true
		})
		if err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("store: dump: %w", err)
	}
	return nil
}

func writeRow(out *bufio.Writer, t *coop.Table, cells []driver.Value) {
	out.WriteString(t.Name)
	for i, c := range cells {
		switch c := c.(type) {
		case int64:
			fmt.Fprintf(out, " %s=%d", t.Columns[i].Name, c)
		case string:
			fmt.Fprintf(out, " %s=%q", t.Columns[i].Name, c)
		case []byte:
			fmt.Fprintf(out, " %s=%x", t.Columns[i].Name, c)
		default:
			fmt.Fprintf(out, " %s=?%T:%v", t.Columns[i].Name, c, c)
		}
	}
	out.WriteByte('\n')
}
