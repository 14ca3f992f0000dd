package takeover

import "strings"

// field is what a column holds.
type field uint8

const (
	fieldNo field = iota
	fieldDate
	fieldText
	fieldEvidence
	fieldDebit
	fieldCredit
	fieldIn
	fieldOut
	fieldBalance
	fieldRemark
	fields
)

// headingWords are the headings under which treasurers keep each column, folded and without "Rp". A heading matches
// when it is one of them, or begins with one of them and a space.
var headingWords = [fields][]string{
	fieldNo:       {"no", "nomor", "no urut", "nomer"},
	fieldDate:     {"tanggal", "tgl", "tanggal transaksi", "date"},
	fieldText:     {"uraian", "transaksi", "deskripsi", "rincian", "perihal", "nama transaksi", "description"},
	fieldEvidence: {"bukti", "no bukti", "nomor bukti", "kode", "ref", "no kwitansi", "kuitansi", "kwitansi"},
	fieldDebit:    {"debet", "debit", "d"},
	fieldCredit:   {"kredit", "credit", "k"},
	fieldIn:       {"masuk", "penerimaan", "pemasukan", "uang masuk", "kas masuk", "terima", "in", "setoran"},
	fieldOut:      {"keluar", "pengeluaran", "uang keluar", "kas keluar", "bayar", "out", "penarikan"},
	fieldBalance:  {"saldo", "sisa", "balance", "saldo akhir"},
	fieldRemark:   {"keterangan", "ket", "catatan", "remark", "remarks"},
}

// headingField tells which column a heading names.
func headingField(s string) (field, bool) {
	s = strings.TrimSpace(strings.TrimSuffix(fold(s), " rp"))
	for f, words := range headingWords {
		for _, w := range words {
			if s == w {
				return field(f), true
			}
		}
	}
	for f, words := range headingWords {
		for _, w := range words {
			if len(w) > 2 && strings.HasPrefix(s, w+" ") {
				return field(f), true
			}
		}
	}
	return 0, false
}

// layout is where the columns of a sheet stand; -1 where there is none.
type layout struct {
	at     [fields]int
	header int // index into the rows of the first heading row
	rows   int // 1, or 2 when the heading stands in two rows ("Mutasi" above "Debet | Kredit")
}

// of gives the field of a column.
func (l layout) of(col int) (field, bool) {
	for f, at := range l.at {
		if at == col {
			return field(f), true
		}
	}
	return 0, false
}

// searchRows is how far down a heading is looked for.
const searchRows = 60

// findHeading locates the heading: the first row, or pair of rows, that names a text or remark column and both sides.
func findHeading(rows []rawRow) (layout, bool) {
	for i := range rows {
		if i >= searchRows {
			break
		}
		if l, ok := headingAt(rows[i : i+1]); ok {
			l.header = i
			return l, true
		}
		if i+1 < len(rows) {
			if l, ok := headingAt(rows[i : i+2]); ok && startsHeading(rows[i]) {
				l.header = i
				return l, true
			}
		}
	}
	return layout{}, false
}

// startsHeading keeps a title from being taken for the upper half of a heading.
func startsHeading(row rawRow) bool {
	found := 0
	for _, c := range row.cells {
		if _, ok := headingField(c.text); ok {
			found++
		}
	}
	return found >= 2
}

func headingAt(rows []rawRow) (layout, bool) {
	l := layout{rows: len(rows)}
	for f := range l.at {
		l.at[f] = -1
	}
	for _, row := range rows {
		for _, c := range row.cells {
			if f, ok := headingField(c.text); c.typ == text && ok && l.at[f] < 0 {
				l.at[f] = c.col
			}
		}
	}
	if l.at[fieldText] < 0 { // a book whose only words stand under "Keterangan"
		l.at[fieldText], l.at[fieldRemark] = l.at[fieldRemark], -1
	}
	sides := l.at[fieldDebit] >= 0 && l.at[fieldCredit] >= 0 || l.at[fieldIn] >= 0 && l.at[fieldOut] >= 0
	return l, sides && l.at[fieldText] >= 0
}

// left and right are the two money columns. explicit says that their headings name the direction ("Masuk", "Keluar").
func (l layout) money() (left, right int, explicit bool) {
	if l.at[fieldIn] >= 0 && l.at[fieldOut] >= 0 {
		return l.at[fieldIn], l.at[fieldOut], true
	}
	return l.at[fieldDebit], l.at[fieldCredit], false
}
