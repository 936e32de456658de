package span

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// width is how many instants, half a minute apart, a bitmap of the tests holds.
const width = 40

var origin = time.Date(2025, 3, 30, 0, 50, 0, 0, time.UTC)

func instant(i int) time.Time { return origin.Add(time.Duration(i) * 30 * time.Second) }

// bitmap is the naive set: what holds of [instant(i), instant(i+1)).
type bitmap [width]bool

func drawSpans(t *rapid.T, name string) ([]Span, bitmap) {
	var spans []Span
	var bits bitmap
	for range rapid.IntRange(0, 6).Draw(t, name) {
		from, to := rapid.IntRange(0, width).Draw(t, "from"), rapid.IntRange(0, width).Draw(t, "to")
		spans = append(spans, New(instant(from), instant(to))) // also empty and backward ones
		for i := from; i < to; i++ {
			bits[i] = true
		}
	}
	return spans, bits
}

func drawSet(t *rapid.T, name string) (Set, bitmap) {
	spans, bits := drawSpans(t, name)
	return NewSet(spans...), bits
}

// check compares s with the bitmap and with what a Set promises of itself.
func check(t *rapid.T, what string, s Set, bits bitmap) {
	t.Helper()
	var duration time.Duration
	var minutes int64
	for i, in := range bits {
		for _, at := range []time.Time{instant(i), instant(i + 1).Add(-1)} {
			if s.Contains(at) != in {
				t.Fatalf("%s: Contains(%s) = %v; want %v in %v", what, at, !in, in, s.Spans())
			}
		}
		if in {
			duration += 30 * time.Second
			if i%2 == 0 { // instant(0) is a whole minute
				minutes++
			}
		}
	}
	if s.Contains(instant(-1)) || s.Contains(instant(width)) || s.Duration() != duration || s.CountMinutes() != minutes || s.Empty() != (duration == 0) {
		t.Fatalf("%s: %s and %d minutes; want %s and %d", what, s.Duration(), s.CountMinutes(), duration, minutes)
	}
	spans := s.Spans()
	for i, sp := range spans {
		if sp.Empty() || i > 0 && !spans[i-1].End.Before(sp.Start) {
			t.Fatalf("%s: %v is empty, out of order or adjacent in %v", what, sp, spans)
		}
	}
}

func TestSetsAgainstBitmaps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, abits := drawSet(t, "a")
		b, bbits := drawSet(t, "b")
		var union, both, less, clip bitmap
		from, to := rapid.IntRange(0, width).Draw(t, "from"), rapid.IntRange(0, width).Draw(t, "to")
		for i := range width {
			union[i] = abits[i] || bbits[i]
			both[i] = abits[i] && bbits[i]
			less[i] = abits[i] && !bbits[i]
			clip[i] = abits[i] && from <= i && i < to
		}
		check(t, "set", a, abits)
		check(t, "union", a.Union(b), union)
		check(t, "intersect", a.Intersect(b), both)
		check(t, "subtract", a.Subtract(b), less)
		check(t, "clip", a.Clip(New(instant(from), instant(to))), clip)
		check(t, "set, after all", a, abits)
	})
}

func TestSpansAgainstBitmaps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := New(instant(rapid.IntRange(0, width).Draw(t, "from")), instant(rapid.IntRange(0, width).Draw(t, "to")))
		b := New(instant(rapid.IntRange(0, width).Draw(t, "from")), instant(rapid.IntRange(0, width).Draw(t, "to")))
		shared := 0
		for i := range width {
			if a.Contains(instant(i)) && b.Contains(instant(i)) {
				shared++
			}
		}
		if got := a.Intersect(b); got.Duration() != time.Duration(shared)*30*time.Second || a.Overlaps(b) != (shared > 0) {
			t.Fatalf("%v and %v share %v; want %d half minutes", a, b, got, shared)
		}
	})
}

func TestMinutesAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) time.Time {
			return time.Unix(rapid.Int64Range(-500, 500).Draw(t, name), rapid.Int64Range(0, 999_999_999).Draw(t, name+" ns"))
		}
		a, b, c := draw("a"), draw("b"), draw("c")
		if b.Before(a) {
			a, b = b, a
		}
		if c.Before(b) {
			b, c = c, b
		}
		if b.Before(a) {
			a, b = b, a
		}
		if New(a, b).CountMinutes()+New(b, c).CountMinutes() != New(a, c).CountMinutes() {
			t.Fatalf("%s, %s, %s: %d + %d minutes are not %d", a, b, c, New(a, b).CountMinutes(), New(b, c).CountMinutes(), New(a, c).CountMinutes())
		}
		m := MinuteOf(a)
		if a.Before(m.Time()) || !a.Before((m + 1).Time()) {
			t.Fatalf("%s is not in the minute %s", a, m.Time())
		}
		day, place := DayOf(m)
		if place < 0 || place >= MinutesPerDay || day.First()+Minute(place) != m || day.String() != m.Time().Format(time.DateOnly) {
			t.Fatalf("minute %d: day %s, place %d", m, day, place)
		}
		first, last := New(a, c).Minutes()
		if n := New(a, c).CountMinutes(); n > 0 && FromMinutes(first, last).CountMinutes() != n {
			t.Fatalf("FromMinutes(%d, %d) has not %d minutes", first, last, n)
		}
	})
}

func TestSpanString(t *testing.T) {
	s := New(origin, origin.Add(time.Hour)).In(time.FixedZone("", 7200))
	if got, want := s.String(), "2025-03-30T02:50:00+02:00/2025-03-30T03:50:00+02:00"; got != want {
		t.Errorf("%s; want %s", got, want)
	}
}
