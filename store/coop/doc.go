// Package coop holds the cooperative's rules and the meaning of every change. Read this page first.
//
// It is pure: no SQL, no window, no network, no files, no clock and no chance; what it needs of them is handed in. It
// must not know who stores, sends or shows. Whatever is a rule about cooperatives stands here and nowhere else.
//
// # Words
//
// One word has one meaning, here and on the screen.
//
//   - book: one cooperative's data on one device.
//   - entry: one balanced journal entry, never altered once recorded. Never "transaction": that word is SQL's.
//   - line: one debit or credit of an entry, with the member, month, outlet, loan, … that its account asks for.
//   - change: one recorded fact (an entry, a member's new name, a closing), known by its hash.
//   - log: one device's changes in order, each chained to the one before by SHA-256. Only its device writes it.
//   - head: the last (seq, hash) of a log, signed by its device. A signed head proves everything before it.
//   - run: consecutive changes of one log on their way somewhere, with such a signature.
//   - past: of a change, its own log before it and all that it and those have seen of other logs.
//   - lamport: 1 + the greatest in a change's past. Changes are ordered by (lamport, hash), never by a clock.
//   - mark: a person's own signature on what they decided, over cooperative, kind and body.
//   - occasion: the treasurer's own word for an entry ("Terima simpanan wajib"): prompts, and the lines they become.
//   - outlet: gerai, a business unit. due: what a member owes for a month. rapel: one payment for several months.
//   - slip: kuitansi, the paper that money came or went; its check code proves it. A receipt is a server's word.
//   - once: the rule, subject and period of what may exist one time only, such as the reversal of an entry.
//   - close: a board member's marked statement of exactly what a period contains. It holds, or it does not.
//   - chore: what a month needs once: an asset's part, a recurring entry, interest. Never "run": that is of a log.
//   - finding: a reviewer's remark that wants an answer.
//   - count: what somebody found in a till or in a bank, beside what the book says; signed by a second person too.
//   - evidence: the paper or picture behind an entry. review: a verdict on entries (read, agreed, query).
//   - register: what is agreed, owned, planned or decided (loans, deposits, assets, budgets, meetings …), beside the
//     ledger; money moves by entries alone. decision: an approval of a register's change, by somebody else.
//   - exception: recorded but irregular (What); kept and shown, never dropped. Never "error".
//   - problem: something wrong with what was typed, before anything is recorded: a translation key and arguments.
//
// Four words of the domain keep one English name: Surplus is SHU (sisa hasil usaha), PrincipalSaving simpanan pokok,
// MandatorySaving simpanan wajib, VoluntarySaving simpanan sukarela; TermSaving is simpanan berjangka.
//
// # What always holds
//
//   - The derived tables (rows.go) are a function of the set of changes alone. Applying them in any order in which
//     each finds its past gives the same rows as the fold in the order (lamport, hash).
//   - Whether a change was allowed is judged in its own past, so the answer never changes afterwards. Only three
//     things look at the whole set, and are recomputed when it grows: which logs end where (cut.go), which closes
//     hold (close.go), and which of several with one once-id counts (place.go).
//   - Every entry that counts balances (I1); the trial balance is zero-sum (I2); assets are liabilities and equity
//     with the running surplus (I3); a control account is the sum of its members, and the counterparts of a month's
//     money are what that money moved (I4); a voucher series of a device, book and year has no gap (I6); no approval
//     that counts came from who recorded its subject (I12).
//   - A book is its founding change. Another founding is another book.
//   - Nothing is ever lost: what cannot be understood, or counts no more, is kept, chained and listed.
//   - Canonical bytes are frozen (testdata/canonical.txt). A new rule gets a new body version.
//
// # The life of one change
//
// Somebody answers an occasion's prompts (occasion_data.go). occasion_draft.go makes balanced lines of the answers and
// occasion_entry.go an Entry, with amounts, days and months read as people type them (money_parse.go, date_text.go,
// month_text.go) and savings looked at by dues.go, a member's number by nik.go. What is wrong so far is a Problem
// (problem.go) and nothing is recorded.
//
// The body (body.go) is encoded canonically and becomes a Change (change.go) at the end of its device's log: Fold.Next
// says behind which hash, and what the log has newly seen. On other devices it arrives in a Run; intake.go proves
// chain and signature, and keeps what must wait for its past or for an introduction.
//
// Fold.Apply (fold.go) gives it its meaning. Its place: lamport, past and branch (past.go, branch.go). Its body:
// readable and sound (decode.go). Its right: log and author, judged in its past (right.go), and whether its log still
// counts (cut.go). Then what it records: devices, people, settings and decisions (meaning.go), members (member.go),
// accounts (account.go), closes (close.go), the registers beside the ledger (register.go), or an entry (entry.go),
// which gets its voucher number and the day on which it posts (place.go). Running sums follow at once, so that a
// statement costs the number of accounts and not of entries. A revocation that comes late replays the log: slow, rare,
// and right.
//
// What is irregular is listed by exception.go, in the terms of what.go; invariant.go checks the sums. The rows lie in
// a State (state.go): the Map there, an Overlay over slower tables (overlay.go), the book's and the server's SQL.
// Every table describes itself (tables.go, record.go). Whoever reads gets the values of view.go.
package coop
