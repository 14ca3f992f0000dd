package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// Task is one thing that waits: in a cap the key that leads to it, then what it is and a word about it.
type Task struct {
	press
	Cap, Title, Remark string
	Tone               Tone // the ground of the cap
}

// NewTask makes a task.
func NewTask(cap, title, remark string, tone Tone, tapped func()) *Task {
	t := &Task{Cap: cap, Title: title, Remark: remark, Tone: tone}
	t.OnTapped = tapped
	t.ExtendBaseWidget(t)
	return t
}

// TypedKey also walks to the tasks beside with the arrows.
func (t *Task) TypedKey(event *fyne.KeyEvent) { walkBeside(t, event, t.press.TypedKey) }

// walkBeside goes with the arrows to what takes the keys before or after, and hands on all other keys.
func walkBeside(from fyne.CanvasObject, event *fyne.KeyEvent, other func(*fyne.KeyEvent)) {
	on := fyne.CurrentApp().Driver().CanvasForObject(from)
	switch {
	case on != nil && (event.Name == fyne.KeyRight || event.Name == fyne.KeyDown):
		on.FocusNext()
	case on != nil && (event.Name == fyne.KeyLeft || event.Name == fyne.KeyUp):
		on.FocusPrevious()
	default:
		other(event)
	}
}

const (
	capEms    = 1.7 // a key's cap is so wide and high
	taskInset = 0.6
)

func (t *Task) CreateRenderer() fyne.WidgetRenderer {
	back, ground := canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent)
	key := canvas.NewText("", color.Black)
	title := newPara(t.Title, ToneInk, theme.SizeNameText, true)
	remark := newPara(t.Remark, ToneSoft, theme.SizeNameCaptionText, false)
	refresh := func() {
		back.FillColor, back.StrokeColor, back.StrokeWidth = tint(ColorCard), tint(ColorLine), 1
		back.CornerRadius = size(theme.SizeNameCardRadius)
		if t.hovered {
			back.FillColor = tint(ColorGoodSoft)
		}
		if t.focused {
			back.StrokeColor, back.StrokeWidth = tint(theme.ColorNamePrimary), 2
		}
		ground.FillColor, ground.StrokeColor, ground.StrokeWidth = tint(t.Tone.ground()), t.Tone.color(), 1
		ground.CornerRadius = size(theme.SizeNameButtonRadius)
		key.Text, key.Color, key.TextSize = t.Cap, t.Tone.color(), size(theme.SizeNameText)
		key.TextStyle, key.Alignment = fyne.TextStyle{Bold: true}, fyne.TextAlignCenter
		title.Text, remark.Text = t.Title, t.Remark
		remark.Hidden, key.Hidden, ground.Hidden = t.Remark == "", t.Cap == "", t.Cap == ""
		for _, o := range []fyne.CanvasObject{back, ground, key, title, remark} {
			o.Refresh()
		}
	}
	refresh()
	high := func() float32 {
		high := title.MinSize().Height
		if t.Remark != "" {
			high += remark.MinSize().Height
		}
		return max(high, capEms*Em())
	}
	return &face{
		objects: []fyne.CanvasObject{back, ground, key, title, remark},
		layout: func(s fyne.Size) {
			em := Em()
			back.Resize(s)
			for _, o := range []fyne.CanvasObject{ground, key} {
				o.Resize(fyne.NewSquareSize(capEms * em))
				o.Move(fyne.NewPos(taskInset*em, (s.Height-capEms*em)/2))
			}
			left := (2*taskInset + capEms) * em
			wide := s.Width - left - taskInset*em
			title.Resize(fyne.NewSize(wide, title.MinSize().Height)) // wrapped texts learn their width
			remark.Resize(fyne.NewSize(wide, remark.MinSize().Height))
			text := title.MinSize().Height
			if t.Remark != "" {
				text += remark.MinSize().Height
			}
			y := (s.Height - text) / 2
			title.Move(fyne.NewPos(left, y))
			title.Resize(fyne.NewSize(wide, title.MinSize().Height))
			remark.Move(fyne.NewPos(left, y+title.MinSize().Height))
			remark.Resize(fyne.NewSize(wide, remark.MinSize().Height))
		},
		min: func() fyne.Size {
			return fyne.NewSize(title.MinSize().Width+(3*taskInset+capEms)*Em(), high()+0.8*Em())
		},
		refresh: refresh,
	}
}
