// Package simulate plays a whole village: real books, the real server, lines that break at any byte and files carried
// on a stick, all in one process and from one seed. It holds tests only and may import everything; no program may stand
// on it, and it must not know how anything is stored or sent: it records, exchanges, compares.
package simulate
