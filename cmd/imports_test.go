package cmd_test

import (
	"errors"
	"fmt"
	"go/ast"
	"slices"
	"strings"
	"testing"
)

// module is the name every import path of ours begins with.
const module = "lumbung"

// everything stands in ours and modules where a package may import what it likes.
const everything = "*"

// rule is one row of the import table of design.md §3. A path covers itself and what lies below it.
type rule struct {
	ours    []string // packages of ours, without the module's name
	modules []string // packages of other people
	never   []string // standard library or parts of a permitted module that are refused all the same
	calls   []string // "package.Function" of a permitted package that is refused: what a pure package must not touch
}

// pure lists the calls by which a package without clock, chance or output would get one after all.
var pure = []string{
	"time.Now", "time.Since", "time.Until", "time.Sleep", "time.After", "time.AfterFunc", "time.Tick",
	"time.NewTimer", "time.NewTicker", "time.LoadLocation",
	"fmt.Print", "fmt.Printf", "fmt.Println",
	"github.com/google/uuid.New", "github.com/google/uuid.NewString", "github.com/google/uuid.NewUUID",
	"github.com/google/uuid.NewRandom", "github.com/google/uuid.NewV6", "github.com/google/uuid.NewV7",
}

// outside lists what reaches beyond the process: files, network, logs, other programs.
var outside = []string{
	"database/sql", "io/fs", "io/ioutil", "log", "net", "os", "path/filepath", "plugin", "runtime/debug", "syscall",
}

// table is design.md §3. A package that is not in it does not exist yet: add it there first, with its reason.
var table = map[string]rule{
	"store/coop": {
		modules: []string{"github.com/google/uuid", "github.com/fxamacker/cbor/v2"},
		never:   slices.Concat(outside, []string{"crypto/rand", "math/rand"}),
		calls:   pure,
	},
	"store/picture": { // decodes what strangers made, so it gets nothing but bytes
		ours:  []string{"store/coop"},
		never: slices.Concat(outside, []string{"crypto/rand", "math/rand"}),
		calls: pure,
	},
	"store": { // evidence is made small before it is sealed
		ours:    []string{"store/coop", "store/picture"},
		modules: []string{"modernc.org/sqlite", "golang.org/x/crypto"},
		never:   []string{"net"},
	},
	"store/takeover": {
		ours:    []string{"store/coop"},
		modules: []string{"github.com/xuri/excelize/v2"},
		never:   []string{"database/sql", "net"},
	},
	"store/report": {
		ours:    []string{"store/coop", "assets"},
		modules: []string{"codeberg.org/go-pdf/fpdf", "github.com/xuri/excelize/v2"},
		never:   []string{"database/sql", "net"},
	},
	"sync/wire": {
		ours:    []string{"store/coop"},
		modules: []string{"github.com/klauspost/compress/zstd", "filippo.io/age"},
		never:   outside,
		calls:   pure,
	},
	"sync/client": {
		ours: []string{"sync/wire", "store/coop"},
	},
	"sync/server": { // goose is the migrating half of the SQL drivers: design.md §12
		ours: []string{"sync/wire", "store/coop", "store/report", "assets"},
		modules: []string{
			"modernc.org/sqlite", "github.com/jackc/pgx/v5", "github.com/pressly/goose/v3", "golang.org/x/crypto",
		},
	},
	"ui/kit": {
		modules: []string{"fyne.io/fyne/v2"},
		never:   []string{"fyne.io/fyne/v2/app"},
	},
	"ui": {
		ours:    []string{"ui/kit", "store/coop", "store/report", "assets"},
		modules: []string{"fyne.io/fyne/v2"},
		never:   []string{"fyne.io/fyne/v2/app", "database/sql", "net/http"},
	},
	"assets":         {},
	"cmd":            {},
	"cmd/lumbung":    {ours: []string{everything}, modules: []string{everything}},
	"cmd/lumbungd":   {ours: []string{everything}, modules: []string{everything}},
	"cmd/lumbungctl": {ours: []string{everything}, modules: []string{everything}},
	testsOnly:        {ours: []string{everything}, modules: []string{everything}},
}

// testsOnly is the package where all layers meet in a simulated village; no program may stand on it.
const testsOnly = "sync/simulate"

// testModules may be imported by test files besides what their package's rule permits (design.md §12).
var testModules = []string{
	"pgregory.net/rapid", "github.com/Shopify/toxiproxy/v2", "github.com/rogpeppe/go-internal",
	"github.com/chromedp/chromedp", "github.com/chromedp/cdproto",
}

// Reasons why an import or a call is refused.
var (
	errUnknownPackage = errors.New("package is not in the table of design.md §3")
	errOurs           = errors.New("package of ours that the table does not permit")
	errModule         = errors.New("module that the table does not permit")
	errNever          = errors.New("the table says never")
	errTestsOnly      = errors.New("only tests may import it")
)

// covers tells whether one of the paths is imp or a parent of it.
func covers(paths []string, imp string) bool {
	return slices.ContainsFunc(paths, func(path string) bool {
		return path == everything || imp == path || strings.HasPrefix(imp, path+"/")
	})
}

// judgeImport says why the file of package pkg may not import imp; nil if it may. Tests may use the whole standard
// library, the package they test and the test modules, but no other layer than their package may.
func judgeImport(pkg, imp string, isTest bool) error {
	r, known := table[pkg]
	if !known {
		return errUnknownPackage
	}
	first, own, _ := strings.Cut(imp, "/")
	switch {
	case first == module && isTest && own == pkg:
		return nil
	case first == module && own == testsOnly:
		return errTestsOnly
	case first == module && !slices.Contains(r.ours, own) && !slices.Contains(r.ours, everything):
		return errOurs
	case first == module:
		return nil
	case isTest && covers(testModules, imp):
		return nil
	}
	isStandard := !strings.Contains(first, ".")
	if covers(r.never, imp) && !(isTest && isStandard) {
		return errNever
	}
	if !isStandard && !covers(r.modules, imp) {
		return errModule
	}
	return nil
}

// TestImports holds the import table against every Go file of the house.
func TestImports(t *testing.T) {
	for _, file := range goFiles(t) {
		for _, spec := range file.syntax.Imports {
			imp := strings.Trim(spec.Path.Value, `"`)
			if err := judgeImport(file.pkg, imp, file.isTest); err != nil {
				t.Errorf("%s imports %s: %v", file.at(spec.Pos()), imp, err)
			}
		}
		if !file.isTest {
			for _, call := range refusedCalls(file.syntax, table[file.pkg].calls) {
				t.Errorf("%s uses %s: %s is pure", file.at(call.Pos()), call.Sel.Name, file.pkg)
			}
		}
	}
}

// refusedCalls finds the selectors of the file that name one of the calls ("import/path.Name"), also under an alias.
func refusedCalls(syntax *ast.File, calls []string) []*ast.SelectorExpr {
	byName := map[string]string{} // name in this file: import path
	for _, spec := range syntax.Imports {
		path := strings.Trim(spec.Path.Value, `"`)
		name := path[strings.LastIndex(path, "/")+1:]
		if spec.Name != nil {
			name = spec.Name.Name
		}
		byName[name] = path
	}
	var found []*ast.SelectorExpr
	ast.Inspect(syntax, func(node ast.Node) bool {
		selector, ok := node.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if ident, ok := selector.X.(*ast.Ident); ok {
			if slices.Contains(calls, byName[ident.Name]+"."+selector.Sel.Name) {
				found = append(found, selector)
			}
		}
		return true
	})
	return found
}

// TestJudgeImport shows the table at work on the mistakes that are easiest to make.
func TestJudgeImport(t *testing.T) {
	cases := []struct {
		pkg, imp string
		isTest   bool
		want     error
	}{
		{"store/coop", "github.com/google/uuid", false, nil},
		{"store/coop", "lumbung/store", false, errOurs},
		{"store/coop", "os", false, errNever},
		{"store/coop", "os", true, nil},
		{"store/coop", "net/url", false, errNever},
		{"store/coop", "pgregory.net/rapid", false, errModule},
		{"store/coop", "pgregory.net/rapid", true, nil},
		{"store/coop", "lumbung/store/coop", true, nil},
		{"store", "modernc.org/sqlite/lib", false, nil},
		{"store", "lumbung/store/report", false, errOurs},
		{"store", "lumbung/sync/wire", true, errOurs},
		{"store", "golang.org/x/cryptographer", false, errModule},
		{"store/takeover", "database/sql/driver", false, errNever},
		{"sync/wire", "io", false, nil},
		{"sync/wire", "io/fs", false, errNever},
		{"sync/client", "net/http", false, nil},
		{"sync/client", "lumbung/sync/server", false, errOurs},
		{"sync/server", "github.com/jackc/pgx/v5/stdlib", false, nil},
		{"sync/server", "lumbung/store", false, errOurs},
		{"ui/kit", "lumbung/store/coop", false, errOurs},
		{"ui", "fyne.io/fyne/v2/widget", false, nil},
		{"ui", "fyne.io/fyne/v2/app", false, errNever},
		{"ui", "fyne.io/fyne/v2/app", true, errNever},
		{"ui", "net/http", false, errNever},
		{"assets", "embed", false, nil},
		{"assets", "lumbung/store/coop", false, errOurs},
		{"cmd/lumbung", "fyne.io/fyne/v2/app", false, nil},
		{"cmd/lumbung", "lumbung/sync/simulate", false, errTestsOnly},
		{"sync/simulate", "lumbung/ui", false, nil},
		{"store/cache", "fmt", false, errUnknownPackage},
	}
	for _, c := range cases {
		t.Run(fmt.Sprintf("%s_imports_%s_test_%v", c.pkg, c.imp, c.isTest), func(t *testing.T) {
			if got := judgeImport(c.pkg, c.imp, c.isTest); !errors.Is(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}
