package excel

import (
	"testing"

	"aftermath/internal/span"
	"aftermath/internal/statement"
)

// Where doubles could err, our figure stands without a formula.
func TestTooFineForFormulas(t *testing.T) {
	fine := policyOf("fine", "99.99999999999999%", "0%", tiers("99.99999999999999%", "10%"))
	acc := account(t)
	acc.Statements = []statement.Statement{made(t, promise{
		id: "northwind", name: "Northwind", key: "nw", service: "engage", policy: fine, fee: "1000 EUR", days: 30, down: 1,
	})}
	f := read(t, month(t, acc))
	column, row := find(t, f, "Credits", "Verdict")
	if formula, err := f.GetCellFormula("Credits", name(column, row+1)); err != nil || formula != "" {
		t.Errorf("formula %q, %v", formula, err)
	}
	if got := raw(t, f, "Credits", column, row+1); got != "missed" {
		t.Errorf("verdict %q", got)
	}
}

func TestExactlyAtTheTarget(t *testing.T) {
	f := read(t, month(t, account(t)))
	column, row := find(t, f, "Credits", "Availability")
	verdict, _ := find(t, f, "Credits", "Verdict")
	for i, want := range map[int][2]string{2: {"0.999", "met"}, 3: {"0.998976", "missed"}, 4: {"0.99", "missed"}, 6: {"none", "undecided"}} {
		if a, v := raw(t, f, "Credits", column, row+1+i), raw(t, f, "Credits", verdict, row+1+i); a != want[0] || v != want[1] {
			t.Errorf("statement %d: %s, %s; want %v", i, a, v, want)
		}
	}
}

func TestMinutesAreBounded(t *testing.T) {
	acc := account(t)
	long := statement.Trace{Service: "engage", From: acc.Incidents[0].Traces[0].From, Points: make([]statement.Requests, mostMinutes+1)}
	acc.Incidents[0].Traces = append(acc.Incidents[0].Traces, long)
	rows, err := read(t, month(t, acc)).GetRows("Minutes")
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) > 300 {
		t.Errorf("%d rows", len(rows))
	}
	if last := rows[len(rows)-1]; len(last) == 0 || last[0] != "Traces that would go over 50000 minutes in all are left out here." {
		t.Errorf("the last row is %q", last)
	}
}

func TestLabelsStandAtRoundTimes(t *testing.T) {
	for n, want := range map[int]int{10: 1, 60: 5, 195: 15, 400: 30, 1440: 120, 100_000: 1440} {
		if got := labelEvery(n); got != want {
			t.Errorf("%d minutes: a label every %d, want %d", n, got, want)
		}
	}
	acc := account(t)
	trace := acc.Incidents[0].Traces[0] // begins at 14:49
	b := &book{zone: acc.Period.Zone}
	if got := b.skip(acc.Incidents[0], trace); got != 11 {
		t.Errorf("skips %d minutes before 15:00", got)
	}
	trace.From += span.Minute(57) // 15:46, three minutes before the onset
	if got := b.skip(acc.Incidents[0], trace); got != 0 {
		t.Errorf("skips %d declared minutes", got)
	}
}
