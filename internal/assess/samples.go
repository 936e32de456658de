package assess

import (
	"slices"

	"aftermath/internal/span"
	"aftermath/internal/statement"
	"aftermath/internal/traffic"
)

// samples are the kept requests of the customer that lie in its bad minutes.
func (h *hearing) samples(bad []statement.Run) ([]statement.Sample, error) {
	fetch := h.month.facts.Evidence
	if fetch == nil || len(bad) == 0 {
		return nil, nil
	}
	var kept []traffic.Evidence
	for _, l := range h.ledgers {
		more, err := fetch(l.service.ID, h.customer.ID, h.term.judged)
		if err != nil {
			return nil, err
		}
		kept = append(kept, more...)
	}
	if len(h.ledgers) > 1 {
		slices.SortStableFunc(kept, func(a, b traffic.Evidence) int { return a.At.Compare(b.At) })
	}
	var spans []span.Span
	for _, r := range bad {
		spans = append(spans, r.Span)
	}
	within := span.NewSet(spans...)
	var out []statement.Sample
	for _, e := range kept {
		if within.Contains(e.At) {
			out = append(out, statement.Sample{
				At: e.At, Failed: e.Verdict == traffic.Failed, Status: e.Status, Latency: e.Latency,
				Method: e.Method, Path: e.Path, RequestID: e.RequestID, File: e.File, Line: e.Line,
			})
		}
	}
	return out, nil
}
