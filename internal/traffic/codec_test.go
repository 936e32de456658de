package traffic

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"aftermath/internal/span"
)

func drawCells(t *rapid.T, name string) []Cell {
	minutes := rapid.SliceOfDistinct(rapid.IntRange(0, span.MinutesPerDay-1), rapid.ID[int]).Draw(t, name)
	slices.Sort(minutes)
	var cells []Cell
	for _, m := range minutes {
		total := rapid.Uint64Range(1, 1<<40).Draw(t, "total")
		if rapid.Bool().Draw(t, "fine") {
			cells = append(cells, Cell{m, Counts{Total: total, Valid: total}})
			continue
		}
		valid := rapid.Uint64Range(0, total).Draw(t, "valid")
		failed := rapid.Uint64Range(0, valid).Draw(t, "failed")
		slow := rapid.Uint64Range(0, valid-failed).Draw(t, "slow")
		cells = append(cells, Cell{m, Counts{total, valid, failed, slow}})
	}
	return cells
}

func TestPackRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cells := drawCells(t, "minutes")
		blob := Pack(cells)
		got, err := Unpack(blob)
		if err != nil || !slices.Equal(got, cells) {
			t.Fatalf("%v, %v; want %v", got, err, cells)
		}
		var day, want [span.MinutesPerDay]Counts
		for range 2 {
			for _, c := range cells {
				want[c.Minute].Add(c.Counts)
			}
			if err := Sum(blob, &day); err != nil {
				t.Fatal(err)
			}
		}
		if day != want {
			t.Fatal("the sum is not that of the cells")
		}
	})
	if n := len(Pack(nil)); n != 1 {
		t.Errorf("an idle day takes %d bytes", n)
	}
}

// pack1 writes version 1, as it was.
func pack1(cells []Cell) []byte {
	out := []byte{1}
	previous := -1
	for _, c := range cells {
		for _, v := range []uint64{uint64(c.Minute - previous - 1), c.Total, c.Total - c.Valid, c.Failed, c.Slow} {
			out = binary.AppendUvarint(out, v)
		}
		previous = c.Minute
	}
	return out
}

func TestVersion1IsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cells := drawCells(t, "minutes")
		if got, err := Unpack(pack1(cells)); err != nil || !slices.Equal(got, cells) {
			t.Fatalf("%v, %v; want %v", got, err, cells)
		}
	})
}

// Days that follow each other in one Packer are each as Pack packs them, and
// stay so.
func TestPackerPacksDayAfterDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var p Packer
		var want []Series
		var got []Packed
		for i := range rapid.IntRange(1, 6).Draw(t, "days") {
			s := Series{Key: Key{Day: span.Day(i)}, Cells: drawCells(t, "minutes")}
			for m, next := 0, 0; m < span.MinutesPerDay; m++ { // empty minutes are left out
				if next < len(s.Cells) && s.Cells[next].Minute == m {
					p.Add(m, s.Cells[next].Counts)
					next++
				} else {
					p.Add(m, Counts{})
				}
			}
			want, got = append(want, s), append(got, p.Packed(s.Key))
			p.Reset()
		}
		for i, s := range want {
			if !bytes.Equal(got[i].Minutes, Pack(s.Cells)) {
				t.Fatalf("day %d is packed otherwise", i)
			}
			if again, err := got[i].Unpack(); err != nil || !slices.Equal(again.Cells, s.Cells) || again.Key != s.Key {
				t.Fatalf("%v, %v; want %v", again, err, s)
			}
			if n := len(s.Cells); n > 0 && (got[i].First != s.Cells[0].Minute || got[i].Last != s.Cells[n-1].Minute) {
				t.Fatalf("day from minute %d to %d", got[i].First, got[i].Last)
			}
		}
	})
}

func TestUnpackRefuses(t *testing.T) {
	for name, blob := range map[string][]byte{
		"nothing":            {},
		"another version":    {3},
		"torn":               {2, 0},
		"torn varint":        {2, 0, 0x80},
		"torn rest":          {2, 0, 3, 1, 0},
		"overlong varint":    append([]byte{2}, slices.Repeat([]byte{0xff}, 11)...),
		"longer than needed": {2, 0x80, 0, 2},
		"rest of nothing":    {2, 0, 3, 0, 0, 0},
		"minute 1440":        {2, 0xa0, 0x0b, 2},
		"minutes sum to it":  {2, 0x9f, 0x0b, 2, 0, 2},
		"empty cell":         {2, 0, 0},
		"empty with rest":    {2, 0, 1, 0, 0, 0},
		"more left out":      {2, 0, 3, 2, 0, 0},
		"more failed":        {2, 0, 5, 1, 2, 0},
		"more failed + slow": {2, 0, 5, 0, 1, 2},
		"absurd count":       {2, 0, 0x84, 0x80, 0x80, 0x80, 0x80, 0x80, 1},
		"absurd minute":      {2, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2},

		"1: torn":               {1, 0, 1, 0, 0},
		"1: torn varint":        {1, 0, 1, 0, 0, 0x80},
		"1: overlong varint":    append([]byte{1}, slices.Repeat([]byte{0xff}, 11)...),
		"1: minute 1440":        {1, 0xa0, 0x0b, 1, 0, 0, 0},
		"1: minutes sum to it":  {1, 0x9f, 0x0b, 1, 0, 0, 0, 0, 1, 0, 0, 0},
		"1: empty cell":         {1, 0, 0, 0, 0, 0},
		"1: more left out":      {1, 0, 1, 2, 0, 0},
		"1: more failed":        {1, 0, 2, 1, 2, 0},
		"1: more failed + slow": {1, 0, 2, 0, 1, 2},
		"1: absurd count":       {1, 0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1, 0, 0, 0},
	} {
		if cells, err := Unpack(blob); !errors.Is(err, ErrCodec) {
			t.Errorf("%s: %v, %v", name, cells, err)
		}
		if err := Sum(blob, new([span.MinutesPerDay]Counts)); !errors.Is(err, ErrCodec) {
			t.Errorf("sum of %s: %v", name, err)
		}
	}
}

// Whatever Unpack takes packs to the same bytes, and adds up to the same.
func FuzzUnpack(f *testing.F) {
	cells := []Cell{{0, Counts{1, 1, 1, 0}}, {7, Counts{90, 90, 0, 0}}, {1439, Counts{500, 400, 30, 20}}}
	f.Add([]byte{2})
	f.Add(Pack(cells))
	f.Add(pack1(cells))
	f.Add([]byte{2, 0x9f, 0x0b, 2})
	f.Fuzz(func(t *testing.T, blob []byte) {
		cells, err := Unpack(blob)
		var day [span.MinutesPerDay]Counts
		if summed := Sum(blob, &day); (summed == nil) != (err == nil) {
			t.Fatalf("Unpack: %v, Sum: %v", err, summed)
		}
		var added [span.MinutesPerDay]Counts
		packed := Packed{Sum: Series{Cells: cells}.Counts(), Minutes: blob}
		if again := packed.AddTo(&added); (again == nil) != (err == nil) || err == nil && added != day {
			t.Fatalf("AddTo comes to another day: %v", again)
		}
		if packed.Sum.Slow++; packed.AddTo(&added) == nil {
			t.Fatal("minutes that do not add up to the day's totals were taken")
		}
		if err != nil {
			if !errors.Is(err, ErrCodec) {
				t.Fatal(err)
			}
			return
		}
		again := Pack(cells)
		if blob[0] == 1 {
			if back, err := Unpack(again); err != nil || !slices.Equal(cells, back) {
				t.Fatalf("%v, %v; want %v", back, err, cells)
			}
		} else if !bytes.Equal(again, blob) {
			t.Fatalf("%x packs to %x", blob, again)
		}
		for _, c := range cells {
			if day[c.Minute] != c.Counts {
				t.Fatalf("minute %d: %+v, want %+v", c.Minute, day[c.Minute], c.Counts)
			}
			day[c.Minute] = Counts{}
		}
		if day != ([span.MinutesPerDay]Counts{}) {
			t.Fatal("the sum has more minutes")
		}
	})
}

// busyDay is a day of 1,440 minutes, of which one in 40 has something beside
// fine requests.
func busyDay() (cells []Cell) {
	for m := range span.MinutesPerDay {
		c := Cell{m, Counts{Total: uint64(1 + m%40), Valid: uint64(1 + m%40)}}
		if m%40 == 39 {
			c.Failed = 1
		}
		cells = append(cells, c)
	}
	return cells
}

// Codecs are measured by the bytes that they write or read; cells/s says more.
func BenchmarkCodec(b *testing.B) {
	cells := busyDay()
	blob := Pack(cells)
	run := func(name string, blob []byte, do func()) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(blob)))
			b.ReportAllocs()
			for b.Loop() {
				do()
			}
			b.ReportMetric(float64(len(cells))*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mcells/s")
		})
	}
	var p Packer
	var day [span.MinutesPerDay]Counts
	run("pack", blob, func() {
		for _, c := range cells {
			p.Add(c.Minute, c.Counts)
		}
		p.Reset()
	})
	run("unpack", blob, func() {
		if _, err := Unpack(blob); err != nil {
			b.Fatal(err)
		}
	})
	for name, blob := range map[string][]byte{"sum": blob, "sum of version 1": pack1(cells)} {
		run(name, blob, func() {
			if err := Sum(blob, &day); err != nil {
				b.Fatal(err)
			}
		})
	}
}

func TestSumDoesNotAllocate(t *testing.T) {
	blob, day := Pack(busyDay()), new([span.MinutesPerDay]Counts)
	if n := testing.AllocsPerRun(10, func() { _ = Sum(blob, day) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
