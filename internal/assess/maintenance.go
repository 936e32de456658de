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

// A taking is a stretch that a maintenance takes out of the period.
type taking struct {
	stretch
	reason string
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

// exclude holds each window that touches judged against the rule. Windows take
// their minutes in order of time, a minute only once, until the cap of the
// period is used up; what lies beyond the cap counts like any other minute.
// The takings are disjoint and ascend.
func exclude(works []contract.Maintenance, rule contract.MaintenanceRule, judged stretch) ([]statement.Work, []taking) {
	var out []statement.Work
	var taken []taking
	left := int64(rule.Cap / time.Minute)
	if rule.Cap == 0 {
		left = judged.count()
	}
	free := span.NewSet(span.FromMinutes(judged.from, judged.to))
	for _, w := range works {
		s := stretchOf(w).clip(judged)
		if s.empty() {
			continue
		}
		work := statement.Work{Maintenance: w}
		if work.Accepted, work.Why = admit(w, rule); work.Accepted {
			parts, wanted := take(&free, s, left)
			for _, p := range parts {
				work.Excluded += p.count()
			}
			left -= work.Excluded
			switch {
			case wanted == 0:
				work.Why += "; an earlier window has taken its minutes out already"
			case work.Excluded < wanted:
				work.Accepted = work.Excluded > 0
				work.Why += fmt.Sprintf("; %d of its %d minutes fit under the cap of %s per month", work.Excluded, wanted, words(rule.Cap))
			}
			for _, p := range parts {
				taken = append(taken, taking{p, fmt.Sprintf("%s (%s): %s", w.Title, w.ID, work.Why)})
			}
		}
		out = append(out, work)
	}
	slices.SortFunc(taken, func(a, b taking) int { return cmp.Compare(a.from, b.from) })
	return out, taken
}

// take takes the minutes of s out of free, the first left ones of them. It
// returns what it took and how much there was to take.
func take(free *span.Set, s stretch, left int64) (parts []stretch, wanted int64) {
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
	return parts, wish.CountMinutes()
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
