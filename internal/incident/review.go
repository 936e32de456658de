package incident

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Review finds what deserves a person's eye among list, the worst first, then
// in order of time. What a person has amended is settled and not asked again,
// unless two amendments contradict each other.
func Review(list []Incident, amendments []Amendment) []Finding {
	var out []Finding
	for _, p := range Likely(list, amendments) {
		out = append(out, Finding{Doubt: LikelyTwice, Incident: p.A, Other: &p.B, Words: fmt.Sprintf(
			"likely the same as %s (%s): %s", p.B.ID, p.B.File, p.Why)})
	}
	for _, inc := range list {
		out = append(out, inc.review()...)
	}
	slices.SortStableFunc(out, func(a, b Finding) int {
		at, _ := a.Incident.Anchor()
		bt, _ := b.Incident.Anchor()
		return cmp.Or(slices.Index(Doubts[:], a.Doubt)-slices.Index(Doubts[:], b.Doubt), at.Compare(bt), cmp.Compare(a.Incident.ID, b.Incident.ID))
	})
	return out
}

// review are the findings about one incident by itself.
func (inc Incident) review() []Finding {
	var out []Finding
	find := func(d Doubt, kinds []Kind, readings []Mark, chosen bool, format string, args ...any) {
		out = append(out, Finding{Doubt: d, Incident: inc, Kinds: kinds, Readings: readings, Chosen: chosen, Words: fmt.Sprintf(format, args...)})
	}
	if _, ok := inc.Anchor(); !ok {
		find(Undated, nil, nil, false, "no source states any instant: it belongs to no month and counts for nothing")
		return out
	}
	near, far := sift(amend(inc.Record, inc.Amendments))
	inner := newAccount(inc.Posts, near).inner
	for _, kind := range Kinds {
		c, ok := inc.Instants[kind]
		if !ok {
			continue
		}
		against := c.contradictions(inner)
		if m, ok := inc.Instants[Mitigated]; ok && kind == Resolved { // a range may end where the severe part does
			against = slices.DeleteFunc(against, func(r Mark) bool { return r.At.Equal(m.At) })
		}
		if len(against) > 0 {
			find(Contradiction, []Kind{kind}, append([]Mark{c.Mark}, against...), true, "%s: %s of equal basis (%s) %s; taken is %s",
				kind, plural(len(against), "other reading"), c.Basis, differ(len(against)), c.Why)
		}
		if d, words := c.weakness(); d != "" {
			find(d, []Kind{kind}, []Mark{c.Mark}, true, "%s: %s", kind, words)
		}
	}
	for _, p := range inc.disorder() {
		find(OutOfOrder, p[:], []Mark{inc.Instants[p[0]].Mark, inc.Instants[p[1]].Mark}, false, "%s lies before %s", p[1], p[0])
	}
	if _, closed := inc.Impact(); closed && inc.implausible() != "" {
		find(NoWindow, []Kind{Began, Resolved}, []Mark{inc.Instants[Began].Mark, inc.Instants[Resolved].Mark}, false, "%s: it declares no minute", inc.implausible())
	}
	inc.missing(find)
	for _, m := range apartFrom(far) {
		find(FarReading, []Kind{m.Kind}, []Mark{m}, false, "%s: a reading that lies more than 24 h from the rest of the account is not used", m.Kind)
	}
	return out
}

// contradictions are the readings of equal basis, one for each minute, that
// say another minute than the chosen one. Posts follow each other and do not
// contradict; nor do the ends of several stretches of harm.
func (c Choice) contradictions(inner func(Mark) int) []Mark {
	if c.Basis == Posted {
		return nil
	}
	seen := map[int64]bool{c.At.Unix() / 60: true}
	var out []Mark
	for _, r := range c.Rivals {
		same := r.Basis == c.Basis && inner(r) == inner(c.Mark) && coarseness[r.Precision] == coarseness[c.Precision]
		if minute := r.At.Unix() / 60; same && !seen[minute] {
			seen[minute] = true
			out = append(out, r)
		}
	}
	return out
}

// weakness says why the chosen reading is not to be relied on by itself.
func (c Choice) weakness() (Doubt, string) {
	switch {
	case c.Basis == Amended:
		return "", ""
	case strings.Contains(c.Rule, "duration"):
		return Derived, "reckoned from a duration, not stated"
	case c.Warning != "":
		return Doubtful, c.Warning
	case c.Precision == About:
		return Imprecise, "the words say only around"
	case c.Precision == Hour || c.Precision == Day:
		return Imprecise, "given only to the " + string(c.Precision)
	}
	return "", ""
}

// disorder are the pairs of instants of which the second may not lie before
// the first, and does.
func (inc Incident) disorder() [][2]Kind {
	var out [][2]Kind
	for _, p := range [...][2]Kind{{Began, Resolved}, {Began, Mitigated}, {Mitigated, Resolved}, {Detected, Resolved}, {Identified, Resolved}} {
		a, okA := inc.Instants[p[0]]
		b, okB := inc.Instants[p[1]]
		if okA && okB && b.At.Before(a.At) {
			out = append(out, p)
		}
	}
	return out
}

// missing finds ends and levels that no source states and no person has settled.
func (inc Incident) missing(find func(Doubt, []Kind, []Mark, bool, string, ...any)) {
	first := func(k Kind) []Mark {
		if c, ok := inc.Instants[k]; ok {
			return []Mark{c.Mark}
		}
		return nil
	}
	_, began := inc.Instants[Began]
	_, resolved := inc.Instants[Resolved]
	if !resolved && inc.Absent[Resolved].Author == "" {
		words := "no source states when it was resolved (the Resolved post does not say): it declares no minute"
		if _, announced := inc.Instants[AnnouncedResolved]; inc.Open && !announced {
			words = "it is still open as far as its source tells: it declares no minute"
		}
		find(NoEnd, []Kind{Resolved}, first(AnnouncedResolved), false, "%s", words)
	}
	if !began && inc.Absent[Began].Author == "" {
		find(NoOnset, []Kind{Began}, first(Detected), false, "no source states when customers were first harmed: it declares no minute")
	}
	if began && resolved && inc.Level == "" && !inc.harmless() {
		find(NoLevel, nil, nil, false, "no source states how severe it was: counted as degraded")
	}
}

// apartFrom are the far readings that name an end of the harm, one for each
// place, at most maxDistant.
func apartFrom(far []Mark) []Mark {
	var out []Mark
	for _, m := range far {
		if len(out) < maxDistant && !slices.ContainsFunc(out, func(o Mark) bool { return o.Place == m.Place }) {
			out = append(out, m)
		}
	}
	return out
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func differ(n int) string {
	if n == 1 {
		return "differs"
	}
	return "differ"
}
