package assess

import (
	"cmp"
	"slices"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/incident"
	"aftermath/internal/statement"
)

// A telling is one reading of an incident about which people decided
// something: as amended, or as the documents alone have it.
type telling struct {
	anchor   time.Time // zero: none
	impact   stretch
	services []contract.Service
}

// amended enters in the account the incidents about which people decided
// something, each with the customers whose statements it concerns: those who
// are under contract for a service that it is about, where it belongs to the
// month or its impact overlaps what is judged of them. Both are asked of the
// incident as amended and of what the documents alone say: a decision that
// takes minutes away, or moves an incident to another month, concerns those
// who no longer see a minute of it.
func (m *month) amended(settled []incident.Incident) {
	if len(m.facts.Amendments) == 0 {
		return
	}
	before := m.unamended()
	var anchors []time.Time
	for _, inc := range settled {
		if len(inc.Amendments) == 0 {
			continue
		}
		tellings := []telling{m.telling(inc)}
		for _, s := range inc.Sources {
			tellings = append(tellings, before[sourceKey{s.File, s.ID}])
		}
		one := statement.Amended{Incident: inc, Customers: m.concerned(tellings)}
		belongs := slices.ContainsFunc(tellings, m.belongs)
		if !belongs && len(one.Customers) == 0 {
			continue
		}
		anchor := tellings[0].anchor
		for _, t := range tellings {
			if anchor.IsZero() {
				anchor = t.anchor
			}
		}
		at, _ := slices.BinarySearchFunc(anchors, anchor, func(a, b time.Time) int { return cmp.Or(a.Compare(b), -1) })
		anchors = slices.Insert(anchors, at, anchor)
		m.account.Amended = slices.Insert(m.account.Amended, at, one)
	}
}

// A sourceKey names one document's record of an incident.
type sourceKey struct{ file, id string }

// unamended is what the documents alone say of each incident, by each of its
// records.
func (m *month) unamended() map[sourceKey]telling {
	out := map[sourceKey]telling{}
	cases, _ := incident.Merge(m.facts.Incidents, nil)
	for _, c := range cases {
		t := m.telling(incident.Settle(c, nil))
		for _, s := range c.Sources {
			out[sourceKey{s.File, s.ID}] = t
		}
	}
	return out
}

func (m *month) telling(inc incident.Incident) telling {
	t := telling{services: m.about(inc)}
	t.anchor, _ = inc.Anchor()
	if s, ok := inc.Impact(); ok {
		t.impact = minutesOf(s)
	}
	return t
}

// belongs says that a reading puts its incident in the month.
func (m *month) belongs(t telling) bool {
	return !t.anchor.IsZero() && m.account.Period.Contains(t.anchor)
}

// concerned are the ids of the customers whose statements one of tellings
// concerns, by customer name.
func (m *month) concerned(tellings []telling) []string {
	var out []string
	for _, term := range m.terms {
		if !slices.Contains(out, term.customer.ID) && slices.ContainsFunc(tellings, func(t telling) bool { return m.concerns(t, term) }) {
			out = append(out, term.customer.ID)
		}
	}
	return out
}

func (m *month) concerns(t telling, term *term) bool {
	return (m.belongs(t) || t.impact.overlaps(minutesOf(term.judged))) &&
		slices.ContainsFunc(term.numbers, func(n int) bool {
			return slices.ContainsFunc(t.services, func(s contract.Service) bool { return s.ID == m.facts.Book.Services[n].ID })
		})
}
