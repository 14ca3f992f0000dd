package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/ui/kit"
)

// ShowStop fills the window of a program that cannot go on with the reason, in words, and a way out.
func ShowStop(window fyne.Window, t *Text, reason error) {
	fyne.CurrentApp().Settings().SetTheme(themeOf(kit.LookPaper, 100))
	window.SetContent(kit.Scrolled(kit.Middle(36, kit.Stack(0.8,
		kit.HeadWords(t.T("ui.stop.title")), kit.Notice(kit.ToneBad, t.Sentence(reason)),
		kit.Flow(0, kit.Main(t.T("ui.command.quit"), theme.LogoutIcon(), window.Close))))))
}
