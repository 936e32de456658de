package accesslog

import (
	"math"
	"sync"

	"aftermath/internal/span"
	"aftermath/internal/traffic"
)

// A Count counts one log. Pieces of it may be read by several goroutines side
// by side, each with a Hand of its own. Days that all hands have left behind
// are settled early, so that memory is bounded by the days in flight.
type Count struct {
	log     Log
	settled func(Settled)

	mu     sync.Mutex
	hands  []*Hand
	lines  []int64 // of each piece; −1: it is not read to its end
	whole  int     // pieces from the first on that are
	over   span.Day
	left   traffic.Rollup // what hands have given away and settled has not had
	sample traffic.Sample // of it
}

// A Log is what is to be counted.
type Log struct {
	File    string // its name in rejections, evidence and errors
	Format  *Format
	Options Options
	Rules   *Rules
	Before  int64 // lines that an earlier reading counted; these are the ones behind
}

// Settled are days of a log that are likely over. More of them may come, and
// adds up.
type Settled struct {
	Series   []traffic.Packed
	Minutes  []traffic.ServiceDay
	Evidence []traffic.Evidence
}

// NewCount begins a count. settled, if any, is given days while others are
// still read; it may be called by several goroutines at once.
func NewCount(log Log, settled func(Settled)) *Count {
	return &Count{log: log, settled: settled, over: math.MinInt32}
}

// Hand is what one goroutine counts by. It fails when the format has no field
// of a name that the options ask for.
func (c *Count) Hand() (*Hand, error) {
	p, err := c.log.Format.NewParser(c.log.Options)
	if err != nil {
		return nil, err
	}
	h := newHand(c, p)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.hands = append(c.hands, h)
	return h, nil
}

// linesOfPiece is how a line number is written while it is not known how many
// lines the pieces before have: the piece in the high half.
const linesOfPiece = 1 << 32

// number is the line's number in the file, once all pieces before are read.
func (c *Count) number(line int) int {
	n := int64(line % linesOfPiece)
	for _, k := range c.lines[:line/linesOfPiece] {
		n += k
	}
	return int(c.log.Before + n)
}

// begin enters a piece that h reads.
func (c *Count) begin(h *Hand, piece int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	h.reading = true
	for len(c.lines) <= piece {
		c.lines = append(c.lines, -1)
	}
}

// rest gives away what h and the hands that are at rest need no more. With done
// the piece that h was reading is over.
func (c *Count) rest(h *Hand, done bool) {
	days, evidence := c.settle(h, done)
	if days != nil {
		c.settled(Settled{Series: days.Packed(), Minutes: days.ServiceDays(), Evidence: evidence})
	}
}

func (c *Count) settle(h *Hand, done bool) (*traffic.Rollup, []traffic.Evidence) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if h.least != math.MaxInt32 {
		h.low, h.least = h.least, math.MaxInt32
	}
	if done {
		c.lines[h.piece] = h.line
		for c.whole < len(c.lines) && c.lines[c.whole] >= 0 {
			c.whole++
		}
		h.reading = false
	}
	if c.settled == nil {
		return nil, nil
	}
	// Days before the least that a hand at work has seen of late are likely
	// over; hands at rest hold nothing back.
	bound := h.low
	for _, other := range c.hands {
		if other.reading {
			bound = min(bound, other.low)
		}
	}
	over := bound
	for _, other := range c.hands {
		if other == h || !other.reading {
			c.take(other, bound)
		}
		over = min(over, other.settledTo)
	}
	if over <= c.over {
		return nil, nil
	}
	c.over = over
	return c.left.Settle(over), c.evidence(over)
}

// take moves what h counted before a day to c.
func (c *Count) take(h *Hand, before span.Day) {
	if before <= h.settledTo {
		return
	}
	h.settledTo = before
	c.left.Absorb(h.tally.Rollup.Settle(before))
	for _, e := range h.tally.Sample.Settle(before, func(traffic.Evidence) bool { return true }) {
		c.sample.Offer(e)
	}
	h.forget(before)
}

// evidence takes out the sample of the days before one, as far as the numbers of
// its lines are known.
func (c *Count) evidence(before span.Day) []traffic.Evidence {
	out := c.sample.Settle(before, func(e traffic.Evidence) bool { return e.Line/linesOfPiece <= c.whole })
	for i := range out {
		out[i].Line = c.number(out[i].Line)
	}
	return out
}

// Finish is what is left of a log when every piece has been read to its end and
// settled has had its share: the account of all lines, and the days that did
// not settle. It fails with a WrongFormatError when a log of some length holds
// no request.
func (c *Count) Finish() (*Tally, error) {
	t := &Tally{Rollup: c.left, Sample: c.sample}
	for _, h := range c.hands {
		h.finish()
		t.Absorb(&h.tally)
	}
	for reason, r := range t.Ledger.Rejected {
		for i := range r.First {
			r.First[i].Line = c.number(r.First[i].Line)
		}
		t.Ledger.Rejected[reason] = r
	}
	t.Sample.Relocate(c.number)
	if n := t.Ledger.Lines - t.Ledger.Blank; c.log.Before == 0 && n >= fewLines && t.Ledger.Requests == 0 {
		return t, c.wrongFormat(&t.Ledger)
	}
	return t, nil
}
