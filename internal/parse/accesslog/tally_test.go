package accesslog

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"aftermath/internal/traffic"
)

// figures is all that a tally says, in a form that compares.
type figures struct {
	Ledger      Ledger
	Series      []traffic.Series
	Evidence    []traffic.Evidence
	Minutes     []traffic.ServiceDay
	Unknown     map[string]int64
	Unmatched   map[string]int64
	Customers   map[string]struct{}
	First, Last int64
}

func figuresOf(tb testing.TB, t *Tally) figures {
	f := figures{
		Ledger: t.Ledger, Series: seriesOf(tb, t), Minutes: t.Rollup.ServiceDays(), Evidence: t.Sample.All(), Customers: t.Customers,
		Unknown: t.Unknown.Requests, Unmatched: t.Unmatched.Requests,
	}
	if !t.First.IsZero() {
		f.First, f.Last = t.First.UnixNano(), t.Last.UnixNano()
	}
	return f
}

func TestTalliesAddUpInAnyOrder(tb *testing.T) {
	rapid.Check(tb, func(t *rapid.T) {
		logs := make([]string, rapid.IntRange(1, 5).Draw(t, "files"))
		tallies := make([]*Tally, len(logs))
		parse := func(i int) *Tally { return read(tb, strings.NewReader(logs[i]), fmt.Sprintf("%d.log", i)) }
		for i := range logs {
			var b strings.Builder
			for range rapid.IntRange(0, 40).Draw(t, "lines") {
				b.WriteString(drawLine(t))
			}
			logs[i] = b.String()
			tallies[i] = parse(i)
		}
		left := &Tally{}
		for _, tally := range tallies {
			left.Absorb(tally)
		}
		order := make([]int, len(logs))
		for i := range order {
			order[i] = i
		}
		order = rapid.Permutation(order).Draw(t, "order")
		groups := [2]*Tally{{}, {}}
		for _, i := range order {
			groups[rapid.IntRange(0, 1).Draw(t, "group")].Absorb(parse(i))
		}
		groups[1].Absorb(groups[0])
		if diff := cmp.Diff(figuresOf(tb, left), figuresOf(tb, groups[1]), cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
	})
}

// drawLine is a request, a blank or a bad line.
func drawLine(t *rapid.T) string {
	switch rapid.IntRange(0, 9).Draw(t, "kind") {
	case 0:
		return rapid.SampledFrom([]string{"\n", "bad\n", "[x] 200\n", "[30/Apr/2025:16:20:01 +0200] 2 -\n"}).Draw(t, "line")
	default:
		return logLine(rapid.IntRange(0, 200).Draw(t, "second"), rapid.SampledFrom([]int{200, 404, 502}).Draw(t, "status"),
			rapid.SampledFrom([]string{"acme", "acme-test", "beta", "gamma", "-"}).Draw(t, "customer"))
	}
}

func TestUnknownCustomersAreBounded(t *testing.T) {
	const files, each = 4, 1500
	log := func(file int) string {
		var b strings.Builder
		for i := range each {
			b.WriteString(logLine(i, 200+300*(i%2), fmt.Sprintf("stranger-%d", (file*each+i)%5000)))
		}
		return b.String()
	}
	var all strings.Builder
	for i := range files {
		all.WriteString(log(i))
	}
	one := read(t, strings.NewReader(all.String()), "a.log")
	if len(one.Unknown.Requests) != MaxUnknown+1 {
		t.Fatalf("%d unknown customers; want %d and the pool", len(one.Unknown.Requests), MaxUnknown)
	}
	for _, order := range [][]int{{0, 1, 2, 3}, {3, 1, 0, 2}} {
		sum := &Tally{}
		for _, i := range order {
			sum.Absorb(read(t, strings.NewReader(log(i)), "a.log"))
		}
		if diff := cmp.Diff(seriesOf(t, one), seriesOf(t, sum)); diff != "" {
			t.Errorf("series differ in order %v:\n%.2000s", order, diff)
		}
		if diff := cmp.Diff(one.Unknown.Requests, sum.Unknown.Requests); diff != "" {
			t.Errorf("unknown customers differ in order %v:\n%.2000s", order, diff)
		}
	}
	var requests uint64
	for _, s := range seriesOf(t, one) {
		if _, listed := one.Unknown.Requests[s.Customer]; !listed {
			t.Errorf("series of %q, which is not listed", s.Customer)
		}
		requests += s.Counts().Total
	}
	if requests != files*each {
		t.Errorf("%d requests counted; want %d", requests, files*each)
	}
	for _, e := range one.Sample.All() {
		if _, listed := one.Unknown.Requests[e.Customer]; !listed {
			t.Errorf("evidence of %q, which is not listed", e.Customer)
		}
	}
}

func TestUnknownKeysAreCut(t *testing.T) {
	long := strings.Repeat("é", 100)
	got := read(t, strings.NewReader(logLine(0, 200, long)+logLine(1, 200, long+"tail")+logLine(2, 200, `a\x00\xFF`)), "a.log")
	want := map[string]int64{"?" + strings.Repeat("é", 32): 2, `?a\x00\xff`: 1}
	if diff := cmp.Diff(want, got.Unknown.Requests); diff != "" {
		t.Error(diff)
	}
}

func TestRejectionsKeepTheFirst(t *testing.T) {
	var log strings.Builder
	for i := range 9 {
		fmt.Fprintf(&log, "%sbad %d\n", logLine(i, 200, "acme"), i)
	}
	sum := &Tally{}
	for _, file := range []string{"b.log", "a.log"} {
		sum.Absorb(read(t, strings.NewReader(log.String()), file))
	}
	r := sum.Ledger.Rejected[MissingField]
	if r.Count != 18 || len(r.First) != KeptRejections || r.First[0].File != "a.log" || r.First[4].Line != 10 || r.First[4].Text != "bad 4" {
		t.Errorf("%+v", r)
	}
}

func TestPrintable(t *testing.T) {
	for in, want := range map[string]string{
		"plain ~": "plain ~", "": "", "tab\t": `tab\x09`, "\xff\x1b[2J": `\xff\x1b[2J`, "åäö": "åäö",
		"\u202e": `\xe2\x80\xae`, "1234567890123": "123456789012", "12345678901é": "12345678901", "1234567890\x00": "1234567890",
	} {
		if got := printable([]byte(in), 12); got != want {
			t.Errorf("printable %q: %q; want %q", in, got, want)
		}
	}
}
