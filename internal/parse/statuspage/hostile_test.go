package statuspage

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"aftermath/internal/parse"
)

// Sizes that would hang a parser whose work grows faster than its input: each
// is read or refused in time.
func TestHostile(t *testing.T) {
	const (
		line    = "at 15:49 CEST we saw errors and "
		stamp   = "\nPosted Apr 30, 2025 - 16:09 CEST\n"
		feed    = `<rss><channel><item><title>T</title><pubDate>Wed, 30 Apr 2025 00:45:00 +0100</pubDate><description>`
		endFeed = `</description></item></channel></rss>`
		posts   = `&lt;small&gt;Apr 30, 10:00 UTC&lt;/small&gt;&lt;strong&gt;Update&lt;/strong&gt; - x`
	)
	type reader = func(string, []byte, parse.Options) (parse.Document, error)
	for name, tc := range map[string]struct {
		read reader
		data string
		fail bool
	}{
		"one sentence":    {Text, "T\n\nResolved\n\n" + strings.Repeat(line, 20000) + stamp, false},
		"many lines":      {Text, "T\n\nResolved\n\n" + strings.Repeat(line+"\n", 20000) + stamp, false},
		"many posts":      {Text, "T\n\n" + strings.Repeat("Resolved\n\nx"+stamp, 20000), false},
		"many incidents":  {Text, strings.Repeat("T\n\nIncident Report for P\n\nResolved\n\nx"+stamp, 20000), false},
		"many titles":     {Text, strings.Repeat("Title\n", 200000) + "Resolved\n\nx" + stamp, false},
		"many bare":       {Text, "April 2025\nT\nResolved - x\n" + strings.Repeat("Apr 30, 10:00 UTC\n", 50000), false},
		"many components": {Text, "T\n\nResolved\n" + stamp + "This incident affected: " + strings.Repeat("a (", 300000) + ".", false},
		"same keys":       {JSON, `{"incidents":[{"id":"a","incident_updates":[{` + strings.Repeat(`"status":"resolved",`, 50000) + `"created_at":"2025-04-30T15:00:00Z"}]}]}`, false},
		"many works":      {JSON, `{"incidents":[` + strings.Repeat(`{"scheduled_for":"2025-04-30T15:00:00Z","scheduled_until":"2025-04-30T16:00:00Z"},`, 20000) + `{"incident_updates":[]}]}`, false},
		"many updates":    {Updates, `[{"name":"N","updates":[` + strings.Repeat(`{"status":"update","date":"2025-04-30T15:00:00Z","content":"x"},`, 20000) + `{"status":"resolved","date":"2025-04-30T15:00:00Z"}]}]`, false},
		"many items":      {Feed, `<rss><channel>` + strings.Repeat(`<item><title>T</title></item>`, 50000) + `</channel></rss>`, false},
		"many stamps":     {Feed, feed + strings.Repeat(posts, 20000) + endFeed, false},
		"bare references": {Feed, feed + strings.Repeat("&amp;", 400000) + endFeed, false},
		"no references":   {Feed, feed + "<![CDATA[" + strings.Repeat("&", 2000000) + "]]>" + endFeed, false},
		"open tags":       {Feed, feed + strings.Repeat("<b>", 400000), true},
		"open markup":     {HTML, "<html>statuspage" + strings.Repeat("<div class='pre-wrap'>", 200000), true},
		"open tag":        {HTML, "<html>statuspage" + strings.Repeat("<div ", 400000), true},
		"open comment":    {HTML, "<html>statuspage" + strings.Repeat("<!--", 400000), true},
		"many props":      {HTML, "<html>" + strings.Repeat(`<p data-react-props="{&quot;months&quot;:[]}">`, 20000), true},
		"many links":      {HTML, "<html><h1>T</h1>" + strings.Repeat(`<a href="/incidents/x">`, 200000) + "<p>Resolved<p>x<p>Posted Apr 30, 2025 - 16:09 CEST", false},
	} {
		start := time.Now()
		d, err := tc.read(name, []byte(tc.data), parse.Options{})
		if (err != nil) != tc.fail {
			t.Errorf("%s: %d records, %v", name, len(d.Records), err)
		}
		took := time.Since(start)
		t.Logf("%-16s %8d bytes %6d ms", name, len(tc.data), took.Milliseconds())
		if took > 20*time.Second {
			t.Errorf("%s took %s", name, took)
		}
	}
}

// history is the answer of the API on n incidents with four posts each, a third
// of the posts with times in them, as JSON.
func history(n int) []byte {
	var b strings.Builder
	b.WriteString(`{"page":{"name":"P","url":"https://status.p.example","time_zone":"Etc/UTC"},"incidents":[`)
	for i := range n {
		day := time.Date(2020, 1, 1, 10, 0, 0, 0, time.UTC).Add(time.Duration(i) * 5 * time.Hour)
		at := func(minutes int) string { return day.Add(time.Duration(minutes) * time.Minute).Format(time.RFC3339) }
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"id":"id%d","name":"Elevated errors %d","status":"resolved","impact":"minor","created_at":%q,"shortlink":"https://stspg.example/%d","incident_updates":[`, i, i, at(0), i)
		for k, post := range [...][2]string{
			{"resolved", fmt.Sprintf("Between %s and %s UTC some of the calls to the API failed. The cause was a change of its configuration, which has been taken back.", day.Add(-10*time.Minute).Format("15:04"), day.Add(50*time.Minute).Format("15:04"))},
			{"monitoring", "A fix is in place and the share of calls that fail has gone down. We watch how the systems do and tell more when it is all over."},
			{"identified", "We have identified the cause of the errors, a change of the configuration of our gateways, and are taking it back at this moment."},
			{"investigating", "We look into reports of calls that fail or answer late. Some of the customers may see errors in the meantime; others are not affected."},
		} {
			if k > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, `{"status":%q,"body":%q,"created_at":%q,"display_at":%q,"affected_components":[{"code":"c","name":"API","old_status":"operational","new_status":"partial_outage"}]}`, post[0], post[1], at(60-20*k), at(60-20*k))
		}
		b.WriteString(`]}`)
	}
	b.WriteString(`]}`)
	return []byte(b.String())
}

func BenchmarkHistory(b *testing.B) {
	data := history(10000)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		d, err := JSON("f", data, parse.Options{})
		if err != nil || len(d.Records) != 10000 {
			b.Fatal(len(d.Records), err)
		}
	}
}

func BenchmarkText(b *testing.B) { benchmark(b, Text, seed(b)) }
func BenchmarkFeed(b *testing.B) { benchmark(b, Feed, fixture(b, "history.atom")) }
func BenchmarkHTML(b *testing.B) { benchmark(b, HTML, fixture(b, "incident.html")) }

func benchmark(b *testing.B, read func(string, []byte, parse.Options) (parse.Document, error), data []byte) {
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := read("f", data, parse.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
