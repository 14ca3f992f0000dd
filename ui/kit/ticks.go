package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Tick is one thing of a row that can be ticked, such as a month.
type Tick struct {
	Key   int
	Title string
	Done  bool // settled before: shown, and not to be ticked by mistake
	On    bool
}

// Ticks is a field in which several of a row are ticked: arrow keys walk, Space ticks, a tap does both.
type Ticks struct {
	widget.BaseWidget
	OnTicked func()

	ticks              []Tick
	at                 int
	focused            bool
	next, back, change func()
	seen               func()
	width              float32
}

var (
	_ Input         = (*Ticks)(nil)
	_ fyne.Tappable = (*Ticks)(nil)
)

// NewTicks makes the field.
func NewTicks(ticks []Tick) *Ticks {
	t := &Ticks{}
	t.ExtendBaseWidget(t)
	t.Set(ticks)
	return t
}

// Set changes what can be ticked and goes to the first that is not settled.
func (t *Ticks) Set(ticks []Tick) {
	t.ticks, t.at = ticks, 0
	for i, tick := range ticks {
		if !tick.Done {
			t.at = i
			break
		}
	}
	t.Refresh()
}

// Ticked gives the keys that are ticked, in order.
func (t *Ticks) Ticked() []int {
	var keys []int
	for _, tick := range t.ticks {
		if tick.On {
			keys = append(keys, tick.Key)
		}
	}
	return keys
}

func (t *Ticks) Complaint() string { return "" }

func (t *Ticks) follow(next, back, changed, seen func()) {
	t.next, t.back, t.change, t.seen = next, back, changed, seen
}

func (t *Ticks) FocusGained() {
	t.focused = true
	t.Refresh()
	if t.seen != nil {
		t.seen()
	}
}

func (t *Ticks) FocusLost()       { t.focused = false; t.Refresh() }
func (t *Ticks) TypedRune(_ rune) {}

func (t *Ticks) toggle(i int) {
	if i < 0 || i >= len(t.ticks) {
		return
	}
	t.at = i
	t.ticks[i].On = !t.ticks[i].On
	t.Refresh()
	if t.OnTicked != nil {
		t.OnTicked()
	}
	if t.change != nil {
		t.change()
	}
}

func (t *Ticks) TypedKey(event *fyne.KeyEvent) {
	if passed(event) {
		return
	}
	columns := t.columns(t.width)
	switch event.Name {
	case fyne.KeySpace:
		t.toggle(t.at)
	case fyne.KeyRight:
		t.walk(1)
	case fyne.KeyLeft:
		t.walk(-1)
	case fyne.KeyDown:
		t.walk(columns)
	case fyne.KeyUp:
		t.walk(-columns)
	case fyne.KeyReturn, fyne.KeyEnter:
		if t.next != nil {
			t.next()
		}
	case fyne.KeyEscape:
		if t.back != nil {
			t.back()
		}
	}
}

func (t *Ticks) walk(by int) {
	if to := t.at + by; to >= 0 && to < len(t.ticks) {
		t.at = to
		t.Refresh()
	}
}

const (
	tickWide = 5.8 // ems
	tickHigh = 1.9
	tickGap  = 0.3
)

func (t *Ticks) columns(width float32) int {
	em := Em()
	return max(1, min(int((width+tickGap*em)/((tickWide+tickGap)*em)), max(len(t.ticks), 1)))
}

func (t *Ticks) Tapped(event *fyne.PointEvent) {
	if canvas := fyne.CurrentApp().Driver().CanvasForObject(t); canvas != nil {
		canvas.Focus(t)
	}
	em := Em()
	column, row := int(event.Position.X/((tickWide+tickGap)*em)), int(event.Position.Y/((tickHigh+tickGap)*em))
	if columns := t.columns(t.width); column < columns {
		t.toggle(row*columns + column)
	}
}

// Cursor is a hand.
func (t *Ticks) Cursor() desktop.Cursor { return desktop.PointerCursor }

func (t *Ticks) CreateRenderer() fyne.WidgetRenderer {
	f := &face{}
	draw := func() {
		for len(f.objects) < 2*len(t.ticks) {
			f.objects = append(f.objects, canvas.NewRectangle(color.Transparent), canvas.NewText("", color.Black))
		}
		em, columns := Em(), t.columns(t.width)
		for i := range len(f.objects) / 2 {
			back, text := f.objects[2*i].(*canvas.Rectangle), f.objects[2*i+1].(*canvas.Text)
			back.Hidden, text.Hidden = i >= len(t.ticks), i >= len(t.ticks)
			if back.Hidden {
				continue
			}
			at := fyne.NewPos(float32(i%columns)*(tickWide+tickGap)*em, float32(i/columns)*(tickHigh+tickGap)*em)
			for _, o := range []fyne.CanvasObject{back, text} {
				o.Move(at)
				o.Resize(fyne.NewSize(tickWide*em, tickHigh*em))
			}
			t.drawTick(t.ticks[i], i == t.at && t.focused, back, text)
		}
	}
	f.refresh = draw
	f.layout = func(s fyne.Size) {
		t.width = s.Width
		draw()
	}
	f.min = func() fyne.Size {
		em, columns := Em(), t.columns(max(t.width, 2*tickWide*Em()))
		rows := (len(t.ticks) + columns - 1) / columns
		return fyne.NewSize(tickWide*em, max(float32(rows)*(tickHigh+tickGap)-tickGap, tickHigh)*em)
	}
	return f
}

func (t *Ticks) drawTick(tick Tick, near bool, back *canvas.Rectangle, text *canvas.Text) {
	sign, tone := "☐ ", ToneInk
	back.FillColor, back.StrokeColor, back.StrokeWidth = tint(theme.ColorNameInputBackground),
		tint(theme.ColorNameInputBorder), 1
	back.CornerRadius = size(theme.SizeNameInputRadius)
	switch {
	case tick.On:
		sign, tone = "✓ ", ToneOnBrand
		back.FillColor, back.StrokeColor = tint(theme.ColorNamePrimary), tint(theme.ColorNamePrimary)
	case tick.Done:
		sign, tone = "● ", ToneSoft
		back.FillColor = tint(ColorSide)
	}
	if near {
		back.StrokeColor, back.StrokeWidth = tint(theme.ColorNameForeground), 2
	}
	text.Color, text.TextSize, text.Alignment = tone.color(), size(theme.SizeNameCaptionText), fyne.TextAlignCenter
	text.TextStyle = fyne.TextStyle{Bold: tick.On}
	text.Text = Cut(sign+tick.Title, tickWide*Em()-4, text.TextSize, text.TextStyle)
	back.Refresh()
	text.Refresh()
}
