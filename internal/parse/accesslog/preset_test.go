package accesslog

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// TestPresetsAreDocumented looks for every name in the table of formats.
func TestPresetsAreDocumented(t *testing.T) {
	text, err := os.ReadFile("../../../METHOD.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, found := strings.Cut(string(text), "\n## Log formats\n")
	if !found {
		t.Fatal("METHOD.md has no section on log formats")
	}
	var named []string
	for line := range strings.Lines(table) {
		if strings.HasPrefix(line, "## ") {
			break
		}
		if first, _, ok := strings.Cut(strings.TrimPrefix(line, "| "), " |"); ok {
			named = append(named, strings.Split(first, ", ")...)
		}
	}
	for _, name := range Presets() {
		if !slices.Contains(named, "`"+name+"`") {
			t.Errorf("METHOD.md says nothing of %s", name)
		}
	}
}

// TestPresetsHaveOneName holds that no alias names two formats and that each
// reads as its preset does.
func TestPresetsHaveOneName(t *testing.T) {
	names := Presets()
	if again := slices.Compact(slices.Clone(names)); len(again) != len(names) {
		t.Errorf("a name stands twice in %q", names)
	}
	for alias, name := range map[string]string{"iis": "w3c", "istio": "envoy"} {
		f, ok := Preset(alias)
		p, found := presetNamed(alias)
		if !ok || f.Name() != alias || !found || p.name != name {
			t.Errorf("%s is %+v; want %s", alias, p, name)
		}
	}
	for name, want := range map[string]string{"traefik": "ClientUsername", "alb": "domain_name", "nonesuch": ""} {
		if got := strings.Join(CustomerFields(name), " "); !strings.HasPrefix(got, want) || (got == "") != (want == "") {
			t.Errorf("%s: %q; want %s first", name, got, want)
		}
	}
}
