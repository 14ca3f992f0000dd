package takeover

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// classify gives the rows below the heading their kinds.
func classify(s *Sheet) {
	afterTotals, began := false, false
	for i := range s.Rows {
		r := &s.Rows[i]
		if r.Kind == Title || r.Kind == Header {
			continue
		}
		r.Kind = kindOf(r, afterTotals)
		if !began && beginsWithBalance(r) {
			r.Kind = Opening
		}
		began = began || r.Kind == Opening || r.Kind == Posting
		if r.Kind == Total {
			afterTotals = true
			label := fold(r.No + " " + r.Text)
			if !r.Stated && strings.HasPrefix(label, "saldo ") && (r.In == 0) != (r.Out == 0) {
				// A book without a column for the balance has it under one of the sides.
				r.Balance, r.Stated, r.In, r.Out = r.In+r.Out, true, 0, 0
			}
			r.monthOnly = hasWord(label, "bulan ini") && !hasAnyWord(label, "sampai", "s/d", "s d", "sd", "saldo")
		}
		if r.Kind == Posting {
			afterTotals = false
		}
	}
}

// kindOf reads one row. A total is labelled in the number's column, or in the text's without a date and number.
func kindOf(r *Row, afterTotals bool) Kind {
	label := fold(r.Text)
	numbered := isNumber(r.No)
	if !numbered && r.No != "" {
		label = fold(r.No + " " + r.Text)
	}
	if r.strayed && label != "" && (numbered || r.DateText != "") && !isHeaderAgain(r) {
		r.unread = true // an amount in words, not a signature
		r.Problems = append(r.Problems, problem("amount-unreadable", strings.Join(r.Outside, " ")))
	}
	money := r.In != 0 || r.Out != 0 || r.unread
	switch {
	case isHeaderAgain(r):
		return Header
	case isOpeningText(label) && (money || r.Stated):
		return Opening
	case isTotalText(label) && (!numbered || r.DateText == "") && (money || r.Stated || !numbered):
		return Total
	case money && (label != "" || r.DateText != "" || numbered || !afterTotals):
		return Posting
	case money:
		return Unknown
	case label == "" && r.DateText == "" && r.Remark == "" && r.Evidence == "":
		if len(r.Outside) > 0 && !r.Stated && (afterTotals || isSignatureText(fold(strings.Join(r.Outside, " ")))) {
			return Signature
		}
		return Blank
	case isSignatureText(label) || afterTotals && !numbered:
		return Signature
	case label == "" && numbered:
		return Blank // a number, a date filled down, nothing happened
	}
	return Unknown
}

func isNumber(s string) bool {
	_, ok := digits(strings.TrimSuffix(strings.TrimSuffix(s, ".0"), "."))
	return ok
}

func isHeaderAgain(r *Row) bool {
	f, ok := headingField(r.Text)
	return ok && f == fieldText && r.In == 0 && r.Out == 0 && len(r.Outside) > 0
}

// beginsWithBalance finds the opening by where it stands: the first row below the heading, with words and a balance
// but no money that moved ("Saldo Desember 2025", "Dibawa dari buku lama").
func beginsWithBalance(r *Row) bool {
	return (r.Kind == Posting || r.Kind == Unknown || r.Kind == Signature || r.Kind == Total) &&
		r.Text != "" && r.In == 0 && r.Out == 0 && !r.unread && r.Stated && r.Balance != 0
}

func isOpeningText(label string) bool {
	return hasAnyWord(label, "saldo", "sisa") &&
		hasAnyWord(label, "lalu", "awal", "sebelumnya", "sebelum", "pindahan") ||
		strings.HasPrefix(label, "pindahan dari")
}

func isTotalText(label string) bool {
	for _, p := range []string{
		"jumlah", "total", "sub total", "subtotal", "saldo akhir", "transaksi bulan ini",
		"mutasi bulan ini", "saldo bulan ini", "dipindahkan",
	} {
		if label == p || strings.HasPrefix(label, p+" ") {
			return true
		}
	}
	return hasAnyWord(label, "sampai bulan ini", "s/d bulan ini")
}

func isSignatureText(label string) bool {
	return hasAnyWord(label, "bendahara", "ketua", "sekretaris", "pengawas", "mengetahui", "menyetujui",
		"diperiksa", "dibuat oleh") && !strings.ContainsFunc(label, unicode.IsDigit)
}

// setKeys gives every recorded row its identity; see the package comment.
func setKeys(s *Sheet) {
	seen := map[string]int{}
	for i := range s.Rows {
		r := &s.Rows[i]
		if r.Kind != Opening && r.Kind != Posting {
			continue
		}
		page := strconv.Itoa(int(s.Month)) // a sheet may be renamed; its month stays
		if s.Month == 0 {
			page = fold(s.Name)
		}
		content := strings.Join([]string{
			"lumbung takeover row 1", string(s.Book), page, r.DateText, r.Text, r.Evidence,
			r.Remark, strconv.FormatInt(int64(r.In), 10), strconv.FormatInt(int64(r.Out), 10),
		}, "\x00")
		seen[content]++
		r.Key = sum(content, strconv.Itoa(seen[content]))
	}
}

func sum(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s", len(p), p)
	}
	return hex.EncodeToString(h.Sum(nil))
}
