package takeover

import (
	"errors"
	"fmt"
	"testing"
)

// A list of members reads the same from a workbook and from text, with amounts to the sen and members' noughts kept.
func TestReadTable(t *testing.T) {
	book := pack(t, `<worksheet><sheetData><row r="2"><c r="A2" t="inlineStr"><is><t>0001</t></is></c>`+
		`<c r="B2"><v>100000</v></c><c r="D2"><v>1222.5</v></c></row></sheetData></worksheet>`, "<sst/>")
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"a.xlsx": {book, "Januari [] [[] [0001 100000  1222,50]]"},
		"a.csv":  {[]byte("\xef\xbb\xbfNama;Pokok\r\nSiti, Hj;100.000\r\n"), " [] [[Nama Pokok] [Siti, Hj 100.000]]"},
		"a.txt":  {[]byte("Siti\t5\n"), " [] [[Siti 5]]"},
	} {
		got, err := ReadTable(name, c.data)
		if text := fmt.Sprint(got.Sheet, " ", got.Others, " ", got.Rows); err != nil || text != c.want {
			t.Errorf("%s: %q %v, want %q", name, text, err, c.want)
		}
	}
	for name, key := range map[string]string{"b.csv": "takeover.error.not-text", "b.xlsx": "takeover.error.not-xlsx"} {
		_, err := ReadTable(name, []byte{0xff, 0, 1})
		if p := (Problem{}); !errors.As(err, &p) || p.Key != key {
			t.Errorf("%s: %v, want %s", name, err, key)
		}
	}
}
