package coop

import (
	"slices"
	"strings"
)

// AdminBook is one of the administration books that a cooperative keeps beside its accounts.
type AdminBook struct {
	Key     string // names its notes (Note.Book), and its texts behind admin.book.
	Number  int    // in the customary list of sixteen; 0: a book of the cooperative's own
	Report  string // the statement that it is printed from; empty: it is typed line by line, or follows from data
	Data    bool   // it follows from what the book knows anyway: nobody types it
	Title   string // of a book of the cooperative's own
	Columns []AdminColumn
	Was     []AdminColumn // the customary columns, where the cooperative has chosen others
}

// AdminColumn is one column of a typed book; the key names a field of its notes.
type AdminColumn struct {
	Key   string // its text is admin.column. and the key; of an own column the title itself
	Title string // of a column of the cooperative's own
	Day   bool   // a day, typed and sorted as one
	Width float64
}

// SettingAdminBook with a key behind it is a book of the cooperative's own, or other columns of one of the sixteen:
// title and column titles, each behind a stroke. "Buku pinjam alat|Tanggal|Nama|Alat|Kembali".
const SettingAdminBook = "admin.book."

// customaryBooks are the sixteen administration books (domain §3.5: a customary list, whose origin in law was not
// found; columns [GK]).
var customaryBooks = []AdminBook{
	{Key: "members", Data: true},
	{Key: "board", Data: true},
	{Key: "supervisors", Data: true},
	{Key: "employees", Columns: []AdminColumn{
		{Key: "name", Width: 60},
		{Key: "job", Width: 45},
		{Key: "date", Day: true, Width: 24},
		{Key: "pay", Width: 30},
		{Key: "remark", Width: 40},
	}},
	{Key: "guests", Columns: []AdminColumn{
		{Key: "date", Day: true, Width: 24},
		{Key: "name", Width: 50},
		{Key: "institution", Width: 50},
		{Key: "purpose", Width: 60},
	}},
	{Key: "savings", Report: "savings", Data: true},
	{Key: "suggestions", Columns: []AdminColumn{
		{Key: "date", Day: true, Width: 24},
		{Key: "member", Width: 45},
		{Key: "suggestion", Width: 70},
		{Key: "answer", Width: 60},
	}},
	{Key: "advice", Columns: adviceColumns},
	{Key: "advice-agencies", Columns: adviceColumns},
	{Key: "decisions-supervisors", Data: true},
	{Key: "decisions-board", Data: true},
	{Key: "decisions-members", Data: true},
	{Key: "events", Columns: []AdminColumn{
		{Key: "date", Day: true, Width: 24}, {Key: "event", Width: 80}, {Key: "effect", Width: 70},
	}},
	{Key: "cash", Report: "cash-book", Data: true},
	{Key: "inventory", Report: "assets", Data: true},
	{Key: "letters", Columns: []AdminColumn{
		{Key: "number", Width: 40},
		{Key: "date", Day: true, Width: 24},
		{Key: "direction", Width: 26},
		{Key: "party", Width: 46},
		{Key: "subject", Width: 62},
	}},
}

var adviceColumns = []AdminColumn{
	{Key: "date", Day: true, Width: 24},
	{Key: "official", Width: 50},
	{Key: "advice", Width: 70},
	{Key: "follow-up", Width: 60},
}

// AdminBooks lists the sixteen books and after them those of the cooperative's own, as they hold on a day.
func AdminBooks(settings []SettingRow, day Date) []AdminBook {
	var books []AdminBook
	for i, b := range customaryBooks {
		b.Number = i + 1
		if own, ok := ownBook(b.Key, SettingText(settings, SettingAdminBook+b.Key, day)); ok && !b.Data {
			b.Was, b.Title, b.Columns = b.Columns, own.Title, own.Columns
		}
		books = append(books, b)
	}
	var keys []string
	for _, s := range settings {
		if key, is := strings.CutPrefix(s.Key, SettingAdminBook); is && !slices.Contains(keys, key) &&
			!slices.ContainsFunc(customaryBooks, func(b AdminBook) bool { return b.Key == key }) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	for _, key := range keys {
		if own, ok := ownBook(key, SettingText(settings, SettingAdminBook+key, day)); ok {
			books = append(books, own)
		}
	}
	return books
}

// AdminBookOf finds a book by its key.
func AdminBookOf(books []AdminBook, key string) (AdminBook, bool) {
	i := slices.IndexFunc(books, func(b AdminBook) bool { return b.Key == key })
	if i < 0 {
		return AdminBook{}, false
	}
	return books[i], true
}

// Bounds of a book of the cooperative's own: more columns find no room on paper.
const (
	AdminColumnsMost = 7
	adminTitleMost   = 60
)

// ownBook reads a setting. The keys of its columns are its titles, so that notes keep what was written under a title.
func ownBook(key, value string) (AdminBook, bool) {
	parts := strings.Split(value, "|")
	for i := range parts {
		parts[i] = strings.Join(strings.Fields(parts[i]), " ")
	}
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	if len(parts) < 2 || len(parts) > AdminColumnsMost+1 {
		return AdminBook{}, false
	}
	b := AdminBook{Key: key, Title: parts[0]}
	for _, title := range parts[1:] {
		day := strings.EqualFold(title, "tanggal") || strings.EqualFold(title, "date")
		b.Columns = append(b.Columns, AdminColumn{Key: title, Title: title, Day: day, Width: 40})
	}
	return b, true
}

// AdminBookValue is the setting of a book with these titles; a Problem says what is wrong with them.
func AdminBookValue(title string, columns []string) (string, error) {
	all := []string{title}
	for _, c := range columns {
		if c = strings.Join(strings.Fields(c), " "); c != "" {
			all = append(all, c)
		}
	}
	for i, s := range all {
		if s == "" || len([]rune(s)) > adminTitleMost || strings.ContainsRune(s, '|') || slices.Contains(all[:i], s) {
			return "", Problem{Key: "admin.wrong.title", Args: []any{s}}
		}
	}
	if len(all) < 2 || len(all) > AdminColumnsMost+1 {
		return "", Problem{Key: "admin.wrong.columns", Args: []any{AdminColumnsMost}}
	}
	return strings.Join(all, "|"), nil
}
