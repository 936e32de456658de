package accesslog

import "encoding/binary"

// A template is the shape of a line that was read before: the text that stands
// between its values, and what kind each value is of.
//
// A program writes its lines by one statement, so the next line nearly always
// has the same keys in the same order with the same punctuation; only values
// differ. Comparing that text as a whole is far quicker than reading it key by
// key, and it proves as much: a line that is valid JSON stays valid, and each
// value stays that of its name, when a scalar takes the place of a scalar. So a
// line that fits is read as pass would read it; any other is left to pass.
// FuzzJSONTemplate holds the two against each other.
type template struct {
	text   []byte // what stands between the values, one after the other
	fields []templateField
}

// A templateField is a value and the text before it.
type templateField struct {
	literal int    // length in template.text of what stands before the value
	first   uint64 // its first and last eight bytes, where it has 8 to 16
	last    uint64
	kind    byte // '"', '{' or '[' that nothing wanted is in, or 0 for any other scalar
	slot    int  // where the value is wanted, −1: nowhere
	depth   int  // how many objects enclose a nested value
}

const (
	shapes         = 4     // templates in use: of logs whose lines have optional keys
	templateFields = 256   // a line of more values is not learned
	templateBytes  = 16384 // nor one with more text between them
)

// templates are the shapes last seen. A log without any steady shape must not
// pay for learning: a line earns one point, and a new shape, once all have been
// taken, costs some.
type templates struct {
	known  [shapes]template
	last   int // the one that fitted last
	oldest int // the one to be replaced next
	points int
}

const (
	shapeCost = 8
	maxPoints = 8 * shapeCost
)

// fit finds the values of line by the templates; it is false when none fits.
func (t *templates) fit(s *jsonScanner, line []byte) bool {
	for i := range shapes {
		k := (t.last + i) % shapes
		if s.fits(&t.known[k], line) {
			t.last = k
			t.points = min(t.points+1, maxPoints)
			return true
		}
	}
	return false
}

func (s *jsonScanner) fits(t *template, line []byte) bool {
	if len(t.fields) == 0 {
		return false
	}
	clear(s.found)
	text, i := t.text, 0
	for k := range t.fields {
		f := &t.fields[k]
		n := f.literal
		if len(line)-i <= n {
			return false
		}
		if before := line[i : i+n]; 8 <= n && n <= 16 { // nearly always: a key and what is around it
			if binary.LittleEndian.Uint64(before) != f.first || binary.LittleEndian.Uint64(before[n-8:]) != f.last {
				return false
			}
		} else if string(before) != string(text[:n]) {
			return false
		}
		text = text[n:]
		i += n
		from, kind, escape := i, f.kind, false
		switch kind {
		case '"': // the quotes belong to the text
			if i = plainEnd(line, i); i < len(line) && line[i] == '\\' {
				if i, escape = skipString(line, from-1); i < 0 {
					return false
				}
				i--
			}
		case '{', '[':
			if line[i] != kind {
				return false
			}
			i = skipNested(line, i, f.depth, &s.open)
		default:
			if kind = line[i]; kind == '"' {
				return false
			}
			i, _ = skipScalar(line, i)
		}
		if i < 0 {
			return false
		}
		if f.slot >= 0 {
			s.found[f.slot] = jsonValue{kind, escape, from, i}
		}
	}
	return string(line[i:]) == string(text)
}

// passed is a value that pass went over.
type passed struct {
	jsonValue
	slot, depth int
}

// note keeps p for learn; one too many tells it that the line is too large.
func (s *jsonScanner) note(p passed) {
	if len(s.passed) <= templateFields {
		s.passed = append(s.passed, p)
	}
}

// learn makes a template of line, which pass has found valid.
func (t *templates) learn(s *jsonScanner, line []byte) {
	full := len(t.known[shapes-1].fields) > 0
	if t.points = min(t.points+1, maxPoints); full && t.points < shapeCost {
		return
	}
	if n := len(s.passed); n == 0 || n > templateFields {
		return
	}
	values := 0
	for _, p := range s.passed {
		values += p.to - p.from
	}
	if len(line)-values > templateBytes {
		return
	}
	t.points = max(t.points-shapeCost, 0)
	if full && t.oldest == t.last {
		t.oldest = (t.oldest + 1) % shapes
	}
	t.known[t.oldest].set(line, s.passed)
	t.oldest = (t.oldest + 1) % shapes
}

// set makes t the shape of line with these values, in the room that t has.
func (t *template) set(line []byte, values []passed) {
	t.text, t.fields = t.text[:0], t.fields[:0]
	end := 0
	for _, v := range values {
		f := templateField{literal: v.from - end, slot: v.slot, depth: v.depth}
		switch v.kind {
		case '"', '{', '[':
			f.kind = v.kind
		}
		if before := line[end:v.from]; len(before) >= 8 {
			f.first, f.last = binary.LittleEndian.Uint64(before), binary.LittleEndian.Uint64(before[len(before)-8:])
		}
		t.text = append(t.text, line[end:v.from]...)
		t.fields = append(t.fields, f)
		end = v.to
	}
	t.text = append(t.text, line[end:]...)
}
