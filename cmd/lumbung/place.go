package main

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"lumbung/store"
)

// bookName is the file of the user's own book in the data folder; lumbungctl opens the same one.
const bookName = "buku.lumbung"

// dataFolder is where this user's programs keep what they keep: LUMBUNG_DATA, or the place the platform has for it.
func dataFolder(env func(string) string) (string, error) {
	if folder := env("LUMBUNG_DATA"); folder != "" {
		return folder, nil
	}
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		folder, err := os.UserConfigDir()
		if err != nil {
			return "", fmt.Errorf("find the data folder: %w", err)
		}
		return filepath.Join(folder, "Lumbung"), nil
	}
	if folder := env("XDG_DATA_HOME"); filepath.IsAbs(folder) {
		return filepath.Join(folder, "lumbung"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("find the data folder: %w", err)
	}
	return filepath.Join(home, ".local", "share", "lumbung"), nil
}

func (p *program) place() store.Place {
	return store.Place{
		File: filepath.Join(p.folder, bookName), Machine: filepath.Join(p.folder, "machine"), Thrifty: true,
	}
}

// keepLog writes what the program says to a file too: on Windows nobody sees the rest. A window that cannot be made
// is told in words, because without OpenGL the toolkit would go on waiting without one.
func keepLog(folder string) (closeLog func(), err error) {
	name := filepath.Join(folder, "lumbung.log")
	if info, err := os.Stat(name); err == nil && info.Size() > logBytesMax {
		if err := os.Rename(name, name+".1"); err != nil {
			return nil, fmt.Errorf("turn the log over: %w", err)
		}
	}
	file, err := os.OpenFile(name, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open the log: %w", err)
	}
	log.SetOutput(&logWriter{file: file})
	return func() {
		log.SetOutput(os.Stderr)
		file.Close()
	}, nil
}

const logBytesMax = 1 << 20

type logWriter struct{ file *os.File }

// Write writes to the log and to the terminal, if there is one.
func (w *logWriter) Write(line []byte) (int, error) {
	os.Stderr.Write(line)
	if isNoWindow(string(line)) {
		if drawnBySoftware() {
			os.Exit(0)
		}
		alert(noWindow)
		os.Exit(exitNoWindow)
	}
	return w.file.Write(line)
}

const exitNoWindow = 3

// noWindow stands in both languages: which one was chosen does not matter to a program that cannot show anything.
const noWindow = "Lumbung tidak dapat membuka jendela: komputer ini tidak memiliki OpenGL.\n" +
	"Perbarui driver kartu grafis, atau letakkan opengl32.dll (Mesa) di folder mesa di samping lumbung.exe.\n\n" +
	"Lumbung cannot open a window: this computer has no OpenGL.\n" +
	"Update the graphics driver, or put Mesa's opengl32.dll into the folder mesa beside lumbung.exe."

// noWindowSigns are what the toolkit and the library under it write when there is no OpenGL. Of the last four the
// toolkit hears nothing: it would wait for ever for a window that it was never given.
var noWindowSigns = []string{
	"window creation error", "failed to initialise GLFW",
	"PlatformError: WGL:", "PlatformError: GLX:", "PlatformError: EGL:", "PlatformError: Win32: Failed to create",
}

func isNoWindow(line string) bool {
	return slices.ContainsFunc(noWindowSigns, func(sign string) bool { return strings.Contains(line, sign) })
}

// The size of the window is remembered; the smallest is that of the oldest laptops.
const (
	prefWide = "window-width"
	prefHigh = "window-height"
)

func rememberedSize(prefs fyne.Preferences) fyne.Size {
	wide, high := prefs.FloatWithFallback(prefWide, 1024), prefs.FloatWithFallback(prefHigh, 600)
	return fyne.NewSize(float32(wide), float32(high))
}

func rememberSize(prefs fyne.Preferences, size fyne.Size) {
	prefs.SetFloat(prefWide, float64(size.Width))
	prefs.SetFloat(prefHigh, float64(size.Height))
}
