package assess

import (
	"slices"
	"strings"
	"testing"

	"aftermath/internal/statement"
)

func TestAssumedZonesAreSaid(t *testing.T) {
	f := Facts{Book: book(), Inputs: []statement.Input{
		{Path: "a.log", Zone: "UTC"}, {Path: "b.log", Zone: "Europe/Stockholm"}, {Path: "c.log"}, {Path: "d.log", Zone: "Europe/Stockholm"},
	}}
	said := slices.DeleteFunc(assess(t, f).Warnings, func(w string) bool { return !strings.Contains(w, "offset") })
	want := []string{
		"times of 2 log files carry no offset and were read in the zone Europe/Stockholm",
		"times of 1 log file carry no offset and were read in the zone UTC",
	}
	if !slices.Equal(said, want) {
		t.Errorf("%q; want %q", said, want)
	}
}
