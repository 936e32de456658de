package contract

import (
	"fmt"
	"strings"
	"time"
)

// A Line is one parameter of a policy in words.
type Line struct {
	Measure   string // id of the measure; "" for the whole policy or an only measure
	Parameter string // as the configuration calls it
	Words     string
	Clause    string // of the contract; "default" where the policy says nothing; "" where it says so without a number
}

// Definition is the policy in words, in the order in which a judgement goes:
// what is measured, what counts, what is paid, how it is asked for.
func (p Policy) Definition() []Line {
	d := definition{policy: p}
	promises := p.Promises()
	for _, m := range promises {
		d.measure = ""
		if len(promises) > 1 {
			d.measure = m.ID
		}
		d.measured(m)
	}
	d.measure = ""
	d.paid()
	d.asked()
	return d.lines
}

type definition struct {
	policy  Policy
	measure string
	lines   []Line
}

// say adds a line; dull says that the parameter has its default.
func (d *definition) say(parameter string, dull bool, format string, args ...any) {
	l := Line{Measure: d.measure, Parameter: parameter, Words: fmt.Sprintf(format, args...), Clause: d.policy.Clauses[parameter]}
	if l.Clause == "" && dull {
		l.Clause = "default"
	}
	d.lines = append(d.lines, l)
}

// set is say, and nothing where the parameter has its default.
func (d *definition) set(parameter string, dull bool, format string, args ...any) {
	if !dull {
		d.say(parameter, false, format, args...)
	}
}

// measured is what a measure looks at.
func (d *definition) measured(m Measure) {
	d.say("evidence", m.Evidence == Either || m.Evidence == "", "%s", evidenceWords(m.Evidence))
	d.set("clock", m.Clock == FromImpact, "an outage counts from when it was %s", m.Clock.needs())
	d.say("scope", m.Scope == Scope{}, "%s%s", m.Scope.Combine.words(), per(m.Scope.Per))
	r := m.Requests
	d.set("requests", r.Valid == "", "valid: %s", r.Valid)
	d.set("requests", len(r.Ignored) == 0, "ignored statuses: %s", r.Ignored)
	d.set("requests", len(r.Failed) == 0, "failed statuses: %s", r.Failed)
	d.set("requests", r.Timeout == 0, "a request that takes more than %s failed", r.Timeout)
	d.say("unit", m.Unit == Unit{}, "%s", m.Unit.words())
	d.say("bad", m.Bad.Kind == ByThresholds, "%s", m.Bad.words())
	if m.Aggregate == ByMinutes {
		d.say("degraded_weight", m.Bad.DegradedWeight.IsZero(), "a degraded minute counts %s %% as lost", m.Bad.DegradedWeight)
	}
	d.set("partial_weight", m.Bad.PartialWeight.Share().Cmp(one()) == 0 || m.Bad.PartialWeight.IsZero(), "a minute of a partial outage counts %s %% as lost", m.Bad.PartialWeight)
	d.set("idle", m.Thin.Idle == ThinGood, "a unit without requests is %s", m.Thin.Idle)
	d.set("thin", m.Thin.Below == 0, "a unit with fewer than %d requests is %s", m.Thin.Below, m.Thin.Is.words())
	d.set("thin", m.Thin.PerPeriod == 0, "with fewer than %d requests in the period no unit is bad", m.Thin.PerPeriod)
	d.set("run", m.Run == RunRule{}, "%s", m.Run.words())
	d.set("calendar", m.Calendar.Always(), "%s", m.Calendar.words())
	d.say("maintenance", m.Maintenance == MaintenanceRule{}, "%s", m.Maintenance.Words())
	for _, e := range m.Exclusions {
		d.excluded(e)
	}
	d.set("subtract", m.Subtract == Remove, "%s", m.Subtract.words())
	d.say("unknown", m.Unknown == LeftOut, "%s", m.Unknown.words())
	d.set("part_life", m.Life == OwnPart, "the part of the period before and after counts as up")
	d.say("aggregate", m.Aggregate == ByMinutes, "%s", m.Aggregate.words())
	d.set("round", m.Round.Mode == Exact, "before it is compared it is rounded %s", m.Round.words())
	d.target(m)
	if m.Credit == nil {
		d.say("credits", true, "falling short pays nothing")
		return
	}
	d.say("credits", false, "%s", m.Credit.Words())
}

func (d *definition) target(m Measure) {
	switch {
	case m.Aggregate.Shares() && m.Exceed:
		d.say("target", false, "more than %s %%", m.Target)
	case m.Aggregate.Shares():
		d.say("target", false, "at least %s %%", m.Target)
	case m.Limit != nil && m.AtLeast:
		d.say("limit", false, "at least %s", strings.TrimSpace(number(m.Limit)+" "+m.unit()))
	case m.Limit != nil:
		d.say("limit", false, "at most %s", strings.TrimSpace(number(m.Limit)+" "+m.unit()))
	}
}

func (d *definition) excluded(e Exclusion) {
	words := e.Category
	if e.Reason != "" {
		words += ": " + e.Reason
	}
	if e.Subtract != Remove {
		words += "; " + e.Subtract.words()
	}
	d.say("exclusions", false, "%s", words)
	if e.Clause != "" {
		d.lines[len(d.lines)-1].Clause = e.Clause
	}
}

// paid is what the whole pays.
func (d *definition) paid() {
	p := d.policy
	if len(p.Promises()) > 1 {
		d.say("combine", p.Combine == Greatest, "%s the measures' credits", p.Combine.words())
	}
	for _, group := range p.Exclusive {
		d.say("exclusive", false, "only the greatest of %s", strings.Join(group, ", "))
	}
	d.say("period", p.Period == PeriodRule{}, "%s", p.Period.words())
	d.say("base", p.Base == Base{}, "a share is of %s", p.Base.describe())
	d.set("day", p.Day == Day{}, "%s", p.Day.words())
	for _, c := range p.Caps {
		d.say("caps", false, "at most %s", c.describe())
		if c.Clause != "" {
			d.lines[len(d.lines)-1].Clause = c.Clause
		}
	}
	d.set("minimum", p.Minimum.Amount.Currency == "", "%s", p.Minimum.Words())
}

// asked is who may ask for it, and how.
func (d *definition) asked() {
	e, c := d.policy.Eligibility, d.policy.Claim
	d.set("eligibility", e.Consecutive < 2, "paid from the %d. period in a row that is missed", e.Consecutive)
	d.set("eligibility", e.MinAge == 0, "in service for at least %s", lengthWords(e.MinAge))
	d.set("eligibility", len(e.Plan) == 0, "plans: %s", strings.Join(e.Plan, ", "))
	for _, words := range e.Also {
		d.say("eligibility", false, "%s", words)
	}
	d.set("claim", !c.Automatic, "paid without a claim")
	for _, deadline := range c.Deadlines {
		d.say("claim", false, "%s", deadline.Words())
		if deadline.Clause != "" {
			d.lines[len(d.lines)-1].Clause = deadline.Clause
		}
	}
	d.set("claim", len(c.Evidence) == 0, "handed in: %s", strings.Join(c.Evidence, ", "))
	d.set("claim", c.Decisive == "", "what decides: %s", c.Decisive)
	for _, t := range d.policy.Termination {
		d.say("termination", false, "%s", t.Words())
		if t.Clause != "" {
			d.lines[len(d.lines)-1].Clause = t.Clause
		}
	}
}

// clockWords prints a time of day: "08:00".
func clockWords(d time.Duration) string {
	return fmt.Sprintf("%02d:%02d", int(d.Hours()), int(d.Minutes())%60)
}
