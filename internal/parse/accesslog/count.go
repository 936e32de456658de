package accesslog

import (
	"maps"
	"math"
	"slices"
	"sync"

	"aftermath/internal/span"
	"aftermath/internal/traffic"
)

// A Count counts one log. Pieces of it may be read by several goroutines side
// by side, each with a Hand of its own.
//
// A day is settled, and its memory given up, when the pieces up to one that
// holds nothing of it are read and all hands have given away what they counted
// of it. In what order days settle, and what they hold, does not hang on the
// number of hands or their speed, if the log is nearly in order of time; of any
// other log the days come in several parts that add up.
type Count struct {
	log     Log
	settled func(Settled)
	most    int // counters of a hand: maxCounters, but in tests

	mu     sync.Mutex
	hands  []*Hand
	lines  []int64        // of each piece; −1: it is not read to its end
	lows   []span.Day     // the least day of each piece
	whole  int            // pieces from the first on that are read
	bound  span.Day       // days before are likely over
	over   span.Day       // days before have settled
	left   traffic.Rollup // what hands have given away and did not settle
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

// Settled is a day of a log that is likely over. More of it may come, and adds
// up.
type Settled struct {
	Rollup   *traffic.Rollup
	Evidence []traffic.Evidence
}

// NewCount begins a count. settled, if any, is given days in order of time, by
// whichever goroutine, but one at a time.
func NewCount(log Log, settled func(Settled)) *Count {
	return &Count{log: log, settled: settled, most: maxCounters, bound: math.MinInt32, over: math.MinInt32}
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
		c.lines, c.lows = append(c.lines, -1), append(c.lows, 0)
	}
}

// rest takes from h, and from the hands that are at rest, what is likely over,
// and settles what all have given. With done the piece that h was reading is
// over; else it is the log's only one.
func (c *Count) rest(h *Hand, done bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	least := h.least
	h.least = math.MaxInt32
	if done {
		h.reading = false
		c.lines[h.piece], c.lows[h.piece] = h.line, least
		for ; c.whole < len(c.lines) && c.lines[c.whole] >= 0; c.whole++ {
			c.reach(c.lows[c.whole])
		}
	} else {
		c.reach(least)
	}
	if c.settled == nil || c.bound == math.MinInt32 {
		return
	}
	over := c.bound
	for _, other := range c.hands {
		if other == h || !other.reading {
			c.take(other, c.bound)
		}
		over = min(over, other.settledTo)
	}
	if over > c.over {
		c.over = over
		c.settle(c.left.Settle(over), c.evidence(over))
	}
}

// maxCounters is how many counters a hand may make before it gives all away,
// settled or not: more than ten thousand customers at five services need for the
// days in flight. Only a log whose times are spread over many days gets there.
const maxCounters = 400_000

// spill hands on all that h has counted of known names. More of its days will
// come, and adds up.
func (c *Count) spill(h *Hand) {
	c.mu.Lock()
	defer c.mu.Unlock()
	h.forget(math.MaxInt32)
	known := h.tally.Rollup.Settle(math.MaxInt32)
	for _, e := range h.tally.Sample.Settle(math.MaxInt32, func(traffic.Evidence) bool { return true }) {
		c.sample.Offer(e)
	}
	c.settle(known, c.evidence(math.MaxInt32))
}

// reach moves the bound to a piece's least day, if it has one.
func (c *Count) reach(least span.Day) {
	if least != math.MaxInt32 {
		c.bound = max(c.bound, least)
	}
}

// settle hands on days, each with its evidence.
func (c *Count) settle(days *traffic.Rollup, evidence []traffic.Evidence) {
	by := map[span.Day][]traffic.Evidence{}
	for _, e := range evidence {
		day, _ := span.DayOf(span.MinuteOf(e.At))
		by[day] = append(by[day], e)
	}
	for day, one := range days.ByDay() {
		c.settled(Settled{Rollup: one, Evidence: by[day]})
		delete(by, day)
	}
	for _, day := range slices.Sorted(maps.Keys(by)) { // of days that went before
		c.settled(Settled{Rollup: &traffic.Rollup{}, Evidence: by[day]})
	}
}

// take moves what h counted before a day to c.
func (c *Count) take(h *Hand, before span.Day) {
	if before <= h.settledTo {
		return // what came late goes with the next days
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

// Finish is the account of all lines, when every piece has been read to its end;
// all days but those of unknown names have settled before, which the tally
// holds. Without settled it holds all. It fails with a WrongFormatError when a
// log of some length holds no request.
func (c *Count) Finish() (*Tally, error) {
	t := &Tally{}
	for _, h := range c.hands {
		h.finish()
		if c.settled != nil {
			c.take(h, math.MaxInt32)
		}
		t.Absorb(&h.tally)
	}
	if c.settled != nil {
		c.settle(c.left.Settle(math.MaxInt32), c.evidence(math.MaxInt32))
	}
	for reason, r := range t.Ledger.Rejected {
		for i := range r.First {
			r.First[i].Line = c.number(r.First[i].Line)
		}
		t.Ledger.Rejected[reason] = r
	}
	t.Sample.Relocate(c.number)
	comments := int64(0)
	for _, h := range c.hands {
		comments += h.comments
	}
	quiet := comments == t.Ledger.Lines-t.Ledger.Blank // headers alone, as of a server that had nothing to do
	if n := t.Ledger.Lines - t.Ledger.Blank; c.log.Before == 0 && n >= fewLines && t.Ledger.Requests == 0 && !quiet {
		return t, c.wrongFormat(&t.Ledger)
	}
	return t, nil
}
