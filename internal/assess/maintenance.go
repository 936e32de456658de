package assess

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/span"
	"aftermath/internal/statement"
)

// A taking is a stretch that an exclusion takes out of the period.
type taking struct {
	stretch
	reason   string // of maintenance: its title, id and notice
	category string // maintenance, service hours, or that of an incident
	words    string // why, for the account of what was taken: one for all of a kind
	clause   string
	subtract contract.Subtract
}

func stretchOf(w contract.Maintenance) stretch { return minutesOf(span.New(w.Start, w.End)) }

// worksOn are the windows that name service or none, in order of time.
func worksOn(all []contract.Maintenance, service string) []contract.Maintenance {
	var out []contract.Maintenance
	for _, w := range all {
		if !stretchOf(w).empty() && (len(w.Services) == 0 || slices.Contains(w.Services, service)) {
			out = append(out, w)
		}
	}
	slices.SortStableFunc(out, func(a, b contract.Maintenance) int {
		return cmp.Or(a.Start.Compare(b.Start), a.End.Compare(b.End), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// A purse is a stretch that a cap is for, and what is left of the cap in it.
type purse struct {
	stretch
	minutes, windows int64
}

// purses are the stretches that the rule's caps are for, in order, as far as
// they touch the term's judged part. A year's cap is used up from the year's
// start on, also by windows of months that are not judged here.
func purses(rule contract.MaintenanceRule, t *term) []purse {
	judged := minutesOf(t.judged)
	zone := t.period.Zone
	var out []purse
	add := func(s stretch) {
		p := purse{stretch: stretch{s.from, min(s.to, judged.to)}, minutes: s.count(), windows: s.count()}
		if rule.Cap > 0 {
			p.minutes = int64(rule.Cap / time.Minute)
		}
		if rule.Windows > 0 {
			p.windows = int64(rule.Windows)
		}
		out = append(out, p)
	}
	periods := func(of func(time.Time, *time.Location) span.Period) {
		for at := t.judged.Start; at.Before(t.judged.End); {
			p := of(at, zone)
			add(minutesOf(p.Span))
			at = p.End
		}
	}
	switch rule.Per {
	case contract.PerMonth:
		periods(span.MonthOf)
	case contract.PerQuarter:
		periods(span.QuarterOf)
	case contract.PerYear:
		periods(span.YearOf)
	case contract.PerTwelve:
		end := t.period.End.In(zone)
		add(stretch{minutesFrom(contract.StartOfDay(end.Year(), end.Month()-12, end.Day(), zone)), judged.to})
	case contract.PerTerm:
		add(minutesOf(life(t.contract, t.judged)))
	case contract.PerDay:
		for _, day := range t.days {
			add(minutesOf(day))
		}
	default:
		add(judged)
	}
	return out
}

// perWords are what a cap is for, in words.
func perWords(rule contract.MaintenanceRule, kind contract.PeriodKind) string {
	switch {
	case rule.Per == contract.PerIncident:
		return "window"
	case rule.Per == contract.PerPeriod && kind == contract.Month:
		return "month"
	case rule.Per == contract.PerPeriod && kind == contract.Cycle:
		return "billing cycle"
	case rule.Per == contract.PerPeriod:
		return string(kind)
	}
	return string(rule.Per)
}

// exclude holds each window that touches judged against the rule. Windows take
// their minutes in order of time, a minute only once, until the cap is used up;
// what lies beyond the cap counts like any other minute. The takings are
// disjoint and ascend.
func exclude(works []contract.Maintenance, rule contract.MaintenanceRule, t *term) ([]statement.Work, []taking) {
	var out []statement.Work
	var taken []taking
	judged, capped := minutesOf(t.judged), purses(rule, t)
	if len(works) == 0 {
		return nil, nil
	}
	reach := stretch{min(capped[0].from, judged.from), judged.to}
	free := span.NewSet(span.FromMinutes(reach.from, reach.to))
	for _, w := range works {
		whole := stretchOf(w).clip(reach)
		inside := whole.clip(judged)
		if whole.empty() {
			continue
		}
		work := statement.Work{Maintenance: w}
		if work.Accepted, work.Why = admit(w, rule); work.Accepted {
			wanted := free.Clip(span.FromMinutes(inside.from, inside.to)).CountMinutes()
			var parts []stretch
			for i := range capped {
				p := &capped[i]
				if rule.Per == contract.PerIncident && rule.Cap > 0 {
					p.minutes = int64(rule.Cap / time.Minute)
				}
				if !p.overlaps(whole) || p.windows == 0 {
					continue
				}
				for _, part := range take(&free, whole.clip(p.stretch), p.minutes) {
					p.minutes -= part.count()
					if part = part.clip(judged); !part.empty() {
						parts = append(parts, part)
					}
				}
				p.windows--
			}
			for _, p := range parts {
				work.Excluded += p.count()
			}
			switch {
			case wanted == 0:
				work.Why += "; an earlier window has taken its minutes out already"
			case work.Excluded < wanted && rule.Cap > 0:
				work.Accepted = work.Excluded > 0
				work.Why += fmt.Sprintf("; %d of its %d minutes fit under the cap of %s per %s", work.Excluded, wanted, words(rule.Cap), perWords(rule, t.policy.Period.Kind))
			case work.Excluded < wanted:
				work.Accepted = work.Excluded > 0
				work.Why += fmt.Sprintf("; no more than %d windows per %s are excluded", rule.Windows, perWords(rule, t.policy.Period.Kind))
			}
			for _, p := range parts {
				taken = append(taken, taking{stretch: p, reason: fmt.Sprintf("%s (%s): %s", w.Title, w.ID, work.Why), category: "maintenance", words: "announced work", clause: rule.Clause})
			}
		}
		if !inside.empty() {
			out = append(out, work)
		}
	}
	slices.SortFunc(taken, func(a, b taking) int { return cmp.Compare(a.from, b.from) })
	return out, taken
}

// take takes the minutes of s out of free, the first left ones of them, and
// returns what it took.
func take(free *span.Set, s stretch, left int64) (parts []stretch) {
	wish := free.Clip(span.FromMinutes(s.from, s.to))
	for _, part := range wish.Spans() {
		p := minutesOf(part)
		p.to = min(p.to, p.from+span.Minute(left))
		if left -= p.count(); p.empty() {
			break
		}
		parts = append(parts, p)
		*free = free.Subtract(span.NewSet(span.FromMinutes(p.from, p.to)))
	}
	return parts
}

// admit says whether the rule excludes the window as far as notice goes.
func admit(w contract.Maintenance, rule contract.MaintenanceRule) (ok bool, why string) {
	if !rule.Excluded {
		return false, "the policy excludes no maintenance"
	}
	asked := "any notice is enough"
	if rule.Notice > 0 {
		asked = "at least " + words(rule.Notice) + " asked"
	}
	if w.Announced.IsZero() {
		return false, "no announcement is on record, " + asked
	}
	notice := w.Start.Sub(w.Announced)
	if notice < 0 {
		return false, fmt.Sprintf("announced %s after it began, %s", words(-notice), asked)
	}
	return notice >= rule.Notice, fmt.Sprintf("announced %s before, %s", words(notice), asked)
}

// overrun is the bad minutes that follow the window's end without a break.
func overrun(w contract.Maintenance, codes []code, judged stretch) int64 {
	end := stretchOf(w).to
	var n int64
	for m := end; judged.holds(m) && codes[m-judged.from].bad(); m++ {
		n++
	}
	return n
}

// words is d in hours and minutes, rounded down: "96 h", "1 h 30 min".
func words(d time.Duration) string {
	hours, minutes := d/time.Hour, d%time.Hour/time.Minute
	switch {
	case hours == 0:
		return fmt.Sprintf("%d min", minutes)
	case minutes == 0:
		return fmt.Sprintf("%d h", hours)
	}
	return fmt.Sprintf("%d h %d min", hours, minutes)
}
