package app

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"aftermath/internal/money"
	"aftermath/internal/parse/accesslog"
	"aftermath/internal/store"
)

// A summary is what a reading of logs came to, over all files.
type summary struct {
	known           int // inputs that were there before
	asBefore, anew  int // files
	empty           int
	why             string // something was read anew
	files           int    // that were read
	ledger          accesslog.Ledger
	first, last     time.Time
	customers       map[string]struct{}
	unknown, places accesslog.Crowd
	hours           map[int64]struct{}
	formats         map[string]int // files by the name of their format
}

func (s *summary) add(j *job, t *accesslog.Tally) {
	if s.customers == nil {
		s.customers, s.hours, s.formats = map[string]struct{}{}, map[int64]struct{}{}, map[string]int{}
	}
	s.files++
	s.formats[j.source.format.Name()]++
	s.ledger.Add(&t.Ledger)
	s.unknown.Merge(&t.Unknown)
	s.places.Merge(&t.Unmatched)
	for id := range t.Customers {
		s.customers[id] = struct{}{}
	}
	for hour := range t.Hours {
		s.hours[hour] = struct{}{}
	}
	if t.First.IsZero() {
		return
	}
	if s.first.IsZero() || t.First.Before(s.first) {
		s.first = t.First
	}
	if t.Last.After(s.last) {
		s.last = t.Last
	}
}

// words is the summary for a person at the terminal, a line a matter.
func (s *summary) words() string {
	if s.files == 0 {
		words := number(int64(s.asBefore), "file") + ", as read before"
		if s.empty > 0 {
			words += fmt.Sprintf("; %d empty", s.empty)
		}
		return words
	}
	l := &s.ledger
	lines := []string{fmt.Sprintf("%s, %s, %s, %s rejected, %s about no request, %s blank", number(int64(s.files), "file"), number(l.Lines, "line"),
		number(l.Requests, "request"), money.Group(l.Refused()), money.Group(l.Other), money.Group(l.Blank))}
	if s.anew > 0 {
		lines[0] += fmt.Sprintf("; %d of them read anew: %s", s.anew, s.why)
	}
	if s.asBefore > 0 {
		lines[0] += "; " + number(int64(s.asBefore), "file") + " as read before"
	}
	if s.empty > 0 {
		lines[0] += fmt.Sprintf("; %d empty", s.empty)
	}
	lines = append(lines, s.formatWords())
	if !s.first.IsZero() {
		lines = append(lines, s.timeWords(), s.customerWords())
	}
	if n := s.places.Total(); n > 0 {
		lines = append(lines, fmt.Sprintf("%s (%s) that match no service: %s", number(n, "request"), share(n, l.Requests), most(&s.places)))
	}
	for _, reason := range reasons(*l) {
		r := l.Rejected[reason]
		lines = append(lines, fmt.Sprintf("rejected for %s: %s, first %s", reason, money.Group(r.Count), r.First[0]))
	}
	return strings.Join(lines, "\n")
}

func (s *summary) formatWords() string {
	var names []string
	for name, n := range s.formats {
		names = append(names, fmt.Sprintf("%s (%s)", name, number(int64(n), "file")))
	}
	slices.Sort(names)
	return "formats: " + strings.Join(names, ", ")
}

// timeWords tells the span and the hours in it of which no line was read.
func (s *summary) timeWords() string {
	from, to := s.first.Truncate(time.Hour), s.last.Truncate(time.Hour)
	without := int64(to.Sub(from)/time.Hour) + 1 - int64(len(s.hours))
	const form = "2006-01-02 15:04:05"
	return fmt.Sprintf("from %s to %s UTC, %s without data", s.first.Format(form), s.last.Format(form), number(without, "hour"))
}

func (s *summary) customerWords() string {
	words := number(int64(len(s.customers)), "customer") + " seen"
	if n := s.unknown.Total(); n > 0 {
		words += fmt.Sprintf("; %s (%s) of %s unknown: %s", number(n, "request"), share(n, s.ledger.Requests), howMany(&s.unknown), most(&s.unknown))
	}
	return words
}

// share is n of all as a percentage rounded down to two places.
func share(n, all int64) string {
	r := money.Share(n, all)
	if r == nil {
		return "–"
	}
	return money.FloorPercent(r, 2) + " %"
}

// howMany is the number of names, as far as they are told apart.
func howMany(c *accesslog.Crowd) string {
	if c.Requests[accesslog.Pooled] > 0 {
		return "more than " + money.Group(accesslog.MaxUnknown)
	}
	return money.Group(int64(len(c.Requests)))
}

// most are the names with the most requests, and what is pooled.
func most(c *accesslog.Crowd) string {
	const shown = 3
	names := slices.DeleteFunc(c.Names(), func(name string) bool { return name == accesslog.Pooled })
	var out []string
	for _, name := range names[:min(len(names), shown)] {
		out = append(out, fmt.Sprintf("%s %s", name, money.Group(c.Requests[name])))
	}
	if more := len(names) - shown; more > 0 {
		out = append(out, fmt.Sprintf("and %s more", money.Group(int64(more))))
	}
	words := strings.Join(out, ", ")
	if n := c.Requests[accesslog.Pooled]; n > 0 {
		words += fmt.Sprintf("; %s of all others are counted together as %s", number(n, "request"), accesslog.Pooled)
	}
	return words
}

// tooMany refuses a file of which more lines than the limit were rejected, those
// that were read earlier among them. A last line that is not whole yet is not
// held against it.
func tooMany(f logFile, earlier store.Input, l accesslog.Ledger, limit money.Percent) error {
	lines, refused := earlier.Lines+l.Lines, earlier.Rejected+l.Refused()-l.Rejected[accesslog.CutShort].Count
	share := money.Share(refused, lines)
	if share == nil || share.Cmp(limit.Share()) <= 0 {
		return nil
	}
	var first []string
	for _, reason := range reasons(l) {
		first = append(first, fmt.Sprintf("%s\n      %s", l.Rejected[reason].First[0], l.Rejected[reason].First[0].Text))
	}
	return fmt.Errorf("%s: %s of %s lines are no requests, more than the limit of %s %%; the first of each kind:\n    %s\n    correct the format under sources.logs (aftermath logs detect %s shows how it reads), or raise quality.max_rejected",
		f.path, money.Group(refused), money.Group(lines), limit, strings.Join(first, "\n    "), f.path)
}

func reasons(l accesslog.Ledger) []accesslog.Reason {
	var out []accesslog.Reason
	for r := range l.Rejected {
		out = append(out, r)
	}
	slices.Sort(out)
	return out
}
