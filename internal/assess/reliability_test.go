package assess

import (
	"math"
	"slices"
	"testing"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/statement"
)

func lasting(minutes ...int) []statement.Episode {
	var out []statement.Episode
	begin := time.Date(2025, 4, 1, 0, 0, 0, 0, time.UTC)
	for _, m := range minutes {
		out = append(out, statement.Episode{Incident: incident.Judge(incident.Record{Marks: []incident.Mark{
			mark(incident.Began, incident.Prose, begin), mark(incident.Resolved, incident.Prose, begin.Add(time.Duration(m)*time.Minute)),
		}})})
	}
	return out
}

func TestReliability(t *testing.T) {
	posted := incident.Judge(incident.Record{Marks: []incident.Mark{mark(incident.AnnouncedResolved, incident.Posted, at(t, "1 00:00"))}})
	ongoing := incident.Judge(incident.Record{Open: true, Marks: []incident.Mark{mark(incident.Began, incident.Prose, at(t, "1 00:00"))}})
	sample := append(lasting(30, 10, 100), statement.Episode{Incident: posted}, statement.Episode{Incident: ongoing})
	got := reliability(sample)
	if d := got.TTR; d.N != 3 || d.Missing != 1 || d.Open != 1 || d.Median != 30 || math.Abs(d.Mean-140.0/3) > 1e-9 {
		t.Errorf("TTR %+v", d)
	}
	if d := got.TTD; d.N != 0 || d.Missing != 4 || d.Open != 1 || !math.IsNaN(d.Median) || !math.IsNaN(d.Mean) || !math.IsNaN(d.Low) {
		t.Errorf("TTD %+v", d)
	}
	if d := reliability(lasting(10, 40)).TTR; d.Median != 25 || d.Low != 10 || d.High != 40 {
		t.Errorf("two values: %+v, want the interval from one to the other", d)
	}
	if d := reliability(lasting(10)).TTR; d.Median != 10 || !math.IsNaN(d.Low) || !math.IsNaN(d.High) {
		t.Errorf("one value: %+v, want no interval", d)
	}
	if d := reliability(lasting(7, 7, 7)).TTR; d.Low != 7 || d.High != 7 {
		t.Errorf("equal values: %+v", d)
	}
}

// An end before its onset, or one far from every post, is no sample.
func TestOnlyTrustedDurations(t *testing.T) {
	far := incident.Judge(incident.Record{
		Posts: []incident.Post{{Status: "Investigating", At: at(t, "1 00:00")}, {Status: "Resolved", At: at(t, "1 01:00")}},
		Marks: []incident.Mark{
			mark(incident.Began, incident.Prose, at(t, "1 00:00")), mark(incident.Detected, incident.Posted, at(t, "1 00:00")),
			mark(incident.Resolved, incident.Prose, at(t, "1 20:00")), mark(incident.AnnouncedResolved, incident.Posted, at(t, "1 01:00")),
		},
	})
	said := incident.Settle(incident.Single(incident.Record{ID: "i", Marks: []incident.Mark{mark(incident.Began, incident.Prose, at(t, "1 00:00"))}}),
		[]incident.Amendment{{Incident: "i", Instant: incident.Resolved, Absent: true, Author: "Kim"}})
	if d := reliability([]statement.Episode{{Incident: said}}).TTR; d.Missing != 1 || d.Open != 0 {
		t.Errorf("nobody knows its end: %+v", d)
	}
	got := reliability(append(lasting(-60, 30), statement.Episode{Incident: far}))
	if got.TTR.N != 1 || got.TTR.Mean != 30 || got.TTR.Missing != 2 || got.TTD.N != 0 || got.TTD.Missing != 3 {
		t.Errorf("%+v", got)
	}
}

// The interval is the same on every run and in whatever order incidents come,
// and for a large even sample it is the normal one.
func TestBootstrap(t *testing.T) {
	var minutes []int
	for i := range 200 {
		minutes = append(minutes, i)
	}
	a := reliability(lasting(minutes...)).TTR
	slices.Reverse(minutes)
	if b := reliability(lasting(minutes...)).TTR; a != b {
		t.Errorf("%+v in order, %+v reversed", a, b)
	}
	half := 1.96 * math.Sqrt((200.0*200-1)/12/200)
	if math.Abs(a.Low-(99.5-half)) > 0.5 || math.Abs(a.High-(99.5+half)) > 0.5 {
		t.Errorf("interval %.2f to %.2f, want about %.2f to %.2f", a.Low, a.High, 99.5-half, 99.5+half)
	}
}
