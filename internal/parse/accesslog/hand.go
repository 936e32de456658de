package accesslog

import (
	"bytes"
	"hash/maphash"
	"math"
	"time"

	"aftermath/internal/span"
	"aftermath/internal/traffic"
)

// A Hand counts the pieces of a log that one goroutine reads. It remembers what
// raw keys mean and where their requests are counted.
type Hand struct {
	count  *Count
	parser *Parser
	tally  Tally

	piece    int
	line     int64    // in the piece
	comments int64    // lines about no request that begin with #, in all pieces
	reading  bool     // a piece is being read; under the count's lock, as is settledTo
	least    span.Day // of what was read since the last rest

	settledTo   span.Day // days before were given to the count
	first, last int64    // least and greatest time, in nanoseconds since 1970
	hour        int64    // of the last request

	seed      maphash.Seed
	customers keys[customer]
	services  keys[place]
	hosts     keys[hostService]
	places    []*place // the services of the rules
	blanks    int      // how often the keys were forgotten
}

// A customer is whose the requests of a raw key are.
type customer struct {
	id       string
	unknown  bool
	requests int64 // not yet in Tally.Unknown
	open     []openDay
}

// openDay is where a customer's requests to one service were last counted.
type openDay struct {
	day     span.Day
	counter *traffic.Counter
}

// hostService is what a host says of the service.
type hostService struct {
	number int
	sure   bool
}

// A place is a service, or the raw key of requests that match none.
type place struct {
	id       string
	requests int64 // not yet in Tally.Unmatched; of a service no one counts them
	day      span.Day
	minutes  *traffic.MinuteCounter
}

// maxRemembered bounds the raw keys that are remembered beside the known ones.
const maxRemembered = 4 * MaxUnknown

func newHand(c *Count, p *Parser) *Hand {
	h := &Hand{
		count: c, parser: p, least: math.MaxInt32, settledTo: math.MinInt32,
		first: math.MaxInt64, last: math.MinInt64, seed: maphash.MakeSeed(),
	}
	h.hosts = newKeys[hostService](h.seed)
	h.blank()
	return h
}

// blank forgets all keys.
func (h *Hand) blank() {
	h.blanks++
	h.customers, h.services = newKeys[customer](h.seed), newKeys[place](h.seed)
	h.places = h.places[:0]
	for i := range h.count.log.Rules.services {
		h.places = append(h.places, &place{id: h.count.log.Rules.services[i].id})
	}
}

// add counts one request, which was read from line.
func (h *Hand) add(r *Request, line []byte) {
	h.tally.Ledger.Requests++
	h.first, h.last = min(h.first, r.At), max(h.last, r.At)
	rules := h.count.log.Rules
	number := h.service(r)
	v := rules.verdict(number, r)
	blanks := h.blanks
	at, who := h.place(number, r), h.customer(r.Customer)
	if h.blanks != blanks { // what was forgotten meanwhile may go by another name
		at, who = h.place(number, r), h.customer(r.Customer)
	}
	at.requests++
	who.requests++
	day, minute := span.DayOf(minuteOf(r.At))
	h.least = min(h.least, day)
	if hour := int64(day)*24 + int64(minute/60); hour != h.hour || len(h.tally.Hours) == 0 {
		h.tally.seeHour(hour)
		h.hour = hour
	}
	if number < 0 { // there may be many such places: none is kept at hand
		h.tally.Rollup.Counter(traffic.Key{Service: at.id, Customer: who.id, Day: day}).Count(minute, v)
		return
	}
	open := &who.open[number]
	if open.counter == nil || open.day != day {
		*open = openDay{day, h.tally.Rollup.Counter(traffic.Key{Service: at.id, Customer: who.id, Day: day})}
	}
	open.counter.Count(minute, v)
	if v == traffic.Ignored {
		return
	}
	if r.HasLatency {
		if at.minutes == nil || at.day != day {
			at.day, at.minutes = day, h.tally.Rollup.Minutes(at.id, day)
		}
		bucket := traffic.BucketOf(r.Latency)
		open.counter.CountLatency(bucket)
		at.minutes.Count(minute, bucket)
	}
	if v != traffic.Fine {
		r.complete()
		h.sample(r, line, who.id, at.id, v)
	}
}

func minuteOf(ns int64) span.Minute {
	return span.Minute(ns / int64(time.Minute)) // times before 1990 are refused
}

// customer is whose the raw key is; neighbours are often the same.
func (h *Hand) customer(raw []byte) *customer {
	if c := h.customers.last; c != nil && bytes.Equal(raw, h.customers.lastKey) {
		return c
	}
	if c := h.customers.find(raw); c != nil {
		return c
	}
	if h.customers.count >= maxRemembered+len(h.count.log.Rules.customers) {
		h.forgetKeys()
	}
	c := &customer{open: make([]openDay, len(h.count.log.Rules.services))}
	if id, known := h.count.log.Rules.customers[string(raw)]; known {
		c.id = id
		h.tally.meet(id)
	} else {
		c.id, c.unknown = h.tally.Unknown.id(raw), true
		h.tally.Unknown.add(c.id, 0)
		if h.tally.Unknown.crowded() {
			h.forgetKeys()
			h.tally.pool()
			c.id = h.tally.Unknown.id(raw)
		}
	}
	h.customers.put(raw, c)
	return c
}

// service is the number of the request's service, −1 for none. Most hosts decide
// it alone; what is known of them is remembered.
func (h *Hand) service(r *Request) int {
	if len(r.Host) == 0 {
		r.complete() // the target may name it
	}
	known := h.hosts.find(r.Host)
	if known == nil {
		if h.hosts.count >= maxRemembered {
			h.hosts = newKeys[hostService](h.seed)
		}
		known = &hostService{}
		known.number, known.sure = h.count.log.Rules.byHost(r.Host)
		h.hosts.put(r.Host, known)
	}
	if known.sure {
		return known.number
	}
	r.complete()
	return h.count.log.Rules.service(r)
}

// place is the service of that number, or for −1 that of the raw key which the
// request has in its place.
func (h *Hand) place(number int, r *Request) *place {
	if number >= 0 {
		return h.places[number]
	}
	raw := r.Service
	if len(raw) == 0 {
		raw = hostname(r.Host)
	}
	if p := h.services.find(raw); p != nil {
		return p
	}
	if h.services.count >= maxRemembered {
		h.forgetKeys()
	}
	id := h.tally.Unmatched.id(raw)
	h.tally.Unmatched.add(id, 0)
	if h.tally.Unmatched.crowded() {
		h.forgetKeys()
		h.tally.pool()
		id = h.tally.Unmatched.id(raw)
	}
	p := &place{id: id}
	h.services.put(raw, p)
	return p
}

// forgetKeys enters what was counted by key, and forgets the keys, whose ids and
// counters a pooling may change.
func (h *Hand) forgetKeys() {
	h.customers.each(func(c *customer) {
		if c.unknown {
			h.tally.Unknown.add(c.id, c.requests)
		}
	})
	h.services.each(func(p *place) { h.tally.Unmatched.add(p.id, p.requests) })
	h.blank()
}

// forget drops where requests before a day were counted.
func (h *Hand) forget(before span.Day) {
	h.customers.each(func(c *customer) {
		for i := range c.open {
			if c.open[i].day < before {
				c.open[i].counter = nil
			}
		}
	})
	for _, p := range h.places {
		if p.day < before {
			p.minutes = nil
		}
	}
}

// finish completes the tally.
func (h *Hand) finish() {
	h.forgetKeys()
	if zone := h.parser.AssumedZone(); zone != nil {
		h.tally.Zone = zone.String()
	}
	if h.tally.Ledger.Requests > 0 {
		h.tally.First, h.tally.Last = time.Unix(0, h.first).UTC(), time.Unix(0, h.last).UTC()
	}
}

func (h *Hand) sample(r *Request, line []byte, customer, service string, v traffic.Verdict) {
	at, sum := r.Time(), hash(line)
	if !h.tally.Sample.Wants(service, customer, at, v, sum) {
		return
	}
	h.tally.Sample.Offer(traffic.Evidence{
		Service: service, Customer: customer, At: at, Verdict: v, Status: r.Status, Latency: r.Latency,
		Method: printable(r.Method, 20), Path: printable(r.Path, 200), RequestID: printable(r.RequestID, 64),
		File: h.count.log.File, Line: h.lineInLog(), Hash: sum,
	})
}

// lineInLog is the line at hand as Count.number reads it.
func (h *Hand) lineInLog() int { return h.piece*linesOfPiece + int(h.line) }
