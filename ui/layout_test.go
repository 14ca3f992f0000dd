package ui

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"lumbung/ui/kit"
)

// box is a text as it stands on the screen, and how much of it can be seen.
type box struct {
	text     string
	at       fyne.Position
	size     fyne.Size
	clip     [4]float32 // left, top, right, bottom of what it is cut off by
	sideways bool       // inside something that scrolls sideways
	scrolled bool       // inside something that scrolls: what lies below is reached by scrolling
}

func (b box) String() string { return fmt.Sprintf("%q at %.0f,%.0f", b.text, b.at.X, b.at.Y) }

// boxes finds every text that is shown, by walking what is drawn.
func boxes(object fyne.CanvasObject, at fyne.Position, clip [4]float32, scrolled bool) []box {
	if object == nil || !object.Visible() {
		return nil
	}
	at = at.Add(object.Position())
	if text, is := object.(*canvas.Text); is {
		if strings.TrimSpace(text.Text) == "" {
			return nil
		}
		full := fyne.MeasureText(text.Text, text.TextSize, text.TextStyle)
		x := at.X
		switch text.Alignment {
		case fyne.TextAlignTrailing:
			x += text.Size().Width - full.Width
		case fyne.TextAlignCenter:
			x += (text.Size().Width - full.Width) / 2
		}
		y := at.Y + (text.Size().Height-full.Height)/2
		return []box{{text: text.Text, at: fyne.NewPos(x, y), size: full, clip: clip, scrolled: scrolled}}
	}
	switch o := object.(type) {
	case *container.Scroll, *widget.List:
		size := object.Size()
		clip = [4]float32{
			max(clip[0], at.X), max(clip[1], at.Y), min(clip[2], at.X+size.Width), min(clip[3], at.Y+size.Height),
		}
		scrolled = true
	case *fyne.Container:
		var all []box
		for _, child := range o.Objects {
			all = append(all, boxes(child, at, clip, scrolled)...)
		}
		return all
	}
	var all []box
	sideways := false
	if scroll, is := object.(*container.Scroll); is {
		sideways = scroll.Direction == container.ScrollHorizontalOnly
	}
	if w, is := object.(fyne.Widget); is {
		for _, child := range test.WidgetRenderer(w).Objects() {
			all = append(all, boxes(child, at, clip, scrolled)...)
		}
	}
	for i := range all {
		all[i].sideways = all[i].sideways || sideways
	}
	return all
}

// measured are the manners that a day's run measures: the usual letters, and the largest in the longer language.
// LUMBUNG_LONG, or a choice of scenes, measures all; the night differs from the paper in its colours alone.
func measured() []manner {
	all := os.Getenv("LUMBUNG_LONG") != "" || os.Getenv("LUMBUNG_SCENES") != ""
	return slices.DeleteFunc(slices.Clone(manners), func(m manner) bool {
		return m.look == kit.LookNight || !all && m.name != "id" && m.name != "en-200"
	})
}

// TestLayout opens every page and judges what is drawn: no text runs over another, none is cut off at the side, and
// none that does not scroll is cut off below; no word is of the other language; every field has its help. Opening is
// what takes the time, so that all the laws look at the same page.
func TestLayout(t *testing.T) {
	v := busyVillage(t)
	lists := wordLists(t)
	drawn, fields := 0, 0
	for _, m := range measured() {
		for _, scene := range scenes(t, v) {
			t.Run(scene.name+"_"+m.name, func(t *testing.T) {
				s := newScreen(t, v, m.language, m.look, m.percent)
				scene.open(s)
				size := s.window.Canvas().Size()
				room := [4]float32{0, 0, size.Width, size.Height}
				root := s.window.Canvas().Content().(*fyne.Container) // the page, and what floats over it
				page := boxes(root.Objects[0], fyne.Position{}, room, false)
				floating := boxes(root.Objects[1], fyne.Position{}, room, false)
				judgeLayout(t, page)
				judgeLayout(t, floating)
				if m.language == "id" || !strings.HasPrefix(scene.name, "slip-") { // a kuitansi is Indonesian
					judgeWords(t, s, lists, append(page, floating...))
				}
				judgeHelp(t, s)
				if main := mainButtons(root); len(main) > 1 {
					t.Errorf("more than one main button: %q", main)
				}
				drawn += len(page) + len(floating)
				fields += len(s.layer.Fields())
			})
		}
	}
	if os.Getenv("LUMBUNG_SCENES") == "" && (drawn < 4000 || fields < 60) {
		t.Errorf("only %d texts and %d fields were seen", drawn, fields)
	}
}

// mainButtons names the buttons that a page puts forward as its one main action.
func mainButtons(object fyne.CanvasObject) (all []string) {
	if !object.Visible() {
		return nil
	}
	switch o := object.(type) {
	case *fyne.Container:
		for _, child := range o.Objects {
			all = append(all, mainButtons(child)...)
		}
	case *widget.Button:
		if o.Importance == widget.HighImportance {
			all = []string{o.Text}
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			all = append(all, mainButtons(child)...)
		}
	}
	return all
}

// cutFigure is a figure of which an ellipsis has eaten the end: it would be read as another one.
var cutFigure = regexp.MustCompile(`^[-(]?(Rp)?[0-9][0-9.,]*…$|Rp[0-9.,]*…$|^…$`)

func judgeLayout(t *testing.T, all []box) {
	t.Helper()
	const slack = 2 // pixels that rounding may take
	for i, b := range all {
		left, right := b.at.X+slack < b.clip[0], !b.sideways && b.at.X+b.size.Width > b.clip[2]+slack
		below := !b.scrolled && b.at.Y+b.size.Height > b.clip[3]+slack
		if left || right || below {
			t.Errorf("%v is cut off (%.0f wide, room from %.0f to %.0f)", b, b.size.Width, b.clip[0], b.clip[2])
		}
		if cutFigure.MatchString(b.text) {
			t.Errorf("%v is half a figure", b)
		}
		if strings.HasPrefix(b.text, "‹") || strings.Contains(b.text, "%!") {
			t.Errorf("%v is no text", b)
		}
		for _, o := range all[i+1:] {
			if b.clip != o.clip {
				continue // one of them scrolls under the other's edge
			}
			apart := b.at.X+b.size.Width <= o.at.X+slack || o.at.X+o.size.Width <= b.at.X+slack ||
				b.at.Y+b.size.Height <= o.at.Y+slack*2 || o.at.Y+o.size.Height <= b.at.Y+slack*2
			if !apart {
				t.Errorf("%v runs over %v", b, o)
			}
		}
	}
}
