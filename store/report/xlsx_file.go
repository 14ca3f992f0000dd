package report

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
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
	id, err := x.style(style{row: Prose, kind: Text, indent: row.Indent, wrap: true})
	if err != nil {
		return err
	}
	return x.across(words.Text, id, at)
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
