package source

import (
	"errors"
	"io"
	"math/rand/v2"
	"path/filepath"
	"testing"
)

// TestBeginnings: the digests of a log's beginnings are those of files that are
// no longer, however the log is packed, cut and read.
func TestBeginnings(t *testing.T) {
	dice := rand.New(rand.NewPCG(6, 7))
	text := make([]byte, 5<<20+12345)
	for i := range text {
		if text[i] = byte('a' + dice.IntN(26)); dice.IntN(90) == 0 {
			text[i] = '\n'
		}
	}
	marks := []int64{1, 1023, 1024, 16384, 16385, 1 << 20, 1<<20 + 1, 3<<20 - 1, 4 << 20, int64(len(text)), int64(len(text)) + 1}
	for range 10 {
		marks = append(marks, 1+dice.Int64N(int64(len(text))))
	}
	for name, o := range map[string]Options{
		"a.log": {extent: 1 << 20}, "b.log": {extent: 64 << 20}, "c.log": {extent: 1 << 20, InOrder: true}, "d.log.gz": {}, "e.log.zst": {InOrder: true},
		"f.log": {extent: 2 << 20, From: 3<<20 + 7},
	} {
		data := text
		switch filepath.Ext(name) {
		case ".gz":
			data = gz(t, string(text))
		case ".zst":
			data = zst(t, string(text))
		}
		f, err := Open(write(t, name, data))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		o.Marks = marks
		r, err := f.Read(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		if err := r.drain(); err != nil && !errors.Is(err, io.EOF) {
			t.Fatal(err)
		}
		if facts, err := r.Facts(); err != nil || facts.Content != Sum(text) {
			t.Errorf("%s: %v, %v", name, facts, err)
		}
		for _, m := range marks {
			want := ""
			if m <= int64(len(text)) {
				want = Sum(text[:m])
			}
			if got := r.Beginning(m); got != want {
				t.Errorf("%s: up to %d: %s; want %s", name, m, got, want)
			}
		}
	}
}
