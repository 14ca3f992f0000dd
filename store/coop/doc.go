// Package coop holds the cooperative's rules and the meaning of every change. Read this page first.
//
// It is pure: no SQL, no window, no network, no files and no clock. It must not know who stores, sends or shows.
//
// # Words
//
//   - book: one cooperative's data on one device. entry: one balanced journal entry, immutable once recorded.
//     line: one debit or credit of an entry. change: one recorded fact. log: one device's changes in order, chained by
//
// SHA-256. head: a log's last (seq, hash), signed by its device. once: what may exist only one time. close: a board
//
//	  member's signed statement of what a period contains. exception: recorded but irregular; kept and shown.
//	- Surplus is SHU (sisa hasil usaha), PrincipalSaving simpanan pokok, MandatorySaving simpanan wajib,
//	  VoluntarySaving simpanan sukarela, TermSaving simpanan berjangka.
//
// # Invariants
//
// The derived tables (rows.go) are a function of the set of changes alone: Fold.Apply in any causal order gives the
// same rows as the fold in the order (lamport, hash). Every entry that counts balances; a control account equals the
// sum of its subjects; voucher numbers of a device, book and year have no gap; nobody approves what they recorded.
//
// # The life of one change
//
// A body (body.go) is encoded canonically and becomes a Change (change.go) at the end of its device's log. Fold.Apply
// (fold.go) gives it its place: its past and lamport (past.go), whether its log and author are entitled (right.go),
// what it records (member.go, account.go, setting.go, entry.go, review.go), on which day an entry posts and which of
// several with one once-id counts (place.go, close.go). Running sums follow (sums.go), so that a statement costs the
// number of accounts and not of entries. What is irregular is listed (exception.go), never dropped.
package coop
