package load

import (
	"bytes"
	"encoding/json"
	"maps"
	"regexp"
	"strconv"
	"testing"
	"time"
)

// A hit is what a test reads back of a line, by other means than made it.
type hit struct {
	customer, service string
	at                time.Time
	status            int
	latency           int // in milliseconds
	id                string
}

var nginxLine = regexp.MustCompile(`^[0-9.]{7,15} - - \[([^]]+)\] "[A-Z]+ /\S+ HTTP/1\.1" (\d{3}) \d+ "-" "[^"]+" "(\w+)\.load\.example" "([^"]+)" (\d+)\.(\d{3}) ([0-9a-f]{32})$`)

func hits(t *testing.T, text []byte, f Format) []hit {
	t.Helper()
	var out []hit
	for line := range bytes.Lines(text) {
		out = append(out, map[Format]func(*testing.T, []byte) hit{Nginx: nginxHit, JSON: jsonHit}[f](t, bytes.TrimSuffix(line, []byte("\n"))))
	}
	return out
}

func nginxHit(t *testing.T, line []byte) hit {
	t.Helper()
	m := nginxLine.FindSubmatch(line)
	if m == nil {
		t.Fatalf("not in the log_format: %s", line)
	}
	at, err := time.Parse("02/Jan/2006:15:04:05 -0700", string(m[1]))
	if err != nil {
		t.Fatal(err)
	}
	status, _ := strconv.Atoi(string(m[2]))
	latency, _ := strconv.Atoi(string(m[5]) + string(m[6]))
	return hit{string(m[4]), string(m[3]), at.UTC(), status, latency, string(m[7])}
}

func jsonHit(t *testing.T, line []byte) hit {
	t.Helper()
	var j struct {
		Ts                                                              time.Time
		Level, Service, Customer, Method, Path, ID, Client, Agent, Host string
		Status, Latency_ms, Bytes                                       int
	}
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(&j); err != nil {
		t.Fatalf("%v in %s", err, line)
	}
	if j.Host != j.Service+".load.example" || (j.Level == "error") != (j.Status >= 500) {
		t.Errorf("contradicts itself: %s", line)
	}
	return hit{j.Customer, j.Service, j.Ts, j.Status, j.Latency_ms, j.ID}
}

// TestTotalsAreThoseOfTheLines counts the lines in the plainest way.
func TestTotalsAreThoseOfTheLines(t *testing.T) {
	type key struct{ customer, service string }
	for _, f := range []Format{Nginx, JSON} {
		// Two days, so that most groups have several requests and the last
		// minute is met again.
		p := april(50_000)
		p.Days, p.Customers = 2, 20
		text, totals := made(t, p, f)
		want := map[key]CustomerTotal{}
		groups := map[any]bool{}
		for _, h := range hits(t, text, f) {
			k := key{h.customer, h.service}
			n := want[k]
			n.Customer, n.Service = h.customer, h.service
			n.Requests++
			if h.status >= 500 {
				n.Failed++
			} else if h.latency > 2000 {
				n.Slow++
			}
			g := struct {
				key
				minute time.Time
			}{k, h.at.Truncate(time.Minute)}
			if !groups[g] {
				groups[g] = true
				n.Groups++
			}
			want[k] = n
		}
		got := map[key]CustomerTotal{}
		var sum CustomerTotal
		for _, n := range totals.Customers {
			if n.Requests > 0 {
				got[key{n.Customer, n.Service}] = n
			}
			sum.Requests, sum.Failed, sum.Slow, sum.Groups = sum.Requests+n.Requests, sum.Failed+n.Failed, sum.Slow+n.Slow, sum.Groups+n.Groups
		}
		if !maps.Equal(got, want) {
			t.Errorf("%s: totals are %v, the lines hold %v", f, got, want)
		}
		if sum.Requests != totals.Requests || sum.Failed != totals.Failed || sum.Slow != totals.Slow || sum.Groups != totals.Groups || totals.Lines != 50_000 {
			t.Errorf("%s: the sums of %+v are not %+v", f, totals, sum)
		}
		if sum.Failed == 0 || sum.Slow == 0 || sum.Groups == sum.Requests {
			t.Errorf("%s: nothing failed, was slow, or shared a minute: %+v", f, sum)
		}
	}
}

// TestBothFormatsCarryTheSameRequests compares them line by line; nginx keeps
// no more than the second.
func TestBothFormatsCarryTheSameRequests(t *testing.T) {
	nginx, _ := made(t, april(5_000), Nginx)
	object, _ := made(t, april(5_000), JSON)
	a, b := hits(t, nginx, Nginx), hits(t, object, JSON)
	for i := range a {
		b[i].at = b[i].at.Truncate(time.Second)
		if a[i] != b[i] {
			t.Fatalf("line %d: nginx has %+v, JSON %+v", i+1, a[i], b[i])
		}
	}
}

// TestTimesStepBackALittle holds the order to what servers write.
func TestTimesStepBackALittle(t *testing.T) {
	p := april(50_000)
	p.Days = 1
	text, _ := made(t, p, JSON)
	newest, back := p.Start, 0
	for i, h := range hits(t, text, JSON) {
		if h.at.Before(p.Start) || !h.at.Before(p.Start.AddDate(0, 0, 1)) {
			t.Fatalf("line %d lies at %s, outside the plan", i+1, h.at)
		}
		if d := newest.Sub(h.at); d >= jitter*time.Millisecond {
			t.Fatalf("line %d steps back by %s", i+1, d)
		}
		if h.at.Before(newest) {
			back++
		} else {
			newest = h.at
		}
	}
	if back == 0 {
		t.Error("no line steps back")
	}
}

// TestOutage looks for the one service and its third of the customers failing
// for 49 minutes, and for nobody else.
func TestOutage(t *testing.T) {
	p := april(80_000)
	p.Days = 1
	text, _ := made(t, p, Nginx)
	begin := p.Start.Add(outageMinute * time.Minute)
	end := begin.Add(outageLength * time.Minute)
	hitBy := map[string]bool{}
	for i, c := range customerKeys(p.Customers) {
		hitBy[c] = i%outageEvery == 0
	}
	var inside, insideFailed, outside, outsideFailed float64
	for _, h := range hits(t, text, Nginx) {
		failed := 0.0
		if h.status >= 500 {
			failed = 1
		}
		if h.service == "orders" && hitBy[h.customer] && !h.at.Before(begin) && h.at.Before(end) {
			inside, insideFailed = inside+1, insideFailed+failed
		} else {
			outside, outsideFailed = outside+1, outsideFailed+failed
		}
	}
	if inside < 200 || insideFailed/inside < 0.85 || insideFailed/inside > 0.97 {
		t.Errorf("in the outage %.0f of %.0f failed", insideFailed, inside)
	}
	if share := outsideFailed / outside; share < 0.0005 || share > 0.002 {
		t.Errorf("outside the outage %.0f of %.0f failed", outsideFailed, outside)
	}
}
