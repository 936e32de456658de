package history

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
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

// A label is what a person read from a text of the corpus.
type label struct {
	File       string  `json:"file"`
	Format     string  `json:"format"`
	Zone       string  `json:"tz"`
	Began      *string `json:"impact_start"`
	Detected   *string `json:"detected"`
	Identified *string `json:"identified"`
	Mitigated  *string `json:"mitigated"`
	Resolved   *string `json:"resolved_prose"`
	Announced  *string `json:"resolved_post"`
}

func (l label) of(kind incident.Kind) *string {
	return map[incident.Kind]*string{incident.Began: l.Began, incident.Detected: l.Detected, incident.Identified: l.Identified,
		incident.Mitigated: l.Mitigated, incident.Resolved: l.Resolved, incident.AnnouncedResolved: l.Announced}[kind]
}

func labels(t testing.TB, dir string) []label {
	f, err := os.Open(filepath.Join(dir, "labels.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []label
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var l label
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		out = append(out, l)
	}
	return out
}

func minuteOf(t *testing.T, s string) time.Time {
	for _, layout := range []string{"2006-01-02T15:04Z07:00", time.RFC3339} {
		if at, err := time.Parse(layout, s); err == nil {
			return at.Truncate(time.Minute)
		}
	}
	t.Fatalf("label %q", s)
	return time.Time{}
}

// A score counts one instant over the corpus.
type score struct{ exact, absent, wrong, missing, extra int }

// scored reads the texts of the corpus that are Statuspage pages, or that are
// not, and compares each instant with its label, to the minute.
func scored(t *testing.T, pages bool) (scores map[incident.Kind]*score, right, all int) {
	dir := corpus(t)
	scores = map[incident.Kind]*score{}
	for _, kind := range incident.Kinds {
		scores[kind] = &score{}
	}
	for _, l := range labels(t, dir) {
		if strings.HasPrefix(l.Format, "statuspage-text") != pages {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, l.File))
		if err != nil {
			t.Fatal(err)
		}
		fallback := time.UTC
		if strings.HasPrefix(l.Zone, "UK") {
			if fallback, err = time.LoadLocation("Europe/London"); err != nil {
				t.Fatal(err)
			}
		}
		d, err := Read(l.File, data, "", parse.Options{Zone: fallback})
		if err != nil {
			if pages {
				t.Errorf("%s: %v", l.File, err)
			}
			continue
		}
		inc := incident.Judge(d.Records[0])
		for _, kind := range incident.Kinds {
			got, ok := inc.Instants[kind]
			if outcome := scores[kind].count(t, got, ok, l.of(kind)); outcome != "" {
				t.Logf("%s %s: %s", l.File, kind, outcome)
			}
		}
	}
	var table strings.Builder
	for _, kind := range incident.Kinds {
		s := scores[kind]
		fmt.Fprintf(&table, "\n%-20s exact %2d  absent %2d  wrong %2d  extra %2d  missing %2d", kind, s.exact, s.absent, s.wrong, s.extra, s.missing)
		right += s.exact + s.absent
		all += s.exact + s.absent + s.wrong + s.extra + s.missing
	}
	t.Logf("%s\n%d of %d right", table.String(), right, all)
	return scores, right, all
}

// count adds one instant and says what is not right about it.
func (s *score) count(t *testing.T, got incident.Choice, ok bool, want *string) string {
	switch {
	case !ok && want == nil:
		s.absent++
		return ""
	case !ok:
		s.missing++
		return "missing, want " + *want
	case want == nil:
		s.extra++
		return fmt.Sprintf("extra, got %s from %q", got.At.Format(time.RFC3339), got.Quote)
	case got.At.Truncate(time.Minute).Equal(minuteOf(t, *want)):
		s.exact++
		return ""
	}
	s.wrong++
	return fmt.Sprintf("got %s from %q, want %s", got.At.Format(time.RFC3339), got.Quote, *want)
}

// TestCorpusScore holds the Statuspage pages to floors a little under what is
// reached: a change that costs readings must say so here.
func TestCorpusScore(t *testing.T) {
	scores, right, all := scored(t, true)
	if right*100 < all*96 {
		t.Errorf("%d of %d right: less than 96 %%", right, all)
	}
	for _, kind := range [...]incident.Kind{incident.Began, incident.Resolved} {
		if s := scores[kind]; s.wrong+s.extra > 0 || s.exact*100 < (s.exact+s.missing)*90 {
			t.Errorf("%s: a figure that is wrong is worse than none: %+v", kind, *s)
		}
	}
}

// TestCorpusBare shows how the texts without posts fare that are read as bare
// postmortems.
func TestCorpusBare(t *testing.T) {
	if _, right, all := scored(t, false); right*100 < all*70 {
		t.Errorf("%d of %d right", right, all)
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
		_, err = Read(filepath.Base(file), data, "", parse.Options{})
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
