package terms

import (
	"os"
	"strings"
	"testing"
)

// What the template shows as comments can be used as it stands.
func TestTemplateComments(t *testing.T) {
	text := string(Template())
	from, to := strings.Index(text, "  # - id: gateway"), strings.Index(text, "\ncustomers:")
	if from < 0 || to < from {
		t.Fatal("the template shows no further policies")
	}
	shown := strings.ReplaceAll("\n"+text[from:to], "\n  # ", "\n  ")
	c, err := Parse("template.yaml", []byte(text[:from]+shown+text[to:]))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Book.Policies) != 3 {
		t.Errorf("it has %d policies", len(c.Book.Policies))
	}
	for _, p := range c.Book.Policies {
		for _, err := range p.CheckExamples() {
			t.Error(err)
		}
	}
}

// METHOD.md names every parameter of a promise and everything that an example
// can give.
func TestMethodNamesAll(t *testing.T) {
	text, err := os.ReadFile("../../../METHOD.md")
	if err != nil {
		t.Fatal(err)
	}
	_, promise, found := strings.Cut(string(text), "## The promise")
	promise, _, _ = strings.Cut(promise, "\n## ")
	if !found {
		t.Fatal("METHOD.md has no section on the promise")
	}
	d := newDecoder(&Config{})
	keys := clauseKeys
	for _, f := range d.inputFields(&input{}) {
		keys = append(keys, f.key)
	}
	for _, key := range keys {
		if !strings.Contains(promise, key) {
			t.Errorf("METHOD.md does not say what %s is", key)
		}
	}
}
