package excel

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"aftermath/internal/contract"
	"aftermath/internal/incident"
	"aftermath/internal/statement"
)

// private is the part of acc that the customer id may see: own statements, the
// incidents that reached it with own figures, gaps of own services, and the
// names and digests of the inputs. Sizes of inputs, sums over services and
// warnings count others' traffic or may name them; they stay out.
func private(acc *statement.Account, id string) *statement.Account {
	hush := discretion(acc, id)
	own := &statement.Account{
		Organisation: acc.Organisation, Contact: acc.Contact, Sample: acc.Sample, Period: acc.Period, Version: acc.Version,
	}
	services := map[string]bool{}
	for _, st := range acc.Statements {
		if st.Customer.ID != id {
			continue
		}
		services[st.Service.ID] = true
		own.Statements = append(own.Statements, quiet(st, hush))
	}
	for _, ep := range acc.Incidents {
		mine := statement.Episode{Incident: quietIncident(ep.Incident, hush)}
		for _, h := range ep.Hit {
			if h.Customer.ID == id {
				mine.Hit = append(mine.Hit, h)
			}
		}
		for _, t := range ep.Traces {
			if t.Customer == id {
				mine.Traces = append(mine.Traces, t)
			}
		}
		if len(mine.Hit) > 0 {
			own.Incidents = append(own.Incidents, mine)
		}
	}
	for _, g := range acc.Gaps {
		if services[g.Service] {
			own.Gaps = append(own.Gaps, g)
		}
	}
	for _, in := range acc.Inputs {
		own.Inputs = append(own.Inputs, statement.Input{Path: hush(in.Path), Kind: in.Kind, SHA256: in.SHA256})
	}
	return own
}

func quiet(st statement.Statement, hush func(string) string) statement.Statement {
	runs := func(in []statement.Run) []statement.Run {
		out := slices.Clone(in)
		for i := range out {
			out[i].Reason, out[i].Incidents = hush(out[i].Reason), each(out[i].Incidents, hush)
		}
		return out
	}
	st.Bad, st.Other, st.Works = runs(st.Bad), runs(st.Other), slices.Clone(st.Works)
	for i := range st.Works {
		st.Works[i].Title, st.Works[i].Why = hush(st.Works[i].Title), hush(st.Works[i].Why)
	}
	return st
}

func quietIncident(inc incident.Incident, hush func(string) string) incident.Incident {
	instants := map[incident.Kind]incident.Choice{}
	for kind, c := range inc.Instants {
		instants[kind] = incident.Choice{Mark: incident.Mark{
			Kind: c.Kind, At: c.At, Precision: c.Precision, Basis: c.Basis, Quote: hush(c.Quote),
		}, Why: hush(c.Why)}
	}
	return incident.Incident{
		Record:   incident.Record{ID: hush(inc.ID), Title: hush(inc.Title), Components: each(inc.Components, hush), Open: inc.Open},
		Instants: instants, Level: inc.Level, Windows: inc.Windows, Doubts: each(inc.Doubts, hush),
	}
}

func each(list []string, f func(string) string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = f(s)
	}
	return out
}

const withheld = "(withheld: names another customer)"

// discretion returns what replaces free text in which another customer's name,
// id or key stands. Short ones must stand there as a word of their own, or
// nearly every text would be withheld.
func discretion(acc *statement.Account, id string) func(string) string {
	var own, others []string
	note := func(c contract.Customer) {
		list := append([]string{c.ID, c.Name}, c.Keys...)
		if c.ID == id {
			own = append(own, list...)
		} else {
			others = append(others, list...)
		}
	}
	for _, st := range acc.Statements {
		note(st.Customer)
	}
	for _, ep := range acc.Incidents {
		for _, h := range ep.Hit {
			note(h.Customer)
		}
		for _, t := range ep.Traces {
			note(contract.Customer{ID: t.Customer})
		}
	}
	for _, u := range acc.Unassigned {
		others = append(others, u.Customer)
	}
	own, others = folded(own), folded(others)
	return func(s string) string {
		text := strings.ToLower(s)
		for _, name := range own {
			text = strings.ReplaceAll(text, name, "\x00") // "Kestrel Health" does not name "Kestrel"
		}
		for _, name := range others {
			if !slices.Contains(own, name) && mentions(text, name) {
				return withheld
			}
		}
		return s
	}
}

// folded is list in lower case without blanks and repeats, longest first.
func folded(list []string) []string {
	out := each(list, func(s string) string { return strings.ToLower(strings.TrimSpace(s)) })
	slices.SortFunc(out, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	return slices.DeleteFunc(slices.Compact(out), func(s string) bool { return s == "" })
}

func mentions(text, name string) bool {
	if utf8.RuneCountInString(name) >= 5 {
		return strings.Contains(text, name)
	}
	for from := 0; ; {
		i := strings.Index(text[from:], name)
		if i < 0 {
			return false
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[i+len(name):])
		if !wordy(before) && !wordy(after) {
			return true
		}
		from = i + 1
	}
}

func wordy(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
