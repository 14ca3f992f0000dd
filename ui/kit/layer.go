package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Layer lies over the whole window and carries what floats: the choices of a field, a calendar, a toast. Unlike
// Fyne's overlays it leaves the focus where it is, so that one goes on typing.
type Layer struct {
	Grown   func()                  // told when something in the page needs another height
	Reveal  func(fyne.CanvasObject) // told what must be in sight: the field that has the keys
	Seen    func(*Field)            // told which question has the keys
	Typed   func()                  // told when a form has changed
	canvas  fyne.Canvas
	forms   []*Form         // of the page that is drawn
	root    *fyne.Container // content, then the floats
	floats  *fyne.Container
	owner   any // whose float is open
	float   fyne.CanvasObject
	onClose func()
	toast   fyne.CanvasObject
}

// NewLayer lays a layer over content; Root is what goes into the window whose canvas is given.
func NewLayer(canvas fyne.Canvas, content fyne.CanvasObject) *Layer {
	l := &Layer{canvas: canvas, floats: container.NewWithoutLayout()}
	l.root = container.NewStack(container.NewStack(newGround(), content), l.floats)
	return l
}

// Focus sets the keys on an object, also on one that was not painted yet.
func (l *Layer) Focus(on fyne.Focusable) { l.canvas.Focus(on) }

// Forget begins another page: the forms made from now on are its own.
func (l *Layer) Forget() { l.forms = nil }

// Fields are the questions of the page's forms.
func (l *Layer) Fields() []*Field {
	var all []*Field
	for _, f := range l.forms {
		all = append(all, f.fields...)
	}
	return all
}

// FieldAt is the question that has the keys; nil where none has.
func (l *Layer) FieldAt() *Field {
	on := l.canvas.Focused()
	for _, f := range l.Fields() {
		if on != nil && fyne.Focusable(f.Input) == on {
			return f
		}
	}
	return nil
}

// Root is the content with the layer over it.
func (l *Layer) Root() fyne.CanvasObject { return l.root }

// SetContent changes what lies below.
func (l *Layer) SetContent(content fyne.CanvasObject) {
	l.Close(l.owner)
	l.root.Objects[0] = container.NewStack(newGround(), content)
	content.Resize(l.root.Size())
	l.root.Refresh()
}

// Open floats an object under (or, where there is no room, over) the anchor, closing what another owner has open.
// onClose, if any, is told when something else closes it.
func (l *Layer) Open(owner any, anchor, object fyne.CanvasObject, wide float32, onClose func()) {
	if l.owner != owner {
		l.Close(l.owner)
	}
	if l.float != nil {
		l.floats.Remove(l.float)
	}
	l.owner, l.float, l.onClose = owner, object, onClose
	l.floats.Add(object)
	driver := fyne.CurrentApp().Driver()
	at := driver.AbsolutePositionForObject(anchor).Subtract(driver.AbsolutePositionForObject(l.root))
	need := object.MinSize()
	wide = max(wide, need.Width)
	room := l.root.Size()
	below := room.Height - at.Y - anchor.Size().Height - gap()
	high := need.Height
	y := at.Y + anchor.Size().Height + gap()/2
	if below < high && at.Y > below { // more room above
		high = min(high, at.Y-gap())
		y = at.Y - high - gap()/2
	} else {
		high = min(high, below)
	}
	object.Resize(fyne.NewSize(min(wide, room.Width), high))
	object.Move(fyne.NewPos(max(0, min(at.X, room.Width-wide)), y))
	object.Refresh()
}

// IsOpen says whether the owner's float is open.
func (l *Layer) IsOpen(owner any) bool { return l.float != nil && l.owner == owner }

// Close takes the owner's float away.
func (l *Layer) Close(owner any) {
	if l.float == nil || l.owner != owner {
		return
	}
	l.floats.Remove(l.float)
	told := l.onClose
	l.owner, l.float, l.onClose = nil, nil, nil
	if told != nil {
		told()
	}
}

// CloseAny takes away whatever is open: another page comes.
func (l *Layer) CloseAny() { l.Close(l.owner) }

// Toast shows a short word over the foot of the page until Quieten or the next toast; on the right, for the page's
// main button stands on the left.
func (l *Layer) Toast(tone Tone, text string) {
	l.Quieten()
	line := (&Line{Text: text, Tone: tone, Bold: true, LeastEms: 10}).With()
	sheet := newSheet(tone.ground(), tone.name(), InsetXY(1, 0.6, line))
	l.toast = sheet
	l.floats.Add(sheet)
	room, need := l.root.Size(), fyne.MeasureText(text, Em(), fyne.TextStyle{Bold: true})
	wide := min(need.Width+2.2*Em(), room.Width-2*Em())
	sheet.Resize(fyne.NewSize(wide, sheet.MinSize().Height))
	sheet.Move(fyne.NewPos(room.Width-wide-Em(), room.Height-sheet.MinSize().Height-3.4*Em()))
	sheet.Refresh()
}

// Quieten takes the toast away.
func (l *Layer) Quieten() {
	if l.toast != nil {
		l.floats.Remove(l.toast)
		l.toast = nil
	}
}
