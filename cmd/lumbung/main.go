// Command lumbung is the desktop program: a cooperative's book in a window.
//
// It is wiring only: it finds the folder, opens the book, hands the pages what they need, and closes everything in
// order. LUMBUNG_DATA names another folder than the system's; LUMBUNG_DEMO=1 opens a practice village instead,
// LUMBUNG_PULSE=1 writes down how long the window ever stands still.
package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"runtime/debug"
	"sync"
	"syscall"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"lumbung/assets"
	"lumbung/store"
	"lumbung/store/coop"
	"lumbung/ui"
)

// programID names the program to the system: its preferences lie under it.
const programID = "id.lumbung.app"

func main() {
	if err := run(); err != nil {
		alert(err.Error())
		os.Exit(1)
	}
}

// program is what stands from start to end.
type program struct {
	folder   string
	window   fyne.Window
	text     *ui.Text
	shell    *ui.Shell
	files    *shelf
	work     *workers
	practice bool // opened a practice village
	prefs    fyne.Preferences

	mu     sync.Mutex  // guards what a new cooperative sets from beside the window
	book   *store.Book // nil until there is one
	keeper *keeper     // nil for practice
	ending bool        // the program ends, not only this book
	sender *exchange   // nil without a book, and for practice
}

// run opens the window and stays until it is closed.
func run() (err error) {
	born := time.Now()
	folder, err := dataFolder(os.Getenv)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("make the data folder: %w", err)
	}
	closeLog, err := keepLog(folder)
	if err != nil {
		return err
	}
	defer closeLog()
	lumbung := app.NewWithID(programID)
	lumbung.SetIcon(fyne.NewStaticResource("lumbung.png", assets.IconPNG()))
	text, err := ui.NewText(lumbung.Preferences().StringWithFallback("language", "id"))
	if err != nil {
		return err
	}
	p := &program{
		folder: folder, text: text, work: newWorkers(), practice: os.Getenv("LUMBUNG_DEMO") == "1",
		prefs: lumbung.Preferences(),
	}
	defer func() {
		p.ending = true
		err = errors.Join(err, p.close())
	}()
	p.window = lumbung.NewWindow(text.T("program.name"))
	p.window.SetMaster()
	p.window.SetPadded(false)
	p.window.Resize(rememberedSize(lumbung.Preferences()))
	p.window.SetCloseIntercept(func() {
		rememberSize(lumbung.Preferences(), p.window.Canvas().Size())
		p.window.Close()
	})
	if err := p.open(lumbung.Preferences()); err != nil {
		ui.ShowStop(p.window, text, explain(err))
	}
	if os.Getenv("LUMBUNG_PULSE") == "1" {
		p.pulse(born)
	}
	closed := onSignal(lumbung.Quit)
	defer closed()
	p.window.ShowAndRun()
	return nil
}

// open opens the book, or nothing where there is none yet, and fills the window.
func (p *program) open(prefs fyne.Preferences) error {
	ctx := context.Background()
	p.files = newShelf(p.folder, p.text)
	setup := ui.Setup{
		Window: p.window, Text: p.text, Now: time.Now, Prefs: prefs, Run: p.work.run, Later: p.work.later,
		Begin: (*beginner)(p), Shelf: p.files,
		Takeovers: workbooks{}, Tables: tables{}, Banks: banks{}, Practice: p.practice, Practise: p.practise,
	}
	p.keeper = nil
	if !p.practice {
		p.keeper = newKeeper(p)
		setup.Backups, setup.Restorer = p.keeper, p.keeper
	}
	var session coop.Session
	var book *store.Book
	var err error
	if p.practice {
		book, session, err = openPractice(ctx, p.folder)
	} else if book, err = store.Open(ctx, p.place()); errors.Is(err, fs.ErrNotExist) {
		book, err = nil, nil // the first page makes one
	}
	if err != nil {
		return err
	}
	if book != nil {
		opened, err := p.take(book)
		if err != nil {
			return err
		}
		setup.Book, setup.Exchange = opened.Book, opened.Exchange
	}
	if p.shell, err = ui.NewShell(setup, session); err != nil {
		return err
	}
	if book != nil {
		p.verify(book)
		p.backUp()
	}
	return nil
}

// backUp lets the keeper work beside the window.
func (p *program) backUp() {
	if p.keeper != nil {
		p.work.keep(func(ctx context.Context) { p.keeper.keep(ctx, func() { p.work.window(p.shell.BackedUp) }) })
	}
}

// take keeps a book that was opened or begun, and starts what brings it to others; a practice village goes nowhere.
func (p *program) take(book *store.Book) (ui.Opened, error) {
	occasions, err := standardOccasions()
	if err != nil {
		return ui.Opened{}, err
	}
	book.NameOccasions(coop.OccasionNames(occasions))
	p.mu.Lock()
	defer p.mu.Unlock()
	p.book = book
	opened := ui.Opened{Book: book}
	if !p.practice {
		window := p.work.window
		p.sender = newExchange(book, p.files, func(news bool) {
			window(func() {
				if p.shell != nil {
					p.shell.Turned(news)
				}
			})
		})
		opened.Exchange = p.sender
	}
	if p.shell != nil { // begun in the open window
		p.backUp()
	}
	return opened, nil
}

// standardOccasions are the occasions that every book has.
func standardOccasions() ([]coop.Occasion, error) {
	chart, err := coop.LoadChart(assets.Chart())
	if err != nil {
		return nil, err
	}
	return coop.LoadOccasions(assets.Occasions(), chart)
}

// proofAfter is how long the window has the disk to itself.
const proofAfter = 5 * time.Second

// verify proves the whole book in the background; the window says until when it is proved. Then it readies the search,
// so that the first one need not wait for it.
func (p *program) verify(book *store.Book) {
	p.work.keep(func(ctx context.Context) {
		select { // first the window: an old disk serves one at a time
		case <-time.After(proofAfter):
		case <-ctx.Done():
			return
		}
		if _, err := book.Verify(ctx, func(int, int) {}); err != nil && ctx.Err() == nil {
			fyne.LogError("verify the book", err)
		}
		if ctx.Err() == nil {
			p.work.window(p.shell.Changed)
		}
		if err := book.IndexSearch(ctx); err != nil && ctx.Err() == nil {
			fyne.LogError("ready the search", err)
		}
		debug.FreeOSMemory() // Go would keep for itself, for some minutes, what the proof took
	})
}

// close ends the background work and then the book.
func (p *program) close() error {
	if p.shell != nil && p.shell.Book != nil {
		if err := p.shell.Settle(); err != nil {
			fyne.LogError("keep what is half typed", err)
		}
	}
	p.work.stop()
	p.mu.Lock()
	sender, book := p.sender, p.book
	p.mu.Unlock()
	if sender != nil {
		sender.stop()
	}
	if book == nil {
		return nil
	}
	if p.keeper != nil && p.ending {
		if err := p.keeper.end(); err != nil {
			fyne.LogError("back up at the end", err) // the next start says when the last good one was made
		}
	}
	return book.Close()
}

// onSignal calls quit when the system asks the program to end. What it returns stops listening.
func onSignal(quit func()) func() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	done := make(chan struct{})
	go func() {
		select {
		case <-signals:
			fyne.Do(quit)
		case <-done:
		}
	}()
	return func() {
		signal.Stop(signals)
		close(done)
	}
}

// explain turns what the store says into what a person can read.
func explain(err error) error {
	for sentinel, key := range map[error]string{
		store.ErrInUse: "ui.stop.in-use", store.ErrNewer: "ui.stop.newer", store.ErrNotBook: "ui.stop.not-book",
		store.ErrDamaged: "ui.stop.damaged",
	} {
		if errors.Is(err, sentinel) {
			return coop.Problem{Key: key}
		}
	}
	return err
}
