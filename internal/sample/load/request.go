package load

import (
	"math/rand/v2"
	"time"
)

// A request is one line to be.
type request struct {
	nginx, json []byte // the minute as each format writes it
	second      uint32 // of the minute
	milli       uint32 // of the second
	service     int
	route       *route
	thing       uint32 // what is asked for
	host        string
	tenant      string
	agent       string
	address     uint32 // of the client
	status      uint32
	size        uint32 // of the answer's body, in bytes
	latency     uint32 // in milliseconds
	id          [2]uint64
}

// jitter is by how many milliseconds a line's time may lie before its turn.
const jitter = 1 << 12

// A maker makes the requests of a plan one after the other.
type maker struct {
	start     time.Time
	clock     clock
	random    *rand.PCG
	customers []string
	customer  alias
	service   alias
	hosts     [len(services)]string
	latency   [len(services)]*[quantiles]uint32
	tail      *[quantiles]uint32
	outage    int // its first minute

	minute int
	stamps [2]stamp // of the minute, and of the one before
	made   request
	count  counter
}

// A stamp is the text of one minute in each format.
type stamp struct{ nginx, json []byte }

func newMaker(p Plan) *maker {
	m := &maker{
		start:     p.Start.UTC(),
		clock:     newClock(p.Start.UTC(), p.Days),
		random:    rand.NewPCG(p.Seed, 0x6c6f6164),
		customers: customerKeys(p.Customers),
		customer:  newAlias(zipf(p.Customers)),
		tail:      lognormal(1700, 60),
		outage:    p.Days*3/5*dayMinutes + outageMinute,
		count:     newCounter(p.Customers),
	}
	var weights []int64
	for i, s := range services {
		weights = append(weights, s.weight)
		m.hosts[i], m.latency[i] = s.host(), lognormal(s.median, s.sigma)
	}
	m.service = newAlias(weights)
	return m
}

// begin starts a minute of the plan; they come in order, without gaps.
func (m *maker) begin(minute int) {
	m.minute = minute
	m.stamps[1] = m.stamps[0]
	at := m.start.Add(time.Duration(minute) * time.Minute)
	m.stamps[0] = stamp{at.AppendFormat(nil, "02/Jan/2006:15:04:"), at.AppendFormat(nil, "2006-01-02T15:04:")}
}

// next is the i-th of n requests of the minute; it is valid until the next
// call. Every line takes the same five draws, so that what one request becomes
// moves no other.
func (m *maker) next(i, n int64) *request {
	who, what, how := m.random.Uint64(), m.random.Uint64(), m.random.Uint64()
	r := &m.made
	r.id = [2]uint64{m.random.Uint64(), m.random.Uint64()}

	minute, milli := m.minute, int(60_000*i/n)-int(who%jitter)
	r.nginx, r.json = m.stamps[0].nginx, m.stamps[0].json
	switch {
	case milli < 0 && minute == 0:
		milli = 0
	case milli < 0:
		minute, milli = minute-1, milli+60_000
		r.nginx, r.json = m.stamps[1].nginx, m.stamps[1].json
	}
	r.second, r.milli = uint32(milli)/1000, uint32(milli)%1000

	customer := m.customer.draw(uint32(who >> 32))
	r.service = m.service.draw(uint32(what))
	r.tenant, r.host = m.customers[customer], m.hosts[r.service]
	r.route = &services[r.service].routes[what>>32&3]
	r.agent = agents[what>>34&7]
	r.thing = uint32(what>>40)%9_000_000 + 1_000_000
	r.address = uint32(who>>12) & 0x3ff
	r.answer(m, customer, minute, how)
	m.count.add(customer, r.service, minute, r)
	return r
}

// answer decides how a request ends, from 64 random bits.
func (r *request) answer(m *maker, customer, minute int, bits uint64) {
	r.latency = m.latency[r.service][bits%quantiles]
	r.size = 120 + uint32(bits>>12)&0x1fff
	r.status = 200
	chance := uint32(bits >> 44) // of 2^20
	since := minute - m.outage
	switch {
	case r.service == outageService && customer%outageEvery == 0 && since >= 0 && since < outageLength && chance < 960_000:
		r.fail(bits)
	case chance < 1_200: // 0.11 %
		r.fail(bits)
	case chance < 16_000: // 1.4 %
		r.status, r.size = 404, 96
		if bits>>25&1 == 0 {
			r.status = 401
		}
		r.latency = r.latency%400 + 1 // a client's error is never slow
	case chance < 20_000: // 0.4 %
		r.latency += m.tail[bits>>25%quantiles]
	case r.route.method == "POST":
		r.status = 201
	}
}

// failures are the statuses of a server's errors.
var failures = [4]uint32{500, 502, 503, 504}

// fail makes the answer one of the server's: at once, or after 30 s by the
// proxy's limit.
func (r *request) fail(bits uint64) {
	r.status, r.size = failures[bits>>25&3], 162
	if r.status == 504 {
		r.latency = 30_000 + r.latency%50
	}
}
