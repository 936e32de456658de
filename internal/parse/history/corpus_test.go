package history_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aftermath/internal/incident"
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

// floors are a little under what is reached: the least share of instants read
// rightly, and the share of false ones that is too much, in percent. The one
// false mitigation is that of a page that announces it after the end that its
// text tells, which three other labels count as one.
var floors = map[incident.Kind]struct{ right, false float64 }{
	incident.Began:             {95, 2},
	incident.Detected:          {93, 3},
	incident.Identified:        {97, 2},
	incident.Mitigated:         {90, 3},
	incident.Resolved:          {97, 2},
	incident.AnnouncedResolved: {95, 3},
}

// TestCorpusScore: a change that costs readings must say so here.
func TestCorpusScore(t *testing.T) {
	s, err := labels.Of(corpus(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range s.Misses {
		t.Logf("%s %s: %s", m.File, m.Kind, m.Outcome)
	}
	t.Logf("\n%s", s)
	if len(s.Refused) > 0 {
		t.Errorf("refused: %q", s.Refused)
	}
	for kind, c := range s.Counts {
		if floor := floors[kind]; c.Right() < floor.right || c.False() >= floor.false {
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
