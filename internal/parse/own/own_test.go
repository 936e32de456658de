package own

import (
	"errors"
	"strings"
	"testing"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/law"

	"github.com/google/go-cmp/cmp"
)

const sound = `# by hand
zone: Europe/Oslo
provider: Tideline
incidents:
  - id: tide-1
    title: "Gates: shut"
    url: https://status.tideline.example/1
    links: [https://wiki.tideline.example/1]
    components: [Gates, Kiosks]
    level: outage
    began: 2025-03-15 06:48
    detected: {at: 2025-03-15 07:00, precision: about, words: 'a call from pier 3', author: K. Nilsen}
    identified: "2025-03-15T06:22:00Z"
    mitigated: 2025-03-15 07:30
    resolved:
      at: 2025-03-15 07:45
    posts:
      - {at: 2025-03-15 07:10, status: Investigating, text: All gates are shut.}
      - {at: 2025-03-15 08:00, status: Resolved}
    text: |
      The certificate of the gates had expired.

      Kiosks were unavailable until 07:50.
  - title: Came and went
    open: true
    windows:
      - {start: 2025-03-16 10:00, end: 2025-03-16 10:20}
      - start: 2025-03-16 11:00
        end: 2025-03-16 11:10
maintenance:
  - {id: mw-1, title: New gates, components: [Gates], start: 2025-03-20 22:00, end: 2025-03-20 23:00, announced: 2025-03-10 09:00, cancelled: true}
`

// told is what a document says, one line an instant.
func told(d parse.Document) []string {
	var out []string
	for _, r := range d.Records {
		out = append(out, r.Provider+" "+r.Title+" ["+strings.Join(r.Components, ", ")+"]")
		for _, m := range r.Marks {
			out = append(out, strings.Join([]string{string(m.Kind), m.At.Format(time.RFC3339), string(m.Precision), string(m.Basis), m.Quote, m.Author + m.Warning}, " | "))
		}
		for _, l := range r.Levels {
			out = append(out, string(l.Level)+" | "+l.Quote)
		}
	}
	return out
}

func TestYAML(t *testing.T) {
	for name, data := range map[string]string{
		"as it is": sound, "CRLF": strings.ReplaceAll(sound, "\n", "\r\n"), "a byte order mark": "\xef\xbb\xbf" + sound, "a document mark": "---\n" + sound,
	} {
		t.Run(name, func(t *testing.T) {
			if !IsYAML(parse.NewSample("f", []byte(data))) {
				t.Error("is not known as this format")
			}
			d, err := YAML("f", []byte(data), parse.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, broken := range law.Broken([]byte(data), d) {
				t.Error(broken)
			}
			want := []string{
				"Tideline Gates: shut [Gates, Kiosks]",
				"began | 2025-03-15T06:48:00+01:00 | minute | stated | 2025-03-15 06:48 | ",
				"detected | 2025-03-15T07:00:00+01:00 | about | stated | a call from pier 3 | K. Nilsen",
				"identified | 2025-03-15T06:22:00Z | second | stated | 2025-03-15T06:22:00Z | ",
				"mitigated | 2025-03-15T07:30:00+01:00 | minute | stated | 2025-03-15 07:30 | ",
				"resolved | 2025-03-15T07:45:00+01:00 | minute | stated | 2025-03-15 07:45 | ",
				"detected | 2025-03-15T07:10:00+01:00 | minute | posted | Investigating | ",
				"announced_resolved | 2025-03-15T08:00:00+01:00 | minute | posted | Resolved | ",
				"resolved | 2025-03-15T07:50:00+01:00 | minute | prose | were unavailable until 07:50 | no zone is given: taken as Europe/Oslo",
				"outage | outage",
				"outage | were unavailable",
				"Tideline Came and went []",
			}
			got := told(d)
			if diff := cmp.Diff(want, got[:len(want)]); diff != "" {
				t.Error(diff)
			}
			first, second := d.Records[0], incident.Judge(d.Records[1])
			if first.Open || first.URL == "" || len(first.Links) != 1 || len(first.Posts) != 2 || first.Posts[0].Body != "All gates are shut." {
				t.Errorf("got %+v", first)
			}
			if !second.Open || len(second.Windows) != 2 || second.Windows[1].Start.UTC().Hour() != 10 || second.Windows[1].End.Sub(second.Windows[1].Start) != 10*time.Minute {
				t.Errorf("windows %v", second.Windows)
			}
			w := d.Works[0]
			if w.ID != "mw-1" || w.Provider != "Tideline" || !w.Cancelled || w.Span.End.Sub(w.Span.Start) != time.Hour || w.Announced.UTC().Hour() != 8 || w.Line == 0 {
				t.Errorf("work %+v", w)
			}
		})
	}
}

func TestExamples(t *testing.T) {
	d, err := YAML("example.yaml", Example(), parse.Options{})
	if err != nil || len(d.Records) != 1 || len(d.Works) != 1 {
		t.Fatal(d, err)
	}
	inc := incident.Judge(d.Records[0])
	if got, _ := inc.Impact(); len(inc.Doubts) > 0 || len(inc.Windows) != 2 || got.End.Sub(got.Start) != 74*time.Minute {
		t.Errorf("%v %v %v", inc.Windows, inc.Doubts, got)
	}
	if d, err = Table("example.csv", ExampleTable(), parse.Options{}); err != nil || len(d.Records) != 2 {
		t.Fatal(d, err)
	}
}

// Everything that is wrong is told at once, each with its place.
func TestProblems(t *testing.T) {
	data := strings.NewReplacer(
		"level: outage", "level: outages",
		"began: 2025-03-15 06:48", "beg: 2025-03-15 06:48",
		"07:30", "05:30",
		"precision: about", "precision: day",
		"resolved:\n      at: 2025-03-15 07:45", "resolved:\n      at: 2025-03-30 02:30",
		"status: Resolved", "status: Done",
		"end: 2025-03-16 10:20", "end: 2025-03-16 09:20",
		"components: [Gates, Kiosks]", "components: &x [Gates]",
		"open: true", "open: perhaps",
		"end: 2025-03-20 23:00", "end: 03/04/2025 23:00",
	).Replace(sound)
	_, err := YAML("f", []byte(data), parse.Options{})
	var problems parse.Problems
	if !errors.As(err, &problems) {
		t.Fatal(err)
	}
	want := []string{
		`f:9:17: anchors, aliases and tags are not read`,
		`f:10:12: "outages" is no level | did you mean outage?`,
		`f:11:5: an incident has no key "beg" | did you mean began?`,
		`f:12:49: "day" is no precision`,
		`f:16:11: "2025-03-30 02:30"`,
		`f:19:40: the status "Done" is not known`,
		`f:25:11: expected true or false`,
		`f:27:9: the window does not end after its start`,
		`f:31:85: "03/04/2025 23:00" can be read as`,
	}
	var got []string
	for _, p := range problems {
		got = append(got, strings.ReplaceAll(p.Error(), "\n    ", " | "))
	}
	for i := range max(len(want), len(got)) {
		if i >= len(want) || i >= len(got) || !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("got\n%s", strings.Join(got, "\n"))
			break
		}
	}
}

func TestRefuseYAML(t *testing.T) {
	for name, c := range map[string]struct{ data, want string }{
		"nothing":           {"", "f:1:1: no incidents and no maintenance"},
		"an empty list":     {"incidents: []\n", "f:1:1: no incidents"},
		"no mapping":        {"- a\n", "f:1:1: expected a mapping: a file of incidents"},
		"no title":          {"incidents:\n  - id: a\n    began: 2025-03-15 06:48\n", `f:2:5: an incident needs the key "title"`},
		"no time":           {"incidents:\n  - title: a\n", "f:2:5: an incident without any time"},
		"backwards":         {"incidents:\n  - title: a\n    began: 2025-03-15 06:48 UTC\n    resolved: 2025-03-15 05:48 UTC\n", "f:4:15: resolved lies before began (line 3)"},
		"an id twice":       {"incidents:\n  - {id: a, title: a, began: 2025-03-15 06:48}\n  - {id: a, title: b, began: 2025-03-15 06:48}\n", `f:3:5: the id "a" is on line 2 too`},
		"a work twice":      {"maintenance:\n  - {id: a, title: a, start: 2025-03-15 06:48, end: 2025-03-15 07:48}\n  - {id: a, title: b, start: 2025-03-15 06:48, end: 2025-03-15 07:48}\n", `f:3:5: the id "a" is on line 2 too`},
		"a key twice":       {"zone: UTC\nzone: UTC\nincidents: []\n", `f:2:1: the key "zone" is written twice`},
		"no zone":           {"zone: Local\nincidents: []\n", `f:1:7: "Local" is not a time zone`},
		"a date":            {"incidents:\n  - {title: a, began: 2025-03-15}\n", "f:2:23: \"2025-03-15\" has no clock time"},
		"broken":            {"incidents: [\n", "not YAML"},
		"an alias":          {"incidents:\n  - &a {title: a, began: 2025-03-15 06:48}\n  - *a\n", "anchors, aliases and tags are not read"},
		"two documents":     {"incidents:\n  - {title: a, began: 2025-03-15 06:48}\n---\nincidents: []\n", "a second YAML document begins"},
		"escapes in a text": {"incidents:\n  - title: a\n    began: 2025-03-15 06:48\n    text: \"down\\u0020 until 07:00\"\n", "expected text in a block"},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := YAML("f", []byte(c.data), parse.Options{})
			if err == nil || !strings.Contains(err.Error(), c.want) || len(d.Records) > 0 {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestIsYAML(t *testing.T) {
	for data, want := range map[string]bool{
		"incidents:\n": true, "# a\n\nzone: UTC\nincidents: [\n": true, "provider: x\nmaintenance: # planned\n": true,
		"organisation: a\nincidents:\n": false, "incidents: two of them\n": false, "Incidents\n": false, "zone:\nincidents:\n": false, "---\ntitle: a\n---\nincidents:\n": false, "": false,
	} {
		if got := IsYAML(parse.NewSample("f", []byte(data))); got != want {
			t.Errorf("%q: %v", data, got)
		}
	}
}
