package history_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aftermath/internal/parse"
	"aftermath/internal/parse/history"
	"aftermath/internal/parse/law"
)

// TestVendors reads every answer of a tool in the corpus: it gives incidents or
// maintenance, or it is refused with what was expected.
func TestVendors(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(corpus(t), "vendor", "*"))
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(file)
		d, err := history.Read(name, data, "", parse.Options{})
		switch {
		case err != nil && !strings.Contains(err.Error(), "expected"):
			t.Errorf("the error does not say what to do: %v", err)
		case err != nil:
			t.Log(err)
		case len(d.Records)+len(d.Works) == 0:
			t.Errorf("%s: nothing was read, and no error says why", name)
		default:
			t.Logf("%s: %s, %d incidents, %d works", name, d.Format, len(d.Records), len(d.Works))
		}
		for _, broken := range law.Broken(data, d) {
			t.Errorf("%s: %s", name, broken)
		}
	}
}
