package incident

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"aftermath/internal/span"
)

var cest = time.FixedZone("CEST", 2*3600)

// at is a time on 30 April 2025 in CEST; the day may be moved by a suffix as
// "00:10+1".
func at(clock string) time.Time {
	day := 30
	if before, ok := strings.CutSuffix(clock, "+1"); ok {
		clock, day = before, 31 // April has 30: the first of May
	}
	t, err := time.Parse("15:04", clock)
	if err != nil {
		panic(err)
	}
	return time.Date(2025, time.April, day, t.Hour(), t.Minute(), 0, 0, cest)
}

func mark(kind Kind, clock string, basis Basis, start int) Mark {
	return Mark{Kind: kind, At: at(clock), Precision: Minute, Basis: basis, Quote: clock, Place: Place{File: "f", Line: 1, Column: start + 1, Start: start, End: start + 5}}
}

func with(m Mark, p Precision) Mark {
	m.Precision = p
	return m
}

func row(m Mark) Mark {
	m.Rule = RowPrefix + "rolled-back"
	return m
}

func TestJudgePrecedence(t *testing.T) {
	postmortem := []Post{{Status: "Postmortem", Place: Place{File: "f", Start: 100, End: 200}}}
	for _, tc := range []struct {
		name  string
		kind  Kind
		marks []Mark
		want  string // clock and start of the winner, "" for none
		why   string
	}{
		{"amended over stated", Began, []Mark{mark(Began, "15:40", Stated, 1), mark(Began, "15:49", Amended, 2)}, "15:49@2", "amended outranks stated"},
		{"stated over prose", Began, []Mark{mark(Began, "15:40", Prose, 1), mark(Began, "15:49", Stated, 2)}, "15:49@2", "stated outranks prose"},
		{"prose over posted", Detected, []Mark{mark(Detected, "15:40", Posted, 1), mark(Detected, "15:49", Prose, 2)}, "15:49@2", "prose outranks posted"},
		{"posted over observed", Mitigated, []Mark{mark(Mitigated, "15:40", Observed, 1), mark(Mitigated, "15:49", Posted, 2)}, "15:49@2", "posted outranks observed"},
		{"a post is no onset", Began, []Mark{mark(Began, "15:40", Posted, 1)}, "", ""},
		{"a post is no resolution", Resolved, []Mark{mark(Resolved, "17:41", Posted, 1), mark(Resolved, "17:03", Observed, 2)}, "17:03@2", "the only reading (observed)"},
		{"prose is no announcement", AnnouncedResolved, []Mark{mark(AnnouncedResolved, "17:03", Prose, 1)}, "", ""},
		{"minute over about", Began, []Mark{with(mark(Began, "15:40", Prose, 1), About), mark(Began, "15:49", Prose, 2)}, "15:49@2", "given to the minute, the other reading only about"},
		{"about over hour", Began, []Mark{with(mark(Began, "15:00", Prose, 1), Hour), with(mark(Began, "15:50", Prose, 2), About)}, "15:50@2", "given to the about"},
		{"hour over day", Began, []Mark{with(mark(Began, "00:00", Prose, 1), Day), with(mark(Began, "16:00", Prose, 2), Hour)}, "16:00@2", "given to the hour"},
		{"second is as good as minute", Began, []Mark{with(mark(Began, "15:49", Prose, 1), Second), mark(Began, "15:40", Prose, 2)}, "15:40@2", "the earliest of equal basis"},
		{"earliest onset", Began, []Mark{mark(Began, "15:49", Prose, 1), mark(Began, "15:40", Prose, 2)}, "15:40@2", "the earliest"},
		{"earliest detection", Detected, []Mark{mark(Detected, "16:20", Posted, 1), mark(Detected, "16:09", Posted, 2)}, "16:09@2", "the earliest"},
		{"earliest mitigation", Mitigated, []Mark{mark(Mitigated, "17:08", Posted, 1), mark(Mitigated, "16:50", Posted, 2)}, "16:50@2", "the earliest"},
		{"a mitigation is not before the onset", Mitigated, []Mark{mark(Began, "15:49", Prose, 1), mark(Mitigated, "15:30", Prose, 2), mark(Mitigated, "16:50", Prose, 3)}, "16:50@3", "the only reading"},
		{"a mitigation is not after the end", Mitigated, []Mark{mark(Resolved, "17:03", Prose, 1), mark(Mitigated, "18:30", Stated, 2)}, "", ""},
		{"a field over a row of the timeline", Mitigated, []Mark{row(mark(Mitigated, "16:30", Stated, 1)), mark(Mitigated, "16:50", Stated, 2)}, "16:50@2", "a field named for the instant"},
		{"latest resolution", Resolved, []Mark{mark(Resolved, "17:03", Prose, 1), mark(Resolved, "16:38", Prose, 2)}, "17:03@1", "the latest"},
		{"latest announcement", AnnouncedResolved, []Mark{mark(AnnouncedResolved, "17:41", Posted, 1), mark(AnnouncedResolved, "16:41", Posted, 2)}, "17:41@1", "the latest"},
		{"the earlier place of equal onsets", Began, []Mark{mark(Began, "15:49", Prose, 9), mark(Began, "15:49", Prose, 3)}, "15:49@3", "2 readings agree"},
		{"the later place of equal resolutions", Resolved, []Mark{mark(Resolved, "17:03", Prose, 3), mark(Resolved, "17:03", Prose, 9)}, "17:03@9", "2 readings agree"},
		{"the postmortem over an update", Began, []Mark{mark(Began, "15:20", Prose, 10), mark(Began, "15:49", Prose, 110)}, "15:49@110", "the postmortem's account"},
		{"precision before the postmortem", Began, []Mark{mark(Began, "15:52", Prose, 10), with(mark(Began, "15:49", Prose, 110), About)}, "15:52@10", "given to the minute"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			inc := Judge(Record{Marks: tc.marks, Posts: postmortem})
			c, ok := inc.Instants[tc.kind]
			if !ok || tc.want == "" {
				if ok || tc.want != "" {
					t.Fatalf("got %+v, want %q", c.Mark, tc.want)
				}
				return
			}
			clock, start, _ := strings.Cut(tc.want, "@")
			if c.Quote != clock || !c.At.Equal(at(clock)) || start != strconv.Itoa(c.Start) || !strings.Contains(c.Why, tc.why) {
				t.Errorf("got %s@%d because %q, want %s because %q", c.Quote, c.Start, c.Why, tc.want, tc.why)
			}
		})
	}
}

// Judging keeps every reading and does not depend on the order of the marks.
func TestJudgeKeepsAll(t *testing.T) {
	marks := []Mark{mark(Resolved, "16:38", Prose, 1), mark(Resolved, "17:03", Prose, 2), mark(Resolved, "17:03", Prose, 3), mark(Resolved, "17:10", Stated, 4)}
	for turn := range marks {
		order := append(append([]Mark{}, marks[turn:]...), marks[:turn]...)
		inc := Judge(Record{Marks: order})
		c := inc.Instants[Resolved]
		got := []int{c.Start}
		for _, r := range c.Rivals {
			got = append(got, r.Start)
		}
		if len(got) != 4 || got[0] != 4 || got[1] != 3 || got[2] != 2 || got[3] != 1 {
			t.Errorf("turned by %d: %v", turn, got)
		}
		if len(order) != len(inc.Marks) {
			t.Errorf("%d of %d marks are left", len(inc.Marks), len(order))
		}
	}
}

func TestLevel(t *testing.T) {
	reading := func(l Level, start int) Reading {
		return Reading{Level: l, Place: Place{File: "f", Start: start, End: start + 3}}
	}
	postmortem := []Post{{Status: "Postmortem", Place: Place{File: "f", Start: 100, End: 200}}}
	for _, tc := range []struct {
		name     string
		posts    []Post
		readings []Reading
		want     Level
	}{
		{"none", nil, nil, ""},
		{"the worst", nil, []Reading{reading(Degraded, 1), reading(Outage, 9), reading(Partial, 5)}, Outage},
		{"the worst of the postmortem", postmortem, []Reading{reading(Outage, 1), reading(Degraded, 110), reading(Partial, 120)}, Partial},
		{"a silent postmortem", postmortem, []Reading{reading(Degraded, 1), reading(Partial, 9)}, Partial},
	} {
		if got := Judge(Record{Posts: tc.posts, Levels: tc.readings}).Level; got != tc.want {
			t.Errorf("%s: got %q, want %q", tc.name, got, tc.want)
		}
	}
}

func TestWindows(t *testing.T) {
	type window struct {
		from, to string
		level    Level
	}
	began, mitigated, resolved := mark(Began, "15:49", Prose, 1), mark(Mitigated, "16:38", Prose, 20), mark(Resolved, "17:03", Prose, 40)
	for _, tc := range []struct {
		name           string
		marks          []Mark
		level          Level
		want           []window
		down, degraded int64
	}{
		{"severe, then degraded", []Mark{began, mitigated, resolved}, Partial, []window{{"15:49", "16:38", Partial}, {"16:38", "17:03", Degraded}}, 49, 25},
		{"no mitigation stated", []Mark{began, resolved}, Outage, []window{{"15:49", "17:03", Outage}}, 74, 0},
		{"no level", []Mark{began, resolved}, "", []window{{"15:49", "17:03", Degraded}}, 0, 74},
		{"mitigated after the end", []Mark{began, mark(Mitigated, "17:08", Posted, 20), resolved}, Partial, []window{{"15:49", "17:03", Partial}}, 74, 0},
		{"mitigated before the onset", []Mark{began, mark(Mitigated, "15:40", Posted, 20), resolved}, Partial, []window{{"15:49", "17:03", Partial}}, 74, 0},
		{"still open", []Mark{began, mitigated}, Partial, nil, 0, 0},
		{"onset unknown", []Mark{mitigated, resolved}, Partial, nil, 0, 0},
		{"ends before it begins", []Mark{mark(Began, "17:30", Prose, 1), resolved}, Partial, nil, 0, 0},
		{"degraded all along", []Mark{began, mitigated, resolved}, Degraded, []window{{"15:49", "17:03", Degraded}}, 0, 74},
	} {
		t.Run(tc.name, func(t *testing.T) {
			inc := Judge(Record{Marks: tc.marks, Levels: []Reading{{Level: tc.level}}})
			if len(inc.Windows) != len(tc.want) {
				t.Fatalf("got %v", inc.Windows)
			}
			for i, w := range tc.want {
				if got := inc.Windows[i]; got.Span != span.New(at(w.from), at(w.to)) || got.Level != w.level {
					t.Errorf("window %d: got %v %s", i, got.Span, got.Level)
				}
			}
			if inc.DownMinutes() != tc.down || inc.DegradedMinutes() != tc.degraded {
				t.Errorf("%d down, %d degraded", inc.DownMinutes(), inc.DegradedMinutes())
			}
		})
	}
}

func TestDoubts(t *testing.T) {
	ranged := func(from, to string, start int) []Mark {
		return []Mark{mark(Began, from, Prose, start), mark(Resolved, to, Prose, start)}
	}
	for _, tc := range []struct {
		name   string
		record Record
		want   string // a part of one doubt; "" for none at all
	}{
		{"nothing odd", Record{Marks: ranged("15:49", "17:03", 1)}, ""},
		{"end before onset", Record{Marks: ranged("17:03", "15:49", 1)}, "resolved (2025-04-30T15:49:00+02:00) lies before began (2025-04-30T17:03:00+02:00)"},
		{"no onset", Record{Marks: []Mark{mark(Resolved, "17:03", Prose, 1)}}, "no source states when it began"},
		{"no end", Record{Marks: []Mark{mark(Began, "17:03", Prose, 1)}}, "no source states when it was resolved"},
		{"two stretches", Record{Marks: append(ranged("10:00", "10:30", 1), ranged("14:00", "14:20", 50)...)}, "names 2 stretches apart from each other; the time between them is not counted"},
		{"a stretch in another", Record{Marks: append(ranged("10:00", "14:30", 1), ranged("14:00", "14:20", 50)...)}, ""},
		{"posted before it was known", Record{Marks: append(ranged("15:49", "17:03", 1), mark(Detected, "16:20", Prose, 30)), Posts: []Post{{Status: "Investigating", At: at("16:09")}}}, "the first post"},
	} {
		tc.record.Levels = []Reading{{Level: Partial}}
		inc := Judge(tc.record)
		all := strings.Join(inc.Doubts, "\n")
		if tc.want == "" && all != "" || !strings.Contains(all, tc.want) {
			t.Errorf("%s: %q, want %q", tc.name, all, tc.want)
		}
	}
}
