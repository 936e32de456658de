package report_test

import (
	"math/big"
	"strings"
	"testing"
	"time"

	"aftermath/internal/assess"
	"aftermath/internal/contract"
	"aftermath/internal/incident"
	"aftermath/internal/money"
	"aftermath/internal/report"
	"aftermath/internal/statement"
)

// varied is the account of the fixture under contracts that count otherwise:
// the big customer by interval with a cap, a claim and a right to leave, the odd
// one in office hours, the third by the longest outage.
func varied(t *testing.T) *statement.Account {
	t.Helper()
	pc := money.MustPercent
	b := book(t)
	whole := pc("100%")
	b.Policies[0] = contract.Policy{
		ID: "business", Name: "Intervals", Target: pc("99.95%"),
		Measures: []contract.Measure{{
			Target: pc("99.95%"), Evidence: contract.Logs, Unit: contract.Unit{Length: 5 * time.Minute},
			Bad: contract.UnitRule{Kind: contract.ByFraction, PartialWeight: whole}, Aggregate: contract.ByMean,
			Credit: contract.Steps{Every: pc("0.01%"), Round: contract.Up, Pays: contract.Pay{Percent: pc("5%")}},
		}},
		Caps: []contract.Cap{{Most: contract.Pay{Percent: pc("10%")}, Clause: "§4"}},
		Claim: contract.Claim{Deadlines: []contract.Deadline{
			{Anchor: contract.PeriodEnd, N: 30, Unit: contract.InDays}, {Anchor: contract.OutageEnd, N: 5, Unit: contract.InBusinessDays, What: "notice"},
			{Anchor: contract.OutageStart, N: 48, Unit: contract.InHours}, {Anchor: contract.NextEnd, N: 0, Unit: contract.InDays}, {Anchor: contract.InvoiceDate, N: 10, Unit: contract.InDays},
		}},
		Termination: []contract.Termination{{Below: pc("99.9%"), Clause: "§9"}},
	}
	b.Policies[1].Measures = []contract.Measure{{
		Target: pc("0%"), Evidence: contract.Incidents, Bad: contract.UnitRule{PartialWeight: whole}, Aggregate: contract.ByLongest,
		Limit: big.NewRat(45, 1), Credit: contract.Flat{Pays: contract.Pay{Amount: amount(t, "5 EUR")}},
	}}
	office := contract.Policy{ID: "office", Name: "Office hours", Target: pc("99.9%"), Evidence: contract.Either}
	office.Measures = []contract.Measure{{Target: pc("99.9%"), Evidence: contract.Either, Bad: contract.UnitRule{PartialWeight: pc("50%")},
		Calendar: contract.Calendar{Hours: []contract.Hours{{Days: [7]bool{false, true, true, true, true, true, false}, From: 8 * time.Hour, To: 18 * time.Hour}}, Clause: "§2"}}}
	b.Policies = append(b.Policies, office)
	b.Customers[1].Contracts[0].Policy = "office"
	acc, err := assess.Month(assess.Facts{Book: b, Incidents: []incident.Record{record()}, Traffic: series, Version: "test"}, "2025-04")
	if err != nil {
		t.Fatal(err)
	}
	return acc
}

// Every step of every judgement stands in the customer's statement, in order,
// with its result; only one that repeats its operand by default may be left out.
func TestStatementsPrintTheirArithmetic(t *testing.T) {
	for _, acc := range []*statement.Account{account(t), varied(t)} {
		for _, s := range acc.Statements {
			var printed []string
			for _, section := range report.Customer(acc, s.Customer.ID).Sections {
				for _, b := range section.Blocks {
					if steps, ok := b.(report.Steps); ok {
						for _, step := range steps {
							printed = append(printed, step.Formula+" = "+step.Result)
						}
					}
				}
			}
			at := 0
			for _, step := range s.Judgement.Arithmetic {
				want := step.Formula + " = " + step.Result.Printed
				if at < len(printed) && printed[at] == want {
					at++
				} else if step.Key != "base" {
					t.Errorf("%s: step %q is not printed in its place", s.Customer.ID, want)
				}
			}
			if at == 0 || at < len(printed) {
				t.Errorf("%s: %d steps are printed, %d are the judgement's", s.Customer.ID, len(printed), at)
			}
		}
	}
}

func TestVariedGolden(t *testing.T) {
	acc := varied(t)
	acc.OtherRules = true
	for _, want := range []struct {
		doc      *report.Document
		sections []string
	}{
		{report.Overview(acc), []string{"head", "promises", "contracts", "same-outage"}},
		{report.Customer(acc, "big"), []string{"head", "asks", "credit-api-business-2025-04-01", "rules-api-business-2025-04-01"}},
		{report.Customer(acc, "odd"), []string{"head", "not-judged", "days", "method"}},
		{report.Customer(acc, "paper"), []string{"head", "credit-api-declared-2025-04-01"}},
	} {
		texts := sectionTexts(want.doc)
		for _, name := range want.sections {
			text, ok := texts[name]
			if !ok {
				t.Errorf("%s has no section %s", want.doc.Name, name)
				continue
			}
			golden(t, "varied", want.doc.Name+"-"+name, text)
		}
	}
}

// Other rules stand in a customer's document only where the configuration has
// them there, and always in the internal one.
func TestOtherRulesOnlyWhereWanted(t *testing.T) {
	acc := account(t)
	for _, wanted := range []bool{false, true} {
		acc.OtherRules = wanted
		found := false
		for _, s := range report.Customer(acc, "big").Sections {
			found = found || strings.HasPrefix(s.ID, "rules-")
		}
		if found != wanted {
			t.Errorf("wanted %t, there %t", wanted, found)
		}
		if n := len(report.OtherRules(acc).Sections); n != len(acc.Statements) {
			t.Errorf("%d sections for %d statements", n, len(acc.Statements))
		}
	}
}

// What other rules come to is as the sentence says: the verdict turns, the
// credit differs, the figure moves, or nothing does.
func TestDiffers(t *testing.T) {
	all := money.MustPercent
	eur := amount(t, "10 EUR")
	other := func(name string, v contract.Verdict, share string, credit money.Amount) statement.Other {
		return statement.Other{Name: name, Verdict: v, Availability: all(share).Share(), Credit: credit}
	}
	agreed := other("as agreed", contract.Missed, "99%", eur)
	for want, o := range map[string]statement.Other{
		"The promise is missed as agreed; it would not be with: x.":            other("x", contract.Met, "99.9%", money.Amount{Currency: "EUR"}),
		"No rule here turns the verdict; the credit would differ with: x.":     other("x", contract.Missed, "98%", amount(t, "20 EUR")),
		"No rule here turns the verdict or the credit; only the figure moves.": other("x", contract.Missed, "98.5%", eur),
		"No rule here changes any figure.":                                     other("x", contract.Missed, "99%", eur),
	} {
		if got := report.Differs(statement.Statement{Others: []statement.Other{agreed, o}}); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := report.Differs(statement.Statement{}); got != "There is no other rule to compare with." {
		t.Error(got)
	}
}
