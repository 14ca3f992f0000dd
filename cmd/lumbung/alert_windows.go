package main

import (
	"cmp"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/sys/windows"
)

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

// driverFolder lies beside the program and may hold Mesa's opengl32.dll with the DLLs that it needs. It is not used
// where the computer has an OpenGL of its own, which is faster.
const (
	driverFolder = "mesa"
	openGL       = "opengl32.dll"
)

// drawnBySoftware puts the software driver beside the program, where Windows looks first, and starts the program again.
// False: there is none, it is in use already and did not help, or it cannot be put there.
func drawnBySoftware() bool {
	program, err := os.Executable()
	if err != nil {
		return false
	}
	beside := filepath.Dir(program)
	drivers, err := filepath.Glob(filepath.Join(beside, driverFolder, "*.dll"))
	if err != nil || len(drivers) == 0 {
		return false
	}
	if _, err := os.Stat(filepath.Join(beside, openGL)); err == nil {
		return false
	}
	// opengl32.dll comes last: it is what a later start looks for, and it needs the others.
	slices.SortFunc(drivers, func(a, b string) int { return cmp.Compare(isOpenGL(a), isOpenGL(b)) })
	for _, driver := range drivers {
		if err := copyFile(driver, filepath.Join(beside, filepath.Base(driver))); err != nil {
			return false
		}
	}
	again := exec.Command(program, os.Args[1:]...)
	return again.Start() == nil
}

// isOpenGL is 1 for the driver itself and 0 for what it needs.
func isOpenGL(path string) int {
	if strings.EqualFold(filepath.Base(path), openGL) {
		return 1
	}
	return 0
}

// copyFile copies under another name first, so that half a file never bears the right one.
func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	part := to + ".part"
	out, err := os.Create(part)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		out.Close()
		return err
	}
	if err := out.Close(); err != nil {
		return err
	}
	return os.Rename(part, to)
}
