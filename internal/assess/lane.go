package assess

import (
	"cmp"
	"slices"

	"aftermath/internal/contract"
	"aftermath/internal/span"
	"aftermath/internal/statement"
	"aftermath/internal/traffic"
)

// A lane is what is kept of one customer's traffic at one service: sums between
// the cuts, and the requests of those minutes that a report may name. A month of
// a busy customer is 45,000 cells; a lane is a few hundred.
type lane struct {
	customer contract.Customer
	axis     stretch
	cuts     []span.Minute // ascending: days, judged stretches, contracts, the organisation's month
	sums     []traffic.Counts
	thin     []statement.Thin // between the cuts, as sums
	cut      int              // the sum that the last cell went into
	kept     []cell           // bad, soon after bad, or watched, in order of time
	bad      int              // bad minutes
	lastBad  int              // place on the axis
	shared   []bool           // of each trouble of the service as a whole: the customer had a bad minute in it
	apart    []trouble        // the customer's own, apart from that
}

type cell struct {
	at span.Minute
	traffic.Counts
}

// newLane cuts time wherever a figure of the customer begins or ends; terms are
// all of its own at one service.
func newLane(m *month, terms []*term) *lane {
	c := terms[0].customer
	cuts := []span.Minute{m.period.from, m.period.to}
	add := func(s stretch) {
		if s = s.clip(m.axis); !s.empty() {
			cuts = append(cuts, s.from, s.to)
		}
	}
	for _, t := range terms {
		for _, day := range t.days {
			add(minutesOf(day))
		}
	}
	for _, k := range c.Contracts {
		add(minutesOf(life(k, m.axis.in(m.zone()))))
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	return &lane{
		customer: c, axis: m.axis,
		cuts: cuts, sums: make([]traffic.Counts, len(cuts)), thin: make([]statement.Thin, len(cuts)), lastBad: -joinable - 1,
	}
}

// take goes over the page of the customer, once, and writes the verdicts on it.
func (l *lane) take(g *page, j *judge, watched []bool) {
	for _, first := range g.days {
		for place, end := first, first+span.MinutesPerDay; place < end; {
			for l.cut+1 < len(l.cuts) && l.axis.from+span.Minute(place) >= l.cuts[l.cut+1] {
				l.cut++
			}
			until, counted := end, l.axis.from+span.Minute(place) >= l.cuts[l.cut]
			switch {
			case !counted:
				until = min(end, int(l.cuts[l.cut]-l.axis.from))
			case l.cut+1 < len(l.cuts):
				until = min(end, int(l.cuts[l.cut+1]-l.axis.from))
			}
			l.add(g, place, until, j, watched, counted)
			place = until
		}
	}
}

// add takes in the minutes from up to before to, which no cut parts; those
// before the first cut are not counted.
func (l *lane) add(g *page, from, to int, j *judge, watched []bool, counted bool) {
	var all traffic.Counts
	var few statement.Thin
	cells, verdicts, watched := g.cells[from:to], g.verdicts[from:to], watched[from:to]
	for i := range cells {
		c := &cells[i]
		if c.Total == 0 {
			continue
		}
		v := j.verdict(*c)
		verdicts[i] = v
		place := from + i
		if v.bad() {
			l.bad++
			l.lastBad = place
		}
		if place <= l.lastBad+joinable || watched[i] {
			l.kept = append(l.kept, cell{l.axis.from + span.Minute(place), *c})
		}
		all.Add(*c)
		if v != thin {
			few.Decided++
		} else if c.Valid > 0 {
			few.Minutes++
			few.Requests = few.Requests.Add(statement.Requests(*c))
		}
	}
	if counted {
		l.sums[l.cut].Add(all)
		l.thin[l.cut] = l.thin[l.cut].Add(few)
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
