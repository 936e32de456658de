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

	Sources    []Source         // the documents that tell of it, the leading one first
	Amendments []Amendment      // what people have decided about it
	Absent     map[Kind]Absence // instants that a person says are not known
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

// Judge chooses among the readings of each instant of r, a single document.
func Judge(r Record) Incident { return Settle(Single(r), nil) }

// Settle chooses among the readings of each instant of c, and lets the
// amendments that name it win.
//
// The precedence:
//
//  1. the stronger basis: amended, stated, prose, posted, observed;
//  2. of several stretches of harm, the onset of the first and the end of the
//     last;
//  3. of what is stated, a field named for its instant before a row of a
//     timeline;
//  4. the finer precision, a day being the coarsest;
//  5. what the postmortem says before what an update said while it lasted;
//  6. the earliest onset, detection, identification and mitigation, and the
//     latest resolution: full function is the last thing confirmed;
//  7. of readings that agree, the earlier place in the document; of a
//     resolution the later place: a summary states it first, the account of
//     the recovery confirms it.
//
// A mitigation that a text puts before the chosen onset or after the chosen
// resolution is a rival and never chosen. Posts never give the onset or the
// resolution. What lies far from the posts, and what is reckoned from a length
// of time, is a rival and never chosen. Where an account contradicts itself and
// nothing decides, the chosen reading says so. The level is the worst that the
// postmortem names, else the worst that anything
// names.
func Settle(c Case, amendments []Amendment) Incident {
	inc := Incident{Record: c.Record, Instants: map[Kind]Choice{}, Sources: c.Sources, Amendments: c.amended(amendments)}
	r, reckoned := unreckoned(amend(c.Record, inc.Amendments))
	near, far := sift(r)
	account := newAccount(r.Posts, near)
	account.told = append(account.told, c.told()...)
	for _, kind := range [...]Kind{Began, Resolved, Detected, Identified, Mitigated, AnnouncedResolved} {
		marks, rivals := admitted(near, kind), admitted(far, kind)
		if kind == Mitigated {
			marks, rivals = inc.during(marks, rivals)
		}
		if inc.withhold(kind, marks, rivals) || len(marks) == 0 {
			continue
		}
		slices.SortStableFunc(marks, account.rank)
		rivals = append(marks[1:len(marks):len(marks)], rivals...)
		rivals = append(rivals, admitted(reckoned, kind)...)
		inc.Instants[kind] = Choice{Mark: marks[0], Rivals: rivals, Why: account.why(marks)}
	}
	inc.contradict(near, reckoned)
	inc.Level = cmp.Or(inc.amendedLevel(), account.worst(r.Levels))
	inc.Windows = windows(inc, account.stretches)
	if inc.overrule() {
		account.stretches = nil // what the text names as stretches decides nothing
	}
	inc.Doubts = slices.Concat(doubts(inc, account.stretches), inc.unstated(reckoned), distant(far))
	return inc
}

// admitted are the marks that may stand for kind.
func admitted(marks []Mark, kind Kind) []Mark {
	var out []Mark
	for _, m := range marks {
		if m.Kind == kind && admissible(m) {
			out = append(out, m)
		}
	}
	return out
}

// during parts the mitigations that a text tells of into those that may be of
// this incident and those before its onset or after its end, which go to the
// rivals: a restart for maintenance, the lasting repair a day later.
func (inc Incident) during(marks, rivals []Mark) (within, others []Mark) {
	began, hasBegan := inc.Instants[Began]
	resolved, hasResolved := inc.Instants[Resolved]
	others = rivals
	for _, m := range marks {
		told := m.Basis == Prose || m.Basis == Stated
		if told && (hasBegan && m.At.Before(began.At) || hasResolved && m.At.After(resolved.At)) {
			others = append(others, m)
		} else {
			within = append(within, m)
		}
	}
	return within, others
}

// An account is what the precedence needs to know of a record beside the mark
// itself.
type account struct {
	told      []Place   // where the postmortem stands in the document
	stretches []stretch // of harm, apart from each other, in order
}

func newAccount(posts []Post, marks []Mark) account {
	var a account
	for _, p := range posts {
		if isPostmortem(p) && p.End > p.Start {
			a.told = append(a.told, p.Place)
		}
	}
	a.stretches = a.harm(marks)
	return a
}

// in says that a place lies in the postmortem.
func (a account) in(p Place) bool {
	return slices.ContainsFunc(a.told, func(post Place) bool {
		return post.File == p.File && p.End > p.Start && post.Start <= p.Start && p.End <= post.End
	})
}

// first is 0 for what the postmortem says in prose, 1 for the rest.
func (a account) first(m Mark) int {
	if m.Basis == Prose && !a.in(m.Place) {
		return 1
	}
	return 0
}

// inner is 1 for an onset that only begins a later stretch of harm, and for an
// end that only ends an earlier one; else 0.
func (a account) inner(m Mark) int {
	n := len(a.stretches)
	if n > 1 && (m.Kind == Began && !m.At.Before(a.stretches[1].Start) || m.Kind == Resolved && !m.At.After(a.stretches[n-2].End)) {
		return 1
	}
	return 0
}

func (a account) rank(x, y Mark) int {
	if c := cmp.Or(
		cmp.Compare(strength[x.Basis], strength[y.Basis]),
		cmp.Compare(a.inner(x), a.inner(y)),
		cmp.Compare(narrated(x), narrated(y)),
		cmp.Compare(coarseness[x.Precision], coarseness[y.Precision]),
		cmp.Compare(a.first(x), a.first(y)),
	); c != 0 {
		return c
	}
	c := cmp.Or(x.At.Compare(y.At), cmp.Compare(x.Start, y.Start))
	if x.Kind == Resolved || x.Kind == AnnouncedResolved {
		return -c
	}
	return c
}

// RowPrefix opens the names of the rules of readings that come from a row of a
// timeline, a story told in order ("row/rolled-back"), and not from a field
// named for its instant ("Repaired: 09:43").
const RowPrefix = "row/"

// narrated is 1 for what a row of a timeline tells, else 0.
func narrated(m Mark) int {
	if strings.HasPrefix(m.Rule, RowPrefix) {
		return 1
	}
	return 0
}

// coarseness ranks the precisions: "around 14:00" is better than "at 2 pm", a
// day is the least.
var coarseness = map[Precision]int{Second: 0, Minute: 0, About: 1, Hour: 2, Day: 3}

// why says which rule put the first of ranked before the others.
func (a account) why(ranked []Mark) string {
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
	case a.inner(first) != a.inner(second) && first.Kind == Began:
		return fmt.Sprintf("the onset of the first of %d stretches", len(a.stretches))
	case a.inner(first) != a.inner(second):
		return fmt.Sprintf("the end of the last of %d stretches", len(a.stretches))
	case narrated(first) != narrated(second):
		return "a field named for the instant, which outranks a row of the timeline"
	case coarseness[first.Precision] != coarseness[second.Precision]:
		return fmt.Sprintf("given to the %s, the other reading only %s", first.Precision, second.Precision)
	case a.first(first) != a.first(second):
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
func (a account) worst(readings []Reading) Level {
	var all, inPostmortem Level
	for _, r := range readings {
		if all == "" || r.Level.worse(all) {
			all = r.Level
		}
		if a.in(r.Place) && (inPostmortem == "" || r.Level.worse(inPostmortem)) {
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
