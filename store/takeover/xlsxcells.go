package takeover

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

type xmlText struct {
	T    string `xml:"t"`
	Runs []struct {
		T string `xml:"t"`
	} `xml:"r"`
}

func (x xmlText) String() string {
	var b strings.Builder
	b.WriteString(x.T)
	for _, run := range x.Runs {
		b.WriteString(run.T)
	}
	return clip(b.String())
}

// clip bounds a text and makes it one trimmed line of valid UTF-8.
func clip(s string) string {
	if len(s) > maxText {
		s = s[:maxText]
	}
	return strings.Join(strings.Fields(strings.ToValidUTF8(s, "?")), " ")
}

// elements calls each for every element of one name, wherever it stands in the part.
func (o *opener) elements(part, name string, each func(*xml.Decoder, xml.StartElement) error) error {
	r, err := o.part(part)
	if err != nil {
		return err
	}
	defer r.Close()
	d := xml.NewDecoder(r)
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == name {
			if err := each(d, start); err != nil {
				return err
			}
		}
	}
}

func (o *opener) sharedStrings(part string) error {
	if part == "" {
		return nil // a workbook of numbers only, or with its texts inside the cells
	}
	return o.elements(part, "si", func(d *xml.Decoder, start xml.StartElement) error {
		var x xmlText
		if err := d.DecodeElement(&x, &start); err != nil {
			return err
		}
		if len(o.shared) >= maxCells {
			return o.tooLarge()
		}
		o.shared = append(o.shared, x.String())
		return nil
	})
}

type xmlCell struct {
	Ref     string  `xml:"r,attr"`
	Type    string  `xml:"t,attr"`
	Formula *string `xml:"f"`
	Value   string  `xml:"v"`
	Inline  xmlText `xml:"is"`
}

// sheet reads the cells of one sheet; rows without any text are left out.
func (o *opener) sheet(part string) ([]rawRow, error) {
	var rows []rawRow
	last := 0
	err := o.elements(part, "row", func(d *xml.Decoder, start xml.StartElement) error {
		n := last + 1
		if r, err := strconv.Atoi(attr(start, "r")); err == nil {
			n = r
		}
		if n <= last || n > maxRowN { // rows out of order: not a sheet that a spreadsheet program wrote
			return o.damaged()
		}
		last, o.row = n, n
		cells, err := o.rowCells(d)
		if err != nil || len(cells) == 0 {
			return err
		}
		if o.rows++; o.rows > maxRows {
			return o.tooLarge()
		}
		rows = append(rows, rawRow{n: n, cells: cells})
		return nil
	})
	return rows, err
}

func attr(start xml.StartElement, name string) string {
	for _, a := range start.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// rowCells reads up to the end of the row element.
func (o *opener) rowCells(d *xml.Decoder) ([]cell, error) {
	var cells []cell
	next := 0
	for {
		token, err := d.Token()
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.EndElement:
			return cells, nil
		case xml.StartElement:
			if t.Name.Local != "c" {
				if err := d.Skip(); err != nil {
					return nil, err
				}
				continue
			}
			var x xmlCell
			if err := d.DecodeElement(&x, &t); err != nil {
				return nil, err
			}
			if o.cells++; o.cells > maxCells {
				return nil, o.tooLarge()
			}
			col := column(x.Ref, next)
			if col < next {
				return nil, o.damaged()
			}
			next = col + 1
			if c := o.cell(x); c.text != "" && col < maxColumns {
				c.col = col
				cells = append(cells, c)
			}
		}
	}
}

// column turns "AB12" into 27; next is the answer when the cell does not say where it stands.
func column(ref string, next int) int {
	col := 0
	for i := 0; i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z' && i < 4; i++ {
		col = col*26 + int(ref[i]-'A') + 1
	}
	if col == 0 {
		return next
	}
	return col - 1
}

func (o *opener) cell(x xmlCell) cell {
	value := clip(x.Value)
	switch x.Type {
	case "s":
		if i, err := strconv.Atoi(value); err == nil && i >= 0 && i < len(o.shared) {
			return cell{typ: text, text: o.shared[i]}
		}
		return cell{typ: failed, text: value}
	case "inlineStr":
		return cell{typ: text, text: x.Inline.String()}
	case "str":
		return cell{typ: text, text: value}
	case "d":
		return cell{typ: isoDate, text: value}
	case "b":
		return cell{typ: boolean, text: value}
	case "e":
		return cell{typ: failed, text: value}
	}
	if value == "" && x.Formula != nil {
		return cell{typ: unsaved, text: "="}
	}
	return cell{typ: number, text: value}
}
