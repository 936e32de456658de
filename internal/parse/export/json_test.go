package export

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/law"

	"github.com/google/go-cmp/cmp"
)

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// told is what a document says, one line an incident and an instant.
func told(d parse.Document) string {
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	for _, r := range d.Records {
		state := "over"
		if r.Open {
			state = "open"
		}
		say("%s %q %s %s [%s]", r.ID, r.Title, r.Impact, state, strings.Join(r.Components, ", "))
		marks := slices.Clone(r.Marks)
		slices.SortStableFunc(marks, func(a, b incident.Mark) int {
			return slices.Index(incident.Kinds[:], a.Kind) - slices.Index(incident.Kinds[:], b.Kind)
		})
		for _, m := range marks {
			warning := ""
			if m.Warning != "" {
				warning = " – " + m.Warning
			}
			say("  %s %s %s %s%s", m.Kind, m.At.UTC().Format(time.RFC3339), m.Basis, m.Rule, warning)
		}
		for _, l := range r.Levels {
			say("  level %s %q", l.Level, l.Quote)
		}
		for _, w := range r.Warnings {
			say("  warning %s", w)
		}
	}
	for _, w := range d.Works {
		announced, cancelled := "", ""
		if !w.Announced.IsZero() {
			announced = " announced " + w.Announced.UTC().Format(time.RFC3339)
		}
		if w.Cancelled {
			cancelled = " cancelled"
		}
		say("work %s %q %s–%s [%s]%s%s", w.ID, w.Title, w.Span.Start.UTC().Format(time.RFC3339), w.Span.End.UTC().Format(time.RFC3339), strings.Join(w.Components, ", "), announced, cancelled)
	}
	for _, w := range d.Warnings {
		say("warning %s", w)
	}
	return strings.Join(out, "\n")
}

// A source is a format of this package.
type source struct {
	name string
	is   func(parse.Sample) bool
	read func(string, []byte, parse.Options) (parse.Document, error)
}

var sources = []source{
	{"pagerduty.json", IsPagerDuty, PagerDuty},
	{"pagerduty-analytics.json", IsPagerDutyAnalytics, PagerDutyAnalytics},
	{"pagerduty-log.json", IsPagerDutyLog, PagerDutyLog},
	{"pagerduty-maintenance.json", IsPagerDutyWork, PagerDutyWork},
	{"incidentio.json", IsIncidentIO, IncidentIO},
	{"firehydrant.json", IsFireHydrant, FireHydrant},
	{"rootly.json", IsRootly, Rootly},
	{"opsgenie.json", IsOpsgenie, Opsgenie},
	{"pagerduty.csv", IsPagerDutyTable, PagerDutyTable},
	{"opsgenie.csv", IsOpsgenieTable, OpsgenieTable},
	{"incidentio.csv", IsIncidentIOTable, IncidentIOTable},
	{"firehydrant.csv", IsFireHydrantTable, FireHydrantTable},
	{"rootly.csv", IsRootlyTable, RootlyTable},
	{"jira.csv", IsJiraTable, JiraTable},
	{"servicenow.csv", IsServiceNowTable, ServiceNowTable},
}

// Each format knows its own file and no other.
func TestIs(t *testing.T) {
	for _, file := range sources {
		s := parse.NewSample(file.name, fixture(t, file.name))
		for _, f := range sources {
			if got := f.is(s); got != (f.name == file.name) {
				t.Errorf("%s is read by %s: %v", file.name, f.name, got)
			}
		}
	}
}

func TestRead(t *testing.T) {
	stockholm, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range sources {
		t.Run(f.name, func(t *testing.T) {
			data := fixture(t, f.name)
			d, err := f.read(f.name, data, parse.Options{Zone: stockholm})
			if err != nil {
				t.Fatal(err)
			}
			for _, broken := range law.Broken(data, d) {
				t.Error(broken)
			}
			golden := filepath.Join("testdata", f.name+".golden")
			got := told(d) + "\n"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(string(fixture(t, f.name+".golden")), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
