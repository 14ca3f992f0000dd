package kit

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

// stage is a window with a layer over an object.
func stage(t testing.TB, build func(*Layer) fyne.CanvasObject) (fyne.Window, *Layer) {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(Theme{})
	window := app.NewWindow("kit")
	t.Cleanup(window.Close)
	window.SetPadded(false)
	window.Resize(fyne.NewSize(800, 600))
	layer := NewLayer(window.Canvas(), container.NewStack())
	window.SetContent(layer.Root())
	layer.SetContent(build(layer))
	return window, layer
}

func press2(on fyne.Focusable, keys ...fyne.KeyName) {
	for _, key := range keys {
		on.TypedKey(&fyne.KeyEvent{Name: key})
	}
}

func parseRupiah(text string) (int64, string) {
	text = strings.NewReplacer("Rp", "", ".", "", " ", "", ",-", "").Replace(text)
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, "angka saja"
	}
	return n, ""
}

func formatRupiah(n int64) string {
	text, _ := GroupThousands(strconv.FormatInt(n, 10), 0)
	return text
}

func TestGroupThousands(t *testing.T) {
	for _, c := range []struct{ in, want string }{ // | is the caret
		{"|", "|"},
		{"1250|", "1.250|"},
		{"1.2500|", "12.500|"},
		{"1|250000", "1.|250.000"},
		{"12.34|5", "12.34|5"},
		{"1250000,5|", "1.250.000,5|"},
		{"-1250|", "-1.250|"},
		{"250rb|", "250rb|"},
		{"12|.50", "1.2|50"},
		{"1.25|", "125|"},
	} {
		caret := strings.IndexByte(c.in, '|')
		text, at := GroupThousands(strings.Replace(c.in, "|", "", 1), caret)
		if got := text[:at] + "|" + text[at:]; got != c.want {
			t.Errorf("%s gives %s, want %s", c.in, got, c.want)
		}
	}
}

func TestMoneyEntry(t *testing.T) {
	var field *MoneyEntry
	window, _ := stage(t, func(*Layer) fyne.CanvasObject {
		field = NewMoneyEntry(parseRupiah, formatRupiah)
		return field
	})
	var told int64
	field.OnAmount = func(n int64) { told = n }
	window.Canvas().Focus(field)
	test.Type(field, "1250000")
	if field.Text != "1.250.000" || told != 1250000 || field.CursorColumn != 9 {
		t.Errorf("typed: %q, told %d, caret %d", field.Text, told, field.CursorColumn)
	}
	press2(field, fyne.KeyBackspace)
	if field.Text != "125.000" {
		t.Errorf("after Backspace: %q", field.Text)
	}
	clipboard := test.NewClipboard()
	clipboard.SetContent("Rp 1.250.000,-")
	field.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
	if amount, complaint := field.Amount(); amount != 1250000 || complaint != "" || field.Text != "1.250.000" {
		t.Errorf("pasted: %d %q %q", amount, complaint, field.Text)
	}
	field.SetText("abc")
	if field.Complaint() == "" {
		t.Error("letters are taken for an amount")
	}
}

func TestChoice(t *testing.T) {
	var choice *Choice
	window, layer := stage(t, func(l *Layer) fyne.CanvasObject {
		var options []Option
		for i, title := range []string{"Terima simpanan wajib", "Setor uang kas ke bank", "Terima bunga bank"} {
			options = append(options, Option{Key: fmt.Sprint(i), Title: title, Words: "iuran"})
		}
		choice = NewChoice(l, "tidak ada", FindIn(options))
		return container.NewVBox(choice)
	})
	next := 0
	choice.OnEnter = func() { next++ }
	window.Canvas().Focus(choice)
	for _, r := range "bank" {
		window.Canvas().Focused().TypedRune(r)
	}
	if !layer.IsOpen(choice) || len(choice.list.options) != 2 {
		t.Fatalf("open %v with %d options", layer.IsOpen(choice), len(choice.list.options))
	}
	press2(choice, fyne.KeyDown, fyne.KeyReturn)
	if choice.Chosen().Key != "2" || choice.Text != "Terima bunga bank" || next != 1 || layer.IsOpen(choice) {
		t.Errorf("chosen %+v, text %q, next %d", choice.Chosen(), choice.Text, next)
	}
	choice.SetText("tak ada")
	if choice.Chosen().Key != "" || choice.Complaint() != "tidak ada" {
		t.Errorf("still chosen: %+v, complaint %q", choice.Chosen(), choice.Complaint())
	}
	press2(choice, fyne.KeyEscape)
	if layer.IsOpen(choice) {
		t.Error("Esc leaves the options open")
	}
}

// Leaving a half-typed choice takes the best match: who types "wajib" and Tab means that one.
func TestChoice_TabTakesTheBest(t *testing.T) {
	var choice *Choice
	window, _ := stage(t, func(l *Layer) fyne.CanvasObject {
		options := []Option{{Key: "a", Title: "Simpanan pokok"}, {Key: "b", Title: "Simpanan wajib"}}
		choice = NewChoice(l, "", FindIn(options))
		return container.NewVBox(choice)
	})
	window.Canvas().Focus(choice)
	for _, r := range "waj" {
		choice.TypedRune(r)
	}
	window.Canvas().Unfocus()
	if choice.Chosen().Key != "b" {
		t.Errorf("chosen %+v", choice.Chosen())
	}
}

func TestDateEntry(t *testing.T) {
	today := time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC)
	var field *DateEntry
	_, layer := stage(t, func(l *Layer) fyne.CanvasObject {
		field = NewDateEntry(l, DateWords{}, today, func(text string) (time.Time, string) {
			day, err := time.Parse("02/01/2006", text)
			if err != nil {
				return day, "bukan tanggal"
			}
			return day, ""
		}, func(day time.Time) string { return day.Format("02/01/2006") })
		return container.NewVBox(field)
	})
	for _, step := range []struct {
		key  fyne.KeyName
		want string
	}{
		{fyne.KeyUp, "01/04/2026"},
		{fyne.KeyDown, "31/03/2026"},
		{fyne.KeyPageDown, "28/02/2026"},
		{fyne.KeyPageUp, "28/03/2026"},
	} {
		press2(field, step.key)
		if field.Text != step.want {
			t.Errorf("%s: %s, want %s", step.key, field.Text, step.want)
		}
	}
	test.Tap(field.button)
	if !layer.IsOpen(field) {
		t.Error("the calendar does not open")
	}
	press2(field, fyne.KeyEscape)
	if layer.IsOpen(field) {
		t.Error("Esc leaves the calendar open")
	}
	field.SetText("31/02/2026")
	if field.Complaint() == "" {
		t.Error("31 February is taken")
	}
}

func TestForm(t *testing.T) {
	var name, pin *Entry
	var form *Form
	var field *Field
	recorded, back := 0, 0
	window, _ := stage(t, func(l *Layer) fyne.CanvasObject {
		form = NewForm(l, 0)
		form.OnRecord, form.OnBack = func() { recorded++ }, func() { back++ }
		name, pin = NewEntry(""), NewSecret("")
		field = form.Add("Nama", name, func() string {
			if name.Text == "" {
				return "Nama harus diisi."
			}
			return ""
		})
		form.Add("PIN", pin, nil)
		return form.Content()
	})
	form.Start()
	if window.Canvas().Focused() != fyne.Focusable(name) {
		t.Fatal("the first field has not the keys")
	}
	if form.Right() || field.note.Text != "✗ Nama harus diisi." {
		t.Errorf("an empty name is right; note %q", field.note.Text)
	}
	test.Type(name, "Ani")
	if field.note.Visible() {
		t.Error("the complaint stays while one types")
	}
	press2(name, fyne.KeyReturn)
	if window.Canvas().Focused() != fyne.Focusable(pin) {
		t.Error("Enter does not go to the next field")
	}
	press2(pin, fyne.KeyReturn, fyne.KeyEscape)
	if recorded != 1 || back != 1 {
		t.Errorf("recorded %d, back %d", recorded, back)
	}
}

func TestTicks(t *testing.T) {
	ticks := NewTicks([]Tick{{Key: 1, Done: true}, {Key: 2}, {Key: 3}})
	told := 0
	ticks.OnTicked = func() { told++ }
	press2(ticks, fyne.KeySpace, fyne.KeyRight, fyne.KeySpace, fyne.KeyRight, fyne.KeySpace)
	if got := fmt.Sprint(ticks.Ticked()); got != "[2]" || told != 3 {
		t.Errorf("ticked %s, told %d", got, told) // 3 is ticked and, Right at the end staying there, unticked again
	}
}

func manyRows(l *Ledger, n int) {
	l.Rows = func() int { return n }
}

func newTestLedger(n int, open func(int)) *Ledger {
	l := NewLedger([]Column{
		{Title: "Tanggal", Ems: 5.5},
		{Title: "Catatan", Ems: 10, Grow: 1},
		{Title: "Bukti", Ems: 10, Rank: 1},
		{Title: "Jumlah", Ems: 7, Figure: true},
	}, func() int { return n }, func(row int, cells []Cell) {
		cells[0].Text = "03/11/2026"
		cells[1].Text = fmt.Sprintf("Terima simpanan wajib dari anggota nomor %d di dusun yang jauh sekali", row)
		cells[2] = Cell{Text: fmt.Sprintf("BKM-A-2026-%06d", row), Tone: ToneSoft}
		cells[3].Text = formatRupiah(int64(row) * 20000)
	}, open)
	return l
}

func TestLedger_Keys(t *testing.T) {
	opened := -1
	var ledger *Ledger
	window, _ := stage(t, func(*Layer) fyne.CanvasObject {
		ledger = newTestLedger(10_000, func(row int) { opened = row })
		return ledger
	})
	window.Canvas().Focus(ledger.Focusable())
	for _, step := range []struct {
		keys []fyne.KeyName
		want int
	}{
		{[]fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn}, 2},
		{[]fyne.KeyName{fyne.KeyReturn}, 2}, // the same again
		{[]fyne.KeyName{fyne.KeyEnd, fyne.KeyReturn}, 9999},
		{[]fyne.KeyName{fyne.KeyDown, fyne.KeyReturn}, 9999},
		{[]fyne.KeyName{fyne.KeyHome, fyne.KeyUp, fyne.KeySpace}, 0},
	} {
		opened = -1
		press2(ledger.Focusable(), step.keys...)
		if opened != step.want {
			t.Errorf("%v opened %d, want %d", step.keys, opened, step.want)
		}
	}
}

// A list that shrinks while a row is marked must not open a row that is gone.
func TestLedger_Shrinks(t *testing.T) {
	opened := -1
	var ledger *Ledger
	window, _ := stage(t, func(*Layer) fyne.CanvasObject {
		ledger = newTestLedger(50, func(row int) { opened = row })
		return ledger
	})
	window.Canvas().Focus(ledger.Focusable())
	press2(ledger.Focusable(), fyne.KeyEnd)
	manyRows(ledger, 3)
	ledger.Refresh()
	press2(ledger.Focusable(), fyne.KeyReturn)
	if opened != 2 {
		t.Errorf("opened %d of 3", opened)
	}
	manyRows(ledger, 0)
	ledger.Refresh()
	opened = -1
	press2(ledger.Focusable(), fyne.KeyReturn, fyne.KeyDown)
	if opened != -1 {
		t.Errorf("opened %d of none", opened)
	}
}

func TestLedger_Columns(t *testing.T) {
	stage(t, func(*Layer) fyne.CanvasObject { return container.NewStack() })
	ledger := newTestLedger(3, nil)
	ledger.fit(800)
	sum := float32(2*rowInset) * Em()
	for _, w := range ledger.widths {
		sum += w + columnApart*Em()
	}
	if sum < 799 || sum > 801 {
		t.Errorf("the columns of 800 pixels take %.1f", sum)
	}
	ledger.fit(420)
	if ledger.widths[2] != 0 || ledger.widths[3] == 0 {
		t.Errorf("at 420 pixels: %v; the ranked column goes, the amount stays", ledger.widths)
	}
}

func TestCut(t *testing.T) {
	stage(t, func(*Layer) fyne.CanvasObject { return container.NewStack() })
	style := fyne.TextStyle{}
	full := measure("Terima simpanan wajib", 15, style)
	if got := Cut("Terima simpanan wajib", full, 15, style); got != "Terima simpanan wajib" {
		t.Errorf("what fits is cut: %q", got)
	}
	cut := Cut("Terima simpanan wajib", full*0.6, 15, style)
	if !strings.HasSuffix(cut, "…") || measure(cut, 15, style) > full*0.6 {
		t.Errorf("%q is %.0f of %.0f wide", cut, measure(cut, 15, style), full*0.6)
	}
	if got := Cut("apa", 0, 15, style); got != "" {
		t.Errorf("without room: %q", got)
	}
	// Under the dues stood "diterima Rp2…": two rupiah, where it was twenty thousand.
	for room, want := range map[string]string{
		"diterima Rp2…": "diterima …", "diterima Rp20.…": "diterima …", "diterima Rp20.00…": "diterima …",
		"diterima Rp20.000 · E…": "diterima Rp20.000 · E…",
	} {
		if got := Cut("diterima Rp20.000 · Eka Siregar", measure(room, 15, style), 15, style); got != want {
			t.Errorf("cut to the room of %q: %q, want %q", room, got, want)
		}
	}
}

// BenchmarkLedger_Refresh draws the rows in sight of ten thousand anew, as a scroll step does.
func BenchmarkLedger_Refresh(b *testing.B) {
	var ledger *Ledger
	stage(b, func(*Layer) fyne.CanvasObject {
		ledger = newTestLedger(10_000, nil)
		return ledger
	})
	b.ResetTimer()
	for i := range b.N {
		ledger.list.ScrollToOffset(float32(i%9000) * rowHeight())
	}
}

// A grey amount is no answer; the down arrow makes it one.
func TestMoneyEntry_Suggest(t *testing.T) {
	field := NewMoneyEntry(parseRupiah, formatRupiah)
	stage(t, func(*Layer) fyne.CanvasObject { return field })
	field.Suggest(75000)
	if n, _ := field.Amount(); n != 0 || field.PlaceHolder != "75.000 ↓" {
		t.Fatalf("%d, %q", n, field.PlaceHolder)
	}
	press2(field, fyne.KeyDown)
	if n, _ := field.Amount(); n != 75000 {
		t.Errorf("taken: %d", n)
	}
	field.SetText("5")
	press2(field, fyne.KeyDown)
	if field.Text != "5" {
		t.Errorf("what was typed became %q", field.Text)
	}
}

// A dot typed where none separates thousands would make another amount of it when the field is regrouped.
func TestMoneyEntry_StrayDot(t *testing.T) {
	grouping := func(text string) (int64, string) {
		for _, group := range strings.Split(text, ".")[1:] {
			if len(group) != 3 {
				return 0, "titik"
			}
		}
		return parseRupiah(text)
	}
	for typed, complains := range map[string]bool{
		"1250.50": true, "1.250.000": false, "1.250": false, "1.25": true, "1250000": false, "12.5": true, "1.": false,
	} {
		field := NewMoneyEntry(grouping, formatRupiah)
		window, _ := stage(t, func(*Layer) fyne.CanvasObject { return field })
		window.Canvas().Focus(field)
		test.Type(field, typed)
		if got := field.Complaint() != ""; got != complains {
			t.Errorf("%q, shown as %q: complains %v", typed, field.Text, got)
		}
	}
}

// Deleting in the middle leaves the caret at the figure where it was, over any length.
func TestMoneyEntry_DeletesInTheMiddle(t *testing.T) {
	field := NewMoneyEntry(parseRupiah, formatRupiah)
	window, _ := stage(t, func(*Layer) fyne.CanvasObject { return field })
	window.Canvas().Focus(field)
	test.Type(field, "1234567")
	for field.CursorColumn > 5 { // 1.234|.567
		press2(field, fyne.KeyLeft)
	}
	press2(field, fyne.KeyBackspace)
	if field.Text != "123.567" || field.CursorColumn != 4 { // behind the dot is behind the 3
		t.Errorf("%q, caret %d", field.Text, field.CursorColumn)
	}
	field.TypedRune('9')
	if field.Text != "1.239.567" {
		t.Errorf("%q, caret %d", field.Text, field.CursorColumn)
	}
	press2(field, fyne.KeyBackspace, fyne.KeyBackspace)
	if field.Text != "12.567" {
		t.Errorf("%q", field.Text)
	}
}

// Found by beginnings of words first, then inside words; a free choice takes what is typed.
func TestChoice_Order(t *testing.T) {
	find := FindIn([]Option{
		{Key: "a", Title: "Mansur Anang"},
		{Key: "b", Title: "Anita (Dusun Hilir)", Remark: "0012"},
		{Key: "c", Title: "Joko", Words: "anggota"},
		{Key: "d", Title: "Banjar"},
	})
	var got string
	for _, o := range find("an") {
		got += o.Key
	}
	if got != "abcd" {
		t.Errorf("an finds %s", got)
	}
	if found := find("hilir"); len(found) != 1 || found[0].Key != "b" {
		t.Errorf("a word in brackets finds %v", found)
	}
	stage(t, func(layer *Layer) fyne.CanvasObject {
		c := NewChoice(layer, "tidak ada", find)
		c.SetText("lain sama sekali")
		if c.Complaint() == "" {
			t.Error("what nothing fits is taken")
		}
		c.Free = true
		if c.Complaint() != "" {
			t.Error("a free answer is refused")
		}
		return c
	})
}
