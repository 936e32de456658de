package accesslog

import (
	"errors"
	"fmt"
	"strings"
)

// JSONLines compiles a format of one JSON object per line. A dotted name reaches
// into nested objects, or is a name that holds dots itself. All mistakes are
// reported at once.
func JSONLines(f Fields) (*Format, error) {
	j := &jsonLayout{guessTime: f.TimeUnit == ""}
	var wrong error
	j.timeUnit, j.latencyUnit, wrong = f.units("json", "field")
	problems := []error{wrong}
	for r, name := range f.byRole() {
		if len(name) > maxName {
			problems = append(problems, fmt.Errorf("json log format: the name %.20s… is longer than %d bytes", name, maxName))
		}
		if name != "" {
			j.names[r] = []string{name}
		}
	}
	if err := errors.Join(problems...); err != nil {
		return nil, err
	}
	return &Format{name: "json", layout: j}, nil
}

// maxName bounds a configured name in bytes, and with it how deep a scanner
// follows one.
const maxName = 256

// Roles that JSON lines have beside those of every format.
const (
	endRole    role = roles + iota // when the request ended, for a latency from its beginning
	loggerRole                     // the part of the program that wrote the line
	markRole                       // what every line about a request has
	jsonRoles
)

// jsonNames are the names for each role, the best first: the first that has a
// value in a line holds there.
type jsonNames [jsonRoles][]string

type jsonLayout struct {
	names       jsonNames
	timeUnit    unit
	guessTime   bool
	latencyUnit unit
	program     program
}

func (j *jsonLayout) scanner(o Options, c *clock) (scanner, error) {
	s := &jsonScanner{layout: j, clock: c}
	names := j.names
	if o.Customer != "" {
		names[customerRole] = []string{fieldName(o.Customer)}
	}
	if o.Service != "" {
		names[serviceRole] = []string{fieldName(o.Service)}
	}
	for r, alternatives := range names {
		for _, name := range alternatives {
			if len(name) > maxName {
				return nil, fmt.Errorf("the name %.20s… is longer than %d bytes", name, maxName)
			}
			s.slots[r] = append(s.slots[r], s.slot(name))
		}
	}
	s.found = make([]jsonValue, len(s.wanted))
	s.sizes = lengths(s.wanted)
	return s, nil
}

// slot is the place in found of the values of name.
func (s *jsonScanner) slot(name string) int {
	for _, w := range s.wanted {
		if w.name == name {
			return w.slot
		}
	}
	s.wanted = append(s.wanted, wanted{name, len(s.wanted)})
	return len(s.wanted) - 1
}

// wanted is a name to be found, and the slot that its value goes to.
type wanted struct {
	name string
	slot int
}

// lengths is the set of lengths that a key may have to matter among names: a
// whole name, or the part before one of its dots.
func lengths(names []wanted) (set [maxName/64 + 1]uint64) {
	for _, w := range names {
		for i := range len(w.name) + 1 {
			if i == len(w.name) || w.name[i] == '.' {
				set[i/64] |= 1 << (i % 64)
			}
		}
	}
	return set
}

// under are the names of which key is the part before a dot, without that part.
func under(names []wanted, key []byte, out []wanted) []wanted {
	for _, w := range names {
		if rest, ok := strings.CutPrefix(w.name, string(key)); ok && strings.HasPrefix(rest, ".") {
			out = append(out, wanted{rest[1:], w.slot})
		}
	}
	return out
}
