package ui

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// The pages of this file and its neighbours.
const (
	PageCorrect      = "correct"       // the id of the entry to be put right
	PageJournalEntry = "journal-entry" // what to begin with: see desk
	PageTemplates    = "templates"     // the name of one; empty for all
)

func init() {
	morePages[PageCorrect], morePages[PageJournalEntry] = newCorrect, newJournalEntry
	morePages[PageTemplates] = newTemplates
}

// desk is what the two forms that make entries have in common: what they begin with, the draft of what is half typed,
// the entry that is put right, and recording.
//
// What a form begins with stands in its route: an occasion, with a member's id behind a colon; @last, what this person
// recorded last; @like: and the id of an entry to be recorded once more; @fix: and the id of an entry to be put right;
// @template: and its name; @draft: and the key of an unfinished form. With nothing the last unfinished form goes on.
type desk struct {
	shell     *Shell
	page      string // PageRecord or PageJournalEntry
	begin     string
	route     Route  // under which it was opened
	key       string // of its draft
	data      deskData
	fix       *fixing // nil: a new entry
	draft     func() any
	about     func() string
	elsewhere Route // the other form has to do it
	typed     bool
	saving    bool
	recording bool
}

// deskData is what was read before the form is shown.
type deskData struct {
	others   []unfinished
	raw      json.RawMessage // the draft that goes on
	resumed  bool
	old      coop.EntryView // what the form is filled with
	fix      *fixing
	amount   bool // it is all filled in but for what differs: the amount
	pattern  string
	refused  string // why there is nothing to fill in
	occasion string
	member   string
}

func newDesk(s *Shell, page, begin string) *desk {
	return &desk{shell: s, page: page, begin: begin, route: s.here()}
}

// title is that of the page.
func (k *desk) title(usual string) string {
	if strings.HasPrefix(k.begin, fixKey) || strings.HasPrefix(k.begin, "@draft:"+fixKey) {
		return k.shell.Text.T("ui.correct.title")
	}
	return usual
}

// verb is what the main button does.
func (k *desk) verb() string {
	if k.fix != nil {
		return k.shell.Text.T("ui.correct.do")
	}
	return k.shell.Text.T("ui.command.record")
}

// load reads what the form begins with.
func (k *desk) load(ctx context.Context, book recordBook) (d deskData, err error) {
	drafts, err := k.shell.readDrafts()
	if err != nil {
		return d, err
	}
	if key, is := strings.CutPrefix(k.begin, "@draft:"); is {
		k.key, k.begin = key, ""
		if strings.HasPrefix(key, fixKey) {
			k.begin = key
		}
	}
	if err := k.loadBegin(ctx, book, &d); err != nil {
		return d, err
	}
	for _, u := range drafts {
		switch {
		case u.Key == k.key || k.key == "" && k.begin == "" && u.Page == k.page && !strings.HasPrefix(u.Key, fixKey):
			k.key, d.raw, d.resumed = u.Key, u.Data, true
			if u.Page != k.page {
				k.elsewhere = Route{Page: u.Page, Arg: "@draft:" + u.Key}
			}
		default:
			d.others = append(d.others, u)
		}
	}
	if k.key == "" {
		k.key = k.shell.drafts.free(k.page)
	}
	return d, nil
}

func (k *desk) loadBegin(ctx context.Context, book recordBook, d *deskData) (err error) {
	verb, rest, _ := strings.Cut(k.begin, ":")
	switch verb {
	case "@fix":
		k.key = k.begin
		d.fix, err = readFixing(ctx, k.shell, book, rest)
		if err == nil {
			d.old, d.refused, d.amount = d.fix.old, d.fix.refused, true
		}
	case "@like":
		id, wrong := coop.ParseID(rest)
		if wrong != nil {
			return wrong
		}
		d.amount = true
		if d.old, err = book.Entry(ctx, id); err != nil {
			return fmt.Errorf("read an entry: %w", err)
		}
	case "@last":
		d.amount = true
		if d.old, err = book.LastRecorded(ctx, k.shell.session); err == nil && d.old.ID.IsZero() {
			d.refused = k.shell.Text.T("ui.record.no-last")
		}
	case "@template":
		d.pattern = rest
	default:
		d.occasion, d.member = verb, rest
	}
	return err
}

// open takes over what was read; draft gives what the form holds and about says in few words what that is.
func (k *desk) open(d deskData, draft func() any, about func() string) {
	k.data, k.draft, k.about = d, draft, about
	if k.fix == nil {
		k.fix = d.fix
	}
	k.typed = d.resumed
}

// start goes to the other form where that one has to do it.
func (k *desk) start() bool {
	if k.elsewhere.Page == "" {
		return false
	}
	k.typed = false
	k.shell.Swap(k.elsewhere)
	return true
}

// changed keeps, a little later, what is half typed.
func (k *desk) changed() {
	k.typed = true
	if k.saving {
		return
	}
	k.saving = true
	k.shell.Later(draftAfter, func() {
		k.saving = false
		k.keep()
	})
}

// keep keeps what is half typed.
func (k *desk) keep() {
	open, is := k.shell.at.self.(drafter)
	if !k.typed || k.recording || !is || open.draftKey() != k.key {
		return
	}
	k.shell.keepDraft(k.key, k.page, k.about(), k.draft())
}

// leave keeps what is half typed before another page comes, and lets the way back lead to it.
func (k *desk) leave() {
	if !k.typed || k.recording {
		return
	}
	k.keep()
	for i, r := range k.shell.history {
		if r == k.route && k.fix == nil {
			k.shell.history[i] = Route{Page: k.page, Arg: "@draft:" + k.key}
		}
	}
}

// notices say what goes on here, and what else is unfinished.
func (k *desk) notices() []fyne.CanvasObject {
	t := k.shell.Text
	var all []fyne.CanvasObject
	if k.fix != nil {
		all = append(all, k.fix.notice())
	}
	if k.data.resumed {
		all = append(all, kit.Notice(kit.ToneWait, t.T("ui.record.draft"),
			kit.Quiet(t.T("ui.record.discard"), theme.DeleteIcon(), func() { k.discard(k.key) })))
	}
	for i, u := range k.data.others {
		if i == mostUnfinished || k.fix != nil {
			break
		}
		all = append(all, kit.Notice(kit.ToneSoft,
			t.T("ui.record.unfinished", u.Title, t.Moment(u.At, k.shell.Now())),
			kit.Button(t.T("ui.record.go-on"), theme.NavigateNextIcon(), func() { k.shell.goOn(u) }),
			kit.Quiet(t.T("ui.record.discard"), theme.DeleteIcon(), func() { k.discard(u.Key) })))
	}
	return all
}

// mostUnfinished is how many other unfinished forms are named above a form; the side bar counts them all.
const mostUnfinished = 2

// goOn opens an unfinished form.
func (s *Shell) goOn(u unfinished) { s.Go(Route{Page: u.Page, Arg: "@draft:" + u.Key}) }

// discard forgets an unfinished form, this one or another.
func (k *desk) discard(key string) {
	if key == k.key {
		k.typed = false
	}
	k.shell.Do(func(context.Context) error { return k.shell.dropDraft(key) }, k.shell.Reload)
}

// refusal is the page where there is nothing to fill in.
func (k *desk) refusal() fyne.CanvasObject {
	t := k.shell.Text
	parts := []fyne.CanvasObject{kit.Notice(kit.ToneWait, k.data.refused)}
	if k.fix != nil && !k.fix.instead.IsZero() {
		parts = append(parts, kit.Flow(0, kit.Main(t.T("ui.correct.see"), theme.NavigateNextIcon(), func() {
			k.shell.Swap(Route{Page: PageEntry, Arg: k.fix.instead.String()})
		})))
	}
	parts = append(parts, kit.Flow(0, kit.Quiet(t.T("ui.command.back"), nil, k.shell.Back)))
	return kit.Page(kit.Capped(44, 0.7, parts...))
}

// actions lets the form be kept as a template.
func (k *desk) actions() []fyne.CanvasObject {
	if k.data.refused != "" || k.fix != nil {
		return nil
	}
	return []fyne.CanvasObject{
		kit.Quiet(k.shell.Text.T("ui.template.title"), theme.FolderIcon(), k.shell.onTemplates),
	}
}

// dateWrong says what is wrong with the day of an entry: nothing is recorded in a closed month.
func (k *desk) dateWrong(date *kit.DateEntry, closed coop.Date) string {
	t := k.shell.Text
	if date.Text == "" {
		return t.T("ui.record.date-missing")
	}
	day, complaint := date.Day()
	if d := coop.DateFromTime(day); complaint == "" && d <= closed {
		return t.T("ui.record.date-closed", d.Month(), closed.AddDays(1))
	}
	return ""
}

// markDate says below the day when it is not the one on the clock, or lies in a closed month.
func (k *desk) markDate(date *kit.DateEntry, at *kit.Field, closed coop.Date) {
	t, today := k.shell.Text, k.shell.today()
	day, complaint := date.Day()
	if complaint != "" || day.IsZero() {
		return
	}
	switch d := coop.DateFromTime(day); {
	case d <= closed:
		at.Warn(t.T("ui.record.date-closed", d.Month(), closed.AddDays(1)))
	case d > today:
		at.Warn(t.T("ui.record.date-ahead", t.Day(d)))
	case d != today:
		at.Warn(t.T("ui.record.date-past", coop.DayText(d, t.Language())))
	}
}

// record records an entry, or puts one right by it; then the page of what was put right is opened, or again.
func (k *desk) record(entry coop.Entry, again func() Route) {
	s := k.shell
	acts := []coop.Act{{Kind: coop.KindEntry, Body: entry}}
	if k.fix != nil {
		var problems []coop.Problem
		if acts, problems = k.fix.acts(entry); len(problems) > 0 {
			s.Warn(problems[0])
			return
		}
	}
	form, failed := s.unfinished(k.key, k.page, k.about(), k.draft())
	if failed != nil {
		s.Warn(failed)
		return
	}
	var made []coop.Recorded
	var stays error
	k.recording = true
	s.Run(func() {
		ctx := context.Background()
		stays = s.sending(ctx, form, sumOf(entry.Date, entry.Remark, entry.Evidence, entry.Lines))
		if made, failed = s.Book.Record(ctx, s.session, acts...); failed == nil {
			stays = wrapDraft(errors.Join(stays, s.dropDraft(k.key)))
		}
	}, s.unlessAway(func() {
		k.recording = false
		if failed != nil {
			if s.late { // the form is gone from the screen: what was typed waits as a draft
				s.keepDraft(k.key, k.page, k.about(), k.draft())
			}
			s.Warn(failed)
			return
		}
		k.typed = false
		var amount coop.Money
		for _, l := range entry.Lines {
			amount += max(l.Amount, 0)
		}
		last := made[len(made)-1]
		if k.fix != nil {
			s.Swap(Route{Page: PageEntry, Arg: last.ID.String()})
			s.Tell("ui.correct.recorded", k.fix.old.Voucher, last.Voucher)
		} else {
			s.Swap(again())
			s.tellRecorded(last, amount, entry.Evidence)
		}
		if stays != nil {
			s.Warn(stays)
		}
	}))
}

// warnings says what is odd about an entry that can be recorded all the same: a till that would hold less than nothing,
// a member who takes out more than there is or pays simpanan pokok again. What it puts right is thought away first.
func (k *desk) warnings(c *choices, e coop.Entry) []string {
	t := k.shell.Text
	var words []string
	lines := e.Lines
	back := map[coop.ID]map[string]coop.Money{}
	if k.fix != nil {
		for _, l := range k.fix.old.Lines {
			lines = append(lines[:len(lines):len(lines)], coop.Line{Account: l.Account, Amount: -l.Amount})
			if back[l.Member] == nil {
				back[l.Member] = map[string]coop.Money{}
			}
			back[l.Member][l.Account] += l.Amount
		}
	}
	for _, short := range coop.ShortfallOf(c.balances, lines) {
		words = append(words, t.T("ui.record.short", t.In(short.Account.NameID, short.Account.NameEN), short.Left))
	}
	held := func(member coop.ID, account string) coop.Money {
		return c.savings[member][account] + back[member][account]
	}
	principal := coop.RatesOf(c.settings, coop.SettingPrincipal)
	for _, problem := range coop.CheckSavings(held, principal, e.Date, e.Lines) {
		words = append(words, t.T("ui.record.odd", t.Problem(problem)))
	}
	for _, problem := range slices.Concat(
		coop.CheckFrozen(c.members, e.Lines), coop.CheckTransfer(c.members, e.Lines),
	) {
		words = append(words, t.T("ui.record.odd", t.Problem(problem)))
	}
	blocked := func(member coop.ID, account string) coop.Money {
		return coop.Blocked(c.blocks, c.person, member, account, e.Date)
	}
	for _, problem := range coop.SavingRulesOf(c.settings).CheckBlocked(held, blocked, e.Date, e.Lines) {
		words = append(words, t.T("ui.record.odd", t.Problem(problem)))
	}
	return words
}
