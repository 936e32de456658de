package assess

import (
	"cmp"
	"slices"

	"aftermath/internal/span"
	"aftermath/internal/statement"
)

// Trouble is bad minutes at most joinable minutes apart; it is worth telling
// when at least tellable of its minutes are bad.
const (
	joinable = 5
	tellable = 5
)

// Trouble is a stretch of bad minutes by the log, which begins and ends with
// one and is not broken by a gap.
type trouble struct {
	stretch
	minutes int // bad ones
	worst   code
}

// troubles finds trouble in codes, which begin at first.
func troubles(codes []code, first span.Minute) []trouble {
	var out []trouble
	broken := true
	for s, c := range runs(codes, first) {
		switch n := len(out); {
		case c == unknown:
			broken = true
		case !c.bad():
		case !broken && s.from-out[n-1].to <= joinable:
			t := &out[n-1]
			t.to, t.minutes, t.worst = s.to, t.minutes+int(s.count()), max(t.worst, c)
		default:
			out = append(out, trouble{s, int(s.count()), c})
			broken = false
		}
	}
	return out
}

// survey finds the trouble of the service as a whole.
func (l *ledger) survey() {
	for _, t := range troubles(l.pooled, l.axis.from) {
		if l.worthTelling(t) {
			l.whole = append(l.whole, t)
		}
	}
}

// suffer finds what trouble the customer of own had, by the verdicts of its
// page: of that of the whole service, and apart from it.
func (l *ledger) suffer(own *lane, g *page) {
	own.shared = make([]bool, len(l.whole))
	for i, t := range l.whole {
		own.shared[i] = own.bad > 0 && slices.ContainsFunc(of(g.verdicts, l.axis.from, t.stretch), code.bad)
	}
	if own.bad < tellable {
		return
	}
	for _, t := range troubles(g.verdicts, l.axis.from) {
		if l.worthTelling(t) && !slices.ContainsFunc(l.whole, func(w trouble) bool { return w.overlaps(t.stretch) }) {
			own.apart = append(own.apart, t)
		}
	}
}

// undeclared enters the trouble that begins in the organisation's month and
// that no incident and no maintenance of the service touches: first that of
// the service as a whole with the customers who had a bad minute in it, then
// that of single customers apart from it. Trouble that goes on where a
// maintenance ends is its overrun, and so touched by it.
func (l *ledger) undeclared() {
	for i, t := range l.whole {
		u := l.untold(t, total(of(l.pool, l.axis.from, t.stretch)))
		for _, own := range l.ordered {
			if own.shared[i] {
				u.Customer = append(u.Customer, own.customer.ID)
			}
		}
		l.account.Undeclared = append(l.account.Undeclared, u)
	}
	for _, own := range l.ordered {
		for _, t := range own.apart {
			u := l.untold(t, own.requests(t.stretch))
			u.Customer = []string{own.customer.ID}
			l.account.Undeclared = append(l.account.Undeclared, u)
		}
	}
}

func (l *ledger) worthTelling(t trouble) bool {
	if t.minutes < tellable || !l.period.holds(t.from) {
		return false
	}
	for _, e := range l.events {
		if t.touches(e.known) {
			return false
		}
	}
	for _, w := range l.works {
		if t.touches(stretchOf(w)) {
			return false
		}
	}
	return true
}

func (l *ledger) untold(t trouble, r statement.Requests) statement.Undeclared {
	return statement.Undeclared{
		Run:     statement.Run{Span: t.in(l.zone()), State: meaning[t.worst].state, Source: statement.FromLogs, Requests: r},
		Service: l.service.ID,
	}
}

func compareUndeclared(a, b statement.Undeclared) int {
	return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.Service, b.Service), a.End.Compare(b.End), slices.Compare(a.Customer, b.Customer))
}
