package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"
)

// A path is read whole in a narrow room, also one of Windows.
func TestPathWords(t *testing.T) {
	test.NewTempApp(t)
	for _, path := range []string{
		`C:\Users\Siti Rahmawati\Documents\Lumbung\Undangan`, "/media/siti/STIK-BIRU/Lumbung/Undangan/Oktober",
	} {
		p := PathWords(path, ToneSoft)
		p.wrap(10 * Em())
		if len(p.lines) < 2 || strings.Join(p.lines, "") != path {
			t.Errorf("%q is shown as %q", path, p.lines)
		}
	}
}
