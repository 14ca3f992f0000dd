package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"lumbung/store/coop"
	"lumbung/ui"
)

// shelf looks where people's files lie.
type shelf struct {
	text  *ui.Text
	keeps string // where papers go
	roots func() []root
}

// root is one place with the key of its words.
type root struct{ key, path string }

func newShelf(data string, text *ui.Text) *shelf {
	home, err := os.UserHomeDir()
	if err != nil || os.Getenv("LUMBUNG_DATA") != "" {
		home = data // a run of its own, such as a test, stays in its folder
	}
	documents := firstFolder(home, "Documents", "Dokumen")
	return &shelf{text: text, keeps: filepath.Join(documents, "Lumbung"), roots: func() []root {
		roots := []root{
			{"ui.shelf.documents", documents},
			{"ui.shelf.documents", filepath.Join(documents, "Lumbung")},
			{"ui.shelf.downloads", firstFolder(home, "Downloads", "Unduhan")},
			{"ui.shelf.desktop", firstFolder(home, "Desktop")},
			{"ui.shelf.pictures", firstFolder(home, "Pictures", "Gambar")},
		}
		for _, stick := range sticks() {
			roots = append(roots, stick)
			roots = append(roots, camera(stick)...)
		}
		return roots
	}}
}

// camera gives the folders in which a camera's card keeps its pictures: DCIM and what lies in it.
func camera(stick root) []root {
	folders, err := filepath.Glob(filepath.Join(stick.path, "DCIM", "*"))
	if err != nil {
		return nil // a name with a bracket in it: the stick itself is looked at all the same
	}
	roots := []root{{stick.key, filepath.Join(stick.path, "DCIM")}}
	for _, folder := range folders {
		roots = append(roots, root{stick.key, folder})
	}
	return roots
}

// firstFolder is the first of the folders that is there, or the first.
func firstFolder(home string, names ...string) string {
	for _, name := range names {
		if info, err := os.Stat(filepath.Join(home, name)); err == nil && info.IsDir() {
			return filepath.Join(home, name)
		}
	}
	return filepath.Join(home, names[0])
}

// sticks are the drives that can be pulled out.
func sticks() []root {
	var roots []root
	if runtime.GOOS == "windows" {
		for letter := 'D'; letter <= 'Z'; letter++ {
			roots = append(roots, root{"ui.shelf.stick", string(letter) + `:\`})
		}
		return roots
	}
	for _, pattern := range []string{"/media/*/*", "/run/media/*/*", "/Volumes/*"} {
		paths, err := filepath.Glob(pattern)
		if err != nil {
			continue // the pattern is fixed and right
		}
		for _, path := range paths {
			roots = append(roots, root{"ui.shelf.stick", path})
		}
	}
	return roots
}

// Files lists the files with one of the endings, the newest first.
func (s *shelf) Files(ctx context.Context, endings ...string) ([]ui.ShelfFile, error) {
	var files []ui.ShelfFile
	for _, r := range s.roots() {
		entries, err := os.ReadDir(r.path)
		if err != nil {
			continue // a place that is not there holds nothing
		}
		for _, e := range entries {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			if !slices.Contains(endings, strings.ToLower(filepath.Ext(e.Name()))) || e.IsDir() {
				continue
			}
			info, err := e.Info()
			if err != nil {
				continue // it went while we looked
			}
			files = append(files, ui.ShelfFile{
				Name: e.Name(), Where: s.text.T(r.key), Path: filepath.Join(r.path, e.Name()),
				At: info.ModTime().Unix() / 60,
			})
		}
	}
	slices.SortFunc(files, func(a, b ui.ShelfFile) int { return cmp.Compare(b.At, a.At) })
	return files, nil
}

// fileBytesMax bounds what is read of a file: a film is no workbook.
const fileBytesMax = 64 << 20

// Read reads a file.
func (s *shelf) Read(_ context.Context, path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open a file: %w", err)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, fileBytesMax+1))
	if err != nil {
		return nil, fmt.Errorf("read a file: %w", err)
	}
	if len(data) > fileBytesMax {
		return nil, fmt.Errorf("read a file: %s is larger than %d MiB", filepath.Base(path), fileBytesMax>>20)
	}
	return data, nil
}

// Keep writes a paper into Documents/Lumbung: under another name first, so that half a paper never stands there. A
// paper that another program holds open cannot be written over: the new one gets a number behind its name.
func (s *shelf) Keep(_ context.Context, name string, write func(io.Writer) error) (string, error) {
	if err := os.MkdirAll(s.keeps, 0o755); err != nil {
		return "", s.trouble(fmt.Errorf("make the folder for papers: %w", err))
	}
	half, err := os.CreateTemp(s.keeps, ".half-*")
	if err != nil {
		return "", s.trouble(fmt.Errorf("write a paper: %w", err))
	}
	defer os.Remove(half.Name())
	err = write(half)
	if closing := half.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return "", s.trouble(fmt.Errorf("write a paper: %w", err))
	}
	name = filepath.Base(name)
	path := filepath.Join(s.keeps, name)
	err = os.Rename(half.Name(), path)
	for n := 2; err != nil && n <= namesTried; n++ {
		ending := filepath.Ext(name)
		path = filepath.Join(s.keeps, fmt.Sprintf("%s (%d)%s", strings.TrimSuffix(name, ending), n, ending))
		err = os.Rename(half.Name(), path)
	}
	if err != nil {
		return "", s.trouble(fmt.Errorf("write a paper: %w", err))
	}
	return path, nil
}

// namesTried is how many names a paper is kept under before we give up.
const namesTried = 9

// trouble says in a sentence why a paper could not be kept, where there is one.
func (s *shelf) trouble(err error) error {
	switch {
	case isFull(err):
		return coop.Problem{Key: "ui.print.full"}
	case isReadOnly(err):
		return coop.Problem{Key: "ui.print.read-only", Args: []any{s.keeps}}
	}
	return err
}

// Open shows a file in the program that the system has for it; ui.ErrNoViewer where there is none.
func (s *shelf) Open(path string) error {
	var command *exec.Cmd
	switch runtime.GOOS {
	case "windows":
		command = exec.Command("rundll32", "url.dll,FileProtocolHandler", path)
	case "darwin":
		command = exec.Command("open", path)
	default:
		command = exec.Command("xdg-open", path)
	}
	if err := command.Start(); err != nil {
		return ui.ErrNoViewer
	}
	go func() { _ = command.Wait() }() // what it says is not for us; without asking, its remains would stay
	return nil
}
