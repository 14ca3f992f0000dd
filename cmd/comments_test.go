package cmd_test

import (
	"go/ast"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// ignorance is how a package comment says where the package ends.
var ignorance = regexp.MustCompile(`(?i)must\s+(not|never)\s+know|knows\s+(nothing|no)`)

// TestPackageComments wants from every package what it is for and, where it has neighbours, what it must not know.
func TestPackageComments(t *testing.T) {
	comments := map[string]string{}
	for _, file := range goFiles(t) {
		if _, seen := comments[file.pkg]; !seen {
			comments[file.pkg] = ""
		}
		// A package made of tests alone may carry its comment in one of them.
		if !file.isTest || file.pkg == testsOnly {
			comments[file.pkg] += file.syntax.Doc.Text()
		}
	}
	for pkg, text := range comments {
		isProgram := strings.HasPrefix(pkg, "cmd/")
		want := "Package " + path.Base(pkg) + " "
		if isProgram {
			want = "Command " + path.Base(pkg) + " "
		}
		if !strings.HasPrefix(text, want) {
			t.Errorf("%s: the package comment must begin with %q", pkg, want)
		}
		if !isProgram && !ignorance.MatchString(text) {
			t.Errorf(`%s: the package comment must say what it "must not know"`, pkg)
		}
	}
}

// TestExports wants a comment on whatever other packages can see. Methods of screens are left out: most answer Fyne.
func TestExports(t *testing.T) {
	for _, file := range goFiles(t) {
		if file.isTest || file.syntax.Name.Name == "main" {
			continue
		}
		isScreen := file.pkg == "ui" || file.pkg == "ui/kit"
		for _, declaration := range file.syntax.Decls {
			for _, name := range undocumented(declaration, isScreen) {
				t.Errorf("%s: %s has no comment", file.at(name.Pos()), name.Name)
			}
		}
	}
}

// wellKnown are methods whose meaning the standard library has fixed, so that a comment would only repeat it.
var wellKnown = []string{
	"Error", "Unwrap", "Is", "String", "Len", "Less", "Swap", "ServeHTTP", "Read", "Write", "Close",
}

// undocumented names the exported things of a declaration that carry no comment. A comment on a group speaks for it.
func undocumented(declaration ast.Decl, skipMethods bool) []*ast.Ident {
	var names []*ast.Ident
	switch declared := declaration.(type) {
	case *ast.FuncDecl:
		if !declared.Name.IsExported() || declared.Doc != nil {
			return nil
		}
		isKnown := skipMethods || slices.Contains(wellKnown, declared.Name.Name)
		if declared.Recv == nil || !isKnown && hasExportedReceiver(declared) {
			names = append(names, declared.Name)
		}
	case *ast.GenDecl:
		if declared.Doc != nil {
			return nil
		}
		for _, spec := range declared.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				if spec.Name.IsExported() && spec.Doc == nil {
					names = append(names, spec.Name)
				}
			case *ast.ValueSpec:
				for _, name := range spec.Names {
					if name.IsExported() && spec.Doc == nil && spec.Comment == nil {
						names = append(names, name)
					}
				}
			}
		}
	}
	return names
}

// hasExportedReceiver tells whether the method's type, pointer and type parameters aside, can be named elsewhere.
func hasExportedReceiver(method *ast.FuncDecl) bool {
	receiver := method.Recv.List[0].Type
	for {
		switch inner := receiver.(type) {
		case *ast.StarExpr:
			receiver = inner.X
		case *ast.IndexExpr:
			receiver = inner.X
		case *ast.IndexListExpr:
			receiver = inner.X
		case *ast.Ident:
			return inner.IsExported()
		default:
			return true
		}
	}
}
