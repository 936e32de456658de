package accesslog

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// A cutting says how a log is cut and by how many hands, in which order of
// steps, its pieces are read; n draws a number below its argument.
type cutting struct {
	hands int
	n     func(below int) int
}

// read counts the log, cut into pieces of whole lines. What settles on the way
// and what is left at the end are put together again.
func (c cutting) read(tb testing.TB, log Log, text string) (*Tally, error) {
	sum := &Tally{}
	count := NewCount(log, func(s Settled) {
		sum.Rollup.Absorb(s.Rollup)
		for _, e := range s.Evidence {
			sum.Sample.Offer(e)
		}
	})
	if c.n(2) == 1 { // too many counters, again and again
		count.most = 1 + c.n(40)
	}
	lines := strings.SplitAfter(text, "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	var pieces [][]string
	for len(lines) > 0 {
		n := 1 + c.n(min(len(lines), 12))
		pieces, lines = append(pieces, lines[:n]), lines[n:]
	}
	type worker struct {
		hand  *Hand // made when it is first needed
		piece int   // −1: none
		begun bool
	}
	workers := make([]worker, c.hands)
	for i := range workers {
		workers[i].piece = -1
	}
	for next, done := 0, 0; done < len(pieces); {
		w := &workers[c.n(len(workers))]
		switch {
		case w.piece < 0 && next < len(pieces):
			w.piece, w.begun = next, false
			next++
		case w.piece < 0:
		case !w.begun:
			if w.hand == nil {
				h, err := count.Hand()
				if err != nil {
					tb.Fatal(err)
				}
				w.hand = h
			}
			w.hand.Begin(w.piece)
			w.begun = true
		case len(pieces[w.piece]) > 0:
			n := 1 + c.n(len(pieces[w.piece]))
			if err := w.hand.Read([]byte(strings.Join(pieces[w.piece][:n], ""))); err != nil {
				return nil, err
			}
			if pieces[w.piece] = pieces[w.piece][n:]; len(pieces) == 1 {
				w.hand.Pause()
			}
		default:
			w.hand.End()
			w.piece = -1
			done++
		}
	}
	left, err := count.Finish()
	sum.Absorb(left)
	return sum, err
}

// drawLog is a log of some days, in order of time or not, with lines of every
// kind and of requests that no rule knows.
func drawLog(t *rapid.T) string {
	var b strings.Builder
	second, shuffled := 0, rapid.Bool().Draw(t, "shuffled")
	for range rapid.IntRange(0, 80).Draw(t, "lines") {
		if shuffled {
			second = rapid.IntRange(0, 4*86400).Draw(t, "second")
		} else {
			second = max(0, second+rapid.IntRange(-60, 20_000).Draw(t, "seconds"))
		}
		switch rapid.IntRange(0, 11).Draw(t, "kind") {
		case 0:
			b.WriteString(rapid.SampledFrom([]string{"\n", " \r\n", "bad\n", "[x] 200\n", "# a remark\n", "\xff\x00\n", "[30/Apr/2025:16:20:01 +0200] 2 -\n"}).Draw(t, "line"))
		case 1:
			b.WriteString(strings.Replace(logLine(second, 502, "acme"), "api.example.com", rapid.SampledFrom([]string{"a.test", "b.test", "-"}).Draw(t, "host"), 1))
		default:
			b.WriteString(logLine(second, rapid.SampledFrom([]int{200, 404, 502, 503}).Draw(t, "status"),
				rapid.SampledFrom([]string{"acme", "acme-test", "beta", "gamma", "delta", "-"}).Draw(t, "customer")))
		}
	}
	text := b.String()
	return text[:len(text)-rapid.IntRange(0, min(30, len(text))).Draw(t, "cut")]
}

// However a log is cut, and whoever reads which piece when, it comes to the same
// as read by one hand in one piece; so do its beginning and what it grew by.
func TestPiecesAddUp(tb *testing.T) {
	rapid.Check(tb, func(t *rapid.T) {
		text := drawLog(t)
		one, wrong := Read(tb.Context(), strings.NewReader(text), shortLog(tb, "a.log"))
		c := cutting{rapid.IntRange(1, 4).Draw(t, "hands"), func(below int) int { return rapid.IntRange(0, below-1).Draw(t, "n") }}
		cut, err := c.read(tb, shortLog(tb, "a.log"), text)
		if (err == nil) != (wrong == nil) {
			t.Fatalf("in pieces: %v; as one: %v", err, wrong)
		}
		same(tb, t, one, cut)

		ends := []int{0}
		for i := range len(text) {
			if text[i] == '\n' {
				ends = append(ends, i+1)
			}
		}
		n := rapid.IntRange(0, len(ends)-1).Draw(t, "then")
		first, _ := c.read(tb, shortLog(tb, "a.log"), text[:ends[n]])
		more := shortLog(tb, "a.log")
		more.Before = int64(n)
		behind, _ := c.read(tb, more, text[ends[n]:])
		first.Absorb(behind)
		same(tb, t, one, first)
	})
}

// same holds two tallies against each other.
func same(tb testing.TB, t interface{ Fatal(...any) }, one, other *Tally) {
	if diff := cmp.Diff(figuresOf(tb, one), figuresOf(tb, other), cmpopts.EquateEmpty()); diff != "" {
		t.Fatal(diff)
	}
	if diff := cmp.Diff(one.Hours, other.Hours, cmpopts.EquateEmpty()); diff != "" {
		t.Fatal("hours: ", diff)
	}
}

// TestPiecesWithCrowds: also of more unknown names than are told apart, in
// whatever order the hands meet them, the same ones are.
func TestPiecesWithCrowds(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	var lines []string
	for i := range 6 * MaxUnknown {
		line := logLine(i*40, 200+300*(i%2), fmt.Sprintf("stranger-%d", dice.IntN(3*MaxUnknown)))
		if i%3 == 0 {
			line = strings.Replace(line, "api.example.com", fmt.Sprintf("host-%d.test", dice.IntN(3*MaxUnknown)), 1)
		}
		lines = append(lines, line)
	}
	text := strings.Join(lines, "")
	one := read(t, strings.NewReader(text), "a.log")
	if len(one.Unknown.Requests) != MaxUnknown+1 || len(one.Unmatched.Requests) != MaxUnknown+1 {
		t.Fatalf("%d unknown customers, %d unknown services", len(one.Unknown.Requests), len(one.Unmatched.Requests))
	}
	for hands := 1; hands <= 4; hands++ {
		cut, err := cutting{hands, dice.IntN}.read(t, shortLog(t, "a.log"), text)
		if err != nil {
			t.Fatal(err)
		}
		same(t, t, one, cut)
	}
}

// FuzzPieces: however text is cut, each line is of one kind, every request is
// counted once, and the sum of the series is that of the requests.
func FuzzPieces(f *testing.F) {
	f.Add(logLine(0, 200, "acme")+"\n bad\n"+logLine(90_000, 502, "gamma")+logLine(40, 502, "acme")+"[30/", uint8(2), uint64(1))
	f.Add("\xef\xbb\xbf"+logLine(0, 503, "-")+strings.Repeat("\r\n", 30)+logLine(400_000, 200, "x")+"#\n", uint8(4), uint64(7))
	f.Add("\xef\xbb\xbf", uint8(1), uint64(0))
	f.Fuzz(func(t *testing.T, whole string, hands uint8, seed uint64) {
		c := cutting{1 + int(hands%4), rand.New(rand.NewPCG(seed, 1)).IntN}
		got, err := c.read(t, shortLog(t, "f"), whole)
		if got == nil || err != nil {
			return // not the format
		}
		l, text := got.Ledger, strings.TrimPrefix(whole, string(byteOrderMark))
		lines := int64(strings.Count(text, "\n"))
		if text != "" && !strings.HasSuffix(text, "\n") {
			lines++
		}
		if l.Lines != lines || l.Requests+l.Other+l.Blank+l.Refused() != lines {
			t.Fatalf("%d lines: ledger %+v", lines, l)
		}
		var counted uint64
		for _, s := range seriesOf(t, got) {
			counted += s.Counts().Total
		}
		if counted != uint64(l.Requests) {
			t.Fatalf("%d counted of %d requests", counted, l.Requests)
		}
		for _, e := range got.Sample.All() {
			if at := strings.Split(text, "\n"); e.Line < 1 || e.Line > len(at) || !strings.Contains(at[e.Line-1], fmt.Sprint(e.Status)) {
				t.Fatalf("evidence of line %d is not there: %+v", e.Line, e)
			}
		}
		for reason, r := range l.Rejected {
			if !slices.IsSortedFunc(r.First, compareRejections) || int64(len(r.First)) != min(r.Count, KeptRejections) {
				t.Fatalf("%s: %+v", reason, r)
			}
		}
		if one, err := Read(t.Context(), strings.NewReader(whole), shortLog(t, "f")); err == nil {
			same(t, t, one, got)
		}
	})
}
