package main

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"lumbung/ui"
	"lumbung/ui/kit"
)

// pane is the one goroutine that touches the window, as the toolkit's own is in the real program.
type pane struct {
	mu    sync.Mutex
	todo  []func()
	comes chan struct{}
}

func newPane() *pane {
	w := &pane{comes: make(chan struct{}, 1)}
	go func() {
		for range w.comes {
			for {
				w.mu.Lock()
				if len(w.todo) == 0 {
					w.mu.Unlock()
					break
				}
				do := w.todo[0]
				w.todo = w.todo[1:]
				w.mu.Unlock()
				do()
			}
		}
	}()
	return w
}

// post lets something be done in the window, in its turn.
func (w *pane) post(do func()) {
	w.mu.Lock()
	w.todo = append(w.todo, do)
	w.mu.Unlock()
	select {
	case w.comes <- struct{}{}:
	default:
	}
}

// do does something in the window and waits for it.
func (w *pane) do(do func()) {
	done := make(chan struct{})
	w.post(func() {
		defer close(done)
		do()
	})
	<-done
}

// typist is somebody at the real window on the real book, who goes through the month by keys and says in a file what
// was typed and what the window confirmed.
type typist struct {
	t     *testing.T
	p     *program
	w     *pane
	said  *os.File
	past  past
	place int  // which task
	blank bool // its form begins empty
}

// typistFolder is where a typist's program keeps its book, and file what the typist says.
func newTypist(t *testing.T, folder, file string) *typist {
	t.Helper()
	said, err := os.OpenFile(file, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	text, err := ui.NewText("id")
	if err != nil {
		t.Fatal(err)
	}
	app := test.NewTempApp(t)
	c := &typist{t: t, w: newPane(), said: said, past: readPast(t, file)}
	c.p = &program{folder: folder, text: text, work: newWorkers(), prefs: app.Preferences()}
	c.p.work.window = c.w.post
	c.w.do(func() {
		c.p.window = app.NewWindow("Lumbung")
		c.p.window.Resize(fyne.NewSize(1024, 600))
		err = c.p.open(c.p.prefs)
	})
	if err != nil {
		t.Fatal(err)
	}
	c.quiet()
	return c
}

// say writes a line that survives the typist.
func (c *typist) say(form string, args ...any) {
	if _, err := fmt.Fprintf(c.said, form+"\n", args...); err != nil {
		c.t.Fatal(err)
	}
}

// quiet waits until the window has all it asked for: a person's fingers are slower than one write to the disk.
func (c *typist) quiet() {
	for until := time.Now().Add(time.Minute); ; {
		c.w.do(func() {})
		if c.p.work.waits.Load() == 0 {
			return
		}
		if time.Now().After(until) {
			c.t.Fatal("the window waits for ever")
		}
		time.Sleep(200 * time.Microsecond)
	}
}

// key presses keys where the focus is.
func (c *typist) key(names ...fyne.KeyName) {
	for _, name := range names {
		c.w.do(func() {
			if on := c.p.window.Canvas().Focused(); on != nil {
				on.TypedKey(&fyne.KeyEvent{Name: name})
			}
		})
	}
}

// types types letters where the focus is.
func (c *typist) types(text string) {
	for _, r := range text {
		c.w.do(func() {
			if on := c.p.window.Canvas().Focused(); on != nil {
				on.TypedRune(r)
			}
		})
	}
}

// ctrl presses a key of the menu.
func (c *typist) ctrl(name fyne.KeyName) {
	c.w.do(func() {
		for _, menu := range c.p.window.MainMenu().Items {
			for _, item := range menu.Items {
				keys, is := item.Shortcut.(*desktop.CustomShortcut)
				if is && keys.KeyName == name && keys.Modifier == fyne.KeyModifierControl {
					item.Action()
					return
				}
			}
		}
		c.t.Errorf("no command has Ctrl+%s", name)
	})
	c.quiet()
}

// line is the text of the field that has the keys.
func (c *typist) line() (line *widget.Entry) {
	c.w.do(func() {
		switch on := c.p.window.Canvas().Focused().(type) {
		case *kit.Entry:
			line = &on.Entry
		case *kit.MoneyEntry:
			line = &on.Entry.Entry
		case *kit.DateEntry:
			line = &on.Entry.Entry
		case *kit.Choice:
			line = &on.Entry.Entry
		}
	})
	return line
}

func (c *typist) read(line *widget.Entry) (text string) {
	if line != nil {
		c.w.do(func() { text = line.Text })
	}
	return text
}

// field answers one question of the open form, or finds the answer that an earlier life gave.
func (c *typist) field(n int, answer string, last bool) {
	line, known := c.line(), c.past.fields[c.place]
	have := c.read(line)
	switch {
	case n < len(known):
		if have != known[n] {
			c.t.Fatalf("task %d: field %d said %q before the plug was pulled, and now %q", c.place, n, known[n], have)
		}
	case c.blank && n == 0 && have != "" && !c.past.begun[c.place]:
		c.t.Fatalf("task %d: the form of something that is recorded comes again: %q", c.place, have)
	case answer == "↓": // takes the difference
		c.key(fyne.KeyDown)
	case answer != "":
		c.key(fyne.KeyEnd)
		for range have {
			c.key(fyne.KeyBackspace)
		}
		c.types(answer)
	}
	if !last {
		c.key(fyne.KeyReturn)
		c.quiet()
		if n >= len(known) {
			c.say("field %d %q", c.place, c.read(line))
		}
	}
}

// texts are all texts of the window that contain a part.
func (c *typist) texts(part string) string {
	var all []string
	var look func(o fyne.CanvasObject)
	look = func(o fyne.CanvasObject) {
		if !o.Visible() {
			return
		}
		switch o := o.(type) {
		case *canvas.Text:
			if strings.Contains(o.Text, part) {
				all = append(all, o.Text)
			}
		case *fyne.Container:
			for _, one := range o.Objects {
				look(one)
			}
		case fyne.Widget:
			for _, one := range test.WidgetRenderer(o).Objects() {
				look(one)
			}
		}
	}
	c.w.do(func() { look(c.p.window.Canvas().Content()) })
	return strings.Join(all, "\n")
}

// login comes in as the treasurer.
func (c *typist) login() {
	c.types("siti")
	c.key(fyne.KeyReturn)
	c.types(plugPIN)
	c.key(fyne.KeyReturn)
	c.quiet()
	if c.p.shell.Session().User.IsZero() {
		c.t.Fatalf("the treasurer cannot come in: %s", c.texts(""))
	}
}
