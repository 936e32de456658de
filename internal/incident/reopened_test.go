package incident

import (
	"strings"
	"testing"
	"time"
)

// A page that calls an incident resolved and opens it again declares the time
// between only where a text says that the harm lasted.
func TestReopened(t *testing.T) {
	at := func(minute int) time.Time { return noon.Add(time.Duration(minute) * time.Minute) }
	posts := func(again int) []Post {
		return []Post{
			{Status: "investigating", At: at(0)}, {Status: "resolved", At: at(60)}, {Status: "Resolved", At: at(70)},
			{Status: "investigating", At: at(60 + again)}, {Status: "resolved", At: at(160 + again)},
		}
	}
	reading := func(kind Kind, minute, place int) Mark {
		return Mark{Kind: kind, At: at(minute), Precision: Minute, Basis: Prose, Place: Place{File: "f", Start: place, End: place + 5}}
	}
	apart := []Mark{reading(Began, 0, 10), reading(Resolved, 50, 20), reading(Resolved, 700, 30)}
	for name, c := range map[string]struct {
		again int
		marks []Mark
		down  int64
		doubt string
	}{
		"nobody tells them apart": {600, apart, 0, "opened it again at 2025-04-10T23:00:00Z"},
		"only the second":         {600, []Mark{reading(Began, 0, 10), reading(Began, 655, 30), reading(Resolved, 700, 30)}, 0, "tells the two stretches apart: no window is declared"},
		"told apart":              {600, []Mark{reading(Began, 0, 10), reading(Resolved, 50, 10), reading(Began, 655, 30), reading(Resolved, 700, 30)}, 95, "2 stretches"},
		"it lasted":               {600, []Mark{reading(Began, 0, 10), reading(Resolved, 700, 10)}, 700, ""},
		"over before":             {600, apart[:2], 50, ""},
		"closed too early":        {30, []Mark{reading(Began, 0, 10), reading(Resolved, 180, 30)}, 180, ""},
	} {
		inc := Judge(Record{File: "f", Posts: posts(c.again), Marks: c.marks, Levels: []Reading{{Level: Outage}}})
		doubts := strings.Join(inc.Doubts, "\n")
		if inc.DownMinutes() != c.down || !strings.Contains(doubts, c.doubt) || c.doubt == "" && doubts != "" {
			t.Errorf("%s: %d minutes down, want %d; doubts %q", name, inc.DownMinutes(), c.down, doubts)
		}
		if (c.down == 0) == inc.Trusted(Resolved) || !inc.Trusted(Detected) {
			t.Errorf("%s: trusted is %t, the detection %t", name, inc.Trusted(Resolved), inc.Trusted(Detected))
		}
	}
	amended := Settle(Single(Record{ID: "i", File: "f", Posts: posts(600), Marks: apart, Levels: []Reading{{Level: Outage}}}),
		[]Amendment{{Incident: "i", Instant: Began, At: at(0)}, {Incident: "i", Instant: Resolved, At: at(700)}})
	if amended.DownMinutes() != 700 {
		t.Errorf("amended, %d minutes", amended.DownMinutes())
	}
	if other := reopened([]Post{{Status: "Resolved", At: at(0), Place: Place{File: "a"}}, {Status: "Monitoring", At: at(90), Place: Place{File: "b"}}}); len(other) > 0 {
		t.Errorf("the posts of two documents: %v", other)
	}
}
