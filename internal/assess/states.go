package assess

import (
	"aftermath/internal/contract"
	"aftermath/internal/span"
)

// paint sets codes, the minutes of the term's judged stretch, to what each was
// before anything is excluded, by the policy's evidence:
//
//	logs       the log's verdict where there are enough requests; else up
//	           while the service was being logged, unknown while it was not
//	incidents  the declared windows; else up. The log is not looked at
//	either     the log's verdict where there are enough requests, also against
//	           a declared window: that is how a customer whom an incident did
//	           not touch is found untouched; else the declared window; else
//	           up or unknown as for logs
//
// Under either, a customer with too few requests inside a declared window has
// the declared state even though the service was being logged: requests that
// never reached us leave no line, so its silence is no proof that all was
// well. Outside declared windows an idle minute is up. Where windows overlap,
// down outranks degraded. (METHOD.md, "State of a minute".)
func (l *ledger) paint(codes []code, judged stretch, t term, verdicts []code) {
	evidence := t.policy.Evidence
	idle := upLogged
	if evidence == contract.Incidents {
		idle = upDeclared
	}
	fill(codes, judged.from, judged, idle)
	if evidence != contract.Incidents {
		for _, g := range l.gaps.within(minutesOf(t.period.Span)) {
			fill(codes, judged.from, g, unknown)
		}
	}
	if evidence != contract.Logs {
		l.declared(codes, judged.from, false, degradedDeclared)
		l.declared(codes, judged.from, true, downDeclared)
	}
	if evidence != contract.Incidents {
		for i, v := range verdicts {
			if v != thin {
				codes[i] = v
			}
		}
	}
}

// declared fills in the windows that are down, or those that are not.
func (l *ledger) declared(codes []code, first span.Minute, down bool, c code) {
	for _, e := range l.events {
		for _, w := range e.Windows {
			if w.Level.Down() == down {
				fill(codes, first, minutesOf(w.Span), c)
			}
		}
	}
}
