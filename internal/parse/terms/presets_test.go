package terms

import (
	"testing"
)

// Every preset says where it is from, is sound, and comes to its worked
// examples.
func TestPresets(t *testing.T) {
	names := PresetNames()
	if len(names) < 16 {
		t.Errorf("there are %d presets", len(names))
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			p, text, err := Preset(name)
			if err != nil {
				t.Fatal(err)
			}
			if p.ID != name || p.Source.Address == "" || p.Source.Read == "" || len(text) == 0 {
				t.Errorf("its id is %q, its source %+v", p.ID, p.Source)
			}
			if len(p.Examples) == 0 {
				t.Error("it has no worked example")
			}
			for _, err := range p.CheckExamples() {
				t.Error(err)
			}
		})
	}
}

// What extends a preset has what that preset extends as well.
func TestPresetOfPreset(t *testing.T) {
	all, err := ParsePolicies("p.yaml", []byte("policies:\n  - {id: a, name: A, extends: presets/stedi-public-guides}\n  - {id: b, name: B, extends: a, credits: []}\n"))
	if err != nil {
		t.Fatal(err)
	}
	first, _, err := Preset("stedi-edi-translate")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range all {
		got, want := p.Promises()[0], first.Promises()[0]
		if got.Target.Cmp(want.Target) != 0 || got.Aggregate != want.Aggregate || got.Unit != want.Unit || p.Minimum != first.Minimum {
			t.Errorf("%s: %+v, want the rest as in %+v", p.ID, got, want)
		}
		if r := got.Requests.Failed; len(r) != 3 {
			t.Errorf("%s: failed are %v, want those of the preset that was named", p.ID, r)
		}
	}
}
