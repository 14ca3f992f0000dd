package ui

import (
	"context"
	"io"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// Shelf is where a person's files lie: sticks, Documents, Downloads, Desktop. It stands in the place of a file dialog,
// which is slow by keyboard and asks villagers to know folders.
type Shelf interface {
	// Files lists the files with one of the endings (".xlsx"), the newest first.
	Files(ctx context.Context, endings ...string) ([]ShelfFile, error)
	// Read reads a file; one that is far too large is an error.
	Read(ctx context.Context, path string) ([]byte, error)
	// Keep writes a paper under a name where it is found again, and gives its path.
	Keep(ctx context.Context, name string, write func(io.Writer) error) (path string, err error)
	// Open shows a file in the program that this machine has for it.
	Open(path string) error
}

// ShelfFile is a file that was found.
type ShelfFile struct {
	Name  string
	Where string // in words: a stick, Documents
	Path  string
	At    int64 // when it was last changed, in minutes since 1970 UTC
}

// The endings of the program's own files.
const (
	EndingInvite = ".undangan"
	EndingParcel = ".lumbung"
)

// shelfMost is how many files a page shows: the wanted one is nearly always among the newest.
const shelfMost = 8

// filesOf lists files for a page; where there is no shelf there are none.
func (s *Shell) filesOf(ctx context.Context, endings ...string) ([]ShelfFile, error) {
	if s.Shelf == nil {
		return nil, nil
	}
	files, err := s.Shelf.Files(ctx, endings...)
	return files[:min(len(files), shelfMost)], err
}

// fileList shows found files and hands on the content of the one that is chosen.
func (s *Shell) fileList(files []ShelfFile, chosen func(file ShelfFile, data []byte)) fyne.CanvasObject {
	t := s.Text
	again := kit.Flow(0, kit.Quiet(t.T("ui.shelf.again"), theme.ViewRefreshIcon(), s.Reload))
	if len(files) == 0 {
		return kit.Stack(0.4, kit.Notice(kit.ToneWait, t.T("ui.shelf.none")), again)
	}
	list := kit.NewShort([]kit.Column{
		{Title: t.T("ui.shelf.name"), Ems: 10, Grow: 2},
		{Title: t.T("ui.shelf.where"), Ems: 6, Grow: 1, Rank: 2},
		{Title: t.T("ui.shelf.at"), Ems: 8.5, Rank: 1},
	}, len(files), func(row int, cells []kit.Cell) {
		cells[0] = kit.Cell{Text: files[row].Name, Bold: true}
		cells[1] = kit.Cell{Text: files[row].Where, Tone: kit.ToneSoft}
		cells[2] = kit.Cell{Text: s.fileMoment(files[row].At), Tone: kit.ToneSoft}
	}, func(row int) {
		var data []byte
		s.Do(func(ctx context.Context) (err error) {
			data, err = s.Shelf.Read(ctx, files[row].Path)
			return err
		}, func() { chosen(files[row], data) })
	})
	return kit.Stack(0.4, list, again)
}

// fileMoment says when a file was changed: the hour where it is of today or yesterday, else the day in figures, which
// is never cut.
func (s *Shell) fileMoment(minutes int64) string {
	day := coop.DateFromTime(time.Unix(minutes*60, 0).In(s.Now().Location()))
	if minutes == 0 || day < s.today().AddDays(-1) {
		return s.shortMoment(minutes)
	}
	return s.Text.Moment(minutes, s.Now())
}

// parcelPage reads a file that came on a stick or by chat.
type parcelPage struct{ shell *Shell }

func newParcel(s *Shell) page { return bind(s.Text.T("ui.command.file-read"), &parcelPage{s}) }

func (p *parcelPage) load(ctx context.Context) ([]ShelfFile, error) {
	return p.shell.filesOf(ctx, EndingParcel)
}

func (p *parcelPage) show(files []ShelfFile) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	return kit.Page(kit.Capped(48, 0.7, kit.Words(t.T("ui.shelf.parcel"), kit.ToneSoft),
		s.fileList(files, func(file ShelfFile, data []byte) {
			var taken int
			s.Do(func(ctx context.Context) (err error) {
				taken, err = s.Exchange.ReadFile(ctx, data)
				return err
			}, func() {
				s.Back()
				s.Tell("ui.sync.file-read", file.Name, s.Text.Count(taken))
			})
		})))
}
