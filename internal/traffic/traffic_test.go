package traffic

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

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
	apart.Rename(func(service, _ string) (string, string) { return service, "c" })
	if !reflect.DeepEqual(apart.All(), together.All()) {
		t.Errorf("renamed %v; want %v", apart.All(), together.All())
	}
}

// What settles comes in one order, whatever the order of the sample's keys.
func TestSettledSampleIsInOrder(t *testing.T) {
	var s, same Sample
	for i := range 40 {
		e := Evidence{Service: "api", Customer: string(rune('a' + i%8)), At: time.Unix(int64(i%3)*86400, 0).UTC(), Verdict: Failed, Line: i, Hash: uint64(i)}
		s.Offer(e)
		same.Offer(e)
	}
	want := s.All()
	if got := same.Settle(10, func(Evidence) bool { return true }); !reflect.DeepEqual(got, want) {
		t.Errorf("settled %v; want %v", got, want)
	}
}
