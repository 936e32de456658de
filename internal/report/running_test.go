package report_test

import (
	"strings"
	"testing"

	"aftermath/internal/assess"
	"aftermath/internal/contract"
	"aftermath/internal/incident"
	"aftermath/internal/report"
	"aftermath/internal/report/excel"
	"aftermath/internal/report/json"
)

// A quarter that goes on after the month is shown so far: nothing is decided or
// due, and every document says until when it runs.
func TestPeriodThatGoesOn(t *testing.T) {
	b := book(t)
	for i := range b.Policies {
		b.Policies[i].Period.Kind = contract.Quarter
	}
	acc, err := assess.Month(assess.Facts{Book: b, Incidents: []incident.Record{record()}, Traffic: series, Version: "test"}, "2025-04")
	if err != nil {
		t.Fatal(err)
	}
	texts := sectionTexts(report.Customer(acc, "big"))
	if head := texts["head"]; !strings.Contains(head, "runs until 30 June 2025; so far it comes to 99.8330 %") || !strings.Contains(head, "No credit is due.") {
		t.Errorf("the head reads:\n%s", head)
	}
	if steps := texts["credit-api-business-2025-04-01"]; !strings.Contains(steps, "The period is not over") {
		t.Errorf("the steps read:\n%s", steps)
	}
	if _, err := excel.Customer(acc, "big"); err != nil {
		t.Error(err)
	}
	data, err := json.Figures(acc)
	if err != nil || !strings.Contains(string(data), `"runs_until": "2025-07-01T00:00:00+02:00"`) {
		t.Errorf("figures.json does not say until when the period runs, %v", err)
	}
}
