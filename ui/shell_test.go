package ui

import (
	"context"
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// screen is a shell in a window of the size of the oldest laptops, over a village; work is done at once.
type screen struct {
	*Shell
	village *village
	window  fyne.Window
}

// oneApp is Fyne's test application, one for all screens: each new one reads the fonts again and nothing of the one
// before is ever let go, which came to gigabytes.
var oneApp = sync.OnceValue(test.NewApp)

// prefs are the preferences of one screen among those of the one application.
type prefs struct {
	fyne.Preferences
	mine string
}

var screens atomic.Int64

func newPrefs() *prefs { return &prefs{oneApp().Preferences(), fmt.Sprintf("%d ", screens.Add(1))} }

func (p *prefs) Int(key string) int             { return p.Preferences.Int(p.mine + key) }
func (p *prefs) SetInt(key string, value int)   { p.Preferences.SetInt(p.mine+key, value) }
func (p *prefs) String(key string) string       { return p.Preferences.String(p.mine + key) }
func (p *prefs) SetString(key, value string)    { p.Preferences.SetString(p.mine+key, value) }
func (p *prefs) Bool(key string) bool           { return p.Preferences.Bool(p.mine + key) }
func (p *prefs) SetBool(key string, value bool) { p.Preferences.SetBool(p.mine+key, value) }
func (p *prefs) RemoveValue(key string)         { p.Preferences.RemoveValue(p.mine + key) }

func (p *prefs) IntWithFallback(key string, fallback int) int {
	return p.Preferences.IntWithFallback(p.mine+key, fallback)
}

func (p *prefs) StringWithFallback(key, fallback string) string {
	return p.Preferences.StringWithFallback(p.mine+key, fallback)
}

// readTexts are the texts of both languages, read once.
var readTexts = sync.OnceValues(func() (*Text, error) { return NewText("id") })

func newText(t testing.TB, language string) *Text {
	t.Helper()
	read, err := readTexts()
	if err != nil {
		t.Fatal(err)
	}
	text := &Text{texts: read.texts}
	text.Use(language)
	return text
}

func newScreen(t testing.TB, v *village, language string, look kit.Look, percent int) *screen {
	t.Helper()
	text := newText(t, language)
	window := oneApp().NewWindow("Lumbung")
	t.Cleanup(window.Close)
	window.SetPadded(false)
	window.Resize(fyne.NewSize(1024, 600-menuHigh))
	prefs := newPrefs()
	prefs.SetInt(prefLook, int(look))
	prefs.SetInt(prefPercent, percent)
	shell, err := NewShell(Setup{
		Window: window, Text: text, Book: v, Prefs: prefs, Now: func() time.Time { return v.now },
		Run:   func(work, then func()) { work(); then() },
		Later: func(time.Duration, func()) {},
		Begin: v, Exchange: &line{}, Shelf: shelf{}, Takeovers: &oldBooks{},
	}, v.treasurer())
	if err != nil {
		t.Fatal(err)
	}
	return &screen{Shell: shell, village: v, window: window}
}

// typed types into whatever has the keys.
func (s *screen) typed(text string) {
	for _, r := range text {
		s.window.Canvas().Focused().TypedRune(r)
	}
}

// pressed presses a key.
func (s *screen) pressed(keys ...fyne.KeyName) {
	for _, key := range keys {
		s.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: key})
	}
}

// menuHigh is what the main menu takes of the window's height in the real program.
const menuHigh = 34

// busyVillage has members, dues, savings, purchases and a bank account over some months.
func busyVillage(t testing.TB) *village {
	t.Helper()
	v := newVillage(t)
	ctx, who := context.Background(), v.treasurer()
	names := strings.Fields("Aminah Bambang Citra Darmawan Eka Fatimah Gunawan Hasanah Iskandar Juminten " +
		"Kartini Lukman Maemunah Nurhayati Oktaviani Paijo Qomariah Rusdi Suparman Tuminah")
	family := []string{"Wulandari", "Hidayat", "bin Abdullah", "Kusumawardani", "Siregar"}
	hamlets := []string{"Parit Haji Husin", "Sungai Durian", "Tebang Kacang", ""}
	var members []coop.ID
	for i := range 42 {
		v.now = clock.AddDate(0, 0, -140+i)
		name := names[i%len(names)] + " " + family[i%len(family)]
		made, err := v.AddMember(ctx, who, coop.MemberInput{
			Name: name, Hamlet: hamlets[i%len(hamlets)], Joined: coop.DateFromTime(v.now).String(), Sex: "P",
		})
		if err != nil {
			t.Fatal(err)
		}
		members = append(members, made.ID)
	}
	entry := func(day coop.Date, occasion, remark string, lines ...coop.Line) {
		v.now = day.Time().Add(4 * time.Hour)
		if _, err := v.Record(ctx, who, coop.Act{Kind: coop.KindEntry, Body: coop.Entry{
			Date: day, Occasion: occasion, Remark: remark, Lines: lines,
		}}); err != nil {
			t.Fatal(err)
		}
	}
	rp := func(n coop.Money) coop.Money { return n * coop.Rupiah }
	for i, m := range members {
		day := coop.Date(20260707).AddDays(i)
		entry(day, "dues-joining", "", coop.Line{Account: "11101", Amount: rp(120_000)},
			coop.Line{Account: "31101", Amount: -rp(100_000), Member: m},
			coop.Line{Account: "31102", Amount: -rp(20_000), Member: m, Month: 202607})
		for month := coop.Month(202608); month <= 202611 && (i+int(month))%7 != 0; month++ {
			entry(month.First().AddDays(2+i/3), "dues-mandatory", "", coop.Line{Account: "11101", Amount: rp(20_000)},
				coop.Line{Account: "31102", Amount: -rp(20_000), Member: m, Month: month})
		}
	}
	entry(20261012, "bank-deposit", "", coop.Line{Account: "11201", Amount: rp(3_000_000)},
		coop.Line{Account: "11101", Amount: -rp(3_000_000)})
	v.accepted = v.head.Seq
	entry(20261120, "savings-deposit", "titipan lewat Bu RT", coop.Line{Account: "11101", Amount: rp(250_000)},
		coop.Line{Account: "21101", Amount: -rp(250_000), Member: members[3]})
	entry(20261123, "electricity", "token listrik kantor", coop.Line{Account: "61201", Amount: rp(102_500)},
		coop.Line{Account: "11101", Amount: -rp(102_500)})
	entry(20261124, "purchase-cash", "beras 10 karung dari Pak Darto",
		coop.Line{Account: "13102", Amount: rp(1_250_000)}, coop.Line{Account: "11101", Amount: -rp(1_250_000)})
	entry(20261125, "bank-interest", "", coop.Line{Account: "11201", Amount: 1222_50},
		coop.Line{Account: "71101", Amount: -1222_50})
	v.now = clock
	return v
}

func (v *village) someMember(t testing.TB, n int) coop.MemberView {
	t.Helper()
	members, err := v.Members(context.Background(), "")
	if err != nil || len(members) <= n {
		t.Fatal(fmt.Errorf("member %d of %d: %w", n, len(members), err))
	}
	return members[n]
}

// line is an exchange that is enrolled and has nothing to do; shelf holds three files.
type line struct {
	state         ExchangeState
	tries, nudges int
	code          string // that it was enrolled with
}

func (l *line) State() ExchangeState { return l.state }
func (l *line) Try()                 { l.tries++ }
func (l *line) Nudge()               { l.nudges++ }

func (l *line) Enrol(_ context.Context, _ coop.Session, server, code string) error {
	l.state.Server, l.code = server, code
	return nil
}

func (l *line) WriteFile(context.Context) (string, int, error) {
	return "Dokumen/kiriman.lumbung", 4, nil
}

func (l *line) ReadFile(context.Context, []byte) (int, error) { return 12, nil }

func (l *line) Invite(context.Context, coop.Session, coop.ID) (string, string, error) {
	return "Dokumen/ketua.undangan", "padi-7K2M-QX4T-9FHC", nil
}

type shelf struct{}

func (shelf) Files(_ context.Context, endings ...string) ([]ShelfFile, error) {
	at := clock.Add(-3*time.Hour).Unix() / 60
	return []ShelfFile{
		{Name: "bendahara" + endings[0], Where: "Stik USB (E:)", Path: "1", At: at},
		{Name: "WhatsApp kiriman pengurus koperasi 23-11" + endings[0], Where: "Unduhan", Path: "2", At: at - 3000},
	}, nil
}

func (shelf) Read(context.Context, string) ([]byte, error) { return []byte("x"), nil }
func (shelf) Open(string) error                            { return nil }

func (shelf) Keep(_ context.Context, name string, write func(io.Writer) error) (string, error) {
	return "Dokumen/" + name, write(io.Discard)
}

func (v *village) Found(context.Context, Founding) (Opened, string, error) {
	return Opened{v, &line{}}, "K7QM-2XPD-9RTA-HJ4W-5NVC-8FYB-3GKL", nil
}

func (v *village) Join(context.Context, []byte, string) (Opened, error) {
	return Opened{v, &line{}}, nil
}
