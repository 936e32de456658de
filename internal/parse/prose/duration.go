package prose

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"aftermath/internal/incident"
)

// A duration is a length of time as it stands in a sentence: "for 47 minutes",
// "one and a half hours", "2h 10m". Its precision is that of its smallest
// unit, or About.
type duration struct {
	start, end int
	length     time.Duration
	precision  incident.Precision
}

// longestOutage is the length at which a duration is no longer one of an
// incident's.
const longestOutage = 31 * 24 * time.Hour

const (
	numberWord = `one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?`
	unit       = `(?:days?|hours?|hrs?|minutes?|mins?|seconds?|secs?)\b|[dhms]\b|[dhm]`
)

var (
	durationUnit = regexp.MustCompile(`(?i)\b(?:days?|hours?|hrs?|minutes?|mins?|seconds?|secs?)\b|\d\s?(?:[dhms]\b|h\s?\d)|\d(?:days?|hours?|hrs?|minutes?|mins?|seconds?|secs?)\b`)
	// one part of a duration
	durationPart = regexp.MustCompile(`^(?i)(?:(\d{1,5}(?:[.,]\d{1,2})?)|(` + numberWord + `)|(an?))(?:[\s-]?(and a half|½))?[\s-]?(` + unit + `)(\sand a half\b)?`)
	halfPart     = regexp.MustCompile(`^(?i)(half|a quarter of) an (hour)\b|^(?i)half-(hour)\b|^(?i)half a (day)\b`)
	// "1:30 hours", "1:05:20 hours"
	durationColon = regexp.MustCompile(`^(\d{1,2}):(\d{2})(?::(\d{2}))?\s?(?:hours?|hrs?)\b`)
	statusCode    = regexp.MustCompile(`^[1-5]\d\d$`)
	durationJoint = regexp.MustCompile(`^(?:,?\sand\s|,\s|\s)?`)
	aboutLength   = regexp.MustCompile(`(?i)(?:\b(?:about|around|approximately|approx\.?|roughly|nearly|almost|circa|over|under|more than|less than|just over|just under|up to|at least|an estimated|some)\s(?:an?\s)?|~\s?|>\s?|<\s?)$`)
)

// durations finds the lengths of time in s, in order and without overlap.
func durations(s string) []duration {
	var out []duration
	for from := 0; from < len(s); {
		at := durationUnit.FindStringIndex(s[from:])
		if at == nil {
			break
		}
		unitStart := from + at[0]
		begin := max(from, unitStart-40)
		if d, ok := durationBefore(s, begin, unitStart); ok {
			out = append(out, d)
			from = max(d.end, from+at[1])
			continue
		}
		from += at[1]
	}
	return out
}

// durationBefore reads the duration whose first unit stands at unitStart and
// that begins at begin or later.
func durationBefore(s string, begin, unitStart int) (duration, bool) {
	for i := begin; i <= unitStart && i < len(s); i++ {
		if i > 0 && (isWord(s[i-1]) || (s[i-1] == '.' || s[i-1] == ',' || s[i-1] == ':' || s[i-1] == '-') && i > 1 && isDigit(s[i-2])) {
			continue
		}
		d := duration{start: i, precision: incident.Hour}
		end := d.take(s, i)
		if end <= unitStart {
			continue
		}
		d.end = end
		for {
			next := end + len(durationJoint.FindString(s[end:]))
			more := d.takeSmaller(s, next)
			if more <= next {
				break
			}
			end, d.end = more, more
		}
		if aboutLength.MatchString(s[max(0, i-24):i]) {
			d.precision = incident.About
		}
		return d, d.length > 0 && d.length <= longestOutage && (d.end == len(s) || !isWord(s[d.end]))
	}
	return duration{}, false
}

// take adds the part of a duration at i and returns its end, i for none.
func (d *duration) take(s string, i int) int {
	text := s[i:min(len(s), i+longestForm)]
	if m := durationColon.FindStringSubmatch(text); m != nil {
		d.length += time.Duration(atoi(m[1]))*time.Hour + time.Duration(atoi(m[2]))*time.Minute + time.Duration(atoi(m[3]))*time.Second
		d.precision = incident.Minute
		return i + len(m[0])
	}
	if m := halfPart.FindStringSubmatch(text); m != nil {
		switch {
		case m[4] != "":
			d.length += 12 * time.Hour
		case strings.HasPrefix(lower(m[0]), "half"):
			d.length += 30 * time.Minute
		default:
			d.length += 15 * time.Minute
		}
		d.precision = incident.About // nobody says so of a length that was measured
		return i + len(m[0])
	}
	m := durationPart.FindStringSubmatch(text)
	if m == nil {
		return i
	}
	if m[5] == "s" && statusCode.MatchString(m[1]) || m[3] != "" && lower(m[5]) == "second" {
		return i // "returned 502s", "a second time"
	}
	amount := 1.0
	switch {
	case m[1] != "":
		amount, _ = strconv.ParseFloat(strings.Replace(m[1], ",", ".", 1), 64)
	case m[2] != "":
		amount = float64(wordNumber(lower(m[2])))
	}
	if m[4] != "" || m[6] != "" {
		amount += 0.5
	}
	size, precision := unitOf(m[5])
	d.length += time.Duration(amount * float64(size)).Round(time.Second)
	if d.precision = precision; amount != float64(int(amount)) || m[3] != "" || size == 24*time.Hour {
		d.precision = incident.About
	}
	return i + len(m[0])
}

// takeSmaller adds a part in a smaller unit than those before it: "2 hours and
// 10 minutes" is one length, "2 hours, 3 hours" are two.
func (d *duration) takeSmaller(s string, i int) int {
	if i >= len(s) {
		return i
	}
	var part duration
	end := part.take(s, i)
	if end == i || part.length <= 0 || part.length >= 24*time.Hour {
		return i
	}
	for _, u := range [...]time.Duration{24 * time.Hour, time.Hour, time.Minute} {
		if d.length%u == 0 && part.length < u {
			d.length += part.length
			d.precision = part.precision
			return end
		}
	}
	return i
}

func unitOf(name string) (time.Duration, incident.Precision) {
	switch name[0] | 0x20 {
	case 'd':
		return 24 * time.Hour, incident.Hour
	case 'h':
		return time.Hour, incident.Hour
	case 'm':
		return time.Minute, incident.Minute
	}
	return time.Second, incident.Second
}

// wordNumber is the value of a number in words, up to ninety-nine.
func wordNumber(words string) int {
	n := 0
	for _, w := range strings.FieldsFunc(words, func(r rune) bool { return r == ' ' || r == '-' || r == '\n' || r == '\t' }) {
		n += numbers[w]
	}
	return n
}

var numbers = func() map[string]int {
	m := map[string]int{}
	for i, w := range strings.Fields("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen") {
		m[w] = i + 1
	}
	for i, w := range strings.Fields("twenty thirty forty fifty sixty seventy eighty ninety") {
		m[w] = 20 + 10*i
	}
	return m
}()
