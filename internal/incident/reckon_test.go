package incident

import (
	"strings"
	"testing"
)

// TestReckonedIsNeverChosen: whatever else is known, a reading from a length of
// time stands aside, and is kept.
func TestReckonedIsNeverChosen(t *testing.T) {
	reckoned := mark(Resolved, "16:36", Prose, 30)
	reckoned.Rule, reckoned.Warning = Reckoned, "reckoned from the onset at 15:49 and 47 minutes"
	began := mark(Began, "15:49", Prose, 1)

	inc := Judge(Record{Marks: []Mark{began, reckoned}})
	if c, ok := inc.Instants[Resolved]; ok || len(inc.Windows) > 0 {
		t.Errorf("chosen is %+v, windows %v", c, inc.Windows)
	}
	if all := strings.Join(inc.Doubts, "\n"); !strings.Contains(all, "would make it resolved at 2025-04-30T16:36:00+02:00, reckoned from") {
		t.Errorf("doubts %q", all)
	}

	for _, basis := range []Basis{Amended, Stated, Prose, Observed} {
		c := Judge(Record{Marks: []Mark{began, reckoned, mark(Resolved, "16:20", basis, 50)}}).Instants[Resolved]
		if c.Rule == Reckoned || len(c.Rivals) != 1 || c.Rivals[0].Rule != Reckoned {
			t.Errorf("%s: chosen %+v, rivals %+v", basis, c.Mark, c.Rivals)
		}
		if warned := strings.Contains(c.Warning, "16:36"); warned != (basis == Prose) {
			t.Errorf("%s: warning %q", basis, c.Warning)
		}
	}
}

// TestContradiction: two ranges with one end in common contradict each other;
// phases within a range and an end that a later sentence confirms do not.
func TestContradiction(t *testing.T) {
	ranged := func(from, to string, start int) []Mark {
		return []Mark{mark(Began, from, Prose, start), mark(Resolved, to, Prose, start)}
	}
	for _, tc := range []struct {
		name  string
		marks []Mark
		kind  Kind
		want  string // in the warning, "" for none
	}{
		{"one end", append(ranged("15:49", "16:38", 1), ranged("15:49", "17:03", 50)...), Resolved, `the text contradicts itself: "16:38" reads as 2025-04-30T16:38:00+02:00`},
		{"one onset", append(ranged("15:49", "17:03", 1), ranged("15:30", "17:03", 50)...), Began, `"15:49" reads as`},
		{"a phase within", append(ranged("15:49", "17:03", 1), ranged("16:00", "16:20", 50)...), Resolved, ""},
		{"the severe part", append(append(ranged("15:49", "16:38", 1), ranged("15:49", "17:03", 50)...), mark(Mitigated, "16:38", Prose, 80)), Resolved, ""},
		{"the recovery after a range", append(ranged("15:49", "16:38", 1), mark(Resolved, "17:03", Prose, 50)), Resolved, ""},
		{"the same twice", append(ranged("15:49", "17:03", 1), ranged("15:49", "17:03", 50)...), Resolved, ""},
	} {
		c := Judge(Record{Marks: tc.marks}).Instants[tc.kind]
		if tc.want == "" && c.Warning != "" || !strings.Contains(c.Warning, tc.want) {
			t.Errorf("%s: %q, want %q", tc.name, c.Warning, tc.want)
		}
	}
}
