package excel

import (
	"strings"
	"testing"

	"aftermath/internal/incident"
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
