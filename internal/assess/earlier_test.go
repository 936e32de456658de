package assess

import (
	"testing"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/money"
	"aftermath/internal/span"
)

func eur(minor int64) money.Amount { return money.Amount{Minor: minor, Currency: "EUR"} }

// monthsBefore are records of n months before April, the latest first.
func monthsBefore(n int, credit, carried int64) []Record {
	var out []Record
	p := span.Month(2025, time.April, time.UTC)
	for range n {
		p = p.Previous()
		out = append(out, Record{Customer: "acme", Service: "api", Policy: "gold", Judged: p.Span, Verdict: contract.Missed, Credit: eur(credit), Carried: eur(carried)})
	}
	return out
}

// A credit below the minimum waits for the periods that follow, also where one
// of them has no statement.
func TestCarriedOver(t *testing.T) {
	f := troubled(t)
	p := &f.Book.Policies[0]
	p.Target, p.Tiers[0].Below = percent("99.99%"), percent("99.99%") // April owes 10 % of 1,000 EUR
	p.Minimum = contract.Minimum{Amount: eur(15000), Mode: contract.Carry}
	for _, test := range []struct {
		earlier       []Record
		paid, waiting int64
	}{
		{nil, 0, 10000},
		{monthsBefore(1, 0, 4000), 0, 14000},
		{monthsBefore(1, 0, 5000), 15000, 0},
		{monthsBefore(2, 0, 5000)[1:], 15000, 0},
		{monthsBefore(2, 0, 0), 0, 10000},
	} {
		f.Earlier = test.earlier
		if j := statementOf(t, assess(t, f), "acme").Judgement; j.Credit != eur(test.paid) || j.Carried.Minor != test.waiting {
			t.Errorf("after %+v: %s is paid and %s waits, want %d and %d", test.earlier, j.Credit, j.Carried, test.paid, test.waiting)
		}
	}
}

// A cap of the whole term counts every period of it, and a right to leave as
// many as it names.
func TestFarBack(t *testing.T) {
	f := troubled(t)
	p := &f.Book.Policies[0]
	p.Target, p.Tiers[0].Below = percent("99.99%"), percent("99.99%")
	p.Caps = []contract.Cap{{Per: contract.PerTerm, Most: contract.Pay{Amount: eur(20000)}}}
	p.Termination = []contract.Termination{{Misses: 16, Of: 24}}
	f.Earlier = monthsBefore(15, 1000, 0)
	j := statementOf(t, assess(t, f), "acme").Judgement
	if j.Credit != eur(5000) {
		t.Errorf("%s is paid, want what 15 months of 10 EUR leave of 200 EUR", j.Credit)
	}
	if j.Terminate == "" {
		t.Error("sixteen misses of twenty-four give no right to leave")
	}
}
