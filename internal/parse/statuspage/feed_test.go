package statuspage

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/parse"

	"github.com/google/go-cmp/cmp"
)

// An Atom feed over New Year, with planned work, XHTML and what is no post.
func TestFeed(t *testing.T) {
	data := fixture(t, "history.atom")
	d, err := Feed("history.atom", data, parse.Options{})
	if err != nil || len(d.Records) != 2 {
		t.Fatalf("%d records, %v", len(d.Records), err)
	}
	checkMarkup(t, data, d.Records)
	first := incident.Judge(d.Records[0])
	want := []string{
		"began 2024-12-31T23:41:00+01:00 prose \"from 23:41\\nuntil 00:19\"",
		`detected 2024-12-31T23:55:00+01:00 posted "Investigating"`,
		"resolved 2025-01-01T00:19:00+01:00 prose \"from 23:41\\nuntil 00:19\"",
		`announced_resolved 2025-01-01T00:40:00+01:00 posted "Resolved"`,
	}
	if d := cmp.Diff(want, told(first)); d != "" {
		t.Error(d)
	}
	if first.ID != "nyeve1" || first.URL != "https://status.tindra.example/incidents/nyeve1" || first.Title != "Orders & checkout failing" && first.Title != "Orders &amp; checkout failing" || first.Provider != "Tindra" || first.Open {
		t.Errorf("%+v", first.Record)
	}
	if body := first.Posts[1].Body; body != "It's over." {
		t.Errorf("body %q", body)
	}
	second := d.Records[1]
	if second.ID != "xhtml1" || len(second.Posts) != 2 || second.Posts[1].Status != "Résolu" || !strings.Contains(strings.Join(second.Warnings, " "), `the status "Résolu" is not known`) || !second.Open {
		t.Errorf("%+v", second)
	}
	var works []string
	for _, w := range d.Works {
		works = append(works, fmt.Sprintf("%s %s %s to %s, announced %s, cancelled %v", w.ID, w.Title, w.Span.Start.Format(time.RFC3339), w.Span.End.Format(time.RFC3339), w.Announced.Format(time.RFC3339), w.Cancelled))
	}
	if d := cmp.Diff([]string{"plan1 Database upgrade 2024-12-10T02:00:00+01:00 to 2024-12-10T05:00:00+01:00, announced 2024-12-03T09:30:00+01:00, cancelled false"}, works); d != "" {
		t.Error(d)
	}
	if len(d.Warnings) != 1 || !strings.Contains(d.Warnings[0], `"A letter": no post`) {
		t.Errorf("warnings %q", d.Warnings)
	}
}

// A stamp without a year, and an item without a time.
func TestFeedYears(t *testing.T) {
	const form = `<rss version="2.0"><channel><title>P Status - Incident History</title>%s<item><title>T</title><description>` +
		`&lt;p&gt;&lt;small&gt;%s, 10:00 UTC&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Resolved&lt;/strong&gt; - x&lt;/p&gt;</description>%s</item></channel></rss>`
	for _, tc := range []struct{ channel, day, item, want string }{
		{"", "Dec 31", "<pubDate>Tue, 02 Jan 2024 10:00:00 +0000</pubDate>", "2023-12-31"},
		{"", "Jan  1", "<pubDate>Sun, 31 Dec 2023 10:00:00 +0000</pubDate>", "2024-01-01"},
		{"", "Feb 29", "<pubDate>Wed, 01 Jan 2025 10:00:00 +0000</pubDate>", "2024-02-29"},
		{"<pubDate>Tue, 02 Jan 2024 10:00:00 +0000</pubDate>", "Dec 30", "", "2023-12-30"},
		{"", "Dec 30", "", ""},
		{"", "Feb 31", "<pubDate>Wed, 01 Jan 2025 10:00:00 +0000</pubDate>", ""},
	} {
		d, err := Feed("f", fmt.Appendf(nil, form, tc.channel, tc.day, tc.item), parse.Options{})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if len(d.Records) == 1 {
			got = d.Records[0].Posts[0].At.Format(time.DateOnly)
		}
		if got != tc.want || got == "" && len(d.Warnings) == 0 {
			t.Errorf("%+v: got %q, warnings %q", tc, got, d.Warnings)
		}
	}
}

func TestFeedRefused(t *testing.T) {
	for name, tc := range map[string]struct{ data, want string }{
		"cut off":  {"<rss><channel>\n<item>", "f:2:7: malformed XML"},
		"bomb":     {`<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel><title>&b;</title></channel></rss>`, "malformed XML"},
		"encoding": {`<?xml version="1.0" encoding="latin1"?><rss/>`, "UTF-8"},
		"deep":     {"<rss>" + strings.Repeat("<a>", 1000), "nested deeper"},
	} {
		if _, err := Feed("f", []byte(tc.data), parse.Options{}); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %v, want %q", name, err, tc.want)
		}
	}
}

// corpus is the folder of public histories, when it is there.
func corpus(t testing.TB) string {
	dir := filepath.Join(root(t), "..", "shared", "corpus")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no corpus of public incidents at ../shared/corpus")
	}
	return dir
}

// The public feeds: every item is read, in the years of its own time.
func TestCorpusFeeds(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(corpus(t), "feed", "*"))
	if err != nil || len(files) == 0 {
		t.Fatal("no feeds", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		d, err := Feed(filepath.Base(file), data, parse.Options{})
		if err != nil {
			t.Error(err)
			continue
		}
		posts, items := 0, strings.Count(string(data), "<item>")+strings.Count(string(data), "<entry>")
		for _, r := range d.Records {
			posts += len(r.Posts)
			if r.ID == "" || r.URL == "" || r.Title == "" || r.Provider == "" || r.Open {
				t.Errorf("%s: %+v", file, r)
			}
			if took := r.Posts[len(r.Posts)-1].At.Sub(r.Posts[0].At); took > 60*24*time.Hour {
				t.Errorf("%s: %s took %s", file, r.Title, took)
			}
		}
		stamps := strings.Count(string(data), "/small")
		if len(d.Records)+len(d.Works) != items || len(d.Works) == 0 && posts != stamps || len(d.Warnings) > 0 {
			t.Errorf("%s: %d records and %d works of %d items, %d posts of %d stamps, %q", file, len(d.Records), len(d.Works), items, posts, stamps, d.Warnings)
		}
		checkMarkup(t, data, d.Records)
	}
}
