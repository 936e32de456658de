package export

import (
	"strings"
	"testing"

	"aftermath/internal/parse"
)

func TestRefuse(t *testing.T) {
	for name, c := range map[string]struct {
		read       func(string, []byte, parse.Options) (parse.Document, error)
		data, want string
	}{
		"other JSON":      {PagerDuty, `{"a": 1}`, "f:1:1: expected an answer of PagerDuty's GET /incidents"},
		"malformed":       {Rootly, `{"data": [}`, "f:1:11: malformed JSON"},
		"a schema":        {Rootly, `{"created_at": {"type": "string"}}`, "expected an answer of Rootly's"},
		"no log":          {PagerDutyLog, `{"log_entry": 4}`, "expected an answer of PagerDuty's GET /log_entries"},
		"no windows":      {PagerDutyWork, `[]`, "expected an answer of PagerDuty's GET /maintenance_windows"},
		"twice":           {PagerDuty, "[{\"id\":\"A\",\"incident_number\":1,\"created_at\":\"2025-03-04T07:12:31Z\"},\n {\"id\":\"A\",\"incident_number\":1,\"created_at\":\"2025-03-04T07:12:31Z\"}]", `f:2:2: the id "A" was read before, at line 1`},
		"twice, a table":  {JiraTable, "Summary,Issue key,Created\na,K,2025-03-04 10:00 UTC\nb,K,2025-03-04 10:00 UTC\n", `f:3:1: the id "K" was read before, at line 2`},
		"a wrong header":  {RootlyTable, "Title,Start At,Mitigated At\n", "f:1:1: no column \"startedat\", which an export of Rootly has\n    is it the column \"Start At\"?"},
		"no header alike": {PagerDutyTable, "a,b\n1,2\n", "f:1:1: no column \"incidentnumber\", which an export of PagerDuty has\n    export with all columns"},
		"returns alone":   {Rootly, "{\r\r}", "f: ends its lines with carriage returns alone\n    save it with line feeds"},
		"UTF-16":          {JiraTable, "\xff\xfeS\x00u\x00", "f: is written in UTF-16\n    save it as UTF-8 text"},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := c.read("f", []byte(c.data), parse.Options{})
			if err == nil || !strings.Contains(err.Error(), c.want) || len(d.Records) > 0 {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// An answer without entries is a document without records; one that tells of
// an error, lists something, or is of something else is none.
func TestEmpty(t *testing.T) {
	for data, want := range map[string]bool{
		`{"incidents":[],"limit":25,"offset":0,"more":false}`:     true,
		`{"data":[],"meta":{"total_count":0}}`:                    true,
		"\xef\xbb\xbf []\n":                                       true,
		`{"maintenance_windows":[]}`:                              true,
		`{"data":[],"errors":["no such team"]}`:                   false,
		`{"error":{"message":"not allowed"},"incidents":[]}`:      false,
		`{"incidents":[{"id":"A"}]}`:                              false,
		`{"incidents":null}`:                                      false,
		`{"services":[]}`:                                         false,
		`{}`:                                                      false,
		`{"incidents":[]`:                                         false,
		`{"data":[],"note":"` + strings.Repeat("x", 1<<14) + `"}`: false,
	} {
		if got := IsEmpty(parse.NewSample("f", []byte(data))); got != want {
			t.Errorf("%.60s: %v", data, got)
		}
		d, err := Empty("f", []byte(data), parse.Options{})
		if want && (err != nil || len(d.Records)+len(d.Works) > 0 || len(d.Warnings) != 1 || !strings.HasPrefix(d.Warnings[0], "f:1:")) {
			t.Errorf("%.60s: %+v, %v", data, d, err)
		}
		if !want && len(data) < 1<<14 && err == nil {
			t.Errorf("%.60s was read", data)
		}
	}
}

// Dates in numbers are decided by the column, else by the configured order, else
// not at all.
func TestOrder(t *testing.T) {
	const head = "Summary,Issue key,Created\n"
	for name, c := range map[string]struct {
		rows  string
		order parse.DateOrder
		want  string
	}{
		"by the column": {"a,K1,04/03/2025 10:00 UTC\nb,K2,04/13/2025 10:00 UTC\n", parse.DayFirst, "K1 2025-04-03 K2 2025-04-13"},
		"by the order":  {"a,K1,04/03/2025 10:00 UTC\n", parse.DayFirst, "K1 2025-03-04"},
		"by nothing":    {"a,K1,04/03/2025 10:00 UTC\n", "", "warning"},
		"both":          {"a,K1,04/03/2025 10:00 UTC\nb,K2,13/03/2025 10:00 UTC\nc,K3,03/13/2025 10:00 UTC\n", "", "K2 2025-03-13 K3 2025-03-13 warning"},
	} {
		d, err := JiraTable("f", []byte(head+c.rows), parse.Options{Order: c.order})
		if err != nil {
			t.Fatal(name, err)
		}
		var got []string
		for _, r := range d.Records {
			got = append(got, r.ID, r.Marks[0].At.Format("2006-01-02"))
		}
		if len(d.Warnings) > 0 {
			got = append(got, "warning")
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: got %s, %q", name, s, d.Warnings)
		}
	}
}

// A time that cannot be read says where it stands and what to do, and costs
// nothing else of its row.
func TestTimeWarning(t *testing.T) {
	d, err := JiraTable("f", []byte("Summary,Issue key,Created,Resolved\na,K1,2025-03-04 10:00 UTC,04/03/2025 11:00\n"), parse.Options{})
	if err != nil || len(d.Records) != 1 {
		t.Fatal(d, err)
	}
	want := "f:2:27: Resolved: \"04/03/2025 11:00\" can be read as day and month or as month and day: not used\n    set the order of dates"
	if w := d.Records[0].Warnings; len(w) != 1 || !strings.HasPrefix(w[0], want) || len(d.Records[0].Marks) != 1 {
		t.Errorf("got %q", w)
	}
}

// What a hostile file makes a person read is bounded.
func TestManyWarnings(t *testing.T) {
	d, err := JiraTable("f", []byte("Summary,Issue key,Created\n"+strings.Repeat("a,b,soon\n", 5000)), parse.Options{})
	if err != nil || len(d.Warnings) != maxWarnings+1 {
		t.Errorf("%d warnings, %v", len(d.Warnings), err)
	}
}
