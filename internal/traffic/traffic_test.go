package traffic

import (
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"aftermath/internal/span"
)

// request is one request for the properties below.
type request struct {
	service, customer string
	minute            span.Minute
	verdict           Verdict
}

func drawRequests(t *rapid.T) []request {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) request {
		return request{
			service:  rapid.SampledFrom([]string{"", "api", "web"}).Draw(t, "service"),
			customer: rapid.SampledFrom([]string{"acme", "beta", "?x"}).Draw(t, "customer"),
			minute:   span.Minute(rapid.OneOf(rapid.Int64Range(-3, 3), rapid.Int64Range(1430, 1450), rapid.Int64Range(0, 4000)).Draw(t, "minute")),
			verdict:  Verdict(rapid.IntRange(0, 3).Draw(t, "verdict")),
		}
	}), 0, 300).Draw(t, "requests")
}

// naive counts without any of Counter's economy.
func naive(requests []request) []Series {
	cells := map[Key]map[int]Counts{}
	for _, r := range requests {
		day, minute := span.DayOf(r.minute)
		key := Key{r.service, r.customer, day}
		if cells[key] == nil {
			cells[key] = map[int]Counts{}
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
		sum := cells[key][minute]
		sum.Add(one)
		cells[key][minute] = sum
	}
	out := []Series{}
	for key, minutes := range cells {
		s := Series{Key: key}
		for _, m := range slices.Sorted(maps.Keys(minutes)) {
			s.Cells = append(s.Cells, Cell{m, minutes[m]})
		}
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b Series) int { return a.Key.Compare(b.Key) })
	return out
}

func TestRollupCountsWhatNaiveCountingCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		requests := drawRequests(t)
		var r Rollup
		for _, q := range requests {
			r.Count(q.service, q.customer, q.minute, q.verdict)
		}
		if diff := cmp.Diff(naive(requests), r.Series()); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestRollupsAbsorbInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		requests := drawRequests(t)
		parts := make([]Rollup, 4)
		for _, q := range requests {
			parts[rapid.IntRange(0, 3).Draw(t, "part")].Count(q.service, q.customer, q.minute, q.verdict)
		}
		var sum Rollup
		for _, i := range rapid.Permutation([]int{0, 1, 2, 3}).Draw(t, "order") {
			sum.Absorb(&parts[i])
		}
		if diff := cmp.Diff(naive(requests), sum.Series()); diff != "" {
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
			r.Count(q.service, q.customer, q.minute, q.verdict)
		}
		r.Rename(name)
		for i := range requests {
			requests[i].customer = name(requests[i].customer)
		}
		if diff := cmp.Diff(naive(requests), r.Series()); diff != "" {
			t.Fatal(diff)
		}
	})
}

// TestCounterStaysSmall shuffles a day of traffic, so that nearly no line finds
// its minute open.
func TestCounterStaysSmall(t *testing.T) {
	var c Counter
	const requests = 200_000
	for i := range requests {
		c.Count(i*601%span.MinutesPerDay, Fine)
	}
	if got := (Series{Cells: c.Cells()}).Counts().Total; got != requests {
		t.Errorf("%d requests counted; want %d", got, requests)
	}
	if len(c.closed) > 64<<10 {
		t.Errorf("a shuffled day takes %d bytes", len(c.closed))
	}
}

func TestMergeIsAddition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		key := Key{"api", "acme", 20208}
		draw := func(name string) Series { return Series{key, drawCells(t, name), drawHistogram(t)} }
		a, b, c := draw("a"), draw("b"), draw("c")
		if diff := cmp.Diff(Merge(Merge(a, b), c), Merge(c, Merge(b, a))); diff != "" {
			t.Fatal(diff)
		}
		sum := a.Counts()
		sum.Add(b.Counts())
		if n := Merge(a, b).Latency.Total(); n != a.Latency.Total()+b.Latency.Total() {
			t.Fatalf("%d latencies", n)
		}
		if got := Merge(a, b); got.Counts() != sum || got.Key != key || !slices.IsSortedFunc(got.Cells, func(x, y Cell) int { return x.Minute - y.Minute }) {
			t.Fatalf("%+v", got)
		}
	})
}

func TestSampleIsTheSameInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := time.Date(2025, 4, 30, 23, 59, 0, 0, time.UTC)
		evidence := make([]Evidence, rapid.IntRange(0, 60).Draw(t, "n"))
		order := make([]int, len(evidence))
		for i := range evidence {
			order[i] = i
			evidence[i] = Evidence{
				Customer: rapid.SampledFrom([]string{"acme", "beta"}).Draw(t, "customer"), At: at.Add(time.Duration(i%3) * time.Minute),
				Verdict: rapid.SampledFrom([]Verdict{Failed, Slow}).Draw(t, "verdict"), File: "a.log", Line: i,
				Hash: rapid.Uint64Range(0, 9).Draw(t, "hash"), // equal lines are common
			}
		}
		var all Sample
		parts := make([]Sample, 3)
		for _, e := range evidence {
			all.Offer(e)
		}
		for _, i := range rapid.Permutation(order).Draw(t, "order") {
			e, part := evidence[i], &parts[rapid.IntRange(0, 2).Draw(t, "part")]
			if part.Wants(e.Service, e.Customer, e.At, e.Verdict, e.Hash) {
				part.Offer(e)
			}
		}
		var sum Sample
		for i := range parts {
			sum.Absorb(&parts[i])
		}
		if diff := cmp.Diff(all.All(), sum.All()); diff != "" {
			t.Fatal(diff)
		}
		kept := map[sampleKey]int{}
		for _, e := range all.All() {
			kept[keyOf(e)]++
		}
		for key, n := range kept {
			if n > PerDay {
				t.Fatalf("%d of %+v kept", n, key)
			}
		}
	})
}

func TestSampleRename(t *testing.T) {
	var apart, together Sample
	for i := range 20 {
		e := Evidence{Customer: []string{"a", "b"}[i%2], At: time.Unix(1746022801, 0), Verdict: Failed, Line: i, Hash: uint64(i * 7 % 20)}
		apart.Offer(e)
		e.Customer = "c"
		together.Offer(e)
	}
	apart.Rename(func(string) string { return "c" })
	if !reflect.DeepEqual(apart.All(), together.All()) {
		t.Errorf("renamed %v; want %v", apart.All(), together.All())
	}
}
