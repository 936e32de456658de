package traffic

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"testing"

	diff "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"aftermath/internal/span"
)

// request is one request for the properties below.
type request struct {
	service, customer string
	minute            span.Minute
	verdict           Verdict
	latency           int // bucket, −1 where it is not stated
}

func drawRequests(t *rapid.T) []request {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) request {
		return request{
			service:  rapid.SampledFrom([]string{"", "api", "web"}).Draw(t, "service"),
			customer: rapid.SampledFrom([]string{"acme", "beta", "?x"}).Draw(t, "customer"),
			minute:   span.Minute(rapid.OneOf(rapid.Int64Range(-3, 3), rapid.Int64Range(1430, 1450), rapid.Int64Range(0, 4000)).Draw(t, "minute")),
			verdict:  Verdict(rapid.IntRange(0, 3).Draw(t, "verdict")),
			latency:  rapid.SampledFrom([]int{-1, 0, 5, Buckets - 1}).Draw(t, "latency"),
		}
	}), 0, 300).Draw(t, "requests")
}

// naive counts without any of Counter's economy.
func naive(requests []request) []Series {
	cells, latencies := map[Key]map[int]Counts{}, map[Key]*Latencies{}
	for _, r := range requests {
		day, minute := span.DayOf(r.minute)
		key := Key{r.service, r.customer, day}
		if cells[key] == nil {
			cells[key], latencies[key] = map[int]Counts{}, new(Latencies)
		}
		one := Counts{Total: 1, Valid: 1}
		switch r.verdict {
		case Ignored:
			one.Valid = 0
		case Failed:
			one.Failed = 1
		case Slow:
			one.Slow = 1
		}
		if r.verdict != Ignored && r.latency >= 0 {
			latencies[key][r.latency]++
		}
		sum := cells[key][minute]
		sum.Add(one)
		cells[key][minute] = sum
	}
	out := []Series{}
	for key, minutes := range cells {
		s := Series{Key: key, Latency: latencies[key].Histogram()}
		for _, m := range slices.Sorted(maps.Keys(minutes)) {
			s.Cells = append(s.Cells, Cell{m, minutes[m]})
		}
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b Series) int { return a.Key.Compare(b.Key) })
	return out
}

// count counts q as a reader of logs does.
func count(r *Rollup, q request) {
	day, minute := span.DayOf(q.minute)
	c := r.Counter(Key{q.service, q.customer, day})
	c.Count(minute, q.verdict)
	if q.verdict != Ignored && q.latency >= 0 {
		c.CountLatency(q.latency)
		r.Minutes(q.service, day).Count(minute, q.latency)
	}
}

func unpacked(t *rapid.T, r *Rollup) []Series {
	out := []Series{}
	for _, p := range r.Packed() {
		s, err := p.Unpack()
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	return out
}

// naiveMinutes are the latencies of services.
func naiveMinutes(requests []request) []ServiceDay {
	type key struct {
		service string
		day     span.Day
	}
	days := map[key]map[int]*Latencies{}
	for _, r := range requests {
		if r.verdict == Ignored || r.latency < 0 {
			continue
		}
		day, minute := span.DayOf(r.minute)
		k := key{r.service, day}
		if days[k] == nil {
			days[k] = map[int]*Latencies{}
		}
		if days[k][minute] == nil {
			days[k][minute] = new(Latencies)
		}
		days[k][minute][r.latency]++
	}
	var out []ServiceDay
	for k, minutes := range days {
		d := ServiceDay{Service: k.service, Day: k.day}
		for _, m := range slices.Sorted(maps.Keys(minutes)) {
			d.Minutes = append(d.Minutes, MinuteLatency{m, minutes[m].Histogram()})
		}
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b ServiceDay) int { return cmp.Or(strings.Compare(a.Service, b.Service), int(a.Day-b.Day)) })
	return out
}

func TestRollupCountsWhatNaiveCountingCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		requests := drawRequests(t)
		var r Rollup
		for _, q := range requests {
			count(&r, q)
		}
		if diff := diff.Diff(naive(requests), unpacked(t, &r)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestRollupsAbsorbInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		requests := drawRequests(t)
		parts := make([]Rollup, 4)
		for _, q := range requests {
			count(&parts[rapid.IntRange(0, 3).Draw(t, "part")], q)
		}
		var sum Rollup
		for _, i := range rapid.Permutation([]int{0, 1, 2, 3}).Draw(t, "order") {
			sum.Absorb(&parts[i])
		}
		minutes := sum.ServiceDays()
		if diff := diff.Diff(naive(requests), unpacked(t, &sum)); diff != "" {
			t.Fatal(diff)
		}
		if diff := diff.Diff(naiveMinutes(requests), minutes); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestRenameAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		requests := drawRequests(t)
		name := func(customer string) string {
			if customer == "beta" {
				return "acme"
			}
			return customer
		}
		var r Rollup
		for _, q := range requests {
			count(&r, q)
		}
		r.Rename(func(service, customer string) (string, string) { return service, name(customer) })
		for i := range requests {
			requests[i].customer = name(requests[i].customer)
		}
		if diff := diff.Diff(naive(requests), unpacked(t, &r)); diff != "" {
			t.Fatal(diff)
		}
	})
}

// TestSettleSplits: what is taken out and what is left add up, and nothing that
// may still change its name is taken.
func TestSettleSplits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		requests := drawRequests(t)
		var r Rollup
		for _, q := range requests {
			count(&r, q)
		}
		before := span.Day(rapid.IntRange(-2, 4).Draw(t, "before"))
		out := r.Settle(before)
		for _, s := range unpacked(t, out) {
			if s.Day >= before || unknown(s.Customer) {
				t.Fatalf("%+v was taken out", s.Key)
			}
		}
		for _, s := range unpacked(t, &r) {
			if s.Day < before && !unknown(s.Customer) {
				t.Fatalf("%+v was left", s.Key)
			}
		}
		r.Absorb(out)
		minutes := r.ServiceDays()
		if diff := diff.Diff(naive(requests), unpacked(t, &r)); diff != "" {
			t.Fatal(diff)
		}
		if diff := diff.Diff(naiveMinutes(requests), minutes); diff != "" {
			t.Fatal(diff)
		}
	})
}

// TestCountersStaySmall shuffles a day of traffic, so that nearly no line finds
// its minute open.
func TestCountersStaySmall(t *testing.T) {
	var r Rollup
	c, m := r.Counter(Key{Service: "api", Customer: "acme"}), r.Minutes("api", 0)
	const requests = 200_000
	for i := range requests {
		c.Count(i*601%span.MinutesPerDay, Fine)
		m.Count(i*601%span.MinutesPerDay, i%Buckets)
	}
	if len(c.closed) > 64<<10 || len(m.closed) > 4<<20 {
		t.Errorf("a shuffled day takes %d bytes, its latencies %d", len(c.closed), len(m.closed))
	}
	if got := r.Packed()[0].Sum.Total; got != requests {
		t.Errorf("%d requests counted; want %d", got, requests)
	}
	total := uint64(0)
	for _, minute := range r.ServiceDays()[0].Minutes {
		total += minute.Total()
	}
	if total != requests {
		t.Errorf("%d latencies counted; want %d", total, requests)
	}
}
