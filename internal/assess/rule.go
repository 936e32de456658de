package assess

import (
	"fmt"
	"slices"

	"aftermath/internal/contract"
	"aftermath/internal/traffic"
)

// A rule gives the log's verdict on a unit as one measure asks for it.
type rule struct {
	judge     *judge // the service's thresholds, which also say what is degraded
	kind      contract.UnitKind
	share     share
	least     uint64 // fewer valid requests decide nothing
	slowFails bool   // slow requests failed: the measure's time-out is the service's limit
}

func newRule(m contract.Measure, l *ledger) rule {
	r := rule{judge: &l.judge, kind: m.Bad.Kind, least: l.judge.minimum}
	if m.Thin.Below > 0 {
		r.least = m.Thin.Below
	}
	switch r.kind {
	case contract.ByShare:
		r.share = newShare(m.Bad.Threshold)
	case contract.AllFailed:
		r.least = max(1, m.Bad.AtLeast, m.Thin.Below)
	}
	r.slowFails = m.Requests.Timeout > 0
	return r
}

// plain says that the rule's verdict on a minute is the service's own.
func (r *rule) plain() bool {
	return r.kind != contract.ByShare && r.kind != contract.AllFailed && r.least == r.judge.minimum && !r.slowFails
}

// counts are requests as the measure counts them.
func (r *rule) counts(c traffic.Counts) traffic.Counts {
	if r.slowFails {
		c.Failed, c.Slow = c.Failed+c.Slow, 0
	}
	return c
}

// verdict is thin, upLogged, degradedLogged or downLogged. What the service
// calls bad and the measure does not is degraded.
func (r *rule) verdict(c traffic.Counts) code {
	if c = r.counts(c); c.Valid < r.least || c.Valid == 0 {
		return thin
	}
	if r.judge.sparing && c.Failed == 0 && c.Slow == 0 && r.kind != contract.AllFailed && (r.kind != contract.ByShare || !r.share.reached(0, 1)) {
		return upLogged
	}
	switch r.kind {
	case contract.ByShare:
		if r.share.reached(c.Failed, c.Valid) {
			return downLogged
		}
	case contract.AllFailed:
		if c.Failed == c.Valid {
			return downLogged
		}
	default:
		return r.judge.decide(c)
	}
	return min(degradedLogged, r.judge.decide(c))
}

// unknowable says why the log cannot give the measure's verdict; "" where it
// can. The store holds counts of requests as the service sorted them, not their
// statuses and not their latencies one by one.
func unknowable(m contract.Measure, s contract.Service) string {
	if m.Evidence == contract.Incidents {
		return ""
	}
	of := func(what string) string {
		return fmt.Sprintf("%s, as the policy says: the log of %s was counted by the service's own rule (make the two the same, or leave it out of the policy)", what, s.ID)
	}
	switch {
	case len(m.Requests.Failed) > 0 && !sameCodes(m.Requests.Failed, s.Failed):
		return of("which requests failed (" + m.Requests.Failed.String() + ")")
	case len(m.Requests.Ignored) > 0 && !sameCodes(m.Requests.Ignored, s.Ignored):
		return of("which requests are not valid (" + m.Requests.Ignored.String() + ")")
	case m.Requests.Timeout > 0 && m.Requests.Timeout != s.Slow:
		return of("which requests took longer than " + m.Requests.Timeout.String())
	case m.Bad.Kind == contract.ByPercentile:
		return "the customer's latency in each unit: it is kept for whole days only"
	}
	return ""
}

// overcounted says that the log counts all requests as failed that the measure
// does, and others too: what it shows is the worst that can have been.
func overcounted(m contract.Measure, s contract.Service) bool {
	plain := m
	plain.Requests.Failed = nil
	return unknowable(m, s) != "" && unknowable(plain, s) == "" && slices.Equal(merged(slices.Concat(m.Requests.Failed, s.Failed)), merged(s.Failed))
}

// sameCodes says that two sets of statuses hold the same codes.
func sameCodes(a, b contract.Statuses) bool { return slices.Equal(merged(a), merged(b)) }

func merged(s contract.Statuses) contract.Statuses {
	s = slices.Clone(s)
	slices.SortFunc(s, func(a, b contract.StatusRange) int { return a.From - b.From })
	var out contract.Statuses
	for _, r := range s {
		if n := len(out); n > 0 && r.From <= out[n-1].To+1 {
			out[n-1].To = max(out[n-1].To, r.To)
			continue
		}
		out = append(out, r)
	}
	return out
}
