package load

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
	"time"
)

func TestMinutesAddUp(t *testing.T) {
	c := newClock(april(0).Start, 30)
	for _, lines := range []int64{0, 1, 43_199, 20_000_000, maxLines} {
		var sum, most, least int64 = 0, 0, math.MaxInt64
		for minute, n := range c.minutes(lines) {
			sum, most, least = sum+n, max(most, n), min(least, n)
			if minute >= 30*dayMinutes {
				t.Fatalf("minute %d of 30 days", minute)
			}
		}
		if sum != lines || least < 0 {
			t.Errorf("%d lines: the minutes hold %d, the least %d", lines, sum, least)
		}
		if lines == maxLines && most < 4*least {
			t.Errorf("day and night are alike: %d and %d in a minute", most, least)
		}
	}
}

func TestWeekendsAreQuiet(t *testing.T) {
	c := newClock(april(0).Start, 7) // from a Tuesday on
	day := func(i int) int64 {
		before := int64(0)
		if i > 0 {
			before = c.until[i*dayMinutes-1]
		}
		return c.until[(i+1)*dayMinutes-1] - before
	}
	for _, weekendDay := range []int{4, 5} {
		if day(weekendDay) >= day(0) {
			t.Errorf("%s has %d parts, Tuesday %d", april(0).Start.AddDate(0, 0, weekendDay).Weekday(), day(weekendDay), day(0))
		}
	}
}

// TestDrawFollowsTheWeights draws evenly over all 32-bit numbers.
func TestDrawFollowsTheWeights(t *testing.T) {
	const draws = 1 << 20
	for _, weights := range [][]int64{{1}, {1, 1}, {1, 999}, {38, 24, 18, 13, 7}, zipf(300)} {
		table, got, sum := newAlias(weights), make([]int, len(weights)), int64(0)
		for i := range uint32(draws) {
			got[table.draw(i<<12)]++
		}
		for _, w := range weights {
			sum += w
		}
		for i, w := range weights {
			want := draws * float64(w) / float64(sum)
			if math.Abs(float64(got[i])-want) > want*0.01+float64(len(weights)) {
				t.Errorf("%d weights: %d is drawn %d times, expected %.0f", len(weights), i, got[i], want)
			}
		}
	}
}

func TestZipf(t *testing.T) {
	w := zipf(1000)
	for k, want := range map[int]float64{0: 1, 1: 0.482968, 9: 0.089125, 999: 0.000708} { // (k+1)^-1.05
		if got := float64(w[k]) / 1e6; math.Abs(got-want) > 1e-6 {
			t.Errorf("customer %d weighs %f, not %f", k+1, got, want)
		}
	}
}

func TestLatenciesHaveTheMedian(t *testing.T) {
	for _, s := range services {
		table := lognormal(s.median, s.sigma)
		if got := float64(table[quantiles/2]); math.Abs(got-s.median) > 1 {
			t.Errorf("%s: the median is %.0f ms, not %.0f", s.id, got, s.median)
		}
		for i := range table[1:] {
			if table[i] > table[i+1] {
				t.Fatalf("%s: quantile %d is above the next", s.id, i)
			}
		}
	}
}

func TestDigits(t *testing.T) {
	d := rand.New(rand.NewPCG(1, 2))
	for range 100_000 {
		wide := d.Uint64() >> d.IntN(64)
		n := uint32(wide)
		for _, c := range []struct{ got, want string }{
			{string(appendNumber(nil, n)), strconv.FormatUint(uint64(n), 10)},
			{string(appendTwo(nil, n%100)), fmt.Sprintf("%02d", n%100)},
			{string(appendThree(nil, n%1000)), fmt.Sprintf("%03d", n%1000)},
			{string(appendHex(nil, wide)), fmt.Sprintf("%016x", wide)},
		} {
			if c.got != c.want {
				t.Fatalf("wrote %s for %s", c.got, c.want)
			}
		}
	}
}

// TestEveryMinuteHasItsOwnText makes a load across a month's end and a leap
// day.
func TestEveryMinuteHasItsOwnText(t *testing.T) {
	p := Plan{Lines: 3 * dayMinutes * 4, Customers: 3, Seed: 9, Start: time.Date(2028, 2, 28, 0, 0, 0, 0, time.UTC), Days: 3}
	text, _ := made(t, p, Nginx)
	days := map[string]bool{}
	for _, h := range hits(t, text, Nginx) {
		days[h.at.Format(time.DateOnly)] = true
	}
	for _, day := range []string{"2028-02-28", "2028-02-29", "2028-03-01"} {
		if !days[day] {
			t.Errorf("no line on %s", day)
		}
	}
	if len(days) != 3 {
		t.Errorf("lines on %d days", len(days))
	}
}
