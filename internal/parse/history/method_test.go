package history_test

import (
	"os"
	"strings"
	"testing"

	"aftermath/internal/parse/history"
)

// TestMethod holds METHOD.md's table complete: a row for each format, in the
// order of detection.
func TestMethod(t *testing.T) {
	text, err := os.ReadFile("../../../METHOD.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, ok := strings.Cut(string(text), "\n## Incident formats\n")
	if !ok {
		t.Fatal("METHOD.md has no section on incident formats")
	}
	section, _, _ = strings.Cut(section, "\n## ")
	last := 0
	for _, f := range history.Formats() {
		at := strings.Index(section, "\n| `"+f.Name+"` |")
		switch {
		case at < 0:
			t.Errorf("METHOD.md has no row for %s", f.Name)
		case at < last:
			t.Errorf("METHOD.md's row for %s stands above one that is tried before it", f.Name)
		}
		last = max(last, at)
		if f.Title == "" || f.Read == nil {
			t.Errorf("%s has no title or reads nothing", f.Name)
		}
	}
}
