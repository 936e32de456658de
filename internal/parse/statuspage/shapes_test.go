package statuspage

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/parse"

	"github.com/google/go-cmp/cmp"
)

func stockholm(t testing.TB) *time.Location {
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func judged(d parse.Document) incident.Incident { return incident.Judge(d.Records[0]) }

// One incident, as the API, the feeds, a saved page and the text of a page tell
// it: the same id and address where the shape has one, the same instants and
// words in all.
func TestShapes(t *testing.T) {
	const body = "On January 1st, orders failed from 00:12 until 00:38 CET."
	shapes := map[string]struct {
		read func(string, []byte, parse.Options) (parse.Document, error)
		data string
		bare bool // says no address
	}{
		"json": {JSON, `{"page":{"name":"Tindra","url":"https://status.tindra.example","time_zone":"Europe/Stockholm"},"incidents":[{"id":"same1","name":"Orders failing","status":"resolved","shortlink":"https://stspg.example/x",` +
			`"created_at":"2024-12-31T23:15:00Z","incident_updates":[{"status":"resolved","body":"` + body + `","created_at":"2024-12-31T23:45:00Z"},{"status":"investigating","body":"We look.","created_at":"2024-12-31T23:15:00Z"}]}]}`, false},
		"atom": {Feed, `<feed><link rel="alternate" href="https://status.tindra.example"/><author><name>Tindra</name></author><entry><updated>2024-12-31T23:45:00Z</updated><title>Orders failing</title>` +
			`<link rel="alternate" href="https://status.tindra.example/incidents/same1"/><content type="html">&lt;p&gt;&lt;small&gt;Jan &lt;var&gt; 1&lt;/var&gt;, 00:45 CET&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Resolved&lt;/strong&gt; - ` + body +
			`&lt;/p&gt;&lt;p&gt;&lt;small&gt;Jan  1, 00:15 CET&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Investigating&lt;/strong&gt; - We look.&lt;/p&gt;</content></entry></feed>`, false},
		"rss": {Feed, `<rss><channel><title>Tindra Status - Incident History</title><link>https://status.tindra.example</link><item><title>Orders failing</title><description><![CDATA[<p><small>Jan  1, 00:45 CET</small><br><strong>Resolved</strong> - ` + body +
			`</p><p><small>Jan  1, 00:15 CET</small><br><strong>Investigating</strong> - We look.</p>]]></description><pubDate>Wed, 01 Jan 2025 00:45:00 +0100</pubDate><link>https://status.tindra.example/incidents/same1</link></item></channel></rss>`, false},
		"html": {HTML, `<html><link rel="canonical" href="https://status.tindra.example/incidents/same1"><h1>Orders failing</h1><div>Incident Report for <a href="/">Tindra</a></div><div>Resolved</div><div>` + body +
			`</div><div>Posted Jan <var>01</var>, 2025 - 00:45 CET</div><div>Investigating</div><div>We look.</div><div>Posted Jan 01, 2025 - 00:15 CET</div></html>`, false},
		"text": {Text, "Orders failing\n\nIncident Report for Tindra\n\nResolved\n\n" + body + "\nPosted Jan 01, 2025 - 00:45 CET\n\nInvestigating\n\nWe look.\nPosted Jan 01, 2025 - 00:15 CET\n", true},
	}
	want := []string{
		`began 00:12 "from 00:12 until 00:38 CET"`, `detected 00:15 "investigating"`,
		`resolved 00:38 "from 00:12 until 00:38 CET"`, `announced_resolved 00:45 "resolved"`,
	}
	for name, shape := range shapes {
		d, err := shape.read("f", []byte(shape.data), parse.Options{})
		if err != nil || len(d.Records) != 1 {
			t.Errorf("%s: %d records, %q, %v", name, len(d.Records), d.Warnings, err)
			continue
		}
		inc := judged(d)
		var got []string
		for _, kind := range incident.Kinds {
			if c, ok := inc.Instants[kind]; ok {
				got = append(got, string(kind)+" "+c.At.In(stockholm(t)).Format("15:04")+` "`+strings.Replace(strings.Replace(c.Quote, "Res", "res", 1), "Inv", "inv", 1)+`"`)
			}
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
		if y := inc.Instants[incident.Began].At.In(stockholm(t)).Year(); y != 2025 {
			t.Errorf("%s: in %d", name, y)
		}
		if inc.Title != "Orders failing" || inc.Provider != "Tindra" || !shape.bare && (inc.ID != "same1" || inc.URL != "https://status.tindra.example/incidents/same1" || inc.Links[0] != inc.URL) {
			t.Errorf("%s: %+v", name, inc.Record)
		}
	}
}

// The public answers and histories: as many records and posts as they hold.
func TestCorpusJSON(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(corpus(t), "json", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		read, sign := JSON, `"incident_updates"`
		if !IsJSON(parse.NewSample(file, data)) {
			if read, sign = Updates, `"updates"`; !IsUpdates(parse.NewSample(file, data)) {
				t.Errorf("%s is not seen", file)
			}
		}
		d, err := read(filepath.Base(file), data, parse.Options{})
		if err != nil {
			t.Error(err)
			continue
		}
		posts := 0
		for _, r := range d.Records {
			posts += len(r.Posts)
			if r.ID == "" || r.Open || len(r.Posts) == 0 {
				t.Errorf("%s: %+v", file, r)
			}
		}
		if n := strings.Count(string(data), sign); len(d.Records)+len(d.Works)+len(d.Warnings) != n || posts < len(d.Records) {
			t.Errorf("%s: %d records and %d works of %d, %d posts, %q", file, len(d.Records), len(d.Works), n, posts, d.Warnings)
		}
		checkLaws(t, data, d.Records)
	}
}
