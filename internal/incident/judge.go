package incident

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Choice is the chosen reading of an instant, the readings it was preferred
// to, and why it won.
type Choice struct {
	Mark
	Rivals []Mark
	Why    string
}

// An Incident is a Record judged: one reading of each instant, and what
// follows from them.
type Incident struct {
	Record
	Instants map[Kind]Choice
	Level    Level // of the severe part; "" when the source does not say
	Windows  []Window
	Doubts   []string // what a person should look at: order, contradictions, missing ends
}

// strength is the precedence of bases: the lower, the stronger. An announced
// resolution is always the post itself.
var strength = map[Basis]int{Amended: 0, Stated: 1, Prose: 2, Posted: 3, Observed: 4}

// admissible says whether m may stand for its kind: a post does not say when
// customers were first harmed, and paperwork does not say when they were well
// again.
func admissible(m Mark) bool {
	switch m.Kind {
	case Began, Resolved:
		return m.Basis != Posted
	case AnnouncedResolved:
		return m.Basis == Posted || m.Basis == Stated || m.Basis == Amended
	}
	return true
}

// Judge chooses among the readings of each instant of r.
//
// The precedence:
//
//  1. the stronger basis: amended, stated, prose, posted, observed;
//  2. the finer precision, a day being the coarsest;
//  3. what the postmortem says before what an update said while it lasted;
//  4. the earliest onset, detection, identification and mitigation, and the
//     latest resolution: full function is the last thing confirmed;
//  5. of readings that agree, the earlier place in the document; of a
//     resolution the later place: a summary states it first, the account of
//     the recovery confirms it.
//
// Posts never give the onset or the resolution. The level is the worst that
// the postmortem names, else the worst that anything names.
func Judge(r Record) Incident {
	inc := Incident{Record: r, Instants: map[Kind]Choice{}}
	account := postmortems(r.Posts)
	for _, kind := range Kinds {
		var marks []Mark
		for _, m := range r.Marks {
			if m.Kind == kind && admissible(m) {
				marks = append(marks, m)
			}
		}
		if len(marks) == 0 {
			continue
		}
		slices.SortStableFunc(marks, account.rank)
		inc.Instants[kind] = Choice{Mark: marks[0], Rivals: marks[1:], Why: account.why(marks)}
	}
	inc.Level = account.worst(r.Levels)
	inc.Windows = windows(inc)
	inc.Doubts = doubts(inc)
	return inc
}

// told is where the postmortem stands in the document.
type told []Place

func postmortems(posts []Post) told {
	var places told
	for _, p := range posts {
		if strings.EqualFold(p.Status, "postmortem") && p.End > p.Start {
			places = append(places, p.Place)
		}
	}
	return places
}

// in says that a place lies in the postmortem.
func (t told) in(p Place) bool {
	return slices.ContainsFunc(t, func(post Place) bool {
		return post.File == p.File && p.End > p.Start && post.Start <= p.Start && p.End <= post.End
	})
}

// first is 0 for what the postmortem says in prose, 1 for the rest.
func (t told) first(m Mark) int {
	if m.Basis == Prose && !t.in(m.Place) {
		return 1
	}
	return 0
}

func (t told) rank(a, b Mark) int {
	if c := cmp.Or(
		cmp.Compare(strength[a.Basis], strength[b.Basis]),
		cmp.Compare(coarseness[a.Precision], coarseness[b.Precision]),
		cmp.Compare(t.first(a), t.first(b)),
	); c != 0 {
		return c
	}
	c := cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Start, b.Start))
	if a.Kind == Resolved || a.Kind == AnnouncedResolved {
		return -c
	}
	return c
}

// coarseness ranks the precisions: "around 14:00" is better than "at 2 pm", a
// day is the least.
var coarseness = map[Precision]int{Second: 0, Minute: 0, About: 1, Hour: 2, Day: 3}

// why says which rule put the first of ranked before the others.
func (t told) why(ranked []Mark) string {
	first := ranked[0]
	if len(ranked) == 1 {
		return fmt.Sprintf("the only reading (%s)", first.Basis)
	}
	// the readings that agree with the first decided nothing: look at the first that does not
	rival := slices.IndexFunc(ranked, func(m Mark) bool { return m.Basis == first.Basis && !m.At.Equal(first.At) })
	if rival < 0 {
		if second := ranked[1]; first.Basis != second.Basis {
			return fmt.Sprintf("%s outranks %s", first.Basis, second.Basis)
		}
		return fmt.Sprintf("%d readings agree", sameBasis(ranked))
	}
	second := ranked[rival]
	switch {
	case coarseness[first.Precision] != coarseness[second.Precision]:
		return fmt.Sprintf("given to the %s, the other reading only %s", first.Precision, second.Precision)
	case t.first(first) != t.first(second):
		return "the postmortem's account, which outranks an update's"
	case first.Kind == Resolved || first.Kind == AnnouncedResolved:
		return "the latest of equal basis: full function is the last thing confirmed"
	}
	return "the earliest of equal basis"
}

func sameBasis(ranked []Mark) int {
	n := 0
	for _, m := range ranked {
		if m.Basis == ranked[0].Basis {
			n++
		}
	}
	return n
}

// worst is the worst level that the postmortem names, else the worst of all.
func (t told) worst(readings []Reading) Level {
	var all, inPostmortem Level
	for _, r := range readings {
		if all == "" || r.Level.worse(all) {
			all = r.Level
		}
		if t.in(r.Place) && (inPostmortem == "" || r.Level.worse(inPostmortem)) {
			inPostmortem = r.Level
		}
	}
	return cmp.Or(inPostmortem, all)
}

// order is worst first.
var order = []Level{Outage, Partial, Degraded}

func (l Level) worse(than Level) bool {
	return slices.Index(order, l) < slices.Index(order, than)
}
