package excel

import (
	"slices"
	"strings"
	"testing"

	"aftermath/internal/contract"
	"aftermath/internal/money"
	"aftermath/internal/statement"
)

// capped is a statement whose credit a cap bounds, which the formulas of the
// sheet of credits do not know.
func capped(t *testing.T) statement.Statement {
	t.Helper()
	p := policyOf("capped", "99.9%", "0%", tiers("99.9%", "10%", "99%", "80%"))
	p.Caps = []contract.Cap{{Most: contract.Pay{Percent: money.MustPercent("50%")}, Clause: "§4"}}
	return made(t, promise{id: "cust-capped", name: "Capped", key: "capped-key", service: "engage", policy: p, fee: "1000 EUR", days: 30, down: 2000})
}

// What the formulas do not hold stands without them, and its steps, each as it
// is, on the sheet of the arithmetic.
func TestStepsInPlaceOfFormulas(t *testing.T) {
	acc := account(t)
	st := capped(t)
	acc.Statements = []statement.Statement{st}
	for what, data := range map[string][]byte{"month": month(t, acc), "customer": customer(t, acc, "cust-capped")} {
		f := read(t, data)
		if what == "customer" && slices.Contains(f.GetSheetList(), "Credit") {
			t.Errorf("%s: a sheet of formulas for a contract that has none", what)
		}
		column, row := find(t, f, "Arithmetic", "Step")
		for i, step := range st.Judgement.Arithmetic {
			got := []string{raw(t, f, "Arithmetic", column, row+1+i), raw(t, f, "Arithmetic", column+1, row+1+i), raw(t, f, "Arithmetic", column+3, row+1+i), raw(t, f, "Arithmetic", column+4, row+1+i)}
			if want := []string{step.Label, step.Formula, step.Result.Printed, step.Clause}; !slices.Equal(got, want) {
				t.Errorf("%s: step %d reads %q, want %q", what, i+1, got, want)
			}
		}
		if got := raw(t, f, "Arithmetic", column, row+1+len(st.Judgement.Arithmetic)); got != "" {
			t.Errorf("%s: one step more: %q", what, got)
		}
	}
	f := read(t, month(t, acc))
	column, row := find(t, f, "Credits", "Credit")
	formula, err := f.GetCellFormula("Credits", name(column, row+1))
	if got := raw(t, f, "Credits", column, row+1); err != nil || formula != "" || got != "500.00" && got != "500" {
		t.Errorf("the capped credit is %q by formula %q, %v", got, formula, err)
	}
}

// A customer's workbook has other rules only where the configuration says so;
// the month's always has them.
func TestOtherRulesOnlyWhereWanted(t *testing.T) {
	acc := account(t)
	st := capped(t)
	st.Others = []statement.Other{
		{Name: "as agreed", Agreed: true, Availability: st.Judgement.Availability, Verdict: contract.Missed, Credit: st.Judgement.Credit},
		{Name: "maintenance counts", Availability: st.Judgement.Availability, Verdict: contract.Missed, Credit: st.Judgement.Credit},
	}
	acc.Statements = []statement.Statement{st}
	for _, wanted := range []bool{false, true} {
		acc.OtherRules = wanted
		f := read(t, customer(t, acc, "cust-capped"))
		if got := slices.Contains(f.GetSheetList(), "Other rules"); got != wanted {
			t.Errorf("wanted %t, there %t", wanted, got)
		}
		f = read(t, month(t, acc))
		column, row := find(t, f, "Other rules", "Rule")
		if got := raw(t, f, "Other rules", column, row+2); !strings.HasPrefix(got, "maintenance counts") {
			t.Errorf("the second rule is %q", got)
		}
	}
}
