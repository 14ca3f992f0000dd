package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// The pages. What Arg means stands beside each.
const (
	PageWelcome     = "welcome"
	PageFound       = "found"
	PageRecovery    = "recovery"
	PageJoin        = "join"
	PageLogin       = "login"
	PageSync        = "sync"
	PageInvite      = "invite"
	PageParcel      = "parcel"
	PageHome        = "home"
	PageRecord      = "record"   // an occasion, and a member's id behind a colon; more in desk.go
	PageJournal     = "journal"  // a month as 2026-11; empty for this one
	PageEntry       = "entry"    // an entry's id
	PageReversal    = "reversal" // the id of the entry to be reversed
	PageReports     = "reports"
	PageReport      = "report" // a statement, @ a month or y and a month of a year, @ an account
	PageAttention   = "attention"
	PageException   = "exception"    // what, subject, account and month: exceptionArg
	PageFinding     = "finding"      // a finding's id
	PageFindingForm = "finding-form" // the id of the entry that it is about
	PageCopy        = "copy"
	PagePeople      = "people"
	PagePIN         = "pin"
	PageDues        = "dues" // the id of a member to begin with; empty: where it was
	PageDuesConfirm = "dues-confirm"
	PageMembers     = "members"     // the text searched for
	PageMember      = "member"      // a member's id
	PageTakeover    = "takeover"    // a step and what it is about; empty for the first
	PageOpening     = "opening"     // a step, and the number of a row behind a colon; empty for the first
	PageMemberForm  = "member-form" // a member's id; empty for a new one
	PageEverything  = "everything"
	PageSlip        = "slip"  // the id of an entry
	PageCheck       = "check" // a code to begin with
	PageKept        = "kept"  // the path of a paper
	PageSettings    = "settings"
	PageRates       = "rates"
	PageLetterhead  = "letterhead"
	PageOutlets     = "outlets"
	PageOutlet      = "outlet" // an outlet's code; empty for a new one
	PageAccounts    = "accounts"
	PageAccount     = "account" // an account's code; empty for a new one
	PageOccasions   = "occasions"
	PageOccasion    = "occasion" // an occasion's id; empty for a new one
	PageGlossary    = "glossary"
	PageGuide       = "guide"
)

// pageOf makes the page of a route. Every page stands here or in morePages, once.
func (s *Shell) pageOf(r Route) page {
	switch r.Page {
	case PageLogin:
		return newLogin(s)
	case PageWelcome:
		return newWelcome(s)
	case PageFound:
		return newFound(s)
	case PageRecovery:
		return newRecovery(s)
	case PageJoin:
		return newJoin(s)
	case PageSync:
		return newSync(s)
	case PageInvite:
		return newInvite(s)
	case PageParcel:
		return newParcel(s)
	case PageTakeover:
		return newTakeover(s, r.Arg)
	case PageOpening:
		return newOpening(s, r.Arg)
	case PageRecord:
		return newRecord(s, r.Arg)
	case PageJournal:
		return newJournal(s, r.Arg)
	case PageEntry:
		return newEntry(s, r.Arg)
	case PageReversal:
		return newReversal(s, r.Arg)
	case PageReports:
		return newReports(s)
	case PageReport:
		return newReport(s, r.Arg)
	case PageAttention:
		return newAttention(s)
	case PageException:
		return newException(s, r.Arg)
	case PageFinding:
		return newFinding(s, r.Arg)
	case PageFindingForm:
		return newFindingForm(s, r.Arg)
	case PagePeople:
		return newPeople(s)
	case PagePIN:
		return newPIN(s)
	case PageCopy:
		return newCopy(s)
	case PageMembers:
		return newMembers(s, r.Arg)
	case PageMember:
		return newMember(s, r.Arg)
	case PageMemberForm:
		return newMemberForm(s, r.Arg)
	case PageEverything:
		return newEverything(s)
	}
	if more := morePages[r.Page]; more != nil {
		return more(s, r.Arg)
	}
	return newHome(s)
}

// morePages are pages that their own files bring, each in its init, so that the list of all need not grow for ever.
var morePages = map[string]func(s *Shell, arg string) page{}

// plain makes a page that is about nothing in particular.
func plain(make func(*Shell) page) func(*Shell, string) page {
	return func(s *Shell, _ string) page { return make(s) }
}

// placeOf is the entry of the side bar that a page belongs to.
func placeOf(r Route) string {
	switch r.Page {
	case PageMember, PageMemberForm:
		return PageMembers
	case PageDuesConfirm:
		return PageDues
	case PageInvite, PageParcel, PagePeople:
		return PageSync
	case PageException, PageFinding, PageReview, PageSample:
		return PageAttention
	case PageEntry, PageReversal, PageFindingForm, PageCorrect, PageEvidence, PageEvidenceForm, PageEvidenceView,
		PageSlip:
		return PageJournal
	case PageJournalEntry, PageTemplates:
		return PageRecord
	case PageReport, PagePack, PagePackWords:
		return PageReports
	case PageTakeover, PagePIN, PageSettings, PageRates, PageLetterhead, PageOutlets, PageOutlet, PageAccounts,
		PageAccount, PageOccasions, PageOccasion, PageGlossary, PageGuide, PageCheck, PageKept, PageBackups, PageAdmin,
		PageAdminBook, PageAdminLine, PageAdminNew, PageSurplus, PageSurplusShares, PageSurplusMembers,
		PageSurplusMember, PageSurplusDivide, PageSurplusPay, PageSurplusRules, PageSurplusCover, PageMeetings,
		PageMeetingForm, PageMeeting, PageAttendance, PageMinutes, PageMinutesSign:
		return PageEverything
	}
	return r.Page
}

// Go opens a page; the one before stays on the way back.
func (s *Shell) Go(r Route) {
	if s.shut(r) {
		return
	}
	if n := len(s.history); n == 0 || s.history[n-1] != r {
		s.history = append(s.history, r)
	}
	s.open(r)
}

// Swap opens a page in the place of the one that is open: a form that is done is not gone back to. It does nothing
// where the person has gone elsewhere since the form was handed in.
func (s *Shell) Swap(r Route) {
	if s.late || s.shut(r) {
		return
	}
	s.done()
	s.history = s.history[:max(len(s.history)-1, 0)]
	s.Go(r)
}

// Back opens the page before, where there is one; help that stands beside the page goes first. As with Swap, what
// follows some work no longer leads away from where the person has gone meanwhile.
func (s *Shell) Back() {
	if s.late {
		return
	}
	if s.helping {
		s.onHelp()
		return
	}
	if len(s.history) < 2 {
		return
	}
	s.history = s.history[:len(s.history)-1]
	s.open(s.here())
}

// Reload reads and draws the open page anew; behind some work, not one that the person has gone to meanwhile and types
// in.
func (s *Shell) Reload() {
	if busy, is := s.at.self.(steady); s.late && is && busy.busy() {
		s.refreshStatus()
		return
	}
	s.leaving() // the way to what is half typed is another one from then on
	s.open(s.here())
}

func (s *Shell) here() Route {
	if len(s.history) == 0 {
		return Route{Page: PageHome}
	}
	return s.history[len(s.history)-1]
}

// open reads the page of a route away from the window and then shows it, unless another was asked for meanwhile.
func (s *Shell) open(r Route) { s.again(s.pageOf(r)) }

// again reads a page that is already made and shows it: the same page with another month or text.
func (s *Shell) again(made page) {
	s.leaving()
	s.cancel()
	ctx, cancel := context.WithCancel(context.Background())
	s.cancel = cancel
	s.serial++
	serial := s.serial
	var (
		draw func() fyne.CanvasObject
		info coop.Info
		own  *ownOccasions
		held map[string][]string
		err  error
	)
	ownAt, unheld := s.ownAt, s.unheld()
	s.Run(func() {
		if draw, err = made.fetch(ctx); err == nil && s.Book != nil {
			if info, err = s.Book.Info(ctx); err == nil && info.Changes != ownAt {
				own, err = readOwn(ctx, s.Book)
			}
			if err == nil {
				held, err = readHeld(s.Book, unheld, info.Head)
			}
		}
	}, func() {
		if serial != s.serial {
			return
		}
		cancel()
		if err != nil {
			s.put(made, s.failed(err))
			return
		}
		if s.astray(info) {
			return
		}
		if s.Exchange != nil && info.Head.Seq > s.info.Head.Seq && s.info.Head.Seq > 0 {
			s.Exchange.Nudge()
		}
		s.info = info
		s.takeOwn(own, info.Changes)
		s.takeHeld(held)
		s.layer.Forget()
		body := draw()
		s.putBack(made)
		s.put(made, body)
		if done := s.drafts.takeDone(); done != "" {
			s.Tell("ui.record.was-recorded", done)
		}
		s.recount()
	})
}

// astray leads from where one cannot be: a copied book says so before anything else, until it may go on.
func (s *Shell) astray(info coop.Info) bool {
	switch here := s.here().Page; {
	case info.Copy && (here == PageLogin || here == PageHome):
		s.history = nil
		s.Go(Route{Page: PageCopy})
	case s.Book != nil && !info.Copy && here == PageCopy:
		s.Home()
	default:
		return false
	}
	return true
}

// recount counts what waits for somebody, whenever the book has changed: the side bar says it on every page.
func (s *Shell) recount() {
	if s.Book == nil || s.session.User.IsZero() || s.counted == s.info.Changes {
		return
	}
	counted, waiting := s.info.Changes, 0
	s.Do(func(ctx context.Context) (err error) {
		waiting, err = countWaiting(ctx, s.Book)
		return err
	}, func() {
		s.counted, s.waiting = counted, waiting
		s.frame.count()
	})
}

// put sets a drawn page into the frame.
func (s *Shell) put(made page, body fyne.CanvasObject) {
	s.at, s.drawn = made, body
	s.layer.CloseAny()
	s.Window.Canvas().Unfocus()
	s.frame.put(made, body)
	if begins, is := made.self.(starter); is {
		begins.start()
	}
	s.frame.explain()
	if s.here().Page == PageReport {
		s.Prefs.SetBool(prefReported, true)
	}
}

// failed is the page in the place of one that could not be read.
func (s *Shell) failed(err error) fyne.CanvasObject {
	return kit.Inset(1, kit.Capped(40, 0.5,
		kit.Notice(kit.ToneBad, s.Text.Sentence(err)),
		kit.Flow(0.5, kit.Main(s.Text.T("ui.error.again"), nil, s.Reload))))
}

func (s *Shell) refreshStatus() {
	if s.Book == nil {
		return
	}
	var info coop.Info
	s.Do(func(ctx context.Context) (err error) {
		info, err = s.Book.Info(ctx)
		return err
	}, func() {
		s.info = info
		s.frame.status()
	})
}
