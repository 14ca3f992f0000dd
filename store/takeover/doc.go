// Package takeover turns the workbooks in which a treasurer kept her cash and bank books into proposals: pure values
// that say, row by row, what would be recorded and what is unsure, with a proof that every row and every rupiah is
// accounted for. It reads bytes and returns values; it must not know the book, SQL, the screen, files or the network,
// and it records nothing.
//
// # The way of a row
//
// Read opens the file (xlsx.go), finds heading and columns of each sheet (heading.go), decodes amounts exactly
// (amount.go) and dates with their doubts (date.go, dating.go), says what kind each row is (rows.go) and from the
// running balance which side of the sheet is money coming in (side.go). Propose places the rows: remembered decisions
// first (decision.go), then the rules (rule.go); it splits dues and rapel over their months (dues.go), meets the
// members (member.go), matches transfers between cash and bank (transfer.go) and proves each sheet (proof.go).
//
// # What is promised
//
//   - Rows read = rows recorded + rows in suspense + rows set aside, each with its kind or reason.
//
//   - Every proposed row balances against the account of its book, so cash and bank always agree with the rows. What
//     cannot be placed stands in suspense (29101) with its text.
//
//   - A row is proposed on a day inside the month of its sheet. So the balance at a month's end is that of the sheet
//     also when a date was mistyped; the date as written is kept beside it and the row is marked.
//
//   - A transfer between cash and bank goes through "Kas dalam Perjalanan" (11109) with one entry for each of the two
//     rows. One entry for both would be lost or doubled when the two books are taken over at different times; this way
//     the halves may come in any order, any number of times, and 11109 returns to zero when both are there.
//
//   - Sheets are taken in the order of their months, whatever file they stand in. The first opening balance of an
//     account opens the book; later ones repeat it. When a month before the book's opening balance is taken over
//     afterwards, that opening balance is reversed and the earlier one takes its place. So books and months may come
//     in any order.
//
//   - Where text and figures contradict each other (a "simpanan wajib" that is a simpanan pokok by amount and remark),
//     the money is held for the member (21105) rather than guessed.
//
// # How to call it
//
// A caller with a book does this, for a dry run up to Propose:
//
//	w, err := takeover.Read(name, data)                 // each file; err is a Problem
//	rules, err := takeover.LoadRules(assets' rules)     // err is a *RuleError
//	decisions, err := takeover.LoadMap(the map file, if there is one)
//	p := takeover.Propose(books, takeover.Options{Rules: rules, Occasions: …, Map: decisions,
//		Held: every entry of the book, Members: every member of the book})
//	for _, m := range p.NewMembers() { forms = append(forms, m.Input) }
//	acts, err := p.Acts(made) // made[m.Key] = the id of the member; members and acts in one transaction, all or none
//	takeover.WriteMap(p.Decisions)                      // what to ask, as a file to edit and give back
//
// Held and Members make a second take-over of the same rows add nothing, under whatever name the file comes. A
// book without dues rates may first record p.Rates(). To be shown: p.Sheets (one Proof a sheet: rows by fate, closing
// balance of the sheet and ours, where a difference began), p.Entries (one a row, with lines and reasons), p.Members
// (with Same: who may be the same person) and p.Problems. All are plain values; every Problem is the key of a text.
//
// # Identity
//
// Entry.Key is SHA-256 over the account of the book, the month of the sheet (its name where it is no month's), the
// row's own texts, date and amounts as written, and which of equal rows it is (the first, the second …). It holds
// neither the row's number nor its running balance: a row inserted above must not make all rows below it new ones. The
// same file again gives the same keys, whatever the file is called. A row whose own text, date or amount was edited is
// a new row.
package takeover
