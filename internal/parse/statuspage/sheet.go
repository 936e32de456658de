package statuspage

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"aftermath/internal/parse/prose"
)

// A sheet is the text of a page, cut into lines, with what its HTML says beside
// the text.
type sheet struct {
	passage
	lines []line
	notes []note // in order of place
}

// A note is what the markup says at a place of the text.
type note struct {
	at   int       // offset in the text
	time time.Time // of a stamp: data-datetime-unix
	href string    // of a link
}

// A line is one line of a sheet.
type line struct {
	text       string // with plain blanks, none around it
	start, end int    // in the sheet's text, without the line's end
	kind       kind
	role       string // of a line that is a status, or opens with one and a dash
}

// A kind is what a line is to its page.
type kind byte

// The kinds of lines.
const (
	words      kind = iota // a title, a body, or what stands around the posts
	blank                  // nothing
	reportFor              // "Incident Report for …"
	affects                // "This incident affected: …"
	status                 // "Resolved"
	statusDash             // "Resolved - It is over."
	stampLine              // "Posted Apr 30, 2025 - 16:09 CEST"
	stampAgo               // "Posted 3 months ago."
	stampBare              // "Apr 30, 16:09 CEST"
	stampRange             // "Apr 30, 15:49 - 17:41 CEST"
	heading                // "April 2025", "Apr 30, 2025"
	planLine               // "Scheduled for Apr 30, 2025 22:00 - 23:30 CEST"
)

var (
	provider = regexp.MustCompile(`^(Incident|Scheduled Maintenance) Report for (.+)$`)
	affected = regexp.MustCompile(`^This (?:incident|scheduled maintenance) affect(?:ed|s):? (.+?)\.?$`)
	dash     = regexp.MustCompile(`^([A-Z][A-Za-z ]{2,14}?) [-–](?: |$)`)
	month    = regexp.MustCompile(`^([A-Z][a-z]{2,8}) (\d{4})$`)
	date     = regexp.MustCompile(`^([A-Z][a-z]{2,8})\.? (\d{1,2}), (\d{4})$`)
)

// newSheet cuts the text of a page into lines.
func newSheet(p passage, notes []note) *sheet {
	s := &sheet{passage: p, notes: notes}
	for start := 0; start < len(p.text); {
		end := len(p.text)
		if n := strings.IndexByte(p.text[start:], '\n'); n >= 0 {
			end = start + n
		}
		l := line{text: strings.TrimSpace(prose.Blanks(p.text[start:end])), start: start, end: end}
		l.kind, l.role = kindOf(l.text)
		s.lines = append(s.lines, l)
		start = end + 1
	}
	return s
}

// longestMark is the length in bytes above which a line is only words.
const longestMark = 120

// kindOf tells what a line is. The first letters decide which forms are tried:
// most lines are words.
func kindOf(text string) (kind, string) {
	if text == "" {
		return blank, ""
	}
	role := strings.ToLower(text)
	if _, known := roles[role]; known {
		return status, role
	}
	if m := dash.FindStringSubmatch(text[:min(len(text), 24)]); m != nil {
		role = strings.ToLower(m[1])
		if _, known := roles[role]; known {
			return statusDash, role
		}
	}
	switch {
	case strings.HasPrefix(text, "This ") && affected.MatchString(text):
		return affects, ""
	case len(text) > longestMark || text[0] < 'A' || text[0] > 'Z':
		return words, ""
	case provider.MatchString(text):
		return reportFor, ""
	case strings.HasPrefix(text, "Posted ") && posted.MatchString(text):
		return stampLine, ""
	case strings.HasPrefix(text, "Posted ") && postedAgo.MatchString(text):
		return stampAgo, ""
	case strings.IndexByte("0123456789", text[len(text)-1]) >= 0 && headed(text) != time.Time{}:
		return heading, ""
	case strings.IndexByte(text, ':') < 0:
		return words, ""
	case scheduled.MatchString(text):
		return planLine, ""
	case bare.MatchString(text):
		return stampBare, ""
	case lasted.MatchString(text):
		return stampRange, ""
	}
	return words, ""
}

// headed is the day, or the middle of the month, that a heading names; zero for
// no heading.
func headed(text string) time.Time {
	if m := date.FindStringSubmatch(text); m != nil {
		if s := (stamp{month: monthOf(m[1]), day: number(m[2])}); s.month != 0 && s.valid(number(m[3])) {
			return time.Date(number(m[3]), s.month, s.day, 12, 0, 0, 0, time.UTC)
		}
	}
	if m := month.FindStringSubmatch(text); m != nil {
		if s := (stamp{month: monthOf(m[1]), day: 15}); s.month != 0 && s.valid(number(m[2])) {
			return time.Date(number(m[2]), s.month, s.day, 12, 0, 0, 0, time.UTC)
		}
	}
	return time.Time{}
}

// of is the text of a line, where it stands in the file.
func (s *sheet) of(l line) passage { return s.cut(l.start, l.end).trim() }

// noted are the first time and the first address that the markup says on a
// line.
func (s *sheet) noted(l line) (t time.Time, href string) {
	for i := searchNotes(s.notes, l.start); i < len(s.notes) && s.notes[i].at <= l.end; i++ {
		if t.IsZero() {
			t = s.notes[i].time
		}
		if href == "" {
			href = s.notes[i].href
		}
	}
	return t, href
}

// searchNotes is the first note at or after an offset.
func searchNotes(notes []note, at int) int {
	i, _ := slices.BinarySearchFunc(notes, at, func(n note, at int) int { return n.at - at })
	return i
}
