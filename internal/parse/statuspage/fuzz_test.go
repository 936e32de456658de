package statuspage

import (
	"testing"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
)

// fuzzed is the law of every format: whatever the bytes, an error alone, or
// records and works whose words stand where they say, in order, none twice, and
// which can be judged.
func fuzzed(t *testing.T, data []byte, read func(string, []byte, parse.Options) (parse.Document, error), laws func(testing.TB, []byte, []incident.Record)) {
	if len(data) > 1<<16 {
		t.Skip()
	}
	d, err := read("f", data, parse.Options{})
	if err != nil {
		if len(d.Records)+len(d.Works) > 0 {
			t.Fatal("both records and an error")
		}
		return
	}
	laws(t, data, d.Records)
	seen := map[string]bool{}
	for _, r := range d.Records {
		if r.ID != "" && seen[r.ID] {
			t.Fatalf("the id %q twice", r.ID)
		}
		seen[r.ID] = true
		for i, p := range r.Posts {
			if i > 0 && p.At.Before(r.Posts[i-1].At) {
				t.Fatal("posts out of order")
			}
			if p.Start < 0 || p.Start > p.End || p.End > len(data) {
				t.Fatalf("post %+v of %d bytes", p.Place, len(data))
			}
		}
		for _, w := range incident.Judge(r).Windows {
			if !w.Start.Before(w.End) {
				t.Fatalf("window %v", w)
			}
		}
	}
	for _, w := range d.Works {
		if w.Span.Empty() || w.ID == "" || w.Place.Start > w.Place.End || w.Place.End > len(data) {
			t.Fatalf("work %+v", w)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add(seed(f))
	for _, name := range []string{"overnight.txt", "maintenance.txt", "several.txt", "past.txt", "months.txt"} {
		f.Add(fixture(f, name))
	}
	f.Add([]byte("\xef\xbb\xbfT\r\n\r\nIncident Report for \xff\r\n\r\nR\xe9solu\r\n\r\nat 15:49 \x00\r\nPosted Apr 30, 2025 - 16:09 CEST\r\n"))
	f.Add([]byte("Posted Apr 30, 2025 - 16:09\nPosted Apr 30, 2025 - 16:09 XX\n"))
	f.Add([]byte("T\nResolved \u00a0-\u00a0 x 10:00\nApr 30, 16:09 UTC\nApril 2025\nScheduled for Apr 30, 22:00 - 23:30 UTC\n"))
	f.Fuzz(func(t *testing.T, data []byte) { fuzzed(t, data, Text, checkLaws) })
}

func FuzzJSON(f *testing.F) {
	f.Add(fixture(f, "multi.json"))
	f.Add([]byte(`[{"name":"\ud83d\ude80 from 14:02 to 14:20 UTC\nerrors","incident_updates":[{"status":"r\u0065solved","body":"we\u2019d errors at 1\u0035:49 \ud83d","created_at":"2025-04-30T15:00:00Z"}]}]`))
	f.Add([]byte("{\"incidents\":[{\"incident_updates\":[{\"status\":\"\",\"created_at\":\"2025-04-30T15:00:00Z\",\"body\":\"\xff between 1:00 and 2:00 errors\"}]}]}"))
	f.Add([]byte(`{"page":{"url":"https://p.example"},"scheduled_maintenances":[{"id":"a","scheduled_for":"2025-04-30T15:00:00Z","scheduled_until":"2025-04-30T16:00:00Z","incident_updates":[]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) { fuzzed(t, data, JSON, checkLaws) })
}

func FuzzUpdates(f *testing.F) {
	f.Add([]byte(`[{"name":"N","impact":"major","updates":[{"date":"2025-04-30T16:09:00+02:00","state":"resolved","message":"from 15:49 to 16:\u0033\u0038 calls failed"}]}]`))
	f.Fuzz(func(t *testing.T, data []byte) { fuzzed(t, data, Updates, checkLaws) })
}

func FuzzFeed(f *testing.F) {
	f.Add(fixture(f, "history.atom"))
	f.Add([]byte(`<rss><channel><item><title>T</title><description><![CDATA[<small>Jan 1, 00:45 CET</small><strong>Resolved</strong> - calls failed from 0:12 &amp;#32; to <b>0:38</b>]]> x &#x26;amp; <b>y</b></description><pubDate>Wed, 01 Jan 2025 00:45:00 +0100</pubDate></item></channel></rss>`))
	f.Fuzz(func(t *testing.T, data []byte) { fuzzed(t, data, Feed, checkMarkup) })
}

func FuzzHTML(f *testing.F) {
	for _, name := range []string{"incident.html", "history.html", "props.html", "next.html"} {
		f.Add(fixture(f, name))
	}
	f.Fuzz(func(t *testing.T, data []byte) { fuzzed(t, data, HTML, checkMarkup) })
}
