package kit

import "fyne.io/fyne/v2"

// passed hands F1 on to the window. Keys without Ctrl or Alt are no shortcuts in Fyne: whatever has the keys swallows
// them, and the window is told only where nothing has them.
func passed(on fyne.CanvasObject, event *fyne.KeyEvent) bool {
	if event.Name != fyne.KeyF1 {
		return false
	}
	if canvas := fyne.CurrentApp().Driver().CanvasForObject(on); canvas != nil && canvas.OnTypedKey() != nil {
		canvas.OnTypedKey()(event)
	}
	return true
}
