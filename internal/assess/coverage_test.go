package assess

import (
	"slices"
	"testing"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/span"
	"aftermath/internal/statement"
	"aftermath/internal/traffic"
)

func TestCoverage(t *testing.T) {
	axis, period := stretch{1000, 1100}, stretch{1020, 1080}
	for _, test := range []struct {
		name  string
		gap   time.Duration
		lines []span.Minute
		want  []stretch
	}{
		{"nobody logs", 10 * time.Minute, nil, []stretch{{1020, 1080}}},
		{"nobody logs, for less than a gap", 61 * time.Minute, nil, nil},
		{"from the minute after a line until the next", 10 * time.Minute, []span.Minute{1020, 1030, 1041, 1050, 1059, 1068, 1075}, []stretch{{1031, 1041}}},
		{"a part of a minute more is asked", 10*time.Minute + time.Second, []span.Minute{1020, 1030, 1041, 1050, 1060, 1070, 1079}, nil},
		{"a silence over the start counts in full", 10 * time.Minute, []span.Minute{1014, 1025, 1035, 1045, 1055, 1065, 1075}, []stretch{{1020, 1025}}},
		{"a silence over the end counts in full", 10 * time.Minute, []span.Minute{1020, 1030, 1040, 1050, 1060, 1070, 1076, 1090}, []stretch{{1077, 1080}}},
		{"no line known before: only what lies inside counts", 10 * time.Minute, []span.Minute{1029, 1039, 1049, 1059, 1069, 1079}, nil},
		{"no line known before, ten minutes inside", 10 * time.Minute, []span.Minute{1030, 1039, 1049, 1059, 1069, 1079}, []stretch{{1020, 1030}}},
		{"no line known after, nine minutes inside", 10 * time.Minute, []span.Minute{1020, 1030, 1040, 1050, 1060, 1070}, nil},
		{"no line known after, ten minutes inside", 10 * time.Minute, []span.Minute{1020, 1030, 1040, 1050, 1060, 1069}, []stretch{{1070, 1080}}},
		{"lines only before", 10 * time.Minute, []span.Minute{1000, 1010}, []stretch{{1020, 1080}}},
		{"lines only after", 10 * time.Minute, []span.Minute{1090}, []stretch{{1020, 1080}}},
		{"no gap set: every silent minute", 0, []span.Minute{1019, 1079}, []stretch{{1020, 1079}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			pool := make([]traffic.Counts, axis.count())
			for _, m := range test.lines {
				pool[m-axis.from] = traffic.Counts{Total: 1} // a line that does not count for the promise still shows logging
			}
			if got := newCoverage(pool, axis, test.gap).within(period); !slices.Equal(got, test.want) {
				t.Errorf("gaps %v, want %v", got, test.want)
			}
		})
	}
}

// A silence that lasts from before the contract into it is measured over the
// month, not over the contract's part alone.
func TestGapBeforeContract(t *testing.T) {
	logged := april()
	logged.Start = at(t, "10 12:05")
	f := Facts{Book: book(), Traffic: log{}.add("api", "acme", logged, n(20, 0, 0)).traffic}
	f.Book.Customers[0].Contracts[0].From = at(t, "10 12:00")
	if got := statementOf(t, assess(t, f), "acme").Minutes; got.Unknown != 5 {
		t.Errorf("minutes %+v, want 5 unknown", got)
	}
}

// A gap is unknown where no declared window covers it, and any customer's
// line, also an unknown one's, shows that the service was being logged.
func TestGapsOfMonth(t *testing.T) {
	l := log{}.add("api", "acme", april(), n(20, 0, 0))
	l.set("api", "acme", between(t, "10 10:00", "10 11:00"), n(0, 0, 0))
	l.add("api", "?stranger", between(t, "10 10:30", "10 10:31"), n(1, 0, 0))
	l.set("api", "acme", between(t, "12 10:00", "12 10:09"), n(0, 0, 0))
	a := assess(t, Facts{Book: book(), Traffic: l.traffic, Incidents: []incident.Record{declared(t, "x", "10 10:40", "", "10 10:50")}})
	want := []statement.Gap{
		{Span: between(t, "10 10:00", "10 10:30"), Service: "api"},
		{Span: between(t, "10 10:31", "10 10:40"), Service: "api"},
		{Span: between(t, "10 10:40", "10 10:50"), Service: "api", Declared: true},
		{Span: between(t, "10 10:50", "10 11:00"), Service: "api"},
	}
	if !slices.EqualFunc(a.Gaps, want, func(a, b statement.Gap) bool {
		return a.Start.Equal(b.Start) && a.End.Equal(b.End) && a.Service == b.Service && a.Declared == b.Declared
	}) {
		t.Errorf("gaps\n%v, want\n%v", a.Gaps, want)
	}
	for _, customer := range []string{"acme", "beta"} {
		if got := statementOf(t, a, customer).Minutes; got.Unknown != 49 || got.Down != 10 || got.Up != 43200-59 {
			t.Errorf("%s: %+v, want 49 unknown and 10 down", customer, got)
		}
	}
}
