package labels

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/history"
)

// A Count is how one instant fared over the texts.
type Count struct {
	Exact       int // the label's minute
	Absent      int // neither says anything
	Wrong       int // another minute
	Extra       int // a value where the label has none
	Missing     int // none where the label has one
	Alternative int // the other reading of a text that contradicts itself
}

// All is the number of texts.
func (c Count) All() int {
	return c.Exact + c.Absent + c.Wrong + c.Extra + c.Missing + c.Alternative
}

// Right is the share, in percent, of texts whose instant is exact or rightly
// absent.
func (c Count) Right() float64 { return percent(c.Exact+c.Absent, c.All()) }

// False is the share, in percent, of texts for which a value is given that the
// label does not have.
func (c Count) False() float64 { return percent(c.Wrong+c.Extra, c.All()) }

func percent(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }

// A Miss is an instant that is not as its label says.
type Miss struct {
	File    string
	Kind    incident.Kind
	Outcome string // with the words that were read, and the rule
}

// A Score is how a corpus fared.
type Score struct {
	Counts  map[incident.Kind]*Count
	Misses  []Miss
	Refused []string // why texts could not be read; their instants count as not read
}

// Of reads the texts of dir whose labels pass keep (nil: all) and compares.
func Of(dir string, keep func(Label) bool) (Score, error) {
	labels, err := Read(dir)
	if err != nil {
		return Score{}, err
	}
	s := Score{Counts: map[incident.Kind]*Count{}}
	for _, kind := range incident.Kinds {
		s.Counts[kind] = &Count{}
	}
	for _, l := range labels {
		if keep != nil && !keep(l) {
			continue
		}
		if err := s.add(dir, l); err != nil {
			return Score{}, err
		}
	}
	return s, nil
}

func (s *Score) add(dir string, l Label) error {
	data, err := os.ReadFile(filepath.Join(dir, l.File))
	if err != nil {
		return err
	}
	var inc incident.Incident
	d, err := history.Read(l.File, data, "", parse.Options{Zone: l.Zone()})
	switch {
	case err != nil:
		s.Refused = append(s.Refused, err.Error())
	case len(d.Records) > 0:
		inc = incident.Judge(d.Records[0])
	}
	for _, kind := range incident.Kinds {
		got, ok := inc.Instants[kind]
		outcome, err := s.Counts[kind].add(l, kind, got, ok)
		if err != nil {
			return fmt.Errorf("%s: %w", l.File, err)
		}
		if outcome != "" {
			s.Misses = append(s.Misses, Miss{l.File, kind, outcome})
		}
	}
	return nil
}

// add counts one instant and says what is not right about it.
func (c *Count) add(l Label, kind incident.Kind, got incident.Choice, ok bool) (string, error) {
	label := l.of(kind)
	read := fmt.Sprintf("got %s (%s, %s) from %q", got.At.Format(time.RFC3339), got.Basis, got.Rule, got.Quote)
	switch {
	case !ok && label == nil:
		c.Absent++
		return "", nil
	case !ok:
		c.Missing++
		return "missing: want " + *label, nil
	}
	if label != nil {
		want, err := minute(*label)
		if err != nil || got.At.Truncate(time.Minute).Equal(want) {
			c.Exact++
			return "", err
		}
	}
	for _, other := range l.alternatives(kind) {
		if at, err := minute(other); err == nil && at.Equal(got.At.Truncate(time.Minute)) {
			c.Alternative++
			return "alternative: " + read, nil
		}
	}
	if label == nil {
		c.Extra++
		return "extra: " + read, nil
	}
	c.Wrong++
	return "wrong: " + read + ", want " + *label, nil
}

// String is the score as a table.
func (s Score) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-18s %5s %6s %5s %5s %7s %11s %8s %7s\n", "instant", "exact", "absent", "wrong", "extra", "missing", "alternative", "right %", "false %")
	for _, kind := range incident.Kinds {
		c := s.Counts[kind]
		fmt.Fprintf(&b, "%-18s %5d %6d %5d %5d %7d %11d %8.1f %7.1f\n", kind, c.Exact, c.Absent, c.Wrong, c.Extra, c.Missing, c.Alternative, c.Right(), c.False())
	}
	return b.String()
}
