package internal_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "aftermath"

// arrows is the table of ARCHITECTURE.md: what each package may import of the
// project. A key ending in /… stands for all packages below it; a package that
// has no row fails the test.
var arrows = map[string][]string{
	"internal/span":                 {},
	"internal/money":                {},
	"internal/incident":             {"internal/span"},
	"internal/traffic":              {"internal/span"},
	"internal/contract":             {"internal/span", "internal/money"},
	"internal/statement":            {"internal/span", "internal/money", "internal/incident", "internal/contract"},
	"internal/parse":                nouns,
	"internal/parse/…":              append([]string{"internal/parse", "internal/parse/…"}, nouns...),
	"internal/source":               {"internal/span", "internal/traffic"},
	"internal/store":                nouns,
	"internal/assess":               nouns,
	"internal/report":               nouns,
	"internal/report/html":          append([]string{"internal/report"}, nouns...),
	"internal/report/excel":         append([]string{"internal/report"}, nouns...),
	"internal/report/json":          append([]string{"internal/report"}, nouns...),
	"internal/sample":               {},
	"internal/sample/make":          {"internal/sample"},
	"internal/sample/load":          {},
	"internal/sample/load/make":     {"internal/sample/load"},
	"internal/sample/past":          {},
	"internal/sample/past/make":     {"internal/sample/past"},
	"internal/sample/peers/inflate": {},
	"internal/tools/labels":         {"internal/parse", "internal/parse/history", "internal/parse/prose", "internal/incident"},
	"internal/tools/score":          {"internal/tools/labels"},
	"internal/app":                  {"internal/…"},
	"cmd/aftermath":                 {"internal/app"},
}

var nouns = []string{"internal/span", "internal/money", "internal/incident", "internal/traffic", "internal/contract", "internal/statement"}

// pure packages decide figures; they may use only these standard packages, and
// money the decimal library beside them.
var pure = []string{"internal/span", "internal/money", "internal/incident", "internal/traffic", "internal/contract", "internal/statement", "internal/assess"}

var pureStandard = []string{
	"cmp", "encoding/binary", "errors", "fmt", "hash/fnv", "iter", "maps", "math", "math/big", "math/bits", "math/rand/v2",
	"slices", "sort", "strconv", "strings", "time", "unicode", "unicode/utf8",
}

var pureLibraries = map[string][]string{"internal/money": {"github.com/shopspring/decimal"}}

// TestArrows fails on an import between packages of the project that the table
// does not allow.
func TestArrows(t *testing.T) {
	for pkg, imports := range graph(t) {
		row, ok := lookup(arrows, pkg)
		if !ok {
			t.Errorf("%s has no row in the table of arrows: add it here and in ARCHITECTURE.md", pkg)
			continue
		}
		for imp, file := range imports {
			own, inside := strings.CutPrefix(imp, module+"/")
			if inside && !slices.ContainsFunc(row, func(p string) bool { return matches(p, own) }) {
				t.Errorf("%s: %s may not import %s", file, pkg, own)
			}
		}
	}
}

// TestPure fails on an import that lets the clock, the disk or the network into
// a package that decides figures.
func TestPure(t *testing.T) {
	all := graph(t)
	for _, pkg := range pure {
		for imp, file := range all[pkg] {
			if !strings.HasPrefix(imp, module+"/") && !slices.Contains(pureStandard, imp) && !slices.Contains(pureLibraries[pkg], imp) {
				t.Errorf("%s: %s is pure and may not import %s", file, pkg, imp)
			}
		}
	}
}

// TestNoClock fails where a pure package asks for the time of day.
func TestNoClock(t *testing.T) {
	for _, pkg := range pure {
		for _, file := range goFiles(t, filepath.Join("..", pkg)) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, call := range []string{"time.Now(", "time.Since(", "time.Until(", "time.Local"} {
				if strings.Contains(string(text), call) {
					t.Errorf("%s: %s is pure and may not use %s", file, pkg, call)
				}
			}
		}
	}
}

// graph maps each package of the project to its imports, each with a file that
// has it; test files do not count.
func graph(t *testing.T) map[string]map[string]string {
	t.Helper()
	out := map[string]map[string]string{}
	for _, top := range []string{"../cmd", "../internal"} {
		err := filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
			if err != nil || !d.IsDir() || d.Name() == "testdata" {
				if d != nil && d.IsDir() && d.Name() == "testdata" {
					return fs.SkipDir
				}
				return err
			}
			files := goFiles(t, path)
			if len(files) == 0 {
				return nil
			}
			pkg := strings.TrimPrefix(filepath.ToSlash(path), "../")
			out[pkg] = map[string]string{}
			for _, file := range files {
				parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
				if err != nil {
					return err
				}
				for _, spec := range parsed.Imports {
					name, _ := strconv.Unquote(spec.Path.Value)
					out[pkg][name] = file
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(out) < 10 {
		t.Fatalf("found only %d packages", len(out))
	}
	return out
}

func goFiles(t *testing.T, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(files, func(f string) bool { return strings.HasSuffix(f, "_test.go") })
}

func lookup(table map[string][]string, pkg string) ([]string, bool) {
	if row, ok := table[pkg]; ok {
		return row, true
	}
	for key, row := range table {
		if strings.HasSuffix(key, "/…") && matches(key, pkg) {
			return row, true
		}
	}
	return nil, false
}

func matches(pattern, pkg string) bool {
	if prefix, ok := strings.CutSuffix(pattern, "…"); ok {
		return strings.HasPrefix(pkg, prefix)
	}
	return pattern == pkg
}
