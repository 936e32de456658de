package postmortem

import "bytes"

// What a parser of Markdown takes more than linear time for, and no person
// writes: a line that opens more than deep lists and quotes, a run of longRun
// bytes without a blank, more than crowd lines without a blank one, more than
// maxReferences definitions of links.
const (
	deep          = 40
	longRun       = 1000
	crowd         = 1000
	maxReferences = 500
)

// hideTraps blots out lines, or what is in them, so that b holds none.
func hideTraps(b []byte) {
	together, references := 0, 0
	for start := 0; start < len(b); {
		line := firstLine(b[start:])
		text := bytes.TrimLeft(line, " \t\r")
		together++
		switch {
		case len(text) == 0:
			together = 0
		case together > crowd && text[0] != '`' && text[0] != '~': // the fence of a listing stays
			hide(line)
			together = 0
		case opens(line) > deep && len(bytes.Trim(line, "-*=_ \t\r")) > 0:
			hide(line)
		case text[0] == '[' && bytes.Contains(text, []byte("]:")):
			if references++; references > maxReferences {
				hide(line)
			}
		}
		if len(line) > longRun {
			hideRuns(line)
		}
		start += len(line) + 1
	}
}

// opens counts the signs of lists and quotes that a line begins with.
func opens(line []byte) int {
	n := 0
	for _, c := range line {
		switch {
		case c == '>' || c == '-' || c == '*' || c == '+' || c == '.' || c == ')':
			n++
		case c != ' ' && c != '\t' && (c < '0' || c > '9'):
			return n
		}
	}
	return n
}

func hideRuns(line []byte) {
	for start := 0; start < len(line); {
		end := start
		for end < len(line) && line[end] != ' ' && line[end] != '\t' {
			end++
		}
		if end-start > longRun {
			hide(line[start:end])
		}
		start = end + 1
	}
}
