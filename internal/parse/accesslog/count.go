package accesslog

import (
	"bytes"
	"math"
	"time"

	"aftermath/internal/span"
	"aftermath/internal/traffic"
)

// A counter counts the requests of one stream into a Tally. It remembers what
// the customers' raw keys mean and where their requests are counted.
type counter struct {
	tally       *Tally
	rules       *Rules
	file        string
	customers   map[string]*customer
	last        *customer // of the line before: neighbours are often the same
	lastKey     []byte
	first, ends int64 // least and greatest time
}

type customer struct {
	id       string
	unknown  bool
	requests int64 // not yet in Tally.Unknown
	days     []openDay
}

// openDay is where a customer's requests to one service were last counted.
type openDay struct {
	day     span.Day
	counter *traffic.Counter
}

// maxRemembered bounds the raw keys that are remembered beside the known ones.
const maxRemembered = 4 * MaxUnknown

func newCounter(t *Tally, rules *Rules, file string) *counter {
	return &counter{tally: t, rules: rules, file: file, customers: map[string]*customer{}, first: math.MaxInt64, ends: math.MinInt64}
}

// count counts one request, which was read from line.
func (c *counter) count(r *Request, line []byte) {
	c.tally.Ledger.Requests++
	c.first, c.ends = min(c.first, r.At), max(c.ends, r.At)
	who := c.customer(r.Customer)
	who.requests++
	service := c.rules.service(r)
	v := c.rules.verdict(service, r)
	day, minute := span.DayOf(minuteOf(r.At))
	open := &who.days[service+1]
	if open.counter == nil || open.day != day {
		*open = openDay{day, c.tally.Rollup.Counter(traffic.Key{Service: c.rules.id(service), Customer: who.id, Day: day})}
	}
	open.counter.Count(minute, v)
	if v == traffic.Failed || v == traffic.Slow {
		c.sample(r, line, who.id, c.rules.id(service), v)
	}
}

func minuteOf(ns int64) span.Minute {
	return span.Minute(ns / int64(time.Minute)) // times before 1990 are refused
}

// customer is whose the raw key is.
func (c *counter) customer(raw []byte) *customer {
	if c.last != nil && bytes.Equal(raw, c.lastKey) {
		return c.last
	}
	who := c.customers[string(raw)]
	if who == nil {
		who = c.meet(raw)
	}
	c.last, c.lastKey = who, append(c.lastKey[:0], raw...)
	return who
}

// meet finds out whose a raw key is that was not seen before, or was forgotten.
func (c *counter) meet(raw []byte) *customer {
	who := &customer{days: make([]openDay, len(c.rules.services)+1)}
	id, known := c.rules.customers[string(raw)]
	switch {
	case len(raw) == 0:
		who.id, who.unknown = traffic.Anonymous, true
	case known:
		who.id = id
	default:
		who.id, who.unknown = c.tally.unknownID(raw), true
	}
	if len(c.customers) >= maxRemembered+len(c.rules.customers) {
		c.settle()
	}
	if who.unknown {
		c.tally.addUnknown(who.id, 0)
		if c.tally.crowded() {
			c.settle()
			c.tally.pool()
			if len(raw) > 0 {
				who.id = c.tally.unknownID(raw)
			}
		}
	}
	c.customers[string(raw)] = who
	return who
}

// settle adds the counted requests to Tally.Unknown and forgets the customers,
// whose ids and counters a pooling may change.
func (c *counter) settle() {
	for _, who := range c.customers {
		if who.unknown {
			c.tally.addUnknown(who.id, who.requests)
		}
	}
	clear(c.customers)
	c.last = nil
}

// finish completes the tally.
func (c *counter) finish() {
	c.settle()
	c.tally.pool()
	if c.tally.Ledger.Requests > 0 {
		c.tally.First, c.tally.Last = time.Unix(0, c.first).UTC(), time.Unix(0, c.ends).UTC()
	}
}

func (c *counter) sample(r *Request, line []byte, customer, service string, v traffic.Verdict) {
	at, h := r.Time(), hash(line)
	if !c.tally.Sample.Wants(service, customer, at, v, h) {
		return
	}
	c.tally.Sample.Offer(traffic.Evidence{
		Service: service, Customer: customer, At: at, Verdict: v, Status: r.Status, Latency: r.Latency,
		Method: printable(r.Method, 20), Path: printable(r.Path, 200), RequestID: printable(r.RequestID, 64),
		File: c.file, Line: int(c.tally.Ledger.Lines), Hash: h,
	})
}
