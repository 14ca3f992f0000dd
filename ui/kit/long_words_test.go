package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

func TestHalve(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(Theme{})
	for _, c := range []struct{ text, like, first, second string }{ // like: as wide as this
		{"Komputer dan printer kantor", "Komputer dan prin", "Komputer dan", "printer kantor"},
		{"Komputer dan printer kantor", "Komputer dan", "Komputer dan", "printer kantor"},
		{"Listrik dibayar · token kantor", "Listrik dibayar · t", "Listrik dibayar", "token kantor"},
		{"Listrik dibayar · token kantor", "Listrik dibayar ·", "Listrik dibayar", "token kantor"},
		{"\u2002\u2002Kas dan setara kas", "\u2002\u2002Kas dan seta", "\u2002\u2002Kas dan", "\u2002\u2002setara kas"},
		{"undangan-bendahara.lumbung", "undangan-bendahara.lu", "undangan-bendahara.", "lumbung"},
		{"Kusumawardhaningrum", "Kusumawardh", "Kusumawardh", "aningrum"},
		{"satu dua tiga empat lima", "satu dua", "satu dua", "tiga e…"},
	} {
		wide := measure(c.like, Em(), fyne.TextStyle{})
		first, second := Halve(c.text, wide, Em(), fyne.TextStyle{})
		if first != c.first || second != c.second {
			t.Errorf("%q at %q gives %q and %q, want %q and %q", c.text, c.like, first, second, c.first, c.second)
		}
	}
}

// TestLedger_LongWords shows that a name too long for its column stands whole on two lines, that both lie inside the
// row, and that a figure stands on one.
func TestLedger_LongWords(t *testing.T) {
	for _, percent := range []int{100, 200} {
		test.NewTempApp(t).Settings().SetTheme(Theme{Percent: percent})
		name := "Raden Ayu Siti Nurhaliza"
		short := NewShort([]Column{{Title: "Nama", Ems: 7}, {Title: "Jumlah", Ems: 6, Figure: true}}, 1,
			func(_ int, cells []Cell) { cells[0].Text, cells[1].Text = name, "1.250.000" }, nil)
		short.Resize(fyne.NewSize(20*Em(), short.MinSize().Height))
		test.WidgetRenderer(short).Layout(short.Size())
		row := short.rows[0].(*stillRow).row
		var lines []string
		for _, o := range test.WidgetRenderer(row).Objects() {
			text, is := o.(*canvas.Text)
			if !is || !text.Visible() {
				continue
			}
			lines = append(lines, text.Text)
			if y := text.Position().Y; y < -0.1*Em() || y+text.Size().Height > row.Size().Height+0.1*Em() {
				t.Errorf("%d %%: %q leaves its row: %.0f to %.0f of %.0f", percent, text.Text, y,
					y+text.Size().Height, row.Size().Height)
			}
		}
		if got, want := strings.Join(lines, "|"), "Raden Ayu Siti|Nurhaliza|1.250.000"; got != want {
			t.Errorf("%d %%: %s stands there, want %s", percent, got, want)
		}
	}
}
