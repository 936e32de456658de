package history_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aftermath/internal/parse"
	"aftermath/internal/parse/history"
	"aftermath/internal/tools/labels"
)

// root is the folder of go.mod.
func root(t testing.TB) string {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Fatal("no go.mod above the test")
		}
		dir = parent
	}
}

func corpus(t testing.TB) string {
	dir := filepath.Join(root(t), "..", "shared", "corpus")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no corpus of public incidents at ../shared/corpus")
	}
	return dir
}

// scored is the score of the texts that are Statuspage pages, or that are not.
func scored(t *testing.T, pages bool) labels.Score {
	s, err := labels.Of(corpus(t), func(l labels.Label) bool { return strings.HasPrefix(l.Format, "statuspage-text") == pages })
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range s.Misses {
		t.Logf("%s %s: %s", m.File, m.Kind, m.Outcome)
	}
	t.Logf("\n%s", s)
	return s
}

// TestCorpusScore holds the Statuspage pages to floors a little under what is
// reached: a change that costs readings must say so here.
func TestCorpusScore(t *testing.T) {
	s := scored(t, true)
	if len(s.Refused) > 0 {
		t.Errorf("refused: %q", s.Refused)
	}
	for kind, c := range s.Counts {
		if c.Right() < 90 || c.False() >= 7 {
			t.Errorf("%s: %.1f %% right, %.1f %% false", kind, c.Right(), c.False())
		}
	}
}

// TestCorpusBare does the same for the texts without posts.
func TestCorpusBare(t *testing.T) {
	for kind, c := range scored(t, false).Counts {
		if c.Right() < 30 {
			t.Errorf("%s: %.1f %% right, %.1f %% false", kind, c.Right(), c.False())
		}
	}
}

// TestCorpusAll reads every text, JSON file and feed of the corpus: each gives
// records that keep the laws, or an error that says what was expected.
func TestCorpusAll(t *testing.T) {
	dir := corpus(t)
	files, _ := filepath.Glob(filepath.Join(dir, "json", "*.json"))
	texts, _ := filepath.Glob(filepath.Join(dir, "text", "*.txt"))
	feeds, _ := filepath.Glob(filepath.Join(dir, "feed", "*"))
	files = append(files, feeds...)
	read := 0
	for _, file := range append(files, texts...) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, err = history.Read(filepath.Base(file), data, "", parse.Options{})
		if err != nil {
			if !strings.Contains(err.Error(), "expected") && !strings.Contains(err.Error(), "name its format") {
				t.Errorf("%s: the error does not say what to do: %v", file, err)
			}
			t.Log(err)
			continue
		}
		read++
	}
	t.Logf("%d of %d files read", read, len(files)+len(texts))
}
