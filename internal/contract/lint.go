package contract

import (
	"fmt"
	"slices"
)

// A Fault is one thing that contradicts itself in a policy.
type Fault struct {
	Measure   int    // index into Promises; -1: the policy as a whole
	Parameter string // as the configuration calls it
	Row       int    // index of the row, cap or entry; -1: the parameter itself
	Message   string
	Hint      string
}

// Lint says what contradicts itself in a policy whose single values are sound:
// tables with a gap, an overlap or an inverted row, a boundary that no row owns,
// rows and caps that never apply, parameters that mean nothing beside each
// other. Versions are not looked into: each is a policy of its own.
func (p Policy) Lint() []Fault {
	var out []Fault
	promises := p.Promises()
	for i, m := range promises {
		for _, f := range m.lint() {
			f.Measure = i
			out = append(out, f)
		}
	}
	whole := func(parameter string, row int, message, hint string) {
		out = append(out, Fault{-1, parameter, row, message, hint})
	}
	if p.Period.Kind != Cycle && p.Period.Anchor != 0 {
		whole("period", -1, "an anchor day is set, but the period is no billing cycle", "write period: {kind: cycle, anchor: 15}")
	}
	if len(promises) == 1 && (p.Combine != Greatest || len(p.Exclusive) > 0) {
		whole("combine", -1, "there is one measure, nothing is combined", "remove combine and exclusive, or write measures")
	}
	if p.Combine != Sum && len(p.Exclusive) > 0 {
		whole("exclusive", -1, "only one measure's credit is paid anyway", "write combine: sum, or remove exclusive")
	}
	ids := make([]string, len(promises))
	for i, m := range promises {
		if ids[i] = m.ID; slices.Contains(ids[:i], m.ID) {
			whole("measures", i, fmt.Sprintf("two measures have the id %q", m.ID), "give each its own")
		}
	}
	if p.Claim.Automatic && len(p.Claim.Deadlines) > 0 {
		whole("claim", -1, "an automatic credit has a deadline", "remove automatic or the deadlines")
	}
	for i, t := range p.Termination {
		if t.Of > 0 && t.Of < t.Misses {
			whole("termination", i, fmt.Sprintf("%d misses of %d periods never happen", t.Misses, t.Of), "of is the number of periods looked at")
		}
		if t.Misses == 0 && t.Below.IsZero() && t.Down == 0 {
			whole("termination", i, "nothing says when there is a right to leave", "write misses and of, below, or down")
		}
	}
	return append(out, p.lintCaps()...)
}

// lint is what contradicts itself in one measure.
func (m Measure) lint() (out []Fault) {
	fault := func(parameter, message, hint string) {
		out = append(out, Fault{Parameter: parameter, Row: -1, Message: message, Hint: hint})
	}
	shares := m.Aggregate.Shares()
	byMinute := m.Aggregate == ByMinutes || m.Aggregate == ByLongest
	switch {
	case !shares && m.Limit == nil && !m.Target.IsZero():
		fault("target", fmt.Sprintf("the aggregate %s is no availability", m.Aggregate), "write limit: the most that is allowed")
	case shares && m.Limit != nil:
		fault("limit", "an availability has a target, not a limit", "write target, or an aggregate that is a number: repair, longest, misses, metric")
	}
	if m.AtLeast && m.Aggregate != ByMetric {
		fault("limit", fmt.Sprintf("more is never better under the aggregate %s", m.Aggregate), "write limit: the most that is allowed")
	}
	if m.Evidence == Incidents && (m.Aggregate == ByMean || m.Aggregate == ByRatio) {
		fault("aggregate", fmt.Sprintf("the aggregate %s counts requests, and the evidence is incidents", m.Aggregate), "write evidence: logs or either")
	}
	if m.Evidence == Logs && m.Clock != FromImpact {
		fault("clock", "a clock is of incidents, and the evidence is logs", "write evidence: incidents")
	}
	if m.Evidence == Logs && (m.Bad.Kind == ByLevel || m.Bad.Kind == ByAffected) {
		fault("bad", fmt.Sprintf("%s is of incidents, and the evidence is logs", m.Bad.Kind), "write evidence: incidents")
	}
	if m.Evidence == Incidents && (m.Bad.Kind == ByShare || m.Bad.Kind == AllFailed || m.Bad.Kind == ByPercentile) {
		fault("bad", "requests decide, and the evidence is incidents", "write evidence: logs or either")
	}
	if m.Run != (RunRule{}) && !byMinute && m.Aggregate != ByUnits {
		fault("run", fmt.Sprintf("runs of bad units mean nothing under the aggregate %s", m.Aggregate), "remove run")
	}
	if !m.Bad.DegradedWeight.IsZero() && !byMinute {
		fault("degraded_weight", fmt.Sprintf("degraded minutes mean nothing under the aggregate %s", m.Aggregate), "remove degraded_weight")
	}
	if m.Bad.Kind == ByFraction && m.Aggregate != ByMean && m.Aggregate != ByMinutes {
		fault("bad", fmt.Sprintf("the aggregate %s does not count fractions", m.Aggregate), "write aggregate: mean")
	}
	if m.Unit.Events && m.Aggregate != ByRatio && m.Aggregate != ByUsers {
		fault("unit", "requests are the unit, and the aggregate counts time", "write aggregate: ratio")
	}
	if m.Round.Mode == Exact && m.Round.Places > 0 {
		fault("round", "places are set, but not how to round", "write mode: half-up, down or up")
	}
	return append(out, m.lintCredit(m.Credit, shares)...)
}

// lintCredit looks into a shape and its parts.
func (m Measure) lintCredit(c Credit, shares bool) (out []Fault) {
	fault := func(row int, message, hint string) {
		out = append(out, Fault{Parameter: "credits", Row: row, Message: message, Hint: hint})
	}
	needsShare := "availability pays, and the aggregate is none"
	switch c := c.(type) {
	case Tiers:
		if !shares {
			fault(-1, needsShare, "write credits: {by: measured, rows: […]}")
		}
		out = append(out, m.lintTiers(c)...)
	case Bands:
		if c.Of == Excess && m.Limit == nil {
			fault(-1, "nothing says what is exceeded", "write limit")
		}
		if c.Of == Shortfall && !shares {
			fault(-1, needsShare, "write by: excess or measured")
		}
		out = append(out, c.lint()...)
	case Steps:
		if shares && c.From.Cmp(m.Target) > 0 {
			fault(-1, fmt.Sprintf("steps from %s %% pay although the target of %s %% is kept", c.From, m.Target), "from is the target, or below it")
		}
		if !shares {
			fault(-1, needsShare, "write credits: {by: measured, rows: […]}")
		}
	case Linear:
		if !shares {
			fault(-1, needsShare, "write credits: {by: measured, rows: […]}")
		}
	case PerMiss:
		if m.Aggregate != ByMisses {
			fault(-1, "misses pay, and the aggregate does not count them", "write aggregate: misses")
		}
	case PerOutage:
		if byOutage, ok := c.Each.(Tiers); ok && len(byOutage) > 0 {
			fault(-1, "one outage has no availability", "pay by its length: {by: minutes, rows: […]}, or in blocks")
		}
		out = append(out, m.lintCredit(c.Each, true)...)
	case Several:
		for _, part := range c.Of {
			out = append(out, m.lintCredit(part, shares)...)
		}
	case Rounded:
		out = append(out, m.lintCredit(c.Of, shares)...)
	}
	return out
}
