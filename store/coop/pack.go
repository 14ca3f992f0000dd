package coop

import (
	"slices"
	"strconv"
	"strings"
)

// PackBook is the book of notes (Note.Book) that holds the words of the annual meeting's papers.
const PackBook = "rat"

// PackSection is one piece of words in the papers of the annual meeting: what a person writes beside the figures, kept
// for next year.
type PackSection struct {
	Key string // of the note, and behind pack.words. of the text that is offered first
	Of  string // the document that it stands in: "lpj", "audit", "notes", "plan", "supervisors", "minutes"
	// OfYear says that it tells what happened in one year: last year's words begin the next ones, but are not printed
	// for another year unless somebody recorded them again.
	OfYear bool
}

// PackSections are the pieces of words in the order in which the papers print them. The parts of the board's account
// (LPJ) are those of domain §10.1: organisation, membership, business, capital; those of the notes domain §10.
func PackSections() []PackSection {
	return []PackSection{
		{Key: "lpj.preface", Of: "lpj"},
		{Key: "lpj.organisation", Of: "lpj"},
		{Key: "lpj.members", Of: "lpj"},
		{Key: "lpj.business", Of: "lpj"},
		{Key: "lpj.capital", Of: "lpj"},
		{Key: "lpj.problems", Of: "lpj", OfYear: true},
		{Key: "lpj.closing", Of: "lpj"},
		{Key: "audit.opinion", Of: "audit", OfYear: true},
		{Key: "notes.general", Of: "notes"},
		{Key: "notes.policies", Of: "notes"},
		{Key: "notes.related", Of: "notes"},
		{Key: "notes.commitments", Of: "notes"},
		{Key: "notes.events", Of: "notes", OfYear: true},
		{Key: "plan.work", Of: "plan", OfYear: true},
		{Key: "supervisors.report", Of: "supervisors", OfYear: true},
		{Key: "supervisors.advice", Of: "supervisors", OfYear: true},
		{Key: "minutes.course", Of: "minutes", OfYear: true},
	}
}

// Fields of a note of the PackBook.
const (
	PackFieldSection = "section"
	PackFieldText    = "text"
)

// PackNote gives the words that were written for a section of a year's papers; none where nobody wrote any.
func PackNote(notes []NoteView, section string, year int64) (NoteView, bool) {
	at := -1
	for i, n := range notes {
		if n.Book == PackBook && n.Year == year && n.Fields[PackFieldSection] == section {
			at = i // the last counts: two devices may each have written the first
		}
	}
	if at < 0 {
		return NoteView{}, false
	}
	return notes[at], true
}

// PackStart gives the words of the last year before this one in which somebody wrote the section: where this year's
// begin.
func PackStart(notes []NoteView, section string, year int64) (NoteView, bool) {
	at := -1
	for i, n := range notes {
		if n.Book == PackBook && n.Year < year && n.Fields[PackFieldSection] == section &&
			(at < 0 || n.Year >= notes[at].Year) {
			at = i
		}
	}
	if at < 0 {
		return NoteView{}, false
	}
	return notes[at], true
}

// PackWords gives the words that are printed for a section of a year's papers: those written for it or, of a section
// that does not tell of one year, the last that were written before.
func PackWords(notes []NoteView, section PackSection, year int64) (NoteView, bool) {
	if n, ok := PackNote(notes, section.Key, year); ok || section.OfYear {
		return n, ok
	}
	return PackStart(notes, section.Key, year)
}

// FillWords puts figures of the ledger into words: {shu} becomes what facts say of "shu". What facts do not know stays
// as it is written. So last year's words tell this year's figures.
func FillWords(text string, facts map[string]string) string {
	pairs := make([]string, 0, 2*len(facts))
	for key, value := range facts {
		pairs = append(pairs, "{"+key+"}", value)
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// NoteView is a line of an administration book, or words of the annual papers, as it stands now.
type NoteView struct {
	Note
	ID         ID // of the first change of the line: what a change of it names as its Subject
	At         int64
	AuthorName string
}

// LiveNotes leaves of notes in their order (lamport, hash) what stands now: of each line its last change, and none of
// a line whose last change has no fields. Lines keep the order in which they were begun.
func LiveNotes(all []NoteView) []NoteView {
	lines := map[ID]int{}
	var live []NoteView
	for _, n := range all {
		line := n.ID
		if !n.Subject.IsZero() {
			line = n.Subject
		}
		at, known := lines[line]
		if !known {
			at = len(live)
			lines[line] = at
			live = append(live, n)
		}
		n.ID = line
		live[at] = n
	}
	return slices.DeleteFunc(live, func(n NoteView) bool { return len(n.Fields) == 0 })
}

// Settings of the report on what membership is worth (laporan promosi ekonomi anggota; columns [GK], domain §10, as of
// July 2026). The market's prices and rates stand in no ledger, so the cooperative says them; until then they are 0 and
// the report shows no benefit rather than a guessed one. All are basis points.
const (
	SettingMarketPrice  = "promotion.price."        // + account: how much dearer the same costs elsewhere, of our price
	SettingMarketLoan   = "promotion.market-loan"   // a year's interest on a loan elsewhere
	SettingMarketSaving = "promotion.market-saving" // a year's interest on savings elsewhere
)

// PromotionRate reads one of these settings in basis points on a day; 0 where nobody said it.
func PromotionRate(settings []SettingRow, key string, day Date) int64 {
	rate, err := strconv.ParseInt(SettingText(settings, key, day), 10, 64)
	if err != nil || rate < 0 {
		return 0
	}
	return rate
}
