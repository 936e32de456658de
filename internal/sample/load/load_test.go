package load

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"time"
)

// april is the plan of most tests: as many lines as are asked for, spread over
// the reference month.
func april(lines int64) Plan {
	return Plan{Lines: lines, Customers: 300, Seed: 1, Start: time.Date(2025, 4, 1, 0, 0, 0, 0, time.UTC), Days: 30}
}

func made(t testing.TB, p Plan, f Format) ([]byte, Totals) {
	t.Helper()
	var b bytes.Buffer
	totals, err := Write(&b, p, f)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), totals
}

func TestTheSameSeedGivesTheSameBytes(t *testing.T) {
	for _, f := range []Format{Nginx, JSON} {
		first, _ := made(t, april(20_000), f)
		if again, _ := made(t, april(20_000), f); !bytes.Equal(first, again) {
			t.Errorf("%s: the same seed gives other bytes", f)
		}
		other := april(20_000)
		other.Seed = 2
		if text, _ := made(t, other, f); bytes.Equal(first, text) {
			t.Errorf("%s: another seed gives the same bytes", f)
		}
	}
}

// TestLineLengths holds the load to the lengths that make it comparable with
// other measurements.
func TestLineLengths(t *testing.T) {
	const lines = 50_000
	for f, want := range map[Format]float64{Nginx: 209, JSON: 322} {
		text, totals := made(t, april(lines), f)
		if mean := float64(len(text)) / lines; mean < want*0.98 || mean > want*1.02 {
			t.Errorf("%s: a line has %.1f bytes, not %.0f ± 2 %%", f, mean, want)
		}
		if totals.Bytes != int64(len(text)) || totals.Lines != lines || bytes.Count(text, []byte("\n")) != lines {
			t.Errorf("%s: totals say %d lines, %d bytes", f, totals.Lines, totals.Bytes)
		}
	}
}

// TestMemoryIsNotOfLines compares loads of one month and very different
// length.
func TestMemoryIsNotOfLines(t *testing.T) {
	allocs := func(lines int64) float64 {
		return testing.AllocsPerRun(3, func() {
			if _, err := Write(io.Discard, april(lines), Nginx); err != nil {
				t.Fatal(err)
			}
		})
	}
	if few, many := allocs(1_000), allocs(101_000); many > few+10 {
		t.Errorf("1,000 lines take %.0f allocations, 101,000 take %.0f", few, many)
	}
}

func TestPlanIsChecked(t *testing.T) {
	for name, spoil := range map[string]func(*Plan){
		"lines":     func(p *Plan) { p.Lines = -1 },
		"customers": func(p *Plan) { p.Customers = 0 },
		"days":      func(p *Plan) { p.Days = 1000 },
		"start":     func(p *Plan) { p.Start = p.Start.Add(time.Hour) },
	} {
		p := april(10)
		spoil(&p)
		if _, err := Write(io.Discard, p, Nginx); err == nil {
			t.Errorf("%s: %+v is taken", name, p)
		}
	}
	if _, err := Write(io.Discard, april(10), "xml"); err == nil {
		t.Error("format xml is taken")
	}
}

type full struct{ room int }

func (f *full) Write(b []byte) (int, error) {
	if f.room -= len(b); f.room < 0 {
		return 0, errFull
	}
	return len(b), nil
}

var errFull = errors.New("no space left")

func TestAFullDiskIsAnError(t *testing.T) {
	for _, room := range []int{0, 300_000} {
		if _, err := Write(&full{room}, april(2_000), Nginx); !errors.Is(err, errFull) {
			t.Errorf("with room for %d bytes the error is %v", room, err)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	for _, f := range []Format{Nginx, JSON} {
		b.Run(string(f), func(b *testing.B) {
			_, totals := made(b, april(500_000), f)
			b.SetBytes(totals.Bytes)
			for b.Loop() {
				if _, err := Write(io.Discard, april(500_000), f); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
