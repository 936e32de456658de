package contract

import (
	"testing"
	"time"

	"aftermath/internal/money"
)

// Service hours name their days as people do: from Monday, neighbours together.
func TestHoursInWords(t *testing.T) {
	for want, days := range map[string][]time.Weekday{
		"Mon–Fri":     {1, 2, 3, 4, 5},
		"Sat Sun":     {0, 6},
		"Mon–Sun":     {0, 1, 2, 3, 4, 5, 6},
		"Mon Wed Fri": {1, 3, 5},
		"Mon Tue Sun": {0, 1, 2},
		"Thu–Sun":     {0, 4, 5, 6},
	} {
		var h Hours
		for _, d := range days {
			h.Days[d] = true
		}
		if got := h.days(); got != want {
			t.Errorf("%v: %q, want %q", days, got, want)
		}
	}
}

// A cap with a clause of its own has it in the arithmetic, and no measure.
func TestCapNamesItsClause(t *testing.T) {
	p := flat("50%")
	p.Caps = []Cap{{Most: Pay{Percent: money.MustPercent("10%")}, Clause: "§4"}}
	j := p.Settle(monthDown(100, Bill{Fee: eur(10000)}))
	for _, s := range j.Arithmetic {
		if s.Key == "cap" && (s.Clause != "§4" || s.Measure != "") {
			t.Errorf("the cap's step has clause %q and measure %q", s.Clause, s.Measure)
		}
	}
	if j.Credit.String() != "10.00 EUR" {
		t.Errorf("credit %s", j.Credit)
	}
}
