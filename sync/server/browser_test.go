package server

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"lumbung/store/coop"
)

// picturesFolder, from the environment, is where the browser test leaves a picture of every page.
const picturesFolder = "LUMBUNG_PICTURES"

// crowd fills a server with cooperatives of all conditions and gives one with a month in it.
func crowd(t testing.TB, s *Server, url string) *village {
	t.Helper()
	ctx := context.Background()
	names := []string{"Sukamaju", "Sungai Raya", "Teluk Pakedai", "Rasau Jaya", "Kubu", "Batu Ampar", "Terentang"}
	for i, name := range names {
		code, err := s.ActivationCode(ctx, "KDMP "+name, fmt.Sprintf("61120%d2001", i+1))
		if err != nil {
			t.Fatal(err)
		}
		if i == len(names)-1 {
			break // its code waits
		}
		v := newVillage(t, "KDMP "+name)
		if _, err := s.Enrol(ctx, code, v.run("A")); err != nil {
			t.Fatal(err)
		}
		member := v.member(t, "A", "Ani")
		for n := range i * 3 {
			v.due(t, "A", member, coop.Date(20260101+n))
		}
		if _, err := s.Ingest(ctx, v.coop, v.run("A")); err != nil {
			t.Fatal(err)
		}
	}
	v, e := enrolledBy(t, s, url, "KDMP Contoh Desa Sungai Ambawang Kuala")
	at := server{url, e}
	v.exchange(t, "A", at, false)
	members := []coop.ID{v.member(t, "A", "Ani"), v.member(t, "A", "Beni"), v.member(t, "A", "Citra")}
	for n := range 14 {
		v.due(t, "A", members[n%3], coop.Date(20260101+n))
		v.due(t, "A", members[n%3], coop.Date(20260201+n%9))
	}
	last := v.record(t, "A", "Siti", coop.KindEntry, coop.Entry{
		Date: 20260209, Remark: "Beli kertas dan tinta", Evidence: "nota 12", Lines: []coop.Line{
			{Account: "61203", Amount: 12_345_050}, {Account: "11101", Amount: -12_345_050},
		},
	})
	v.exchange(t, "A", at, false)
	for _, text := range []string{"Nota pembelian kertas belum kami terima.", "Saldo kas terlalu besar."} {
		f := coop.Finding{Text: text, Entry: coop.HashID(last, 0)}
		if err := s.WriteFinding(ctx, v.coop, "Bu Rini", f); err != nil {
			t.Fatal(err)
		}
	}
	v.exchange(t, "A", at, false)
	var finding coop.ID
	v.devices["A"].state.Scan(&coop.FindingRow{}, 0, func(r coop.Record) bool {
		finding = r.(*coop.FindingRow).Finding
		return false
	})
	v.record(t, "A", "Siti", coop.KindAnswer, coop.Answer{Finding: finding, Text: "Sudah kami kirim lewat kecamatan."})
	v.exchange(t, "A", at, false)
	if err := s.Survey(ctx); err != nil {
		t.Fatal(err)
	}
	return v
}

// browse starts a real browser, or skips the test where there is none.
func browse(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil && path == "" {
			path = found
		}
	}
	if path == "" {
		t.Skip("no chromium here")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox)
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	return ctx
}

// into keeps what an action gives.
func into[T any](to *T, a chromedp.Action[T]) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		value, err := a(ctx, target)
		*to = value
		return err
	})
}

// viewPage opens a page in a window of that size, checks that it fits and leaves a picture where that is asked for.
func viewPage(t *testing.T, ctx context.Context, width, height int64, name, address string) {
	t.Helper()
	var over bool
	var colour string
	var picture []byte
	err := chromedp.Do(ctx, chromedp.EmulateViewport(width, height), chromedp.Navigate(address),
		into(&over, chromedp.Evaluate[bool](`document.documentElement.scrollWidth > innerWidth`)),
		into(&colour, chromedp.Evaluate[string](`getComputedStyle(document.body).backgroundColor`)),
		into(&picture, chromedp.FullScreenshot(100)))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if over || colour != "rgb(251, 248, 241)" {
		t.Errorf("%s at %d: runs over the side: %v; paper is %s", name, width, over, colour)
	}
	if folder := os.Getenv(picturesFolder); folder != "" {
		file := filepath.Join(folder, fmt.Sprintf("server-%s-%d.png", name, width))
		if err := os.WriteFile(file, picture, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestBrowser logs in with a real browser, walks through every page at 1024×600 and on a phone, and finds nothing that
// runs over the screen's side. The pages' own policy is in force: a style that it refuses would show here.
func TestBrowser(t *testing.T) {
	ctx := browse(t)
	s, url := place{folder: t.TempDir(), now: func() time.Time { return testNow }}.serve(t)
	v := crowd(t, s, url)
	c, err := s.AddOfficer(context.Background(), "Bu Rini", "6112")
	if err != nil {
		t.Fatal(err)
	}
	secret, err := totpText.DecodeString(c.Secret)
	if err != nil {
		t.Fatal(err)
	}
	code := totp(secret, s.now().Unix()/totpStepSeconds, totpDigits)
	link := "/coop/" + v.coop.String()
	pages := map[string]string{
		"district": "/district", "late": "/district?only=new", "coop": link, "journal": link + "/journal?month=2026-02",
		"trial-balance": link + "/report/trial-balance?month=2026-02", "exceptions": link + "/exceptions",
		"balance-sheet": link + "/report/balance-sheet?month=2026-02", "findings": link + "/findings", "file": "/file",
		"check":   "/check",
		"missing": "/coop/x",
	}
	view := func(width, height int64, name, path string) { viewPage(t, ctx, width, height, name, url+path) }
	for _, size := range [][2]int64{{1024, 600}, {390, 800}} {
		view(size[0], size[1], "login", "/login")
	}
	var title string
	err = chromedp.Do(ctx, chromedp.EmulateViewport(1024, 600), chromedp.Navigate(url+"/login"),
		chromedp.SendKeys(`input[name=name]`, "Bu Rini"), chromedp.SendKeys(`input[name=passphrase]`, c.Passphrase),
		chromedp.SendKeys(`input[name=code]`, code+"\r"), chromedp.WaitVisible(`table.list`),
		into(&title, chromedp.Text(`h1`)))
	if err != nil || title != "Koperasi di wilayah" {
		t.Fatal(title, err)
	}
	for name, path := range pages {
		for _, size := range [][2]int64{{1024, 600}, {390, 800}} {
			view(size[0], size[1], name, path)
		}
	}
	err = chromedp.Do(ctx, chromedp.Click(`button[name=lang]`), chromedp.WaitVisible(`html[lang=en]`),
		chromedp.Navigate(url+link+"/findings"), chromedp.SendKeys(`textarea`, "Please explain."))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.RunResponse(ctx, chromedp.Click(`.write-finding button.main`)); err != nil {
		t.Fatal(err)
	}
	if title, err = chromedp.Run(ctx, chromedp.Text(`ul.stack`)); err != nil {
		t.Fatal(err)
	}
	contains(t, title, "Please explain.", "Not answered yet", "Sudah kami kirim lewat kecamatan.")
}
