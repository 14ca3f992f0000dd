package main

import (
	"context"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"lumbung/store"
	"lumbung/store/coop"
	"lumbung/ui"
)

// benchPIN is one that the book takes.
const benchPIN = "7391"

// largeEntries is the size of the book that design §10 gives the window's budget for.
const largeEntries = 250_000

// largeBook fills a book with five years of a busy village, about 140 entries a day, and closes it.
func largeBook(b *testing.B) store.Place {
	b.Helper()
	ctx, folder := context.Background(), b.TempDir()
	founding, err := foundingOf(ui.Founding{
		Name: "KDMP Besar", Village: "6101012001", Treasurer: "Siti", Chair: "Budi",
		Principal: 100_000 * coop.Rupiah, Mandatory: 20_000 * coop.Rupiah,
	})
	if err != nil {
		b.Fatal(err)
	}
	at := store.Place{File: filepath.Join(folder, bookName), Machine: filepath.Join(folder, "machine")}
	book, _, err := store.Create(ctx, at, founding)
	if err != nil {
		b.Fatal(err)
	}
	if err := book.RecoveryWritten(); err != nil {
		b.Fatal(err)
	}
	if err := firstPIN(ctx, book, "Siti", benchPIN); err != nil {
		b.Fatal(err)
	}
	who, err := book.Login(ctx, "Siti", benchPIN)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := book.Import(ctx, who, largeActs()); err != nil {
		b.Fatal(err)
	}
	if err := book.IndexSearch(ctx); err != nil { // as the program does beside its window
		b.Fatal(err)
	}
	if err := book.Close(); err != nil {
		b.Fatal(err)
	}
	return at
}

// largeActs are sales, purchases and costs with remarks as people write them.
func largeActs() []coop.Act {
	kinds := []struct{ debit, credit, remark string }{
		{"11104", "42101", "penjualan gerai pagi"},
		{"13101", "11101", "beras 5 kg dari Pak Darmawan"},
		{"61201", "11101", "token listrik kantor"},
		{"11201", "11101", "setor ke BRI unit Ambawang"},
		{"11101", "41104", "jasa fotokopi warga"},
		{"61102", "11201", "honor petugas gerai"},
	}
	first, today := coop.DateFromTime(time.Now()).AddDays(-5*365), coop.DateFromTime(time.Now())
	acts := make([]coop.Act, largeEntries)
	for i := range acts {
		kind, amount := kinds[i%len(kinds)], coop.Money(10_000+i%977*500)*coop.Rupiah
		day := min(first.AddDays(i*5*365/largeEntries), today)
		acts[i] = coop.Act{Kind: coop.KindEntry, At: day.Time().Unix()/60 + 240, Body: coop.Entry{
			Date: day, Remark: kind.remark + " " + strconv.Itoa(i%89),
			Lines: []coop.Line{{Account: kind.debit, Amount: amount}, {Account: kind.credit, Amount: -amount}},
		}}
	}
	return acts
}

// stopwatch times what happens in the window apart from what happens beside it: only the first is a pause that a
// person feels.
type stopwatch struct {
	beside, window time.Duration // the longest since it was last read
}

func (w *stopwatch) run(work, then func()) {
	began := time.Now()
	work()
	between := time.Now()
	then()
	w.beside, w.window = max(w.beside, between.Sub(began)), max(w.window, time.Since(between))
}

func (w *stopwatch) read(b *testing.B, name string) {
	b.ReportMetric(milliseconds(w.beside), name+"-read-ms")
	b.ReportMetric(milliseconds(w.window), name+"-pause-ms")
	*w = stopwatch{}
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// residentBytes is what the system holds in memory for this process; 0 where it does not say.
func residentBytes() int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if fields := strings.Fields(line); len(fields) == 3 && fields[0] == "VmRSS:" {
			kilobytes, _ := strconv.ParseInt(fields[1], 10, 64)
			return kilobytes << 10
		}
	}
	return 0
}

// BenchmarkWindow opens a book of 250,000 entries in the software driver: the time until the first window is drawn, the
// journal, a scroll through a month by pages, letters typed into its search and a search over all years. Budgets of
// design §10 and of the treasurer's desk: first window ≤ 1.5 s and ≤ 220 MB, no pause over 100 ms. A -pause figure is
// what the window stands still for; a -read figure passes beside it. The real window is measured by `make measure`.
func BenchmarkWindow(b *testing.B) {
	at := largeBook(b)
	debug.FreeOSMemory() // what the import took
	for b.Loop() {
		measureWindow(b, at)
	}
}

func measureWindow(b *testing.B, at store.Place) {
	ctx := context.Background()
	began := time.Now()
	app := test.NewTempApp(b)
	text, err := ui.NewText("id")
	if err != nil {
		b.Fatal(err)
	}
	book, err := store.Open(ctx, at)
	if err != nil {
		b.Fatal(err)
	}
	defer book.Close()
	window := app.NewWindow("Lumbung")
	defer window.Close()
	window.Resize(fyne.NewSize(1024, 600))
	watch := &stopwatch{}
	shell, err := ui.NewShell(ui.Setup{
		Window: window, Text: text, Book: book, Now: time.Now, Prefs: app.Preferences(), Run: watch.run,
		Later: func(time.Duration, func()) {}, Shelf: newShelf(b.TempDir(), text),
	}, coop.Session{})
	if err != nil {
		b.Fatal(err)
	}
	window.Canvas().Capture()
	b.ReportMetric(milliseconds(time.Since(began)), "first-window-ms")
	b.ReportMetric(float64(residentBytes())/1e6, "resident-MB")
	watch.read(b, "login")
	who, err := book.Login(ctx, "Siti", benchPIN)
	if err != nil {
		b.Fatal(err)
	}
	shell.Enter(who)
	watch.read(b, "home")
	shell.Go(ui.Route{Page: ui.PageJournal})
	watch.read(b, "journal")
	scrollAndSearch(b, window.Canvas(), watch)
	b.ReportMetric(float64(residentBytes())/1e6, "resident-end-MB")
}

func scrollAndSearch(b *testing.B, canvas fyne.Canvas, watch *stopwatch) {
	press := func(name fyne.KeyName) { canvas.Focused().TypedKey(&fyne.KeyEvent{Name: name}) }
	longest := time.Duration(0)
	felt := func(do func()) {
		began := time.Now()
		do()
		longest = max(longest, time.Since(began))
	}
	for _, letter := range "beras 5" {
		felt(func() { canvas.Focused().TypedRune(letter) })
	}
	b.ReportMetric(milliseconds(longest), "letter-pause-ms")
	press(fyne.KeyReturn) // looks in all years
	watch.read(b, "search")
	longest = 0
	for range 60 {
		felt(func() { press(fyne.KeyPageDown) })
	}
	press(fyne.KeyEnd)
	for range 30 {
		felt(func() { press(fyne.KeyUp) })
	}
	b.ReportMetric(milliseconds(longest), "scroll-pause-ms")
}
