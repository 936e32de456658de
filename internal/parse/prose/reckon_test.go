package prose

import (
	"strings"
	"testing"

	"aftermath/internal/incident"
)

// TestReckoned: an end that is only told as a length of time is reckoned, and
// says so; one that agrees with what is stated is not.
func TestReckoned(t *testing.T) {
	for _, tc := range []struct{ text, want string }{
		{"At 15:49 CEST calls began to fail for 47 minutes.", "16:36 minute"},
		{"The outage began at 15:49 CEST and lasted two hours.", "17:49 hour"},
		{"Errors began at 15:49 CEST. The incident lasted about 1h 10m.", "16:59 about"},
		{"Duration: 1 hour 14 minutes\nStart: 2025-04-30 15:49 CEST", "17:03 minute"},
		{"Errors began at 15:49 CEST. It was a 47-minute outage.", "16:36 minute"},
		{"Between 15:49 and 16:38 CEST calls failed. Duration: 74 minutes", "17:03 minute"},
		{"Between 15:49 and 17:03 CEST calls failed. Duration: 75 minutes", ""},
		{"Between 15:49 and 17:03 CEST calls failed. The outage lasted over an hour.", ""},
		{"At 15:49 CEST calls began to fail for up to 5 minutes each.", ""},
		{"At 15:49 CEST errors began. We restarted the node after 20 minutes.", ""},
		{"At 15:49 CEST errors began. At 18:02 CEST calls failed again. Duration: 30 minutes", ""},
		{"The outage lasted 47 minutes.", ""},
		{"Errors began at 15:49 CEST. The maintenance will be lasting 30 minutes.", ""},
	} {
		marks, _, _ := Extract(tc.text, Context{Anchor: anchor})
		var got []string
		for _, m := range marks {
			if m.Rule != incident.Reckoned {
				continue
			}
			got = append(got, m.At.Format("15:04")+" "+string(m.Precision))
			if m.Kind != incident.Resolved || m.Basis != incident.Prose || tc.text[m.Start:m.End] != m.Quote || !strings.Contains(m.Warning, "reckoned from the onset at 15:49 and") {
				t.Errorf("%q: %+v", tc.text, m)
			}
		}
		if s := strings.Join(got, ", "); s != tc.want {
			t.Errorf("%q: %q, want %q", tc.text, s, tc.want)
		}
	}
}
