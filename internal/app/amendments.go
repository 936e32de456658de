package app

import (
	"errors"
	"fmt"
	"strings"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/history"
	"aftermath/internal/parse/terms"
)

// readAmendments adds those that files hold to those of the configuration.
func (s *settings) readAmendments() error {
	var wrong []error
	for _, src := range s.AmendmentFiles {
		wrong = append(wrong, s.eachOf(src.Files, src.Place, "amendments", func(file string, data []byte) []error {
			list, err := terms.ParseAmendments(file, data, s.Book.Zone)
			s.Amendments = append(s.Amendments, list...)
			return []error{err}
		})...)
	}
	return errors.Join(append(wrong, contradicting(s.Amendments)...)...)
}

// contradicting refuses two amendments that decide the same thing: which of
// the two holds cannot be known.
func contradicting(all []incident.Amendment) (wrong []error) {
	type decision struct{ a, b, what string }
	first := map[decision]incident.Amendment{}
	for _, a := range all {
		d := decision{a: a.Incident, what: string(a.Instant)}
		switch other := a.SameAs + a.DistinctFrom; {
		case other != "":
			d = decision{min(a.Incident, other), max(a.Incident, other), "same or distinct"}
		case !a.Window.Start.IsZero():
			continue // there may be several
		case a.Level != "":
			d.what = "level"
		case a.Cause != "":
			d.what = "cause"
		}
		if one, taken := first[d]; taken && one.Place != a.Place {
			wrong = append(wrong, placed(a.File, a.Line, a.Column,
				fmt.Errorf("the amendment at %s:%d decides the same about incident %q: keep one of the two", one.File, one.Line, a.Incident)))
			continue
		}
		first[d] = a
	}
	return wrong
}

// knownFormats refuses a source whose format there is not.
func (s *settings) knownFormats() error {
	var wrong []error
	for _, src := range s.Incidents {
		if err := knownFormat(src.Format); err != nil {
			wrong = append(wrong, placed(src.FormatPlace.File, src.FormatPlace.Line, src.FormatPlace.Column, err))
		}
	}
	return errors.Join(wrong...)
}

// knownFormat refuses the name of a format that there is not; "" is the one
// that the content shows.
func knownFormat(name string) error {
	if _, ok := history.Named(name); ok || name == "" {
		return nil
	}
	var names []string
	for _, f := range history.Formats() {
		names = append(names, f.Name)
	}
	const list = "aftermath incidents formats lists them"
	if near := parse.Nearby(name, names); len(near) > 0 {
		return fmt.Errorf("%q is no format of incidents\n    did you mean %s? %s", name, strings.Join(near, ", "), list)
	}
	return fmt.Errorf("%q is no format of incidents\n    %s", name, list)
}
