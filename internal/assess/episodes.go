package assess

import (
	"cmp"
	"slices"

	"aftermath/internal/contract"
	"aftermath/internal/statement"
	"aftermath/internal/traffic"
)

// trace enters in the month's episodes the requests per minute of the service
// as a whole and of each customer under contract, over the episode's reach.
func (l *ledger) trace() {
	for _, e := range l.events {
		if e.episode == nil || e.reach.empty() {
			continue
		}
		all := statement.Trace{Service: l.service.ID, From: e.reach.from}
		for _, c := range of(l.pool, l.axis.from, e.reach) {
			all.Points = append(all.Points, statement.Requests(c))
		}
		e.episode.Traces = append(e.episode.Traces, all)
		for _, own := range l.ordered {
			one := statement.Trace{Service: l.service.ID, Customer: own.customer.ID, From: e.reach.from}
			one.Points = make([]statement.Requests, e.reach.count())
			for _, c := range own.within(e.reach) {
				one.Points[c.at-e.reach.from] = statement.Requests(c.Counts)
			}
			e.episode.Traces = append(e.episode.Traces, one)
		}
	}
}

// episodes enters the incidents of the month in the account.
func (m *month) episodes() {
	for _, e := range m.events {
		if e.episode == nil {
			continue
		}
		e.episode.Observed = m.observed(e)
		slices.SortStableFunc(e.episode.Hit, func(a, b statement.Hit) int {
			return cmp.Or(compareCustomers(a.Customer, b.Customer), cmp.Compare(a.Service.Name, b.Service.Name), cmp.Compare(a.Service.ID, b.Service.ID))
		})
		m.account.Incidents = append(m.account.Incidents, *e.episode)
	}
}

// observed is the bad runs that the log shows within the episode's reach: a
// minute is what the worst of its services was as a whole, by that service's
// thresholds.
func (m *month) observed(e *event) []statement.Run {
	if e.reach.empty() {
		return nil
	}
	worst := make([]code, e.reach.count())
	sums := make([]traffic.Counts, len(worst))
	for _, trace := range e.episode.Traces {
		if trace.Customer != "" {
			continue
		}
		i := slices.IndexFunc(e.services, func(s contract.Service) bool { return s.ID == trace.Service })
		j := newJudge(e.services[i].Minute)
		for i, p := range trace.Points {
			worst[i] = max(worst[i], j.verdict(traffic.Counts(p)))
			sums[i].Add(traffic.Counts(p))
		}
	}
	var out []statement.Run
	for s, c := range runs(worst, e.reach.from) {
		if c.bad() {
			out = append(out, statement.Run{
				Span: s.in(m.zone()), State: meaning[c].state, Source: meaning[c].source,
				Incidents: m.declaring(s, e.services), Requests: total(of(sums, e.reach.from, s)),
			})
		}
	}
	return out
}

// declaring are the ids of the incidents of any of services whose declared
// impact overlaps s.
func (m *month) declaring(s stretch, services []contract.Service) []string {
	var out []string
	for _, e := range m.events {
		if e.impact.overlaps(s) && slices.ContainsFunc(services, func(s contract.Service) bool { return e.concerns(s.ID) }) {
			out = append(out, e.ID)
		}
	}
	return out
}

func total(counts []traffic.Counts) statement.Requests {
	var sum traffic.Counts
	for _, c := range counts {
		sum.Add(c)
	}
	return statement.Requests(sum)
}
