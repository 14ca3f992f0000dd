package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// Form asks for a few things. Enter goes to the next field and, from the last one, records; Esc goes back. What is
// wrong is said in a sentence below its field, when the person leaves it or records.
type Form struct {
	OnRecord func()
	OnBack   func()
	OnChange func() // after any change of any field
	OnSeen   func() // a field has got the keys: what stood in the one before is complete

	layer  *Layer
	fields []*Field
	root   *fyne.Container
}

// Field is one question of a form.
type Field struct {
	Label string
	Input Input
	Check func() string // a sentence when the answer will not do; nil for none

	form  *Form
	hint  string
	odd   string // what was warned of; it stands as long as the answer does
	note  *Para
	block *fyne.Container
}

// NewForm makes a form whose fields stand in columns of at least so many ems; 0 sets them below each other.
func NewForm(layer *Layer, columnEms float32) *Form {
	f := &Form{layer: layer}
	if columnEms > 0 {
		f.root = Tiles(columnEms, 0.8)
	} else {
		f.root = Stack(0.35)
	}
	layer.forms = append(layer.forms, f)
	return f
}

// Content is what the page shows.
func (f *Form) Content() *fyne.Container { return f.root }

// Add appends a question.
func (f *Form) Add(label string, input Input, check func() string) *Field {
	field := &Field{Label: label, Input: input, Check: check, form: f}
	field.note = SmallWords("", ToneSoft)
	field.note.Hide()
	name := (&Line{Text: label, Letters: theme.SizeNameCaptionText, Bold: true, LeastEms: 5}).With()
	field.block = Stack(0.15, name, container.New(&leastLayout{8, 0}, input), field.note)
	f.root.Add(field.block)
	f.hold(field)
	return field
}

// Bare appends a question that the caller sets into a table; what is wrong with it is said in notes, which stand below
// its row.
func (f *Form) Bare(label string, input Input, notes *fyne.Container, check func() string) *Field {
	field := &Field{Label: label, Input: input, Check: check, form: f}
	field.note = SmallWords("", ToneSoft)
	field.note.Hide()
	field.block = notes
	notes.Add(field.note)
	f.hold(field)
	return field
}

func (f *Form) hold(field *Field) {
	f.fields = append(f.fields, field)
	field.Input.follow(func() { f.next(field) }, f.back, func() { f.changed(field) }, func() {
		field.Reveal()
		if f.layer.Seen != nil {
			f.layer.Seen(field)
		}
		if f.OnSeen != nil {
			f.OnSeen()
		}
	})
}

// Arrange sets the questions in the order in which Enter goes through them; those left out are asked no more.
func (f *Form) Arrange(fields ...*Field) { f.fields = fields }

// Place sets the questions in this order, on the page and for Enter: one that was added late may stand among the first.
func (f *Form) Place(fields ...*Field) {
	f.fields, f.root.Objects = fields, nil
	for _, field := range fields {
		f.root.Objects = append(f.root.Objects, field.block)
	}
	f.root.Refresh()
}

// Next goes on from a field, as Enter does.
func (f *Form) Next(from *Field) { f.next(from) }

// Typed is what stands in the field, to be written into it again by Retype: the text, or what was chosen.
func (f *Field) Typed() string {
	if keeps, is := f.Input.(retyper); is {
		return keeps.typed()
	}
	return ""
}

// Secret says whether what is typed must not be shown.
func (f *Field) Secret() bool {
	e, is := f.Input.(*Entry)
	return is && e.Password
}

// Retype writes what Typed gave, as if the person did.
func (f *Field) Retype(text string) {
	if keeps, is := f.Input.(retyper); is {
		keeps.retype(text)
	}
}

// retyper is an input that can be typed again.
type retyper interface {
	typed() string
	retype(text string)
}

// talker is an input that says back what it understood.
type talker interface{ said() string }

// Clear takes all questions away.
func (f *Form) Clear() {
	f.fields = nil
	f.root.RemoveAll()
}

// SetHint says below the field what is meant, as long as nothing is wrong.
func (f *Field) SetHint(text string) *Field {
	f.hint = text
	f.say(text, ToneSoft)
	return f
}

// Above sets something on top of the question, to be in sight whenever the question is.
func (f *Field) Above(object fyne.CanvasObject) *Field {
	f.block.Objects = append([]fyne.CanvasObject{object}, f.block.Objects...)
	f.block.Refresh()
	return f
}

// Reveal scrolls the page to where the question is in sight.
func (f *Field) Reveal() {
	if f.form.layer.Reveal != nil {
		f.form.layer.Reveal(f.block)
	}
}

// Complain says below the field what is wrong; the empty text takes it back.
func (f *Field) Complain(sentence string) {
	switch {
	case sentence != "":
		f.say(sentence, ToneBad)
	case f.odd != "":
		f.say(f.odd, ToneWait)
	default:
		f.say(f.hint, ToneSoft)
	}
}

// Warn says below the field what is odd, though it may stand.
func (f *Field) Warn(sentence string) {
	if f.odd = sentence; sentence == "" {
		f.say(f.hint, ToneSoft)
		return
	}
	f.say(sentence, ToneWait)
}

func (f *Field) say(text string, tone Tone) {
	if tone == ToneBad {
		text = "✗ " + text
	}
	if f.note.Text == text && f.note.Visible() == (text != "") {
		return
	}
	f.note.Text, f.note.Tone = text, tone
	f.note.Hidden = text == ""
	f.note.Refresh()
	f.Grown()
	if f.form.layer.canvas.Focused() == fyne.Focusable(f.Input) {
		f.Reveal() // what is said now may lie below the edge
	}
}

// Grown lays the page out again after something of the question needs another height.
func (f *Field) Grown() {
	f.block.Refresh()
	f.form.root.Refresh()
	if f.form.layer.Grown != nil {
		f.form.layer.Grown()
	}
}

func (f *Field) wrong() string {
	if sentence := f.Input.Complaint(); sentence != "" {
		return sentence
	}
	if f.Check != nil {
		return f.Check()
	}
	return ""
}

// Right tells whether every answer will do; the first that will not gets the focus and each its sentence.
func (f *Form) Right() bool {
	var first *Field
	for _, field := range f.fields {
		sentence := field.wrong()
		field.Complain(sentence)
		if sentence != "" && first == nil {
			first = field
		}
	}
	if first != nil {
		f.focus(first)
	}
	return first == nil
}

// Start sets the focus on the first question.
func (f *Form) Start() {
	if len(f.fields) > 0 {
		f.focus(f.fields[0])
	}
}

// FocusOn sets the focus on a question.
func (f *Form) FocusOn(field *Field) { f.focus(field) }

func (f *Form) focus(field *Field) { f.layer.Focus(field.Input) }

func (f *Form) next(from *Field) {
	from.Complain(from.wrong())
	for i, field := range f.fields {
		if field != from {
			continue
		}
		if i+1 < len(f.fields) {
			f.focus(f.fields[i+1])
			return
		}
	}
	if f.OnRecord != nil {
		f.OnRecord()
	}
}

func (f *Form) back() {
	if f.OnBack != nil {
		f.OnBack()
	}
}

func (f *Form) changed(field *Field) {
	field.odd = ""
	field.Complain("")
	if talks, is := field.Input.(talker); is && talks.said() != "" {
		field.say(talks.said(), ToneSoft)
	}
	if f.OnChange != nil {
		f.OnChange()
	}
	if f.layer.Typed != nil {
		f.layer.Typed()
	}
}
