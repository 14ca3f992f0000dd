package report

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// numberFormulas copies a workbook and marks the values of its formulas as numbers. The library marks them as text,
// which programs that do not reckon themselves would believe; all our formulas are sums.
func numberFormulas(w io.Writer, file []byte) error {
	in, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return err
	}
	out := zip.NewWriter(w)
	for _, part := range in.File {
		if !strings.HasPrefix(part.Name, "xl/worksheets/") {
			if err := out.Copy(part); err != nil {
				return err
			}
			continue
		}
		reader, err := part.Open()
		if err != nil {
			return err
		}
		xml, err := io.ReadAll(reader)
		if err != nil {
			return err
		}
		writer, err := out.Create(part.Name)
		if err != nil {
			return err
		}
		if _, err := writer.Write(bytes.ReplaceAll(xml, []byte(` t="str"><f>`), []byte("><f>"))); err != nil {
			return err
		}
	}
	return out.Close()
}

// prose writes a paragraph over all columns, in a row as high as it needs.
func (x *workbook) prose(row *Row, at int) error {
	words := row.Cells[x.sheet.nameColumn()]
	id, err := x.style(style{row: Prose, kind: Text, indent: row.Indent})
	if err != nil {
		return err
	}
	if err := x.put(1, at, words, id); err != nil {
		return err
	}
	last, err := excelize.CoordinatesToCellName(len(x.sheet.Columns), at)
	if err != nil {
		return err
	}
	if len(x.sheet.Columns) > 1 {
		if err := x.MergeCell(x.name, fmt.Sprintf("A%d", at), last); err != nil {
			return err
		}
	}
	wide := 0.0
	for _, width := range x.widths {
		wide += width
	}
	lines := 1 + int(float64(len([]rune(words.Text)))*1.08/max(wide, 20))
	return x.SetRowHeight(x.name, at, min(15*float64(lines), 400))
}

// tabName makes a title the name of a sheet: at most 31 letters, and none that a workbook forbids.
func tabName(title string) string {
	letters := []rune(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) {
			return '-'
		}
		return r
	}, title))
	return strings.TrimSpace(string(letters[:min(len(letters), 31)]))
}
