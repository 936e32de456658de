// Package json writes figures.json: every figure that the reports print, for
// programs. Its shape is a contract, named by the field schema.
package json

import (
	"bytes"
	stdjson "encoding/json"
	"math"
	"math/big"
	"time"

	"aftermath/internal/money"
	"aftermath/internal/report"
	"aftermath/internal/span"
	"aftermath/internal/statement"
)

// Schema names the shape of figures.json.
const Schema = "aftermath.figures/1"

// Figures is the whole account as JSON: keys in a fixed order, two spaces of
// indent, a line feed at the end. Times are RFC 3339 with the offset of the
// zone that the period is in; percentages are decimal strings, rounded down to
// four places; money is a decimal string with its currency.
func Figures(acc *statement.Account) ([]byte, error) {
	zone := acc.Period.Zone
	f := figures{
		Schema: Schema, Version: acc.Version, Organisation: acc.Organisation, Sample: acc.Sample,
		Period:    period{acc.Period.Name, zone.String(), stamp(acc.Period.Start), stamp(acc.Period.End), acc.Period.CountMinutes()},
		Incidents: []Incident{}, Statements: []figure{}, Undeclared: []spell{}, Gaps: []gap{}, Unassigned: []unassigned{}, Inputs: []input{},
		Reliability: reliability{MTTD: durationOf(acc.Reliability.TTD), MTTR: durationOf(acc.Reliability.TTR), Alike: acc.Reliability.Alike},
		Warnings:    append([]string{}, acc.Warnings...),
	}
	for _, e := range acc.Incidents {
		f.Incidents = append(f.Incidents, FromEpisode(e, zone))
	}
	for _, s := range acc.Statements {
		f.Statements = append(f.Statements, figureOf(s))
	}
	for _, u := range acc.Undeclared {
		f.Undeclared = append(f.Undeclared, spell{u.Service, stampIn(u.Start, zone), stampIn(u.End, zone), string(u.State), requestsOf(u.Requests), append([]string{}, u.Customer...)})
	}
	for _, g := range acc.Gaps {
		f.Gaps = append(f.Gaps, gap{g.Service, stampIn(g.Start, zone), stampIn(g.End, zone), g.Declared})
	}
	for _, u := range acc.Unassigned {
		f.Unassigned = append(f.Unassigned, unassigned{u.Service, u.Customer, requestsOf(u.Requests)})
	}
	for _, in := range acc.Inputs {
		f.Inputs = append(f.Inputs, newInput(in))
	}
	return encode(f)
}

func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := stdjson.NewEncoder(&b)
	enc.SetEscapeHTML(false) // a file for programs, never put into a page
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func stamp(t time.Time) string { return t.Format(time.RFC3339) }

func stampIn(t time.Time, zone *time.Location) string { return stamp(t.In(zone)) }

// percentOf is a share as a percentage, rounded down to four places; null when
// there is none.
func percentOf(share *big.Rat) *string {
	if share == nil {
		return nil
	}
	s := money.FloorPercent(share, 4)
	return &s
}

func figureOf(s statement.Statement) figure {
	zone, j := s.Period.Zone, s.Judgement
	out := figure{
		Customer: s.Customer.ID, Service: s.Service.ID, Policy: s.Policy.ID, Zone: zone.String(),
		Start: stampIn(s.Judged.Start, zone), End: stampIn(s.Judged.End, zone),
		Minutes: minutesOf(s.Minutes), Requests: requestsOf(s.Requests), Thin: thin{s.Thin.Minutes, s.Thin.Decided, requestsOf(s.Thin.Requests)},
		Availability: percentOf(j.Availability), AvailabilityPlain: percentOf(s.Plain.Availability),
		AvailabilityLowest: percentOf(j.Lowest), AvailabilityHighest: percentOf(j.Highest), Coverage: percentOf(s.Minutes.Coverage()),
		Target: s.Policy.Target.String(), Lost: j.Lost.RatString(), Allowed: j.Allowed.RatString(), Fee: amountOf(s.Contract.Fee),
		Credit:  credit{Percent: "0", amount: amountOf(j.Credit)},
		Outages: []outage{}, Other: []outage{}, Maintenance: []work{}, Impacts: []impact{}, Samples: []sample{},
	}
	out.Met, out.Credit.Percent, out.Credit.Reason = met(j.Verdict), paidShare(j), j.Reason
	if j.Tier != nil {
		tier := j.Tier.String()
		out.Credit.Tier = &tier
	}
	out.LossUnit, out.Measures, out.Arithmetic, out.OtherRules = j.Unit, measuresOf(s), arithmeticOf(j), otherRulesOf(s.Others)
	out.Terminate, out.Missing, out.Counts = j.Terminate, j.Missing, report.InOneLine(s.Policy)
	if !s.RunsUntil.IsZero() {
		out.RunsUntil = stampIn(s.RunsUntil, zone)
	}
	for _, r := range s.Bad {
		out.Outages = append(out.Outages, outageOf(r, zone))
	}
	for _, r := range s.Other {
		out.Other = append(out.Other, outageOf(r, zone))
	}
	for _, w := range s.Works {
		out.Maintenance = append(out.Maintenance, work{w.ID, stampIn(w.Start, zone), stampIn(w.End, zone), w.Accepted, w.Why, w.Excluded, w.Overrun, w.Source})
	}
	for _, e := range s.Samples {
		out.Samples = append(out.Samples, sample{stampIn(e.At.Truncate(time.Second), zone), e.Failed, e.Status, e.Latency.Milliseconds(), e.Method, e.Path, e.RequestID, e.File, e.Line})
	}
	for _, i := range s.Impacts {
		out.Impacts = append(out.Impacts, impactFor(i, zone))
	}
	return out
}

func impactFor(i statement.Impact, zone *time.Location) impact {
	out := impact{Incident: i.Incident, Down: i.Down, Degraded: i.Degraded, Requests: requestsOf(i.Requests)}
	if i.Last > i.First {
		reach := span.FromMinutes(i.First, i.Last)
		first, last := stampIn(reach.Start, zone), stampIn(reach.End, zone)
		out.Start, out.End = &first, &last
	}
	return out
}

func outageOf(r statement.Run, zone *time.Location) outage {
	return outage{stampIn(r.Start, zone), stampIn(r.End, zone), string(r.State), string(r.Source), append([]string{}, r.Incidents...), r.Reason, requestsOf(r.Requests)}
}

func durationOf(d statement.Duration) duration {
	out := duration{Median: number(d.Median), Mean: number(d.Mean), N: d.N, Missing: d.Missing, Open: d.Open}
	if low, high := number(d.Low), number(d.High); low != nil && high != nil {
		out.Interval = &[2]float64{*low, *high}
	}
	return out
}

// number is x to four decimals, null when there is none.
func number(x float64) *float64 {
	if math.IsNaN(x) {
		return nil
	}
	x = math.Round(x*1e4) / 1e4
	return &x
}
