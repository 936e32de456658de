package sample

import "time"

// A failure is a way in which requests fail: the answers, with their weights.
type failure []answer

// An answer is a status that comes after a time in [after, before).
type answer struct {
	weight, status int
	after, before  time.Duration
}

var (
	background = failure{
		{4, 500, 20 * ms, 900 * ms},
		{3, 502, 2 * ms, 40 * ms},
		{2, 504, 30 * time.Second, 30050 * ms},
		{1, 499, 4 * time.Second, 20 * time.Second},
	}
	deployment = failure{
		{46, 503, 15 * ms, 400 * ms},
		{20, 502, 2 * ms, 60 * ms},
		{18, 504, 30 * time.Second, 30050 * ms},
		{9, 500, 80 * ms, 3 * time.Second},
		{7, 499, 8 * time.Second, 29 * time.Second},
	}
	overload = failure{
		{7, 503, 5 * ms, 90 * ms},
		{3, 504, 10 * time.Second, 10050 * ms},
	}
	maintenance = failure{{1, 503, ms, 3 * ms}}
)

// late answers take from … and a lognormal rest. The limits in aftermath.yaml
// are 2 s for the API and 1 s for the events.
var late = map[service]struct{ from, median time.Duration }{
	api:    {2100 * ms, 2400 * ms},
	events: {1050 * ms, 900 * ms},
}

// A desk serves one customer at one service.
type desk struct {
	customer customer
	service  service
	dice     dice
	// owed and due carry the shares of failed and slow requests, in percent,
	// from one to the next: 12 % fail means every eighth or ninth.
	owed, due int
}

func newDesk(c customer, s service, d dice) *desk {
	return &desk{customer: c, service: s, dice: d, owed: 50, due: 50}
}

// serve makes the request that is answered at the given time.
func (k *desk) serve(at time.Duration, now conditions, poll bool) request {
	d := k.dice
	route := k.route(poll)
	r := request{
		at: at, tenant: k.customer.key(d), host: hosts[k.service], edge: d.IntN(len(Edges)),
		method: route.method, path: expand(d, route.path, k.customer), status: route.status,
		latency: d.latency(route.median),
	}
	r.client, r.agent = k.client(poll)
	for _, other := range route.others {
		if n := d.IntN(1000); n < other.permille {
			r.status = other.status
			break
		}
	}
	k.owed += now.failed
	switch {
	case k.owed >= 100:
		k.owed -= 100
		k.fail(&r, now.failure)
	case !now.troubled() && d.IntN(5000) == 0:
		k.fail(&r, background)
	default:
		if k.due += now.slow; k.due >= 100 {
			k.due -= 100
			r.latency = late[k.service].from + d.latency(late[k.service].median)
		}
	}
	r.bytes = size(d, route, r.status)
	return r
}

func (k *desk) fail(r *request, f failure) {
	a := chosen(k.dice, f, func(a answer) int { return a.weight })
	r.status, r.latency = a.status, k.dice.between(a.after, a.before)
}

// size is the length of the body that is sent with the status.
func size(d dice, r route, status int) int {
	switch {
	case status == 204 || status == 304 || status == 499:
		return 0
	case status >= 500:
		return 150 + status%10 // the proxy's own page
	case status >= 400:
		return 96
	}
	return r.bytes + d.zipf(r.spread)
}
