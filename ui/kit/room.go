package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// Space keeps an empty room of so many ems.
func Space(wide, high float32) fyne.CanvasObject {
	return container.New(&leastLayout{wide, high}, canvas.NewRectangle(color.Transparent))
}

// Least keeps at least the room of so many ems for an object.
func Least(wide, high float32, object fyne.CanvasObject) *fyne.Container {
	return container.New(&leastLayout{wide, high}, object)
}

type leastLayout struct{ wide, high float32 }

func (l *leastLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.Position{})
		o.Resize(size)
	}
}

func (l *leastLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := fyne.NewSize(l.wide*Em(), l.high*Em())
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	return least
}

// Inset leaves so many ems free around an object.
func Inset(ems float32, object fyne.CanvasObject) *fyne.Container {
	return container.New(&insetLayout{ems, ems}, object)
}

// InsetXY leaves so many ems free beside and above an object.
func InsetXY(wide, high float32, object fyne.CanvasObject) *fyne.Container {
	return container.New(&insetLayout{wide, high}, object)
}

type insetLayout struct{ wide, high float32 }

func (l *insetLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	room := fyne.NewSize(l.wide*Em(), l.high*Em())
	for _, o := range objects {
		o.Move(fyne.NewPos(room.Width, room.Height))
		o.Resize(fyne.NewSize(size.Width-2*room.Width, size.Height-2*room.Height))
	}
}

func (l *insetLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	return least.AddWidthHeight(2*l.wide*Em(), 2*l.high*Em())
}

// Stack sets objects from the top, each as high as it needs at the width it gets, so many ems apart. It shrinks
// below the width of its widest child only where that child wraps or cuts its text.
func Stack(apartEms float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columnLayout{apart: apartEms}, objects...)
}

type columnLayout struct {
	apart, mostEms float32
}

func (l *columnLayout) wide(width float32) float32 {
	if most := l.mostEms * Em(); most > 0 && width > most {
		return most
	}
	return width
}

func (l *columnLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y, width := float32(0), l.wide(size.Width)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(width, o.MinSize().Height)) // wrapped texts learn their width
		high := o.MinSize().Height
		o.Resize(fyne.NewSize(width, high))
		y += high + l.apart*Em()
	}
}

func (l *columnLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		need := o.MinSize()
		if least.Height > 0 {
			least.Height += l.apart * Em()
		}
		least.Width = max(least.Width, need.Width)
		least.Height += need.Height
	}
	return least
}

// Capped is a Stack that never grows wider than so many ems: long lines are hard to read.
func Capped(mostEms, apartEms float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columnLayout{apart: apartEms, mostEms: mostEms}, objects...)
}

// Flow sets objects side by side at the size they need and goes on below where the width ends.
func Flow(apartEms float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flowLayout{apart: apartEms}, objects...)
}

type flowLayout struct {
	apart float32
	width float32
}

func (l *flowLayout) walk(objects []fyne.CanvasObject, width float32, place bool) float32 {
	x, y, high, apart := float32(0), float32(0), float32(0), l.apart*Em()
	var row []fyne.CanvasObject
	settle := func() {
		if !place {
			return
		}
		for _, o := range row {
			o.Move(fyne.NewPos(o.Position().X, y+(high-o.Size().Height)/2))
		}
	}
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		need := o.MinSize()
		if x > 0 && x+need.Width > width {
			settle()
			row, x, y, high = nil, 0, y+high+apart/6, 0
		}
		if place {
			o.Resize(fyne.NewSize(min(need.Width, width), need.Height))
			o.Move(fyne.NewPos(x, y))
			row = append(row, o)
		}
		x += need.Width + apart
		high = max(high, need.Height)
	}
	settle()
	return y + high
}

func (l *flowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	l.walk(objects, size.Width, true)
}

func (l *flowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var widest float32
	for _, o := range objects {
		if o.Visible() {
			widest = max(widest, o.MinSize().Width)
		}
	}
	return fyne.NewSize(widest, l.walk(objects, max(l.width, widest), false))
}

// Tiles sets objects in as many equal columns as leave each at least so many ems; all of a row are equally high.
func Tiles(leastEms, apartEms float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&tileLayout{least: leastEms, apart: apartEms}, objects...)
}

type tileLayout struct {
	least, apart float32
	width        float32
}

func (l *tileLayout) columns(n int, width float32) int {
	apart := l.apart * Em()
	fit := int((width + apart) / (l.least*Em() + apart))
	return max(1, min(fit, n))
}

func (l *tileLayout) walk(objects []fyne.CanvasObject, width float32, place bool) float32 {
	var shown []fyne.CanvasObject
	for _, o := range objects {
		if o.Visible() {
			shown = append(shown, o)
		}
	}
	if len(shown) == 0 {
		return 0
	}
	apart, columns := l.apart*Em(), l.columns(len(shown), width)
	wide := (width - apart*float32(columns-1)) / float32(columns)
	y := float32(0)
	for first := 0; first < len(shown); first += columns {
		row := shown[first:min(first+columns, len(shown))]
		high := float32(0)
		for _, o := range row {
			if place {
				o.Resize(fyne.NewSize(wide, o.MinSize().Height))
			}
			high = max(high, o.MinSize().Height)
		}
		for i, o := range row {
			if place {
				o.Move(fyne.NewPos(float32(i)*(wide+apart), y))
				o.Resize(fyne.NewSize(wide, high))
			}
		}
		y += high + apart
	}
	return y - apart
}

func (l *tileLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	l.walk(objects, size.Width, true)
}

func (l *tileLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var widest float32
	for _, o := range objects {
		if o.Visible() {
			widest = max(widest, o.MinSize().Width)
		}
	}
	return fyne.NewSize(widest, l.walk(objects, max(l.width, widest), false))
}

// Middle sets an object in the middle of the width, at most so many ems wide.
func Middle(mostEms float32, object fyne.CanvasObject) *fyne.Container {
	return container.New(&middleLayout{mostEms}, object)
}

type middleLayout struct{ most float32 }

func (l *middleLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	wide := min(size.Width-2*Em(), l.most*Em())
	for _, o := range objects {
		o.Resize(fyne.NewSize(wide, o.MinSize().Height)) // wrapped texts learn their width
		high := o.MinSize().Height
		o.Move(fyne.NewPos((size.Width-wide)/2, max(0, (size.Height-high)/3)))
		o.Resize(fyne.NewSize(wide, high))
	}
}

func (l *middleLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	return least.AddWidthHeight(2*Em(), Em())
}

// Head sets a title and, to its right, buttons; where the width is too short, the buttons go below.
func Head(title, buttons fyne.CanvasObject) *fyne.Container {
	if buttons == nil {
		return container.New(&headLayout{}, title)
	}
	return container.New(&headLayout{}, title, buttons)
}

type headLayout struct {
	width float32
	least float32 // ems that the first keeps beside the buttons
}

func (l *headLayout) stacked(objects []fyne.CanvasObject) bool {
	return len(objects) > 1 && l.width > 0 &&
		max(objects[0].MinSize().Width, l.least*Em())+Em()+objects[1].MinSize().Width > l.width
}

func (l *headLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	title := objects[0].MinSize()
	if len(objects) == 1 {
		objects[0].Resize(size)
		return
	}
	buttons := objects[1].MinSize()
	if l.stacked(objects) {
		objects[0].Move(fyne.Position{})
		objects[0].Resize(fyne.NewSize(size.Width, title.Height))
		objects[1].Move(fyne.NewPos(0, title.Height+0.2*Em()))
		objects[1].Resize(fyne.NewSize(min(buttons.Width, size.Width), buttons.Height))
		return
	}
	objects[0].Resize(fyne.NewSize(size.Width-buttons.Width-Em(), size.Height)) // wrapped texts learn their width
	high := objects[0].MinSize().Height
	objects[0].Move(fyne.NewPos(0, (size.Height-high)/2))
	objects[0].Resize(fyne.NewSize(size.Width-buttons.Width-Em(), high))
	objects[1].Move(fyne.NewPos(size.Width-buttons.Width, (size.Height-buttons.Height)/2))
	objects[1].Resize(buttons)
}

func (l *headLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := objects[0].MinSize()
	if len(objects) == 1 {
		return least
	}
	buttons := objects[1].MinSize()
	if l.stacked(objects) {
		return fyne.NewSize(max(least.Width, buttons.Width), least.Height+buttons.Height+0.2*Em())
	}
	return fyne.NewSize(least.Width, max(least.Height, buttons.Height))
}

// TextEms is how many ems a text needs.
func TextEms(text string, bold bool) float32 {
	return measure(text, Em(), fyne.TextStyle{Bold: bold}) / Em()
}
