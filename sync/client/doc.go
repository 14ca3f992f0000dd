// Package client is the patient side of what travels: it brings a book's changes to a server and fetches what the book
// lacks, one exchange after the other, however often the line breaks; and it writes and reads the files that go by
// stick or chat. It sees the book through its own small interface (Book).
//
// It must not know how a book is stored (package store), what a change means beyond what travels with it, any window,
// or how a server works inside (sync/server). It never holds a screen up: Runner works in one goroutine of its own.
package client
