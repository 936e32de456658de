package prose

import "regexp"

var (
	bareFrom = regexp.MustCompile(`(?i)(?:(\bbetween|\bfrom)\s+)?(?:(?:around|about|approximately)\s+|~)?(\d{1,2})\s?(-|–|—|to|and|until|till)\s?$`)
	bareTo   = regexp.MustCompile(`^\s?[-–—]\s?(\d{2})(?:$|[\s,;.)])`)
)

// bareEnds adds the ends of ranges that are only numbers: the hour in "10 -
// 2pm" and "between 2 and 3:40 pm", the minute in "09:29–32".
func bareEnds(s string, toks []token) []token {
	var out []token
	for i, t := range toks {
		if t.hasClock && t.clock.half != 0 && (len(out) == 0 || !rangeGap.MatchString(s[out[len(out)-1].end:t.start])) {
			from := max(0, t.start-40)
			if len(out) > 0 {
				from = max(from, out[len(out)-1].end)
			}
			if m := bareFrom.FindStringSubmatchIndex(s[from:t.start]); m != nil {
				start, end := from+m[4], from+m[5]
				joint, hour := lower(s[from+m[6]:from+m[7]]), atoi(s[start:end])
				words := joint == "and" || joint == "to" || joint == "until" || joint == "till"
				if hour >= 1 && hour <= 12 && beginsAlone(s, start, -1) && (!words || m[2] >= 0) {
					b := token{start: start, end: end, form: "clock-bare", hasClock: true}
					b.clock.hour = hour
					out = append(out, b)
				}
			}
		}
		out = append(out, t)
		c := t.clock
		if t.hasClock && c.minutes && !c.seconds && c.half == 0 && c.zone == "" && t.form == "clock" && (i+1 == len(toks) || toks[i+1].start > t.end+6) {
			if m := bareTo.FindStringSubmatchIndex(ahead(s, t.end)); m != nil {
				if minute := atoi(s[t.end+m[2] : t.end+m[3]]); minute > c.minute && minute < 60 && s[t.end] != ' ' {
					b := token{start: t.end + m[2], end: t.end + m[3], form: "clock-minute", hasClock: true, clock: c}
					b.clock.minute = minute
					b.clock.zone, b.end = zoneAfter(s, b.end, false)
					out = append(out, b)
				}
			}
		}
	}
	return out
}
