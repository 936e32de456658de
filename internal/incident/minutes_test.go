package incident

import (
	"testing"
	"time"

	"aftermath/internal/span"
)

func TestTook(t *testing.T) {
	inc := Judge(Record{Marks: []Mark{mark(Began, "15:49", Prose, 1), mark(Detected, "15:40", Prose, 10), mark(Resolved, "17:03", Prose, 20)}})
	for _, tc := range []struct {
		from, to Kind
		want     time.Duration
		ok       bool
	}{
		{Began, Resolved, 74 * time.Minute, true},
		{Detected, Resolved, 83 * time.Minute, true},
		{Began, Detected, -9 * time.Minute, true}, // detected before the stated onset: legal, with its sign
		{Began, Mitigated, 0, false},
		{Identified, Mitigated, 0, false},
	} {
		d, ok := inc.Took(tc.from, tc.to)
		if ok != tc.ok || ok && d != tc.want {
			t.Errorf("%s → %s: %s %v", tc.from, tc.to, d, ok)
		}
	}
	if s, ok := inc.Impact(); !ok || s != span.New(at("15:49"), at("17:03")) {
		t.Errorf("impact %v %v", s, ok)
	}
}

// An open incident has no impact span, no window and no time to resolve; it
// belongs to a month all the same.
func TestOpen(t *testing.T) {
	inc := Judge(Record{Open: true, Marks: []Mark{mark(Began, "15:49", Prose, 1), mark(Detected, "16:09", Posted, 10)}, Levels: []Reading{{Level: Outage}}})
	if _, ok := inc.Impact(); ok || len(inc.Windows) != 0 || inc.DownMinutes() != 0 {
		t.Errorf("an open incident was closed: %v", inc.Windows)
	}
	if _, ok := inc.Took(Began, Resolved); ok {
		t.Error("an open incident has a time to resolve")
	}
	if anchor, ok := inc.Anchor(); !ok || !anchor.Equal(at("15:49")) {
		t.Errorf("anchor %s %v", anchor, ok)
	}
}

func TestAnchor(t *testing.T) {
	for _, tc := range []struct {
		name   string
		record Record
		want   string // "" for none
		month  string
	}{
		{"the onset, not the detection after midnight", Record{Marks: []Mark{mark(Began, "23:50", Prose, 1), mark(Detected, "00:10+1", Posted, 9)}}, "23:50", "2025-04"},
		{"the onset, though detected before", Record{Marks: []Mark{mark(Began, "00:10+1", Prose, 1), mark(Detected, "23:50", Posted, 9)}}, "00:10+1", "2025-05"},
		{"the earliest instant without an onset", Record{Marks: []Mark{mark(Resolved, "17:03", Prose, 1), mark(Detected, "16:09", Posted, 9)}}, "16:09", "2025-04"},
		{"the first post without an instant", Record{Posts: []Post{{Status: "Update", At: at("16:09")}, {Status: "Update", At: at("16:20")}}}, "16:09", "2025-04"},
		{"nothing", Record{}, "", ""},
	} {
		got, ok := Judge(tc.record).Anchor()
		if ok != (tc.want != "") || ok && !got.Equal(at(tc.want)) {
			t.Errorf("%s: %s %v", tc.name, got, ok)
		}
		if ok && span.MonthOf(got, cest).Name != tc.month {
			t.Errorf("%s: month %s", tc.name, span.MonthOf(got, cest).Name)
		}
	}
}

// Minutes of overlapping windows are a union, and a minute that is down is not
// degraded too.
func TestDeclared(t *testing.T) {
	inc := Incident{Windows: []Window{
		{Span: span.New(at("10:00"), at("10:30")), Level: Outage},
		{Span: span.New(at("10:20"), at("10:40")), Level: Partial},
		{Span: span.New(at("10:35"), at("11:00")), Level: Degraded},
	}}
	if inc.DownMinutes() != 40 || inc.DegradedMinutes() != 20 {
		t.Errorf("%d down, %d degraded", inc.DownMinutes(), inc.DegradedMinutes())
	}
	if got := inc.Declared(Outage).CountMinutes(); got != 30 {
		t.Errorf("outage %d", got)
	}
}
