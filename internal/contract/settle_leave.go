package contract

import (
	"fmt"
)

// leave says whether the period gives a right to leave.
func (s *sheet) leave(j *Judgement, parts []settled) {
	for _, t := range s.policy.Termination {
		ok, step := s.leaves(t, parts[0], j.Verdict)
		step.Clause = t.Clause
		if step.Result = said("right to terminate", "no"); ok {
			step.Result.Printed = "yes"
			if j.Terminate == "" {
				if j.Terminate = t.Words(); t.Remedy != "" {
					j.Terminate += "; " + t.Remedy
				}
			}
		}
		s.write(step, "", false, "termination")
	}
}

func (s *sheet) leaves(t Termination, now settled, verdict Verdict) (bool, Step) {
	step := Step{Key: "termination", Label: "Termination", Formula: t.Words()}
	ok := true
	if t.Misses > 0 {
		missed := 0
		if t.missed(Earlier{Verdict: verdict, Availability: now.Compared, Down: floorMinutes(now.minutesLost)}) {
			missed++
		}
		of := max(t.Of, t.Misses)
		earlier := s.c.Earlier[max(0, len(s.c.Earlier)-(of-1)):]
		for _, e := range earlier {
			if t.missed(e) {
				missed++
			}
		}
		step.Operands = append(step.Operands, value("missed", whole(int64(missed)), unitCount), value("periods on record", whole(int64(len(earlier)+1)), unitCount))
		ok = missed >= t.Misses
	}
	if !t.Below.IsZero() {
		step.Operands = append(step.Operands, value("availability", now.Compared, unitShare), value("below", t.Below.Share(), unitShare))
		ok = ok && now.Compared != nil && now.Compared.Cmp(t.Below.Share()) < 0
	}
	if t.Down > 0 {
		step.Operands = append(step.Operands, value("lost", now.minutesLost, unitMinutes), value("more than", inMinutes(t.Down), unitMinutes))
		ok = ok && now.minutesLost != nil && now.minutesLost.Cmp(inMinutes(t.Down)) > 0
	}
	return ok, step
}

// missed says that a period counts as missed for the right to leave.
func (t Termination) missed(e Earlier) bool {
	switch {
	case !t.MissedBelow.IsZero():
		return e.Availability != nil && e.Availability.Cmp(t.MissedBelow.Share()) < 0
	case t.MissedDown > 0:
		return whole(e.Down).Cmp(inMinutes(t.MissedDown)) > 0
	}
	return e.Verdict == Missed
}

// Words is the right in a sentence.
func (t Termination) Words() string {
	words := ""
	if t.Misses > 0 {
		words = fmt.Sprintf("%d of %d periods", t.Misses, max(t.Of, t.Misses))
		switch {
		case !t.MissedBelow.IsZero():
			words += " below " + t.MissedBelow.String() + " %"
		case t.MissedDown > 0:
			words += " with more than " + lengthWords(t.MissedDown) + " lost"
		default:
			words += " missed"
		}
	}
	if !t.Below.IsZero() {
		words = joined(words, "this period below "+t.Below.String()+" %")
	}
	if t.Down > 0 {
		words = joined(words, "more than "+lengthWords(t.Down)+" lost in this period")
	}
	return words
}

func joined(a, b string) string {
	if a == "" {
		return b
	}
	return a + " and " + b
}
