package report_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"aftermath/internal/assess"
	"aftermath/internal/incident"
	"aftermath/internal/report"
	"aftermath/internal/span"
	"aftermath/internal/statement"
)

// corrected is the account of one incident, told by two documents, with the
// given decisions of people.
func corrected(t *testing.T, as ...incident.Amendment) *statement.Account {
	t.Helper()
	story := record()
	story.File, story.Posts, story.ID = "incidents/story.md", nil, "story"
	for i := range as {
		if as[i].Incident == "" {
			as[i].Incident = "One <1>"
		}
		as[i].Place = incident.Place{File: "amendments.yaml", Line: 3, Column: 1}
	}
	acc, err := assess.Month(assess.Facts{
		Book: book(t), Incidents: []incident.Record{record(), story}, Traffic: series, Evidence: evidence, Version: "test",
		Amendments: append(as, incident.Amendment{Incident: "story", SameAs: "One <1>", Author: "C", Reason: "told twice"}),
	}, "2025-04")
	if err != nil {
		t.Fatal(err)
	}
	return acc
}

// wordsOf is the text of the section called id, "" where there is none.
func wordsOf(d *report.Document, id string) string {
	i := slices.IndexFunc(d.Sections, func(s report.Section) bool { return s.ID == id })
	if i < 0 {
		return ""
	}
	var out strings.Builder
	for _, b := range d.Sections[i].Blocks {
		if t, ok := b.(*report.Table); ok {
			for _, row := range t.Rows {
				fmt.Fprintln(&out, row)
			}
		}
	}
	return out.String()
}

// Every document that an amendment touches shows it, with who, why and what it
// overruled; a name of another customer in it is withheld.
func TestAmendmentsAreShown(t *testing.T) {
	acc := corrected(t,
		incident.Amendment{Instant: incident.Began, At: at(30, 15, 46), Author: "A. Person", Reason: "Big Freight called", Ticket: "OPS-1", Date: at(2, 0, 0)},
		incident.Amendment{Instant: incident.Mitigated, Absent: true, Author: "B. Person", Reason: "no trace of it"})
	overview := wordsOf(report.Overview(acc), "amendments")
	page := report.Incident(acc, &acc.Incidents[0])
	for name, text := range map[string]string{"overview": overview, "incident": wordsOf(page, "amendments")} {
		for _, want := range []string{
			"began at 2025-04-30 15:46 +02:00", "30 Apr 15:49 (prose, “between 15:49 and 16:38”)", "A. Person", "Big Freight called", "OPS-1", "2025-04-02",
			"mitigated is not known", "30 Apr 16:38 (prose, “Recovery began at 16:38”)", "no trace of it", "the same as One <1>",
		} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %q in\n%s", name, want, text)
			}
		}
	}
	if text := wordsOf(page, "instants"); !strings.Contains(text, "not known, says B. Person: no trace of it") || !strings.Contains(text, "amended by A. Person: Big Freight called OPS-1") {
		t.Errorf("the instants are\n%s", text)
	}
	if text := wordsOf(page, "sources"); !strings.Contains(text, "incidents/one.txt") || !strings.Contains(text, "incidents/story.md") {
		t.Errorf("the sources are\n%s", text)
	}
	if text := wordsOf(report.Customer(acc, "big"), "amendments"); !strings.Contains(text, "Big Freight called") {
		t.Errorf("the statement of whom it names says\n%s", text)
	}
	if text := wordsOf(report.Customer(acc, "paper"), "amendments"); strings.Contains(text, "Big Freight") || !strings.Contains(text, "withheld") || !strings.Contains(text, "no trace of it") {
		t.Errorf("the statement of another customer says\n%s", text)
	}
}

// A statement shows the decision that takes its minutes away; that of a
// customer whom it does not concern does not.
func TestAmendmentThatTakesAway(t *testing.T) {
	acc := corrected(t, incident.Amendment{Instant: incident.Resolved, Absent: true, Author: "B. Person", Reason: "no trace of it"})
	if n := len(report.Only(acc, "big").Incidents); n != 0 {
		t.Fatalf("%d incidents still reach the customer", n)
	}
	if text := wordsOf(report.Customer(acc, "big"), "amendments"); !strings.Contains(text, "no trace of it") || !strings.Contains(text, "30 Apr 17:03") {
		t.Errorf("the statement says\n%s", text)
	}
	acc.Amended[0].Customers = []string{"paper"}
	if text := wordsOf(report.Customer(acc, "big"), "amendments"); text != "" {
		t.Errorf("the statement says\n%s", text)
	}
}

func TestNoAmendmentNoSection(t *testing.T) {
	acc := account(t)
	if text := wordsOf(report.Overview(acc), "amendments") + wordsOf(report.Incident(acc, &acc.Incidents[0]), "amendments") + wordsOf(report.Incident(acc, &acc.Incidents[0]), "sources"); text != "" {
		t.Error(text)
	}
}

// Decided windows overrule what was read of the ends.
func TestOverruledByWindow(t *testing.T) {
	acc := corrected(t, incident.Amendment{Window: span.New(at(30, 15, 40), at(30, 15, 50)), Level: incident.Partial, Author: "A", Reason: "trace"})
	text := wordsOf(report.Overview(acc), "amendments")
	for _, want := range []string{"partial from 2025-04-30 15:40 +02:00 to 2025-04-30 15:50 +02:00", "30 Apr 15:49", "30 Apr 17:03"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if got := acc.Incidents[0].DownMinutes(); got != int64(10*time.Minute/time.Minute) {
		t.Errorf("%d minutes down", got)
	}
}
