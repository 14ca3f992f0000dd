package main

import "golang.org/x/sys/windows"

// alert shows a message without the toolkit: the program has no console on Windows.
func alert(text string) {
	message, err := windows.UTF16PtrFromString(text)
	if err != nil {
		return
	}
	title, err := windows.UTF16PtrFromString("Lumbung")
	if err != nil {
		return
	}
	_, _ = windows.MessageBox(0, message, title, windows.MB_ICONERROR)
}
