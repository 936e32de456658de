package incident

import (
	"slices"
	"testing"
	"time"

	"aftermath/internal/span"
)

// TestReview has a row for each doubt: what is odd, and what is found.
func TestReview(t *testing.T) {
	mark := func(kind Kind, minute int, change ...func(*Mark)) Mark {
		m := Mark{Kind: kind, At: noon.Add(time.Duration(minute) * time.Minute), Precision: Minute, Basis: Prose, Quote: "words", Place: Place{File: "a", Line: 1, Start: minute + 1000, End: minute + 1005}}
		for _, c := range change {
			c(&m)
		}
		return m
	}
	record := func(change func(*Record)) Record {
		r := told("a", "x1", "Slow API", 0, 30)
		r.Levels = []Reading{{Level: Partial}}
		change(&r)
		return r
	}
	add := func(m ...Mark) func(*Record) { return func(r *Record) { r.Marks = append(r.Marks, m...) } }
	for name, c := range map[string]struct {
		record Record
		as     []Amendment
		want   []Doubt
	}{
		"in order":             {record(add()), nil, nil},
		"another onset":        {record(add(mark(Detected, 3), mark(Detected, 5))), nil, []Doubt{Contradiction}},
		"the same minute":      {record(add(mark(Detected, 3), mark(Detected, 3))), nil, nil},
		"posts follow":         {record(add(mark(Detected, 3, func(m *Mark) { m.Basis = Posted }), mark(Detected, 5, func(m *Mark) { m.Basis = Posted }))), nil, nil},
		"mitigated at the end": {record(add(mark(Mitigated, 20), mark(Resolved, 20))), nil, nil},
		"identified after":     {record(add(mark(Identified, 40))), nil, []Doubt{OutOfOrder}},
		"around":               {record(add(mark(Mitigated, 20, func(m *Mark) { m.Precision = About }))), nil, []Doubt{Imprecise}},
		"to the hour":          {record(add(mark(Mitigated, 20, func(m *Mark) { m.Precision = Hour }))), nil, []Doubt{Imprecise}},
		"assumed zone":         {record(add(mark(Mitigated, 20, func(m *Mark) { m.Warning = "no zone: read as UTC" }))), nil, []Doubt{Doubtful}},
		"a duration":           {record(add(mark(Mitigated, 20, func(m *Mark) { m.Rule = "duration-before" }))), nil, []Doubt{Derived}},
		"far":                  {record(add(mark(Mitigated, 20*24*60))), nil, []Doubt{FarReading}},
		"opened again": {record(func(r *Record) {
			r.Posts = append(r.Posts, Post{Status: "Resolved", At: noon.Add(10 * time.Minute), Place: Place{File: "a"}}, Post{Status: "Investigating", At: noon.Add(5 * time.Hour), Place: Place{File: "a"}})
			r.Marks[1].At, r.Marks[1].Start = noon.Add(6*time.Hour), 20
		}), nil, []Doubt{NoWindow}},
		"opened again, settled": {record(func(r *Record) {
			r.Posts = append(r.Posts, Post{Status: "Resolved", At: noon.Add(10 * time.Minute), Place: Place{File: "a"}}, Post{Status: "Investigating", At: noon.Add(5 * time.Hour), Place: Place{File: "a"}})
			r.Marks[1].At, r.Marks[1].Start = noon.Add(6*time.Hour), 20
		}), []Amendment{{Incident: "x1", Window: span.New(noon, noon.Add(10*time.Minute)), Level: Partial, Author: "Kim"}}, nil},
		"no level":              {record(func(r *Record) { r.Levels = nil }), nil, []Doubt{NoLevel}},
		"no end":                {record(func(r *Record) { r.Marks = r.Marks[:1] }), nil, []Doubt{NoEnd}},
		"no onset":              {record(func(r *Record) { r.Marks = r.Marks[1:] }), nil, []Doubt{NoOnset}},
		"nothing":               {Record{ID: "x1", File: "a"}, nil, []Doubt{Undated}},
		"an end, by a person":   {record(func(r *Record) { r.Marks = r.Marks[:1] }), []Amendment{{Incident: "x1", Instant: Resolved, At: noon.Add(time.Hour), Author: "Kim"}}, nil},
		"no end, by a person":   {record(func(r *Record) { r.Marks = r.Marks[:1] }), []Amendment{{Incident: "x1", Instant: Resolved, Absent: true, Author: "Kim"}}, nil},
		"a level, by a person":  {record(func(r *Record) { r.Levels = nil }), []Amendment{{Incident: "x1", Level: Outage, Author: "Kim"}}, nil},
		"around, by a person":   {record(add(mark(Mitigated, 20, func(m *Mark) { m.Precision = About }))), []Amendment{{Incident: "x1", Instant: Mitigated, At: noon.Add(20 * time.Minute), Author: "Kim"}}, nil},
		"worst first, of three": {record(func(r *Record) { r.Levels = nil; add(mark(Detected, 3), mark(Detected, 5), mark(Identified, 40))(r) }), nil, []Doubt{Contradiction, OutOfOrder, NoLevel}},
	} {
		var got []Doubt
		for _, f := range Review([]Incident{Settle(Single(c.record), c.as)}, c.as) {
			got = append(got, f.Doubt)
			if f.Words == "" {
				t.Errorf("%s: no words", name)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// Which incidents are likely one.
func TestLikely(t *testing.T) {
	record := func(file, id, title, provider string, from, to int, components ...string) Incident {
		r := told(file, id, title, from, to)
		r.Provider, r.Components = provider, components
		return Judge(r)
	}
	a := record("a", "x1", "API calls are slow", "Acme", 0, 60, "API")
	for name, c := range map[string]struct {
		other Incident
		as    []Amendment
		want  bool
	}{
		"like titles":               {record("b", "y1", "Slow API calls", "Acme", 20, 40), nil, true},
		"a component":               {record("b", "y1", "Timeouts", "Acme", 20, 40, "api"), nil, true},
		"a component, much later":   {record("b", "y1", "Timeouts", "Acme", 50, 80, "api"), nil, false},
		"nothing alike":             {record("b", "y1", "Login broken", "Acme", 0, 60, "Login"), nil, false},
		"another day":               {record("b", "y1", "Slow API calls", "Acme", 1440, 1500, "API"), nil, false},
		"just after":                {record("b", "y1", "Slow API calls", "Acme", 80, 90), nil, true},
		"no provider":               {record("b", "y1", "Slow API calls", "", 20, 40), nil, true},
		"another provider":          {record("b", "y1", "Timeouts", "Borealis", 0, 60, "API"), nil, false},
		"another provider, alike":   {record("b", "y1", "Slow API calls", "Borealis", 10, 60), nil, true},
		"of the same document":      {record("a", "y1", "Slow API calls", "Acme", 0, 60), nil, false},
		"distinct, says a person":   {record("b", "y1", "Slow API calls", "Acme", 0, 60), []Amendment{{Incident: "y1", DistinctFrom: "x1"}}, false},
		"distinct from yet another": {record("b", "y1", "Slow API calls", "Acme", 0, 60), []Amendment{{Incident: "y1", DistinctFrom: "z1"}}, true},
	} {
		for _, list := range [][]Incident{{a, c.other}, {c.other, a}} {
			if got := Likely(list, c.as); (len(got) == 1) != c.want || len(got) > 1 {
				t.Errorf("%s: %d pairs, want %t", name, len(got), c.want)
			}
		}
	}
}
