package ui

import (
	"sync"

	"fyne.io/fyne/v2"

	"lumbung/assets"
	"lumbung/ui/kit"
)

// What this machine remembers of how the window looks.
const (
	prefLanguage = "language"
	prefLook     = "look"
	prefPercent  = "text-percent"
)

const percentStep = 10

// letters are the program's fonts, read once: Fyne keeps what it made of a font under the resource.
var letters = sync.OnceValue(func() (both [2]fyne.Resource) {
	both[0] = fyne.NewStaticResource("NotoSans-Regular.ttf", assets.FontRegular())
	both[1] = fyne.NewStaticResource("NotoSans-Bold.ttf", assets.FontBold())
	return both
})

// themeOf is the program's theme in a look, at a text size in percent.
func themeOf(look kit.Look, percent int) kit.Theme {
	return kit.Theme{Look: look, Percent: percent, Regular: letters()[0], Bold: letters()[1]}
}

// applyTheme puts on the look that this machine remembers, unless it is on: Fyne would read the fonts again.
func (s *Shell) applyTheme() {
	wanted := themeOf(
		kit.Look(s.Prefs.IntWithFallback(prefLook, int(kit.LookPaper))),
		s.Prefs.IntWithFallback(prefPercent, 100))
	settings := fyne.CurrentApp().Settings()
	if on, is := settings.Theme().(kit.Theme); !is || on != wanted {
		settings.SetTheme(wanted)
	}
}

// grow makes the letters larger or smaller by so many steps.
func (s *Shell) grow(steps int) {
	percent := s.Prefs.IntWithFallback(prefPercent, 100) + steps*percentStep
	s.Prefs.SetInt(prefPercent, min(max(percent, kit.PercentMin), kit.PercentMax))
	s.redraw()
}

func (s *Shell) setLook(look kit.Look) {
	s.Prefs.SetInt(prefLook, int(look))
	s.redraw()
}

// setPercent sets the size of the letters.
func (s *Shell) setPercent(percent int) {
	s.Prefs.SetInt(prefPercent, percent)
	s.redraw()
}

// switchLanguage goes to the next language.
func (s *Shell) switchLanguage() {
	languages := assets.Languages()
	for i, l := range languages {
		if l == s.Text.Language() {
			s.setLanguage(languages[(i+1)%len(languages)])
			return
		}
	}
}

func (s *Shell) setLanguage(language string) {
	s.Text.Use(language)
	s.Prefs.SetString(prefLanguage, s.Text.Language())
	s.redraw()
}

// redraw builds everything anew: sizes, colours and words are taken when a widget is made.
func (s *Shell) redraw() {
	s.applyTheme()
	s.Window.SetMainMenu(s.mainMenu())
	s.frame = newFrame(s)
	s.layer.SetContent(s.frame.outer)
	s.Reload()
}
