package incident

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"aftermath/internal/span"
)

// ranged is the two marks of one range of the text; days moves it.
func ranged(from, to string, start, days int) []Mark {
	b, e := mark(Began, from, Prose, start), mark(Resolved, to, Prose, start)
	b.At, e.At = b.At.AddDate(0, 0, days), e.At.AddDate(0, 0, days)
	return []Mark{b, e}
}

func join(lists ...[]Mark) []Mark {
	var out []Mark
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}

// livePosts are those of an incident that was seen at 16:09 and announced over
// at 17:41; its postmortem came 13 days later.
var livePosts = []Post{
	{Status: "Investigating", At: at("16:09")},
	{Status: "Resolved", At: at("17:41")},
	{Status: "Postmortem", At: at("12:07").AddDate(0, 0, 13), Place: Place{File: "f", Start: 1, End: 1000}},
}

func clocks(inc Incident) string {
	var out []string
	for _, w := range inc.Windows {
		out = append(out, fmt.Sprintf("%s-%s %s %q", w.Start.Format("15:04"), w.End.Format("15:04"), w.Level, w.Quote))
	}
	return strings.Join(out, ", ")
}

func TestStretches(t *testing.T) {
	recovery := []Mark{mark(Mitigated, "16:38", Prose, 80), mark(Resolved, "17:03", Prose, 90)}
	two := join(ranged("13:05", "13:20", 10, 0), ranged("15:49", "16:38", 30, 0))
	about := join(ranged("13:05", "13:20", 10, 0), ranged("15:49", "16:38", 30, 0))
	for i := range about[:2] {
		about[i].Precision = About
	}
	amended := mark(Began, "15:40", Amended, 0)
	for _, tc := range []struct {
		name           string
		marks          []Mark
		windows        string
		began          string
		resolved       string
		down, degraded int64
	}{
		{"apart", two, `13:05-13:20 partial "13:05", 15:49-16:38 partial "15:49"`, "13:05", "16:38", 64, 0},
		{"the last is split by the mitigation", join(two, recovery), `13:05-13:20 partial "13:05", 15:49-16:38 partial "15:49", 16:38-17:03 degraded "16:38"`, "13:05", "17:03", 64, 25},
		{"a mitigation before the last splits nothing", join(two, []Mark{mark(Mitigated, "13:15", Prose, 80)}), `13:05-13:20 partial "13:05", 15:49-16:38 partial "15:49"`, "13:05", "16:38", 64, 0},
		{"the first is only about, and the first all the same", about, `13:05-13:20 partial "13:05", 15:49-16:38 partial "15:49"`, "13:05", "16:38", 64, 0},
		{"in any order", join(ranged("15:49", "16:38", 10, 0), ranged("13:05", "13:20", 30, 0)), `13:05-13:20 partial "13:05", 15:49-16:38 partial "15:49"`, "13:05", "16:38", 64, 0},
		{"overlapping", join(ranged("15:49", "16:38", 10, 0), ranged("15:40", "16:00", 30, 0)), `15:40-16:38 partial "15:40"`, "15:40", "16:38", 58, 0},
		{"touching", join(ranged("15:49", "16:00", 10, 0), ranged("16:00", "16:38", 30, 0)), `15:49-16:38 partial "15:49"`, "15:49", "16:38", 49, 0},
		{"amended to the second", append(join(two), amended), `15:40-16:38 partial "15:40"`, "15:40", "16:38", 58, 0},
		{"of another day", join(ranged("15:49", "16:38", 10, 0), ranged("10:00", "11:00", 30, 12)), `15:49-16:38 partial "15:49"`, "15:49", "16:38", 49, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for _, posts := range [][]Post{livePosts, nil} {
				inc := Judge(Record{Marks: tc.marks, Posts: posts, Levels: []Reading{{Level: Partial}}})
				if got := clocks(inc); got != tc.windows {
					t.Errorf("windows %s, want %s", got, tc.windows)
				}
				if inc.DownMinutes() != tc.down || inc.DegradedMinutes() != tc.degraded {
					t.Errorf("%d down, %d degraded", inc.DownMinutes(), inc.DegradedMinutes())
				}
				if s, ok := inc.Impact(); !ok || s != span.New(at(tc.began), at(tc.resolved)) {
					t.Errorf("impact %v", s)
				}
			}
		})
	}
	inc := Judge(Record{Marks: about})
	if why := inc.Instants[Began].Why; why != "the onset of the first of 2 stretches" {
		t.Errorf("why %q", why)
	}
}

// The stretches of an update that the postmortem corrects do not count.
func TestStretchesOfThePostmortem(t *testing.T) {
	posts := []Post{{Status: "Resolved", At: at("17:41")}, {Status: "Postmortem", At: at("18:00"), Place: Place{File: "f", Start: 100, End: 200}}}
	inc := Judge(Record{Marks: join(ranged("13:05", "13:20", 10, 0), ranged("15:49", "16:38", 130, 0)), Posts: posts, Levels: []Reading{{Level: Partial}}})
	if got := clocks(inc); got != `15:49-16:38 partial "15:49"` {
		t.Error(got)
	}
}

func TestPlausible(t *testing.T) {
	seed := join(ranged("15:49", "16:38", 10, 0), []Mark{mark(Resolved, "17:03", Prose, 90)})
	moved := func(days int) []Mark {
		return join(ranged("15:49", "16:38", 10, days), []Mark{mark(Resolved, "17:03", Prose, 90)})
	}
	shifted := func(m Mark, d time.Duration) Mark {
		m.At = m.At.Add(d)
		return m
	}
	announced := mark(AnnouncedResolved, "17:41", Posted, 95)
	for _, tc := range []struct {
		name    string
		marks   []Mark
		windows int
		began   bool
		doubt   string
	}{
		{"as it was", seed, 1, true, ""},
		{"another day in the text", moved(-27), 0, false, `"15:49" reads as 2025-04-03T15:49:00+02:00, more than 24 h from the rest of the account: not used`},
		{"a day before", []Mark{shifted(mark(Began, "16:08", Prose, 10), -24*time.Hour), mark(Resolved, "17:03", Prose, 90)}, 0, false, "not used"},
		{"just within a day", []Mark{shifted(mark(Began, "16:10", Prose, 10), -24*time.Hour), mark(Resolved, "17:03", Prose, 90)}, 1, true, ""},
		{"far, but amended", []Mark{shifted(mark(Began, "15:49", Amended, 10), -72*time.Hour), mark(Resolved, "17:03", Prose, 90)}, 1, true, ""},
		{"a range that opens far away", []Mark{shifted(mark(Began, "15:49", Prose, 10), -72*time.Hour), mark(Resolved, "17:03", Prose, 10)}, 0, true, "began (2025-04-27T15:49:00+02:00) lies more than 24 h from the nearest post: no window is declared"},
		{"ends long after it was announced", append(seed, announced, shifted(mark(Resolved, "15:49", Prose, 92), 24*time.Hour)), 0, true, "more than 12 h after the post that announced it (2025-04-30T17:41:00+02:00): no window is declared"},
	} {
		inc := Judge(Record{Marks: tc.marks, Posts: livePosts, Levels: []Reading{{Level: Partial}}})
		_, began := inc.Instants[Began]
		all := strings.Join(inc.Doubts, "\n")
		if len(inc.Windows) != tc.windows || began != tc.began || !strings.Contains(all, tc.doubt) || tc.doubt == "" && all != "" {
			t.Errorf("%s: %v, began %v, doubts %q", tc.name, inc.Windows, began, all)
		}
	}
	// what is not used stays to be seen
	inc := Judge(Record{Marks: join(seed, ranged("10:00", "11:00", 50, 12)), Posts: livePosts})
	if rivals := inc.Instants[Began].Rivals; len(rivals) != 1 || rivals[0].Quote != "10:00" || inc.Instants[Began].Why != "the only reading (prose)" {
		t.Errorf("rivals %v, %s", rivals, inc.Instants[Began].Why)
	}
	var many []Mark
	for i := range 2 * maxDistant {
		many = append(many, ranged("10:00", "11:00", 20*i, 12)...)
	}
	if inc := Judge(Record{Marks: many, Posts: livePosts}); !strings.Contains(strings.Join(inc.Doubts, "\n"), "5 more readings lie") {
		t.Errorf("doubts %q", inc.Doubts)
	}
}

func TestNoLevel(t *testing.T) {
	impact := ranged("15:49", "16:38", 10, 0)
	for _, tc := range []struct {
		name, impact string
		marks        []Mark
		levels       []Reading
		windows      string
		doubt        string
	}{
		{"nothing stated", "", impact, nil, `15:49-16:38 degraded "15:49"`, "no source states how severe it was: counted as degraded"},
		{"impact none", "none", impact, nil, "", "the page calls its impact none and no text says what was harmed: no window is declared"},
		{"impact none, the text knows better", "none", impact, []Reading{{Level: Partial}}, `15:49-16:38 partial "15:49"`, ""},
		{"impact none, a person knows better", "none", append(impact, mark(Began, "15:40", Amended, 0)), nil, `15:40-16:38 degraded "15:40"`, "counted as degraded"},
		{"nothing stated, still open", "", impact[:1], nil, "", "no source states when it was resolved"},
	} {
		inc := Judge(Record{Impact: tc.impact, Marks: tc.marks, Levels: tc.levels})
		if all := strings.Join(inc.Doubts, "\n"); clocks(inc) != tc.windows || all != tc.doubt && (tc.doubt == "" || !strings.Contains(all, tc.doubt)) {
			t.Errorf("%s: %s, doubts %q", tc.name, clocks(inc), all)
		}
	}
}
