package terms

import (
	"errors"
	"flag"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"aftermath/internal/contract"
	"aftermath/internal/incident"
	"aftermath/internal/money"
)

var update = flag.Bool("update", false, "write the golden files")

// All problems of a file are reported at once, in order of place.
func TestBrokenFile(t *testing.T) {
	data, err := os.ReadFile("testdata/broken.yaml")
	if err != nil {
		t.Fatal(err)
	}
	_, err = Parse("broken.yaml", data)
	var problems Problems
	if !errors.As(err, &problems) {
		t.Fatalf("got %v, want problems", err)
	}
	got := problems.Error() + "\n"
	const golden = "testdata/broken.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("problems differ (-want +got):\n%s", diff)
	}
	if !slices.IsSortedFunc(problems, func(a, b Problem) int { return a.Line - b.Line }) {
		t.Error("problems are not in order of line")
	}
}

func TestTemplate(t *testing.T) {
	c, err := Parse("template.yaml", Template())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range c.Book.Policies {
		if len(p.Examples) == 0 {
			t.Errorf("policy %s of the template has no example", p.ID)
		}
		for _, err := range p.CheckExamples() {
			t.Error(err)
		}
	}
}

// What stands in the file is what the configuration holds.
func TestValues(t *testing.T) {
	c, err := Parse("a.yaml", []byte(sound))
	if err != nil {
		t.Fatal(err)
	}
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	at := func(line, column int) contract.Place {
		return contract.Place{File: "a.yaml", Line: line, Column: column}
	}
	cet := func(y int, m time.Month, d, h, min int) time.Time { return time.Date(y, m, d, h, min, 0, 0, zone) }
	percent := money.MustPercent
	eur := func(minor int64) money.Amount { return money.Amount{Minor: minor, Currency: "EUR"} }
	want := &Config{
		File: "a.yaml", Store: "aftermath.db", Reports: "reports", MaxRejected: percent("1%"), MinCoverage: percent("0%"),
		Incidents: []IncidentSource{{Files: []string{"incidents/*.txt"}, Place: at(29, 7)}},
		Logs:      []LogSource{{Files: []string{"logs/*.gz"}, Format: Format{Text: "combined", Place: at(32, 15)}, Customer: "customer", Place: at(31, 7)}},
		Calendars: []CalendarSource{{Files: []string{"work/*.ics"}, Place: at(36, 5)}},
		Book: contract.Book{
			Organisation: "Voyado", Zone: zone,
			Services: []contract.Service{{
				ID: "api", Name: "API", Match: []contract.Match{{Hosts: []string{"api.example"}}},
				Ignored: contract.Statuses{{From: 400, To: 407}, {From: 409, To: 498}},
				Failed:  contract.Statuses{{From: 500, To: 599}, {From: 499, To: 499}, {}},
				Slow:    2 * time.Second, Gap: 5 * time.Minute,
				Minute: contract.Thresholds{
					Down: contract.Threshold{Percent: percent("25%")}, Degraded: contract.Threshold{Percent: percent("5%")},
					DegradedSlow: contract.Threshold{Percent: percent("30%")}, MinRequests: 5,
				},
			}},
			Policies: []contract.Policy{{
				ID: "gold", Name: "Gold", Target: percent("99.9%"), Evidence: contract.Either, Place: at(11, 5),
				Maintenance: contract.MaintenanceRule{Excluded: true, Notice: 72 * time.Hour, Cap: 8 * time.Hour},
				Tiers:       []contract.Tier{{Below: percent("99.9%"), Credit: percent("10%")}, {Below: percent("99%"), Credit: percent("25%")}},
				Examples: []contract.Example{{
					Minutes: contract.Tally{Period: 43200, Up: 43151, Down: 49}, Fee: eur(100000),
					Availability: "99.8865", Credit: eur(10000), Place: at(20, 9),
				}},
			}},
			Customers: []contract.Customer{{
				ID: "northwind", Name: "Northwind", Keys: []string{"nw-1"},
				Contracts: []contract.Contract{{
					Policy: "gold", Services: []string{"api"}, Fee: eur(100000), Zone: zone,
					From: cet(2024, 1, 1, 0, 0), To: cet(2026, 1, 1, 0, 0),
				}},
			}},
			Maintenance: []contract.Maintenance{{
				ID: "M1", Title: "Work", Start: cet(2025, 4, 12, 22, 0), End: cet(2025, 4, 12, 23, 0),
				Announced: cet(2025, 4, 7, 9, 0), Place: at(35, 5),
			}},
		},
		Amendments: []incident.Amendment{{
			Incident: "i1", Instant: incident.Began, At: cet(2025, 4, 30, 15, 47), Author: "A. Person", Reason: "Seen.",
			Place: incident.Place{File: "a.yaml", Line: 38, Column: 5},
		}},
	}
	zones := cmp.Comparer(func(a, b *time.Location) bool { return a == b || a != nil && b != nil && a.String() == b.String() })
	percents := cmp.Comparer(func(a, b money.Percent) bool { return a.Cmp(b) == 0 })
	if diff := cmp.Diff(want, c, zones, percents); diff != "" {
		t.Errorf("configuration differs (-want +got):\n%s", diff)
	}
}

// Every key of a JSON format reaches its field.
func TestJSONFields(t *testing.T) {
	data := replace(t, "format: combined", "format: {json: {time: a.b, time_unit: ms, status: c, latency: d, latency_unit: ns, request: e, method: f, path: g, host: h, request_id: i}}")
	c, err := Parse("a.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	want := &JSONFields{Time: "a.b", TimeUnit: "ms", Status: "c", Latency: "d", LatencyUnit: "ns", Request: "e", Method: "f", Path: "g", Host: "h", RequestID: "i"}
	if diff := cmp.Diff(want, c.Logs[0].Format.JSON); diff != "" {
		t.Errorf("fields differ (-want +got):\n%s", diff)
	}
}

// Every key of a table reaches its field, and the settings of w3c theirs.
func TestTableFields(t *testing.T) {
	for written, want := range map[string]Format{
		`{csv: {time: a, status: b, latency: c, latency_unit: us, request_id: d, delimiter: ";"}}`: {
			CSV: &CSVFields{JSONFields: JSONFields{Time: "a", Status: "b", Latency: "c", LatencyUnit: "us", RequestID: "d"}, Delimiter: ";"},
		},
		`{csv: {time: 1, status: 2, header: false}}`:  {CSV: &CSVFields{JSONFields: JSONFields{Time: "1", Status: "2"}, Delimiter: ",", NoHeader: true}},
		`{tsv: {time: a b, status: c, header: true}}`: {CSV: &CSVFields{JSONFields: JSONFields{Time: "a b", Status: "c"}, Delimiter: "\t"}},
		`{w3c: {latency_unit: s}}`:                    {W3C: &W3CFields{LatencyUnit: "s"}},
	} {
		c, err := Parse("a.yaml", replace(t, "format: combined", "format: "+written))
		if err != nil {
			t.Errorf("%s: %v", written, err)
			continue
		}
		want.Place = c.Logs[0].Format.Place
		if diff := cmp.Diff(want, c.Logs[0].Format); diff != "" {
			t.Errorf("%s differs (-want +got):\n%s", written, diff)
		}
	}
}

// Numbers, dates and words like yes are the text that stands there.
func TestTextIsLiteral(t *testing.T) {
	for written, want := range map[string]string{
		"0042": "0042", "1_000": "1_000", "1e3": "1e3", "0x1F": "0x1F", "yes": "yes", "True": "True", "2024-01-01": "2024-01-01", "22:00": "22:00",
		".inf": ".inf", `"a: b"`: "a: b", "'#1'": "#1", "Åsa": "Åsa",
	} {
		data := replace(t, "[nw-1]", "["+written+"]")
		c, err := Parse("a.yaml", data)
		if err != nil {
			t.Errorf("%s: %v", written, err)
		} else if got := c.Book.Customers[0].Keys[0]; got != want {
			t.Errorf("%s was read as %q", written, got)
		}
	}
}

// Line breaks of the operating systems, a byte order mark and folded text
// change nothing.
func TestLayout(t *testing.T) {
	folded := string(replace(t, "name: API", "name: >-\n      An API\n      of many words"))
	c, err := Parse("a.yaml", []byte("\uFEFF"+folded))
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Book.Services[0].Name; got != "An API of many words" {
		t.Errorf("folded text was read as %q", got)
	}
	crlf := slices.Concat([]byte("\uFEFF"), []byte(crlf(replace(t, "gap: 5m", "gap: 5"))))
	_, err = Parse("a.yaml", crlf)
	if want := "a.yaml:9:10: duration \"5\" has no unit\n    write 5m for minutes, 5s for seconds"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
