package postmortem

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A text is what a reader sees of a document: for each byte it knows which
// bytes of the file it stands for, those from from to to. Offsets never go
// back, so that a stretch of the text is a stretch of the file, markup and all.
type text struct {
	bytes    []byte
	from, to []int32
}

// maxText is how much of a document is read, in bytes.
const maxText = 1 << 20

// add appends s, which stands for the bytes of the file from start to end; s
// that is inserted stands for none, so the two are equal.
func (t *text) add(s string, start, end int) {
	if n := len(t.to); n > 0 && start < int(t.to[n-1]) { // never back
		start = int(t.to[n-1])
		end = max(end, start)
	}
	for i := range len(s) {
		t.bytes = append(t.bytes, s[i])
		t.from, t.to = append(t.from, int32(start)), append(t.to, int32(end))
	}
}

// copy appends the bytes of data from start to end as they stand.
func (t *text) copy(data []byte, start, end int) {
	if start >= end {
		return
	}
	t.bytes = append(t.bytes, data[start:end]...)
	t.from, t.to = slices.Grow(t.from, end-start), slices.Grow(t.to, end-start)
	for i := start; i < end; i++ {
		t.from, t.to = append(t.from, int32(i)), append(t.to, int32(i+1))
	}
}

// join appends another text.
func (t *text) join(u *text) {
	if u.empty() {
		return
	}
	t.bytes = append(t.bytes, u.bytes...)
	t.from, t.to = append(t.from, u.from...), append(t.to, u.to...)
}

// line ends the line, if one is open.
func (t *text) line() {
	if n := len(t.bytes); n > 0 && t.bytes[n-1] != '\n' {
		t.add("\n", t.end(), t.end())
	}
}

// gap ends the line and leaves a blank one: what follows is another paragraph.
func (t *text) gap() {
	t.line()
	if n := len(t.bytes); n > 1 && t.bytes[n-2] != '\n' {
		t.add("\n", t.end(), t.end())
	}
}

// end is where in the file the text has come to.
func (t *text) end() int {
	if len(t.to) == 0 {
		return 0
	}
	return int(t.to[len(t.to)-1])
}

func (t *text) empty() bool { return len(t.bytes) == 0 }

// cut is the part of t from start to end.
func (t *text) cut(start, end int) *text {
	return &text{t.bytes[start:end:end], t.from[start:end:end], t.to[start:end:end]}
}

// trim is t without blanks at both ends.
func (t *text) trim() *text {
	start := len(t.bytes) - len(bytes.TrimLeft(t.bytes, " \t\r\n"))
	return t.cut(start, max(start, len(bytes.TrimRight(t.bytes, " \t\r\n"))))
}

// sentences are the sentences of a line, none of them empty.
func (t *text) sentences() []*text {
	var out []*text
	start := 0
	for i := 1; i+2 < len(t.bytes); i++ {
		if (t.bytes[i] == '.' || t.bytes[i] == '!') && t.bytes[i+1] == ' ' && t.bytes[i+2] >= 'A' && t.bytes[i+2] <= 'Z' && letter(t.bytes[i-1]) {
			out = append(out, t.cut(start, i+1))
			start = i + 2
		}
	}
	return append(out, t.cut(start, len(t.bytes)))
}

// lines are the lines of a text.
func (t *text) lines() []*text {
	var out []*text
	start := 0
	for i, c := range t.bytes {
		if c == '\n' {
			out = append(out, t.cut(start, i).trim())
			start = i + 1
		}
	}
	return append(out, t.cut(start, len(t.bytes)).trim())
}

// origin turns a stretch of the text into one of the file.
func (t *text) origin(start, end int) (from, to int) {
	switch {
	case len(t.bytes) == 0:
		return 0, 0
	case start >= len(t.bytes):
		return t.end(), t.end()
	}
	from = int(t.from[start])
	if end > start {
		return from, max(from, int(t.to[end-1]))
	}
	return from, from
}

// lineNumber is the number in a warning of the prose, of a line of the text.
var lineNumber = regexp.MustCompile(`\bline (\d{1,8})\b`)

// relocate puts the number of the file's line in the place of that of the
// text's line.
func (s *source) relocate(warning string, t *text) string {
	at := lineNumber.FindStringSubmatchIndex(warning)
	if at == nil {
		return warning
	}
	line, _ := strconv.Atoi(warning[at[2]:at[3]])
	start := 0
	for ; line > 1; line-- {
		next := bytes.IndexByte(t.bytes[start:], '\n')
		if next < 0 {
			return warning
		}
		start += next + 1
	}
	from, _ := t.origin(start, start)
	var b strings.Builder
	b.WriteString(warning[:at[2]])
	b.WriteString(strconv.Itoa(s.lines.Span(from, from).Line))
	b.WriteString(warning[at[3]:])
	return b.String()
}
