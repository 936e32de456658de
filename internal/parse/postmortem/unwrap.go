package postmortem

import (
	"bytes"
	"regexp"
)

// full is the length from which a line was broken because it was full.
const full = 50

// opensLine is what an author begins a new line for: a list sign, a label.
var opensLine = regexp.MustCompile(`^\s*(?:[-*•·–>|]|\d{1,3}[.)]\s|[A-Z][\w /-]{1,30}:(?:\s|$))`)

// unwrap joins the lines that were broken because they were full. Two line
// breaks together are one that the author asked for.
func unwrap(t *text) *text {
	if bytes.IndexByte(t.bytes, '\n') < 0 {
		return t
	}
	out := &text{}
	_, row := headOf(t.bytes) // the line that is being put together is a row
	for start := 0; start < len(t.bytes); {
		end := bytes.IndexByte(t.bytes[start:], '\n') + start
		if end < start {
			end = len(t.bytes)
		}
		l := t.cut(start, end)
		out.join(l)
		next := end + 1
		if next >= len(t.bytes) {
			break
		}
		sep := "\n"
		if t.bytes[next] == '\n' {
			next++
		} else if goesOn(l.bytes, t.bytes[next:min(len(t.bytes), next+2*headWidth)], row) {
			sep = " "
		}
		if sep == "\n" {
			_, row = headOf(t.bytes[next:min(len(t.bytes), next+2*headWidth)])
		}
		out.add(sep, out.end(), out.end())
		start = next
	}
	return out
}

// leadsOn are words that a time follows.
var leadsOn = regexp.MustCompile(`(?i)(?:\b(?:at|by|until|till|to|from|between|and|around|about|since|on)|[,–-])$`)

// goesOn says that a line was full and what it says goes on in the next. After
// a row, a line that begins with a time is the next row, as is one that sets its
// time apart.
func goesOn(line, next []byte, row bool) bool {
	line = bytes.TrimRight(line, " \t\r*_")
	if len(line) < full || bytes.IndexByte([]byte(".!?:;"), line[len(line)-1]) >= 0 || opensLine.Match(next) {
		return false
	}
	if _, timed := headOf(line); timed && letters(line) <= onlyTimes {
		return false // a range in full: "2025-04-30 15:49 CEST to 2025-05-02 16:38 CEST"
	}
	h, timed := headOf(next)
	if !timed {
		return true
	}
	if bare, _, _ := bytes.Cut(next, []byte("\n")); h.Clock && h.alone() || len(bytes.TrimRight(bare, " \t\r*_")) <= h.End {
		return leadsOn.Match(line) // a time on a line of its own stands above its words
	}
	apart := bytes.TrimLeft(next[h.End:], " \t")
	return !row && (len(apart) == 0 || bytes.IndexByte([]byte(":|-]"), apart[0]) < 0 && !bytes.HasPrefix(apart, []byte("–")))
}

// onlyTimes is how many letters a line of nothing but times may have.
const onlyTimes = 16

func letters(line []byte) int {
	n := 0
	for _, c := range line {
		if letter(c) {
			n++
		}
	}
	return n
}
