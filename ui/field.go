package ui

import (
	"strconv"
	"strings"
	"time"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// dateEntry is a field for a day in the language of the screen.
func (s *Shell) dateEntry() *kit.DateEntry {
	return kit.NewDateEntry(s.layer, s.Text.dateWords(), s.today().Time(), s.parseDay,
		func(day time.Time) string { return s.Text.ShortDay(coop.DateFromTime(day)) })
}

// parseDay reads a day as people type it: 3/11/2026, 3-11-26, 3 11, 3 (of this month), 2026-11-03, and the words for
// today and yesterday.
func (s *Shell) parseDay(text string) (time.Time, string) {
	today := s.today()
	switch folded := strings.ToLower(strings.TrimSpace(text)); folded {
	case strings.ToLower(s.Text.T("ui.date.today")), "0", "+":
		return today.Time(), ""
	case strings.ToLower(s.Text.T("ui.date.yesterday")), "-":
		return today.AddDays(-1).Time(), ""
	}
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("/-. ", r) })
	numbers := []int{int(today) % 100, int(today) / 100 % 100, int(today) / 10000}
	if len(parts) == 3 && len(parts[0]) == 4 {
		parts[0], parts[2] = parts[2], parts[0]
	}
	if len(parts) < 1 || len(parts) > 3 {
		return time.Time{}, s.Text.T("ui.date.wrong")
	}
	for i, part := range parts {
		n, err := strconv.Atoi(part)
		if err != nil || n < 0 {
			return time.Time{}, s.Text.T("ui.date.wrong")
		}
		numbers[i] = n
	}
	if numbers[2] < 100 {
		numbers[2] += 2000
	}
	day := coop.Date(numbers[2]*10000 + numbers[1]*100 + numbers[0])
	if !day.Valid() || numbers[0] > 31 || numbers[1] > 12 {
		return time.Time{}, s.Text.T("ui.date.none", text)
	}
	return day.Time(), ""
}

// nikWarning says what is odd about a NIK; it may stand all the same.
func (s *Shell) nikWarning(nik string) string {
	nik = strings.TrimSpace(nik)
	if nik == "" || len(nik) == 16 && strings.Trim(nik, "0123456789") == "" {
		return ""
	}
	return s.Text.T("ui.member.nik-odd")
}

// parseMoney reads an amount as people type and paste it; the sentence says why it cannot.
func (s *Shell) parseMoney(text string) (int64, string) {
	text = strings.TrimSpace(strings.ToLower(text))
	text = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(text, "rp"), "."))
	text = strings.TrimSuffix(strings.TrimSuffix(text, "-"), ",")
	whole, sen, _ := strings.Cut(text, ",")
	whole = strings.ReplaceAll(strings.ReplaceAll(whole, ".", ""), " ", "")
	rupiah, err := strconv.ParseInt(whole, 10, 50)
	if err != nil || len(sen) > 2 || rupiah < 0 {
		return 0, s.Text.T("ui.money.wrong")
	}
	rest, err := strconv.ParseInt((sen + "00")[:2], 10, 50)
	if err != nil {
		return 0, s.Text.T("ui.money.wrong")
	}
	return rupiah*int64(coop.Rupiah) + rest, ""
}

// plainMoney writes an amount for a field: dots, no Rp.
func plainMoney(m coop.Money) string { return plain(uint64(max(m, 0))) }
