package cmd_test

import (
	"bufio"
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// root is the top of the checkout, seen from this package's folder, where go test runs us.
const root = ".."

// Limits of size (CONTRIBUTING.md). A tab counts as the four columns that .editorconfig shows it in.
const (
	functionLinesMax = 70
	fileLinesMax     = 400
	lineColumnsMax   = 120
	tabColumns       = 4
)

// folders are the five that the user asked for; programs the three below cmd.
var (
	folders  = []string{"cmd", "ui", "store", "sync", "assets"}
	programs = []string{"lumbung", "lumbungd", "lumbungctl"}
	beside   = []string{
		"go.mod", "go.sum", "FyneApp.toml", "README.md", "Makefile", ".ci", "CHANGELOG.md", "LICENSE",
		"CONTRIBUTING.md", ".gitignore", ".editorconfig",
	}
)

// longOnes are the functions and files that may be longer than the limits, each with its reason. Better: none.
var longOnes = map[string]string{}

// forbidden are words that say a thing is not finished. They are spelt in halves so that this file passes itself.
var forbidden = regexp.MustCompile(
	`\b(TO` + `DO|FIX` + `ME|XX` + `X|HA` + `CK)\b|(?i:not imple` + `mented|lorem ip` + `sum)`)

// goFile is one parsed Go file of the house.
type goFile struct {
	path   string // from the top, with slashes
	pkg    string // its folder from the top: the package's import path without the module's name
	isTest bool
	source []byte
	syntax *ast.File
	set    *token.FileSet
}

// at is a position of the file as file:line, from the top.
func (f goFile) at(pos token.Pos) string {
	return fmt.Sprintf("%s:%d", f.path, f.set.Position(pos).Line)
}

// files lists what the repository holds, tracked or about to be, from the top and with slashes. Without git (a
// downloaded archive) it is everything in the five folders and beside them.
func files(t *testing.T) []string {
	t.Helper()
	git := exec.Command("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z")
	git.Dir = root
	if out, err := git.Output(); err == nil {
		names := strings.Split(strings.TrimRight(string(out), "\x00"), "\x00")
		return slices.DeleteFunc(names, func(name string) bool {
			info, err := os.Stat(filepath.Join(root, name))
			return err != nil || info.IsDir()
		})
	}
	var names []string
	for _, top := range slices.Concat(folders, beside) {
		err := filepath.WalkDir(filepath.Join(root, top), func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return nil // a folder that does not exist yet holds no file
			}
			rel, err := filepath.Rel(root, name)
			names = append(names, filepath.ToSlash(rel))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return names
}

// goFiles parses every Go file of the house, whatever system it is for; files under testdata are data.
func goFiles(t *testing.T) []goFile {
	t.Helper()
	var parsed []goFile
	for _, name := range files(t) {
		if path.Ext(name) != ".go" || slices.Contains(strings.Split(name, "/"), "testdata") {
			continue
		}
		source, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		set := token.NewFileSet()
		syntax, err := parser.ParseFile(set, name, source, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Errorf("%s does not parse: %v", name, err)
			continue
		}
		parsed = append(parsed, goFile{
			path: name, pkg: path.Dir(name), isTest: strings.HasSuffix(name, "_test.go"),
			source: source, syntax: syntax, set: set,
		})
	}
	if len(parsed) == 0 {
		t.Fatal("no Go file found: is this test run from a checkout?")
	}
	return parsed
}

// TestTop allows at the top the five folders and what a repository needs to be worked on; below cmd the three programs;
// in sync itself no Go file, because a package named sync would hide the standard library's.
func TestTop(t *testing.T) {
	for _, name := range files(t) {
		top, rest, isBelow := strings.Cut(name, "/")
		if !slices.Contains(folders, top) && !slices.Contains(beside, top) {
			t.Errorf("%s: %s may not stand at the top (design.md §3)", name, top)
		}
		if isBelow && slices.Contains(beside, top) && top != ".ci" {
			t.Errorf("%s: %s is a file, not a folder", name, top)
		}
		second, _, isProgram := strings.Cut(rest, "/")
		if top == "cmd" && isProgram && !slices.Contains(programs, second) {
			t.Errorf("%s: cmd holds only %v", name, programs)
		}
		if top == "cmd" && !isProgram && second != "doc.go" && !strings.HasSuffix(second, "_test.go") {
			t.Errorf("%s: cmd itself holds only its tests", name)
		}
		if path.Dir(name) == "sync" && path.Ext(name) == ".go" {
			t.Errorf("%s: sync itself holds no Go file", name)
		}
	}
}

// TestSizes keeps functions, files and lines small enough to be read at one sight.
func TestSizes(t *testing.T) {
	for _, file := range goFiles(t) {
		lines := bytes.Count(file.source, []byte("\n"))
		if !file.isTest && lines > fileLinesMax && longOnes[file.path] == "" {
			t.Errorf("%s has %d lines, at most %d: is it one idea?", file.path, lines, fileLinesMax)
		}
		for _, declaration := range file.syntax.Decls {
			function, ok := declaration.(*ast.FuncDecl)
			if !ok {
				continue
			}
			lines := file.set.Position(function.End()).Line - file.set.Position(function.Pos()).Line + 1
			if lines > functionLinesMax && longOnes[file.path+":"+function.Name.Name] == "" {
				t.Errorf("%s: %s has %d lines, at most %d",
					file.at(function.Pos()), function.Name.Name, lines, functionLinesMax)
			}
		}
	}
}

// TestWords reads every text of the house for lines too long and for words that say "later". Prose, data and pages
// may be as wide as they need.
func TestWords(t *testing.T) {
	narrow := []string{".go", ".sql"}
	read := []string{".go", ".sql", ".md", ".html", ".css", ".js", ".json", ".csv", ".toml", ".txt", ".txtar", ""}
	for _, name := range files(t) {
		if !slices.Contains(read, path.Ext(name)) || strings.Contains(name, "/testdata/fuzz/") {
			continue
		}
		content, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		isNarrow := slices.Contains(narrow, path.Ext(name)) || strings.HasPrefix(name, ".ci/")
		scanner := bufio.NewScanner(bytes.NewReader(content))
		scanner.Buffer(nil, len(content)+1)
		for number := 1; scanner.Scan(); number++ {
			line := scanner.Text()
			if word := forbidden.FindString(line); word != "" {
				t.Errorf("%s:%d: %q: finish it, or write an issue", name, number, word)
			}
			if wide := columns(line); isNarrow && wide > lineColumnsMax {
				t.Errorf("%s:%d is %d columns wide, at most %d", name, number, wide, lineColumnsMax)
			}
		}
	}
}

// columns is the width of a line as an editor shows it.
func columns(line string) int {
	return utf8.RuneCountInString(line) + strings.Count(line, "\t")*(tabColumns-1)
}
