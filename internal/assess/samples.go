package assess

import (
	"aftermath/internal/span"
	"aftermath/internal/statement"
	"aftermath/internal/traffic"
)

// samples are the kept requests of the customer that lie in its bad minutes.
func (l *ledger) samples(t term, bad []statement.Run) ([]statement.Sample, error) {
	fetch := l.month.facts.Evidence
	if fetch == nil || len(bad) == 0 {
		return nil, nil
	}
	kept, err := fetch(l.service.ID, t.customer.ID, t.judged)
	if err != nil {
		return nil, err
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
