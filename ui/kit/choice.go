package kit

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Option is one thing to choose.
type Option struct {
	Key    string
	Title  string
	Remark string // shown small beside the title
	Words  string // further words that find it
	Usual  bool   // chosen on most days: before all others that fit
}

// Choice is a field in which one chooses by typing: what fits is listed below, the arrow keys walk, Enter takes.
type Choice struct {
	Entry
	// OnChosen is told what was taken; the zero option when the field was emptied.
	OnChosen func(Option)
	// Free lets what is typed stand as an answer of its own.
	Free bool

	layer   *Layer
	find    func(text string) []Option
	none    string // shown where nothing fits
	chosen  Option
	list    *optionList
	silent  bool
	browses bool // nothing was typed since the list opened: everything is offered
}

var _ Input = (*Choice)(nil)

// NewChoice makes a field to choose from what find offers for a typed text, the best first; the empty text offers
// everything. none is the sentence for a text that nothing fits.
func NewChoice(layer *Layer, none string, find func(text string) []Option) *Choice {
	c := &Choice{layer: layer, find: find, none: none}
	c.selects = true
	c.ActionItem = &widget.Button{
		Icon: theme.MenuDropDownIcon(), Importance: widget.LowImportance, OnTapped: c.onArrow,
	}
	c.ExtendBaseWidget(c)
	c.OnChanged = func(string) { c.onTyped() }
	c.list = newOptionList(c.take)
	return c
}

// FindIn offers the options in which every typed word occurs. First come those whose title or number has words that
// begin so, then those of which further words begin so, then those that have it in the middle of a word. One word alone
// says little: the usual ones come first then.
func FindIn(options []Option) func(string) []Option {
	titles, folded := make([]string, len(options)), make([]string, len(options))
	for i, o := range options {
		titles[i] = apart(o.Title + " " + o.Remark)
		folded[i] = titles[i] + apart(o.Words+" "+o.Key)
	}
	return func(text string) []Option {
		wanted := strings.Fields(apart(text))
		var ranks [4][]Option
		for i, o := range options {
			fits, begins, titled := true, true, true
			for _, word := range wanted {
				fits = fits && strings.Contains(folded[i], word)
				begins = begins && strings.Contains(folded[i], " "+word)
				titled = titled && strings.Contains(titles[i], " "+word)
			}
			switch {
			case begins && o.Usual && len(wanted) == 1:
				ranks[0] = append(ranks[0], o)
			case titled:
				ranks[1] = append(ranks[1], o)
			case begins:
				ranks[2] = append(ranks[2], o)
			case fits:
				ranks[3] = append(ranks[3], o)
			}
		}
		return slices.Concat(ranks[:]...)
	}
}

// apart writes a text small, with a blank before each word: brackets and strokes part words as well.
func apart(text string) string {
	return " " + partings.Replace(strings.ToLower(text))
}

var partings = strings.NewReplacer("(", " ", ")", " ", "/", " ", ",", " ", "·", " ", "“", " ", "”", " ")

// Chosen is what was taken; its Key is empty when nothing was.
func (c *Choice) Chosen() Option { return c.chosen }

// SetChosen takes an option without telling OnChosen.
func (c *Choice) SetChosen(o Option) {
	c.chosen, c.silent = o, true
	c.SetText(o.Title)
	c.silent = false
}

// Retake takes the option of a key without telling OnChosen; nothing where there is no such option.
func (c *Choice) Retake(key string) {
	for _, o := range c.find("") {
		if o.Key == key && key != "" {
			c.SetChosen(o)
		}
	}
}

// chosenMark stands before the key of an option in what a choice gives to be typed again: titles change with the
// language.
const chosenMark = "\x00"

func (c *Choice) typed() string {
	if c.chosen.Key != "" {
		return chosenMark + c.chosen.Key
	}
	return c.Text
}

func (c *Choice) retype(text string) {
	key, was := strings.CutPrefix(text, chosenMark)
	if !was {
		c.SetText(text)
		return
	}
	for _, o := range c.find("") {
		if o.Key == key {
			c.SetChosen(o)
			c.tell()
			c.changed()
			return
		}
	}
}

func (c *Choice) Complaint() string {
	if !c.Free && c.chosen.Key == "" && strings.TrimSpace(c.Text) != "" {
		return c.none
	}
	return ""
}

func (c *Choice) open() {
	text := c.Text
	if c.browses {
		text = ""
	}
	c.list.set(c.find(text), c.none, text)
	c.layer.Open(c, c, c.list, c.Size().Width, nil)
}

func (c *Choice) onArrow() {
	if c.layer.IsOpen(c) {
		c.layer.Close(c)
		return
	}
	c.layer.Focus(c)
	c.browses = true
	c.open()
}

func (c *Choice) onTyped() {
	if c.silent {
		return
	}
	c.browses = false
	if c.chosen.Key != "" && c.Text != c.chosen.Title {
		c.chosen = Option{}
		c.tell()
	}
	if c.focused {
		c.open()
	}
	c.changed()
}

func (c *Choice) tell() {
	if c.OnChosen != nil {
		c.OnChosen(c.chosen)
	}
}

func (c *Choice) take(o Option) {
	c.layer.Close(c)
	c.SetChosen(o)
	c.tell()
	c.changed()
	if c.OnEnter != nil {
		c.OnEnter()
	}
}

func (c *Choice) FocusLost() {
	c.Entry.FocusLost()
	if c.list.hovered {
		return // the tap that is coming takes an option
	}
	if o, ok := c.list.marked(); ok && c.layer.IsOpen(c) && !c.browses && c.chosen.Key == "" && c.Text != "" {
		c.SetChosen(o)
		c.tell()
		c.changed()
	}
	c.layer.Close(c)
}

func (c *Choice) TypedKey(event *fyne.KeyEvent) {
	open := c.layer.IsOpen(c)
	switch event.Name {
	case fyne.KeyDown, fyne.KeyUp:
		if !open {
			c.browses = c.chosen.Key != "" || c.Text == ""
			c.open()
			return
		}
		c.list.walk(event.Name == fyne.KeyDown)
	case fyne.KeyReturn, fyne.KeyEnter:
		if o, ok := c.list.marked(); open && ok && (c.chosen.Key == "" || c.list.walked) {
			c.take(o)
			return
		}
		c.layer.Close(c)
		c.Entry.TypedKey(event)
	case fyne.KeyEscape:
		if open {
			c.layer.Close(c)
			return
		}
		c.Entry.TypedKey(event)
	default:
		c.Entry.TypedKey(event)
	}
}
