package load

import (
	"iter"
	"time"
)

// hours is how much is asked in each hour of a UTC day, in parts of the
// busiest; between two hours it changes evenly.
var hours = [24]int64{22, 17, 14, 13, 14, 19, 31, 52, 76, 92, 99, 100, 97, 95, 98, 99, 94, 86, 79, 74, 66, 54, 41, 30}

// weekend is how much is asked on Saturdays and Sundays, in percent of other
// days.
const weekend = 60

const dayMinutes = 24 * 60

// A clock knows how much is asked up to each minute of the plan.
type clock struct {
	until []int64 // parts asked before the end of each minute
}

func newClock(start time.Time, days int) clock {
	c := clock{make([]int64, 0, days*dayMinutes)}
	var sum int64
	for day := range days {
		rate := int64(100)
		if d := start.AddDate(0, 0, day).Weekday(); d == time.Saturday || d == time.Sunday {
			rate = weekend
		}
		for minute := range dayMinutes {
			hour, past := minute/60, int64(minute%60)
			sum += rate * (hours[hour]*(60-past) + hours[(hour+1)%24]*past) / 60
			c.until = append(c.until, sum)
		}
	}
	return c
}

// minutes yields each minute of the plan with the number of lines in it; the
// numbers add up to lines.
func (c clock) minutes(lines int64) iter.Seq2[int, int64] {
	return func(yield func(int, int64) bool) {
		all, before := c.until[len(c.until)-1], int64(0)
		for minute, until := range c.until {
			now := share(lines, until, all)
			if !yield(minute, now-before) {
				return
			}
			before = now
		}
	}
}

// share is lines × until ÷ all, rounded down; the product may pass 64 bits.
func share(lines, until, all int64) int64 {
	return lines/all*until + lines%all*until/all
}
