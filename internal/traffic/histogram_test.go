package traffic

import (
	"bytes"
	"errors"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"aftermath/internal/span"
)

func drawHistogram(t *rapid.T) Histogram {
	var h Histogram
	buckets := rapid.SliceOfDistinct(rapid.IntRange(0, Buckets-1), rapid.ID[int]).Draw(t, "buckets")
	slices.Sort(buckets)
	for _, b := range buckets {
		h = append(h, Bin{b, rapid.Uint64Range(1, MaxCount).Draw(t, "count")})
	}
	return h
}

// Buckets lie side by side from 0 to the longest duration, and none is wider
// than is stated.
func TestBucketsCoverAllLatencies(t *testing.T) {
	next := time.Duration(0)
	for i := range Buckets {
		from, to := BucketBounds(i)
		if from != next || to <= from {
			t.Fatalf("bucket %d is %s … %s, want from %s", i, from, to, next)
		}
		for _, d := range []time.Duration{from, to - 1} {
			if got := BucketOf(d); got != i {
				t.Errorf("%s lies in bucket %d, want %d", d, got, i)
			}
		}
		if width := to - from; width != time.Microsecond && width*8 > from && i < Buckets-1 {
			t.Errorf("bucket %d, %s … %s, is wider than 12.5 %%", i, from, to)
		}
		next = to
	}
	if from, _ := BucketBounds(Buckets - 1); next != math.MaxInt64 || from != 1<<32*time.Microsecond {
		t.Errorf("the last bucket is %s … %s", from, next)
	}
	if got := BucketOf(math.MaxInt64); got != Buckets-1 {
		t.Errorf("the longest latency lies in bucket %d", got)
	}
	if got := BucketOf(-time.Hour); got != 0 {
		t.Errorf("a negative latency lies in bucket %d", got)
	}
	if got := BucketOf(15*time.Microsecond + 999); got != 15 {
		t.Errorf("15.999 µs lie in bucket %d", got)
	}
}

// The middle of a latency's bucket is within 6.25 % of it, below 8 µs within
// half a microsecond.
func TestBucketErrorBound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := time.Duration(rapid.Int64Range(0, int64(1<<32*time.Microsecond)-1).Draw(t, "latency"))
		from, to := BucketBounds(BucketOf(d))
		if d < from || d >= to {
			t.Fatalf("%s is put in %s … %s", d, from, to)
		}
		if off := (from + (to-from)/2 - d).Abs(); off > max(d/16, 500) {
			t.Fatalf("the middle of %s … %s is %s from %s", from, to, off, d)
		}
	})
}

func TestQuantileIsTheOneOfTheLatencies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		latencies := rapid.SliceOfN(rapid.Int64Range(0, int64(2*time.Hour)), 1, 60).Draw(t, "latencies")
		var l Latencies
		for _, d := range latencies {
			l[BucketOf(time.Duration(d))]++
		}
		slices.Sort(latencies)
		den := rapid.Uint64Range(1, 1000).Draw(t, "den")
		num := rapid.Uint64Range(0, den).Draw(t, "num")
		rank := 1
		for uint64(rank)*den < num*uint64(len(latencies)) {
			rank++
		}
		want := time.Duration(latencies[rank-1])
		from, to, ok := l.Histogram().Quantile(num, den)
		if !ok || want < from || want >= to {
			t.Fatalf("%d/%d: %s … %s, %v, want one with %s", num, den, from, to, ok, want)
		}
	})
	h := Histogram{{3, MaxCount}, {9, math.MaxUint64 - MaxCount}}
	if from, _, ok := h.Quantile(math.MaxUint64, math.MaxUint64); !ok || from != 9*time.Microsecond {
		t.Errorf("the whole of the largest histogram: %s, %v", from, ok)
	}
	for _, share := range [][2]uint64{{1, 0}, {2, 1}} {
		if _, _, ok := h.Quantile(share[0], share[1]); ok {
			t.Errorf("%d/%d is a share", share[0], share[1])
		}
	}
	if _, _, ok := Histogram(nil).Quantile(1, 2); ok {
		t.Error("no request has a median")
	}
}

func TestHistogramsMergeByAddition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := drawHistogram(t), drawHistogram(t), drawHistogram(t)
		if diff := cmp.Diff(a.Merge(b).Merge(c), c.Merge(b.Merge(a))); diff != "" {
			t.Fatal(diff)
		}
		want := map[int]uint64{}
		for _, bin := range slices.Concat(a, b) {
			want[bin.Bucket] += bin.Count
		}
		sum := a.Merge(b)
		if !slices.IsSortedFunc(sum, func(x, y Bin) int { return x.Bucket - y.Bucket }) || len(sum) != len(want) {
			t.Fatalf("%v", sum)
		}
		for _, bin := range sum {
			if want[bin.Bucket] != bin.Count {
				t.Fatalf("bucket %d holds %d, want %d", bin.Bucket, bin.Count, want[bin.Bucket])
			}
		}
	})
}

func drawMinutes(t *rapid.T) []MinuteLatency {
	minutes := rapid.SliceOfNDistinct(rapid.IntRange(0, span.MinutesPerDay-1), 0, 8, rapid.ID[int]).Draw(t, "minutes")
	slices.Sort(minutes)
	var out []MinuteLatency
	for _, m := range minutes {
		if h := drawHistogram(t); len(h) > 0 {
			out = append(out, MinuteLatency{m, h})
		}
	}
	return out
}

func TestLatenciesRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h, minutes := drawHistogram(t), drawMinutes(t)
		if got, err := UnpackHistogram(h.Pack()); err != nil || !slices.Equal(got, h) {
			t.Fatalf("%v, %v; want %v", got, err, h)
		}
		got, err := UnpackLatencies(PackLatencies(minutes))
		if diff := cmp.Diff(minutes, got); err != nil || diff != "" {
			t.Fatal(err, diff)
		}
	})
}

func TestServiceDaysMergeByAddition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := drawMinutes(t), drawMinutes(t), drawMinutes(t)
		if diff := cmp.Diff(MergeLatencies(MergeLatencies(a, b), c), MergeLatencies(c, MergeLatencies(b, a))); diff != "" {
			t.Fatal(diff)
		}
		want := map[int]Histogram{}
		for _, m := range slices.Concat(a, b) {
			want[m.Minute] = want[m.Minute].Merge(m.Histogram)
		}
		for _, m := range MergeLatencies(a, b) {
			if !slices.Equal(want[m.Minute], m.Histogram) {
				t.Fatalf("minute %d: %v, want %v", m.Minute, m.Histogram, want[m.Minute])
			}
			delete(want, m.Minute)
		}
		if len(want) > 0 {
			t.Fatalf("minutes left out: %v", want)
		}
	})
}

func TestUnpackLatenciesRefuses(t *testing.T) {
	for name, blob := range map[string][]byte{
		"nothing":             {},
		"another version":     {2},
		"torn":                {1, 0},
		"torn count":          {1, 0, 0x80},
		"no request":          {1, 0, 0},
		"absurd count":        {1, 0, 0x81, 0x80, 0x80, 0x80, 0x80, 0x40},
		"no such bucket":      {1, 0xf1, 0x01, 1},
		"buckets sum to none": {1, 0xf0, 0x01, 1, 0, 1},
		"longer than needed":  {1, 0x80, 0, 1},
	} {
		if h, err := UnpackHistogram(blob); !errors.Is(err, ErrCodec) {
			t.Errorf("histogram, %s: %v, %v", name, h, err)
		}
		if len(blob) > 1 {
			blob = append([]byte{1, 5, 2, 0, 1}, blob[1:]...) // as the second bin of a minute
		}
		if m, err := UnpackLatencies(blob); !errors.Is(err, ErrCodec) {
			t.Errorf("minutes, %s: %v, %v", name, m, err)
		}
	}
	for name, blob := range map[string][]byte{
		"no bins":           {1, 0, 0},
		"bins left out":     {1, 0, 2, 0, 1},
		"too many bins":     {1, 0, 0xf2, 0x01, 0, 1},
		"minute 1440":       {1, 0xa0, 0x0b, 1, 0, 1},
		"minutes sum to it": {1, 0x9f, 0x0b, 1, 0, 1, 0, 1, 0, 1},
	} {
		if m, err := UnpackLatencies(blob); !errors.Is(err, ErrCodec) {
			t.Errorf("minutes, %s: %v, %v", name, m, err)
		}
	}
}

// Whatever is unpacked packs to the same bytes.
func FuzzLatencies(f *testing.F) {
	h := Histogram{{0, 1}, {17, 300}, {Buckets - 1, MaxCount}}
	f.Add([]byte{1})
	f.Add(h.Pack())
	f.Add(PackLatencies([]MinuteLatency{{0, h}, {9, h[1:]}, {1439, h}}))
	f.Fuzz(func(t *testing.T, blob []byte) {
		if h, err := UnpackHistogram(blob); err != nil {
			if !errors.Is(err, ErrCodec) {
				t.Fatal(err)
			}
		} else if again := h.Pack(); !bytes.Equal(again, blob) {
			t.Fatalf("histogram %x packs to %x", blob, again)
		}
		if minutes, err := UnpackLatencies(blob); err != nil {
			if !errors.Is(err, ErrCodec) {
				t.Fatal(err)
			}
		} else if again := PackLatencies(minutes); !bytes.Equal(again, blob) {
			t.Fatalf("minutes %x pack to %x", blob, again)
		}
	})
}

func BenchmarkBucketOf(b *testing.B) {
	var l Latencies
	for i := 0; b.Loop(); i++ {
		l[BucketOf(time.Duration(i*7919%1_000_000_000))]++
	}
}
