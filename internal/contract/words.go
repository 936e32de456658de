package contract

import (
	"fmt"
	"strings"
	"time"
)

func evidenceWords(e Evidence) string {
	switch e {
	case Logs:
		return "the request log"
	case Incidents:
		return "the declared incidents"
	}
	return "the request log, and the declared incidents where it is silent"
}

func (j Joined) words() string {
	switch j {
	case Pooled:
		return "the services are added together"
	case Any:
		return "a minute is bad when it is bad at any of the services"
	case All:
		return "a minute is bad when it is bad at all of the services"
	case Worst:
		return "the service with the lowest availability counts for all"
	}
	return "each service alone"
}

func per(what string) string {
	if what == "" {
		return ""
	}
	return ", per " + what
}

func (u Unit) words() string {
	switch {
	case u.Events:
		return "a request"
	case u.Busy > 0:
		return fmt.Sprintf("%s with more than %d requests in it, else %s", lengthWords(u.Length), u.Busy, lengthWords(u.Longer))
	}
	return lengthWords(time.Duration(u.Minutes()) * time.Minute)
}

func (r UnitRule) words() string {
	switch r.Kind {
	case ByShare:
		return "bad when " + r.Threshold.Words() + " of its valid requests failed"
	case ByFraction:
		return "its failed share is what is lost"
	case AllFailed:
		return fmt.Sprintf("bad when it had %d valid requests or more and all failed", max(1, r.AtLeast))
	case ByLevel:
		return "bad as the incident's level says"
	case ByAffected:
		return "its minutes × the share of customers affected are lost"
	case ByPercentile:
		return fmt.Sprintf("bad when %s %% of its requests do not stay within %s", r.Percentile, r.Bound)
	case ByDown:
		return "bad when more than " + lengthWords(r.Bound) + " of it were down"
	}
	return "bad as the service's thresholds say"
}

func (t ThinMeaning) words() string {
	if t == ThinGood {
		return "good"
	}
	return string(t)
}

func (r RunRule) words() string {
	var parts []string
	if r.AtLeast > 0 && r.Longer {
		parts = append(parts, "outages of more than "+lengthWords(r.AtLeast)+" count")
	} else if r.AtLeast > 0 {
		parts = append(parts, "outages of "+lengthWords(r.AtLeast)+" or more count")
	}
	if r.Excess {
		parts = append(parts, "only what goes beyond that counts")
	}
	if r.Longest {
		parts = append(parts, "of outages at the same time the longest counts")
	}
	if r.Whole {
		parts = append(parts, "only whole minutes count")
	}
	return strings.Join(parts, ", ")
}

func (c Calendar) words() string {
	var parts []string
	for _, h := range c.Hours {
		parts = append(parts, fmt.Sprintf("%s %s–%s", h.days(), clockWords(h.From), clockWords(h.To)))
	}
	if n := len(c.Holidays) + len(c.Files); n > 0 {
		parts = append(parts, "not on holidays")
	}
	if c.Zone != nil {
		parts = append(parts, "in "+c.Zone.String())
	}
	return strings.Join(parts, ", ")
}

// days is the days of the week, from Monday, neighbours put together: "Mon–Fri".
func (h Hours) days() string {
	var parts []string
	for i := 0; i < 7; i++ {
		if !h.Days[(i+1)%7] {
			continue
		}
		first := i
		for i < 6 && h.Days[(i+2)%7] {
			i++
		}
		words := time.Weekday((first + 1) % 7).String()[:3]
		switch i - first {
		case 0:
		case 1:
			words += " " + time.Weekday((i + 1) % 7).String()[:3]
		default:
			words += "–" + time.Weekday((i + 1) % 7).String()[:3]
		}
		parts = append(parts, words)
	}
	return strings.Join(parts, " ")
}

// Words is the rule in a sentence.
func (r MaintenanceRule) Words() string {
	if !r.Excluded {
		return "maintenance counts like any other time"
	}
	words := "announced maintenance is excluded"
	if r.Notice > 0 {
		words += ", announced " + lengthWords(r.Notice) + " before"
	}
	if r.Cap > 0 {
		words += ", at most " + lengthWords(r.Cap) + " per " + r.Per.words()
	}
	if r.Windows > 0 {
		words += fmt.Sprintf(", at most %d windows per %s", r.Windows, r.Per.words())
	}
	if r.Overrun {
		words += ", its overrun as well"
	}
	return words
}

func (s Subtract) words() string {
	switch s {
	case Forgive:
		return "excluded time stays in the period and counts as up"
	case Count:
		return "excluded time is shown and counts"
	}
	return "excluded time is taken out of the period"
}

func (a Assumed) words() string {
	switch a {
	case AssumedUp:
		return "unknown time counts as up"
	case AssumedDown:
		return "unknown time counts as down"
	}
	return "unknown time counts neither for nor against"
}

func (a Aggregate) words() string {
	return map[Aggregate]string{
		ByMinutes: "(eligible − lost) / eligible minutes", ByMean: "1 − the mean of the units' error rates", ByRatio: "1 − failed / valid requests of the period",
		ByUnits: "good units / units", ByUsers: "1 − user-minutes lost / user-minutes", ByRepair: "the mean time to repair",
		ByLongest: "the longest outage", ByMisses: "the number of misses", ByMetric: "the measured value",
	}[a]
}

func (p PeriodRule) words() string {
	words := map[PeriodKind]string{Month: "the calendar month", Quarter: "the calendar quarter", Year: "the calendar year", Cycle: "the billing month"}[p.Kind]
	if p.Kind == Cycle {
		words += fmt.Sprintf(" that begins on day %d", p.Anchor)
	}
	if p.Basis > 0 {
		words += ", counted as " + lengthWords(p.Basis)
	}
	return words
}

func (d Day) words() string {
	if d.Extension {
		return "days extend the term"
	}
	switch d.Of {
	case YearDay:
		return "a day is worth 1/365 of the annual fee"
	case PeriodDay:
		return "a day is worth its part of the period's fee"
	}
	return "a day is worth 1/30 of the base"
}
