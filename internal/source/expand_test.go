package source

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestExpand(t *testing.T) {
	base := filepath.Join(t.TempDir(), "odd[1]*")
	for _, name := range []string{"a.log", "b.log", "b.log.gz", ".hidden.log", "x[1].log", "sub/c.log", "sub.log/d"} {
		path := filepath.Join(base, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		patterns []string
		want     string // names below base
		err      string
	}{
		{[]string{"*.log"}, "a.log b.log x[1].log", ""},
		{[]string{"b*", "a.log", "./a.log", "*.log"}, "a.log b.log b.log.gz x[1].log", ""},
		{[]string{"*/*"}, "sub.log/d sub/c.log", ""},
		{[]string{"x[1].log"}, "x[1].log", ""},
		{[]string{".*"}, ".hidden.log", ""},
		{[]string{filepath.Join(base, "a.log")}, "a.log", ""},
		{nil, "", ""},
		{[]string{"a.log", "none*.log", "gone.log"}, "a.log", "pattern none*.log names no file"},
		{[]string{"none*.log", "gone.log"}, "", "gone.log: no such file"},
		{[]string{"[a"}, "", "pattern [a: syntax error"},
		{[]string{""}, "", "an empty pattern"},
	} {
		got, err := Expand(base, test.patterns)
		if (err == nil) != (test.err == "") || err != nil && !strings.Contains(err.Error(), test.err) {
			t.Errorf("Expand(%q): error %v; want %q", test.patterns, err, test.err)
		}
		var want []string
		for name := range strings.FieldsSeq(test.want) {
			want = append(want, filepath.Join(base, name))
		}
		if !slices.Equal(got, want) {
			t.Errorf("Expand(%q) = %q; want %q", test.patterns, got, want)
		}
	}
}
