package incident

import (
	"cmp"
	"slices"
	"time"

	"aftermath/internal/span"
)

// An Amendment is what a person decided about an incident. It says one thing:
//
//   - Instant with At, or with Absent: that nobody knows it;
//   - Window with Level: a stretch of harm;
//   - Level alone: how severe it was;
//   - Cause: the category by which a policy may exclude it;
//   - SameAs or DistinctFrom: the id of another record, that is or is not of
//     the same incident.
type Amendment struct {
	Incident string // id, or one of the ids that were joined

	Instant Kind
	At      time.Time
	Absent  bool

	Window span.Span
	Level  Level

	Cause string // "third-party", "force-majeure", …

	SameAs       string
	DistinctFrom string

	Author string
	Reason string
	Ticket string
	Date   time.Time // the day of the decision; zero: not said
	Place            // where it is written
}

// windowed says that the amendment states a stretch of harm.
func (a Amendment) windowed() bool { return !a.Window.Start.IsZero() }

// An Absence is an instant that a person says is not known, and the readings
// that this overrules.
type Absence struct {
	Amendment
	Overruled []Mark
}

// amended are the amendments that name c by any of its ids, in their order.
func (c Case) amended(all []Amendment) []Amendment {
	var out []Amendment
	for _, a := range all {
		if c.named(a.Incident) || a.SameAs != "" && c.named(a.SameAs) {
			out = append(out, a)
		}
	}
	return out
}

// amend adds to r the instants that people state, as marks of the strongest
// basis; the readings that they overrule stay beside them. Windows state the
// onset and the end too, where no amendment says otherwise.
func amend(r Record, amendments []Amendment) Record {
	r.Marks = slices.Clone(r.Marks)
	said := map[Kind]bool{}
	for _, a := range amendments {
		if a.Instant != "" {
			said[a.Instant] = true
		}
		if a.Instant != "" && !a.Absent {
			r.Marks = append(r.Marks, a.mark(a.Instant, a.At))
		}
	}
	first, last, ok := ends(amendments)
	if ok && !said[Began] {
		r.Marks = append(r.Marks, first.mark(Began, first.Window.Start))
	}
	if ok && !said[Resolved] {
		r.Marks = append(r.Marks, last.mark(Resolved, last.Window.End))
	}
	return r
}

// ends are the amended windows that begin first and end last.
func ends(amendments []Amendment) (first, last Amendment, ok bool) {
	for _, a := range amendments {
		if !a.windowed() {
			continue
		}
		if !ok || a.Window.Start.Before(first.Window.Start) {
			first = a
		}
		if !ok || a.Window.End.After(last.Window.End) {
			last = a
		}
		ok = true
	}
	return first, last, ok
}

func (a Amendment) mark(kind Kind, at time.Time) Mark {
	precision := Minute
	if at.Second() != 0 || at.Nanosecond() != 0 {
		precision = Second
	}
	return Mark{
		Kind: kind, At: at, Precision: precision, Basis: Amended, Rule: "amendment", Place: a.Place,
		Author: a.Author, Reason: a.Reason, Ticket: a.Ticket,
	}
}

// withhold enters that a person says kind is not known; marks and far are the
// readings that this overrules.
func (inc *Incident) withhold(kind Kind, marks, far []Mark) bool {
	i := slices.IndexFunc(inc.Amendments, func(a Amendment) bool { return a.Instant == kind && a.Absent })
	if i < 0 {
		return false
	}
	if inc.Absent == nil {
		inc.Absent = map[Kind]Absence{}
	}
	inc.Absent[kind] = Absence{inc.Amendments[i], append(marks[:len(marks):len(marks)], far...)}
	return true
}

// amendedLevel is the level that a person gave; the last one counts.
func (inc *Incident) amendedLevel() Level {
	var level Level
	for _, a := range inc.Amendments {
		if a.Level != "" && !a.windowed() {
			level = a.Level
		}
	}
	return level
}

// Cause is the category that a person gave, "" where nobody did; the last one
// counts.
func (inc Incident) Cause() string {
	cause := ""
	for _, a := range inc.Amendments {
		cause = cmp.Or(a.Cause, cause)
	}
	return cause
}

// overrule puts the windows that people state, if any, in place of those that
// follow from the instants.
func (inc *Incident) overrule() bool {
	var stated []Window
	for _, a := range inc.Amendments {
		if a.windowed() {
			stated = append(stated, Window{Span: a.Window, Level: a.Level, Basis: Amended, Quote: a.Reason})
		}
	}
	if len(stated) == 0 {
		return false
	}
	slices.SortStableFunc(stated, func(a, b Window) int { return a.Start.Compare(b.Start) })
	inc.Windows = stated
	if inc.Level == "" {
		inc.Level = slices.MinFunc(stated, func(a, b Window) int { return slices.Index(order, a.Level) - slices.Index(order, b.Level) }).Level
	}
	return true
}

// Says is what the amendment decides, in a few words, with times in zone where
// one is given.
func (a Amendment) Says(zone *time.Location) string {
	clock := func(t time.Time) string {
		if zone != nil {
			t = t.In(zone)
		}
		return t.Format("2006-01-02 15:04 -07:00")
	}
	switch {
	case a.Absent:
		return string(a.Instant) + " is not known"
	case a.Instant != "":
		return string(a.Instant) + " at " + clock(a.At)
	case a.windowed():
		return string(a.Level) + " from " + clock(a.Window.Start) + " to " + clock(a.Window.End)
	case a.Level != "":
		return "level " + string(a.Level)
	case a.Cause != "":
		return "cause " + a.Cause
	case a.SameAs != "":
		return "the same as " + a.SameAs
	}
	return "distinct from " + a.DistinctFrom
}
