package assess

import (
	"cmp"
	"slices"

	"aftermath/internal/contract"
	"aftermath/internal/span"
	"aftermath/internal/statement"
	"aftermath/internal/traffic"
)

// A lane is what is kept of one customer's traffic at one service: a verdict
// for each minute, sums between the cuts, and the requests of those minutes
// that a report may name. A month of a busy customer is 45,000 cells; a lane
// is a byte for each and a few hundred cells.
type lane struct {
	customer contract.Customer
	axis     stretch
	verdicts []code        // per minute of the axis: what the log alone says
	cuts     []span.Minute // ascending: days, judged stretches, contracts, the organisation's month
	sums     []traffic.Counts
	thin     []statement.Thin // between the cuts, as sums
	cut      int              // the sum that the last cell went into
	kept     []cell           // bad, soon after bad, or watched, in order of time
	bad      int              // bad minutes
	lastBad  int              // place on the axis
}

type cell struct {
	at span.Minute
	traffic.Counts
}

// newLane cuts time wherever a figure of the customer begins or ends; terms
// are all of one service.
func newLane(m *month, c contract.Customer, terms []term) *lane {
	cuts := []span.Minute{m.period.from, m.period.to}
	add := func(s stretch) {
		if s = s.clip(m.axis); !s.empty() {
			cuts = append(cuts, s.from, s.to)
		}
	}
	for _, t := range terms {
		if t.customer.ID != c.ID {
			continue
		}
		for _, day := range t.period.Days() {
			add(minutesOf(day.Intersect(t.judged)))
		}
	}
	for _, k := range c.Contracts {
		add(minutesOf(life(k, m.axis.in(m.zone()))))
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	return &lane{
		customer: c, axis: m.axis, verdicts: make([]code, m.axis.count()),
		cuts: cuts, sums: make([]traffic.Counts, len(cuts)), thin: make([]statement.Thin, len(cuts)), lastBad: -joinable - 1,
	}
}

// add takes in the cells of one day that begins at first on the axis; days
// come in order.
func (l *lane) add(cells []traffic.Cell, first int, j *judge, watched []bool) {
	for i := range cells {
		c := &cells[i]
		place := first + c.Minute
		at := l.axis.from + span.Minute(place)
		v := j.verdict(c.Counts)
		l.verdicts[place] = v
		if v.bad() {
			l.bad++
			l.lastBad = place
		}
		if place <= l.lastBad+joinable || watched[place] {
			l.kept = append(l.kept, cell{at, c.Counts})
		}
		for l.cut+1 < len(l.cuts) && at >= l.cuts[l.cut+1] {
			l.cut++
		}
		if at >= l.cuts[l.cut] {
			l.sums[l.cut].Add(c.Counts)
			if v != thin {
				l.thin[l.cut].Decided++
			} else if c.Valid > 0 {
				l.thin[l.cut].Minutes++
				l.thin[l.cut].Requests = l.thin[l.cut].Requests.Add(statement.Requests(c.Counts))
			}
		}
	}
}

// between is the requests of s, whose ends are cuts.
func (l *lane) between(s stretch) statement.Requests {
	var sum traffic.Counts
	i, _ := slices.BinarySearch(l.cuts, s.from)
	for ; i < len(l.cuts) && l.cuts[i] < s.to; i++ {
		sum.Add(l.sums[i])
	}
	return statement.Requests(sum)
}

// undecided is what the log could not decide in s, whose ends are cuts.
func (l *lane) undecided(s stretch) statement.Thin {
	var sum statement.Thin
	i, _ := slices.BinarySearch(l.cuts, s.from)
	for ; i < len(l.cuts) && l.cuts[i] < s.to; i++ {
		sum.Minutes += l.thin[i].Minutes
		sum.Decided += l.thin[i].Decided
		sum.Requests = sum.Requests.Add(l.thin[i].Requests)
	}
	return sum
}

// within is the kept cells of s.
func (l *lane) within(s stretch) []cell {
	byTime := func(c cell, m span.Minute) int { return cmp.Compare(c.at, m) }
	from, _ := slices.BinarySearchFunc(l.kept, s.from, byTime)
	to, _ := slices.BinarySearchFunc(l.kept, s.to, byTime)
	return l.kept[from:max(from, to)]
}

// requests is the requests of s, each minute of which is bad, watched, or
// follows a bad one within the joinable distance.
func (l *lane) requests(s stretch) statement.Requests {
	var sum traffic.Counts
	for _, c := range l.within(s) {
		sum.Add(c.Counts)
	}
	return statement.Requests(sum)
}
