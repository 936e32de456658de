package yamltree

import (
	"strings"
	"testing"
)

// Places are those of the file, whatever its line ends and its first bytes.
func TestStart(t *testing.T) {
	const text = "# a comment\na: 1\n# another\nb:\n  - å: [x, y]\n"
	for name, data := range map[string]string{"LF": text, "CRLF": strings.ReplaceAll(text, "\n", "\r\n"), "a byte order mark": "\uFEFF" + text} {
		root, problems := Parse("f", "a document", []byte(data))
		pairs, ok := Pairs(root)
		if len(problems) > 0 || !ok || len(pairs) != 2 {
			t.Fatal(name, problems)
		}
		for i, want := range [][2]int{{2, 4}, {5, 3}} {
			if line, column := Start(pairs[i].Value); line != want[0] || column != want[1] {
				t.Errorf("%s: value %d is at %d:%d", name, i, line, column)
			}
		}
	}
}

func TestRefuse(t *testing.T) {
	for data, want := range map[string]string{
		"a: [":                          "f:1:4: not YAML",
		"a: 1\n---\nb: 2\n":             "f:3:1: a second YAML document begins\n    remove the line ---: a document is one document",
		"a: 1\nb: \xff\n":               "f:2:1: the line is not valid UTF-8",
		strings.Repeat("[", 200):        "nested more than 100 levels",
		strings.Repeat("#", MaxBytes+1): "a document has at most",
	} {
		if _, problems := Parse("f", "a document", []byte(data)); len(problems) == 0 || !strings.Contains(problems.Error(), want) {
			t.Errorf("%.20q: got %v", data, problems)
		}
	}
	for _, data := range []string{"", "# nothing\n", "~\n"} {
		if root, problems := Parse("f", "a document", []byte(data)); root != nil || problems != nil {
			t.Errorf("%q: got %v, %v", data, root, problems)
		}
	}
}
