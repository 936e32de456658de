package statuspage

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/parse"

	"github.com/google/go-cmp/cmp"
)

// text reads a fixture as the text of a page and checks the laws.
func text(t testing.TB, name string) parse.Document {
	t.Helper()
	data := fixture(t, name)
	if !IsText(parse.NewSample(name, data)) {
		t.Errorf("%s is not seen as a page", name)
	}
	d, err := Text(name, data, parse.Options{})
	if err != nil {
		t.Fatal(err)
	}
	checkLaws(t, data, d.Records)
	return d
}

// works are planned works in a line each.
func works(d parse.Document) []string {
	var out []string
	for _, w := range d.Works {
		form := func(t time.Time) string {
			if t.IsZero() {
				return "–"
			}
			return t.Format("Jan 2 15:04 MST")
		}
		out = append(out, fmt.Sprintf("%s: %s to %s, announced %s, cancelled %v, %s", w.Title, form(w.Span.Start), form(w.Span.End), form(w.Announced), w.Cancelled, strings.Join(w.Components, "|")))
	}
	return out
}

// outline is a record's title, provider, components and posts in a line.
func outline(r incident.Record) string {
	var posts []string
	for _, p := range r.Posts {
		posts = append(posts, p.Status+" "+p.At.Format("Jan 2 15:04"))
	}
	return fmt.Sprintf("%s (%s) %s: %s, open %v", r.Title, r.Provider, strings.Join(r.Components, "|"), strings.Join(posts, ", "), r.Open)
}

// Several incidents one after the other, with planned work among them, the
// components above or below, and stamps that say no date.
func TestSeveral(t *testing.T) {
	d := text(t, "several.txt")
	var got []string
	for _, r := range d.Records {
		got = append(got, outline(r))
	}
	want := []string{
		"Orders failing (Tindra) Shop (Basket): Investigating Apr 30 16:09, Resolved Apr 30 17:41, open false",
		"Mail delayed () Mail: Monitoring Apr 12 10:20, Resolved Apr 12 11:00, open false",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if w := strings.Join(d.Records[1].Warnings, "\n"); !strings.Contains(w, `several.txt:30: "Posted 3 months ago." says no date: the post "Update" is left out`) {
		t.Errorf("warnings %q", w)
	}
	if d := cmp.Diff([]string{
		"Database upgrade: Apr 10 22:00 CEST to Apr 11 01:30 CEST, announced Apr 1 09:00 CEST, cancelled false, Shop (Basket)|Mail",
		"Cache upgrade: Apr 6 23:00 CEST to Apr 7 02:00 CEST, announced Apr 2 09:00 CEST, cancelled true, ",
	}, works(d)); d != "" {
		t.Error(d)
	}
	if began := incident.Judge(d.Records[0]).Instants[incident.Began]; began.Quote != "from 15:49 to 16:38" {
		t.Errorf("began %q", began.Quote)
	}
}

// The list of past incidents by day: a stamp without a year is near its day.
func TestPast(t *testing.T) {
	d := text(t, "past.txt")
	if len(d.Records) != 1 {
		t.Fatalf("%d records, %q", len(d.Records), d.Warnings)
	}
	if got := outline(d.Records[0]); got != "Orders failing () : Investigating Dec 31 23:55, Identified Dec 31 23:58, Monitoring Jan 1 00:20, Resolved Jan 1 00:40, open false" {
		t.Error(got)
	}
	if p := d.Records[0].Posts; p[0].At.Year() != 2024 || p[3].At.Year() != 2025 || p[2].Body != "A fix is in.\n\nIt helps." || p[1].Body != "" {
		t.Errorf("posts %+v", p)
	}
	if len(d.Warnings) != 1 || !strings.Contains(d.Warnings[0], `"Mail delayed" is scheduled maintenance, and its window cannot be read`) {
		t.Errorf("warnings %q", d.Warnings)
	}
}

// The history by month shows when an incident was opened and closed, or
// nothing that can be used.
func TestMonths(t *testing.T) {
	d := text(t, "months.txt")
	if len(d.Records) != 2 || len(d.Warnings) != 1 || !strings.Contains(d.Warnings[0], `months.txt:18: "Search slow": the list shows one time`) {
		t.Fatalf("%d records, %q", len(d.Records), d.Warnings)
	}
	want := []string{
		`began 2024-12-31T23:20:00+01:00 prose "from 23:20 until 00:05"`,
		`detected 2024-12-31T23:30:00+01:00 posted "Dec 31, 23:30 - Jan 1, 00:30 CET"`,
		`resolved 2025-01-01T00:05:00+01:00 prose "from 23:20 until 00:05"`,
		`announced_resolved 2025-01-01T00:30:00+01:00 posted "Dec 31, 23:30 - Jan 1, 00:30 CET"`,
	}
	if d := cmp.Diff(want, told(incident.Judge(d.Records[1]))); d != "" {
		t.Error(d)
	}
}

// Windows as pages print them, read from a post of April 2025.
func TestWindows(t *testing.T) {
	ref := time.Date(2025, 4, 2, 9, 0, 0, 0, time.UTC)
	for words, want := range map[string]string{
		"Scheduled for Apr 30, 2025 22:00 - 23:30 CEST":              "2025-04-30T22:00:00+02:00 2025-04-30T23:30:00+02:00",
		"Scheduled for Apr 30, 2025 22:00 - May 1, 2025 01:30 CEST":  "2025-04-30T22:00:00+02:00 2025-05-01T01:30:00+02:00",
		"Scheduled for Apr 30, 22:00 – 01:30 UTC":                    "2025-04-30T22:00:00Z 2025-05-01T01:30:00Z",
		"Scheduled for Dec 31, 2025 23:00 - Jan 1, 02:00 UTC":        "2025-12-31T23:00:00Z 2026-01-01T02:00:00Z",
		"Scheduled for Dec 31, 23:00 - Jan 1, 2026 02:00 UTC":        "2025-12-31T23:00:00Z 2026-01-01T02:00:00Z",
		"THIS IS A SCHEDULED EVENT Apr 30, 22:00 - 23:30 PDT":        "2025-04-30T22:00:00-07:00 2025-04-30T23:30:00-07:00",
		"Maintenance window: April 30, 2025 from 22:00 to 23:30 UTC": "2025-04-30T22:00:00Z 2025-04-30T23:30:00Z",
		"Scheduled for Apr\u00a030, 2025 22:00\u202f- 23:30 UTC":     "2025-04-30T22:00:00Z 2025-04-30T23:30:00Z",
		"Scheduled for Apr 30, 2025 22:00 CEST":                      "",
		"Scheduled for Apr 31, 2025 22:00 - 23:30 CEST":              "",
		"Scheduled for Foo 30, 2025 22:00 - 23:30 CEST":              "",
		"Scheduled for Apr 30, 2025 25:00 - 23:30 CEST":              "",
		"Scheduled for Apr 30, 2025 22:00 - Apr 29, 2025 23:30 CEST": "",
		"Scheduled for Apr 30, 2025 22:00 - Apr 30, 2026 23:30 CEST": "",
		"We upgrade from 22:00 to 23:30 CEST.":                       "",
	} {
		s := newSource("f", []byte(words), parse.Options{})
		w, ok := s.windowIn(passage{text: words}, ref)
		got := ""
		if ok {
			got = w.Span.Start.Format(time.RFC3339) + " " + w.Span.End.Format(time.RFC3339)
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", words, got, want)
		}
	}
}

// Posts that were all written afterwards, an incident that went on, and posts
// of a status that nobody knows.
func TestAnnounce(t *testing.T) {
	page := func(posts ...string) []byte {
		var b strings.Builder
		b.WriteString("T\n\nIncident Report for P\n\n")
		for i := len(posts) - 1; i >= 0; i-- {
			status, at, _ := strings.Cut(posts[i], "@")
			status, words, told := strings.Cut(status, ": ")
			if !told {
				words = "Words."
			}
			b.WriteString(status + "\n\n" + words + "\nPosted Apr 30, 2025 - " + at + " UTC\n\n")
		}
		return []byte(b.String())
	}
	for _, tc := range []struct {
		name  string
		posts []string
		want  string
		open  bool
		told  string
	}{
		{"as usual", []string{"Investigating@10:00", "Resolved@11:00"}, "detected 10:00 announced_resolved 11:00", false, ""},
		{"backfilled", []string{"Investigating@10:00", "Identified@10:00", "Resolved@10:00", "Postmortem@12:00"}, "announced_resolved 10:00", false, "written afterwards"},
		{"closed at once", []string{"Resolved@10:00"}, "announced_resolved 10:00", false, ""},
		{"reopened and closed", []string{"Investigating@10:00", "Resolved@11:00", "Investigating@11:20", "Resolved@12:00"}, "detected 10:00 announced_resolved 12:00", false, ""},
		{"reopened", []string{"Investigating@10:00", "Resolved@11:00", "Investigating@11:20"}, "detected 10:00", true, "still open"},
		{"with a word after", []string{"Investigating@10:00", "Resolved@11:00", "Update@11:20"}, "detected 10:00 announced_resolved 11:00", false, ""},
		{"reopened at once", []string{"Resolved@10:00", "Investigating@10:30"}, "", true, "still open"},
		{"closed by a post dated before", []string{"Investigating@10:30", "Resolved@10:00"}, "announced_resolved 10:00", false, "dated before others"},
		{"watched, then looked into again", []string{"Investigating@10:00", "Monitoring@10:10", "Investigating@10:30", "Monitoring@11:00"}, "detected 10:00 mitigated 11:00", true, ""},
		{"mended, then looked into again", []string{"Investigating@10:00", "Monitoring: A fix is in.@10:10", "Investigating@10:30", "Monitoring@11:00"}, "detected 10:00 mitigated 10:10", true, ""},
		{"watched", []string{"Investigating@10:00", "Monitoring@10:10", "Update@10:30", "Monitoring@11:00"}, "detected 10:00 mitigated 10:10", true, ""},
		{"other words", []string{"Wir untersuchen@10:00", "Résolu@11:00"}, "", true, `the status "Résolu" is not known`},
	} {
		inc := one(t, tc.name, page(tc.posts...))
		var got []string
		for _, kind := range incident.Kinds {
			if c, ok := inc.Instants[kind]; ok {
				got = append(got, string(kind)+" "+c.At.Format("15:04"))
			}
		}
		warned := strings.Join(inc.Warnings, "\n")
		if strings.Join(got, " ") != tc.want || inc.Open != tc.open || !strings.Contains(warned, tc.told) || tc.told == "" && warned != "" {
			t.Errorf("%s: %q, open %v, warnings %q", tc.name, got, inc.Open, warned)
		}
	}
}

// A page whose stamps all say no date gives no incident and says why; an
// account that names a day and a stretch of time is no list.
func TestNoDates(t *testing.T) {
	d, err := Text("f", []byte("T\n\nIncident Report for P\n\nResolved\n\nx\nPosted 3 months ago.\n"), parse.Options{})
	if err != nil || len(d.Records) != 0 || len(d.Warnings) != 1 || !strings.Contains(d.Warnings[0], `f:8: "Posted 3 months ago." says no date`) {
		t.Errorf("%d records, %q, %v", len(d.Records), d.Warnings, err)
	}
	account := "Outage of the API\nApril 30, 2025\nApr 30, 15:49 - 17:41 CEST\n" + strings.Repeat("The gateway answered late.\n", 20)
	if IsText(parse.NewSample("f", []byte(account))) {
		t.Error("an account is taken for a list")
	}
}

// A byte order mark in front of markup is passed over.
func TestMark(t *testing.T) {
	data := append([]byte("\xef\xbb\xbf"), fixture(t, "history.atom")...)
	if !IsAtom(parse.NewSample("f", data)) || IsRSS(parse.NewSample("f", data)) {
		t.Error("not seen as Atom")
	}
	d, err := Feed("f", data, parse.Options{})
	if err != nil || len(d.Records) != 2 {
		t.Fatalf("%d records, %v", len(d.Records), err)
	}
	checkMarkup(t, data, d.Records)
}
