package report

import (
	"fmt"
	"slices"
	"strings"

	"aftermath/internal/contract"
	"aftermath/internal/incident"
	"aftermath/internal/money"
	"aftermath/internal/span"
	"aftermath/internal/statement"
)

// sameOutage shows the largest incident of the month as each contract counts
// it: the outage is one, what it was to a customer and what the contract makes
// of that are many.
func sameOutage(acc *statement.Account) Section {
	e := largest(acc)
	if e == nil {
		return Section{}
	}
	t := &Table{ID: "same-outage", Caption: "One outage, as each contract counts it", Columns: []Column{
		{Title: "Customer"}, {Title: "Down", Right: true}, {Title: "Degraded", Right: true},
		{Title: "Availability", Right: true, Note: "of the period"}, {Title: "Promise"}, {Title: "Credit", Right: true}, {Title: "Why", Note: "and what the contract counts"},
	}}
	for _, h := range e.Hit {
		s := statementOf(acc, h)
		if s == nil {
			continue
		}
		t.Rows = append(t.Rows, []Cell{
			Ref{Text: s.Customer.Name, Note: s.Service.Name + " · " + s.Policy.Name, Document: CustomerName(s.Customer.ID)},
			minutesCell(h.Impact.Down), minutesCell(h.Impact.Degraded), against(*s), verdict(s.Judgement.Verdict),
			creditCell(s.Judgement), TwoLines{why(e, h, s), upper(InOneLine(s.Policy))},
		})
	}
	if len(t.Rows) < 2 {
		return Section{}
	}
	return Section{
		ID: "same-outage", Title: "The same outage, and why the figures differ",
		Lead: fmt.Sprintf("%s, declared %s. Minutes are those of each customer that the outage touches, by its contract; availability and credit are of the whole period.",
			e.Title, impactWords(e.Incident, acc.Period.Zone)),
		Blocks: []Block{t},
	}
}

// largest is the incident with the most bad customer-minutes, the first of
// several; nil where no incident hit anybody.
func largest(acc *statement.Account) *statement.Episode {
	var best *statement.Episode
	most := int64(0)
	for i := range acc.Incidents {
		sum := int64(0)
		for _, h := range acc.Incidents[i].Hit {
			sum += h.Impact.Down + h.Impact.Degraded
		}
		if sum > most {
			best, most = &acc.Incidents[i], sum
		}
	}
	return best
}

// statementOf is the statement that a hit belongs to.
func statementOf(acc *statement.Account, h statement.Hit) *statement.Statement {
	for i := range acc.Statements {
		s := &acc.Statements[i]
		if s.Customer.ID == h.Customer.ID && s.Service.ID == h.Service.ID &&
			slices.ContainsFunc(s.Impacts, func(m statement.Impact) bool { return m == h.Impact }) {
			return s
		}
	}
	return nil
}

// why says what decided a customer's minutes of an outage, and what its contract
// makes of them.
func why(e *statement.Episode, h statement.Hit, s *statement.Statement) string {
	m := s.Policy.Promises()[0]
	var parts []string
	declared := declaredMinutes(e, s)
	if outside := outside(e, s); outside > 0 {
		parts = append(parts, fmt.Sprintf("%s of the declared impact are taken out by the contract", minutesText(outside)))
	}
	switch bad := h.Impact.Down + h.Impact.Degraded; {
	case bad == 0 && m.Evidence == contract.Incidents:
		parts = append(parts, "no minute of the declared impact counts")
	case bad == 0 && h.Served.Valid == 0:
		parts = append(parts, "it sent no request then, and its contract goes by the log")
	case bad == 0:
		parts = append(parts, fmt.Sprintf("%s of its %s failed then", money.Group(int64(h.Served.Failed)), count(int(h.Served.Valid), "request", "requests")))
	default:
		parts = append(parts, decided(h, s, declared))
	}
	parts = append(parts, worth(h, s, m)...)
	return upper(strings.Join(parts, "; ")) + "."
}

// decided says what the bad minutes of a hit rest on.
func decided(h statement.Hit, s *statement.Statement, declared int64) string {
	var logs, incidents int64
	reach := span.FromMinutes(h.Impact.First, h.Impact.Last)
	for _, r := range s.Bad {
		if !r.Overlaps(reach) {
			continue
		}
		if r.Source == statement.FromLogs {
			logs += r.CountMinutes()
		} else {
			incidents += r.CountMinutes()
		}
	}
	switch {
	case incidents == 0:
		return fmt.Sprintf("%s by its own requests (%s were declared)", minutesText(logs), minutesText(declared))
	case logs == 0 && s.Policy.Promises()[0].Evidence == contract.Incidents:
		return fmt.Sprintf("the declared %s decide, whatever its requests show", minutesText(incidents))
	case logs == 0:
		return fmt.Sprintf("too few requests to decide, so the declared %s count", minutesText(incidents))
	}
	return fmt.Sprintf("%s by its own requests, %s as declared where it sent too few", minutesText(logs), minutesText(incidents))
}

// worth says what the contract makes of the minutes, where that is not a minute
// down for a minute lost.
func worth(h statement.Hit, s *statement.Statement, m contract.Measure) []string {
	var out []string
	r := h.Impact.Requests
	switch {
	case m.Aggregate == contract.ByMean && h.Impact.Last > h.Impact.First:
		out = append(out, fmt.Sprintf("what is lost is the failed share of each interval, %s of %s in all, not the time", money.Group(int64(r.Failed)), count(int(r.Valid), "request", "requests")))
	case m.Aggregate == contract.ByRatio:
		out = append(out, fmt.Sprintf("what is lost is requests, %s of the period's %s", money.Group(int64(s.Requests.Failed)), money.Group(int64(s.Requests.Valid))))
	case m.Aggregate == contract.ByMinutes && h.Impact.Degraded > 0 && m.Bad.DegradedWeight.IsZero():
		out = append(out, "degraded minutes are shown and not lost")
	case m.Aggregate == contract.ByMinutes && h.Impact.Degraded > 0:
		out = append(out, "a degraded minute counts "+m.Bad.DegradedWeight.String()+" %")
	}
	if w := m.Bad.PartialWeight; h.Impact.Down > 0 && m.Evidence != contract.Logs && !w.IsZero() && w.Cmp(money.MustPercent("100%")) != 0 {
		out = append(out, "a minute of a partial outage counts "+w.String()+" %")
	}
	if j := s.Judgement; !m.Calendar.Always() && m.Aggregate == contract.ByMinutes {
		out = append(out, fmt.Sprintf("only %s of the period are promised, so that %s may be lost", minutesText(s.Minutes.Eligible()), quantity(j.Allowed, lossUnit(j))))
	}
	if h.Impact.Down+h.Impact.Degraded == 0 && s.Judgement.Verdict == contract.Missed {
		out = append(out, "the promise is missed by other minutes of the period")
	}
	if j := s.Judgement; j.Verdict == contract.Met && h.Impact.Down > 0 {
		out = append(out, fmt.Sprintf("%s lost of %s allowed", quantity(j.Lost, lossUnit(j)), rat(j.Allowed)))
	}
	return out
}

// declaredMinutes is the length of the declared impact within the judged part.
func declaredMinutes(e *statement.Episode, s *statement.Statement) int64 {
	return minutesWithin(e, span.NewSet(s.Judged))
}

// outside is the minutes of the declared impact that the contract takes out:
// service hours, maintenance, a category.
func outside(e *statement.Episode, s *statement.Statement) int64 {
	var taken []span.Span
	for _, r := range s.Other {
		if r.State == statement.Excluded {
			taken = append(taken, r.Span)
		}
	}
	return minutesWithin(e, span.NewSet(taken...))
}

// minutesWithin is the minutes of the declared impact, each once, that lie in s.
func minutesWithin(e *statement.Episode, s span.Set) int64 {
	return e.Declared(incident.Outage, incident.Partial, incident.Degraded).Intersect(s).CountMinutes()
}
