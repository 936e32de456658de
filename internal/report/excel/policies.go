package excel

import (
	"fmt"
	"math/big"
	"strings"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/report"
)

// terms is where the numbers of a policy stand, as references for formulas.
//
// Percentages stand there twice: as people read them, and as a ratio of whole
// numbers (99.9 % allows the loss of 1 of every 1,000 minutes). Formulas use
// the whole numbers: Excel counts in binary floating point, in which neither
// 0.999 nor a weight of 0.1 exists, and some months at exactly the target
// would turn out missed.
type terms struct {
	target, lose, of                   string // cells
	weight, weightParts, weightOf      string // cells
	tierLose, tierOf                   string // ranges, row by row
	tierCredit, creditParts, creditsOf string // ranges
}

// ratio is share in lowest terms, as two values.
func ratio(share *big.Rat) (parts, of value) {
	look := look{format: asCount, align: "right", color: muted}
	return value{number: share.Num().String(), look: look}, value{number: share.Denom().String(), look: look}
}

func loss(share *big.Rat) *big.Rat { return new(big.Rat).Sub(big.NewRat(1, 1), share) }

// policyKey tells policies apart by what they say: two versions of one policy
// may meet in one month.
func policyKey(p contract.Policy) string {
	return fmt.Sprint(p.ID, p.Name, p.Target, p.DegradedWeight, p.Evidence, p.Maintenance, p.Tiers)
}

// policies writes what each policy of the statements promises, and returns
// where its numbers stand, by policyKey.
func (b *book) policies() map[string]terms {
	s := b.sheet("Policies", "Policies: what was promised", "The credit arithmetic reads these cells. Grey numbers are the same percentages as ratios of whole numbers, which Excel compares exactly.")
	var list []contract.Policy
	at := map[string]terms{}
	for _, st := range b.acc.Statements {
		if _, seen := at[policyKey(st.Policy)]; !seen {
			at[policyKey(st.Policy)] = terms{}
			list = append(list, st.Policy)
		}
	}
	s.section("Promises", "")
	columns := []column{{"Policy", 30}, {"Target", 15}, {"May lose", 15}, {"of every … min", 15}, {"A degraded minute counts", 15}, {"parts", 15}, {"of", 15}, {"Evidence", 28}, {"Maintenance", 60}, {"What counts", 60}}
	var rows [][]value
	for i, p := range list {
		row := s.row + 1 + i
		cell := func(column int) string { return s.on(fixed(column, row)) }
		at[policyKey(p)] = terms{target: cell(2), lose: cell(3), of: cell(4), weight: cell(5), weightParts: cell(6), weightOf: cell(7)}
		lose, of := ratio(loss(p.Target.Share()))
		parts, partsOf := ratio(p.DegradedWeight.Share())
		target := percent(p.Target)
		if !p.Promises()[0].Aggregate.Shares() {
			target = figure(report.Goal(p))
		}
		rows = append(rows, []value{words(policyName(p)), target, lose, of, percent(p.DegradedWeight), parts, partsOf, words(evidence(p.Evidence)), prose(maintenance(p.Maintenance)), prose(report.InOneLine(p))})
	}
	s.table("", columns, rows, "No policies.")

	s.section("Credits", "The credit of the lowest tier that availability falls below is due. Exactly at a limit is not below it.")
	columns = []column{{"Policy", 30}, {"Availability below", 15}, {"Loses more than", 15}, {"of every … min", 15}, {"Credit, of the fee", 15}, {"parts", 15}, {"of", 15}}
	rows = nil
	for _, p := range list {
		if len(p.Tiers) == 0 {
			continue
		}
		first := s.row + 1 + len(rows)
		cells := func(column int) string {
			return s.on(fixed(column, first) + ":" + fixed(column, first+len(p.Tiers)-1))
		}
		t := at[policyKey(p)]
		t.tierLose, t.tierOf, t.tierCredit, t.creditParts, t.creditsOf = cells(3), cells(4), cells(5), cells(6), cells(7)
		at[policyKey(p)] = t
		for _, tier := range p.Tiers {
			lose, of := ratio(loss(tier.Below.Share()))
			parts, partsOf := ratio(tier.Credit.Share())
			rows = append(rows, []value{words(policyName(p)), percent(tier.Below), lose, of, percent(tier.Credit), parts, partsOf})
		}
	}
	s.table("", columns, rows, "No policy grants credits.")
	s.finish(0, 0, headRows)
	return at
}

// policyLabel is a policy's name for readers.
func policyLabel(p contract.Policy) string {
	if p.Name == "" {
		return p.ID
	}
	return p.Name
}

func policyName(p contract.Policy) string {
	if p.Name == "" || p.Name == p.ID {
		return p.ID
	}
	return p.Name + " (" + p.ID + ")"
}

func evidence(e contract.Evidence) string {
	switch e {
	case contract.Logs:
		return "request log"
	case contract.Incidents:
		return "declared incidents"
	case contract.Either:
		return "request log, else declared"
	}
	return string(e)
}

func maintenance(m contract.MaintenanceRule) string {
	if !m.Excluded {
		return "counts as any other time"
	}
	var limits []string
	if m.Notice > 0 {
		limits = append(limits, "announced at least "+hours(m.Notice)+" before")
	}
	if m.Cap > 0 {
		limits = append(limits, "at most "+hours(m.Cap)+" a month")
	}
	if len(limits) == 0 {
		return "taken out when announced"
	}
	return "taken out when " + strings.Join(limits, ", ")
}

// hours is d in hours, else in minutes.
func hours(d time.Duration) string {
	if d%time.Hour == 0 {
		return fmt.Sprintf("%d h", d/time.Hour)
	}
	return fmt.Sprintf("%d min", d/time.Minute)
}
