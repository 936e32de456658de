package export

import (
	"strings"
	"testing"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/law"
)

// fuzzed reads data as a format of the given extension and holds the laws: a
// document that keeps them, or an error that names the file and no document.
func fuzzed(t *testing.T, data []byte, which uint8, extension string) {
	if len(data) > 1<<16 {
		t.Skip()
	}
	var fit []source
	for _, s := range sources {
		if strings.HasSuffix(s.name, extension) {
			fit = append(fit, s)
		}
	}
	s := fit[int(which)%len(fit)]
	s.is(parse.NewSample("f", data))
	d, err := s.read("f", data, parse.Options{Order: parse.DayFirst})
	if err != nil {
		if !strings.HasPrefix(err.Error(), "f:") || len(d.Records)+len(d.Works) > 0 {
			t.Errorf("%s: %d records and %q", s.name, len(d.Records), err)
		}
		return
	}
	for _, broken := range law.Broken(data, d) {
		t.Errorf("%s: %s", s.name, broken)
	}
	for _, r := range d.Records {
		if len(r.Marks) == 0 {
			t.Errorf("%s: %q states no time", s.name, r.ID)
		}
		for _, w := range incident.Judge(r).Windows {
			if !w.Start.Before(w.End) {
				t.Errorf("%s: window %v", s.name, w)
			}
		}
	}
}

func FuzzJSON(f *testing.F) {
	for i, s := range sources {
		if strings.HasSuffix(s.name, ".json") {
			f.Add(fixture(f, s.name), uint8(i))
		}
	}
	f.Add([]byte(`{"log_entries":[{"type":"annotate_log_entry","created_at":"2025-03-04T07:14:00Z","incident":{"id":"\ud83d"},"channel":{"summary":"\u2014 down from 1\u0035:49 to 16:20 UTC \ud83d"}}]}`), uint8(2))
	f.Fuzz(func(t *testing.T, data []byte, which uint8) { fuzzed(t, data, which, ".json") })
}

func FuzzTable(f *testing.F) {
	n := uint8(0)
	for _, s := range sources {
		if strings.HasSuffix(s.name, ".csv") {
			f.Add(fixture(f, s.name), n)
			n++
		}
	}
	f.Add([]byte("Summary;Issue key;Created (Europe/Oslo);Description\r\n\"a\"\"\r\nb\";K;30/03/2025 02:30;\"down \"\"from\"\" 15:49\r\nto 16:20 UTC\"\r\n"), uint8(5))
	f.Fuzz(func(t *testing.T, data []byte, which uint8) { fuzzed(t, data, which, ".csv") })
}
