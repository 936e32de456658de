package prose

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"aftermath/internal/incident"
)

// anchor is the first post of the incident that the tests' sentences tell of.
var anchor = time.Date(2025, time.April, 30, 16, 9, 0, 0, time.FixedZone("CEST", 2*3600))

func stockholm(t testing.TB) *time.Location {
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// reading writes a mark as "kind hh:mm".
func reading(m incident.Mark) string { return string(m.Kind) + " " + m.At.Format("15:04") }

// Each row of rules has at least one line here: the sentence and what is read
// from it, "" being nothing.
var ruleLines = []struct{ rule, text, want string }{
	{"next-update", "The next update follows at 17:30 CEST.", ""},
	{"failed-remedy", "The rollback failed at 16:30 CEST.", ""},
	{"paperwork", "The incident was declared resolved at 17:41 CEST.", ""},
	{"wanted-remedy", "At 16:30 CEST we decided to roll back.", ""},
	{"remedy-head", "16:38 CEST Restarted the brokers", "mitigated 16:38"},
	{"persists", "At 16:50 CEST the problem was still visible.", ""},
	{"listing", "The graph at 15:58 CEST shows failures.", ""},
	{"alert-cleared", "16:50 CEST Alerts for errors cleared", ""},
	{"no-more-errors", "No further errors were seen after 17:03 CEST.", "resolved 17:03"},
	{"scaled-up", "At 16:38 CEST we added capacity.", "mitigated 16:38"},
	{"investigation-showed", "At 16:20 CEST analysis revealed a full disk.", "identified 16:20"},
	{"cause-head", "16:20 CEST Root cause: a full disk", "identified 16:20"},
	{"investigating", "16:02 CEST We are investigating increased error rates.", "detected 16:02"},
	{"going-on", "16:30 CEST We can confirm increased error rates.", ""},
	{"checks-failed", "Health checks failed at 16:02 CEST.", "detected 16:02"},
	{"alert-head", "16:02 CEST Alert: checkout slow", "detected 16:02"},
	{"gradual", "Traffic gradually began to return at 16:38 CEST.", "mitigated 16:38"},
	{"full-function-confirmed", "Full functionality was confirmed by 17:03 CEST.", "resolved 17:03"},
	{"fully-recovered", "At 17:03 CEST the platform had fully recovered.", "resolved 17:03"},
	{"service-restored", "Access was restored at 17:03 CEST.", "resolved 17:03"},
	{"recovered", "Error rates recovered at 17:03 CEST.", "resolved 17:03"},
	{"returned-to-normal", "Latency returned to normal levels at 17:03 CEST.", "resolved 17:03"},
	{"normal-again", "As of 17:03 CEST the API is operating normally.", "resolved 17:03"},
	{"back-online", "By 17:03 CEST all nodes were back online.", "resolved 17:03"},
	{"operational", "Processing resumed at 17:03 CEST.", "resolved 17:03"},
	{"issue-resolved", "The issue was resolved at 17:03 CEST.", "resolved 17:03"},
	{"ended", "The outage ended at 17:03 CEST.", "resolved 17:03"},
	{"lasted-until", "This persisted until 17:03 CEST.", "resolved 17:03"},
	{"fix-row", "Vendor software fix: 16:38 CEST", "mitigated 16:38"},
	{"start-end-row", "Start/End: 15:49 - 17:03 CEST", "began 15:49, resolved 17:03"},
	{"began-erring", "15:49 CEST API requests start to return 500s", "began 15:49"},
	{"affected", "This affected logins from 15:49 to 17:03 CEST.", "began 15:49, resolved 17:03"},
	{"outage-head", "15:49 CEST Major outage of all services", "began 15:49"},
	{"issue-noticed", "At 16:02 CEST our support team identified an issue in the hosting environment.", "detected 16:02"},
	{"resolved-row", "Resolved: 2025-04-30 17:03 CEST", "resolved 17:03"},
	{"recovery-began", "Recovery began at 16:38 CEST.", "mitigated 16:38"},
	{"rolled-back", "At 16:38 CEST we rolled the release back.", "mitigated 16:38"},
	{"fix-deployed", "A fix was deployed at 16:38 CEST.", "mitigated 16:38"},
	{"mitigated", "We mitigated it by adding nodes at 16:38 CEST.", "mitigated 16:38"},
	{"failed-over", "The database failed over at 16:38 CEST.", "mitigated 16:38"},
	{"traffic-shifted", "At 16:38 CEST traffic was rerouted to Dublin.", "mitigated 16:38"},
	{"restarted", "At 16:38 CEST engineers restarted the brokers.", "mitigated 16:38"},
	{"disabled", "We disabled the feature at 16:38 CEST.", "mitigated 16:38"},
	{"improving", "Error rates were improving.\n16:38 CEST: error rates dropping", "mitigated 16:38"},
	{"mitigated-row", "Repaired 2025-04-30 16:38", "mitigated 16:38"},
	{"cause-known", "The root cause was found at 16:20 CEST.", "identified 16:20"},
	{"found-cause", "At 16:20 CEST we identified the underlying cause.", "identified 16:20"},
	{"issue-identified", "By 16:20 CEST we had tracked down the problem.", "identified 16:20"},
	{"identified-row", "Identified: 16:20 CEST", "identified 16:20"},
	{"detected-row", "First detected 2025-04-30 16:02", "detected 16:02"},
	{"was-alerted", "The team was paged at 16:02 CEST.", "detected 16:02"},
	{"paged", "16:02 CEST - on-call engineer paged", "detected 16:02"},
	{"alert-fired", "Our monitoring flagged the errors at 16:02 CEST.", "detected 16:02"},
	{"alert-received", "At 16:02 CEST latency crossed the alerting threshold.", "detected 16:02"},
	{"noticed", "At 16:02 CEST our engineers noticed the drop.", "detected 16:02"},
	{"reported", "Customers reported the fault at 16:02 CEST.", "detected 16:02"},
	{"was-detected", "The anomaly was first detected at 16:02 CEST.", "detected 16:02"},
	{"began-investigating", "We began investigating at 16:02 CEST.", "detected 16:02"},
	{"start-row", "Start time: 2025-04-30 15:49 CEST", "began 15:49"},
	{"window-row", "Date/Time: 2025-04-30 15:49 CEST - 2025-04-30 17:03 CEST", "began 15:49, resolved 17:03"},
	{"began-failing", "At 15:49 CEST calls began to time out.", "began 15:49"},
	{"impact-began", "The customer impact started at 15:49 CEST.", "began 15:49"},
	{"experienced", "Between 15:49 and 17:03 CEST we experienced a partial outage.", "began 15:49, resolved 17:03"},
	{"unavailable", "At 15:49 CEST the API became unavailable.", "began 15:49"},
	{"caused-errors", "At 15:49 CEST a flag caused unexpected failures.", "began 15:49"},
	{"elevated", "Elevated error rates from 15:49 to 17:03 CEST.", "began 15:49, resolved 17:03"},
	{"unable", "From 15:49 CEST until 17:03 CEST users could not log in.", "began 15:49, resolved 17:03"},
	{"failed", "15:49–17:03 CEST: calls failed.", "began 15:49, resolved 17:03"},
	{"outage", "The outage at 15:49 CEST made us think.", ""},
	{"outage", "Brief service disruption between 15:49 and 17:03 CEST", "began 15:49, resolved 17:03"},
	{"change", "We deployed release 12 at 15:30 CEST.", ""},
	// a trigger, though harm follows in the sentence
	{"change", "At 15:30 CEST we deployed a release that caused errors.", ""},
	// rows that are a label and a time, in either order
	{"start-row", "15:49 CEST – Impact begins", "began 15:49"},
	{"resolved-row", "16:38 CEST - Resolved", "resolved 16:38"},
	{"resolved-row", "17:03 CEST All clear", "resolved 17:03"},
	{"resolved-row", "| 17:03 CEST | Service restored |", "resolved 17:03"},
	{"service-restored", "17:03 CEST: Service restored for all customers", "resolved 17:03"},
	{"identified-row", "| 16:20 CEST | Identified |", "identified 16:20"},
	{"issue-resolved", "The incident started at 15:49 and was resolved at 17:03 CEST.", "began 15:49, resolved 17:03"},
	{"", "15:30 CEST Started the deployment", ""}, // a label that goes on says something else
	// the combinations that decide between neighbours
	{"", "Recovery began at 16:38 CEST, with full functionality confirmed by 17:03.", "mitigated 16:38, resolved 17:03"},
	{"", "At 16:38 CEST we rolled back, and by 17:03 everything was back to normal.", "mitigated 16:38, resolved 17:03"},
	{"", "The team was paged and at 16:20 CEST found the root cause.", "identified 16:20"},
	{"", "Service was not fully restored until 17:03 CEST.", "resolved 17:03"},
	{"", "By 16:38 CEST most traffic was restored.", "mitigated 16:38"},
	{"", "Customers saw errors until 17:03 CEST.", "resolved 17:03"},
	{"", "Before 15:49 CEST no errors were seen.", ""},
	{"", "Customers reported errors starting at 15:55 CEST.", "began 15:55"},
	{"", "It recovered once the provider resolved their outage at 16:30 CEST.", "resolved 16:30"},
	{"", "At 15:49 and 16:10 CEST calls failed.", ""},
	{"", "15:49 CEST Impact becomes apparent and alerts fired", "began 15:49, detected 15:49"},
}

func TestRules(t *testing.T) {
	for _, line := range ruleLines {
		t.Run(line.text, func(t *testing.T) {
			marks, _, _ := Extract(line.text, Context{Anchor: anchor, Zone: stockholm(t)})
			var got []string
			ruled := line.rule == "" || line.want == ""
			for _, m := range marks {
				got = append(got, reading(m))
				ruled = ruled || strings.TrimPrefix(m.Rule, incident.RowPrefix) == line.rule
				if line.text[m.Start:m.End] != m.Quote || m.At.Format("2006-01-02") != "2025-04-30" {
					t.Errorf("%s: %q at %d on %s", reading(m), m.Quote, m.Start, m.At.Format(time.DateOnly))
				}
			}
			if s := strings.Join(got, ", "); s != line.want || !ruled {
				t.Errorf("got %q by %+v, want %q by %s", s, marks, line.want, line.rule)
			}
		})
	}
	for _, r := range rules {
		if !slices.ContainsFunc(ruleLines, func(l struct{ rule, text, want string }) bool { return l.rule == r.name }) {
			t.Errorf("no line tests the rule %s", r.name)
		}
	}
}

func TestDecoys(t *testing.T) {
	lines := map[string]string{
		"future":         "The fix will be deployed at 16:38 CEST.",
		"expected":       "We expect full service to be restored by 18:00 CEST.",
		"planned":        "During the scheduled maintenance from 12:00 to 13:00 CEST the API was unavailable.",
		"no-impact":      "There was no customer impact between 12:00 and 13:00 CEST, though calls failed over.",
		"peak":           "Errors peaked, with 2% of requests failing at 15:55 CEST.",
		"other-incident": "As in the previous incident, calls failed between 15:00 and 15:10 CEST.",
		"earlier-state":  "Service was restored from the backup of 12:41 CEST.",
		"supposed":       "For example, between 12:00 and 13:00 CEST an outage costs more.",
	}
	for _, d := range decoys {
		line, ok := lines[d.name]
		if !ok {
			t.Errorf("no line tests the decoy %s", d.name)
			continue
		}
		if marks, _, _ := Extract(line, Context{Anchor: anchor}); len(marks) != 0 {
			t.Errorf("%s: %q gives %+v", d.name, line, marks)
		}
	}
	// a denial after the range is one too
	for line, want := range map[string]string{
		"Between 10:00 and 15:49 CEST customers were not affected.":                                                         "",
		"Between 10:00 and 15:49 CEST, customers were not affected by the outage.":                                          "",
		"Between 10:00 and 15:49 CEST no customers were affected.":                                                          "",
		"Between 10:00 and 15:49 CEST the outage was without impact.":                                                       "",
		"Between 10:00 and 15:49 CEST no requests failed.":                                                                  "",
		"Between 10:00 and 15:49 CEST the service operated normally, though one node was down.":                             "",
		"Between 10:00 and 15:49 customers were not affected. From 15:49 to 16:38 CEST calls failed.":                       "began 15:49, resolved 16:38",
		"Between 10:00 and 15:49, customers were not affected, but from 15:49 to 16:38 CEST calls failed.":                  "began 15:49, resolved 16:38",
		"Between 15:49 and 16:38 CEST calls failed, other services were not affected.":                                      "began 15:49, resolved 16:38",
		"Between 15:49 and 16:38 CEST no customers could log in and calls failed.":                                          "began 15:49, resolved 16:38",
		"Between 15:49 and 16:38 CEST customers were unable to log in and calls that failed could not be retried normally.": "began 15:49, resolved 16:38",
		"Between 15:49 and 16:38 CEST the API, which was down, could not work normally.":                                    "began 15:49, resolved 16:38",
	} {
		marks, _, _ := Extract(line, Context{Anchor: anchor})
		var got []string
		for _, m := range marks {
			got = append(got, reading(m))
		}
		if s := strings.Join(got, ", "); s != want {
			t.Errorf("%q: got %q, want %q", line, s, want)
		}
	}
	for _, line := range []string{
		"We saw HTTP 503 and 504 errors in euw1-2 after release 2.14.3.",
		"Read more at https://example.com/12:30/errors about the outage.",
		"Support is open 8am-only on days of an outage.",
		"The error rate rose from 10% to 50% during the outage.",
		"An average of 3:1 requests failed.",
	} {
		if marks, _, _ := Extract(line, Context{Anchor: anchor}); len(marks) != 0 {
			t.Errorf("%q gives %s %q", line, reading(marks[0]), marks[0].Quote)
		}
	}
}

func TestLevels(t *testing.T) {
	for _, tc := range []struct {
		text string
		want incident.Level
	}{
		{"A significant number of API calls were delayed or failed.", incident.Partial},
		{"We had a full outage.", incident.Outage},
		{"The application is currently down for all users.", incident.Outage},
		{"All requests to the API timed out.", incident.Outage},
		{"It was a partial outage.", incident.Partial},
		{"The API was partially degraded.", incident.Degraded},
		{"Elevated error rates on uploads.", incident.Partial},
		{"Some users were unable to log in.", incident.Partial},
		{"Responses were slower than usual.", incident.Degraded},
		{"The API was not available.", incident.Outage},
		{"The API wasn’t accessible.", incident.Outage},
		{"The login was unreachable.", incident.Outage},
		{"The API was unavailable for some customers.", incident.Partial},
		{"The search was not responding.", incident.Partial},
		{"The search stopped working.", incident.Partial},
		{"The API returned 503.", incident.Partial},
		{"Calls were answered with HTTP 502.", incident.Partial},
		{"Responses were slow. No requests failed.", incident.Degraded},
		{"Responses were slow, but no requests failed.", incident.Degraded},
		{"Responses were slow and calls did not fail.", incident.Degraded},
		{"No data was lost, but calls failed.", incident.Partial},
		{"Calls failed, other services were not affected.", incident.Partial},
		{"No requests failed.", ""},
		{"There was no outage.", ""},
		{"Customers were not affected by the outage.", ""},
		{"We will work to prevent an outage.", ""},
		{"Thank you for your patience.", ""},
	} {
		_, levels, _ := Extract(tc.text, Context{})
		var got incident.Level
		if len(levels) > 0 {
			got = levels[0].Level
			if l := levels[0]; tc.text[l.Start:l.End] != l.Quote {
				t.Errorf("%q: the quote %q is not at %d", tc.text, l.Quote, l.Start)
			}
		}
		if got != tc.want {
			t.Errorf("%q: got %q, want %q", tc.text, got, tc.want)
		}
	}
}

func TestNothingToRead(t *testing.T) {
	for _, text := range []string{"", "\n\n", "At 15:49", "between 15:49 and 16:38 CEST", strings.Repeat("x", 3*longest)} {
		if marks, levels, _ := Extract(text, Context{Anchor: anchor}); len(marks)+len(levels) > 0 {
			t.Errorf("%.20q: %s", text, fmt.Sprint(marks, levels))
		}
	}
}
