package contract

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"time"
)

// Outlast is what a measure makes of outages in a period of that length: when
// each begins to count (Clock), which are long enough (Run), what lies inside
// the period, and how much of it counts (weights, shares of customers). Outages
// at the same time are a union in which the greater weight counts, or, where
// the rule says so, only the longest of them. The outages that are given back
// are the unbroken stretches of what counts. It fails where a clock asks for
// an instant that an outage does not have.
func (m Measure) Outlast(outages []Outage, period time.Duration) (Given, error) {
	return m.Outwork(outages, nil, period)
}

// Outwork is Outlast with announced maintenance, of which the measure's rule
// takes out what it accepts: that time is excluded, whatever else it was.
func (m Measure) Outwork(outages []Outage, works []Work, period time.Duration) (Given, error) {
	all := make([]Outage, 0, len(outages))
	for i, o := range outages {
		o, err := m.Clock.begin(o)
		if err != nil {
			return Given{}, fmt.Errorf("outage %d: %w", i+1, err)
		}
		if o = m.Run.inwards(o); o.Length > 0 {
			all = append(all, o)
		}
	}
	slices.SortStableFunc(all, func(a, b Outage) int { return cmp.Compare(a.Start, b.Start) })
	kept := all[:0]
	for _, o := range m.long(all) {
		start, end := max(o.Start, 0), min(o.Start+o.Length, period)
		if o.Start, o.Length = start, end-start; o.Length > 0 {
			kept = append(kept, o)
		}
	}
	if m.Bad.Kind == ByDown {
		kept = m.unitsDown(kept, period)
	}
	slices.SortStableFunc(kept, func(a, b Outage) int { return cmp.Compare(a.Start, b.Start) })
	if m.Run.Longest {
		kept = longestOnly(kept)
	}
	g := Given{Outages: []Outage{}, Repairs: make([]time.Duration, len(kept)), Lost: new(big.Rat)}
	for i, o := range kept {
		g.Repairs[i] = o.Length
	}
	var in, out [2]time.Duration // down and degraded; out: excluded
	var excluded time.Duration
	for _, s := range pieces(kept, m.accepted(works, kept, period), m) {
		kind, into := 0, &in
		if s.level == DegradedOnly {
			kind = 1
		}
		if s.excluded {
			excluded, into = excluded+s.length, &out
		}
		if s.weight != nil {
			into[kind] += s.length
			if !s.excluded {
				g.Lost.Add(g.Lost, new(big.Rat).Mul(s.weight, inMinutes(s.length)))
				if m.counts(s.level) {
					g.Outages = prolonged(g.Outages, s)
				}
			}
		}
	}
	t := Tally{Period: int64(period / time.Minute), Excluded: int64(excluded / time.Minute), Down: int64(in[0] / time.Minute)}
	t.Degraded = int64(in[1] / time.Minute)
	t.Up = t.Period - t.Down - t.Degraded - t.Excluded
	g.Minutes, g.ExcludedDown, g.ExcludedDegraded = t, int64(out[0]/time.Minute), int64(out[1]/time.Minute)
	return g, nil
}

// begin moves an outage's start to where the clock starts.
func (c Clock) begin(o Outage) (Outage, error) {
	after := new(time.Duration)
	switch c {
	case FromReport:
		after = o.Reported
	case FromTicket:
		after = o.Ticket
	case FromConfirmed:
		after = o.Confirmed
	case FromLater:
		if after = o.Reported; o.Reported == nil || o.Ticket != nil && *o.Ticket > *o.Reported {
			after = o.Ticket
		}
		if o.Reported == nil || o.Ticket == nil {
			after = nil
		}
	}
	if after == nil {
		return o, fmt.Errorf("nothing says when it was %s", c.needs())
	}
	o.Start, o.Length = o.Start+*after, o.Length-*after
	return o, nil
}

func (c Clock) needs() string {
	switch c {
	case FromReport:
		return "reported"
	case FromTicket:
		return "given a ticket"
	case FromLater:
		return "reported and given a ticket"
	}
	return "confirmed"
}

// inwards cuts an outage to whole minutes where the rule drops parts of them.
func (r RunRule) inwards(o Outage) Outage {
	if r.Whole {
		end := (o.Start + o.Length) / time.Minute * time.Minute
		start := o.Start / time.Minute * time.Minute
		if start < o.Start {
			start += time.Minute
		}
		o.Start, o.Length = start, end-start
	}
	return o
}

// counts says that what is of a level is lost.
func (m Measure) counts(l OutageLevel) bool {
	return l != DegradedOnly || !m.Bad.DegradedWeight.IsZero()
}

// long is what the run rule leaves of outages, in order of start: it looks at
// the stretch in which some follow on each other, or, where only the longest of
// them counts, at each alone. What does not count as lost is in no stretch.
func (m Measure) long(all []Outage) []Outage {
	if m.Run.AtLeast == 0 && !m.Run.Longer {
		return all
	}
	var out, run []Outage
	var until time.Duration
	flush := func() {
		if len(run) > 0 {
			from := until - m.Run.Of(until-run[0].Start)
			for _, o := range run {
				end := o.Start + o.Length
				o.Start = max(o.Start, from)
				o.Length = end - o.Start
				out = append(out, o)
			}
		}
		run = run[:0]
	}
	for _, o := range all {
		if !m.counts(o.Level) {
			out = append(out, o)
			continue
		}
		if len(run) == 0 || o.Start > until || m.Run.Longest {
			flush()
			until = o.Start + o.Length
		}
		run, until = append(run, o), max(until, o.Start+o.Length)
	}
	flush()
	return out
}

// prolonged adds a piece that counts to unbroken outages.
func prolonged(out []Outage, s slice) []Outage {
	if last := len(out) - 1; last >= 0 && out[last].Start+out[last].Length == s.start {
		out[last].Length += s.length
		if s.level != DegradedOnly {
			out[last].Level = s.level
		}
		return out
	}
	return append(out, Outage{Start: s.start, Length: s.length, Level: s.level})
}

// longestOnly leaves of outages that overlap, directly or by way of others, the
// longest; the first of equals. They are in order of start.
func longestOnly(all []Outage) []Outage {
	var out []Outage
	var until time.Duration
	for _, o := range all {
		end := o.Start + o.Length
		if len(out) == 0 || o.Start >= until {
			out, until = append(out, o), end
			continue
		}
		if last := &out[len(out)-1]; o.Length > last.Length {
			*last = o
		}
		until = max(until, end)
	}
	return out
}

// A slice is a stretch in which the same outages hold.
type slice struct {
	start    time.Duration
	length   time.Duration
	weight   *big.Rat    // nil: no outage
	level    OutageLevel // the worst
	excluded bool
}

// pieces cuts outages and windows, each in order of start, wherever one begins
// or ends; in each piece the greatest weight holds.
func pieces(all []Outage, windows []window, m Measure) []slice {
	var cuts []time.Duration
	for _, w := range windows {
		cuts = append(cuts, w.start, w.end)
	}
	for _, o := range all {
		cuts = append(cuts, o.Start, o.Start+o.Length)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []slice
	open := 0
	for i := 0; i+1 < len(cuts); i++ {
		piece := slice{start: cuts[i], length: cuts[i+1] - cuts[i], level: DegradedOnly}
		for ; open < len(all) && all[open].Start+all[open].Length <= cuts[i]; open++ {
		}
		for _, o := range all[open:] {
			if o.Start > cuts[i] {
				break
			}
			if o.Start+o.Length <= cuts[i] {
				continue
			}
			if w := m.weight(o); piece.weight == nil || w.Cmp(piece.weight) > 0 {
				piece.weight = w
			}
			if o.Level != DegradedOnly {
				piece.level = FullOutage
			}
		}
		for _, w := range windows {
			piece.excluded = piece.excluded || w.start <= cuts[i] && cuts[i] < w.end
		}
		if piece.weight != nil || piece.excluded {
			out = append(out, piece)
		}
	}
	return out
}

// weight is the share of an outage's time that counts as lost.
func (m Measure) weight(o Outage) *big.Rat {
	w := one()
	switch o.Level {
	case PartialOutage:
		w = m.Bad.PartialWeight.Share()
	case DegradedOnly:
		w = m.Bad.DegradedWeight.Share()
	}
	if m.Bad.Kind == ByAffected && o.Affected != nil {
		w = new(big.Rat).Mul(w, o.Affected)
	}
	return w
}
