package incident

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
)

// A Clash is two records that something says are of one incident, and that
// were kept apart all the same.
type Clash struct {
	A, B   Source
	SameID bool   // both have one id: only one of the two documents can be read
	Why    string // a sentence
}

// Merge joins the records that are of one incident. These are, unless a person
// says that they are distinct:
//
//  1. those of which a person says that they are the same;
//  2. those with the same id, unless they tell of different times and are
//     strangers: then it is a name that both happen to use;
//  3. those that share an address (Record.URL or Record.Links) which is one's
//     own or reads …/incidents/ID, and those of which one links to
//     …/incidents/ID of the other, unless they tell of different times. An
//     address that two records of one document have is that of a page, and
//     joins nothing.
//
// Two records of one document are joined by a person alone: the document keeps
// them apart. The cases come in the order of their first records; apart from
// that the order of the records does not matter.
func Merge(records []Record, amendments []Amendment) ([]Case, []Clash) {
	m := newMerger(records)
	for _, a := range amendments {
		if a.DistinctFrom != "" {
			m.distinct[pairOf(a.Incident, a.DistinctFrom)] = true
		}
	}
	for _, a := range amendments {
		if a.SameAs != "" {
			m.joinAll(append(slices.Clone(m.ids[a.Incident]), m.ids[a.SameAs]...), person)
		}
	}
	m.byID()
	m.byAddress()
	return m.cases(records), m.clashes
}

// A merger is sets of records, each with one of them as its root. Records are
// in canonical order, so that the order of files decides nothing.
type merger struct {
	records  []Record
	given    []int // place of each record in what Merge was given
	root     []int
	members  [][]int // of a root
	ids      map[string][]int
	distinct map[[2]string]bool
	clashes  []Clash
}

func newMerger(records []Record) *merger {
	m := &merger{ids: map[string][]int{}, distinct: map[[2]string]bool{}}
	for i := range records {
		m.given = append(m.given, i)
	}
	slices.SortStableFunc(m.given, func(i, j int) int { return canonical(records[i], records[j]) })
	for i, at := range m.given {
		r := records[at]
		m.records = append(m.records, r)
		m.root, m.members = append(m.root, i), append(m.members, []int{i})
		m.ids[r.ID] = append(m.ids[r.ID], i)
	}
	return m
}

func canonical(a, b Record) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Title, b.Title))
}

func pairOf(a, b string) [2]string { return [2]string{min(a, b), max(a, b)} }

// A ground is what says that two records are of one incident.
type ground int

const (
	person ground = iota
	id
	link
)

func (m *merger) joinAll(list []int, why ground) {
	for _, i := range list {
		m.join(list[0], i, why)
	}
}

// join makes one set of those of i and j, unless something speaks against it.
func (m *merger) join(i, j int, why ground) {
	a, b := m.root[i], m.root[j]
	if a == b {
		return
	}
	for _, x := range m.members[a] {
		for _, y := range m.members[b] {
			if m.distinct[pairOf(m.records[x].ID, m.records[y].ID)] {
				return // a person said so
			}
			if why != person && m.records[x].File == m.records[y].File {
				m.clash(i, j, why == id, fmt.Sprintf("%s tells of them as two", m.records[x].File))
				return
			}
		}
	}
	a, b = min(a, b), max(a, b)
	for _, y := range m.members[b] {
		m.root[y] = a
	}
	m.members[a], m.members[b] = append(m.members[a], m.members[b]...), nil
}

func (m *merger) clash(i, j int, sameID bool, why string) {
	m.clashes = append(m.clashes, Clash{sourceOf(m.records[i]), sourceOf(m.records[j]), sameID, why})
}

// byID joins records with the same id.
func (m *merger) byID() {
	for _, key := range sortedKeys(m.ids) {
		list := m.ids[key]
		for _, j := range list[1:] {
			a, b := m.records[list[0]], m.records[j]
			if distance(a, b) > nearPosts && strangers(a, b) {
				m.clash(list[0], j, true, fmt.Sprintf("%s and %s tell of different times under this id", cmp.Or(a.Provider, a.File), cmp.Or(b.Provider, b.File)))
				continue
			}
			m.join(list[0], j, id)
		}
	}
}

// byAddress joins records that share an address, or link to one another.
func (m *merger) byAddress() {
	owners := map[string][]int{}
	for i, r := range m.records {
		seen := map[string]bool{}
		for _, url := range append([]string{r.URL}, r.Links...) {
			if key := address(url); key != "" && !seen[key] {
				seen[key] = true
				owners[key] = append(owners[key], i)
			}
		}
	}
	for _, key := range sortedKeys(owners) {
		list := owners[key]
		if m.page(list) {
			continue
		}
		named := m.ids[linked(key)]
		own := slices.IndexFunc(list, func(i int) bool { return address(m.records[i].URL) == key })
		switch {
		case own >= 0:
			m.gather(list[own], append(slices.Clone(list), named...))
		case linked(key) != "":
			list = append(slices.Clone(named), list...)
			m.gather(list[0], list)
		}
	}
}

// gather joins i and those of list that tell of its time; of the others the
// first is a clash.
func (m *merger) gather(i int, list []int) {
	far := -1
	for _, j := range list {
		if distance(m.records[i], m.records[j]) <= nearPosts {
			m.join(i, j, link)
		} else if far < 0 {
			far = j
		}
	}
	if far >= 0 {
		m.clash(i, far, false, "they tell of different times")
	}
}

// page says that two of the records are of one document.
func (m *merger) page(list []int) bool {
	files := map[string]bool{}
	for _, i := range list {
		if file := m.records[i].File; files[file] {
			return true
		} else {
			files[file] = true
		}
	}
	return false
}

func (m *merger) cases(records []Record) []Case {
	set := make([]int, len(records)) // by place in what was given
	for i, at := range m.given {
		set[at] = m.root[i]
	}
	var out []Case
	done := map[int]bool{}
	for i, r := range records {
		root := set[i]
		if done[root] {
			continue
		}
		done[root] = true
		if len(m.members[root]) == 1 {
			out = append(out, Single(r))
			continue
		}
		var parts []Record
		for _, j := range m.members[root] {
			parts = append(parts, m.records[j])
		}
		out = append(out, joined(parts))
	}
	return out
}

// strangers says that a and b, of one id, need not be one incident: the id is a
// number, their providers differ, or one names no provider and neither has
// posts beside which the other's far readings would show.
func strangers(a, b Record) bool {
	number := !strings.ContainsFunc(a.ID, unicode.IsLetter)
	unnamed := (a.Provider == "" || b.Provider == "") && (len(a.Posts) > 0) == (len(b.Posts) > 0)
	return number || unnamed || rivals(a.Provider, b.Provider)
}

// rivals says that two providers are named and are not one: "Acme" and "Acme
// Status" may be.
func rivals(a, b string) bool {
	a, b = fold(a), fold(b)
	return !strings.Contains(a, b) && !strings.Contains(b, a)
}

// distance is the time between what two records tell of, 0 where either has no
// time.
func distance(a, b Record) time.Duration {
	s, okA := a.extent()
	t, okB := b.extent()
	if !okA || !okB {
		return 0
	}
	return apart(s, t)
}

// fold makes names comparable: case and spacing do not matter.
func fold(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
