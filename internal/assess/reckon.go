package assess

import (
	"math/big"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/money"
	"aftermath/internal/span"
	"aftermath/internal/statement"
)

// A reckoned is what one measure comes to at one service, or at several joined.
type reckoned struct {
	given   contract.Given
	codes   []code         // each minute of the judged part
	tally   contract.Tally // of codes
	taken   []taking
	works   []statement.Work
	missing string // what the measure asks for and the store cannot tell; "" for nothing
}

// reckon makes what a measure is judged on at the term's k-th service:
//
//  1. paint says what every minute was, on a stretch as much longer than the
//     judged part as a run must be long; shorten applies the run rule there,
//     and only then it is cut at the ends of the period.
//  2. takings are taken out of that; a unit that loses part of its minutes is
//     judged again on the rest.
//  3. Minutes, units and requests are counted.
func (h *hearing) reckon(m contract.Measure, k int) (reckoned, error) {
	l, g := h.ledgers[k], h.pages[k]
	margin := span.Minute(m.Run.AtLeast / time.Minute)
	wide := stretch{h.judged.from - margin, h.judged.to + margin}.clip(g.axis)
	r := newRule(m, l)
	out := reckoned{missing: unknowable(m, l.service)}
	base := h.slab.take(wide.count())
	h.paint(base, wide, m, l, g, &r)
	shorten(base, m)
	base = of(base, wide.from, h.judged)
	if out.missing != "" {
		fill(base, h.judged.from, h.judged, unknown)
	}
	out.works, out.taken = h.takings(m, l)
	minutes := base
	if m.Bad.Kind == contract.ByDown {
		base = h.slab.copy(base)
		h.byDown(base, m)
	}
	out.codes = base
	if len(out.taken) > 0 || m.Maintenance.Overrun {
		out.codes = h.slab.copy(minutes)
		for _, t := range out.taken {
			fill(out.codes, h.judged.from, t.stretch, excluded)
		}
		switch {
		case m.Bad.Kind == contract.ByDown:
			h.byDown(out.codes, m)
		case m.Unit.Minutes() > 1 && m.Bad.Kind != contract.ByFraction && m.Evidence != contract.Incidents && out.missing == "":
			h.rejudge(out.codes, m, g, &r)
		}
	}
	for i := range out.works {
		w := &out.works[i]
		if w.Overrun = overrun(w.Maintenance, out.codes, h.judged); m.Maintenance.Overrun && w.Accepted && w.Overrun > 0 {
			end := stretchOf(w.Maintenance).to
			t := taking{stretch: stretch{end, end + span.Minute(w.Overrun)}, reason: w.Title + " (" + w.ID + "): it went on after its window", category: "maintenance", words: "work that went on after its window", clause: m.Maintenance.Clause, subtract: m.Subtract}
			fill(out.codes, h.judged.from, t.stretch, excluded)
			out.taken = beneath(out.taken, []taking{t})
		}
	}
	var err error
	given := &out.given
	if out.tally, err = tally(out.codes, h.judged); err != nil {
		return out, err
	}
	given.Minutes = out.tally
	given.Excluded = h.account(out.taken, base, out.codes, m.Thin)
	given.Lost = h.lost(m, l, g, out.codes, &r)
	if out.missing == "" {
		h.measured(given, m, h.lanes[k], g, out.codes, out.taken, &r)
	}
	given.Outages = h.outages(out.codes, m, out.tally, l)
	given.Repairs = l.repairs(h.judged)
	if m.Clock != contract.FromImpact {
		out.clocked(m, h)
	}
	for _, day := range h.days {
		given.Days = append(given.Days, minutesFrom(day.Start).Time().Sub(h.judged.from.Time()))
	}
	h.fill(given, m)
	return out, nil
}

// rejudge gives the units that are taken out in part the verdict on the rest of
// their minutes.
func (h *hearing) rejudge(codes []code, m contract.Measure, g *page, r *rule) {
	cells := g.of(h.judged)
	for u := range h.units(h.judged, m.Unit) {
		part := of(codes, h.judged.from, u)
		gone := 0
		for _, c := range part {
			if c == excluded {
				gone++
			}
		}
		if gone == 0 || gone == len(part) {
			continue
		}
		c := r.counts(rest(of(cells, h.judged.from, u), part))
		v := r.verdict(c)
		for i := range part {
			if part[i].logged() {
				if part[i] = max(v, upLogged); v == thin {
					spare(part[i:i+1], m.Thin, c.Valid)
				}
			}
		}
	}
}

// account is what was taken out, one row for each kind, and what those minutes
// would have been: base.
func (h *hearing) account(taken []taking, base, codes []code, rule contract.ThinRule) []contract.Taken {
	var out []contract.Taken
	row := func(t taking) *contract.Taken {
		want := contract.Taken{Category: t.category, Reason: t.words, Clause: t.clause, Subtract: t.subtract}
		for i := range out {
			o := &out[i]
			if o.Category == want.Category && o.Reason == want.Reason && o.Clause == want.Clause && o.Subtract == want.Subtract {
				return o
			}
		}
		out = append(out, want)
		return &out[len(out)-1]
	}
	for _, t := range taken {
		r := row(t)
		r.Minutes += t.count()
		for _, c := range of(base, h.judged.from, t.stretch) {
			if c.down() {
				r.Down++
			} else if c.degraded() {
				r.Degraded++
			}
		}
	}
	if rule.Idle != contract.ThinExcluded && rule.Is != contract.ThinExcluded {
		return out
	}
	var none int64
	for _, c := range codes {
		if c == idle {
			none++
		}
	}
	if none > 0 {
		row(taking{category: "too few requests", words: "too few requests"}).Minutes += none
	}
	return out
}

// lost are the minutes that count as lost where they are not a whole number of
// down minutes and a share of the degraded ones; nil where they are.
func (h *hearing) lost(m contract.Measure, l *ledger, g *page, codes []code, r *rule) *big.Rat {
	weigh := func(p money.Percent, n int64) *big.Rat { return new(big.Rat).Mul(p.Share(), new(big.Rat).SetInt64(n)) }
	switch {
	case m.Bad.Kind == contract.ByFraction && m.Aggregate == contract.ByMinutes && m.Evidence != contract.Incidents:
		var rates fractions
		cells := g.of(h.judged)
		for u := range h.units(h.judged, m.Unit) {
			part := of(codes, h.judged.from, u)
			c := r.counts(rest(of(cells, h.judged.from, u), part))
			rates.add(c.Failed*uint64(judgedMinutes(part)), c.Valid)
		}
		return rates.sum()
	case m.Bad.Kind == contract.ByAffected:
		return h.affected(m, l, codes)
	case whole(m.Bad.PartialWeight) || m.Evidence == contract.Logs:
		return nil
	}
	var full, partial, degraded int64
	for _, c := range codes {
		switch {
		case c == partialDeclared:
			partial++
		case c.down():
			full++
		case c.degraded():
			degraded++
		}
	}
	if partial == 0 {
		return nil
	}
	lost := new(big.Rat).SetInt64(full)
	return lost.Add(lost.Add(lost, weigh(m.Bad.PartialWeight, partial)), weigh(m.Bad.DegradedWeight, degraded))
}

// affected weighs each lost minute by the share of the service's customers whom
// the log shows hit: those with a bad minute of those whose log decides it. A
// minute that no customer's log decides counts whole.
func (h *hearing) affected(m contract.Measure, l *ledger, codes []code) *big.Rat {
	var shares fractions
	loses := losing(m)
	for i, c := range codes {
		if !loses(c) {
			continue
		}
		at := h.judged.from + span.Minute(i) - l.axis.from
		if n := l.deciding[at]; n > 0 {
			shares.add(uint64(l.suffering[at]), uint64(n))
		} else {
			shares.add(1, 1)
		}
	}
	return shares.sum()
}

// whole says that all of something counts.
func whole(p money.Percent) bool { return p.Share().Cmp(big.NewRat(1, 1)) == 0 }

// fill makes the part of the period outside the contract's life count as up,
// where the measure says so.
func (h *hearing) fill(g *contract.Given, m contract.Measure) {
	more := h.within.count() - h.judged.count()
	if m.Life != contract.FullUp || more == 0 {
		return
	}
	g.Minutes.Period += more
	g.Minutes.Up += more
	if g.Units != nil {
		g.Units.Total += more / m.Unit.Minutes()
	}
}
