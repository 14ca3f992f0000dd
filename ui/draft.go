package ui

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"

	"lumbung/store/coop"
)

// unfinished is a form that somebody began to fill in.
type unfinished struct {
	Key   string          `json:"key"`   // of the form
	Title string          `json:"title"` // what it is about, as it was shown
	At    int64           `json:"at"`    // minutes since 1970 UTC
	Page  string          `json:"page"`  // that goes on with it
	Data  json.RawMessage `json:"data"`
	Sent  *sent           `json:"sent,omitempty"` // it was handed in to be recorded
}

// sent marks a form on the disk just before it is recorded. Where the program is killed between the commit and taking
// the draft away, the mark tells the next start that the form is done: to offer it again would be to record it twice.
type sent struct {
	Seq int64  `json:"seq"` // of the last change of this device before
	Sum string `json:"sum"` // what was to be recorded
}

// drafts are the unfinished forms of whoever sits here. What a key has put into memory is what every page reads from
// then on, at once: a page that was opened right behind a quick key used to read the file before the last letters had
// reached it. The file follows, always with the latest of all forms, so that it does not matter which write comes last.
type drafts struct {
	mu      sync.Mutex // guards what follows, for a moment only: the window waits for it
	book    draftBook
	user    coop.ID
	list    []unfinished
	done    string     // the voucher of one that was recorded just before the program was killed
	writing sync.Mutex // one write after the other
}

// draftsKey is where a person's unfinished forms lie.
func draftsKey(user coop.ID) string { return "unfinished@" + user.String() }

// read gives the unfinished forms, the latest first. Of those on the disk it forgets what was recorded all the same.
func (d *drafts) read(
	book draftBook, user coop.ID, recorded func(*sent) (voucher string, is bool, err error),
) ([]unfinished, error) {
	d.mu.Lock()
	known := d.book == book && d.user == user
	list := slices.Clone(d.list)
	d.mu.Unlock()
	if known {
		return list, nil
	}
	data, err := book.Draft(draftsKey(user))
	if err != nil {
		return nil, fmt.Errorf("read the unfinished forms: %w", err)
	}
	var kept []unfinished
	if json.Unmarshal(data, &kept) != nil {
		kept = nil // of another program: no reason to stop
	}
	var open []unfinished
	done := ""
	for _, u := range kept {
		if u.Sent != nil {
			voucher, is, err := recorded(u.Sent)
			if err != nil {
				return nil, fmt.Errorf("look whether a form was recorded: %w", err)
			}
			if is {
				done = orElse(voucher, u.Title)
				continue
			}
		}
		open = append(open, u)
	}
	d.mu.Lock()
	if d.book != book || d.user != user {
		d.book, d.user, d.list, d.done = book, user, open, done
	}
	open = slices.Clone(d.list)
	d.mu.Unlock()
	if done != "" {
		return open, d.write()
	}
	return open, nil
}

// takeDone gives, once, what was recorded just before the program was killed.
func (d *drafts) takeDone() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	done := d.done
	d.done = ""
	return done
}

// put keeps a form in memory; one without data is taken away.
func (d *drafts) put(u unfinished) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.list = slices.DeleteFunc(d.list, func(o unfinished) bool { return o.Key == u.Key })
	if u.Data != nil {
		d.list = slices.Insert(d.list, 0, u)
	}
}

// write brings the file up to what is in memory.
func (d *drafts) write() error {
	d.writing.Lock()
	defer d.writing.Unlock()
	d.mu.Lock()
	book, user, list := d.book, d.user, slices.Clone(d.list)
	d.mu.Unlock()
	if book == nil {
		return nil
	}
	if len(list) == 0 {
		return book.DropDraft(draftsKey(user))
	}
	data, err := json.Marshal(list)
	if err != nil {
		return fmt.Errorf("write the unfinished forms: %w", err)
	}
	return book.SaveDraft(draftsKey(user), data)
}

// count says how many forms are unfinished besides the open one.
func (d *drafts) count(open string) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	n := 0
	for _, u := range d.list {
		if u.Key != open {
			n++
		}
	}
	return n
}

// free gives a key that no unfinished form has.
func (d *drafts) free(page string) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	for n := 1; ; n++ {
		key := page + "@" + strconv.Itoa(n)
		if !slices.ContainsFunc(d.list, func(u unfinished) bool { return u.Key == key }) {
			return key
		}
	}
}

// readDrafts gives the unfinished forms of whoever sits here.
func (s *Shell) readDrafts() ([]unfinished, error) {
	if s.Book == nil {
		return nil, nil
	}
	session := s.session
	return s.drafts.read(s.Book, session.User, func(mark *sent) (string, bool, error) {
		last, err := s.Book.LastRecorded(context.Background(), session)
		is := last.Seq > mark.Seq && mark.Sum == sumOf(last.Date, last.Remark, last.Evidence, linesOf(last))
		return last.Voucher, is, err
	})
}

// sumOf says in one text what an entry is.
func sumOf(day coop.Date, remark, evidence string, lines []coop.Line) string {
	return fmt.Sprintf("%v %q %q %v", int(day), remark, evidence, lines)
}

// sending keeps a form on the disk with the mark that it is about to be recorded; it is called away from the window.
func (s *Shell) sending(ctx context.Context, u unfinished, sum string) error {
	info, err := s.Book.Info(ctx)
	if err != nil {
		return err
	}
	u.Sent = &sent{Seq: info.Head.Seq, Sum: sum}
	s.drafts.put(u)
	return s.drafts.write()
}

// keepDraft keeps what is half typed: in memory at once, and in the file before long.
func (s *Shell) keepDraft(key, page, title string, content any) {
	u, err := s.unfinished(key, page, title, content)
	if err != nil {
		s.Warn(err)
		return
	}
	s.drafts.put(u)
	if s.settling {
		return // the caller writes, and the window may be gone
	}
	s.Do(func(context.Context) error { return s.drafts.write() }, s.frame.count)
}

func (s *Shell) unfinished(key, page, title string, content any) (unfinished, error) {
	data, err := json.Marshal(content)
	if err != nil {
		return unfinished{}, fmt.Errorf("write a draft: %w", err)
	}
	return unfinished{Key: key, Title: title, At: s.Now().Unix() / 60, Page: page, Data: data}, nil
}

// dropDraft forgets a form; it is called away from the window.
func (s *Shell) dropDraft(key string) error {
	s.drafts.put(unfinished{Key: key})
	return s.drafts.write()
}

// leaver is a page that may hold something half typed: it is told before another takes its place.
type leaver interface{ leave() }

// drafter is a page that is a form with a draft.
type drafter interface{ draftKey() string }

// Settle keeps what is half typed and returns when it will survive the end of the program. Nothing is shown any more.
func (s *Shell) Settle() error {
	s.settling = true
	s.leaving()
	if s.typing.book != nil {
		s.keepHeld()
	}
	failed := s.drafts.write()
	for _, one := range s.sheets {
		failed = errors.Join(failed, one.write())
	}
	return failed
}

func (s *Shell) leaving() {
	if leaves, is := s.at.self.(leaver); is {
		leaves.leave()
	}
}

// unfinishedElsewhere counts the unfinished forms besides the open one.
func (s *Shell) unfinishedElsewhere() int {
	open := ""
	if form, is := s.at.self.(drafter); is {
		open = form.draftKey()
	}
	return s.drafts.count(open)
}
