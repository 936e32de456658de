package report_test

import (
	"bytes"
	"fmt"
	"testing"

	"aftermath/internal/contract"
	"aftermath/internal/report"
)

// TestLeaks finds other customers' names and keys through every escape that a
// finished file may use, and nothing else.
func TestLeaks(t *testing.T) {
	own := contract.Customer{ID: "kh", Name: "Kestrel Health", Keys: []string{"t-kh"}}
	others := []contract.Customer{
		own,
		{ID: "k", Name: "Kestrel", Keys: []string{"t-k9"}},
		{ID: "o", Name: "O'Brien <Söhne> & Co"},
		{ID: "a", Name: "A"},
	}
	for text, want := range map[string]int{
		"Kestrel Health kept its promise":                     0,
		"the Kestrel was hit":                                 1,
		"SLA for KESTREL":                                     1,
		"Kestrels fly":                                        0,
		"tenant t-k9, tenant t-kh":                            1,
		"tenant t-k99":                                        0,
		"<td>O&#39;Brien &lt;Söhne&gt; &amp; Co</td>":         1,
		`{"name":"O\u0027Brien \u003cSöhne\u003e \u0026 Co"}`: 1,
		"<t>O'Brien &lt;Söhne&gt; &amp; Co</t> and <t>Kestrel</t> again": 2,
		"A credit is due to A": 0, // too short to look for
		"":                     0,
	} {
		if got := report.Leaks([]byte(text), own, others); len(got) != want {
			t.Errorf("%q: %q, want %d", text, got, want)
		}
	}
}

// TestLeaksLongerName: a name that begins with the reader's own is another's.
func TestLeaksLongerName(t *testing.T) {
	acme, nordic := contract.Customer{ID: "a", Name: "Acme"}, contract.Customer{ID: "n", Name: "Acme Nordic"}
	if got := report.Leaks([]byte("Acme, and Acme Nordic"), acme, []contract.Customer{acme, nordic}); len(got) != 1 {
		t.Errorf("found %q", got)
	}
	if got := report.Leaks([]byte("Acme Nordic"), nordic, []contract.Customer{acme, nordic}); len(got) != 0 {
		t.Errorf("found %q", got)
	}
}

// TestOnly: nothing of another customer is in the account that a customer's
// documents are made from, whatever brought it in.
func TestOnly(t *testing.T) {
	acc := account(t)
	acc.Incidents[0].Title = "Outage of Big Freight"
	acc.Warnings = []string{"Big Freight sent nothing"}
	acc.Inputs[0].Path = "logs/tenant-big.log"
	for _, id := range report.CustomerIDs(acc) {
		own := report.Only(acc, id)
		text := fmt.Appendf(nil, "%+v", own)
		for _, other := range acc.Customers {
			if other.ID != id && bytes.Contains(text, []byte(other.Name)) {
				t.Errorf("the account of %s holds %q", id, other.Name)
			}
			if other.ID != id && bytes.Contains(text, []byte(other.Keys[0])) {
				t.Errorf("the account of %s holds %q", id, other.Keys[0])
			}
		}
	}
}
