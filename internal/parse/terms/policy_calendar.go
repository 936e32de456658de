package terms

import (
	"fmt"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"aftermath/internal/contract"
)

// serviceHours is when the promise holds.
func (d *decoder) serviceHours(n ast.Node) contract.Calendar {
	var c contract.Calendar
	d.mapping(n, "calendar",
		optional("zone", value(d, &c.Zone, zone)),
		optional("hours", d.list(1, func(n ast.Node) {
			var h []contract.Hours
			if value(d, &h, hours)(n); h != nil {
				c.Hours = append(c.Hours, h...)
			}
		})),
		optional("holidays", values(d, &c.Holidays, day)),
		optional("holiday_files", values(d, &c.Files, glob)),
		optional("clause", value(d, &c.Clause, text)),
	)
	return c
}

var weekdays = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// hours is "mon-fri 08:00-18:00" or "sat 09:00-24:00"; an end before the
// beginning is on the next day.
func hours(s string) ([]contract.Hours, error) {
	bad := advice{fmt.Sprintf("%.40q are no service hours", s), "write days and times, like mon-fri 08:00-18:00"}
	days, times, ok := strings.Cut(s, " ")
	from, to, okTimes := strings.Cut(strings.TrimSpace(times), "-")
	if !ok || !okTimes {
		return nil, bad
	}
	var h contract.Hours
	first, last, span := strings.Cut(days, "-")
	a, err := named(vocabulary[int]{"a day of the week", weekdays, []int{0, 1, 2, 3, 4, 5, 6}})(first)
	if err != nil {
		return nil, err
	}
	b := a
	if span {
		if b, err = named(vocabulary[int]{"a day of the week", weekdays, []int{0, 1, 2, 3, 4, 5, 6}})(last); err != nil {
			return nil, err
		}
	}
	for i := a; ; i = (i + 1) % 7 {
		if h.Days[i] = true; i == b {
			break
		}
	}
	var okFrom, okTo bool
	h.From, okFrom = wallClock(from)
	h.To, okTo = wallClock(to)
	if !okFrom || !okTo || h.From == h.To || h.From == 24*time.Hour {
		return nil, bad
	}
	if h.To > h.From {
		return []contract.Hours{h}, nil
	}
	evening, morning := h, contract.Hours{To: h.To}
	evening.To = 24 * time.Hour
	for i, on := range h.Days {
		morning.Days[(i+1)%7] = on
	}
	if morning.To == 0 {
		return []contract.Hours{evening}, nil
	}
	return []contract.Hours{evening, morning}, nil
}

// wallClock is 00:00 … 24:00.
func wallClock(s string) (time.Duration, bool) {
	if s == "24:00" {
		return 24 * time.Hour, true
	}
	t, err := time.Parse("15:04", s)
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute, err == nil
}

func (d *decoder) maintenanceRule(n ast.Node) contract.MaintenanceRule {
	r := contract.MaintenanceRule{Excluded: true}
	if s, ok := scalar(n); ok && s == "counts" {
		return contract.MaintenanceRule{}
	}
	d.mapping(n, "maintenance",
		optional("notice", value(d, &r.Notice, length)),
		optional("cap", value(d, &r.Cap, positive)),
		optional("per", value(d, &r.Per, named(capSpans))),
		optional("windows", value(d, &r.Windows, small(1, 1000))),
		optional("overrun", value(d, &r.Overrun, named(overruns))),
		optional("clause", value(d, &r.Clause, text)),
	)
	return r
}

func (d *decoder) exclusion(n ast.Node) contract.Exclusion {
	var e contract.Exclusion
	if _, ok := pairs(n); !ok {
		value(d, &e.Category, identifier)(n)
		return e
	}
	d.mapping(n, "an exclusion",
		required("category", value(d, &e.Category, identifier)),
		optional("reason", value(d, &e.Reason, text)),
		optional("clause", value(d, &e.Clause, text)),
		optional("subtract", value(d, &e.Subtract, named(subtractions))),
	)
	return e
}

// period is a word, or a mapping that says more.
func (d *decoder) period(n ast.Node) contract.PeriodRule {
	var p contract.PeriodRule
	if _, ok := pairs(n); !ok {
		value(d, &p.Kind, named(periods))(n)
		return p
	}
	m := d.mapping(n, "a period",
		optional("kind", value(d, &p.Kind, named(periods))),
		optional("anchor", value(d, &p.Anchor, small(1, 28))),
		optional("counts_as", value(d, &p.Basis, positive)),
	)
	if p.Kind == contract.Cycle && m.values["anchor"] == nil {
		d.report(n, "a billing cycle needs the day on which it begins", "write anchor: 1 to 28")
	}
	return p
}
