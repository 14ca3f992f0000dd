package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// cupboard is a place for copies and for books that come out of them.
type cupboard struct {
	village  *village
	state    BackupState
	copies   []BackupCopy
	places   []BackupPlace
	fails    error
	made     int
	restored []string // path, code and name of the last one
}

func (c *cupboard) Last() BackupState                                { return c.state }
func (c *cupboard) List(context.Context) ([]BackupCopy, error)       { return c.copies, nil }
func (c *cupboard) Copies(ctx context.Context) ([]BackupCopy, error) { return c.copies, nil }
func (c *cupboard) Places() []BackupPlace                            { return c.places }

func (c *cupboard) Allow(place BackupPlace) error {
	for i := range c.places {
		c.places[i].Allowed = c.places[i].Allowed || c.places[i].Path == place.Path
	}
	return nil
}

func (c *cupboard) Now(context.Context) error {
	c.state.Failed = c.fails
	if c.fails == nil {
		c.made++
		c.state = BackupState{At: c.village.now, Where: "Laptop ini", Changes: int(c.village.head.Seq)}
	}
	return c.fails
}

func (c *cupboard) Restore(_ context.Context, path, recovery, name string) (Opened, error) {
	if recovery == "salah" {
		return Opened{}, coop.Problem{Key: "recovery.wrong"}
	}
	c.restored = []string{path, recovery, name}
	return Opened{Book: c.village, Exchange: &line{}}, nil
}

func fullCupboard(v *village) *cupboard {
	copied := func(days int, where, path string) BackupCopy {
		at := v.now.AddDate(0, 0, -days)
		return BackupCopy{
			Path: path, Where: where, At: at.Unix() / 60, Size: 1 << 20, Cooperative: "KDMP Sungai Ambawang Kuala",
			Entries: 214 - 3*days, Last: coop.DateFromTime(at),
		}
	}
	return &cupboard{
		village: v,
		state: BackupState{
			At: v.now.Add(-3 * time.Hour), Where: "Laptop ini, Stik USB", Changes: int(v.head.Seq) - 2,
		},
		copies: []BackupCopy{
			copied(0, "Stik USB", "/media/siti/KINGSTON/Lumbung/Cadangan/buku-A-20261125-0630.cadangan"),
			copied(1, "Laptop ini", "/home/siti/Documents/Lumbung/Cadangan/buku-A-20261124-1410.cadangan"),
			copied(9, "Laptop ini", "/home/siti/Documents/Lumbung/Cadangan/buku-A-20261116-1522.cadangan"),
		},
		places: []BackupPlace{
			{Path: "/home/siti/Documents/Lumbung/Cadangan", Name: "Laptop ini", Allowed: true},
			{Path: "/media/siti/KINGSTON", Name: "Stik USB", Stick: true},
		},
	}
}

func init() {
	moreScenes = append(moreScenes, func(_ testing.TB, v *village) []scene {
		with := func(change func(*cupboard), open func(*screen)) func(*screen) {
			return func(s *screen) {
				c := fullCupboard(v)
				if change != nil {
					change(c)
				}
				s.Backups, s.Restorer = c, c
				open(s)
			}
		}
		goTo := func(page string) func(*screen) { return func(s *screen) { s.Go(Route{Page: page}) } }
		noBook := func(then func(*screen)) func(*screen) {
			return func(s *screen) {
				s.Book = nil
				s.Leave()
				then(s)
			}
		}
		choose := noBook(func(s *screen) {
			s.Go(Route{Page: PageRestore})
			s.at.self.(*restorePage).onChoose(s.at.self.(*restorePage).copies[0])
		})
		fetch := func(server string, state ExchangeState) func(*screen) {
			return func(s *screen) {
				s.session = coop.Session{}
				v.enrolledElsewhere(true)
				state.Server = server
				s.Exchange = &line{state: state}
				s.Go(Route{Page: PageFetch})
				v.enrolledElsewhere(false)
			}
		}
		return []scene{
			{"backups", with(nil, goTo(PageBackups))},
			{"backups-none", with(func(c *cupboard) { c.state, c.copies, c.places = BackupState{}, nil, c.places[:1] },
				goTo(PageBackups))},
			{"backups-failed", with(func(c *cupboard) { c.state.Failed = coop.Problem{Key: faultGone} },
				goTo(PageBackups))},
			{"backups-home", with(nil, func(s *screen) { s.Home() })},
			{"restore", with(nil, noBook(goTo(PageRestore)))},
			{"restore-none", with(func(c *cupboard) { c.copies = nil }, noBook(goTo(PageRestore)))},
			{"restore-code", with(nil, choose)},
			{"restore-fetch", with(nil, fetch("", ExchangeState{}))},
			{"restore-fetched", with(nil, fetch("https://dinas.example", ExchangeState{At: clock.Unix()/60 - 5}))},
		}
	})
}

// Ctrl+S copies the book, the foot says when it was done, and a failure is said with what to do.
func TestBackup_byKey(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	c := fullCupboard(v)
	c.state = BackupState{}
	s.Backups = c
	s.Home()
	if !s.shown("Belum ada cadangan") {
		t.Error("that there is no backup is not said")
	}
	s.command(t, "backup")
	if c.made != 1 || !s.shown("Cadangan baik terakhir hari ini") || !s.shown("sudah dibuat dan dicocokkan") {
		t.Errorf("made %d", c.made)
	}
	c.fails = coop.Problem{Key: faultFull}
	s.command(t, "backup")
	if !s.shown("Tempat penyimpanan penuh") {
		t.Error("the full disk is not said")
	}
	s.command(t, "backups")
	if !s.shown("Cadangan yang lama tetap utuh") || !s.shown("Hapus berkas lain") {
		t.Error("the page does not say what to do")
	}
}

// A stick gets copies only after the person said so.
func TestBackup_stick(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	c := fullCupboard(v)
	s.Backups = c
	s.command(t, "backups")
	if !s.shown("Ada stik di /media/siti/KINGSTON") || c.places[1].Allowed {
		t.Fatal("nobody is asked about the stick")
	}
	s.at.self.(*backupsPage).onAllow(c.places[1])
	if !c.places[1].Allowed || c.made != 1 || s.shown("Simpan cadangan di sana juga") {
		t.Errorf("the stick: %+v, made %d", c.places[1], c.made)
	}
}

// On a new laptop: choose the copy, name the laptop, give the code; what is newer comes before the log-in. A wrong code
// and a missing name are said, and nothing typed is lost.
func TestRestore_byKeys(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	c := fullCupboard(v)
	s.Restorer, s.Book = c, nil
	s.Leave()
	s.Go(Route{Page: PageRestore})
	page := s.at.self.(*restorePage)
	if !s.shown("214 catatan sampai") {
		t.Fatal("what a copy holds is not said")
	}
	page.onChoose(page.copies[0])
	s.command(t, "record")
	if !s.shown(s.Text.T("ui.found.needed")) || c.restored != nil {
		t.Error("a laptop without a name goes on")
	}
	s.typed("laptop baru")
	s.pressed(fyne.KeyReturn)
	s.typed("salah")
	s.pressed(fyne.KeyReturn)
	if c.restored != nil || !s.shown(s.Text.T("recovery.wrong")) || page.name.Text != "laptop baru" {
		t.Errorf("a wrong code: %v, the name is %q", c.restored, page.name.Text)
	}
	page.code.SetText("K7QM-2XPD-9RTA-HJ4W-5NVC-8FYB-3GKL")
	s.command(t, "record")
	if got := strings.Join(c.restored, "|"); got != c.copies[0].Path+"|K7QM-2XPD-9RTA-HJ4W-5NVC-8FYB-3GKL|laptop baru" {
		t.Errorf("restored %s", got)
	}
	if s.here().Page != PageFetch || !s.shown("tidak pernah terkirim hilang bersama laptop lama") {
		t.Errorf("the newest is not asked for first: %+v", s.here())
	}
	s.command(t, "record")
	if s.here().Page != PageLogin {
		t.Errorf("at %+v", s.here())
	}
}
