package kit

import "fyne.io/fyne/v2"

// passed hands F1 on to the window. Keys without Ctrl or Alt are no shortcuts in Fyne: whatever has the keys swallows
// them, and the window is told only where nothing has them. The program has one window; which canvas a widget is on
// cannot be asked from inside it, for the window knows only the outermost of embedded widgets.
func passed(event *fyne.KeyEvent) bool {
	if event.Name != fyne.KeyF1 {
		return false
	}
	for _, window := range fyne.CurrentApp().Driver().AllWindows() {
		if told := window.Canvas().OnTypedKey(); told != nil {
			told(event)
			break
		}
	}
	return true
}
