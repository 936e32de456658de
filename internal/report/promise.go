package report

import (
	"math/big"
	"strings"

	"aftermath/internal/contract"
	"aftermath/internal/money"
	"aftermath/internal/statement"
)

// targetWords is what a policy asks for: "a target of 99.9 %", for a measure
// that is no share "at most 240 min".
func targetWords(p contract.Policy) string {
	m := p.Promises()[0]
	if m.Aggregate.Shares() {
		return "a target of " + measureTarget(m)
	}
	return "a limit of " + measureTarget(m)
}

// measureTarget is the target or limit of a measure.
func measureTarget(m contract.Measure) string {
	switch {
	case m.Aggregate.Shares() && m.Exceed:
		return "more than " + m.Target.String() + " %"
	case m.Aggregate.Shares():
		return m.Target.String() + " %"
	case m.Limit == nil:
		return "no limit"
	case m.AtLeast:
		return "at least " + quantity(m.Limit, limitUnit(m))
	}
	return "at most " + quantity(m.Limit, limitUnit(m))
}

func limitUnit(m contract.Measure) string {
	switch m.Aggregate {
	case contract.ByRepair, contract.ByLongest:
		return "min"
	case contract.ByMetric:
		return m.Bad.Metric
	}
	return ""
}

// measuredWords is what a statement's first measure came to: its availability,
// or the number that the contract bounds.
func measuredWords(s statement.Statement) string {
	m := s.Policy.Promises()[0]
	if m.Aggregate.Shares() || len(s.Judgement.Parts) == 0 {
		return percentText(s.Judgement.Availability, 4)
	}
	return partWords(m, s.Judgement.Parts[0].Exact)
}

// measured is measuredWords as a cell.
func measured(s statement.Statement) Cell {
	if s.Policy.Promises()[0].Aggregate.Shares() {
		return percent(s.Judgement.Availability)
	}
	return Text(measuredWords(s))
}

// partWords is what a measure came to.
func partWords(m contract.Measure, exact *big.Rat) string {
	switch {
	case m.Aggregate.Shares():
		return percentText(exact, 4)
	case exact == nil:
		return "no figure"
	}
	return quantity(exact, limitUnit(m))
}

// quantity prints an exact number of a unit, at most two decimals, cut.
func quantity(r *big.Rat, unit string) string { return strings.TrimSpace(rat(r) + " " + unit) }

// margin says by how much a promise was missed or kept, in the unit in which
// its loss is counted.
func margin(j contract.Judgement) string {
	if j.Verdict == contract.Undecided {
		return "not decided"
	}
	unit := lossUnit(j)
	if j.Lost.Cmp(j.Allowed) > 0 {
		return quantity(sub(j.Lost, j.Allowed), unit) + " over"
	}
	return quantity(sub(j.Allowed, j.Lost), unit) + " left"
}

// lossUnit is the unit of what is lost, in words.
func lossUnit(j contract.Judgement) string {
	if j.Unit == "units" {
		return "intervals"
	}
	return j.Unit
}

// InOneLine is how a policy counts, in one line: "minutes by the request log,
// else as declared; degraded counts 30 %".
func InOneLine(p contract.Policy) string {
	m := p.Promises()[0]
	words := []string{counted(m)}
	own := map[string]string{}
	for _, l := range p.Definition() {
		if (l.Measure == "" || l.Measure == m.ID) && l.Clause != "default" {
			own[l.Parameter] = l.Words
		}
	}
	for _, parameter := range []string{"calendar", "run", "scope"} {
		if w := own[parameter]; w != "" && (parameter != "scope" || m.Scope.Combine != contract.Each) {
			words = append(words, w)
		}
	}
	if w := m.Bad.DegradedWeight; m.Aggregate == contract.ByMinutes && !w.IsZero() {
		words = append(words, "degraded = "+w.String()+" %")
	}
	if w := m.Bad.PartialWeight; m.Evidence != contract.Logs && !w.IsZero() && w.Cmp(money.MustPercent("100%")) != 0 {
		words = append(words, "partial outage = "+w.String()+" %")
	}
	if p.Period.Kind != contract.Month {
		words = append(words, own["period"])
	}
	line := strings.Join(words, "; ")
	if n := len(p.Promises()); n > 1 {
		line += "; and " + count(n-1, "more measure", "more measures")
	}
	if p.Source.Publisher != "" {
		line += " (terms of " + p.Source.Publisher + ")"
	}
	return line
}

// counted is what a measure counts.
func counted(m contract.Measure) string {
	unit := "minutes"
	if m.Unit.Events {
		unit = "requests"
	} else if n := m.Unit.Minutes(); n > 1 {
		unit = money.Group(n) + "-minute intervals"
	}
	switch m.Aggregate {
	case contract.ByMean:
		return "mean of the error rates of " + unit
	case contract.ByRatio:
		return "failed of all valid requests"
	case contract.ByUnits:
		return "good " + unit + " of all"
	case contract.ByUsers:
		return "user-minutes"
	case contract.ByRepair:
		return "mean time to repair"
	case contract.ByLongest:
		return "longest outage"
	case contract.ByMisses:
		return "number of misses"
	case contract.ByMetric:
		return "measured value"
	}
	switch m.Evidence {
	case contract.Logs:
		return unit + " by the request log alone"
	case contract.Incidents:
		return unit + " of declared incidents only"
	}
	return unit + " by the request log, else as declared"
}

// upper is s with a capital letter at its beginning; s begins with ASCII.
func upper(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// Goal is the target or limit of a policy's first measure: "99.9 %".
func Goal(p contract.Policy) string { return measureTarget(p.Promises()[0]) }

// Measured is what a statement's first measure came to: "99.8865 %", rounded
// down.
func Measured(s statement.Statement) string { return measuredWords(s) }

// Lost is what a statement's first measure lost, and what it might lose, each
// with its unit.
func Lost(j contract.Judgement) (lost, allowed string) {
	return quantity(j.Lost, lossUnit(j)), quantity(j.Allowed, lossUnit(j))
}
