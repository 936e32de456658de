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
