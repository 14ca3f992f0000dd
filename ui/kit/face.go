package kit

import "fyne.io/fyne/v2"

// face is the renderer of our own widgets: what is drawn, how it is laid out, how it follows the theme.
type face struct {
	objects []fyne.CanvasObject
	layout  func(fyne.Size)
	min     func() fyne.Size
	refresh func()
}

var _ fyne.WidgetRenderer = (*face)(nil)

func (f *face) Destroy()                     {}
func (f *face) Objects() []fyne.CanvasObject { return f.objects }
func (f *face) MinSize() fyne.Size           { return f.min() }
func (f *face) Layout(size fyne.Size)        { f.layout(size) }

func (f *face) Refresh() {
	if f.refresh != nil {
		f.refresh()
	}
}
