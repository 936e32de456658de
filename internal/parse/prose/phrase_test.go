package prose

import (
	"strings"
	"testing"

	"aftermath/internal/incident"
)

// phraseLines are ways to tell of a phase that the field uses: the sentence or
// row, and what is read from it, "" being nothing.
var phraseLines = []struct{ text, want string }{
	// onset
	{"At 15:49 CEST the API stopped accepting connections.", "began 15:49"},
	{"Starting at 15:49 CEST, some customers saw 502 responses.", "began 15:49"},
	{"Beginning at approximately 15:49 CEST, webhooks were not being delivered.", "began 15:49"},
	{"At 15:49 CEST, the primary database crashed and logins failed.", "began 15:49"},
	{"At 15:49 CEST, a spike in error rates was visible on the edge.", "began 15:49"},
	{"The incident began at 15:49 CEST when a switch lost power.", "began 15:49"},
	{"Impact started: 15:49 CEST", "began 15:49"},
	{"Start of impact: 2025-04-30 15:49 CEST", "began 15:49"},
	{"Incident start: 2025-04-30 15:49 CEST", "began 15:49"},
	{"Incident started at: 2025-04-30 15:49 CEST", "began 15:49"},
	{"Outage start time: 15:49 CEST", "began 15:49"},
	{"Start Date Time - 2025-04-30 15:49 CEST", "began 15:49"},
	{"**Start**: 2025-04-30 15:49 CEST", "began 15:49"},
	{"Started at 15:49 CEST", "began 15:49"},
	{"15:49 CEST OUTAGE BEGINS", "began 15:49"},
	{"15:49 CEST – Customer impact starts", "began 15:49"},
	{"15:49 CEST: First errors appear in the ingest cluster", "began 15:49"},
	{"15:49 CEST - slowness on the dashboard starts.", "began 15:49"},
	{"15:49 CEST: Requests start timing out", "began 15:49"},
	{"15:49 CEST | Site goes down", "began 15:49"},
	{"[15:49 CEST] queue backlog starts growing, deliveries delayed", "began 15:49"},
	{"15:49 CEST the search index stops responding", "began 15:49"},
	{"15:49 CEST: error rate spikes to 40%", "began 15:49"},
	{"From 15:49 CEST, uploads were timing out.", "began 15:49"},
	{"As of 15:49 CEST, users could no longer sign in.", "began 15:49"},
	{"Since 15:49 CEST customers had been seeing failed payments.", "began 15:49"},
	{"At 15:49 CEST the power failed in one hall and racks went dark.", "began 15:49"},
	{"At 15:49 CEST we started returning 500 errors for uploads.", "began 15:49"},
	{"At 15:49 CEST our upstream carrier dropped all sessions.", "began 15:49"},
	{"The first failures occurred at 15:49 CEST.", "began 15:49"},
	{"The problem started around 15:49 CEST.", "began 15:49"},
	{"Users were first affected at 15:49 CEST.", "began 15:49"},
	{"Customers started to experience timeouts at 15:49 CEST.", "began 15:49"},

	// ranges
	{"Between 15:49 and 17:03 CEST, requests were served with errors.", "began 15:49, resolved 17:03"},
	{"From 15:49 CEST to 17:03 CEST the dashboard was inaccessible.", "began 15:49, resolved 17:03"},
	{"The disruption lasted from 15:49 to 17:03 CEST.", "began 15:49, resolved 17:03"},
	{"Impact window: 15:49 - 17:03 CEST", "began 15:49, resolved 17:03"},
	{"Outage Window – 15:49 CEST till 17:03 CEST", "began 15:49, resolved 17:03"},
	{"Period of Disruption: 15:49 – 17:03 CEST", "began 15:49, resolved 17:03"},
	{"Duration: 15:49–17:03 CEST", "began 15:49, resolved 17:03"},
	{"Duration of impact: 15:49–17:03 CEST (74 minutes)", "began 15:49, resolved 17:03"},
	{"Timeframe: 15:49 CEST to 17:03 CEST", "began 15:49, resolved 17:03"},
	{"When: 15:49 to 17:03 CEST", "began 15:49, resolved 17:03"},
	{"Timeframe\n\n15:49 CEST to 17:03 CEST.", "began 15:49, resolved 17:03"},
	{"Website outage\n\n15:49 CEST to 17:03 CEST", "began 15:49, resolved 17:03"},
	{"Webhooks went undelivered between 15:49 and 17:03 CEST.", "began 15:49, resolved 17:03"},
	{"Deliveries were paused between 15:49 and 17:03 CEST.", "began 15:49, resolved 17:03"},
	{"During the window of 15:49 to 17:03 CEST, jobs were delayed.", "began 15:49, resolved 17:03"},
	{"Customers may have received stale data between 15:49 and 17:03 CEST.", "began 15:49, resolved 17:03"},
	{"Between 15:49 and 17:03 CEST a subset of customers may have encountered sub-optimal routing.", "began 15:49, resolved 17:03"},
	{"Logins were rejected between 15:49 and 17:03 CEST.", "began 15:49, resolved 17:03"},
	{"Between 15:49 and 17:03 CEST, 3% of requests returned a 503.", "began 15:49, resolved 17:03"},
	{"Engineers investigated between 16:10 and 16:20 CEST.", ""},
	{"The upgrade ran from 15:00 to 15:20 CEST.", ""},
	{"Support is staffed from 08:00 to 18:00 CEST.", ""},
	{"The review was held from 15:00 to 16:00 CEST.", ""},

	// detection
	{"At 16:02 CEST automated monitoring alerted our engineering team.", "detected 16:02"},
	{"Our engineers were alerted at 16:02 CEST.", "detected 16:02"},
	{"16:02 CEST: PagerDuty alert for high error rate", "detected 16:02"},
	{"16:02 CEST - Pingdom notification that the site is down", "detected 16:02"},
	{"16:02 CEST: Alert: checkout down", "detected 16:02"},
	{"16:02 CEST Alerts started firing", "detected 16:02"},
	{"16:02 CEST First alert fires", "detected 16:02"},
	{"16:02 CEST CloudWatch alarm goes off for the ALB", "detected 16:02"},
	{"16:02 CEST: Primary on-call receives a page", "detected 16:02"},
	{"16:02 CEST on-call is paged", "detected 16:02"},
	{"16:02 CEST: First customer ticket received", "detected 16:02"},
	{"16:02 CEST: First customer report", "detected 16:02"},
	{"16:02 CEST Customer reports that calls are failing", "detected 16:02"},
	{"16:02 CEST Issue reported to Support by a customer", "detected 16:02"},
	{"16:02 CEST We are informed that the booking system is down", "detected 16:02"},
	{"16:02 CEST Support team notices failing calls", "detected 16:02"},
	{"16:02 CEST A user notifies the team that no logs arrive", "detected 16:02"},
	{"16:02 CEST Team becomes aware of the problem", "detected 16:02"},
	{"At 16:02 CEST we detected that inbound calling was unavailable.", "detected 16:02"},
	{"At 16:02 CEST we became aware of an increase in failures.", "detected 16:02"},
	{"At 16:02 CEST synthetic tests started failing and paged the team.", "detected 16:02"},
	{"We were first notified of the fault at 16:02 CEST.", "detected 16:02"},
	{"Our team received first alarms at 16:02 CEST and started investigations.", "detected 16:02"},
	{"Time detected: 16:02 CEST", "detected 16:02"},
	{"Detected at: 2025-04-30 16:02 CEST", "detected 16:02"},
	{"Time of detection: 16:02 CEST", "detected 16:02"},
	{"Detection time: 16:02 CEST", "detected 16:02"},
	{"Detection: 16:02 CEST", "detected 16:02"},
	{"16:02 CEST - Investigation started", "detected 16:02"},
	{"At 16:02 CEST we began receiving reports from customers.", "detected 16:02"},
	{"16:05 CEST monitoring systems raise alerts to confirm that links have re-established", "resolved 16:05"},

	// identification
	{"At 16:20 CEST the team discovered the root cause.", "identified 16:20"},
	{"16:20 CEST - Investigation revealed that a route was missing.", "identified 16:20"},
	{"16:20 CEST: Root cause identified", "identified 16:20"},
	{"16:20 CEST - Root cause: expired certificate", "identified 16:20"},
	{"At 16:20 CEST we narrowed the problem down to one cache node.", "identified 16:20"},
	{"By 16:20 CEST we had traced the errors to a bad index.", "identified 16:20"},
	{"At 16:20 CEST our provider confirmed a cut on their path.", "identified 16:20"},
	{"At 16:20 CEST engineers determined that the pool was exhausted.", "identified 16:20"},
	{"At 16:20 CEST, the on-call engineer identified a misconfigured limit as the cause.", "identified 16:20"},
	{"16:20 CEST Team isolates the issue to the session store", "identified 16:20"},
	{"16:20 CEST engineer identifies the problem in the parser", "identified 16:20"},
	{"Cause identified: 16:20 CEST", "identified 16:20"},
	{"At 16:20 CEST we realized that the migration had locked the table.", "identified 16:20"},
	{"At 16:20 CEST, we found that a background job held the lock.", "identified 16:20"},
	{"The faulty commit was identified at 16:20 CEST.", "identified 16:20"},
	{"The root cause was not yet identified at 16:20 CEST.", ""},

	// mitigation
	{"At 16:38 CEST the team triggered a manual downgrade of the service.", "mitigated 16:38"},
	{"16:38 CEST: Rollback performed", "mitigated 16:38"},
	{"16:38 CEST: Rollback started", "mitigated 16:38"},
	{"16:38 CEST The rollback has completed", "mitigated 16:38"},
	{"16:38 CEST Team begins a rollback of the release", "mitigated 16:38"},
	{"16:38 CEST: Deployed fix to production", "mitigated 16:38"},
	{"16:38 CEST - A fix was implemented to correct the routes.", "mitigated 16:38"},
	{"16:38 CEST Engineers rebooted the registration backend.", "mitigated 16:38"},
	{"16:38 CEST rolling restart across all nodes", "mitigated 16:38"},
	{"16:38 CEST Issue mitigated by attaching nodes by hand", "mitigated 16:38"},
	{"16:38 CEST Errors start to drop", "mitigated 16:38"},
	{"16:38 CEST: Error rate begins to fall", "mitigated 16:38"},
	{"At 16:38 CEST the failover system was operational and some customers were receiving calls.", "mitigated 16:38"},
	{"At 16:38 CEST we reverted the change.", "mitigated 16:38"},
	{"At 16:38 CEST we scaled up the pool.", "mitigated 16:38"},
	{"At 16:38 CEST we added capacity to the pool.", "mitigated 16:38"},
	{"At 16:38 CEST we killed the long-running query.", "mitigated 16:38"},
	{"At 16:38 CEST the feature flag was turned off.", "mitigated 16:38"},
	{"At 16:38 CEST the offending client was blocked.", "mitigated 16:38"},
	{"At 16:38 CEST the faulty node was removed from the pool.", "mitigated 16:38"},
	{"At 16:38 CEST we promoted the replica.", "mitigated 16:38"},
	{"At 16:38 CEST we failed over to the standby.", "mitigated 16:38"},
	{"At 16:38 CEST traffic was moved away from the region.", "mitigated 16:38"},
	{"At 16:38 CEST the fix took effect.", "mitigated 16:38"},
	{"The service began recovering at 16:38 CEST and was fully recovered by 17:03 CEST.", "mitigated 16:38, resolved 17:03"},
	{"By 16:38 CEST the majority of customers had recovered.", "mitigated 16:38"},
	{"80% of traffic was restored at 16:38 CEST.", "mitigated 16:38"},
	{"Time mitigated: 16:38 CEST", "mitigated 16:38"},
	{"Mitigated at: 16:38 CEST", "mitigated 16:38"},
	{"Repaired declared: 2025-04-30 16:38 CEST", "mitigated 16:38"},
	{"At 16:30 CEST we attempted a rollback, which failed.", ""},
	{"At 16:30 CEST we restarted the brokers, but this did not help.", ""},
	{"At 16:30 CEST we tried to restart the brokers.", ""},
	{"16:30 CEST: First fix attempt deployed, no effect", ""},
	{"16:30 CEST The team decided to roll back.", ""},
	{"A rollback at 16:30 CEST had no effect; a second one at 16:38 CEST restored some traffic.", "mitigated 16:38"},

	// restoration
	{"At 17:03 CEST the issue was fully resolved.", "resolved 17:03"},
	{"17:03 CEST - The incident was fully resolved, and service was restored.", "resolved 17:03"},
	{"17:03 CEST Service operational.", "resolved 17:03"},
	{"17:03 CEST The site is back", "resolved 17:03"},
	{"17:03 CEST: Everything is green again", "resolved 17:03"},
	{"17:03 CEST | All services healthy", "resolved 17:03"},
	{"17:03 CEST Issue resolved", "resolved 17:03"},
	{"17:03 CEST Incident resolved", "resolved 17:03"},
	{"17:03 CEST OUTAGE ENDS", "resolved 17:03"},
	{"17:03 CEST slowness subsides", "resolved 17:03"},
	{"17:03 CEST: Error rates back to normal", "resolved 17:03"},
	{"17:03 CEST - Impact ends", "resolved 17:03"},
	{"At 17:03 CEST our team confirmed operational status for all numbers.", "resolved 17:03"},
	{"At 17:03 CEST, queries saw full recovery.", "resolved 17:03"},
	{"Serving fully recovered by 17:03 CEST.", "resolved 17:03"},
	{"The event was fully mitigated by 17:03 CEST.", "resolved 17:03"},
	{"Normal service was resumed at 17:03 CEST.", "resolved 17:03"},
	{"We resumed delivery at 17:03 CEST.", "resolved 17:03"},
	{"Restoring full availability at 17:03 CEST.", "resolved 17:03"},
	{"Network routing recovered automatically at 17:03 CEST.", "resolved 17:03"},
	{"By 17:03 CEST all affected customers could log in again.", "resolved 17:03"},
	{"The link was fixed at 17:03 CEST.", "resolved 17:03"},
	{"No further errors were seen after 17:03 CEST.", "resolved 17:03"},
	{"The errors stopped at 17:03 CEST.", "resolved 17:03"},
	{"End of impact: 17:03 CEST", "resolved 17:03"},
	{"Incident end: 17:03 CEST", "resolved 17:03"},
	{"End Date Time - 2025-04-30 17:03 CEST", "resolved 17:03"},
	{"Time of resolution: 17:03 CEST", "resolved 17:03"},
	{"Time resolved: 17:03 CEST", "resolved 17:03"},
	{"Resolved at: 2025-04-30 17:03 CEST", "resolved 17:03"},
	{"Service restored: 17:03 CEST", "resolved 17:03"},
	{"Restored: 17:03 CEST", "resolved 17:03"},
	{"Recovery time: 17:03 CEST", "resolved 17:03"},
	{"It took until 17:03 CEST for the service to fully recover.", "resolved 17:03"},
	{"It was not until 17:03 CEST that all calls succeeded.", "resolved 17:03"},
	{"At 16:50 CEST the issue was not yet resolved.", ""},
	{"At 16:50 CEST the restart did not restore service.", ""},
	{"At 16:50 CEST service was still degraded and not fully recovered.", ""},
	{"16:50 CEST all servers but two are back up", "mitigated 16:50"},
	{"At 16:50 CEST most services were back online.", "mitigated 16:50"},
	{"At 17:03 CEST the permanent fix was merged.", ""},

	{"Cooling was restored at 16:20 CEST. By 16:50 CEST most servers had recovered.", "mitigated 16:20, mitigated 16:50"},
	{"Cooling was restored at 16:20 CEST. By 16:50 CEST most servers had recovered, and all of them were back online at 17:03 CEST.", "resolved 16:20, mitigated 16:50, resolved 17:03"},
	{"16:38 CEST | It was urgent. Rollback performed.", "mitigated 16:38"},
	{"16:20 CEST | A deep dive was started, and the root cause was found later.", ""},

	// decoys
	{"We expect to have a fix in place by 18:00 CEST.", ""},
	{"Full service should be restored by 18:00 CEST.", ""},
	{"The next update will follow at 17:00 CEST.", ""},
	{"We will provide another update by 17:00 CEST.", ""},
	{"An update will be given at 17:00 CEST or when the issue is resolved.", ""},
	{"15:30 CEST: Release 4.2 was deployed, which later caused errors", ""},
	{"At 15:30 CEST, a configuration change that broke logins was merged.", ""},
	{"15:30 CEST migrations start as part of the release", ""},
	{"At 15:30 CEST we started an upgrade of the database.", ""},
	{"The script was run around 15:30 CEST.", ""},
	{"The faulty release went out at 15:30 CEST.", ""},
	{"The certificate expired at 15:30 CEST.", ""},
	{"16:12 CEST Status page updated", ""},
	{"16:12 CEST Comms sent out via the status page", ""},
	{"16:12 CEST Incident declared", ""},
	{"16:12 CEST The incident call was opened", ""},
	{"16:12 CEST Escalated to the database team", ""},
	{"Postmortem meeting: 17:30 CEST", ""},
	{"Errors peaked at 15:58 CEST.", ""},
	{"The logs at 15:58 CEST show \"connection failed\".", ""},
	{"The graph below shows errors at 15:58 CEST.", ""},
}

func TestPhrases(t *testing.T) {
	for _, line := range phraseLines {
		t.Run(line.text, func(t *testing.T) {
			marks, _, _ := Extract(line.text, Context{Anchor: anchor, Zone: stockholm(t)})
			var got []string
			for _, m := range marks {
				got = append(got, reading(m))
				if line.text[m.Start:m.End] != m.Quote {
					t.Errorf("%s: %q at %d", reading(m), m.Quote, m.Start)
				}
			}
			if s := strings.Join(got, ", "); s != line.want {
				t.Errorf("got %q by %+v, want %q", s, rulesOf(marks), line.want)
			}
		})
	}
}

// rulesOf names the rules that read marks.
func rulesOf(marks []incident.Mark) []string {
	var out []string
	for _, m := range marks {
		out = append(out, m.Rule)
	}
	return out
}
