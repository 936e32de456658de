package excel

import (
	"strings"
	"testing"

	"aftermath/internal/incident"
	"aftermath/internal/statement"
)

// The month's workbook and the customer's show what people decided; without a
// decision there is no table.
func TestAmendments(t *testing.T) {
	acc := account(t)
	customerID := acc.Incidents[0].Hit[0].Customer.ID
	for _, data := range [][]byte{month(t, acc), customer(t, acc, customerID)} {
		contents, _ := parts(t, data)
		if strings.Contains(strings.Join(values(contents), ""), "Amended by people") {
			t.Error("a table of nothing")
		}
	}
	acc.Incidents[0].Amendments = []incident.Amendment{{Incident: acc.Incidents[0].ID, Level: incident.Outage, Author: "A. Person", Reason: "Nothing worked", Ticket: "OPS-1"}}
	acc.Amended = []statement.Amended{{Incident: acc.Incidents[0].Incident, Customers: []string{customerID}}}
	for _, data := range [][]byte{month(t, acc), customer(t, acc, customerID)} {
		contents, _ := parts(t, data)
		for _, want := range []string{"Amended by people", "level outage", "A. Person", "Nothing worked", "OPS-1"} {
			if !strings.Contains(strings.Join(values(contents), ""), want) {
				t.Errorf("no workbook holds %q", want)
			}
		}
	}
}

func values(m map[string]string) []string {
	var out []string
	for _, v := range m {
		out = append(out, v)
	}
	return out
}

// The workbook says which file announces a piece of work, where one does.
func TestWorkSource(t *testing.T) {
	acc := account(t)
	acc.Statements[0].Works[0].Source = "incidents/works.json"
	contents, _ := parts(t, month(t, acc))
	if !strings.Contains(strings.Join(values(contents), ""), "at least 72 h asked; announced in incidents/works.json") {
		t.Error("no word of the file")
	}
}
