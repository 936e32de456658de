package contract

import (
	"fmt"
	"math/big"
	"slices"
	"time"
)

// Words is the rule in a sentence.
func (s PerOutage) Words() string {
	words := "for each outage"
	if s.AtLeast > 0 {
		sign := "≥"
		if s.Longer {
			sign = ">"
		}
		words += fmt.Sprintf(" %s %s", sign, lengthWords(s.AtLeast))
	}
	if s.PerDay > 0 {
		words += fmt.Sprintf(", at most %d a day", s.PerDay)
	}
	return words + ": " + s.Each.Words()
}

// pay adds up what each outage pays. It does not ask whether the promise as a
// whole was missed: the outage is the event.
func (s PerOutage) pay(l loss) payment {
	if l.given.Outages == nil {
		step := Step{Key: "outages", Label: "Outages", Formula: s.Words(), Result: said("outages", "not known")}
		return unsure("the outages", step)
	}
	rule := RunRule{AtLeast: s.AtLeast, Longer: s.Longer}
	byDay := map[int64][]payment{}
	var order []int64
	for _, o := range l.given.Outages {
		if !rule.Counts(o.Length) {
			continue
		}
		alone := l
		alone.missed = true
		alone.lost = inMinutes(o.Length)
		alone.given.Outages = []Outage{o}
		p := s.Each.pay(alone)
		for _, c := range l.caps {
			if c.Per == PerIncident {
				p, _ = p.least(c, l.worth)
			}
		}
		day := l.given.day(o)
		if byDay[day] == nil {
			order = append(order, day)
		}
		byDay[day] = append(byDay[day], p)
	}
	sum, paid := nothing(), 0
	for _, day := range order {
		all := byDay[day]
		slices.SortStableFunc(all, func(a, b payment) int {
			switch {
			case a.more(b):
				return -1
			case b.more(a):
				return 1
			}
			return 0
		})
		if s.PerDay > 0 {
			all = all[:min(len(all), s.PerDay)]
		}
		ofDay := nothing()
		for _, p := range all {
			if p.pays() {
				paid++
				ofDay = ofDay.plus(payment{minor: p.minor, share: p.share, days: p.days, row: p.row, missing: p.missing})
			}
		}
		for _, c := range l.caps {
			if c.Per == PerDay {
				ofDay, _ = ofDay.least(c, l.worth)
			}
		}
		sum = sum.plus(ofDay)
	}
	sum.steps = []Step{{Key: "outages", Label: "Outages", Formula: s.Words(),
		Operands: []Operand{value("outages", whole(int64(len(l.given.Outages))), unitCount)}, Result: value("paid", whole(int64(paid)), unitCount)}}
	if sum.row != "" {
		sum.row = fmt.Sprintf("%d × per outage", paid)
	}
	return sum
}

// day is the day of the period on which the outage began.
func (g Given) day(o Outage) int64 {
	if g.Days == nil {
		return int64(max(0, o.Start) / (24 * time.Hour))
	}
	after, found := slices.BinarySearch(g.Days, o.Start)
	if !found {
		after--
	}
	return int64(max(0, after))
}

// Words is the rule in a sentence.
func (s PerMiss) Words() string {
	if s.Most > 0 {
		return fmt.Sprintf("%s for each miss, at most %d", s.Pays, s.Most)
	}
	return s.Pays.String() + " for each miss"
}

func (s PerMiss) pay(l loss) payment {
	step := Step{Key: "misses", Label: "Misses", Formula: s.Words()}
	if l.given.Misses == nil {
		step.Result = said("misses", "not known")
		return unsure("the misses", step)
	}
	n := *l.given.Misses
	step.Operands = []Operand{value("misses", whole(n), unitCount)}
	if limit := l.measure.Limit; limit != nil {
		over := new(big.Rat).Sub(whole(n), limit)
		step.Operands = append(step.Operands, value("allowed", limit, unitCount))
		n = Down.rounded(over).Num().Int64()
	}
	if n = max(n, 0); s.Most > 0 {
		n = min(n, s.Most)
	}
	if step.Result = value("paid", whole(n), unitCount); n == 0 {
		return nothing(step)
	}
	return l.worth.pay(s.Pays, whole(n), fmt.Sprintf("%d × %s", n, s.Pays), step)
}

// Words is the rule in a sentence.
func (s Flat) Words() string { return s.Pays.String() + " when the promise is missed" }

func (s Flat) pay(l loss) payment {
	if !l.missed {
		return nothing()
	}
	step := Step{Key: "row", Label: "Row", Formula: s.Words(), Result: said("row", s.Pays.String())}
	return l.worth.pay(s.Pays, one(), "missed", step)
}
