package incident

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var noon = time.Date(2025, 4, 10, 12, 0, 0, 0, time.UTC)

// told is a record of one document: harm from noon+from to noon+to minutes, in
// prose, and a post at the onset.
func told(file, id, title string, from, to int) Record {
	at := func(minute int) time.Time { return noon.Add(time.Duration(minute) * time.Minute) }
	place := Place{File: file, Line: 1, Column: 1, Start: 0, End: 9}
	return Record{
		ID: id, Title: title, File: file, Digest: "digest of " + file,
		Marks: []Mark{
			{Kind: Began, At: at(from), Precision: Minute, Basis: Prose, Quote: "words", Rule: "range", Place: place},
			{Kind: Resolved, At: at(to), Precision: Minute, Basis: Prose, Quote: "words", Rule: "range", Place: place},
		},
		Posts: []Post{{Status: "Investigating", At: at(from), Body: "We look into it.", Place: Place{File: file, Line: 9}}},
	}
}

func idsOf(cases []Case) string {
	var out []string
	for _, c := range cases {
		var one []string
		for _, s := range c.Sources {
			one = append(one, s.File+"/"+s.ID)
		}
		slices.Sort(one)
		out = append(out, strings.Join(one, "+"))
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// What joins records, and what does not.
func TestMerge(t *testing.T) {
	a, b := told("a", "x1", "Slow API", 0, 30), told("b", "y1", "Slow API", 0, 30)
	with := func(r Record, change func(*Record)) Record { change(&r); return r }
	url := func(r Record, url string) Record { return with(r, func(r *Record) { r.URL = url }) }
	links := func(r Record, links ...string) Record { return with(r, func(r *Record) { r.Links = links }) }
	bare := func(r Record) Record { return with(r, func(r *Record) { r.Posts = nil }) }
	by := func(r Record, provider string) Record { return with(r, func(r *Record) { r.Provider = provider }) }
	for name, c := range map[string]struct {
		records    []Record
		amendments []Amendment
		want       string
		clashes    int
	}{
		"nothing in common":          {[]Record{a, b}, nil, "a/x1 b/y1", 0},
		"one id":                     {[]Record{a, told("b", "x1", "Other", 0, 30)}, nil, "a/x1+b/x1", 0},
		"one id, one provider":       {[]Record{by(a, "Acme"), by(told("b", "x1", "Other", 9000, 9030), "ACME status")}, nil, "a/x1+b/x1", 0},
		"a number in common":         {[]Record{by(a, "Acme"), by(told("b", "x1", "Other", 9000, 9030), "Borealis")}, nil, "a/x1 b/x1", 1},
		"a number of the tool":       {[]Record{by(bare(told("a", "12", "A", 0, 30)), "Acme"), by(bare(told("b", "12", "B", 9000, 9030)), "Acme")}, nil, "a/12 b/12", 1},
		"a number, one time":         {[]Record{told("a", "12", "A", 0, 30), told("b", "12", "B", 600, 630)}, nil, "a/12+b/12", 0},
		"nobody's id":                {[]Record{bare(a), bare(told("b", "x1", "Other", 9000, 9030))}, nil, "a/x1 b/x1", 1},
		"a story of another year":    {[]Record{by(a, "Acme"), bare(told("b", "x1", "Other", 600000, 600030))}, nil, "a/x1+b/x1", 0},
		"a link to another day":      {[]Record{told("a", "kq81zz", "A", 0, 30), links(told("b", "y1", "B", 9000, 9030), "https://acme.test/incidents/kq81zz")}, nil, "a/kq81zz b/y1", 1},
		"two days on one page":       {[]Record{url(a, "https://acme.test/history"), url(told("b", "y1", "B", 9000, 9030), "https://acme.test/history")}, nil, "a/x1 b/y1", 1},
		"a page for all":             {[]Record{links(a, "https://acme.test/status"), links(told("b", "y1", "B", 300, 330), "https://acme.test/status")}, nil, "a/x1 b/y1", 0},
		"links to one incident":      {[]Record{links(a, "https://acme.test/incidents/kq81zz"), links(b, "https://acme.test/incidents/kq81zz/")}, nil, "a/x1+b/y1", 0},
		"two of one, one of another": {[]Record{url(a, "https://acme.test/i/1"), links(b, "https://acme.test/i/1"), links(told("c", "z1", "C", 9000, 9030), "https://acme.test/i/1")}, nil, "a/x1+b/y1 c/z1", 1},
		"one address":                {[]Record{url(a, "https://status.acme.test/i/1"), url(b, "http://www.status.acme.test/i/1/?x=2#top")}, nil, "a/x1+b/y1", 0},
		"a link":                     {[]Record{url(a, "https://status.acme.test/i/1"), links(b, "https://other.test/", "status.acme.test/i/1")}, nil, "a/x1+b/y1", 0},
		"a link to an id":            {[]Record{told("a", "kq81zz", "A", 0, 30), links(b, "https://status.acme.test/incidents/kq81zz")}, nil, "a/kq81zz+b/y1", 0},
		"a year is no id":            {[]Record{told("a", "2025", "A", 0, 30), links(b, "https://status.acme.test/incidents/2025")}, nil, "a/2025 b/y1", 0},
		"a site":                     {[]Record{url(a, "https://status.acme.test/"), url(b, "https://status.acme.test")}, nil, "a/x1 b/y1", 0},
		"a page of two":              {[]Record{url(a, "https://acme.test/history"), url(told("a", "x2", "B", 60, 90), "https://acme.test/history"), url(b, "https://acme.test/history")}, nil, "a/x1 a/x2 b/y1", 0},
		"one file tells apart":       {[]Record{a, told("a", "x2", "B", 0, 30), links(url(told("b", "x1", "C", 0, 30), "https://acme.test/incidents/abcdef"), "https://acme.test/incidents/unrelated"), told("a", "abcdef", "D", 0, 9)}, nil, "a/abcdef a/x1+b/x1 a/x2", 1},
		"a person joins":             {[]Record{a, b}, []Amendment{{Incident: "x1", SameAs: "y1"}}, "a/x1+b/y1", 0},
		"within a file":              {[]Record{a, told("a", "x2", "B", 0, 30)}, []Amendment{{Incident: "x2", SameAs: "x1"}}, "a/x1+a/x2", 0},
		"a person parts":             {[]Record{url(a, "https://acme.test/i/1"), url(b, "https://acme.test/i/1")}, []Amendment{{Incident: "y1", DistinctFrom: "x1"}}, "a/x1 b/y1", 0},
		"to a third":                 {[]Record{a, b, told("c", "z1", "C", 0, 30)}, []Amendment{{Incident: "x1", SameAs: "y1"}, {Incident: "z1", SameAs: "y1"}}, "a/x1+b/y1+c/z1", 0},
		"to nobody":                  {[]Record{a}, []Amendment{{Incident: "gone", SameAs: "x1"}, {Incident: "gone", SameAs: "went"}}, "a/x1", 0},
	} {
		cases, clashes := Merge(c.records, c.amendments)
		if got := idsOf(cases); got != c.want || len(clashes) != c.clashes {
			t.Errorf("%s: %s, want %s; clashes %+v", name, got, c.want, clashes)
		}
	}
}

// The status page leads; the postmortem's words and places are kept.
func TestJoined(t *testing.T) {
	page, story := told("page", "x1", "Slow API", 0, 40), told("story", "y1", "Postmortem: slow API", 5, 70)
	page.Provider, page.Components, page.URL, page.Open = "Acme", []string{"API"}, "https://acme.test/i/1", true
	story.Posts, story.Components, story.Links, story.Impact = nil, []string{"api", "Web"}, []string{"https://acme.test/i/1"}, "major"
	cases, _ := Merge([]Record{story, page}, nil)
	if len(cases) != 1 {
		t.Fatalf("%d cases", len(cases))
	}
	c := cases[0]
	if c.ID != "x1" || c.Title != "Slow API" || c.Provider != "Acme" || c.File != "page" || c.Open || c.Record.Impact != "major" || !slices.Equal(c.Components, []string{"API", "Web"}) {
		t.Errorf("%+v", c.Record)
	}
	inc := Settle(c, nil)
	if r := inc.Instants[Resolved]; r.File != "story" || !r.At.Equal(noon.Add(70*time.Minute)) {
		t.Errorf("resolved is %+v", r)
	}
	if b := inc.Instants[Began]; b.File != "story" || len(b.Rivals) != 1 || b.Rivals[0].File != "page" {
		t.Errorf("the postmortem's account outranks an update: %+v", b)
	}
}

// Posts that two documents have are kept once; a document's own twice stays.
func TestPostsOnce(t *testing.T) {
	a, b := told("a", "x1", "A", 0, 30), told("b", "x1", "A", 0, 30)
	a.Posts = append(a.Posts, a.Posts[0], Post{Status: "Resolved", At: noon.Add(31 * time.Minute), Body: "Over."})
	b.Posts = append(b.Posts, Post{Status: "Update", At: noon.Add(9 * time.Minute), Body: "Still."})
	b.Posts[0].Body, b.Posts[0].At = "We  look\ninto it.", b.Posts[0].At.Add(20*time.Second)
	cases, _ := Merge([]Record{a, b}, nil)
	var got []string
	for _, p := range cases[0].Posts {
		got = append(got, p.Status)
	}
	if want := []string{"Investigating", "Investigating", "Update", "Resolved"}; !slices.Equal(got, want) {
		t.Errorf("posts %v, want %v", got, want)
	}
}

// random is a few documents about a few incidents.
func random(dice *rand.Rand) []Record {
	var out []Record
	for f := range 2 + dice.IntN(4) {
		for i := range 1 + dice.IntN(3) {
			from := dice.IntN(100)
			r := told(fmt.Sprintf("f%d", f), fmt.Sprintf("id%d", i+3*dice.IntN(2)), []string{"Slow API", "Web down", "API slow again"}[dice.IntN(3)], from, from+1+dice.IntN(60))
			if dice.IntN(3) == 0 {
				r.URL = fmt.Sprintf("https://acme.test/incidents/id%d-", dice.IntN(4))
			}
			if dice.IntN(3) == 0 {
				r.Links = []string{fmt.Sprintf("https://acme.test/incidents/id%d-", dice.IntN(4))}
			}
			if !slices.ContainsFunc(out, func(o Record) bool { return o.ID == r.ID && o.File == r.File }) {
				out = append(out, r)
			}
		}
	}
	return out
}

// The order of the records decides nothing, every record is in one case, no
// file's records are joined, and merging what is merged changes nothing.
func TestMergeLaws(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	joined := 0
	for range 500 {
		records := random(dice)
		cases, _ := Merge(records, nil)
		shuffled := slices.Clone(records)
		dice.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		again, _ := Merge(shuffled, nil)
		if idsOf(cases) != idsOf(again) {
			t.Fatalf("order decides: %s, %s", idsOf(cases), idsOf(again))
		}
		byID := func(c []Case) []Case {
			return slices.SortedFunc(slices.Values(c), func(a, b Case) int { return strings.Compare(a.ID+a.File, b.ID+b.File) })
		}
		if diff := cmp.Diff(byID(cases), byID(again)); diff != "" {
			t.Fatal(diff)
		}
		n := 0
		var whole []Record
		for _, c := range cases {
			n += len(c.Sources)
			whole = append(whole, c.Record)
			files := map[string]bool{}
			for _, s := range c.Sources {
				if files[s.File] {
					t.Fatalf("two records of %s are joined", s.File)
				}
				files[s.File] = true
			}
			if len(c.Sources) > 1 {
				joined++
			}
		}
		if n != len(records) {
			t.Fatalf("%d records in cases, of %d", n, len(records))
		}
		if len(cases) == len(whole) && len(whole) == 1 {
			if one, _ := Merge(whole, nil); len(one) != 1 || cmp.Diff(whole[0], one[0].Record) != "" {
				t.Fatal("merged again, it differs")
			}
		}
	}
	if joined == 0 {
		t.Error("nothing was ever joined")
	}
}

// A copy of every document under another name changes no figure.
func TestCopiesAddNothing(t *testing.T) {
	dice := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		r := told("a", "x", "A", dice.IntN(50), 50+dice.IntN(50))
		if dice.IntN(2) == 0 {
			r.Levels = []Reading{{Level: Partial, Place: Place{File: "a"}}}
			r.Marks = append(r.Marks, Mark{Kind: Mitigated, At: noon.Add(50 * time.Minute), Precision: Minute, Basis: Prose, Place: Place{File: "a", Start: 20, End: 25}})
		}
		double := r
		double.File, double.Marks, double.Posts = "b", slices.Clone(r.Marks), slices.Clone(r.Posts)
		for i := range double.Marks {
			double.Marks[i].File = "b"
		}
		cases, _ := Merge([]Record{r, double}, nil)
		one, two := Judge(r), Settle(cases[0], nil)
		if len(cases) != 1 || one.DownMinutes() != two.DownMinutes() || one.DegradedMinutes() != two.DegradedMinutes() || len(two.Posts) != len(one.Posts) {
			t.Fatalf("%d cases; %d and %d minutes, were %d and %d", len(cases), two.DownMinutes(), two.DegradedMinutes(), one.DownMinutes(), one.DegradedMinutes())
		}
		for _, k := range Kinds {
			if !one.Instants[k].At.Equal(two.Instants[k].At) {
				t.Fatalf("%s: %s and %s", k, one.Instants[k].At, two.Instants[k].At)
			}
		}
	}
}
