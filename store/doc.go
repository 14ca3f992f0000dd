// Package store is the book: one cooperative's log and the tables that follow from it, in one SQLite file, and the
// machine folder beside it that holds this device's keys.
//
// It alone speaks SQL on the device. What a change means it does not know: it hands changes to store/coop and keeps the
// rows that come back, in the same SQLite transaction (design §4). It must not know the network, the window, files of
// other programs, or how anything is worded on a screen or on paper.
//
// # The life of one recording
//
// Record (record.go) encodes an act as the next change of this device's log, lets the fold (store/coop) give it its
// meaning on an overlay over the tables (state.go), signs the new head, writes the rows and commits; only then does it
// return. An act that would not count is refused and leaves nothing behind.
//
// # What lies where
//
// The book file: the log (table change), the tables derived from it, and what has arrived but must wait. Each cell is
// log or derived, so Verify (verify.go) can prove every one of them and Rebuild can make them again. The machine folder
// (machine.go): private keys, what has left this machine, PINs and their tries, drafts. Never the other way round.
package store
