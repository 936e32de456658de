package statuspage

import (
	"testing"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
)

// The law of both: whatever the bytes, an error or records whose quotes stand
// where they say, and which can be judged.
func fuzzed(t *testing.T, data []byte, read func() ([]incident.Record, error)) {
	if len(data) > 1<<16 {
		t.Skip()
	}
	records, err := read()
	if err != nil {
		if len(records) > 0 {
			t.Fatal("both records and an error")
		}
		return
	}
	checkLaws(t, data, records)
	for _, r := range records {
		for i, p := range r.Posts {
			if i > 0 && p.At.Before(r.Posts[i-1].At) {
				t.Fatal("posts out of order")
			}
		}
		inc := incident.Judge(r)
		for _, w := range inc.Windows {
			if !w.Start.Before(w.End) {
				t.Fatalf("window %v", w)
			}
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add(seed(f))
	f.Add(fixture(f, "overnight.txt"))
	f.Add(fixture(f, "maintenance.txt"))
	f.Add([]byte("\xef\xbb\xbfT\r\n\r\nIncident Report for \xff\r\n\r\nR\xe9solu\r\n\r\nat 15:49 \x00\r\nPosted Apr 30, 2025 - 16:09 CEST\r\n"))
	f.Add([]byte("Posted Apr 30, 2025 - 16:09\nPosted Apr 30, 2025 - 16:09 XX\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		fuzzed(t, data, func() ([]incident.Record, error) { d, err := Text("f", data, parse.Options{}); return d.Records, err })
	})
}

func FuzzJSON(f *testing.F) {
	f.Add(fixture(f, "multi.json"))
	f.Add([]byte(`[{"name":"\ud83d\ude80 from 14:02 to 14:20 UTC\nerrors","incident_updates":[{"status":"r\u0065solved","body":"we\u2019d errors at 1\u0035:49 \ud83d","created_at":"2025-04-30T15:00:00Z"}]}]`))
	f.Add([]byte("{\"incidents\":[{\"incident_updates\":[{\"status\":\"\",\"created_at\":\"2025-04-30T15:00:00Z\",\"body\":\"\xff between 1:00 and 2:00 errors\"}]}]}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		fuzzed(t, data, func() ([]incident.Record, error) { d, err := JSON("f", data, parse.Options{}); return d.Records, err })
	})
}
